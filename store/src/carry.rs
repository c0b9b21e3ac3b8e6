//! What a State has said so far, and what its next working file starts with: each one statement.

use chrono::{DateTime, Utc};
use domain::id::{AccountId, EditionId, QuestionCode, RoundKey, StateCode, SubmissionId};
use domain::language::Language;
use domain::questionnaire::{Edition, KindCode, Standing, Value};
use domain::submission::{Carried, Content, Event, Origin, Outcome, Past, Position, Salt, Submission, Told};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};

use crate::answer::{read_content, texts_form};
use crate::record::number;
use crate::revision::{read_origin, write_origin};
use crate::statement::{execute, sql};
use crate::transaction::Transaction;
use crate::{Snapshot, StoreError, Work, answer_codec};

#[derive(FromQueryResult)]
struct ToldRow {
    draft: bool,
    edition_id: String,
    round_key: String,
    position: Option<i64>,
    question: String,
    kind: String,
    standing: String,
    value: Option<Json>,
    language: Option<String>,
    translations: Option<Json>,
    carried_from: Option<Json>,
}

impl ToldRow {
    fn read(self) -> Result<(bool, Told), StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: if self.draft { "answer" } else { "filed_answer" },
            column: column.to_owned(),
            row: format!("{} {}", self.round_key, self.question),
        };
        let kind = KindCode::from_code(&self.kind).ok_or_else(|| bad("kind"))?;
        let told = Told {
            edition: self.edition_id.parse::<EditionId>().map_err(|_| bad("edition_id"))?,
            question: QuestionCode::new(self.question.clone()).map_err(|_| bad("question"))?,
            round: RoundKey::new(self.round_key.clone()).map_err(|_| bad("round"))?,
            position: match self.position {
                None => None,
                Some(position) => Some(Position(number(position).ok_or_else(|| bad("position"))?)),
            },
            content: read_content(
                kind,
                &self.standing,
                self.value.as_ref(),
                self.language.as_deref(),
                self.translations.as_ref(),
            )
            .ok_or_else(|| bad("value"))?,
            origin: match &self.carried_from {
                None => None,
                Some(from) => Some(read_origin(from).ok_or_else(|| bad("carried_from"))?),
            },
        };
        Ok((self.draft, told))
    }
}

/// Of each question of each edition what the newest standing filing that decided it says, or that it was taken back there;
/// and everything that the last working file holds.
const PAST: &str = "
    with own as (
        select s.id, s.edition_id, r.key as round_key,
               case when s.stage in ('filed', 'amending') then s.filing end as filing,
               row_number() over (order by s.opened_at desc, s.id desc) = 1 as is_last
        from submission s join round r on r.id = s.round_id
        where s.state_id = $1 and split_part(s.edition_id, '/', 1) = $2 and s.id <> $3
    ), decided as (
        select o.edition_id, o.round_key, o.filing as position, f.question, f.kind, f.standing, f.value, f.language,
               f.translations, false as taken_back
        from own o join filed_answer f on f.position = o.filing
        union all
        select o.edition_id, o.round_key, o.filing, a.question, a.kind, a.standing, null, null, null, true
        from own o join answer a on a.submission_id = o.id and a.standing = 'not_answered'
        where o.filing is not null
    )
    (select distinct on (edition_id, question) false as draft, edition_id, round_key, position, question, kind, standing,
            value, language, translations, null::jsonb as carried_from
     from decided order by edition_id, question, position desc, taken_back)
    union all
    select true, o.edition_id, o.round_key, null, a.question, a.kind, a.standing, a.value, a.language, a.translations,
           a.carried_from
    from own o join answer a on a.submission_id = o.id
    where o.is_last and a.standing <> 'not_answered'
    union all
    select true, o.edition_id, o.round_key, null, w.question, w.kind, w.standing, w.value, w.language, w.translations,
           w.carried_from
    from own o join answer_revision w on w.submission_id = o.id and w.revision is null
    where o.is_last and w.standing <> 'not_answered'
      and not exists (select from answer_merge m where m.revision_id = w.id)";

async fn past(
    connection: &Transaction,
    state: &StateCode,
    edition: &EditionId,
    but: SubmissionId,
) -> Result<Past, StoreError> {
    let statement = sql(
        PAST,
        [
            state.to_string().into(),
            edition.questionnaire.to_string().into(),
            but.0.into(),
        ],
    );
    let mut past = Past::default();
    for row in ToldRow::find_by_statement(statement).all(connection).await? {
        let (is_draft, told) = row.read()?;
        if is_draft { &mut past.drafts } else { &mut past.filed }.push(told);
    }
    Ok(past)
}

