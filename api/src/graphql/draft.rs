//! What is done to a working file before it is filed, answers apart.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::access::{Assign, Assignee, OpenSubmission, SetDraftVisibility, SetSubmissionFields, SwitchFourEyes};
use domain::id::{AccountId, AssignmentId, MinistryId, QuestionCode, RoundId, SectionCode, StateCode, SubmissionId};
use domain::language::Language;
use domain::submission as rules;
use domain::submission::{Assigning, DraftSharing, Fields, Outcome, Salt};
use store::Work;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::node::{self, Sort};
use crate::graphql::section::Assignment;
use crate::graphql::sharing::SharingInput;
use crate::graphql::submission::Submission;
use crate::graphql::text::LanguageCode;

/// A working file to open.
#[derive(Clone, Debug, InputObject)]
pub struct OpenSubmissionInput {
    /// The round.
    round: ID,
    /// The State, by alpha-3 code.
    state: String,
    /// The language of texts that name none; left out: the language of the request.
    language: Option<LanguageCode>,
}

/// What belongs to a working file as a whole. What is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct SetSubmissionFieldsInput {
    /// The working file.
    submission: ID,
    /// The revision of the submission that the change is based on.
    revision: u32,
    /// The language of texts that name none.
    language: Option<LanguageCode>,
    /// Whether the State confirms the whole.
    confirmation: Option<bool>,
    /// Whether the State filed before.
    earlier_submission: Option<bool>,
    /// Whether the secretariat may see completeness before filing.
    shares_progress: Option<bool>,
}

/// A section to give to a ministry or a person, or, with neither, to take back.
#[derive(Clone, Debug, InputObject)]
pub struct AssignSectionInput {
    /// The working file.
    submission: ID,
    /// The code of the section.
    section: String,
    /// The ministry.
    ministry: Option<ID>,
    /// The account of the person.
    account: Option<ID>,
}

/// The sharing of one answer.
#[derive(Clone, Debug, InputObject)]
pub struct AnswerSharingInput {
    /// The code of the question.
    question: String,
    /// Its own sharing; left out: it follows the submission again.
    sharing: Option<SharingInput>,
}

/// Who is to read answers once they are filed. What is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct SetDraftVisibilityInput {
    /// The working file.
    submission: ID,
    /// The revision of the submission that the change is based on.
    revision: u32,
    /// How answers are shared that say nothing else.
    default: Option<SharingInput>,
    /// Whether the State agrees to be named in the register whatever can be read.
    names_state: Option<bool>,
    /// The sharing of single answers.
    #[graphql(default)]
    answers: Vec<AnswerSharingInput>,
}

/// Whether who files must not be who made the last change.
#[derive(Clone, Debug, InputObject)]
pub struct SwitchFourEyesInput {
    /// The State, by alpha-3 code.
    state: String,
    /// Whether the rule holds.
    is_on: bool,
}

/// A working file that was changed.
#[derive(SimpleObject)]
pub struct SubmissionPayload {
    /// The working file as it is now.
    pub(crate) submission: Submission,
}

/// A section that changed hands.
#[derive(SimpleObject)]
pub struct AssignSectionPayload {
    /// The working file.
    submission: Submission,
    /// The assignment that holds now.
    assignment: Option<Assignment>,
}

/// What a State decided for itself.
#[derive(SimpleObject)]
pub struct SwitchFourEyesPayload {
    /// Whether who files must not be who made the last change.
    is_on: bool,
}

/// The submission, locked, if the caller may see it; a conflict if it is not the revision that the change is based on.
pub(crate) async fn locked(work: &Work, id: &ID, revision: Option<u32>) -> Result<rules::Submission, Fault> {
    let id = SubmissionId(node::key(Sort::Submission, id)?);
    let submission = work.submission(id).await?.ok_or_else(Fault::not_found)?;
    match revision {
        Some(based_on) if based_on != submission.revision => Err(Fault::conflict()
            .at("input.revision")
            .with("revision", submission.revision)),
        Some(_) | None => Ok(submission),
    }
}

