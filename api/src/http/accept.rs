//! What callers say that they accept.

use domain::language::Language;

/// The language in which a caller wants to be spoken to, by `Accept-Language` (RFC 9110 section 12.5.4): the one with the
/// greatest weight of those that we have, the earlier one of equals; English where none is named or none is ours.
pub fn asked_language(accept_language: Option<&str>) -> Language {
    let mut best: Option<(u16, Language)> = None;
    for range in accept_language.unwrap_or_default().split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let Some(language) = Language::from_code(primary) else {
            continue;
        };
        let Some(weight) = weight(parts) else { continue };
        if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map_or(Language::English, |(_, language)| language)
}

/// The `q` among the parameters of an accepted range, in thousandths (RFC 9110 section 12.4.2): 1000 where there is none,
/// nothing where it is not a weight.
pub(super) fn weight<'a>(mut parameters: impl Iterator<Item = &'a str>) -> Option<u16> {
    let Some(text) = parameters.find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q="))) else {
        return Some(1000);
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{fraction:0<3}").parse::<u16>().ok()?;
    match (whole, thousandths) {
        ("0", thousandths) => Some(thousandths),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_chooses_among_six_languages_by_weight() {
        let table = [
            (None, Language::English),
            (Some(""), Language::English),
            (Some("*"), Language::English),
            (Some("de-CH, de;q=0.9"), Language::English),
            (Some("fr"), Language::French),
            (Some("FR-ca"), Language::French),
            (Some("zh-Hant-TW"), Language::Chinese),
            (Some("de, ru;q=0.8, es;q=0.9"), Language::Spanish),
            (Some("ar;q=0, en;q=0.1"), Language::English),
            (Some("ar;q=0"), Language::English),
            (Some("ru;q=nonsense, ar;q=0.2"), Language::Arabic),
            (Some("es, fr"), Language::Spanish),
        ];
        for (header, expected) in table {
            assert_eq!(asked_language(header), expected, "{header:?}");
        }
    }
}
