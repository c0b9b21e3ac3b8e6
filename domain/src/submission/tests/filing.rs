use super::*;
use crate::questionnaire::{Contact, ProblemCode};

fn note(text: &str) -> Answer {
    answered("S2.note", Value::ShortText(text.to_owned()))
}

fn unit() -> Answer {
    answered(
        "S2.unit",
        Value::Contact(Contact {
            unit: Some("desk".to_owned()),
            email: Some("desk@example.org".to_owned()),
            ..Contact::default()
        }),
    )
}

fn detail() -> Answer {
    answered("S1.detail", Value::LongText("as the law says".to_owned()))
}

fn codes(list: &[QuestionCode]) -> Vec<&str> {
    list.iter().map(QuestionCode::as_str).collect()
}

fn entries(preview: &Preview) -> Vec<&str> {
    preview.entries.iter().map(|entry| entry.question.as_str()).collect()
}

fn file(submission: Submission, proposal: Proposal, now: DateTime<Utc>) -> Result<Recorded<Filing>, FileRefused> {
    submission
        .file(permit(act!(FileSubmission)), &a_round(), proposal, None, now)
        .map(|outcome| outcome.state)
}

#[test]
fn a_preview_tells_what_goes_and_what_stays_and_why() {
    let carried = Answer {
        provenance: Provenance::Carried {
            from: origin(3, code("S2.agreed")),
            confirmed: false,
        },
        ..answered("S2.agreed", Value::Boolean(true))
    };
    let taken_back = Answer {
        content: Content {
            standing: None,
            language: None,
            translations: Texts::default(),
        },
        ..answered("S2.count", Value::Number("3".parse().unwrap()))
    };
    let answers = [
        unit(),
        note("far too long to be filed"),
        carried.clone(),
        taken_back,
        answered("S1.state", chosen("no")),
        detail(),
        answered("S1.confirmed", Value::Boolean(true)),
    ];
    let preview = previewed(&submission(), &answers);
    assert_eq!(entries(&preview), ["S1.state", "S2.unit"]);
    assert_eq!(codes(&preview.hidden), ["S1.detail"]);
    assert_eq!(codes(&preview.kept_out), ["S1.confirmed", "S2.note"]);
    assert_eq!(codes(&preview.unconfirmed), ["S2.agreed"]);
    let problems: Vec<_> = preview.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        problems,
        [ProblemCode::Hidden, ProblemCode::Bound, ProblemCode::TooLong]
    );

    let confirmed = Answer {
        provenance: Provenance::Carried {
            from: match carried.provenance.clone() {
                Provenance::Carried { from, .. } => from,
                Provenance::Entered => panic!("it was carried"),
            },
            confirmed: true,
        },
        ..carried
    };
    assert_eq!(entries(&previewed(&submission(), &[confirmed])), ["S2.agreed"]);
}

#[test]
fn conditions_see_confirmed_answers_only() {
    let lead = Answer {
        provenance: Provenance::Carried {
            from: origin(3, code("S1.state")),
            confirmed: false,
        },
        ..answered("S1.state", chosen("yes"))
    };
    let preview = previewed(&submission(), &[lead, detail()]);
    assert_eq!(entries(&preview), [""; 0]);
    assert_eq!(codes(&preview.hidden), ["S1.detail"]);
}

#[test]
fn a_silence_is_filed_and_has_no_language() {
    let preview = previewed(
        &submission(),
        &[
            answer("S2.note", Standing::Declined),
            answered("S1.state", chosen("yes")),
            detail(),
        ],
    );
    let languages: Vec<_> = preview.entries.iter().map(|entry| entry.language).collect();
    assert_eq!(entries(&preview), ["S1.detail", "S1.state", "S2.note"]);
    assert_eq!(languages, [Some(Language::English), None, None]);
}

