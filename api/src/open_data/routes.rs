//! Open data over HTTP: the catalogue, the dictionary, and files in parts.
//!
//! A file is made while it is sent, so how long it is and what its hash is are known once somebody has had it, or asked for a
//! part of it: then it is made once without being sent. A part is made from the beginning too, and sent from where it begins.
//! The tag of a file is strong: as long as it is the same, so is every byte (RFC 9110 sections 8.8.1 and 13.1.5).

use std::ops::Range;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use domain::access::Scope;
use domain::id::RoundKey;
use domain::submission::{Position, Round};
use futures_util::stream;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, IF_RANGE, RANGE,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use moka::sync::Cache;
use opendata::{Catalogue, Distribution, Format, csv_metadata, dictionary, tables};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use store::PublicEdge;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::graphql::fault::Fault;
use crate::http::{range, refused};
use crate::open_data::{Export, ExportFailed, Source, Wanted, tag};
use crate::process::Process;

/// Of what is as it is now: a shared cache asks again soon.
const NOW: &str = "public, max-age=5";

/// Files that are on their way at a time; whoever comes then is asked to come again.
const AT_A_TIME: usize = 32;

/// Files of which length and hash are remembered.
const KNOWN: u64 = 1_000;

/// What the addresses share.
struct House {
    process: Arc<Process>,
    /// Length and SHA-256 of files, by their tags.
    known: Cache<String, (u64, String)>,
    places: Arc<Semaphore>,
}

/// The addresses of open data.
pub fn routes(process: Arc<Process>) -> Router {
    let house = House {
        process,
        known: Cache::new(KNOWN),
        places: Arc::new(Semaphore::new(AT_A_TIME)),
    };
    Router::new()
        .route("/open-data", get(catalogue))
        .route("/open-data/{file}", get(file))
        .with_state(Arc::new(house))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(rename = "asOf")]
    as_of: Option<u64>,
    round: Option<String>,
}

/// What somebody asks for, as of one instant.
struct Moment {
    at: DateTime<Utc>,
    edge: PublicEdge,
    as_of: Position,
    round: Option<Arc<Round>>,
}

impl House {
    async fn moment(&self, asked: Result<Query<Asked>, QueryRejection>) -> Result<Moment, Fault> {
        let Query(asked) = asked.map_err(|error| Fault::invalid().because(error))?;
        let app = self.process.app();
        let at = app.mint().now();
        let named = asked.as_of.map(Position);
        let snapshot = app.store().snapshot(&Scope::aggregate(), at).await?;
        let edge = snapshot.public_edge(named).await?;
        let as_of = named.unwrap_or(edge.position);
        if as_of > edge.position {
            return Err(Fault::invalid().at("asOf").with("maximum", edge.position.0));
        }
        let round = match asked.round.map(RoundKey::new) {
            None => None,
            Some(Err(_)) => return Err(Fault::not_found()),
            Some(Ok(key)) => {
                let found = snapshot.round_by_key(&key).await?;
                Some(Arc::new(found.ok_or_else(Fault::not_found)?))
            }
        };
        Ok(Moment { at, edge, as_of, round })
    }

    fn export(&self, wanted: Wanted, moment: &Moment) -> Result<Export, Fault> {
        let app = self.process.app();
        let source = Source {
            store: app.store().clone(),
            world: app.world(),
            board: Arc::clone(app.board()),
        };
        Export::begin(source, wanted, moment.edge, moment.at).map_err(fault)
    }

    fn place(&self) -> Result<OwnedSemaphorePermit, Fault> {
        Arc::clone(&self.places).try_acquire_owned().map_err(Fault::unavailable)
    }

    fn refused(&self, fault: Fault, headers: &HeaderMap) -> Response {
        refused(fault, headers, || self.process.app().mint().id())
    }
}

fn fault(failed: ExportFailed) -> Fault {
    match failed {
        ExportFailed::Store(error) => error.into(),
        ExportFailed::NotEncoded(error) => Fault::internal(error),
        ExportFailed::Task(error) => Fault::unavailable(error),
        moved @ ExportFailed::Moved => Fault::unavailable(moved),
    }
}

