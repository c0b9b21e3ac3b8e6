use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::id::EditionId;
use crate::questionnaire::Lineage;

fn edition_id(text: &str) -> EditionId {
    text.parse().unwrap()
}

fn lineage(edition: &str, question: &str, comparable: bool) -> Lineage {
    Lineage {
        edition: edition_id(edition),
        code: code(question),
        comparable,
    }
}

fn note(text: &str) -> impl Into<Option<Standing>> {
    Standing::Answered(Value::ShortText(text.to_owned()))
}

fn said(edition: &str, question: &str, position: Option<u64>, standing: impl Into<Option<Standing>>) -> Told {
    Told {
        edition: edition_id(edition),
        question: code(question),
        round: RoundKey::new("earlier").unwrap(),
        position: position.map(Position),
        content: Content {
            standing: standing.into(),
            language: Some(Language::French),
            translations: Texts::default(),
        },
        origin: None,
    }
}

/// The lines that lead to `drill/1`, and what they lead through.
fn lines() -> Vec<(EditionId, QuestionCode, Vec<Lineage>)> {
    let line = |edition: &str, question: &str, from: Vec<Lineage>| (edition_id(edition), code(question), from);
    vec![
        line(
            "drill/1",
            "S2.note",
            vec![lineage("old/2", "A.one", true), lineage("old/2", "A.two", false)],
        ),
        line("old/2", "A.one", vec![lineage("old/1", "A.first", true)]),
        line("drill/1", "S1.state", vec![lineage("old/2", "A.choice", false)]),
        line("drill/1", "S2.count", vec![lineage("old/1", "A.kind", false)]),
        line("drill/1", "S1.confirmed", vec![lineage("old/1", "A.bound", true)]),
        line(
            "drill/1",
            "S2.agreed",
            vec![lineage("old/1", "A.x", false), lineage("old/1", "A.y", false)],
        ),
    ]
}

fn carried(filed: &[Told], drafts: &[Told]) -> Carried {
    let past = Past {
        filed: filed.to_vec(),
        drafts: drafts.to_vec(),
    };
    let lines = lines();
    let edition = edition();
    let find = |edition: &EditionId, question: &QuestionCode| -> &[Lineage] {
        let line = lines.iter().find(|(e, q, _)| e == edition && q == question);
        line.map_or(&[], |(_, _, from)| from)
    };
    let mut salts = 0;
    let salt = || {
        salts += 1;
        Salt([salts; 16])
    };
    carry(&edition, find, &past, Language::English, salt, (WRITER, day(2)))
}

/// Question, text or code of the standing, comparable, and whether it was filed: of what stands, and of what is offered.
type Row = (String, String, bool, bool);

fn row(question: &QuestionCode, content: &Content, origin: &Origin) -> Row {
    let standing = content.standing.as_ref().unwrap();
    let text = match standing.value() {
        Some(Value::ShortText(text) | Value::LongText(text)) => text.clone(),
        Some(Value::SingleChoice(chosen)) => chosen.option.to_string(),
        Some(other) => format!("{:?}", other.kind()),
        None => standing.code().code().to_owned(),
    };
    (question.to_string(), text, origin.comparable, origin.position.is_some())
}

fn told(filed: &[Told], drafts: &[Told]) -> (Vec<Row>, Vec<Row>) {
    let carried = carried(filed, drafts);
    let stands = carried.answers.iter();
    let offered = carried.offers.iter();
    (
        stands
            .map(|a| row(&a.question, &a.content, a.origin().unwrap()))
            .collect(),
        offered.map(|o| row(&o.question, &o.content, &o.origin)).collect(),
    )
}

fn rows(rows: &[(&str, &str, bool, bool)]) -> Vec<Row> {
    rows.iter()
        .map(|(q, t, c, f)| ((*q).to_owned(), (*t).to_owned(), *c, *f))
        .collect()
}

#[test]
fn what_was_filed_stands_unconfirmed_with_its_origin() {
    let filed = [said("old/1", "A.first", Some(7), note("then"))];
    let carried = carried(&filed, &[]);
    let [answer] = &carried.answers[..] else {
        panic!("{carried:?}")
    };
    assert_eq!(
        (answer.question.as_str(), answer.revision, answer.salt),
        ("S2.note", 1, Salt([1; 16]))
    );
    assert_eq!(
        (answer.content.language, answer.changed_by, answer.changed_at),
        (Some(Language::French), WRITER, day(2))
    );
    assert_eq!((answer.is_confirmed(), &answer.sharing), (false, &None));
    let origin = answer.origin().unwrap();
    assert_eq!(
        (origin.position, &origin.edition, &origin.question),
        (Some(Position(7)), &edition_id("old/1"), &code("A.first"))
    );
    assert!(
        previewed(&submission(), &carried.answers).entries.is_empty(),
        "nothing of it is filed"
    );
}

