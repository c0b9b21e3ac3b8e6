//! Figures over rounds. Only comparable questions join into one series, unless a reader asks for more and is told so.

use crate::id::{EditionId, QuestionCode, RoundKey};
use crate::questionnaire::Lineage;
use crate::report::{ReleaseMark, Row};
use crate::submission::Position;

/// One round's row of a question, with its denominator and as-of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The round.
    pub round: RoundKey,
    /// Its edition.
    pub edition: EditionId,
    /// The question there.
    pub code: QuestionCode,
    /// The States invited.
    pub invited: u32,
    /// The register position as of which States are counted.
    pub as_of: Position,
    /// The release that what is counted and not shown comes from.
    pub release: Option<ReleaseMark>,
    /// The row.
    pub row: Row,
}

/// How a point is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The first of its run.
    First,
    /// The same question, or one that continues it and is comparable.
    Comparable,
    /// Joined because the reader asked: the question changed, or nothing says that it continues the other.
    NotComparable,
}

/// Points in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The points in the order given, each with its joint.
    pub points: Vec<(Joint, Point)>,
}

/// Joins points, given in order of time, into runs. `lineage` finds what a question of an edition continues; it is followed
/// over any number of editions. `anyway` joins also what is not comparable, and marks where.
pub fn series<'a>(
    points: impl IntoIterator<Item = Point>,
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
    anyway: bool,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for point in points {
        let last = runs.last_mut().and_then(|run| {
            let (_, last) = run.points.last()?;
            let joint = if compares(last, &point.edition, &point.code, &lineage) {
                Joint::Comparable
            } else {
                Joint::NotComparable
            };
            (joint == Joint::Comparable || anyway).then_some((run, joint))
        });
        match last {
            Some((run, joint)) => run.points.push((joint, point)),
            None => runs.push(Run {
                points: vec![(Joint::First, point)],
            }),
        }
    }
    runs
}

fn compares<'s, 'a: 's>(
    earlier: &Point,
    edition: &'s EditionId,
    code: &'s QuestionCode,
    lineage: &impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
) -> bool {
    let mut reached = vec![(edition, code)];
    let mut next = 0;
    while let Some((edition, code)) = reached.get(next).copied() {
        if *edition == earlier.edition && *code == earlier.code {
            return true;
        }
        for from in lineage(edition, code).iter().filter(|from| from.comparable) {
            if !reached.contains(&(&from.edition, &from.code)) {
                reached.push((&from.edition, &from.code));
            }
        }
        next += 1;
    }
    false
}
