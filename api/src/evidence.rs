//! Documents over plain HTTP: in by `POST /evidence` with an access token, out by a link that GraphQL gives to whoever may
//! read the evidence (`Evidence.download`).

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::access::{KeepEvidence, Permit};
use domain::id::{EvidenceId, StateCode};
use domain::language::Language;
use domain::questionnaire::normalised;
use domain::submission::{Evidence, EvidenceDescription, EvidenceSource, Salt, StoredDocument};
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::json;
use store::seal_evidence;
use tokio::time::timeout;
use vault::{FileName, Place, Received, Unfit};

use crate::auth::{Grant, LinkQuery, LinkRefused};
use crate::graphql::call::Call;
use crate::graphql::fault::{Code, Fault};
use crate::graphql::node::{self, Sort};
use crate::http::{bearer, download_name, range, refused_as};
use crate::localise::Message;
use crate::process::{Process, only_sent};

/// How long one document may take to arrive.
const UPLOAD_TIME: Duration = Duration::from_mins(15);

/// The addresses of evidence.
pub fn routes(process: Arc<Process>) -> Router {
    Router::new()
        .route("/evidence", post(upload).fallback(only_sent))
        .route("/evidence/{id}", get(download))
        .with_state(process)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UploadQuery {
    state: String,
    name: String,
}

/// Takes the document in the body under a name, for a State. 201 with its id; 200 if the State keeps the same bytes already.
/// What is acknowledged is durable, and nothing is left of what is not.
async fn upload(
    State(process): State<Arc<Process>>,
    query: Result<Query<UploadQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    match take(&process, &headers, query, request.into_body()).await {
        Ok((status, evidence)) => {
            let id = node::id(Sort::Evidence, evidence.id.to_string());
            let document = evidence.document();
            let body = json!({
                "id": id.as_str(),
                "name": document.map(|document| &document.name),
                "mediaType": document.map(|document| &document.media_type),
                "size": document.map(|document| document.size),
                "sha256": document.map(|document| vault::hex(&document.sha256)),
                "isNew": status == StatusCode::CREATED,
            });
            (status, [(CACHE_CONTROL, "private, no-store")], Json(body)).into_response()
        }
        Err((status, fault)) => refused_as(status, fault, &headers, || process.app().mint().id()),
    }
}

type Refusal = (Option<StatusCode>, Fault);

fn unspecific(fault: impl Into<Fault>) -> Refusal {
    (None, fault.into())
}

async fn take(
    process: &Process,
    headers: &HeaderMap,
    query: Result<Query<UploadQuery>, QueryRejection>,
    body: Body,
) -> Result<(StatusCode, Evidence), Refusal> {
    let token = bearer(headers).map_err(unspecific)?;
    let actor = process.actor(token).await.map_err(unspecific)?;
    let Query(asked) = query.map_err(|error| unspecific(Fault::invalid().because(error)))?;
    let state = StateCode::new(asked.state).map_err(|_| unspecific(Fault::invalid().at("state")))?;
    let call = Call::new(Arc::clone(process.app()), actor, Language::English);
    // Asked before a byte is read: who may not keep anything here sends nothing.
    let permit = call.actor().permit(KeepEvidence {
        state: state.clone(),
        evidence: None,
    });
    let permit = permit.map_err(unspecific)?;
    let name = FileName::new(normalised(asked.name)).map_err(|bad| {
        let fault = Fault::invalid().saying(Message::EvidenceName);
        unspecific(fault.at("name").with("reason", bad.code()).because(bad))
    })?;
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let vault = &call.app().keeping().vault;
    let receiving = vault.receive(&name, announced, body.into_data_stream());
    let received = timeout(UPLOAD_TIME, receiving).await.unwrap_or(Err(Unfit::TooSlow));
    let received = received.map_err(unfit)?;
    let kept = keep(&call, permit, (state, name), &received).await;
    kept.map_err(|fault| {
        (
            (fault.code() == Code::Limit).then_some(StatusCode::PAYLOAD_TOO_LARGE),
            fault,
        )
    })
}

/// Keeps what was received: first its bytes, then what is known of them.
async fn keep(
    call: &Call,
    permit: Permit<KeepEvidence>,
    (state, name): (StateCode, FileName),
    received: &Received,
) -> Result<(StatusCode, Evidence), Fault> {
    let work = call.begin().await?;
    let known = work.document(&state, &received.sha256).await?;
    // No transaction stays open while a store is waited for.
    drop(work);
    let vault = &call.app().keeping().vault;
    if let Some(known) = known {
        // Bytes that the store has lost are there again once somebody sends them.
        let place = Place::of(state.as_str(), &received.sha256, known.id);
        if !vault.holds(&place).await? {
            vault.keep(&place, received).await?;
        }
        return Ok((StatusCode::OK, known));
    }
    let id = EvidenceId(call.mint().id());
    let place = Place::of(state.as_str(), &received.sha256, id);
    vault.keep(&place, received).await?;
    let work = call.begin().await?;
    let kept = work.lock_kept_bytes(&state).await?;
    // Somebody else may have sent the same bytes meanwhile.
    if let Some(known) = work.document(&state, &received.sha256).await? {
        drop(work);
        vault.remove(&place).await?;
        return Ok((StatusCode::OK, known));
    }
    let source = EvidenceSource::Document(StoredDocument {
        name: name.as_str().to_owned(),
        sha256: received.sha256,
        size: received.size,
        media_type: received.media.media_type().to_owned(),
    });
    let description = EvidenceDescription::default();
    let sealed = seal_evidence(&source, &description, Salt(call.mint().bytes()));
    let room = (kept, call.app().keeping().per_state);
    match Evidence::keep(permit, (id, source), description, sealed, room, call.now()) {
        Ok(outcome) => {
            work.keep_evidence(&outcome).await?;
            call.commit(work).await?;
            Ok((StatusCode::CREATED, outcome.state))
        }
        Err(refused) => {
            drop(work);
            vault.remove(&place).await?;
            Err(refused.into())
        }
    }
}

fn unfit(unfit: Unfit) -> Refusal {
    let invalid = |status, message| (Some(status), Fault::invalid().saying(message));
    match unfit {
        Unfit::Empty => invalid(StatusCode::BAD_REQUEST, Message::EvidenceEmpty),
        Unfit::TooLarge { maximum } => {
            let message = Message::EvidenceTooLarge { limit: maximum };
            let fault = Fault::limit("evidence", message, maximum, None);
            (Some(StatusCode::PAYLOAD_TOO_LARGE), fault)
        }
        Unfit::CutOff => invalid(StatusCode::BAD_REQUEST, Message::CutOff),
        Unfit::TooSlow => {
            let limit = UPLOAD_TIME.as_secs();
            invalid(StatusCode::REQUEST_TIMEOUT, Message::TooSlow { limit })
        }
        Unfit::Unknown => invalid(StatusCode::UNSUPPORTED_MEDIA_TYPE, Message::EvidenceType),
        Unfit::Extension { extension, found } => {
            let message = Message::EvidenceExtension {
                extension,
                found: found.extensions().join(", "),
            };
            let (status, fault) = invalid(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
            (status, fault.with("mediaType", found.media_type()))
        }
        Unfit::Bomb => invalid(StatusCode::UNPROCESSABLE_ENTITY, Message::EvidenceBomb),
        Unfit::Failed(error) => (None, Fault::unavailable(error)),
    }
}

/// The bytes of a document, or the part that is asked for, to whoever has a link that has not ended.
async fn download(
    State(process): State<Arc<Process>>,
    id: Result<Path<String>, PathRejection>,
    query: Result<Query<LinkQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    match give(&process, id, query, &headers).await {
        Ok(response) => response,
        Err(fault) => refused_as(None, fault, &headers, || process.app().mint().id()),
    }
}

async fn give(
    process: &Process,
    id: Result<Path<String>, PathRejection>,
    query: Result<Query<LinkQuery>, QueryRejection>,
    headers: &HeaderMap,
) -> Result<Response, Fault> {
    let (Ok(Path(id)), Ok(Query(link))) = (id, query) else {
        return Err(Fault::not_found());
    };
    let links = process.app().keys().links();
    let now = process.app().mint().now();
    let grant = links.read::<Grant>(&id, link.parts(), now);
    let grant = grant.map_err(|refused| match refused {
        LinkRefused::Forged => Fault::not_found(),
        LinkRefused::Over => Fault::forbidden().saying(Message::EvidenceLinkOver),
    })?;
    let tag = format!("\"{}\"", vault::hex(&grant.sha256));
    let common = common_headers(&grant, &tag);
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let is_known = |text: &str| {
        text.split(',')
            .any(|named| matches!(named.trim(), known if known == tag || known == "*"))
    };
    if text(IF_NONE_MATCH).is_some_and(is_known) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    // A part of another state of the document would be worthless (RFC 9110 section 13.1.5).
    let asked = text(RANGE).filter(|_| text(IF_RANGE).is_none_or(|named| named == tag));
    let part: Option<Range<u64>> = match asked.map(|asked| range::read(asked, grant.size)) {
        None | Some(range::Asked::Whole) => None,
        Some(range::Asked::Part(part)) => Some(part),
        Some(range::Asked::Nothing) => {
            let all = [(CONTENT_RANGE, format!("bytes */{}", grant.size))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, common, all).into_response());
        }
    };
    let place = Place::of(&grant.state, &grant.sha256, grant.key);
    let bytes = process.app().keeping().vault.read(&place, part.clone()).await?;
    let body = Body::from_stream(bytes);
    let response = match part {
        None => (StatusCode::OK, common, [(CONTENT_LENGTH, grant.size.to_string())], body).into_response(),
        Some(part) => {
            let length = part.end - part.start;
            let span = [
                (CONTENT_LENGTH, length.to_string()),
                (
                    CONTENT_RANGE,
                    format!("bytes {}-{}/{}", part.start, part.end - 1, grant.size),
                ),
            ];
            (StatusCode::PARTIAL_CONTENT, common, span, body).into_response()
        }
    };
    Ok(response)
}

/// What goes with every answer to a link: it is this reader's alone, it is to be saved and not to be shown, and whatever shows
/// it all the same may run nothing of it.
fn common_headers(grant: &Grant, tag: &str) -> HeaderMap {
    let text = |text: String| HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"));
    let charset = if grant.media_type.starts_with("text/") {
        "; charset=utf-8"
    } else {
        ""
    };
    HeaderMap::from_iter([
        (CONTENT_TYPE, text(format!("{}{charset}", grant.media_type))),
        (CONTENT_DISPOSITION, text(download_name::disposition(&grant.name))),
        (ETAG, text(tag.to_owned())),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (VARY, HeaderValue::from_static("Range")),
        (
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
        ),
    ])
}
