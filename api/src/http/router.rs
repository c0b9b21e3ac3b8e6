//! The addresses of the service.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{any, get};
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use http::{HeaderName, HeaderValue, StatusCode};
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use super::graphql::{Door, wrong_method};
use super::health;
use super::reply::Refusal;
use crate::graphql::fault::Fault;
use crate::localise::Message;

/// The addresses that the door answers, and those of `others`, under the same headers and compression. What is not there
/// gets a GraphQL errors body, 404 or 405.
pub fn router<A: Send + 'static>(door: Arc<Door<A>>, others: Router) -> Router {
    let own = Router::new()
        .route("/graphql", any(graphql::<A>))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz::<A>))
        .route("/metrics", get(health::metrics::<A>))
        .merge(others.with_state(()))
        .fallback(nothing::<A>)
        .method_not_allowed_fallback(read_only::<A>);
    own.with_state(door)
        .layer(CompressionLayer::new())
        .layer(unless_set(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(unless_set(X_FRAME_OPTIONS, "DENY"))
        .layer(unless_set(REFERRER_POLICY, "no-referrer"))
        .layer(unless_set(
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ))
}

fn unless_set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

async fn graphql<A: Send + 'static>(State(door): State<Arc<Door<A>>>, request: http::Request<Body>) -> Response {
    door.call(request).await
}

async fn nothing<A: Send + 'static>(State(door): State<Arc<Door<A>>>, request: http::Request<Body>) -> Response {
    let fault = Fault::not_found().saying(Message::NoSuchPath);
    door.refuse_path(Refusal::new(StatusCode::NOT_FOUND, fault), request.headers())
}

async fn read_only<A: Send + 'static>(State(door): State<Arc<Door<A>>>, request: http::Request<Body>) -> Response {
    door.refuse_path(wrong_method(request.method(), "GET, HEAD"), request.headers())
}
