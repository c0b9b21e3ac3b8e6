//! Letters that were asked for, and the sending of them: whoever leases one has it for a while, and what a process that died
//! had leased is due again when the lease is over.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{AccountId, LetterId, RoundId, StateCode};
use domain::language::Language;
use domain::letter::{Answer, Asked, AskingKey, End, Failure, Letter, Matter, Recipient, Verdict};
use domain::submission::Outcome;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::statement::{execute, one_row, sql};
use crate::{Constraint, Snapshot, StoreError, Work};

/// A letter, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLetter {
    /// The letter.
    pub letter: Letter,
    /// The asking it belongs to.
    pub asking: String,
    /// Who asked for it, and when.
    pub asked: (AccountId, DateTime<Utc>),
    /// How far it has come.
    pub sending: Sending,
}

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
    /// The letter.
    pub letter: Letter,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Where it goes; none where it is needed no more.
    pub address: Option<String>,
    /// How often it was tried before.
    pub attempts: u32,
    /// Until when nobody else has it.
    pub leased_until: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct LetterRow {
    id: Uuid,
    round_id: Uuid,
    matter: String,
    asking: String,
    state_id: String,
    account_id: Uuid,
    language: String,
    asked_by: Uuid,
    asked_at: DateTime<Utc>,
    #[sea_orm(nested)]
    sending: SendingColumns,
}

/// The columns of [`Sending`], in each outbox of letters.
#[derive(FromQueryResult)]
pub(crate) struct SendingColumns {
    attempts: i16,
    next_at: Option<DateTime<Utc>>,
    outcome: Option<String>,
    last_at: Option<DateTime<Utc>>,
    last_status: Option<i16>,
    last_failure: Option<String>,
}

impl TryFrom<LetterRow> for KeptLetter {
    type Error = StoreError;

    fn try_from(row: LetterRow) -> Result<Self, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "letter",
            column: column.to_owned(),
            row: row.id.to_string(),
        };
        Ok(Self {
            letter: Letter {
                id: LetterId(row.id),
                round: RoundId(row.round_id),
                matter: Matter::from_code(&row.matter).ok_or_else(|| bad("matter"))?,
                to: Recipient {
                    state: StateCode::new(row.state_id.clone()).map_err(|_| bad("state_id"))?,
                    account: AccountId(row.account_id),
                    language: Language::from_code(&row.language).ok_or_else(|| bad("language"))?,
                },
            },
            asked: (AccountId(row.asked_by), row.asked_at),
            sending: row.sending.read(&bad)?,
            asking: row.asking,
        })
    }
}

impl SendingColumns {
    pub(crate) fn read(self, bad: &impl Fn(&str) -> StoreError) -> Result<Sending, StoreError> {
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

/// What an attempt changes of a letter, of whichever outbox, with the values of [`settled`].
pub(crate) const SETTLED: &str = "attempts = attempts + $3, next_at = $4, outcome = $5, last_at = $6, last_status = $7,
    last_failure = $8, leased_until = null";

/// Which letter under which lease, `$1` and `$2`, and the values of [`SETTLED`].
pub(crate) fn settled(
    (id, leased_until): (Uuid, DateTime<Utc>),
    answer: Option<Answer>,
    verdict: Verdict,
    now: DateTime<Utc>,
) -> [Value; 8] {
    let (next_at, end) = match verdict {
        Verdict::Over(end) => (None, Some(end)),
        Verdict::Again(at) => (Some(at), None),
    };
    let (status, failure) = match answer {
        None => (None, None),
        Some(Answer::Said(status)) => (i16::try_from(status).ok(), None),
        Some(Answer::None(failure)) => (None, Some(failure.code())),
    };
    [
        id.into(),
        leased_until.into(),
        i16::from(answer.is_some()).into(),
        next_at.into(),
        end.map(End::code).into(),
        now.into(),
        status.into(),
        failure.into(),
    ]
}

async fn recipients(on: &impl ConnectionTrait, states: &[StateCode]) -> Result<Vec<Recipient>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        state_id: String,
        account_id: Uuid,
        language: String,
    }
    let states: Vec<String> = states.iter().map(ToString::to_string).collect();
    let statement = sql("select * from letter_recipients($1)", [states.into()]);
    let rows = Row::find_by_statement(statement).all(on).await?;
    let read = |row: Row| {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "account",
            column: column.to_owned(),
            row: row.account_id.to_string(),
        };
        Ok(Recipient {
            state: StateCode::new(row.state_id.clone()).map_err(|_| bad("state_id"))?,
            account: AccountId(row.account_id),
            language: Language::from_code(&row.language).ok_or_else(|| bad("language"))?,
        })
    };
    rows.into_iter().map(read).collect()
}

