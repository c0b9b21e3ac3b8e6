//! What is done with texts that a delegation finds: merging those that wait, confirming those that were carried.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use domain::access::{Assignee, ConfirmAnswers, MergeAnswer};
use domain::id::{QuestionCode, SectionCode};
use domain::questionnaire as questions;
use domain::questionnaire::{Problem as Wrong, ProblemCode};
use domain::submission as rules;
use domain::submission::{Content, IdempotencyKey, Merge, MergeRefused, Merged, RevisionId, Salt, Take};
use store::Work;

use crate::graphql::answer::SaidContent;
use crate::graphql::call::Call;
use crate::graphql::cited::KeptEvidence;
use crate::graphql::draft::{locked, round_of, shown};
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::problem::Problem;
use crate::graphql::round::TextInput;
use crate::graphql::save::{Given, SavedAnswer};
use crate::graphql::submission::Submission;
use crate::graphql::text::LanguageCode;
use crate::graphql::value::AnswerInput;

/// A text to stand in the place of those that are merged.
#[derive(Clone, Debug, InputObject)]
pub struct OtherTextInput {
    /// What is said.
    answer: AnswerInput,
    /// The language of its text; left out: the submission's.
    language: Option<LanguageCode>,
    /// The State's own translations of its text, each language once.
    #[graphql(default)]
    translations: Vec<TextInput>,
}

/// Which text stands after merging.
#[derive(Clone, Debug, OneofObject)]
pub enum TakeInput {
    /// What stands already; where nothing does, nothing.
    Mine(bool),
    /// One of those that await merging, by its id.
    Theirs(ID),
    /// A third one.
    Other(OtherTextInput),
}

/// Texts to merge.
#[derive(Clone, Debug, InputObject)]
pub struct MergeAnswerInput {
    /// The working file.
    submission: ID,
    /// The code of the question.
    question: String,
    /// The revision that its author had before them; 0 where there was none.
    based_on: u32,
    /// The texts that are merged, by id, whichever stands in the end. They are kept for ever.
    unmerged: Vec<ID>,
    /// Which text stands.
    take: TakeInput,
    /// The client's own name for this merge, unique for the question for ever: a repeat gets the first result.
    key: Option<String>,
}

/// What became of a merge.
#[derive(SimpleObject)]
pub struct MergeAnswerPayload {
    /// The working file as it is now.
    submission: Submission,
    /// What became of the answer: `STORED` is merged; with `UNMERGED` nothing is merged, because a newer text stood already,
    /// and what was typed for it is kept.
    result: SavedAnswer,
    /// The ids of the texts that the answer took up.
    merged: Vec<ID>,
}

/// A section whose carried answers still hold.
#[derive(Clone, Debug, InputObject)]
pub struct ConfirmSectionInput {
    /// The working file.
    submission: ID,
    /// The code of the section.
    section: String,
}

/// A carried answer that still holds.
#[derive(Clone, Debug, InputObject)]
pub struct ConfirmAnswerInput {
    /// The working file.
    submission: ID,
    /// The code of the question.
    question: String,
}

/// What was confirmed.
#[derive(SimpleObject)]
pub struct ConfirmPayload {
    /// The working file as it is now.
    submission: Submission,
    /// The codes of the answers that are confirmed now and were not before. Empty if there was nothing to confirm.
    confirmed: Vec<String>,
}

/// What is done with texts that are there already.
#[derive(Default)]
pub struct MergeMutation;

