//! What is said to a question, in the words of a document.

use std::collections::BTreeMap;

use domain::id::StateCode;
use domain::language::{Language, Texts};
use domain::questionnaire::{
    Chosen, EvidenceCommitment, EvidenceItem, EvidenceLink, Question, Standing, StandingCode, Value,
};

use crate::sources::Sources;
use crate::value::{Asked, Words};

/// What kept evidence is called, as far as the reader of the document may see it.
pub type EvidenceName = BTreeMap<EvidenceCommitment, EvidenceLink>;

/// What a State says to one question.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// A value or a typed silence.
    pub standing: &'a Standing,
    /// The language of its texts.
    pub language: Option<Language>,
    /// The State's own translations of its texts.
    pub translations: &'a Texts,
}

impl Sources<'_> {
    /// A question without anything said to it.
    pub(crate) fn asked(&self, question: &Question) -> Asked {
        Asked {
            code: question.code.to_string(),
            prompt: self
                .read(&question.prompt)
                .unwrap_or_else(|| self.code(question.code.as_str())),
            help: Vec::new(),
            hint: None,
            options: Vec::new(),
            standing: None,
            answer: Vec::new(),
            notes: Vec::new(),
            lines: 0,
        }
    }

    /// A question with what is said to it; with nothing said, that it is not answered.
    pub(crate) fn answered(&self, question: &Question, said: Option<Said<'_>>, evidence: &EvidenceName) -> Asked {
        let mut asked = self.asked(question);
        match said {
            None => asked.standing = Some(self.fixed("not-answered")),
            Some(said) => match said.standing {
                Standing::Answered(value) => {
                    asked.answer = self.value(question, value, said.language, evidence);
                    let texts = said.translations.iter();
                    for (language, text) in texts.filter(|(language, _)| Some(*language) != said.language) {
                        let mut translated = paragraphs(language, &text.content);
                        if let Some(last) = translated.last_mut() {
                            last.badges.push(self.fixed("badge-translation"));
                            if language != self.language {
                                last.badges.push(self.in_language(language));
                            }
                        }
                        asked.answer.extend(translated);
                    }
                }
                Standing::None | Standing::NotApplicable | Standing::ExistsNotDisclosed | Standing::Declined => {
                    asked.standing = Some(self.standing(said.standing.code()));
                }
            },
        }
        asked
    }

    pub(crate) fn standing(&self, standing: StandingCode) -> String {
        self.fixed(&format!("standing-{}", standing.code()))
    }

    /// A value, paragraph by paragraph. Free text is in the language that its answer is in, and says so where that is not the
    /// document's.
    fn value(
        &self,
        question: &Question,
        value: &Value,
        language: Option<Language>,
        evidence: &EvidenceName,
    ) -> Vec<Words> {
        let theirs = |text: &str| {
            let mut words = paragraphs(language.unwrap_or(self.language), text);
            if let (Some(last), Some(language)) = (words.last_mut(), language.filter(|it| *it != self.language)) {
                last.badges.push(self.in_language(language));
            }
            words
        };
        match value {
            Value::SingleChoice(chosen) => self.chosen(question, chosen, theirs),
            Value::MultiChoice(chosen) => {
                let each = chosen.iter().map(|chosen| self.chosen(question, chosen, theirs));
                each.flatten().collect()
            }
            Value::Scale(step) => vec![self.code(step.to_string())],
            Value::Boolean(yes) => vec![self.words(self.fixed(if *yes { "yes" } else { "no" }))],
            Value::ShortText(text) | Value::LongText(text) => theirs(text),
            Value::Number(number) => vec![self.code(number.to_string())],
            Value::Date(day) => vec![self.code(day.to_string())],
            Value::UrlList(links) => links.iter().map(|link| self.code(link.as_str())).collect(),
            Value::Evidence(items) => items
                .iter()
                .flat_map(|item| self.evidence(item, evidence, theirs))
                .collect(),
            Value::StateList(states) => self.states(states),
            Value::Contact(contact) => {
                let given = contact.fields().filter_map(|(name, text)| Some((name, text?)));
                given
                    .map(|(name, text)| self.words(self.with(&format!("contact-{name}"), &[("text", text)])))
                    .collect()
            }
        }
    }

    fn chosen(&self, question: &Question, chosen: &Chosen, theirs: impl Fn(&str) -> Vec<Words>) -> Vec<Words> {
        let options = self.edition.options(question).iter();
        let label = options
            .filter(|option| option.code == chosen.option)
            .find_map(|option| self.read(&option.label));
        let mut words = vec![label.unwrap_or_else(|| self.code(chosen.option.as_str()))];
        if let Some(text) = &chosen.text {
            words.extend(theirs(text));
        }
        words
    }

    fn evidence(&self, item: &EvidenceItem, names: &EvidenceName, theirs: impl Fn(&str) -> Vec<Words>) -> Vec<Words> {
        let link = match item {
            EvidenceItem::Link(link) => Some(link),
            EvidenceItem::Kept(commitment) => names.get(commitment),
        };
        let mut words = Vec::new();
        if let Some(link) = link {
            let called: Vec<_> = [&link.title, &link.citation]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            if !called.is_empty() {
                words.extend(theirs(&called.join(", ")));
            }
            if !link.url.is_empty() {
                words.push(self.code(link.url.as_str()));
            }
        }
        if let EvidenceItem::Kept(commitment) = item {
            let commitment = commitment.to_string();
            words.push(self.words(self.with("evidence-kept", &[("commitment", &commitment)])));
        }
        words
    }

    /// States by their names in the language of the document, in the order of those names.
    fn states(&self, states: &[StateCode]) -> Vec<Words> {
        let name = |code: &StateCode| {
            let name = self.norms.state(code).and_then(|state| self.read(&state.name));
            name.unwrap_or_else(|| self.code(code.as_str()))
        };
        let mut named: Vec<_> = states.iter().map(name).collect();
        named.sort_by(|one, other| one.text.cmp(&other.text));
        named
    }
}

/// A text line by line; blank lines are left out.
pub(crate) fn paragraphs(language: Language, text: &str) -> Vec<Words> {
    let lines = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
    lines.map(|line| Words::of(language, line)).collect()
}
