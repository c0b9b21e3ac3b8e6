//! Letters about reviews: the database finds who gets one, as neither side reads the other's people.

use chrono::{DateTime, Utc};
use domain::id::{LetterId, OrganisationId, ReviewId, RoundId, StateCode};
use domain::letter::ReviewNews;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::letter::inconsistent;
use crate::statement::{execute, sql};
use crate::{Snapshot, StoreError, Work};

/// Who reviews, as far as a letter names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedReviewer {
    /// A State.
    State(StateCode),
    /// A body.
    Organisation(OrganisationId),
    /// A person, by name.
    Person(String),
}

/// What a letter about a review says, as it is now.
#[derive(Clone, Debug)]
pub struct ReviewToWrite {
    /// The State whose answers are reviewed.
    pub state: StateCode,
    /// The round in which it filed them.
    pub round: RoundId,
    /// Who reviews.
    pub reviewer: NamedReviewer,
    /// The instant from which nobody writes any more.
    pub until: DateTime<Utc>,
    /// Whether it goes to the people of the State; else to those of the reviewer.
    pub is_to_state: bool,
    /// Whether the address has no account where it was asked for, so that it has to bring the link that opens one.
    pub opens_account: bool,
}

impl Snapshot {
    /// What a letter about a review says. Needs the courier's scope.
    pub async fn review_to_write(&self, letter: LetterId) -> Result<Option<ReviewToWrite>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            state_id: String,
            round_id: Uuid,
            reviewer_state: Option<String>,
            reviewer_organisation: Option<String>,
            reviewer_name: Option<String>,
            until: DateTime<Utc>,
            is_to_state: bool,
            opens_account: bool,
        }
        let statement = sql("select * from review_to_write($1)", [letter.0.into()]);
        let Some(row) = Row::find_by_statement(statement).one(self.connection()).await? else {
            return Ok(None);
        };
        let bad = inconsistent(letter.0);
        let reviewer = match (row.reviewer_state, row.reviewer_organisation, row.reviewer_name) {
            (Some(state), None, None) => StateCode::new(state).ok().map(NamedReviewer::State),
            (None, Some(unit), None) => OrganisationId::new(unit).ok().map(NamedReviewer::Organisation),
            (None, None, Some(name)) => Some(NamedReviewer::Person(name)),
            _ => None,
        };
        Ok(Some(ReviewToWrite {
            state: StateCode::new(row.state_id).map_err(|_| bad("review_id"))?,
            round: RoundId(row.round_id),
            reviewer: reviewer.ok_or_else(|| bad("review_id"))?,
            until: row.until,
            is_to_state: row.is_to_state,
            opens_account: row.opens_account,
        }))
    }
}

impl Work {
    /// Asks for the letters about what the caller has just done with a review. A repeat asks for nothing new.
    pub async fn ask_review_letters(&self, review: ReviewId, news: ReviewNews) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "select ask_review_letters($1, $2)",
            [review.0.into(), news.code().into()],
        )
        .await
        .map(drop)
    }
}
