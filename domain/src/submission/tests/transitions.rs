use super::*;
use crate::access::{Assign, Assignee, SaveAnswers, SwitchFourEyes};
use crate::id::{AssignmentId, MinistryId};

fn save_permit() -> Permit<SaveAnswers> {
    permit(SaveAnswers {
        state: state("QMA"),
        submission: SUBMISSION,
        section: SectionCode::new("S1").unwrap(),
        assigned: None,
    })
}

fn assigning() -> Assigning {
    let to = Assignee::Ministry(MinistryId(Uuid::from_u128(5)));
    Assigning {
        section: SectionCode::new("S1").unwrap(),
        current: None,
        to: Some((AssignmentId(Uuid::from_u128(6)), to)),
    }
}

fn to_file(submission: &Submission) -> Proposal {
    as_seen(
        previewed(submission, &[answered("S1.state", chosen("yes"))]),
        Root([1; 32]),
    )
}

/// Does an act to a submission in a round at an instant: what refuses it, if anything does.
type Try = fn(Submission, &Round, DateTime<Utc>) -> Option<Barred>;

const ACTS: [(&str, Try); 8] = [
    ("set fields", |s, r, now| {
        s.set_fields(permit(act!(SetSubmissionFields)), r, fields(), now).err()
    }),
    ("save", |s, r, now| s.may_save(&save_permit(), r, now).err()),
    ("assign", |s, r, now| {
        match s.assign(permit(act!(Assign)), r, &edition(), assigning(), now) {
            Ok(_) => None,
            Err(AssignRefused::Barred(barred)) => Some(barred),
            Err(other) => panic!("{other}"),
        }
    }),
    ("share draft", |s, r, now| {
        let asked = DraftSharing {
            names_state: Some(true),
            ..DraftSharing::default()
        };
        match s.share_draft(permit(act!(SetDraftVisibility)), r, &edition(), asked, now) {
            Ok(_) => None,
            Err(ShareRefused::Barred(barred)) => Some(barred),
            Err(other) => panic!("{other}"),
        }
    }),
    ("amend", |s, r, now| {
        s.begin_amendment(permit(act!(Amend)), r, now).err()
    }),
    ("file", |s, r, now| {
        let proposal = to_file(&s);
        match s.file(permit(act!(FileSubmission)), r, proposal, None, now) {
            Ok(_) => None,
            Err(FileRefused::Barred(barred)) => Some(barred),
            Err(other) => panic!("{other}"),
        }
    }),
    ("share filed", |s, r, now| {
        let question = code("S1.state");
        let (filed, public) = (Sharing::new(Visibility::Secretariat), Sharing::new(Visibility::Public));
        let answers = vec![(question.clone(), public)];
        let filed = [(&question, &filed)];
        match s.share_filed(permit(act!(SetVisibility)), (r, &edition()), filed, answers, now) {
            Ok(_) => None,
            Err(ShareRefused::Barred(barred)) => Some(barred),
            Err(other) => panic!("{other}"),
        }
    }),
    ("withdraw", |s, r, now| {
        s.withdraw(permit(act!(Withdraw)), r, false, None, now).err()
    }),
];

#[test]
fn every_act_at_every_stage() {
    let table = [
        ("set fields", "yes no yes yes"),
        ("save", "yes no yes yes"),
        ("assign", "yes yes yes yes"),
        ("share draft", "yes no yes yes"),
        ("amend", "no yes no no"),
        ("file", "yes no yes yes"),
        ("share filed", "no yes yes no"),
        ("withdraw", "no yes yes no"),
    ];
    for ((name, attempt), (row, expected)) in ACTS.into_iter().zip(table) {
        assert_eq!(name, row);
        let found = at_every_stage().map(|submission| {
            let stage = submission.stage.code();
            match attempt(submission, &a_round(), day(2)) {
                None => "yes",
                Some(Barred::Stage { stage: named, .. }) if named == stage => "no",
                Some(other) => panic!("{name} at {stage:?}: {other}"),
            }
        });
        assert_eq!(
            found.join(" "),
            expected,
            "{name}: drafting, filed, amending, withdrawn"
        );
    }
}

