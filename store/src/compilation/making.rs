//! What is asked for is written down, and whoever leases the work on it writes down how far it has come.

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{CompilationId, RoundId};
use domain::report::{Compilation, CompilationFailure, CompilationItem};
use domain::submission::Position;
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

use super::{
    COLUMNS, CompilationPart, Division, Gathered, KeptCompilation, KeptVolume, LeasedCompilation, Row, compilations,
};
use crate::statement::{execute, one_row, sql};
use crate::submission::place;
use crate::{Constraint, StoreError, Work};

impl Work {
    /// The compilations of a round. Nobody asks for another one meanwhile.
    pub async fn compilations_of(&self, round: RoundId) -> Result<Vec<KeptCompilation>, StoreError> {
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtext('normtrack.compilation ' || $1))",
            [round.to_string().into()],
        )
        .await?;
        compilations(self.connection(), None, Some(round)).await
    }

    /// Keeps what was asked for.
    pub async fn save_compilation(&self, asked: &Compilation) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into compilation (id, round_id, kind, symbol, number, follows_id, since, position, language, pdf, readers,
                 asked_by, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            [
                asked.id.0.into(),
                asked.round.0.into(),
                asked.kind.code().into(),
                asked.symbol.clone().into(),
                i64::from(asked.number).into(),
                asked.follows.map(|id| id.0).into(),
                place(asked.since).into(),
                place(asked.as_of).into(),
                asked.language.code().into(),
                asked.pdf.into(),
                asked.readers.code().into(),
                asked.asked_by.0.into(),
                asked.asked_at.into(),
            ],
        )
        .await?;
        let detail = json!({
            "round": asked.round.to_string(),
            "kind": asked.kind.code(),
            "as_of": asked.as_of.0,
            "language": asked.language.code(),
            "readers": asked.readers.code(),
        });
        let verb = domain::access::Verb::CompileRound;
        self.trail_with(verb.code(), None, &asked.id.to_string(), detail).await
    }

    /// Leases the oldest compilation that nobody is at.
    pub async fn lease_compilation(
        &self,
        worker: Uuid,
        lease: TimeDelta,
    ) -> Result<Option<LeasedCompilation>, StoreError> {
        #[derive(FromQueryResult)]
        struct Leased {
            #[sea_orm(nested)]
            row: Row,
            attempts: i16,
            planned_at: Option<DateTime<Utc>>,
            divided_at: Option<DateTime<Utc>>,
        }
        let text = format!(
            "update compilation c set leased_until = $2, leased_by = $3, attempts = attempts + 1
             where c.id = (select id from compilation where done_at is null and failed_at is null
                             and coalesce(leased_until <= $1, true) order by asked_at, id limit 1 for update skip locked)
             returning {COLUMNS}, c.attempts, c.planned_at, c.divided_at"
        );
        let values = [self.now().into(), (self.now() + lease).into(), worker.into()];
        let leased = Leased::find_by_statement(sql(&text, values))
            .one(self.connection())
            .await?;
        let read = |leased: Leased| {
            Ok(LeasedCompilation {
                attempts: leased.attempts.unsigned_abs().into(),
                is_planned: leased.planned_at.is_some(),
                is_divided: leased.divided_at.is_some(),
                compilation: leased.row.read()?,
            })
        };
        leased.map(read).transpose()
    }

    /// Has a leased compilation for longer. A conflict where somebody else has it by now: then nothing more is to be kept.
    pub async fn hold_compilation(&self, id: CompilationId, worker: Uuid, lease: TimeDelta) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update compilation set leased_until = $3
             where id = $1 and leased_by = $2 and leased_until > $4 and done_at is null and failed_at is null",
            [
                id.0.into(),
                worker.into(),
                (self.now() + lease).into(),
                self.now().into(),
            ],
            Constraint::Revision,
        )
        .await
    }

    /// Keeps which replies are in a compilation.
    pub async fn plan_compilation(&self, id: CompilationId, parts: &[CompilationPart]) -> Result<(), StoreError> {
        // Arrays of PostgreSQL's driver here hold no nulls: nobody's name is empty, and no act stands at 0.
        let (mut places, mut states, mut items) = (Vec::new(), Vec::new(), Vec::new());
        let (mut acts, mut befores) = (Vec::new(), Vec::new());
        for part in parts {
            let (item, act, before) = match part.item {
                CompilationItem::Reply(act) => ("reply", act, None),
                CompilationItem::Replaced { before, now } => ("replaced", now, Some(before)),
                CompilationItem::Withdrawn { before, by } => ("withdrawn", by, Some(before)),
            };
            places.push(i32::try_from(part.place).unwrap_or(i32::MAX));
            states.push(part.state.as_ref().map(ToString::to_string).unwrap_or_default());
            items.push(item.to_owned());
            acts.push(place(act));
            befores.push(before.map_or(0, place));
        }
        execute(
            self.connection(),
            "insert into compilation_part (compilation_id, sort, place, state_id, item, act, before)
             select $1, 'reply', p.place, nullif(p.state_id, ''), p.item, p.act, nullif(p.before, 0)
             from unnest($2::int[], $3::text[], $4::text[], $5::bigint[], $6::bigint[]) p (place, state_id, item, act, before)",
            [
                id.0.into(),
                places.into(),
                states.into(),
                items.into(),
                acts.into(),
                befores.into(),
            ],
        )
        .await?;
        let text = "update compilation set planned_at = $2 where id = $1 and planned_at is null";
        one_row(
            self.connection(),
            text,
            [id.0.into(), self.now().into()],
            Constraint::Revision,
        )
        .await
    }

    /// Keeps what was gathered of a reply.
    pub async fn keep_reply(&self, id: CompilationId, which: u32, gathered: Gathered) -> Result<(), StoreError> {
        let (edge, sharing) = gathered.version;
        execute(
            self.connection(),
            "update compilation_part set made_at = $3, body = $4, questions = $5, edge = $6, sharing = $7
             where compilation_id = $1 and sort = 'reply' and place = $2 and made_at is null",
            [
                id.0.into(),
                i64::from(which).into(),
                self.now().into(),
                gathered.body.into(),
                i64::from(gathered.questions).into(),
                place(edge).into(),
                i64::try_from(sharing).unwrap_or(i64::MAX).into(),
            ],
        )
        .await
        .map(drop)
    }

    /// Gives up what was gathered before an instant, where something may have been withdrawn or shared otherwise since; returns how
    /// many replies that is.
    pub async fn give_up_stale_replies(
        &self,
        id: CompilationId,
        before: DateTime<Utc>,
        (edge, sharing): (Position, u64),
    ) -> Result<u64, StoreError> {
        execute(
            self.connection(),
            "update compilation_part set made_at = null, body = null, questions = null
             where compilation_id = $1 and sort = 'reply' and made_at <= $2 and (edge, sharing) <> ($3, $4)",
            [
                id.0.into(),
                before.into(),
                place(edge).into(),
                i64::try_from(sharing).unwrap_or(i64::MAX).into(),
            ],
        )
        .await
    }

    /// Keeps which replies go into which volume.
    pub async fn divide_compilation(&self, id: CompilationId, volumes: &[Division]) -> Result<(), StoreError> {
        let column = |of: fn(&Division) -> u32| -> Vec<i32> {
            let numbers = volumes.iter().map(of);
            numbers
                .map(|number| i32::try_from(number).unwrap_or(i32::MAX))
                .collect()
        };
        execute(
            self.connection(),
            "insert into compilation_part (compilation_id, sort, place, first, until)
             select $1, 'volume', v.* from unnest($2::int[], $3::int[], $4::int[]) v",
            [
                id.0.into(),
                column(|volume| volume.place).into(),
                column(|volume| volume.first).into(),
                column(|volume| volume.until).into(),
            ],
        )
        .await?;
        let text = "update compilation set divided_at = $2 where id = $1 and divided_at is null";
        one_row(
            self.connection(),
            text,
            [id.0.into(), self.now().into()],
            Constraint::Revision,
        )
        .await
    }

    /// Keeps a volume that was set and lies in the evidence store.
    pub async fn keep_volume(&self, id: CompilationId, volume: KeptVolume) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update compilation_part set made_at = $3, sha256 = $4, size = $5
             where compilation_id = $1 and sort = 'volume' and place = $2 and sha256 is null",
            [
                id.0.into(),
                i64::from(volume.place).into(),
                self.now().into(),
                volume.sha256.to_vec().into(),
                i64::try_from(volume.size).unwrap_or(i64::MAX).into(),
            ],
            Constraint::Revision,
        )
        .await
    }

    /// Ends a compilation that is done. What was gathered stands in its volumes and is given up here.
    pub async fn finish_compilation(&self, id: CompilationId) -> Result<(), StoreError> {
        let text = "update compilation set done_at = $2, leased_until = null where id = $1";
        one_row(
            self.connection(),
            text,
            [id.0.into(), self.now().into()],
            Constraint::Revision,
        )
        .await?;
        self.give_up_bodies(id).await
    }

    /// Ends a compilation that comes to nothing.
    pub async fn fail_compilation(&self, id: CompilationId, why: CompilationFailure) -> Result<(), StoreError> {
        let text = "update compilation set failed_at = $2, failure = $3, leased_until = null where id = $1";
        let values = [id.0.into(), self.now().into(), why.code().into()];
        one_row(self.connection(), text, values, Constraint::Revision).await?;
        self.give_up_bodies(id).await
    }

    async fn give_up_bodies(&self, id: CompilationId) -> Result<(), StoreError> {
        let text = "update compilation_part set body = null where compilation_id = $1 and sort = 'reply'";
        execute(self.connection(), text, [id.0.into()]).await.map(drop)
    }
}
