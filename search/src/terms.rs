//! The terms of a text: what is kept of it to find it by.

use std::collections::BTreeMap;
use std::ops::Range;

use domain::language::Language;

use crate::cut::{Piece, cut};
use crate::fold::fold;
use crate::stem::stem;

/// The most parts that a symbol has: `A/RES/ES-10/27`, with room.
const MOST_PARTS: usize = 12;
/// The longest label of a paragraph, in characters: `(viii)`.
const LONGEST_LABEL: usize = 6;
/// The longest term, in bytes: what `PostgreSQL` takes is 2,046.
pub(crate) const LONGEST_TERM: usize = 200;
/// The last place that `PostgreSQL` tells apart, and the most places of one term that it keeps.
const LAST_PLACE: usize = 16_383;
const MOST_PLACES: usize = 255;

/// What language a text is in; none for symbols, labels and codes, which are written the same in every language.
pub(crate) type Tongue = Option<Language>;

pub(crate) fn stem_term(tongue: Tongue, word: &str) -> String {
    match tongue {
        Some(language) => format!("{language}:{}", stem(word, language)),
        None => format!("#{}", fold(word)),
    }
}

pub(crate) fn word_term(language: Language, word: &str) -> String {
    format!("{language}={}", fold(word))
}

pub(crate) fn han_term(tongue: Tongue, characters: &str) -> String {
    match tongue {
        Some(language) => format!("{language}:{characters}"),
        None => format!("#{characters}"),
    }
}

/// A symbol as it is compared: *A-66-359/c*, *A/66/359/c* and *a/66/359/C* are one.
pub(crate) fn symbol_term(symbol: &str) -> String {
    let one = symbol
        .chars()
        .map(|c| if is_joint(c) { '/' } else { c.to_ascii_lowercase() });
    std::iter::once('#').chain(one).collect()
}

const fn is_joint(c: char) -> bool {
    matches!(c, '/' | '-' | '.')
}

/// The pieces from `at` on that one symbol or code is made of: `A/RES/70/237`, `N13A.status`. One piece alone is none.
pub(crate) fn joined(text: &str, pieces: &[Piece], at: usize) -> usize {
    let is_part = |piece: &Piece| !piece.is_han && text[piece.range.clone()].is_ascii();
    let follows = |before: &Piece, piece: &Piece| {
        let between = &text[before.range.end..piece.range.start];
        is_part(piece) && between.len() == 1 && between.chars().all(is_joint)
    };
    if !pieces.get(at).is_some_and(is_part) {
        return 1;
    }
    let rest = pieces[at..].windows(2).take(MOST_PARTS - 1);
    1 + rest.take_while(|pair| follows(&pair[0], &pair[1])).count()
}

/// The label that follows a number, `13 (c)` or `13(c)(ii)`: the term, and where it ends.
pub(crate) fn labelled(text: &str, piece: &Piece) -> Option<(String, usize)> {
    let number = fold(&text[piece.range.clone()]);
    if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut term = format!("#{number}");
    let (bare, mut end) = (term.len(), piece.range.end);
    while let Some((label, after)) = bracketed(&text[end..]) {
        term.push('(');
        term.push_str(&fold(label));
        term.push(')');
        end += after;
    }
    (term.len() > bare).then_some((term, end))
}

/// A label in brackets at the beginning of a text, one space before it at most, and where the text goes on.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let opened = text.strip_prefix([' ', '\u{a0}']).unwrap_or(text);
    let inside = opened.strip_prefix(['(', '（'])?;
    let (label, rest) = inside.split_once([')', '）'])?;
    let is_label = (1..=LONGEST_LABEL).contains(&label.chars().count()) && label.chars().all(char::is_alphanumeric);
    is_label.then(|| (label, text.len() - rest.len()))
}

/// Whether the next piece is a Chinese character that stands right behind.
pub(crate) fn goes_on(pieces: &[Piece], at: usize) -> bool {
    pieces
        .get(at + 1)
        .is_some_and(|next| next.is_han && next.range.start == pieces[at].range.end)
}