#[test]
fn every_act_at_every_stage_of_the_round() {
    let planned = Round {
        opens_at: day(5),
        ..a_round()
    };
    for (name, attempt) in ACTS {
        let at_a_stage_that_allows_it = |round: &Round, now| {
            let refused: Vec<_> = at_every_stage()
                .map(|submission| attempt(submission, round, now))
                .into();
            let allowed = refused.contains(&None);
            let shut = refused
                .into_iter()
                .flatten()
                .find(|barred| matches!(barred, Barred::Shut(_)));
            (allowed, shut)
        };
        let in_archive = if name == "withdraw" {
            (true, None)
        } else {
            (false, Some(Barred::Shut(Shut::Archived)))
        };
        let too_early = (false, Some(Barred::Shut(Shut::Planned)));
        assert_eq!(
            at_a_stage_that_allows_it(&planned, day(2)),
            too_early,
            "{name}, planned"
        );
        assert_eq!(
            at_a_stage_that_allows_it(&a_round(), day(2)),
            (true, None),
            "{name}, open"
        );
        assert_eq!(
            at_a_stage_that_allows_it(&a_round(), day(15)),
            (true, None),
            "{name}, closed"
        );
        assert_eq!(
            at_a_stage_that_allows_it(&a_round(), day(25)),
            in_archive,
            "{name}, archived"
        );
    }
}

#[test]
fn a_permit_a_round_or_an_edition_of_another_subject_is_refused() {
    for (name, attempt) in ACTS {
        for stage in at_every_stage() {
            let others = [
                Submission {
                    id: SubmissionId(Uuid::nil()),
                    ..stage.clone()
                },
                Submission {
                    state: state("QMB"),
                    ..stage
                },
            ];
            for other in others {
                assert_eq!(attempt(other, &a_round(), day(2)), Some(Barred::OtherSubject), "{name}");
            }
        }
        let elsewhere = Round {
            id: RoundId(Uuid::nil()),
            ..a_round()
        };
        let refused = attempt(submission(), &elsewhere, day(2));
        assert_eq!(refused, Some(Barred::OtherSubject), "{name}");
    }
    let elsewhere = Submission {
        edition: "drill/2".parse().unwrap(),
        ..submission()
    };
    let refused = elsewhere.preview(&a_round(), &edition(), &states(), []);
    assert_eq!(refused, Err(Barred::OtherSubject));
}

#[test]
fn a_submission_is_opened_by_who_is_invited_and_closed_to_everybody_else() {
    let open = |who: &str, setting: &str, round: &Round, now| {
        let act = OpenSubmission {
            state: state(who),
            round: ROUND,
        };
        let setting = StateSetting::of(state(setting));
        Submission::open(
            permit(act),
            SUBMISSION,
            round,
            StateStatus::Member,
            fields(),
            &setting,
            now,
        )
        .map(|outcome| outcome.state)
    };
    let opened = open("QMA", "QMA", &a_round(), day(1)).unwrap();
    assert_eq!(opened.sharing, Sharing::new(Visibility::NationalTeam));
    assert!(opened.four_eyes && !opened.names_state && opened.stage == Stage::Drafting);
    assert!(open("QMA", "QMA", &a_round(), day(15)).is_ok(), "late, but welcome");
    assert_eq!(
        open("QMA", "QMA", &a_round(), day(25)),
        Err(Barred::Shut(Shut::Archived).into())
    );
    assert_eq!(open("QMA", "QMB", &a_round(), day(1)), Err(Barred::OtherSubject.into()));
    let only_the_other = Round {
        invited: vec![invited("QMA", StateStatus::Member)],
        ..a_round()
    };
    assert_eq!(
        open("QMB", "QMB", &only_the_other, day(1)),
        Err(OpenRefused::NotAdmitted(state("QMB")))
    );
}

