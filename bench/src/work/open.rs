//! Opening the working file of the national survey with every module chosen, as the first screen of a delegation does.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use domain::questionnaire::Edition;
use serde_json::{Value, json};

use crate::Effort;
use crate::builder::{self, Period, Person};
use crate::client::{post, run};
use crate::figure::{Figure, Goal, median_cost};
use crate::ground::{Ground, Server};
use crate::sheet::{Sheet, input};
use crate::work::coverage::{Reader, survey};

/// The most answers of one call.
const BATCH: usize = 100;

/// The round of the longest survey.
pub(crate) const ROUND: &str = "bench-open";

const QUERY: &str =
    "query ($id: ID!) { submission(id: $id) { id stage revision completeness { expected expectedAnswered
    enabled answered core coreAnswered problems }
    sections { isEnabled section { code } completeness { expected expectedAnswered enabled answered problems } }
    answers { questionCode revision content { standing language value { __typename
      ... on SingleChoiceValue { chosen { code text } } ... on MultiChoiceValue { choices { code text } }
      ... on ScaleValue { step } ... on BooleanValue { isYes } ... on TextValue { text } ... on NumberValue { number }
      ... on DateValue { date } ... on UrlListValue { urls } ... on EvidenceValue { links { url title citation } }
      ... on StateListValue { states { code } } ... on ContactValue { unit email telephone } } } } } }";

/// Saves the longest survey through the API in a round of its own; returns the id of its working file and how many answers it has.
pub(crate) async fn fill(
    owner: &mut sqlx::PgConnection,
    server: &Server,
    edition: &Edition,
    (round, token): (&str, &str),
) -> anyhow::Result<(String, usize)> {
    builder::round(owner, round, &edition.id().to_string(), Period::Open).await?;
    let own = server
        .call(
            Some(token),
            "{ submissions(state: \"QMA\") { id stage round { key } } }",
            json!({}),
        )
        .await?;
    let found = own["submissions"].as_array().into_iter().flatten();
    let id = found
        .filter(|submission| submission["round"]["key"] == round)
        .find_map(|submission| submission["id"].as_str())
        .ok_or_else(|| anyhow::anyhow!("no working file: {own}"))?
        .to_owned();
    let sheet = Sheet::longest(edition)?;
    let answers: Vec<Value> = sheet
        .answers
        .iter()
        .map(|(index, (value, _))| {
            json!({"question": edition.at(*index).question.code.as_str(), "basedOn": 0, "answer": input(value)})
        })
        .collect();
    let save = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { question outcome problems { code } } } }";
    for batch in answers.chunks(BATCH) {
        let saved = server
            .call(
                Some(token),
                save,
                json!({"input": {"submission": id, "answers": batch}}),
            )
            .await?;
        let results = saved["saveAnswers"]["results"].as_array().into_iter().flatten();
        let refused: Vec<_> = results.filter(|result| result["outcome"] != "STORED").collect();
        anyhow::ensure!(refused.is_empty(), "not stored: {refused:?}");
    }
    Ok((id, answers.len()))
}

