//! One question over rounds.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use domain::id::{EditionId, QuestionCode, RoundKey};
use domain::report as rules;
use domain::report::{Joint, Selection, Waypoint};
use domain::submission::RoundStage;

use crate::graphql::call::Call;
use crate::graphql::coverage::{CoverageRow, GroupInput, ReleaseMark};
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::question::Question;
use crate::graphql::report::reading::{Reading, read_as_of};
use crate::graphql::round::Round;

/// How a point of a trend is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "TrendJoint", remote = "Joint")]
pub enum JointCode {
    /// The first of its run.
    First,
    /// The same question, or one that continues it and can be compared.
    Comparable,
    /// Joined because the reader asked: the question changed.
    NotComparable,
}

/// One round in a trend.
#[derive(SimpleObject)]
pub struct TrendPoint {
    /// How it is joined to the point before it.
    joint: JointCode,
    /// The round.
    round: Round,
    /// The figures of the round's question, with denominator and as-of.
    row: CoverageRow,
    /// The release that counted answers come from; none before the first, and in groups.
    release: Option<ReleaseMark>,
}

/// Rounds whose figures can be joined.
#[derive(SimpleObject)]
pub struct TrendRun {
    /// The rounds, in the order of opening.
    points: Vec<TrendPoint>,
}

/// One question over rounds.
#[derive(SimpleObject)]
pub struct Trend {
    /// The question that was asked for.
    question: Question,
    /// The runs, in the order of opening. Where the question changed so that figures cannot be compared, a new run begins.
    #[graphql(complexity = "10 + 60 * child_complexity")]
    runs: Vec<TrendRun>,
}

/// Trends.
#[derive(Default)]
pub struct TrendQuery;

#[Object]
impl TrendQuery {
    /// One question over all rounds in which it, or a question of its line, was asked of invited States: of all invited Member
    /// States, or of one group where it is published. Questions are followed through lineage alone, and joined only where they
    /// can be compared, unless that is asked for; then each joint says so. Rounds at the States' own request have no
    /// denominator and no point. With `asOf`, what stood at that position, read with the rights of today.
    #[graphql(complexity = "100 + child_complexity")]
    async fn trend(
        &self,
        ctx: &Context<'_>,
        edition: String,
        question: String,
        group: Option<GroupInput>,
        #[graphql(default)] with_not_comparable: bool,
        as_of: Option<i32>,
    ) -> Result<Option<Trend>, Fault> {
        let call = Call::of(ctx);
        let selection = group.map(GroupInput::read).transpose()?.unwrap_or(Selection::World);
        let as_of = read_as_of(as_of)?;
        let world = call.world();
        let asked = edition
            .parse()
            .ok()
            .and_then(|id: EditionId| Edition::find(world, &id))
            .zip(QuestionCode::new(question).ok());
        let Some((edition, code)) = asked else { return Ok(None) };
        let Some(shown) = edition.question(&code) else {
            return Ok(None);
        };
        let asked = (edition.edition.id(), &code);
        let lineage = |edition: &EditionId, question: &QuestionCode| world.lineage(edition, question);
        let mut readings: HashMap<RoundKey, Arc<Reading>> = HashMap::new();
        let mut waypoints = Vec::new();
        for round in call.snapshot().await?.rounds().await? {
            let there = world.editions.get(&round.edition);
            let is_asked = there.is_some_and(|there| rules::in_line(there, asked, &lineage).is_some());
            let has_opened = round.stage(call.now()) != RoundStage::Planned;
            if !is_asked || !has_opened || round.invited.is_empty() {
                continue;
            }
            let round = call.app().keep_round(round);
            let Some(reading) = Reading::of(call, round, as_of, &selection).await? else {
                continue;
            };
            let key = reading.round.key.clone();
            waypoints.push(Waypoint {
                round: key.clone(),
                edition: Arc::clone(&reading.edition),
                coverage: reading.coverage.clone(),
            });
            readings.insert(key, reading);
        }
        let point = |(joint, point): (Joint, rules::Point)| {
            let reading = readings.get(&point.round)?;
            Some(TrendPoint {
                joint: joint.into(),
                round: Round(Arc::clone(&reading.round)),
                row: CoverageRow::new(reading, point.row),
                release: point.release.map(ReleaseMark::from),
            })
        };
        let runs = rules::trend(asked, &waypoints, lineage, with_not_comparable);
        let runs = runs.into_iter().map(|run| TrendRun {
            points: run.points.into_iter().filter_map(point).collect(),
        });
        Ok(Some(Trend {
            question: shown,
            runs: runs.collect(),
        }))
    }
}
