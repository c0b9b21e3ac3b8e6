//! `normtrack compile`: asks a service for the compilation of a round, over its API as an officer of the secretariat, says how far
//! it has come, and writes its volumes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use thiserror::Error;

use crate::asking::{AskError, Asked};

/// How often it is asked how far it has come.
const PERIOD: Duration = Duration::from_secs(1);

/// What a compilation is to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Every reply that stands.
    Whole,
    /// The replies that have come since the compilation that it follows.
    Addendum,
    /// The replies that were amended or withdrawn since.
    Corrigendum,
}

/// Whom a compilation is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Readers {
    /// Everybody.
    Public,
    /// The secretariat.
    Secretariat,
}

/// What to compile.
#[derive(Debug, Args)]
pub struct CompileArguments {
    /// The key of the round.
    pub round: String,
    /// The file to write: what it ends in, `.pdf` or `.docx`, says what it becomes. Of several volumes each has its number before
    /// that.
    pub file: PathBuf,
    /// The language: `ar`, `zh`, `en`, `fr`, `ru` or `es`.
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Whom it is made for.
    #[arg(long, value_enum, default_value = "public")]
    pub readers: Readers,
    /// What it is to be.
    #[arg(long, value_enum, default_value = "whole")]
    pub kind: Kind,
    /// Its symbol; what follows another one takes its symbol.
    #[arg(long)]
    pub symbol: Option<String>,
    /// The id of the compilation that an addendum or a corrigendum follows, as this command has printed it.
    #[arg(long)]
    pub follows: Option<String>,
    /// The register position as of which replies stand; left out: the last one.
    #[arg(long)]
    pub as_of: Option<i32>,
    /// Who is asked, as an officer of the secretariat. The token is read again each time, so that whoever renews it can do so
    /// meanwhile.
    #[command(flatten)]
    pub service: Asked,
}

/// Why there is no compilation.
#[derive(Debug, Error)]
pub enum CompileError {
    /// The service does not answer or refuses.
    #[error(transparent)]
    Service(#[from] AskError),
    /// The file says nothing of what it is to become.
    #[error("{} ends neither in .pdf nor in .docx", .0.display())]
    Ending(PathBuf),
    /// It came to nothing.
    #[error("the compilation came to nothing: {0}")]
    Failed(String),
    /// A volume cannot be written.
    #[error("cannot write {}", .0.display())]
    Write(PathBuf, #[source] std::io::Error),
}

const PROGRESS: &str = "id symbol asOf status failure progress { replies gathered volumes set }
    volumes { number url size sha256 }";

/// Asks for a compilation, tells `say` how far it has come, and writes it. Returns what is known of it.
pub async fn compile(arguments: &CompileArguments, mut say: impl FnMut(&str)) -> Result<Value, CompileError> {
    let format = match arguments.file.extension().and_then(|end| end.to_str()) {
        Some("pdf") => "PDF",
        Some("docx") => "DOCX",
        _ => return Err(CompileError::Ending(arguments.file.clone())),
    };
    let service = &arguments.service;
    let ask = format!(
        "mutation ($input: CompileRoundInput!) {{ compileRound(input: $input) {{ compilation {{ {PROGRESS} }} }} }}"
    );
    let input = json!({
        "round": arguments.round,
        "kind": name(&arguments.kind),
        "language": arguments.language.to_uppercase(),
        "format": format,
        "readers": name(&arguments.readers),
        "symbol": arguments.symbol,
        "follows": arguments.follows,
        "asOf": arguments.as_of,
    });
    let mut told = service.ask(&ask, &json!({"input": input})).await?["compilation"].take();
    let again = format!("query ($id: ID!) {{ compilation(id: $id) {{ {PROGRESS} }} }}");
    let mut before = String::new();
    loop {
        let line = progress(&told);
        if line != before {
            say(&line);
            before = line;
        }
        match told["status"].as_str() {
            Some("DONE") => break,
            Some("FAILED") => {
                let why = told["failure"].as_str().unwrap_or_default().to_owned();
                return Err(CompileError::Failed(why));
            }
            _ => {}
        }
        tokio::time::sleep(PERIOD).await;
        told = service.ask(&again, &json!({"id": told["id"]})).await?;
    }
    let volumes = told["volumes"].as_array().cloned().unwrap_or_default();
    for volume in &volumes {
        let path = numbered(&arguments.file, &volume["number"], volumes.len());
        let bytes = service.fetch(volume["url"].as_str().unwrap_or_default()).await?;
        std::fs::write(&path, bytes).map_err(|error| CompileError::Write(path.clone(), error))?;
    }
    // A link that ends is of no use afterwards.
    for volume in told["volumes"].as_array_mut().into_iter().flatten() {
        volume.as_object_mut().map(|volume| volume.remove("url"));
    }
    Ok(told)
}

/// How far it has come, in a line.
fn progress(told: &Value) -> String {
    let progress = &told["progress"];
    match told["status"].as_str() {
        Some("GATHERING") => format!("gathered {} of {} replies", progress["gathered"], progress["replies"]),
        Some("SETTING") => format!("set {} of {} volumes", progress["set"], progress["volumes"]),
        Some(other) => other.to_lowercase(),
        None => String::new(),
    }
}

/// The file of a volume.
fn numbered(file: &Path, number: &Value, of: usize) -> PathBuf {
    if of < 2 {
        return file.to_owned();
    }
    let (stem, end) = (
        file.file_stem().unwrap_or_default(),
        file.extension().unwrap_or_default(),
    );
    file.with_file_name(format!("{}-{number}.{}", stem.to_string_lossy(), end.to_string_lossy()))
}

/// What a value of the command line is called in the API.
fn name(value: &impl ValueEnum) -> String {
    let named = value.to_possible_value();
    named.map_or_else(String::new, |named| named.get_name().to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_are_numbered_where_there_are_several() {
        let file = Path::new("/tmp/round.pdf");
        assert_eq!(numbered(file, &json!(1), 1), file);
        assert_eq!(numbered(file, &json!(2), 3), Path::new("/tmp/round-2.pdf"));
    }

    #[test]
    fn progress_is_a_line() {
        let told =
            |status: &str| json!({"status": status, "progress": {"replies": 5, "gathered": 2, "volumes": 1, "set": 0}});
        assert_eq!(progress(&told("WAITING")), "waiting");
        assert_eq!(progress(&told("GATHERING")), "gathered 2 of 5 replies");
        assert_eq!(progress(&told("SETTING")), "set 0 of 1 volumes");
    }
}
