//! What fails around the service: a clear answer, nothing half-written, and work goes on by itself.

mod clock;
mod pool;
mod process;

use domain::access::Role;
use http::StatusCode;
use http::header::RETRY_AFTER;
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use tests::app::{Answer, Persona, TestApp};
use uuid::Uuid;

use crate::filing::{round, submission};

const SAVE: &str =
    "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome revision } } }";

async fn save(app: &TestApp, who: &Persona, submission: &str) -> Answer {
    let answers = json!([
        {"question": "VA.authority", "basedOn": 0, "key": "k1", "answer": {"shortText": "Ministry"}},
        {"question": "VT.topic_a", "basedOn": 0, "key": "k1", "answer": {"longText": "text"}},
    ]);
    app.call(
        who,
        SAVE,
        json!({"input": {"submission": submission, "answers": answers}}),
    )
    .await
}

/// How many answers, revisions and entries in the trail there are.
async fn written(owner: &mut PgConnection) -> (i64, i64, i64) {
    let count = "select (select count(*) from answer), (select count(*) from answer_revision),
                        (select count(*) from event where act = 'save_answers')";
    sqlx::query_as(count).fetch_one(owner).await.unwrap()
}

/// Ends every session of the service that waits for a lock, as soon as there is one, or every session at all.
async fn end_sessions(service: &mut PgConnection, waiting: bool) -> usize {
    let end = "select pg_terminate_backend(pid, 5000) from pg_stat_activity
               where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
                 and (not $1 or wait_event_type = 'Lock')";
    loop {
        let ended: Vec<bool> = sqlx::query_scalar(end)
            .bind(waiting)
            .fetch_all(&mut *service)
            .await
            .unwrap();
        if !ended.is_empty() {
            return ended.len();
        }
        tokio::task::yield_now().await;
    }
}

#[track_caller]
fn assert_unavailable(answer: &Answer) {
    assert_eq!(answer.code(), "UNAVAILABLE");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.json);
    assert_eq!(answer.headers[RETRY_AFTER], "1");
    assert_eq!(answer.json["data"], Value::Null);
}

#[tokio::test]
async fn a_save_whose_session_ends_half_way_leaves_nothing_and_the_next_one_succeeds() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let id = submission(&app, &focal, "QMA", &round).await;
    let mut owner = app.owner().await;
    let mut service = PgConnection::connect(&app.database.service_url()).await.unwrap();

    // The save waits for whoever holds the submission, and loses its session there.
    let mut lock = owner.begin().await.unwrap();
    sqlx::query_scalar::<_, Uuid>("select id from submission for update")
        .fetch_one(&mut *lock)
        .await
        .unwrap();
    let (answer, ended) = tokio::join!(save(&app, &focal, &id), end_sessions(&mut service, true));
    assert_eq!(ended, 1);
    assert_unavailable(&answer);
    lock.rollback().await.unwrap();
    assert_eq!(written(&mut owner).await, (0, 0, 0));

    let saved = save(&app, &focal, &id).await;
    let stored = json!([{"outcome": "STORED", "revision": 1}, {"outcome": "STORED", "revision": 1}]);
    assert_eq!(saved.data()["saveAnswers"]["results"], stored);
    assert_eq!(written(&mut owner).await, (2, 2, 1));

    // As when a server restarts: every session is gone while nobody is calling, and nobody notices.
    let read = "query ($id: ID!) { submission(id: $id) { answers { revision } } }";
    assert!(end_sessions(&mut service, false).await > 1);
    let read = app.call(&focal, read, json!({"id": id})).await;
    assert_eq!(read.data()["submission"]["answers"].as_array().unwrap().len(), 2);
    let again = save(&app, &focal, &id).await;
    assert_eq!(
        again.data()["saveAnswers"]["results"],
        stored,
        "a repeat brings the first result"
    );
    assert_eq!(written(&mut owner).await, (2, 2, 1));
}
