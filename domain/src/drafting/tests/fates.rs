//! What becomes of filed answers, counted by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::id::StateCode;
use crate::language::Texts;
use crate::questionnaire::sample::{all, chosen, option, states};
use crate::questionnaire::{Kind, Lineage, Operator, Precision, ProblemCode, Standing, Value};
use crate::submission::{Content, Position, Told};

use super::*;

fn filed(round: u64, question: &str, standing: Standing) -> Told {
    Told {
        edition: "national-implementation/1".parse().unwrap(),
        question: code(question),
        round: "round".parse().unwrap(),
        position: Some(Position(round)),
        content: Content {
            standing: Some(standing),
            language: Some(Language::English),
            translations: Texts::default(),
        },
        origin: None,
    }
}

fn answer(value: Value) -> Standing {
    Standing::Answered(value)
}

/// What three States have filed: seven answers, five, and one.
fn everybody() -> Vec<(StateCode, Vec<Told>)> {
    let single = |option: &str| answer(Value::SingleChoice(chosen(option)));
    let text = |words: &str| answer(Value::ShortText(words.to_owned()));
    let modules = || answer(Value::MultiChoice(vec![chosen("n13")]));
    let first = vec![
        filed(1, "GEN.authority", text("A ministry")),
        filed(1, "GEN.modules", modules()),
        filed(1, "GEN.strategy", single("yes")),
        filed(1, "GEN.strategy_date", answer(Value::Date("2026-05".parse().unwrap()))),
        filed(1, "GEN.share", answer(Value::Number("60".parse().unwrap()))),
        filed(1, "GEN.share_note", text("More than half")),
        filed(1, "N13A.status", single("planned")),
    ];
    let second = vec![
        filed(2, "GEN.authority", text("An agency of many")),
        filed(2, "GEN.modules", modules()),
        filed(2, "GEN.strategy", single("no")),
        filed(2, "GEN.useful", answer(Value::Scale(5))),
        filed(2, "N13A.status", Standing::Declined),
    ];
    let third = vec![filed(3, "GEN.strategy", single("yes"))];
    let state = |code: &str| code.parse().unwrap();
    vec![(state("QMA"), first), (state("QMB"), second), (state("QMC"), third)]
}

fn simulated(draft: &EditionDraft, filed: Vec<(StateCode, Vec<Told>)>) -> Simulation {
    let before = edition();
    let (_, preview) = draft.draft.examine(&beside(&before));
    let preview = preview.unwrap();
    simulate(&preview, |id| (id == before.id()).then_some(&before), &states(), filed)
}

fn share(answers: usize, states: usize) -> Share {
    Share { answers, states }
}

#[test]
fn an_unchanged_draft_carries_every_answer() {
    let simulation = simulated(&begun(), everybody());
    assert_eq!(simulation.all, share(13, 3));
    assert_eq!(simulation.fates, BTreeMap::from([(Fate::Carried, share(13, 3))]));
    let codes: Vec<_> = simulation.questions.iter().map(|of| of.question.as_str()).collect();
    assert_eq!(
        codes,
        [
            "GEN.authority",
            "GEN.modules",
            "GEN.strategy",
            "GEN.strategy_date",
            "GEN.share",
            "GEN.share_note",
            "GEN.useful",
            "N13A.status"
        ]
    );
}

