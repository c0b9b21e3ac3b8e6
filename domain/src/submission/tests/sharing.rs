use super::*;
use crate::id::OrganisationId;

fn public() -> Sharing {
    Sharing::new(Visibility::Public)
}

fn draft(asked: DraftSharing) -> Result<SharedDraft, ShareRefused> {
    submission()
        .share_draft(permit(act!(SetDraftVisibility)), &a_round(), &edition(), asked, day(2))
        .map(|outcome| outcome.state)
}

fn of_answers(answers: Vec<(QuestionCode, Option<Sharing>)>) -> DraftSharing {
    DraftSharing {
        answers,
        ..DraftSharing::default()
    }
}

fn above() -> ShareRefused {
    ShareRefused::AboveCeiling {
        question: code("S2.unit"),
        ceiling: Ceiling::Secretariat,
    }
}

fn nobody() -> Sharing {
    Sharing::new(Visibility::Audience(Audience::default()))
}

#[test]
fn a_draft_says_who_will_read() {
    let asked = DraftSharing {
        default: Some(public()),
        names_state: Some(true),
        answers: vec![(code("S2.note"), None), (code("S1.state"), Some(public()))],
    };
    let shared = draft(asked).unwrap();
    assert_eq!(
        (shared.submission.sharing, shared.submission.names_state),
        (public(), true)
    );
    assert_eq!(shared.answers.len(), 2);
    let only_named = DraftSharing {
        names_state: Some(true),
        ..DraftSharing::default()
    };
    let kept = draft(only_named).unwrap().submission;
    assert_eq!((kept.sharing, kept.names_state), (submission().sharing, true));
}

#[test]
fn a_draft_is_not_shared_for_one_reason_each() {
    for (asked, refusal) in [
        (DraftSharing::default(), ShareRefused::Nothing),
        (of_answers(vec![(code("S2.unit"), Some(public()))]), above()),
        (
            of_answers(vec![(code("S9.note"), None)]),
            ShareRefused::NoAnswer(code("S9.note")),
        ),
        (
            of_answers(vec![(code("S1.confirmed"), Some(public()))]),
            ShareRefused::NoAnswer(code("S1.confirmed")),
        ),
        (
            of_answers(vec![(code("S2.note"), None), (code("S2.note"), Some(public()))]),
            ShareRefused::Twice(code("S2.note")),
        ),
        (
            of_answers(vec![(code("S2.note"), Some(nobody()))]),
            ShareRefused::EmptyAudience,
        ),
        (
            DraftSharing {
                default: Some(nobody()),
                ..DraftSharing::default()
            },
            ShareRefused::EmptyAudience,
        ),
    ] {
        assert_eq!(draft(asked), Err(refusal));
    }
}

#[test]
fn what_is_filed_is_narrowed_and_widened_under_its_ceiling() {
    let closed = Sharing::new(Visibility::Secretariat);
    let filed = [code("S1.state"), code("S2.unit")];
    let share = |answers| {
        let file = Submission {
            stage: Stage::Filed(mark(1, 7)),
            ..submission()
        };
        file.share_filed(
            permit(act!(SetVisibility)),
            (&a_round(), &edition()),
            filed.iter().map(|code| (code, &closed)),
            answers,
            day(3),
        )
    };
    let outcome = share(vec![(code("S1.state"), public())]).unwrap();
    assert_eq!(outcome.event.what.act().code(), "set_visibility");
    assert_eq!(outcome.state.answers, [(code("S1.state"), public())]);
    assert!(outcome.state.names_state, "an answer is open now");
    assert_eq!(outcome.state.submission.stage, Stage::Filed(mark(1, 7)));
    let team = Sharing::new(Visibility::NationalTeam);
    let narrowed = share(vec![(code("S1.state"), team)]).unwrap().state;
    assert!(!narrowed.names_state, "nothing is open, and the State did not agree");
    for (answers, refusal) in [
        (vec![], ShareRefused::Nothing),
        (vec![(code("S2.unit"), public())], above()),
        (
            vec![(code("S2.note"), public())],
            ShareRefused::NotFiled(code("S2.note")),
        ),
        (vec![(code("S1.state"), nobody())], ShareRefused::EmptyAudience),
    ] {
        assert_eq!(share(answers), Err(refusal));
    }
}

#[test]
fn a_ceiling_narrows_and_takes_back_consent_to_be_counted() {
    let counted = |visibility| Sharing {
        counted: true,
        ..Sharing::new(visibility)
    };
    let under = |sharing: &Sharing, ceiling| Sharing::effective(sharing, None, ceiling);
    let ceiling = Some(Ceiling::Secretariat);
    assert_eq!(under(&public(), ceiling), Sharing::new(Visibility::Secretariat));
    assert_eq!(
        under(&counted(Visibility::Secretariat), ceiling),
        counted(Visibility::Secretariat)
    );
    assert_eq!(under(&public(), None), public());
    let own = Sharing::new(Visibility::NationalTeam);
    assert_eq!(Sharing::effective(&public(), Some(&own), ceiling), own);
}

#[test]
fn who_reads_what() {
    let union = OrganisationId::new("union").unwrap();
    let readers = [
        (
            "own",
            Reader {
                own: [state("QMA")].into(),
                ..Reader::default()
            },
        ),
        (
            "secretariat",
            Reader {
                secretariat: true,
                ..Reader::default()
            },
        ),
        (
            "named State",
            Reader {
                accredited: [state("QMB")].into(),
                ..Reader::default()
            },
        ),
        (
            "of named organisation",
            Reader {
                organisations: [union.clone()].into(),
                ..Reader::default()
            },
        ),
        (
            "other State",
            Reader {
                accredited: [state("QMC")].into(),
                ..Reader::default()
            },
        ),
        ("anyone", Reader::default()),
    ];
    let audience = Audience {
        states: [state("QMB")].into(),
        organisations: [union].into(),
    };
    let table = [
        (Visibility::NationalTeam, "own"),
        (Visibility::Secretariat, "own, secretariat"),
        (
            Visibility::Audience(audience),
            "own, secretariat, named State, of named organisation",
        ),
        (Visibility::MemberStates, "own, secretariat, named State, other State"),
        (
            Visibility::Public,
            "own, secretariat, named State, of named organisation, other State, anyone",
        ),
    ];
    for (visibility, expected) in table {
        let code = visibility.code();
        let embargoed = Sharing {
            embargo_until: Some(day(5)),
            ..Sharing::new(visibility)
        };
        let who = |now| {
            let readers = readers
                .iter()
                .filter(|(_, reader)| reader.may_read(&state("QMA"), &embargoed, now));
            readers.map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(who(day(5)), expected, "{code:?}");
        assert_eq!(
            who(day(5) - TimeDelta::microseconds(1)),
            "own",
            "{code:?} under embargo"
        );
    }
}
