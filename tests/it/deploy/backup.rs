//! A backup taken while States save, file and keep evidence, restored into an empty machine: the register verifies, and
//! whatever was acknowledged before the backup began is there. What is done here is what the runbook says.

use std::cell::{Cell, RefCell};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use api::auth::{Keys, Secret};
use api::check::{check, check_evidence};
use api::mint::Mint;
use chrono::DateTime;
use private_postgres::{Postgres, Settings};
use register::{KeyRing, verify_receipt};
use serde_json::{Value, json};
use store::{Connections, Known, Store};
use tests::app::{SECRET, Shelf, TestApp, noon};
use tests::database::TestDatabase;
use tests::delegation::{Team, all_stored, amend, open_submission, save};
use tests::private::programs;
use tests::wire::{Line, Listening};
use tokio::process::Command;
use tokio::sync::watch;

use crate::evidence::{fetch, keep, pdf};
use crate::filing::round;
use crate::log::{file, keys, publish};

const SAVE: &str =
    "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome revision } } }";

/// How much of each is acknowledged before the backup begins, and again after it has ended.
const ENOUGH: Counts = Counts {
    saves: 40,
    filings: 4,
    documents: 4,
};

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    saves: usize,
    filings: usize,
    documents: usize,
}

impl Counts {
    fn reach(self, from: Self) -> bool {
        self.saves >= from.saves + ENOUGH.saves
            && self.filings >= from.filings + ENOUGH.filings
            && self.documents >= from.documents + ENOUGH.documents
    }
}

/// A save that was acknowledged, as it was sent.
struct Saved {
    team: usize,
    input: Value,
    result: Value,
}

/// A filing that was acknowledged.
struct Filed {
    position: i64,
    root: String,
    receipt: String,
}

/// What the service has acknowledged, in order.
#[derive(Default)]
struct Acknowledged {
    saves: RefCell<Vec<Saved>>,
    filings: RefCell<Vec<Filed>>,
    documents: RefCell<Vec<(String, Vec<u8>)>>,
    counts: watch::Sender<Counts>,
    is_enough: Cell<bool>,
}

impl Acknowledged {
    fn count(&self) {
        self.counts.send_replace(Counts {
            saves: self.saves.borrow().len(),
            filings: self.filings.borrow().len(),
            documents: self.documents.borrow().len(),
        });
    }

    /// Waits until enough more has been acknowledged than at `from`.
    async fn more_than(&self, from: Counts) -> Counts {
        let mut counts = self.counts.subscribe();
        let reached = counts.wait_for(|counts| counts.reach(from)).await;
        *reached.expect("the sender is ours")
    }

    /// Saves one answer again and again, over a socket.
    async fn save(&self, address: SocketAddr, team: usize, token: &str, submission: &str) {
        let mut line = Line::open(address).await.unwrap();
        for revision in 0_u64.. {
            if self.is_enough.get() {
                return;
            }
            let answer = json!({
                "question": "VT.topic_a",
                "basedOn": revision,
                "key": format!("save-{revision}"),
                "answer": {"longText": format!("text {revision} of {team}")},
            });
            let input = json!({"input": {"submission": submission, "answers": [answer]}});
            let answer = line.call(token, SAVE, &input).await.unwrap();
            let result = answer["data"]["saveAnswers"]["results"][0].clone();
            assert_eq!(
                result,
                json!({"outcome": "STORED", "revision": revision + 1}),
                "{answer}"
            );
            self.saves.borrow_mut().push(Saved { team, input, result });
            self.count();
        }
    }

