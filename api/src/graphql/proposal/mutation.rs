//! What becomes of proposals, and what other States do with them.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::access::{
    CloseProposal, CommentProposal, CosponsorProposal, DraftProposal, Permit, ReleaseProposal, WithdrawProposal,
    Writing,
};
use domain::id::{ProposalCommentId, ProposalId, StateCode};
use domain::letter::ProposalNews;
use domain::proposal as rules;
use domain::proposal::{Cosponsorship, Leaving};
use domain::submission::Outcome;
use store::Work;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::proposal::input::{ProposalContentInput, ProposalTextInput, changes, state};
use crate::graphql::proposal::object::Proposal;
use crate::graphql::proposal::said::ProposalComment;
use crate::graphql::sharing::{AudienceInput, SharingInput, VisibilityName};
use crate::graphql::text::LanguageCode;

/// A proposal to draft.
#[derive(InputObject)]
pub struct DraftProposalInput {
    /// The code of the State that leads it.
    state: String,
    /// What it says.
    content: ProposalContentInput,
}

/// A proposal to write anew.
#[derive(InputObject)]
pub struct ReviseProposalInput {
    /// The proposal.
    id: ID,
    /// The revision that the new text is based on.
    revision: u32,
    /// What it is to say.
    content: ProposalContentInput,
}

/// A version to release.
#[derive(InputObject)]
pub struct ReleaseProposalInput {
    /// The proposal.
    id: ID,
    /// The revision that was read and is to be released: the newest.
    revision: u32,
    /// What this version changes, in languages that have a title: with every version but the first.
    #[graphql(default)]
    changes: Vec<ProposalTextInput>,
    /// Who is to read it; not the national team alone. That never changes for this version.
    visibility: VisibilityName,
    /// The readers, with visibility `AUDIENCE` only.
    audience: Option<AudienceInput>,
}

/// A proposal that is no longer to be put forward.
#[derive(InputObject)]
pub struct CloseProposalInput {
    /// The proposal.
    id: ID,
}

/// A proposal to take back.
#[derive(InputObject)]
pub struct WithdrawProposalInput {
    /// The proposal.
    id: ID,
}

/// A proposal to co-sponsor.
#[derive(InputObject)]
pub struct CosponsorProposalInput {
    /// The proposal.
    id: ID,
    /// The code of the State whose name is to stand there.
    state: String,
    /// The version that was read: the newest that the State reads.
    version: u32,
}

/// A proposal to co-sponsor no longer.
#[derive(InputObject)]
pub struct LeaveProposalInput {
    /// The proposal.
    id: ID,
    /// The code of the State whose name is to stand there no longer.
    state: String,
}

/// A comment on a version of a proposal.
#[derive(InputObject)]
pub struct CommentProposalInput {
    /// The proposal.
    id: ID,
    /// The code of the State in whose name it is made.
    state: String,
    /// The version.
    version: u32,
    /// The number of the paragraph that it is about; left out: it is about the whole.
    paragraph: Option<String>,
    /// The language that it is in.
    language: LanguageCode,
    /// The words, at most 10,000 characters. They are published as they are, and never edited.
    content: String,
    /// The State's own comment that it takes the place of.
    supersedes: Option<ID>,
    /// The comment that the lead State answers with it.
    answers: Option<ID>,
}

/// What became of a proposal.
#[derive(SimpleObject)]
pub struct ProposalPayload {
    /// The proposal.
    proposal: Proposal,
}

/// What was said.
#[derive(SimpleObject)]
pub struct ProposalCommentPayload {
    /// The comment.
    comment: ProposalComment,
}

/// A proposal of the own State that the caller may do this with; what they may not read does not exist.
async fn held<A: Writing>(
    call: &Call,
    work: &Work,
    id: &ID,
    act: impl FnOnce(StateCode) -> A,
) -> Result<(rules::Proposal, Permit<A>), Fault> {
    let id = ProposalId(node::key(Sort::Proposal, id)?);
    let seen = call
        .snapshot()
        .await?
        .proposal(id)
        .await?
        .ok_or_else(Fault::not_found)?;
    let permit = call.actor().permit(act(seen.lead))?;
    let proposal = work.proposal(id).await?.ok_or_else(Fault::not_found)?;
    Ok((proposal, permit))
}

/// A proposal as those read it who do something with it that is not their own.
async fn read<A: Writing>(call: &Call, work: &Work, id: &ID, act: A) -> Result<(rules::Proposal, Permit<A>), Fault> {
    let id = ProposalId(node::key(Sort::Proposal, id)?);
    let proposal = work.proposal_read(id).await?.ok_or_else(Fault::not_found)?;
    let permit = call.actor().permit(act)?;
    Ok((proposal, permit))
}

/// Has the people of the lead State written to, where there is a mail server and something to write.
async fn tell_lead(
    call: &Call,
    work: &Work,
    proposal: &rules::Proposal,
    news: Option<ProposalNews>,
) -> Result<(), Fault> {
    if let (Some(news), true) = (news, call.app().post().is_set()) {
        work.ask_proposal_letters(proposal.id, news).await?;
    }
    Ok(())
}

async fn keep(call: &Call, work: Work, outcome: Outcome<rules::Proposal>) -> Result<ProposalPayload, Fault> {
    work.save_proposal(&outcome).await?;
    call.commit(work).await?;
    Ok(ProposalPayload {
        proposal: Proposal::new(outcome.state),
    })
}

/// Proposals.
#[derive(Default)]
pub struct ProposalMutation;

