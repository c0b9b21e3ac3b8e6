//! What the demonstration rests on, and what comes out of it: acts, in the order in which they happened.

use chrono::{DateTime, Utc};
use domain::access::{Ministry, Refused};
use domain::capacity::{self, Notice, NoticeRefused};
use domain::id::{AccountId, BadCode, EditionId, MembershipId, StateCode, SubmissionId};
use domain::norm::Norms;
use domain::proposal::{self, CosponsorRefused, Cosponsorship, Proposal, ProposalRefused};
use domain::questionnaire::{Edition, Problem, Refusal};
use domain::review::{BadReviewText, DraftingRefused, InviteRefused, Review, ReviewDraft, ReviewRefused};
use domain::submission::{
    Answer, AssignRefused, Assigned, Barred, ClearanceEntry, ClearanceRefused, CommentRefused, FileRefused, Filing,
    Header, Mark, OpenRefused, OpeningRefused, Outcome, Recorded, Round, ShareRefused, SharedDraft, Submission, Thread,
};
use store::StoreError;
use thiserror::Error;

use crate::people::Person;
use crate::plan::Setting;
use crate::states::FictionalState;

/// What the demonstration rests on.
#[derive(Clone, Copy, Debug)]
pub struct Foundation<'a> {
    /// The texts that carry the mandates.
    pub norms: &'a Norms,
    /// The national survey.
    pub survey: &'a Edition,
    /// The views and assessments.
    pub views: &'a Edition,
}

/// Answers saved together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// The working file.
    pub submission: SubmissionId,
    /// Its State.
    pub state: StateCode,
    /// The edition that it answers.
    pub edition: EditionId,
    /// Who saves.
    pub by: AccountId,
    /// The membership that gives the right.
    pub membership: MembershipId,
    /// Whether that right reaches every section, or only those assigned to the account.
    pub everywhere: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// The answers as they stand from then on, each one revision after the one that it is based on.
    pub answers: Vec<Answer>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A round was opened.
    RoundOpened(Outcome<Round>),
    /// A working file was opened.
    SubmissionOpened(Outcome<Submission>),
    /// What belongs to a working file as a whole was set.
    FieldsSet(Outcome<Submission>),
    /// A section was given to somebody.
    Assigned(Submission, Outcome<Assigned>),
    /// It was laid down who signs a section, or it was sent to them.
    Cleared(Submission, Outcome<Vec<ClearanceEntry>>),
    /// Somebody commented on an answer.
    Commented(Submission, Outcome<Thread>),
    /// Answers were saved.
    AnswersSaved(Saving),
    /// It was set who is to read.
    DraftShared(Outcome<SharedDraft>),
    /// The draft of an amendment was begun.
    AmendmentBegun(Outcome<Submission>),
    /// A working file or an amendment was filed; with the salt of the State's name in the register.
    Filed(Outcome<Recorded<Filing>, Problem>, [u8; 16]),
    /// A filing was withdrawn; with the header of its document and the salt of the State's name in the register.
    Withdrawn(Header, Outcome<Recorded<Mark>>, [u8; 16]),
    /// A State put something forward, or did something with what another one had.
    PutForward(PutForward),
}

/// What a State puts forward beside what it files.
#[derive(Clone, Debug, PartialEq)]
pub enum PutForward {
    /// A need or an offer was drafted, released or closed.
    Notice(Outcome<Notice>),
    /// A proposal was drafted, revised or released.
    Proposal(Outcome<Proposal>),
    /// A State put its name under a version of another one's proposal.
    Name(Outcome<Cosponsorship>),
    /// A State commented on a proposal, or answered.
    Comment(Outcome<proposal::Comment>),
    /// Somebody was invited to a review, or did something in one.
    Review(Outcome<Review>),
    /// One of its sides wrote.
    ReviewDraft(Outcome<ReviewDraft>),
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Demonstration {
    /// When and from which seed.
    pub setting: Setting,
    /// The States in order of code.
    pub states: Vec<FictionalState>,
    /// The people, those of the secretariat first.
    pub people: Vec<Person>,
    /// The ministries, each with who named it.
    pub ministries: Vec<(AccountId, Ministry)>,
    /// What happened, in order.
    pub acts: Vec<Act>,
}

impl Demonstration {
    /// The rounds, in the order of opening.
    pub fn rounds(&self) -> impl Iterator<Item = &Round> {
        self.acts.iter().filter_map(|act| match act {
            Act::RoundOpened(outcome) => Some(&outcome.state),
            Act::SubmissionOpened(_)
            | Act::FieldsSet(_)
            | Act::Assigned(..)
            | Act::Cleared(..)
            | Act::Commented(..)
            | Act::AnswersSaved(_)
            | Act::DraftShared(_)
            | Act::AmendmentBegun(_)
            | Act::Filed(..)
            | Act::Withdrawn(..)
            | Act::PutForward(_) => None,
        })
    }

    /// How many answers all filings and amendments hold.
    pub fn filed_answers(&self) -> usize {
        self.filings()
            .map(|outcome| outcome.state.filing.document.entries.len())
            .sum()
    }

    /// The filings and amendments, in the order of the register.
    pub fn filings(&self) -> impl Iterator<Item = &Outcome<Recorded<Filing>, Problem>> {
        self.acts.iter().filter_map(|act| match act {
            Act::Filed(outcome, _) => Some(outcome),
            Act::RoundOpened(_)
            | Act::SubmissionOpened(_)
            | Act::FieldsSet(_)
            | Act::Assigned(..)
            | Act::Cleared(..)
            | Act::Commented(..)
            | Act::AnswersSaved(_)
            | Act::DraftShared(_)
            | Act::AmendmentBegun(_)
            | Act::Withdrawn(..)
            | Act::PutForward(_) => None,
        })
    }
}

/// What does not let the demonstration happen. It means that the catalogue or the rules have moved on without it.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "each variant is the refusal of one module")]
pub enum Unplayable {
    #[error(transparent)]
    Code(#[from] BadCode),
    #[error(transparent)]
    Permit(#[from] Refused),
    #[error(transparent)]
    Round(#[from] OpeningRefused),
    #[error(transparent)]
    Open(#[from] OpenRefused),
    #[error(transparent)]
    Barred(#[from] Barred),
    #[error(transparent)]
    Assign(#[from] AssignRefused),
    #[error(transparent)]
    Clearance(#[from] ClearanceRefused),
    #[error(transparent)]
    Comment(#[from] CommentRefused),
    #[error(transparent)]
    Answer(#[from] Refusal),
    #[error(transparent)]
    Share(#[from] ShareRefused),
    #[error(transparent)]
    File(#[from] FileRefused),
    #[error(transparent)]
    Document(#[from] StoreError),
    #[error(transparent)]
    Notice(#[from] NoticeRefused),
    #[error(transparent)]
    NoticeContent(#[from] capacity::ContentRefused),
    #[error(transparent)]
    Proposal(#[from] ProposalRefused),
    #[error(transparent)]
    ProposalContent(#[from] proposal::ContentRefused),
    #[error(transparent)]
    Cosponsor(#[from] CosponsorRefused),
    #[error(transparent)]
    ProposalComment(#[from] proposal::CommentRefused),
    #[error(transparent)]
    Invite(#[from] InviteRefused),
    #[error(transparent)]
    Review(#[from] ReviewRefused),
    #[error(transparent)]
    ReviewDrafting(#[from] DraftingRefused),
    #[error(transparent)]
    ReviewText(#[from] BadReviewText),
}
