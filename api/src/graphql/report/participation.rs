//! Who takes part: of how many invited States a filing stands, over rounds and by group.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use domain::report as rules;
use domain::submission::RoundStage;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::report::reading::{client_count, figures, find_round, read_as_of, told_as_of, viewer};
use crate::graphql::round::Round;

/// How many of how many filed.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct Turnout {
    /// The denominator: how many States were invited.
    invited: u32,
    /// Of how many of them a filing stands.
    filed: u32,
}

impl From<rules::Turnout> for Turnout {
    fn from(turnout: rules::Turnout) -> Self {
        Self {
            invited: turnout.invited,
            filed: turnout.filed,
        }
    }
}

/// The turnout of a group as it was when the round opened.
#[derive(Clone, Debug, SimpleObject)]
pub struct GroupTurnout {
    /// The group: `regional:african`, `m49:002`, `ldc`, `lldc`, `sids`, `organisation:au`.
    group: String,
    /// How many of how many filed.
    turnout: Turnout,
}

/// Who took part in a round, in numbers.
#[derive(SimpleObject)]
pub struct Participation {
    /// The round.
    round: Round,
    /// The register position as of which States are counted: cite it.
    as_of: u32,
    /// All invited Member States.
    members: Turnout,
    /// The invited observer States, which stand apart; none where there are none, or too few to be published.
    observers: Option<Turnout>,
    /// The groups that are published to the reader. They overlap and are not added up; no group of fewer than five invited
    /// Member States is public.
    groups: Vec<GroupTurnout>,
}

/// Participation.
#[derive(Default)]
pub struct ParticipationQuery;

#[Object]
impl ParticipationQuery {
    /// Who takes part, round by round in the order of opening, or in one round: numbers with their denominators, and no names.
    /// Rounds at the States' own request invite nobody and have no denominator: they are left out. With `asOf`, what stood at
    /// that position of the register.
    #[graphql(complexity = "50 + 5 * child_complexity")]
    async fn participation(
        &self,
        ctx: &Context<'_>,
        round: Option<String>,
        as_of: Option<i32>,
    ) -> Result<Vec<Participation>, Fault> {
        let call = Call::of(ctx);
        let as_of = read_as_of(as_of)?;
        let rounds: Vec<_> = if let Some(key) = round {
            find_round(call, key).await?.into_iter().collect()
        } else {
            let rounds = call.snapshot().await?.rounds().await?.into_iter();
            rounds.map(|round| call.app().keep_round(round)).collect()
        };
        let has_denominator = |round: &Arc<domain::submission::Round>| {
            !round.invited.is_empty() && round.stage(call.now()) != RoundStage::Planned
        };
        let mut all = Vec::new();
        for round in rounds.into_iter().filter(has_denominator) {
            let (_, figures) = figures(call, &round).await?;
            let as_of = told_as_of(&figures, as_of);
            let found = rules::participation(&figures.facts, as_of, &viewer(call));
            let groups = found.groups.iter().map(|(group, turnout)| GroupTurnout {
                group: group.code(),
                turnout: (*turnout).into(),
            });
            all.push(Participation {
                as_of: client_count(found.as_of),
                members: found.members.into(),
                observers: found.observers.map(Turnout::from),
                groups: groups.collect(),
                round: Round(round),
            });
        }
        Ok(all)
    }
}
