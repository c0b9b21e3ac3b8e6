//! What operators ask: is the process alive, can it work, what are its figures.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, StatusCode};

use super::graphql::Door;
use super::reply::Refusal;

/// What is true now alone.
const NOT_KEPT: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];

/// Whether the process answers at all. It does not look at the database: restarting us would not mend that.
pub(super) async fn healthz() -> Response {
    (NOT_KEPT, "alive\n").into_response()
}

/// Whether the process can work; 503 while it cannot.
pub(super) async fn readyz<A: Send + 'static>(State(door): State<Arc<Door<A>>>, headers: HeaderMap) -> Response {
    match (door.wiring.ready)().await {
        Ok(()) => (NOT_KEPT, "ready\n").into_response(),
        Err(fault) => door.refuse_path(Refusal::unavailable(vec![fault.into_server_error()]), &headers),
    }
}

/// The figures in the text form of Prometheus.
pub(super) async fn metrics<A: Send + 'static>(State(door): State<Arc<Door<A>>>) -> Response {
    (door.wiring.look)().await;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    (StatusCode::OK, NOT_KEPT, [(CONTENT_TYPE, kind)], door.metrics.text()).into_response()
}