#[Object]
impl ProposalMutation {
    /// Drafts a proposal of a State, which its own people read until the publishing authority releases it. Focal points and
    /// contributors do.
    async fn draft_proposal(&self, ctx: &Context<'_>, input: DraftProposalInput) -> Result<ProposalPayload, Fault> {
        let call = Call::of(ctx);
        let state = state(call, input.state)?;
        let permit = call.actor().permit(DraftProposal { state })?;
        let content = input.content.read(call)?;
        let work = call.begin().await?;
        let id = ProposalId(call.mint().id());
        let outcome = rules::Proposal::draft(permit, id, content, call.now());
        keep(call, work, outcome).await
    }

    /// Writes a proposal anew. Others go on reading the versions that were released.
    async fn revise_proposal(&self, ctx: &Context<'_>, input: ReviseProposalInput) -> Result<ProposalPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (proposal, permit) = held(call, &work, &input.id, |state| DraftProposal { state }).await?;
        let content = input.content.read(call)?;
        let outcome = proposal.revise(permit, input.revision, content, call.now())?;
        keep(call, work, outcome).await
    }

    /// Releases what is written as the next version. A version never changes, nor who reads it; co-sponsors are asked again. The
    /// publishing authority does.
    async fn release_proposal(&self, ctx: &Context<'_>, input: ReleaseProposalInput) -> Result<ProposalPayload, Fault> {
        let call = Call::of(ctx);
        let sharing = SharingInput::of(input.visibility, input.audience).read(call, "input")?;
        let changes = changes(input.changes)?;
        let work = call.begin().await?;
        let (proposal, permit) = held(call, &work, &input.id, |state| ReleaseProposal { state }).await?;
        let outcome = proposal.release(permit, input.revision, &changes, sharing.visibility, call.now())?;
        keep(call, work, outcome).await
    }

    /// Says that a proposal is no longer put forward. What was released stays to be read.
    async fn close_proposal(&self, ctx: &Context<'_>, input: CloseProposalInput) -> Result<ProposalPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (proposal, permit) = held(call, &work, &input.id, |state| CloseProposal { state }).await?;
        let outcome = proposal.close(permit, call.now())?;
        keep(call, work, outcome).await
    }

    /// Takes a proposal back. What was released stays to be read by those who read it, as withdrawn.
    async fn withdraw_proposal(
        &self,
        ctx: &Context<'_>,
        input: WithdrawProposalInput,
    ) -> Result<ProposalPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let (proposal, permit) = held(call, &work, &input.id, |state| WithdrawProposal { state }).await?;
        let outcome = proposal.withdraw(permit, call.now())?;
        keep(call, work, outcome).await
    }

    /// Puts the name of the own State under the newest version of another one's proposal. The name stands at that version and
    /// goes over to no later one. The publishing authority does.
    async fn cosponsor_proposal(
        &self,
        ctx: &Context<'_>,
        input: CosponsorProposalInput,
    ) -> Result<ProposalPayload, Fault> {
        let call = Call::of(ctx);
        let state = state(call, input.state)?;
        let work = call.begin().await?;
        let (proposal, permit) = read(call, &work, &input.id, CosponsorProposal { state }).await?;
        let names = work.cosponsors(proposal.id).await?;
        let outcome = Cosponsorship::join(permit, &proposal, input.version, &names, call.now())?;
        work.join_proposal(&outcome).await?;
        tell_lead(call, &work, &proposal, Some(ProposalNews::Joined)).await?;
        call.commit(work).await?;
        Ok(ProposalPayload {
            proposal: Proposal::new(proposal),
        })
    }

    /// Takes the name of the own State away, from every version that it joined. That it stood there stays on record.
    async fn leave_proposal(&self, ctx: &Context<'_>, input: LeaveProposalInput) -> Result<ProposalPayload, Fault> {
        let call = Call::of(ctx);
        let state = state(call, input.state)?;
        let work = call.begin().await?;
        let (proposal, permit) = read(call, &work, &input.id, CosponsorProposal { state }).await?;
        let names = work.cosponsors(proposal.id).await?;
        let outcome = Leaving::leave(permit, &proposal, &names, call.now())?;
        work.leave_proposal(&outcome).await?;
        call.commit(work).await?;
        Ok(ProposalPayload {
            proposal: Proposal::new(proposal),
        })
    }

    /// Comments on a version of a proposal in the name of the own State; everybody who reads the version reads it. It is never
    /// edited: a later one takes its place. The lead State answers. The focal point and the publishing authority do.
    async fn comment_proposal(
        &self,
        ctx: &Context<'_>,
        input: CommentProposalInput,
    ) -> Result<ProposalCommentPayload, Fault> {
        let call = Call::of(ctx);
        let state = state(call, input.state)?;
        let paragraph = input.paragraph.map(|number| {
            let at = || Fault::invalid().at("input.paragraph").with("value", number.clone());
            number.parse().map_err(|_| at())
        });
        let comment = |id: Option<ID>| {
            let id = id.map(|id| node::key(Sort::ProposalComment, &id).map(ProposalCommentId));
            id.transpose()
        };
        let said = rules::Commenting {
            version: input.version,
            paragraph: paragraph.transpose()?,
            language: input.language.into(),
            content: input.content,
            supersedes: comment(input.supersedes)?,
            answers: comment(input.answers)?,
        };
        let work = call.begin().await?;
        let (proposal, permit) = read(call, &work, &input.id, CommentProposal { state }).await?;
        let comments = work.proposal_comments(proposal.id).await?;
        let id = ProposalCommentId(call.mint().id());
        let outcome = rules::Comment::make(permit, id, &proposal, &comments, said, call.now())?;
        work.comment_proposal(&outcome).await?;
        tell_lead(call, &work, &proposal, outcome.state.news(&proposal)).await?;
        call.commit(work).await?;
        let all: Vec<_> = comments.into_iter().chain([outcome.state.clone()]).collect();
        Ok(ProposalCommentPayload {
            comment: ProposalComment::new(outcome.state, Arc::new(all)),
        })
    }
}
