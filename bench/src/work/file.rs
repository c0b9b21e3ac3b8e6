//! Filing the longest national survey with its receipt, in a young register and in one of a million entries; and opening
//! the next working file with all of it.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::Effort;
use crate::builder::{self, Period};
use crate::client::{Connection, post};
use crate::figure::{Figure, Goal, median, median_cost};
use crate::ground::{Ground, Server, Signer};
use crate::processor::Spent;
use crate::work::coverage::survey;
use crate::work::open;

/// How many States file in each run.
const EACH: usize = 8;

/// The entries of the grown register.
const ENTRIES: u32 = 1_000_000;

/// The round that is opened with what was filed.
const NEXT: &str = "bench-next";

const FILE: &str = "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { receipt filing { position answerCount } } }";
const OPEN: &str =
    "mutation ($input: OpenSubmissionInput!) { openSubmission(input: $input) { submission { unconfirmedCount } } }";

/// A server over a register in which every State has answered the longest survey.
struct Stage {
    server: Server,
    signer: Signer,
    people: std::collections::BTreeMap<String, builder::Person>,
    states: std::vec::IntoIter<String>,
    answers: usize,
}

impl Stage {
    async fn build(ground: &Ground<'_>, database: &str, entries: u32) -> anyhow::Result<Self> {
        let edition = survey(ground)?;
        ground.make(database).await?;
        let mut owner = ground.owner(database).await?;
        let people = builder::focal_points(&mut owner).await?;
        builder::let_file(&mut owner).await?;
        if entries > 0 {
            builder::grow_log(&mut owner, "views-and-assessments/1", entries).await?;
        }
        let server = ground.serve(database).await?;
        let mut signer = ground.signer(database).await?;
        let token = signer.sign_in(&people["QMA"]).await?;
        let (_, answers) = open::fill(&mut owner, &server, edition, (open::ROUND, &token)).await?;
        builder::copy_answers(&mut owner, open::ROUND).await?;
        builder::invite(&mut owner, NEXT, &edition.id().to_string(), Period::Open).await?;
        sqlx::raw_sql("vacuum analyze")
            .execute(&mut ground.superuser(database).await?)
            .await?;
        let states = builder::codes().collect::<Vec<_>>().into_iter();
        Ok(Self {
            server,
            signer,
            people,
            states,
            answers,
        })
    }

    /// Times a mutation; returns what it says.
    async fn timed(&self, token: &str, query: &str, input: Value) -> anyhow::Result<(Duration, Value)> {
        let body = json!({"query": query, "variables": {"input": input}}).to_string();
        let mut connection = Connection::open(self.server.address).await?;
        let begun = Instant::now();
        let reply = connection.exchange(&post(Some(token), &body)).await?;
        Ok((begun.elapsed(), reply.data()?))
    }

    /// Lets the next States file what their preview shows; then opens the next working file of each.
    async fn run(&mut self, ground: &Ground<'_>) -> anyhow::Result<Run> {
        let meter = ground.meter(Some(&self.server));
        let mut run = Run::default();
        let states: Vec<_> = self.states.by_ref().take(EACH).collect();
        anyhow::ensure!(states.len() == EACH, "no State is left to file: fewer pairs");
        for state in states {
            let token = self.signer.sign_in(&self.people[&state]).await?;
            let files =
                "query ($state: String!) { submissions(state: $state) { id round { key } preview { root seen } } }";
            let files = self.server.call(Some(&token), files, json!({"state": state})).await?;
            let mut files = files["submissions"].as_array().into_iter().flatten();
            let file = files
                .find(|file| file["round"]["key"] == open::ROUND)
                .context("no working file")?;
            let input =
                json!({"submission": file["id"], "root": file["preview"]["root"], "seen": file["preview"]["seen"]});
            let before = meter.read()?;
            let (time, filed) = self.timed(&token, FILE, input).await?;
            run.cost.push((meter.read()? - before).each(1));
            run.filing.push(time.as_secs_f64() * 1000.0);
            let filed = &filed["fileSubmission"];
            anyhow::ensure!(
                filed["receipt"].is_string() && filed["filing"]["answerCount"] == json!(self.answers),
                "not filed as it should be: {filed}"
            );
            let rounds = "{ rounds(first: 50) { nodes { id key } } }";
            let rounds = self.server.call(Some(&token), rounds, json!({})).await?;
            let mut rounds = rounds["rounds"]["nodes"].as_array().into_iter().flatten();
            let round = rounds.find(|round| round["key"] == NEXT).context("no next round")?;
            let input = json!({"round": round["id"], "state": state, "language": "EN"});
            let (time, opened) = self.timed(&token, OPEN, input).await?;
            run.opening.push(time.as_secs_f64() * 1000.0);
            let carried = &opened["openSubmission"]["submission"]["unconfirmedCount"];
            anyhow::ensure!(
                *carried == json!(self.answers),
                "{} were filed, carried are {carried}",
                self.answers
            );
        }
        Ok(run)
    }
}

/// Milliseconds of each act, and what a filing cost.
#[derive(Default)]
struct Run {
    filing: Vec<f64>,
    opening: Vec<f64>,
    cost: Vec<Spent>,
}

/// The two registers in turn.
pub(crate) async fn measure(ground: &Ground<'_>, effort: Effort) -> anyhow::Result<Vec<Figure>> {
    let mut young = Stage::build(ground, "bench_young", 0).await?;
    let mut grown = Stage::build(ground, "bench_grown", ENTRIES).await?;
    let (mut filing, mut late, mut ratio, mut opening, mut costs) = (vec![], vec![], vec![], vec![], vec![]);
    for turn in 0..=effort.pairs {
        let (first, second) = if turn % 2 == 0 {
            let first = young.run(ground).await?;
            (first, grown.run(ground).await?)
        } else {
            let second = grown.run(ground).await?;
            (young.run(ground).await?, second)
        };
        // The first run warms up.
        if turn > 0 {
            filing.push(median(&first.filing));
            late.push(median(&second.filing));
            ratio.push(median(&second.filing) / median(&first.filing));
            opening.push(median(&first.opening));
            costs.push(median_cost(&first.cost));
        }
    }
    let answers = young.answers;
    let figure = |what: String, unit, goal, values, cost| Figure {
        work: "file",
        what,
        unit,
        goal,
        values,
        cost,
    };
    Ok(vec![
        figure(
            format!("filing {answers} answers with receipt: p50 of {EACH}"),
            "ms",
            Goal::AtMost(80.0),
            filing,
            Some(median_cost(&costs)),
        ),
        figure(format!("— the same at {ENTRIES} entries"), "ms", Goal::None, late, None),
        figure(
            "— of that in a young register".to_owned(),
            "x",
            Goal::AtMost(1.5),
            ratio,
            None,
        ),
        figure(
            format!("opening the next working file with these {answers} carried: p50 of {EACH}"),
            "ms",
            Goal::AtMost(60.0),
            opening,
            None,
        ),
    ])
}
