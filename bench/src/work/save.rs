//! Saving answers over 64 connections, against the bare statement.
//!
//! The floor is `pgbench -M prepared` with the hot statement itself, as the owner without policies, over the same tables,
//! with the same plan setting as the hot connections. Two things of it are not parameters but made in the statement,
//! because pgbench has numbers only: the array with the question and the one with the key. Every run starts with the same
//! rows in the tables, and every request writes an answer that was not there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use domain::questionnaire::{Edition, Kind};
use serde_json::json;
use sqlx::PgConnection;

use crate::Effort;
use crate::builder::{self, Period, Person};
use crate::client::{Asking, Reply, post, run};
use crate::figure::{Figure, Goal, median_cost};
use crate::ground::{Ground, Server, Signer};
use crate::processor::Spent;
use crate::sheet::TEXT;
use crate::work::coverage::survey;

/// Connections, and clients of pgbench.
const CONNECTIONS: usize = 64;

/// How many rounds there must be so that the quickest run finds a fresh answer for each request of a second.
pub(crate) const ROUNDS_EACH_SECOND: u64 = 2;

/// The fewest rounds.
pub(crate) const FEWEST_ROUNDS: u64 = 3;

/// The warm-up of each run.
const WARM_UP: Duration = Duration::from_secs(3);

const QUERY: &str =
    "mutation Save($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { question outcome revision } } }";

/// Which works are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Works {
    pub(crate) single: bool,
    pub(crate) ten: bool,
}

/// A State on the way of a connection.
struct Delegation {
    token: String,
    /// The ids of its working files, as the API knows them.
    submissions: Vec<String>,
}

/// What one connection writes: the delegations one after the other, their working files, the questions.
struct Writer {
    delegations: Arc<Vec<Delegation>>,
    questions: Arc<Vec<(String, &'static str)>>,
    batch: usize,
    at: usize,
    acknowledged: u64,
}

impl Asking for Writer {
    fn next(&mut self) -> Option<Vec<u8>> {
        let per_submission = self.questions.len() / self.batch;
        let (submission, first) = (self.at / per_submission, self.at % per_submission * self.batch);
        let files = self.delegations[0].submissions.len();
        let delegation = self.delegations.get(submission / files)?;
        self.at += 1;
        let mut answers = String::new();
        for (place, (question, kind)) in self.questions[first..first + self.batch].iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let at = self.at;
            write!(
                answers,
                r#"{comma}{{"question":"{question}","basedOn":0,"key":"key-{at}","answer":{{"{kind}":"{TEXT}"}}}}"#
            )
            .expect("a text takes every text");
        }
        let id = &delegation.submissions[submission % files];
        let body =
            format!(r#"{{"query":"{QUERY}","variables":{{"input":{{"submission":"{id}","answers":[{answers}]}}}}}}"#);
        Some(post(Some(&delegation.token), &body))
    }

