//! The fixed texts of a pack, in the six languages. A text that one language lacks does not compile.

mod ar;
mod en;
mod es;
mod fr;
mod ru;
mod zh;

use domain::language::Language;
use domain::norm::Adoption;
use domain::questionnaire::{Kind, Precision, StandingCode};

/// The fixed texts in one language.
pub(crate) struct Words {
    /// What the file is.
    pub(crate) title: &'static str,
    /// The name of the first sheet.
    pub(crate) instructions: &'static str,
    pub(crate) state: &'static str,
    pub(crate) round: &'static str,
    pub(crate) edition: &'static str,
    pub(crate) made_at: &'static str,
    /// How it is filled in, step by step.
    pub(crate) steps: [&'static str; 7],
    pub(crate) voluntary: &'static str,
    /// Said where a text was not adopted.
    pub(crate) no_endorsement: &'static str,
    pub(crate) designations: &'static str,
    /// Said where every State is fictional.
    pub(crate) fictional: &'static str,
    pub(crate) code: &'static str,
    pub(crate) question: &'static str,
    pub(crate) permitted: &'static str,
    pub(crate) part: &'static str,
    pub(crate) answer: &'static str,
    pub(crate) text: &'static str,
    pub(crate) citation: &'static str,
    pub(crate) instead: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    /// The typed silences, in the order of [`SILENCES`].
    pub(crate) silences: [&'static str; 4],
    /// What became of a text, in the order of [`Adoption::ALL`].
    pub(crate) adoptions: [&'static str; 5],
    pub(crate) single_choice: &'static str,
    pub(crate) multi_choice: &'static str,
    /// With `{min}` and `{max}`.
    pub(crate) scale: &'static str,
    pub(crate) boolean: &'static str,
    /// With `{limit}`, as the next ones.
    pub(crate) short_text: &'static str,
    pub(crate) long_text: &'static str,
    pub(crate) number: &'static str,
    /// With `{limit}`.
    pub(crate) least: &'static str,
    pub(crate) greatest: &'static str,
    /// With `{unit}`.
    pub(crate) unit: &'static str,
    /// As fine as a year, a month, a day.
    pub(crate) dates: [&'static str; 3],
    pub(crate) url_list: &'static str,
    pub(crate) evidence: &'static str,
    pub(crate) state_list: &'static str,
    pub(crate) contact: &'static str,
    /// Name, unit, e-mail, telephone.
    pub(crate) particulars: [&'static str; 4],
    pub(crate) link: &'static str,
    /// Said of an answer that no cell can hold.
    pub(crate) kept: &'static str,
    /// The name of the sheet of States.
    pub(crate) states: &'static str,
    pub(crate) name: &'static str,
    /// Said by the program that the pack is filled with.
    pub(crate) from_the_list: &'static str,
}

/// The typed silences, in the order in which they are offered.
pub(crate) const SILENCES: [StandingCode; 4] = [
    StandingCode::None,
    StandingCode::NotApplicable,
    StandingCode::ExistsNotDisclosed,
    StandingCode::Declined,
];

impl Words {
    /// The texts in a language.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Arabic => &ar::WORDS,
            Language::Chinese => &zh::WORDS,
            Language::English => &en::WORDS,
            Language::French => &fr::WORDS,
            Language::Russian => &ru::WORDS,
            Language::Spanish => &es::WORDS,
        }
    }

    /// A typed silence in words; none for a value.
    pub(crate) fn silence(&self, standing: StandingCode) -> Option<&'static str> {
        let place = SILENCES.iter().position(|silence| *silence == standing)?;
        Some(self.silences[place])
    }

    /// The badge of a text.
    pub(crate) fn adoption(&self, adoption: Adoption) -> &'static str {
        let place = Adoption::ALL.iter().position(|one| *one == adoption);
        self.adoptions[place.expect("`ALL` has every adoption")]
    }

    /// What a question takes.
    pub(crate) fn permitted(&self, kind: &Kind) -> String {
        let limit = |text: &str, limit: u32| text.replace("{limit}", &limit.to_string());
        match kind {
            Kind::SingleChoice { .. } => self.single_choice.to_owned(),
            Kind::MultiChoice { .. } => self.multi_choice.to_owned(),
            Kind::Scale { min, max } => {
                let text = self.scale.replace("{min}", &min.to_string());
                text.replace("{max}", &max.to_string())
            }
            Kind::Boolean => self.boolean.to_owned(),
            Kind::ShortText { max_length } => limit(self.short_text, *max_length),
            Kind::LongText { max_words } => limit(self.long_text, *max_words),
            Kind::Number { min, max, unit } => {
                let mut text = self.number.to_owned();
                let bounds = [(self.least, min), (self.greatest, max)];
                for (words, bound) in bounds {
                    if let Some(bound) = bound {
                        text = format!("{text} {}", words.replace("{limit}", &bound.to_string()));
                    }
                }
                match unit {
                    Some(unit) => format!("{text} {}", self.unit.replace("{unit}", unit)),
                    None => text,
                }
            }
            Kind::Date { precision } => match precision {
                Precision::Year => self.dates[0],
                Precision::Month => self.dates[1],
                Precision::Day => self.dates[2],
            }
            .to_owned(),
            Kind::UrlList { max_items } => limit(self.url_list, *max_items),
            Kind::Evidence { max_items } => limit(self.evidence, *max_items),
            Kind::StateList => self.state_list.to_owned(),
            Kind::Contact => self.contact.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_chosen_from_a_list_can_be_told_apart_in_every_language() {
        for language in Language::ALL {
            let words = Words::of(language);
            let silences: BTreeSet<_> = words.silences.into_iter().collect();
            assert_eq!((silences.len(), words.yes == words.no), (4, false), "{language}");
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
                let text = Words::of(language).permitted(kind);
                assert!(!text.contains(['{', '}']), "{language}: {text}");
                assert!(text.contains(|c: char| c.is_ascii_digit()), "{language}: {text}");
            }
        }
    }
}
