//! The outbox of letters: whatever one is about, it is leased, settled and counted here alone. Whoever leases one has it for a
//! while, and what a process that died had leased is due again when the lease is over. How a letter of each subject is asked for
//! and read is in a file of its own.
//!
//! **Invariant.** What is kept of the secret of an invitation's link comes sealed and is gone when the letter is over: `sealed` is
//! there while `next_at` is, which the table holds as a check.

mod invitation;
mod proposal;
mod review;
mod round;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{InvitationId, LetterId, ProposalId, ReviewId, RoundId, StateCode};
use domain::language::Language;
use domain::letter::{Answer, End, Failure, Matter, ProposalNews, ReviewNews, Subject, Verdict};
use sea_orm::FromQueryResult;
use uuid::Uuid;

pub use invitation::{InvitationLetter, InvitationToWrite};
pub use review::{NamedReviewer, ReviewToWrite};
pub use round::KeptLetter;

use crate::statement::{one_row, sql};
use crate::{Constraint, Snapshot, StoreError, Work};

/// How far a letter has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next; none where it is over.
    pub next_at: Option<DateTime<Utc>>,
    /// How it ended.
    pub end: Option<End>,
    /// When it was tried last.
    pub last_at: Option<DateTime<Utc>>,
    /// The three digits that the server said then.
    pub last_status: Option<u16>,
    /// Why it said none.
    pub last_failure: Option<Failure>,
}

/// A letter that is to be sent now.
#[derive(Clone, Debug)]
pub struct DueLetter {
    /// Its id.
    pub id: LetterId,
    /// What it is about.
    pub subject: Subject,
    /// Its language.
    pub language: Language,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Where it goes; none where it is needed no more.
    pub address: Option<String>,
    /// How often it was tried before.
    pub attempts: u32,
    /// Until when nobody else has it.
    pub leased_until: DateTime<Utc>,
}

/// The columns of [`Sending`].
#[derive(FromQueryResult)]
struct SendingColumns {
    attempts: i16,
    next_at: Option<DateTime<Utc>>,
    outcome: Option<String>,
    last_at: Option<DateTime<Utc>>,
    last_status: Option<i16>,
    last_failure: Option<String>,
}

#[derive(FromQueryResult)]
struct DueRow {
    id: Uuid,
    round_id: Option<Uuid>,
    invitation_id: Option<Uuid>,
    review_id: Option<Uuid>,
    proposal_id: Option<Uuid>,
    matter: String,
    state_id: Option<String>,
    language: String,
    asked_at: DateTime<Utc>,
    attempts: i16,
}

fn inconsistent(id: Uuid) -> impl Fn(&str) -> StoreError {
    move |column| StoreError::Inconsistent {
        table: "letter",
        column: column.to_owned(),
        row: id.to_string(),
    }
}

fn language(code: &str, bad: &impl Fn(&str) -> StoreError) -> Result<Language, StoreError> {
    Language::from_code(code).ok_or_else(|| bad("language"))
}

impl SendingColumns {
    fn read(self, bad: &impl Fn(&str) -> StoreError) -> Result<Sending, StoreError> {
        let end = self.outcome.as_deref();
        let end = end.map(|code| End::from_code(code).ok_or_else(|| bad("outcome")));
        let failure = self.last_failure.as_deref();
        let failure = failure.map(|code| Failure::from_code(code).ok_or_else(|| bad("last_failure")));
        Ok(Sending {
            attempts: u32::try_from(self.attempts).map_err(|_| bad("attempts"))?,
            next_at: self.next_at,
            end: end.transpose()?,
            last_at: self.last_at,
            last_status: self.last_status.and_then(|status| u16::try_from(status).ok()),
            last_failure: failure.transpose()?,
        })
    }
}

