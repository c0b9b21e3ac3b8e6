//! What is on record: filings, their answers as far as a scope shows them, and the register.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::id::{AccountId, EditionId, QuestionCode, RoundId, StateCode, SubmissionId};
use domain::language::{Language, Texts};
use domain::questionnaire::{KindCode, QuestionIndex, Standing};
use domain::submission::{EntryKind, Position, RegisterEntry, Root, Salt, Sharing};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::round::read_texts;
use crate::sharing::SharingRow;
use crate::statement::sql;
use crate::submission::place;
use crate::transaction::Transaction;
use crate::{Snapshot, Store, StoreError, answer_codec};

/// A filing as it stands on record.
#[derive(Clone, Debug, PartialEq)]
pub struct FilingRecord {
    /// The entry, with the State: whoever may see this record may know it.
    pub entry: RegisterEntry,
    /// The State.
    pub state: StateCode,
    /// The working file.
    pub submission: SubmissionId,
    /// The round.
    pub round: RoundId,
    /// The edition.
    pub edition: EditionId,
    /// The revision of the translations it was made under.
    pub wording_revision: u32,
    /// Who filed; shown to the State only.
    pub filed_by: AccountId,
    /// Whether it came after the last day; shown to the State and the secretariat only.
    pub late: bool,
    /// What opens the State's commitment in the log.
    pub state_salt: [u8; 16],
    /// The commitments, in the order of the leaves.
    pub commitments: Vec<register::Commitment>,
    /// The header of the document.
    pub header: register::Header,
    /// The questions that were asked, by their place in the edition.
    pub asked: BTreeSet<QuestionIndex>,
}

/// A filing that stands, as far as it takes to read its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingFiling {
    /// The State.
    pub state: StateCode,
    /// Its place in the register.
    pub position: Position,
    /// The working file.
    pub submission: SubmissionId,
    /// The edition.
    pub edition: EditionId,
    /// The round.
    pub round: domain::id::RoundKey,
}

/// A filed answer as far as the scope shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct FiledAnswerRecord {
    /// The filing.
    pub position: Position,
    /// Its place among the commitments.
    pub leaf: usize,
    /// The question.
    pub question: QuestionCode,
    /// What was said.
    pub standing: Standing,
    /// The language of its text.
    pub language: Option<Language>,
    /// The State's own translations.
    pub translations: Texts,
    /// What opens the commitment.
    pub salt: Salt,
    /// Who reads it.
    pub sharing: Sharing,
}

#[derive(FromQueryResult)]
struct FilingRow {
    position: i64,
    submission_id: Uuid,
    round_id: Uuid,
    round_key: String,
    state_id: String,
    edition_id: String,
    wording_revision: i32,
    kind: String,
    number: i32,
    root: Vec<u8>,
    filed_at: DateTime<Utc>,
    filed_by: Uuid,
    late: bool,
    state_salt: Vec<u8>,
    names_state: bool,
    header: Json,
    commitments: Vec<u8>,
    asked: Vec<u8>,
}

fn bad(position: i64) -> impl Fn(&str) -> StoreError {
    move |column| StoreError::Inconsistent {
        table: "filing",
        column: column.to_owned(),
        row: position.to_string(),
    }
}

pub(crate) fn number(count: i64) -> Option<u64> {
    u64::try_from(count).ok()
}

impl FilingRow {
    fn read(self) -> Result<FilingRecord, StoreError> {
        let bad = bad(self.position);
        let state = StateCode::new(self.state_id).map_err(|_| bad("state_id"))?;
        let text = |name: &str| {
            self.header
                .get(name)
                .and_then(Json::as_str)
                .map(str::to_owned)
                .ok_or_else(|| bad("header"))
        };
        let header = register::Header {
            state: text("state")?,
            round: text("round")?,
            edition: text("edition")?,
            edition_hash: text("edition_hash")?.parse().map_err(|_| bad("header"))?,
        };
        let commitments = self
            .commitments
            .chunks(32)
            .map(|chunk| Ok(register::Commitment(chunk.try_into()?)));
        Ok(FilingRecord {
            entry: RegisterEntry {
                position: Position(number(self.position).ok_or_else(|| bad("position"))?),
                kind: EntryKind::from_code(&self.kind).ok_or_else(|| bad("kind"))?,
                root: Root(self.root.try_into().map_err(|_| bad("root"))?),
                state: self.names_state.then(|| state.clone()),
                round: domain::id::RoundKey::new(self.round_key).map_err(|_| bad("round_id"))?,
                filed_at: self.filed_at,
                number: u32::try_from(self.number).map_err(|_| bad("number"))?,
            },
            state,
            submission: SubmissionId(self.submission_id),
            round: RoundId(self.round_id),
            edition: self.edition_id.parse().map_err(|_| bad("edition_id"))?,
            wording_revision: u32::try_from(self.wording_revision).map_err(|_| bad("wording_revision"))?,
            filed_by: AccountId(self.filed_by),
            late: self.late,
            state_salt: self.state_salt.try_into().map_err(|_| bad("state_salt"))?,
            commitments: commitments
                .collect::<Result<_, std::array::TryFromSliceError>>()
                .map_err(|_| bad("commitments"))?,
            header,
            asked: read_bits(&self.asked),
        })
    }
}

