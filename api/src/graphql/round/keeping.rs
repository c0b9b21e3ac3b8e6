//! What the secretariat does with a round after it has laid it down. Each act names the revision that its officer saw.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{ArchiveRound, CancelRound, CloseRound, ExtendRound, InviteStates, ReviseRound};
use domain::id::RoundId;
use domain::submission as rules;
use domain::submission::{Closing, Outcome, RoundRevision};
use store::Work;

use super::{MandateInput, Round, TextInput, invited, read_title};
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::zone;

/// A round after a change.
#[derive(SimpleObject)]
pub(crate) struct RoundPayload {
    /// The round.
    round: Round,
}

/// Further States to invite to a planned round.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InviteStatesInput {
    /// The round.
    round: ID,
    /// The revision of the round that was seen.
    revision: u32,
    /// The States to invite, by alpha-3 code.
    #[graphql(default)]
    invited: Vec<String>,
    /// Whether to invite every Member State that is not invited yet beside those named; fictional States apart.
    #[graphql(default)]
    invites_all_member_states: bool,
}

/// What a planned round is to be. What is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReviseRoundInput {
    /// The round.
    round: ID,
    /// The revision of the round that was seen.
    revision: u32,
    /// What it is called: all of it, in as many of the six languages as there are.
    title: Option<Vec<TextInput>>,
    /// What it rests on.
    mandate: Option<MandateInput>,
    /// When it opens.
    opens_at: Option<DateTime<Utc>>,
    /// Its last day, which ends at 24:00 in its zone; null takes it away from a round at the State's own request.
    closes_on: MaybeUndefined<NaiveDate>,
    /// The IANA zone in which its days end.
    zone: Option<String>,
    /// When it becomes read only; null: it is not said.
    archives_at: MaybeUndefined<DateTime<Utc>>,
    /// Whether observer States take part.
    admits_observers: Option<bool>,
}

/// A later last day.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ExtendRoundInput {
    /// The round.
    round: ID,
    /// The revision of the round that was seen.
    revision: u32,
    /// Its new last day, which ends at 24:00 in its zone.
    closes_on: NaiveDate,
    /// When it becomes read only; left out: as before; null: it is not said.
    archives_at: MaybeUndefined<DateTime<Utc>>,
}

/// A last day that is brought forward.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CloseRoundInput {
    /// The round.
    round: ID,
    /// The revision of the round that was seen.
    revision: u32,
    /// Its new last day, which ends at 24:00 in its zone; left out: today there.
    closes_on: Option<NaiveDate>,
}

/// When a round becomes read only.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ArchiveRoundInput {
    /// The round.
    round: ID,
    /// The revision of the round that was seen.
    revision: u32,
    /// When, after it has closed; left out: now.
    archives_at: Option<DateTime<Utc>>,
}

/// A planned round to call off.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CancelRoundInput {
    /// The round.
    round: ID,
    /// The revision of the round that was seen.
    revision: u32,
}

/// A round that was called off.
#[derive(SimpleObject)]
pub(crate) struct CancelRoundPayload {
    /// The key that it had. It is never given again.
    key: String,
}

/// What the secretariat does with a round that was laid down.
#[derive(Default)]
pub struct RoundKeepingMutation;

#[Object]
impl RoundKeepingMutation {
    /// Invites further States to a round that has not opened yet. For officers of the secretariat.
    async fn invite_states(&self, ctx: &Context<'_>, input: InviteStatesInput) -> Result<RoundPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round, input.revision).await?;
        let permit = call.actor().permit(InviteStates { round: round.id })?;
        let day = round.opens_at.date_naive();
        let mut states = invited(
            call.world(),
            input.invited.clone(),
            input.invites_all_member_states,
            day,
        )?;
        // Who is invited already is refused where somebody named it, and passed over among all.
        states.retain(|state| {
            input.invited.iter().any(|code| code == state.state.as_str()) || round.invitation(&state.state).is_none()
        });
        let outcome = round.invite(permit, states, call.now())?;
        keep(call, work, outcome).await
    }

    /// Revises a round that has not opened yet: its title, mandate, period and whether observer States take part. Its key and
    /// its edition stay, and whom it invites. For officers of the secretariat.
    async fn revise_round(&self, ctx: &Context<'_>, input: ReviseRoundInput) -> Result<RoundPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round, input.revision).await?;
        let permit = call.actor().permit(ReviseRound { round: round.id })?;
        let editions = &call.world().editions;
        let edition = editions.get(&round.edition).cloned().ok_or_else(Fault::not_found)?;
        let revision = revised(&round, input)?;
        let outcome = round.revise(permit, revision, &edition, &call.world().norms, call.now())?;
        keep(call, work, outcome).await
    }

