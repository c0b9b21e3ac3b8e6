//! The register as everybody sees it: every act of filing, in one gapless order.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use domain::submission::{EntryKind, Position};
use store::PublicEntry;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, reckoned};
use crate::graphql::record::{EntryKindCode, FilingStatus, client_position, read_position};
use crate::graphql::state::State;

/// An entry of the register, as everybody sees it.
#[derive(Clone)]
pub struct Entry {
    entry: PublicEntry,
    as_of: Option<Position>,
}

/// An entry of the register, as everybody sees it.
#[Object(name = "RegisterEntry")]
impl Entry {
    /// Its place, counted from 1 without a gap.
    async fn position(&self) -> i32 {
        client_position(self.entry.entry.position)
    }

    /// What was done.
    async fn kind(&self) -> EntryKindCode {
        self.entry.entry.kind.into()
    }

    /// The root of what was filed or withdrawn, in hexadecimal.
    async fn root(&self) -> String {
        self.entry.entry.root.to_string()
    }

    /// The State, if the entry names it; else it is "a State".
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), self.entry.entry.state.as_ref()?)
    }

    /// What opens the commitment to the State in the log, where the entry names it, in hexadecimal.
    async fn state_salt(&self) -> Option<String> {
        self.entry.state_salt.map(|salt| register::Salt(salt).to_hex())
    }

    /// Whether it stands. A withdrawal says so of everything that it took back, whenever it came. None of an entry that names
    /// nobody, unless the withdrawal repeats its root or an answer of it was public: what followed it might tell whose it is.
    async fn status(&self) -> Option<FilingStatus> {
        let by_then = |position: &Position| self.as_of.is_none_or(|as_of| *position <= as_of);
        if self.entry.entry.kind == EntryKind::Withdrawal {
            Some(FilingStatus::Tombstone)
        } else if self.entry.withdrawn_at.is_some() {
            Some(FilingStatus::Withdrawn)
        } else if self.entry.entry.state.is_none() {
            None
        } else if self.entry.followed_at.as_ref().is_some_and(by_then) {
            Some(FilingStatus::Superseded)
        } else {
            Some(FilingStatus::Standing)
        }
    }

    /// The place of the withdrawal that took it back, if there is one.
    async fn withdrawn_at_position(&self) -> Option<i32> {
        self.entry.withdrawn_at.map(client_position)
    }

    /// The key of the round.
    async fn round(&self) -> &str {
        self.entry.entry.round.as_str()
    }

    /// When the register took it: strictly later than the entry before.
    async fn filed_at(&self) -> DateTime<Utc> {
        self.entry.entry.filed_at
    }
}

/// What the register holds.
#[derive(Default)]
pub struct RegisterQuery;

#[Object]
impl RegisterQuery {
    /// The register: every act of filing in its order, oldest first. With `asOf`, up to that position, each entry with what
    /// it was by then.
    #[graphql(complexity = "5 + reckoned(first, last) * child_complexity")]
    async fn register(
        &self,
        ctx: &Context<'_>,
        as_of: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Cursor, Entry>, Fault> {
        let as_of = as_of.map(|position| read_position(position, "asOf")).transpose()?;
        let page = Page {
            first,
            after,
            last,
            before,
        };
        let slice = page.check()?;
        let place = |text: Option<String>, field: &str| {
            let read = |text: String| {
                text.parse()
                    .map(Position)
                    .map_err(|_| Fault::invalid().at(field.to_owned()))
            };
            text.map(read).transpose()
        };
        let after = place(slice.after, "after")?.unwrap_or(Position(0));
        let before = place(slice.before, "before")?;
        let until = before.map(|before| Position(before.0.saturating_sub(1)));
        let until = until.into_iter().chain(as_of).min();
        let wanted = u32::try_from(slice.limit).unwrap_or(u32::MAX);
        let snapshot = Call::of(ctx).snapshot().await?;
        let mut entries = snapshot
            .register_entries(after, until, (wanted + 1, slice.backward))
            .await?;
        let has_more = entries.len() > slice.limit;
        entries.truncate(slice.limit);
        if slice.backward {
            entries.reverse();
        }
        let (has_previous, has_next) = if slice.backward {
            (has_more || after.0 > 0, before.is_some())
        } else {
            (after.0 > 0, has_more || before.is_some())
        };
        let mut connection = Connection::new(has_previous, has_next);
        let edges = entries.into_iter();
        connection.edges = edges
            .map(|entry| Edge::new(Cursor(entry.entry.position.to_string()), Entry { entry, as_of }))
            .collect();
        Ok(connection)
    }

    /// The position of the last entry of the register: what a citation names as "as of".
    async fn register_position(&self, ctx: &Context<'_>) -> Result<i32, Fault> {
        Ok(client_position(
            Call::of(ctx).snapshot().await?.register_version().await?.0,
        ))
    }
}
