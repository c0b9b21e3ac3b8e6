//! The name that a document came with: shown to readers and given back on download, never a path.

use thiserror::Error;

/// A file name with an extension: 1 to 200 characters, none of them a separator of folders, a control character, or one
/// that changes the direction of what follows, which could make `exe` read as `pdf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(String);

/// A text that cannot be the name of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadName {
    /// Empty, or longer than 200 characters.
    #[error("a name has 1 to {} characters", FileName::LONGEST)]
    Length,
    /// U+0000 or another character that a name cannot have, or a path.
    #[error("a name has no control characters and is no path")]
    Character,
    /// There is nothing behind a point, or nothing before it.
    #[error("a name ends in an extension")]
    Extension,
}

impl BadName {
    /// The code that clients switch on.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Character => "character",
            Self::Extension => "extension",
        }
    }
}

impl FileName {
    /// The most characters of a name.
    pub const LONGEST: usize = 200;

    /// Reads a name.
    pub fn new(text: impl Into<String>) -> Result<Self, BadName> {
        let text = text.into();
        if text.trim().is_empty() || text.chars().count() > Self::LONGEST {
            return Err(BadName::Length);
        }
        if text.chars().any(is_refused) {
            return Err(BadName::Character);
        }
        match text.rsplit_once('.') {
            Some((stem, extension)) if !stem.trim_matches('.').is_empty() && !extension.is_empty() => Ok(Self(text)),
            Some(_) | None => Err(BadName::Extension),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the last point, in small letters.
    pub fn extension(&self) -> String {
        let (_, extension) = self.0.rsplit_once('.').unwrap_or_default();
        extension.to_ascii_lowercase()
    }
}

fn is_refused(character: char) -> bool {
    let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || turns || matches!(character, '/' | '\\' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_path_and_has_an_extension() {
        for (name, expected) in [
            ("Law 5.PDF", Ok("pdf")),
            ("قانون.docx", Ok("docx")),
            ("a.tar.gz", Ok("gz")),
            ("", Err(BadName::Length)),
            ("  ", Err(BadName::Length)),
            ("a\0.pdf", Err(BadName::Character)),
            ("../a.pdf", Err(BadName::Character)),
            ("C:\\a.pdf", Err(BadName::Character)),
            ("a\r\nX: y.pdf", Err(BadName::Character)),
            ("fdp\u{202e}exe.pdf", Err(BadName::Character)),
            ("law", Err(BadName::Extension)),
            ("law.", Err(BadName::Extension)),
            (".pdf", Err(BadName::Extension)),
            ("..pdf", Err(BadName::Extension)),
        ] {
            let read = FileName::new(name).map(|name| name.extension());
            assert_eq!(read, expected.map(str::to_owned), "{name:?}");
        }
        assert!(FileName::new(format!("{}.pdf", "長".repeat(196))).is_ok());
        assert_eq!(FileName::new(format!("{}.pdf", "長".repeat(197))), Err(BadName::Length));
    }
}
