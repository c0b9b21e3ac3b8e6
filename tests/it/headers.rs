//! What every answer tells browsers, whichever address gave it.

use std::fs;

use api::http::{Limits, Settings, graphiql};
use axum::Router;
use axum::body::Body;
use http::{Method, Request, Response};
use tests::app::{TestApp, busy};
use tower::ServiceExt as _;

use crate::readme::root;

/// Each route, a method, and an address of it.
const ADDRESSES: &[(&str, Method, &str)] = &[
    ("/graphql", Method::GET, "/graphql?query=%7B__typename%7D"),
    ("/graphql", Method::POST, "/graphql"),
    ("/graphql", Method::DELETE, "/graphql"),
    ("/healthz", Method::GET, "/healthz"),
    ("/readyz", Method::GET, "/readyz"),
    ("/metrics", Method::GET, "/metrics"),
    ("/.well-known/jwks.json", Method::GET, "/.well-known/jwks.json"),
    (
        "/.well-known/oauth-authorization-server",
        Method::GET,
        "/.well-known/oauth-authorization-server",
    ),
    ("/oauth/token", Method::POST, "/oauth/token"),
    ("/schema.graphql", Method::GET, "/schema.graphql"),
    ("/", Method::GET, "/"),
    ("/", Method::POST, "/"),
    ("/invitation", Method::GET, "/invitation"),
    ("/assets/{*name}", Method::GET, "/assets/nothing.js"),
    ("/service-worker.js", Method::GET, "/service-worker.js"),
    ("/{code}", Method::GET, "/fr"),
    ("/{code}/", Method::GET, "/fr/"),
    ("/{code}/{{*place}}", Method::GET, "/fr/register/1"),
    ("/{code}/embed/{view}", Method::GET, "/en/embed/sign-in"),
    ("/register/head", Method::GET, "/register/head"),
    (
        "/register/proof/inclusion",
        Method::GET,
        "/register/proof/inclusion?position=1",
    ),
    (
        "/register/proof/consistency",
        Method::GET,
        "/register/proof/consistency?from=1&to=2",
    ),
    ("/register/entries", Method::GET, "/register/entries?from=1"),
    ("/filings/{position}/receipt", Method::GET, "/filings/1/receipt"),
    ("/cite/{round}/{position}", Method::GET, "/cite/views-2027/1"),
    (
        "/cite/{round}/{position}/{question}",
        Method::GET,
        "/cite/views-2027/1/VT.topic_a",
    ),
    ("/catalogue/{file}", Method::GET, "/catalogue/catalog.oscal.json"),
    ("/open-data", Method::GET, "/open-data"),
    ("/open-data/{file}", Method::GET, "/open-data/filings.csv"),
    ("/evidence", Method::POST, "/evidence?state=QMA&name=a.pdf"),
    ("/evidence", Method::GET, "/evidence"),
    ("/evidence/{id}", Method::GET, "/evidence/0198"),
    ("/documents/{id}", Method::GET, "/documents/0198"),
    ("/packs", Method::POST, "/packs?submission=U3Vi"),
    ("/packs", Method::GET, "/packs"),
    ("/packages", Method::POST, "/packages?state=QMA"),
    ("/packages", Method::GET, "/packages"),
    ("/sign-in/with/{provider}", Method::GET, "/sign-in/with/nobody"),
    ("/sign-in/return", Method::GET, "/sign-in/return?code=a&state=b"),
    ("/session", Method::POST, "/session"),
    ("/session", Method::DELETE, "/session"),
    ("/graphiql", Method::GET, "/graphiql"),
    ("/graphiql/{file}", Method::GET, "/graphiql/graphiql.min.js"),
    ("nothing", Method::GET, "/nothing/here"),
];

/// The text of every route in the source of the server.
fn routes() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("api/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let routes = text.split(".route(").skip(1);
                found.extend(routes.filter_map(|rest| Some(rest.split('"').nth(1)?.to_owned())));
            }
        }
    }
    found
}

