//! What `normtrack doctor` says: of an installation that is well, and of the same one with each thing broken in turn.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use api::auth::{Keys, Secret};
use api::config::{Cli, Command};
use api::doctor::{Check, Examination, Finding, Verdict, examine};
use api::mint::{Clock, Mint};
use clap::Parser as _;
use domain::access::Scope;
use private_postgres::{Postgres, SUPERUSER, Settings};
use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, PgConnection};
use store::{Connections, EndFound, Store};
use tempfile::TempDir;
use tests::app::{SECRET, TestApp, noon};
use tests::database::{TestDatabase, fresh};
use vault::{Place, hex};

use crate::evidence::bucket::{KEY, Server};
use crate::filing::round;
use crate::log::filed;

/// In the address of the database and never in what is said.
const PASSWORD: &str = "kept-to-ourselves";

/// An installation on a server of its own, set up as the runbook says.
struct Installation {
    database: TestDatabase,
    server: Option<Postgres>,
    folder: TempDir,
}

impl Installation {
    async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        // Where the account of the server can go as well.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let server = Postgres::start(&folder.path().join("server"), &Settings::serving()).unwrap();
        let database = TestDatabase::made_on(&server).await.unwrap();
        let it = Self {
            database,
            server: Some(server),
            folder,
        };
        fs::create_dir(it.evidence()).unwrap();
        fs::write(it.secret(), SECRET).unwrap();
        fs::set_permissions(it.secret(), fs::Permissions::from_mode(0o600)).unwrap();
        make_keys(&it.database).await;
        it
    }

    fn evidence(&self) -> PathBuf {
        self.folder.path().join("evidence")
    }

    fn secret(&self) -> PathBuf {
        self.folder.path().join("secret")
    }

    fn url(&self) -> String {
        format!("{}&password={PASSWORD}", self.database.service_url())
    }

    /// What is said with these settings beside those of an installation that is well; the last one of a name counts.
    async fn examine(&self, changed: &[(&str, &str)]) -> Examination {
        self.examine_at(&Mint::system(), changed).await
    }

    async fn examine_at(&self, mint: &Mint, changed: &[(&str, &str)]) -> Examination {
        let mut settings = vec![
            ("--database-url", self.url()),
            ("--secret-file", self.secret().display().to_string()),
            ("--data", self.folder.path().join("server").display().to_string()),
            ("--evidence", self.evidence().display().to_string()),
            ("--address", "https://normtrack.example".to_owned()),
            ("--trusted-proxy", "127.0.0.1".to_owned()),
            // It is asked whether it can print, and says so by ending well; tests/it/documents/pressed.rs asks the real one.
            ("--press", "/bin/true".to_owned()),
        ];
        for (name, value) in changed {
            settings.retain(|(known, _)| known != name);
            if !value.is_empty() {
                settings.push((name, (*value).to_owned()));
            }
        }
        let arguments = settings.into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
        let cli = Cli::parse_from(
            ["normtrack".to_owned(), "doctor".to_owned()]
                .into_iter()
                .chain(arguments),
        );
        let Command::Doctor { serve, .. } = cli.command else {
            panic!("another command");
        };
        let examination = examine(&serve, mint).await;
        let said = format!("{examination}{}", examination.json());
        for hidden in [PASSWORD, KEY.1, "\u{7}\u{7}\u{7}"] {
            assert!(!said.contains(hidden), "{said}");
        }
        examination
    }

    fn url_of(&self, role: &str, database: &str) -> String {
        let server = self.server.as_ref().expect("the server runs");
        server.url(role, database)
    }

    async fn superuser(&self, statement: &'static str) {
        let url = self.url_of(SUPERUSER, "normtrack");
        let mut superuser = PgConnection::connect(&url).await.unwrap();
        sqlx::raw_sql(statement).execute(&mut superuser).await.unwrap();
    }
}

async fn make_keys(database: &TestDatabase) {
    let store = Store::connect(&database.service_url(), Connections { cold: 1, hot: 1 })
        .await
        .unwrap();
    let secret = Secret::of(&SECRET).unwrap();
    Keys::open(store.clone(), secret, Arc::new(Mint::system()))
        .await
        .unwrap();
    store.close().await.unwrap();
}

fn of(examination: &Examination, check: Check) -> &Finding {
    let found = examination.0.iter().find(|finding| finding.check == check);
    found.unwrap_or_else(|| panic!("nothing is said of it:\n{examination}"))
}

