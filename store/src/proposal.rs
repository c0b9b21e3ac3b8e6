//! Proposals, the names under them, and what States say about them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::{ProposalCommentId, ProposalId, StateCode};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::RelationKind;
use domain::proposal::{
    Comment, Content, Cosponsorship, Draft, Leaving, Paragraph, ParagraphNumber, Proposal, ProposalAct, ProposalKind,
    ProposalStage, Related, Version,
};
use domain::submission::{Happening, Outcome, Sharing};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::sharing::{SharingRow, columns};
use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

fn inconsistent(id: Uuid) -> impl Fn(&str) -> StoreError {
    move |column| StoreError::Inconsistent {
        table: "proposal",
        column: column.to_owned(),
        row: id.to_string(),
    }
}

fn texts(texts: &Texts) -> Json {
    let texts = texts.iter().map(|(language, text)| {
        let wording = json!({"text": text.content, "status": text.status.code()});
        (language.code().to_owned(), wording)
    });
    Json::Object(texts.collect())
}

fn read_texts(json: &Json) -> Option<Texts> {
    let wordings = json.as_object()?.iter().map(|(code, wording)| {
        let text = Text {
            content: wording["text"].as_str()?.to_owned(),
            status: TextStatus::from_code(wording["status"].as_str()?)?,
        };
        Some((Language::from_code(code)?, text))
    });
    Some(Texts::new(wordings.collect::<Option<Vec<_>>>()?))
}

fn codes<T: ToString>(codes: impl IntoIterator<Item = T>) -> Json {
    codes.into_iter().map(|code| Json::from(code.to_string())).collect()
}

fn read_codes<T: std::str::FromStr, C: FromIterator<T>>(json: &Json) -> Option<C> {
    json.as_array()?
        .iter()
        .map(|code| code.as_str()?.parse().ok())
        .collect()
}

/// What is stored of what a proposal says.
fn content_form(content: &Content) -> Json {
    let paragraphs = content.paragraphs.iter().map(|paragraph| {
        let number = paragraph.number.as_str();
        json!({"number": number, "text": texts(&paragraph.text)})
    });
    let relations = content.relations.iter().map(|relation| {
        json!({
            "provision": relation.provision.as_str(),
            "kind": relation.kind.code(),
            "paragraph": relation.paragraph.as_ref().map(ParagraphNumber::as_str),
        })
    });
    json!({
        "kind": content.kind.code(),
        "title": texts(&content.title),
        "paragraphs": paragraphs.collect::<Json>(),
        "rationale": texts(&content.rationale),
        "elaborates": codes(&content.elaborates),
        "themes": codes(&content.themes),
        "relations": relations.collect::<Json>(),
    })
}

/// Reads [`content_form`].
pub(crate) fn read_content(json: &Json) -> Option<Content> {
    let paragraphs = json["paragraphs"].as_array()?.iter().map(|paragraph| {
        Some(Paragraph {
            number: paragraph["number"].as_str()?.parse().ok()?,
            text: read_texts(&paragraph["text"])?,
        })
    });
    let relations = json["relations"].as_array()?.iter().map(|relation| {
        Some(Related {
            provision: relation["provision"].as_str()?.parse().ok()?,
            kind: RelationKind::from_code(relation["kind"].as_str()?)?,
            paragraph: match &relation["paragraph"] {
                Json::Null => None,
                number => Some(number.as_str()?.parse().ok()?),
            },
        })
    });
    Some(Content {
        kind: ProposalKind::from_code(json["kind"].as_str()?)?,
        title: read_texts(&json["title"])?,
        paragraphs: paragraphs.collect::<Option<_>>()?,
        rationale: read_texts(&json["rationale"])?,
        elaborates: read_codes(&json["elaborates"])?,
        themes: read_codes(&json["themes"])?,
        relations: relations.collect::<Option<_>>()?,
    })
}

#[derive(FromQueryResult)]
struct ProposalRow {
    id: Uuid,
    state_id: String,
    stage: String,
    drafted_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    /// The newest text, for the lead State's own people alone.
    revision: Option<i32>,
    content: Option<Json>,
    written_at: Option<DateTime<Utc>>,
}

const PROPOSAL: &str = "select p.id, p.state_id, p.stage, p.drafted_at, p.ended_at, r.revision, r.content, r.written_at
    from proposal p left join proposal_revision r on r.proposal_id = p.id and r.revision = p.revision";

