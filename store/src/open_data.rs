//! What everybody may take away: pages of public answers, and what the whole of them depends on.

use chrono::{DateTime, Utc};
use domain::submission::Position;
use sea_orm::FromQueryResult;

use crate::record::{FiledAnswerRecord, number, read_answers};
use crate::statement::sql;
use crate::submission::place;
use crate::{Snapshot, StoreError};

/// What everything public depends on, read as of a position of the register. Two equal edges of one position show the same to
/// everybody: what is filed beyond it changes none of it, but a withdrawal does, and so does what is shared or published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicEdge {
    /// The last position of the register.
    pub position: Position,
    /// How often the sharing of filed answers has changed.
    pub sharing: u64,
    /// How many publications there have been.
    pub publications: i64,
    /// How many rounds there are.
    pub rounds: i64,
    /// How many States were invited, to all of them.
    pub invitations: i64,
    /// How many releases there are.
    pub releases: i64,
    /// The last withdrawal; 0 where there was none.
    pub withdrawal: i64,
    /// The last end of an embargo that has come.
    pub embargo: Option<DateTime<Utc>>,
    /// How often needs and offers have changed that everybody reads.
    pub notices: i64,
}

impl Snapshot {
    /// What everything public depends on, as of a position. Complete only in the scope that computes figures.
    pub async fn public_edge(&self, as_of: Option<Position>) -> Result<PublicEdge, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            position: i64,
            sharing: i64,
            publications: i64,
            rounds: i64,
            invitations: i64,
            releases: i64,
            withdrawal: i64,
            embargo: Option<DateTime<Utc>>,
            notices: i64,
        }
        let statement = sql(
            "select e.position, e.sharing, h.edition_count as publications, (select count(*) from round) as rounds,
                    (select count(*) from invitation_to_round) as invitations, (select count(*) from release) as releases,
                    coalesce((select max(position) from filing_act where kind = 'withdrawal'), 0) as withdrawal,
                    (select max(embargo_until) from coded_answer
                     where embargo_until <= $1 and coalesce(position <= $2, true)) as embargo,
                    (select public_changes from notice_public_edge) as notices
             from house h, register_edge e",
            [self.now().into(), as_of.map(place).into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        let row = row.ok_or_else(|| StoreError::Schema("the table `house` is empty".to_owned()))?;
        Ok(PublicEdge {
            position: Position(number(row.position).unwrap_or(0)),
            sharing: number(row.sharing).unwrap_or(0),
            publications: row.publications,
            rounds: row.rounds,
            invitations: row.invitations,
            releases: row.releases,
            withdrawal: row.withdrawal,
            embargo: row.embargo,
            notices: row.notices,
        })
    }

    /// The last withdrawal; 0 where there was none.
    pub async fn last_withdrawal(&self) -> Result<i64, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            withdrawal: i64,
        }
        let statement = sql(
            "select coalesce(max(position), 0) as withdrawal from filing_act where kind = 'withdrawal'",
            [],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map_or(0, |row| row.withdrawal))
    }

    /// How often needs and offers have changed that everybody reads.
    pub async fn public_notices(&self) -> Result<i64, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            public_changes: i64,
        }
        let statement = sql("select public_changes from notice_public_edge", []);
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map_or(0, |row| row.public_changes))
    }

    /// The answers of some filings that the scope shows, in the order of positions and leaves.
    pub async fn filed_answers_of(&self, positions: &[Position]) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        let statement = sql(
            "select position, leaf, question, kind, standing, value, language, translations, salt, visibility, audience_states,
                    audience_organisations, counted, embargo_until
             from filed_answer where position = any ($1) order by position, leaf",
            [positions.iter().copied().map(place).collect::<Vec<i64>>().into()],
        );
        read_answers(statement, self.connection()).await
    }
}
