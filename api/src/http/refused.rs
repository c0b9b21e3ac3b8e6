//! A fault outside of GraphQL, as an answer: the same body, and the status that its code has in HTTP.

use axum::response::Response;
use http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::graphql::language;
use super::negotiation::Media;
use super::reply::Refusal;
use crate::graphql::fault::{Code, Fault, present};

/// The answer to a request that failed so. `new_id` names our own mistakes in the log.
pub fn refused(fault: Fault, headers: &HeaderMap, new_id: impl FnOnce() -> Uuid) -> Response {
    let language = language(headers);
    let mut refusal = match fault.code() {
        Code::Unavailable => Refusal::unavailable(vec![fault.into_server_error()]),
        Code::Unauthenticated => Refusal::authentication(fault),
        Code::Forbidden => Refusal::new(StatusCode::FORBIDDEN, fault),
        Code::NotFound => Refusal::new(StatusCode::NOT_FOUND, fault),
        Code::Invalid => Refusal::new(StatusCode::BAD_REQUEST, fault),
        Code::Conflict | Code::State => Refusal::new(StatusCode::CONFLICT, fault),
        Code::Limit => Refusal::new(StatusCode::TOO_MANY_REQUESTS, fault),
        Code::Internal => Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, fault),
    };
    if let Some(error) = refusal.errors.first_mut() {
        present(error, language, new_id);
    }
    refusal.into_response(Media::Json, language)
}
