//! Where a round stands, State by State: for the secretariat.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::ReadParticipation;
use domain::report as rules;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::report::reading::{client_count, find_round};
use crate::graphql::round::Round;
use crate::graphql::state::{State, StateStatusCode};
use crate::graphql::submission::Completeness;

/// How many of how many.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct StatusCount {
    /// The denominator: how many States were invited.
    invited: u32,
    /// How many of them opened a working file.
    opened: u32,
    /// Of how many of them a filing stands.
    filed: u32,
}

impl From<rules::StatusCount> for StatusCount {
    fn from(count: rules::StatusCount) -> Self {
        Self {
            invited: count.invited,
            opened: count.opened,
            filed: count.filed,
        }
    }
}

/// Where one invited State stands.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct StateProgress {
    #[graphql(skip)]
    round: Arc<domain::submission::Round>,
    /// The State.
    state: State,
    /// Member or observer, as of the opening of the round.
    status: StateStatusCode,
    /// When it opened its working file.
    opened_at: Option<DateTime<Utc>>,
    /// Whether a filing of it stands.
    has_filed: bool,
}

#[ComplexObject]
impl StateProgress {
    /// How far it has come, where it shares that and has filed nothing yet.
    #[graphql(complexity = "10 + child_complexity")]
    async fn completeness(&self, ctx: &Context<'_>) -> Result<Option<Completeness>, Fault> {
        let call = Call::of(ctx);
        let shared = call.loaders().shared_progress(call, &self.round).await?;
        Ok(shared.get(self.state.code_of()).copied().map(Completeness::from))
    }
}

/// Where a round stands.
#[derive(SimpleObject)]
pub struct RoundStatus {
    /// The round.
    round: Round,
    /// The last position of the register: what is filed is as of it.
    as_of: u32,
    /// Of the Member States.
    members: StatusCount,
    /// Of the observer States, which stand apart.
    observers: StatusCount,
    /// Every invited State, by name in the reader's language.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    states: Vec<StateProgress>,
}

/// Where rounds stand.
#[derive(Default)]
pub struct RoundStatusQuery;

#[Object]
impl RoundStatusQuery {
    /// Where a round stands: who was invited, who opened a working file and when, of whom a filing stands, and how
    /// far those have come that share it. For the secretariat
    /// alone; none for anybody else.
    #[graphql(complexity = "50 + child_complexity")]
    async fn round_status(&self, ctx: &Context<'_>, round: String) -> Result<Option<RoundStatus>, Fault> {
        let call = Call::of(ctx);
        let Some(round) = find_round(call, round).await? else {
            return Ok(None);
        };
        let may_know = |invited: &domain::submission::Invited| {
            let state = invited.state.clone();
            call.actor().may(&ReadParticipation { state }).is_ok()
        };
        if !call.reader().secretariat || !round.invited.iter().all(may_know) {
            return Ok(None);
        }
        let opened = call.loaders().openings(call, round.id).await?;
        let filed = call.loaders().standing(call, round.id).await?;
        let (position, _) = call.snapshot().await?.register_version().await?;
        let found = rules::round_status(&round.invited, &opened, &filed);
        let names = State::sorted(call, found.states.iter().map(|line| &line.state));
        let line = |state: State| {
            let at = found
                .states
                .binary_search_by(|line| line.state.cmp(state.code_of()))
                .ok()?;
            let line = &found.states[at];
            Some(StateProgress {
                state,
                round: Arc::clone(&round),
                status: line.status.into(),
                opened_at: line.opened_at,
                has_filed: line.filed,
            })
        };
        Ok(Some(RoundStatus {
            as_of: client_count(position),
            members: found.members.into(),
            observers: found.observers.into(),
            states: names.into_iter().filter_map(line).collect(),
            round: Round(round),
        }))
    }
}
