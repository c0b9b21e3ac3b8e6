//! Nothing typed is ever lost: simultaneous saves of one answer, and many editors whose connections break, over sockets.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;

use domain::access::Role;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::wire::{Line, Listening};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::filing::{round, submission};

const SAVE: &str = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome revision
    content { value { ... on TextValue { text } } } stored { value { ... on TextValue { text } } } } } }";

fn save(submission: &str, question: &str, based_on: u64, key: &str, text: &str) -> Value {
    let answer = json!({"question": question, "basedOn": based_on, "key": key, "answer": {"longText": text}});
    json!({"input": {"submission": submission, "answers": [answer]}})
}

fn result(answer: &Value) -> &Value {
    let result = &answer["data"]["saveAnswers"]["results"][0];
    assert!(result["outcome"].is_string(), "{answer:#}");
    result
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_pairs_of_simultaneous_saves_one_wins_and_the_other_gets_what_won() {
    let app = TestApp::start().await;
    let other = app.beside(2).await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let submission = submission(&app, &focal, "QMA", &round).await;
    let servers = [Listening::start(&app).await, Listening::start(&other).await];
    let together = Arc::new(Barrier::new(2));
    let editors = [0, 1].map(|editor| {
        let (address, token) = (servers[editor].address, focal.token.clone());
        let (together, submission) = (Arc::clone(&together), submission.clone());
        tokio::spawn(async move {
            let mut line = Line::open(address).await.unwrap();
            let mut results = Vec::new();
            for pair in 0..100 {
                let text = format!("text {pair} of {editor}");
                let call = save(&submission, "VT.topic_a", pair, &format!("{pair}-{editor}"), &text);
                together.wait().await;
                let answer = line.call(&token, SAVE, &call).await.unwrap();
                results.push((text, result(&answer).clone()));
            }
            results
        })
    });
    let [first, second] = editors;
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    let mut texts = BTreeSet::new();
    for (revision, pair) in (1..).zip(first.into_iter().zip(second)) {
        let (winner, loser) = match pair {
            (one, two) if one.1["outcome"] == "STORED" => (one, two),
            (one, two) => (two, one),
        };
        assert_eq!(
            (&winner.1["outcome"], &winner.1["revision"]),
            (&json!("STORED"), &json!(revision))
        );
        assert_eq!(
            (&loser.1["outcome"], &loser.1["revision"]),
            (&json!("UNMERGED"), &json!(revision))
        );
        assert_eq!(loser.1["stored"]["value"]["text"], json!(winner.0));
        texts.extend([winner.0, loser.0]);
    }
    assert_eq!(texts.len(), 200);
    let kept = kept(&focal.token, &submission, &servers[0]).await;
    assert_eq!(kept.len(), 200);
    assert_eq!(kept.into_iter().map(|(_, text)| text).collect::<BTreeSet<_>>(), texts);
    for server in servers {
        server.end().await;
    }
}

/// Every text that the service keeps of a working file, each with its question.
async fn kept(token: &str, submission: &str, server: &Listening) -> Vec<(String, String)> {
    let query = "query ($id: ID!) { submission(id: $id) { answers {
        questionCode revisions { content { value { ... on TextValue { text } } } } } } }";
    let mut line = Line::open(server.address).await.unwrap();
    let answer = line.call(token, query, &json!({"id": submission})).await.unwrap();
    let answers = answer["data"]["submission"]["answers"].as_array();
    let mut kept = Vec::new();
    for answer in answers.unwrap_or_else(|| panic!("{answer:#}")) {
        for revision in answer["revisions"].as_array().unwrap() {
            let said = |json: &Value| json.as_str().unwrap().to_owned();
            kept.push((
                said(&answer["questionCode"]),
                said(&revision["content"]["value"]["text"]),
            ));
        }
    }
    kept
}

const EDITORS: usize = 20;
const OPERATIONS: usize = 10_000;
/// As many as are saved in one call, each one operation.
const AT_ONCE: usize = 4;
const QUESTIONS: [&str; 5] = ["VT.topic_a", "VT.topic_b", "VT.topic_c", "VT.topic_d", "VA.authority"];

/// What one editor did: what was acknowledged, and how it went.
#[derive(Default)]
struct Diary {
    acknowledged: BTreeSet<(String, String)>,
    stored: usize,
    overtaken: usize,
    broken: usize,
    repeated: usize,
}

struct Editor {
    number: usize,
    address: SocketAddr,
    token: String,
    submission: String,
    chance: TestRng,
    line: Option<Line>,
    /// The revision of each question as this editor last heard of it.
    heard: BTreeMap<&'static str, u64>,
    diary: Diary,
}