#[Object]
impl MergeMutation {
    /// Makes one answer of texts that await merging, as one more revision that names them. What is merged is marked and never
    /// deleted. If the answer has moved on meanwhile, nothing is merged and nothing lost.
    async fn merge_answer(&self, ctx: &Context<'_>, input: MergeAnswerInput) -> Result<MergeAnswerPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, None).await?;
        let edition = edition_of(call, &submission)?;
        let question = asked_question(edition, &input.question)?;
        let section = question.section();
        let permit = call.actor().permit(MergeAnswer {
            state: submission.state.clone(),
            submission: submission.id,
            assigned: assigned(&work, &submission, &section).await?,
            section,
        })?;
        let round = round_of(&work, &submission).await?;
        let cited = match &input.take {
            TakeInput::Other(other) => Some(other.answer.cited()),
            TakeInput::Mine(_) | TakeInput::Theirs(_) => None,
        };
        let kept = KeptEvidence::of(call, &submission.state, cited.into_iter().flatten()).await?;
        let take = match read_take(edition, (&question, &kept), input.take)? {
            Ok(take) => take,
            Err(problem) => {
                let result = SavedAnswer::refused(question.to_string(), vec![Problem::new(&problem, call.language())]);
                return merged(call, &submission, result, Vec::new()).await;
            }
        };
        let unmerged = input.unmerged.iter().enumerate();
        let unmerged = unmerged.map(|(at, id)| revision_id(id, || format!("input.unmerged.{at}")));
        let asked = Merge {
            question: question.clone(),
            based_on: input.based_on,
            unmerged: unmerged.collect::<Result<BTreeSet<_>, _>>()?,
            take,
            key: input
                .key
                .map(IdempotencyKey::new)
                .transpose()
                .map_err(|_| Fault::invalid().at("input.key"))?,
        };
        let current = work.answer(submission.id, &question).await?;
        let history = work.revisions(submission.id, &question).await?;
        let told = Telling {
            call,
            edition,
            current: current.as_ref(),
            history: &history,
        };
        let salt = Salt(call.mint().bytes());
        let before = (current.as_ref(), history.as_slice());
        let (result, taken_up) = match submission.merge(permit, (&round, edition), asked, before, salt, call.now()) {
            Ok(Merged::Stands(outcome)) => {
                work.save_merge(&submission, edition, &outcome).await?;
                call.commit(work).await?;
                told.stands(&outcome.state)
            }
            Ok(Merged::Beaten(Some(loser))) => {
                let of = (submission.id, &submission.state);
                work.save_loser(of, edition, &loser).await?;
                call.commit(work).await?;
                told.beaten(&question, Some(&loser.state.content))
            }
            Ok(Merged::Beaten(None)) => told.beaten(&question, None),
            Ok(Merged::Repeated(first)) => told.repeated(first),
            Ok(Merged::KeyReused) => {
                let none = SavedAnswer::refused(question.to_string(), Vec::new());
                (
                    none.key_reused(told.problem(&question, ProblemCode::KeyReused)),
                    Vec::new(),
                )
            }
            Err(MergeRefused::Unfit(problem)) => {
                let problem = Problem::new(&problem, call.language());
                (SavedAnswer::refused(question.to_string(), vec![problem]), Vec::new())
            }
            Err(refused) => return Err(refused.into()),
        };
        merged(call, &submission, result, taken_up).await
    }

    /// Confirms every carried answer of a section: they still hold, and are filed with the rest.
    async fn confirm_section(&self, ctx: &Context<'_>, input: ConfirmSectionInput) -> Result<ConfirmPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, None).await?;
        let edition = edition_of(call, &submission)?;
        let placed = edition.section(&input.section);
        let section = placed.ok_or_else(|| Fault::invalid().at("input.section"))?.section;
        confirm(call, work, submission, (section.code.clone(), None)).await
    }

    /// Confirms one carried answer.
    async fn confirm_answer(&self, ctx: &Context<'_>, input: ConfirmAnswerInput) -> Result<ConfirmPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, None).await?;
        let question = asked_question(edition_of(call, &submission)?, &input.question)?;
        confirm(call, work, submission, (question.section(), Some(question))).await
    }
}

/// What is known of the answer when its merge is decided, and what is told of the decision.
struct Telling<'a> {
    call: &'a Call,
    edition: &'a Arc<questions::Edition>,
    current: Option<&'a rules::Answer>,
    history: &'a [rules::Revision],
}

