//! The log of the register as everybody may see it: entries, heads and proofs, each in O(log n) reads of stored nodes.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::submission::{EntryKind, Position};
use register::{Consistency, FiledAt, Frontier, Hash, HeadClaims, Inclusion, LogEntry, ProofError, TreeHead};
use sea_orm::FromQueryResult;

use crate::filing::register_kind;
use crate::record::number;
use crate::statement::sql;
use crate::submission::place;
use crate::{Snapshot, StoreError};

/// How a stored node is found.
type Fetch<'f> = &'f dyn Fn(u32, u64) -> Option<Hash>;

pub(crate) fn instant(at: DateTime<Utc>) -> Result<FiledAt, StoreError> {
    FiledAt::from_unix_micros(at.timestamp_micros()).map_err(|error| StoreError::Internal(error.into()))
}

impl Snapshot {
    /// Reads the nodes that `ask` asks for in one statement, and gives them to it: it is run twice, and must ask for the
    /// same nodes whatever they are.
    async fn with_nodes<T>(&self, ask: impl Fn(Fetch<'_>) -> Result<T, ProofError> + Send) -> Result<T, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            level: i16,
            index: i64,
            hash: Vec<u8>,
        }
        let internal = |error: ProofError| StoreError::Internal(error.into());
        let (levels, indices) = {
            let wanted = RefCell::new(Vec::new());
            ask(&|level, index| {
                wanted.borrow_mut().push((level, index));
                Some(Hash([0; 32]))
            })
            .map_err(internal)?;
            let wanted = wanted.into_inner().into_iter();
            let wanted = wanted.map(|(level, index)| {
                (
                    i16::try_from(level).unwrap_or(i16::MAX),
                    i64::try_from(index).unwrap_or(i64::MAX),
                )
            });
            wanted.unzip::<_, _, Vec<_>, Vec<_>>()
        };
        let statement = sql(
            "select n.level, n.index, n.hash from unnest($1::smallint[], $2::bigint[]) as w(level, index)
             join register_node n on n.level = w.level and n.index = w.index",
            [levels.into(), indices.into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let nodes = rows.into_iter().map(|row| {
            let bad = |column: &str| StoreError::Inconsistent {
                table: "register_node",
                column: column.to_owned(),
                row: format!("{} {}", row.level, row.index),
            };
            let level = u32::try_from(row.level).map_err(|_| bad("level"))?;
            let index = u64::try_from(row.index).map_err(|_| bad("index"))?;
            let hash = row.hash.as_slice().try_into().map_err(|_| bad("hash"))?;
            Ok(((level, index), Hash(hash)))
        });
        let nodes = nodes.collect::<Result<HashMap<_, _>, StoreError>>()?;
        ask(&|level, index| nodes.get(&(level, index)).copied()).map_err(internal)
    }

    /// The root of the log at a size that it has reached.
    pub async fn tree_head(&self, size: u64) -> Result<TreeHead, StoreError> {
        let frontier = self.with_nodes(|fetch| Frontier::read(size, fetch)).await?;
        Ok(frontier.head())
    }

    /// What a signed head states of the log at a size that it has reached.
    pub async fn head_claims(&self, size: u64) -> Result<HeadClaims, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            filed_at: DateTime<Utc>,
        }
        let head = self.tree_head(size).await?;
        let statement = sql(
            "select filed_at from register_entry where position = $1",
            [place(Position(size)).into()],
        );
        let last = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(HeadClaims {
            log_size: head.size,
            log_root: head.root,
            filed_at: last.map(|row| instant(row.filed_at)).transpose()?,
        })
    }

    /// The entry at a position with the proof that the log of this size holds it; none beyond the size.
    pub async fn inclusion(&self, position: Position, size: u64) -> Result<Option<Inclusion>, StoreError> {
        let (Some(index), true) = (position.0.checked_sub(1), position.0 <= size) else {
            return Ok(None);
        };
        let Some(entry) = self.log_entries(position, 1).await?.pop() else {
            return Ok(None);
        };
        let log = self.tree_head(size).await?;
        let path = self
            .with_nodes(|fetch| register::inclusion_proof(index, size, fetch))
            .await?;
        Ok(Some(Inclusion { entry, log, path }))
    }

    /// The proof that the log of one size begins with that of another; none unless `0 < from <= to`.
    pub async fn consistency(&self, from: u64, to: u64) -> Result<Option<Consistency>, StoreError> {
        if from == 0 || from > to {
            return Ok(None);
        }
        let path = self
            .with_nodes(|fetch| register::consistency_proof(from, to, fetch))
            .await?;
        Ok(Some(Consistency {
            from: self.tree_head(from).await?,
            to: self.tree_head(to).await?,
            path,
        }))
    }

    /// Entries of the log from a position on, as they are hashed: they never change.
    pub async fn log_entries(&self, from: Position, count: u32) -> Result<Vec<LogEntry>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            position: i64,
            kind: String,
            root: Vec<u8>,
            filed_at: DateTime<Utc>,
            round_key: String,
            state_commitment: Vec<u8>,
        }
        let statement = sql(
            "select e.position, e.kind, e.root, e.filed_at, e.state_commitment, r.key as round_key
             from register_entry e join round r on r.id = e.round_id
             where e.position >= $1 order by e.position limit $2",
            [place(from).into(), i64::from(count).into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let read = |row: Row| {
            let bad = |column: &str| StoreError::Inconsistent {
                table: "filing",
                column: column.to_owned(),
                row: row.position.to_string(),
            };
            Ok(LogEntry {
                position: number(row.position).ok_or_else(|| bad("position"))?,
                root: register::Root(row.root.as_slice().try_into().map_err(|_| bad("root"))?),
                state: register::Commitment(
                    row.state_commitment
                        .as_slice()
                        .try_into()
                        .map_err(|_| bad("state_salt"))?,
                ),
                round: row.round_key.clone(),
                filed_at: instant(row.filed_at)?,
                kind: register_kind(EntryKind::from_code(&row.kind).ok_or_else(|| bad("kind"))?),
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// The receipt of a filing, if the scope shows it: the same bytes for ever.
    pub async fn receipt(&self, position: Position) -> Result<Option<String>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            receipt: String,
        }
        let statement = sql(
            "select receipt from receipt where position = $1",
            [place(position).into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map(|row| row.receipt))
    }
}