#[test]
fn a_filing_is_what_was_seen_and_leaves_problems_behind() {
    let answers = [answered("S1.state", chosen("yes")), note("far too long to be filed")];
    let preview = previewed(&submission(), &answers);
    let filing = as_seen(preview.clone(), Root([1; 32]));
    let last = Some(Edge {
        position: Position(41),
        at: day(3),
    });
    let outcome = submission()
        .file(permit(act!(FileSubmission)), &a_round(), filing, last, day(2))
        .unwrap();
    let just_after = day(3) + TimeDelta::microseconds(1);
    let mark = Mark {
        number: 1,
        position: Position(42),
        root: Root([1; 32]),
        at: just_after,
    };
    assert_eq!(outcome.problems, preview.problems);
    assert_eq!(outcome.event.what.act().code(), "file_submission");
    assert_eq!(outcome.event.at, just_after);
    let Recorded {
        submission,
        entry,
        filing,
    } = outcome.state;
    assert_eq!((submission.stage, submission.revision), (Stage::Filed(mark), 2));
    assert_eq!(
        (filing.mark, filing.kind, filing.lateness),
        (mark, EntryKind::Filing, Lateness::InTime)
    );
    assert_eq!(filing.document.entries, preview.entries);
    assert_eq!(filing.document.header.edition_hash, [7; 32]);
    assert_eq!((entry.position, entry.state, entry.number), (Position(42), None, 1));
}

#[test]
fn a_filing_is_refused_for_one_reason_each() {
    let answers = [answered("S1.state", chosen("yes"))];
    let root = Root([1; 32]);
    let ready = || as_seen(previewed(&submission(), &answers), root);
    assert!(file(submission(), ready(), day(2)).is_ok());

    let by_the_author = || Submission {
        last_changed_by: Some(AUTHORITY),
        ..submission()
    };
    assert_eq!(file(by_the_author(), ready(), day(2)), Err(FileRefused::FourEyes));
    // A program is the hand of whoever was shown a secret of it.
    let program = AccountId(uuid::Uuid::from_u128(77));
    let by_a_program_of = |keeper| Submission {
        last_changed_by: Some(program),
        programs: [(program, [keeper].into())].into(),
        ..submission()
    };
    let by_their_own = file(by_a_program_of(AUTHORITY), ready(), day(2));
    assert_eq!(by_their_own, Err(FileRefused::FourEyes));
    assert!(file(by_a_program_of(program), ready(), day(2)).is_ok());
    let switched_off = Submission {
        four_eyes: false,
        ..by_the_author()
    };
    assert!(file(switched_off, ready(), day(2)).is_ok());

    let nothing = as_seen(previewed(&submission(), &[]), root);
    assert_eq!(file(submission(), nothing, day(2)), Err(FileRefused::NothingToFile));

    let amending = |root| Submission {
        stage: Stage::Amending(Mark { root, ..mark(1, 1) }),
        ..submission()
    };
    assert_eq!(file(amending(root), ready(), day(2)), Err(FileRefused::Unchanged));
    assert!(file(amending(Root([2; 32])), ready(), day(2)).is_ok());

    let of_another = Proposal {
        preview: previewed(
            &Submission {
                state: state("QMB"),
                ..submission()
            },
            &answers,
        ),
        ..ready()
    };
    assert_eq!(file(submission(), of_another, day(2)), Err(Barred::OtherSubject.into()));
}

#[test]
fn a_root_that_was_not_seen_is_a_conflict_with_the_differences() {
    let seen = previewed(
        &submission(),
        &[answered("S1.state", chosen("yes")), note("short"), detail()],
    );
    let now = previewed(
        &submission(),
        &[
            answered("S1.state", chosen("yes")),
            unit(),
            Answer {
                revision: 2,
                ..note("shorter")
            },
        ],
    );
    let filing = Proposal {
        seen: Seen::of(&seen, Root([1; 32])),
        preview: now,
        root: Root([2; 32]),
        clearance: Clearance::default(),
    };
    let differences = Differences {
        added: vec![code("S2.unit")],
        removed: vec![code("S1.detail")],
        changed: vec![code("S2.note")],
    };
    assert_eq!(
        file(submission(), filing, day(2)),
        Err(FileRefused::Conflict(differences))
    );
}

#[test]
fn what_is_filed_after_the_last_day_is_late() {
    let filing = as_seen(previewed(&submission(), &[unit()]), Root([1; 32]));
    let filed = file(submission(), filing, day(15)).unwrap();
    assert_eq!(filed.filing.lateness, Lateness::Late);
}

