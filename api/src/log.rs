//! The log over plain HTTP, for verifiers that speak no GraphQL: heads, proofs, entries and receipts, in the forms of
//! `docs/formats.md`.
//!
//! What never changes says so to caches: a full page of entries and what is asked of a size that is named.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Actor, Scope};
use domain::id::QuestionCode;
use domain::language::Language;
use domain::submission::{EntryKind, Position};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, StatusCode};
use register::Entries;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use store::Snapshot;

use crate::graphql::call::Call;
use crate::graphql::citation::Cited;
use crate::graphql::fault::Fault;
use crate::http::{bearer, refused};
use crate::process::Process;

/// The most entries of one page.
const PAGE: u32 = 1_000;

/// Of what is as it is now: a log grows when a State files.
const NOW: &str = "public, max-age=5";
/// Of what a signature of another key may replace.
const LASTING: &str = "public, max-age=86400";
/// Of what is the same bytes for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The addresses of the log.
pub fn routes(process: Arc<Process>) -> Router {
    Router::new()
        .route("/register/head", get(head))
        .route("/register/proof/inclusion", get(inclusion))
        .route("/register/proof/consistency", get(consistency))
        .route("/register/entries", get(entries))
        .route("/filings/{position}/receipt", get(receipt))
        .route("/cite/{round}/{position}", get(cite))
        .route("/cite/{round}/{position}/{question}", get(cite))
        .with_state(process)
}

/// The size of the log, and the moment in which it was read.
pub(crate) async fn size_of(snapshot: &Snapshot) -> Result<u64, Fault> {
    Ok(snapshot.register_version().await?.0.0)
}

/// A size that a client names, of a log that has reached it; left out: the size of now.
pub(crate) async fn reached(snapshot: &Snapshot, size: Option<u64>, field: &'static str) -> Result<u64, Fault> {
    let now = size_of(snapshot).await?;
    match size {
        None => Ok(now),
        Some(size) if size <= now => Ok(size),
        Some(_) => Err(Fault::invalid().at(field).with("maximum", now)),
    }
}

struct Shown {
    kind: &'static str,
    cache: &'static str,
    body: Vec<u8>,
}

impl Shown {
    fn json(body: Vec<u8>, cache: &'static str) -> Self {
        Self {
            kind: "application/json",
            cache,
            body,
        }
    }
}

/// An answer that everybody may share, or what was wrong.
fn answer(process: &Process, headers: &HeaderMap, shown: Result<Shown, Fault>) -> Response {
    let Shown { kind, cache, body } = match shown {
        Ok(shown) => shown,
        Err(fault) => return refused(fault, headers, || process.app().mint().id()),
    };
    // Weak, because it goes with the compressed bytes too (RFC 9110 section 8.8.1).
    let tag = format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(&body)));
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|header| header.to_str().ok())
        .is_some_and(|header| header.split(',').any(|named| named.trim() == tag));
    let head = [(CACHE_CONTROL, cache.to_owned()), (ETAG, tag)];
    if known {
        (StatusCode::NOT_MODIFIED, head).into_response()
    } else {
        (head, [(CONTENT_TYPE, kind)], body).into_response()
    }
}

async fn public(process: &Process) -> Result<Snapshot, Fault> {
    let now = process.app().mint().now();
    Ok(process.app().store().snapshot(&Scope::anonymous(), now).await?)
}

