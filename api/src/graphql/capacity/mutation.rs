//! What becomes of needs and offers.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::access::{CloseNotice, DraftNotice, ReleaseNotice, WithdrawNotice, Writing};
use domain::capacity::{Notice, Party, Pen, Side};
use domain::id::{NoticeId, StateCode};
use domain::submission::Outcome;
use store::Work;

use crate::graphql::call::Call;
use crate::graphql::capacity::input::{NoticeContentInput, OfferTermsInput, read_party};
use crate::graphql::capacity::notice::{Need, Offer};
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::sharing::{AudienceInput, SharingInput, VisibilityName};

/// A need to draft.
#[derive(InputObject)]
pub struct DraftNeedInput {
    /// The code of the State that needs it.
    state: String,
    /// What it says.
    content: NoticeContentInput,
}

/// An offer to draft.
#[derive(InputObject)]
pub struct DraftOfferInput {
    /// The code of the State that offers it; left out: an organisation does.
    state: Option<String>,
    /// The code of the organisation whose named unit offers it; left out: a State does.
    organisation: Option<String>,
    /// What it says.
    content: NoticeContentInput,
    /// On what terms.
    #[graphql(default)]
    terms: OfferTermsInput,
}

/// A need to write anew.
#[derive(InputObject)]
pub struct ReviseNeedInput {
    /// The need.
    id: ID,
    /// The revision that the new text is based on.
    revision: u32,
    /// What it is to say.
    content: NoticeContentInput,
}

/// An offer to write anew.
#[derive(InputObject)]
pub struct ReviseOfferInput {
    /// The offer.
    id: ID,
    /// The revision that the new text is based on.
    revision: u32,
    /// What it is to say.
    content: NoticeContentInput,
    /// On what terms.
    #[graphql(default)]
    terms: OfferTermsInput,
}

/// A need or an offer to release.
#[derive(InputObject)]
pub struct ReleaseNoticeInput {
    /// The need or offer.
    id: ID,
    /// The revision that was read and is to be released: the newest.
    revision: u32,
    /// Who is to read it; not the national team alone.
    visibility: VisibilityName,
    /// The readers, with visibility `AUDIENCE` only.
    audience: Option<AudienceInput>,
}

/// A need that is met, or an offer that is to be closed.
#[derive(InputObject)]
pub struct CloseNoticeInput {
    /// The need or offer.
    id: ID,
}

/// A need or an offer to take back.
#[derive(InputObject)]
pub struct WithdrawNoticeInput {
    /// The need or offer.
    id: ID,
}

/// What became of a need.
#[derive(SimpleObject)]
pub struct NeedPayload {
    /// The need.
    need: Need,
}

/// What became of an offer.
#[derive(SimpleObject)]
pub struct OfferPayload {
    /// The offer.
    offer: Offer,
}

/// What became of a need or an offer: one of the two is there.
#[derive(SimpleObject)]
pub struct NoticePayload {
    /// The need.
    need: Option<Need>,
    /// The offer.
    offer: Option<Offer>,
}

impl From<Notice> for NoticePayload {
    fn from(notice: Notice) -> Self {
        let side = notice.content.side();
        let notice = Arc::new(notice);
        Self {
            need: (side == Side::Need).then(|| Need::new(Arc::clone(&notice))),
            offer: (side == Side::Offer).then(|| Offer::new(notice)),
        }
    }
}

/// A need or an offer that the caller may do this with, in its newest revision; what they may not read does not exist.
async fn held<A: Writing>(
    call: &Call,
    work: &Work,
    (id, side): (&ID, Option<Side>),
    act: impl FnOnce(StateCode) -> A,
) -> Result<(Notice, Pen<A>), Fault> {
    let id = NoticeId(node::key(Sort::Notice, id)?);
    let seen = call.snapshot().await?.notice(id).await?;
    let is_it = |notice: &Notice| side.is_none_or(|side| notice.content.side() == side);
    let seen = seen.filter(is_it).ok_or_else(Fault::not_found)?;
    let pen = Pen::of(call.actor(), &seen.by, act)?;
    let notice = work.notice(id).await?.ok_or_else(Fault::not_found)?;
    Ok((notice, pen))
}

async fn keep(call: &Call, work: Work, outcome: Outcome<Notice>) -> Result<Notice, Fault> {
    work.save_notice(&outcome).await?;
    call.commit(work).await?;
    Ok(outcome.state)
}

/// Needs and offers.
#[derive(Default)]
pub struct CapacityMutation;