impl Editor {
    fn one_in(&mut self, many: u32) -> bool {
        self.chance.next_u32().is_multiple_of(many)
    }

    async fn line(&mut self) -> Line {
        match self.line.take() {
            Some(line) => line,
            None => Line::open(self.address).await.unwrap(),
        }
    }

    async fn exchange(&mut self, call: &Value) -> Vec<Value> {
        let mut line = self.line().await;
        let answer = line.call(&self.token, SAVE, call).await.unwrap();
        self.line = Some(line);
        let results = answer["data"]["saveAnswers"]["results"].as_array();
        results.unwrap_or_else(|| panic!("{answer:#}")).clone()
    }

    /// Sends and goes away before the answer comes.
    async fn break_off(&mut self, call: &Value) {
        let mut line = self.line().await;
        line.send(&self.token, SAVE, call).await.unwrap();
        self.diary.broken += 1;
    }

    /// Saves some answers in one call.
    async fn operate(&mut self, turn: usize) {
        let first = self.chance.next_u32() as usize;
        let questions: Vec<_> = (first..first + AT_ONCE)
            .map(|at| QUESTIONS[at % QUESTIONS.len()])
            .collect();
        let text = |question: &str| format!("{question} {turn} by {}", self.number);
        let texts: Vec<_> = questions.iter().map(|question| text(question)).collect();
        let key = format!("{turn}-{}", self.number);
        let answers: Vec<_> = (questions.iter().zip(&texts))
            .map(|(question, text)| {
                let based_on = self.heard.get(question).copied().unwrap_or(0);
                let kind = if question.starts_with("VT") {
                    "longText"
                } else {
                    "shortText"
                };
                json!({"question": question, "basedOn": based_on, "key": key, "answer": {kind: text}})
            })
            .collect();
        let call = json!({"input": {"submission": self.submission, "answers": answers}});
        // A connection that breaks is followed by a repeat under the same keys, or the texts are given up.
        if self.one_in(10) {
            self.break_off(&call).await;
            if self.one_in(4) {
                return;
            }
        }
        let results = self.exchange(&call).await;
        for ((question, text), result) in questions.iter().zip(texts).zip(&results) {
            match result["outcome"].as_str().unwrap() {
                "STORED" => self.diary.stored += 1,
                "UNMERGED" => self.diary.overtaken += 1,
                other => panic!("{other}: {result:#}"),
            }
            assert_eq!(result["content"]["value"]["text"], json!(text));
            self.heard.insert(question, result["revision"].as_u64().unwrap());
            self.diary.acknowledged.insert(((*question).to_owned(), text));
        }
        if self.one_in(20) {
            for (again, first) in self.exchange(&call).await.iter().zip(&results) {
                assert_eq!(again["outcome"], first["outcome"]);
                // Whoever lost is told what stands now, and whoever won what became of it then.
                if first["outcome"] == "STORED" {
                    assert_eq!(again["revision"], first["revision"]);
                }
            }
            self.diary.repeated += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_editors_whose_connections_break_lose_no_text_that_was_acknowledged() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let submission = submission(&app, &focal, "QMA", &round).await;
    let server = Listening::start(&app).await;
    let mut editors = JoinSet::new();
    for number in 0..EDITORS {
        let seed: [u8; 32] = std::array::from_fn(|at| u8::try_from(number + at).unwrap());
        let mut editor = Editor {
            number,
            address: server.address,
            token: focal.token.clone(),
            submission: submission.clone(),
            chance: TestRng::from_seed(RngAlgorithm::ChaCha, &seed),
            line: None,
            heard: BTreeMap::new(),
            diary: Diary::default(),
        };
        editors.spawn(async move {
            for turn in 0..OPERATIONS / EDITORS / AT_ONCE {
                editor.operate(turn).await;
            }
            editor.diary
        });
    }
    let diaries = editors.join_all().await;
    let count = |of: fn(&Diary) -> usize| diaries.iter().map(of).sum::<usize>();
    assert!(count(|d| d.stored) > 100 && count(|d| d.overtaken) > 100);
    assert!(count(|d| d.broken) > 100 && count(|d| d.repeated) > 50);

    let kept = kept(&focal.token, &submission, &server).await;
    let kept_once: BTreeSet<_> = kept.iter().cloned().collect();
    assert_eq!(kept.len(), kept_once.len(), "no repeat was kept twice");
    for diary in &diaries {
        let lost: Vec<_> = diary.acknowledged.difference(&kept_once).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
    server.end().await;
}