impl Telling<'_> {
    fn text(&self, question: &QuestionCode, content: &Content) -> SaidContent {
        SaidContent::new(Arc::clone(self.edition), question.clone(), content.clone())
    }

    fn problem(&self, question: &QuestionCode, code: ProblemCode) -> Vec<Problem> {
        vec![Problem::new(
            &Wrong::new(Some(question.clone()), code),
            self.call.language(),
        )]
    }

    fn stands(&self, state: &rules::MergedAnswer) -> (SavedAnswer, Vec<RevisionId>) {
        let answer = &state.answer;
        let none = SavedAnswer::refused(answer.question.to_string(), Vec::new());
        let result = none.standing_as(answer.revision, self.text(&answer.question, &answer.content));
        (result, state.merged.iter().copied().collect())
    }

    fn beaten(&self, question: &QuestionCode, typed: Option<&Content>) -> (SavedAnswer, Vec<RevisionId>) {
        let none = SavedAnswer::refused(question.to_string(), Vec::new());
        let result = none.beaten(
            self.current.map(|answer| answer.revision),
            typed.map(|content| self.text(question, content)),
            self.current.map(|answer| self.text(question, &answer.content)),
            self.problem(question, ProblemCode::Stale),
        );
        (result, Vec::new())
    }

    fn repeated(&self, first: &rules::Revision) -> (SavedAnswer, Vec<RevisionId>) {
        let Some(revision) = first.revision else {
            return self.beaten(&first.question, Some(&first.content));
        };
        let none = SavedAnswer::refused(first.question.to_string(), Vec::new());
        let taken_up = self.history.iter().filter(|text| text.merged_into == Some(first.id));
        let result = none.standing_as(revision, self.text(&first.question, &first.content));
        (result, taken_up.map(|text| text.id).collect())
    }
}

fn edition_of<'a>(call: &'a Call, submission: &rules::Submission) -> Result<&'a Arc<questions::Edition>, Fault> {
    call.world()
        .editions
        .get(&submission.edition)
        .ok_or_else(Fault::not_found)
}

/// A question that has an answer of its own.
fn asked_question(edition: &questions::Edition, code: &str) -> Result<QuestionCode, Fault> {
    let placed = edition.question(code).filter(|placed| placed.question.bind.is_none());
    placed
        .map(|placed| placed.question.code.clone())
        .ok_or_else(|| Fault::invalid().at("input.question"))
}

async fn assigned(
    work: &Work,
    submission: &rules::Submission,
    section: &SectionCode,
) -> Result<Option<Assignee>, Fault> {
    let assignments = work.assignments(submission.id).await?;
    Ok(assignments.get(section).map(|assignment| assignment.to))
}

fn revision_id(id: &ID, place: impl FnOnce() -> String) -> Result<RevisionId, Fault> {
    node::key(Sort::Revision, id)
        .map(RevisionId)
        .map_err(|_| Fault::invalid().at(place()))
}

/// Which text is to stand, or the problem for which the third one cannot.
fn read_take(
    edition: &questions::Edition,
    (question, kept): (&QuestionCode, &KeptEvidence),
    take: TakeInput,
) -> Result<Result<Take, Wrong>, Fault> {
    Ok(match take {
        TakeInput::Mine(_) => Ok(Take::Mine),
        TakeInput::Theirs(id) => Ok(Take::Theirs(revision_id(&id, || "input.take.theirs".to_owned())?)),
        TakeInput::Other(other) => {
            let given = Given {
                answer: other.answer,
                language: other.language,
                translations: other.translations,
            };
            let read = given.read(edition, (question.as_str(), kept), "input.take.other")?;
            read.map(|(_, content)| Take::Other(Box::new(content)))
        }
    })
}

async fn merged(
    call: &Call,
    submission: &rules::Submission,
    result: SavedAnswer,
    taken_up: Vec<RevisionId>,
) -> Result<MergeAnswerPayload, Fault> {
    let ids = taken_up.into_iter().map(|id| node::id(Sort::Revision, id.to_string()));
    Ok(MergeAnswerPayload {
        submission: shown(call, submission.id).await?,
        result,
        merged: ids.collect(),
    })
}

async fn confirm(
    call: &Call,
    work: Work,
    submission: rules::Submission,
    (section, question): (SectionCode, Option<QuestionCode>),
) -> Result<ConfirmPayload, Fault> {
    let permit = call.actor().permit(ConfirmAnswers {
        state: submission.state.clone(),
        submission: submission.id,
        assigned: assigned(&work, &submission, &section).await?,
        section,
    })?;
    let round = round_of(&work, &submission).await?;
    let answers = work.unconfirmed(submission.id).await?;
    let outcome = submission.confirm(permit, &round, question.as_ref(), &answers, call.now())?;
    let confirmed = match outcome {
        Some(outcome) => {
            work.save_confirmed(submission.id, &outcome).await?;
            call.commit(work).await?;
            outcome.state
        }
        None => Vec::new(),
    };
    Ok(ConfirmPayload {
        submission: shown(call, submission.id).await?,
        confirmed: confirmed.iter().map(ToString::to_string).collect(),
    })
}
