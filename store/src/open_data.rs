//! What everybody may take away: pages of public answers, and what the whole of them depends on.

use chrono::{DateTime, Utc};
use domain::id::QuestionCode;
use domain::language::Language;
use domain::questionnaire::{KindCode, Standing};
use domain::submission::{Position, Salt, Sharing};
use sea_orm::{ConnectionTrait as _, FromQueryResult, QueryResult};
use serde_json::Value as Json;

use crate::record::{FiledAnswerRecord, number, read_answers};
use crate::sharing::SharingRow;
use crate::statement::sql;
use crate::submission::place;
use crate::{Snapshot, StoreError, answer_codec};

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
    /// How often rounds were laid down or changed.
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
    /// How often proposals have, with the names under them.
    pub proposals: i64,
}

/// A filed answer as open data has it: without its translations, which are a table of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenAnswer {
    /// The filing.
    pub position: Position,
    /// Its place among the commitments.
    pub leaf: usize,
    /// The question.
    pub question: QuestionCode,
    /// What was said.
    pub standing: Standing,
    /// The same as it is stored, which is its form in the document.
    pub value: Option<Json>,
    /// The language of its text.
    pub language: Option<Language>,
    /// What opens the commitment.
    pub salt: Salt,
    /// Who reads it.
    pub sharing: Sharing,
}

impl OpenAnswer {
    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        let position: i64 = row.try_get_by_index(0)?;
        let leaf: i16 = row.try_get_by_index(1)?;
        let bad = |column: &str| StoreError::Inconsistent {
            table: "filed_answer",
            column: column.to_owned(),
            row: format!("{position} {leaf}"),
        };
        let kind: String = row.try_get_by_index(3)?;
        let kind = KindCode::from_code(&kind).ok_or_else(|| bad("kind"))?;
        let standing: String = row.try_get_by_index(4)?;
        let value: Option<Json> = row.try_get_by_index(5)?;
        let decoded = answer_codec::decode(kind, &standing, value.as_ref()).map_err(|_| bad("value"))?;
        let language: Option<String> = row.try_get_by_index(6)?;
        let language = language.map(|code| Language::from_code(&code).ok_or_else(|| bad("language")));
        let salt: Vec<u8> = row.try_get_by_index(7)?;
        let sharing = SharingRow {
            visibility: row.try_get_by_index(8)?,
            audience_states: row.try_get_by_index(9)?,
            audience_organisations: row.try_get_by_index(10)?,
            counted: row.try_get_by_index(11)?,
            embargo_until: row.try_get_by_index(12)?,
        };
        Ok(Self {
            position: Position(number(position).ok_or_else(|| bad("position"))?),
            leaf: usize::try_from(leaf).map_err(|_| bad("leaf"))?,
            question: QuestionCode::new(row.try_get_by_index::<String>(2)?).map_err(|_| bad("question"))?,
            standing: decoded.ok_or_else(|| bad("standing"))?,
            value,
            language: language.transpose()?,
            salt: Salt(salt.try_into().map_err(|_| bad("salt"))?),
            sharing: sharing.read().map_err(bad)?.ok_or_else(|| bad("visibility"))?,
        })
    }
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
            proposals: i64,
        }
        let statement = sql(
            "select e.position, e.sharing, h.edition_count as publications, (select changes from round_pulse) as rounds,
                    (select count(*) from invitation_to_round) as invitations, (select count(*) from release) as releases,
                    coalesce((select max(position) from filing_act where kind = 'withdrawal'), 0) as withdrawal,
                    (select max(embargo_until) from coded_answer
                     where embargo_until <= $1 and coalesce(position <= $2, true)) as embargo,
                    (select public_changes from notice_public_edge) as notices,
                    (select public_changes from proposal_public_edge) as proposals
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
            proposals: row.proposals,
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
        self.public_changes("select public_changes from notice_public_edge")
            .await
    }

    /// How often proposals have.
    pub async fn public_proposals(&self) -> Result<i64, StoreError> {
        self.public_changes("select public_changes from proposal_public_edge")
            .await
    }

    async fn public_changes(&self, statement: &str) -> Result<i64, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            public_changes: i64,
        }
        let row = Row::find_by_statement(sql(statement, [])).one(self.connection());
        Ok(row.await?.map_or(0, |row| row.public_changes))
    }

    /// The answers of some filings that the scope shows, in the order of positions and leaves.
    pub async fn open_answers(&self, positions: &[Position]) -> Result<Vec<OpenAnswer>, StoreError> {
        // A million rows come this way, so they are read by place and not by name.
        let statement = sql(
            "select position, leaf, question, kind, standing, value, language, salt, visibility, audience_states,
                    audience_organisations, counted, embargo_until
             from filed_answer where position = any ($1) order by position, leaf",
            [positions.iter().copied().map(place).collect::<Vec<i64>>().into()],
        );
        let rows = self.connection().query_all_raw(statement).await?;
        rows.iter().map(OpenAnswer::read).collect()
    }

    /// Those that have translations, with them.
    pub async fn translated_answers(&self, positions: &[Position]) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        let statement = sql(
            "select * from filed_answer where position = any ($1) and translations is not null order by position, leaf",
            [positions.iter().copied().map(place).collect::<Vec<i64>>().into()],
        );
        read_answers(statement, self.connection()).await
    }
}
