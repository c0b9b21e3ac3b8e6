//! The program as a process: killed, asked to stop, its database killed, its disk full. What was acknowledged is there, and
//! nobody has to lend a hand.

mod load;
mod traced;

use std::fs;
use std::process::Stdio;
use std::sync::Arc;

use api::check::check;
use api::mint::{Clock, Mint};
use http::StatusCode;
use private_postgres::{Postgres, SUPERUSER, Settings};
use register::verify_receipt;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use store::Known;
use tempfile::TempDir;
use tests::app::{SECRET, Shelf, TestApp};
use tests::database::TestDatabase;
use tests::program::{Orders, Program, command};
use tests::wire::Line;

use self::load::{Load, SAVE};
use crate::evidence::pdf;
use crate::log::keys;

/// How often something is killed in each of the two stories: fifty times in all.
const KILLS: usize = 25;

/// A server of its own, which keeps what it has acknowledged, and whoever prepares the story over it.
struct Installation {
    folder: TempDir,
    settings: Settings,
    server: Option<Postgres>,
    database: Arc<TestDatabase>,
    app: TestApp,
}

impl Installation {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::serving().with("shared_buffers", "64MB");
        let server = Postgres::start(&folder.path().join("database"), &settings).unwrap();
        let database = Arc::new(TestDatabase::made_on(&server).await.unwrap());
        fs::write(folder.path().join("secret"), SECRET).unwrap();
        // The program goes by the system's clock, and takes no token of another time.
        let clock = Clock::at(Mint::system().now());
        let app = TestApp::over(Arc::clone(&database), clock, 1, Shelf::folder()).await;
        Self {
            folder,
            settings,
            server: Some(server),
            database,
            app,
        }
    }

    fn orders(&self) -> Orders {
        Orders {
            database_url: self.database.service_url(),
            secret_file: self.folder.path().join("secret"),
            evidence: self.folder.path().join("evidence"),
            small_disk: None,
            otlp_endpoint: None,
        }
    }

    /// Kills the database: one process of it, after which it cuts off all others and recovers, or the first of them, and
    /// then it is started again, as the machine's own supervisor would.
    async fn kill_database(&mut self, whole: bool) {
        let server = self.server.take().unwrap();
        if whole {
            kill(server.process());
            drop(server);
            let again = Postgres::start(&self.folder.path().join("database"), &self.settings);
            self.server = Some(again.unwrap());
            return;
        }
        let url = server.url(SUPERUSER, "normtrack");
        self.server = Some(server);
        let mut superuser = PgConnection::connect(&url).await.unwrap();
        // Whoever is at work, if anybody is.
        let process: i32 = sqlx::query_scalar(
            "select pid from pg_stat_activity where usename = $1 order by state = 'active' desc, query_start desc limit 1",
        )
        .bind(store::SERVICE)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        kill(process.cast_unsigned());
        // It is up again once it takes somebody in who was not there before.
        while sqlx::query("select 1").execute(&mut superuser).await.is_ok() {}
        while PgConnection::connect(&url).await.is_err() {
            tokio::task::yield_now().await;
        }
    }

    /// Whatever was acknowledged is there, once, and the register is whole.
    async fn holds(&self, load: &Load) {
        let keys = keys(&self.app).await;
        let mut heads = Vec::new();
        for filed in load.filings().iter() {
            let claims = verify_receipt(&filed.receipt, |kid| keys.register_key(kid)).unwrap();
            assert_eq!(claims.root.to_hex(), filed.root);
            heads.push(claims.log_head());
        }
        let known = Known {
            keys: Some(keys),
            heads,
        };
        let walked = check(&self.database.owner_url(), &known).await.unwrap();
        assert_eq!(walked.findings, []);

        let app = TestApp::over(
            Arc::clone(&self.database),
            Clock::at(Mint::system().now()),
            2,
            Shelf::folder(),
        )
        .await;
        load.is_kept(&app).await;
    }
}

fn kill(process: u32) {
    let process = Pid::from_raw(process.cast_signed()).unwrap();
    kill_process(process, Signal::KILL).unwrap();
}

#[tokio::test]
async fn whatever_a_killed_process_had_acknowledged_is_there_and_the_other_one_goes_on() {
    let installation = Installation::new().await;
    let load = Load::prepared(&installation.app).await;
    let mut programs = [
        Program::start(0, installation.orders()).await,
        Program::start(1, installation.orders()).await,
    ];
    let addresses = programs.each_ref().map(|program| program.address);
    let killing = async {
        for number in 0..KILLS {
            // Whoever lost a line stays with the other one until that is killed: this is the one that has the load.
            let program = &mut programs[number % 2];
            program.kill().await;
            // One is enough.
            load.more().await;
            program.start_again().await;
        }
        load.end();
    };
    tokio::join!(load.run(&addresses), killing);
    assert!(load.broken() >= KILLS, "{} calls were cut off", load.broken());
    installation.holds(&load).await;
}

