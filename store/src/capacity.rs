//! Needs, offers, and what States say about directories of points of contact.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::capacity::{
    ContactStatement, Content, Notice, NoticeAct, NoticeStage, OpenTo, Party, Release, Side, Terms,
};
use domain::id::{BadCode, NoticeId, OrganisationId, StateCode};
use domain::language::{Language, Text, Texts};
use domain::report::{Group, Released};
use domain::submission::{Happening, Outcome, Sharing, Visibility};
use sea_orm::{FromQueryResult, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::sharing::{SharingRow, columns};
use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

/// A revision of a need or an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRevision {
    /// Which, from 1.
    pub revision: u32,
    /// What it says.
    pub content: Content,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct NoticeRow {
    id: Uuid,
    state_id: Option<String>,
    organisation_id: Option<String>,
    stage: String,
    drafted_at: DateTime<Utc>,
    released_revision: Option<i32>,
    released_at: Option<DateTime<Utc>>,
    #[sea_orm(nested)]
    sharing: SharingRow,
    ended_at: Option<DateTime<Utc>>,
    revision: i32,
    content: Json,
    written_at: DateTime<Utc>,
}

/// What a reader reads: the newest revision of what is their own, else the released one.
const NOTICE: &str = "select n.id, n.state_id, n.organisation_id, n.stage, n.drafted_at, n.released_revision, n.released_at,
        n.visibility, n.audience_states, n.audience_organisations, false as counted, null::timestamptz as embargo_until,
        n.ended_at, r.revision, r.content, r.written_at
    from notice n join notice_revision r on r.notice_id = n.id
        and r.revision = case when n.state_id = any (app_read_state()) or n.organisation_id = any ((select app_unit())::text[])
                              then n.revision else n.released_revision end";

impl NoticeRow {
    fn read(self) -> Result<Notice, StoreError> {
        let bad = inconsistent(self.id);
        let visibility = self.sharing.read().map_err(&bad)?.map(|sharing| sharing.visibility);
        let release = match (self.released_revision, self.released_at, visibility) {
            (Some(revision), Some(at), Some(visibility)) => Some(Release {
                revision: u32::try_from(revision).map_err(|_| bad("released_revision"))?,
                at,
                visibility,
            }),
            _ => None,
        };
        let stage = match (self.stage.as_str(), release, self.ended_at) {
            ("drafted", None, None) => NoticeStage::Drafted,
            ("released", Some(release), None) => NoticeStage::Released(release),
            ("closed", Some(release), Some(at)) => NoticeStage::Closed { release, at },
            ("withdrawn", None, Some(at)) => NoticeStage::Withdrawn { at },
            _ => return Err(bad("stage")),
        };
        Ok(Notice {
            id: NoticeId(self.id),
            by: party(self.state_id, self.organisation_id).ok_or_else(|| bad("state_id"))?,
            content: read_content(&self.content).ok_or_else(|| bad("content"))?,
            revision: u32::try_from(self.revision).map_err(|_| bad("revision"))?,
            stage,
            drafted_at: self.drafted_at,
            revised_at: self.written_at,
        })
    }
}

fn inconsistent(id: Uuid) -> impl Fn(&str) -> StoreError {
    move |column| StoreError::Inconsistent {
        table: "notice",
        column: column.to_owned(),
        row: id.to_string(),
    }
}

fn party(state: Option<String>, organisation: Option<String>) -> Option<Party> {
    match (state, organisation) {
        (Some(state), None) => StateCode::new(state).ok().map(Party::State),
        (None, Some(organisation)) => OrganisationId::new(organisation).ok().map(Party::Organisation),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// The two columns of a party.
fn of(party: &Party) -> [Value; 2] {
    [
        party.state().map(ToString::to_string).into(),
        party.organisation().map(ToString::to_string).into(),
    ]
}

/// The three columns of a visibility.
fn to(visibility: Option<&Visibility>) -> [Value; 3] {
    let sharing = visibility.map(|visibility| Sharing::new(visibility.clone()));
    let [visibility, states, organisations, ..] = columns(sharing.as_ref());
    [visibility, states, organisations]
}

fn codes<T: ToString>(codes: impl IntoIterator<Item = T>) -> Json {
    codes.into_iter().map(|code| Json::from(code.to_string())).collect()
}

fn texts(texts: &Texts) -> Json {
    let texts = texts.iter();
    Json::Object(
        texts
            .map(|(language, text)| (language.code().to_owned(), text.content.clone().into()))
            .collect(),
    )
}

/// What is stored of what a need or an offer says.
fn content_form(content: &Content) -> Json {
    let terms = content.terms.as_ref().map(|terms| {
        json!({
            "forms": codes(&terms.forms),
            "groups": codes(terms.open_to.groups.iter().map(Group::code)),
            "states": codes(&terms.open_to.states),
            "from": terms.from.map(|day| day.to_string()),
            "until": terms.until.map(|day| day.to_string()),
            "link": terms.link,
        })
    });
    json!({
        "kind": content.kind.as_str(),
        "provisions": codes(&content.provisions),
        "themes": codes(&content.themes),
        "languages": codes(&content.languages),
        "title": texts(&content.title),
        "description": texts(&content.description),
        "terms": terms,
    })
}

fn read_codes<T: Ord, C: FromIterator<T>>(json: &Json, read: impl Fn(&str) -> Option<T>) -> Option<C> {
    json.as_array()?.iter().map(|code| read(code.as_str()?)).collect()
}

fn parsed<T: std::str::FromStr<Err = BadCode>>(code: &str) -> Option<T> {
    code.parse().ok()
}

fn read_texts(json: &Json) -> Option<Texts> {
    let wordings = json.as_object()?.iter();
    let wordings = wordings.map(|(code, text)| {
        let language = Language::from_code(code)?;
        Some((language, Text::unofficial(text.as_str()?.to_owned())))
    });
    Some(Texts::new(wordings.collect::<Option<Vec<_>>>()?))
}

/// Reads [`content_form`].
fn read_content(json: &Json) -> Option<Content> {
    let terms = match &json["terms"] {
        Json::Null => None,
        terms => {
            let day = |name: &str| match &terms[name] {
                Json::Null => Some(None),
                day => day.as_str()?.parse().ok().map(Some),
            };
            Some(Terms {
                forms: read_codes(&terms["forms"], parsed)?,
                open_to: OpenTo {
                    groups: read_codes(&terms["groups"], Group::from_code)?,
                    states: read_codes(&terms["states"], parsed)?,
                },
                from: day("from")?,
                until: day("until")?,
                link: terms["link"].as_str().map(str::to_owned),
            })
        }
    };
    Some(Content {
        kind: json["kind"].as_str().and_then(parsed)?,
        provisions: read_codes(&json["provisions"], parsed)?,
        themes: read_codes(&json["themes"], parsed)?,
        languages: read_codes(&json["languages"], Language::from_code)?,
        title: read_texts(&json["title"])?,
        description: read_texts(&json["description"])?,
        terms,
    })
}

async fn notice(connection: &Transaction, id: NoticeId, locking: &str) -> Result<Option<Notice>, StoreError> {
    let text = format!("{NOTICE} where n.id = $1 {locking}");
    let row = NoticeRow::find_by_statement(sql(&text, [id.0.into()])).one(connection);
    row.await?.map(NoticeRow::read).transpose()
}

async fn contacts(connection: &Transaction, state: &StateCode) -> Result<Vec<ContactStatement>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        directory: String,
        kinds: Vec<String>,
        #[sea_orm(nested)]
        sharing: SharingRow,
        revision: i32,
        stated_at: DateTime<Utc>,
    }
    let statement = sql(
        "select directory, kinds, visibility, audience_states, audience_organisations, false as counted,
                null::timestamptz as embargo_until, revision, stated_at
         from contact_statement where state_id = $1 and superseded_at is null order by directory",
        [state.to_string().into()],
    );
    let rows = Row::find_by_statement(statement).all(connection).await?;
    rows.into_iter()
        .map(|row| {
            let at = format!("{state} {}", row.directory);
            let bad = |column: &str| StoreError::Inconsistent {
                table: "contact_statement",
                column: column.to_owned(),
                row: at.clone(),
            };
            let sharing = row.sharing.read().map_err(bad)?.ok_or_else(|| bad("visibility"))?;
            let kinds = row.kinds.iter().map(|kind| kind.parse());
            Ok(ContactStatement {
                state: state.clone(),
                directory: row.directory.parse().map_err(|_| bad("directory"))?,
                kinds: kinds.collect::<Result<_, BadCode>>().map_err(|_| bad("kinds"))?,
                visibility: sharing.visibility,
                revision: u32::try_from(row.revision).map_err(|_| bad("revision"))?,
                stated_at: row.stated_at,
            })
        })
        .collect()
}

impl Snapshot {
    /// A need or an offer, if the scope shows it.
    pub async fn notice(&self, id: NoticeId) -> Result<Option<Notice>, StoreError> {
        notice(self.connection(), id, "").await
    }

    /// All needs, or all offers, that the scope shows, what was released last first; what was not released yet before all.
    pub async fn notices(&self, side: Side) -> Result<Vec<Notice>, StoreError> {
        let text = format!(
            "{NOTICE} where n.side = $1 order by n.released_at is null desc, coalesce(n.released_at, n.drafted_at) desc, n.id desc"
        );
        let statement = sql(&text, [side.code().into()]);
        let rows = NoticeRow::find_by_statement(statement).all(self.connection()).await?;
        rows.into_iter().map(NoticeRow::read).collect()
    }

    /// What a need or an offer said so far, the newest first, as far as the scope shows it.
    pub async fn notice_revisions(&self, id: NoticeId) -> Result<Vec<NoticeRevision>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            revision: i32,
            content: Json,
            written_at: DateTime<Utc>,
        }
        let statement = sql(
            "select revision, content, written_at from notice_revision where notice_id = $1 order by revision desc",
            [id.0.into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let bad = inconsistent(id.0);
        rows.into_iter()
            .map(|row| {
                Ok(NoticeRevision {
                    revision: u32::try_from(row.revision).map_err(|_| bad("revision"))?,
                    content: read_content(&row.content).ok_or_else(|| bad("content"))?,
                    written_at: row.written_at,
                })
            })
            .collect()
    }

    /// All needs, or all offers, as they were released over time, as far as the scope shows them: for figures.
    pub async fn released_notices(&self, side: Side) -> Result<Vec<Released>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            id: Uuid,
            state_id: Option<String>,
            organisation_id: Option<String>,
            ended_at: Option<DateTime<Utc>>,
            released_at: DateTime<Utc>,
            content: Json,
        }
        let statement = sql(
            "select n.id, n.state_id, n.organisation_id, n.ended_at, l.released_at, r.content
             from notice n join notice_release l on l.notice_id = n.id
                 join notice_revision r on r.notice_id = n.id and r.revision = l.revision
             where n.side = $1 and n.stage in ('released', 'closed') order by l.id",
            [side.code().into()],
        );
        let rows = Row::find_by_statement(statement).all(self.connection()).await?;
        let mut found: BTreeMap<Uuid, Released> = BTreeMap::new();
        for row in rows {
            let bad = inconsistent(row.id);
            let content = read_content(&row.content).ok_or_else(|| bad("content"))?;
            let by = party(row.state_id, row.organisation_id).ok_or_else(|| bad("state_id"))?;
            let released = found.entry(row.id).or_insert_with(|| Released {
                by,
                said: Vec::new(),
                closed_at: row.ended_at,
            });
            released.said.push((row.released_at, content));
        }
        Ok(found.into_values().collect())
    }

    /// What a State says about directories of points of contact, as far as the scope shows it.
    pub async fn contact_statements(&self, state: &StateCode) -> Result<Vec<ContactStatement>, StoreError> {
        contacts(self.connection(), state).await
    }
}

