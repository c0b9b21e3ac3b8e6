//! The demonstration written into a database, and where it does not go.

use api::demonstrate::{Introductions, demonstrate, publication};
use api::mint::{Clock, Mint};
use catalogue::Catalogue;
use chrono::{DateTime, Utc};
use demonstration::{LoadRefused, PASSWORD, introduced, is_wanted};
use domain::access::{Account, Email, Name, Scope};
use domain::id::AccountId;
use domain::language::Language;
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use store::{Connections, Store, make_demonstration, publish};
use tests::app::{TestApp, noon};
use tests::database::{TestDatabase, fresh};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    noon()
}

async fn connect(database: &TestDatabase) -> Store {
    Store::connect(&database.service_url(), Connections { cold: 2, hot: 2 })
        .await
        .unwrap()
}

fn signer() -> register::Signer {
    register::Signer::from_seed("receipts".to_owned(), &[9; 32])
}

async fn count(database: &TestDatabase, what: &str) -> i64 {
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {what}")))
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn it_is_written_down_whole_and_once_and_can_be_read_by_its_people() {
    let before = TestApp::start().await;
    let database = &before.database;
    let catalogue = Catalogue::load().unwrap();
    let mint = Mint::fixed(Clock::at(now()), 1);
    assert!(make_demonstration(&database.owner_url()).await.unwrap());
    publish(&database.owner_url(), &publication(&catalogue), now())
        .await
        .unwrap();
    let store = connect(database).await;
    let mut said = Vec::new();
    demonstrate(&store, &catalogue, &mint, &signer(), |line| said.push(line))
        .await
        .unwrap();

    let written = count(database, "filed_answer").await;
    assert!((45_000..55_000).contains(&written), "{written}");
    assert_eq!(said.first().unwrap(), "188 people of 60 fictional States");
    assert_eq!(*said.last().unwrap(), format!("{written} filed answers in 3 rounds"));
    let people = count(database, "account where demonstration").await;
    assert_eq!((people, count(database, "round").await), (189, 3));
    let entries = count(database, "filing").await;
    let edge = format!("register_edge where position = {entries}");
    assert_eq!(count(database, &edge).await, 1, "the register has no gap");
    let nobody =
        "event e where account_id is not null and not exists (select from account a where a.id = e.account_id)";
    assert_eq!(count(database, nobody).await, 0);
    let begun = "submission s join round r on r.id = s.round_id
        where r.key = 'fictional-survey-2' and s.state_id in ('QMF', 'QMV', 'QND')";
    assert_eq!(count(database, begun).await, 0, "README.md lets one of these begin");

    demonstrate(&store, &catalogue, &mint, &signer(), |line| panic!("{line}"))
        .await
        .unwrap();
    assert_eq!(count(database, "filed_answer").await, written);
    store.close().await.unwrap();
    its_people_sign_in_and_everybody_reads_figures(&before.beside(2).await).await;
}

async fn its_people_sign_in_and_everybody_reads_figures(app: &TestApp) {
    let coverage = "{ coverage(round: \"fictional-survey-1\") { invited rows(questions: [\"N13A.status\"]) {
        parts { notFiled answeredShown withheld } } } }";
    let figures = app.call(None, coverage, json!({})).await;
    let coverage = &figures.data()["coverage"];
    assert_eq!(coverage["invited"], 57);
    let parts = &coverage["rows"][0]["parts"];
    for part in ["notFiled", "answeredShown", "withheld"] {
        assert!(parts[part].as_u64().unwrap() > 0, "{part}: {parts}");
    }
    let reviews = "{ reviews { nodes { stage state { code } published { publishedAt } } } }";
    let published = app.call(None, reviews, json!({})).await;
    let published = published.data()["reviews"]["nodes"].as_array().unwrap();
    assert_eq!(published.len(), 1, "the other one waits for its reply: {published:?}");
    assert_eq!(
        (&published[0]["stage"], &published[0]["state"]["code"]),
        (&json!("PUBLISHED"), &json!("QMB"))
    );
    let sign_in = "mutation ($email: String!, $password: String!) {
        signIn(input: { email: $email, password: $password }) { tokens { accessToken } } }";
    let introductions = Introductions.to_string();
    for (email, _) in introduced().iter().take(6) {
        assert!(introductions.contains(email.as_str()));
        let variables = json!({"email": email.as_str(), "password": PASSWORD});
        let signed_in = app.call(None, sign_in, variables).await;
        assert!(signed_in.data()["signIn"]["tokens"]["accessToken"].is_string());
    }
}

#[tokio::test]
async fn a_database_that_was_not_made_for_it_is_left_alone() {
    let database = fresh().await;
    let store = connect(&database).await;
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::NotMadeForIt)));

    let real = Account {
        id: AccountId(Uuid::from_u128(1)),
        email: Email::new("amal@example.int").unwrap(),
        name: Name::new("Amal").unwrap(),
        language: Language::English,
        suspended_at: None,
        demonstration: false,
        is_program: false,
    };
    let work = store.work(&Scope::issuer(None), now()).await.unwrap();
    work.save_account(&real, Some("no hash")).await.unwrap();
    work.commit().await.unwrap();
    assert!(
        !make_demonstration(&database.owner_url()).await.unwrap(),
        "there are accounts"
    );
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::NotMadeForIt)));

    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    sqlx::query("update house set demonstration = true")
        .execute(&mut owner)
        .await
        .unwrap();
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::RealAccounts)));
    store.close().await.unwrap();
}

#[tokio::test]
async fn what_was_interrupted_is_not_taken_for_whole() {
    let database = fresh().await;
    assert!(make_demonstration(&database.owner_url()).await.unwrap());
    let store = connect(&database).await;
    let somebody = Account {
        id: AccountId(Uuid::from_u128(1)),
        email: Email::new("analyst@example.org").unwrap(),
        name: Name::new("Analyst").unwrap(),
        language: Language::English,
        suspended_at: None,
        demonstration: true,
        is_program: false,
    };
    let work = store.work(&Scope::issuer(None), now()).await.unwrap();
    work.save_account(&somebody, Some("no hash")).await.unwrap();
    work.commit().await.unwrap();
    assert!(make_demonstration(&database.owner_url()).await.unwrap(), "it stays one");
    assert!(matches!(is_wanted(&store, now()).await, Err(LoadRefused::Interrupted)));
    store.close().await.unwrap();
}
