//! What figures take from an edition.

use std::collections::BTreeMap;

use domain::id::{ListId, ModuleId, OptionCode, ProvisionId, QuestionCode, SectionCode};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::Adoption;
use domain::questionnaire::{
    Behaviour, Bind, Ceiling, Chosen, Condition, Draft, Edition, Expectation, Footing, Kind, Known, Level, Module,
    Opens, Operator, OptionItem, OptionList, Pattern, Question, QuestionnaireKind, Section, Standing, StandingCode,
    Value,
};
use domain::report::{FiledAnswer, Item, OptionSet, ProvisionQuestions};

use crate::build::{public, q};

fn texts() -> Texts {
    Texts::new(Language::ALL.iter().map(|language| {
        let content = "Text".to_owned();
        let status = TextStatus::Unofficial;
        (*language, Text { content, status })
    }))
}

pub(crate) fn list(id: &str) -> ListId {
    ListId::new(id).unwrap()
}

fn options(codes: &[&str]) -> OptionList {
    let option = |code: &&str| OptionItem {
        code: OptionCode::new(*code).unwrap(),
        label: texts(),
        exclusive: false,
        with_text: false,
    };
    OptionList {
        options: codes.iter().map(option).collect(),
    }
}

pub(crate) fn question(code: &str, kind: Kind) -> Question {
    Question {
        code: QuestionCode::new(code).unwrap(),
        kind,
        prompt: texts(),
        help: Texts::new([]),
        expected: false,
        level: Level::Extended,
        pattern: None,
        bind: None,
        ceiling: None,
        provisions: vec![ProvisionId::new("A-70-174/13.a").unwrap()],
        condition: None,
        continues: Vec::new(),
    }
}

fn when(question: &str, operator: Operator) -> Expectation {
    Expectation {
        behaviour: Behaviour::All,
        conditions: vec![Condition {
            question: QuestionCode::new(question).unwrap(),
            operator,
        }],
    }
}

pub(crate) fn option(code: &str) -> OptionCode {
    OptionCode::new(code).unwrap()
}

fn section(code: &str, questions: Vec<Question>) -> Section {
    Section {
        code: SectionCode::new(code).unwrap(),
        title: texts(),
        primary: vec![ProvisionId::new("A-70-174/13.a").unwrap()],
        related: Vec::new(),
        condition: None,
        questions,
    }
}

fn module(id: &str, condition: Option<Expectation>, sections: Vec<Section>) -> Module {
    Module {
        id: ModuleId::new(id).unwrap(),
        title: texts(),
        intro: Texts::new([]),
        condition,
        sections,
    }
}

/// What a small edition is published from.
pub(crate) fn draft() -> Draft {
    let single = |id| Kind::SingleChoice { list: list(id) };
    let confirmation = Question {
        bind: Some(Bind::Confirmation),
        ..question("G.confirmation", Kind::Boolean)
    };
    let status = Question {
        pattern: Some(Pattern::Status),
        expected: true,
        level: Level::Core,
        ..question("N.status", single("status"))
    };
    let scale = Question {
        condition: Some(when("N.status", Operator::Chosen(option("planned")))),
        ceiling: Some(Ceiling::Secretariat),
        ..question("N.scale", Kind::Scale { min: -1, max: 3 })
    };
    let yes = Question {
        condition: Some(when("G.modules", Operator::Chosen(option("other")))),
        ..question("X.yes", Kind::Boolean)
    };
    let text = question("X.text", Kind::ShortText { max_length: 10 });
    let general = [
        question("G.modules", Kind::MultiChoice { list: list("modules") }),
        confirmation,
    ];
    let taken_up = when("G.modules", Operator::Chosen(option("n13")));
    Draft {
        id: "national-implementation/1".parse().unwrap(),
        kind: QuestionnaireKind::NationalImplementation,
        opens: Opens::Round,
        source_language: Language::English,
        translation: 1,
        hash: [0; 32],
        instruments: vec!["A-70-174".parse().unwrap()],
        title: texts(),
        intro: texts(),
        short_path: None,
        modules: vec![
            module("general", None, vec![section("G", general.into())]),
            module(
                "n13",
                Some(taken_up),
                vec![section("N", vec![status, scale]), section("X", vec![yes, text])],
            ),
        ],
        lists: BTreeMap::from([
            (list("modules"), options(&["n13", "other"])),
            (list("status"), options(&["in_place", "planned", "no_measures"])),
        ]),
    }
}

