//! Webhooks: where somebody is told what happens in the register.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::Verb;
use domain::id::{MessageId, StateCode, WebhookId, WebhookSecretId};
use domain::submission::Position;
use domain::webhook;
use domain::webhook::{End, EventKind, Failure, Keeper, Outcome, Pause};
use store::{ReplayFrom, Work};

use crate::auth::WebhookSecret;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, reckoned};
use crate::graphql::node::{self, Sort};
use crate::graphql::state::State;
use crate::webhook::read_address;

/// What a webhook is told of: a closed list, all of it public knowledge. The name in comments is the `type` of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "WebhookKind", remote = "EventKind")]
pub enum WebhookKindCode {
    /// `filing.recorded`: the register took a first filing. `data` has its `position` and the key of its `round`.
    FilingRecorded,
    /// `filing.amended`: it took an amendment.
    FilingAmended,
    /// `filing.withdrawn`: it took a withdrawal.
    FilingWithdrawn,
    /// `filing.visibility_changed`: anybody reads more or less of a filing than before, by an act of its State or as an
    /// embargo has ended.
    FilingVisibilityChanged,
    /// `release.made`: figures of a `round` were released, under this `number`.
    ReleaseMade,
    /// `round.announced`: a `round` was laid down.
    RoundAnnounced,
    /// `round.opened`: a `round` has opened. `timestamp` is the instant at which it did.
    RoundOpened,
    /// `round.changed`: a `round` was revised, given further States, extended, closed sooner, archived or called off. Read it
    /// again: one that was called off is not found any more.
    RoundChanged,
    /// `round.closed`: a `round` has closed, at `timestamp`. One that is extended afterwards closes again.
    RoundClosed,
    /// `edition.published`: an `edition` of a questionnaire was published.
    EditionPublished,
    /// `proposal.published`: everybody reads a `version` of a `proposal` for the first time. `data` has the id of the proposal, by
    /// which `node` finds it, and the number of the version.
    ProposalPublished,
    /// `proposal.changed`: everybody reads a further `version` of a `proposal`.
    ProposalChanged,
    /// `proposal.closed`: a `proposal` that everybody reads is no longer put forward. `version` is the newest that everybody reads.
    ProposalClosed,
    /// `proposal.withdrawn`: a `proposal` that everybody reads was taken back. What was released stays to be read, as taken back.
    ProposalWithdrawn,
    /// `review.published`: an invited `review` and the reply to it are open to everybody. `data` has its id, by which `node` finds it.
    ReviewPublished,
}

/// Whether messages are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum WebhookStatus {
    /// They are.
    Active,
    /// Whoever keeps it has paused it: messages wait.
    Paused,
    /// Every attempt at one message failed: messages wait until it goes on.
    Failing,
    /// Whoever keeps it has ended it.
    Ended,
    /// The receiver answered 410 Gone, which ended it.
    Gone,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum WebhookOutcome {
    /// It is due, or will be.
    Waiting,
    /// The receiver has it.
    Delivered,
    /// It was tried as often as it is tried, or the receiver is gone.
    Failed,
}

/// Why an attempt came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "WebhookFailure", remote = "Failure")]
pub enum WebhookFailureCode {
    /// It was answered with another status than 2xx.
    Status,
    /// The address leads inside: nothing was sent.
    Inside,
    /// Nobody answers there, or TLS was refused.
    Unreachable,
    /// The answer took too long.
    TooSlow,
}

/// A message for a webhook, and how far it has come.
pub struct WebhookDelivery(store::WebhookDelivery);

/// A message for a webhook, and how far it has come.
#[Object]
impl WebhookDelivery {
    /// The `webhook-id` of the message: the same however often it is sent.
    async fn message_id(&self) -> String {
        self.0.message.to_string()
    }

    /// What it tells of; empty for a ping.
    async fn kind(&self) -> Option<WebhookKindCode> {
        self.0.event.kind().map(WebhookKindCode::from)
    }

    /// When that happened.
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// How far it has come.
    async fn outcome(&self) -> WebhookOutcome {
        match self.0.outcome {
            None => WebhookOutcome::Waiting,
            Some(Outcome::Delivered) => WebhookOutcome::Delivered,
            Some(Outcome::Failed) => WebhookOutcome::Failed,
        }
    }

