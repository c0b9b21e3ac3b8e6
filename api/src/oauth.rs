//! What programs speak to get a token: the client credentials grant of OAuth 2.0 (RFC 6749, 4.4), and the metadata that says
//! so (RFC 8414). Nothing stands there that the server does not do.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::access::TokenScope;
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, PRAGMA, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Request, StatusCode};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::auth::ExchangeRefused;
use crate::process::Process;

/// Where tokens are given.
const TOKEN: &str = "/oauth/token";

/// A request for a token is a few hundred bytes.
const LARGEST: usize = 8 * 1024;

/// How long one may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is wrong with a request, in the words of RFC 6749, 5.2.
#[derive(Debug, PartialEq, Eq)]
enum Refused {
    InvalidRequest,
    InvalidClient,
    UnsupportedGrantType,
    InvalidScope,
    /// The database does not answer: no word of the RFC's, but RFC 6749, 4.1.2.1, has this one.
    TemporarilyUnavailable,
}

impl Refused {
    const fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
        }
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::InvalidClient => StatusCode::UNAUTHORIZED,
            Self::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::InvalidRequest | Self::UnsupportedGrantType | Self::InvalidScope => StatusCode::BAD_REQUEST,
        }
    }
}

/// The addresses that are counted.
pub(crate) fn counted(process: Arc<Process>) -> Router {
    Router::new().route(TOKEN, post(token)).with_state(process)
}

/// The addresses that are not.
pub(crate) fn open(process: Arc<Process>) -> Router {
    Router::new()
        .route("/.well-known/oauth-authorization-server", get(metadata))
        .with_state(process)
}

/// The metadata of RFC 8414, section 2.
async fn metadata(State(process): State<Arc<Process>>) -> Response {
    let issuer = process.app().tokens().address();
    let base = issuer.trim_end_matches('/');
    let body = json!({
        "issuer": issuer,
        "token_endpoint": format!("{base}{TOKEN}"),
        "jwks_uri": format!("{base}/.well-known/jwks.json"),
        "scopes_supported": TokenScope::ALL.map(TokenScope::code),
        // There is no authorization endpoint, so there is nothing that it could respond.
        "response_types_supported": [],
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    });
    ([(CACHE_CONTROL, "public, max-age=300")], Json(body)).into_response()
}

async fn token(State(process): State<Arc<Process>>, request: Request<Body>) -> Response {
    let answer = give(&process, request).await;
    let (status, body) = match answer {
        Ok(body) => (StatusCode::OK, body),
        Err(refused) => (refused.status(), json!({"error": refused.code()})),
    };
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"normtrack\""));
    }
    response
}

