//! Working files, their assignments and their answers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::access::Assignee;
use domain::id::{AccountId, AssignmentId, MinistryId, QuestionCode, RoundId, SectionCode, StateCode, SubmissionId};
use domain::language::Language;
use domain::questionnaire::{KindCode, Standing};
use domain::submission::{
    Assigned, Assignment, Fields, Mark, Outcome, Position, Root, SharedDraft, Stage, StageCode, StateSetting,
    Submission,
};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::sharing::{SharingRow, columns};
use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work, answer_codec};

#[derive(FromQueryResult)]
struct SubmissionRow {
    id: Uuid,
    round_id: Uuid,
    state_id: String,
    edition_id: String,
    stage: String,
    revision: i32,
    language: String,
    confirmation: Option<bool>,
    earlier_submission: Option<bool>,
    shares_progress: bool,
    names_state: bool,
    opened_at: DateTime<Utc>,
    four_eyes: bool,
    last_changed_by: Option<Uuid>,
    programs: Json,
    has_clearance: bool,
    #[sea_orm(nested)]
    sharing: SharingRow,
    filing_number: Option<i32>,
    filing_position: Option<i64>,
    filing_root: Option<Vec<u8>>,
    filing_at: Option<DateTime<Utc>>,
    withdrawal_number: Option<i32>,
    withdrawal_position: Option<i64>,
    withdrawal_root: Option<Vec<u8>>,
    withdrawal_at: Option<DateTime<Utc>>,
}

fn mark(number: Option<i32>, position: Option<i64>, root: Option<Vec<u8>>, at: Option<DateTime<Utc>>) -> Option<Mark> {
    Some(Mark {
        number: u32::try_from(number?).ok()?,
        position: Position(u64::try_from(position?).ok()?),
        root: Root(root?.try_into().ok()?),
        at: at?,
    })
}

/// Who keeps which program, from pairs of both.
fn keepers(pairs: Json) -> Option<BTreeMap<AccountId, BTreeSet<AccountId>>> {
    let pairs: Vec<(Uuid, Uuid)> = serde_json::from_value(pairs).ok()?;
    let mut keepers: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (program, keeper) in pairs {
        keepers.entry(AccountId(program)).or_default().insert(AccountId(keeper));
    }
    Some(keepers)
}

impl SubmissionRow {
    fn read(self) -> Result<Submission, StoreError> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent {
            table: "submission",
            column: column.to_owned(),
            row: id.to_string(),
        };
        let filing = mark(
            self.filing_number,
            self.filing_position,
            self.filing_root,
            self.filing_at,
        );
        let withdrawal = mark(
            self.withdrawal_number,
            self.withdrawal_position,
            self.withdrawal_root,
            self.withdrawal_at,
        );
        let stage = match StageCode::from_code(&self.stage).ok_or_else(|| bad("stage"))? {
            StageCode::Drafting => Stage::Drafting,
            // Worked out, never stored.
            StageCode::InClearance | StageCode::Cleared => return Err(bad("stage")),
            StageCode::Filed => Stage::Filed(filing.ok_or_else(|| bad("filing"))?),
            StageCode::Amending => Stage::Amending(filing.ok_or_else(|| bad("filing"))?),
            StageCode::Withdrawn => Stage::Withdrawn {
                filing: filing.ok_or_else(|| bad("filing"))?,
                withdrawal: withdrawal.ok_or_else(|| bad("withdrawal"))?,
            },
        };
        Ok(Submission {
            id: SubmissionId(self.id),
            round: RoundId(self.round_id),
            state: StateCode::new(self.state_id).map_err(|_| bad("state_id"))?,
            edition: self.edition_id.parse().map_err(|_| bad("edition_id"))?,
            stage,
            fields: Fields {
                language: Language::from_code(&self.language).ok_or_else(|| bad("language"))?,
                confirmation: self.confirmation,
                earlier_submission: self.earlier_submission,
                shares_progress: self.shares_progress,
            },
            sharing: self.sharing.read().map_err(bad)?.ok_or_else(|| bad("visibility"))?,
            names_state: self.names_state,
            four_eyes: self.four_eyes,
            last_changed_by: self.last_changed_by.map(AccountId),
            programs: keepers(self.programs).ok_or_else(|| bad("programs"))?,
            has_clearance: self.has_clearance,
            revision: u32::try_from(self.revision).map_err(|_| bad("revision"))?,
            opened_at: self.opened_at,
        })
    }
}

