//! Compilations of rounds: what is asked for, and the work on it, which any process goes on with. Whoever leases one has it for a
//! while; what a process that died had leased can be leased again when that is over, and what it had made stays. Needs the
//! scope of the secretariat.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{AccountId, CompilationId, RoundId, StateCode};
use domain::language::Language;
use domain::report::{Compilation, CompilationFailure, CompilationItem, CompilationKind, CompilationReaders};
use domain::submission::Position;
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

use crate::record::number;
use crate::statement::{execute, one_row, sql};
use crate::submission::place;
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

/// A volume of a compilation, as it lies in the evidence store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptVolume {
    /// Which, counted from 0.
    pub place: u32,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// How many there are.
    pub size: u64,
}

/// A compilation and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCompilation {
    /// What was asked for.
    pub compilation: Compilation,
    /// How many replies are in it; none where that is not known yet.
    pub replies: Option<u32>,
    /// How many of them are gathered.
    pub gathered: u32,
    /// How many volumes it has; none where that is not known yet.
    pub volumes: Option<u32>,
    /// Those that are set, in order.
    pub set: Vec<KeptVolume>,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
    /// When and why it came to nothing, if so.
    pub failed: Option<(DateTime<Utc>, CompilationFailure)>,
}

/// A compilation that a process is at.
#[derive(Clone, Debug)]
pub struct LeasedCompilation {
    /// What was asked for.
    pub compilation: Compilation,
    /// How often a process began with it or went on, this time included.
    pub attempts: u32,
    /// Whether it is known which replies are in it.
    pub is_planned: bool,
    /// Whether it is known which go into which volume.
    pub is_divided: bool,
}

/// A reply that is in a compilation, or is told of in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompilationPart {
    /// Its place, counted from 0.
    pub place: u32,
    /// The State; none where its name may not be told.
    pub state: Option<StateCode>,
    /// What is said.
    pub item: CompilationItem,
}

/// What was gathered of a reply.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// What it says.
    pub body: Vec<u8>,
    /// How many questions that is.
    pub questions: u32,
    /// How far the register had come, and how often sharing had changed.
    pub version: (Position, u64),
}

/// A volume with the places of its replies, from the first up to the last and without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Which, counted from 0.
    pub place: u32,
    /// The first reply.
    pub first: u32,
    /// The first that is not in it any more.
    pub until: u32,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    round_id: Uuid,
    kind: String,
    symbol: Option<String>,
    number: i32,
    follows_id: Option<Uuid>,
    since: i64,
    position: i64,
    language: String,
    pdf: bool,
    readers: String,
    asked_by: Uuid,
    asked_at: DateTime<Utc>,
}

const COLUMNS: &str =
    "c.id, c.round_id, c.kind, c.symbol, c.number, c.follows_id, c.since, c.position, c.language, c.pdf,
    c.readers, c.asked_by, c.asked_at";

fn bad(id: Uuid) -> impl Fn(&str) -> StoreError {
    move |column| StoreError::Inconsistent {
        table: "compilation",
        column: column.to_owned(),
        row: id.to_string(),
    }
}