/// That this one thing has to be mended and nothing else, in words that hold this.
#[track_caller]
fn only(examination: &Examination, check: Check, words: &str) {
    let finding = of(examination, check);
    assert_eq!(finding.verdict, Verdict::Fault, "{examination}");
    assert!(finding.says.contains(words), "{examination}");
    assert!(!finding.advice.is_empty(), "{examination}");
    let others = examination
        .0
        .iter()
        .filter(|it| it.check != check && it.verdict == Verdict::Fault);
    assert_eq!(others.count(), 0, "{examination}");
    assert!(!examination.is_well());
}

#[tokio::test(flavor = "multi_thread")]
#[expect(
    clippy::too_many_lines,
    reason = "one installation, in which one thing after the other breaks"
)]
async fn what_is_well_is_said_and_each_thing_that_is_broken_is_named() {
    let mut it = Installation::start().await;
    let kept = Store::connect(&it.database.service_url(), Connections { cold: 1, hot: 1 })
        .await
        .unwrap();
    let listening = kept.listen().await.unwrap();
    let well = it.examine(&[]).await;
    assert!(well.is_well(), "{well}");
    let verdicts = well.0.iter().map(|finding| (finding.check, finding.verdict));
    // The machine of the test may be nearly full, or let few files be opened. That no mail server is named is looked at below.
    let verdicts: Vec<_> = verdicts
        .filter(|(check, _)| !matches!(check, Check::Disk | Check::Files | Check::Mail))
        .collect();
    let expected = [
        Check::Database,
        Check::Version,
        Check::Encoding,
        Check::Schema,
        Check::Role,
        Check::Durability,
        Check::Connections,
        Check::Clock,
        Check::Secret,
        Check::Keys,
        Check::Register,
        Check::Evidence,
        Check::Sample,
        Check::Press,
        Check::Address,
        Check::Front,
        Check::Zones,
        Check::Processes,
    ];
    assert_eq!(verdicts, expected.map(|check| (check, Verdict::Well)), "{well}");
    assert!(of(&well, Check::Processes).says.contains("1 of version"), "{well}");
    let json = well.json();
    assert_eq!(json["well"], true);
    assert_eq!(json["findings"][0]["check"], "database");
    drop(listening);
    kept.close().await.unwrap();

    // The press: without it everything else works.
    for (press, words) in [
        ("/nowhere/normtrack-press", "no PDF documents: there is no"),
        ("/bin/false", "ended with"),
    ] {
        let examination = it.examine(&[("--press", press)]).await;
        let finding = of(&examination, Check::Press);
        assert!(
            finding.says.contains(words) && !finding.advice.is_empty(),
            "{examination}"
        );
        assert_eq!(finding.verdict, Verdict::Notice, "{examination}");
        assert!(examination.is_well(), "{examination}");
    }

    // Letters: without a mail server everything else works, and one that is named has to answer.
    assert_eq!(of(&well, Check::Mail).verdict, Verdict::Notice, "{well}");
    let from = ("--mail-from", "Secretariat <office@example.org>");
    for (server, words) in [
        ("smtp://127.0.0.1:9", "does not answer"),
        ("smtp://127.0.0.1:9?tls=maybe", "has the option `tls`"),
    ] {
        only(&it.examine(&[("--smtp", server), from]).await, Check::Mail, words);
    }

    // The secret.
    let path = it.secret().display().to_string();
    fs::write(it.secret(), [8; 32]).unwrap();
    only(&it.examine(&[]).await, Check::Keys, "sealed under another secret");
    fs::write(it.secret(), [7; 31]).unwrap();
    only(&it.examine(&[]).await, Check::Secret, "fewer than 32 bytes");
    fs::write(it.secret(), SECRET).unwrap();
    fs::set_permissions(it.secret(), fs::Permissions::from_mode(0o644)).unwrap();
    only(&it.examine(&[]).await, Check::Secret, "Other accounts may read");
    fs::set_permissions(it.secret(), fs::Permissions::from_mode(0o600)).unwrap();
    only(
        &it.examine(&[("--secret-file", "/nowhere/secret")]).await,
        Check::Secret,
        "does not exist",
    );
    only(
        &it.examine(&[("--secret-file", "")]).await,
        Check::Secret,
        "No secret file is named",
    );
    assert!(path.ends_with("secret"));

    // The role.
    for role in [SUPERUSER, store::OWNER] {
        let url = it.url_of(role, "normtrack");
        let words = if role == SUPERUSER { "is a superuser" } else { "owns" };
        only(&it.examine(&[("--database-url", &url)]).await, Check::Role, words);
    }
    it.superuser("alter role normtrack_service bypassrls").await;
    only(&it.examine(&[]).await, Check::Role, "passes row-level security");
    it.superuser("alter role normtrack_service nobypassrls; grant normtrack_owner to normtrack_service")
        .await;
    only(&it.examine(&[]).await, Check::Role, "owns");
    it.superuser("revoke normtrack_owner from normtrack_service").await;

    // What is acknowledged.
    it.superuser("alter role normtrack_service set synchronous_commit = off")
        .await;
    only(&it.examine(&[]).await, Check::Durability, "can be lost");
    it.superuser("alter role normtrack_service reset synchronous_commit")
        .await;
    it.superuser("alter role normtrack_service set default_transaction_read_only = on")
        .await;
    only(&it.examine(&[]).await, Check::Durability, "refuses to be written to");
    it.superuser("alter role normtrack_service reset default_transaction_read_only")
        .await;

    // The clock, which stands still in another year.
    let still = Mint::fixed(Clock::at(noon()), 1);
    only(&it.examine_at(&still, &[]).await, Check::Clock, "seconds apart");

    // Where people come, and who is believed.
    let http = it
        .examine(&[("--address", "http://normtrack.example"), ("--trusted-proxy", "")])
        .await;
    only(&http, Check::Address, "open on the way");
    only(
        &it.examine(&[("--trusted-proxy", "")]).await,
        Check::Front,
        "no front is named",
    );
    only(
        &it.examine(&[("--trusted-proxy", "::/0")]).await,
        Check::Front,
        "everybody says themselves",
    );

    // The schema.
    it.superuser(
        "create table taken as select * from _sqlx_migrations where version = (select max(version) from _sqlx_migrations);
         delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)",
    )
    .await;
    let behind = it.examine(&[]).await;
    only(&behind, Check::Schema, "1 migrations are missing");
    assert_eq!(of(&behind, Check::Keys).verdict, Verdict::Unknown);
    it.superuser("insert into _sqlx_migrations select * from taken; update taken set version = 9999")
        .await;
    it.superuser("insert into _sqlx_migrations select * from taken").await;
    only(&it.examine(&[]).await, Check::Schema, "newer than this program");
    it.superuser("delete from _sqlx_migrations where version = 9999; drop table taken")
        .await;
    let empty = it.url_of(store::SERVICE, "postgres");
    only(
        &it.examine(&[("--database-url", &empty)]).await,
        Check::Schema,
        "no schema of Normtrack",
    );
    assert!(it.examine(&[]).await.is_well());

    // The server itself.
    drop(it.server.take());
    let gone = it.examine(&[]).await;
    only(&gone, Check::Database, "does not answer");
    assert_eq!(of(&gone, Check::Register).verdict, Verdict::Unknown);
    only(
        &it.examine(&[("--database-url", "")]).await,
        Check::Database,
        "does not run",
    );
    let careless = Settings::serving().with("fsync", "off").with("max_connections", "20");
    it.server = Some(Postgres::start(&it.folder.path().join("server"), &careless).unwrap());
    let careless = it.examine(&[]).await;
    assert!(
        of(&careless, Check::Durability).says.contains("fsync is off"),
        "{careless}"
    );
    assert!(
        of(&careless, Check::Connections).says.contains("room for"),
        "{careless}"
    );
    assert_eq!(of(&careless, Check::Connections).verdict, Verdict::Fault);
    // Without an address of a database it is the private one in the folder.
    let private = it.examine(&[("--database-url", "")]).await;
    assert_eq!(of(&private, Check::Role).verdict, Verdict::Well, "{private}");
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_that_cannot_be_kept_or_was_changed_is_named() {
    // On the server of all tests, where nothing is durable: only evidence is looked at.
    let database = fresh().await;
    let folder = TempDir::new().unwrap();
    let evidence = folder.path().join("evidence");
    let ask = async |more: &[&str]| {
        let (url, at) = (database.service_url(), evidence.display().to_string());
        let fixed = [
            "normtrack",
            "doctor",
            "--database-url",
            url.as_str(),
            "--evidence",
            at.as_str(),
        ];
        let Command::Doctor { serve, .. } = Cli::parse_from(fixed.iter().chain(more)).command else {
            panic!("another command");
        };
        let examination = examine(&serve, &Mint::system()).await;
        assert!(of(&examination, Check::Durability).says.contains("fsync is off"));
        let said = |check| {
            let finding = of(&examination, check);
            (finding.verdict, finding.says.clone())
        };
        assert!(!examination.to_string().contains(KEY.1));
        (said(Check::Evidence), said(Check::Sample))
    };
    let ((verdict, says), _) = ask(&[]).await;
    assert_eq!(verdict, Verdict::Fault);
    assert!(says.contains("does not exist"), "{says}");
    assert!(!evidence.exists(), "who looks makes nothing");

    fs::create_dir(&evidence).unwrap();
    let place = Place::of("QMA", &Sha256::digest(b"a law").into(), "0198");
    let path = evidence.join(place.to_string());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, b"a law").unwrap();
    let (evidence_found, sample) = ask(&[]).await;
    assert_eq!(
        (evidence_found.0, sample.0),
        (Verdict::Well, Verdict::Well),
        "{sample:?}"
    );
    assert!(sample.1.starts_with("1 documents"), "{sample:?}");
    fs::write(&path, b"another law").unwrap();
    let (_, (verdict, says)) = ask(&[]).await;
    assert_eq!(verdict, Verdict::Fault);
    assert!(says.contains(&hex(&Sha256::digest(b"a law"))), "{says}");

    // Something lies where a folder has to be made.
    fs::remove_dir_all(evidence.join("doctor")).ok();
    fs::write(evidence.join("doctor"), b"").unwrap();
    let ((verdict, says), _) = ask(&[]).await;
    assert_eq!(verdict, Verdict::Fault, "{says}");
    fs::remove_file(evidence.join("doctor")).unwrap();

    let objects = TempDir::new().unwrap();
    let server = Server::start(objects.path(), "127.0.0.1:0").await;
    // This server makes a bucket that is asked for, unless something else has its name.
    fs::write(objects.path().join("elsewhere"), b"").unwrap();
    let endpoint = format!("http://{}", server.address);
    let bucket = |name: &'static str, secret: &'static str| {
        let endpoint = endpoint.clone();
        [
            "--s3-bucket",
            name,
            "--s3-access-key",
            KEY.0,
            "--s3-secret-key",
            secret,
            "--s3-endpoint",
        ]
        .into_iter()
        .map(str::to_owned)
        .chain([endpoint])
        .collect::<Vec<_>>()
    };
    for (name, secret, expected) in [
        ("evidence", KEY.1, Verdict::Well),
        ("elsewhere", KEY.1, Verdict::Fault),
        ("evidence", "another secret", Verdict::Fault),
    ] {
        let options = bucket(name, secret);
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let ((verdict, says), _) = ask(&options).await;
        assert_eq!(verdict, expected, "{name}: {says}");
        assert!(says.contains(name), "{says}");
    }
}

