//! The fixed texts of a pack in the six languages: `locales/<language>.ftl` (Project Fluent), embedded in the program.

use std::sync::LazyLock;

use domain::language::Language;
use domain::norm::Adoption;
use domain::questionnaire::{Kind, Precision, StandingCode};
use fluent_bundle::FluentArgs;
use phrases::Phrases;

const fn file(language: Language) -> &'static str {
    match language {
        Language::Arabic => include_str!("../locales/ar.ftl"),
        Language::Chinese => include_str!("../locales/zh.ftl"),
        Language::English => include_str!("../locales/en.ftl"),
        Language::French => include_str!("../locales/fr.ftl"),
        Language::Russian => include_str!("../locales/ru.ftl"),
        Language::Spanish => include_str!("../locales/es.ftl"),
    }
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(|language| [file(language)]));

/// How many steps tell how a pack is filled in.
pub(crate) const STEPS: usize = 7;

/// The typed silences, in the order in which they are offered.
pub(crate) const SILENCES: [StandingCode; 4] = [
    StandingCode::None,
    StandingCode::NotApplicable,
    StandingCode::ExistsNotDisclosed,
    StandingCode::Declined,
];

/// The fixed texts in one language.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// The text of an id.
    pub(crate) fn say(self, id: &str) -> String {
        self.with(id, &[])
    }

    fn with(self, id: &str, values: &[(&'static str, &dyn ToString)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            // As text, because Fluent would write a number as its language does, and people type it as the file has it.
            arguments.set(*name, value.to_string());
        }
        PHRASES.say(self.0, id, &arguments)
    }

    /// A typed silence in words; none for a value.
    pub(crate) fn silence(self, standing: StandingCode) -> Option<String> {
        let is_silence = SILENCES.contains(&standing);
        is_silence.then(|| self.say(&format!("silence-{}", standing.code())))
    }

    /// The badge of a text.
    pub(crate) fn adoption(self, adoption: Adoption) -> String {
        self.say(&format!("adoption-{}", adoption.code()))
    }

    /// What a question takes.
    pub(crate) fn permitted(self, kind: &Kind) -> String {
        let limit = |id: &str, limit: &dyn ToString| self.with(id, &[("limit", limit)]);
        match kind {
            Kind::SingleChoice { .. } => self.say("single-choice"),
            Kind::MultiChoice { .. } => self.say("multi-choice"),
            Kind::Scale { min, max } => self.with("scale", &[("min", min), ("max", max)]),
            Kind::Boolean => self.say("boolean"),
            Kind::ShortText { max_length } => limit("short-text", max_length),
            Kind::LongText { max_words } => limit("long-text", max_words),
            Kind::Number { min, max, unit } => {
                let least = min.as_ref().map(|min| limit("least", min));
                let greatest = max.as_ref().map(|max| limit("greatest", max));
                let unit = unit.as_ref().map(|unit| self.with("unit", &[("unit", unit)]));
                let parts = [Some(self.say("number")), least, greatest, unit];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            Kind::Date { precision } => self.say(match precision {
                Precision::Year => "date-year",
                Precision::Month => "date-month",
                Precision::Day => "date-day",
            }),
            Kind::UrlList { max_items } => limit("url-list", max_items),
            Kind::Evidence { max_items } => limit("evidence", max_items),
            Kind::StateList => self.say("state-list"),
            Kind::Contact => self.say("contact"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use phrases::signatures;

    use super::*;

    #[test]
    fn every_text_is_there_in_six_languages_with_the_same_values() {
        let english = signatures(&[file(Language::English)]);
        for language in Language::ALL {
            assert_eq!(signatures(&[file(language)]), english, "{language}");
        }
    }

    #[test]
    fn what_a_pack_says_is_what_the_files_hold() {
        let sources = [
            include_str!("words.rs"),
            include_str!("form.rs"),
            include_str!("entry.rs"),
            include_str!("write.rs"),
        ];
        let text = sources.concat();
        let asked = |id: &str| text.contains(&format!("\"{id}\""));
        for id in signatures(&[file(Language::English)]).keys() {
            // Some ids are made of a prefix and a code, a field, or a number.
            let prefix = id.split_once('-').map_or(id.as_str(), |(prefix, _)| prefix);
            assert!(
                asked(id) || text.contains(&format!("\"{prefix}-{{")),
                "{id} is asked for nowhere"
            );
        }
        for adoption in Adoption::ALL {
            assert!(!Words(Language::English).adoption(adoption).is_empty());
        }
        let contact = domain::questionnaire::Contact::default();
        for (field, _) in contact.fields() {
            assert!(!Words(Language::English).say(&format!("contact-{field}")).is_empty());
        }
        for step in 1..=STEPS {
            assert!(!Words(Language::English).say(&format!("step-{step}")).is_empty());
        }
    }

    #[test]
    fn what_is_chosen_from_a_list_can_be_told_apart_in_every_language() {
        for language in Language::ALL {
            let words = Words(language);
            let silences: BTreeSet<_> = SILENCES.iter().filter_map(|silence| words.silence(*silence)).collect();
            assert_eq!(
                (silences.len(), words.say("yes") == words.say("no")),
                (4, false),
                "{language}"
            );
        }
    }

    #[test]
    fn every_place_of_a_number_is_filled() {
        let bounded = |text: &str| text.parse().ok();
        let kinds = [
            Kind::Scale { min: 1, max: 5 },
            Kind::ShortText { max_length: 10 },
            Kind::LongText { max_words: 300 },
            Kind::Number {
                min: bounded("0"),
                max: bounded("100"),
                unit: Some("percent".to_owned()),
            },
            Kind::UrlList { max_items: 3 },
            Kind::Evidence { max_items: 4 },
        ];
        for language in Language::ALL {
            for kind in &kinds {
                let text = Words(language).permitted(kind);
                assert!(!text.contains(['{', '}']), "{language}: {text}");
                assert!(text.contains(|c: char| c.is_ascii_digit()), "{language}: {text}");
            }
        }
    }
}
