//! A real PostgreSQL that speaks TLS and nothing else over the network.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;

use api::mint::Clock;
use domain::access::Role;
use private_postgres::{Postgres, SUPERUSER, Settings, encode};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use store::{Connections, Store};
use tempfile::TempDir;
use tests::app::{Shelf, TestApp, noon};
use tests::authority::{Authority, Signed};
use tests::database::TestDatabase;
use tests::delegation::{answer, open_submission};

use crate::filing::round;

/// Puts certificate and key where a server looks for them, as its own.
fn give(data: &Path, signed: &Signed) {
    let owner = fs::metadata(data).unwrap();
    for (name, text) in [("server.crt", &signed.certificate), ("server.key", &signed.key)] {
        let path = data.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        chown(&path, Some(owner.uid()), Some(owner.gid())).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_goes_to_the_database_goes_by_tls_to_the_one_that_is_vouched_for() {
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let server_folder = folder.path().join("server");
    let server = Postgres::start(&server_folder, &Settings::testing()).unwrap();
    let made = TestDatabase::made_on(&server).await.unwrap();
    drop(server);

    // An address of this machine that no other test has.
    let [.., high, low] = std::process::id().to_be_bytes();
    let host = format!("127.77.{high}.{low}");
    let (authority, data) = (Authority::new(), server_folder.join("postgres"));
    give(&data, &authority.sign(&[&host], (2020, 4000)));
    let rules = fs::read_to_string(data.join("pg_hba.conf")).unwrap();
    let ours = "hostssl all all 127.0.0.0/8 trust\nhost all all 127.0.0.0/8 reject\n";
    fs::write(data.join("pg_hba.conf"), format!("{ours}{rules}")).unwrap();
    let settings = Settings::testing().with("listen_addresses", &host).with("ssl", "on");
    let server = Postgres::start(&server_folder, &settings).unwrap();
    let root = folder.path().join("authority.pem");
    fs::write(&root, &authority.pem).unwrap();
    let by_tls = |root: &Path| {
        format!(
            "&sslmode=verify-full&sslrootcert={}",
            encode(&root.display().to_string())
        )
    };

    // A day's work: cold and hot, reading and hearing.
    let database = made.reached_by(&host, &by_tls(&root)).unwrap();
    store::migrate(&database.owner_url()).await.unwrap();
    store::require_current_schema(&database.service_url()).await.unwrap();
    let app = TestApp::over(database.into(), Clock::at(noon()), 1, Shelf::folder()).await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let submission = open_submission(&app, &focal, "QMA", &round, "EN").await;
    answer(
        &app,
        &focal,
        &submission,
        &[("VT.topic_a", json!({"longText": "text"}))],
    )
    .await;
    let listening = app.app().store().listen().await.unwrap();
    let mut superuser = PgConnection::connect(&server.url(SUPERUSER, "normtrack"))
        .await
        .unwrap();
    let sessions: Vec<(String, bool)> = sqlx::query_as(
        "select split_part(application_name, ' ', 1), ssl from pg_stat_activity join pg_stat_ssl using (pid)
         where usename = 'normtrack_service' order by 1",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(sessions.iter().all(|(_, is_tls)| *is_tls), "{sessions:?}");
    for kind in ["", "normtrack-hot", "normtrack-live"] {
        assert!(sessions.iter().any(|(name, _)| name == kind), "{kind}: {sessions:?}");
    }
    drop(listening);

    // Without TLS nobody gets in; another authority, or another name, is not believed by either driver.
    let refused = async |database: &TestDatabase| {
        let url = database.service_url();
        let cold = store::require_current_schema(&url).await;
        let connections = Connections { cold: 1, hot: 1 };
        let hot = async { Store::connect(&url, connections).await?.listen().await.map(drop) };
        assert!(cold.is_err(), "{url}");
        assert!(hot.await.is_err(), "{url}");
    };
    refused(&made.reached_by(&host, "").unwrap()).await;
    let stranger = folder.path().join("stranger.pem");
    fs::write(&stranger, &Authority::new().pem).unwrap();
    refused(&made.reached_by(&host, &by_tls(&stranger)).unwrap()).await;
    give(&data, &authority.sign(&["database.example"], (2020, 4000)));
    sqlx::query("select pg_reload_conf()")
        .execute(&mut superuser)
        .await
        .unwrap();
    let elsewhere = made.reached_by(&host, &by_tls(&root)).unwrap();
    // The server reads the new certificate when it has heard of it.
    while store::require_current_schema(&elsewhere.service_url()).await.is_ok() {}
    refused(&elsewhere).await;
}
