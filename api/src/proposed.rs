//! A public version of a proposal as the file of an instrument: for whoever keeps the catalogue over the API, and for the operator,
//! whom `normtrack catalogue from-proposal` writes it into a content folder.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use async_graphql::ID;
use catalogue::{Missing, Proposed, ProposedInstrument, proposed_instrument};
use chrono::{DateTime, Utc};
use clap::Args;
use domain::access::Scope;
use domain::id::{ProposalId, Symbol};
use domain::norm::Norms;
use domain::proposal::{Cosponsorship, Proposal, ProposalStage};
use domain::submission::Visibility;
use serde_json::Value as Json;
use store::{Store, StoreError};
use thiserror::Error;

use crate::config::Database;
use crate::graphql::node::{self, Sort};

/// Which version of which proposal is written, and where.
#[derive(Debug, Args)]
pub struct FromProposalArguments {
    /// The id of the proposal, as its address in the console and the API have it, or as a UUID.
    pub id: String,
    /// The number of the version; left out: the newest that everybody reads.
    #[arg(long)]
    pub number: Option<u32>,
    /// The symbol of the document that it became; left out: one that is made of the proposal.
    #[arg(long)]
    pub symbol: Option<String>,
    /// The content folder that gains the file, with its entries of `crosswalk.yaml` and `not-yet-asked.yaml`; left out: the file is
    /// printed.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The database, as the service role: read as everybody reads it.
    #[command(flatten)]
    pub database: Database,
}

/// Why a version is not taken.
#[derive(Debug, Error)]
pub(crate) enum TakeRefused {
    /// There is no such version for this reader.
    #[error("there is no such version")]
    NoVersion,
    /// Not everybody reads it.
    #[error("not everybody reads it")]
    NotPublic,
    /// It was taken back.
    #[error("it was taken back")]
    Withdrawn,
    /// What was given is no symbol.
    #[error("{0} is no symbol of a document")]
    NoSymbol(String),
}

/// Why nothing is written.
#[derive(Debug, Error)]
pub enum FromProposalError {
    /// It names nothing.
    #[error("{0} is no id of a proposal")]
    NoId(String),
    /// There is none that everybody reads.
    #[error("there is no proposal {0} of which everybody reads a version")]
    NoProposal(String),
    /// Everybody reads other versions of it.
    #[error("version {number} of the proposal {id} is none that everybody reads; those are: {}", .public.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))]
    NotPublic {
        /// The proposal.
        id: String,
        /// The version that was asked for.
        number: u32,
        /// Those that everybody reads.
        public: Vec<u32>,
    },
    /// Its State took it back.
    #[error("the proposal {0} was taken back by the State that led it")]
    Withdrawn(String),
    /// What was given is no symbol.
    #[error("{0} is no symbol of a document")]
    NoSymbol(String),
    /// The folder holds no content.
    #[error("{} is no content folder: it has no {file}", .folder.display())]
    NoContent {
        /// The folder.
        folder: PathBuf,
        /// What it has not.
        file: &'static str,
    },
    /// The file is there already.
    #[error("{} is there already", .0.display())]
    There(PathBuf),
    /// A file cannot be written.
    #[error("{} cannot be written", .path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A public version as the file of an instrument: the newest, where no number is given.
pub(crate) fn taken(
    proposal: &Proposal,
    number: Option<u32>,
    symbol: Option<String>,
    names: Vec<Cosponsorship>,
    norms: &Norms,
) -> Result<ProposedInstrument, TakeRefused> {
    let number = number.or_else(|| proposal.newest().map(|version| version.number));
    let version = number
        .and_then(|number| proposal.version(number))
        .ok_or(TakeRefused::NoVersion)?;
    if version.visibility != Visibility::Public {
        return Err(TakeRefused::NotPublic);
    }
    if matches!(proposal.stage, ProposalStage::Withdrawn { .. }) {
        return Err(TakeRefused::Withdrawn);
    }
    let symbol_source = match symbol {
        Some(_) => "given by whoever keeps the catalogue",
        None => "made of the proposal: no document of the United Nations has this symbol",
    };
    // The end of an id of ours is random, so that no two proposals of a State get one symbol.
    let id = proposal.id.0.simple().to_string().to_uppercase();
    let own = || format!("PROPOSAL/{}/{}/{}", proposal.lead, &id[20..], version.number);
    let given = symbol.unwrap_or_else(own);
    let symbol = Symbol::new(given.clone()).map_err(|_| TakeRefused::NoSymbol(given.clone()))?;
    let names = names.into_iter().filter(|name| name.version == version.number);
    let sponsors: BTreeSet<_> = names.map(|name| name.state).chain([proposal.lead.clone()]).collect();
    let note = format!(
        "version {} of the proposal {} of {}",
        version.number, proposal.id, proposal.lead
    );
    let proposed = Proposed {
        content: &version.content,
        symbol: &symbol,
        symbol_source,
        note: &note,
        released_on: version.released_at.date_naive(),
        is_revised: proposal.newest().is_some_and(|newest| newest.number > version.number),
        sponsors: &sponsors,
    };
    proposed_instrument(&proposed, norms).ok_or(TakeRefused::NoSymbol(given))
}

/// Entries of a list that stands one level below the head of a file.
pub(crate) fn entries(items: &[Json]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let text = standards::yaml(&Json::from(items.to_vec()));
    text.lines().flat_map(|line| ["  ", line, "\n"]).collect()
}

/// Something that is still missing, as the operator is told.
pub struct Lacking(Missing);

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Missing::Title(language) => write!(f, "a title in {}", language.code()),
            Missing::Paragraph(number, language) => write!(f, "paragraph {number} in {}", language.code()),
            Missing::Theme => f.write_str("a theme"),
            Missing::Relation(number) => write!(f, "a provision to which paragraph {number} stands in a relation"),
        }
    }
}