/// What every answer carries; where `None` stands, the page of the console and others have their own.
const HELD: &[(&str, Option<&str>)] = &[
    ("x-content-type-options", Some("nosniff")),
    ("x-frame-options", Some("DENY")),
    ("referrer-policy", Some("no-referrer")),
    ("cross-origin-resource-policy", Some("same-origin")),
    ("cross-origin-opener-policy", Some("same-origin")),
    ("x-permitted-cross-domain-policies", Some("none")),
    (
        "permissions-policy",
        Some("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    ("content-security-policy", None),
];

async fn asked(router: &Router, method: &Method, address: &str) -> Response<Body> {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header("content-type", "application/json");
    router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn every_address_tells_browsers_what_it_is_not_for() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    for file in [
        "graphiql.min.css",
        "graphiql.min.js",
        "react.production.min.js",
        "react-dom.production.min.js",
    ] {
        fs::write(folder.path().join(file), "").unwrap();
    }
    let router = |secure| {
        let settings = Settings {
            limits: Limits::default(),
            pace: busy(),
            origins: Vec::new(),
            development: false,
            secure,
            documents: None,
            build: "test".to_owned(),
        };
        app.process
            .router(settings)
            .merge(graphiql(folder.path()).expect("it is installed"))
    };
    let (plain, secure) = (router(false), router(true));
    for route in routes() {
        let named = ADDRESSES.iter().any(|(known, _, _)| *known == route);
        assert!(named, "{route} is asked by nobody here");
    }
    for (route, method, address) in ADDRESSES {
        for (router, is_secure) in [(&plain, false), (&secure, true)] {
            let answer = asked(router, method, address).await;
            let place = format!("{method} {address}: {}", answer.status());
            let header = |name: &str| {
                answer
                    .headers()
                    .get(name)
                    .map(|value| value.to_str().unwrap().to_owned())
            };
            for (name, expected) in HELD {
                let found = header(name).unwrap_or_else(|| panic!("{place} has no {name}"));
                assert!(
                    expected.is_none_or(|expected| found == expected),
                    "{place}: {name}: {found}"
                );
                assert_eq!(
                    answer.headers().get_all(*name).iter().count(),
                    1,
                    "{place}: {name} twice"
                );
            }
            let policy = header("content-security-policy").unwrap();
            let is_tool = address.starts_with("/graphiql");
            assert!(is_tool || policy.starts_with("default-src 'none'"), "{place}: {policy}");
            assert!(
                is_tool || policy.contains("frame-ancestors 'none'"),
                "{place}: {policy}"
            );
            let transport = header("strict-transport-security");
            let expected = (is_secure && !is_tool).then(|| "max-age=31536000".to_owned());
            assert_eq!(transport, expected, "{place}");
            if ["/healthz", "/readyz", "/metrics"].contains(route) {
                assert_eq!(header("cache-control").as_deref(), Some("no-store"), "{place}");
            }
            for foreign in ["access-control-allow-origin", "server", "x-powered-by"] {
                assert_eq!(header(foreign), None, "{place}");
            }
        }
    }
}

/// Views that everybody reads and nothing acts in: pages of others may show these in a frame.
const EMBEDDED: [&str; 10] = [
    "/en/embed/comparison?round=views-2027&states=QMA",
    "/ar/embed/coverage/views-2027",
    "/zh/embed/filings/1",
    "/fr/embed/needs-against-offers",
    "/fr/embed/open-data",
    "/ru/embed/participation",
    "/ar/embed/register?asOf=1",
    "/zh/embed/search?q=views",
    "/es/embed/states/QMA?asOf=1",
    "/en/embed/trends",
];

/// Addresses that look like them.
const NOT_EMBEDDED: [&str; 9] = [
    "/en/coverage/views-2027",
    "/en/embed",
    "/en/embed/coverage",
    "/en/embed/coverage/views-2027/more",
    "/en/embed/register/verify",
    "/en/embed/sign-in",
    "/en/embed/submissions/1",
    "/en/embed/embed/trends",
    "/embed/trends",
];

#[tokio::test]
async fn only_what_everybody_reads_may_stand_in_a_frame() {
    let app = TestApp::start().await;
    let router = app.process.router(Settings {
        limits: Limits::default(),
        pace: busy(),
        origins: Vec::new(),
        development: false,
        secure: true,
        documents: None,
        build: "test".to_owned(),
    });
    let policy = |answer: &Response<Body>| {
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap().to_owned();
        (headers.get("x-frame-options").cloned(), policy)
    };
    for address in EMBEDDED {
        let answer = asked(&router, &Method::GET, address).await;
        if answer.status() == http::StatusCode::NOT_FOUND {
            // The console is not built here: there is nothing to stand anywhere.
            assert!(policy(&answer).0.is_some(), "{address}");
            continue;
        }
        let (frame, policy) = policy(&answer);
        assert_eq!(frame, None, "{address}");
        assert!(
            policy.ends_with("form-action 'none'; frame-ancestors *"),
            "{address}: {policy}"
        );
        assert!(!answer.headers().contains_key("set-cookie"), "{address}");
    }
    for address in NOT_EMBEDDED {
        let (frame, policy) = policy(&asked(&router, &Method::GET, address).await);
        assert_eq!(frame.unwrap(), "DENY", "{address}");
        assert!(policy.ends_with("frame-ancestors 'none'"), "{address}: {policy}");
    }
    // Nothing is sent to an address of a frame.
    let sent = asked(&router, &Method::POST, "/en/embed/trends").await;
    assert_eq!(sent.status(), http::StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(policy(&sent).0.unwrap(), "DENY");
}
