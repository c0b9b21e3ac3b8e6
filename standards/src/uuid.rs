//! UUIDs that follow from names (RFC 9562 section 5.5).

use sha1::{Digest as _, Sha1};

/// The namespace of our names: the version 5 UUID of `urn:normtrack` in the namespace of URLs (RFC 9562 section 6.6).
fn namespace() -> [u8; 16] {
    const URL: [u8; 16] = [
        0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
    ];
    version_5(&URL, "urn:normtrack")
}

fn version_5(namespace: &[u8; 16], name: &str) -> [u8; 16] {
    let digest = Sha1::new().chain_update(namespace).chain_update(name).finalize();
    let mut uuid = [0; 16];
    uuid.copy_from_slice(&digest[..16]);
    uuid[6] = uuid[6] & 0x0f | 0x50;
    uuid[8] = uuid[8] & 0x3f | 0x80;
    uuid
}

/// The UUID of a name.
pub(crate) fn uuid(name: &str) -> String {
    written(&version_5(&namespace(), name))
}

fn written(uuid: &[u8; 16]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(36);
    for (place, byte) in uuid.iter().enumerate() {
        if [4, 6, 8, 10].contains(&place) {
            text.push('-');
        }
        write!(text, "{byte:02x}").expect("a text can be written to");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_comes_out() {
        // RFC 9562, appendix A.4.
        const DNS: [u8; 16] = [
            0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
        ];
        let example = written(&version_5(&DNS, "www.example.com"));
        assert_eq!(example, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }
}
