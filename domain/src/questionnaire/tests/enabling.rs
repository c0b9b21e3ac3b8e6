//! What is enabled follows the answers before it.

use crate::questionnaire::sample::{all, chosen, code, draft, edition, known, option, question};
use crate::questionnaire::{Answers, Behaviour, Edition, Enabled, Kind, Operator, QuestionIndex, Standing, Value};

fn single(text: &str) -> Standing {
    Standing::Answered(Value::SingleChoice(chosen(text)))
}

fn multi(codes: &[&str]) -> Standing {
    Standing::Answered(Value::MultiChoice(codes.iter().map(|text| chosen(text)).collect()))
}

fn number(text: &str) -> Standing {
    Standing::Answered(Value::Number(text.parse().unwrap()))
}

/// What is answered, and which questions that wait for something are enabled then.
type Case = (Vec<(&'static str, Standing)>, Vec<&'static str>);

/// The enabled among the questions that carry a condition, or stand below one.
fn shown(edition: &Edition, given: &[(&str, Standing)]) -> Vec<String> {
    let given: Vec<_> = given.iter().map(|(text, standing)| (code(text), standing)).collect();
    let answers = Answers::of(edition, given.iter().map(|(code, standing)| (code, *standing)));
    let enabled = Enabled::of(edition, &answers);
    (enabled.questions())
        .map(|index| edition.at(index))
        .filter(|placed| {
            placed.question.condition.is_some()
                || placed.section.condition.is_some()
                || placed.module.condition.is_some()
        })
        .map(|placed| placed.question.code.to_string())
        .collect()
}

#[test]
fn conditions_follow_earlier_answers() {
    let edition = edition();
    let n13 = || ("GEN.modules", multi(&["n13"]));
    let cases: Vec<Case> = vec![
        (vec![], vec!["GEN.no_strategy"]),
        (vec![("GEN.strategy", single("yes"))], vec!["GEN.strategy_date"]),
        (vec![("GEN.strategy", single("no"))], vec![]),
        // Silence makes comparisons false and `exists: false` true.
        (vec![("GEN.strategy", Standing::Declined)], vec!["GEN.no_strategy"]),
        (
            vec![("GEN.strategy", Standing::ExistsNotDisclosed)],
            vec!["GEN.no_strategy"],
        ),
        (vec![("GEN.share", number("50"))], vec!["GEN.no_strategy"]),
        (
            vec![("GEN.share", number("50.5"))],
            vec!["GEN.no_strategy", "GEN.share_note"],
        ),
        // A module, then what is in it.
        (vec![("GEN.modules", multi(&["cbm"]))], vec!["GEN.no_strategy"]),
        (vec![n13()], vec!["GEN.no_strategy", "N13A.change", "N13A.status"]),
        (
            vec![n13(), ("N13A.status", Standing::Declined)],
            vec!["GEN.no_strategy", "N13A.change", "N13A.status"],
        ),
        (
            vec![n13(), ("N13A.status", single("planned"))],
            vec![
                "GEN.no_strategy",
                "N13A.change",
                "N13A.status",
                "N13A.measures",
                "N13B.status",
            ],
        ),
        (
            vec![
                n13(),
                ("N13A.status", single("implemented")),
                ("N13B.status", single("planned")),
            ],
            vec![
                "GEN.no_strategy",
                "N13A.change",
                "N13A.status",
                "N13A.measures",
                "N13A.description",
                "N13A.evidence",
                "N13B.status",
                "N13B.since",
            ],
        ),
        // Answers in a module that is hidden open nothing.
        (
            vec![
                ("N13A.status", single("implemented")),
                ("N13B.status", single("planned")),
            ],
            vec!["GEN.no_strategy"],
        ),
        // A choice without options is no answer.
        (vec![("GEN.modules", multi(&[]))], vec!["GEN.no_strategy"]),
    ];
    for (given, expected) in cases {
        assert_eq!(shown(&edition, &given), expected, "{given:?}");
    }
}

#[test]
fn a_hidden_answer_is_silence_for_what_follows() {
    let mut draft = draft();
    let follows = |name: &str, operator| {
        let mut question = question(name, Kind::Boolean);
        question.condition = Some(all([("GEN.strategy_date", operator)]));
        question
    };
    let questions = &mut draft.modules[0].sections[0].questions;
    questions.push(follows("GEN.when_dated", Operator::Exists(true)));
    questions.push(follows("GEN.when_undated", Operator::Exists(false)));
    let edition = draft.publish(&known()).unwrap();
    let date = || {
        (
            "GEN.strategy_date",
            Standing::Answered(Value::Date("2026-11".parse().unwrap())),
        )
    };
    assert_eq!(
        shown(&edition, &[("GEN.strategy", single("yes")), date()]),
        ["GEN.strategy_date", "GEN.when_dated"]
    );
    assert_eq!(
        shown(&edition, &[("GEN.strategy", single("no")), date()]),
        ["GEN.when_undated"]
    );
}

#[test]
fn any_needs_one_condition_and_all_needs_every_one() {
    let two = [
        ("GEN.strategy", Operator::Chosen(option("yes"))),
        ("GEN.share", Operator::AtMost("10".parse().unwrap())),
    ];
    for (behaviour, one, both) in [(Behaviour::All, false, true), (Behaviour::Any, true, true)] {
        let mut draft = draft();
        let mut expectation = all(two.clone());
        expectation.behaviour = behaviour;
        let mut law = question("GEN.both", Kind::Boolean);
        law.condition = Some(expectation);
        draft.modules[0].sections[0].questions.push(law);
        let edition = draft.publish(&known()).unwrap();
        let is_shown = |given: &[(&str, Standing)]| shown(&edition, given).contains(&"GEN.both".to_owned());
        assert!(!is_shown(&[]));
        assert_eq!(is_shown(&[("GEN.strategy", single("yes"))]), one);
        assert_eq!(
            is_shown(&[("GEN.strategy", single("yes")), ("GEN.share", number("10"))]),
            both
        );
    }
}

#[test]
fn operators_read_values_of_their_kind() {
    let d = |text: &str| text.parse().unwrap();
    let yes = Standing::Answered(Value::Boolean(true));
    let step = Standing::Answered(Value::Scale(3));
    let text = |content: &str| Standing::Answered(Value::ShortText(content.to_owned()));
    let cases: Vec<(Operator, Standing, bool)> = vec![
        (Operator::Exists(true), text("x"), true),
        (Operator::Exists(true), text(" \n"), false),
        (Operator::Exists(false), text(" \n"), true),
        (Operator::Exists(true), Standing::None, false),
        (Operator::Is(true), yes.clone(), true),
        (Operator::Is(false), yes.clone(), false),
        (Operator::Is(true), step.clone(), false),
        (Operator::Equal(d("3")), step.clone(), true),
        (Operator::Equal(d("3.0")), number("3"), true),
        (Operator::NotEqual(d("3")), step.clone(), false),
        (Operator::NotEqual(d("4")), number("3"), true),
        (Operator::NotEqual(d("4")), Standing::Declined, false),
        (Operator::Greater(d("3")), step.clone(), false),
        (Operator::AtLeast(d("3")), step.clone(), true),
        (Operator::Less(d("3")), number("2.999"), true),
        (Operator::AtMost(d("2.9")), step, false),
        (Operator::Chosen(option("law")), multi(&["law", "policy"]), true),
        (Operator::NotChosen(option("law")), multi(&["law", "policy"]), false),
        (Operator::NotChosen(option("nothing")), multi(&["law", "policy"]), true),
        (Operator::NotChosen(option("yes")), Standing::NotApplicable, false),
        (Operator::NotChosen(option("yes")), yes, false),
    ];
    for (operator, standing, expected) in cases {
        assert_eq!(
            operator.holds(Some(&standing)),
            expected,
            "{operator:?} of {standing:?}"
        );
    }
    assert!(Operator::Exists(false).holds(None) && !Operator::NotEqual(d("1")).holds(None));
}

#[test]
fn sections_are_enabled_with_their_module_and_their_own_condition() {
    let edition = edition();
    let of = |given: &[(&str, Standing)]| {
        let given: Vec<_> = given
            .iter()
            .map(|(text, standing)| (code(text), standing.clone()))
            .collect();
        let answers = Answers::of(&edition, given.iter().map(|(code, standing)| (code, standing)));
        let enabled = Enabled::of(&edition, &answers);
        (enabled.sections())
            .map(|index| edition.section_at(index).section.code.to_string())
            .collect::<Vec<_>>()
    };
    let n13 = ("GEN.modules", multi(&["n13"]));
    assert_eq!(of(&[]), ["GEN"]);
    assert_eq!(of(std::slice::from_ref(&n13)), ["GEN", "N13A"]);
    assert_eq!(of(&[n13, ("N13A.status", single("planned"))]), ["GEN", "N13A", "N13B"]);
    assert_eq!(of(&[("N13A.status", single("planned"))]), ["GEN"]);
}

#[test]
fn answers_to_questions_of_other_editions_are_kept_apart() {
    let edition = edition();
    let (foreign, own) = (code("VX.publication"), code("GEN.law"));
    let yes = Standing::Answered(Value::Boolean(true));
    let answers = Answers::of(&edition, [(&foreign, &yes), (&own, &Standing::Declined), (&own, &yes)]);
    assert_eq!(answers.unknown(), [&foreign]);
    assert_eq!(answers.get(edition.question("GEN.law").unwrap().index), Some(&yes));
    assert_eq!(answers.get(QuestionIndex(0)), None);
}
