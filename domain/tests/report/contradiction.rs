//! Where a State says different things: a table of cases, and which questions are held against each other.

use domain::id::{ProvisionId, QuestionCode, RelationId, RoundKey};
use domain::language::Texts;
use domain::norm::{Norms, Parts, Relation, RelationKind};
use domain::questionnaire::{Chosen, Day, Draft, Edition, Kind, Level, Pattern, Question, Standing, Value};
use domain::report::{Clash, clash, contradictions};
use domain::submission::{Content, Position, Told};

use crate::edition::{draft, list, option, published, question};

fn single(list_id: &str) -> Kind {
    Kind::SingleChoice { list: list(list_id) }
}

fn chose(code: &str) -> Standing {
    Standing::Answered(Value::SingleChoice(chosen(code)))
}

fn chosen(code: &str) -> Chosen {
    Chosen {
        option: option(code),
        text: None,
    }
}

fn several(codes: &[&str]) -> Standing {
    Standing::Answered(Value::MultiChoice(codes.iter().map(|code| chosen(code)).collect()))
}

#[test]
fn answers_clash_case_by_case() {
    use Standing::{Answered, Declined, ExistsNotDisclosed, None as Nothing, NotApplicable};
    let status = || question("A.status", single("status"));
    let other_list = || question("A.other", single("modules"));
    let multi = || question("A.measures", Kind::MultiChoice { list: list("status") });
    let text = || question("A.text", Kind::LongText { max_words: 9 });
    let yes = || question("A.yes", Kind::Boolean);
    let date = || {
        let precision = domain::questionnaire::Precision::Day;
        question("A.date", Kind::Date { precision })
    };
    let day = |text: &str| Answered(Value::Date(text.parse::<Day>().unwrap()));
    let words = |text: &str| Answered(Value::LongText(text.to_owned()));
    for (asked, one, other_asked, other, expected) in vec![
        (status(), chose("planned"), status(), chose("planned"), None),
        (
            status(),
            chose("planned"),
            status(),
            chose("in_place"),
            Some(Clash::Value),
        ),
        // Options of other lists say nothing about each other, whatever they are called.
        (status(), chose("planned"), other_list(), chose("other"), None),
        (status(), chose("planned"), multi(), several(&["in_place"]), None),
        (
            multi(),
            several(&["planned", "in_place"]),
            multi(),
            several(&["in_place", "planned"]),
            None,
        ),
        (
            multi(),
            several(&["planned", "in_place"]),
            multi(),
            several(&["planned"]),
            Some(Clash::Value),
        ),
        (
            yes(),
            Answered(Value::Boolean(true)),
            yes(),
            Answered(Value::Boolean(false)),
            Some(Clash::Value),
        ),
        (date(), day("2026"), date(), day("2027-01"), Some(Clash::Value)),
        (text(), words("This."), text(), words("That."), None),
        (status(), chose("planned"), status(), Nothing, Some(Clash::Silence)),
        (text(), words("This."), text(), NotApplicable, Some(Clash::Silence)),
        (status(), Nothing, status(), ExistsNotDisclosed, Some(Clash::Silence)),
        (status(), Nothing, status(), NotApplicable, Some(Clash::Silence)),
        (status(), Nothing, status(), Nothing, None),
        (
            status(),
            chose("planned"),
            status(),
            ExistsNotDisclosed,
            Some(Clash::Disclosure),
        ),
        (status(), ExistsNotDisclosed, status(), ExistsNotDisclosed, None),
        // Who declines says nothing that another answer could contradict.
        (status(), chose("planned"), status(), Declined, None),
        (status(), Nothing, status(), Declined, None),
    ] {
        let found = clash((&asked, &one), (&other_asked, &other));
        assert_eq!(found, expected, "{one:?} and {other:?}");
        assert_eq!(
            clash((&other_asked, &other), (&asked, &one)),
            expected,
            "the other way round"
        );
    }
}

/// An edition with one question of a pattern about a provision, in the last section.
fn about(id: &str, pattern: &str, provision: &str) -> Edition {
    let kind = match pattern {
        "approach" => Kind::MultiChoice { list: list("status") },
        _ => single("status"),
    };
    let asked = Question {
        pattern: (!pattern.is_empty()).then(|| Pattern::from_code(pattern)),
        provisions: vec![ProvisionId::new(provision).unwrap()],
        expected: true,
        level: Level::Core,
        ..question("X.asked", kind)
    };
    let mut draft: Draft = draft();
    draft.id = id.parse().unwrap();
    draft.modules[1].sections[1].questions = vec![asked];
    published(draft, [])
}

fn told(edition: &Edition, standing: Standing) -> Told {
    Told {
        edition: edition.id().clone(),
        question: QuestionCode::new("X.asked").unwrap(),
        round: RoundKey::new("views-2027").unwrap(),
        position: Some(Position(1)),
        content: Content {
            standing: Some(standing),
            language: None,
            translations: Texts::default(),
        },
        origin: None,
    }
}

#[test]
fn only_what_means_the_same_is_held_against_each_other() {
    let relation = |kind| Relation {
        id: RelationId::new("X001").unwrap(),
        from: ProvisionId::new("A-C1-73-L27/1.1").unwrap(),
        kind,
        to: ProvisionId::new("A-70-174/13.a").unwrap(),
        reason: Texts::default(),
    };
    let found = |kind, patterns: [&str; 2], ids: [&str; 2], provision: &str| {
        let norms = Norms::new(Parts {
            relations: vec![relation(kind)],
            ..Parts::default()
        });
        let editions = [
            about(ids[0], patterns[0], provision),
            about(ids[1], patterns[1], "A-70-174/13.a"),
        ];
        let said = [
            told(&editions[0], chose("planned")),
            told(&editions[1], chose("in_place")),
        ];
        let find = |id: &domain::id::EditionId| editions.iter().find(|edition| edition.id() == id);
        let said: Vec<&Told> = said.iter().collect();
        let all = contradictions(&norms, find, &said);
        all.iter()
            .map(|found| (found.clash, found.relation.is_some()))
            .collect::<Vec<_>>()
    };
    let (lead, two, left) = (["status", "status"], ["one/1", "two/1"], "A-C1-73-L27/1.1");
    for (kind, expected) in [
        (RelationKind::Equivalent, vec![(Clash::Value, true)]),
        (RelationKind::Restates, vec![(Clash::Value, true)]),
        (RelationKind::Narrower, vec![]),
        (RelationKind::Broader, vec![]),
        (RelationKind::DerivedFrom, vec![]),
        (RelationKind::Related, vec![]),
    ] {
        assert_eq!(found(kind, lead, two, left), expected, "{kind:?}");
    }
    let related = RelationKind::Related;
    let same = "A-70-174/13.a";
    assert_eq!(
        found(related, lead, two, same),
        [(Clash::Value, false)],
        "one provision, asked about twice"
    );
    assert_eq!(
        found(related, lead, ["one/1", "one/2"], same),
        [],
        "editions follow one another"
    );
    let equivalent = RelationKind::Equivalent;
    assert_eq!(
        found(equivalent, ["status", "measures"], two, left),
        [],
        "not the same is asked"
    );
    assert_eq!(
        found(equivalent, ["change", "change"], two, left),
        [],
        "what changed is no statement"
    );
    assert_eq!(
        found(equivalent, ["status", "approach"], two, left),
        [(Clash::Value, true)],
        "both lead"
    );
}