/// The round of a submission.
pub(crate) async fn round_of(work: &Work, submission: &rules::Submission) -> Result<rules::Round, Fault> {
    work.round(submission.round).await?.ok_or_else(Fault::not_found)
}

/// The submission as the caller sees it after a commit.
pub(crate) async fn shown(call: &Call, id: SubmissionId) -> Result<Submission, Fault> {
    File::find(call, id).await?.map(Submission).ok_or_else(Fault::not_found)
}

/// Puts into a working file that was opened in this unit what its State has said so far.
pub(crate) async fn carry_forward(call: &Call, work: &Work, opened: &Outcome<rules::Submission>) -> Result<(), Fault> {
    let submission = &opened.state;
    let world = call.world();
    let edition = world.editions.get(&submission.edition).ok_or_else(Fault::not_found)?;
    let past = work.past(&submission.state, &submission.edition, submission.id).await?;
    let by = opened.event.by;
    let carried = rules::carry(
        edition,
        |edition, question| world.lineage(edition, question),
        &past,
        submission.fields.language,
        || Salt(call.mint().bytes()),
        (by, opened.event.at),
    );
    work.save_carried(submission, edition, (by, opened.event.at), &carried)
        .await?;
    Ok(())
}

fn state_code(code: String) -> Result<StateCode, Fault> {
    StateCode::new(code).map_err(|_| Fault::invalid().at("input.state"))
}

/// What is done before filing.
#[derive(Default)]
pub struct DraftMutation;

#[Object]
impl DraftMutation {
    /// Opens a State's working file in a round. Nobody but the State reads it until it says otherwise. It starts with what the
    /// State said in earlier rounds, followed through editions; nothing of that is filed before somebody confirms it.
    async fn open_submission(&self, ctx: &Context<'_>, input: OpenSubmissionInput) -> Result<SubmissionPayload, Fault> {
        let call = Call::of(ctx);
        let state = state_code(input.state)?;
        let status = call
            .world()
            .norms
            .state(&state)
            .ok_or_else(|| Fault::invalid().at("input.state"))?
            .status;
        let work = call.begin().await?;
        let round = RoundId(node::key(Sort::Round, &input.round)?);
        let round = work.round(round).await?.ok_or_else(Fault::not_found)?;
        let permit = call.actor().permit(OpenSubmission {
            state: state.clone(),
            round: round.id,
        })?;
        let setting = work.state_setting(&state).await?;
        let fields = Fields {
            language: input.language.map_or(call.language(), Language::from),
            confirmation: None,
            earlier_submission: None,
            shares_progress: false,
        };
        let id = SubmissionId(call.mint().id());
        let outcome = rules::Submission::open(permit, id, &round, status, fields, &setting, call.now())?;
        work.open_submission(&outcome).await?;
        carry_forward(call, &work, &outcome).await?;
        call.commit(work).await?;
        Ok(SubmissionPayload {
            submission: shown(call, id).await?,
        })
    }