impl ProposalRow {
    fn read(self) -> Result<Proposal, StoreError> {
        let bad = inconsistent(self.id);
        let stage = match (self.stage.as_str(), self.ended_at) {
            ("drafted", None) => ProposalStage::Drafted,
            ("released", None) => ProposalStage::Released,
            ("closed", Some(at)) => ProposalStage::Closed { at },
            ("withdrawn", Some(at)) => ProposalStage::Withdrawn { at },
            _ => return Err(bad("stage")),
        };
        let draft = match (self.revision, self.content, self.written_at) {
            (Some(revision), Some(content), Some(written_at)) => Some(Draft {
                revision: count(revision).ok_or_else(|| bad("revision"))?,
                content: read_content(&content).ok_or_else(|| bad("content"))?,
                written_at,
            }),
            _ => None,
        };
        Ok(Proposal {
            id: ProposalId(self.id),
            lead: StateCode::new(self.state_id).map_err(|_| bad("state_id"))?,
            stage,
            drafted_at: self.drafted_at,
            draft,
            versions: Vec::new(),
        })
    }
}

#[derive(FromQueryResult)]
struct VersionRow {
    proposal_id: Uuid,
    version: i32,
    content: Json,
    changes: Json,
    #[sea_orm(nested)]
    sharing: SharingRow,
    released_at: DateTime<Utc>,
}

const VERSION: &str =
    "select proposal_id, version, content, changes, visibility, audience_states, audience_organisations,
        false as counted, null::timestamptz as embargo_until, released_at
    from proposal_version";

impl VersionRow {
    fn read(self) -> Result<Version, StoreError> {
        let bad = inconsistent(self.proposal_id);
        let sharing = self.sharing.read().map_err(&bad)?.ok_or_else(|| bad("visibility"))?;
        Ok(Version {
            number: count(self.version).ok_or_else(|| bad("version"))?,
            content: read_content(&self.content).ok_or_else(|| bad("content"))?,
            changes: read_texts(&self.changes).ok_or_else(|| bad("changes"))?,
            visibility: sharing.visibility,
            released_at: self.released_at,
        })
    }
}

async fn proposal(connection: &Transaction, id: ProposalId, locking: &str) -> Result<Option<Proposal>, StoreError> {
    let text = format!("{PROPOSAL} where p.id = $1 {locking}");
    let row = ProposalRow::find_by_statement(sql(&text, [id.0.into()])).one(connection);
    let Some(mut found) = row.await?.map(ProposalRow::read).transpose()? else {
        return Ok(None);
    };
    let text = format!("{VERSION} where proposal_id = $1 order by version");
    let rows = VersionRow::find_by_statement(sql(&text, [id.0.into()])).all(connection);
    found.versions = rows
        .await?
        .into_iter()
        .map(VersionRow::read)
        .collect::<Result<_, _>>()?;
    Ok(Some(found))
}

async fn names(connection: &Transaction, id: ProposalId) -> Result<Vec<Cosponsorship>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        version: i32,
        state_id: String,
        joined_at: DateTime<Utc>,
    }
    let statement = sql(
        "select version, state_id, joined_at from proposal_sponsor
         where proposal_id = $1 and left_at is null order by state_id, version",
        [id.0.into()],
    );
    let rows = Row::find_by_statement(statement).all(connection).await?;
    let bad = inconsistent(id.0);
    rows.into_iter()
        .map(|row| {
            Ok(Cosponsorship {
                proposal: id,
                version: count(row.version).ok_or_else(|| bad("version"))?,
                state: StateCode::new(row.state_id).map_err(|_| bad("state_id"))?,
                joined_at: row.joined_at,
            })
        })
        .collect()
}

async fn comments(connection: &Transaction, id: ProposalId) -> Result<Vec<Comment>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        version: i32,
        paragraph: Option<String>,
        state_id: String,
        language: String,
        content: String,
        supersedes: Option<Uuid>,
        answers: Option<Uuid>,
        said_at: DateTime<Utc>,
    }
    let statement = sql(
        "select id, version, paragraph, state_id, language, content, supersedes, answers, said_at
         from proposal_comment where proposal_id = $1 order by said_at, id",
        [id.0.into()],
    );
    let rows = Row::find_by_statement(statement).all(connection).await?;
    rows.into_iter()
        .map(|row| {
            let bad = inconsistent(row.id);
            let paragraph = row.paragraph.map(|number| number.parse());
            Ok(Comment {
                id: ProposalCommentId(row.id),
                proposal: id,
                version: count(row.version).ok_or_else(|| bad("version"))?,
                paragraph: paragraph.transpose().map_err(|_| bad("paragraph"))?,
                state: StateCode::new(row.state_id).map_err(|_| bad("state_id"))?,
                language: Language::from_code(&row.language).ok_or_else(|| bad("language"))?,
                content: row.content,
                supersedes: row.supersedes.map(ProposalCommentId),
                answers: row.answers.map(ProposalCommentId),
                at: row.said_at,
            })
        })
        .collect()
}

