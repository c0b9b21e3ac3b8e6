//! Every address of the service as every persona, and with methods that it does not have.

use std::collections::BTreeSet;

use axum::body::Body;
use domain::language::Language;
use http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE};
use http::{Method, Request};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::app::{Answer, Persona, TestApp};

use super::stage::Stage;
use super::{REFUSED, grouped, shown};
use crate::evidence::{keep, pdf};

/// An example of an address.
struct Route {
    /// As the router has it.
    address: String,
    method: Method,
    /// As it is asked for.
    target: String,
    body: Sent,
    /// Whether a browser would say that a script of our own page sends it.
    by_own_page: bool,
    says: Says,
}

/// What is sent.
#[derive(Clone, Copy)]
enum Sent {
    Nothing,
    Viewer,
    Document,
}

/// What is looked at.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    /// All of it, where it is JSON.
    Everything,
    /// Its type and the names in it; and that everybody who is told the same gets the same bytes.
    Kind,
    /// Its type and the names in it: no two answers have the same bytes.
    KindAlone,
    /// That it is the console's: whether that is built has nothing to do with who asks.
    Console,
}

fn get(address: &str, target: impl Into<String>, says: Says) -> Route {
    Route {
        address: address.to_owned(),
        method: Method::GET,
        target: target.into(),
        body: Sent::Nothing,
        by_own_page: false,
        says,
    }
}

fn post(address: &str, target: &str, body: Sent, says: Says) -> Route {
    Route {
        method: Method::POST,
        body,
        ..get(address, target, says)
    }
}

/// What only the cookie opens, whoever is signed in otherwise.
fn session(method: Method, by_own_page: bool) -> Route {
    Route {
        method,
        by_own_page,
        ..get("/session", "/session", Says::Everything)
    }
}

const VIEWER: &str = "{ viewer { memberships { role isValid } } }";

/// `link` leads to a document of `QMA`.
fn routes(link: &str) -> Vec<Route> {
    let mut routes = vec![
        get(
            "/graphql",
            "/graphql?query=%7Bviewer%7Bmemberships%7Brole%20isValid%7D%7D%7D",
            Says::Everything,
        ),
        get(
            "/graphql",
            "/graphql?query=mutation%7BendOtherSessions%7Bcount%7D%7D",
            Says::Everything,
        ),
        post("/graphql", "/graphql", Sent::Viewer, Says::Everything),
        get("/healthz", "/healthz", Says::Kind),
        get("/readyz", "/readyz", Says::Kind),
        get("/metrics", "/metrics", Says::KindAlone),
        get("/.well-known/jwks.json", "/.well-known/jwks.json", Says::Kind),
        get(
            "/.well-known/oauth-authorization-server",
            "/.well-known/oauth-authorization-server",
            Says::Kind,
        ),
        // Nobody gets a token for being somebody: what it takes is the secret of a program.
        post("/oauth/token", "/oauth/token", Sent::Nothing, Says::Kind),
        get("/schema.graphql", "/schema.graphql", Says::Kind),
        get("/register/head", "/register/head", Says::Kind),
        get(
            "/register/proof/inclusion",
            "/register/proof/inclusion?position=1",
            Says::Kind,
        ),
        get(
            "/register/proof/consistency",
            "/register/proof/consistency?from=1",
            Says::Kind,
        ),
        get("/register/entries", "/register/entries", Says::Kind),
        get("/filings/{position}/receipt", "/filings/1/receipt", Says::Kind),
        get("/catalogue/{file}", "/catalogue/A-66-359.oscal.json", Says::Kind),
        get("/open-data", "/open-data", Says::Kind),
        get("/open-data/{file}", "/open-data/dictionary.json", Says::Kind),
        get("/open-data/{file}", "/open-data/answers.csv", Says::Kind),
        get("/open-data/{file}", "/open-data/coverage.jsonl", Says::Kind),
        get("/cite/{round}/{position}", "/cite/views-2027/1", Says::Kind),
        get(
            "/cite/{round}/{position}/{question}",
            "/cite/views-2027/1/VA.authority",
            Says::Kind,
        ),
        // One that the secretariat may read: a citation leads everybody to what everybody may read.
        get(
            "/cite/{round}/{position}/{question}",
            "/cite/views-2027/1/VA.capacity",
            Says::Kind,
        ),
        post(
            "/evidence",
            "/evidence?state=QMA&name=act.pdf",
            Sent::Document,
            Says::KindAlone,
        ),
        get(
            "/evidence/{id}",
            "/evidence/unknown?grant=e30&until=1&signature=a",
            Says::Kind,
        ),
        get("/evidence/{id}", link, Says::Kind),
        // A link alone opens it: tests/it/documents.rs follows one as what it was made for.
        get(
            "/documents/{id}",
            "/documents/unknown?grant=e30&until=1&signature=a",
            Says::Kind,
        ),
        // No working file has this id: tests/it/packs.rs hands packs back to those that are there.
        post("/packs", "/packs?submission=unknown", Sent::Document, Says::Kind),
        // tests/it/home.rs hands packages in.
        post("/packages", "/packages?state=QMA", Sent::Document, Says::Kind),
        session(Method::POST, false),
        session(Method::POST, true),
        session(Method::DELETE, false),
        session(Method::DELETE, true),
        // No provider is named here: whoever asks is led back to the page for signing in.
        get("/sign-in/with/{provider}", "/sign-in/with/nobody", Says::Kind),
        get("/sign-in/return", "/sign-in/return?code=a&state=b", Says::Kind),
    ];
    routes.extend(of_console());
    routes
}

