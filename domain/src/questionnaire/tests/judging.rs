//! Every problem is found, with its question, its code and the values of its message.

use crate::id::QuestionCode;
use crate::questionnaire::sample::{chosen, code, edition, option, states};
use crate::questionnaire::{
    Answers, Chosen, Completeness, Contact, Edition, Enabled, EvidenceItem, EvidenceLink, Progress, Standing, Value,
    fileable, judge,
};

type Stored = Vec<(QuestionCode, Standing)>;

/// Answers without problem that open both sections on norms; no other answer hangs on most of them.
fn sound() -> Stored {
    let contact = Contact {
        unit: Some("Unit A".to_owned()),
        email: Some("unit@example.org".to_owned()),
        ..Contact::default()
    };
    let evidence = EvidenceLink {
        url: "https://example.org/a".to_owned(),
        title: None,
        citation: None,
    };
    let other = Chosen {
        option: option("other"),
        text: Some("a circular".to_owned()),
    };
    [
        ("GEN.authority", Value::ShortText("Ministry A".to_owned())),
        ("GEN.contact", Value::Contact(contact)),
        ("GEN.modules", Value::MultiChoice(vec![chosen("n13")])),
        ("GEN.strategy", Value::SingleChoice(chosen("yes"))),
        ("GEN.strategy_date", Value::Date("2026-11".parse().unwrap())),
        ("GEN.share", Value::Number("100".parse().unwrap())),
        ("GEN.useful", Value::Scale(5)),
        ("GEN.law", Value::Boolean(false)),
        ("GEN.links", Value::UrlList(vec!["https://example.org".to_owned()])),
        ("GEN.partners", Value::StateList(vec!["QMA".parse().unwrap()])),
        ("N13A.status", Value::SingleChoice(chosen("implemented"))),
        ("N13A.measures", Value::MultiChoice(vec![chosen("law"), other])),
        ("N13A.description", Value::LongText("five words and no more".to_owned())),
        ("N13A.evidence", Value::Evidence(vec![EvidenceItem::Link(evidence)])),
        ("N13B.status", Value::SingleChoice(chosen("planned"))),
        ("N13B.since", Value::Date("2020".parse().unwrap())),
    ]
    .into_iter()
    .map(|(text, value)| (code(text), Standing::Answered(value)))
    .collect()
}

fn with(text: &str, standing: Standing) -> Stored {
    let mut stored = sound();
    stored.retain(|(question, _)| question.as_str() != text);
    stored.push((code(text), standing));
    stored
}

fn laid_out<'a>(edition: &Edition, stored: &'a Stored) -> Answers<'a> {
    Answers::of(edition, stored.iter().map(|(question, standing)| (question, standing)))
}

/// The problems as printed, and the questions that can be filed.
fn judged(edition: &Edition, stored: &Stored) -> (Vec<String>, Vec<String>) {
    let answers = laid_out(edition, stored);
    let enabled = Enabled::of(edition, &answers);
    let problems = judge(edition, &answers, &enabled, &states());
    let filed = fileable(edition, &answers, &enabled, &problems);
    (
        problems.iter().map(ToString::to_string).collect(),
        filed
            .into_iter()
            .map(|index| edition.at(index).question.code.to_string())
            .collect(),
    )
}

