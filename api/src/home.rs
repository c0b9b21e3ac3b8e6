//! `normtrack package`: what a State's own instance filed, out of it and into the central one, over their APIs.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use register::{JwsError, KeyRing, PackageError};
use serde_json::{Value, json};
use thiserror::Error;

use crate::asking::{AskError, Asked};

/// What is done with a package, and which service is asked.
#[derive(Debug, Args)]
pub struct PackageArguments {
    /// What.
    #[command(subcommand)]
    pub act: PackageAct,
    /// Who is asked.
    #[command(flatten)]
    pub service: Asked,
}

/// What is done with packages.
#[derive(Debug, Subcommand)]
pub enum PackageAct {
    /// At home: writes what is on record at a position as a signed package.
    Export {
        /// The position in the register at home.
        position: i32,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Says what a package holds, offline, once its signature and every commitment are verified.
    Show {
        /// The package.
        file: PathBuf,
        /// The keys of the instance at home, as its `/.well-known/jwks.json` returned them.
        #[arg(long)]
        keys: PathBuf,
        /// Writes the document in it, for `normtrack verify`.
        #[arg(long)]
        document: Option<PathBuf>,
    },
    /// At the centre: registers the keys of the instance at home that sign now, as a publishing authority.
    RegisterKey {
        /// The keys of the instance at home, as its `/.well-known/jwks.json` returned them.
        file: PathBuf,
        /// The State.
        #[arg(long)]
        state: String,
    },
    /// At the centre: revokes a key of the instance at home, as a publishing authority.
    RevokeKey {
        /// The name of the key, `kid`.
        kid: String,
        /// The State.
        #[arg(long)]
        state: String,
    },
    /// At the centre: hands a package in, and says what filing it would do.
    HandIn {
        /// The package.
        file: PathBuf,
        /// The State.
        #[arg(long)]
        state: String,
    },
    /// At the centre: says again what filing a package would do.
    Preview {
        /// The id of the package, as it was handed in.
        package: String,
    },
    /// At the centre: files a package that was handed in, as a publishing authority, and keeps the receipt.
    File {
        /// The id of the package, as it was handed in.
        package: String,
        /// The root of what is to be filed: that of the filing at home.
        #[arg(long)]
        root: String,
        /// The file to write the receipt of the central register to.
        #[arg(long)]
        receipt: PathBuf,
    },
}

/// What did not come about.
#[derive(Debug, Error)]
pub enum CarryError {
    /// The service does not answer or refuses, or a file cannot be read or written.
    #[error(transparent)]
    Service(#[from] AskError),
    /// The file is no package of the keys given.
    #[error("{} is no package that these keys signed", .0.display())]
    Package(PathBuf, #[source] PackageError),
    /// The keys cannot be read.
    #[error("{} holds no keys that sign packages", .0.display())]
    Keys(PathBuf),
    /// The package holds something else than what is to be filed.
    #[error("the package holds the root {0}")]
    OtherRoot(String),
}

const PREVIEW: &str = "query ($id: ID!) { packagePreview(id: $id) { id state { code } round { key } root seen home
    homePosition madeAt handedInAt answerCount publicCount namesState takenBack missingEvidence { sha256 title }
    answers { question outcome content { standing language } sharing { visibility isCounted embargoUntil
        audienceStates { code } audienceOrganisations { code } } } filing { position } } }";

const FILE: &str = "mutation ($input: FilePackageInput!) { filePackage(input: $input) { receipt
    filing { position kind root filedAt citation } } }";

