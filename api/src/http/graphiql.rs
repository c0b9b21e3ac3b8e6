//! `GraphiQL`, for development: a page over files that `script/graphiql` installed, so that it needs no network.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderName, StatusCode};

use super::router::with_headers;

/// The files of the page, and what they are.
const FILES: [(&str, &str); 4] = [
    ("graphiql.min.css", "text/css"),
    ("graphiql.min.js", "text/javascript"),
    ("react.production.min.js", "text/javascript"),
    ("react-dom.production.min.js", "text/javascript"),
];

/// The page and its files, if they are all installed in `folder`.
pub fn graphiql(folder: &Path) -> Option<Router> {
    let installed = FILES.iter().all(|(name, _)| folder.join(name).is_file());
    let routes = || {
        let own = Router::new()
            .route("/graphiql", get(page))
            .route("/graphiql/{file}", get(file))
            .with_state(Arc::new(folder.to_path_buf()));
        with_headers(own, false)
    };
    installed.then(routes)
}

async fn page() -> ([(HeaderName, &'static str); 1], Html<&'static str>) {
    let policy = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; \
                  img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:";
    ([(CONTENT_SECURITY_POLICY, policy)], Html(include_str!("graphiql.html")))
}

async fn file(State(folder): State<Arc<PathBuf>>, Segment(name): Segment<String>) -> Response {
    let Some((name, kind)) = FILES.into_iter().find(|(known, _)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match tokio::fs::read(folder.join(name)).await {
        Ok(bytes) => ([(CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