    /// Gives a round a later last day, also after it has closed and until it is archived. What came late stays marked as late.
    /// For officers of the secretariat.
    async fn extend_round(&self, ctx: &Context<'_>, input: ExtendRoundInput) -> Result<RoundPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round, input.revision).await?;
        let permit = call.actor().permit(ExtendRound { round: round.id })?;
        let closing = closing(input.closes_on, &round.zone)?;
        let archives_at = said(input.archives_at, round.archives_at);
        let outcome = round.extend(permit, closing, archives_at, call.now())?;
        keep(call, work, outcome).await
    }

    /// Brings the last day of an open round forward, to today at the earliest: it ends at 24:00 in the zone of the round. For
    /// officers of the secretariat.
    async fn close_round(&self, ctx: &Context<'_>, input: CloseRoundInput) -> Result<RoundPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round, input.revision).await?;
        let permit = call.actor().permit(CloseRound { round: round.id })?;
        let today = zone::day(call.now(), &round.zone).map_err(Fault::internal)?;
        let closing = closing(input.closes_on.unwrap_or(today), &round.zone)?;
        let outcome = round.close(permit, closing, call.now())?;
        keep(call, work, outcome).await
    }

    /// Says when a round becomes read only: now or later, and after it has closed. Withdrawal is still possible then. For
    /// officers of the secretariat.
    async fn archive_round(&self, ctx: &Context<'_>, input: ArchiveRoundInput) -> Result<RoundPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round, input.revision).await?;
        let permit = call.actor().permit(ArchiveRound { round: round.id })?;
        let outcome = round.archive(permit, input.archives_at.unwrap_or(call.now()), call.now())?;
        keep(call, work, outcome).await
    }

    /// Calls off a round that has not opened yet: it is found no more, and its key is never given again. For officers of the
    /// secretariat.
    async fn cancel_round(&self, ctx: &Context<'_>, input: CancelRoundInput) -> Result<CancelRoundPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let round = find(&work, &input.round, input.revision).await?;
        let permit = call.actor().permit(CancelRound { round: round.id })?;
        let outcome = round.cancel(permit, call.now())?;
        work.save_cancelled_round(&outcome).await?;
        call.commit(work).await?;
        call.app().forget_round(&outcome.state.round);
        let key = outcome.state.round.key.to_string();
        Ok(CancelRoundPayload { key })
    }
}

/// The round of an id, if it is still as it was seen.
async fn find(work: &Work, id: &ID, revision: u32) -> Result<rules::Round, Fault> {
    let id = RoundId(node::key(Sort::Round, id)?);
    let round = work.round(id).await?.ok_or_else(Fault::not_found)?;
    if round.revision == revision {
        Ok(round)
    } else {
        let fault = Fault::conflict().at("input.revision");
        Err(fault.with("revision", round.revision))
    }
}

async fn keep(call: &Call, work: Work, outcome: Outcome<rules::Round>) -> Result<RoundPayload, Fault> {
    work.save_changed_round(&outcome).await?;
    call.commit(work).await?;
    Ok(RoundPayload {
        round: Round(call.app().keep_round(outcome.state)),
    })
}

fn closing(on: NaiveDate, zone: &str) -> Result<Closing, Fault> {
    let at = zone::end_of_day(on, zone).map_err(|_| Fault::invalid().at("input.zone"))?;
    Ok(Closing { on, at })
}

/// What was said; what there was, where nothing was said of it.
fn said<T>(said: MaybeUndefined<T>, before: Option<T>) -> Option<T> {
    match said {
        MaybeUndefined::Undefined => before,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(value),
    }
}

/// A round as it is to be: what was said of it, and what there was.
fn revised(round: &rules::Round, input: ReviseRoundInput) -> Result<RoundRevision, Fault> {
    let zone = input.zone.unwrap_or_else(|| round.zone.clone());
    zone::check(&zone).map_err(|_| Fault::invalid().at("input.zone"))?;
    let closes_on = said(input.closes_on, round.closing.map(|closing| closing.on));
    Ok(RoundRevision {
        title: match input.title {
            Some(title) => read_title(title)?,
            None => round.title.clone(),
        },
        mandate: match input.mandate {
            Some(mandate) => mandate.read()?,
            None => round.mandate.clone(),
        },
        opens_at: input.opens_at.unwrap_or(round.opens_at),
        closing: closes_on.map(|on| closing(on, &zone)).transpose()?,
        archives_at: said(input.archives_at, round.archives_at),
        observers: input.admits_observers.unwrap_or(round.observers),
        zone,
    })
}
