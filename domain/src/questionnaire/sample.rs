//! A small questionnaire with every kind, for tests of rules that need one.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{OptionCode, ProvisionId, QuestionCode, StateCode};
use crate::language::{Language, Text, TextStatus, Texts};
use crate::questionnaire::{
    Behaviour, Bind, Ceiling, Chosen, Condition, Draft, Edition, Expectation, Footing, Kind, Known, Level, Module,
    Opens, Operator, OptionItem, OptionList, Pattern, Precision, Question, QuestionnaireKind, Section, ShortPath,
};

/// A wording in English.
pub(crate) fn texts(content: &str) -> Texts {
    let content = content.to_owned();
    let status = TextStatus::Unofficial;
    Texts::new([(Language::English, Text { content, status })])
}

/// A question code that is known to be one.
pub(crate) fn code(text: &str) -> QuestionCode {
    text.parse().unwrap()
}

/// A question that asks nothing special.
pub(crate) fn question(text: &str, kind: Kind) -> Question {
    Question {
        code: code(text),
        kind,
        prompt: texts(text),
        help: Texts::default(),
        expected: false,
        level: Level::Extended,
        pattern: None,
        bind: None,
        ceiling: None,
        provisions: vec!["A-70-174/13.a".parse().unwrap()],
        condition: None,
        continues: Vec::new(),
    }
}

/// A lead question of pattern `status`.
pub(crate) fn lead(text: &str) -> Question {
    Question {
        pattern: Some(Pattern::Status),
        ..core(question(text, single("status")))
    }
}

/// The same question as core and expected.
pub(crate) fn core(question: Question) -> Question {
    Question {
        expected: true,
        level: Level::Core,
        ..question
    }
}

/// The same question, enabled when every condition holds.
pub(crate) fn when<const N: usize>(question: Question, conditions: [(&str, Operator); N]) -> Question {
    Question {
        condition: Some(all(conditions)),
        ..question
    }
}

/// When every condition holds.
pub(crate) fn all<const N: usize>(conditions: [(&str, Operator); N]) -> Expectation {
    let condition = |(question, operator)| Condition {
        question: code(question),
        operator,
    };
    Expectation {
        behaviour: Behaviour::All,
        conditions: conditions.into_iter().map(condition).collect(),
    }
}

/// A single choice from a list.
pub(crate) fn single(list: &str) -> Kind {
    Kind::SingleChoice {
        list: list.parse().unwrap(),
    }
}

/// A multi choice from a list.
pub(crate) fn multi(list: &str) -> Kind {
    Kind::MultiChoice {
        list: list.parse().unwrap(),
    }
}

/// An option's code that is known to be one.
pub(crate) fn option(text: &str) -> OptionCode {
    text.parse().unwrap()
}

/// A chosen option without text.
pub(crate) fn chosen(text: &str) -> Chosen {
    Chosen {
        option: option(text),
        text: None,
    }
}

fn list(codes: &[&str]) -> OptionList {
    let item = |text: &&str| OptionItem {
        code: option(text),
        label: texts(text),
        exclusive: *text == "nothing",
        with_text: *text == "other",
    };
    OptionList {
        options: codes.iter().map(item).collect(),
    }
}

/// A section without condition.
pub(crate) fn section(text: &str, questions: Vec<Question>) -> Section {
    Section {
        code: text.parse().unwrap(),
        title: texts(text),
        primary: vec!["A-70-174/13.a".parse().unwrap()],
        related: Vec::new(),
        condition: None,
        questions,
    }
}

