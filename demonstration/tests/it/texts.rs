//! What the States write: in their languages, of no real State.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use domain::language::Language;
use domain::questionnaire::{EvidenceItem, StandingCode, Value};
use domain::submission::Entry;

fn entries() -> impl Iterator<Item = &'static Entry> {
    PLAYED.filings().flat_map(|filed| &filed.state.filing.document.entries)
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::ShortText(text) | Value::LongText(text) => vec![text],
        Value::SingleChoice(chosen) => chosen.text.as_deref().into_iter().collect(),
        Value::MultiChoice(chosen) => chosen.iter().filter_map(|chosen| chosen.text.as_deref()).collect(),
        Value::UrlList(links) => links.iter().map(String::as_str).collect(),
        Value::Evidence(items) => items
            .iter()
            .flat_map(|item| match item {
                EvidenceItem::Link(link) => {
                    vec![Some(link.url.as_str()), link.title.as_deref(), link.citation.as_deref()]
                }
                EvidenceItem::Kept(_) => Vec::new(),
            })
            .flatten()
            .collect(),
        Value::Contact(contact) => contact.fields().filter_map(|(_, text)| text).collect(),
        Value::Scale(_) | Value::Boolean(_) | Value::Number(_) | Value::Date(_) | Value::StateList(_) => Vec::new(),
    }
}

pub(crate) fn no_text_names_a_real_state() {
    let written: BTreeSet<&str> = entries()
        .filter_map(|entry| entry.standing.value())
        .flat_map(texts)
        .collect();
    assert!(written.len() > 200, "{}", written.len());
    for state in CATALOGUE.norms.states() {
        for (language, name) in state.name.iter() {
            for text in &written {
                assert!(!names(text, &name.content, language), "`{text}` names {}", state.code);
            }
        }
    }
    assert!(names("With Chad and others", "Chad", Language::English));
    assert!(names("我们与乍得合作", "乍得", Language::Chinese));
}

pub(crate) fn names(text: &str, name: &str, language: Language) -> bool {
    match language {
        Language::Chinese => text.contains(name),
        Language::Arabic | Language::English | Language::French | Language::Russian | Language::Spanish => {
            text.match_indices(name).any(|(at, found)| {
                let is_letter = |c: char| c.is_alphabetic();
                let before = text[..at].chars().next_back().is_some_and(is_letter);
                let after = text[at + found.len()..].chars().next().is_some_and(is_letter);
                !before && !after
            })
        }
    }
}

pub(crate) fn each_state_writes_in_its_language() {
    let languages: BTreeMap<_, _> = PLAYED
        .states
        .iter()
        .map(|state| (state.code(), state.language))
        .collect();
    let mut used = BTreeSet::new();
    for filed in PLAYED.filings() {
        let language = languages[&filed.state.submission.state];
        for entry in &filed.state.filing.document.entries {
            assert!(entry.language.is_none_or(|of_text| of_text == language));
            used.extend(entry.language);
            if let Some(Value::LongText(text)) = entry.standing.value() {
                let of = |range: std::ops::RangeInclusive<char>| text.chars().any(|c| range.contains(&c));
                assert_eq!(of('\u{600}'..='\u{6ff}'), language == Language::Arabic, "{text}");
                assert_eq!(of('\u{4e00}'..='\u{9fff}'), language == Language::Chinese, "{text}");
                assert_eq!(of('\u{400}'..='\u{4ff}'), language == Language::Russian, "{text}");
            }
        }
    }
    assert_eq!(used.len(), 6);
}

pub(crate) fn links_and_addresses_lead_to_example_org() {
    let mut links = 0;
    for value in entries().filter_map(|entry| entry.standing.value()) {
        for text in texts(value)
            .into_iter()
            .filter(|text| text.contains("://") || text.contains('@'))
        {
            assert!(
                text.starts_with("https://example.org/") || text.ends_with("@example.org"),
                "{text}"
            );
            links += 1;
        }
    }
    assert!(links > 1000, "{links}");
}

pub(crate) fn only_fictional_states_are_named_as_partners() {
    let lists = entries().filter_map(|entry| match entry.standing.value() {
        Some(Value::StateList(states)) => Some(states),
        Some(_) | None => None,
    });
    let named: Vec<_> = lists.flatten().collect();
    assert!(named.len() > 50 && named.iter().all(|state| state.is_fictional()));
}

pub(crate) fn every_kind_and_every_standing_is_filed() {
    let kinds: BTreeSet<_> = entries()
        .filter_map(|entry| entry.standing.value())
        .map(Value::kind)
        .collect();
    assert_eq!(kinds.len(), 12);
    let standings: BTreeSet<StandingCode> = entries().map(|entry| entry.standing.code()).collect();
    assert_eq!(standings.len(), 5);
}
