//! `normtrack search`: what a service finds, as JSON.

use clap::Args;
use domain::language::Language;
use serde_json::{Value, json};

use crate::asking::{AskError, Asked};

/// What is looked for, and who is asked.
#[derive(Debug, Args)]
pub struct SearchArguments {
    /// The words; all of them must be there.
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Only what is said in this language (ar, zh, en, fr, ru, es); left out: in any.
    #[arg(long, value_parser = language)]
    pub language: Option<Language>,
    /// Answers of filings that stood at this position of the register; left out: of those that stand now.
    #[arg(long)]
    pub as_of: Option<i32>,
    /// The most that is told, up to 100.
    #[arg(long, default_value_t = 20)]
    pub first: i32,
    /// Who is asked.
    #[command(flatten)]
    pub service: Asked,
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "one of ar, zh, en, fr, ru, es".to_owned())
}

const DOCUMENT: &str = "query ($query: String!, $language: Language, $asOf: Int, $first: Int) {
    search(query: $query, language: $language, asOf: $asOf, first: $first) {
        totalCount asOf pageInfo { hasNextPage } nodes { __typename
        ... on ProvisionHit { provision { code paragraph adoption instrument { symbol } } excerpt { ...shown } }
        ... on QuestionHit { question { code } edition { code } excerpt { ...shown } }
        ... on AnswerHit { state { code } answer { citation questionCode } excerpt { ...shown } }
        ... on ProposalHit { proposal { id state { code } stage } version { number } excerpt { ...shown } } } } }
    fragment shown on SearchExcerpt { content language status isFallback marks { start end } isCutBefore isCutAfter }";

/// Asks a service.
pub async fn ask(arguments: &SearchArguments) -> Result<Value, AskError> {
    let language = arguments.language.map(|language| language.code().to_uppercase());
    let variables = json!({
        "query": arguments.words.join(" "), "language": language, "asOf": arguments.as_of, "first": arguments.first,
    });
    arguments.service.ask(DOCUMENT, &variables).await
}