    /// Files, and amends, again and again.
    async fn file(&self, app: &TestApp, team: &Team, submission: &str) {
        for revision in 0_u64.. {
            if self.is_enough.get() {
                return;
            }
            if revision > 0 {
                amend(app, &team.authority, submission).await;
            }
            let text = json!({"shortText": format!("An office, {revision}")});
            let answer = json!({"question": "VA.authority", "basedOn": revision, "answer": text});
            all_stored(&save(app, &team.focal, submission, &[answer]).await);
            if revision == 0 {
                publish(app, &team.focal, submission, "PUBLIC").await;
            }
            let payload = file(app, &team.authority, submission).await;
            self.filings.borrow_mut().push(Filed {
                position: payload["filing"]["position"].as_i64().unwrap(),
                root: payload["filing"]["root"].as_str().unwrap().to_owned(),
                receipt: payload["receipt"].as_str().unwrap().to_owned(),
            });
            self.count();
        }
    }

    /// Keeps documents, one after the other.
    async fn keep(&self, app: &TestApp, team: &Team) {
        for number in 0.. {
            if self.is_enough.get() {
                return;
            }
            let bytes = pdf(&format!("law {number} of {}", team.state));
            let id = keep(app, &team.focal, (&team.state, "law.pdf"), bytes.clone()).await;
            self.documents.borrow_mut().push((id, bytes));
            self.count();
        }
    }
}

/// What was kept somewhere else when the backup began.
struct Outside {
    counts: Counts,
    keys: KeyRing,
}

/// The three parts of a backup in the order of the runbook: the database, the evidence, the secret.
async fn back_up(server: &Postgres, shelf: &Path, secret: &Path, to: &Path) {
    let programs = programs(server).await;
    let run = async |program: &str, arguments: &[&str]| {
        let run = Command::new(programs.join(program))
            .args(arguments)
            .output()
            .await
            .unwrap();
        assert!(
            run.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&run.stderr)
        );
    };
    let database = to.join("postgres");
    let database = database.to_str().unwrap();
    let url = server.url(private_postgres::SUPERUSER, "postgres");
    let taken = [
        "--wal-method=stream",
        "--checkpoint=fast",
        "--no-sync",
        "--pgdata",
        database,
    ];
    run("pg_basebackup", &[["--dbname", &url].as_slice(), &taken].concat()).await;
    copy(shelf, &to.join("evidence"));
    fs::copy(secret, to.join("secret")).unwrap();
    run("pg_verifybackup", &["--quiet", database]).await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Everything that had been acknowledged by then is read from this process, as it was.
async fn is_there(app: &TestApp, teams: &[(Team, String)], done: &Acknowledged, counts: Counts) {
    for saved in &done.saves.take()[..counts.saves] {
        let who = &teams[saved.team].0.focal;
        let again = app.call(who, SAVE, saved.input.clone()).await;
        let result = &again.data()["saveAnswers"]["results"][0];
        assert_eq!(
            *result, saved.result,
            "a repeat brings the first result: {}",
            saved.input
        );
    }
    let read = "query ($position: Int!) { filing(position: $position) { root } }";
    for filed in &done.filings.take()[..counts.filings] {
        let found = app.call(None, read, json!({"position": filed.position})).await;
        assert_eq!(found.data()["filing"]["root"], filed.root, "filing {}", filed.position);
    }
    let read = "query ($id: ID!) { node(id: $id) { ... on Evidence { download { url } } } }";
    let mut kept = 0;
    for (number, (id, bytes)) in done.documents.take().iter().enumerate() {
        let found = app.call(&teams[0].0.focal, read, json!({"id": id})).await;
        let found = &found.data()["node"];
        // Later ones may be in it or not; what is recorded has its bytes.
        assert!(
            number >= counts.documents || !found.is_null(),
            "document {number} is lost"
        );
        if let Some(url) = found["download"]["url"].as_str() {
            assert_eq!(fetch(app, url, &[]).await.bytes, *bytes, "document {number}");
            kept += 1;
        }
    }
    assert!(kept >= counts.documents);
}