pub(crate) fn read_bits(bytes: &[u8]) -> BTreeSet<QuestionIndex> {
    let bits = bytes.iter().enumerate().flat_map(|(at, byte)| {
        (0..8_usize)
            .filter(move |bit| byte >> bit & 1 == 1)
            .map(move |bit| at * 8 + bit)
    });
    bits.filter_map(|place| u16::try_from(place).ok())
        .map(QuestionIndex)
        .collect()
}

const FILING: &str = "select f.*, r.key as round_key from filing f join round r on r.id = f.round_id";

#[derive(FromQueryResult)]
pub(crate) struct FiledAnswerRow {
    position: i64,
    leaf: i16,
    question: String,
    kind: String,
    standing: String,
    value: Option<Json>,
    language: Option<String>,
    translations: Option<Json>,
    salt: Vec<u8>,
    #[sea_orm(nested)]
    sharing: SharingRow,
}

impl FiledAnswerRow {
    pub(crate) fn read(self) -> Result<FiledAnswerRecord, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "filed_answer",
            column: column.to_owned(),
            row: format!("{} {}", self.position, self.leaf),
        };
        let kind = KindCode::from_code(&self.kind).ok_or_else(|| bad("kind"))?;
        let standing = answer_codec::decode(kind, &self.standing, self.value.as_ref()).map_err(|_| bad("value"))?;
        let language = self
            .language
            .map(|code| Language::from_code(&code).ok_or_else(|| bad("language")));
        Ok(FiledAnswerRecord {
            position: Position(number(self.position).ok_or_else(|| bad("position"))?),
            leaf: usize::try_from(self.leaf).map_err(|_| bad("leaf"))?,
            question: QuestionCode::new(self.question).map_err(|_| bad("question"))?,
            standing: standing.ok_or_else(|| bad("standing"))?,
            language: language.transpose()?,
            translations: match &self.translations {
                None => Texts::default(),
                Some(texts) => read_texts(texts).ok_or_else(|| bad("translations"))?,
            },
            salt: Salt(self.salt.try_into().map_err(|_| bad("salt"))?),
            sharing: self.sharing.read().map_err(bad)?.ok_or_else(|| bad("visibility"))?,
        })
    }
}

#[derive(FromQueryResult)]
struct ActRow {
    position: i64,
    round_key: String,
    kind: String,
    number: i32,
    root: Vec<u8>,
    filed_at: DateTime<Utc>,
}

impl ActRow {
    /// The entry, naming nobody.
    fn read(self) -> Result<RegisterEntry, StoreError> {
        let bad = bad(self.position);
        Ok(RegisterEntry {
            position: Position(number(self.position).ok_or_else(|| bad("position"))?),
            kind: EntryKind::from_code(&self.kind).ok_or_else(|| bad("kind"))?,
            root: Root(self.root.try_into().map_err(|_| bad("root"))?),
            state: None,
            round: domain::id::RoundKey::new(self.round_key).map_err(|_| bad("round_id"))?,
            filed_at: self.filed_at,
            number: u32::try_from(self.number).map_err(|_| bad("number"))?,
        })
    }
}

/// What everybody may see of an entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEntry {
    /// The entry.
    pub entry: RegisterEntry,
    /// What opens the State's commitment, where the entry names it.
    pub state_salt: Option<[u8; 16]>,
    /// The withdrawal that took it back, where that tells nobody's name.
    pub withdrawn_at: Option<Position>,
    /// The next act of its submission, where the entry names the State.
    pub followed_at: Option<Position>,
}

pub(crate) async fn filed_answers(
    connection: &Transaction,
    positions: Vec<i64>,
) -> Result<Vec<FiledAnswerRecord>, StoreError> {
    let statement = sql(
        "select * from filed_answer where position = any ($1) order by position, leaf",
        [positions.into()],
    );
    read_answers(statement, connection).await
}

