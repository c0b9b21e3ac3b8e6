//! What a row says about itself: which cells of it belong to what, and a word for everything in it that is locked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::QuestionCode;
use sha2::{Digest as _, Sha256};

use crate::form::column;

/// The letter of a column.
pub(crate) fn letter(column: u16) -> char {
    char::from(b'A' + u8::try_from(column).unwrap_or(25))
}

/// The key of a row: question, part, and the letters of the columns that can be filled in.
pub(crate) fn key(question: &QuestionCode, part: &str, mask: &str) -> String {
    format!("{question}|{part}|{mask}")
}

/// What a key says: question, part, and the columns that can be filled in.
pub(crate) fn read_key(key: &str) -> Option<(&str, &str, Vec<u16>)> {
    let mut pieces = key.splitn(3, '|');
    let (question, part, mask) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let open = [column::ANSWER, column::TEXT, column::CITATION, column::INSTEAD];
    let columns = open.into_iter().filter(|column| mask.contains(letter(*column)));
    Some((question, part, columns.collect()))
}

/// How many characters a row's word has.
pub(crate) const ROW_DIGEST: usize = 12;

/// A word for what is locked in a row. White space counts as one space: programs for sheets write it as they like.
pub(crate) fn row_digest<'t>(cells: impl Iterator<Item = (u16, &'t str)>) -> String {
    let mut cells: Vec<_> = cells.filter(|(_, text)| !text.trim().is_empty()).collect();
    cells.sort_unstable();
    let mut hash = Sha256::new();
    for (column, text) in cells {
        hash.update(column.to_be_bytes());
        for word in text.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        hash.update([0]);
    }
    URL_SAFE_NO_PAD.encode(&hash.finalize()[..9])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_which_cells_are_open() {
        let code: QuestionCode = "GEN.contact".parse().unwrap();
        let key = key(&code, "email", "FI");
        assert_eq!(read_key(&key), Some(("GEN.contact", "email", vec![5, 8])));
        assert_eq!(read_key("GEN.contact"), None);
    }

    #[test]
    fn a_row_has_one_word_however_its_spaces_are_written() {
        let word = row_digest([(1, "a  b"), (2, "c")].into_iter());
        assert_eq!(word.len(), ROW_DIGEST);
        assert_eq!(word, row_digest([(2, "c "), (1, "a\nb"), (3, " ")].into_iter()));
        assert_ne!(word, row_digest([(1, "a b"), (2, "d")].into_iter()));
        assert_ne!(word, row_digest([(2, "a b"), (1, "c")].into_iter()));
    }
}