#[test]
fn sound_answers_have_no_problem_and_are_all_filed() {
    let (problems, filed) = judged(&edition(), &sound());
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(filed.len(), sound().len());
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one table")]
fn every_problem_is_found_and_keeps_only_that_answer_out() {
    let link = |url: &str| {
        EvidenceItem::Link(EvidenceLink {
            url: url.to_owned(),
            title: None,
            citation: None,
        })
    };
    let text = |content: &str| Some(content.to_owned());
    let with_text = |code: &str, content: &str| Chosen {
        option: option(code),
        text: text(content),
    };
    let twice = |item: &str| vec![item.to_owned(), item.to_owned()];
    let contact = |name, unit, email, telephone| {
        Value::Contact(Contact {
            name,
            unit,
            email,
            telephone,
        })
    };
    let cases: Vec<(&str, Value, &[&str])> = vec![
        (
            "GEN.authority",
            Value::ShortText("x".repeat(21)),
            &["too_long length=21 limit=20"],
        ),
        ("GEN.authority", Value::ShortText("部".repeat(20)), &[]),
        (
            "GEN.authority",
            Value::Boolean(true),
            &["wrong_kind value=boolean kind=short_text"],
        ),
        (
            "N13A.description",
            Value::LongText("one two three four five six".to_owned()),
            &["too_many_words words=6 limit=5"],
        ),
        (
            "N13A.description",
            Value::LongText("我们保护网络".to_owned()),
            &["too_many_words words=6 limit=5"],
        ),
        ("N13A.description", Value::LongText("保护网络。".to_owned()), &[]),
        (
            "GEN.share",
            Value::Number("-0.1".parse().unwrap()),
            &["below_minimum value=-0.1 limit=0"],
        ),
        (
            "GEN.share",
            Value::Number("100.1".parse().unwrap()),
            &["above_maximum value=100.1 limit=100"],
        ),
        ("GEN.useful", Value::Scale(0), &["below_minimum value=0 limit=1"]),
        ("GEN.useful", Value::Scale(6), &["above_maximum value=6 limit=5"]),
        (
            "GEN.strategy_date",
            Value::Date("2026-11-20".parse().unwrap()),
            &["date_too_fine value=2026-11-20 precision=month"],
        ),
        ("GEN.strategy_date", Value::Date("2026".parse().unwrap()), &[]),
        (
            "N13B.since",
            Value::Date("2026-11".parse().unwrap()),
            &["date_too_fine value=2026-11 precision=year"],
        ),
        (
            "GEN.links",
            Value::UrlList(
                ["https://a.example", "https://b.example", "https://c.example"]
                    .map(str::to_owned)
                    .into(),
            ),
            &["too_many_items count=3 limit=2"],
        ),
        (
            "GEN.links",
            Value::UrlList(vec!["www.example.org".to_owned()]),
            &["not_a_link link=www.example.org"],
        ),
        (
            "GEN.links",
            Value::UrlList(twice("https://example.org")),
            &["duplicate_item item=https://example.org"],
        ),
        (
            "N13A.evidence",
            Value::Evidence(vec![link("https://a.example"), link("b"), link("https://a.example")]),
            &[
                "too_many_items count=3 limit=2",
                "not_a_link link=b",
                "duplicate_item item=https://a.example",
            ],
        ),
        (
            "N13A.measures",
            Value::MultiChoice(vec![chosen("law"), chosen("nothing")]),
            &["exclusive_option option=nothing"],
        ),
        ("N13A.measures", Value::MultiChoice(vec![chosen("nothing")]), &[]),
        (
            "N13A.measures",
            Value::MultiChoice(vec![chosen("other")]),
            &["text_missing option=other"],
        ),
        (
            "N13A.measures",
            Value::MultiChoice(vec![with_text("other", " ")]),
            &["text_missing option=other"],
        ),
        (
            "N13A.measures",
            Value::MultiChoice(vec![with_text("law", "which")]),
            &["text_not_asked option=law"],
        ),
        (
            "N13A.measures",
            Value::MultiChoice(vec![chosen("retired")]),
            &["unknown_option option=retired"],
        ),
        (
            "N13A.measures",
            Value::MultiChoice(vec![chosen("law"), chosen("law")]),
            &["duplicate_item item=law"],
        ),
        (
            "GEN.partners",
            Value::StateList(vec!["QMA".parse().unwrap(), "QZZ".parse().unwrap()]),
            &["unknown_state state=QZZ"],
        ),
        (
            "GEN.contact",
            contact(text("A"), None, None, None),
            &["contact_incomplete"],
        ),
        (
            "GEN.contact",
            contact(None, None, None, text("1")),
            &["contact_incomplete"],
        ),
        (
            "GEN.contact",
            contact(text(" "), None, None, text("1")),
            &["contact_incomplete"],
        ),
        ("GEN.contact", contact(None, text("A"), None, text("1")), &[]),
        (
            "GEN.contact",
            contact(text("A"), None, text("a.example.org"), None),
            &["not_an_email email=a.example.org"],
        ),
    ];
    let edition = edition();
    for (text, value, expected) in cases {
        let (problems, filed) = judged(&edition, &with(text, Standing::Answered(value.clone())));
        let expected: Vec<String> = expected.iter().map(|problem| format!("{text}: {problem}")).collect();
        assert_eq!(problems, expected, "{value:?}");
        assert_eq!(filed.contains(&text.to_owned()), expected.is_empty());
        assert_eq!(filed.len(), sound().len() - usize::from(!expected.is_empty()), "{text}");
    }
}

#[test]
fn silences_are_filed_where_the_kind_permits_them() {
    let edition = edition();
    let (problems, filed) = judged(&edition, &with("N13A.description", Standing::None));
    assert!(problems.is_empty() && filed.contains(&"N13A.description".to_owned()));
    let (problems, filed) = judged(&edition, &with("GEN.law", Standing::None));
    assert_eq!(problems, ["GEN.law: standing_not_permitted standing=none kind=boolean"]);
    assert!(!filed.contains(&"GEN.law".to_owned()));
}

#[test]
fn hidden_bound_and_foreign_answers_are_named_and_not_filed() {
    let mut stored = with("GEN.strategy", Standing::Declined);
    stored.push((code("GEN.confirmed"), Standing::Answered(Value::Boolean(true))));
    stored.push((code("VX.remarks"), Standing::None));
    let (problems, filed) = judged(&edition(), &stored);
    assert_eq!(
        problems,
        [
            "GEN.strategy_date: hidden",
            "GEN.confirmed: bound",
            "VX.remarks: unknown_question value=VX.remarks"
        ]
    );
    assert_eq!(filed.len(), sound().len() - 1);
}

#[test]
fn an_empty_value_is_like_no_answer() {
    let edition = edition();
    for (text, value) in [
        ("GEN.authority", Value::ShortText(" \n".to_owned())),
        ("GEN.links", Value::UrlList(Vec::new())),
        ("GEN.partners", Value::StateList(Vec::new())),
        ("N13A.measures", Value::MultiChoice(Vec::new())),
        ("GEN.contact", Value::Contact(Contact::default())),
    ] {
        let (problems, filed) = judged(&edition, &with(text, Standing::Answered(value)));
        assert_eq!(problems, Vec::<String>::new());
        assert!(!filed.contains(&text.to_owned()));
    }
}

#[test]
fn completeness_counts_what_is_enabled() {
    let edition = edition();
    let progress = |stored: &Stored| {
        let answers = laid_out(&edition, stored);
        let enabled = Enabled::of(&edition, &answers);
        let problems = judge(&edition, &answers, &enabled, &states());
        Progress::of(&edition, &answers, &enabled, &problems)
    };
    let section = |text: &str| edition.section(text).unwrap().index;
    let nothing = progress(&Stored::new());
    assert_eq!(
        nothing.whole(),
        Completeness {
            expected: 3,
            enabled: 10,
            core: 3,
            ..Completeness::default()
        }
    );
    assert_eq!(nothing.section(section("N13A")), Completeness::default());
    let mut stored = sound();
    stored.retain(|(question, _)| question.as_str() != "GEN.contact");
    for (question, standing) in &mut stored {
        match question.as_str() {
            "GEN.authority" => *standing = Standing::Answered(Value::ShortText("x".repeat(21))),
            "GEN.strategy" => *standing = Standing::Answered(Value::SingleChoice(chosen("no"))),
            "GEN.law" => *standing = Standing::Declined,
            _ => {}
        }
    }
    let some = progress(&stored);
    assert_eq!(
        some.section(section("GEN")),
        Completeness {
            expected: 3,
            expected_answered: 2,
            enabled: 10,
            answered: 8,
            core: 3,
            core_answered: 2,
            // Too long a text; the hidden date is no problem of an enabled question.
            problems: 1,
        }
    );
    assert_eq!(
        some.section(section("N13B")),
        Completeness {
            expected: 1,
            expected_answered: 1,
            enabled: 2,
            answered: 2,
            core: 1,
            core_answered: 1,
            problems: 0,
        }
    );
    assert_eq!(
        (some.whole().enabled, some.whole().answered, some.whole().core),
        (17, 14, 5)
    );
}
