//! Finding proposals by the words of the versions that everybody reads.

use domain::id::{ProposalId, ProvisionId, StateCode, Theme};
use domain::language::Language;
use domain::proposal::{Content, Version};
use sea_orm::FromQueryResult;
use search::Query;
use serde_json::{Value as Json, json};
use sqlx::Connection as _;
use uuid::Uuid;

use super::{codes_of, ranked};
use crate::migrate::connect;
use crate::proposal::{number, read_content};
use crate::statement::{execute, sql};
use crate::{Snapshot, StoreError, Work};

/// Keeps the terms of a version that everybody reads.
const INSERT: &str = "insert into proposal_text (proposal_id, version, language, state_id, words, form)
     select v.proposal_id, v.version, i.language, v.state_id, i.words::tsvector, $4
     from jsonb_to_recordset($3) as i(language text, words text)
     join proposal_version v on v.proposal_id = $1 and v.version = $2
     where v.visibility = 'public'";

/// What a version is found by, under the names of the columns.
fn rows(content: &Content) -> Json {
    let analysed = search::proposed(content).into_iter();
    let analysed = analysed.map(|(language, texts)| (language, search::terms(texts, language)));
    let found = analysed.filter(|(_, terms)| !terms.is_empty());
    found
        .map(|(language, terms)| json!({"language": language.code(), "words": terms.to_vector()}))
        .collect()
}

impl Work {
    /// Keeps what a version is found by, once it is kept; nothing where not everybody reads it.
    pub(crate) async fn insert_proposal_texts(&self, id: ProposalId, version: &Version) -> Result<(), StoreError> {
        let rows = rows(&version.content);
        let values = [
            id.0.into(),
            number(version.number).into(),
            rows.into(),
            search::FORM.into(),
        ];
        execute(self.connection(), INSERT, values).await.map(drop)
    }
}

/// Analyses the versions that everybody reads and that were released before proposals were found, or are analysed in another
/// form; says how many. As the owner, version by version, each in a transaction of its own.
pub async fn analyse_proposals(owner_url: &str) -> Result<usize, StoreError> {
    let internal = |error: sqlx::Error| StoreError::Internal(error.into());
    let mut connection = connect(owner_url).await?;
    let versions: Vec<(Uuid, i32, Json)> = sqlx::query_as(
        "select v.proposal_id, v.version, v.content from proposal_version v
         where v.visibility = 'public'
           and not exists (select from proposal_text t
                           where t.proposal_id = v.proposal_id and t.version = v.version and t.form = $1)
         order by v.proposal_id, v.version",
    )
    .bind(search::FORM)
    .fetch_all(&mut connection)
    .await
    .map_err(internal)?;
    for (id, version, content) in &versions {
        // What cannot be read is told where it is asked for; here it is merely not found.
        let Some(content) = read_content(content) else {
            continue;
        };
        let mut unit = connection.begin().await.map_err(internal)?;
        sqlx::query("delete from proposal_text where proposal_id = $1 and version = $2")
            .bind(id)
            .bind(version)
            .execute(&mut *unit)
            .await
            .map_err(internal)?;
        sqlx::query(INSERT)
            .bind(id)
            .bind(version)
            .bind(rows(&content))
            .bind(search::FORM)
            .execute(&mut *unit)
            .await
            .map_err(internal)?;
        unit.commit().await.map_err(internal)?;
    }
    connection.close().await.map_err(internal)?;
    Ok(versions.len())
}

/// What proposals are about.
#[derive(Clone, Debug, Default)]
pub struct ProposedAbout {
    /// Which elaborate one of these provisions, or stand in a relation to it.
    pub provisions: Vec<ProvisionId>,
    /// Or which say that they are on this theme,
    pub theme: Option<Theme>,
    /// and elaborate one of these provisions, or stand in a relation to it.
    pub and: Option<Vec<ProvisionId>>,
}

/// Which proposals are looked through.
#[derive(Clone, Debug, Default)]
pub struct ProposalTextFilter {
    /// What is said in these languages.
    pub languages: Vec<Language>,
    /// Led by this State.
    pub state: Option<StateCode>,
    /// About this.
    pub about: Option<ProposedAbout>,
}

/// A proposal that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundProposal {
    /// The proposal.
    pub id: ProposalId,
    /// The newest version that everybody reads.
    pub version: u32,
    /// The language in which it was found: the one preferred, if it was found there, else that of the most relevant text.
    pub language: Language,
    /// How relevant its most relevant text is, in thousandths.
    pub score: i32,
}

impl Snapshot {
    /// The proposals that hold everything asked for in the newest version that everybody reads, whatever else the scope shows:
    /// how many there are, and, the most relevant first, then in the order in which they were drafted, so many after a place.
    pub async fn search_proposals(
        &self,
        query: &Query,
        filter: &ProposalTextFilter,
        preferred: Language,
        after: Option<(i32, ProposalId)>,
        limit: usize,
    ) -> Result<(usize, Vec<FoundProposal>), StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            total: i64,
            proposal_id: Option<Uuid>,
            version: Option<i32>,
            language: Option<String>,
            score: Option<i32>,
        }
        let (ranking, factor) = query.to_ranking(&filter.languages);
        let (score, id) = after.map_or((i32::MAX, Uuid::nil()), |(score, id)| (score, id.0));
        let named = |ids: &Vec<ProvisionId>| ids.iter().map(ToString::to_string).collect::<Vec<String>>();
        let about = filter.about.as_ref();
        let statement = sql(
            &format!(
                "with matched as materialized (
                     select proposal_id, version, language, {} as score
                     from public_proposal_text
                     where words @@ $1::tsquery and language = any ($4)
                       and ($5::text is null or state_id = $5)
                       and ($6::text[] is null or provisions && $6
                            or $7::text = any (themes) and ($8::text[] is null or provisions && $8))),
                 best as (
                     select distinct on (proposal_id) proposal_id, version, language,
                            max(score) over (partition by proposal_id) as score
                     from matched order by proposal_id, language <> $9, matched.score desc, language),
                 page as (
                     select * from best where (-score, proposal_id) > (-$10::integer, $11::uuid)
                     order by -score, proposal_id limit $12)
                 select (select count(*) from best) as total, p.proposal_id, p.version, p.language, p.score
                 from (select) one left join page p on true order by -p.score, p.proposal_id",
                ranked()
            ),
            [
                query.to_condition(&filter.languages).into(),
                ranking.into(),
                factor.into(),
                codes_of(&filter.languages).into(),
                filter.state.as_ref().map(ToString::to_string).into(),
                about.map(|about| named(&about.provisions)).into(),
                about
                    .and_then(|about| about.theme.as_ref())
                    .map(ToString::to_string)
                    .into(),
                about.and_then(|about| about.and.as_ref()).map(named).into(),
                preferred.code().to_owned().into(),
                score.into(),
                id.into(),
                i64::try_from(limit).unwrap_or(i64::MAX).into(),
            ],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let total = rows.first().and_then(|row| usize::try_from(row.total).ok());
        let found = rows.into_iter().filter_map(|row| {
            Some(FoundProposal {
                id: ProposalId(row.proposal_id?),
                version: u32::try_from(row.version?).ok()?,
                language: Language::from_code(row.language.as_deref()?)?,
                score: row.score?,
            })
        });
        Ok((total.unwrap_or(0), found.collect()))
    }
}