/// The addresses of the console: of what it is built of, of its page, and of what may stand in pages of others.
fn of_console() -> Vec<Route> {
    let mut routes = vec![
        get("/", "/", Says::Console),
        get("/invitation", "/invitation", Says::Console),
        get("/assets/{*name}", "/assets/none.js", Says::Console),
        get("/service-worker.js", "/service-worker.js", Says::Console),
    ];
    let embedded = [
        ("comparison", "comparison"),
        ("coverage/{round}", "coverage/views-2027"),
        ("filings/{position}", "filings/1"),
        ("needs-against-offers", "needs-against-offers"),
        ("open-data", "open-data"),
        ("participation", "participation"),
        ("register", "register"),
        ("search", "search"),
        ("states/{code}", "states/QMA"),
        ("trends", "trends"),
    ];
    for language in Language::ALL {
        let code = language.code();
        for (address, target) in [("", ""), ("/", "/"), ("/{*place}", "/rounds")] {
            routes.push(get(
                &format!("/{code}{address}"),
                format!("/{code}{target}"),
                Says::Console,
            ));
        }
        for (address, target) in embedded {
            routes.push(get(
                &format!("/{code}/embed/{address}"),
                format!("/{code}/embed/{target}"),
                Says::Console,
            ));
        }
    }
    routes
}

async fn ask(app: &TestApp, route: &Route, who: Option<&Persona>) -> Answer {
    let mut request = Request::builder().method(&route.method).uri(&route.target);
    if let Some(who) = who {
        request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
    }
    if route.by_own_page {
        request = request
            .header("sec-fetch-site", "same-origin")
            .header("normtrack-session", "console");
    }
    let body = match route.body {
        Sent::Nothing => Body::empty(),
        Sent::Viewer => {
            request = request.header(CONTENT_TYPE, "application/json");
            Body::from(json!({"query": VIEWER}).to_string())
        }
        Sent::Document => {
            request = request.header(CONTENT_TYPE, "application/octet-stream");
            Body::from(pdf("another act"))
        }
    };
    app.send(request.body(body).unwrap()).await
}

