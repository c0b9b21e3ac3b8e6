//! Printed documents: the PDF of a filed national survey, and compilations of a round: of the views questionnaire, and of the whole
//! survey.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use chrono::TimeDelta;
use domain::questionnaire::Edition;
use serde_json::{Value, json};

use crate::Effort;
use crate::builder::{self, Period, STATES};
use crate::client::{Connection, get};
use crate::figure::{Figure, Goal};
use crate::ground::{Ground, Server, Signer};
use crate::work::coverage::survey;

/// A database of its own for each questionnaire: every State has filed it.
const SURVEY: &str = "bench_documents_survey";
const VIEWS: &str = "bench_documents_views";

/// The round in each.
const ROUND: &str = "bench-round";

/// How often it is asked how far a compilation has come.
const LOOK: Duration = Duration::from_millis(100);

/// The longest that one may take before it counts as broken.
const PATIENCE: Duration = Duration::from_hours(1);

async fn fill(ground: &Ground<'_>, database: &str, edition: &Edition) -> anyhow::Result<()> {
    ground.make(database).await?;
    let mut owner = ground.owner(database).await?;
    builder::sheets(&mut owner, edition).await?;
    let filed_at = api::mint::Mint::system().now() - TimeDelta::days(100);
    let round = builder::round(&mut owner, ROUND, &edition.id().to_string(), Period::Closed).await?;
    builder::file(&mut owner, round, 0, filed_at).await?;
    sqlx::raw_sql("vacuum analyze")
        .execute(&mut ground.superuser(database).await?)
        .await?;
    Ok(())
}

/// The extract of the filing with the most public answers, again and again: the link, and the PDF at it.
async fn extracts(ground: &Ground<'_>, server: &Server, effort: Effort) -> anyhow::Result<(i64, Vec<f64>)> {
    let longest = "select position, count(*) from filed_answer where visibility = 'public'
        group by position order by count(*) desc, position limit 1";
    let (position, answers): (i64, i64) = sqlx::query_as(longest)
        .fetch_one(&mut ground.owner(SURVEY).await?)
        .await?;
    let query =
        "query ($position: Int!) { filing(position: $position) { document(format: PDF, language: EN) { url } } }";
    let mut connection = Connection::open(server.address).await?;
    let mut times = Vec::new();
    for _ in 0..=effort.pairs {
        let begun = Instant::now();
        let told = server.call(None, query, json!({"position": position})).await?;
        let url = told["filing"]["document"]["url"].as_str().context("no link")?;
        let reply = connection.exchange(&get(url, None)).await?;
        ensure!(
            reply.status == 200 && reply.body.starts_with(b"%PDF-"),
            "no PDF: {}",
            reply.head
        );
        times.push(begun.elapsed().as_secs_f64());
    }
    // The first one warms up.
    Ok((answers, times.split_off(1)))
}

/// Compiles the round once, from the asking to the last byte of the last volume: seconds, replies, volumes, bytes.
async fn compile(server: &Server, signer: &mut Signer, officer: &builder::Person) -> anyhow::Result<(f64, Value)> {
    const TOLD: &str = "id status failure progress { replies } volumes { url size }";
    let begun = Instant::now();
    let ask = format!(
        "mutation ($input: CompileRoundInput!) {{ compileRound(input: $input) {{ compilation {{ {TOLD} }} }} }}"
    );
    let input = json!({"round": ROUND, "language": "EN", "format": "PDF", "readers": "SECRETARIAT"});
    let mut token = signer.sign_in(officer).await?;
    let mut signed_in = begun;
    let asked = server.call(Some(&token), &ask, json!({"input": input})).await?;
    let id = asked["compileRound"]["compilation"]["id"].clone();
    let look = format!("query ($id: ID!) {{ compilation(id: $id) {{ {TOLD} }} }}");
    let told = loop {
        tokio::time::sleep(LOOK).await;
        if signed_in.elapsed() > Duration::from_mins(5) {
            token = signer.sign_in(officer).await?;
            signed_in = Instant::now();
        }
        let told = server.call(Some(&token), &look, json!({"id": id})).await?["compilation"].take();
        match told["status"].as_str() {
            Some("DONE") => break told,
            Some("FAILED") => bail!("the compilation came to nothing: {}", told["failure"]),
            _ => ensure!(begun.elapsed() < PATIENCE, "the compilation does not end"),
        }
    };
    ensure!(told["progress"]["replies"] == STATES, "not every reply: {told}");
    let mut connection = Connection::open(server.address).await?;
    for volume in told["volumes"].as_array().into_iter().flatten() {
        let url = volume["url"].as_str().context("no link")?;
        let reply = connection.exchange(&get(url, None)).await?;
        ensure!(
            reply.status == 200 && reply.body.starts_with(b"%PDF-"),
            "no PDF: {}",
            reply.head
        );
        ensure!(volume["size"] == reply.body.len(), "not whole");
    }
    Ok((begun.elapsed().as_secs_f64(), told))
}

/// Prints and compiles.
pub(crate) async fn measure(ground: &Ground<'_>, effort: Effort) -> anyhow::Result<Vec<Figure>> {
    let survey = survey(ground)?;
    let mut editions = ground.catalogue.editions().iter();
    let views = editions.find(|edition| edition.id().to_string() == "views-and-assessments/1");
    let views = views.context("the catalogue has no views questionnaire")?;
    fill(ground, SURVEY, survey).await?;
    fill(ground, VIEWS, views).await?;
    let mut figures = Vec::new();
    for (database, what, goal, runs) in [
        (
            VIEWS,
            "the views questionnaire",
            Goal::AtMost(60.0),
            effort.pairs.min(3),
        ),
        (SURVEY, "the national survey", Goal::None, 1),
    ] {
        let server = ground.serve(database).await?;
        if database == SURVEY {
            let (answers, times) = extracts(ground, &server, effort).await?;
            figures.push(Figure {
                work: "documents",
                what: format!("PDF of a filed national survey with {answers} answers, one client"),
                unit: "s",
                goal: Goal::AtMost(1.5),
                values: times,
                cost: None,
            });
        }
        let officer = builder::officer(&mut ground.owner(database).await?).await?;
        let mut signer = ground.signer(database).await?;
        let (mut seconds, mut last) = (Vec::new(), Value::Null);
        for _ in 0..runs.max(1) {
            let (took, told) = compile(&server, &mut signer, &officer).await?;
            seconds.push(took);
            last = told;
        }
        let volumes = last["volumes"].as_array().cloned().unwrap_or_default();
        let bytes: u64 = volumes.iter().filter_map(|volume| volume["size"].as_u64()).sum();
        figures.push(Figure {
            work: "documents",
            what: format!(
                "compilation of {STATES} replies to {what} as PDF, {} volumes, {} kB, from asking to its last byte",
                volumes.len(),
                bytes / 1000
            ),
            unit: "s",
            goal,
            values: seconds,
            cost: None,
        });
    }
    Ok(figures)
}
