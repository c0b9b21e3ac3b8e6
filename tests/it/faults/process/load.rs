//! People who save and file without a pause, take an answer for what it says, and ask again where there was none.

use std::cell::{Cell, Ref, RefCell};
use std::net::SocketAddr;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::delegation::{Team, open_submission};
use tests::wire::Line;
use tokio::sync::watch;

use crate::filing::round;

pub(super) const SAVE: &str =
    "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome revision } } }";
const STANDING: &str = "query ($id: ID!) { submission(id: $id) { stage revision preview { root seen }
    answers { questionCode revision } } }";
const AMEND: &str =
    "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { stage } } }";
const FILE: &str = "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) {
    receipt filing { position root } } }";

/// The States that save, and the States that file.
const SAVERS: usize = 3;
const FILERS: usize = 2;
/// How much more is acknowledged between two faults: saves, and filings.
const STEP: (usize, usize) = (10, 1);

/// A filing that was acknowledged.
pub(super) struct Filed {
    pub(super) position: i64,
    pub(super) root: String,
    pub(super) receipt: String,
}

/// Who works, and what was acknowledged.
pub(super) struct Load {
    teams: Vec<(Team, String)>,
    /// Of each saver the texts that were acknowledged, in order.
    saves: RefCell<Vec<Vec<String>>>,
    filings: RefCell<Vec<Filed>>,
    counts: watch::Sender<(usize, usize)>,
    is_up: watch::Sender<bool>,
    is_enough: Cell<bool>,
    broken: Cell<usize>,
    refused: Cell<usize>,
}

impl Load {
    pub(super) async fn prepared(app: &TestApp) -> Self {
        let round = round(app, "views-and-assessments/1", "views-2027").await;
        let mut teams = Vec::new();
        for state in ["QMA", "QMB", "QMC", "QMD", "QME"] {
            let team = Team::of(app, state).await;
            let submission = open_submission(app, &team.focal, state, &round, "EN").await;
            teams.push((team, submission));
        }
        assert_eq!(teams.len(), SAVERS + FILERS);
        Self {
            teams,
            saves: RefCell::new(vec![Vec::new(); SAVERS]),
            filings: RefCell::default(),
            counts: watch::Sender::default(),
            is_up: watch::Sender::new(true),
            is_enough: Cell::default(),
            broken: Cell::default(),
            refused: Cell::default(),
        }
    }

    /// Works until it is enough, at these addresses.
    pub(super) async fn run(&self, addresses: &[SocketAddr]) {
        let savers = join_all((0..SAVERS).map(|saver| self.keep_saving(saver, addresses)));
        let filers = join_all((SAVERS..SAVERS + FILERS).map(|filer| self.keep_filing(filer, addresses)));
        tokio::join!(savers, filers);
    }

    pub(super) fn end(&self) {
        self.is_enough.set(true);
    }

    /// Waits until more has been acknowledged.
    pub(super) async fn more(&self) {
        let (saves, filings) = *self.counts.borrow();
        let mut counts = self.counts.subscribe();
        let more = counts.wait_for(|now| now.0 >= saves + STEP.0 && now.1 >= filings + STEP.1);
        more.await.expect("the sender is ours");
    }

    /// Lets something happen; whoever fails meanwhile asks again after it.
    pub(super) async fn pausing<T>(&self, happens: impl Future<Output = T>) -> T {
        self.is_up.send_replace(false);
        let happened = happens.await;
        self.is_up.send_replace(true);
        happened
    }

    /// How many calls had no answer, because the line broke or nobody was there.
    pub(super) fn broken(&self) -> usize {
        self.broken.get()
    }

    /// How many calls were told to come again.
    pub(super) fn refused(&self) -> usize {
        self.refused.get()
    }