#[Object]
impl CapacityMutation {
    /// Drafts a need of a State, which its own people read until the publishing authority releases it. Focal points and
    /// contributors do.
    async fn draft_need(&self, ctx: &Context<'_>, input: DraftNeedInput) -> Result<NeedPayload, Fault> {
        let call = Call::of(ctx);
        let party = read_party(call, Some(input.state), None)?;
        let notice = draft(call, &party, input.content, None).await?;
        Ok(NeedPayload {
            need: Need::new(Arc::new(notice)),
        })
    }

    /// Drafts an offer: of a State, as a need is drafted, or of an organisation, by the accredited members of its named unit.
    async fn draft_offer(&self, ctx: &Context<'_>, input: DraftOfferInput) -> Result<OfferPayload, Fault> {
        let call = Call::of(ctx);
        let party = read_party(call, input.state, input.organisation)?;
        let notice = draft(call, &party, input.content, Some(input.terms)).await?;
        Ok(OfferPayload {
            offer: Offer::new(Arc::new(notice)),
        })
    }

    /// Writes a need anew. Where it is released, others go on reading what was released.
    async fn revise_need(&self, ctx: &Context<'_>, input: ReviseNeedInput) -> Result<NeedPayload, Fault> {
        let call = Call::of(ctx);
        let asked = (&input.id, Side::Need, input.revision);
        let notice = revise(call, asked, input.content, None).await?;
        Ok(NeedPayload {
            need: Need::new(Arc::new(notice)),
        })
    }

    /// Writes an offer anew. Where it is released, others go on reading what was released.
    async fn revise_offer(&self, ctx: &Context<'_>, input: ReviseOfferInput) -> Result<OfferPayload, Fault> {
        let call = Call::of(ctx);
        let asked = (&input.id, Side::Offer, input.revision);
        let notice = revise(call, asked, input.content, Some(input.terms)).await?;
        Ok(OfferPayload {
            offer: Offer::new(Arc::new(notice)),
        })
    }

    /// Releases the newest revision of a need or an offer to those who are to read it, in the place of what was released before.
    /// The publishing authority does, and for an organisation the members of its unit.
    async fn release_notice(&self, ctx: &Context<'_>, input: ReleaseNoticeInput) -> Result<NoticePayload, Fault> {
        let call = Call::of(ctx);
        let sharing = SharingInput::of(input.visibility, input.audience).read(call, "input")?;
        let work = call.begin().await?;
        let act = |state| ReleaseNotice { state };
        let (notice, pen) = held(call, &work, (&input.id, None), act).await?;
        let outcome = notice.release(pen, input.revision, sharing.visibility, call.now())?;
        Ok(keep(call, work, outcome).await?.into())
    }

    /// Says that a need is met, or that an offer is closed. Others go on reading that it was there.
    async fn close_notice(&self, ctx: &Context<'_>, input: CloseNoticeInput) -> Result<NoticePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let act = |state| CloseNotice { state };
        let (notice, pen) = held(call, &work, (&input.id, None), act).await?;
        let outcome = notice.close(pen, call.now())?;
        Ok(keep(call, work, outcome).await?.into())
    }

    /// Takes back a need or an offer: nobody else reads it any more. Copies made meanwhile remain. Its texts stay with whose it
    /// is.
    async fn withdraw_notice(&self, ctx: &Context<'_>, input: WithdrawNoticeInput) -> Result<NoticePayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let act = |state| WithdrawNotice { state };
        let (notice, pen) = held(call, &work, (&input.id, None), act).await?;
        let outcome = notice.withdraw(pen, call.now())?;
        Ok(keep(call, work, outcome).await?.into())
    }
}

async fn draft(
    call: &Call,
    party: &Party,
    content: NoticeContentInput,
    terms: Option<OfferTermsInput>,
) -> Result<Notice, Fault> {
    let pen = Pen::of(call.actor(), party, |state| DraftNotice { state })?;
    let content = content.read(call, terms)?;
    let work = call.begin().await?;
    let outcome = Notice::draft(pen, NoticeId(call.mint().id()), content, call.now())?;
    keep(call, work, outcome).await
}

async fn revise(
    call: &Call,
    (id, side, revision): (&ID, Side, u32),
    content: NoticeContentInput,
    terms: Option<OfferTermsInput>,
) -> Result<Notice, Fault> {
    let work = call.begin().await?;
    let (notice, pen) = held(call, &work, (id, Some(side)), |state| DraftNotice { state }).await?;
    let content = content.read(call, terms)?;
    let outcome = notice.revise(pen, revision, content, call.now())?;
    keep(call, work, outcome).await
}