fn general() -> Section {
    let long = Kind::LongText { max_words: 5 };
    let short = Kind::ShortText { max_length: 20 };
    let bound = |text, kind, bind| Question {
        bind: Some(bind),
        ..core(question(text, kind))
    };
    let percent = Kind::Number {
        min: Some("0".parse().unwrap()),
        max: Some("100".parse().unwrap()),
        unit: Some("percent".to_owned()),
    };
    let month = Kind::Date {
        precision: Precision::Month,
    };
    let contact = Question {
        ceiling: Some(Ceiling::Secretariat),
        ..core(question("GEN.contact", Kind::Contact))
    };
    let yes = || Operator::Chosen(option("yes"));
    let above = Operator::Greater("50".parse().unwrap());
    section(
        "GEN",
        vec![
            core(question("GEN.authority", short.clone())),
            contact,
            bound("GEN.language", single("languages"), Bind::Language),
            core(question("GEN.modules", multi("modules"))),
            question("GEN.strategy", single("yes_no")),
            when(question("GEN.strategy_date", month), [("GEN.strategy", yes())]),
            when(
                question("GEN.no_strategy", long),
                [("GEN.strategy", Operator::Exists(false))],
            ),
            question("GEN.share", percent),
            when(question("GEN.share_note", short), [("GEN.share", above)]),
            question("GEN.useful", Kind::Scale { min: 1, max: 5 }),
            question("GEN.law", Kind::Boolean),
            question("GEN.links", Kind::UrlList { max_items: 2 }),
            question("GEN.partners", Kind::StateList),
            bound("GEN.confirmed", Kind::Boolean, Bind::Confirmation),
        ],
    )
}

fn norm() -> Section {
    let answered = || ("N13A.status", Operator::Exists(true));
    let implemented = Operator::Chosen(option("implemented"));
    let change = Question {
        pattern: Some(Pattern::Other(Pattern::CHANGE.to_owned())),
        ..question("N13A.change", single("yes_no"))
    };
    section(
        "N13A",
        vec![
            change,
            lead("N13A.status"),
            when(question("N13A.measures", multi("measures")), [answered()]),
            when(
                question("N13A.description", Kind::LongText { max_words: 5 }),
                [answered(), ("N13A.status", Operator::NotChosen(option("planned")))],
            ),
            when(
                question("N13A.evidence", Kind::Evidence { max_items: 2 }),
                [("N13A.status", implemented)],
            ),
        ],
    )
}

fn module(text: &str, sections: Vec<Section>) -> Module {
    Module {
        id: text.parse().unwrap(),
        title: texts(text),
        intro: Texts::default(),
        condition: None,
        sections,
    }
}

/// A draft without fault.
pub(crate) fn draft() -> Draft {
    let lists = [
        ("languages", &["ar", "zh", "en", "fr", "ru", "es"][..]),
        ("modules", &["n13", "cbm"]),
        ("yes_no", &["yes", "no"]),
        ("status", &["planned", "implemented"]),
        ("measures", &["law", "policy", "nothing", "other"]),
    ];
    let second = Section {
        condition: Some(all([("N13A.status", Operator::Exists(true))])),
        ..section(
            "N13B",
            vec![
                lead("N13B.status"),
                when(
                    question(
                        "N13B.since",
                        Kind::Date {
                            precision: Precision::Year,
                        },
                    ),
                    [("N13B.status", Operator::Exists(true))],
                ),
            ],
        )
    };
    let norms = Module {
        condition: Some(all([("GEN.modules", Operator::Chosen(option("n13")))])),
        ..module("n13", vec![norm(), second])
    };
    Draft {
        id: "national-implementation/1".parse().unwrap(),
        kind: QuestionnaireKind::NationalImplementation,
        opens: Opens::Round,
        source_language: Language::English,
        translation: 1,
        hash: [7; 32],
        instruments: vec!["A-70-174".parse().unwrap()],
        title: texts("National implementation"),
        intro: Texts::default(),
        short_path: Some(ShortPath {
            modules: vec!["general".parse().unwrap(), "n13".parse().unwrap()],
            max_questions: 10,
        }),
        modules: vec![module("general", vec![general()]), norms],
        lists: (lists.into_iter())
            .map(|(id, codes)| (id.parse().unwrap(), list(codes)))
            .collect(),
    }
}

/// Two provisions: one of an agreed text, one of a text that was not adopted.
pub(crate) fn known<'a>() -> Known<'a> {
    let provision = |text: &str, footing| (text.parse::<ProvisionId>().unwrap(), footing);
    Known {
        provisions: BTreeMap::from([
            provision("A-70-174/13.a", Footing::Agreed),
            provision("A-66-359/c", Footing::NotAdopted),
        ]),
        editions: Vec::new(),
    }
}

/// The sample published.
pub(crate) fn edition() -> Edition {
    draft().publish(&known()).unwrap()
}

/// The fictional States that the tests know.
pub(crate) fn states() -> BTreeSet<StateCode> {
    ["QMA", "QMB", "QMC"].iter().map(|text| text.parse().unwrap()).collect()
}