/// The filed answers that a statement tells.
pub(crate) async fn read_answers(
    statement: Statement,
    connection: &Transaction,
) -> Result<Vec<FiledAnswerRecord>, StoreError> {
    let rows = FiledAnswerRow::find_by_statement(statement).all(connection).await?;
    rows.into_iter().map(FiledAnswerRow::read).collect()
}

/// The place of the last entry of the register, and how often the sharing of filed answers has changed. Everybody may
/// know them, so they need no scope.
async fn register_version(connection: &impl ConnectionTrait) -> Result<(Position, u64), StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        position: i64,
        sharing: i64,
    }
    let row = Row::find_by_statement(sql("select position, sharing from register_edge", []))
        .one(connection)
        .await?
        .ok_or_else(|| StoreError::Schema("the table `register_edge` is empty".to_owned()))?;
    Ok((
        Position(number(row.position).unwrap_or(0)),
        number(row.sharing).unwrap_or(0),
    ))
}

impl Store {
    /// What figures depend on, as it is now: one statement without a transaction, to see whether what is in memory still
    /// holds.
    pub async fn register_version(&self) -> Result<(Position, u64), StoreError> {
        register_version(&self.cold).await
    }
}

impl Snapshot {
    /// What figures depend on: the place of the last entry, and how often the sharing of filed answers has changed.
    pub async fn register_version(&self) -> Result<(Position, u64), StoreError> {
        register_version(self.connection()).await
    }

    /// The filing at a position, if the scope shows it.
    pub async fn filing(&self, position: Position) -> Result<Option<FilingRecord>, StoreError> {
        let statement = sql(&format!("{FILING} where f.position = $1"), [place(position).into()]);
        FilingRow::find_by_statement(statement)
            .one(self.connection())
            .await?
            .map(FilingRow::read)
            .transpose()
    }

    /// The filings at some positions, in the order of the register, as far as the scope shows them.
    pub async fn filings_at(
        &self,
        positions: impl IntoIterator<Item = Position>,
    ) -> Result<Vec<FilingRecord>, StoreError> {
        let positions: Vec<i64> = positions.into_iter().map(place).collect();
        let statement = sql(
            &format!("{FILING} where f.position = any ($1) order by f.position"),
            [positions.into()],
        );
        let rows = FilingRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(FilingRow::read).collect()
    }

    /// The acts of a submission, of a round, or of a State, in the order of the register, as far as the scope shows them.
    pub async fn filings(
        &self,
        submission: Option<SubmissionId>,
        round: Option<RoundId>,
        state: Option<&StateCode>,
    ) -> Result<Vec<FilingRecord>, StoreError> {
        let statement = sql(
            &format!(
                "{FILING} where coalesce(f.submission_id = $1, true) and coalesce(f.round_id = $2, true)
                 and coalesce(f.state_id = $3, true) order by f.position"
            ),
            [
                submission.map(|id| id.0).into(),
                round.map(|id| id.0).into(),
                state.map(ToString::to_string).into(),
            ],
        );
        let rows = FilingRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(FilingRow::read).collect()
    }