fn read<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Fault> {
    query
        .map(|Query(read)| read)
        .map_err(|error| Fault::invalid().because(error))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadQuery {
    size: Option<u64>,
}

/// The signed head of the log, as it is now or as it was at a size.
async fn head(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    query: Result<Query<HeadQuery>, QueryRejection>,
) -> Response {
    let shown = async {
        let asked = read(query)?.size;
        let snapshot = public(&process).await?;
        let size = reached(&snapshot, asked, "size").await?;
        let claims = snapshot.head_claims(size).await?;
        Ok(Shown {
            kind: "application/jose",
            cache: if asked.is_some() { LASTING } else { NOW },
            body: process.app().keys().set().signer().head(&claims).into_bytes(),
        })
    };
    answer(&process, &headers, shown.await)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InclusionQuery {
    position: u64,
    size: Option<u64>,
}

/// The proof that a log holds an entry.
async fn inclusion(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    query: Result<Query<InclusionQuery>, QueryRejection>,
) -> Response {
    let shown = async {
        let asked = read(query)?;
        let snapshot = public(&process).await?;
        let size = reached(&snapshot, asked.size, "size").await?;
        let proof = snapshot.inclusion(Position(asked.position), size).await?;
        let proof = proof.ok_or_else(|| Fault::invalid().at("position").with("maximum", size))?;
        let cache = if asked.size.is_some() { FOR_EVER } else { NOW };
        Ok(Shown::json(proof.to_json(), cache))
    };
    answer(&process, &headers, shown.await)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsistencyQuery {
    from: u64,
    to: Option<u64>,
}

/// The proof that the log only grew.
async fn consistency(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    query: Result<Query<ConsistencyQuery>, QueryRejection>,
) -> Response {
    let shown = async {
        let asked = read(query)?;
        let snapshot = public(&process).await?;
        let to = reached(&snapshot, asked.to, "to").await?;
        let proof = snapshot.consistency(asked.from, to).await?;
        let proof = proof.ok_or_else(|| Fault::invalid().at("from").with("maximum", to))?;
        let cache = if asked.to.is_some() { FOR_EVER } else { NOW };
        Ok(Shown::json(proof.to_json(), cache))
    };
    answer(&process, &headers, shown.await)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntriesQuery {
    from: Option<u64>,
    count: Option<u32>,
}

/// Entries of the log as they are hashed, from a position on.
async fn entries(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    query: Result<Query<EntriesQuery>, QueryRejection>,
) -> Response {
    let shown = async {
        let asked = read(query)?;
        let count = asked.count.unwrap_or(PAGE);
        if count == 0 || count > PAGE {
            return Err(Fault::invalid().at("count").with("maximum", PAGE));
        }
        let from = Position(asked.from.unwrap_or(1).max(1));
        let found = public(&process).await?.log_entries(from, count).await?;
        let cache = if found.len() == count as usize { FOR_EVER } else { NOW };
        let entries = Entries::new(found).map_err(Fault::internal)?;
        Ok(Shown::json(entries.to_json(), cache))
    };
    answer(&process, &headers, shown.await)
}

#[derive(Deserialize)]
struct Place {
    round: String,
    position: u64,
    question: Option<String>,
}

/// What is cited, as everybody may see it: an extract, of one answer if that is cited; or, with status 410, the entries of
/// what was withdrawn and of its withdrawal.
async fn cite(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    place: Result<Path<Place>, PathRejection>,
) -> Response {
    let shown = async {
        let Path(place) = place.map_err(|_| Fault::not_found())?;
        let position = Position(place.position);
        let call = Call::new(Arc::clone(process.app()), Actor::Anonymous, Language::English);
        let snapshot = call.snapshot().await?;
        let entry = snapshot.log_entries(position, 1).await?.pop();
        let entry = entry.filter(|entry| entry.position == position.0 && entry.round == place.round);
        let entry = entry.ok_or_else(Fault::not_found)?;
        let question = place.question.map(QuestionCode::new).transpose();
        let question = question.map_err(|_| Fault::not_found())?;
        match Cited::find(&call, position, question.clone()).await? {
            Some(Cited::Filing(filing)) if filing.kind_of() != EntryKind::Withdrawal => {
                let extract = filing.extract_for(&call, None).await?;
                Ok((StatusCode::OK, extract.to_json()))
            }
            Some(Cited::FiledAnswer(answer)) => {
                let extract = answer
                    .filing()
                    .extract_for(&call, question.as_ref().map(AsRef::as_ref))
                    .await?;
                Ok((StatusCode::OK, extract.to_json()))
            }
            Some(Cited::Tombstone(tombstone)) => {
                let withdrawal = snapshot.log_entries(tombstone.withdrawal(), 1).await?;
                let stone = register::tombstone(&entry, &withdrawal.first().cloned().ok_or_else(Fault::not_found)?);
                Ok((StatusCode::GONE, stone))
            }
            Some(Cited::Filing(_)) | None => Err(Fault::not_found()),
        }
    };
    match shown.await {
        Ok((status, body)) => {
            let mut response = answer(&process, &headers, Ok(Shown::json(body, NOW)));
            if response.status() == StatusCode::OK {
                *response.status_mut() = status;
            }
            response
        }
        Err(fault) => answer(&process, &headers, Err(fault)),
    }
}

/// The receipt of a filing, for the State's own people and for auditors.
async fn receipt(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    position: Result<Path<u64>, PathRejection>,
) -> Response {
    let found = async {
        let Path(position) = position.map_err(|_| Fault::not_found())?;
        let scope = process.scope_of(bearer(&headers)?).await?;
        let now = process.app().mint().now();
        let snapshot = process.app().store().snapshot(&scope, now).await?;
        let receipt = snapshot.receipt(Position(position)).await?;
        receipt.ok_or_else(Fault::not_found)
    };
    match found.await {
        Ok(receipt) => {
            let head = [
                (CONTENT_TYPE, "application/jose"),
                (CACHE_CONTROL, "private, no-store"),
                (VARY, "Authorization"),
            ];
            (head, receipt).into_response()
        }
        Err(fault) => refused(fault, &headers, || process.app().mint().id()),
    }
}