/// The draft as an edition that follows these.
pub(crate) fn published<'a>(draft: Draft, after: impl IntoIterator<Item = &'a Edition>) -> Edition {
    let provisions = ["A-70-174/13.a", "A-C1-73-L27/1.1"].map(|id| (ProvisionId::new(id).unwrap(), Footing::Agreed));
    let known = Known {
        provisions: provisions.into(),
        editions: after.into_iter().collect(),
    };
    draft.publish(&known).unwrap()
}

fn edition() -> Edition {
    published(draft(), [])
}

#[test]
fn items_say_what_a_question_rests_on_and_what_only_takes_up_its_module() {
    let items = Item::all(&edition());
    let seen: Vec<(usize, bool, Vec<u16>, Vec<u16>)> = items
        .iter()
        .map(|item| {
            let numbers = |questions: &[domain::questionnaire::QuestionIndex]| questions.iter().map(|q| q.0).collect();
            (
                item.options,
                item.bound,
                numbers(&item.rests_on),
                numbers(&item.takes_up),
            )
        })
        .collect();
    let expected = [
        (2, false, vec![], vec![]),
        (2, true, vec![], vec![]),
        (3, false, vec![0], vec![0]),
        (5, false, vec![0, 2], vec![0]),
        (2, false, vec![0], vec![]),
        (0, false, vec![0], vec![0]),
    ];
    assert_eq!(seen, expected);
    assert_eq!(items[3].ceiling, Some(Ceiling::Secretariat));
}

#[test]
fn answers_are_coded_by_the_places_of_their_options() {
    let edition = edition();
    let chosen = |code: &str| Chosen {
        option: option(code),
        text: None,
    };
    let coded = |code: &str, value: Value| {
        let question = edition.question(code).unwrap().question;
        let answer = FiledAnswer::new(&edition, question, &Standing::Answered(value), public(), false);
        assert_eq!(answer.standing, StandingCode::Answered);
        answer.options.iter().collect::<Vec<_>>()
    };
    assert_eq!(
        coded("G.modules", Value::MultiChoice(vec![chosen("other"), chosen("n13")])),
        [0, 1]
    );
    assert_eq!(coded("N.status", Value::SingleChoice(chosen("planned"))), [1]);
    assert_eq!(
        coded("N.status", Value::SingleChoice(chosen("gone"))),
        Vec::<usize>::new()
    );
    assert_eq!(coded("N.scale", Value::Scale(-1)), [0]);
    assert_eq!(coded("N.scale", Value::Scale(3)), [4]);
    assert_eq!(coded("N.scale", Value::Scale(4)), Vec::<usize>::new());
    assert_eq!(coded("X.yes", Value::Boolean(true)), [0]);
    assert_eq!(coded("X.yes", Value::Boolean(false)), [1]);
    assert_eq!(coded("X.text", Value::ShortText("a".to_owned())), Vec::<usize>::new());
    let question = edition.question("N.status").unwrap().question;
    assert_eq!(
        OptionSet::chosen(&edition, question, &Standing::Declined),
        OptionSet::default()
    );
}

#[test]
fn a_provision_knows_its_lead_question() {
    let of = ProvisionQuestions::all(&edition(), |_| Some(Adoption::ExpertReport));
    assert_eq!(of.len(), 1);
    assert_eq!((of[0].lead, of[0].questions.len()), (Some(q(2)), 5));
    assert_eq!(of[0].adoption, Adoption::ExpertReport);
    assert_eq!(ProvisionQuestions::all(&edition(), |_| None), []);
}
