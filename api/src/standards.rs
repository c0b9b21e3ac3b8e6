//! The catalogue in the forms of standards over HTTP: OSCAL and FHIR.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::id::InstrumentId;
use http::HeaderMap;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde_json::Value as Json;

use crate::graphql::fault::Fault;
use crate::http::refused;
use crate::process::Process;
use crate::world::World;

/// The version that files name: the program's, which brings the catalogue.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The addresses of the catalogue.
pub fn routes(process: Arc<Process>) -> Router {
    Router::new().route("/catalogue/{file}", get(file)).with_state(process)
}

async fn file(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    name: Result<Path<String>, PathRejection>,
) -> Response {
    let base = format!("{}/catalogue", process.app().tokens().address());
    let found = name.ok().and_then(|Path(name)| {
        let (name, kind) = name.split_once('.')?;
        written(&process.app().world(), (name, kind), &base)
    });
    match found {
        Some((kind, json)) => {
            let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=300")];
            (headers, format!("{json:#}\n")).into_response()
        }
        None => refused(Fault::not_found(), &headers, || process.app().mint().id()),
    }
}

/// A file with its media type: `catalog`, `crosswalk` or an instrument as `oscal.json`, an edition as `fhir.json`.
fn written(world: &World, (name, kind): (&str, &str), base: &str) -> Option<(&'static str, Json)> {
    match (name, kind) {
        ("catalog", "oscal.json") => Some(("application/json", standards::catalog(&world.norms, None, VERSION)?)),
        ("crosswalk", "oscal.json") => Some(("application/json", standards::mapping(&world.norms, base, VERSION))),
        (instrument, "oscal.json") => {
            let id = InstrumentId::new(instrument).ok()?;
            Some((
                "application/json",
                standards::catalog(&world.norms, Some(&id), VERSION)?,
            ))
        }
        (edition, "fhir.json") => {
            let mut editions = world.editions.values();
            let edition = editions.find(|known| known.id().to_string().replace('/', "-") == edition)?;
            Some(("application/fhir+json", standards::questionnaire(edition, &world.norms)))
        }
        _ => None,
    }
}
