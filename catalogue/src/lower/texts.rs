//! Texts in six languages: none missing, each in its script, no mixture.

use domain::language::{Language, Text, TextStatus, Texts};

use crate::fault::{At, Faults};
use crate::form::{TextsForm, TitleForm};
use crate::lower::Lowering;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    Chinese,
    Cyrillic,
    Latin,
}

fn script_of(character: char) -> Option<Script> {
    match character {
        '\u{600}'..='\u{6ff}' => Some(Script::Arabic),
        '\u{4e00}'..='\u{9fff}' => Some(Script::Chinese),
        '\u{400}'..='\u{4ff}' => Some(Script::Cyrillic),
        'A'..='Z' | 'a'..='z' | 'À'..='ɏ' => Some(Script::Latin),
        _ => None,
    }
}

const fn script(language: Language) -> Script {
    match language {
        Language::Arabic => Script::Arabic,
        Language::Chinese => Script::Chinese,
        Language::English | Language::French | Language::Spanish => Script::Latin,
        Language::Russian => Script::Cyrillic,
    }
}

/// Proves one wording: not blank, no stray white space, its script and no other. Latin letters may stand anywhere:
/// abbreviations and symbols are written in them.
pub(crate) fn wording(at: &At<'_>, language: Language, text: &str, faults: &mut Faults) {
    if text.trim().is_empty() {
        faults.add(at, "the text is empty");
        return;
    }
    if text.trim() != text {
        faults.add(at, "white space at the beginning or the end");
    }
    let own = script(language);
    if !text.chars().any(|c| script_of(c) == Some(own)) {
        faults.add(at, format!("not in the script of the language: {}", beginning(text)));
    }
    let foreign = |c| script_of(c).is_some_and(|found| found != own && found != Script::Latin);
    if let Some(character) = text.chars().find(|c| foreign(*c)) {
        faults.add(at, format!("`{character}` is of another script: {}", beginning(text)));
    }
}

fn beginning(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() == text.len() {
        short
    } else {
        format!("{short}…")
    }
}

/// The languages of a statement: in the one that is quoted, nothing stands beside the quotation.
pub(crate) fn beside(quoted: Language) -> Vec<Language> {
    Language::ALL
        .into_iter()
        .filter(|language| *language != quoted)
        .collect()
}

impl Lowering<'_> {
    /// Our own wording in all six languages.
    pub(crate) fn texts(&mut self, at: &At<'_>, form: &TextsForm) -> Texts {
        self.texts_in(at, form, &Language::ALL)
    }

    /// Our own wording in the languages named and in no other.
    pub(crate) fn texts_in(&mut self, at: &At<'_>, form: &TextsForm, languages: &[Language]) -> Texts {
        for language in Language::ALL {
            let at = at.key(language.code());
            match (form.get(language), languages.contains(&language)) {
                (Some(text), true) => wording(&at, language, text, self.faults),
                (Some(_), false) => self.faults.add(&at, "the official wording stands in this language"),
                (None, true) => self.faults.add(&at, format!("the language {language} is missing")),
                (None, false) => {}
            }
        }
        form.texts(TextStatus::Unofficial)
    }

    /// A title with a status for each language; the official ones are pinned.
    pub(crate) fn title(&mut self, at: &At<'_>, form: &TitleForm) -> Texts {
        let mut texts = Vec::new();
        for language in Language::ALL {
            let at = at.key(language.code());
            let Some(form) = form.get(language) else {
                self.faults.add(&at, format!("the language {language} is missing"));
                continue;
            };
            wording(&at.key("text"), language, &form.text, self.faults);
            let status = self.closed(&at.key("status"), &form.status, TextStatus::from_code, "a text status");
            self.pin(
                &at,
                &form.text,
                form.sha256.as_deref(),
                status == Some(TextStatus::Official),
            );
            let content = form.text.clone();
            texts.extend(status.map(|status| (language, Text { content, status })));
        }
        Texts::new(texts)
    }
}
