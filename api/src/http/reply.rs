//! Answers of the door: their bytes, status and headers.

use async_graphql::{Response as GraphqlResponse, ServerError, Value};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use domain::language::Language;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::negotiation::Media;
use crate::graphql::fault::{Code, Fault};

/// The body of an answer: no `data` for a request that was not executed, errors first so that they are seen.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
}

/// Why a request is not executed.
pub(super) struct Refusal {
    pub(super) status: Status,
    pub(super) errors: Vec<ServerError>,
    /// One header that belongs to the status.
    pub(super) header: Option<(HeaderName, HeaderValue)>,
}

/// The status of a refusal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// What HTTP says.
    Of(StatusCode),
    /// A well-formed request with a document, operation or variables that cannot be executed: 400, or 200 under
    /// `application/json`, where the status speaks of the transport alone.
    WellFormed,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, fault: Fault) -> Self {
        Self {
            status: Status::Of(status),
            errors: vec![fault.into_server_error()],
            header: None,
        }
    }

    pub(super) fn well_formed(errors: Vec<ServerError>) -> Self {
        Self {
            status: Status::WellFormed,
            errors,
            header: None,
        }
    }

    pub(super) fn method(fault: Fault, allowed: &'static str) -> Self {
        Self {
            header: Some((ALLOW, HeaderValue::from_static(allowed))),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, fault)
        }
    }

    /// The caller could not be told from others: 401 for a token that is not valid (RFC 6750 section 3).
    pub(super) fn authentication(fault: Fault) -> Self {
        let (status, header) = match fault.code() {
            Code::Unauthenticated => (
                StatusCode::UNAUTHORIZED,
                (
                    WWW_AUTHENTICATE,
                    HeaderValue::from_static("Bearer error=\"invalid_token\""),
                ),
            ),
            Code::Unavailable => return Self::unavailable(vec![fault.into_server_error()]),
            Code::Limit => return Self::new(StatusCode::TOO_MANY_REQUESTS, fault),
            Code::Forbidden | Code::NotFound | Code::Invalid | Code::Conflict | Code::State => {
                return Self::new(StatusCode::FORBIDDEN, fault);
            }
            Code::Internal => return Self::new(StatusCode::INTERNAL_SERVER_ERROR, fault),
        };
        Self {
            header: Some(header),
            ..Self::new(status, fault)
        }
    }

    pub(super) fn unavailable(errors: Vec<ServerError>) -> Self {
        Self {
            status: Status::Of(StatusCode::SERVICE_UNAVAILABLE),
            errors,
            header: Some((RETRY_AFTER, HeaderValue::from_static("1"))),
        }
    }

    pub(super) fn into_response(self, media: Media, language: Language) -> Response {
        let status = match (self.status, media) {
            (Status::Of(status), _) => status,
            (Status::WellFormed, Media::GraphqlResponse) => StatusCode::BAD_REQUEST,
            (Status::WellFormed, Media::Json) => StatusCode::OK,
        };
        let answer = Answer {
            errors: &self.errors,
            data: None,
        };
        let mut response = private(status, bytes(&answer), media, language);
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// The bytes of an executed request's answer; its errors have been presented.
pub(super) fn executed(response: &GraphqlResponse) -> Bytes {
    bytes(&Answer {
        errors: &response.errors,
        data: Some(&response.data),
    })
}

/// Errors alone, as a list; they have been presented.
pub(super) fn errors(errors: &[ServerError]) -> Bytes {
    serde_json::to_vec(errors)
        .expect("GraphQL errors have string keys and no fallible serializer")
        .into()
}

fn bytes(answer: &Answer<'_>) -> Bytes {
    serde_json::to_vec(answer)
        .expect("GraphQL values and errors have string keys and no fallible serializer")
        .into()
}

/// An answer for this caller alone, not to be kept.
pub(super) fn private(status: StatusCode, bytes: Bytes, media: Media, language: Language) -> Response {
    respond(
        status,
        bytes,
        media,
        language,
        HeaderValue::from_static("private, no-store"),
    )
}

/// An answer with its own rule for caches.
pub(super) fn respond(
    status: StatusCode,
    bytes: Bytes,
    media: Media,
    language: Language,
    cache_control: HeaderValue,
) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if status != StatusCode::NOT_MODIFIED {
        headers.insert(CONTENT_TYPE, media.content_type());
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    }
    headers.insert(CACHE_CONTROL, cache_control);
    headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Authorization"));
    response
}