#[test]
fn an_entry_names_the_state_if_it_agrees_or_an_answer_is_open() {
    let shared = |visibility, embargo_until| Sharing {
        embargo_until,
        ..Sharing::new(visibility)
    };
    let audience = || Audience {
        states: states(),
        ..Audience::default()
    };
    for (sharing, agrees, named) in [
        (shared(Visibility::NationalTeam, None), false, false),
        (shared(Visibility::NationalTeam, None), true, true),
        (shared(Visibility::Secretariat, None), false, false),
        (shared(Visibility::Audience(audience()), None), false, false),
        (shared(Visibility::MemberStates, None), false, true),
        (shared(Visibility::Public, None), false, true),
        (shared(Visibility::Public, Some(day(2))), false, true),
        (shared(Visibility::Public, Some(day(3))), false, false),
    ] {
        let file_of = Submission {
            sharing: sharing.clone(),
            names_state: agrees,
            ..submission()
        };
        let preview = previewed(&file_of, &[answered("S1.state", chosen("yes"))]);
        let recorded = file(file_of, as_seen(preview, Root([1; 32])), day(2)).unwrap();
        assert_eq!(recorded.entry.state.is_some(), named, "{sharing:?}, agrees: {agrees}");
    }
    let only_the_unit = Submission {
        sharing: Sharing::new(Visibility::Public),
        ..submission()
    };
    let preview = previewed(&only_the_unit, &[unit()]);
    let recorded = file(only_the_unit, as_seen(preview, Root([1; 32])), day(2)).unwrap();
    assert_eq!(recorded.entry.state, None, "its ceiling keeps it with the secretariat");
}

#[test]
fn a_life_from_filing_to_filing_again() {
    use EntryKind::{Amendment, Filing, Withdrawal};

    let round = a_round();
    let mut register: Vec<RegisterEntry> = Vec::new();
    let edge = |register: &[RegisterEntry]| {
        register.last().map(|entry| Edge {
            position: entry.position,
            at: entry.filed_at,
        })
    };
    let file = |submission: Submission, text: &str, root, register: &mut Vec<RegisterEntry>| {
        let filing = as_seen(previewed(&submission, &[note(text)]), Root([root; 32]));
        let permit = permit(act!(FileSubmission));
        let recorded = submission
            .file(permit, &round, filing, edge(register), day(2))
            .unwrap()
            .state;
        register.push(recorded.entry);
        recorded.submission
    };
    let filed = file(submission(), "one", 1, &mut register);
    let amending = filed.begin_amendment(permit(act!(Amend)), &round, day(3)).unwrap();
    assert_eq!(amending.event.what.act().code(), "amend");
    let amended = file(amending.state, "two", 2, &mut register);
    let withdrawn = amended
        .withdraw(permit(act!(Withdraw)), &round, false, edge(&register), day(4))
        .unwrap();
    assert_eq!(withdrawn.event.what.act().code(), "withdraw");
    assert_eq!(withdrawn.state.filing.number, 2);
    register.push(withdrawn.state.entry);
    let again = file(withdrawn.state.submission, "two", 2, &mut register);

    let kinds: Vec<_> = register
        .iter()
        .map(|entry| (entry.number, entry.kind, entry.root.0[0]))
        .collect();
    assert_eq!(
        kinds,
        [(1, Filing, 1), (2, Amendment, 2), (3, Withdrawal, 2), (4, Filing, 2)]
    );
    assert_eq!(again.stage.standing().map(|mark| mark.position), Some(Position(4)));
    assert_eq!(state_at(&register, Position(2)), AsOf::Tombstone(&register[2]));
    assert_eq!(state_at(&register, Position(4)), AsOf::Standing(&register[3]));
}

#[test]
fn a_tombstone_names_the_state_only_if_it_agrees() {
    let open_to_all = || Submission {
        stage: Stage::Amending(mark(1, 1)),
        sharing: Sharing::new(Visibility::Public),
        names_state: true,
        ..submission()
    };
    for agrees in [false, true] {
        let outcome = open_to_all()
            .withdraw(permit(act!(Withdraw)), &a_round(), agrees, None, day(25))
            .unwrap();
        assert_eq!(outcome.state.entry.state, agrees.then(|| state("QMA")));
    }
}
