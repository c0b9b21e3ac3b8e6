//! Evidence in a bucket: a server that speaks S3, started by the test over a folder.

use std::net::SocketAddr;
use std::path::Path;

use api::check::check_evidence;
use api::mint::Mint;
use domain::access::Role;
use futures_util::TryStreamExt as _;
use http::StatusCode;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use serde_json::json;
use tempfile::TempDir;
use tests::app::{Shelf, TestApp, count_files};
use tokio::net::TcpListener;
use tokio::task::{AbortHandle, JoinSet};
use vault::S3;

use super::{change, fetch, keep, pdf, upload};

pub(crate) const KEY: (&str, &str) = ("normtrack", "a secret of the test");

/// A server over a folder with one bucket, until it is stopped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    task: AbortHandle,
}

impl Server {
    pub(crate) async fn start(folder: &Path, address: &str) -> Self {
        std::fs::create_dir_all(folder.join("evidence")).unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
        let service = service.build();
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepting = tokio::spawn(async move {
            // Dropped with the task, so that a stop ends open connections too.
            let mut connections = JoinSet::new();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let service = service.clone();
                connections.spawn(async move {
                    let builder = Builder::new(TokioExecutor::new());
                    let _ = builder.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self {
            address,
            task: accepting.abort_handle(),
        }
    }

    fn settings(&self, secret: &str) -> S3 {
        S3 {
            bucket: "evidence".to_owned(),
            endpoint: Some(format!("http://{}", self.address)),
            region: "us-east-1".to_owned(),
            access_key: KEY.0.to_owned(),
            secret_key: secret.to_owned(),
        }
    }
}

#[tokio::test]
async fn a_bucket_keeps_gives_and_loses_what_a_folder_does() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), "127.0.0.1:0").await;
    let app = TestApp::keeping(Shelf::bucket(server.settings(KEY.1))).await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let bytes = pdf(&"the strategy ".repeat(50_000));
    let id = keep(&app, &focal, ("QMA", "strategy.pdf"), bytes.clone()).await;
    let ask = "query ($id: ID!) { node(id: $id) { ... on Evidence { download { url } } } }";
    let link = async |app: &TestApp, id: &str| {
        let asked = app.call(&focal, ask, json!({"id": id})).await;
        asked.data()["node"]["download"]["url"].as_str().unwrap().to_owned()
    };
    let url = link(&app, &id).await;
    assert_eq!(fetch(&app, &url, &[]).await.bytes, bytes);
    let part = fetch(&app, &url, &[("range", "bytes=100-199")]).await;
    assert_eq!(
        (part.status, part.bytes.as_ref()),
        (StatusCode::PARTIAL_CONTENT, &bytes[100..200])
    );
    assert_eq!(app.shelf().files(), 0, "nothing lies about where it arrived");

    let vault = app.shelf().open().vault;
    let checked = check_evidence(&app.database.owner_url(), &vault, Mint::system().now()).await;
    let checked = checked.unwrap();
    assert_eq!((checked.documents, checked.findings.len()), (1, 0));
    let listed: Vec<_> = vault.list().try_collect().await.unwrap();
    assert_eq!(listed.len(), 1);

    // With another secret nothing is kept, and nothing is given.
    let wrong = app.beside_keeping(2, Shelf::bucket(server.settings("another"))).await;
    let refused = upload(&wrong, Some(&focal), ("QMA", "other.pdf"), pdf("other")).await;
    assert_eq!(
        (refused.status, refused.code()),
        (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
    );
    assert_eq!(fetch(&wrong, &url, &[]).await.code(), "UNAVAILABLE");

    // While the server is away nothing is acknowledged; what was is there again with it.
    let address = server.address.to_string();
    server.task.abort();
    let refused = upload(&app, Some(&focal), ("QMA", "late.pdf"), pdf("late")).await;
    assert_eq!(
        (refused.status, refused.code()),
        (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
    );
    assert!(refused.headers.contains_key("retry-after"));
    let remove = ("removeEvidence", "RemoveEvidenceInput");
    let rows: i64 = sqlx::query_scalar("select count(*) from evidence")
        .fetch_one(&mut app.owner().await)
        .await
        .unwrap();
    assert_eq!(rows, 1);
    let server = Server::start(folder.path(), &address).await;
    assert_eq!(fetch(&app, &url, &[]).await.bytes, bytes);
    let late = keep(&app, &focal, ("QMA", "late.pdf"), pdf("late")).await;

    // A removal that the store did not hear of is finished by a repeat.
    server.task.abort();
    let url = link(&app, &late).await;
    assert_eq!(
        change(&app, &focal, remove, &late, json!({})).await.code(),
        "UNAVAILABLE"
    );
    let server = Server::start(folder.path(), &address).await;
    assert_eq!(fetch(&app, &url, &[]).await.status, StatusCode::OK);
    change(&app, &focal, remove, &late, json!({})).await.data();
    assert_eq!(fetch(&app, &url, &[]).await.status, StatusCode::NOT_FOUND);
    change(&app, &focal, remove, &id, json!({})).await.data();
    assert_eq!(objects(folder.path()), 0);
    server.task.abort();
}

/// How many objects a bucket holds; the server keeps what it knows of each in files of its own.
fn objects(folder: &Path) -> usize {
    ["QMA", "QMB"]
        .iter()
        .map(|state| count_files(&folder.join("evidence").join(state)))
        .sum()
}