impl Snapshot {
    /// Who gets the letters to these States. Needs the scope of the secretariat.
    pub async fn letter_recipients(&self, states: &[StateCode]) -> Result<Vec<Recipient>, StoreError> {
        recipients(self.connection(), states).await
    }

    /// The letters about a round, the newest asking first.
    pub async fn letters(&self, round: RoundId) -> Result<Vec<KeptLetter>, StoreError> {
        let statement = sql(
            "select * from letter where round_id = $1 order by asked_at desc, asking, state_id, id",
            [round.0.into()],
        );
        let rows = LetterRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(KeptLetter::try_from).collect()
    }

    /// How many seconds the oldest letter has been due that is not over, also with an invitation; 0 where none is. Needs the
    /// courier's scope.
    pub async fn oldest_letter(&self) -> Result<f64, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            seconds: f64,
        }
        let statement = sql(
            "select coalesce(extract(epoch from $1::timestamptz - min(asked_at)), 0)::float8 as seconds
             from (select asked_at from letter where next_at is not null
                   union all select asked_at from invitation_letter where next_at is not null) as waiting",
            [self.now().into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map_or(0.0, |row| row.seconds))
    }
}

impl Work {
    /// Who gets the letters to these States. Needs the scope of the secretariat.
    pub async fn letter_recipients(&self, states: &[StateCode]) -> Result<Vec<Recipient>, StoreError> {
        recipients(self.connection(), states).await
    }

    /// The letters of an asking that was made before. Whoever asks the same at the same time waits here for the other.
    pub async fn letters_of_asking(
        &self,
        round: RoundId,
        matter: Matter,
        key: &AskingKey,
    ) -> Result<Vec<KeptLetter>, StoreError> {
        let lock = format!("normtrack.letter.{round}.{}.{}", matter.code(), key.as_str());
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtextextended($1, 0))",
            [lock.into()],
        )
        .await?;
        let statement = sql(
            "select * from letter where round_id = $1 and matter = $2 and asking = $3 order by state_id, id",
            [round.0.into(), matter.code().into(), key.as_str().into()],
        );
        let rows = LetterRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(KeptLetter::try_from).collect()
    }

    /// Keeps letters that were asked for. They are due at once.
    pub async fn save_letters(&self, outcome: &Outcome<Asked>) -> Result<(), StoreError> {
        let asked = &outcome.state;
        let letters = &asked.letters;
        let ids: Vec<Uuid> = letters.iter().map(|letter| letter.id.0).collect();
        let states: Vec<String> = letters.iter().map(|letter| letter.to.state.to_string()).collect();
        let accounts: Vec<Uuid> = letters.iter().map(|letter| letter.to.account.0).collect();
        let languages: Vec<String> = letters
            .iter()
            .map(|letter| letter.to.language.code().to_owned())
            .collect();
        execute(
            self.connection(),
            "insert into letter (id, round_id, matter, asking, state_id, account_id, language, asked_by, asked_at, next_at)
             select l.id, $5, $6, $7, l.state, l.account, l.language, $8, $9, $9
             from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]) as l(id, state, account, language)",
            [
                ids.into(),
                states.into(),
                accounts.into(),
                languages.into(),
                asked.round.0.into(),
                asked.matter.code().into(),
                asked.key.as_str().into(),
                outcome.event.by.0.into(),
                outcome.event.at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

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
             returning *",
            [self.now().into(), leased_until.into(), i64::from(most).into()],
        );
        let rows = LetterRow::find_by_statement(statement).all(self.connection()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let statement = sql(
            "select id, letter_address(id) as address from unnest($1::uuid[]) as id",
            [ids.into()],
        );
        let addresses = Address::find_by_statement(statement).all(self.connection()).await?;
        let mut addresses: BTreeMap<Uuid, Option<String>> =
            addresses.into_iter().map(|row| (row.id, row.address)).collect();
        let read = |row: LetterRow| {
            let kept = KeptLetter::try_from(row)?;
            Ok(DueLetter {
                address: addresses.remove(&kept.letter.id.0).flatten(),
                asked_at: kept.asked.1,
                attempts: kept.sending.attempts,
                letter: kept.letter,
                leased_until,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Keeps what came of an attempt; none where a letter was not needed any more. Whoever has lost the lease keeps nothing.
    pub async fn settle_letter(
        &self,
        due: &DueLetter,
        answer: Option<Answer>,
        verdict: Verdict,
    ) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            &format!("update letter set {SETTLED} where id = $1 and leased_until = $2"),
            settled((due.letter.id.0, due.leased_until), answer, verdict, self.now()),
            Constraint::Revision,
        )
        .await
    }
}
