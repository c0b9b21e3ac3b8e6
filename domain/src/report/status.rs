//! Where a round stands, State by State: invited, opened, filed; and how far those have come that share it. For the secretariat.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::id::{QuestionCode, StateCode};
use crate::norm::StateStatus;
use crate::questionnaire::{Answers, Completeness, Edition, Enabled, Progress, Standing, judge};
use crate::submission::Invited;

/// One invited State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateStatusLine {
    /// The State.
    pub state: StateCode,
    /// Member or observer, as of the opening of the round.
    pub status: StateStatus,
    /// When it opened its working file.
    pub opened_at: Option<DateTime<Utc>>,
    /// Whether a filing of it stands.
    pub filed: bool,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCount {
    /// The denominator: the States invited.
    pub invited: u32,
    /// How many of them opened a working file.
    pub opened: u32,
    /// Of how many of them a filing stands.
    pub filed: u32,
}

/// Where a round stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundStatus {
    /// Every invited State, in order of code.
    pub states: Vec<StateStatusLine>,
    /// Of the Member States.
    pub members: StatusCount,
    /// Of the observer States, which stand apart.
    pub observers: StatusCount,
}

/// Where a round stands: who was invited, who opened a working file and when, and of whom a filing stands.
pub fn round_status(
    invited: &[Invited],
    opened: &BTreeMap<StateCode, DateTime<Utc>>,
    filed: &BTreeSet<StateCode>,
) -> RoundStatus {
    let line = |invited: &Invited| StateStatusLine {
        state: invited.state.clone(),
        status: invited.status,
        opened_at: opened.get(&invited.state).copied(),
        filed: filed.contains(&invited.state),
    };
    let states: Vec<_> = invited.iter().map(line).collect();
    let count = |status: StateStatus| {
        let mut count = StatusCount::default();
        for state in states.iter().filter(|state| state.status == status) {
            count.invited += 1;
            count.opened += u32::from(state.opened_at.is_some());
            count.filed += u32::from(state.filed);
        }
        count
    };
    RoundStatus {
        members: count(StateStatus::Member),
        observers: count(StateStatus::Observer),
        states,
    }
}

/// How far the working file of a State that shares its progress has come: what is said so far, counted as the State itself sees
/// it, and none of it told. `states` are those that a list of States may name.
pub fn shared_progress(
    edition: &Edition,
    states: &BTreeSet<StateCode>,
    said: &BTreeMap<QuestionCode, Standing>,
) -> Completeness {
    let answers = Answers::of(edition, said);
    let asked = Enabled::of(edition, &answers);
    let problems = judge(edition, &answers, &asked, states);
    Progress::of(edition, &answers, &asked, &problems).whole()
}
