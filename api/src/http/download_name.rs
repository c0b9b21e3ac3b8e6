//! The name under which a document is saved (RFC 6266, RFC 8187).

use std::fmt::Write as _;

/// A `Content-Disposition` that offers a document as an attachment: the name in full for whoever reads RFC 8187, and what
/// ASCII leaves of it for the rest.
pub fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|character| match character {
            '"' | '\\' | '%' => '_',
            ' '..='~' => character,
            _ => '_',
        })
        .collect();
    let mut text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => text.push(char::from(byte)),
            b'!' | b'#' | b'$' | b'&' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~' => {
                text.push(char::from(byte));
            }
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_twice_and_ends_no_header() {
        assert_eq!(
            disposition("Law 5.pdf"),
            "attachment; filename=\"Law 5.pdf\"; filename*=UTF-8''Law%205.pdf"
        );
        assert_eq!(
            disposition("法.pdf"),
            "attachment; filename=\"_.pdf\"; filename*=UTF-8''%E6%B3%95.pdf"
        );
        assert_eq!(
            disposition("a\"; b\\.pdf"),
            "attachment; filename=\"a_; b_.pdf\"; filename*=UTF-8''a%22%3B%20b%5C.pdf"
        );
    }
}
