//! Webhooks, for whoever keeps them. Their messages are written by triggers; sending them is in `courier.rs`.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::access::Verb;
use domain::id::{EditionId, MessageId, ProposalId, ReviewId, RoundKey, StateCode, WebhookId, WebhookSecretId};
use domain::submission::Position;
use domain::webhook::{Address, End, Event, EventKind, Failure, Outcome, Pause, Webhook};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::statement::{execute, one_row, sql};
use crate::submission::place;
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

/// From where on what happened is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayFrom {
    /// From an instant on.
    Instant(DateTime<Utc>),
    /// From the filing at a position of the register on.
    Position(Position),
}

/// A message for a webhook, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// The message.
    pub message: MessageId,
    /// Its place in the outbox.
    pub sequence: i64,
    /// What happened.
    pub event: Event,
    /// When.
    pub at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is due; none where it is over.
    pub next_at: Option<DateTime<Utc>>,
    /// How it ended; none where it has not.
    pub outcome: Option<Outcome>,
    /// When it was tried last.
    pub last_at: Option<DateTime<Utc>>,
    /// What the receiver answered then.
    pub last_status: Option<u16>,
    /// Why that came to nothing.
    pub last_failure: Option<Failure>,
}

#[derive(FromQueryResult)]
struct WebhookRow {
    id: Uuid,
    state_id: Option<String>,
    address: String,
    kinds: Vec<String>,
    made_by: Uuid,
    made_at: DateTime<Utc>,
    secret_made_at: DateTime<Utc>,
    paused_at: Option<DateTime<Utc>>,
    pause_reason: Option<String>,
    ended_at: Option<DateTime<Utc>>,
    end_reason: Option<String>,
}

/// What a message says, as its columns.
#[derive(FromQueryResult)]
pub(crate) struct EventColumns {
    pub(crate) message_id: Uuid,
    kind: String,
    position: Option<i64>,
    round: Option<String>,
    number: Option<i32>,
    edition: Option<String>,
    proposal: Option<Uuid>,
    version: Option<i32>,
    review: Option<Uuid>,
}

/// The columns of [`EventColumns`], of `webhook_message m`.
pub(crate) const EVENT: &str =
    "m.id as message_id, m.kind, m.position, m.round, m.number, m.edition, m.proposal, m.version, m.review";

const WEBHOOK: &str = "select id, state_id, address, kinds, made_by, made_at, secret_made_at, paused_at, pause_reason,
    ended_at, end_reason from webhook";

impl TryFrom<WebhookRow> for Webhook {
    type Error = StoreError;

    fn try_from(row: WebhookRow) -> Result<Self, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "webhook",
            column: column.to_owned(),
            row: row.id.to_string(),
        };
        let kinds = row
            .kinds
            .iter()
            .map(|kind| EventKind::from_code(kind))
            .collect::<Option<BTreeSet<_>>>();
        let paused = row.paused_at.zip(row.pause_reason.as_deref());
        let paused = paused.map(|(at, code)| Pause::from_code(code).map(|why| (at, why)).ok_or("pause_reason"));
        let ended = row.ended_at.zip(row.end_reason.as_deref());
        let ended = ended.map(|(at, code)| End::from_code(code).map(|why| (at, why)).ok_or("end_reason"));
        let state = row.state_id.as_ref().map(|code| StateCode::new(code.as_str()));
        Ok(Self {
            id: row.id.into(),
            state: state.transpose().map_err(|_| bad("state_id"))?,
            address: Address::stored(row.address.clone()),
            kinds: kinds.ok_or_else(|| bad("kinds"))?,
            made_by: row.made_by.into(),
            made_at: row.made_at,
            secret_made_at: row.secret_made_at,
            paused: paused.transpose().map_err(bad)?,
            ended: ended.transpose().map_err(bad)?,
        })
    }
}