    /// How often it was tried.
    async fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// When it is tried next, if the webhook is not paused; empty where it is over.
    async fn next_attempt_at(&self) -> Option<DateTime<Utc>> {
        self.0.next_at
    }

    /// When it was tried last.
    async fn last_attempt_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_at
    }

    /// The status that the receiver answered then.
    async fn last_status(&self) -> Option<u16> {
        self.0.last_status
    }

    /// Why that came to nothing; empty where it did not.
    async fn last_failure(&self) -> Option<WebhookFailureCode> {
        self.0.last_failure.map(WebhookFailureCode::from)
    }
}

/// Where a State or the secretariat is told what happens in the register.
pub struct Webhook(webhook::Webhook);

/// Where a State or the secretariat is told what happens in the register: messages in the form of Standard Webhooks, signed,
/// with ids and positions only.
#[Object]
impl Webhook {
    /// Names it for what is done with it.
    async fn id(&self) -> ID {
        node::id(Sort::Webhook, self.0.id.to_string())
    }

    /// The State that keeps it; empty where the secretariat does.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), self.0.state.as_ref()?)
    }

    /// Where messages are sent.
    async fn address(&self) -> &str {
        self.0.address.as_str()
    }

    /// What it is told of.
    async fn kinds(&self) -> Vec<WebhookKindCode> {
        self.0.kinds.iter().copied().map(WebhookKindCode::from).collect()
    }

    /// Whether messages are sent.
    async fn status(&self) -> WebhookStatus {
        match (self.0.ended, self.0.paused) {
            (Some((_, End::Keeper)), _) => WebhookStatus::Ended,
            (Some((_, End::Gone)), _) => WebhookStatus::Gone,
            (None, Some((_, Pause::Keeper))) => WebhookStatus::Paused,
            (None, Some((_, Pause::Failing))) => WebhookStatus::Failing,
            (None, None) => WebhookStatus::Active,
        }
    }

    /// When it was made.
    async fn made_at(&self) -> DateTime<Utc> {
        self.0.made_at
    }

    /// When its newest secret was made. The one before signs beside it for a day.
    async fn secret_made_at(&self) -> DateTime<Utc> {
        self.0.secret_made_at
    }

    /// Since when it is paused; empty where it is not.
    async fn paused_at(&self) -> Option<DateTime<Utc>> {
        self.0.paused.map(|(at, _)| at)
    }

    /// When it ended; empty where it has not.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended.map(|(at, _)| at)
    }

    /// Its messages of the last thirty days, the newest first.
    #[graphql(complexity = "5 + reckoned(first, None) * child_complexity")]
    async fn deliveries(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, WebhookDelivery>, Fault> {
        let page = Page {
            first,
            after,
            ..Page::default()
        };
        let slice = page.check()?;
        let before = slice.after.map(|text| text.parse::<i64>()).transpose();
        let before = before.map_err(|_| Fault::invalid().at("after"))?;
        let mut connection = Connection::new(before.is_some(), false);
        let snapshot = Call::of(ctx).snapshot().await?;
        let wanted = u32::try_from(slice.limit).unwrap_or(u32::MAX);
        let mut deliveries = snapshot.webhook_deliveries(self.0.id, before, wanted + 1).await?;
        connection.has_next_page = deliveries.len() > slice.limit;
        deliveries.truncate(slice.limit);
        let edges = deliveries.into_iter().map(|delivery| {
            let cursor = Cursor(delivery.sequence.to_string());
            Edge::new(cursor, WebhookDelivery(delivery))
        });
        connection.edges = edges.collect();
        Ok(connection)
    }
}

/// A webhook to make.
#[derive(InputObject)]
pub struct CreateWebhookInput {
    /// The code of the State that keeps it; left out: the secretariat.
    state: Option<String>,
    /// Where messages are sent: an https address outside, without user, password or fragment, of at most 2,000 bytes.
    address: String,
    /// What it is told of.
    kinds: Vec<WebhookKindCode>,
}

/// What is to be changed of a webhook; what is left out stays.
#[derive(InputObject)]
pub struct UpdateWebhookInput {
    /// The webhook.
    id: ID,
    /// Where messages are sent.
    address: Option<String>,
    /// What it is told of from now on.
    kinds: Option<Vec<WebhookKindCode>>,
    /// Whether it is paused. Where it goes on, what has waited is sent.
    is_paused: Option<bool>,
}

