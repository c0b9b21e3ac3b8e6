//! Sending what the outbox holds. Several processes share the work: whoever leases a delivery has it for a while, and what a
//! process that died had leased is due again when the lease is over. Needs the courier's scope.

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{MessageId, WebhookId, WebhookSecretId};
use domain::webhook::{Address, Answer, End, Event, Outcome, Pause, Verdict, Webhook};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::statement::{execute, sql};
use crate::webhook::{EVENT, EventColumns};
use crate::{Snapshot, StoreError, Work};

/// A message that is to be sent now.
#[derive(Clone, Debug)]
pub struct DueDelivery {
    /// To whom.
    pub webhook: WebhookId,
    /// Where.
    pub address: Address,
    /// The secrets that sign it, the newest first, each sealed.
    pub secrets: Vec<(WebhookSecretId, Vec<u8>)>,
    /// The message.
    pub message: MessageId,
    /// What happened.
    pub event: Event,
    /// When.
    pub at: DateTime<Utc>,
    /// How often it was tried before.
    pub attempts: u32,
    /// Until when nobody else has it.
    pub leased_until: DateTime<Utc>,
}

impl Work {
    /// Makes the deliveries of what has happened, for each webhook that asked for it; returns how many messages were told.
    pub async fn tell_webhooks(&self) -> Result<u64, StoreError> {
        // What came to pass by an instant alone no trigger has written.
        execute(
            self.connection(),
            "select webhook_of_instants(), webhook_of_embargoes()",
            [],
        )
        .await?;
        execute(
            self.connection(),
            "with fresh as (
                 select id, kind, at from webhook_message where not is_told order by sequence limit 500
                 for update skip locked),
             made as (
                 insert into webhook_delivery (webhook_id, message_id, next_at)
                 select w.id, f.id, $1 from fresh f
                 join webhook w on f.kind = any (w.kinds) and w.made_at <= f.at and w.ended_at is null
                 on conflict do nothing)
             update webhook_message m set is_told = true from fresh f where m.id = f.id",
            [self.now().into()],
        )
        .await
    }

    /// Leases what is due: one message of each webhook, the oldest first, of so many webhooks. A webhook that somebody is at is
    /// left alone, so that a slow receiver holds up nobody else and gets one message at a time.
    pub async fn lease_deliveries(&self, lease: TimeDelta, most: u32) -> Result<Vec<DueDelivery>, StoreError> {
        #[derive(FromQueryResult)]
        struct Free {
            id: Uuid,
        }
        #[derive(FromQueryResult)]
        struct Row {
            #[sea_orm(nested)]
            event: EventColumns,
            webhook_id: Uuid,
            address: String,
            at: DateTime<Utc>,
            attempts: i16,
        }
        #[derive(FromQueryResult)]
        struct Secret {
            id: Uuid,
            webhook_id: Uuid,
            sealed: Vec<u8>,
        }
        let statement = sql(
            "select w.id from webhook w
             where w.ended_at is null and w.paused_at is null
               and exists (select from webhook_delivery d where d.webhook_id = w.id and d.next_at <= $1)
               and not exists (select from webhook_delivery d where d.webhook_id = w.id and d.leased_until > $1)
             limit $2 for update skip locked",
            [self.now().into(), i64::from(most).into()],
        );
        let free = Free::find_by_statement(statement).all(self.connection()).await?;
        if free.is_empty() {
            return Ok(Vec::new());
        }
        let free: Vec<Uuid> = free.into_iter().map(|row| row.id).collect();
        let leased_until = self.now() + lease;
        let text = format!(
            "with due as (
                 select distinct on (d.webhook_id) d.webhook_id, d.message_id
                 from webhook_delivery d join webhook_message m on m.id = d.message_id
                 where d.webhook_id = any ($1) and d.next_at <= $2
                 order by d.webhook_id, d.next_at, m.sequence),
             leased as (
                 update webhook_delivery d set leased_until = $3 from due
                 where d.webhook_id = due.webhook_id and d.message_id = due.message_id and d.next_at <= $2
                   and coalesce(d.leased_until <= $2, true)
                 returning d.webhook_id, d.message_id, d.attempts)
             select {EVENT}, l.webhook_id, w.address, m.at, l.attempts
             from leased l join webhook w on w.id = l.webhook_id join webhook_message m on m.id = l.message_id
             order by m.sequence, l.webhook_id"
        );
        let values = [free.clone().into(), self.now().into(), leased_until.into()];
        let rows = Row::find_by_statement(sql(&text, values))
            .all(self.connection())
            .await?;
        let statement = sql(
            "select id, webhook_id, sealed from (
                 select id, webhook_id, sealed, row_number() over newest as place, lag(made_at) over newest as followed_at
                 from webhook_secret where webhook_id = any ($1)
                 window newest as (partition by webhook_id order by made_at desc, id desc)) s
             where place = 1 or (place = 2 and followed_at > $2) order by place",
            [free.into(), (self.now() - Webhook::OVERLAP).into()],
        );
        let secrets = Secret::find_by_statement(statement).all(self.connection()).await?;
        let read = |row: Row| {
            let (message, event) = row.event.read()?;
            let of_it = secrets.iter().filter(|secret| secret.webhook_id == row.webhook_id);
            Ok(DueDelivery {
                webhook: row.webhook_id.into(),
                address: Address::stored(row.address),
                secrets: of_it
                    .map(|secret| (WebhookSecretId(secret.id), secret.sealed.clone()))
                    .collect(),
                message,
                event,
                at: row.at,
                attempts: row.attempts.unsigned_abs().into(),
                leased_until,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Keeps what came of an attempt. Nothing is kept where the lease was lost meanwhile, or the message was made due anew.
    pub async fn settle_delivery(&self, due: &DueDelivery, answer: Answer, verdict: Verdict) -> Result<(), StoreError> {
        let (next_at, outcome) = match verdict {
            Verdict::Delivered => (None, Some(Outcome::Delivered)),
            Verdict::Again(at) => (Some(at), None),
            Verdict::Exhausted | Verdict::Gone => (None, Some(Outcome::Failed)),
        };
        let settled = execute(
            self.connection(),
            "update webhook_delivery set attempts = attempts + 1, next_at = $4, outcome = $5, leased_until = null,
                 last_at = $6, last_status = $7, last_failure = $8
             where webhook_id = $1 and message_id = $2 and leased_until = $3",
            [
                due.webhook.0.into(),
                due.message.0.into(),
                due.leased_until.into(),
                next_at.into(),
                outcome.map(Outcome::code).into(),
                self.now().into(),
                answer.status().and_then(|status| i16::try_from(status).ok()).into(),
                answer.failure().map(domain::webhook::Failure::code).into(),
            ],
        )
        .await?;
        if settled == 0 {
            return Ok(());
        }
        let (text, reason) = match verdict {
            Verdict::Delivered | Verdict::Again(_) => return Ok(()),
            Verdict::Exhausted => (
                "update webhook set paused_at = $2, pause_reason = $3
                 where id = $1 and ended_at is null and paused_at is null",
                Pause::Failing.code(),
            ),
            Verdict::Gone => (
                "update webhook set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null",
                End::Gone.code(),
            ),
        };
        let values = [due.webhook.0.into(), self.now().into(), reason.into()];
        execute(self.connection(), text, values).await.map(drop)
    }

    /// Removes messages that are too old, with their deliveries, and secrets that sign nothing any more: each that has a
    /// successor but one, or one that is older than the overlap.
    pub async fn sweep_webhooks(&self) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "delete from webhook_message where at <= $1 and is_told",
            [(self.now() - Webhook::KEPT).into()],
        )
        .await?;
        execute(
            self.connection(),
            "delete from webhook_secret s using (
                 select id, row_number() over newest as place, lag(made_at) over newest as followed_at
                 from webhook_secret window newest as (partition by webhook_id order by made_at desc, id desc)) o
             where o.id = s.id and (o.place > 2 or o.followed_at <= $1)",
            [(self.now() - Webhook::OVERLAP).into()],
        )
        .await
        .map(drop)
    }
}

impl Snapshot {
    /// How long what is due has waited, in seconds, of webhooks that are not paused; 0 where nothing is due.
    pub async fn oldest_delivery(&self) -> Result<f64, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            oldest: f64,
        }
        let statement = sql(
            "select coalesce(extract(epoch from max($1 - m.at)), 0)::double precision as oldest
             from webhook_delivery d join webhook w on w.id = d.webhook_id join webhook_message m on m.id = d.message_id
             where d.next_at is not null and w.ended_at is null and w.paused_at is null",
            [self.now().into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map_or(0.0, |row| row.oldest))
    }
}
