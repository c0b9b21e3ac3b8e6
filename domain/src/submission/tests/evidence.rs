use super::*;
use crate::access::{ChangeFiledEvidence, KeepEvidence, ShareEvidence};
use crate::id::EvidenceId;
use crate::questionnaire::EvidenceCommitment;

const EVIDENCE: EvidenceId = EvidenceId(Uuid::from_u128(30));
const DRAFTED: Citing = Citing {
    filed: false,
    drafts: 0,
};
const FILED: Citing = Citing { filed: true, drafts: 1 };

fn sealed(byte: u8) -> SealedEvidence {
    SealedEvidence {
        commitment: EvidenceCommitment([byte; 32]),
        salt: Salt([byte; 16]),
    }
}

fn document(size: u64) -> EvidenceSource {
    EvidenceSource::Document(StoredDocument {
        name: "law.pdf".to_owned(),
        sha256: [9; 32],
        size,
        media_type: "application/pdf".to_owned(),
    })
}

fn keeping(code: &str, evidence: Option<EvidenceId>) -> Permit<KeepEvidence> {
    permit(KeepEvidence {
        state: state(code),
        evidence,
    })
}

fn keep(size: u64, room: (u64, u64)) -> Result<Evidence, EvidenceRefused> {
    let new = (EVIDENCE, document(size));
    let kept = Evidence::keep(keeping("QMA", None), new, titled("Law"), sealed(1), room, day(1));
    kept.map(|outcome| outcome.state)
}

fn titled(title: &str) -> EvidenceDescription {
    EvidenceDescription::new(Some(title.to_owned()), None, None).unwrap()
}

fn kept() -> Evidence {
    keep(10, (0, 10)).unwrap()
}

fn draft(code: &str, id: EvidenceId) -> EvidencePermit {
    EvidencePermit::Draft(keeping(code, Some(id)))
}

fn filed() -> EvidencePermit {
    EvidencePermit::Filed(permit(ChangeFiledEvidence {
        state: state("QMA"),
        evidence: EVIDENCE,
    }))
}

fn sharing() -> EvidencePermit {
    EvidencePermit::Share(permit(ShareEvidence {
        state: state("QMA"),
        evidence: EVIDENCE,
    }))
}

#[test]
fn what_is_kept_is_for_the_national_team_and_within_the_room_of_the_state() {
    let evidence = kept();
    assert_eq!(evidence.sharing, Sharing::new(Visibility::NationalTeam));
    assert_eq!((evidence.revision, evidence.removed_at), (1, None));
    assert!(keep(10, (90, 100)).is_ok());
    let full = EvidenceRefused::Full { kept: 91, maximum: 100 };
    assert_eq!(keep(10, (91, 100)), Err(full));
    assert!(keep(u64::MAX, (u64::MAX, 100)).is_err());
}

#[test]
fn from_the_first_filing_on_the_publishing_authority_decides() {
    for (evidence, citing, permit, expected) in [
        (kept(), DRAFTED, draft("QMA", EVIDENCE), Ok("keep_evidence")),
        (kept(), FILED, filed(), Ok("change_filed_evidence")),
        (kept(), FILED, draft("QMA", EVIDENCE), Err(EvidenceRefused::Filed)),
        (kept(), DRAFTED, filed(), Err(EvidenceRefused::NotFiled)),
        (
            kept(),
            DRAFTED,
            draft("QMB", EVIDENCE),
            Err(EvidenceRefused::OtherSubject),
        ),
        (
            kept(),
            DRAFTED,
            draft("QMA", EvidenceId(Uuid::nil())),
            Err(EvidenceRefused::OtherSubject),
        ),
    ] {
        let described = evidence.describe(permit, citing, titled("Act"), sealed(2), day(2));
        let act = described.map(|outcome| {
            assert_eq!(
                (outcome.state.description.title.as_deref(), outcome.state.revision),
                (Some("Act"), 2)
            );
            assert_eq!(outcome.state.sealed, sealed(2));
            outcome.event.what.act().code()
        });
        assert_eq!(act, expected);
    }
    let shared = kept()
        .share(sharing(), DRAFTED, Sharing::new(Visibility::Public), day(2))
        .unwrap();
    assert_eq!(shared.event.what.act().code(), "share_evidence");
    assert_eq!(shared.state.sharing.visibility, Visibility::Public);
    assert!(!shared.state.sharing.counted, "evidence is counted nowhere");
    let nobody = Sharing::new(Visibility::Audience(Audience::default()));
    let refused = kept().share(sharing(), DRAFTED, nobody, day(2));
    assert_eq!(refused.err(), Some(EvidenceRefused::EmptyAudience));
}