impl Snapshot {
    /// A proposal, if the scope shows it, with the versions that it shows.
    pub async fn proposal(&self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        proposal(self.connection(), id, "").await
    }

    /// All proposals that the scope shows, those last: what was drafted first.
    pub async fn proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        self.proposals_among(None).await
    }

    /// Some proposals, as far as the scope shows them.
    pub async fn proposals_of(&self, ids: impl IntoIterator<Item = ProposalId>) -> Result<Vec<Proposal>, StoreError> {
        self.proposals_among(Some(ids.into_iter().map(|id| id.0).collect()))
            .await
    }

    async fn proposals_among(&self, ids: Option<Vec<Uuid>>) -> Result<Vec<Proposal>, StoreError> {
        let text =
            format!("{VERSION} where $1::uuid[] is null or proposal_id = any ($1) order by proposal_id, version");
        let rows = VersionRow::find_by_statement(sql(&text, [ids.clone().into()]));
        let mut versions: BTreeMap<Uuid, Vec<Version>> = BTreeMap::new();
        for row in rows.all(self.connection()).await? {
            versions.entry(row.proposal_id).or_default().push(row.read()?);
        }
        let text = format!("{PROPOSAL} where $1::uuid[] is null or p.id = any ($1)");
        let rows = ProposalRow::find_by_statement(sql(&text, [ids.into()]));
        let rows = rows.all(self.connection()).await?.into_iter();
        let mut proposals = rows.map(ProposalRow::read).collect::<Result<Vec<_>, _>>()?;
        for proposal in &mut proposals {
            proposal.versions = versions.remove(&proposal.id.0).unwrap_or_default();
        }
        // What was released last first, and what is drafted before all.
        let released = |proposal: &Proposal| proposal.newest().map(|version| version.released_at);
        proposals.sort_by(|a, b| {
            let at = |it: &Proposal| (released(it).is_none(), released(it).unwrap_or(it.drafted_at), it.id);
            at(b).cmp(&at(a))
        });
        Ok(proposals)
    }

    /// The names of co-sponsors that stand under versions which the scope shows.
    pub async fn cosponsors(&self, id: ProposalId) -> Result<Vec<Cosponsorship>, StoreError> {
        names(self.connection(), id).await
    }

    /// What States said about versions that the scope shows, the oldest first.
    pub async fn proposal_comments(&self, id: ProposalId) -> Result<Vec<Comment>, StoreError> {
        comments(self.connection(), id).await
    }
}

impl Work {
    /// A proposal with its newest text, if the scope may change it. Nobody else changes it meanwhile.
    pub async fn proposal(&self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        proposal(self.connection(), id, "for update of p").await
    }

    /// A proposal as others read it: whoever joins it or comments on it does not change it.
    pub async fn proposal_read(&self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        proposal(self.connection(), id, "").await
    }

    /// The names of co-sponsors that stand.
    pub async fn cosponsors(&self, id: ProposalId) -> Result<Vec<Cosponsorship>, StoreError> {
        names(self.connection(), id).await
    }

    /// What States said about it.
    pub async fn proposal_comments(&self, id: ProposalId) -> Result<Vec<Comment>, StoreError> {
        comments(self.connection(), id).await
    }