/// Everything of a submission but its answers, in one statement.
const SUBMISSION: &str = "
    select s.*, coalesce(t.four_eyes, true) as four_eyes,
           (select a.changed_by from answer a where a.submission_id = s.id
            order by a.changed_at desc, a.question desc limit 1) as last_changed_by,
           (select coalesce(json_agg(json_build_array(p.account_id, p.issued_by)), '[]')
            from program_secret p where p.state_id = s.state_id) as programs,
           exists (select from clearance_entry c where c.submission_id = s.id) as has_clearance,
           f.number as filing_number, f.position as filing_position, f.root as filing_root, f.filed_at as filing_at,
           w.number as withdrawal_number, w.position as withdrawal_position, w.root as withdrawal_root,
           w.filed_at as withdrawal_at
    from submission s
    left join state_setting t on t.state_id = s.state_id
    left join filing f on f.position = s.filing
    left join filing w on w.position = s.withdrawal";

async fn find(connection: &Transaction, id: SubmissionId) -> Result<Option<Submission>, StoreError> {
    let statement = sql(&format!("{SUBMISSION} where s.id = $1"), [id.0.into()]);
    SubmissionRow::find_by_statement(statement)
        .one(connection)
        .await?
        .map(SubmissionRow::read)
        .transpose()
}

#[derive(FromQueryResult)]
struct AssignmentRow {
    id: Uuid,
    submission_id: Uuid,
    section: String,
    ministry_id: Option<Uuid>,
    account_id: Option<Uuid>,
    valid_from: DateTime<Utc>,
    valid_until: Option<DateTime<Utc>>,
}

impl AssignmentRow {
    fn read(self) -> Result<Assignment, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "assignment",
            column: column.to_owned(),
            row: self.id.to_string(),
        };
        let to = match (self.ministry_id, self.account_id) {
            (Some(ministry), None) => Assignee::Ministry(MinistryId(ministry)),
            (None, Some(account)) => Assignee::Account(AccountId(account)),
            (Some(_), Some(_)) | (None, None) => return Err(bad("ministry_id")),
        };
        Ok(Assignment {
            id: AssignmentId(self.id),
            submission: SubmissionId(self.submission_id),
            section: SectionCode::new(self.section.clone()).map_err(|_| bad("section"))?,
            to,
            from: self.valid_from,
            until: self.valid_until,
        })
    }
}

async fn assignments(
    connection: &Transaction,
    id: SubmissionId,
    now: DateTime<Utc>,
) -> Result<BTreeMap<SectionCode, Assignment>, StoreError> {
    let statement = sql(
        "select * from assignment
         where submission_id = $1 and valid_from <= $2 and coalesce(valid_until > $2, true) order by section",
        [id.0.into(), now.into()],
    );
    let rows = AssignmentRow::find_by_statement(statement).all(connection).await?;
    rows.into_iter()
        .map(|row| row.read().map(|assignment| (assignment.section.clone(), assignment)))
        .collect()
}

/// A body inside a State.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MinistryRow {
    /// Its id.
    pub id: Uuid,
    /// The State.
    pub state_id: String,
    /// Its name, as its State writes it.
    pub name: String,
}

impl Snapshot {
    /// The submission, if the scope shows it.
    pub async fn submission(&self, id: SubmissionId) -> Result<Option<Submission>, StoreError> {
        find(self.connection(), id).await
    }

    /// The submissions of a State, or of all States that the scope shows, in the order of opening.
    pub async fn submissions(&self, state: Option<&StateCode>) -> Result<Vec<Submission>, StoreError> {
        let statement = sql(
            &format!("{SUBMISSION} where coalesce(s.state_id = $1, true) order by s.opened_at, s.id"),
            [state.map(ToString::to_string).into()],
        );
        let rows = SubmissionRow::find_by_statement(statement)
            .all(self.connection())
            .await?;
        rows.into_iter().map(SubmissionRow::read).collect()
    }

    /// The assignments of a submission that hold now, by section.
    pub async fn assignments(&self, id: SubmissionId) -> Result<BTreeMap<SectionCode, Assignment>, StoreError> {
        assignments(self.connection(), id, self.now()).await
    }

    /// The ministries of a State, by name.
    pub async fn ministries(&self, state: &StateCode) -> Result<Vec<MinistryRow>, StoreError> {
        let statement = sql(
            "select id, state_id, name from ministry where state_id = $1 order by name",
            [state.to_string().into()],
        );
        Ok(MinistryRow::find_by_statement(statement).all(self.connection()).await?)
    }

    /// Which States have opened a submission in a round; empty but for the secretariat.
    pub async fn openings(&self, round: RoundId) -> Result<BTreeMap<StateCode, DateTime<Utc>>, StoreError> {
        #[derive(FromQueryResult)]
        struct Opening {
            state_id: String,
            opened_at: DateTime<Utc>,
        }
        let statement = sql(
            "select state_id, opened_at from submission_opening where round_id = $1",
            [round.0.into()],
        );
        Opening::find_by_statement(statement)
            .all(self.connection())
            .await?
            .into_iter()
            .map(|row| {
                let state = StateCode::new(row.state_id.clone()).map_err(|_| StoreError::Inconsistent {
                    table: "submission",
                    column: "state_id".to_owned(),
                    row: row.state_id,
                })?;
                Ok((state, row.opened_at))
            })
            .collect()
    }

