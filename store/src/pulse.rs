//! What has moved since one last looked, in one small statement.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use crate::statement::sql;
use crate::{Snapshot, StoreError};

/// What public answers depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Pulse {
    /// How many publications there have been.
    pub publication: i64,
    /// The last position of the register.
    pub position: i64,
    /// How often the sharing of filed answers has changed.
    pub sharing: i64,
    /// How often rounds were laid down or changed.
    pub rounds: i64,
    /// How many releases there are.
    pub releases: i64,
    /// How often needs and offers have changed, whoever reads them.
    pub notices: i64,
    /// How often what everybody reads of proposals has changed.
    pub proposals: i64,
    /// The next instant at which something changes without a transaction: a round opens, closes or is archived, or an
    /// embargo ends.
    pub next_change: Option<DateTime<Utc>>,
}

impl Snapshot {
    /// What public answers depend on now. Complete only in the scope that computes figures.
    pub async fn pulse(&self) -> Result<Pulse, StoreError> {
        let statement = sql(
            "select h.edition_count as publication, e.position, e.sharing, (select changes from round_pulse) as rounds,
                    (select count(*) from release) as releases, (select changes from notice_pulse) as notices,
                    (select public_changes from proposal_public_edge) as proposals,
                    least((select min(least(nullif(greatest(opens_at, $1), $1), nullif(greatest(closes_at, $1), $1),
                                            nullif(greatest(archives_at, $1), $1)))
                           from round where cancelled_at is null),
                          (select min(embargo_until) from coded_answer where embargo_until > $1),
                          (select min(embargo_until) from evidence_embargo where embargo_until > $1)) as next_change
             from house h, register_edge e",
            [self.now().into()],
        );
        let pulse = Pulse::find_by_statement(statement).one(self.connection()).await?;
        pulse.ok_or_else(|| StoreError::Schema("the table `house` is empty".to_owned()))
    }
}
