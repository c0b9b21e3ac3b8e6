//! States of a reader's choosing side by side at some questions of one round: the reference fold.
//!
//! A chosen set may be a single State. So nothing tells why a State shows nothing here: that it did not file, was not asked,
//! did not answer, or does not show it to this reader. What is counted and not shown never enters.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::id::StateCode;
use crate::norm::StateStatus;
use crate::questionnaire::{QuestionIndex, StandingCode};
use crate::report::sight::Sight;
use crate::report::{Distribution, Facts, OptionSet, Viewer};
use crate::submission::Position;

/// What one State shows at one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its standing.
    pub standing: StandingCode,
    /// The options chosen.
    pub options: OptionSet,
}

/// One question, State by State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonRow {
    /// The question.
    pub question: QuestionIndex,
    /// What each State shows, in the order of [`Comparison::states`]; nothing where it shows nothing to this reader, whatever
    /// the reason.
    pub said: Vec<Option<Said>>,
    /// The same, summed over Member States.
    pub shown: Distribution,
}

impl ComparisonRow {
    /// How many Member States show an answer.
    pub fn showing(&self) -> u32 {
        self.shown.standings.iter().sum()
    }
}

/// Some States at some questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The register position as of which answers stand.
    pub as_of: Position,
    /// The States chosen that were invited, in order of code.
    pub states: Vec<StateCode>,
    /// The denominator of sums: the Member States among them. Observer States are never summed with them.
    pub members: u32,
    /// One row for each question, in the order asked for.
    pub rows: Vec<ComparisonRow>,
}

/// What the States chosen show a viewer at some questions, as of a position.
pub fn comparison(
    facts: &Facts,
    as_of: Position,
    viewer: &Viewer,
    now: DateTime<Utc>,
    questions: &[QuestionIndex],
    chosen: &BTreeSet<StateCode>,
) -> Comparison {
    let standing = facts.standing_at(as_of);
    let invited = facts.frame().invited().iter().zip(standing);
    let chosen: Vec<_> = invited.filter(|(invited, _)| chosen.contains(&invited.state)).collect();
    let is_member = |status: StateStatus| status == StateStatus::Member;
    let row = |question: &QuestionIndex| {
        let mut shown = Distribution::empty(facts.frame().items()[question.get()].options);
        let mut said = Vec::with_capacity(chosen.len());
        for (invited, contents) in &chosen {
            said.push(match viewer.sight(facts, &invited.state, *contents, *question, now) {
                Sight::Shown(standing, options) => {
                    if is_member(invited.status) {
                        shown.add(standing, options, 1);
                    }
                    Some(Said { standing, options })
                }
                Sight::NotFiled | Sight::NotAsked | Sight::Silent | Sight::Counted(..) | Sight::Withheld => None,
            });
        }
        ComparisonRow {
            question: *question,
            said,
            shown,
        }
    };
    let members = chosen.iter().filter(|(invited, _)| is_member(invited.status));
    Comparison {
        as_of,
        members: members.map(|_| 1).sum(),
        rows: questions.iter().map(row).collect(),
        states: chosen.iter().map(|(invited, _)| invited.state.clone()).collect(),
    }
}