fn json(kind: &'static str, json: &serde_json::Value) -> Response {
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, NOW)];
    (headers, format!("{json:#}\n")).into_response()
}

/// The catalogue (DCAT 3, JSON-LD): of all tables as of a position, and of one round where one is named.
async fn catalogue(
    State(house): State<Arc<House>>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let moment = match house.moment(asked).await {
        Ok(moment) => moment,
        Err(fault) => return house.refused(fault, &headers),
    };
    let address = house.process.app().tokens().address();
    let mut distributions = Vec::new();
    for head in tables::all() {
        for format in Format::ALL {
            let round = moment.round.clone().filter(|_| head.by_round);
            let wanted = Wanted {
                table: head.name,
                format,
                as_of: moment.as_of,
                round,
            };
            distributions.push(Distribution {
                table: head.name,
                format,
                address: address_of(address, &wanted),
                known: house.known.get(&tag(&wanted, &moment.edge)),
            });
        }
    }
    let said = Catalogue {
        address: format!("{address}/open-data"),
        as_of: moment.as_of.0,
        distributions,
    };
    json("application/ld+json", &opendata::catalogue(&said))
}

/// Where a file is, as of its position.
pub(crate) fn address_of(address: &str, wanted: &Wanted) -> String {
    let (table, extension, as_of) = (wanted.table, wanted.format.extension(), wanted.as_of);
    let round = wanted.round.as_ref().map(|round| format!("&round={}", round.key));
    format!(
        "{address}/open-data/{table}.{extension}?asOf={as_of}{}",
        round.unwrap_or_default()
    )
}

/// A table, or what is said about all of them.
async fn file(
    State(house): State<Arc<House>>,
    headers: HeaderMap,
    name: Result<Path<String>, PathRejection>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Ok(Path(name)) = name else {
        return house.refused(Fault::not_found(), &headers);
    };
    match name.as_str() {
        "dictionary.json" => return json("application/json", &dictionary()),
        "csv-metadata.json" => return json("application/csvm+json", &csv_metadata()),
        _ => {}
    }
    match table(&house, &headers, &name, asked).await {
        Ok(response) => response,
        Err(fault) => house.refused(fault, &headers),
    }
}