#[test]
fn what_is_removed_is_empty_and_changes_no_more() {
    let removed = kept().remove(filed(), FILED, day(3)).unwrap().state;
    assert_eq!(
        (&removed.description, removed.removed_at),
        (&EvidenceDescription::default(), Some(day(3)))
    );
    let left = removed.document().unwrap();
    assert_eq!((left.name.as_str(), left.sha256), ("", [9; 32]));
    let reader = Reader::default();
    assert!(removed.is_open_to(&reader, true, day(4)) && !removed.is_open_to(&reader, false, day(4)));
    let again = removed.describe(filed(), FILED, titled("Law"), sealed(3), day(4));
    assert_eq!(again.err(), Some(EvidenceRefused::Removed));
    let cited = Citing {
        filed: false,
        drafts: 2,
    };
    let refused = kept().remove(draft("QMA", EVIDENCE), cited, day(3));
    assert_eq!(refused.err(), Some(EvidenceRefused::Cited(2)));
}

#[test]
fn a_description_is_normalised_and_bounded() {
    let read = |title: &str, citation: &str| {
        let description = EvidenceDescription::new(Some(title.to_owned()), Some(citation.to_owned()), None);
        description.map(|it| (it.title, it.citation))
    };
    assert_eq!(
        read(" Loi e\u{301}crite ", " "),
        Ok((Some("Loi écrite".to_owned()), None))
    );
    assert_eq!(read("a\0", ""), Err(EvidenceRefused::NulCharacter("title")));
    let maximum = EvidenceDescription::LONGEST_CITATION;
    assert!(read("", &"法".repeat(maximum)).is_ok());
    let long = EvidenceRefused::TooLong {
        field: "citation",
        maximum,
    };
    assert_eq!(read("", &"法".repeat(maximum + 1)), Err(long));
}

#[test]
fn a_copy_is_a_document_of_the_same_state() {
    let link = |url: &str, copy: Option<&Evidence>| EvidenceSource::link(url, &state("QMA"), copy);
    assert_eq!(
        link(" https://example.org/law ", Some(&kept())),
        Ok(EvidenceSource::Link {
            url: "https://example.org/law".to_owned(),
            archive: Some((EVIDENCE, [9; 32])),
        })
    );
    for url in ["", "law", "javascript:alert(1)", "ftp://example.org"] {
        assert_eq!(link(url, None), Err(EvidenceRefused::NotALink), "{url}");
    }
    let foreign = Evidence {
        state: state("QMB"),
        ..kept()
    };
    let gone = Evidence {
        removed_at: Some(day(1)),
        ..kept()
    };
    let another = Evidence {
        source: link("https://example.org", None).unwrap(),
        ..kept()
    };
    for copy in [foreign, gone, another] {
        let refused = link("https://example.org/law", Some(&copy));
        assert_eq!(refused, Err(EvidenceRefused::NoSuchCopy));
    }
}

#[test]
fn its_own_visibility_and_embargo_decide_for_others() {
    let public = Sharing {
        embargo_until: Some(day(5)),
        ..Sharing::new(Visibility::Public)
    };
    let evidence = Evidence {
        sharing: public,
        ..kept()
    };
    let reader = Reader::default();
    for (own, at, expected) in [(true, day(4), true), (false, day(4), false), (false, day(5), true)] {
        assert_eq!(evidence.is_open_to(&reader, own, at), expected);
    }
    assert!(!kept().is_open_to(&reader, false, day(9)));
}