/// A webhook to end.
#[derive(InputObject)]
pub struct EndWebhookInput {
    /// The webhook.
    id: ID,
}

/// A webhook that is to sign with another secret.
#[derive(InputObject)]
pub struct RotateWebhookSecretInput {
    /// The webhook.
    id: ID,
}

/// From where on everything is sent again: an instant or a position, one of the two.
#[derive(InputObject)]
pub struct ReplayWebhookInput {
    /// The webhook.
    id: ID,
    /// What happened from this instant on.
    from: Option<DateTime<Utc>>,
    /// What happened from the filing at this position of the register on.
    position: Option<u32>,
}

/// A webhook to try.
#[derive(InputObject)]
pub struct TestWebhookInput {
    /// The webhook.
    id: ID,
}

/// A webhook with a secret that is shown this once.
#[derive(SimpleObject)]
pub struct WebhookSecretPayload {
    /// The webhook.
    webhook: Webhook,
    /// The secret, `whsec_` and 256 bits in base 64, by which the receiver verifies signatures.
    secret: String,
}

/// What became of a webhook.
#[derive(SimpleObject)]
pub struct WebhookPayload {
    /// The webhook.
    webhook: Webhook,
}

/// What is sent again.
#[derive(SimpleObject)]
pub struct ReplayWebhookPayload {
    /// The webhook.
    webhook: Webhook,
    /// How many messages are due again.
    count: i32,
}

/// A ping that is under way.
#[derive(SimpleObject)]
pub struct TestWebhookPayload {
    /// The webhook. What comes of the ping stands in its deliveries.
    webhook: Webhook,
    /// The `webhook-id` of the ping, which is of type `webhook.ping`.
    message_id: String,
}

/// Webhooks.
#[derive(Default)]
pub struct WebhookQuery;

#[Object]
impl WebhookQuery {
    /// The webhooks of a State, for its focal points, or without one those of the secretariat, for its officers: the oldest
    /// first, those that have ended as well.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn webhooks(&self, ctx: &Context<'_>, state: Option<String>) -> Result<Vec<Webhook>, Fault> {
        let call = Call::of(ctx);
        let state = read_state(state, "state")?;
        if !Keeper::may(call.actor(), state.as_ref()) {
            return Ok(Vec::new());
        }
        let webhooks = call.snapshot().await?.webhooks(state.as_ref()).await?;
        Ok(webhooks.into_iter().map(Webhook).collect())
    }
}

fn read_state(state: Option<String>, field: &str) -> Result<Option<StateCode>, Fault> {
    let state = state.map(StateCode::new).transpose();
    state.map_err(|_| Fault::invalid().at(field))
}

/// A webhook that the caller keeps, and the permit for it; what they may not read does not exist.
async fn kept(call: &Call, work: &Work, id: &ID) -> Result<(webhook::Webhook, Keeper), Fault> {
    let id = WebhookId(node::key(Sort::Webhook, id)?);
    let webhook = work.webhook(id).await?.ok_or_else(Fault::not_found)?;
    if !Keeper::may(call.actor(), webhook.state.as_ref()) {
        return Err(Fault::not_found());
    }
    let keeper = Keeper::of(call.actor(), webhook.state.clone())?;
    Ok((webhook, keeper))
}

/// A fresh secret: as it is shown, and as it is kept.
fn fresh_secret(call: &Call) -> (String, (WebhookSecretId, Vec<u8>)) {
    let (secret, id) = (WebhookSecret::fresh(call.mint()), WebhookSecretId(call.mint().id()));
    let sealed = call.app().courier().seal().seal(&secret, id, call.mint());
    (secret.shown(), (id, sealed))
}

/// What is done with webhooks.
#[derive(Default)]
pub struct WebhookMutation;