#[test]
fn of_several_origins_the_first_comparable_one_of_the_kind_stands_and_the_others_are_offered() {
    let (one, two) = (
        said("old/2", "A.one", Some(1), note("one")),
        said("old/2", "A.two", Some(1), note("two")),
    );
    let first = said("old/1", "A.first", Some(1), note("first"));
    assert_eq!(
        told(&[two.clone(), one], &[]),
        (
            rows(&[("S2.note", "one", true, true)]),
            rows(&[("S2.note", "two", false, true)])
        )
    );
    // The nearest answer of a line is the last.
    let (stands, offered) = told(
        &[
            two.clone(),
            first.clone(),
            said("old/2", "A.one", Some(2), note("newer")),
        ],
        &[],
    );
    assert_eq!((stands, offered.len()), (rows(&[("S2.note", "newer", true, true)]), 1));
    // Over an edition in which nothing was said.
    assert_eq!(told(&[two, first], &[]).0, rows(&[("S2.note", "first", true, true)]));
    // Where none can be compared, people choose.
    let yes = || Some(Standing::Answered(Value::Boolean(true)));
    let both = [
        said("old/1", "A.x", Some(1), yes()),
        said("old/1", "A.y", Some(1), Some(Standing::Declined)),
    ];
    let offered = rows(&[
        ("S2.agreed", "Boolean", false, true),
        ("S2.agreed", "declined", false, true),
    ]);
    assert_eq!(told(&both, &[]), (Vec::new(), offered));
    // Where there is one only, it is the one to look at.
    assert_eq!(told(&both[..1], &[]).0, rows(&[("S2.agreed", "Boolean", false, true)]));
}

#[test]
fn what_cannot_be_a_value_is_offered_as_it_was() {
    let choice = |option: &str| said("old/2", "A.choice", Some(1), Some(Standing::Answered(chosen(option))));
    assert_eq!(told(&[choice("no")], &[]).0, rows(&[("S1.state", "no", false, true)]));
    assert_eq!(
        told(&[choice("gone")], &[]),
        (Vec::new(), rows(&[("S1.state", "gone", false, true)]))
    );
    let kind = said("old/1", "A.kind", Some(1), note("about three"));
    assert_eq!(
        told(&[kind], &[]),
        (Vec::new(), rows(&[("S2.count", "about three", false, true)]))
    );
    let silence = said("old/1", "A.kind", Some(1), Some(Standing::Declined));
    assert_eq!(told(&[silence], &[]).0, rows(&[("S2.count", "declined", false, true)]));
    let bound = said(
        "old/1",
        "A.bound",
        Some(1),
        Some(Standing::Answered(Value::Boolean(true))),
    );
    assert_eq!(
        told(&[bound], &[]),
        (Vec::new(), Vec::new()),
        "a field of the submission is not an answer"
    );
}

#[test]
fn what_was_taken_back_is_not_offered_again() {
    let first = said("old/1", "A.first", Some(1), note("first"));
    let taken_back = said("old/2", "A.one", Some(2), None);
    assert_eq!(told(&[first, taken_back], &[]), (Vec::new(), Vec::new()));
}

#[test]
fn drafts_of_the_last_round_are_offered_as_never_filed() {
    let filed = said("old/2", "A.one", Some(1), note("filed"));
    let draft = |text: &str| said("old/2", "A.one", None, note(text));
    assert_eq!(
        told(
            std::slice::from_ref(&filed),
            &[draft("filed"), draft("new"), draft("new")]
        ),
        (
            rows(&[("S2.note", "filed", true, true)]),
            rows(&[("S2.note", "new", true, false)])
        ),
        "what says the same is one text"
    );
    assert_eq!(told(&[], &[draft("new")]).0, rows(&[("S2.note", "new", true, false)]));
    let carried_then = |position| Told {
        origin: Some(Origin {
            position,
            ..origin(1, code("A.zero"))
        }),
        ..draft("old")
    };
    assert_eq!(
        told(&[], &[carried_then(Some(Position(1)))]),
        (Vec::new(), Vec::new()),
        "it is found where it was filed"
    );
    let carried = carried(&[], &[carried_then(None)]);
    let origin = carried.answers[0].origin().unwrap();
    assert_eq!(
        (&origin.question, origin.position),
        (&code("A.zero"), None),
        "the first origin is told"
    );
}

proptest! {
    /// Whatever a State said last to a question that goes on, it finds in its new file, once.
    #[test]
    fn nothing_that_has_a_successor_is_left_behind(
        texts in vec((0_usize..5, 0_u8..4, any::<bool>()), 0..12),
    ) {
        let places = [("old/2", "A.one"), ("old/2", "A.two"), ("old/1", "A.first"), ("drill/1", "S2.note"), ("old/1", "A.kind")];
        let mut filed: BTreeMap<usize, Told> = BTreeMap::new();
        let mut drafts = Vec::new();
        for (place, text, is_filed) in texts {
            let (edition, question) = places[place];
            if is_filed {
                filed.insert(place, said(edition, question, Some(1), note(&text.to_string())));
            } else {
                drafts.push(said(edition, question, None, note(&text.to_string())));
            }
        }
        let all: Vec<_> = filed.values().cloned().collect();
        let (stands, offered) = told(&all, &drafts);
        let found: Vec<_> = stands.iter().chain(&offered).map(|row| (row.0.as_str(), row.1.as_str())).collect();
        let expect = |target: &'static str, text: &Told| {
            let Some(Value::ShortText(text)) = text.content.standing.as_ref().unwrap().value() else { unreachable!() };
            prop_assert!(found.contains(&(target, text.as_str())), "{target} {text}: {found:?}");
            Ok(())
        };
        if let Some(here) = filed.get(&3) {
            expect("S2.note", here)?;
        } else {
            for place in [0, 1] {
                filed.get(&place).map_or(Ok(()), |there| expect("S2.note", there))?;
            }
            if !filed.contains_key(&0) {
                filed.get(&2).map_or(Ok(()), |there| expect("S2.note", there))?;
            }
        }
        filed.get(&4).map_or(Ok(()), |there| expect("S2.count", there))?;
        let once: BTreeSet<_> = offered.iter().filter(|row| !row.3).collect();
        prop_assert_eq!(once.len(), offered.iter().filter(|row| !row.3).count());
        prop_assert!(stands.iter().map(|row| &row.0).collect::<BTreeSet<_>>().len() == stands.len());
    }
}
