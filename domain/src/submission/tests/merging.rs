use super::*;
use crate::access::{ConfirmAnswers, MergeAnswer};

fn merge_permit() -> Permit<MergeAnswer> {
    permit(MergeAnswer {
        state: state("QMA"),
        submission: SUBMISSION,
        section: SectionCode::new("S2").unwrap(),
        assigned: None,
    })
}

fn text(id: u64, text: &str, revision: Option<u32>, key: Option<&str>) -> Revision {
    Revision {
        id: RevisionId(id),
        question: code("S2.note"),
        content: answered("S2.note", Value::ShortText(text.to_owned())).content,
        revision,
        based_on: revision.map_or(0, |revision| revision - 1),
        key: key.map(|key| IdempotencyKey::new(key).unwrap()),
        origin: None,
        merged_into: None,
        changed_by: WRITER,
        changed_at: day(1),
    }
}

fn asked(take: Take, based_on: u32) -> Merge {
    Merge {
        question: code("S2.note"),
        based_on,
        unmerged: [RevisionId(2)].into(),
        take,
        key: Some(IdempotencyKey::new("m").unwrap()),
    }
}

fn decide<'a>(
    submission: &Submission,
    take: Take,
    based_on: u32,
    history: &'a [Revision],
) -> Result<Merged<'a>, MergeRefused> {
    let stands = answered("S2.note", Value::ShortText("stands".to_owned()));
    let of = (&a_round(), &edition());
    submission.merge(
        merge_permit(),
        of,
        asked(take, based_on),
        (Some(&stands), history),
        Salt([8; 16]),
        day(2),
    )
}

#[test]
fn whoever_takes_a_text_as_it_is_stands_behind_it_and_it_keeps_its_origin() {
    let offered = Revision {
        origin: Some(origin(4, code("S9.old"))),
        ..text(2, "offered", None, None)
    };
    let history = [text(1, "stands", Some(1), None), offered];
    let Ok(Merged::Stands(outcome)) = decide(&submission(), Take::Theirs(RevisionId(2)), 1, &history) else {
        panic!("it can stand");
    };
    let MergedAnswer { answer, merged, .. } = outcome.state;
    assert_eq!(
        (answer.revision, answer.salt, answer.is_confirmed()),
        (2, Salt([8; 16]), true)
    );
    assert_eq!(answer.origin(), Some(&origin(4, code("S9.old"))));
    assert_eq!(merged, [RevisionId(2)].into());
    let other = answered("S2.note", Value::ShortText("third".to_owned())).content;
    let Ok(Merged::Stands(outcome)) = decide(&submission(), Take::Other(Box::new(other)), 1, &history) else {
        panic!("it can stand");
    };
    assert_eq!(outcome.state.answer.provenance, Provenance::Entered);
}

#[test]
fn a_text_of_another_kind_cannot_be_taken_as_it_is() {
    let mut offered = text(2, "", None, None);
    offered.content = answered("S2.count", Value::Number("3".parse().unwrap())).content;
    let history = [offered];
    let refused = decide(&submission(), Take::Theirs(RevisionId(2)), 1, &history);
    assert!(matches!(refused, Err(MergeRefused::Unfit(_))), "{refused:?}");
}

#[test]
fn a_repeat_comes_before_round_and_stage() {
    let mut late = text(2, "late", None, None);
    late.merged_into = Some(RevisionId(3));
    let mut first = text(3, "late", Some(2), Some("m"));
    first.based_on = 1;
    let history = [text(1, "stands", Some(1), None), late, first];
    for submission in at_every_stage() {
        let repeated = decide(&submission, Take::Theirs(RevisionId(2)), 1, &history);
        assert_eq!(repeated, Ok(Merged::Repeated(&history[2])), "{:?}", submission.stage);
        assert_eq!(decide(&submission, Take::Mine, 1, &history), Ok(Merged::KeyReused));
    }
    // Without that, a filed submission takes nothing.
    let filed = &at_every_stage()[1];
    let refused = decide(filed, Take::Mine, 1, &history[..1]);
    assert!(
        matches!(refused, Err(MergeRefused::Barred(Barred::Stage { .. }))),
        "{refused:?}"
    );
}

#[test]
fn confirming_is_one_act_for_a_section_and_asking_twice_is_asking_once() {
    let carried = |at: &str| Answer {
        provenance: Provenance::Carried {
            from: origin(1, code(at)),
            confirmed: false,
        },
        ..answered(at, Value::Boolean(true))
    };
    let answers = [
        carried("S1.state"),
        carried("S2.note"),
        carried("S2.agreed"),
        answered("S2.count", Value::Scale(1)),
    ];
    let act = || {
        permit(ConfirmAnswers {
            state: state("QMA"),
            submission: SUBMISSION,
            section: SectionCode::new("S2").unwrap(),
            assigned: None,
        })
    };
    let confirm = |question: Option<&QuestionCode>, answers: &[Answer]| {
        let outcome = submission()
            .confirm(act(), &a_round(), question, answers, day(2))
            .unwrap();
        outcome.map(|outcome| outcome.state)
    };
    assert_eq!(confirm(None, &answers), Some(vec![code("S2.note"), code("S2.agreed")]));
    assert_eq!(
        confirm(Some(&code("S2.agreed")), &answers),
        Some(vec![code("S2.agreed")])
    );
    assert_eq!(confirm(Some(&code("S2.count")), &answers), None);
    assert_eq!(confirm(None, &answers[3..]), None);
    let filed = &at_every_stage()[1];
    assert!(filed.confirm(act(), &a_round(), None, &answers, day(2)).is_err());
}