    fn check(&mut self, reply: &Reply<'_>) -> anyhow::Result<()> {
        let stored = std::str::from_utf8(reply.body)?
            .matches(r#""outcome":"STORED""#)
            .count();
        anyhow::ensure!(
            reply.status == 200 && stored == self.batch,
            "not stored: {} {}",
            reply.status,
            String::from_utf8_lossy(reply.body)
        );
        self.acknowledged += u64::try_from(stored)?;
        Ok(())
    }
}

/// What a run wrote and what it took.
pub(crate) struct Written {
    pub(crate) answers_per_second: f64,
    pub(crate) cost: Spent,
    /// p50 and p99 in milliseconds; of the floor the mean twice.
    latency: [f64; 2],
}

/// The questions that take the text, with the field of the input.
pub(crate) fn questions(edition: &Edition) -> Vec<(String, &'static str)> {
    let texts = edition.questions().filter(|placed| placed.question.bind.is_none());
    let texts = texts.filter_map(|placed| {
        let field = if matches!(placed.question.kind, Kind::LongText { .. }) {
            "longText"
        } else if matches!(placed.question.kind, Kind::ShortText { .. }) {
            "shortText"
        } else {
            return None;
        };
        Some((placed.question.code.to_string(), field))
    });
    let mut texts: Vec<_> = texts.collect();
    // Whole calls of ten.
    texts.truncate(texts.len() / 10 * 10);
    texts
}

/// The script of pgbench: the place to write to once for each working file, then the statement.
fn script(edition: &Edition, questions: usize) -> String {
    let section = edition
        .sections()
        .next()
        .map(|placed| placed.section.code.to_string())
        .unwrap_or_default();
    let statement: Vec<&str> = store::hot::SAVE_ANSWERS
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .collect();
    let mut statement = statement.join("\n");
    let arguments = [
        ":submission".to_owned(),
        ":account".to_owned(),
        ":membership".to_owned(),
        "true".to_owned(),
        "'{}'".to_owned(),
        "'2027-03-01T12:00:00Z'".to_owned(),
        "array['Question.' || :question::text]".to_owned(),
        format!("'{{{section}}}'"),
        "'{0}'".to_owned(),
        "array['key-' || :at::text]".to_owned(),
        "'{long_text}'".to_owned(),
        "'{answered}'".to_owned(),
        format!("array['{}'::jsonb]", json!(TEXT)),
        "'{en}'".to_owned(),
        "array[null]".to_owned(),
        "array['\\x00112233445566778899aabbccddeeff']".to_owned(),
    ];
    for (number, argument) in arguments.iter().enumerate().rev() {
        statement = statement.replace(&format!("${}", number + 1), argument);
    }
    format!(
        "\\set question :at % {questions}\n\\set place :at / {questions}\n\\if :question = 0\n\
         select submission, account, membership from bench_place where client = :client_id and place = :place::int \\gset\n\
         \\endif\n\\set at :at + 1\n{statement}\n"
    )
}

/// Savers, and the tables that they write.
pub(crate) struct Bench<'b> {
    pub(crate) ground: &'b Ground<'b>,
    pub(crate) server: &'b Server,
    pub(crate) owner: PgConnection,
    pub(crate) superuser: PgConnection,
    pub(crate) people: &'b BTreeMap<String, Person>,
    pub(crate) signer: Signer,
    /// How the keys of the rounds begin that are answered.
    pub(crate) rounds: String,
    pub(crate) questions: Arc<Vec<(String, &'static str)>>,
    pub(crate) time: Duration,
}

impl Bench<'_> {
    /// Tables as they are at the beginning of each run: some rows, statistics of them, and nothing to write out.
    async fn restore(&mut self) -> anyhow::Result<()> {
        sqlx::raw_sql(
            "truncate answer, answer_revision, answer_merge, event restart identity;
             insert into answer select * from bench_answer;
             insert into answer_revision (submission_id, question, state_id, kind, standing, value, language, revision,
                                          based_on, key, changed_by, changed_at)
             select submission_id, question, state_id, kind, standing, value, language, 1, 0, 'before', changed_by, changed_at
             from bench_answer;",
        )
        .execute(&mut self.owner)
        .await?;
        sqlx::raw_sql("vacuum analyze answer")
            .execute(&mut self.superuser)
            .await?;
        sqlx::raw_sql("vacuum analyze answer_revision")
            .execute(&mut self.superuser)
            .await?;
        sqlx::raw_sql("checkpoint").execute(&mut self.superuser).await?;
        Ok(())
    }

    /// Counts what was written since [`Bench::restore`]: answers and events.
    async fn check(&mut self, answers: u64, calls: u64) -> anyhow::Result<()> {
        let (stored, revisions, events): (i64, i64, i64) = sqlx::query_as(
            "select (select count(*) from answer) - b.count, (select count(*) from answer_revision) - b.count,
                    (select count(*) from event)
             from (select count(*) from bench_answer) b",
        )
        .fetch_one(&mut self.owner)
        .await?;
        let wanted = (i64::try_from(answers)?, i64::try_from(answers)?, i64::try_from(calls)?);
        anyhow::ensure!(
            (stored, revisions, events) == wanted,
            "acknowledged are {wanted:?} answers, revisions and calls, written {:?}",
            (stored, revisions, events)
        );
        Ok(())
    }

    /// The service.
    pub(crate) async fn save(&mut self, batch: usize) -> anyhow::Result<Written> {
        let delegations = self.delegations().await?;
        let mut warm = self.writers(&delegations, batch);
        self.restore().await?;
        run(self.server.address, &mut warm, WARM_UP.min(self.time), u64::MAX).await?;
        self.restore().await?;
        let mut writers = self.writers(&delegations, batch);
        let meter = self.ground.meter(Some(self.server));
        let before = meter.read()?;
        let run = run(self.server.address, &mut writers, self.time, u64::MAX).await?;
        let spent = meter.read()? - before;
        let acknowledged: u64 = writers.iter().map(|writer| writer.acknowledged).sum();
        self.check(acknowledged, run.answered).await?;
        #[expect(clippy::cast_precision_loss, reason = "a batch is small")]
        let answers_per_second = run.rate() * batch as f64;
        Ok(Written {
            answers_per_second,
            cost: spent.each(acknowledged),
            latency: [run.percentile(50), run.percentile(99)],
        })
    }