/// How many statements the call makes besides BEGIN, the scope and COMMIT, from the log of PostgreSQL.
async fn statements(ground: &Ground<'_>, server: &Server, token: &str, id: &str) -> anyhow::Result<Vec<String>> {
    let mut superuser = ground.superuser(&server.database).await?;
    sqlx::raw_sql("alter system set log_statement = 'all'")
        .execute(&mut superuser)
        .await?;
    sqlx::raw_sql("select pg_reload_conf()").execute(&mut superuser).await?;
    let mut found = Vec::new();
    // Sessions hear of the setting one after the other.
    for _ in 0..100 {
        server.call(Some(token), QUERY, json!({"id": id})).await?;
        let log = std::fs::read_to_string(ground.folder.join("postgres.log"))?;
        if let Some(whole) = transaction_about(&log, "from submission s") {
            found = whole;
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sqlx::raw_sql("alter system reset log_statement")
        .execute(&mut superuser)
        .await?;
    sqlx::raw_sql("select pg_reload_conf()").execute(&mut superuser).await?;
    anyhow::ensure!(!found.is_empty(), "the log shows no such transaction");
    Ok(found)
}

/// The statements of the first whole transaction in a log that has one with these words.
fn transaction_about(log: &str, words: &str) -> Option<Vec<String>> {
    let mut open: HashMap<&str, Vec<String>> = HashMap::new();
    let mut last = None;
    for line in log.lines() {
        let said = line.split_once(" LOG:  ").and_then(|(prefix, said)| {
            let process = prefix.rsplit_once('[')?.1.strip_suffix(']').or(prefix
                .rsplit_once('[')?
                .1
                .split(']')
                .next())?;
            let text = said.strip_prefix("statement: ").or_else(|| {
                said.strip_prefix("execute ")
                    .and_then(|said| said.split_once(": ").map(|(_, text)| text))
            })?;
            Some((process, text))
        });
        match said {
            Some((process, text)) if text.to_lowercase().starts_with("begin") => {
                open.insert(process, Vec::new());
                last = None;
            }
            Some((process, text)) => {
                last = None;
                if let Some(statements) = open.get_mut(process) {
                    if text.eq_ignore_ascii_case("commit") || text.eq_ignore_ascii_case("rollback") {
                        let whole = open.remove(process)?;
                        if whole.iter().any(|statement| statement.contains(words)) {
                            return Some(whole);
                        }
                    } else {
                        statements.push(text.to_owned());
                        last = Some(process);
                    }
                }
            }
            None if line.starts_with('\t') => {
                if let Some(statement) = last.and_then(|process| open.get_mut(process)?.last_mut()) {
                    statement.push(' ');
                    statement.push_str(line.trim());
                }
            }
            None => last = None,
        }
    }
    None
}

/// One client opens it again and again.
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
    sqlx::raw_sql("vacuum analyze")
        .execute(&mut ground.superuser(&server.database).await?)
        .await?;
    let opened = server.call(Some(&token), QUERY, json!({"id": id})).await?;
    let shown = opened["submission"]["answers"].as_array().map_or(0, Vec::len);
    anyhow::ensure!(shown == answers, "{answers} answers were saved and {shown} are shown");
    let made = statements(ground, server, &token, &id).await?;
    // What begins the transaction is its mode, which sea-orm sends after a bare BEGIN, and the scope.
    let begins = |statement: &&String| {
        let statement = statement.to_lowercase();
        statement.starts_with("set transaction") || statement.contains("set_config")
    };
    #[expect(clippy::cast_precision_loss, reason = "a call makes fewer than 2^52 statements")]
    let besides = made.iter().filter(|statement| !begins(statement)).count() as f64;

    let body = json!({"query": QUERY, "variables": {"id": id}}).to_string();
    let mut asking = vec![Reader {
        request: post(Some(&token), &body),
        expected: b"\"submission\":{",
    }];
    let calls = (effort.time.as_secs() * 5).clamp(20, 200);
    let (mut p50, mut p99, mut costs) = (Vec::new(), Vec::new(), Vec::new());
    let meter = ground.meter(Some(server));
    for turn in 0..=effort.pairs {
        let before = meter.read()?;
        let run = run(server.address, &mut asking, Duration::from_mins(1), calls).await?;
        // The first run warms up.
        if turn > 0 {
            p50.push(run.percentile(50));
            p99.push(run.percentile(99));
            costs.push((meter.read()? - before).each(run.answered));
        }
    }
    Ok(vec![
        Figure {
            work: "open",
            what: format!("a working file with {answers} answers and completeness, one client: p50"),
            unit: "ms",
            goal: Goal::AtMost(10.0),
            values: p50,
            cost: Some(median_cost(&costs)),
        },
        Figure {
            work: "open",
            what: "— p99".to_owned(),
            unit: "ms",
            goal: Goal::None,
            values: p99,
            cost: None,
        },
        Figure {
            work: "open",
            what: "SQL statements besides those that begin (BEGIN, its mode, the scope) and COMMIT".to_owned(),
            unit: "",
            goal: Goal::AtMost(3.0),
            values: vec![besides],
            cost: None,
        },
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statements_of_one_transaction_are_told_from_those_of_others() {
        let log = "2027-03-01 12:00:00.000 UTC [7] LOG:  statement: BEGIN ISOLATION LEVEL REPEATABLE READ\n\
                   2027-03-01 12:00:00.001 UTC [8] LOG:  statement: BEGIN\n\
                   2027-03-01 12:00:00.002 UTC [7] LOG:  execute sqlx_s_1: select set_config('a', $1)\n\
                   2027-03-01 12:00:00.002 UTC [7] DETAIL:  parameters: $1 = 'begin'\n\
                   2027-03-01 12:00:00.003 UTC [8] LOG:  execute sqlx_s_2: select position from register_edge\n\
                   2027-03-01 12:00:00.004 UTC [7] LOG:  execute sqlx_s_3: \n\
                   \tselect s.*\n\
                   \tfrom submission s\n\
                   2027-03-01 12:00:00.005 UTC [8] LOG:  statement: COMMIT\n\
                   2027-03-01 12:00:00.006 UTC [7] LOG:  statement: ROLLBACK\n";
        let found = transaction_about(log, "from submission s").unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].ends_with("select s.* from submission s"), "{found:?}");
        assert_eq!(transaction_about(log, "from answer"), None);
    }
}
