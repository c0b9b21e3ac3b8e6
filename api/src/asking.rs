//! What the command line asks of a running service, over its API: as anybody reads it, or as whoever a token is of.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};
use thiserror::Error;
use url::Url;

/// How long a service may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A service, and as whom it is asked.
#[derive(Debug, Args)]
pub struct Asked {
    /// The address of the service.
    #[arg(long, global = true, default_value = "http://127.0.0.1:8080")]
    pub server: Url,
    /// The file with an access token; left out: as anybody reads.
    #[arg(long, global = true)]
    pub token_file: Option<PathBuf>,
}

/// What could not be had.
#[derive(Debug, Error)]
pub enum AskError {
    /// A file cannot be read or written.
    #[error("cannot read or write {0}")]
    File(PathBuf, #[source] std::io::Error),
    /// The service does not answer.
    #[error("{0} does not answer")]
    Away(Url, #[source] web_client::Error),
    /// The service refused, in its own words.
    #[error("the service refused: {0}")]
    Refused(String),
    /// There is no such thing, or not for this reader.
    #[error("there is nothing of this name that the service shows to this reader")]
    Nothing,
}

/// What an answer refuses, in its own words: every error, or all that it lists.
fn refused(answer: &Value) -> Option<AskError> {
    let errors = answer["errors"].as_array().filter(|errors| !errors.is_empty())?;
    let mut words = Vec::new();
    for error in errors {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        match error["extensions"]["refusals"].as_array() {
            Some(listed) => words.extend(
                listed
                    .iter()
                    .filter_map(|one| one["message"].as_str())
                    .map(str::to_owned),
            ),
            None => words.push(format!("{} ({code})", error["message"].as_str().unwrap_or_default())),
        }
    }
    Some(AskError::Refused(words.join("\n")))
}

impl Asked {
    /// Asks for the one root field of a document.
    pub async fn ask(&self, query: &str, variables: &Value) -> Result<Value, AskError> {
        let body = json!({"query": query, "variables": variables}).to_string();
        let ask = |client: &web_client::Client, address: String| {
            let request = client.post(address).header("content-type", "application/json");
            request.header("accept", "application/graphql-response+json").body(body)
        };
        let answer = json(&self.send("/graphql", ask).await?)?;
        if let Some(refused) = refused(&answer) {
            return Err(refused);
        }
        let data = answer["data"].as_object().and_then(|data| data.values().next());
        data.filter(|data| !data.is_null()).cloned().ok_or(AskError::Nothing)
    }

    /// What stands at a path: that of a link that the service gave.
    pub async fn fetch(&self, path: &str) -> Result<Vec<u8>, AskError> {
        self.send(path, web_client::Client::get).await
    }

    /// Sends bytes to a path, and reads the JSON that comes back.
    pub async fn hand_in(&self, path: &str, bytes: Vec<u8>) -> Result<Value, AskError> {
        json(
            &self
                .send(path, |client, address| client.post(address).body(bytes))
                .await?,
        )
    }

    /// Sends a request, and gives back what came unless the service refused.
    async fn send(
        &self,
        path: &str,
        request: impl FnOnce(&web_client::Client, String) -> web_client::RequestBuilder,
    ) -> Result<Vec<u8>, AskError> {
        // Of the process; whoever installed one before has installed the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let away = |error: web_client::Error| AskError::Away(self.server.clone(), error.without_url());
        let client = web_client::Client::builder().timeout(PATIENCE).build().map_err(away)?;
        let address = format!("{}{path}", self.server.as_str().trim_end_matches('/'));
        let mut request = request(&client, address);
        if let Some(file) = &self.token_file {
            let token = std::fs::read_to_string(file).map_err(|error| AskError::File(file.clone(), error))?;
            request = request.bearer_auth(token.trim());
        }
        let response = request.send().await.map_err(away)?;
        let status = response.status();
        let bytes = response.bytes().await.map_err(away)?;
        if status.is_success() {
            return Ok(bytes.to_vec());
        }
        let told = serde_json::from_slice(&bytes).ok().and_then(|answer| refused(&answer));
        Err(told.unwrap_or_else(|| AskError::Refused(status.to_string())))
    }
}

fn json(bytes: &[u8]) -> Result<Value, AskError> {
    serde_json::from_slice(bytes).map_err(|error| AskError::Refused(error.to_string()))
}
