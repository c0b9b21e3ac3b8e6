//! Every connection taken: whoever comes then is told at once that it will be better soon, and nobody has to lend a hand.

use domain::access::Role;
use futures_util::future::join_all;
use serde_json::json;
use sqlx::Connection as _;
use tests::app::TestApp;

use super::{SAVE, assert_unavailable};
use crate::filing::{round, submission};

/// As many connections as a story has for what people read, and for what they save.
const CONNECTIONS: [usize; 2] = [8, 4];
const WAITING: &str = "select count(*) from pg_locks
    where not granted and database = (select oid from pg_database where datname = current_database())";
/// Who comes when all are taken.
const MORE: usize = 3;

#[tokio::test]
async fn who_finds_no_connection_is_told_so_and_the_others_get_theirs() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let id = submission(&app, &focal, "QMA", &round).await;
    let read = "query ($id: ID!) { submission(id: $id) { answers { revision } } }";
    let save = |number: usize| {
        let answer = json!({"question": "VT.topic_a", "basedOn": 0, "key": format!("k{number}"), "answer": {"longText": "text"}});
        json!({"input": {"submission": id, "answers": [answer]}})
    };
    // What never changes of the file is known from now on, and is not read with each save.
    app.call(&focal, SAVE, save(0)).await.data();
    for (document, connections) in [(read, CONNECTIONS[0]), (SAVE, CONNECTIONS[1])] {
        let variables = |number| {
            if document == SAVE {
                save(number)
            } else {
                json!({"id": id})
            }
        };
        // Whoever has a connection waits for somebody who has locked what they want.
        let (mut owner, mut watch) = (app.owner().await, app.owner().await);
        let mut lock = owner.begin().await.unwrap();
        sqlx::query("lock table submission, answer in access exclusive mode")
            .execute(&mut *lock)
            .await
            .unwrap();
        let calls = join_all((1..=connections + MORE).map(|number| app.call(&focal, document, variables(number))));
        let locking = async {
            while sqlx::query_scalar::<_, i64>(WAITING)
                .fetch_one(&mut watch)
                .await
                .unwrap()
                < i64::try_from(connections).unwrap()
            {}
            // Who comes last has waited as long as anybody has to, when all before them have.
            assert_unavailable(&app.call(&focal, document, variables(99)).await);
            lock.rollback().await.unwrap();
        };
        let (answers, ()) = tokio::join!(calls, locking);
        let (answered, refused): (Vec<_>, Vec<_>) = answers
            .into_iter()
            .partition(|answer| answer.json.get("errors").is_none());
        assert_eq!((answered.len(), refused.len()), (connections, MORE));
        refused.iter().for_each(assert_unavailable);
    }
    let again = app.call(&focal, SAVE, save(100)).await;
    assert_eq!(again.data()["saveAnswers"]["results"][0]["outcome"], "UNMERGED");
    app.call(&focal, read, json!({"id": id})).await.data();
}
