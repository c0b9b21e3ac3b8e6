//! Finding filed answers and proposals by their words.

mod proposal;

pub use proposal::{FoundProposal, ProposalTextFilter, ProposedAbout, analyse_proposals};

use domain::id::{EditionId, QuestionCode, RoundId, StateCode};
use domain::language::{Language, Texts};
use domain::questionnaire::{KindCode, Standing};
use domain::submission::Position;
use sea_orm::FromQueryResult;
use search::Query;
use serde_json::{Value as Json, json};
use sqlx::Connection as _;

use crate::migrate::connect;
use crate::record::{FiledAnswerRecord, number};
use crate::round::read_texts;
use crate::statement::{execute, sql};
use crate::submission::place;
use crate::{Snapshot, StoreError, Work, answer_codec};

/// Keeps the terms of a filing's texts.
const INSERT: &str = "insert into filed_text
         (position, leaf, language, question, state_id, words, form, is_public, embargo_until, superseded_by)
     select a.position, a.leaf, i.language, a.question, a.state_id, i.words::tsvector, $3,
            a.visibility = 'public' and not a.withdrawn, a.embargo_until,
            (select min(l.position) from filing f join filing l using (submission_id)
             where f.position = $1 and l.position > $1)
     from jsonb_to_recordset($2) as i(leaf smallint, language text, words text)
     join filed_answer a on a.position = $1 and a.leaf = i.leaf";

/// The rows of an answer under the names of their columns.
fn rows(leaf: i16, standing: &Standing, language: Option<Language>, translations: &Texts) -> Vec<Json> {
    let texts = search::texts(standing, language, translations).into_iter();
    let analysed = texts.map(|(language, texts)| (language, search::terms(texts, language)));
    let found = analysed.filter(|(_, terms)| !terms.is_empty());
    found
        .map(|(language, terms)| json!({"leaf": leaf, "language": language.code(), "words": terms.to_vector()}))
        .collect()
}

impl Work {
    /// Keeps what the texts of a filing are found by, once its answers are kept.
    pub(crate) async fn insert_filed_texts(&self, position: Position) -> Result<(), StoreError> {
        let answers = self.filed_answers(position).await?;
        let rows: Vec<Json> = answers
            .iter()
            .flat_map(|answer| {
                let leaf = i16::try_from(answer.leaf).unwrap_or(i16::MAX);
                rows(leaf, &answer.standing, answer.language, &answer.translations)
            })
            .collect();
        if !rows.is_empty() {
            let values = [place(position).into(), Json::Array(rows).into(), search::FORM.into()];
            execute(self.connection(), INSERT, values).await?;
        }
        Ok(())
    }
}

/// An answer as the owner reads it, to be analysed.
#[derive(sqlx::FromRow)]
struct StoredRow {
    leaf: i16,
    kind: String,
    standing: String,
    value: Option<Json>,
    language: Option<String>,
    translations: Option<Json>,
}

impl StoredRow {
    fn rows(&self) -> Option<Vec<Json>> {
        let kind = KindCode::from_code(&self.kind)?;
        let standing = answer_codec::decode(kind, &self.standing, self.value.as_ref()).ok()??;
        let language = self.language.as_deref().and_then(Language::from_code);
        let translations = self.translations.as_ref().and_then(read_texts).unwrap_or_default();
        Some(rows(self.leaf, &standing, language, &translations))
    }
}

/// Analyses what is on record and was filed before there was search, or is analysed in another form, and what was superseded
/// while only what stands was found; says how many filings. What was withdrawn is found nowhere.
/// As the owner, filing by filing, each in a transaction of its own: those who file meanwhile wait for nothing.
pub async fn analyse_filed(owner_url: &str) -> Result<usize, StoreError> {
    let internal = |error: sqlx::Error| StoreError::Internal(error.into());
    let mut connection = connect(owner_url).await?;
    let positions: Vec<i64> = sqlx::query_scalar(
        "select f.position from filing f
         where f.kind <> 'withdrawal'
           and not exists (
               select from filing l
               where l.submission_id = f.submission_id and l.position > f.position and l.kind = 'withdrawal')
           and not exists (select from filed_text t where t.position = f.position and t.form = $1)
         order by f.position",
    )
    .bind(search::FORM)
    .fetch_all(&mut connection)
    .await
    .map_err(internal)?;
    for position in &positions {
        let mut unit = connection.begin().await.map_err(internal)?;
        let stored: Vec<StoredRow> = sqlx::query_as(
            "select leaf, kind, standing, value, language, translations from filed_answer where position = $1 order by leaf",
        )
        .bind(position)
        .fetch_all(&mut *unit)
        .await
        .map_err(internal)?;
        // What cannot be read is what `normtrack register check` finds; here it is merely not found.
        let rows: Vec<Json> = stored.iter().filter_map(StoredRow::rows).flatten().collect();
        sqlx::query("delete from filed_text where position = $1")
            .bind(position)
            .execute(&mut *unit)
            .await
            .map_err(internal)?;
        sqlx::query(INSERT)
            .bind(position)
            .bind(Json::Array(rows))
            .bind(search::FORM)
            .execute(&mut *unit)
            .await
            .map_err(internal)?;
        unit.commit().await.map_err(internal)?;
    }
    connection.close().await.map_err(internal)?;
    Ok(positions.len())
}

