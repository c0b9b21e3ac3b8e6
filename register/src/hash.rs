//! Fixed-length values that travel as lowercase hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// A text that is not the expected number of lowercase hexadecimal digits. The text is not repeated: it may be a salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected {digits} lowercase hexadecimal digits")]
pub struct BadHex {
    /// How many digits the value has.
    pub digits: usize,
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

fn read_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

fn write_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

macro_rules! bytes {
    ($($(#[$doc:meta])* $name:ident, $length:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// The value as lowercase hexadecimal digits, the only text form.
            pub fn to_hex(&self) -> String {
                write_hex(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadHex;

            fn from_str(text: &str) -> Result<Self, BadHex> {
                read_hex(text).map(Self).ok_or(BadHex { digits: 2 * $length })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_hex())
            }
        }
    )+};
}

bytes! {
    /// A SHA-256 hash (FIPS 180-4), 32 bytes.
    Hash, 32;
    /// The root of a document: what a filing is cited by, and what a receipt names.
    Root, 32;
    /// The commitment to one answer: SHA-256 over a salt and the canonical form of what is committed to.
    Commitment, 32;
    /// 128 random bits that keep a commitment from being guessed. Whoever may see the content may see its salt.
    Salt, 16;
}

macro_rules! printed {
    ($($name:ident)+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.to_hex())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.to_hex())
            }
        }
    )+};
}

printed! { Hash Root Commitment }

impl Commitment {
    /// The commitment to an answer in canonical form: SHA-256(salt || form).
    pub fn of(salt: &Salt, canonical: &[u8]) -> Self {
        Self(sha256(&[&salt.0, canonical]).0)
    }
}

// A salt in a log line would let its reader test guesses against a public commitment.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl From<Hash> for Root {
    fn from(hash: Hash) -> Self {
        Self(hash.0)
    }
}

/// SHA-256 over the parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_has_one_form() {
        let text = "000102030405060708090a0b0c0d0eff";
        let salt: Salt = text.parse().unwrap();
        assert_eq!(salt.0[15], 255);
        assert_eq!(salt.to_hex(), text);
        for bad in [
            "",
            "00",
            &text.to_uppercase(),
            &text.replace("ff", "fg"),
            &format!("{text}0"),
            "é01020304050607ééé08090a0b0c0d0e",
        ] {
            assert_eq!(bad.parse::<Salt>(), Err(BadHex { digits: 32 }), "{bad}");
        }
    }

    #[test]
    fn a_salt_does_not_print() {
        assert_eq!(format!("{:?}", Salt([7; 16])), "Salt(..)");
    }

    #[test]
    fn the_hash_is_sha_256() {
        // FIPS 180-4, the example "abc".
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&[b"a", b"", b"bc"]).to_hex(), abc);
    }
}
