//! Drafts of editions. What they say is stored as editions are; reading it is left to whoever knows that form.

use chrono::{DateTime, Utc};
use domain::drafting::{DraftAct, DraftStage, EditionDraft};
use domain::id::{AccountId, EditionDraftId, EditionId};
use domain::submission::{Happening, Outcome};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, EditionRow, Snapshot, StoreError, Work};

/// A draft with its newest text in its stored form.
#[derive(Clone, Debug, PartialEq)]
pub struct EditionDraftRecord {
    /// Its id.
    pub id: EditionDraftId,
    /// Where it stands.
    pub stage: DraftStage,
    /// Which text it is.
    pub revision: u32,
    /// The edition that it was begun from.
    pub base: Option<EditionId>,
    /// The edition that it is to become, as one is stored.
    pub edition: EditionRow,
    /// Who began it.
    pub begun_by: AccountId,
    /// When.
    pub begun_at: DateTime<Utc>,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    edition_id: String,
    base_id: Option<String>,
    stage: String,
    revision: i32,
    hash: Vec<u8>,
    structure: Json,
    wording: Json,
    begun_by: Uuid,
    begun_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

const DRAFT: &str = "
    select d.id, d.edition_id, d.base_id, d.stage, d.revision, r.hash, r.structure, r.wording, d.begun_by, d.begun_at,
           d.changed_at, d.ended_at
    from edition_draft d join edition_draft_revision r on r.draft_id = d.id and r.revision = d.revision";

impl Row {
    fn read(self) -> Result<EditionDraftRecord, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "edition_draft",
            column: column.to_owned(),
            row: self.id.to_string(),
        };
        let stage = match (self.stage.as_str(), self.ended_at) {
            ("drafted", None) => DraftStage::Drafted,
            ("published", Some(at)) => DraftStage::Published { at },
            ("discarded", Some(at)) => DraftStage::Discarded { at },
            _ => return Err(bad("stage")),
        };
        let base = self.base_id.as_ref().map(|id| id.parse());
        Ok(EditionDraftRecord {
            id: EditionDraftId(self.id),
            stage,
            revision: u32::try_from(self.revision).map_err(|_| bad("revision"))?,
            base: base.transpose().map_err(|_| bad("base_id"))?,
            begun_by: AccountId(self.begun_by),
            begun_at: self.begun_at,
            changed_at: self.changed_at,
            edition: EditionRow {
                id: self.edition_id,
                hash: self.hash,
                structure: self.structure,
                // The first of the edition that it becomes.
                revision: 1,
                wording: self.wording,
            },
        })
    }
}

async fn draft(
    connection: &Transaction,
    id: EditionDraftId,
    locking: &str,
) -> Result<Option<EditionDraftRecord>, StoreError> {
    let statement = sql(&format!("{DRAFT} where d.id = $1 {locking}"), [id.0.into()]);
    let row = Row::find_by_statement(statement).one(connection).await?;
    row.map(Row::read).transpose()
}

impl Snapshot {
    /// The draft of an edition, if the scope shows it.
    pub async fn edition_draft(&self, id: EditionDraftId) -> Result<Option<EditionDraftRecord>, StoreError> {
        draft(self.connection(), id, "").await
    }

    /// All drafts that the scope shows: what is being written first, then what ended last.
    pub async fn edition_drafts(&self) -> Result<Vec<EditionDraftRecord>, StoreError> {
        let text = format!("{DRAFT} order by d.ended_at is not null, d.changed_at desc, d.id");
        let rows = Row::find_by_statement(sql(&text, [])).all(self.connection());
        rows.await?.into_iter().map(Row::read).collect()
    }
}

impl Work {
    /// The draft of an edition, if the scope may change it. Nobody else changes it meanwhile.
    pub async fn edition_draft(&self, id: EditionDraftId) -> Result<Option<EditionDraftRecord>, StoreError> {
        draft(self.connection(), id, "for update of d").await
    }

    /// Keeps what became of a draft. `form` is what it says as it is stored.
    pub async fn save_edition_draft(
        &self,
        outcome: &Outcome<EditionDraft>,
        form: &EditionRow,
    ) -> Result<(), StoreError> {
        let draft = &outcome.state;
        let (id, revision) = (draft.id.0, i32::try_from(draft.revision).unwrap_or(i32::MAX));
        let Happening::EditionDraftKept { act, .. } = outcome.event.what else {
            return Err(StoreError::Inconsistent {
                table: "edition_draft",
                column: "event".to_owned(),
                row: id.to_string(),
            });
        };
        let connection = self.connection();
        match act {
            DraftAct::Begun => {
                execute(
                    connection,
                    "insert into edition_draft (id, edition_id, base_id, stage, revision, begun_by, begun_at, changed_at)
                     values ($1, $2, $3, 'drafted', $4, $5, $6, $6)",
                    [
                        id.into(),
                        form.id.clone().into(),
                        draft.base.as_ref().map(ToString::to_string).into(),
                        revision.into(),
                        draft.begun_by.0.into(),
                        draft.begun_at.into(),
                    ],
                )
                .await?;
                self.keep_edition_draft_revision(outcome, form).await?;
            }
            DraftAct::Changed | DraftAct::TakenOver => {
                self.keep_edition_draft_revision(outcome, form).await?;
                one_row(
                    connection,
                    "update edition_draft set edition_id = $3, revision = $2, changed_at = $4, base_id = $5
                     where id = $1 and revision = $2 - 1 and stage = 'drafted'",
                    [
                        id.into(),
                        revision.into(),
                        form.id.clone().into(),
                        draft.changed_at.into(),
                        draft.base.as_ref().map(ToString::to_string).into(),
                    ],
                    Constraint::Revision,
                )
                .await?;
            }
            DraftAct::Discarded => {
                one_row(
                    connection,
                    "update edition_draft set stage = 'discarded', ended_at = $3
                     where id = $1 and revision = $2 and stage = 'drafted'",
                    [id.into(), revision.into(), draft.stage.ended_at().into()],
                    Constraint::Revision,
                )
                .await?;
            }
            DraftAct::Published => {
                let publish = sql("select publish_edition_draft($1, $2)", [id.into(), revision.into()]);
                connection.execute_raw(publish).await?;
            }
        }
        self.record(&outcome.event).await
    }

    async fn keep_edition_draft_revision(
        &self,
        outcome: &Outcome<EditionDraft>,
        form: &EditionRow,
    ) -> Result<(), StoreError> {
        let draft = &outcome.state;
        execute(
            self.connection(),
            "insert into edition_draft_revision (draft_id, revision, hash, structure, wording, written_by, written_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            [
                draft.id.0.into(),
                i32::try_from(draft.revision).unwrap_or(i32::MAX).into(),
                form.hash.clone().into(),
                form.structure.clone().into(),
                form.wording.clone().into(),
                outcome.event.by.0.into(),
                outcome.event.at.into(),
            ],
        )
        .await
        .map(drop)
    }
}
