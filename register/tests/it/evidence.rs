//! Evidence, opened: its commitment, and every byte of it.

use register::{EvidenceRecord, Hash, OpenedEvidence, Salt};
use sha2::Digest as _;

fn law() -> OpenedEvidence {
    OpenedEvidence {
        salt: Salt([7; 16]),
        evidence: EvidenceRecord {
            url: None,
            sha256: Some(Hash([0xab; 32])),
            size: Some(1234),
            media_type: Some("application/pdf".to_owned()),
            title: Some("قانون".to_owned()),
            citation: Some("Gazette 12, article 5".to_owned()),
            language: Some("ar".to_owned()),
        },
    }
}

#[test]
fn the_commitment_is_that_of_salt_and_canonical_form() {
    let form = format!(
        r#"{{"citation":"Gazette 12, article 5","language":"ar","media_type":"application/pdf","sha256":"{}","size":1234,"title":"قانون"}}"#,
        "ab".repeat(32)
    );
    let mut bytes = vec![7; 16];
    bytes.extend(form.as_bytes());
    let expected = sha2::Sha256::digest(&bytes);
    assert_eq!(law().commitment().0, <[u8; 32]>::from(expected));
}

#[test]
fn what_is_written_is_read_and_every_change_is_another_commitment_or_no_form() {
    let bytes = law().to_json();
    assert_eq!(OpenedEvidence::parse(&bytes).unwrap(), law());
    let value = serde_json::to_value(law().evidence.to_json()).unwrap();
    assert_eq!(EvidenceRecord::from_json(value).unwrap(), law().evidence);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        if let Ok(read) = OpenedEvidence::parse(&changed) {
            assert_ne!(read.commitment(), law().commitment(), "byte {at}");
        }
    }
    for refused in [
        r#"{"format":"normtrack/evidence@1","salt":"07070707070707070707070707070707","evidence":{}}"#,
        r#"{"format":"normtrack/evidence@2","salt":"07070707070707070707070707070707","evidence":{"url":"https://a.example"}}"#,
        r#"{"format":"normtrack/evidence@1","salt":"07","evidence":{"url":"https://a.example"}}"#,
        r#"{"format":"normtrack/evidence@1","salt":"07070707070707070707070707070707","evidence":{"url":""}}"#,
        r#"{"format":"normtrack/evidence@1","salt":"07070707070707070707070707070707","evidence":{"url":"https://a.example","size":-1}}"#,
        r#"{"format":"normtrack/evidence@1","salt":"07070707070707070707070707070707","evidence":{"url":"https://a.example","id":7}}"#,
    ] {
        assert!(OpenedEvidence::parse(refused.as_bytes()).is_err(), "{refused}");
    }
}
