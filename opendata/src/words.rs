//! The sentences about the tables in the languages beside English: `locales/<language>.json`, an object from the English
//! sentence to its translation, embedded in the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::language::Language;
use serde_json::{Map, Value as Json};

type Sentences = BTreeMap<String, String>;

/// The file of a language; none of English, which stands beside what it is about.
const fn file(language: Language) -> Option<&'static str> {
    match language {
        Language::Arabic => Some(include_str!("../locales/ar.json")),
        Language::Chinese => Some(include_str!("../locales/zh.json")),
        Language::English => None,
        Language::French => Some(include_str!("../locales/fr.json")),
        Language::Russian => Some(include_str!("../locales/ru.json")),
        Language::Spanish => Some(include_str!("../locales/es.json")),
    }
}

static SENTENCES: LazyLock<[Sentences; 6]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let read = |file| serde_json::from_str(file).expect("a test reads every embedded file");
        file(language).map(read).unwrap_or_default()
    })
});

/// An English sentence in a language; as it stands where the files do not know it, which no sentence of this room is.
pub(crate) fn said(english: &'static str, language: Language) -> &'static str {
    SENTENCES[language as usize]
        .get(english)
        .map_or(english, String::as_str)
}

/// What is said, in each language by its code.
pub(crate) fn by_language(said: impl Fn(Language) -> Json) -> Json {
    let said = |language: Language| (language.code().to_owned(), said(language));
    Json::Object(Language::ALL.into_iter().map(said).collect::<Map<_, _>>())
}

/// What is said, in each language as a literal of JSON-LD.
pub(crate) fn literals(said: impl Fn(Language) -> String) -> Json {
    let said = |language: Language| serde_json::json!({"@value": said(language), "@language": language.code()});
    Language::ALL.into_iter().map(said).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{metadata, tables};

    const OTHERS: [Language; 5] = [
        Language::Arabic,
        Language::Chinese,
        Language::French,
        Language::Russian,
        Language::Spanish,
    ];

    fn read(language: Language) -> Sentences {
        serde_json::from_str(file(language).expect("not English")).unwrap_or_else(|error| panic!("{language}: {error}"))
    }

    /// What has to stand unaltered: what is set off as code, what is filled in, and names with digits or of capitals.
    fn codes(sentence: &str) -> Vec<String> {
        let mut codes = Vec::new();
        for (place, part) in sentence.split('`').enumerate() {
            if place % 2 == 1 {
                codes.push(format!("`{part}`"));
                continue;
            }
            let is_part = |character: char| character.is_ascii_alphanumeric() || "-:{}_".contains(character);
            for word in part.split(|character| !is_part(character)) {
                let word = word.trim_matches(['-', ':']);
                let capitals = word.chars().filter(char::is_ascii_uppercase).count();
                if capitals > 2 || word.contains('{') || word.contains(|of: char| of.is_ascii_digit()) {
                    codes.push(word.to_owned());
                }
            }
        }
        codes.sort();
        codes
    }

    #[test]
    fn every_sentence_is_there_in_six_languages_and_nothing_else() {
        let mut sentences: BTreeSet<&str> = metadata::sentences().into_iter().collect();
        for head in tables::all() {
            sentences.extend([head.title, head.meaning]);
            sentences.extend(head.columns.iter().map(|column| column.meaning));
        }
        for language in OTHERS {
            let read = read(language);
            let known: BTreeSet<&str> = read.keys().map(String::as_str).collect();
            let missing: Vec<_> = sentences.difference(&known).collect();
            assert!(missing.is_empty(), "{language}: without a translation: {missing:#?}");
            let orphans: Vec<_> = known.difference(&sentences).collect();
            assert!(orphans.is_empty(), "{language}: said nowhere: {orphans:#?}");
            // A key that is there twice would hide one of its translations.
            let lines = file(language).unwrap_or_default().lines().count();
            assert_eq!(lines, read.len() + 2, "{language}: one sentence a line, once");
        }
    }

    #[test]
    fn translations_say_something_and_leave_code_as_it_is() {
        for language in OTHERS {
            for (english, translation) in read(language) {
                assert!(!translation.trim().is_empty(), "{language}: {english}");
                assert_eq!(codes(&translation), codes(&english), "{language}: {translation}");
                let is_whole = translation.ends_with(['.', '。']);
                assert_eq!(is_whole, english.ends_with('.'), "{language}: {translation}");
            }
        }
        let codes = codes("`own_request` of SHA-256 (BCP 47), {position}: 24:00 in canonical JSON - of the UN.");
        assert_eq!(
            codes,
            ["24:00", "47", "BCP", "JSON", "SHA-256", "`own_request`", "{position}"]
        );
    }

    #[test]
    fn the_disclaimer_has_the_wording_that_documents_carry() {
        let documents = [
            (Language::Arabic, include_str!("../../document/locales/ar.ftl")),
            (Language::Chinese, include_str!("../../document/locales/zh.ftl")),
            (Language::English, include_str!("../../document/locales/en.ftl")),
            (Language::French, include_str!("../../document/locales/fr.ftl")),
            (Language::Russian, include_str!("../../document/locales/ru.ftl")),
            (Language::Spanish, include_str!("../../document/locales/es.ftl")),
        ];
        for (language, document) in documents {
            let line = format!("note-designations = {}", said(metadata::DESIGNATIONS, language));
            assert!(document.lines().any(|told| told == line), "{language}: {line}");
        }
    }
}
