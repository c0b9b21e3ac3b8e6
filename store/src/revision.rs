//! Every accepted text of an answer, for ever, and what merging makes of those that wait.

use chrono::{DateTime, Utc};
use domain::id::{AccountId, EditionId, QuestionCode, RoundKey, StateCode, SubmissionId};
use domain::language::Language;
use domain::questionnaire::{Edition, KindCode};
use domain::submission::{
    Answer, IdempotencyKey, KeptLoser, MergedAnswer, Origin, Outcome, Position, Revision, RevisionId, Submission,
};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::answer::{read_content, texts_form};
use crate::record::number;
use crate::statement::{execute, sql};
use crate::submission::count;
use crate::transaction::Transaction;
use crate::{Snapshot, StoreError, Work, answer_codec};

/// The stored form of an origin.
pub(crate) fn write_origin(origin: &Origin) -> Json {
    json!({
        "position": origin.position.map(|position| position.0),
        "round": origin.round.as_str(),
        "edition": origin.edition.to_string(),
        "question": origin.question.as_str(),
        "comparable": origin.comparable,
    })
}

/// Reads [`write_origin`].
pub(crate) fn read_origin(json: &Json) -> Option<Origin> {
    let text = |name: &str| json.get(name)?.as_str();
    Some(Origin {
        position: match json.get("position") {
            None | Some(Json::Null) => None,
            Some(position) => Some(Position(position.as_u64()?)),
        },
        round: RoundKey::new(text("round")?).ok()?,
        edition: text("edition")?.parse::<EditionId>().ok()?,
        question: QuestionCode::new(text("question")?).ok()?,
        comparable: json.get("comparable")?.as_bool()?,
    })
}

#[derive(FromQueryResult)]
struct RevisionRow {
    id: i64,
    question: String,
    kind: String,
    standing: String,
    value: Option<Json>,
    language: Option<String>,
    translations: Option<Json>,
    revision: Option<i32>,
    based_on: i32,
    key: Option<String>,
    carried_from: Option<Json>,
    merged_into: Option<i64>,
    changed_by: Uuid,
    changed_at: DateTime<Utc>,
}

impl RevisionRow {
    fn read(self) -> Result<Revision, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "answer_revision",
            column: column.to_owned(),
            row: self.id.to_string(),
        };
        let kind = KindCode::from_code(&self.kind).ok_or_else(|| bad("kind"))?;
        let count = |number: i32| u32::try_from(number).map_err(|_| bad("revision"));
        let id = |id: i64| number(id).map(RevisionId).ok_or_else(|| bad("id"));
        Ok(Revision {
            id: id(self.id)?,
            question: QuestionCode::new(self.question.clone()).map_err(|_| bad("question"))?,
            content: read_content(
                kind,
                &self.standing,
                self.value.as_ref(),
                self.language.as_deref(),
                self.translations.as_ref(),
            )
            .ok_or_else(|| bad("value"))?,
            revision: self.revision.map(count).transpose()?,
            based_on: count(self.based_on)?,
            key: self
                .key
                .clone()
                .map(IdempotencyKey::new)
                .transpose()
                .map_err(|_| bad("key"))?,
            origin: match &self.carried_from {
                None => None,
                Some(from) => Some(read_origin(from).ok_or_else(|| bad("carried_from"))?),
            },
            merged_into: self.merged_into.map(id).transpose()?,
            changed_by: AccountId(self.changed_by),
            changed_at: self.changed_at,
        })
    }
}

const REVISION: &str = "select r.*, m.into_id as merged_into from answer_revision r
                        left join answer_merge m on m.revision_id = r.id";

async fn revisions(
    connection: &Transaction,
    id: SubmissionId,
    question: &QuestionCode,
) -> Result<Vec<Revision>, StoreError> {
    let statement = sql(
        &format!("{REVISION} where r.submission_id = $1 and r.question = $2 order by r.id"),
        [id.0.into(), question.to_string().into()],
    );
    let rows = RevisionRow::find_by_statement(statement).all(connection).await?;
    rows.into_iter().map(RevisionRow::read).collect()
}

impl Snapshot {
    /// Every accepted text of a question, the oldest first.
    pub async fn revisions(&self, id: SubmissionId, question: &QuestionCode) -> Result<Vec<Revision>, StoreError> {
        revisions(self.connection(), id, question).await
    }