    /// Signs everybody in and reads the ids of their working files, which also lets the server know them.
    async fn delegations(&mut self) -> anyhow::Result<Vec<Arc<Vec<Delegation>>>> {
        let mut by_connection: Vec<Vec<Delegation>> = (0..CONNECTIONS).map(|_| Vec::new()).collect();
        for (place, state) in builder::codes().enumerate() {
            let token = self.signer.sign_in(&self.people[&state]).await?;
            let query = format!("{{ submissions(state: \"{state}\") {{ id round {{ key }} }} }}");
            let own = self.server.call(Some(&token), &query, json!({})).await?;
            let files = own["submissions"].as_array().into_iter().flatten();
            let files = files.filter(|file| {
                file["round"]["key"]
                    .as_str()
                    .is_some_and(|key| key.starts_with(&self.rounds))
            });
            let submissions = files
                .filter_map(|file| file["id"].as_str().map(str::to_owned))
                .collect();
            by_connection[place % CONNECTIONS].push(Delegation { token, submissions });
        }
        Ok(by_connection.into_iter().map(Arc::new).collect())
    }

    fn writers(&self, delegations: &[Arc<Vec<Delegation>>], batch: usize) -> Vec<Writer> {
        let writer = |delegations: &Arc<Vec<Delegation>>| Writer {
            delegations: Arc::clone(delegations),
            questions: Arc::clone(&self.questions),
            batch,
            at: 0,
            acknowledged: 0,
        };
        delegations.iter().map(writer).collect()
    }

    /// pgbench.
    async fn floor(&mut self, script: &std::path::Path) -> anyhow::Result<Written> {
        self.restore().await?;
        self.pgbench(script, WARM_UP.min(self.time)).await?;
        self.restore().await?;
        let meter = self.ground.meter(None);
        let before = meter.read()?;
        let (done, rate, latency) = self.pgbench(script, self.time).await?;
        let spent = meter.read()? - before;
        self.check(done, done).await?;
        Ok(Written {
            answers_per_second: rate,
            cost: spent.each(done),
            latency: [latency; 2],
        })
    }

    /// Runs it; how many transactions it made, how many a second, and their mean latency in milliseconds.
    async fn pgbench(&self, script: &std::path::Path, time: Duration) -> anyhow::Result<(u64, f64, f64)> {
        let clients = CONNECTIONS.to_string();
        let mut command = Command::new("pgbench");
        command
            .args([
                "-n",
                "-M",
                "prepared",
                "-j",
                "1",
                "-c",
                &clients,
                "-T",
                &time.as_secs().to_string(),
                "-D",
                "at=0",
                "-f",
            ])
            .arg(script)
            .arg(self.ground.url(store::OWNER, &self.server.database))
            .env("PGOPTIONS", store::hot::OPTIONS);
        let output = tokio::task::spawn_blocking(move || command.output())
            .await?
            .context("pgbench is not there")?;
        let (said, wrong) = (
            String::from_utf8(output.stdout)?,
            String::from_utf8_lossy(&output.stderr).into_owned(),
        );
        anyhow::ensure!(output.status.success(), "pgbench: {wrong}");
        let number = |before: &str| -> anyhow::Result<f64> {
            let line = said.lines().find_map(|line| line.strip_prefix(before));
            let word = line.and_then(|line| line.split_whitespace().next());
            Ok(word
                .with_context(|| format!("pgbench does not say `{before}`: {said}"))?
                .parse()?)
        };
        anyhow::ensure!(
            number("number of failed transactions:")? == 0.0,
            "pgbench: {said} {wrong}"
        );
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it counts transactions"
        )]
        let done = number("number of transactions actually processed:")? as u64;
        Ok((done, number("tps =")?, number("latency average =")?))
    }
}