#[Object]
impl WebhookMutation {
    /// Makes a webhook with its secret, which is shown this once. A focal point makes those of the State, an officer those of the
    /// secretariat; at most five go on for each.
    async fn create_webhook(
        &self,
        ctx: &Context<'_>,
        input: CreateWebhookInput,
    ) -> Result<WebhookSecretPayload, Fault> {
        let call = Call::of(ctx);
        let state = read_state(input.state, "input.state")?;
        let keeper = Keeper::of(call.actor(), state.clone())?;
        let address = read_address(&input.address, call.app().courier().networks())?;
        let kinds = input.kinds.into_iter().map(EventKind::from).collect();
        let work = call.begin().await?;
        let going_on = work.webhooks_going_on(state.as_ref()).await?;
        let id = WebhookId(call.mint().id());
        let webhook = webhook::Webhook::made(keeper, id, address, kinds, going_on, call.now())?;
        let (secret, sealed) = fresh_secret(call);
        work.save_new_webhook(&webhook, sealed).await?;
        call.commit(work).await?;
        Ok(WebhookSecretPayload {
            webhook: Webhook(webhook),
            secret,
        })
    }

    /// Gives a webhook another address or other kinds, pauses it or lets it go on.
    async fn update_webhook(&self, ctx: &Context<'_>, input: UpdateWebhookInput) -> Result<WebhookPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (webhook, keeper) = kept(call, &work, &input.id).await?;
        let networks = call.app().courier().networks();
        let address = input.address.map(|text| read_address(&text, networks)).transpose()?;
        let kinds = input
            .kinds
            .map(|kinds| kinds.into_iter().map(EventKind::from).collect());
        let webhook = webhook.changed(keeper, address, kinds, input.is_paused, call.now())?;
        work.save_webhook(Verb::UpdateWebhook, &webhook).await?;
        call.commit(work).await?;
        Ok(WebhookPayload {
            webhook: Webhook(webhook),
        })
    }

    /// Ends a webhook for good. What was not sent is not sent any more.
    async fn end_webhook(&self, ctx: &Context<'_>, input: EndWebhookInput) -> Result<WebhookPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (webhook, keeper) = kept(call, &work, &input.id).await?;
        let webhook = webhook.end(keeper, call.now())?;
        work.save_webhook(Verb::EndWebhook, &webhook).await?;
        call.commit(work).await?;
        Ok(WebhookPayload {
            webhook: Webhook(webhook),
        })
    }

    /// Gives a webhook another secret, which is shown this once. For a day messages are signed with the one before as well, so that
    /// the receiver can change over; any before that signs no more.
    async fn rotate_webhook_secret(
        &self,
        ctx: &Context<'_>,
        input: RotateWebhookSecretInput,
    ) -> Result<WebhookSecretPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (webhook, keeper) = kept(call, &work, &input.id).await?;
        let webhook = webhook.rotated(keeper, call.now())?;
        let (secret, sealed) = fresh_secret(call);
        work.save_rotated_webhook(&webhook, sealed).await?;
        call.commit(work).await?;
        Ok(WebhookSecretPayload {
            webhook: Webhook(webhook),
            secret,
        })
    }

    /// Sends what happened in the last thirty days again, from an instant or a position on, of the kinds that the webhook asks for,
    /// also what happened before it was made. Each message has the id that it had.
    async fn replay_webhook(
        &self,
        ctx: &Context<'_>,
        input: ReplayWebhookInput,
    ) -> Result<ReplayWebhookPayload, Fault> {
        let call = Call::of(ctx);
        let from = match (input.from, input.position) {
            (Some(at), None) => ReplayFrom::Instant(at),
            (None, Some(position)) => ReplayFrom::Position(Position(position.into())),
            (Some(_), Some(_)) | (None, None) => return Err(Fault::invalid().at("input.from")),
        };
        let work = call.begin().await?;
        let (webhook, keeper) = kept(call, &work, &input.id).await?;
        webhook.replayed(keeper)?;
        let count = work.replay_webhook(&webhook, from).await?;
        call.commit(work).await?;
        Ok(ReplayWebhookPayload {
            webhook: Webhook(webhook),
            count: i32::try_from(count).unwrap_or(i32::MAX),
        })
    }

    /// Sends a webhook a ping, signed and retried like any message.
    async fn test_webhook(&self, ctx: &Context<'_>, input: TestWebhookInput) -> Result<TestWebhookPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (webhook, keeper) = kept(call, &work, &input.id).await?;
        webhook.pinged(keeper)?;
        let message = MessageId(call.mint().id());
        work.ping_webhook(&webhook, message).await?;
        call.commit(work).await?;
        Ok(TestWebhookPayload {
            webhook: Webhook(webhook),
            message_id: message.to_string(),
        })
    }
}
