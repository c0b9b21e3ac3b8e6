//! Reading the audit trail.

use chrono::{DateTime, Utc};
use domain::access::Verb;
use domain::id::{AccountId, StateCode};
use sea_orm::FromQueryResult;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::event::Trace;
use crate::statement::sql;
use crate::{Snapshot, StoreError};

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of these States; left out: of every one, and those that belong to none.
    pub states: Option<Vec<StateCode>>,
    /// Of this person.
    pub person: Option<AccountId>,
    /// On this.
    pub subject: Option<String>,
    /// Not before this instant.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
}

/// An entry of the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its place in the trail.
    pub position: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; nobody for what was done on the command line.
    pub person: Option<AccountId>,
    /// What was done.
    pub verb: Verb,
    /// The State that it belongs to.
    pub state: Option<StateCode>,
    /// The id of what was acted on.
    pub subject: Option<String>,
    /// The ids and codes that belong to it.
    pub trace: Trace,
}

#[derive(FromQueryResult)]
struct EventRow {
    id: i64,
    at: DateTime<Utc>,
    account_id: Option<Uuid>,
    act: String,
    state_id: Option<String>,
    subject: Option<String>,
    detail: Json,
}

impl TryFrom<EventRow> for AuditEntry {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "event",
            column: column.to_owned(),
            row: row.id.to_string(),
        };
        let verb = Verb::from_code(&row.act).ok_or_else(|| bad("act"))?;
        let state = row.state_id.map(StateCode::new).transpose();
        Ok(Self {
            position: row.id,
            at: row.at,
            person: row.account_id.map(AccountId),
            verb,
            state: state.map_err(|_| bad("state_id"))?,
            subject: row.subject,
            trace: Trace::read(verb, &row.detail),
        })
    }
}

impl Snapshot {
    /// The entries before a place, the newest first, at most so many: as far as the scope shows them.
    pub async fn audit_trail(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let states = filter.states.as_ref();
        let states = states.map(|states| states.iter().map(ToString::to_string).collect::<Vec<_>>());
        let statement = sql(
            "select id, at, account_id, act, state_id, subject, detail from event
             where ($1::text[] is null or state_id = any ($1)) and ($2::uuid is null or account_id = $2)
               and ($3::text is null or subject = $3) and ($4::timestamptz is null or at >= $4)
               and ($5::timestamptz is null or at < $5) and ($6::bigint is null or id < $6)
             order by id desc limit $7",
            [
                states.into(),
                filter.person.map(|person| person.0).into(),
                filter.subject.clone().into(),
                filter.from.into(),
                filter.to.into(),
                before.into(),
                i64::from(limit).into(),
            ],
        );
        let rows = EventRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(AuditEntry::try_from).collect()
    }
}
