//! The world total of a round, computed for each call, in a small history and in one ten times as long.

use std::time::Duration;

use chrono::TimeDelta;
use domain::questionnaire::Edition;
use serde_json::json;

use crate::Effort;
use crate::builder::{self, Period, STATES};
use crate::client::{Asking, Reply, post, run};
use crate::figure::{Figure, Goal, median_cost};
use crate::ground::{Ground, Server};

/// The round that is asked about.
pub(crate) const ROUND: &str = "bench-survey";

/// The figures of every question for the world, as a page of coverage shows them.
pub(crate) const QUERY: &str = "{ coverage(round: \"bench-survey\") { invited asOf release { number atPosition }
    rows { questionCode parts { notFiled notAsked silent none notApplicable existsNotDisclosed declined answeredShown
    countedNotShown withheld } options { code states } hidden { states described options { code states } } } } }";

/// How long the history is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    Single,
    Tenfold,
}

/// The national survey.
pub(crate) fn survey<'g>(ground: &'g Ground<'_>) -> anyhow::Result<&'g Edition> {
    let found = ground
        .catalogue
        .editions()
        .iter()
        .find(|edition| edition.id().to_string() == "national-implementation/1");
    found
        .map(AsRef::as_ref)
        .ok_or_else(|| anyhow::anyhow!("the catalogue has no national survey"))
}

/// Fills a database: one round of the survey that every State filed in; tenfold, nine further rounds of further editions,
/// and nine amendments of each filing.
pub(crate) async fn fill(ground: &Ground<'_>, database: &str, size: Size) -> anyhow::Result<()> {
    let survey = survey(ground)?;
    let mut owner = ground.owner(database).await?;
    builder::sheets(&mut owner, survey).await?;
    let filed_at = api::mint::Mint::system().now() - TimeDelta::days(100);
    let survey_id = survey.id().to_string();
    let (further, amendments) = match size {
        Size::Single => (Vec::new(), 0),
        Size::Tenfold => (
            builder::publish_copies(&ground.url(store::OWNER, database), survey, 9).await?,
            9,
        ),
    };
    for (number, edition) in further.iter().enumerate() {
        let round = builder::round(&mut owner, &format!("bench-further-{number}"), edition, Period::Closed).await?;
        builder::file(&mut owner, round, 0, filed_at).await?;
    }
    let round = builder::round(&mut owner, ROUND, &survey_id, Period::Closed).await?;
    builder::file(&mut owner, round, amendments, filed_at).await?;
    sqlx::raw_sql("vacuum analyze")
        .execute(&mut ground.superuser(database).await?)
        .await?;
    Ok(())
}

/// Somebody who asks the same again and again and looks whether the answer is whole.
pub(crate) struct Reader {
    pub(crate) request: Vec<u8>,
    pub(crate) expected: &'static [u8],
}

impl Asking for Reader {
    fn next(&mut self) -> Option<Vec<u8>> {
        Some(self.request.clone())
    }

    fn check(&mut self, reply: &Reply<'_>) -> anyhow::Result<()> {
        let is_whole = reply.status == 200
            && reply
                .body
                .windows(self.expected.len())
                .take(200)
                .any(|part| part == self.expected)
            && !reply.body.windows(9).take(20).any(|part| part == b"\"errors\":");
        anyhow::ensure!(is_whole, "not the answer: {}", String::from_utf8_lossy(reply.body));
        Ok(())
    }
}

/// Both servers in turn.
pub(crate) async fn measure(
    ground: &Ground<'_>,
    small: &Server,
    large: &Server,
    effort: Effort,
) -> anyhow::Result<Vec<Figure>> {
    let request = post(None, &json!({"query": QUERY}).to_string());
    let first = small.call(None, QUERY, json!({})).await?;
    anyhow::ensure!(
        first["coverage"]["invited"] == json!(STATES),
        "not every State was invited: {first}"
    );
    let mut asking = vec![Reader {
        request,
        expected: b"\"invited\":193",
    }];
    let calls = (effort.time.as_secs() * 10).clamp(20, 300);
    let mut p50 = [Vec::new(), Vec::new()];
    let mut costs = [Vec::new(), Vec::new()];
    for pair in 0..=effort.pairs {
        for turn in 0..2 {
            // Who is first changes from pair to pair.
            let place = (pair + turn) % 2;
            let server = [small, large][place];
            let meter = ground.meter(Some(server));
            let before = meter.read()?;
            let run = run(server.address, &mut asking, Duration::from_mins(1), calls).await?;
            // The first pair warms up.
            if pair > 0 {
                p50[place].push(run.percentile(50));
                costs[place].push((meter.read()? - before).each(run.answered));
            }
        }
    }
    let ratios = p50[1].iter().zip(&p50[0]).map(|(large, small)| large / small).collect();
    let [small_p50, large_p50] = p50;
    Ok(vec![
        Figure {
            work: "coverage",
            what: "world total of 193 States, uncached, one client: p50".to_owned(),
            unit: "ms",
            goal: Goal::AtMost(5.0),
            values: small_p50,
            cost: Some(median_cost(&costs[0])),
        },
        Figure {
            work: "coverage",
            what: "the same at ten times the rounds, editions and history: p50".to_owned(),
            unit: "ms",
            goal: Goal::AtMost(5.0),
            values: large_p50,
            cost: Some(median_cost(&costs[1])),
        },
        Figure {
            work: "coverage",
            what: "ten times the history against once".to_owned(),
            unit: "x",
            goal: Goal::AtMost(1.2),
            values: ratios,
            cost: None,
        },
    ])
}