async fn give(process: &Process, request: Request<Body>) -> Result<Value, Refused> {
    let (parts, body) = request.into_parts();
    if !is_form(&parts.headers) {
        return Err(Refused::InvalidRequest);
    }
    let body = timeout(PATIENCE, axum::body::to_bytes(body, LARGEST)).await;
    let body = body
        .map_err(|_| Refused::InvalidRequest)?
        .map_err(|_| Refused::InvalidRequest)?;
    let form = Form::read(&body)?;
    let (client, secret) = credentials(&parts.headers, &form)?;
    match form.get("grant_type") {
        Some("client_credentials") => {}
        Some(_) => return Err(Refused::UnsupportedGrantType),
        None => return Err(Refused::InvalidRequest),
    }
    let issuer = process.app().issuer();
    let given = issuer.exchange(&client, &secret, form.get("scope")).await;
    let given = given.map_err(|refused| match refused {
        ExchangeRefused::Client => Refused::InvalidClient,
        ExchangeRefused::Scope => Refused::InvalidScope,
        ExchangeRefused::Store(error) => {
            tracing::warn!(%error, "a program gets no token because the database does not answer");
            Refused::TemporarilyUnavailable
        }
    })?;
    let lives = given.access.expires_at - process.app().mint().now();
    Ok(json!({
        "access_token": given.access.token,
        "token_type": "Bearer",
        "expires_in": lives.num_seconds().max(0),
        "scope": given.scopes.to_string(),
    }))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

/// Who asks, by one of the two methods and not by both (RFC 6749, 2.3).
fn credentials(headers: &HeaderMap, form: &Form) -> Result<(String, String), Refused> {
    let named = form.get("client_id");
    match (headers.get(AUTHORIZATION), form.get("client_secret")) {
        (Some(_), Some(_)) => Err(Refused::InvalidRequest),
        (Some(value), None) => {
            let (client, secret) = basic(value).ok_or(Refused::InvalidClient)?;
            if named.is_some_and(|named| named != client) {
                return Err(Refused::InvalidRequest);
            }
            Ok((client, secret))
        }
        (None, Some(secret)) => Ok((named.ok_or(Refused::InvalidRequest)?.to_owned(), secret.to_owned())),
        (None, None) => Err(Refused::InvalidClient),
    }
}

/// Client and secret from a header, each of them encoded as in a form (RFC 6749, 2.3.1).
fn basic(value: &HeaderValue) -> Option<(String, String)> {
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (client, secret) = text.split_once(':')?;
    Some((decoded(client)?, decoded(secret)?))
}

/// The parameters of a form. One that is empty is left out, one that comes twice is refused (RFC 6749, 3.2).
struct Form(Vec<(String, String)>);

impl Form {
    fn read(body: &[u8]) -> Result<Self, Refused> {
        let text = std::str::from_utf8(body).map_err(|_| Refused::InvalidRequest)?;
        let mut form = Self(Vec::new());
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = decoded(name).zip(decoded(value)).ok_or(Refused::InvalidRequest)?;
            if form.0.iter().any(|(known, _)| *known == name) {
                return Err(Refused::InvalidRequest);
            }
            form.0.push((name, value));
        }
        Ok(form)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, value)| known == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }
}

/// A text as a form encodes it; none where an escape is broken or what comes of it is no UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Result<Form, Refused> {
        Form::read(text.as_bytes())
    }

    fn header(value: &str) -> HeaderMap {
        let value = HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(value))).unwrap();
        [(AUTHORIZATION, value)].into_iter().collect()
    }

    #[test]
    fn forms_are_read_strictly() {
        let read = form("grant_type=client_credentials&scope=read+draft&a=%C3%A9&empty=").unwrap();
        assert_eq!(read.get("scope"), Some("read draft"));
        assert_eq!(read.get("a"), Some("é"));
        assert_eq!((read.get("empty"), read.get("none")), (None, None));
        for bad in ["a=1&a=2", "a=%4", "a=%zz", "a=%ff"] {
            assert!(form(bad).is_err(), "{bad}");
        }
        assert!(Form::read(b"a=\xff").is_err());
    }

    #[test]
    fn a_client_shows_its_secret_in_one_way() {
        let none = HeaderMap::new();
        let posted = form("client_id=a&client_secret=b").unwrap();
        assert_eq!(credentials(&none, &posted), Ok(("a".to_owned(), "b".to_owned())));
        let empty = form("").unwrap();
        assert_eq!(
            credentials(&header("a%3A:b%25+c"), &empty),
            Ok(("a:".to_owned(), "b% c".to_owned()))
        );
        assert_eq!(credentials(&none, &empty), Err(Refused::InvalidClient));
        assert_eq!(credentials(&header("no colon"), &empty), Err(Refused::InvalidClient));
        assert_eq!(credentials(&header("a:b"), &posted), Err(Refused::InvalidRequest));
        let other = form("client_id=other").unwrap();
        assert_eq!(credentials(&header("a:b"), &other), Err(Refused::InvalidRequest));
        let secret = form("client_secret=b").unwrap();
        assert_eq!(credentials(&none, &secret), Err(Refused::InvalidRequest));
    }
}
