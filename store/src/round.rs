//! Rounds and their frozen invitations.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{BadCode, M49Code, OrganisationId, ProvisionId, RoundId, RoundKey, StateCode, Symbol};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{RegionalGroup, StateStatus};
use domain::submission::{Cancelled, Closing, Endorsement, Invited, Mandate, Outcome, Round};
use sea_orm::FromQueryResult;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

#[derive(FromQueryResult)]
struct RoundRow {
    id: Uuid,
    key: String,
    edition_id: String,
    mandate: Json,
    titles: Json,
    opens_at: DateTime<Utc>,
    closes_on: Option<NaiveDate>,
    zone: String,
    closes_at: Option<DateTime<Utc>>,
    archives_at: Option<DateTime<Utc>>,
    observers: bool,
    revision: i32,
}

#[derive(FromQueryResult)]
struct InvitedRow {
    round_id: Uuid,
    state_id: String,
    status: String,
    regional_group: String,
    m49_areas: Vec<String>,
    ldc: bool,
    lldc: bool,
    sids: bool,
    organisations: Vec<String>,
}

impl InvitedRow {
    fn read(self) -> Result<Invited, StoreError> {
        let key = format!("{} {}", self.round_id, self.state_id);
        let bad = |column: &str| StoreError::Inconsistent {
            table: "invitation_to_round",
            column: column.to_owned(),
            row: key.clone(),
        };
        let organisations = self.organisations.into_iter().map(OrganisationId::new);
        Ok(Invited {
            status: StateStatus::from_code(&self.status).ok_or_else(|| bad("status"))?,
            regional_group: RegionalGroup::from_code(&self.regional_group).ok_or_else(|| bad("regional_group"))?,
            areas: self
                .m49_areas
                .into_iter()
                .map(M49Code::new)
                .collect::<Result<_, _>>()
                .map_err(|_| bad("m49_areas"))?,
            ldc: self.ldc,
            lldc: self.lldc,
            sids: self.sids,
            organisations: organisations
                .collect::<Result<_, _>>()
                .map_err(|_| bad("organisations"))?,
            state: StateCode::new(self.state_id).map_err(|_| bad("state_id"))?,
        })
    }
}

impl RoundRow {
    fn read(self, invited: Vec<Invited>) -> Result<Round, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "round",
            column: column.to_owned(),
            row: self.id.to_string(),
        };
        Ok(Round {
            id: RoundId(self.id),
            key: RoundKey::new(self.key).map_err(|_| bad("key"))?,
            title: read_texts(&self.titles).ok_or_else(|| bad("titles"))?,
            edition: self.edition_id.parse().map_err(|_| bad("edition_id"))?,
            mandate: read_mandate(&self.mandate).ok_or_else(|| bad("mandate"))?,
            opens_at: self.opens_at,
            closing: self.closes_on.zip(self.closes_at).map(|(on, at)| Closing { on, at }),
            zone: self.zone,
            archives_at: self.archives_at,
            observers: self.observers,
            invited,
            revision: u32::try_from(self.revision).map_err(|_| bad("revision"))?,
        })
    }
}

/// Texts as they are stored: an object of language codes, each with content and status.
pub(crate) fn write_texts(texts: &Texts) -> Json {
    let one = |(language, text): (Language, &Text)| {
        (
            language.code().to_owned(),
            json!({"content": text.content, "status": text.status.code()}),
        )
    };
    Json::Object(texts.iter().map(one).collect::<Map<_, _>>())
}

/// Reads [`write_texts`].
pub(crate) fn read_texts(json: &Json) -> Option<Texts> {
    let one = |(language, text): (&String, &Json)| {
        let content = text.get("content")?.as_str()?.to_owned();
        let status = TextStatus::from_code(text.get("status")?.as_str()?)?;
        Some((Language::from_code(language)?, Text { content, status }))
    };
    Some(Texts::new(
        json.as_object()?.iter().map(one).collect::<Option<Vec<_>>>()?,
    ))
}

fn write_mandate(mandate: &Mandate) -> Json {
    match mandate {
        Mandate::OperativeParagraph(provision) => json!({"provision": provision.as_str()}),
        Mandate::Endorsed {
            recommendation,
            by: Endorsement::Provision(provision),
        } => {
            json!({"recommendation": recommendation.as_str(), "endorsed_by": provision.as_str()})
        }
        Mandate::Endorsed {
            recommendation,
            by: Endorsement::Document(symbol),
        } => {
            json!({"recommendation": recommendation.as_str(), "endorsed_by_document": symbol.as_str()})
        }
        Mandate::OwnRequest => json!({}),
    }
}

fn read_mandate(json: &Json) -> Option<Mandate> {
    let provision = |name: &str| -> Option<Result<ProvisionId, BadCode>> {
        json.get(name).and_then(Json::as_str).map(ProvisionId::new)
    };
    if let Some(provision) = provision("provision") {
        return provision.ok().map(Mandate::OperativeParagraph);
    }
    let Some(recommendation) = provision("recommendation") else {
        return Some(Mandate::OwnRequest);
    };
    let by = match provision("endorsed_by") {
        Some(provision) => Endorsement::Provision(provision.ok()?),
        None => Endorsement::Document(Symbol::new(json.get("endorsed_by_document")?.as_str()?).ok()?),
    };
    Some(Mandate::Endorsed {
        recommendation: recommendation.ok()?,
        by,
    })
}

/// Which rounds to read.
enum Which<'a> {
    All,
    Id(RoundId),
    Key(&'a RoundKey),
}