impl EventColumns {
    /// The event, and the id of its message.
    pub(crate) fn read(self) -> Result<(MessageId, Event), StoreError> {
        let id = MessageId(self.message_id);
        let bad = || StoreError::Inconsistent {
            table: "webhook_message",
            column: self.kind.clone(),
            row: id.to_string(),
        };
        let round = || self.round.as_deref().and_then(|key| RoundKey::new(key).ok());
        let Some(kind) = EventKind::from_code(&self.kind) else {
            return if self.kind == Event::PING {
                Ok((id, Event::Ping))
            } else {
                Err(bad())
            };
        };
        let event = match kind {
            EventKind::FilingRecorded
            | EventKind::FilingAmended
            | EventKind::FilingWithdrawn
            | EventKind::FilingVisibilityChanged => {
                let position = self.position.and_then(|at| u64::try_from(at).ok()).map(Position);
                position
                    .zip(round())
                    .map(|(position, round)| Event::Filing { kind, position, round })
            }
            EventKind::ReleaseMade => {
                let number = self.number.and_then(|number| u32::try_from(number).ok());
                round()
                    .zip(number)
                    .map(|(round, number)| Event::Release { round, number })
            }
            EventKind::RoundAnnounced | EventKind::RoundOpened | EventKind::RoundChanged | EventKind::RoundClosed => {
                round().map(|round| Event::Round { kind, round })
            }
            EventKind::EditionPublished => {
                let edition = self.edition.as_deref().and_then(|id| id.parse::<EditionId>().ok());
                edition.map(|edition| Event::Edition { edition })
            }
            EventKind::ProposalPublished
            | EventKind::ProposalChanged
            | EventKind::ProposalClosed
            | EventKind::ProposalWithdrawn => {
                let version = self.version.and_then(|number| u32::try_from(number).ok());
                let proposal = self.proposal.map(ProposalId).zip(version);
                proposal.map(|(proposal, version)| Event::Proposal {
                    kind,
                    proposal,
                    version,
                })
            }
            EventKind::ReviewPublished => self.review.map(|id| Event::Review { review: ReviewId(id) }),
        };
        event.map(|event| (id, event)).ok_or_else(bad)
    }
}

async fn webhooks(connection: &Transaction, state: Option<&StateCode>) -> Result<Vec<Webhook>, StoreError> {
    let text = format!("{WEBHOOK} where state_id is not distinct from $1 order by made_at, id");
    let statement = sql(&text, [state.map(ToString::to_string).into()]);
    let rows = WebhookRow::find_by_statement(statement).all(connection).await?;
    rows.into_iter().map(Webhook::try_from).collect()
}

impl Snapshot {
    /// The webhooks of a State, or without one of the secretariat, the oldest first, those that have ended as well.
    pub async fn webhooks(&self, state: Option<&StateCode>) -> Result<Vec<Webhook>, StoreError> {
        webhooks(self.connection(), state).await
    }

    /// The deliveries of a webhook before a place in the outbox, the newest first, at most so many.
    pub async fn webhook_deliveries(
        &self,
        webhook: WebhookId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<WebhookDelivery>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            #[sea_orm(nested)]
            event: EventColumns,
            sequence: i64,
            at: DateTime<Utc>,
            attempts: i16,
            next_at: Option<DateTime<Utc>>,
            outcome: Option<String>,
            last_at: Option<DateTime<Utc>>,
            last_status: Option<i16>,
            last_failure: Option<String>,
        }
        let text = format!(
            "select {EVENT}, m.sequence, m.at, d.attempts, d.next_at, d.outcome, d.last_at, d.last_status, d.last_failure
             from webhook_delivery d join webhook_message m on m.id = d.message_id
             where d.webhook_id = $1 and ($2::bigint is null or m.sequence < $2)
             order by m.sequence desc limit $3"
        );
        let statement = sql(&text, [webhook.0.into(), before.into(), i64::from(limit).into()]);
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let read = |row: Row| {
            let (message, event) = row.event.read()?;
            let bad = |column: &str| StoreError::Inconsistent {
                table: "webhook_delivery",
                column: column.to_owned(),
                row: message.to_string(),
            };
            let outcome = row
                .outcome
                .map(|code| Outcome::from_code(&code).ok_or_else(|| bad("outcome")));
            let failure = row
                .last_failure
                .map(|code| Failure::from_code(&code).ok_or_else(|| bad("last_failure")));
            Ok(WebhookDelivery {
                message,
                sequence: row.sequence,
                event,
                at: row.at,
                attempts: row.attempts.unsigned_abs().into(),
                next_at: row.next_at,
                outcome: outcome.transpose()?,
                last_at: row.last_at,
                last_status: row.last_status.map(i16::unsigned_abs),
                last_failure: failure.transpose()?,
            })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Work {
    /// How many webhooks of a State, or without one of the secretariat, go on. Nobody makes one meanwhile.
    pub async fn webhooks_going_on(&self, state: Option<&StateCode>) -> Result<usize, StoreError> {
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtext('normtrack.webhook ' || coalesce($1, '-')))",
            [state.map(ToString::to_string).into()],
        )
        .await?;
        let webhooks = webhooks(self.connection(), state).await?;
        Ok(webhooks.iter().filter(|webhook| webhook.ended.is_none()).count())
    }

