//! The fixed texts of documents in the six languages: `locales/<language>.ftl` (Project Fluent), embedded in the program.

use std::sync::LazyLock;

use domain::language::Language;
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

/// The fixed text of an id, with the values that it shows; texts among them are quoted as they are.
pub(crate) fn fixed(language: Language, id: &str, values: &[(&'static str, &str)]) -> String {
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        arguments.set(*name, *value);
    }
    PHRASES.say(language, id, &arguments)
}

#[cfg(test)]
mod tests {
    use phrases::signatures;

    use super::*;

    #[test]
    fn every_fixed_text_is_there_in_six_languages_with_the_same_values() {
        let english = signatures(&[file(Language::English)]);
        for language in Language::ALL {
            assert_eq!(signatures(&[file(language)]), english, "{language}");
        }
    }

    #[test]
    fn what_the_builders_ask_for_is_what_the_files_hold() {
        let sources = [
            include_str!("answer.rs"),
            include_str!("compilation.rs"),
            include_str!("extract.rs"),
            include_str!("form.rs"),
            include_str!("profile.rs"),
            include_str!("sources.rs"),
            include_str!("submission.rs"),
        ];
        let text: String = sources.concat();
        for id in signatures(&[file(Language::English)]).keys() {
            // Some ids are made of a prefix and a code of the domain.
            let prefix = id.split_once('-').map_or(id.as_str(), |(prefix, _)| prefix);
            let is_asked = text.contains(&format!("\"{id}\"")) || text.contains(&format!("\"{prefix}-{{"));
            assert!(is_asked, "{id} is asked for nowhere");
        }
    }
}