/// The status and a word on the body; beside it a hash of what must be the same bytes.
fn told(route: &Route, answer: &Answer) -> (String, Vec<u8>) {
    if route.says == Says::Console {
        let is_known = matches!(answer.status.as_u16(), 200 | 404);
        assert!(is_known, "{}: {}", route.target, answer.status);
        return ("the console".to_owned(), Vec::new());
    }
    let kind = answer
        .headers
        .get(CONTENT_TYPE)
        .map_or("", |kind| kind.to_str().unwrap());
    let kind = kind.split(';').next().unwrap_or_default();
    let mut text = format!("{} {kind}", answer.status.as_u16());
    let error = answer.json["errors"].get(0).map(|error| &error["extensions"]);
    if let Some(extensions) = error {
        assert_ne!(extensions["code"], "INTERNAL", "{}", route.target);
        text = format!("{} {}", answer.status.as_u16(), extensions["code"].as_str().unwrap());
    } else if answer.bytes.is_empty() {
        text = answer.status.as_u16().to_string();
    } else if route.says == Says::Everything {
        text = format!("{text} {}", shown(&answer.json));
    } else if let Value::Object(fields) = &answer.json {
        let names: Vec<_> = fields.keys().map(String::as_str).collect();
        text = format!("{text} {{{}}}", names.join(", "));
    }
    let same = if route.says == Says::Kind && error.is_none() {
        Sha256::digest(&answer.bytes).to_vec()
    } else {
        Vec::new()
    };
    (text, same)
}

/// Compared by hand and not with a snapshot, so that nothing but a row lets a new address pass.
#[tokio::test]
async fn every_address_of_the_router_has_a_row() {
    let app = TestApp::start().await;
    let rows: BTreeSet<String> = routes("").into_iter().map(|route| route.address).collect();
    assert_eq!(app.addresses(), rows, "routed on the left, with a row on the right");
}

#[tokio::test]
async fn every_address_as_every_persona() {
    let mut stage = Stage::build().await;
    let focal = stage.who("QMA focal point").clone();
    let document = keep(&stage.app, &focal, ("QMA", "law.pdf"), pdf("a law")).await;
    let link = "query ($id: ID!) { node(id: $id) { ... on Evidence { download { url } } } }";
    let link = stage.app.call(&focal, link, json!({"id": document})).await;
    let link = link.data()["node"]["download"]["url"].as_str().unwrap().to_owned();

    let mut table = String::new();
    for route in routes(&link) {
        let mut answers = Vec::new();
        for at in 0..stage.callers.len() {
            let answer = ask(&stage.app, &route, stage.callers[at].who.as_ref()).await;
            if route.method == Method::POST && answer.status.is_success() {
                stage.restore().await;
            }
            answers.push(told(&route, &answer));
        }
        for (text, same) in &answers {
            let others = answers.iter().filter(|(other, _)| other == text);
            assert!(
                others.into_iter().all(|(_, bytes)| bytes == same),
                "{} {text}",
                route.target
            );
        }
        let texts = answers.into_iter().map(|(text, _)| text).collect();
        let (path, _) = route.target.split_once("&until").unwrap_or((&route.target, ""));
        let path = if route.target == link {
            "a link that QMA's focal point was given"
        } else {
            path
        };
        let head = format!("{} {}\n  {path}", route.method, route.address);
        table.push_str(&grouped(&stage, &head, texts, "401 UNAUTHENTICATED"));
        table.push('\n');
    }
    insta::assert_snapshot!(format!(
        "Not named where they get 401 UNAUTHENTICATED\n    {}\n\n{table}",
        REFUSED.join(", ")
    ));
}

#[tokio::test]
async fn no_address_has_a_method_that_is_not_in_its_row() {
    let app = TestApp::start().await;
    let rows = routes("/evidence/unknown?grant=e30&until=1&signature=a");
    for route in &rows {
        let has = |method: &Method| {
            let mut same = rows.iter().filter(|other| other.address == route.address);
            same.any(|other| other.method == *method)
        };
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::TRACE,
        ] {
            if has(&method) {
                continue;
            }
            let request = Request::builder().method(&method).uri(&route.target);
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status.as_u16(), 405, "{method} {}", route.target);
            let allowed = answer
                .headers
                .get(ALLOW)
                .map(|allowed| allowed.to_str().unwrap().to_owned());
            let allowed = allowed.unwrap_or_default();
            assert!(
                !allowed.contains(method.as_str()),
                "{method} {}: {allowed}",
                route.target
            );
        }
    }
}