impl Work {
    /// A need or an offer in its newest revision, if the scope may change it. Nobody else changes it meanwhile.
    pub async fn notice(&self, id: NoticeId) -> Result<Option<Notice>, StoreError> {
        notice(self.connection(), id, "for update of n").await
    }

    /// Keeps what became of a need or an offer.
    pub async fn save_notice(&self, outcome: &Outcome<Notice>) -> Result<(), StoreError> {
        let notice = &outcome.state;
        let Happening::NoticeKept { act, .. } = outcome.event.what else {
            return Err(inconsistent(notice.id.0)("event"));
        };
        match act {
            NoticeAct::Drafted => {
                self.make_notice(notice).await?;
                self.keep_notice_revision(outcome).await?;
            }
            NoticeAct::Revised => {
                self.keep_notice_revision(outcome).await?;
                one_row(
                    self.connection(),
                    "update notice set revision = $2 where id = $1 and revision = $2 - 1",
                    [notice.id.0.into(), revision(notice.revision).into()],
                    Constraint::Revision,
                )
                .await?;
            }
            NoticeAct::Released => {
                self.change_notice(notice).await?;
                self.keep_notice_release(outcome).await?;
            }
            NoticeAct::Closed | NoticeAct::Withdrawn => self.change_notice(notice).await?,
        }
        self.record(&outcome.event).await
    }

