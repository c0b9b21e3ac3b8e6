//! The harness itself: a database of one's own, two roles, nothing left.

use sqlx::{Connection as _, Executor as _, PgConnection};
use tests::database::fresh;
use tokio_postgres::NoTls;

#[tokio::test]
async fn each_test_has_a_migrated_database_of_its_own() {
    let (one, other) = (fresh().await, fresh().await);
    assert_ne!(one.name(), other.name());
    store::require_current_schema(&one.owner_url()).await.unwrap();
    let mut owner = PgConnection::connect(&one.owner_url()).await.unwrap();
    owner.execute("create table mark (id int)").await.unwrap();
    let mut owner = PgConnection::connect(&other.owner_url()).await.unwrap();
    let error = owner.execute("select from mark").await.unwrap_err().to_string();
    assert!(error.contains("\"mark\" does not exist"), "{error}");
}

#[tokio::test]
async fn both_drivers_read_the_addresses() {
    let database = fresh().await;
    for (url, role) in [
        (database.owner_url(), store::OWNER),
        (database.service_url(), store::SERVICE),
    ] {
        let mut sqlx = PgConnection::connect(&url).await.unwrap();
        let seen: (String, String) = sqlx::query_as("select current_user::text, current_database()::text")
            .fetch_one(&mut sqlx)
            .await
            .unwrap();
        assert_eq!(seen, (role.to_owned(), database.name().to_owned()));

        let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
        let work = async move {
            client
                .query_one("select current_user::text", &[])
                .await
                .unwrap()
                .get::<_, String>(0)
        };
        assert_eq!(tokio::join!(work, connection).0, role);
    }
}

#[tokio::test]
async fn neither_role_is_above_the_policies_and_the_service_role_owns_nothing() {
    let database = fresh().await;
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    let powers: Vec<(String, bool)> = sqlx::query_as(
        "select rolname::text, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
         from pg_roles where rolname like 'normtrack%' order by 1",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(
        powers,
        [(store::OWNER.to_owned(), false), (store::SERVICE.to_owned(), false)]
    );
    let possessions: i64 =
        sqlx::query_scalar("select count(*) from pg_shdepend where refobjid = $1::text::regrole and deptype = 'o'")
            .bind(store::SERVICE)
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert_eq!(possessions, 0);
    let mut service = PgConnection::connect(&database.service_url()).await.unwrap();
    let error = service
        .execute("create table mine (id int)")
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("permission denied for schema public"), "{error}");
}

#[tokio::test]
async fn a_database_goes_when_its_test_passes_and_stays_when_it_fails() {
    let watcher = fresh().await;
    let exists = async |name: &str| {
        let mut owner = PgConnection::connect(&watcher.owner_url()).await.unwrap();
        let found: Option<i32> = sqlx::query_scalar("select 1 from pg_database where datname = $1")
            .bind(name)
            .fetch_optional(&mut owner)
            .await
            .unwrap();
        found.is_some()
    };
    let passing = fresh().await;
    let name = passing.name().to_owned();
    let _still_connected = PgConnection::connect(&passing.service_url()).await.unwrap();
    assert!(exists(&name).await);
    drop(passing);
    assert!(!exists(&name).await);

    let failing = fresh().await;
    let name = failing.name().to_owned();
    std::thread::spawn(move || {
        let _held = failing;
        panic!("on purpose: the database stays");
    })
    .join()
    .unwrap_err();
    assert!(exists(&name).await);
}

#[tokio::test]
async fn preparing_a_cluster_can_be_repeated() {
    let database = fresh().await;
    let superuser = database.owner_url().replace(store::OWNER, private_postgres::SUPERUSER);
    for _ in 0..2 {
        store::prepare_cluster(&superuser, database.name()).await.unwrap();
    }
    let refused = store::prepare_cluster("postgres:///none?host=/nowhere&user=postgres", "none")
        .await
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("cannot connect to PostgreSQL as superuser: "),
        "{refused}"
    );
}

/// Analysed while they are empty, the tables look as if scanning them were free.
#[tokio::test]
async fn a_plan_made_on_empty_tables_does_for_full_ones() {
    let database = fresh().await;
    let mut owner = PgConnection::connect(&database.owner_url()).await.unwrap();
    owner.execute("analyze").await.unwrap();
    let mut config: tokio_postgres::Config = database.service_url().parse().unwrap();
    let (client, connection) = config.options(store::hot::OPTIONS).connect(NoTls).await.unwrap();
    let work = async move {
        let prepare = format!("prepare save as {}", store::hot::SAVE_ANSWERS);
        client.batch_execute(&prepare).await.unwrap();
        let explain = format!("explain execute save({})", ["null"; 16].join(", "));
        let lines = client.query(&explain, &[]).await.unwrap();
        lines.iter().map(|line| line.get(0)).collect::<Vec<String>>().join("\n")
    };
    let plan = tokio::join!(work, connection).0;
    assert!(!plan.contains("Seq Scan"), "{plan}");
    let of_revisions = plan.split("answer_revision v").nth(1).unwrap();
    let probe = of_revisions.lines().nth(1).unwrap();
    assert!(
        probe.contains("submission_id = $1") && probe.contains("question = i"),
        "{plan}"
    );
}
