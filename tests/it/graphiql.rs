//! The page for trying the API, where its files are installed.

use api::http::graphiql;
use axum::body::Body;
use http::{Request, StatusCode};
use tower::ServiceExt as _;

#[tokio::test]
async fn the_page_is_served_from_what_is_installed_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    assert!(graphiql(folder.path()).is_none(), "nothing is installed yet");
    for name in [
        "graphiql.min.css",
        "graphiql.min.js",
        "react.production.min.js",
        "react-dom.production.min.js",
    ] {
        std::fs::write(folder.path().join(name), name).unwrap();
    }
    std::fs::write(folder.path().join("secret"), "secret").unwrap();
    let router = graphiql(folder.path()).expect("all files are there");
    let statuses = [
        ("/graphiql", StatusCode::OK),
        ("/graphiql/graphiql.min.js", StatusCode::OK),
        ("/graphiql/secret", StatusCode::NOT_FOUND),
        ("/graphiql/..%2Fsecret", StatusCode::NOT_FOUND),
    ];
    for (path, status) in statuses {
        let answer = router
            .clone()
            .oneshot(Request::get(path).body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status(), status, "{path}");
    }
}