    /// Keeps what became of a proposal.
    pub async fn save_proposal(&self, outcome: &Outcome<Proposal>) -> Result<(), StoreError> {
        let proposal = &outcome.state;
        let bad = inconsistent(proposal.id.0);
        let Happening::ProposalKept { act, .. } = outcome.event.what else {
            return Err(bad("event"));
        };
        let draft = proposal.draft.as_ref().ok_or_else(|| bad("revision"))?;
        match act {
            ProposalAct::Drafted => {
                execute(
                    self.connection(),
                    "insert into proposal (id, state_id, stage, revision, drafted_at) values ($1, $2, $3, $4, $5)",
                    [
                        proposal.id.0.into(),
                        proposal.lead.to_string().into(),
                        proposal.stage.code().into(),
                        number(draft.revision).into(),
                        proposal.drafted_at.into(),
                    ],
                )
                .await?;
                self.keep_proposal_revision(outcome, draft).await?;
            }
            ProposalAct::Revised => {
                self.keep_proposal_revision(outcome, draft).await?;
                one_row(
                    self.connection(),
                    "update proposal set revision = $2 where id = $1 and revision = $2 - 1",
                    [proposal.id.0.into(), number(draft.revision).into()],
                    Constraint::Revision,
                )
                .await?;
            }
            ProposalAct::Released => {
                let version = proposal.newest().ok_or_else(|| bad("version"))?;
                self.keep_proposal_version(outcome, version).await?;
                self.change_proposal(proposal, draft).await?;
            }
            ProposalAct::Closed | ProposalAct::Withdrawn => self.change_proposal(proposal, draft).await?,
        }
        self.record(&outcome.event).await
    }

    async fn change_proposal(&self, proposal: &Proposal, draft: &Draft) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update proposal set stage = $3, ended_at = $4 where id = $1 and revision = $2",
            [
                proposal.id.0.into(),
                number(draft.revision).into(),
                proposal.stage.code().into(),
                proposal.stage.ended_at().into(),
            ],
            Constraint::Revision,
        )
        .await
    }

    async fn keep_proposal_revision(&self, outcome: &Outcome<Proposal>, draft: &Draft) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into proposal_revision (proposal_id, revision, state_id, content, written_by, written_at)
             values ($1, $2, $3, $4, $5, $6)",
            [
                outcome.state.id.0.into(),
                number(draft.revision).into(),
                outcome.state.lead.to_string().into(),
                content_form(&draft.content).into(),
                outcome.event.by.0.into(),
                draft.written_at.into(),
            ],
        )
        .await
        .map(drop)
    }

    async fn keep_proposal_version(&self, outcome: &Outcome<Proposal>, version: &Version) -> Result<(), StoreError> {
        let sharing = Sharing::new(version.visibility.clone());
        let [visibility, states, organisations, ..] = columns(Some(&sharing));
        execute(
            self.connection(),
            "insert into proposal_version (proposal_id, version, state_id, content, changes, visibility, audience_states,
                 audience_organisations, released_by, released_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [
                outcome.state.id.0.into(),
                number(version.number).into(),
                outcome.state.lead.to_string().into(),
                content_form(&version.content).into(),
                texts(&version.changes).into(),
                visibility,
                states,
                organisations,
                outcome.event.by.0.into(),
                version.released_at.into(),
            ],
        )
        .await?;
        self.insert_proposal_texts(outcome.state.id, version).await
    }

    /// Keeps the name of a State under a version.
    pub async fn join_proposal(&self, outcome: &Outcome<Cosponsorship>) -> Result<(), StoreError> {
        let name = &outcome.state;
        execute(
            self.connection(),
            "insert into proposal_sponsor (proposal_id, version, state_id, joined_by, joined_at)
             values ($1, $2, $3, $4, $5)",
            [
                name.proposal.0.into(),
                number(name.version).into(),
                name.state.to_string().into(),
                outcome.event.by.0.into(),
                name.joined_at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Takes the name of a State away from every version.
    pub async fn leave_proposal(&self, outcome: &Outcome<Leaving>) -> Result<(), StoreError> {
        let leaving = &outcome.state;
        execute(
            self.connection(),
            "update proposal_sponsor set left_at = $3 where proposal_id = $1 and state_id = $2 and left_at is null",
            [
                leaving.proposal.0.into(),
                leaving.state.to_string().into(),
                leaving.left_at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps what a State said about a proposal.
    pub async fn comment_proposal(&self, outcome: &Outcome<Comment>) -> Result<(), StoreError> {
        let said = &outcome.state;
        execute(
            self.connection(),
            "insert into proposal_comment (id, proposal_id, version, paragraph, state_id, language, content, supersedes,
                 answers, said_by, said_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            [
                said.id.0.into(),
                said.proposal.0.into(),
                number(said.version).into(),
                said.paragraph.as_ref().map(ToString::to_string).into(),
                said.state.to_string().into(),
                said.language.code().into(),
                said.content.clone().into(),
                said.supersedes.map(|id| id.0).into(),
                said.answers.map(|id| id.0).into(),
                outcome.event.by.0.into(),
                said.at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }
}

fn count(column: i32) -> Option<u32> {
    u32::try_from(column).ok()
}

pub(crate) fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
