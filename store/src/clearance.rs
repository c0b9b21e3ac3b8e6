//! Who signs a section off, and what they have signed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::id::{AccountId, MinistryId, QuestionCode, SectionCode, SubmissionId};
use domain::submission::{Clearance, ClearanceAct, ClearanceEntry, Outcome, Path, Remark, SectionText, Submission};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::statement::{execute, sql};
use crate::submission::count;
use crate::transaction::Transaction;
use crate::{Snapshot, StoreError, Work};

#[derive(FromQueryResult)]
struct EntryRow {
    id: i64,
    section: String,
    turn: i32,
    act: String,
    ministry_id: Option<Uuid>,
    substitute_id: Option<Uuid>,
    as_substitute: Option<bool>,
    steps: Option<Json>,
    answers: Option<Json>,
    reason: Option<String>,
    account_id: Uuid,
    at: DateTime<Utc>,
}

fn write_steps(path: &Path) -> Json {
    let step = |ministries: &BTreeSet<MinistryId>| ministries.iter().map(|id| json!(id.to_string())).collect::<Json>();
    path.steps().iter().map(step).collect()
}

fn read_steps(json: &Json) -> Option<Path> {
    let step = |step: &Json| -> Option<BTreeSet<MinistryId>> {
        let ministries = step.as_array()?.iter();
        ministries.map(|id| id.as_str()?.parse().ok().map(MinistryId)).collect()
    };
    Path::new(json.as_array()?.iter().map(step).collect::<Option<_>>()?).ok()
}

fn write_text(text: &SectionText) -> Json {
    let revisions = text.0.iter();
    Json::Object(
        revisions
            .map(|(code, revision)| (code.to_string(), json!(revision)))
            .collect(),
    )
}

fn read_text(json: &Json) -> Option<SectionText> {
    let revisions = json.as_object()?.iter();
    let read = |(code, revision): (&String, &Json)| {
        let revision = u32::try_from(revision.as_u64()?).ok()?;
        Some((QuestionCode::new(code.clone()).ok()?, revision))
    };
    revisions.map(read).collect::<Option<BTreeMap<_, _>>>().map(SectionText)
}

impl EntryRow {
    fn read(self) -> Result<ClearanceEntry, StoreError> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent {
            table: "clearance_entry",
            column: column.to_owned(),
            row: id.to_string(),
        };
        let ministry = || self.ministry_id.map(MinistryId).ok_or_else(|| bad("ministry_id"));
        let reason = self.reason.as_deref().map(Remark::new);
        let reason = reason.transpose().map_err(|_| bad("reason"))?;
        let act = match self.act.as_str() {
            "arranged" => ClearanceAct::Arranged(self.steps.as_ref().and_then(read_steps).ok_or_else(|| bad("steps"))?),
            "substituted" => ClearanceAct::Substituted {
                ministry: ministry()?,
                by: self.substitute_id.map(AccountId),
            },
            "sent" => ClearanceAct::Sent(
                self.answers
                    .as_ref()
                    .and_then(read_text)
                    .ok_or_else(|| bad("answers"))?,
            ),
            "signed" => ClearanceAct::Signed {
                ministry: ministry()?,
                as_substitute: self.as_substitute.ok_or_else(|| bad("as_substitute"))?,
            },
            "returned" => ClearanceAct::Returned {
                ministry: ministry()?,
                reason: reason.ok_or_else(|| bad("reason"))?,
            },
            "recalled" => ClearanceAct::Recalled { reason },
            _ => return Err(bad("act")),
        };
        Ok(ClearanceEntry {
            section: SectionCode::new(self.section).map_err(|_| bad("section"))?,
            turn: u32::try_from(self.turn).map_err(|_| bad("turn"))?,
            by: AccountId(self.account_id),
            at: self.at,
            act,
        })
    }
}

async fn entries(connection: &Transaction, id: SubmissionId) -> Result<Vec<ClearanceEntry>, StoreError> {
    let statement = sql(
        "select * from clearance_entry where submission_id = $1 order by id",
        [id.0.into()],
    );
    let rows = EntryRow::find_by_statement(statement).all(connection).await?;
    rows.into_iter().map(EntryRow::read).collect()
}

impl Snapshot {
    /// Everything that was done to the clearance of a submission, the oldest first.
    pub async fn clearance_entries(&self, id: SubmissionId) -> Result<Vec<ClearanceEntry>, StoreError> {
        entries(self.connection(), id).await
    }
}

impl Work {
    /// Who signs which section of a submission, and what they have signed.
    pub async fn clearance(&self, of: &Submission) -> Result<Clearance, StoreError> {
        if !of.has_clearance {
            return Ok(Clearance::default());
        }
        Ok(Clearance::of(&entries(self.connection(), of.id).await?))
    }

    /// Keeps what was done to the clearance of a submission, which this unit has locked.
    pub async fn save_clearance(
        &self,
        of: &Submission,
        outcome: &Outcome<Vec<ClearanceEntry>>,
    ) -> Result<(), StoreError> {
        for entry in &outcome.state {
            let (mut ministry, mut substitute, mut as_substitute, mut steps, mut answers, mut reason) =
                (None, None, None, None, None, None);
            let act = match &entry.act {
                ClearanceAct::Arranged(path) => {
                    steps = Some(write_steps(path));
                    "arranged"
                }
                ClearanceAct::Substituted { ministry: of, by } => {
                    (ministry, substitute) = (Some(of.0), by.map(|by| by.0));
                    "substituted"
                }
                ClearanceAct::Sent(text) => {
                    answers = Some(write_text(text));
                    "sent"
                }
                ClearanceAct::Signed {
                    ministry: of,
                    as_substitute: is,
                } => {
                    (ministry, as_substitute) = (Some(of.0), Some(*is));
                    "signed"
                }
                ClearanceAct::Returned {
                    ministry: of,
                    reason: said,
                } => {
                    (ministry, reason) = (Some(of.0), Some(said.as_str().to_owned()));
                    "returned"
                }
                ClearanceAct::Recalled { reason: said } => {
                    reason = said.as_ref().map(|said| said.as_str().to_owned());
                    "recalled"
                }
            };
            execute(
                self.connection(),
                "insert into clearance_entry (submission_id, state_id, section, turn, act, ministry_id, substitute_id,
                                              as_substitute, steps, answers, reason, account_id, at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                [
                    of.id.0.into(),
                    of.state.to_string().into(),
                    entry.section.to_string().into(),
                    count(entry.turn).into(),
                    act.into(),
                    ministry.into(),
                    substitute.into(),
                    as_substitute.into(),
                    steps.into(),
                    answers.into(),
                    reason.into(),
                    entry.by.0.into(),
                    entry.at.into(),
                ],
            )
            .await?;
        }
        self.record(&outcome.event).await
    }
}