impl Snapshot {
    /// What a State has said so far in the editions of a questionnaire, one working file apart.
    pub async fn past(&self, state: &StateCode, edition: &EditionId, but: SubmissionId) -> Result<Past, StoreError> {
        past(self.connection(), state, edition, but).await
    }
}

impl Work {
    /// What a State has said so far in the editions of a questionnaire, one working file apart.
    pub async fn past(&self, state: &StateCode, edition: &EditionId, but: SubmissionId) -> Result<Past, StoreError> {
        past(self.connection(), state, edition, but).await
    }

    /// Keeps drafted texts that were taken up into a working file.
    pub async fn save_taken_up(
        &self,
        submission: &Submission,
        edition: &Edition,
        outcome: &Outcome<Carried>,
    ) -> Result<(), StoreError> {
        let Event { by, at, .. } = outcome.event;
        self.save_carried(submission, edition, (by, at), &outcome.state).await?;
        self.record(&outcome.event).await
    }

    /// Keeps texts that come from elsewhere: what a working file that was opened in this unit starts with.
    pub async fn save_carried(
        &self,
        submission: &Submission,
        edition: &Edition,
        (by, at): (AccountId, DateTime<Utc>),
        carried: &Carried,
    ) -> Result<(), StoreError> {
        let answers = carried.answers.iter().filter_map(|answer| {
            let origin = answer.origin()?;
            let text = Text {
                question: &answer.question,
                kind: kind(edition, &answer.question)?,
                content: &answer.content,
                origin,
            };
            Some(text.row(Some(answer.salt)))
        });
        let offers = carried.offers.iter().filter_map(|offer| {
            // A value keeps the kind that it was given in.
            let own = offer.content.standing.as_ref().and_then(Standing::value);
            let own = own.map(Value::kind);
            let text = Text {
                question: &offer.question,
                kind: own.or_else(|| kind(edition, &offer.question))?,
                content: &offer.content,
                origin: &offer.origin,
            };
            Some(text.row(None))
        });
        let rows: Vec<Json> = answers.chain(offers).collect();
        if rows.is_empty() {
            return Ok(());
        }
        execute(
            self.connection(),
            "with text as (
                 select * from rows from (jsonb_to_recordset($1) as (question text, kind text, standing text, value jsonb,
                     language text, translations jsonb, carried_from jsonb, salt bytea)) with ordinality
                     as t(question, kind, standing, value, language, translations, carried_from, salt, place)
             ), stands as (
                 insert into answer (submission_id, question, state_id, kind, standing, value, language, translations,
                     carried_from, confirmed, revision, salt, changed_by, changed_at)
                 select $2, question, $3, kind, standing, value, language, translations, carried_from, false, 1, salt, $4,
                        $5
                 from text where salt is not null
             )
             insert into answer_revision (submission_id, question, state_id, kind, standing, value, language, translations,
                 carried_from, revision, based_on, changed_by, changed_at)
             select $2, question, $3, kind, standing, value, language, translations, carried_from,
                    case when salt is not null then 1 end, 0, $4, $5
             from text order by place",
            [
                Json::Array(rows).into(),
                submission.id.0.into(),
                submission.state.to_string().into(),
                by.0.into(),
                at.into(),
            ],
        )
        .await?;
        Ok(())
    }
}

fn kind(edition: &Edition, question: &QuestionCode) -> Option<KindCode> {
    Some(edition.question(question)?.question.kind.code())
}

/// A text that is carried; the row of its columns by name.
struct Text<'a> {
    question: &'a QuestionCode,
    kind: KindCode,
    content: &'a Content,
    origin: &'a Origin,
}

impl Text<'_> {
    fn row(&self, salt: Option<Salt>) -> Json {
        let (standing, value) = answer_codec::encode(self.content.standing.as_ref());
        json!({
            "question": self.question.as_str(),
            "kind": self.kind.code(),
            "standing": standing,
            "value": value,
            "language": self.content.language.map(Language::code),
            "translations": texts_form(&self.content.translations),
            "carried_from": write_origin(self.origin),
            "salt": salt.map(|salt| format!("\\x{}", register::Salt(salt.0).to_hex())),
        })
    }
}
