//! The words of letters.

use std::sync::LazyLock;

use domain::language::Language;
use fluent_bundle::FluentArgs;
use phrases::Phrases;

const fn files(language: Language) -> [&'static str; 1] {
    match language {
        Language::Arabic => [include_str!("../locales/ar.ftl")],
        Language::Chinese => [include_str!("../locales/zh.ftl")],
        Language::English => [include_str!("../locales/en.ftl")],
        Language::French => [include_str!("../locales/fr.ftl")],
        Language::Russian => [include_str!("../locales/ru.ftl")],
        Language::Spanish => [include_str!("../locales/es.ftl")],
    }
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(files));

pub(crate) fn say(language: Language, id: &str, values: &FluentArgs<'_>) -> String {
    PHRASES.say(language, id, values)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use phrases::signatures;

    use super::*;

    const PHRASES: &[(&str, &[&str])] = &[
        ("account-automatic", &[]),
        ("account-how", &["until"]),
        ("account-subject", &["place", "role"]),
        ("account-what", &["place", "role"]),
        ("account-whose", &[]),
        ("automatic", &["state"]),
        ("automatic-person", &["state"]),
        ("automatic-unit", &["organisation"]),
        ("for-the-attention", &["state"]),
        ("invitation-subject", &["round"]),
        ("invitation-what", &["round", "state"]),
        ("mandate", &["mandate"]),
        ("open-only", &["opens"]),
        ("opens-only", &["opens"]),
        ("period", &["closes", "opens", "zone"]),
        ("period-open", &["closes", "opens", "zone"]),
        ("proposal-commented-subject", &["state"]),
        ("proposal-commented-what", &["state"]),
        ("proposal-joined-subject", &["state"]),
        ("proposal-joined-what", &["state"]),
        ("proposal-once", &[]),
        ("reminder-subject", &["round"]),
        ("reminder-what", &["round", "state"]),
        ("review-declined-subject", &["state"]),
        ("review-declined-what", &["reviewer", "round", "state"]),
        ("review-delivered-subject", &["state"]),
        ("review-delivered-until", &["state", "until"]),
        ("review-delivered-what", &["reviewer", "round", "state"]),
        ("review-invited-subject", &["state"]),
        ("review-invited-until", &["until"]),
        ("review-invited-voluntary", &[]),
        ("review-invited-account", &[]),
        ("review-invited-what", &["reviewer", "round", "state"]),
        ("review-nothing", &[]),
        ("review-published-subject", &["state"]),
        ("review-published-what", &["reviewer", "round", "state"]),
        ("role-accredited-reader", &[]),
        ("role-administrator", &[]),
        ("role-analyst", &[]),
        ("role-auditor", &[]),
        ("role-catalogue-editor", &[]),
        ("role-clearer", &[]),
        ("role-contributor", &[]),
        ("role-focal-point", &[]),
        ("role-publishing-authority", &[]),
        ("role-reader", &[]),
        ("role-secretariat-officer", &[]),
        ("secretariat", &[]),
        ("voluntary", &[]),
    ];

    #[test]
    fn every_phrase_is_worded_in_six_languages_with_the_same_values() {
        let owned = |(id, values): &(&str, &[&str])| {
            let values = values.iter().map(|value| (*value).to_owned());
            ((*id).to_owned(), values.collect::<BTreeSet<_>>())
        };
        let wanted: BTreeMap<_, _> = PHRASES.iter().map(owned).collect();
        for language in Language::ALL {
            assert_eq!(signatures(&files(language)), wanted, "{language}");
        }
    }
}