#[tokio::test]
async fn whatever_was_acknowledged_is_there_after_the_database_was_killed_and_the_process_goes_on() {
    let mut installation = Installation::new().await;
    let load = Load::prepared(&installation.app).await;
    let program = Program::start(0, installation.orders()).await;
    let addresses = [program.address];
    let killing = async {
        for number in 0..KILLS {
            load.more().await;
            load.pausing(installation.kill_database(number % 2 == 0)).await;
        }
        load.more().await;
        load.end();
    };
    tokio::join!(load.run(&addresses), killing);
    assert_eq!(
        load.broken(),
        0,
        "the process answers, whatever becomes of its database"
    );
    assert!(load.refused() > 0, "nobody was told that the database is away");
    installation.holds(&load).await;
}

#[tokio::test]
async fn a_process_that_is_asked_to_stop_answers_every_call_that_it_has() {
    const CALLS: u8 = 4;
    let installation = Installation::new().await;
    let load = Load::prepared(&installation.app).await;
    let mut program = Program::start(0, installation.orders()).await;
    let address = program.address;

    // Every call waits for whoever holds the working files.
    let mut owner = installation.app.owner().await;
    let mut lock = owner.begin().await.unwrap();
    sqlx::query("select from submission for update")
        .execute(&mut *lock)
        .await
        .unwrap();
    let calls = (0..CALLS).map(|number| {
        let (token, input) = load.save(0, u64::from(number), 0);
        async move {
            let mut line = Line::open(address).await.unwrap();
            line.call(&token, SAVE, &input).await
        }
    });
    let stopping = async {
        let waiting = "select count(*) from pg_locks where not granted";
        let mut watch = installation.app.owner().await;
        while sqlx::query_scalar::<_, i64>(waiting)
            .fetch_one(&mut watch)
            .await
            .unwrap()
            < i64::from(CALLS)
        {}
        program.ask_to_stop();
        // From now on it takes nobody else in.
        while Line::open(address).await.is_ok() {}
        lock.rollback().await.unwrap();
    };
    let (answers, ()) = tokio::join!(futures_util::future::join_all(calls), stopping);
    let mut outcomes: Vec<_> = answers
        .into_iter()
        .map(|answer| answer.unwrap()["data"]["saveAnswers"]["results"][0]["outcome"].clone())
        .collect();
    outcomes.sort_by_key(Value::to_string);
    // All are based on the same text: one is stored, and the others are kept beside it.
    assert_eq!(
        outcomes,
        ["STORED", "UNMERGED", "UNMERGED", "UNMERGED"].map(Value::from)
    );
    assert!(program.stopped().await.success());
}

#[tokio::test]
async fn a_full_disk_refuses_evidence_leaves_nothing_half_and_takes_it_once_there_is_room() {
    let installation = Installation::new().await;
    let load = Load::prepared(&installation.app).await;
    let mut orders = installation.orders();
    fs::create_dir(&orders.evidence).unwrap();
    orders.small_disk = Some((orders.evidence.clone(), 1024 * 1024));
    let program = Program::start(0, orders.clone()).await;
    let disk = program.inside(&orders.evidence);
    let client = reqwest::Client::new();
    let upload = async |bytes: &[u8]| {
        let (state, token) = load.contributor();
        let address = format!("http://{}/evidence?state={state}&name=law.pdf", program.address);
        let request = client.post(address).bearer_auth(token).body(bytes.to_vec());
        let answer = request.send().await.unwrap();
        (answer.status(), answer.json::<Value>().await.unwrap())
    };
    let law = pdf(&"article ".repeat(30_000));
    let (status, _) = upload(&pdf("a short law")).await;
    assert_eq!(status, StatusCode::CREATED);
    let before = tests::app::count_files(&disk);

    fs::write(disk.join("of-somebody-else"), vec![0; 900 * 1024]).unwrap();
    for _ in 0..2 {
        let (status, answer) = upload(&law).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer:#}");
        assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAVAILABLE");
        assert_eq!(tests::app::count_files(&disk), before + 1, "something is left of it");
    }
    // Everything else goes on.
    let (token, input) = load.save(0, 0, 0);
    let mut line = Line::open(program.address).await.unwrap();
    let saved = line.call(&token, SAVE, &input).await.unwrap();
    assert_eq!(
        saved["data"]["saveAnswers"]["results"][0]["outcome"], "STORED",
        "{saved:#}"
    );

    fs::remove_file(disk.join("of-somebody-else")).unwrap();
    let (status, answer) = upload(&law).await;
    assert_eq!(status, StatusCode::CREATED, "{answer:#}");
    assert_eq!(answer["size"], json!(law.len()));
}

#[test]
fn the_command_line_ends_without_a_word_where_nobody_reads_on() {
    let mut child = command()
        .args(["catalogue", "oscal"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
    assert_eq!(ended.status.code(), Some(141));
}
