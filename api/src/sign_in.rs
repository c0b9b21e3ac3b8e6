//! Signing in with an identity provider, as a browser goes through it: `GET /sign-in/with/KEY` leads to the provider,
//! `GET /sign-in/return` is where it sends people back to.
//!
//! Whatever comes of it, both lead to a page of the console and to nothing else: with a session, with the question for a
//! code, or with the code of what is wrong, which the page for signing in explains.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::language::Language;
use http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use url::form_urlencoded::byte_serialize;

use crate::auth::{Arrival, ArrivalRefused, Arrived, Entry, ProviderAnswer};
use crate::http::{SessionCookie, TransactionCookie, client, language};
use crate::process::Process;

/// The addresses.
pub fn routes(process: Arc<Process>) -> Router {
    Router::new()
        .route("/sign-in/with/{provider}", get(depart))
        .route("/sign-in/return", get(arrive))
        .with_state(process)
}

#[derive(Default, Deserialize)]
struct Wish {
    next: Option<String>,
}

/// A place of the console, as `next` names it, and its language; else the start page in the language of the browser. Nothing
/// that a browser would take for another address passes.
pub(crate) fn place(next: Option<&str>, asked: Language) -> (String, Language) {
    let home = || (format!("/{}", asked.code()), asked);
    let Some(next) = next.filter(|next| next.len() <= 2_000) else {
        return home();
    };
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let Some(rest) = next.strip_prefix('/').filter(|_| is_plain) else {
        return home();
    };
    let mut parts = rest.split(['/', '?', '#']);
    let language = parts.next().and_then(Language::from_code);
    match (language, parts.next()) {
        (_, Some("sign-in" | "invitation")) | (None, _) => home(),
        (Some(language), _) => (next.to_owned(), language),
    }
}

/// The page for signing in, with what is wrong.
fn refused(place: &str, language: Language, refused: &ArrivalRefused) -> String {
    let next: String = byte_serialize(place.as_bytes()).collect();
    format!("/{}/sign-in?next={next}&problem={}", language.code(), refused.code())
}

fn lead(to: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let Ok(to) = HeaderValue::try_from(to) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, to);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

async fn depart(
    State(process): State<Arc<Process>>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Response {
    let wish = wish.map(|Query(wish)| wish).unwrap_or_default();
    let (next, language) = place(wish.next.as_deref(), language(&headers));
    let departing = process.app().issuer().depart(&provider, (next.clone(), language), None);
    match departing.await {
        Ok(departure) => {
            let cookie = TransactionCookie::of(process.app().tokens().address());
            lead(&departure.address, [cookie.keep(&departure.sealed)])
        }
        Err(why) => lead(&refused(&next, language, &why), []),
    }
}

async fn arrive(
    State(process): State<Arc<Process>>,
    headers: HeaderMap,
    answer: Result<Query<ProviderAnswer>, QueryRejection>,
) -> Response {
    let app = process.app();
    let (address, asked) = (app.tokens().address(), language(&headers));
    let transaction = TransactionCookie::of(address);
    let answer = answer.map(|Query(answer)| answer).unwrap_or_default();
    let sealed = transaction.read(&headers);
    let Arrival { next, outcome } = app.issuer().arrive(sealed, &answer, (client(&headers), asked)).await;
    let (next, language) = place(next.as_deref(), asked);
    let over = transaction.clear();
    match outcome {
        Ok(Arrived::Linked) => lead(&next, [over]),
        Ok(Arrived::Entered(entry)) => match *entry {
            Entry::SignedIn(signed_in) => {
                let lifetime = signed_in.refresh_expires_at - app.mint().now();
                let session = SessionCookie::of(address).keep(&signed_in.refresh, lifetime);
                lead(&next, [over, session])
            }
            Entry::Challenged { token, .. } => {
                let next: String = byte_serialize(next.as_bytes()).collect();
                // Behind the `#`, which browsers keep to themselves.
                lead(
                    &format!("/{}/sign-in?next={next}#code={token}", language.code()),
                    [over],
                )
            }
        },
        Err(why) => lead(&refused(&next, language, &why), [over]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_of_the_console_are_gone_to() {
        for (next, expected) in [
            ("/en/submissions", "/en/submissions"),
            ("/ar/submissions/1?a=b#c", "/ar/submissions/1?a=b#c"),
            ("/zh", "/zh"),
            ("/zh?x", "/zh?x"),
            ("", "/fr"),
            ("/", "/fr"),
            ("/de/submissions", "/fr"),
            ("//evil.example/en", "/fr"),
            ("/\\evil.example/en", "/fr"),
            ("/en\\..\\..", "/fr"),
            ("https://evil.example/en", "/fr"),
            ("/en/\r\nset-cookie: x", "/fr"),
            ("/en/\tx", "/fr"),
            ("/\t/evil.example", "/fr"),
            ("/en/ü", "/fr"),
            ("/en/sign-in?next=/en", "/fr"),
            ("/en/invitation", "/fr"),
            ("en/submissions", "/fr"),
            ("/graphql", "/fr"),
        ] {
            assert_eq!(place(Some(next), Language::French).0, expected, "{next:?}");
        }
        assert_eq!(place(None, Language::French), ("/fr".to_owned(), Language::French));
        assert_eq!(place(Some("/ar/x"), Language::French).1, Language::Arabic);
        let long = format!("/en/{}", "x".repeat(2_000));
        assert_eq!(place(Some(&long), Language::French).0, "/fr");
    }
}