async fn table(
    house: &Arc<House>,
    headers: &HeaderMap,
    name: &str,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Fault> {
    let (table, extension) = name.split_once('.').ok_or_else(Fault::not_found)?;
    let head = tables::find(table).ok_or_else(Fault::not_found)?;
    let format = Format::from_extension(extension).ok_or_else(Fault::not_found)?;
    let moment = house.moment(asked).await?;
    if moment.round.is_some() && !head.by_round {
        return Err(Fault::invalid().at("round"));
    }
    let wanted = Wanted {
        table: head.name,
        format,
        as_of: moment.as_of,
        round: moment.round.clone(),
    };
    let tag = tag(&wanted, &moment.edge);
    let common = common_headers(&wanted, &tag);
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let is_known = |text: &str| {
        let bare = |named: &str| named.trim().trim_start_matches("W/") == tag || named.trim() == "*";
        text.split(',').any(bare)
    };
    if text(IF_NONE_MATCH).is_some_and(is_known) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let place = house.place()?;
    // A part of another state of the file would be worthless (RFC 9110 section 13.1.5).
    let ranged = text(RANGE).filter(|_| text(IF_RANGE).is_none_or(|named| named == tag));
    let Some(ranged) = ranged else {
        let known = house.known.get(&tag);
        let unknown = known.is_none().then_some(tag);
        let length = known.map(|(size, _)| [(CONTENT_LENGTH, size.to_string())]);
        let body = body(house, house.export(wanted, &moment)?, unknown, (0, None), place);
        return Ok(match length {
            Some(length) => (StatusCode::OK, common, length, body).into_response(),
            None => (StatusCode::OK, common, body).into_response(),
        });
    };
    let size = match house.known.get(&tag) {
        Some((size, _)) => size,
        None => measured(house, house.export(wanted.clone(), &moment)?, &tag).await?,
    };
    let part: Range<u64> = match (size > 0).then(|| range::read(ranged, size)) {
        None | Some(range::Asked::Nothing) => {
            let all = [(CONTENT_RANGE, format!("bytes */{size}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, common, all).into_response());
        }
        Some(range::Asked::Whole) => {
            let length = [(CONTENT_LENGTH, size.to_string())];
            let body = body(house, house.export(wanted, &moment)?, None, (0, None), place);
            return Ok((StatusCode::OK, common, length, body).into_response());
        }
        Some(range::Asked::Part(part)) => part,
    };
    let length = part.end - part.start;
    let span = [
        (CONTENT_LENGTH, length.to_string()),
        (CONTENT_RANGE, format!("bytes {}-{}/{size}", part.start, part.end - 1)),
    ];
    let body = body(
        house,
        house.export(wanted, &moment)?,
        None,
        (part.start, Some(length)),
        place,
    );
    Ok((StatusCode::PARTIAL_CONTENT, common, span, body).into_response())
}

fn common_headers(wanted: &Wanted, tag: &str) -> HeaderMap {
    let text = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("attachment"));
    let round = wanted.round.as_ref().map(|round| format!("-{}", round.key));
    let name = format!(
        "attachment; filename=\"{}{}-{}.{}\"",
        wanted.table,
        round.unwrap_or_default(),
        wanted.as_of,
        wanted.format.extension()
    );
    HeaderMap::from_iter([
        (CONTENT_TYPE, text(wanted.format.media_type())),
        (CONTENT_DISPOSITION, text(&name)),
        (ETAG, text(tag)),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (CACHE_CONTROL, HeaderValue::from_static(NOW)),
    ])
}

/// Makes a file once without sending it: its length.
async fn measured(house: &House, mut export: Export, tag: &str) -> Result<u64, Fault> {
    let (mut hash, mut size) = (Sha256::new(), 0);
    while let Some(piece) = export.piece().await.map_err(fault)? {
        hash.update(&piece);
        size += piece.len() as u64;
    }
    house.known.insert(tag.to_owned(), (size, vault::hex(&hash.finalize())));
    Ok(size)
}

/// A file on its way to somebody.
struct Sending {
    house: Arc<House>,
    export: Export,
    /// The tag under which length and hash are remembered, where the whole is sent and they are not known.
    tag: Option<String>,
    hash: Sha256,
    sent: u64,
    /// Bytes that are left out from here on, and bytes that are sent after them.
    skip: u64,
    left: Option<u64>,
    _place: OwnedSemaphorePermit,
}

impl Sending {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, ExportFailed> {
        loop {
            if self.left == Some(0) {
                return Ok(None);
            }
            let Some(piece) = self.export.piece().await.inspect_err(|error| {
                tracing::warn!(%error, "a file of open data breaks off");
            })?
            else {
                if let Some(tag) = self.tag.take() {
                    let hash = vault::hex(&std::mem::take(&mut self.hash).finalize());
                    self.house.known.insert(tag, (self.sent, hash));
                }
                return Ok(None);
            };
            if self.tag.is_some() {
                self.hash.update(&piece);
            }
            let mut piece = Bytes::from(piece);
            let skipped = piece.len().min(usize::try_from(self.skip).unwrap_or(usize::MAX));
            self.skip -= skipped as u64;
            piece = piece.slice(skipped..);
            if let Some(left) = &mut self.left {
                piece.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
                *left -= piece.len() as u64;
            }
            self.sent += piece.len() as u64;
            if !piece.is_empty() {
                return Ok(Some((piece, self)));
            }
        }
    }
}

fn body(
    house: &Arc<House>,
    export: Export,
    tag: Option<String>,
    (skip, left): (u64, Option<u64>),
    place: OwnedSemaphorePermit,
) -> Body {
    let sending = Sending {
        house: Arc::clone(house),
        export,
        tag,
        hash: Sha256::new(),
        sent: 0,
        skip,
        left,
        _place: place,
    };
    Body::from_stream(stream::try_unfold(sending, Sending::next))
}
