//! A pack as JSON: the same identification, the same entries, and the questions as texts to read.

use std::collections::BTreeMap;

use domain::questionnaire::permits;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::entry::{Entry, labels};
use crate::form::Pack;
use crate::identity::{FORMAT, Identification, SealKey, hex};
use crate::refused::Refused;
use crate::words::SILENCES;

/// A pack as it stands in a JSON file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) format: String,
    pub(crate) identification: Identification,
    pub(crate) seal: String,
    /// What is asked, to be read; a file that only brings answers back need not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) questions: Option<Value>,
    pub(crate) answers: BTreeMap<String, Entry>,
}

/// What is asked, with what can be said to it.
pub(crate) fn questions(pack: &Pack<'_>) -> Value {
    let question = |placed: domain::questionnaire::Placed<'_>| {
        let question = placed.question;
        let options = labels(pack.edition, question, pack.source.language).into_iter();
        let silences = SILENCES
            .into_iter()
            .filter(|silence| permits(question.kind.code(), *silence));
        json!({
            "code": question.code.as_str(),
            "section": pack.read(&placed.section.title),
            "adoption": pack.section_badges(&placed.section.primary),
            "kind": question.kind.code().code(),
            "prompt": pack.read(&question.prompt),
            "help": pack.read(&question.help),
            "provisions": question.provisions.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "permitted": pack.words().permitted(&question.kind),
            "options": options.map(|(code, label)| json!({"code": code, "label": label})).collect::<Vec<_>>(),
            "instead": silences.map(domain::questionnaire::StandingCode::code).collect::<Vec<_>>(),
        })
    };
    pack.questions().map(question).collect()
}

/// A word for the questions of a file: whoever changes one of them changes it.
pub(crate) fn word(questions: &Value) -> String {
    hex(&Sha256::digest(questions.to_string()))
}

impl Pack<'_> {
    /// The pack as JSON.
    pub fn to_json(&self, key: &SealKey) -> String {
        let identification = self.form().identification;
        let entries = self.questions().filter_map(|placed| {
            let entry = self.entry(placed.question)?;
            Some((placed.question.code.to_string(), entry))
        });
        let file = File {
            format: FORMAT.to_owned(),
            seal: key.seal(&identification.text()),
            identification,
            questions: Some(questions(self)),
            answers: entries.collect(),
        };
        serde_json::to_string_pretty(&file).expect("texts and numbers always become JSON")
    }
}

/// Reads a JSON file, without holding it against its seal.
pub(crate) fn read(text: &str) -> Result<File, Vec<Refused>> {
    let claimed: Value = serde_json::from_str(text).map_err(|_| vec![Refused::NotAPack])?;
    if claimed.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(vec![Refused::NotAPack]);
    }
    let file = serde_json::from_value(claimed);
    file.map_err(|wrong: serde_json::Error| {
        vec![Refused::Damaged {
            part: wrong.to_string(),
        }]
    })
}
