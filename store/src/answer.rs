//! Answers of working files, and every accepted save of them.

use chrono::{DateTime, Utc};
use domain::id::{AccountId, QuestionCode, SubmissionId};
use domain::language::{Language, Texts};
use domain::questionnaire::KindCode;
use domain::submission::{Answer, Content, Outcome, Provenance, Salt, Sharing};
use sea_orm::FromQueryResult;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::revision::read_origin;
use crate::round::read_texts;
use crate::sharing::{SharingRow, columns};
use crate::statement::{execute, sql};
use crate::transaction::Transaction;
use crate::{Snapshot, StoreError, Work, answer_codec};

#[derive(FromQueryResult)]
struct AnswerRow {
    question: String,
    kind: String,
    standing: String,
    value: Option<Json>,
    language: Option<String>,
    translations: Option<Json>,
    carried_from: Option<Json>,
    confirmed: bool,
    #[sea_orm(nested)]
    sharing: SharingRow,
    revision: i32,
    salt: Vec<u8>,
    changed_by: Uuid,
    changed_at: DateTime<Utc>,
}

impl AnswerRow {
    fn read(self) -> Result<Answer, StoreError> {
        let code = self.question.clone();
        let bad = |column: &str| StoreError::Inconsistent {
            table: "answer",
            column: column.to_owned(),
            row: code.clone(),
        };
        let kind = KindCode::from_code(&self.kind).ok_or_else(|| bad("kind"))?;
        let content = read_content(
            kind,
            &self.standing,
            self.value.as_ref(),
            self.language.as_deref(),
            self.translations.as_ref(),
        )
        .ok_or_else(|| bad("value"))?;
        let provenance = match self.carried_from {
            None => Provenance::Entered,
            Some(from) => Provenance::Carried {
                from: read_origin(&from).ok_or_else(|| bad("carried_from"))?,
                confirmed: self.confirmed,
            },
        };
        Ok(Answer {
            question: QuestionCode::new(self.question).map_err(|_| bad("question"))?,
            content,
            sharing: self.sharing.read().map_err(bad)?,
            revision: u32::try_from(self.revision).map_err(|_| bad("revision"))?,
            provenance,
            salt: Salt(self.salt.try_into().map_err(|_| bad("salt"))?),
            changed_by: AccountId(self.changed_by),
            changed_at: self.changed_at,
        })
    }
}

/// What was said, from its stored form.
pub(crate) fn read_content(
    kind: KindCode,
    standing: &str,
    value: Option<&Json>,
    language: Option<&str>,
    translations: Option<&Json>,
) -> Option<Content> {
    Some(Content {
        standing: answer_codec::decode(kind, standing, value).ok()?,
        language: match language {
            None => None,
            Some(code) => Some(Language::from_code(code)?),
        },
        translations: match translations {
            None => Texts::default(),
            Some(texts) => read_texts(texts)?,
        },
    })
}

/// What was said, from the form in which a hot write returned it.
pub fn read_stored_content(content: &crate::hot::Content) -> Option<Content> {
    read_content(
        KindCode::from_code(content.kind)?,
        &content.standing,
        content.value.as_ref(),
        content.language.as_deref(),
        content.translations.as_ref(),
    )
}

/// The stored form of translations; none where there are none.
pub fn texts_form(texts: &Texts) -> Option<Json> {
    (!texts.is_empty()).then(|| crate::round::write_texts(texts))
}

async fn answers(connection: &Transaction, id: SubmissionId) -> Result<Vec<Answer>, StoreError> {
    let statement = sql(
        "select * from answer where submission_id = $1 order by question",
        [id.0.into()],
    );
    AnswerRow::find_by_statement(statement)
        .all(connection)
        .await?
        .into_iter()
        .map(AnswerRow::read)
        .collect()
}

pub(crate) async fn answer(
    connection: &Transaction,
    id: SubmissionId,
    question: &QuestionCode,
) -> Result<Option<Answer>, StoreError> {
    let statement = sql(
        "select * from answer where submission_id = $1 and question = $2",
        [id.0.into(), question.to_string().into()],
    );
    let row = AnswerRow::find_by_statement(statement).one(connection).await?;
    row.map(AnswerRow::read).transpose()
}

impl Snapshot {
    /// The answers of a submission, in order of code.
    pub async fn answers(&self, id: SubmissionId) -> Result<Vec<Answer>, StoreError> {
        answers(self.connection(), id).await
    }
}

impl Work {
    /// The answers of a submission, in order of code.
    pub async fn answers(&self, id: SubmissionId) -> Result<Vec<Answer>, StoreError> {
        answers(self.connection(), id).await
    }

    /// The carried answers of a submission that nobody has confirmed, in order of code.
    pub async fn unconfirmed(&self, id: SubmissionId) -> Result<Vec<Answer>, StoreError> {
        let statement = sql(
            "select * from answer where submission_id = $1 and not confirmed order by question",
            [id.0.into()],
        );
        let rows = AnswerRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(AnswerRow::read).collect()
    }

    /// Keeps that somebody stands behind carried answers of a working file.
    pub async fn save_confirmed(
        &self,
        submission: SubmissionId,
        outcome: &Outcome<Vec<QuestionCode>>,
    ) -> Result<(), StoreError> {
        let questions: Vec<_> = outcome.state.iter().map(ToString::to_string).collect();
        execute(
            self.connection(),
            "update answer set confirmed = true, changed_by = $3, changed_at = $4
             where submission_id = $1 and question = any ($2) and not confirmed",
            [
                submission.0.into(),
                questions.into(),
                outcome.event.by.0.into(),
                outcome.event.at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps the sharing of one answer of a working file.
    pub(crate) async fn share_answer(
        &self,
        submission: SubmissionId,
        question: &QuestionCode,
        sharing: Option<&Sharing>,
    ) -> Result<(), StoreError> {
        let [visibility, states, organisations, counted, embargo] = columns(sharing);
        execute(
            self.connection(),
            "update answer set visibility = $3, audience_states = $4, audience_organisations = $5, counted = $6,
                               embargo_until = $7
             where submission_id = $1 and question = $2",
            [
                submission.0.into(),
                question.to_string().into(),
                visibility,
                states,
                organisations,
                counted,
                embargo,
            ],
        )
        .await?;
        Ok(())
    }
}
