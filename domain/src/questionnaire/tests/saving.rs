//! What saving refuses, and what it makes of what it accepts.

use crate::language::{Language, Text};
use crate::questionnaire::sample::{chosen, edition};
use crate::questionnaire::{
    Contact, EvidenceItem, EvidenceLink, Given, GivenOption, GivenValue, KindCode, MAX_ANSWER_BYTES, ProblemCode,
    Standing, StandingCode, Value, accept, accept_translations, permits,
};

fn picked(option: &str) -> GivenOption {
    GivenOption {
        option: option.to_owned(),
        text: None,
    }
}

fn with_text(option: &str, text: &str) -> GivenOption {
    GivenOption {
        option: option.to_owned(),
        text: Some(text.to_owned()),
    }
}

fn long(text: &str) -> GivenValue {
    GivenValue::LongText(text.to_owned())
}

/// One value of each kind and a question of the sample that asks for it.
fn of_each_kind() -> [(&'static str, GivenValue); 12] {
    let link = EvidenceLink {
        url: "https://example.org/a".to_owned(),
        title: Some("A".to_owned()),
        citation: None,
    };
    let contact = Contact {
        name: Some("Unit A".to_owned()),
        ..Contact::default()
    };
    [
        ("GEN.strategy", GivenValue::SingleChoice(picked("yes"))),
        ("N13A.measures", GivenValue::MultiChoice(vec![picked("law")])),
        ("GEN.useful", GivenValue::Scale(3)),
        ("GEN.law", GivenValue::Boolean(true)),
        ("GEN.authority", GivenValue::ShortText("Ministry".to_owned())),
        ("N13A.description", long("Words")),
        ("GEN.share", GivenValue::Number("12.5".to_owned())),
        ("GEN.strategy_date", GivenValue::Date("2026-11".to_owned())),
        ("GEN.links", GivenValue::UrlList(vec!["https://example.org".to_owned()])),
        ("N13A.evidence", GivenValue::Evidence(vec![EvidenceItem::Link(link)])),
        ("GEN.partners", GivenValue::StateList(vec!["QMA".to_owned()])),
        ("GEN.contact", GivenValue::Contact(contact)),
    ]
}

#[test]
fn a_value_is_accepted_for_its_own_kind_and_no_other() {
    let edition = edition();
    for (code, _) in of_each_kind() {
        for (_, value) in of_each_kind() {
            let (expected, found) = (edition.question(code).unwrap().question.kind.code(), value.kind());
            let result = accept(&edition, code, Given::Value(value));
            match result {
                Ok(standing) => assert_eq!(standing.value().unwrap().kind(), expected),
                Err(refusal) => {
                    assert_ne!(expected, found);
                    let message = format!("{code}: wrong_kind value={} kind={}", found.code(), expected.code());
                    assert_eq!(refusal.to_string(), message);
                }
            }
        }
    }
}

#[test]
fn every_kind_is_covered_and_comes_back_as_it_was_accepted() {
    let edition = edition();
    let kinds: Vec<KindCode> = of_each_kind().iter().map(|(_, value)| value.kind()).collect();
    assert_eq!(kinds, KindCode::ALL);
    for (code, value) in of_each_kind() {
        let once = accept(&edition, code, Given::Value(value)).unwrap();
        assert_eq!(accept(&edition, code, once.clone().into()), Ok(once));
    }
}

#[test]
fn silences_follow_the_table() {
    let edition = edition();
    for (code, value) in of_each_kind() {
        for silence in [
            Standing::None,
            Standing::NotApplicable,
            Standing::ExistsNotDisclosed,
            Standing::Declined,
        ] {
            let standing = silence.code();
            let result = accept(&edition, code, silence.clone().into());
            if permits(value.kind(), standing) {
                assert_eq!(result, Ok(silence));
            } else {
                let message = format!(
                    "{code}: standing_not_permitted standing={} kind={}",
                    standing.code(),
                    value.kind().code()
                );
                assert_eq!(result.unwrap_err().to_string(), message);
            }
        }
    }
    assert!(!permits(KindCode::Contact, StandingCode::NotApplicable));
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one table")]
fn what_cannot_be_stored_is_refused_by_name() {
    let nul = "a\0b".to_owned();
    let cases: Vec<(&str, GivenValue, &str)> = vec![
        (
            "GEN.nowhere",
            long(""),
            "GEN.nowhere: unknown_question value=GEN.nowhere",
        ),
        ("no code", long(""), "unknown_question value=no code"),
        (
            "GEN.language",
            GivenValue::SingleChoice(picked("ar")),
            "GEN.language: bound",
        ),
        ("GEN.confirmed", GivenValue::Boolean(true), "GEN.confirmed: bound"),
        (
            "GEN.strategy",
            GivenValue::SingleChoice(picked("maybe")),
            "GEN.strategy: unknown_option option=maybe",
        ),
        (
            "GEN.strategy",
            GivenValue::SingleChoice(picked("YES")),
            "GEN.strategy: unknown_option option=YES",
        ),
        (
            "N13A.measures",
            GivenValue::MultiChoice(vec![picked("law"), picked("")]),
            "N13A.measures: unknown_option option=",
        ),
        (
            "N13A.measures",
            GivenValue::MultiChoice(vec![with_text("other", "a"), with_text("other", "b")]),
            "N13A.measures: duplicate_item item=other",
        ),
        (
            "GEN.strategy_date",
            GivenValue::Date("2026-02-30".to_owned()),
            "GEN.strategy_date: impossible_date value=2026-02-30",
        ),
        (
            "GEN.strategy_date",
            GivenValue::Date("30.2.2026".to_owned()),
            "GEN.strategy_date: impossible_date value=30.2.2026",
        ),
        (
            "GEN.share",
            GivenValue::Number("1,5".to_owned()),
            "GEN.share: not_a_number value=1,5",
        ),
        (
            "GEN.share",
            GivenValue::Number("0.1234567890123456".to_owned()),
            "GEN.share: too_many_digits digits=16 limit=15",
        ),
        (
            "GEN.partners",
            GivenValue::StateList(vec!["qma".to_owned()]),
            "GEN.partners: unknown_state state=qma",
        ),
        (
            "GEN.authority",
            GivenValue::ShortText(nul.clone()),
            "GEN.authority: nul_character",
        ),
        ("N13A.description", long(&nul), "N13A.description: nul_character"),
        (
            "GEN.links",
            GivenValue::UrlList(vec![nul.clone()]),
            "GEN.links: nul_character",
        ),
        (
            "N13A.measures",
            GivenValue::MultiChoice(vec![with_text("other", &nul)]),
            "N13A.measures: nul_character",
        ),
        (
            "GEN.contact",
            GivenValue::Contact(Contact {
                telephone: Some(nul.clone()),
                ..Contact::default()
            }),
            "GEN.contact: nul_character",
        ),
        (
            "N13A.evidence",
            GivenValue::Evidence(vec![EvidenceItem::Link(EvidenceLink {
                url: String::new(),
                title: None,
                citation: Some(nul),
            })]),
            "N13A.evidence: nul_character",
        ),
        (
            "N13A.description",
            long(&"я".repeat(MAX_ANSWER_BYTES / 2 + 1)),
            "N13A.description: too_large bytes=65538 limit=65536",
        ),
        (
            "GEN.links",
            GivenValue::UrlList(vec!["x".repeat(1023); 65]),
            "GEN.links: too_large bytes=66560 limit=65536",
        ),
        (
            "GEN.partners",
            GivenValue::StateList(vec!["QMA".to_owned(); 16_385]),
            "GEN.partners: too_large bytes=65540 limit=65536",
        ),
    ];
    let edition = edition();
    for (code, value, message) in cases {
        let refusal = accept(&edition, code, Given::Value(value)).unwrap_err();
        assert_eq!(refusal.to_string(), message);
    }
    assert!(
        accept(
            &edition,
            "N13A.description",
            Given::Value(long(&"я".repeat(MAX_ANSWER_BYTES / 2)))
        )
        .is_ok()
    );
}

#[test]
fn what_is_typed_is_repeated_only_in_part() {
    let typed = "1".repeat(300) + "x";
    let refusal = accept(&edition(), "GEN.share", Given::Value(GivenValue::Number(typed))).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!("GEN.share: not_a_number value={}…", "1".repeat(200))
    );
}

#[test]
fn texts_come_back_in_nfc_and_lists_in_order() {
    let edition = edition();
    let accepted = |code: &str, value| match accept(&edition, code, Given::Value(value)) {
        Ok(Standing::Answered(value)) => value,
        other => panic!("{other:?}"),
    };
    let texts = [
        ("e\u{301}tat", "état"),
        ("и\u{306}", "й"),
        ("\u{1100}\u{1161}", "가"),
        ("A\u{30A}", "Å"),
        (" a\n", " a\n"),
    ];
    for (given, kept) in texts {
        assert_eq!(
            accepted("N13A.description", long(given)),
            Value::LongText(kept.to_owned())
        );
        assert_eq!(
            accepted("GEN.authority", GivenValue::ShortText(given.to_owned())),
            Value::ShortText(kept.to_owned())
        );
    }
    let options = vec![picked("other"), picked("law"), picked("other"), with_text("policy", "")];
    assert_eq!(
        accepted("N13A.measures", GivenValue::MultiChoice(options)),
        Value::MultiChoice(vec![chosen("law"), chosen("policy"), chosen("other")])
    );
    let states = ["QMC", "QMA", "QMC"].map(str::to_owned).to_vec();
    let expected = ["QMA", "QMC"].map(|text| text.parse().unwrap()).to_vec();
    assert_eq!(
        accepted("GEN.partners", GivenValue::StateList(states)),
        Value::StateList(expected)
    );
    let links = [" https://example.org/e\u{301}\n", " ", ""].map(str::to_owned).to_vec();
    assert_eq!(
        accepted("GEN.links", GivenValue::UrlList(links)),
        Value::UrlList(vec!["https://example.org/é".to_owned()])
    );
    assert_eq!(
        accepted("GEN.share", GivenValue::Number("012.50".to_owned())),
        Value::Number("12.5".parse().unwrap())
    );
}

#[test]
fn limits_never_refuse_a_draft() {
    let edition = edition();
    let beyond: Vec<(&str, GivenValue)> = vec![
        ("GEN.authority", GivenValue::ShortText("x".repeat(1000))),
        ("N13A.description", long(&"word ".repeat(1000))),
        ("GEN.share", GivenValue::Number("-1".to_owned())),
        ("GEN.useful", GivenValue::Scale(99)),
        ("GEN.strategy_date", GivenValue::Date("2026-11-20".to_owned())),
        ("GEN.links", GivenValue::UrlList(vec!["not a link".to_owned(); 50])),
        ("GEN.partners", GivenValue::StateList(vec!["QZZ".to_owned()])),
        (
            "N13A.measures",
            GivenValue::MultiChoice(vec![picked("nothing"), with_text("law", "x")]),
        ),
        (
            "GEN.contact",
            GivenValue::Contact(Contact {
                email: Some("@".to_owned()),
                ..Contact::default()
            }),
        ),
    ];
    for (code, value) in beyond {
        assert!(accept(&edition, code, Given::Value(value)).is_ok(), "{code}");
    }
}

#[test]
fn translations_are_held_to_what_an_answer_is_held_to() {
    let edition = edition();
    let question = &edition.question("N13A.description").unwrap().question.code;
    let accepted = |texts: &[(Language, &str)]| {
        let texts = texts.iter().map(|(language, text)| (*language, (*text).to_owned()));
        accept_translations(question, texts)
    };
    let texts = accepted(&[(Language::French, "e\u{301}te\u{301}"), (Language::Arabic, "صيف")]).unwrap();
    assert_eq!(texts.get(Language::French), Some(&Text::unofficial("été".to_owned())));
    let nul = accepted(&[(Language::French, "été"), (Language::Spanish, "vera\0no")]).unwrap_err();
    assert_eq!(
        (nul.0.code, nul.0.question.as_ref()),
        (ProblemCode::NulCharacter, Some(question))
    );
    let half = "x".repeat(MAX_ANSWER_BYTES / 2);
    let large = accepted(&[(Language::French, &half), (Language::Spanish, &half)]).unwrap_err();
    assert_eq!(large.0.code, ProblemCode::TooLarge);
    assert!(accepted(&[(Language::French, &half)]).is_ok());
}