    /// The answers of a filing that the scope shows, in the order of the leaves.
    pub async fn filed_answers(&self, position: Position) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        filed_answers(self.connection(), vec![place(position)]).await
    }

    /// The answers of some filings that the scope shows, filing after filing, in the order of the leaves.
    pub async fn filed_answers_of(
        &self,
        positions: impl IntoIterator<Item = Position>,
    ) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        filed_answers(self.connection(), positions.into_iter().map(place).collect()).await
    }

    /// Of each State the newest filing to any of these editions that stands, in the order of the States, as far as the scope shows
    /// them.
    pub async fn newest_standing(
        &self,
        editions: impl IntoIterator<Item = &EditionId>,
    ) -> Result<Vec<StandingFiling>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            state_id: String,
            position: i64,
            submission_id: Uuid,
            edition_id: String,
            round_key: String,
        }
        let editions: Vec<String> = editions.into_iter().map(ToString::to_string).collect();
        // What came after it is asked of all acts: also what the scope does not show supersedes or withdraws.
        let statement = sql(
            "select distinct on (f.state_id) f.state_id, f.position, f.submission_id, f.edition_id, r.key as round_key
             from filing f join round r on r.id = f.round_id
             where f.edition_id = any ($1) and f.kind <> $2
               and not exists (select from filing_act a
                               where a.submission_id = f.submission_id and a.position > f.position)
             order by f.state_id, f.position desc",
            [editions.into(), EntryKind::Withdrawal.code().into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter()
            .map(|row| {
                let bad = bad(row.position);
                Ok(StandingFiling {
                    state: StateCode::new(row.state_id).map_err(|_| bad("state_id"))?,
                    position: Position(number(row.position).ok_or_else(|| bad("position"))?),
                    submission: SubmissionId(row.submission_id),
                    edition: row.edition_id.parse().map_err(|_| bad("edition_id"))?,
                    round: domain::id::RoundKey::new(row.round_key).map_err(|_| bad("round_id"))?,
                })
            })
            .collect()
    }

    /// The answers of some filings to some questions that the scope shows, filing after filing.
    pub async fn filed_answers_to(
        &self,
        positions: impl IntoIterator<Item = Position>,
        questions: impl IntoIterator<Item = QuestionCode>,
    ) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        let positions: Vec<i64> = positions.into_iter().map(place).collect();
        let questions: Vec<String> = questions.into_iter().map(|code| code.to_string()).collect();
        let statement = sql(
            "select * from filed_answer where position = any ($1) and question = any ($2) order by position, leaf",
            [positions.into(), questions.into()],
        );
        read_answers(statement, self.connection()).await
    }

    /// Entries of the register after a position, and up to one: the first so many of them, or the newest, in that order.
    pub async fn register_entries(
        &self,
        after: Position,
        until: Option<Position>,
        (limit, newest): (u32, bool),
    ) -> Result<Vec<PublicEntry>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            #[sea_orm(nested)]
            act: ActRow,
            state_id: Option<String>,
            state_salt: Option<Vec<u8>>,
            withdrawn_at: Option<i64>,
            followed_at: Option<i64>,
        }
        let statement = sql(
            "select e.*, r.key as round_key from register_entry e join round r on r.id = e.round_id
             where e.position > $1 and coalesce(e.position <= $3, true)
             order by case when $4 then -e.position else e.position end limit $2",
            [
                place(after).into(),
                i64::from(limit).into(),
                until.map(place).into(),
                newest.into(),
            ],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter()
            .map(|row| {
                let bad = bad(row.act.position);
                let state = row
                    .state_id
                    .map(|code| StateCode::new(code).map_err(|_| bad("state_id")));
                let salt = row
                    .state_salt
                    .map(|salt| salt.try_into().map_err(|_| bad("state_salt")));
                Ok(PublicEntry {
                    entry: RegisterEntry {
                        state: state.transpose()?,
                        ..row.act.read()?
                    },
                    state_salt: salt.transpose()?,
                    withdrawn_at: row.withdrawn_at.and_then(number).map(Position),
                    followed_at: row.followed_at.and_then(number).map(Position),
                })
            })
            .collect()
    }

    /// The acts of a round after a position, the first so many of them, as everybody sees them.
    pub async fn acts_of_round(
        &self,
        round: RoundId,
        after: Position,
        limit: u32,
    ) -> Result<Vec<RegisterEntry>, StoreError> {
        let statement = sql(
            "select e.*, r.key as round_key from filing_act e join round r on r.id = e.round_id
             where e.round_id = $1 and e.position > $2 order by e.position limit $3",
            [round.0.into(), place(after).into(), i64::from(limit).into()],
        );
        let rows = ActRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(ActRow::read).collect()
    }

    /// All acts of some submissions in the order of the register, without the State, whatever the scope shows of them.
    pub async fn acts(
        &self,
        submissions: impl IntoIterator<Item = SubmissionId>,
    ) -> Result<BTreeMap<SubmissionId, Vec<RegisterEntry>>, StoreError> {
        let submissions: Vec<Uuid> = submissions.into_iter().map(|id| id.0).collect();
        self.acts_where("a.submission_id = any ($1)", submissions.into()).await
    }

    /// The same of every submission in a round.
    pub async fn acts_in(&self, round: RoundId) -> Result<BTreeMap<SubmissionId, Vec<RegisterEntry>>, StoreError> {
        self.acts_where("a.round_id = $1", round.0.into()).await
    }

    async fn acts_where(
        &self,
        condition: &str,
        value: Value,
    ) -> Result<BTreeMap<SubmissionId, Vec<RegisterEntry>>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            submission_id: Uuid,
            #[sea_orm(nested)]
            act: ActRow,
        }
        let text = format!(
            "select a.*, r.key as round_key from filing_act a join round r on r.id = a.round_id
             where {condition} order by a.position"
        );
        let statement = sql(&text, [value]);
        let mut acts: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in Row::find_by_statement(statement).all(self.connection()).await? {
            acts.entry(SubmissionId(row.submission_id))
                .or_default()
                .push(row.act.read()?);
        }
        Ok(acts)
    }
}
