//! Compilations of rounds: what is asked for, and the work on it, which any process goes on with. Whoever leases one has it for a
//! while; what a process that died had leased can be leased again when that is over, and what it had made stays. Needs the
//! scope of the secretariat.

mod making;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::id::{AccountId, CompilationId, RoundId, StateCode};
use domain::language::Language;
use domain::report::{Compilation, CompilationFailure, CompilationItem, CompilationKind, CompilationReaders};
use domain::submission::Position;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::record::number;
use crate::statement::sql;
use crate::transaction::Transaction;
use crate::{Snapshot, StoreError};

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