/// Which texts are looked through.
#[derive(Clone, Debug, Default)]
pub struct TextFilter {
    /// Of these languages.
    pub languages: Vec<Language>,
    /// Of this round.
    pub round: Option<RoundId>,
    /// Of this State.
    pub state: Option<StateCode>,
    /// Answers to these questions of these editions.
    pub questions: Option<Vec<(EditionId, QuestionCode)>>,
    /// Of filings that stood at this position; of those that stand now where there is none.
    pub as_of: Option<Position>,
}

/// A public answer that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundText {
    /// The filing.
    pub position: Position,
    /// Its place among the commitments.
    pub leaf: usize,
    /// The language in which it was found: the one preferred, if it was found there, else that of the most relevant text.
    pub language: Language,
    /// How relevant its most relevant text is, in thousandths.
    pub score: i32,
}

/// How relevant `words` are to the query `$2` with the factor `$3`.
const fn ranked() -> &'static str {
    // `ts_rank` with normalisation 1 divides by the binary logarithm of one more than the length.
    "round(ts_rank('{0.1, 0.1, 0.1, 0.1}', words, $2::tsquery, 1)::float8 * $3)::integer"
}

fn codes_of(languages: &[Language]) -> Vec<String> {
    languages.iter().map(|language| language.code().to_owned()).collect()
}

impl Snapshot {
    /// The public answers of filings that stand, or stood at a position, that hold everything asked for, whatever else the scope shows: how many there are,
    /// and, the most relevant first, then in the order of the register, so many of them after a place.
    pub async fn search_answers(
        &self,
        query: &Query,
        filter: &TextFilter,
        preferred: Language,
        after: Option<(i32, Position, Option<usize>)>,
        limit: usize,
    ) -> Result<(usize, Vec<FoundText>), StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            total: i64,
            position: Option<i64>,
            leaf: Option<i16>,
            language: Option<String>,
            score: Option<i32>,
        }
        let (ranking, factor) = query.to_ranking(&filter.languages);
        let (score, position, leaf) = after.map_or((i32::MAX, 0, -1), |(score, position, leaf)| {
            let leaf = leaf.map_or(-1, |leaf| i16::try_from(leaf).unwrap_or(i16::MAX));
            (score, place(position), leaf)
        });
        let questions = filter.questions.as_ref().map(|questions| {
            let pairs = questions
                .iter()
                .map(|(edition, question)| format!("{edition} {question}"));
            pairs.collect::<Vec<String>>()
        });
        let statement = sql(
            &format!(
                "with matched as materialized (
                 select position, leaf, language, {} as score
                 from public_text
                 where words @@ $1::tsquery and language = any ($4)
                   and ($5::uuid is null or round_id = $5) and ($6::text is null or state_id = $6)
                   and ($7::text[] is null or edition_id || ' ' || question = any ($7))
                   and case when $13::bigint is null then superseded_by is null
                       else position <= $13 and coalesce(superseded_by > $13, true) end),
             best as (
                 select distinct on (position, leaf) position, leaf, language,
                        max(score) over (partition by position, leaf) as score
                 from matched order by position, leaf, language <> $8, matched.score desc, language),
             page as (
                 select * from best where (-score, position, leaf) > (-$9::integer, $10::bigint, $11::smallint)
                 order by -score, position, leaf limit $12)
             select (select count(*) from best) as total, p.position, p.leaf, p.language, p.score
             from (select) one left join page p on true order by -p.score, p.position, p.leaf",
                ranked()
            ),
            [
                query.to_condition(&filter.languages).into(),
                ranking.into(),
                factor.into(),
                codes_of(&filter.languages).into(),
                filter.round.map(|id| id.0).into(),
                filter.state.as_ref().map(ToString::to_string).into(),
                questions.into(),
                preferred.code().to_owned().into(),
                score.into(),
                position.into(),
                leaf.into(),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
                filter.as_of.map(place).into(),
            ],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let total = rows
            .first()
            .and_then(|row| usize::try_from(row.total).ok())
            .unwrap_or(0);
        let found = rows.into_iter().filter_map(|row| {
            Some(FoundText {
                position: Position(number(row.position?)?),
                leaf: usize::try_from(row.leaf?).ok()?,
                language: Language::from_code(row.language.as_deref()?)?,
                score: row.score?,
            })
        });
        Ok((total, found.collect()))
    }

    /// Some answers by position and leaf, as far as the scope shows them, in the order of the register.
    pub async fn filed_answers_at(
        &self,
        places: impl IntoIterator<Item = (Position, usize)>,
    ) -> Result<Vec<FiledAnswerRecord>, StoreError> {
        let (positions, leaves): (Vec<i64>, Vec<i16>) = places
            .into_iter()
            .map(|(position, leaf)| (place(position), i16::try_from(leaf).unwrap_or(i16::MAX)))
            .unzip();
        let statement = sql(
            "select * from filed_answer where (position, leaf) in (select * from unnest($1::bigint[], $2::smallint[]))
             order by position, leaf",
            [positions.into(), leaves.into()],
        );
        crate::record::read_answers(statement, self.connection()).await
    }
}