#[tokio::test]
async fn a_backup_taken_under_load_is_restored_and_holds_all_that_was_acknowledged_before() {
    // As a server that backups are taken of; the rest is what every test has.
    let settings = Settings::testing()
        .with("wal_level", "replica")
        .with("max_wal_senders", "4");
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let server = Postgres::start(&place("first"), &settings).unwrap();
    let database = Arc::new(TestDatabase::made_on(&server).await.unwrap());
    let clock = api::mint::Clock::at(noon());
    let app = TestApp::over(database, clock.clone(), 1, Shelf::folder()).await;
    fs::write(place("secret"), SECRET).unwrap();

    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let mut teams = Vec::new();
    for state in ["QMA", "QMB", "QMC", "QMD"] {
        let team = Team::of(&app, state).await;
        let submission = open_submission(&app, &team.focal, state, &round, "EN").await;
        teams.push((team, submission));
    }
    let listening = Listening::start(&app).await;
    let done = Acknowledged::default();
    let backed_up = async {
        let counts = done.more_than(Counts::default()).await;
        let outside = Outside {
            counts,
            keys: keys(&app).await,
        };
        back_up(&server, app.shelf().folder_path(), &place("secret"), &place("second")).await;
        // The load has gone on all the while, and goes on.
        let taken = *done.counts.borrow();
        assert!(taken.saves > counts.saves, "nobody saved while the backup was taken");
        done.more_than(taken).await;
        done.is_enough.set(true);
        outside
    };
    let saver = |team: usize| done.save(listening.address, team, &teams[team].0.focal.token, &teams[team].1);
    let filer = |team: usize| done.file(&app, &teams[team].0, &teams[team].1);
    let (outside, ..) = tokio::join!(
        backed_up,
        saver(0),
        saver(1),
        filer(2),
        filer(3),
        done.keep(&app, &teams[0].0)
    );

    // The machine is lost, with all that is not in the backup.
    listening.end().await;
    drop(app);
    server.stop();
    fs::remove_dir_all(place("first")).unwrap();
    fs::remove_file(place("secret")).unwrap();

    let server = Postgres::start(&place("second"), &settings).unwrap();
    let database = Arc::new(TestDatabase::found_on(&server).unwrap());
    let shelf = Shelf::folder();
    copy(&place("second/evidence"), shelf.folder_path());
    let store = Store::connect(&database.service_url(), Connections { cold: 1, hot: 1 })
        .await
        .unwrap();
    let open = async |secret| Keys::open(store.clone(), secret, Arc::new(Mint::system())).await;
    assert!(
        open(Secret::of(&[8; 32]).unwrap()).await.is_err(),
        "another secret opens the keys"
    );
    assert!(open(Secret::read(&place("second/secret")).unwrap()).await.is_ok());

    // The register is whole, and the one whose receipts and keys were kept somewhere else.
    let counts = outside.counts;
    let mut heads = Vec::new();
    for filed in &done.filings.borrow()[..counts.filings] {
        let claims = verify_receipt(&filed.receipt, |kid| outside.keys.register_key(kid)).unwrap();
        heads.push(claims.log_head());
    }
    let known = Known {
        keys: Some(outside.keys),
        heads,
    };
    let walked = check(&database.owner_url(), &known).await.unwrap();
    assert_eq!(walked.findings, []);
    assert!(walked.entries >= u64::try_from(counts.filings).unwrap());

    // Every row has its bytes; no object is older than the beginning of time, so none is taken for a stray.
    let vault = shelf.open().vault;
    let checked = check_evidence(&database.owner_url(), &vault, DateTime::UNIX_EPOCH)
        .await
        .unwrap();
    assert_eq!(checked.findings, []);
    assert!(checked.documents >= counts.documents);

    let app = TestApp::over(Arc::clone(&database), clock, 2, shelf).await;
    is_there(&app, &teams, &done, counts).await;

    // And life goes on.
    let (team, submission) = &teams[1];
    let answer = json!({"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "An office"}});
    all_stored(&save(&app, &team.focal, submission, &[answer]).await);
    publish(&app, &team.focal, submission, "PUBLIC").await;
    let filed = file(&app, &team.authority, submission).await;
    let next = i64::try_from(walked.entries).unwrap() + 1;
    assert_eq!(filed["filing"]["position"], next);
}
