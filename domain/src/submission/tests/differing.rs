use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::id::EditionId;
use crate::questionnaire::Lineage;

fn statement() -> impl Strategy<Value = Statement> {
    let standing = prop_oneof![
        (0_u8..3).prop_map(|text| Standing::Answered(Value::ShortText(text.to_string()))),
        Just(Standing::Declined),
    ];
    let language = option::of(prop_oneof![Just(Language::English), Just(Language::French)]);
    let sharing = option::of(prop_oneof![Just(Visibility::Public), Just(Visibility::Secretariat)]);
    (standing, language, sharing).prop_map(|(standing, language, sharing)| Statement {
        standing,
        language,
        sharing: sharing.map(Sharing::new),
    })
}

fn side() -> impl Strategy<Value = Side> {
    btree_map(
        (0_u8..6).prop_map(|number| code(&format!("S.q{number}"))),
        statement(),
        0..6,
    )
}

/// In the second edition every question is named otherwise; one was split and two were merged.
fn lineage(edition: &EditionId, question: &QuestionCode) -> &'static [Lineage] {
    static LINES: std::sync::OnceLock<Vec<(&str, Vec<Lineage>)>> = std::sync::OnceLock::new();
    let from = |codes: &[&str]| -> Vec<Lineage> {
        let one = |at: &&str| Lineage {
            edition: "drill/1".parse().unwrap(),
            code: code(at),
            comparable: true,
        };
        codes.iter().map(one).collect()
    };
    let lines = LINES.get_or_init(|| {
        vec![
            ("S.q0", from(&["S.q1"])),
            ("S.q1", from(&["S.q2"])),
            ("S.q2", from(&["S.q2"])),
            ("S.q3", from(&["S.q3", "S.q4"])),
        ]
    });
    let line = lines.iter().filter(|_| edition.number == 2);
    let mut found = line.filter(|(at, _)| *at == question.as_str());
    found.next().map_or(&[], |(_, from)| from)
}

fn editions() -> (EditionId, EditionId) {
    ("drill/1".parse().unwrap(), "drill/2".parse().unwrap())
}

proptest! {
    #[test]
    fn what_is_the_same_differs_in_nothing(side in side()) {
        let (first, _) = editions();
        let changes = differences((&first, &side), (&first, &side), |edition, question| lineage(edition, question));
        prop_assert_eq!(changes.len(), side.len());
        prop_assert!(changes.iter().all(|change| change.kind() == ChangeKind::Unchanged));
    }

    #[test]
    fn a_difference_leads_from_one_side_to_the_other(before in side(), after in side(), moved: bool) {
        let (first, second) = editions();
        let now = if moved { &second } else { &first };
        let changes = differences((&first, &before), (now, &after), |edition, question| lineage(edition, question));
        prop_assert_eq!(apply(&before, &changes), after.clone());
        for change in &changes {
            let differs = match (&change.before, &change.after) {
                (Some((_, then)), Some((_, now))) => then != now,
                _ => false,
            };
            prop_assert_eq!(!change.aspects.is_empty(), differs);
        }
        // Each answer of either side is told of.
        for code in before.keys() {
            prop_assert!(changes.iter().any(|change| change.before.as_ref().is_some_and(|(at, _)| at == code)));
        }
        for code in after.keys() {
            prop_assert!(changes.iter().any(|change| change.after.as_ref().is_some_and(|(at, _)| at == code)));
        }
    }

    /// Whoever sees less is told as much as if the rest were not there.
    #[test]
    fn a_difference_tells_nothing_of_what_is_hidden(
        before in side(), after in side(), hidden in prop::collection::btree_set(0_u8..6, 0..6),
    ) {
        let (first, second) = editions();
        let is_hidden = |at: &QuestionCode| hidden.iter().any(|number| at.as_str() == format!("S.q{number}"));
        let shown = |side: &Side| -> Side {
            side.iter().filter(|(at, _)| !is_hidden(at)).map(|(at, said)| (at.clone(), said.clone())).collect()
        };
        let without = |side: &Side| -> Side {
            let mut side = side.clone();
            for (at, said) in &mut side {
                if is_hidden(at) {
                    said.standing = Standing::None;
                }
            }
            side
        };
        let seen = differences((&first, &shown(&before)), (&second, &shown(&after)), |edition, question| lineage(edition, question));
        let other = differences((&first, &shown(&without(&before))), (&second, &shown(&without(&after))), |edition, question| lineage(edition, question));
        prop_assert_eq!(seen, other);
    }
}

#[test]
fn each_change_has_its_kind() {
    let (first, second) = editions();
    let said = |text: &str| Statement {
        standing: Standing::Answered(Value::ShortText(text.to_owned())),
        language: None,
        sharing: None,
    };
    let side = |answers: &[(&str, &str)]| -> Side { answers.iter().map(|(at, text)| (code(at), said(text))).collect() };
    let before = side(&[
        ("S.q1", "renamed"),
        ("S.q2", "split"),
        ("S.q3", "one"),
        ("S.q4", "two"),
        ("S.q5", "gone"),
    ]);
    let after = side(&[
        ("S.q0", "renamed"),
        ("S.q1", "split"),
        ("S.q2", "split"),
        ("S.q3", "one"),
        ("S.q4", "new"),
    ]);
    let told: Vec<_> = differences((&first, &before), (&second, &after), |edition, question| {
        lineage(edition, question)
    })
    .iter()
    .map(|change| {
        let at = |side: &Option<(QuestionCode, Statement)>| side.as_ref().map(|(at, _)| at.to_string());
        (at(&change.before), at(&change.after), change.kind())
    })
    .collect();
    let expected = [
        (Some("S.q1"), Some("S.q0"), ChangeKind::Moved),
        (Some("S.q2"), Some("S.q1"), ChangeKind::Moved),
        (Some("S.q2"), Some("S.q2"), ChangeKind::Unchanged),
        (Some("S.q3"), Some("S.q3"), ChangeKind::Unchanged),
        (Some("S.q4"), Some("S.q3"), ChangeKind::Changed),
        (None, Some("S.q4"), ChangeKind::Added),
        (Some("S.q5"), None, ChangeKind::Removed),
    ];
    let expected = expected.map(|(before, after, kind)| (before.map(str::to_owned), after.map(str::to_owned), kind));
    assert_eq!(told, expected);
}