    /// Every text that stood at some time, of several questions, in order of code, the oldest first.
    pub async fn stood(&self, id: SubmissionId, questions: &[QuestionCode]) -> Result<Vec<Revision>, StoreError> {
        let codes: Vec<_> = questions.iter().map(ToString::to_string).collect();
        let statement = sql(
            &format!(
                "{REVISION} where r.submission_id = $1 and r.question = any($2) and r.revision is not null
                 order by r.question, r.id"
            ),
            [id.0.into(), codes.into()],
        );
        let rows = RevisionRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(RevisionRow::read).collect()
    }

    /// The texts of a submission that await merging, in order of code, the oldest first.
    pub async fn unmerged(&self, id: SubmissionId) -> Result<Vec<Revision>, StoreError> {
        let statement = sql(
            &format!(
                "{REVISION} where r.submission_id = $1 and r.revision is null and m.into_id is null
                 order by r.question, r.id"
            ),
            [id.0.into()],
        );
        let rows = RevisionRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(RevisionRow::read).collect()
    }
}

impl Work {
    /// The answer to one question, if there is one.
    pub async fn answer(&self, id: SubmissionId, question: &QuestionCode) -> Result<Option<Answer>, StoreError> {
        crate::answer::answer(self.connection(), id, question).await
    }

    /// Every accepted text of a question, the oldest first.
    pub async fn revisions(&self, id: SubmissionId, question: &QuestionCode) -> Result<Vec<Revision>, StoreError> {
        revisions(self.connection(), id, question).await
    }

    /// Keeps an answer that took up what awaited merging, as one more revision that names it.
    pub async fn save_merge(
        &self,
        submission: &Submission,
        edition: &Edition,
        outcome: &Outcome<MergedAnswer>,
    ) -> Result<(), StoreError> {
        let MergedAnswer { answer, merged, key } = &outcome.state;
        let (standing, value) = answer_codec::encode(answer.content.standing.as_ref());
        let merged: Vec<i64> = merged
            .iter()
            .map(|id| i64::try_from(id.0).unwrap_or(i64::MAX))
            .collect();
        execute(
            self.connection(),
            "with text as (
                 insert into answer_revision (submission_id, question, state_id, kind, standing, value, language,
                     translations, carried_from, revision, based_on, key, changed_by, changed_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10 - 1, $11, $12, $13)
                 returning id
             ), merged as (
                 insert into answer_merge (revision_id, into_id, submission_id, state_id)
                 select taken_up, text.id, $1, $3 from text, unnest($14::bigint[]) as taken_up
             )
             insert into answer as a (submission_id, question, state_id, kind, standing, value, language, translations,
                 carried_from, confirmed, revision, salt, changed_by, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10, $15, $12, $13)
             on conflict (submission_id, question) do update
                 set kind = excluded.kind, standing = excluded.standing, value = excluded.value,
                     language = excluded.language, translations = excluded.translations,
                     carried_from = excluded.carried_from, confirmed = true, revision = excluded.revision,
                     salt = excluded.salt, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
            [
                submission.id.0.into(),
                answer.question.to_string().into(),
                submission.state.to_string().into(),
                kind_of(edition, &answer.question).into(),
                standing.into(),
                value.into(),
                answer.content.language.map(Language::code).into(),
                texts_form(&answer.content.translations).into(),
                answer.origin().map(write_origin).into(),
                count(answer.revision).into(),
                key.as_ref().map(|key| key.as_str().to_owned()).into(),
                answer.changed_by.0.into(),
                answer.changed_at.into(),
                merged.into(),
                answer.salt.0.to_vec().into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps what was typed for a merge that came too late, beside what stands.
    pub async fn save_loser(
        &self,
        (id, state): (SubmissionId, &StateCode),
        edition: &Edition,
        outcome: &Outcome<KeptLoser>,
    ) -> Result<(), StoreError> {
        let loser = &outcome.state;
        let (standing, value) = answer_codec::encode(loser.content.standing.as_ref());
        execute(
            self.connection(),
            "insert into answer_revision (submission_id, question, state_id, kind, standing, value, language,
                 translations, based_on, key, changed_by, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            [
                id.0.into(),
                loser.question.to_string().into(),
                state.to_string().into(),
                kind_of(edition, &loser.question).into(),
                standing.into(),
                value.into(),
                loser.content.language.map(Language::code).into(),
                texts_form(&loser.content.translations).into(),
                count(loser.based_on).into(),
                loser.key.as_ref().map(|key| key.as_str().to_owned()).into(),
                outcome.event.by.0.into(),
                outcome.event.at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }
}

fn kind_of(edition: &Edition, question: &QuestionCode) -> Option<&'static str> {
    Some(edition.question(question)?.question.kind.code().code())
}