#[test]
fn a_section_is_with_one_assignee_at_a_time() {
    let file = submission();
    let assign = |asked, now| {
        let permit: Permit<Assign> = permit(act!(Assign));
        file.assign(permit, &a_round(), &edition(), asked, now)
    };
    let first = assign(assigning(), day(1)).unwrap();
    assert_eq!(first.event.what.act().code(), "assign");
    let held = first.state.begun.unwrap();
    assert_eq!((first.state.ended, held.from, held.until), (None, day(1), None));

    let person = Assignee::Account(WRITER);
    let handed_on = Assigning {
        current: Some(held.clone()),
        to: Some((AssignmentId(Uuid::from_u128(7)), person)),
        ..assigning()
    };
    let second = assign(handed_on, day(2)).unwrap().state;
    assert_eq!(second.ended.unwrap().until, Some(day(2)));
    assert_eq!(second.begun.map(|begun| (begun.to, begun.from)), Some((person, day(2))));

    let taken_back = Assigning {
        current: Some(held.clone()),
        to: None,
        ..assigning()
    };
    let taken_back = assign(taken_back, day(2)).unwrap();
    assert_eq!(taken_back.event.what.act().code(), "assign");
    assert!(taken_back.state.begun.is_none() && taken_back.state.ended.is_some());

    let over = Assignment {
        until: Some(day(2)),
        ..held.clone()
    };
    let anew = Assigning {
        current: Some(over),
        ..assigning()
    };
    let anew = assign(anew, day(2)).unwrap().state;
    assert!(
        anew.ended.is_none() && anew.begun.is_some(),
        "what has ended does not end again"
    );

    let again = |change: fn(&mut Assigning)| {
        let mut asked = Assigning {
            current: Some(held.clone()),
            ..assigning()
        };
        change(&mut asked);
        assign(asked, day(2)).err()
    };
    let section = || SectionCode::new("S1").unwrap();
    assert_eq!(again(|_| ()), Some(AssignRefused::Unchanged(section())));
    let nobody_to_nobody = again(|asked| (asked.current, asked.to) = (None, None));
    assert_eq!(nobody_to_nobody, Some(AssignRefused::Unchanged(section())));
    let nowhere = SectionCode::new("S9").unwrap();
    assert_eq!(
        again(|asked| (asked.section, asked.current) = (SectionCode::new("S9").unwrap(), None)),
        Some(AssignRefused::UnknownSection(nowhere))
    );
    assert_eq!(
        again(|asked| asked.section = SectionCode::new("S2").unwrap()),
        Some(AssignRefused::Barred(Barred::OtherSubject))
    );
}

#[test]
fn four_eyes_is_on_until_the_state_switches_it_off() {
    let switch = |who: &str, on| {
        let permit = permit(SwitchFourEyes { state: state(who) });
        StateSetting::of(state("QMA")).switch_four_eyes(permit, on, day(1))
    };
    assert!(StateSetting::of(state("QMA")).four_eyes);
    let off = switch("QMA", false).unwrap();
    assert!(!off.state.four_eyes);
    assert_eq!(
        (off.event.what.act().code(), off.event.by),
        ("switch_four_eyes", AUTHORITY)
    );
    assert_eq!(switch("QMB", false), Err(Barred::OtherSubject));
}

#[test]
fn stage_codes_are_read_as_they_are_written() {
    for stage in StageCode::ALL {
        assert_eq!(StageCode::from_code(stage.code()), Some(stage));
    }
}

#[test]
fn a_transition_counts_and_names_who_did_it() {
    let outcome = submission()
        .set_fields(permit(act!(SetSubmissionFields)), &a_round(), fields(), day(2))
        .unwrap();
    assert_eq!(outcome.state.revision, 2);
    assert_eq!((outcome.event.at, outcome.event.by), (day(2), AUTHORITY));
    assert_eq!(outcome.event.what.state(), Some(&state("QMA")));
    assert_eq!(outcome.problems, []);
}
