//! `normtrack pack`: the offline pack of a working file, out of a service and back into it, over its API.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use crate::asking::{AskError, Asked};

/// What is done with a pack, and which service it is of.
#[derive(Debug, Args)]
pub struct PackArguments {
    /// What.
    #[command(subcommand)]
    pub act: PackAct,
    /// Who is asked.
    #[command(flatten)]
    pub service: Asked,
}

/// What is done with packs.
#[derive(Debug, Subcommand)]
pub enum PackAct {
    /// Writes the pack of a working file: its questions in one language with what stands.
    Export {
        /// The id of the working file.
        submission: String,
        /// A workbook or JSON.
        #[arg(long, default_value = "xlsx")]
        format: PackForm,
        /// The language: ar, zh, en, fr, ru or es.
        #[arg(long, default_value = "en")]
        language: String,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Tells what a pack that was filled in brings back, answer by answer, and applies nothing.
    Difference {
        /// The id of the working file.
        submission: String,
        /// The pack.
        file: PathBuf,
    },
    /// Applies answers of a pack that was filled in, as if they were typed on what it was made from.
    Apply {
        /// The id of the working file.
        submission: String,
        /// The pack.
        file: PathBuf,
        /// The code of a question whose answer is to be applied; can be given several times. Left out: every answer that was
        /// changed in the pack and not here.
        #[arg(long)]
        answer: Vec<String>,
    },
}

/// What a pack is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PackForm {
    /// A workbook, for Excel and LibreOffice.
    Xlsx,
    /// JSON, for programs.
    Json,
}

impl PackForm {
    const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "XLSX",
            Self::Json => "JSON",
        }
    }
}

const LINK: &str = "query ($id: ID!, $format: PackFormat!, $language: Language!) {
    submission(id: $id) { pack(format: $format, language: $language) { url expiresAt mediaType } } }";

const SAID: &str = "standing language value { __typename ... on SingleChoiceValue { chosen { code text } }
    ... on MultiChoiceValue { choices { code text } } ... on ScaleValue { step } ... on BooleanValue { isYes }
    ... on TextValue { text } ... on NumberValue { number } ... on DateValue { date } ... on UrlListValue { urls }
    ... on EvidenceValue { items { commitment url title citation } } ... on StateListValue { states { code } }
    ... on ContactValue { name unit email telephone } }";

/// What a pack brings back to a working file, in the short form that the API takes.
async fn handed_back(service: &Asked, submission: &str, file: &std::path::Path) -> Result<String, AskError> {
    let path = format!("/packs?submission={submission}");
    let bytes = std::fs::read(file).map_err(|error| AskError::File(file.to_owned(), error))?;
    let taken = service.hand_in(&path, bytes).await?;
    Ok(taken["pack"].as_str().unwrap_or_default().to_owned())
}

async fn difference(service: &Asked, submission: &str, pack: &str, fields: &str) -> Result<Value, AskError> {
    let query = format!(
        "query ($id: ID!, $pack: String!) {{ submission(id: $id) {{ packDifference(pack: $pack) {{ {fields} }} }} }}"
    );
    let found = service.ask(&query, &json!({"id": submission, "pack": pack})).await?;
    Ok(found["packDifference"].clone())
}

/// Does it, and says what came of it.
pub async fn run(arguments: &PackArguments) -> Result<Value, AskError> {
    let service = &arguments.service;
    match &arguments.act {
        PackAct::Export {
            submission,
            format,
            language,
            out,
        } => {
            let variables = json!({"id": submission, "format": format.name(), "language": language.to_uppercase()});
            let link = service.ask(LINK, &variables).await?;
            let url = link["pack"]["url"].as_str().ok_or(AskError::Nothing)?;
            let bytes = service.fetch(url).await?;
            std::fs::write(out, &bytes).map_err(|error| AskError::File(out.clone(), error))?;
            Ok(json!({"file": out, "bytes": bytes.len(), "mediaType": link["pack"]["mediaType"]}))
        }
        PackAct::Difference { submission, file } => {
            let pack = handed_back(service, submission, file).await?;
            let fields = format!(
                "language madeAt outOfReach answers {{ question outcome at mayWrite basedOn revision
                    base {{ {SAID} }} stored {{ {SAID} }} entered {{ {SAID} }} problems {{ code message }} }}"
            );
            let mut found = difference(service, submission, &pack, &fields).await?;
            // What nobody changed is most of it, and says nothing.
            if let Some(answers) = found["answers"].as_array_mut() {
                answers.retain(|answer| answer["outcome"] != "UNCHANGED");
            }
            Ok(found)
        }
        PackAct::Apply {
            submission,
            file,
            answer,
        } => {
            let pack = handed_back(service, submission, file).await?;
            let chosen = if answer.is_empty() {
                let found = difference(service, submission, &pack, "answers { question outcome mayWrite }").await?;
                let answers = found["answers"].as_array().cloned().unwrap_or_default();
                let changed = answers
                    .into_iter()
                    .filter(|answer| answer["outcome"] == "PACK_CHANGED" && answer["mayWrite"] == true);
                changed.map(|answer| answer["question"].clone()).collect()
            } else {
                json!(answer)
            };
            let query = "mutation ($input: ApplyPackInput!) { applyPack(input: $input) { results {
                question outcome revision problems { code message } } } }";
            let input = json!({"submission": submission, "pack": pack, "answers": chosen});
            service.ask(query, &json!({"input": input})).await
        }
    }
}