    pub(super) fn filings(&self) -> Ref<'_, Vec<Filed>> {
        self.filings.borrow()
    }

    /// A State, and the token of somebody who may keep evidence for it.
    pub(super) fn contributor(&self) -> (&str, &str) {
        let (team, _) = &self.teams[0];
        (&team.state, &team.focal.token)
    }

    /// The token and the call for a save of one answer of one saver.
    pub(super) fn save(&self, saver: usize, number: u64, based_on: u64) -> (String, Value) {
        let (team, submission) = &self.teams[saver];
        let answer = json!({
            "question": "VT.topic_a",
            "basedOn": based_on,
            "key": format!("save-{number}"),
            "answer": {"longText": text(number)},
        });
        let input = json!({"input": {"submission": submission, "answers": [answer]}});
        (team.focal.token.clone(), input)
    }

    fn count(&self) {
        let saves = self.saves.borrow().iter().map(Vec::len).sum();
        self.counts.send_replace((saves, self.filings.borrow().len()));
    }

    async fn keep_saving(&self, saver: usize, addresses: &[SocketAddr]) {
        let mut caller = Caller::new(self, saver, addresses);
        for number in 0_u64.. {
            if self.is_enough.get() {
                return;
            }
            let (token, input) = self.save(saver, number, number);
            let answer = caller.call(&token, SAVE, &input).await;
            let stored = json!({"outcome": "STORED", "revision": number + 1});
            assert_eq!(answer["data"]["saveAnswers"]["results"][0], stored, "{answer:#}");
            self.saves.borrow_mut()[saver].push(text(number));
            self.count();
        }
    }

    /// Answers, files and amends; what an answer was lost of is seen from what stands.
    async fn keep_filing(&self, filer: usize, addresses: &[SocketAddr]) {
        let (team, submission) = &self.teams[filer];
        let mut caller = Caller::new(self, filer, addresses);
        for number in 0.. {
            if self.is_enough.get() {
                return;
            }
            let standing = caller.standing(team, submission).await;
            if standing["stage"] == "FILED" {
                let input = json!({"submission": submission, "revision": standing["revision"]});
                caller
                    .call(&team.authority.token, AMEND, &json!({"input": input}))
                    .await;
                continue;
            }
            let answers = standing["answers"].as_array().expect("a list");
            let answer = answers.iter().find(|answer| answer["questionCode"] == "VA.authority");
            let answer = json!({
                "question": "VA.authority",
                "basedOn": answer.map_or(json!(0), |answer| answer["revision"].clone()),
                "answer": {"shortText": format!("An office, {number}")},
            });
            let input = json!({"input": {"submission": submission, "answers": [answer]}});
            caller.call(&team.focal.token, SAVE, &input).await;
            let preview = caller.standing(team, submission).await["preview"].clone();
            let input = json!({"submission": submission, "root": preview["root"], "seen": preview["seen"]});
            let answer = caller.call(&team.authority.token, FILE, &json!({"input": input})).await;
            // An answer that was lost is not acknowledged; asked again, the file is filed already.
            if let Some(position) = answer["data"]["fileSubmission"]["filing"]["position"].as_i64() {
                let payload = &answer["data"]["fileSubmission"];
                let said = |value: &Value| value.as_str().expect("a text").to_owned();
                let (root, receipt) = (said(&payload["filing"]["root"]), said(&payload["receipt"]));
                self.filings.borrow_mut().push(Filed {
                    position,
                    root,
                    receipt,
                });
                self.count();
            }
        }
    }

    /// Each text that was acknowledged is the revision that it was said to be, and each filing stands where it was put.
    pub(super) async fn is_kept(&self, app: &TestApp) {
        let read = "query ($id: ID!) { submission(id: $id) { answers { questionCode
            revisions { revision content { value { ... on TextValue { text } } } } } } }";
        for (saver, texts) in self.saves.take().iter().enumerate() {
            let (team, submission) = &self.teams[saver];
            let found = app
                .call(&app.renewed(&team.focal), read, json!({"id": submission}))
                .await;
            let answers = found.data()["submission"]["answers"]
                .as_array()
                .expect("a list")
                .clone();
            let answer = answers.iter().find(|answer| answer["questionCode"] == "VT.topic_a");
            let revisions = answer.expect("it was answered")["revisions"]
                .as_array()
                .expect("a list");
            let mut kept: Vec<_> = revisions
                .iter()
                .map(|revision| {
                    (
                        revision["revision"].as_i64(),
                        revision["content"]["value"]["text"].as_str(),
                    )
                })
                .collect();
            kept.sort_unstable();
            let said: Vec<_> = (1..)
                .map(Some)
                .zip(texts.iter().map(|text| Some(text.as_str())))
                .collect();
            assert!(kept.len() <= said.len() + 1, "something was stored twice");
            assert_eq!(kept[..said.len()], said);
        }
        let read = "query ($position: Int!) { filing(position: $position) { root } }";
        for filed in self.filings.take() {
            let who = self.teams.iter().map(|(team, _)| app.renewed(&team.focal));
            let mut roots = Vec::new();
            for who in who {
                let found = app.call(&who, read, json!({"position": filed.position})).await;
                roots.extend(found.data()["filing"]["root"].as_str().map(str::to_owned));
            }
            assert_eq!(roots, [filed.root.as_str()], "filing {}", filed.position);
        }
    }
}

fn text(number: u64) -> String {
    format!("text {number}")
}

/// Somebody with a line to one address, who takes another where it breaks.
struct Caller<'a> {
    load: &'a Load,
    addresses: &'a [SocketAddr],
    at: usize,
    line: Option<Line>,
}

impl<'a> Caller<'a> {
    fn new(load: &'a Load, at: usize, addresses: &'a [SocketAddr]) -> Self {
        Self {
            load,
            addresses,
            at,
            line: None,
        }
    }

    /// Calls until there is an answer other than that it is to come again.
    async fn call(&mut self, token: &str, document: &str, variables: &Value) -> Value {
        loop {
            if let Ok(answer) = self.attempt(token, document, variables).await {
                if answer["errors"][0]["extensions"]["code"] != "UNAVAILABLE" {
                    return answer;
                }
                self.load.refused.set(self.load.refused.get() + 1);
            } else {
                self.load.broken.set(self.load.broken.get() + 1);
                self.at += 1;
            }
            let up = self.load.is_up.subscribe().wait_for(|is_up| *is_up).await.is_ok();
            assert!(up, "the sender is ours");
            tokio::task::yield_now().await;
        }
    }

    async fn attempt(&mut self, token: &str, document: &str, variables: &Value) -> std::io::Result<Value> {
        let mut line = match self.line.take() {
            Some(line) => line,
            None => Line::open(self.addresses[self.at % self.addresses.len()]).await?,
        };
        let answer = line.call(token, document, variables).await?;
        self.line = Some(line);
        Ok(answer)
    }

    async fn standing(&mut self, team: &Team, submission: &str) -> Value {
        let answer = self
            .call(&team.authority.token, STANDING, &json!({"id": submission}))
            .await;
        let standing = answer["data"]["submission"].clone();
        assert!(standing.is_object(), "{answer:#}");
        standing
    }
}
