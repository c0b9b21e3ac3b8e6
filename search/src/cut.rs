//! A text cut into words and Chinese characters, with where each stands.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::fold::is_unseen;

/// A word, or one Chinese character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
    /// Whether it is a Chinese character.
    pub(crate) is_han: bool,
}

/// Chinese characters, which stand without spaces between words.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'
        | '々' | '〇')
}

/// The words and characters of a text in order. Apostrophes part words: *l’État* holds *État*.
pub(crate) fn cut(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let is_in_word = !is_han(c) && (c.is_alphanumeric() || c == '_');
        if is_in_word || (begun.is_some() && (is_combining_mark(c) || is_unseen(c))) {
            begun.get_or_insert(at);
            continue;
        }
        pieces.extend(begun.take().map(|start| word(start..at)));
        if is_han(c) {
            pieces.push(Piece {
                range: at..at + c.len_utf8(),
                is_han: true,
            });
        }
    }
    pieces.extend(begun.map(|start| word(start..text.len())));
    pieces
}

const fn word(range: Range<usize>) -> Piece {
    Piece { range, is_han: false }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_and_characters_are_cut_as_readers_see_them() {
        for (text, pieces) in [
            ("", vec![]),
            (" — … !", vec![]),
            ("l’usage responsable", vec!["l", "usage", "responsable"]),
            ("A/RES/70/237, 13 (c)", vec!["A", "RES", "70", "237", "13", "c"]),
            ("VT.topic_a", vec!["VT", "topic_a"]),
            ("2015年的规范", vec!["2015", "年", "的", "规", "范"]),
            ("ICT安全", vec!["ICT", "安", "全"]),
            ("مَعَايِير، الدول", vec!["مَعَايِير", "الدول"]),
        ] {
            let cut: Vec<&str> = cut(text).into_iter().map(|piece| &text[piece.range]).collect();
            assert_eq!(cut, pieces, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_stand_in_order_and_on_characters(text in any::<String>()) {
            let mut end = 0;
            for piece in cut(&text) {
                prop_assert!(piece.range.start >= end && !piece.range.is_empty());
                prop_assert!(text.get(piece.range.clone()).is_some());
                end = piece.range.end;
            }
        }
    }
}
