//! Letters about rounds: to whom, and the asking for them.

use chrono::{DateTime, Utc};
use domain::id::{AccountId, LetterId, RoundId, StateCode};
use domain::letter::{Asked, AskingKey, Letter, Matter, Recipient};
use domain::submission::Outcome;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::letter::{Sending, SendingColumns, inconsistent, language};
use crate::statement::{execute, sql};
use crate::{Snapshot, StoreError, Work};

/// A letter about a round, and how far it has come.
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

impl TryFrom<LetterRow> for KeptLetter {
    type Error = StoreError;

    fn try_from(row: LetterRow) -> Result<Self, StoreError> {
        let bad = inconsistent(row.id);
        Ok(Self {
            letter: Letter {
                id: LetterId(row.id),
                round: RoundId(row.round_id),
                matter: Matter::from_code(&row.matter).ok_or_else(|| bad("matter"))?,
                to: Recipient {
                    state: StateCode::new(row.state_id.clone()).map_err(|_| bad("state_id"))?,
                    account: AccountId(row.account_id),
                    language: language(&row.language, &bad)?,
                },
            },
            asked: (AccountId(row.asked_by), row.asked_at),
            sending: row.sending.read(&bad)?,
            asking: row.asking,
        })
    }
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
            language: language(&row.language, &bad)?,
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
}