    /// What the States of a round have said so far that share their progress, for the secretariat: of each what its working
    /// file holds and somebody stands by. A State that shares and has said nothing yet is there.
    pub async fn shared_progress(
        &self,
        round: RoundId,
    ) -> Result<BTreeMap<StateCode, BTreeMap<QuestionCode, Standing>>, StoreError> {
        #[derive(FromQueryResult)]
        struct Said {
            state_id: String,
            question: Option<String>,
            kind: Option<String>,
            standing: Option<String>,
            value: Option<Json>,
        }
        let statement = sql(
            "select o.state_id, p.question, p.kind, p.standing, p.value
             from submission_opening o left join shared_progress p using (round_id, state_id)
             where o.round_id = $1 and o.shares_progress",
            [round.0.into()],
        );
        let mut shared: BTreeMap<StateCode, BTreeMap<QuestionCode, Standing>> = BTreeMap::new();
        for row in Said::find_by_statement(statement).all(self.connection()).await? {
            let bad = |column: &str| StoreError::Inconsistent {
                table: "answer",
                column: column.to_owned(),
                row: row.state_id.clone(),
            };
            let state = StateCode::new(row.state_id.clone()).map_err(|_| bad("state_id"))?;
            let said = shared.entry(state).or_default();
            let (Some(question), Some(kind), Some(standing)) = (&row.question, &row.kind, &row.standing) else {
                continue;
            };
            let kind = KindCode::from_code(kind).ok_or_else(|| bad("kind"))?;
            let standing = answer_codec::decode(kind, standing, row.value.as_ref()).map_err(|_| bad("value"))?;
            let question = QuestionCode::new(question.clone()).map_err(|_| bad("question"))?;
            said.extend(standing.map(|standing| (question, standing)));
        }
        Ok(shared)
    }
}

impl Work {
    /// The submission, if the scope shows it. Locked until the unit ends, so that a filing shuts out savers.
    pub async fn submission(&self, id: SubmissionId) -> Result<Option<Submission>, StoreError> {
        execute(
            self.connection(),
            "select from submission where id = $1 for update",
            [id.0.into()],
        )
        .await?;
        find(self.connection(), id).await
    }

    /// The assignments of a submission that hold now, by section.
    pub async fn assignments(&self, id: SubmissionId) -> Result<BTreeMap<SectionCode, Assignment>, StoreError> {
        assignments(self.connection(), id, self.now()).await
    }