#[tokio::test]
async fn an_end_of_the_register_that_is_not_what_was_written_is_found() {
    let app = TestApp::start().await;
    let looked = async || {
        let snapshot = app.app().store().snapshot(&Scope::anonymous(), noon()).await.unwrap();
        snapshot.register_end_found().await.unwrap()
    };
    assert_eq!(looked().await, EndFound::Empty);
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    for state in ["QMA", "QMB", "QMC"] {
        filed(&app, state, &round, "PUBLIC").await;
    }
    assert_eq!(looked().await, EndFound::Holds(domain::submission::Position(3)));
    let mut owner = app.owner().await;
    for (table, change, back) in [
        (
            "filing",
            "update filing set filed_at = filed_at + interval '1 second' where position = 3",
            "update filing set filed_at = filed_at - interval '1 second' where position = 3",
        ),
        (
            "register_node",
            "update register_node set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where level = 1",
            "update register_node set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where level = 1",
        ),
        (
            "register_edge",
            "update register_edge set frontier[1] = set_byte(frontier[1], 0, get_byte(frontier[1], 0) # 1)",
            "update register_edge set frontier[1] = set_byte(frontier[1], 0, get_byte(frontier[1], 0) # 1)",
        ),
    ] {
        let disable = format!("alter table {table} disable trigger user");
        sqlx::raw_sql(sqlx::AssertSqlSafe(disable))
            .execute(&mut owner)
            .await
            .unwrap();
        sqlx::raw_sql(change).execute(&mut owner).await.unwrap();
        assert!(matches!(looked().await, EndFound::Broken { .. }), "{table}");
        sqlx::raw_sql(back).execute(&mut owner).await.unwrap();
        assert_eq!(
            looked().await,
            EndFound::Holds(domain::submission::Position(3)),
            "{table}"
        );
    }
}