/// What came of it.
pub struct Written {
    /// The file, YAML.
    pub file: String,
    /// Where it was written; nothing, where no folder was named.
    pub path: Option<PathBuf>,
    /// What has to be there before the check of the catalogue takes it.
    pub lacking: Vec<Lacking>,
}

/// Reads the version as everybody reads it, and writes its file.
pub async fn from_proposal(
    store: &Store,
    norms: &Norms,
    now: DateTime<Utc>,
    arguments: &FromProposalArguments,
) -> Result<Written, FromProposalError> {
    let given = &arguments.id;
    let id = proposal_id(given).ok_or_else(|| FromProposalError::NoId(given.clone()))?;
    let snapshot = store.snapshot(&Scope::anonymous(), now).await?;
    let proposal = snapshot.proposal(id).await?;
    let proposal = proposal.filter(|proposal| !proposal.versions.is_empty());
    let proposal = proposal.ok_or_else(|| FromProposalError::NoProposal(given.clone()))?;
    let names = snapshot.cosponsors(id).await?;
    let number = arguments.number;
    let made = taken(&proposal, number, arguments.symbol.clone(), names, norms).map_err(|refused| match refused {
        TakeRefused::NoVersion | TakeRefused::NotPublic => FromProposalError::NotPublic {
            id: given.clone(),
            number: number.unwrap_or_default(),
            public: proposal.versions.iter().map(|version| version.number).collect(),
        },
        TakeRefused::Withdrawn => FromProposalError::Withdrawn(given.clone()),
        TakeRefused::NoSymbol(symbol) => FromProposalError::NoSymbol(symbol),
    })?;
    let file = standards::yaml(&made.file);
    let path = match &arguments.out {
        Some(folder) => Some(put(folder, &made, &file)?),
        None => None,
    };
    Ok(Written {
        file,
        path,
        lacking: made.missing.into_iter().map(Lacking).collect(),
    })
}

fn proposal_id(given: &str) -> Option<ProposalId> {
    let bare = given.parse().ok().map(ProposalId);
    bare.or_else(|| node::key(Sort::Proposal, &ID(given.to_owned())).ok().map(ProposalId))
}

/// Writes the file into a content folder, and its entries to the ends of both lists. Nothing that is there is written over.
fn put(folder: &Path, made: &ProposedInstrument, file: &str) -> Result<PathBuf, FromProposalError> {
    let lists = [
        ("crosswalk.yaml", &made.relations),
        ("not-yet-asked.yaml", &made.not_yet_asked),
    ];
    for (name, _) in lists {
        if !folder.join(name).is_file() {
            let folder = folder.to_owned();
            return Err(FromProposalError::NoContent { folder, file: name });
        }
    }
    let path = folder.join(&made.path);
    let mut new = OpenOptions::new();
    match new.write(true).create_new(true).open(&path) {
        Ok(mut open) => open.write_all(file.as_bytes()).map_err(unwritable(&path))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(FromProposalError::There(path)),
        Err(error) => return Err(unwritable(&path)(error)),
    }
    for (name, items) in lists {
        let list = folder.join(name);
        let mut open = OpenOptions::new().append(true).open(&list).map_err(unwritable(&list))?;
        open.write_all(entries(items).as_bytes()).map_err(unwritable(&list))?;
    }
    Ok(path)
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> FromProposalError + use<> {
    let path = path.to_owned();
    move |source| FromProposalError::Unwritable { path, source }
}