    /// What a State decided for itself.
    pub async fn state_setting(&self, state: &StateCode) -> Result<StateSetting, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            four_eyes: bool,
        }
        let statement = sql(
            "select four_eyes from state_setting where state_id = $1",
            [state.to_string().into()],
        );
        let row = Row::find_by_statement(statement).one(self.connection()).await?;
        Ok(row.map_or_else(
            || StateSetting::of(state.clone()),
            |row| StateSetting {
                state: state.clone(),
                four_eyes: row.four_eyes,
            },
        ))
    }

    /// Keeps what a State decided for itself.
    pub async fn save_state_setting(&self, outcome: &Outcome<StateSetting>) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into state_setting (state_id, four_eyes) values ($1, $2)
             on conflict (state_id) do update set four_eyes = excluded.four_eyes",
            [outcome.state.state.to_string().into(), outcome.state.four_eyes.into()],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Whether a section of a State can be given to a ministry or a person: it is the State's, or belongs to it now.
    pub async fn is_assignable(&self, state: &StateCode, to: Assignee) -> Result<bool, StoreError> {
        let (text, id) = match to {
            Assignee::Ministry(ministry) => (
                "select id from ministry where id = $1 and state_id = $2 and $3::timestamptz is not null",
                ministry.0,
            ),
            Assignee::Account(account) => (
                "select account_id as id from membership
                 where account_id = $1 and state_id = $2 and valid_from <= $3 and coalesce(valid_until > $3, true)
                 limit 1",
                account.0,
            ),
        };
        let statement = sql(text, [id.into(), state.to_string().into(), self.now().into()]);
        Ok(self.connection().query_one_raw(statement).await?.is_some())
    }

    /// Whether somebody holds the role of a clearer in a State now.
    pub async fn is_clearer(&self, state: &StateCode, account: AccountId) -> Result<bool, StoreError> {
        let statement = sql(
            "select from membership
             where account_id = $1 and state_id = $2 and role = 'clearer'
               and valid_from <= $3 and coalesce(valid_until > $3, true)
             limit 1",
            [account.0.into(), state.to_string().into(), self.now().into()],
        );
        Ok(self.connection().query_one_raw(statement).await?.is_some())
    }

    /// Keeps a submission that was opened.
    pub async fn open_submission(&self, outcome: &Outcome<Submission>) -> Result<(), StoreError> {
        let submission = &outcome.state;
        let [visibility, states, organisations, counted, embargo] = columns(Some(&submission.sharing));
        execute(
            self.connection(),
            "insert into submission (id, round_id, state_id, edition_id, stage, revision, language, confirmation,
                                     earlier_submission, shares_progress, visibility, audience_states,
                                     audience_organisations, counted, embargo_until, names_state, opened_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            [
                submission.id.0.into(),
                submission.round.0.into(),
                submission.state.to_string().into(),
                submission.edition.to_string().into(),
                submission.stage.code().code().into(),
                count(submission.revision).into(),
                submission.fields.language.code().into(),
                submission.fields.confirmation.into(),
                submission.fields.earlier_submission.into(),
                submission.fields.shares_progress.into(),
                visibility,
                states,
                organisations,
                counted,
                embargo,
                submission.names_state.into(),
                submission.opened_at.into(),
            ],
        )
        .await?;
        self.record(&outcome.event).await
    }

    /// Keeps a submission after a transition; a conflict if somebody else made one since it was read.
    pub async fn save_submission(&self, outcome: &Outcome<Submission>) -> Result<(), StoreError> {
        self.update_submission(&outcome.state).await?;
        self.record(&outcome.event).await
    }

    /// Keeps the sharing of a draft: the submission's, and that of single answers.
    pub async fn save_draft_sharing(&self, outcome: &Outcome<SharedDraft>) -> Result<(), StoreError> {
        let shared = &outcome.state;
        self.update_submission(&shared.submission).await?;
        for (question, sharing) in &shared.answers {
            self.share_answer(shared.submission.id, question, sharing.as_ref())
                .await?;
        }
        self.record(&outcome.event).await
    }

    /// Keeps what became of the assignments of a section.
    pub async fn save_assignment(&self, of: &Submission, outcome: &Outcome<Assigned>) -> Result<(), StoreError> {
        if let Some(ended) = &outcome.state.ended {
            one_row(
                self.connection(),
                "update assignment set valid_until = $2 where id = $1 and valid_until is null",
                [ended.id.0.into(), ended.until.into()],
                Constraint::Revision,
            )
            .await?;
        }
        if let Some(begun) = &outcome.state.begun {
            let (ministry, account) = match begun.to {
                Assignee::Ministry(ministry) => (Some(ministry.0), None),
                Assignee::Account(account) => (None, Some(account.0)),
            };
            execute(
                self.connection(),
                "insert into assignment (id, submission_id, state_id, section, ministry_id, account_id, valid_from)
                 values ($1, $2, $3, $4, $5, $6, $7)",
                [
                    begun.id.0.into(),
                    begun.submission.0.into(),
                    of.state.to_string().into(),
                    begun.section.to_string().into(),
                    ministry.into(),
                    account.into(),
                    begun.from.into(),
                ],
            )
            .await?;
        }
        self.record(&outcome.event).await
    }

    pub(crate) async fn update_submission(&self, submission: &Submission) -> Result<(), StoreError> {
        let (filing, withdrawal) = match &submission.stage {
            Stage::Drafting => (None, None),
            Stage::Filed(mark) | Stage::Amending(mark) => (Some(mark.position), None),
            Stage::Withdrawn { filing, withdrawal } => (Some(filing.position), Some(withdrawal.position)),
        };
        let [visibility, states, organisations, counted, embargo] = columns(Some(&submission.sharing));
        one_row(
            self.connection(),
            "update submission set stage = $2, revision = $3, filing = $4, withdrawal = $5, language = $6,
                 confirmation = $7, earlier_submission = $8, shares_progress = $9, visibility = $10,
                 audience_states = $11, audience_organisations = $12, counted = $13, embargo_until = $14,
                 names_state = $15
             where id = $1 and revision = $3 - 1",
            [
                submission.id.0.into(),
                submission.stage.code().code().into(),
                count(submission.revision).into(),
                filing.map(place).into(),
                withdrawal.map(place).into(),
                submission.fields.language.code().into(),
                submission.fields.confirmation.into(),
                submission.fields.earlier_submission.into(),
                submission.fields.shares_progress.into(),
                visibility,
                states,
                organisations,
                counted,
                embargo,
                submission.names_state.into(),
            ],
            Constraint::Revision,
        )
        .await
    }
}

/// A count as a column; nothing here counts to two thousand million.
pub(crate) fn count(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A position as a column.
pub(crate) fn place(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}