/// Tells each term of a text, its place (counted from 1) and where it stands; says how many places there are.
pub(crate) fn each_term(text: &str, tongue: Tongue, mut tell: impl FnMut(String, usize, Range<usize>)) -> usize {
    let pieces = cut(text);
    let mut joined_until = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let (place, range) = (at + 1, piece.range.clone());
        if piece.is_han {
            let end = if goes_on(&pieces, at) {
                pieces[at + 1].range.end
            } else {
                range.end
            };
            tell(han_term(tongue, &text[range.start..end]), place, range.start..end);
            continue;
        }
        let word = &text[range.clone()];
        tell(stem_term(tongue, word), place, range.clone());
        if let Some(language) = tongue {
            tell(word_term(language, word), place, range.clone());
        }
        let parts = joined(text, &pieces, at);
        if parts > 1 && at >= joined_until {
            joined_until = at + parts;
            let end = pieces[at + parts - 1].range.end;
            // A symbol is also found without what stands before it: 70/237.
            for (later, start) in pieces[at..at + parts - 1].iter().enumerate() {
                let range = start.range.start..end;
                tell(symbol_term(&text[range.clone()]), place + later, range);
            }
        }
        if let Some((term, end)) = labelled(text, piece) {
            tell(term, place, range.start..end);
        }
    }
    pieces.len()
}

/// The terms of a text with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    places: BTreeMap<String, Vec<usize>>,
    last: usize,
}

impl Terms {
    /// Adds another text of the same language, or one of no language, as if it stood behind.
    pub(crate) fn add(&mut self, text: &str, tongue: Tongue) {
        let last = self.last;
        self.last += each_term(text, tongue, |term, place, _| {
            if term.len() <= LONGEST_TERM {
                self.places.entry(term).or_default().push(last + place);
            }
        });
    }

    /// Leaves out what other terms hold.
    pub(crate) fn leave_out(&mut self, others: &Self) {
        self.places.retain(|term, _| !others.places.contains_key(term));
    }

    /// Each term and how often it occurs.
    pub fn counts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.places.iter().map(|(term, places)| (term.as_str(), places.len()))
    }

    /// How many terms there are with each of their places: what length means for relevance.
    pub fn len(&self) -> usize {
        self.places.values().map(Vec::len).sum()
    }

    /// Whether there is nothing to find the text by.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The terms as `PostgreSQL` reads a `tsvector`.
    pub fn to_vector(&self) -> String {
        let mut vector = String::new();
        for (term, places) in &self.places {
            if !vector.is_empty() {
                vector.push(' ');
            }
            vector.push_str(&quoted(term));
            for (at, place) in places.iter().take(MOST_PLACES).enumerate() {
                vector.push(if at == 0 { ':' } else { ',' });
                vector.push_str(&(*place).min(LAST_PLACE).to_string());
            }
        }
        vector
    }
}

/// A term as it stands in a `tsvector` and a `tsquery`.
pub(crate) fn quoted(term: &str) -> String {
    format!("'{}'", term.replace('\\', "\\\\").replace('\'', "''"))
}

/// The terms of texts that belong together, all in one language.
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>, language: Language) -> Terms {
    let mut terms = Terms::default();
    for text in texts {
        terms.add(text, Some(language));
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, tongue: Tongue) -> Vec<String> {
        let mut found = Vec::new();
        each_term(text, tongue, |term, _, range| {
            found.push(format!("{term} {}", &text[range]));
        });
        found
    }

    #[test]
    fn a_text_leaves_stems_words_symbols_and_labels() {
        assert_eq!(
            of("Norms of A/RES/70/237", Some(Language::English)),
            [
                "en:norm Norms",
                "en=norms Norms",
                "en:of of",
                "en=of of",
                "en:a A",
                "en=a A",
                "#a/res/70/237 A/RES/70/237",
                "#res/70/237 RES/70/237",
                "#70/237 70/237",
                "en:res RES",
                "en=res RES",
                "en:70 70",
                "en=70 70",
                "en:237 237",
                "en=237 237",
            ]
        );
        assert_eq!(of("13 (c)", None), ["#13 13", "#13(c) 13 (c)", "#c c"]);
        assert!(of("1 (十一)", None).contains(&"#1(十一) 1 (十一)".to_owned()));
        assert!(
            !of("13 (see below)", None)
                .iter()
                .any(|term| term.contains('(') && term.starts_with('#'))
        );
        assert!(of("5(b)(ii).", None).contains(&"#5(b)(ii) 5(b)(ii)".to_owned()));
    }

    #[test]
    fn chinese_leaves_neighbouring_characters() {
        assert_eq!(
            of("规范性，法", Some(Language::Chinese)),
            ["zh:规范 规范", "zh:范性 范性", "zh:性 性", "zh:法 法"]
        );
    }

    #[test]
    fn terms_are_written_as_postgresql_reads_them() {
        let terms = terms(["It's a norm, a \\ norm"], Language::English);
        assert_eq!(
            terms.to_vector(),
            "'en:a':3,5 'en:it':1 'en:norm':4,6 'en:s':2 'en=a':3,5 'en=it':1 'en=norm':4,6 'en=s':2"
        );
        assert_eq!(quoted("o'\\"), "'o''\\\\'");
    }
}
