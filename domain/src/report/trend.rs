//! One question over rounds: in each the question of its line, joined where the two can be compared.

use std::sync::Arc;

use crate::id::{EditionId, QuestionCode, RoundKey};
use crate::questionnaire::{Ancestor, Edition, Lineage, ancestors};
use crate::report::{Coverage, Point, Run, series};

/// The figures of one round.
#[derive(Clone, Debug)]
pub struct Waypoint {
    /// The round.
    pub round: RoundKey,
    /// Its edition.
    pub edition: Arc<Edition>,
    /// The figures; all of a trend are of one reader, one selection and one as-of.
    pub coverage: Coverage,
}

/// The question of `edition` that belongs to the line of the one asked for: itself, the nearest that it continues, or the
/// first that continues it. Of several, one that can be compared; none where lineage joins none.
pub fn in_line<'a>(
    edition: &'a Edition,
    (asked_edition, asked): (&'a EditionId, &'a QuestionCode),
    lineage: &impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
) -> Option<&'a QuestionCode> {
    let own = |code: &QuestionCode| Some(&edition.question(code)?.question.code);
    if edition.id() == asked_edition {
        return own(asked);
    }
    let back = ancestors(asked_edition, asked, lineage);
    let here = |ancestor: &&Ancestor<'_>| ancestor.edition == edition.id();
    let back = || back.iter().filter(here);
    let earlier = back().find(|ancestor| ancestor.comparable).or_else(|| back().next());
    if let Some(earlier) = earlier {
        return own(earlier.code);
    }
    let mut related = None;
    for placed in edition.questions() {
        let code = &placed.question.code;
        let line = ancestors(edition.id(), code, lineage);
        let to = line.iter().find(|a| a.edition == asked_edition && a.code == asked);
        match to {
            Some(ancestor) if ancestor.comparable => return Some(code),
            Some(_) => related = related.or(Some(code)),
            None => {}
        }
    }
    related
}

/// The line of a question through rounds, given in order of time: a run for each stretch that can be compared, or with
/// `anyway` one run in which each joint says whether it can. A round without a question of the line has no point.
pub fn trend<'a>(
    asked: (&'a EditionId, &'a QuestionCode),
    rounds: &'a [Waypoint],
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
    anyway: bool,
) -> Vec<Run> {
    let point = |waypoint: &'a Waypoint| {
        let code = in_line(&waypoint.edition, asked, &lineage)?;
        let index = waypoint.edition.question(code)?.index;
        let row = waypoint.coverage.rows.iter().find(|row| row.question == index)?;
        Some(Point {
            round: waypoint.round.clone(),
            edition: waypoint.edition.id().clone(),
            code: code.clone(),
            invited: waypoint.coverage.invited,
            as_of: waypoint.coverage.as_of,
            release: waypoint.coverage.release,
            row: row.clone(),
        })
    };
    let points: Vec<Point> = rounds.iter().filter_map(point).collect();
    series(points, &lineage, anyway)
}
