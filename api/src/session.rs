//! The one door that a cookie opens: `POST /session` gives a new access token for it, `DELETE /session` ends its session.
//! Both are for scripts of our own pages; what is not signed in here is told so with 204, since that is no fault.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use domain::access::Keeping;
use http::header::{CACHE_CONTROL, SET_COOKIE, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::json;

use crate::auth::IssuerError;
use crate::graphql::fault::Fault;
use crate::http::{SessionCookie, method_refused, of_own_page, refused};
use crate::process::Process;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// The address of the session.
pub fn routes(process: Arc<Process>) -> Router {
    Router::new()
        .route("/session", post(renew).delete(end).fallback(neither))
        .with_state(process)
}

/// What came of a call: a status with the access token, and what becomes of the cookie.
struct Told {
    token: Option<serde_json::Value>,
    cookie: Option<HeaderValue>,
}

fn answer(process: &Process, headers: &HeaderMap, told: Result<Told, Fault>) -> Response {
    let mut response = match told {
        Ok(Told { token, cookie }) => {
            let mut response = match token {
                Some(token) => Json(token).into_response(),
                None => StatusCode::NO_CONTENT.into_response(),
            };
            if let Some(cookie) = cookie {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            response
        }
        Err(fault) => refused(fault, headers, || process.app().mint().id()),
    };
    let fields = response.headers_mut();
    fields.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    fields.insert(VARY, HeaderValue::from_static("Cookie"));
    response
}

/// A session is not read here.
async fn neither(State(process): State<Arc<Process>>, request: Request) -> Response {
    method_refused(&request, "POST, DELETE", || process.app().mint().id())
}

/// A new access token for the cookie, which is replaced. Who shows none, or one that is worth nothing any more, is not
/// signed in here.
async fn renew(State(process): State<Arc<Process>>, headers: HeaderMap) -> Response {
    let address = process.app().tokens().address();
    let cookie = SessionCookie::of(address);
    let told = async {
        of_own_page(&headers, address)?;
        let Some(secret) = cookie.read(&headers) else {
            return Ok(Told {
                token: None,
                cookie: None,
            });
        };
        match process.app().issuer().refresh(secret, Keeping::Cookie).await {
            Ok(signed_in) => {
                let lifetime = signed_in.refresh_expires_at - process.app().mint().now();
                Ok(Told {
                    token: Some(json!({
                        "accessToken": signed_in.access.token,
                        "accessTokenExpiresAt": signed_in.access.expires_at,
                    })),
                    cookie: Some(cookie.keep(&signed_in.refresh, lifetime)),
                })
            }
            Err(IssuerError::SessionOver) => Ok(Told {
                token: None,
                cookie: Some(cookie.clear()),
            }),
            Err(error) => Err(error.into()),
        }
    };
    answer(&process, &headers, told.await)
}

/// Ends the session of the cookie and removes it, with what the browser keeps of pages that were seen. What the page itself
/// keeps is left: the theme, and by what this browser is known.
async fn end(State(process): State<Arc<Process>>, headers: HeaderMap) -> Response {
    let address = process.app().tokens().address();
    let cookie = SessionCookie::of(address);
    let told = async {
        of_own_page(&headers, address)?;
        if let Some(secret) = cookie.read(&headers) {
            process.app().issuer().sign_out(secret).await?;
        }
        Ok(Told {
            token: None,
            cookie: Some(cookie.clear()),
        })
    };
    let told = told.await;
    let is_ended = told.is_ok();
    let mut response = answer(&process, &headers, told);
    if is_ended {
        let fields = response.headers_mut();
        fields.insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"cache\""));
    }
    response
}
