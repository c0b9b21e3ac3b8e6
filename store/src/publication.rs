//! The catalogue in the database: States, organisations and editions. The owner writes them, everybody reads them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DbBackend, FromQueryResult, Statement};
use serde_json::Value as Json;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use thiserror::Error;

use crate::address::Address;
use crate::{Snapshot, StoreError};

/// A State as it is stored; `names` holds one name for each language code.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
#[expect(missing_docs, reason = "the columns are described at `domain::norm::State`")]
pub struct StateRow {
    pub id: String,
    pub alpha2: Option<String>,
    pub m49: Option<String>,
    pub status: String,
    pub names: Json,
    pub m49_areas: Vec<String>,
    pub regional_group: String,
    pub ldc: Option<bool>,
    pub lldc: Option<bool>,
    pub sids: Option<bool>,
}

/// An organisation as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
#[expect(missing_docs, reason = "the columns are described at `domain::norm::Organisation`")]
pub struct OrganisationRow {
    pub id: String,
    pub abbreviation: String,
    pub names: Json,
}

/// A membership of an organisation for a time.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
#[expect(missing_docs, reason = "the columns are described at `domain::norm::Organisation`")]
pub struct OrganisationMemberRow {
    pub organisation_id: String,
    pub state_id: String,
    pub valid_from: NaiveDate,
    pub valid_until: Option<NaiveDate>,
}

/// An edition as it is stored: what its hash covers, and the newest wording beside it.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct EditionRow {
    /// The edition id, `national-implementation/1`.
    pub id: String,
    /// SHA-256 of the structure's canonical form.
    pub hash: Vec<u8>,
    /// Structure, codes, lists, conditions and source wording.
    pub structure: Json,
    /// The revision of the wording, counted from 1; 0 before it is published.
    pub revision: i32,
    /// Texts in six languages.
    pub wording: Json,
}

/// What is published together.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// States to add or to bring up to date.
    pub states: Vec<StateRow>,
    /// Organisations to add or to bring up to date.
    pub organisations: Vec<OrganisationRow>,
    /// Their members, replacing what was known.
    pub members: Vec<OrganisationMemberRow>,
    /// Editions to add; one that is published already must be the same to the byte.
    pub editions: Vec<EditionRow>,
}

/// What a publication did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Editions that are new.
    pub editions: Vec<String>,
    /// Editions that got a new revision of their wording.
    pub wordings: Vec<String>,
    /// Editions that were not published, because editors of this installation published one of that number, or an earlier one
    /// of their own, before: from there on the questionnaire is theirs.
    pub left_out: Vec<String>,
}

