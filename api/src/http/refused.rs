//! A fault outside of GraphQL, as an answer: the same body, and the status that its code has in HTTP.

use axum::extract::Request;
use axum::response::Response;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::graphql::{language, wrong_method};
use super::negotiation::Media;
use super::reply::{Refusal, Status};
use crate::graphql::fault::{Code, Fault, present};
use crate::localise::Message;

/// The answer to a request that failed so. `new_id` names our own mistakes in the log.
pub fn refused(fault: Fault, headers: &HeaderMap, new_id: impl FnOnce() -> Uuid) -> Response {
    refused_as(None, fault, headers, new_id)
}

/// The bearer token of a call, nothing for an anonymous one. Any other `Authorization` is refused, so that nobody is taken
/// for anonymous who meant to be known.
pub fn bearer(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let token = match (given.next(), given.next()) {
        (None, _) => return Ok(None),
        (Some(one), None) => one.to_str().ok().and_then(|text| text.split_once(' ')),
        (Some(_), Some(_)) => None,
    };
    match token {
        Some((scheme, token))
            if scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && !token.contains([' ', ',']) =>
        {
            Ok(Some(token.to_owned()))
        }
        _ => Err(Fault::unauthenticated().saying(Message::BadAuthorization)),
    }
}

/// The same with a status that says more than the code does.
pub fn refused_as(
    status: Option<StatusCode>,
    fault: Fault,
    headers: &HeaderMap,
    new_id: impl FnOnce() -> Uuid,
) -> Response {
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
    if let Some(status) = status {
        refusal.status = Status::Of(status);
    }
    if let Some(error) = refusal.errors.first_mut() {
        present(error, language, new_id);
    }
    refusal.into_response(Media::Json, language)
}

/// The answer to a method that an address does not have; `allowed` names those that it has.
pub fn method_refused(request: &Request, allowed: &'static str, new_id: impl FnOnce() -> Uuid) -> Response {
    let language = language(request.headers());
    let mut refusal = wrong_method(request.method(), allowed);
    if let Some(error) = refusal.errors.first_mut() {
        present(error, language, new_id);
    }
    refusal.into_response(Media::Json, language)
}
