//! A drafted reply to the four headings of A/RES/69/28, paragraph 3: offered to a State, and taken up by its act alone.

use std::collections::BTreeSet;

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject};
use domain::access::SaveAnswers;
use domain::id::{EditionId, ProvisionId, QuestionCode, SectionCode};
use domain::submission as rules;
use domain::submission::{LeftOut, Salt, Told, says_now};

use crate::graphql::answer::AnswerOrigin;
use crate::graphql::call::Call;
use crate::graphql::draft::{locked, round_of, shown};
use crate::graphql::fault::Fault;
use crate::graphql::norm::Provision;
use crate::graphql::report::contradiction::pasts;
use crate::graphql::submission::Submission;
use crate::graphql::text::LanguageCode;

/// Why an answer is not in a drafted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "LeftOutReason", remote = "LeftOut")]
pub enum LeftOutCode {
    /// There is no text of it in the language of the reply: nothing is translated here.
    Language,
    /// The text would be longer than an answer can be.
    Length,
}

/// An answer that belongs under a heading and is not in the drafted text.
#[derive(SimpleObject)]
pub struct LeftOutAnswer {
    /// Why.
    reason: LeftOutCode,
    /// Where it was said.
    origin: AnswerOrigin,
}

/// A text that is offered for one question, for the State to edit. It is kept nowhere until the State takes it up.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct DraftedReply {
    /// The code of the question of this working file.
    question_code: String,
    /// The text, in the words of the State and of the options that it chose; empty where it said nothing that belongs here.
    text: String,
    /// The language of the text.
    language: LanguageCode,
    /// What went into it, in the order of the text.
    sources: Vec<AnswerOrigin>,
    /// What belongs here and is not in it.
    left_out: Vec<LeftOutAnswer>,
    #[graphql(skip)]
    heading: rules::Heading,
}

#[ComplexObject]
impl DraftedReply {
    /// The heading that the text replies to.
    async fn heading(&self, ctx: &Context<'_>) -> Option<Provision> {
        let id = ProvisionId::new(self.heading.provision()).ok()?;
        Provision::find(Call::of(ctx).world(), &id)
    }
}

impl From<rules::DraftedReply> for DraftedReply {
    fn from(reply: rules::DraftedReply) -> Self {
        let left_out = reply.left_out.iter().map(|(reason, origin)| LeftOutAnswer {
            reason: (*reason).into(),
            origin: origin.into(),
        });
        Self {
            question_code: reply.question.to_string(),
            language: reply.language.into(),
            sources: reply.sources.iter().map(AnswerOrigin::from).collect(),
            left_out: left_out.collect(),
            heading: reply.heading,
            text: reply.text,
        }
    }
}

/// The reply that is drafted for a working file out of what is told.
fn drafted_of(call: &Call, file: &rules::Submission, said: &[&Told]) -> Result<Vec<rules::DraftedReply>, Fault> {
    let world = call.world();
    let target = world.editions.get(&file.edition).ok_or_else(Fault::not_found)?;
    let edition = |id: &EditionId| world.editions.get(id).map(AsRef::as_ref);
    Ok(rules::draft_reply(
        &world.norms,
        target,
        edition,
        said,
        file.fields.language,
    ))
}

/// The reply that is drafted for a working file. Nothing for those who do not read everything that their State says.
pub(crate) async fn drafted(call: &Call, file: &rules::Submission) -> Result<Vec<rules::DraftedReply>, Fault> {
    if !call.reader().own.contains(&file.state) {
        return Ok(Vec::new());
    }
    let pasts = pasts(call, &file.state, Some(file.id)).await?;
    drafted_of(call, file, &says_now(&pasts))
}

/// Drafted texts to take up.
#[derive(Clone, Debug, InputObject)]
pub struct TakeUpReplyInput {
    /// The working file.
    submission: ID,
    /// The codes of the questions; left out: every one for which a text is offered.
    questions: Option<Vec<String>>,
}

/// What became of drafted texts.
#[derive(SimpleObject)]
pub struct TakeUpReplyPayload {
    /// The working file as it is now.
    submission: Submission,
    /// The codes of the answers that now stand, unconfirmed: they are not filed before somebody confirms them.
    stored: Vec<String>,
    /// The codes of those that had an answer already: the text is offered beside it and awaits merging.
    offered: Vec<String>,
}

/// Replies.
#[derive(Default)]
pub struct ReplyMutation;

#[Object]
impl ReplyMutation {
    /// Takes up the reply that is drafted for a working file, as it is now. Where nothing was ever said it stands unconfirmed, with
    /// its origin; else it is offered beside what stands. Who asks twice has asked once. For those of the State's own people who
    /// read every section and may answer the questions.
    async fn take_up_reply(&self, ctx: &Context<'_>, input: TakeUpReplyInput) -> Result<TakeUpReplyPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let submission = locked(&work, &input.submission, None).await?;
        let edition = call.world().editions.get(&submission.edition);
        let edition = edition.ok_or_else(Fault::not_found)?;
        let round = round_of(&work, &submission).await?;
        // Every question that a text could be drafted for: whoever may not answer them is refused, whatever is drafted.
        let mut asked: Vec<_> = drafted_of(call, &submission, &[])?
            .into_iter()
            .map(|reply| reply.question)
            .collect();
        if let Some(wanted) = &input.questions {
            let is_asked = |code: &String| asked.iter().any(|question| question.as_str() == code);
            if let Some(at) = wanted.iter().position(|code| !is_asked(code)) {
                return Err(Fault::invalid().at(format!("input.questions.{at}")));
            }
            asked.retain(|question| wanted.iter().any(|code| code == question.as_str()));
        }
        let mut drafted = drafted(call, &submission).await?;
        drafted.retain(|reply| asked.contains(&reply.question));
        let assignments = work.assignments(submission.id).await?;
        let sections: BTreeSet<SectionCode> = asked.iter().map(QuestionCode::section).collect();
        let (mut current, mut history) = (Vec::new(), Vec::new());
        for reply in &drafted {
            current.extend(work.answer(submission.id, &reply.question).await?);
            history.extend(work.revisions(submission.id, &reply.question).await?);
        }
        let (mut stored, mut offered) = (Vec::new(), Vec::new());
        for section in sections {
            let permit = call.actor().permit(SaveAnswers {
                state: submission.state.clone(),
                submission: submission.id,
                assigned: assignments.get(&section).map(|assignment| assignment.to),
                section,
            })?;
            let before = (current.as_slice(), &history);
            let salt = || Salt(call.mint().bytes());
            let taken = submission.take_up(permit, (&round, edition), &drafted, before, salt, call.now())?;
            if let Some(outcome) = taken {
                work.save_taken_up(&submission, edition, &outcome).await?;
                stored.extend(outcome.state.answers.iter().map(|answer| answer.question.to_string()));
                offered.extend(outcome.state.offers.iter().map(|offer| offer.question.to_string()));
            }
        }
        call.commit(work).await?;
        Ok(TakeUpReplyPayload {
            submission: shown(call, submission.id).await?,
            stored,
            offered,
        })
    }
}