    async fn make_notice(&self, notice: &Notice) -> Result<(), StoreError> {
        let [state, organisation] = of(&notice.by);
        execute(
            self.connection(),
            "insert into notice (id, side, state_id, organisation_id, stage, revision, drafted_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                notice.id.0.into(),
                notice.content.side().code().into(),
                state,
                organisation,
                notice.stage.code().into(),
                revision(notice.revision).into(),
                notice.drafted_at.into(),
            ],
        )
        .await
        .map(drop)
    }

    async fn change_notice(&self, notice: &Notice) -> Result<(), StoreError> {
        let release = notice.stage.release();
        let [visibility, states, organisations] = to(release.map(|release| &release.visibility));
        one_row(
            self.connection(),
            "update notice set stage = $3, released_revision = $4, released_at = $5, visibility = $6, audience_states = $7,
                 audience_organisations = $8, ended_at = $9
             where id = $1 and revision = $2",
            [
                notice.id.0.into(),
                revision(notice.revision).into(),
                notice.stage.code().into(),
                release.map(|release| revision(release.revision)).into(),
                release.map(|release| release.at).into(),
                visibility,
                states,
                organisations,
                notice.stage.ended_at().into(),
            ],
            Constraint::Revision,
        )
        .await
    }

    async fn keep_notice_revision(&self, outcome: &Outcome<Notice>) -> Result<(), StoreError> {
        let notice = &outcome.state;
        let [state, organisation] = of(&notice.by);
        execute(
            self.connection(),
            "insert into notice_revision (notice_id, revision, state_id, organisation_id, content, written_by, written_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                notice.id.0.into(),
                revision(notice.revision).into(),
                state,
                organisation,
                content_form(&notice.content).into(),
                outcome.event.by.0.into(),
                outcome.event.at.into(),
            ],
        )
        .await
        .map(drop)
    }

    async fn keep_notice_release(&self, outcome: &Outcome<Notice>) -> Result<(), StoreError> {
        let notice = &outcome.state;
        let Some(release) = notice.stage.release() else {
            return Err(inconsistent(notice.id.0)("released_revision"));
        };
        let [state, organisation] = of(&notice.by);
        let [visibility, states, organisations] = to(Some(&release.visibility));
        execute(
            self.connection(),
            "insert into notice_release (notice_id, revision, state_id, organisation_id, visibility, audience_states,
                 audience_organisations, released_by, released_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                notice.id.0.into(),
                revision(release.revision).into(),
                state,
                organisation,
                visibility,
                states,
                organisations,
                outcome.event.by.0.into(),
                release.at.into(),
            ],
        )
        .await
        .map(drop)
    }

    /// What a State says about directories of points of contact.
    pub async fn contact_statements(&self, state: &StateCode) -> Result<Vec<ContactStatement>, StoreError> {
        contacts(self.connection(), state).await
    }

    /// Keeps what a State says about a directory, in the place of what it said before.
    pub async fn save_contacts(&self, outcome: &Outcome<ContactStatement>) -> Result<(), StoreError> {
        let said = &outcome.state;
        execute(
            self.connection(),
            "update contact_statement set superseded_at = $3
             where state_id = $1 and directory = $2 and superseded_at is null",
            [
                said.state.to_string().into(),
                said.directory.to_string().into(),
                said.stated_at.into(),
            ],
        )
        .await?;
        let [visibility, states, organisations] = to(Some(&said.visibility));
        execute(
            self.connection(),
            "insert into contact_statement (state_id, directory, revision, kinds, visibility, audience_states,
                 audience_organisations, stated_by, stated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                said.state.to_string().into(),
                said.directory.to_string().into(),
                revision(said.revision).into(),
                said.kinds.iter().map(ToString::to_string).collect::<Vec<_>>().into(),
                visibility,
                states,
                organisations,
                outcome.event.by.0.into(),
                said.stated_at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }
}

fn revision(revision: u32) -> i32 {
    i32::try_from(revision).unwrap_or(i32::MAX)
}
