//! Comments: what a State says about a version of a proposal, and what the lead State answers.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{CommentProposal, Permit};
use crate::id::{ProposalCommentId, ProposalId, StateCode};
use crate::language::Language;
use crate::letter::ProposalNews;
use crate::proposal::content::words;
use crate::proposal::{ContentRefused, ParagraphNumber, Proposal, ProposalStage};
use crate::submission::{Event, Happening, Outcome};

/// What a State says about a version, as it said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: ProposalCommentId,
    /// The proposal.
    pub proposal: ProposalId,
    /// The version.
    pub version: u32,
    /// The paragraph that it is about; none where it is about the whole.
    pub paragraph: Option<ParagraphNumber>,
    /// Whose it is.
    pub state: StateCode,
    /// The language that it is in.
    pub language: Language,
    /// The words.
    pub content: String,
    /// The own comment that it takes the place of.
    pub supersedes: Option<ProposalCommentId>,
    /// The comment that the lead State answers with it.
    pub answers: Option<ProposalCommentId>,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// What is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commenting {
    /// The version.
    pub version: u32,
    /// The paragraph; none for the whole.
    pub paragraph: Option<ParagraphNumber>,
    /// The language that it is in.
    pub language: Language,
    /// The words.
    pub content: String,
    /// The own comment that it takes the place of.
    pub supersedes: Option<ProposalCommentId>,
    /// The comment that it answers.
    pub answers: Option<ProposalCommentId>,
}

/// Why it is not said so.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CommentRefused {
    /// It was closed or taken back, or not released.
    #[error("it does not go on")]
    Over,
    /// There is no such version for this State.
    #[error("there is no such version")]
    NoVersion,
    /// The version has no such paragraph.
    #[error("there is no paragraph {0}")]
    NoParagraph(ParagraphNumber),
    /// There is no such comment at that version, for this State.
    #[error("there is no such comment")]
    NoComment,
    /// It says nothing.
    #[error("it says nothing")]
    Empty,
    /// It is another State's, or was superseded already.
    #[error("only the own comment that stands is superseded")]
    NotSupersedable,
    /// Only the lead State answers, and not itself.
    #[error("the lead State answers what others say")]
    NotToAnswer,
    /// The words cannot be taken.
    #[error(transparent)]
    Words(#[from] ContentRefused),
}

impl Comment {
    /// The most characters.
    pub const LONGEST: usize = 10_000;

    /// What is written of it to the State that leads the proposal: nothing of what that State says itself.
    pub fn news(&self, proposal: &Proposal) -> Option<ProposalNews> {
        (self.state != proposal.lead).then_some(ProposalNews::Commented)
    }

    /// Whether another of these took its place.
    pub fn is_superseded(&self, comments: &[Self]) -> bool {
        comments.iter().any(|other| other.supersedes == Some(self.id))
    }

    /// Says something in the name of the permit's State; `comments` are those that this State reads.
    pub fn make(
        permit: Permit<CommentProposal>,
        id: ProposalCommentId,
        proposal: &Proposal,
        comments: &[Self],
        said: Commenting,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, CommentRefused> {
        let (act, by) = permit.spend();
        let version = proposal.version(said.version).ok_or(CommentRefused::NoVersion)?;
        if proposal.stage != ProposalStage::Released {
            return Err(CommentRefused::Over);
        }
        if let Some(number) = &said.paragraph
            && version.content.paragraph(number).is_none()
        {
            return Err(CommentRefused::NoParagraph(number.clone()));
        }
        let content = words("content", &said.content, Self::LONGEST)?;
        if content.is_empty() {
            return Err(CommentRefused::Empty);
        }
        let find = |id: ProposalCommentId| {
            let found = comments.iter().find(|comment| comment.id == id);
            let found = found.filter(|comment| (comment.proposal, comment.version) == (proposal.id, said.version));
            found.ok_or(CommentRefused::NoComment)
        };
        if let Some(id) = said.supersedes {
            let earlier = find(id)?;
            if earlier.state != act.state || earlier.is_superseded(comments) || earlier.answers != said.answers {
                return Err(CommentRefused::NotSupersedable);
            }
        }
        if let Some(id) = said.answers {
            let answered = find(id)?;
            if act.state != proposal.lead || answered.state == act.state {
                return Err(CommentRefused::NotToAnswer);
            }
        }
        let what = Happening::ProposalCommented {
            state: act.state.clone(),
            proposal: proposal.id,
            version: said.version,
            comment: id,
        };
        Ok(Outcome {
            state: Self {
                id,
                proposal: proposal.id,
                version: said.version,
                paragraph: said.paragraph,
                state: act.state,
                language: said.language,
                content,
                supersedes: said.supersedes,
                answers: said.answers,
                at: now,
            },
            event: Event { at: now, by, what },
            problems: Vec::new(),
        })
    }
}