#[test]
fn what_becomes_of_filed_answers_is_counted() {
    let draft = begun();
    let lineage = |of: &str, comparable| {
        let lineage = Lineage {
            edition: "national-implementation/1".parse().unwrap(),
            code: code(of),
            comparable,
        };
        Some(vec![lineage])
    };
    let changes = vec![
        // Fewer characters than QMB's answer has, and as many as QMA's.
        redefined(&draft, "GEN.authority", |q| q.kind = Kind::ShortText { max_length: 10 }),
        // It means something else.
        redefined(&draft, "GEN.modules", |q| q.continues = lineage("GEN.modules", false)),
        // A date by year: QMA's month is too fine.
        redefined(&draft, "GEN.strategy_date", |q| {
            q.kind = Kind::Date {
                precision: Precision::Year,
            };
        }),
        // The note is asked for above 70 only: QMA's 60 hides it.
        redefined(&draft, "GEN.share_note", |q| {
            let above = Operator::Greater("70".parse().unwrap());
            q.condition = Some(all([("GEN.share", above)]));
        }),
        // Nobody asks for it any more.
        Change::RemoveQuestion(code("GEN.useful")),
        // The option that QMA chose is gone; what QMB declined stays declined.
        Change::PutList {
            id: "status".parse().unwrap(),
            options: vec![OptionDefinition {
                code: option("implemented"),
                exclusive: false,
                with_text: false,
            }],
            presence: Presence::Present,
        },
    ];
    let simulation = simulated(&changed(draft, changes).unwrap(), everybody());
    assert_eq!(simulation.all, share(13, 3));
    let expected = BTreeMap::from([
        // authority of QMA; strategy of three; share of QMA; status of QMB.
        (Fate::Carried, share(6, 3)),
        // modules of QMA and QMB.
        (Fate::ToReread, share(2, 2)),
        // share_note of QMA.
        (Fate::Hidden, share(1, 1)),
        // authority of QMB; strategy_date and status of QMA.
        (Fate::Unfit, share(3, 2)),
        // useful of QMB.
        (Fate::Lost, share(1, 1)),
    ]);
    assert_eq!(simulation.fates, expected);
    let of = |question: &str| {
        let mut questions = simulation.questions.iter();
        questions.find(|of| of.question.as_str() == question).unwrap()
    };
    assert_eq!(
        of("GEN.authority").fates,
        BTreeMap::from([(Fate::Carried, 1), (Fate::Unfit, 1)])
    );
    assert_eq!(
        of("GEN.authority").problems,
        BTreeMap::from([(ProblemCode::TooLong, 1)])
    );
    assert_eq!(
        of("GEN.strategy_date").problems,
        BTreeMap::from([(ProblemCode::DateTooFine, 1)])
    );
    assert_eq!(
        of("N13A.status").problems,
        BTreeMap::from([(ProblemCode::UnknownOption, 1)])
    );
    assert!(of("GEN.useful").continued_by.is_empty());
}

#[test]
fn of_two_answers_that_come_to_one_question_the_other_is_offered() {
    let draft = begun();
    let both = ["GEN.strategy", "N13A.status"].map(|of| Lineage {
        edition: "national-implementation/1".parse().unwrap(),
        code: code(of),
        comparable: of == "GEN.strategy",
    });
    let changes = vec![
        redefined(&draft, "GEN.strategy", |q| q.continues = Some(both.into())),
        Change::RemoveQuestion(code("N13A.status")),
    ];
    let told: Vec<_> = everybody().into_iter().take(2).collect();
    let simulation = simulated(&changed(draft, changes).unwrap(), told);
    let status = simulation
        .questions
        .iter()
        .find(|of| of.question == code("N13A.status"));
    let status = status.unwrap();
    // QMA's option is none of the list; what QMB declined can be declined there.
    assert_eq!(status.fates, BTreeMap::from([(Fate::ToMerge, 1), (Fate::Unfit, 1)]));
    assert_eq!(status.continued_by, BTreeSet::from([code("GEN.strategy")]));
}

#[test]
fn nothing_is_said_to_become_hidden_where_the_condition_is_not_shown() {
    // A reader who sees the note and not the share: whether it was asked is not known.
    let told = vec![filed(1, "GEN.share_note", answer(Value::ShortText("More".to_owned())))];
    let simulation = simulated(&begun(), vec![("QMA".parse().unwrap(), told)]);
    assert_eq!(simulation.fates, BTreeMap::from([(Fate::Carried, share(1, 1))]));
}

proptest! {
    /// Whatever of all that was filed a reader is shown, an unchanged draft carries it, and says so without losing one.
    #[test]
    fn whatever_is_shown_of_what_was_filed_is_carried_by_an_unchanged_draft(shown in proptest::collection::vec(any::<bool>(), 13)) {
        let mut shown = shown.into_iter();
        let filed: Vec<_> = everybody()
            .into_iter()
            .map(|(state, told)| (state, told.into_iter().filter(|_| shown.next().unwrap()).collect::<Vec<_>>()))
            .collect();
        let answers: usize = filed.iter().map(|(_, told)| told.len()).sum();
        let states = filed.iter().filter(|(_, told)| !told.is_empty()).count();
        let simulation = simulated(&begun(), filed);
        prop_assert_eq!(simulation.all, share(answers, states));
        prop_assert!(simulation.fates.keys().all(|fate| *fate == Fate::Carried), "{:?}", simulation.fates);
    }
}
