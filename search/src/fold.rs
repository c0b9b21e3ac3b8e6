//! One spelling for what readers take for the same: capitals, accents, Arabic vowel signs and letter forms, wide letters.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A word in the one spelling in which words are compared. Accents and vowel signs go; й stays itself, because it is a letter of
/// its own; ё becomes е, as Russian prints it; the forms of alef, yeh and teh marbuta become one each.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in bare(word).chars() {
        match c {
            'ى' | 'ی' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ک' => folded.push('ك'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded
}

/// A word in small letters without marks: what the Arabic stemmer reads, and the first half of [`fold`].
pub(crate) fn bare(word: &str) -> String {
    let mut bare = String::with_capacity(word.len());
    if word.is_ascii() {
        bare.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return bare;
    }
    for c in word.nfkd() {
        match c {
            // й is и with a breve, and no и.
            '\u{306}' if bare.ends_with('и') => {
                bare.pop();
                bare.push('й');
            }
            c if is_unseen(c) || is_combining_mark(c) => {}
            '٠'..='٩' => bare.extend(char::from_digit(u32::from(c) - u32::from('٠'), 10)),
            '۰'..='۹' => bare.extend(char::from_digit(u32::from(c) - u32::from('۰'), 10)),
            'ٱ' => bare.push('ا'),
            c => bare.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
    bare
}

/// A word in small letters, with its accents: what the stemmers of other languages read.
pub(crate) fn lower(word: &str) -> String {
    let small = word.nfkc().filter(|c| !is_unseen(*c)).flat_map(char::to_lowercase);
    small.map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// What stands in a word and is not seen: soft hyphen, tatweel, marks of direction and joining.
pub(crate) const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_that_readers_take_for_one_fold_into_one() {
        for (one, other) in [
            ("SÉCURITÉ", "securite"),
            ("cœur", "COEUR"),
            ("información", "informacion"),
            ("ТЁМНЫЙ", "темный"),
            ("مَعَايِير", "معايير"),
            ("الأمن", "الامن"),
            ("آمنة", "امنه"),
            ("إلى", "الي"),
            ("تـعـاون", "تعاون"),
            ("ＩＣＴ", "ict"),
            ("٢٠١٥", "2015"),
            ("co\u{ad}operation", "cooperation"),
            ("e\u{301}tat", "état"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
        assert_ne!(fold("мой"), fold("мои"), "й is a letter of its own");
        assert_ne!(fold("norm"), fold("form"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(word in "[a-zA-Zéèüñçœßйёأآةىٱ٣。１Ａ\u{301}\u{64e}]{0,12}") {
            prop_assert_eq!(fold(&fold(&word)), fold(&word));
        }
    }
}
