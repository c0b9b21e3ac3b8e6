//! The addresses of the service.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{any, get};
use http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderName, HeaderValue, StatusCode};
use tower::util::MapResponseLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};

use super::graphql::{Door, wrong_method};
use super::health;
use super::pace::paced;
use super::reply::Refusal;
use crate::graphql::fault::Fault;
use crate::localise::Message;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const CROSS_DOMAIN_POLICIES: HeaderName = HeaderName::from_static("x-permitted-cross-domain-policies");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// What no page of ours uses, nor one that is shown in a frame of it.
const NOT_PERMITTED: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// A year, for this host alone: what stands beside it is not ours to decide about.
const ALWAYS_TLS: &str = "max-age=31536000";

/// The addresses that the door answers, and those of `others` and `counted`, under the same headers and compression. Calls
/// of `counted` count for the address that they come from. What is not there gets a GraphQL errors body, 404 or 405.
pub fn router<A: Send + 'static>(door: Arc<Door<A>>, others: Router, counted: Router) -> Router {
    let counted = counted.layer(from_fn_with_state(Arc::clone(&door), paced::<A>));
    let own = Router::new()
        .route("/graphql", any(graphql::<A>))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz::<A>))
        .route("/metrics", get(health::metrics::<A>))
        .merge(others.with_state(()))
        .merge(counted.with_state(()))
        .fallback(nothing::<A>)
        .method_not_allowed_fallback(read_only::<A>);
    let secure = door.settings.secure;
    let compressed = own
        .with_state(door)
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_no_download)));
    with_headers(compressed, secure)
}

/// Marks an answer that pages of others may show in a frame.
#[derive(Clone, Copy)]
pub(super) struct Framed;

/// Every answer of these addresses tells browsers what it is not for; `secure` is whether people come by TLS. One layer for
/// all of them: axum boxes each, which a cached answer would feel.
pub(super) fn with_headers(addresses: Router, secure: bool) -> Router {
    let mut told = vec![
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (RESOURCE_POLICY, "same-origin"),
        (OPENER_POLICY, "same-origin"),
        (CROSS_DOMAIN_POLICIES, "none"),
        (PERMISSIONS_POLICY, NOT_PERMITTED),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ];
    if secure {
        told.push((STRICT_TRANSPORT_SECURITY, ALWAYS_TLS));
    }
    let told: Arc<[_]> = told
        .into_iter()
        .map(|(name, value)| (name, HeaderValue::from_static(value)))
        .collect();
    addresses.layer(MapResponseLayer::new(move |mut response: Response| {
        let is_framed = response.extensions().get::<Framed>().is_some();
        let headers = response.headers_mut();
        headers.reserve(told.len());
        for (name, value) in told.iter() {
            if is_framed && *name == X_FRAME_OPTIONS {
                continue;
            }
            headers.entry(name).or_insert_with(|| value.clone());
        }
        response
    }))
}

/// What is offered as a download is sent as it is: its length, its parts and its tag are those of its own bytes.
fn is_no_download(_: StatusCode, _: http::Version, headers: &http::HeaderMap, _: &http::Extensions) -> bool {
    !headers.contains_key(CONTENT_DISPOSITION)
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
