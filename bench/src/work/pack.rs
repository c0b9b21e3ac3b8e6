//! The offline pack of the national survey with every module chosen: as a workbook, and what it brings back.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Effort;
use crate::builder::Person;
use crate::client::{Connection, get, post};
use crate::figure::{Figure, Goal, median};
use crate::ground::{Ground, Server};
use crate::work::coverage::survey;
use crate::work::open::fill;

/// The round of the survey.
const ROUND: &str = "bench-pack";

const LINK: &str = "query ($id: ID!) { submission(id: $id) { pack(format: XLSX, language: EN) { url } } }";

const DIFFERENCE: &str =
    "query ($id: ID!, $pack: String!) { submission(id: $id) { packDifference(pack: $pack) { answers {
    question outcome basedOn revision base { standing } stored { standing } entered { standing } } } } }";

/// How often each is done in a run.
const TIMES: usize = 10;

/// A call by POST, and its data.
async fn call(connection: &mut Connection, token: &str, body: Value) -> anyhow::Result<Value> {
    connection.exchange(&post(Some(token), &body.to_string())).await?.data()
}

/// The workbook, by a link that is asked for.
async fn export(connection: &mut Connection, token: &str, id: &str) -> anyhow::Result<Vec<u8>> {
    let link = call(connection, token, json!({"query": LINK, "variables": {"id": id}})).await?;
    let url = link["submission"]["pack"]["url"]
        .as_str()
        .context("no link")?
        .to_owned();
    let reply = connection.exchange(&get(&url, None)).await?;
    ensure!(reply.status == 200, "no pack: {}", reply.head);
    Ok(reply.body.to_vec())
}

/// Hands a workbook back and compares it; says how many answers were compared.
async fn import(connection: &mut Connection, token: &str, id: &str, workbook: &[u8]) -> anyhow::Result<usize> {
    let mut request = format!(
        "POST /packs?submission={id} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\ncontent-length: {}\r\n\r\n",
        workbook.len()
    )
    .into_bytes();
    request.extend_from_slice(workbook);
    let reply = connection.exchange(&request).await?;
    ensure!(
        reply.status == 200,
        "not taken: {}",
        String::from_utf8_lossy(reply.body)
    );
    let taken: Value = serde_json::from_slice(reply.body)?;
    let variables = json!({"id": id, "pack": taken["pack"]});
    let found = call(connection, token, json!({"query": DIFFERENCE, "variables": variables})).await?;
    Ok(found["submission"]["packDifference"]["answers"]
        .as_array()
        .map_or(0, Vec::len))
}

/// One client takes it out and hands it back, again and again.
pub(crate) async fn measure(
    ground: &Ground<'_>,
    server: &Server,
    people: &BTreeMap<String, Person>,
    effort: Effort,
) -> anyhow::Result<Vec<Figure>> {
    let edition = survey(ground)?;
    let mut owner = ground.owner(&server.database).await?;
    let mut signer = ground.signer(&server.database).await?;
    let token = signer.sign_in(&people["QMA"]).await?;
    let (id, answers) = fill(&mut owner, server, edition, (ROUND, &token)).await?;
    let mut connection = Connection::open(server.address).await?;
    let workbook = export(&mut connection, &token, &id).await?;
    let compared = import(&mut connection, &token, &id, &workbook).await?;
    ensure!(
        compared >= answers,
        "{answers} answers were saved and {compared} compared"
    );
    let (mut exports, mut imports) = (Vec::new(), Vec::new());
    for turn in 0..=effort.pairs {
        let (mut out, mut back) = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            let begun = Instant::now();
            let made = export(&mut connection, &token, &id).await?;
            out.push(begun.elapsed().as_secs_f64() * 1e3);
            let begun = Instant::now();
            import(&mut connection, &token, &id, &made).await?;
            back.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        // The first run warms up.
        if turn > 0 {
            exports.push(median(&out));
            imports.push(median(&back));
        }
    }
    let size = workbook.len() / 1000;
    Ok(vec![
        Figure {
            work: "pack",
            what: format!("the national survey with {answers} answers as a workbook of {size} kB, with its link: p50"),
            unit: "ms",
            goal: Goal::AtMost(300.0),
            values: exports,
            cost: None,
        },
        Figure {
            work: "pack",
            what: format!("the same handed back, {compared} answers compared: p50"),
            unit: "ms",
            goal: Goal::AtMost(500.0),
            values: imports,
            cost: None,
        },
    ])
}