impl DueRow {
    fn subject(&self) -> Option<Subject> {
        let subjects = (self.round_id, self.invitation_id, self.review_id, self.proposal_id);
        Some(match subjects {
            (Some(round), None, None, None) => Subject::Round {
                round: RoundId(round),
                matter: Matter::from_code(&self.matter)?,
                state: StateCode::new(self.state_id.clone()?).ok()?,
            },
            (None, Some(invitation), None, None) => Subject::Invitation(InvitationId(invitation)),
            (None, None, Some(review), None) => Subject::Review {
                review: ReviewId(review),
                news: ReviewNews::from_code(&self.matter)?,
            },
            (None, None, None, Some(proposal)) => Subject::Proposal {
                proposal: ProposalId(proposal),
                news: ProposalNews::from_code(&self.matter)?,
            },
            _ => return None,
        })
    }
}

impl Snapshot {
    /// How many seconds the oldest letter has been due that is not over; 0 where none is. Needs the courier's scope.
    pub async fn oldest_letter(&self) -> Result<f64, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            seconds: f64,
        }
        let statement = sql(
            "select coalesce(extract(epoch from $1::timestamptz - min(asked_at)), 0)::float8 as seconds
             from letter where next_at is not null",
            [self.now().into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map_or(0.0, |row| row.seconds))
    }
}

impl Work {
    /// Leases letters that are due, the oldest first, for one process alone. Needs the courier's scope.
    pub async fn lease_letters(&self, lease: TimeDelta, most: u32) -> Result<Vec<DueLetter>, StoreError> {
        #[derive(FromQueryResult)]
        struct Address {
            id: Uuid,
            address: Option<String>,
        }
        let leased_until = self.now() + lease;
        let statement = sql(
            "update letter set leased_until = $2
             where id in (select id from letter where next_at <= $1 and coalesce(leased_until <= $1, true)
                          order by next_at, id limit $3 for update skip locked)
             returning id, round_id, invitation_id, review_id, proposal_id, matter, state_id, language, asked_at, attempts",
            [self.now().into(), leased_until.into(), i64::from(most).into()],
        );
        let rows = DueRow::find_by_statement(statement).all(self.connection()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let statement = sql(
            "select id, letter_address(id) as address from unnest($1::uuid[]) as id",
            [ids.into()],
        );
        let addresses = Address::find_by_statement(statement).all(self.connection()).await?;
        let mut addresses: BTreeMap<Uuid, Option<String>> =
            addresses.into_iter().map(|row| (row.id, row.address)).collect();
        let read = |row: DueRow| {
            let bad = inconsistent(row.id);
            Ok(DueLetter {
                id: LetterId(row.id),
                subject: row.subject().ok_or_else(|| bad("matter"))?,
                language: language(&row.language, &bad)?,
                asked_at: row.asked_at,
                address: addresses.remove(&row.id).flatten(),
                attempts: u32::try_from(row.attempts).map_err(|_| bad("attempts"))?,
                leased_until,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Keeps what came of an attempt; none where a letter was not needed any more. Where it is over, a secret that it held goes
    /// with the same update. Whoever has lost the lease keeps nothing.
    pub async fn settle_letter(
        &self,
        due: &DueLetter,
        answer: Option<Answer>,
        verdict: Verdict,
    ) -> Result<(), StoreError> {
        let (next_at, end) = match verdict {
            Verdict::Over(end) => (None, Some(end)),
            Verdict::Again(at) => (Some(at), None),
        };
        let (status, failure) = match answer {
            None => (None, None),
            Some(Answer::Said(status)) => (i16::try_from(status).ok(), None),
            Some(Answer::None(failure)) => (None, Some(failure.code())),
        };
        one_row(
            self.connection(),
            "update letter set attempts = attempts + $3, next_at = $4, outcome = $5, last_at = $6, last_status = $7,
                 last_failure = $8, leased_until = null,
                 sealed = case when $4::timestamptz is null then null else sealed end
             where id = $1 and leased_until = $2",
            [
                due.id.0.into(),
                due.leased_until.into(),
                i16::from(answer.is_some()).into(),
                next_at.into(),
                end.map(End::code).into(),
                self.now().into(),
                status.into(),
                failure.into(),
            ],
            Constraint::Revision,
        )
        .await
    }
}
