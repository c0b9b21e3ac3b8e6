//! Filing, amending and withdrawing: what would be filed, and what puts it on record.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Amend, FileSubmission, Permit, SetVisibility, Withdraw};
use domain::id::{QuestionCode, SubmissionId};
use domain::questionnaire as questions;
use domain::submission as rules;
use domain::submission::{Header, Position, Preview, Proposal, Root, Seen};
use store::{Seal, Work};

use crate::graphql::call::Call;
use crate::graphql::draft::{SubmissionPayload, locked, round_of, shown};
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::file::File;
use crate::graphql::problem::Problem;
use crate::graphql::question::Question;
use crate::graphql::record::Filing;
use crate::graphql::sharing::{Sharing, SharingInput};
use crate::graphql::submission::{Completeness, Submission};
use crate::graphql::text::LanguageCode;
use crate::graphql::value::{AnswerValue, StandingName};

/// One answer that would be filed.
pub struct PreviewedAnswer {
    file: Arc<File>,
    entry: rules::Entry,
}

/// One answer that would be filed.
#[Object]
impl PreviewedAnswer {
    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::new(Call::of(ctx).world(), &self.file.edition).question(&self.entry.question)
    }

    /// Whether there is a value, or which silence there is.
    async fn standing(&self) -> StandingName {
        self.entry.standing.code().into()
    }

    /// The value, with standing `ANSWERED` only.
    async fn value(&self, ctx: &Context<'_>) -> Option<AnswerValue> {
        let placed = self.file.edition.question(&self.entry.question)?;
        Some(AnswerValue::new(
            Call::of(ctx),
            &self.file.edition,
            placed.question,
            self.entry.standing.value()?,
        ))
    }

    /// The language of its text.
    async fn language(&self) -> Option<LanguageCode> {
        self.entry.language.map(LanguageCode::from)
    }

    /// How it would be shared.
    async fn sharing(&self, ctx: &Context<'_>) -> Sharing {
        Sharing::new(Call::of(ctx), &self.entry.sharing)
    }
}

/// What would be filed now. To file it, name its root and hand back what was seen.
pub struct FilingPreview {
    file: Arc<File>,
    preview: Preview,
    root: Root,
}

impl FilingPreview {
    pub(crate) async fn new(call: &Call, file: &Arc<File>) -> Result<Self, Fault> {
        let preview = file.preview(call).await?.clone();
        let root = root_of(&preview)?;
        Ok(Self {
            file: Arc::clone(file),
            preview,
            root,
        })
    }
}

pub(crate) fn root_of(preview: &Preview) -> Result<Root, Fault> {
    Ok(Root(store::document(&preview.header, &preview.entries)?.root().0))
}

fn codes(codes: &[QuestionCode]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}

/// What would be filed now. To file it, name its root and hand back what was seen.
#[Object]
impl FilingPreview {
    /// The Merkle root over header and answers, in hexadecimal.
    async fn root(&self) -> String {
        self.root.to_string()
    }

    /// What was seen, to be handed back: if it is not what would be filed then, the refusal names the differences.
    async fn seen(&self) -> String {
        write_seen(&self.file.edition, &Seen::of(&self.preview, self.root))
    }

    /// The answers that would be filed, in order of code.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn answers(&self) -> Vec<PreviewedAnswer> {
        let entries = self.preview.entries.iter();
        entries
            .map(|entry| PreviewedAnswer {
                file: Arc::clone(&self.file),
                entry: entry.clone(),
            })
            .collect()
    }

    /// How many answers would be filed.
    async fn answer_count(&self) -> usize {
        self.preview.entries.len()
    }

    /// How many of them everybody would read.
    async fn public_count(&self) -> usize {
        let public = rules::VisibilityCode::Public;
        self.preview
            .entries
            .iter()
            .filter(|entry| entry.sharing.visibility.code() == public)
            .count()
    }

    /// How many of them would be counted and not shown to everybody.
    async fn counted_count(&self) -> usize {
        let hidden = |entry: &&rules::Entry| entry.sharing.visibility.code() != rules::VisibilityCode::Public;
        self.preview
            .entries
            .iter()
            .filter(hidden)
            .filter(|entry| entry.sharing.counted)
            .count()
    }

    /// Whether the register would name the State at once. The end of an embargo can name it later.
    async fn names_state(&self, ctx: &Context<'_>) -> bool {
        let agreed = self.file.submission.names_state;
        rules::names_state(
            agreed,
            self.preview.entries.iter().map(|entry| &entry.sharing),
            Call::of(ctx).now(),
        )
    }

    /// Answers that stay behind because their question is not shown.
    async fn hidden(&self) -> Vec<String> {
        codes(&self.preview.hidden)
    }

    /// Answers carried from an earlier filing that nobody has confirmed: they stay behind.
    async fn unconfirmed(&self) -> Vec<String> {
        codes(&self.preview.unconfirmed)
    }

    /// Answers that a problem keeps out.
    async fn kept_out(&self) -> Vec<String> {
        codes(&self.preview.kept_out)
    }

    /// What is wrong with those.
    async fn problems(&self, ctx: &Context<'_>) -> Vec<Problem> {
        let language = Call::of(ctx).language();
        self.preview
            .problems
            .iter()
            .map(|problem| Problem::new(problem, language))
            .collect()
    }

    /// How far the confirmed answers have come.
    async fn completeness(&self) -> Completeness {
        self.preview.progress.whole().into()
    }
}