    /// Sets what belongs to a working file as a whole; questions that bind a field are views of these.
    async fn set_submission_fields(
        &self,
        ctx: &Context<'_>,
        input: SetSubmissionFieldsInput,
    ) -> Result<SubmissionPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, Some(input.revision)).await?;
        let (id, state) = (submission.id, submission.state.clone());
        let permit = call.actor().permit(SetSubmissionFields { state, submission: id })?;
        let round = round_of(&work, &submission).await?;
        let now = submission.fields;
        let fields = Fields {
            language: input.language.map_or(now.language, Language::from),
            confirmation: input.confirmation.or(now.confirmation),
            earlier_submission: input.earlier_submission.or(now.earlier_submission),
            shares_progress: input.shares_progress.unwrap_or(now.shares_progress),
        };
        let outcome = submission.set_fields(permit, &round, fields, call.now())?;
        work.save_submission(&outcome).await?;
        call.commit(work).await?;
        Ok(SubmissionPayload {
            submission: shown(call, id).await?,
        })
    }

    /// Gives a section to a ministry or a person, or takes it back. Who had it has it no longer from that instant.
    async fn assign_section(
        &self,
        ctx: &Context<'_>,
        input: AssignSectionInput,
    ) -> Result<AssignSectionPayload, Fault> {
        let call = Call::of(ctx);
        let to = match (&input.ministry, &input.account) {
            (None, None) => None,
            (Some(ministry), None) => Some(Assignee::Ministry(MinistryId(node::key(Sort::Ministry, ministry)?))),
            (None, Some(account)) => Some(Assignee::Account(AccountId(node::key(Sort::Account, account)?))),
            (Some(_), Some(_)) => return Err(Fault::invalid().at("input.account")),
        };
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, None).await?;
        let (id, state) = (submission.id, submission.state.clone());
        let permit = call.actor().permit(Assign {
            state: state.clone(),
            submission: id,
        })?;
        let section = SectionCode::new(input.section).map_err(|_| Fault::invalid().at("input.section"))?;
        let edition = call
            .world()
            .editions
            .get(&submission.edition)
            .ok_or_else(Fault::not_found)?;
        let round = round_of(&work, &submission).await?;
        if let Some(to) = to {
            let is_assignable = work.is_assignable(&state, to).await?;
            is_assignable.then_some(()).ok_or_else(Fault::not_found)?;
        }
        let current = work.assignments(id).await?.remove(&section);
        let asked = Assigning {
            section,
            current,
            to: to.map(|to| (AssignmentId(call.mint().id()), to)),
        };
        let outcome = submission.assign(permit, &round, edition, asked, call.now())?;
        work.save_assignment(&submission, &outcome).await?;
        call.commit(work).await?;
        let assignment = outcome.state.begun.as_ref().map(Assignment::from);
        Ok(AssignSectionPayload {
            submission: shown(call, id).await?,
            assignment,
        })
    }

    /// Sets who is to read answers once they are filed. Ceilings of questions hold whatever is chosen.
    async fn set_draft_visibility(
        &self,
        ctx: &Context<'_>,
        input: SetDraftVisibilityInput,
    ) -> Result<SubmissionPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, Some(input.revision)).await?;
        let (id, state) = (submission.id, submission.state.clone());
        let permit = call.actor().permit(SetDraftVisibility { state, submission: id })?;
        let round = round_of(&work, &submission).await?;
        let edition = call
            .world()
            .editions
            .get(&submission.edition)
            .ok_or_else(Fault::not_found)?;
        let mut answers = Vec::with_capacity(input.answers.len());
        for (at, answer) in input.answers.into_iter().enumerate() {
            let field = format!("input.answers.{at}");
            let question = QuestionCode::new(answer.question);
            let question = question.map_err(|_| Fault::invalid().at(format!("{field}.question")))?;
            let sharing = answer
                .sharing
                .map(|sharing| sharing.read(call, &format!("{field}.sharing")))
                .transpose()?;
            answers.push((question, sharing));
        }
        let default = input
            .default
            .map(|sharing| sharing.read(call, "input.default"))
            .transpose()?;
        let asked = DraftSharing {
            default,
            names_state: input.names_state,
            answers,
        };
        let outcome = submission.share_draft(permit, &round, edition, asked, call.now())?;
        work.save_draft_sharing(&outcome).await?;
        call.commit(work).await?;
        Ok(SubmissionPayload {
            submission: shown(call, id).await?,
        })
    }

    /// Switches on or off, for a State, that who files is not who made the last change. Only the State and the auditor see
    /// it.
    async fn switch_four_eyes(
        &self,
        ctx: &Context<'_>,
        input: SwitchFourEyesInput,
    ) -> Result<SwitchFourEyesPayload, Fault> {
        let call = Call::of(ctx);
        let state = state_code(input.state)?;
        let permit = call.actor().permit(SwitchFourEyes { state: state.clone() })?;
        let work = call.begin().await?;
        let outcome = work
            .state_setting(&state)
            .await?
            .switch_four_eyes(permit, input.is_on, call.now())?;
        work.save_state_setting(&outcome).await?;
        call.commit(work).await?;
        Ok(SwitchFourEyesPayload {
            is_on: outcome.state.four_eyes,
        })
    }
}