/// The rounds, the rows that are there before, and the places of pgbench.
async fn fill(
    owner: &mut PgConnection,
    edition: &Edition,
    people: &BTreeMap<String, Person>,
    rounds: u64,
) -> anyhow::Result<()> {
    for number in 0..rounds {
        let id = edition.id().to_string();
        builder::round(owner, &format!("bench-save-{number:02}"), &id, Period::Open).await?;
    }
    let before = builder::round(owner, "bench-before", &edition.id().to_string(), Period::Open).await?;
    sqlx::raw_sql(
        "create table bench_answer (like answer including defaults);
         create table bench_place (client integer, place integer, submission uuid, account uuid, membership uuid,
                                   primary key (client, place));",
    )
    .execute(&mut *owner)
    .await?;
    sqlx::query(
        "insert into bench_answer (submission_id, question, state_id, kind, standing, value, language, revision, salt,
                                   changed_by, changed_at)
         select s.id, 'Question.' || q, s.state_id, 'long_text', 'answered', to_jsonb($2::text), 'en', 1,
                decode(repeat('00', 16), 'hex'), gen_random_uuid(), now()
         from submission s, generate_series(1, 200) q where s.round_id = $1",
    )
    .bind(before)
    .bind(TEXT)
    .execute(&mut *owner)
    .await?;
    for (place, state) in builder::codes().enumerate() {
        let person = &people[&state];
        sqlx::query(
            "insert into bench_place
             select $1, $2 + row_number() over (order by r.key) - 1, s.id, $4, $5
             from submission s join round r on r.id = s.round_id
             where s.state_id = $3 and r.key like 'bench-save-%'",
        )
        .bind(i32::try_from(place % CONNECTIONS)?)
        .bind(i32::try_from(place / CONNECTIONS)? * i32::try_from(rounds)?)
        .bind(&state)
        .bind(person.account)
        .bind(person.membership)
        .execute(&mut *owner)
        .await?;
    }
    Ok(())
}

/// The floor, the single save and the save of ten, in turn.
pub(crate) async fn measure(
    ground: &Ground<'_>,
    server: &Server,
    people: &BTreeMap<String, Person>,
    works: Works,
    effort: Effort,
) -> anyhow::Result<Vec<Figure>> {
    let edition = survey(ground)?;
    let mut owner = ground.owner(&server.database).await?;
    let questions = Arc::new(questions(edition));
    let rounds = (effort.time.as_secs() * ROUNDS_EACH_SECOND).max(FEWEST_ROUNDS);
    fill(&mut owner, edition, people, rounds).await?;
    let file = ground.folder.join("save.sql");
    std::fs::write(&file, script(edition, questions.len()))?;
    let mut bench = Bench {
        ground,
        server,
        owner,
        superuser: ground.superuser(&server.database).await?,
        people,
        signer: ground.signer(&server.database).await?,
        rounds: "bench-save-".to_owned(),
        questions,
        time: effort.time,
    };
    // 0 is the floor, the others are calls of so many answers.
    let mut batches = vec![0];
    batches.extend(works.single.then_some(1));
    batches.extend(works.ten.then_some(10));
    let mut written: BTreeMap<usize, Vec<Written>> = BTreeMap::new();
    for pair in 0..effort.pairs {
        let mut order = batches.clone();
        if pair % 2 == 1 {
            order.reverse();
        }
        for batch in order {
            let run = match batch {
                0 => bench.floor(&file).await?,
                batch => bench.save(batch).await?,
            };
            eprintln!(
                "{}: {:.0} answers/s, {:.0} + {:.0} + {:.0} µs",
                if batch == 0 {
                    "floor".to_owned()
                } else {
                    format!("save of {batch}")
                },
                run.answers_per_second,
                run.cost.postgres,
                run.cost.server,
                run.cost.client
            );
            written.entry(batch).or_default().push(run);
        }
    }
    let mut figures = vec![rate(
        "save",
        "— the floor: pgbench with the bare statement, answers",
        &written[&0],
    )];
    for (batch, work, what, goal) in [
        (1, "save", "one answer a call, of the floor", 0.4),
        (10, "save10", "ten answers a call, by answer, of the floor", 2.0),
    ] {
        let Some(runs) = written.get(&batch) else { continue };
        let pairs = runs.iter().zip(&written[&0]);
        figures.push(Figure {
            work,
            what: what.to_owned(),
            unit: "x",
            goal: Goal::AtLeast(goal),
            values: pairs
                .map(|(run, floor)| run.answers_per_second / floor.answers_per_second)
                .collect(),
            cost: None,
        });
        figures.push(rate(work, "— the service, answers", runs));
        for (place, percent) in [(0, "p50"), (1, "p99")] {
            figures.push(Figure {
                work,
                what: format!("— {percent} of a call, 64 connections"),
                unit: "ms",
                goal: Goal::None,
                values: runs.iter().map(|run| run.latency[place]).collect(),
                cost: None,
            });
        }
    }
    Ok(figures)
}

fn rate(work: &'static str, what: &str, runs: &[Written]) -> Figure {
    Figure {
        work,
        what: what.to_owned(),
        unit: "/s",
        goal: Goal::None,
        values: runs.iter().map(|run| run.answers_per_second).collect(),
        cost: Some(median_cost(&runs.iter().map(|run| run.cost).collect::<Vec<_>>())),
    }
}