/// Why nothing was published.
#[derive(Debug, Error)]
pub enum PublishError {
    /// A published edition never changes: a correction is a new edition.
    #[error(
        "{edition} is published with hash {published}, the catalogue now gives {given}: publish a new edition instead"
    )]
    Changed {
        /// The edition.
        edition: String,
        /// The hash in the database, in hexadecimal.
        published: String,
        /// The hash of what was to be published.
        given: String,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PublishError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Publishes as the owner, whole or not at all. A second call with the same content changes nothing.
pub async fn publish(
    owner_url: &str,
    publication: &Publication,
    now: DateTime<Utc>,
) -> Result<Published, PublishError> {
    let mut connection = PgConnection::connect_with(&Address::parse(owner_url)?.single()?).await?;
    let mut unit = connection.begin().await?;
    // One publication at a time; readers are not held up.
    sqlx::query("lock table edition in share row exclusive mode")
        .execute(&mut *unit)
        .await?;
    for s in &publication.states {
        sqlx::query(
            "insert into state (id, alpha2, m49, status, names, m49_areas, regional_group, ldc, lldc, sids)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (id) do update set alpha2 = excluded.alpha2, m49 = excluded.m49, status = excluded.status,
                 names = excluded.names, m49_areas = excluded.m49_areas, regional_group = excluded.regional_group,
                 ldc = excluded.ldc, lldc = excluded.lldc, sids = excluded.sids",
        )
        .bind(&s.id)
        .bind(&s.alpha2)
        .bind(&s.m49)
        .bind(&s.status)
        .bind(&s.names)
        .bind(&s.m49_areas)
        .bind(&s.regional_group)
        .bind(s.ldc)
        .bind(s.lldc)
        .bind(s.sids)
        .execute(&mut *unit)
        .await?;
    }
    for o in &publication.organisations {
        sqlx::query(
            "insert into organisation (id, abbreviation, names) values ($1, $2, $3)
             on conflict (id) do update set abbreviation = excluded.abbreviation, names = excluded.names",
        )
        .bind(&o.id)
        .bind(&o.abbreviation)
        .bind(&o.names)
        .execute(&mut *unit)
        .await?;
    }
    for m in &publication.members {
        sqlx::query(
            "insert into organisation_member (organisation_id, state_id, valid_from, valid_until)
             values ($1, $2, $3, $4)
             on conflict (organisation_id, state_id, valid_from) do update set valid_until = excluded.valid_until",
        )
        .bind(&m.organisation_id)
        .bind(&m.state_id)
        .bind(m.valid_from)
        .bind(m.valid_until)
        .execute(&mut *unit)
        .await?;
    }
    let mut published = Published::default();
    for edition in &publication.editions {
        publish_edition(&mut unit, edition, now, &mut published).await?;
    }
    sqlx::query("update house set edition_count = edition_count + 1")
        .execute(&mut *unit)
        .await?;
    unit.commit().await?;
    Ok(published)
}

async fn publish_edition(
    unit: &mut PgConnection,
    edition: &EditionRow,
    now: DateTime<Utc>,
    published: &mut Published,
) -> Result<(), PublishError> {
    let known: Option<Vec<u8>> = sqlx::query_scalar("select hash from edition where id = $1")
        .bind(&edition.id)
        .fetch_optional(&mut *unit)
        .await?;
    match known {
        Some(hash) if hash == edition.hash => {}
        _ if is_followed_by_others(unit, &edition.id).await? => {
            published.left_out.push(edition.id.clone());
            return Ok(());
        }
        Some(hash) => {
            return Err(PublishError::Changed {
                edition: edition.id.clone(),
                published: hexadecimal(&hash),
                given: hexadecimal(&edition.hash),
            });
        }
        None => {
            sqlx::query("insert into edition (id, hash, structure, published_at) values ($1, $2, $3, $4)")
                .bind(&edition.id)
                .bind(&edition.hash)
                .bind(&edition.structure)
                .bind(now)
                .execute(&mut *unit)
                .await?;
            published.editions.push(edition.id.clone());
        }
    }
    let newest: Option<(i32, Json)> = sqlx::query_as(
        "select revision, wording from edition_wording where edition_id = $1 order by revision desc limit 1",
    )
    .bind(&edition.id)
    .fetch_optional(&mut *unit)
    .await?;
    let revision = match newest {
        Some((_, wording)) if wording == edition.wording => return Ok(()),
        Some((revision, _)) => revision + 1,
        None => 1,
    };
    sqlx::query("insert into edition_wording (edition_id, revision, wording, valid_from) values ($1, $2, $3, $4)")
        .bind(&edition.id)
        .bind(revision)
        .bind(&edition.wording)
        .bind(now)
        .execute(&mut *unit)
        .await?;
    published.wordings.push(edition.id.clone());
    Ok(())
}

/// Whether editors published an edition of this number, or an earlier one of the questionnaire, from a draft. What a program
/// brings from there on does not continue what was asked.
async fn is_followed_by_others(unit: &mut PgConnection, id: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "select exists (select from edition_draft where stage = 'published' and split_part(edition_id, '/', 1) = split_part($1, '/', 1)
             and split_part(edition_id, '/', 2)::bigint <= split_part($1, '/', 2)::bigint)",
    )
    .bind(id)
    .fetch_one(unit)
    .await
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Everything published that a process keeps in memory.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Counts publications: while it is the same, nothing else changed either.
    pub count: i64,
    /// Whether the database was made for a demonstration.
    pub demonstration: bool,
    /// States in order of code.
    pub states: Vec<StateRow>,
    /// Organisations in order of id.
    pub organisations: Vec<OrganisationRow>,
    /// The members of each organisation, by its id.
    pub members: BTreeMap<String, Vec<OrganisationMemberRow>>,
    /// Editions with their newest wording, in order of id.
    pub editions: Vec<EditionRow>,
}

#[derive(FromQueryResult)]
struct House {
    edition_count: i64,
    demonstration: bool,
}

fn plain(sql: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, sql.to_owned())
}

impl Snapshot {
    /// How many publications there have been.
    pub async fn publication_count(&self) -> Result<i64, StoreError> {
        Ok(self.house().await?.edition_count)
    }

    async fn house(&self) -> Result<House, StoreError> {
        House::find_by_statement(plain("select edition_count, demonstration from house"))
            .one(self.connection())
            .await?
            .ok_or_else(|| StoreError::Schema("the table `house` is empty".to_owned()))
    }

    /// Reads everything published.
    pub async fn reference(&self) -> Result<Reference, StoreError> {
        let connection = self.connection();
        let house = self.house().await?;
        let states = StateRow::find_by_statement(plain("select * from state order by id"))
            .all(connection)
            .await?;
        let organisations = OrganisationRow::find_by_statement(plain("select * from organisation order by id"))
            .all(connection)
            .await?;
        let mut members: BTreeMap<String, Vec<OrganisationMemberRow>> = BTreeMap::new();
        for row in OrganisationMemberRow::find_by_statement(plain(
            "select * from organisation_member order by organisation_id, state_id, valid_from",
        ))
        .all(connection)
        .await?
        {
            members.entry(row.organisation_id.clone()).or_default().push(row);
        }
        let editions = EditionRow::find_by_statement(plain(
            "select e.id, e.hash, e.structure, w.revision, w.wording
             from edition e
             join lateral (select revision, wording from edition_wording where edition_id = e.id
                           order by revision desc limit 1) w on true
             order by e.id",
        ))
        .all(connection)
        .await?;
        Ok(Reference {
            count: house.edition_count,
            demonstration: house.demonstration,
            states,
            organisations,
            members,
            editions,
        })
    }
}
