//! Whoever leaves, or has waited too long, costs nothing any more: what PostgreSQL was doing for them is cancelled, and the
//! connection serves the next one. Both ways to the database, with statements that wait for a lock as long as it takes.

use std::time::Duration;

use api::http::{Limits, Settings};
use axum::body::Body;
use domain::access::Role;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use tests::app::{Persona, TestApp, busy};
use tests::delegation::{answer, open_submission};
use tests::wire::{Line, Listening};
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::filing::round;

const READ: &str = "{ rounds(first: 5) { nodes { key } } }";
const SAVE: &str = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";

/// More than a process has connections of one kind.
const OFTEN: usize = 10;

/// Waits until the service has as many statements under way that wait for a lock.
async fn waiting(service: &mut PgConnection, expected: i64) {
    let count = "select count(*) from pg_stat_activity where datname = current_database() and usename = current_user
                 and pid <> pg_backend_pid() and state = 'active'";
    let until = async {
        while sqlx::query_scalar::<_, i64>(count)
            .fetch_one(&mut *service)
            .await
            .unwrap()
            != expected
        {}
    };
    let waited = timeout(Duration::from_secs(10), until).await;
    waited.unwrap_or_else(|_| panic!("there are never {expected} statements under way"));
}

struct Scene {
    app: TestApp,
    focal: Persona,
    submission: String,
    service: PgConnection,
    /// Holds what the others wait for.
    owner: PgConnection,
}

impl Scene {
    async fn begin(lock: &'static str) -> Self {
        let app = TestApp::start().await;
        let round = round(&app, "views-and-assessments/1", "views-2027").await;
        let focal = app.of("QMA", Role::FocalPoint).await;
        let submission = open_submission(&app, &focal, "QMA", &round, "EN").await;
        let service = PgConnection::connect(&app.database.service_url()).await.unwrap();
        let mut owner = app.owner().await;
        sqlx::raw_sql(lock).execute(&mut owner).await.unwrap();
        Self {
            app,
            focal,
            submission,
            service,
            owner,
        }
    }

    fn saving(&self) -> Value {
        let answers = json!([{"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "text"}}]);
        json!({"input": {"submission": self.submission, "answers": answers}})
    }

    /// Clients ask, see nothing come, and hang up.
    async fn leave(&mut self, query: &str, variables: &Value) {
        let listening = Listening::start(&self.app).await;
        for _ in 0..OFTEN {
            let mut line = Line::open(listening.address).await.unwrap();
            line.send(&self.focal.token, query, variables).await.unwrap();
            waiting(&mut self.service, 1).await;
            drop(line);
            waiting(&mut self.service, 0).await;
        }
        listening.end().await;
    }

    /// Calls are given up because they take too long.
    async fn dawdle(&mut self, query: &str, variables: &Value) {
        let settings = Settings {
            limits: Limits {
                time: Duration::from_millis(100),
                ..Limits::default()
            },
            pace: busy(),
            origins: Vec::new(),
            development: false,
            secure: false,
            documents: None,
            build: "test".to_owned(),
        };
        let router = self.app.process.router(settings);
        for _ in 0..OFTEN {
            let request = Request::post("/graphql")
                .header(CONTENT_TYPE, "application/json")
                .header(AUTHORIZATION, format!("Bearer {}", self.focal.token))
                .body(Body::from(json!({"query": query, "variables": variables}).to_string()));
            let answer = router.clone().oneshot(request.unwrap()).await.unwrap();
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
            waiting(&mut self.service, 0).await;
        }
    }

    async fn release(&mut self) {
        sqlx::raw_sql("rollback").execute(&mut self.owner).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_that_nobody_waits_for_ends_and_gives_its_connection_back() {
    let mut scene = Scene::begin("begin; lock table round in access exclusive mode").await;
    scene.leave(READ, &json!({})).await;
    scene.dawdle(READ, &json!({})).await;
    scene.release().await;
    let read = scene.app.call(&scene.focal, READ, json!({})).await;
    assert_eq!(read.data()["rounds"]["nodes"][0]["key"], "views-2027");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_that_nobody_waits_for_ends_and_is_not_kept() {
    let mut scene = Scene::begin("begin; select from submission for update").await;
    let variables = scene.saving();
    scene.leave(SAVE, &variables).await;
    scene.dawdle(SAVE, &variables).await;
    scene.release().await;
    let kept: i64 = sqlx::query_scalar("select count(*) from answer_revision")
        .fetch_one(&mut scene.owner)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    let (app, focal, submission) = (&scene.app, &scene.focal, &scene.submission);
    answer(app, focal, submission, &[("VT.topic_a", json!({"longText": "text"}))]).await;
}