/// Does it, and says what came of it.
pub async fn run(arguments: &PackageArguments) -> Result<Value, CarryError> {
    let service = &arguments.service;
    match &arguments.act {
        PackageAct::Export { position, out } => {
            let query = "query ($position: Int!) { filing(position: $position) { root package } }";
            let filing = service.ask(query, &json!({"position": position})).await?;
            let package = filing["package"].as_str().ok_or(AskError::Nothing)?;
            write(out, package.as_bytes())?;
            Ok(json!({"file": out, "bytes": package.len(), "root": filing["root"]}))
        }
        PackageAct::Show { file, keys, document } => show(file, keys, document.as_deref()),
        PackageAct::RegisterKey { file, state } => {
            let query = "mutation ($input: RegisterHomeKeyInput!) {
                registerHomeKey(input: $input) { key { kid publicKey registeredAt } } }";
            let mut registered = Vec::new();
            for key in signing(file)? {
                let input = json!({"state": state, "kid": key["kid"], "publicKey": key["x"]});
                let mut told = service.ask(query, &json!({"input": input})).await?;
                registered.push(told["key"].take());
            }
            Ok(json!(registered))
        }
        PackageAct::RevokeKey { kid, state } => {
            let query = "query ($state: String!) { homeKeys(state: $state) { id kid } }";
            let keys = service.ask(query, &json!({"state": state})).await?;
            let mut keys = keys.as_array().into_iter().flatten();
            let key = keys.find(|key| key["kid"] == *kid).ok_or(AskError::Nothing)?;
            let query = "mutation ($input: RevokeHomeKeyInput!) {
                revokeHomeKey(input: $input) { key { kid revokedAt } } }";
            Ok(service.ask(query, &json!({"input": {"key": key["id"]}})).await?)
        }
        PackageAct::HandIn { file, state } => {
            let taken = service
                .hand_in(&format!("/packages?state={state}"), read(file)?)
                .await?;
            preview(service, &taken["id"]).await
        }
        PackageAct::Preview { package } => preview(service, &json!(package)).await,
        PackageAct::File { package, root, receipt } => {
            let query = "query ($id: ID!) { packagePreview(id: $id) { root seen } }";
            let seen = match service.ask(query, &json!({"id": package})).await {
                Ok(shown) if shown["root"] != *root => {
                    return Err(CarryError::OtherRoot(
                        shown["root"].as_str().unwrap_or_default().to_owned(),
                    ));
                }
                Ok(shown) => shown["seen"].clone(),
                // What was filed already is given back as it was.
                Err(AskError::Refused(_)) => json!(""),
                Err(error) => return Err(error.into()),
            };
            let input = json!({"package": package, "root": root, "seen": seen});
            let filed = service.ask(FILE, &json!({"input": input})).await?;
            let signed = filed["receipt"].as_str().ok_or(AskError::Nothing)?;
            write(receipt, signed.as_bytes())?;
            Ok(json!({"filing": filed["filing"], "receipt": receipt}))
        }
    }
}

/// What filing a package would do. Answers that would stay as they are say nothing.
async fn preview(service: &Asked, id: &Value) -> Result<Value, CarryError> {
    let mut shown = service.ask(PREVIEW, &json!({"id": id})).await?;
    if let Some(answers) = shown["answers"].as_array_mut() {
        answers.retain(|answer| answer["outcome"] != "UNCHANGED");
    }
    Ok(shown)
}

/// The keys of a set that sign for the register and that no other took the place of.
fn signing(file: &Path) -> Result<Vec<Value>, CarryError> {
    let none = || CarryError::Keys(file.to_owned());
    let set: Value = serde_json::from_slice(&read(file)?).map_err(|_| none())?;
    let keys = set["keys"].as_array().ok_or_else(none)?.iter();
    let signing = keys.filter(|key| key["normtrack_purpose"] == "receipt" && key["normtrack_retired_at"].is_null());
    let signing: Vec<_> = signing.cloned().collect();
    if signing.is_empty() { Err(none()) } else { Ok(signing) }
}

fn show(file: &Path, keys: &Path, document: Option<&Path>) -> Result<Value, CarryError> {
    let ring = KeyRing::parse(&read(keys)?).map_err(|_| CarryError::Keys(keys.to_owned()))?;
    let refused = |error| CarryError::Package(file.to_owned(), error);
    let text = String::from_utf8(read(file)?).map_err(|_| refused(PackageError::Jws(JwsError::NotCompact)))?;
    let package = register::verify_package(text.trim(), |kid| ring.register_key(kid)).map_err(refused)?;
    if let Some(document) = document {
        write(document, &package.document.to_json())?;
    }
    let header = package.document.header();
    let answers = package.document.entries().iter().zip(&package.sharings);
    let answers = answers.map(|(entry, sharing)| {
        let said = entry.opening.as_ref().map(|opening| &opening.answer);
        json!({"question": entry.question, "standing": said.map(|said| &said.standing),
            "value": said.and_then(|said| said.value.as_ref()), "language": said.and_then(|said| said.language.as_ref()),
            "sharing": sharing})
    });
    Ok(json!({
        "home": package.issuer,
        "homePosition": package.position,
        "madeAt": package.made_at,
        "header": header,
        "root": package.document.root(),
        "answers": answers.collect::<Value>(),
        "translations": package.translations,
        "evidence": package.evidence.iter().map(|opened| opened.evidence.to_json()).collect::<Value>(),
    }))
}

fn read(file: &Path) -> Result<Vec<u8>, AskError> {
    std::fs::read(file).map_err(|error| AskError::File(file.to_owned(), error))
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), AskError> {
    std::fs::write(file, bytes).map_err(|error| AskError::File(file.to_owned(), error))
}