/// What was seen, in few bytes: for each answer its place in the edition and its revision, in order.
pub(crate) fn write_seen(edition: &questions::Edition, seen: &Seen) -> String {
    let mut bytes = Vec::with_capacity(seen.answers.len() * 6);
    for (code, revision) in &seen.answers {
        if let Some(placed) = edition.question(code) {
            bytes.extend(placed.index.0.to_be_bytes());
            bytes.extend(revision.to_be_bytes());
        }
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads [`write_seen`].
pub(crate) fn read_seen(edition: &questions::Edition, root: Root, text: &str) -> Option<Seen> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (chunks, rest) = bytes.as_chunks::<6>();
    let answers = chunks.iter().map(|[high, low, revision @ ..]| {
        let index = u16::from_be_bytes([*high, *low]);
        let known = usize::from(index) < edition.len();
        known.then(|| {
            (
                edition.at(questions::QuestionIndex(index)).question.code.clone(),
                u32::from_be_bytes(*revision),
            )
        })
    });
    let answers = answers
        .collect::<Option<BTreeMap<_, _>>>()
        .filter(|_| rest.is_empty())?;
    Some(Seen { root, answers })
}

/// A submission to file.
#[derive(Clone, Debug, InputObject)]
pub struct FileSubmissionInput {
    /// The working file.
    submission: ID,
    /// The root that the preview returned. If the answers are others by now, nothing is filed.
    root: String,
    /// What the preview returned as seen, so that the refusal can name the differences.
    seen: Option<String>,
}

/// A submission with a standing filing, to be amended.
#[derive(Clone, Debug, InputObject)]
pub struct AmendSubmissionInput {
    /// The working file.
    submission: ID,
    /// The revision of the submission that the change is based on.
    revision: u32,
}

/// A standing filing to withdraw.
#[derive(Clone, Debug, InputObject)]
pub struct WithdrawSubmissionInput {
    /// The working file.
    submission: ID,
    /// The revision of the submission that the change is based on.
    revision: u32,
    /// Whether the tombstone may name the State.
    #[graphql(default)]
    agrees_to_be_named: bool,
}

/// The sharing of one filed answer.
#[derive(Clone, Debug, InputObject)]
pub struct FiledSharingInput {
    /// The code of the question.
    question: String,
    /// How it is shared from now on.
    sharing: SharingInput,
}

/// Who reads answers of the standing filing from now on.
#[derive(Clone, Debug, InputObject)]
pub struct SetVisibilityInput {
    /// The working file.
    submission: ID,
    /// The revision of the submission that the change is based on.
    revision: u32,
    /// The answers.
    answers: Vec<FiledSharingInput>,
}

/// What was put on record.
#[derive(SimpleObject)]
pub struct FilingPayload {
    /// The working file as it is now.
    submission: Submission,
    /// What is on record now: the filing, the amendment, or the withdrawal.
    filing: Filing,
    /// The register's receipt for it: a JWS to be kept (docs/formats.md).
    receipt: Option<String>,
    /// What stayed behind, and why.
    problems: Vec<Problem>,
}

/// What puts things on record.
#[derive(Default)]
pub struct FilingMutation;

#[Object]
impl FilingMutation {
    /// Files a submission, or its amendment, if it is still what the preview showed.
    async fn file_submission(&self, ctx: &Context<'_>, input: FileSubmissionInput) -> Result<FilingPayload, Fault> {
        let call = Call::of(ctx);
        let named: register::Root = input.root.parse().map_err(|_| Fault::invalid().at("input.root"))?;
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, None).await?;
        let (id, state) = (submission.id, submission.state.clone());
        let permit = call.actor().permit(FileSubmission { state, submission: id })?;
        let round = round_of(&work, &submission).await?;
        let edition = call
            .world()
            .editions
            .get(&submission.edition)
            .ok_or_else(Fault::not_found)?;
        let answers = work.answers(id).await?;
        let preview = submission.preview(&round, edition, &call.world().states, &answers)?;
        let root = root_of(&preview)?;
        let seen = match &input.seen {
            Some(text) => read_seen(edition, Root(named.0), text).ok_or_else(|| Fault::invalid().at("input.seen"))?,
            None => Seen {
                root: Root(named.0),
                ..Seen::of(&preview, root)
            },
        };
        let outcome = put_on_record(
            call,
            &work,
            (permit, submission),
            (&round, edition),
            (preview, root, seen),
        )
        .await?;
        call.commit(work).await?;
        let problems = outcome
            .problems
            .iter()
            .map(|problem| Problem::new(problem, call.language()))
            .collect();
        on_record(call, id, outcome.state.entry.position, problems).await
    }

    /// Begins an amendment beside the standing filing, from the answers as they are.
    async fn amend_submission(
        &self,
        ctx: &Context<'_>,
        input: AmendSubmissionInput,
    ) -> Result<SubmissionPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, Some(input.revision)).await?;
        let (id, state) = (submission.id, submission.state.clone());
        let permit = call.actor().permit(Amend { state, submission: id })?;
        let round = round_of(&work, &submission).await?;
        let outcome = submission.begin_amendment(permit, &round, call.now())?;
        work.save_submission(&outcome).await?;
        call.commit(work).await?;
        Ok(SubmissionPayload {
            submission: shown(call, id).await?,
        })
    }

    /// Withdraws the standing filing and leaves a tombstone. The working file stays with the State; copies that others made
    /// meanwhile remain.
    async fn withdraw_submission(
        &self,
        ctx: &Context<'_>,
        input: WithdrawSubmissionInput,
    ) -> Result<FilingPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, Some(input.revision)).await?;
        let (id, state) = (submission.id, submission.state.clone());
        let permit = call.actor().permit(Withdraw {
            state: state.clone(),
            submission: id,
        })?;
        let round = round_of(&work, &submission).await?;
        let edition = call
            .world()
            .editions
            .get(&submission.edition)
            .ok_or_else(Fault::not_found)?;
        let header = Header {
            state,
            round: round.key.clone(),
            edition: edition.id().clone(),
            edition_hash: *edition.hash(),
        };
        let end = work.register_end().await?;
        let outcome = submission.withdraw(permit, &round, input.agrees_to_be_named, end.last(), call.now())?;
        let keys = call.app().keys().set();
        let seal = Seal {
            state_salt: call.mint().bytes(),
            signer: keys.signer(),
        };
        work.save_withdrawal(end, &header, seal, &outcome).await?;
        call.commit(work).await?;
        on_record(call, id, outcome.state.entry.position, Vec::new()).await
    }

    /// Narrows or widens who reads answers of the standing filing. What somebody has read remains with them.
    async fn set_visibility(&self, ctx: &Context<'_>, input: SetVisibilityInput) -> Result<FilingPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, Some(input.revision)).await?;
        let (id, state) = (submission.id, submission.state.clone());
        let permit = call.actor().permit(SetVisibility { state, submission: id })?;
        let round = round_of(&work, &submission).await?;
        let edition = call
            .world()
            .editions
            .get(&submission.edition)
            .ok_or_else(Fault::not_found)?;
        let mut answers = Vec::with_capacity(input.answers.len());
        for (at, answer) in input.answers.into_iter().enumerate() {
            let question = QuestionCode::new(answer.question);
            let question = question.map_err(|_| Fault::invalid().at(format!("input.answers.{at}.question")))?;
            answers.push((
                question,
                answer.sharing.read(call, &format!("input.answers.{at}.sharing"))?,
            ));
        }
        let standing = submission.stage.standing().map(|mark| mark.position);
        let before = match standing {
            Some(position) => work.filed_answers(position).await?,
            None => Vec::new(),
        };
        let filed = before.iter().map(|answer| (&answer.question, &answer.sharing));
        let outcome = submission.share_filed(permit, (&round, edition), filed, answers, call.now())?;
        let position = standing.ok_or_else(Fault::state)?;
        work.save_filed_sharing(position, &before, &outcome).await?;
        call.commit(work).await?;
        on_record(call, id, position, Vec::new()).await
    }
}

