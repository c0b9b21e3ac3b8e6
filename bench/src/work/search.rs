//! Looking for words: in the catalogue, and in the public answers of a round that every State filed in.

use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::{Value, json};

use crate::Effort;
use crate::client::{Asking, Reply, post, run};
use crate::figure::{Figure, Goal, median_cost};
use crate::ground::{Ground, Server};
use crate::processor::resident;
use crate::work::coverage::{Size, fill};

/// A database of its own: one round of the survey that every State filed in.
const DATABASE: &str = "bench_search";

const QUERY: &str = "query ($query: String!, $kinds: [SearchKind!]) { search(query: $query, kinds: $kinds, first: 20) {
    totalCount nodes { __typename ... on AnswerHit { state { code } answer { questionCode } excerpt { content } }
        ... on ProvisionHit { provision { code } excerpt { content } }
        ... on QuestionHit { question { code } excerpt { content } } } } }";

/// What is looked for: what it is called, the words, where, and whether anything is found.
const WANTED: [(&str, &str, &str, bool); 4] = [
    ("a word of the catalogue", "infrastructure", "catalogue", true),
    ("a paragraph by its symbol", "A/70/174 para 13 (c)", "catalogue", true),
    ("words that every public text holds", "minister agency", "answers", true),
    ("words that no text holds", "zebra infrastructure", "answers", false),
];

/// Somebody who looks for the same again and again.
struct Seeker {
    request: Vec<u8>,
    finds: bool,
}

impl Asking for Seeker {
    fn next(&mut self) -> Option<Vec<u8>> {
        Some(self.request.clone())
    }

    fn check(&mut self, reply: &Reply<'_>) -> anyhow::Result<()> {
        let nothing = b"\"totalCount\":0";
        let is_empty = reply.body.windows(nothing.len()).any(|part| part == nothing);
        ensure!(
            reply.status == 200 && is_empty != self.finds,
            "not what was looked for: {}",
            String::from_utf8_lossy(reply.body)
        );
        Ok(())
    }
}

fn variables(words: &str, place: &str) -> Value {
    let kinds = if place == "answers" {
        json!(["ANSWER"])
    } else {
        json!(["PROVISION", "QUESTION"])
    };
    json!({"query": words, "kinds": kinds})
}

/// The first search of a process, which analyses the catalogue: how long it takes, and what memory it leaves.
async fn first(server: &Server) -> anyhow::Result<(f64, f64)> {
    server.call(None, "{ editions { code } }", json!({})).await?;
    let before = resident(server.process())?;
    let begun = Instant::now();
    server
        .call(None, QUERY, variables("infrastructure", "catalogue"))
        .await?;
    let took = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "memory has fewer than 2^52 bytes")]
    let megabytes = resident(server.process())?.saturating_sub(before) as f64 / 1e6;
    Ok((took, megabytes))
}

/// Looks for each in turn.
pub(crate) async fn measure(ground: &Ground<'_>, effort: Effort) -> anyhow::Result<Vec<Figure>> {
    ground.make(DATABASE).await?;
    fill(ground, DATABASE, Size::Single).await?;
    let begun = Instant::now();
    let analysed = store::analyse_filed(&ground.url(store::OWNER, DATABASE)).await?;
    let each = begun.elapsed().as_secs_f64() * 1000.0 / f64::from(u32::try_from(analysed)?);
    sqlx::raw_sql("vacuum analyze filed_text")
        .execute(&mut ground.superuser(DATABASE).await?)
        .await?;
    let server = ground.serve(DATABASE).await?;
    let (took, megabytes) = first(&server).await?;
    let calls = (effort.time.as_secs() * 10).clamp(20, 100);
    let mut figures = Vec::new();
    for (what, words, place, finds) in WANTED {
        let body = json!({"query": QUERY, "variables": variables(words, place)}).to_string();
        let mut asking = vec![Seeker {
            request: post(None, &body),
            finds,
        }];
        let (mut p50, mut costs) = (Vec::new(), Vec::new());
        for pair in 0..=effort.pairs {
            let meter = ground.meter(Some(&server));
            let before = meter.read()?;
            let run = run(server.address, &mut asking, Duration::from_mins(1), calls).await?;
            // The first one warms up.
            if pair > 0 {
                p50.push(run.percentile(50));
                costs.push((meter.read()? - before).each(run.answered));
            }
        }
        figures.push(Figure {
            work: "search",
            what: format!("{what}, one client: p50"),
            unit: "ms",
            goal: Goal::None,
            values: p50,
            cost: Some(median_cost(&costs)),
        });
    }
    let plain = |what: &str, unit, value| Figure {
        work: "search",
        what: what.to_owned(),
        unit,
        goal: Goal::None,
        values: vec![value],
        cost: None,
    };
    figures.extend([
        plain("first search of a process, which analyses the catalogue", "s", took),
        plain("memory that it leaves", "MB", megabytes),
        plain("analysing a filing that was filed before there was search", "ms", each),
    ]);
    Ok(figures)
}