fn count(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Row {
    fn read(self) -> Result<Compilation, StoreError> {
        let bad = bad(self.id);
        Ok(Compilation {
            id: CompilationId(self.id),
            round: RoundId(self.round_id),
            kind: CompilationKind::from_code(&self.kind).ok_or_else(|| bad("kind"))?,
            symbol: self.symbol,
            number: u32::try_from(self.number).map_err(|_| bad("number"))?,
            follows: self.follows_id.map(CompilationId),
            since: Position(number(self.since).ok_or_else(|| bad("since"))?),
            as_of: Position(number(self.position).ok_or_else(|| bad("position"))?),
            language: Language::from_code(&self.language).ok_or_else(|| bad("language"))?,
            pdf: self.pdf,
            readers: CompilationReaders::from_code(&self.readers).ok_or_else(|| bad("readers"))?,
            asked_by: AccountId(self.asked_by),
            asked_at: self.asked_at,
        })
    }
}

async fn compilations(
    connection: &Transaction,
    id: Option<CompilationId>,
    round: Option<RoundId>,
) -> Result<Vec<KeptCompilation>, StoreError> {
    #[derive(FromQueryResult)]
    struct Full {
        #[sea_orm(nested)]
        row: Row,
        planned_at: Option<DateTime<Utc>>,
        divided_at: Option<DateTime<Utc>>,
        done_at: Option<DateTime<Utc>>,
        failed_at: Option<DateTime<Utc>>,
        failure: Option<String>,
        replies: i64,
        gathered: i64,
        volumes: i64,
    }
    #[derive(FromQueryResult)]
    struct Volume {
        compilation_id: Uuid,
        place: i32,
        sha256: Vec<u8>,
        size: i64,
    }
    let text = format!(
        "select {COLUMNS}, c.planned_at, c.divided_at, c.done_at, c.failed_at, c.failure, p.*
         from compilation c, lateral (
             select count(*) filter (where sort = 'reply') as replies,
                    count(*) filter (where sort = 'reply' and made_at is not null) as gathered,
                    count(*) filter (where sort = 'volume') as volumes
             from compilation_part where compilation_id = c.id) p
         where coalesce(c.id = $1, true) and coalesce(c.round_id = $2, true) order by c.asked_at, c.id"
    );
    let (id, round) = (id.map(|id| id.0), round.map(|id| id.0));
    let rows = Full::find_by_statement(sql(&text, [id.into(), round.into()]))
        .all(connection)
        .await?;
    let found: Vec<Uuid> = rows.iter().map(|full| full.row.id).collect();
    let statement = sql(
        "select compilation_id, place, sha256, size from compilation_part
         where compilation_id = any ($1) and sort = 'volume' and sha256 is not null order by compilation_id, place",
        [found.into()],
    );
    let volumes = Volume::find_by_statement(statement).all(connection).await?;
    let read = |full: Full| {
        let id = full.row.id;
        let bad = bad(id);
        let failure = full.failed_at.zip(full.failure.as_deref());
        let failed = failure.map(|(at, code)| {
            let failure = CompilationFailure::from_code(code).ok_or_else(|| bad("failure"))?;
            Ok::<_, StoreError>((at, failure))
        });
        let set = volumes
            .iter()
            .filter(|volume| volume.compilation_id == id)
            .map(|volume| {
                Ok(KeptVolume {
                    place: u32::try_from(volume.place).map_err(|_| bad("place"))?,
                    sha256: volume.sha256.as_slice().try_into().map_err(|_| bad("sha256"))?,
                    size: number(volume.size).ok_or_else(|| bad("size"))?,
                })
            });
        Ok(KeptCompilation {
            set: set.collect::<Result<_, StoreError>>()?,
            replies: full.planned_at.map(|_| count(full.replies)),
            gathered: count(full.gathered),
            volumes: full.divided_at.map(|_| count(full.volumes)),
            done_at: full.done_at,
            failed: failed.transpose()?,
            compilation: full.row.read()?,
        })
    };
    rows.into_iter().map(read).collect()
}

impl Snapshot {
    /// The compilations of a round, in the order in which they were asked for.
    pub async fn compilations(&self, round: RoundId) -> Result<Vec<KeptCompilation>, StoreError> {
        compilations(self.connection(), None, Some(round)).await
    }

    /// A compilation.
    pub async fn compilation(&self, id: CompilationId) -> Result<Option<KeptCompilation>, StoreError> {
        Ok(compilations(self.connection(), Some(id), None).await?.pop())
    }

    /// The filings from which something stands in compilations of a round that are done, of those for the same readers.
    pub async fn told_acts(
        &self,
        round: RoundId,
        readers: CompilationReaders,
    ) -> Result<BTreeSet<Position>, StoreError> {
        #[derive(FromQueryResult)]
        struct Act {
            act: i64,
        }
        let statement = sql(
            "select distinct p.act from compilation_part p join compilation c on c.id = p.compilation_id
             where c.round_id = $1 and c.readers = $2 and c.done_at is not null and p.sort = 'reply' and p.questions > 0",
            [round.0.into(), readers.code().into()],
        );
        let rows = Act::find_by_statement(statement).all(self.connection()).await?;
        Ok(rows.iter().filter_map(|row| number(row.act)).map(Position).collect())
    }

    /// The replies of a compilation that are not gathered yet.
    pub async fn open_replies(&self, id: CompilationId) -> Result<Vec<CompilationPart>, StoreError> {
        #[derive(FromQueryResult)]
        struct Part {
            place: i32,
            state_id: Option<String>,
            item: String,
            act: i64,
            before: Option<i64>,
        }
        let statement = sql(
            "select place, state_id, item, act, before from compilation_part
             where compilation_id = $1 and sort = 'reply' and made_at is null order by place",
            [id.0.into()],
        );
        let rows = Part::find_by_statement(statement).all(self.connection()).await?;
        let read = |row: Part| {
            let bad = |column: &str| StoreError::Inconsistent {
                table: "compilation_part",
                column: column.to_owned(),
                row: format!("{id} {}", row.place),
            };
            let act = Position(number(row.act).ok_or_else(|| bad("act"))?);
            let before = row.before.and_then(number).map(Position);
            let item = match (row.item.as_str(), before) {
                ("reply", None) => CompilationItem::Reply(act),
                ("replaced", Some(before)) => CompilationItem::Replaced { before, now: act },
                ("withdrawn", Some(before)) => CompilationItem::Withdrawn { before, by: act },
                _ => return Err(bad("item")),
            };
            let state = row.state_id.as_deref().map(StateCode::new).transpose();
            Ok(CompilationPart {
                place: u32::try_from(row.place).map_err(|_| bad("place"))?,
                state: state.map_err(|_| bad("state_id"))?,
                item,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// How many questions each reply of a compilation holds, in order.
    pub async fn reply_questions(&self, id: CompilationId) -> Result<Vec<u32>, StoreError> {
        #[derive(FromQueryResult)]
        struct Size {
            questions: i32,
        }
        let statement = sql(
            "select coalesce(questions, 0) as questions from compilation_part
             where compilation_id = $1 and sort = 'reply' order by place",
            [id.0.into()],
        );
        let rows = Size::find_by_statement(statement).all(self.connection()).await?;
        Ok(rows.iter().map(|row| row.questions.unsigned_abs()).collect())
    }

    /// The volumes of a compilation, in order, and whether each is set.
    pub async fn divisions(&self, id: CompilationId) -> Result<Vec<(Division, bool)>, StoreError> {
        #[derive(FromQueryResult)]
        struct Volume {
            place: i32,
            first: i32,
            until: i32,
            is_set: bool,
        }
        let statement = sql(
            "select place, first, until, sha256 is not null as is_set from compilation_part
             where compilation_id = $1 and sort = 'volume' order by place",
            [id.0.into()],
        );
        let rows = Volume::find_by_statement(statement).all(self.connection()).await?;
        let read = |row: &Volume| {
            let division = Division {
                place: row.place.unsigned_abs(),
                first: row.first.unsigned_abs(),
                until: row.until.unsigned_abs(),
            };
            (division, row.is_set)
        };
        Ok(rows.iter().map(read).collect())
    }

    /// What was gathered of the replies of a volume, in order.
    pub async fn bodies(&self, id: CompilationId, of: Division) -> Result<Vec<Vec<u8>>, StoreError> {
        #[derive(FromQueryResult)]
        struct Body {
            body: Vec<u8>,
        }
        let statement = sql(
            "select body from compilation_part where compilation_id = $1 and sort = 'reply' and place >= $2 and place < $3
               and body is not null order by place",
            [id.0.into(), i64::from(of.first).into(), i64::from(of.until).into()],
        );
        let rows = Body::find_by_statement(statement).all(self.connection()).await?;
        Ok(rows.into_iter().map(|row| row.body).collect())
    }
}

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