/// Lets the domain file what was seen, at the end of the register, and keeps what came of it.
pub(crate) async fn put_on_record(
    call: &Call,
    work: &Work,
    (permit, submission): (Permit<FileSubmission>, rules::Submission),
    (round, edition): (&rules::Round, &questions::Edition),
    (preview, root, seen): (Preview, Root, Seen),
) -> Result<rules::Outcome<rules::Recorded<rules::Filing>, questions::Problem>, Fault> {
    let clearance = work.clearance(&submission).await?;
    let end = work.register_end().await?;
    let proposal = Proposal {
        preview,
        root,
        seen,
        clearance,
    };
    let outcome = submission.file(permit, round, proposal, end.last(), call.now())?;
    let keys = call.app().keys().set();
    let seal = Seal {
        state_salt: call.mint().bytes(),
        signer: keys.signer(),
    };
    work.save_filing(end, edition, seal, &outcome).await?;
    Ok(outcome)
}

pub(crate) async fn on_record(
    call: &Call,
    id: SubmissionId,
    position: Position,
    problems: Vec<Problem>,
) -> Result<FilingPayload, Fault> {
    let submission = shown(call, id).await?;
    let filing = Filing::find(call, position, None).await?.ok_or_else(Fault::not_found)?;
    let receipt = call.snapshot().await?.receipt(position).await?;
    Ok(FilingPayload {
        submission,
        filing,
        receipt,
        problems,
    })
}
