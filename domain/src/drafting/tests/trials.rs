//! Sample answers, judged.

use std::collections::BTreeMap;

use crate::id::QuestionCode;
use crate::questionnaire::sample::{chosen, states};
use crate::questionnaire::{ProblemCode, Standing, Value};

use super::*;

fn tried(draft: &EditionDraft, said: &[(&str, Standing)]) -> Trial {
    let before = edition();
    let (_, preview) = draft.draft.examine(&beside(&before));
    let said: BTreeMap<QuestionCode, Standing> = said.iter().map(|(of, said)| (code(of), said.clone())).collect();
    try_out(&preview.unwrap(), &said, &states())
}

fn says(value: Value) -> Standing {
    Standing::Answered(value)
}

#[test]
fn sample_answers_show_what_a_delegate_would_be_asked_and_told() {
    let draft = begun();
    let nothing = tried(&draft, &[]);
    let shown = |trial: &Trial, of: &str| trial.shown.contains(&code(of));
    assert!(shown(&nothing, "GEN.strategy") && shown(&nothing, "GEN.no_strategy"));
    assert!(!shown(&nothing, "GEN.strategy_date"));
    assert_eq!((nothing.progress.whole().answered, nothing.problems.len()), (0, 0));

    let said = [
        ("GEN.strategy", says(Value::SingleChoice(chosen("yes")))),
        ("GEN.no_strategy", says(Value::LongText("None yet".to_owned()))),
        (
            "GEN.authority",
            says(Value::ShortText("An authority of very many letters".to_owned())),
        ),
    ];
    let trial = tried(&draft, &said);
    assert!(shown(&trial, "GEN.strategy_date") && !shown(&trial, "GEN.no_strategy"));
    let problems: Vec<_> = (trial.problems.iter())
        .map(|problem| (problem.question.as_ref().unwrap().to_string(), problem.code))
        .collect();
    let expected = [
        ("GEN.authority".to_owned(), ProblemCode::TooLong),
        ("GEN.no_strategy".to_owned(), ProblemCode::Hidden),
    ];
    assert_eq!(problems, expected);
    let whole = trial.progress.whole();
    assert_eq!((whole.answered, whole.expected_answered, whole.problems), (2, 1, 1));
    // It is the draft that is asked: with another limit the same answer fits.
    let wider = redefined(&draft, "GEN.authority", |authority| {
        authority.kind = crate::questionnaire::Kind::ShortText { max_length: 50 };
    });
    let trial = tried(&changed(draft, vec![wider]).unwrap(), &said);
    assert_eq!(trial.problems.len(), 1);
}