async fn read(connection: &Transaction, which: Which<'_>) -> Result<Vec<Round>, StoreError> {
    let (id, key) = match which {
        Which::All => (None, None),
        Which::Id(id) => (Some(id.0), None),
        Which::Key(key) => (None, Some(key.to_string())),
    };
    let rows = RoundRow::find_by_statement(sql(
        "select * from round
         where cancelled_at is null and coalesce(id = $1, true) and coalesce(key = $2, true) order by opens_at, key",
        [id.into(), key.into()],
    ))
    .all(connection)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let invited = InvitedRow::find_by_statement(sql(
        "select * from invitation_to_round where round_id = any ($1) order by round_id, state_id",
        [ids.into()],
    ))
    .all(connection)
    .await?;
    let mut by_round: BTreeMap<Uuid, Vec<Invited>> = BTreeMap::new();
    for row in invited {
        by_round.entry(row.round_id).or_default().push(row.read()?);
    }
    rows.into_iter()
        .map(|row| {
            let invited = by_round.remove(&row.id).unwrap_or_default();
            row.read(invited)
        })
        .collect()
}

impl Snapshot {
    /// Every round, in the order of opening.
    pub async fn rounds(&self) -> Result<Vec<Round>, StoreError> {
        read(self.connection(), Which::All).await
    }

    /// The round, if there is one.
    pub async fn round(&self, id: RoundId) -> Result<Option<Round>, StoreError> {
        Ok(read(self.connection(), Which::Id(id)).await?.pop())
    }

    /// The round of this key, if there is one.
    pub async fn round_by_key(&self, key: &RoundKey) -> Result<Option<Round>, StoreError> {
        Ok(read(self.connection(), Which::Key(key)).await?.pop())
    }
}

impl Work {
    /// The round, if there is one.
    pub async fn round(&self, id: RoundId) -> Result<Option<Round>, StoreError> {
        Ok(read(self.connection(), Which::Id(id)).await?.pop())
    }

    /// Keeps a round that was opened, with the States that it invites.
    pub async fn save_round(&self, outcome: &Outcome<Round>) -> Result<(), StoreError> {
        let round = &outcome.state;
        execute(
            self.connection(),
            "insert into round (id, key, edition_id, mandate, titles, opens_at, closes_on, zone, closes_at, archives_at,
                                observers)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            [
                round.id.0.into(),
                round.key.to_string().into(),
                round.edition.to_string().into(),
                write_mandate(&round.mandate).into(),
                write_texts(&round.title).into(),
                round.opens_at.into(),
                round.closing.map(|closing| closing.on).into(),
                round.zone.clone().into(),
                round.closing.map(|closing| closing.at).into(),
                round.archives_at.into(),
                round.observers.into(),
            ],
        )
        .await?;
        self.save_invited(round).await?;
        self.record(&outcome.event).await
    }

    /// Keeps a round that was changed: those invited who were not yet, and everything that a change is about. Somebody who was
    /// faster is a conflict.
    pub async fn save_changed_round(&self, outcome: &Outcome<Round>) -> Result<(), StoreError> {
        let round = &outcome.state;
        one_row(
            self.connection(),
            "update round set mandate = $3, titles = $4, opens_at = $5, closes_on = $6, zone = $7, closes_at = $8,
                              archives_at = $9, observers = $10, revision = $2
             where id = $1 and revision = $2 - 1 and cancelled_at is null",
            [
                round.id.0.into(),
                i32::try_from(round.revision).unwrap_or(i32::MAX).into(),
                write_mandate(&round.mandate).into(),
                write_texts(&round.title).into(),
                round.opens_at.into(),
                round.closing.map(|closing| closing.on).into(),
                round.zone.clone().into(),
                round.closing.map(|closing| closing.at).into(),
                round.archives_at.into(),
                round.observers.into(),
            ],
            Constraint::Revision,
        )
        .await?;
        self.save_invited(round).await?;
        self.record(&outcome.event).await
    }

    /// Keeps that a round was called off.
    pub async fn save_cancelled_round(&self, outcome: &Outcome<Cancelled>) -> Result<(), StoreError> {
        let Cancelled { round, at } = &outcome.state;
        one_row(
            self.connection(),
            "update round set revision = $2, cancelled_at = $3
             where id = $1 and revision = $2 - 1 and cancelled_at is null",
            [
                round.id.0.into(),
                i32::try_from(round.revision).unwrap_or(i32::MAX).into(),
                (*at).into(),
            ],
            Constraint::Revision,
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps who is invited; who is already stays as they are.
    async fn save_invited(&self, round: &Round) -> Result<(), StoreError> {
        let invited: Json = round.invited.iter().map(invitation).collect();
        execute(
            self.connection(),
            "insert into invitation_to_round
             select $1, i.* from jsonb_to_recordset($2) as i(state_id text, status text, regional_group text,
                 m49_areas text[], ldc boolean, lldc boolean, sids boolean, organisations text[])
             on conflict do nothing",
            [round.id.0.into(), invited.into()],
        )
        .await?;
        Ok(())
    }
}

/// A row of `invitation_to_round` under the names of its columns.
fn invitation(invited: &Invited) -> Json {
    json!({
        "state_id": invited.state.as_str(),
        "status": invited.status.code(),
        "regional_group": invited.regional_group.code(),
        "m49_areas": invited.areas.iter().map(|area| json!(area.as_str())).collect::<Json>(),
        "ldc": invited.ldc,
        "lldc": invited.lldc,
        "sids": invited.sids,
        "organisations": invited.organisations.iter().map(|id| json!(id.as_str())).collect::<Json>(),
    })
}