    /// A webhook, if the scope may change it. Nobody else changes it meanwhile.
    pub async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
        let statement = sql(&format!("{WEBHOOK} where id = $1 for update"), [id.0.into()]);
        let row = WebhookRow::find_by_statement(statement).one(self.connection()).await?;
        row.map(Webhook::try_from).transpose()
    }

    /// Keeps a webhook with its first secret.
    pub async fn save_new_webhook(
        &self,
        webhook: &Webhook,
        secret: (WebhookSecretId, Vec<u8>),
    ) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into webhook (id, state_id, address, kinds, made_by, made_at, secret_made_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                webhook.id.0.into(),
                webhook.state.as_ref().map(ToString::to_string).into(),
                webhook.address.as_str().into(),
                kinds(webhook).into(),
                webhook.made_by.0.into(),
                webhook.made_at.into(),
                webhook.secret_made_at.into(),
            ],
        )
        .await?;
        self.keep_webhook_secret(webhook, secret).await?;
        self.trail_of_webhook(Verb::CreateWebhook, webhook).await
    }

    /// Keeps what became of a webhook.
    pub async fn save_webhook(&self, verb: Verb, webhook: &Webhook) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update webhook set address = $2, kinds = $3, secret_made_at = $4, paused_at = $5, pause_reason = $6,
                 ended_at = $7, end_reason = $8
             where id = $1 and ended_at is null",
            [
                webhook.id.0.into(),
                webhook.address.as_str().into(),
                kinds(webhook).into(),
                webhook.secret_made_at.into(),
                webhook.paused.map(|(at, _)| at).into(),
                webhook.paused.map(|(_, why)| why.code()).into(),
                webhook.ended.map(|(at, _)| at).into(),
                webhook.ended.map(|(_, why)| why.code()).into(),
            ],
            Constraint::Revision,
        )
        .await?;
        self.trail_of_webhook(verb, webhook).await
    }

    /// Keeps a further secret of a webhook.
    pub async fn save_rotated_webhook(
        &self,
        webhook: &Webhook,
        secret: (WebhookSecretId, Vec<u8>),
    ) -> Result<(), StoreError> {
        self.keep_webhook_secret(webhook, secret).await?;
        self.save_webhook(Verb::RotateWebhookSecret, webhook).await
    }

    async fn keep_webhook_secret(
        &self,
        webhook: &Webhook,
        (id, sealed): (WebhookSecretId, Vec<u8>),
    ) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into webhook_secret (id, webhook_id, sealed, made_at) values ($1, $2, $3, $4)",
            [
                id.0.into(),
                webhook.id.0.into(),
                sealed.into(),
                webhook.secret_made_at.into(),
            ],
        )
        .await
        .map(drop)
    }

    /// Makes everything due again that is kept, of the kinds that the webhook asks for; returns how much that is.
    pub async fn replay_webhook(&self, webhook: &Webhook, from: ReplayFrom) -> Result<u64, StoreError> {
        let (instant, position) = match from {
            ReplayFrom::Instant(at) => (Some(at), None),
            ReplayFrom::Position(at) => (None, Some(place(at))),
        };
        let count = execute(
            self.connection(),
            "insert into webhook_delivery (webhook_id, message_id, next_at)
             select $1, m.id, $2 from webhook_message m
             where m.kind = any ($3) and m.at > $6
               and ($4::timestamptz is null or m.at >= $4)
               and ($5::bigint is null or m.sequence >= (
                   select min(f.sequence) from webhook_message f
                   where f.position >= $5 and f.kind <> 'filing.visibility_changed'))
             on conflict (webhook_id, message_id) do update
             set next_at = excluded.next_at, attempts = 0, outcome = null, leased_until = null",
            [
                webhook.id.0.into(),
                self.now().into(),
                kinds(webhook).into(),
                instant.into(),
                position.into(),
                (self.now() - Webhook::KEPT).into(),
            ],
        )
        .await?;
        self.trail_of_webhook(Verb::ReplayWebhook, webhook).await?;
        Ok(count)
    }

    /// Writes a ping for one webhook.
    pub async fn ping_webhook(&self, webhook: &Webhook, message: MessageId) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into webhook_message (id, kind, at, webhook_id, is_told) values ($1, $2, $3, $4, true)",
            [
                message.0.into(),
                Event::PING.into(),
                self.now().into(),
                webhook.id.0.into(),
            ],
        )
        .await?;
        execute(
            self.connection(),
            "insert into webhook_delivery (webhook_id, message_id, next_at) values ($1, $2, $3)",
            [webhook.id.0.into(), message.0.into(), self.now().into()],
        )
        .await
        .map(drop)
    }

    async fn trail_of_webhook(&self, verb: Verb, webhook: &Webhook) -> Result<(), StoreError> {
        let state = webhook.state.as_ref().map(ToString::to_string);
        self.trail(verb.code(), state, &webhook.id.to_string()).await
    }
}

fn kinds(webhook: &Webhook) -> Vec<String> {
    webhook.kinds.iter().map(|kind| kind.code().to_owned()).collect()
}
