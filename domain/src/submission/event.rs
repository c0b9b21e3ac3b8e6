//! What happened, for the audit trail: ids and codes, never what an answer says.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::access::{ActKind, Assignee};
use crate::capacity::{NoticeAct, Party};
use crate::drafting::DraftAct;
use crate::id::{
    AccountId, AssignmentId, CommentId, EditionDraftId, EditionId, EvidenceId, HomeKeyId, MinistryId, NoticeId,
    PackageId, ProposalCommentId, ProposalId, QuestionCode, ReviewId, RoundId, RoundKey, SectionCode, StateCode,
    SubmissionId, Term, ThreadId,
};
use crate::letter::Matter;
use crate::proposal::ProposalAct;
use crate::review::ReviewAct;
use crate::submission::{EntryKind, Lateness, Position, RevisionId, Root};

/// What a transition decided: the value as it is now, what goes into the audit trail, and what its author can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an outcome that is not saved did not happen"]
pub struct Outcome<S, P = std::convert::Infallible> {
    /// The value after the transition.
    pub state: S,
    /// What happened.
    pub event: Event,
    /// What stands in the way of some part, each with its question.
    pub problems: Vec<P>,
}

impl<S, P> Outcome<S, P> {
    pub(crate) const fn new(state: S, event: Event) -> Self {
        Self {
            state,
            event,
            problems: Vec::new(),
        }
    }

    pub(super) fn map<T>(self, to: impl FnOnce(S) -> T) -> Outcome<T, P> {
        Outcome {
            state: to(self.state),
            event: self.event,
            problems: self.problems,
        }
    }
}

/// An entry of the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: AccountId,
    /// What was done, and to what.
    pub what: Happening,
}

/// A working file and the State that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Of {
    /// The State.
    pub state: StateCode,
    /// The working file.
    pub submission: SubmissionId,
}

/// What happened in the life of a round or a submission: the trace of one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A round was opened.
    RoundOpened {
        /// The round.
        round: RoundId,
        /// Its key.
        key: RoundKey,
        /// Its edition.
        edition: EditionId,
        /// The States invited.
        invited: Vec<StateCode>,
    },
    /// Further States were invited.
    StatesInvited {
        /// The round.
        round: RoundId,
        /// The States.
        invited: Vec<StateCode>,
    },
    /// A planned round was revised.
    RoundRevised {
        /// The round.
        round: RoundId,
        /// Which revision it is now.
        revision: u32,
    },
    /// A round was given a later last day.
    RoundExtended {
        /// The round.
        round: RoundId,
        /// The last day that it had.
        from: NaiveDate,
        /// The one that it has.
        to: NaiveDate,
    },
    /// The last day of a round was brought forward.
    RoundClosed {
        /// The round.
        round: RoundId,
        /// The last day that it had, if it had one.
        from: Option<NaiveDate>,
        /// The one that it has.
        to: NaiveDate,
    },
    /// It was said when a round becomes read only.
    RoundArchived {
        /// The round.
        round: RoundId,
        /// When.
        at: DateTime<Utc>,
    },
    /// A planned round was called off.
    RoundCancelled {
        /// The round.
        round: RoundId,
        /// Its key, which is never given again.
        key: RoundKey,
    },
    /// Letters about a round were asked for.
    LettersAsked {
        /// The round.
        round: RoundId,
        /// What they are about.
        matter: Matter,
        /// How many they are.
        letters: usize,
        /// The States whose people are written to.
        states: Vec<StateCode>,
    },
    /// A working file was opened.
    SubmissionOpened {
        /// The working file.
        of: Of,
        /// Its round.
        round: RoundId,
    },
    /// What belongs to the working file as a whole was set.
    FieldsSet {
        /// The working file.
        of: Of,
    },
    /// A section was given to a ministry or a person, or taken back.
    Assigned {
        /// The working file.
        of: Of,
        /// The section.
        section: SectionCode,
        /// The assignment that ended.
        ended: Option<AssignmentId>,
        /// The assignment that began, and who the section is given to.
        begun: Option<(AssignmentId, Assignee)>,
    },
    /// Answers were saved.
    AnswersSaved {
        /// The working file.
        of: Of,
        /// The questions, each with the revision that its answer became; none where a newer one stood already.
        answers: Vec<(QuestionCode, Option<u32>)>,
    },
    /// Texts that awaited merging went into one answer.
    AnswerMerged {
        /// The working file.
        of: Of,
        /// The question.
        question: QuestionCode,
        /// The revision that the answer became; none where a newer one stood already, and only what was typed is kept.
        revision: Option<u32>,
        /// What it took up.
        merged: Vec<RevisionId>,
    },
    /// Somebody said that carried answers still hold.
    AnswersConfirmed {
        /// The working file.
        of: Of,
        /// The questions.
        questions: Vec<QuestionCode>,
    },
    /// It was laid down which ministries sign a section off.
    ClearanceArranged {
        /// The working file.
        of: Of,
        /// The section.
        section: SectionCode,
        /// The ministries, step by step.
        steps: Vec<BTreeSet<MinistryId>>,
    },
    /// Somebody may sign in the place of a ministry's own people, or nobody any longer.
    SubstituteNamed {
        /// The working file.
        of: Of,
        /// The section.
        section: SectionCode,
        /// The ministry.
        ministry: MinistryId,
        /// Who.
        substitute: Option<AccountId>,
    },
    /// Sections were sent to those who sign.
    SentToClearance {
        /// The working file.
        of: Of,
        /// The sections.
        sections: Vec<SectionCode>,
    },
    /// A ministry signed a section.
    SectionSigned {
        /// The working file.
        of: Of,
        /// The section.
        section: SectionCode,
        /// Which sending.
        turn: u32,
        /// The ministry.
        ministry: MinistryId,
        /// Whether a substitute did it.
        as_substitute: bool,
    },
    /// A ministry returned a section. Its reason is not kept here.
    SectionReturned {
        /// The working file.
        of: Of,
        /// The section.
        section: SectionCode,
        /// Which sending.
        turn: u32,
        /// The ministry.
        ministry: MinistryId,
    },
    /// Sections were taken back from those who sign.
    SectionsRecalled {
        /// The working file.
        of: Of,
        /// The sections.
        sections: Vec<SectionCode>,
    },
    /// Somebody commented on an answer.
    Commented {
        /// The working file.
        of: Of,
        /// The question.
        question: QuestionCode,
        /// The thread.
        thread: ThreadId,
        /// The comment.
        comment: CommentId,
        /// Who was asked to look.
        mentions: Vec<AccountId>,
    },
    /// A thread of comments was settled, or opened again.
    ThreadResolved {
        /// The working file.
        of: Of,
        /// The question.
        question: QuestionCode,
        /// The thread.
        thread: ThreadId,
        /// Whether it is settled now.
        is_resolved: bool,
    },
    /// It was set who is to read answers once they are filed.
    DraftVisibilitySet {
        /// The working file.
        of: Of,
        /// The questions; none of them means the whole working file.
        questions: Vec<QuestionCode>,
    },
    /// Who reads filed answers was narrowed or widened.
    VisibilitySet {
        /// The working file.
        of: Of,
        /// The filing that stands.
        position: Position,
        /// The questions.
        questions: Vec<QuestionCode>,
    },
    /// A working file was filed, for the first time, as an amendment, or again.
    Filed {
        /// The working file.
        of: Of,
        /// A filing or an amendment.
        kind: EntryKind,
        /// Which act of the working file this is.
        number: u32,
        /// Where the register has it.
        position: Position,
        /// Its root.
        root: Root,
        /// Whether it came after the last day.
        lateness: Lateness,
    },
    /// The key of a State's own instance was registered.
    HomeKeyRegistered {
        /// The State.
        state: StateCode,
        /// The key.
        key: HomeKeyId,
    },
    /// The key of a State's own instance was revoked.
    HomeKeyRevoked {
        /// The State.
        state: StateCode,
        /// The key.
        key: HomeKeyId,
    },
    /// A package of a State's own instance was handed in.
    PackageHandedIn {
        /// The State.
        state: StateCode,
        /// The package.
        package: PackageId,
        /// The root of the document in it.
        root: Root,
    },
    /// A package took the place of the draft.
    PackageTaken {
        /// The working file.
        of: Of,
        /// The package.
        package: PackageId,
        /// The questions whose answers are others since.
        questions: Vec<QuestionCode>,
    },
    /// The draft of an amendment was begun.
    AmendmentBegun {
        /// The working file.
        of: Of,
        /// The filing that stands.
        position: Position,
    },
    /// What was filed was withdrawn.
    Withdrawn {
        /// The working file.
        of: Of,
        /// Which act of the working file this is.
        number: u32,
        /// Where the register has it.
        position: Position,
        /// The root of what was withdrawn.
        root: Root,
    },
    /// A State keeps a document or a link.
    EvidenceKept {
        /// The State.
        state: StateCode,
        /// The evidence.
        evidence: EvidenceId,
    },
    /// Evidence was described anew.
    EvidenceDescribed {
        /// The State.
        state: StateCode,
        /// The evidence.
        evidence: EvidenceId,
        /// Whether a filing cites it.
        filed: bool,
    },
    /// Who reads evidence was narrowed or widened.
    EvidenceShared {
        /// The State.
        state: StateCode,
        /// The evidence.
        evidence: EvidenceId,
        /// Whether a filing cites it.
        filed: bool,
    },
    /// Evidence was removed.
    EvidenceRemoved {
        /// The State.
        state: StateCode,
        /// The evidence.
        evidence: EvidenceId,
        /// Whether a filing cites it.
        filed: bool,
    },
    /// Something became of a need or an offer.
    NoticeKept {
        /// The need or offer.
        notice: NoticeId,
        /// Whose it is.
        by: Party,
        /// What became of it.
        act: NoticeAct,
        /// The revision that it concerns.
        revision: u32,
    },
    /// A State said whether points of contact are notified to a directory.
    ContactsStated {
        /// The State.
        state: StateCode,
        /// The directory.
        directory: Term,
        /// Which statement about it this is.
        revision: u32,
    },
    /// Something became of a proposal.
    ProposalKept {
        /// The State that leads it.
        state: StateCode,
        /// The proposal.
        proposal: ProposalId,
        /// What became of it.
        act: ProposalAct,
        /// The revision of its draft.
        revision: u32,
        /// The newest version that was released; none before the first.
        version: Option<u32>,
    },
    /// A State put its name under a proposal of another one, or took it away.
    Cosponsored {
        /// The State.
        state: StateCode,
        /// The proposal.
        proposal: ProposalId,
        /// The version that it joined; none where it took its name away.
        version: Option<u32>,
    },
    /// A State commented on a proposal.
    ProposalCommented {
        /// The State.
        state: StateCode,
        /// The proposal.
        proposal: ProposalId,
        /// The version.
        version: u32,
        /// The comment.
        comment: ProposalCommentId,
    },
    /// Something became of a review.
    ReviewKept {
        /// The State that did it; none where the unit of an organisation or a person did.
        state: Option<StateCode>,
        /// The review.
        review: ReviewId,
        /// The act that allowed it.
        act: ActKind,
        /// What became of it.
        became: ReviewAct,
    },
    /// Something became of the draft of an edition.
    EditionDraftKept {
        /// The draft.
        draft: EditionDraftId,
        /// The edition that it is to become.
        edition: EditionId,
        /// What became of it.
        act: DraftAct,
        /// Its revision.
        revision: u32,
    },
    /// A State switched four eyes on or off for itself. Only the State and the auditor see it.
    FourEyesSwitched {
        /// The State.
        state: StateCode,
        /// Whether it is on now.
        on: bool,
    },
}

impl Happening {
    /// The act of the policy that allowed it; the audit trail uses its code.
    pub const fn act(&self) -> ActKind {
        match self {
            Self::RoundOpened { .. } => ActKind::OpenRound,
            Self::StatesInvited { .. } => ActKind::InviteStates,
            Self::RoundRevised { .. } => ActKind::ReviseRound,
            Self::RoundExtended { .. } => ActKind::ExtendRound,
            Self::RoundClosed { .. } => ActKind::CloseRound,
            Self::RoundArchived { .. } => ActKind::ArchiveRound,
            Self::RoundCancelled { .. } => ActKind::CancelRound,
            Self::LettersAsked {
                matter: Matter::Invitation,
                ..
            } => ActKind::SendInvitations,
            Self::LettersAsked {
                matter: Matter::Reminder,
                ..
            } => ActKind::Remind,
            Self::SubmissionOpened { .. } => ActKind::OpenSubmission,
            Self::FieldsSet { .. } => ActKind::SetSubmissionFields,
            Self::Assigned { .. } => ActKind::Assign,
            Self::AnswersSaved { .. } => ActKind::SaveAnswers,
            Self::AnswerMerged { .. } => ActKind::MergeAnswer,
            Self::AnswersConfirmed { .. } => ActKind::ConfirmAnswers,
            Self::ClearanceArranged { .. } | Self::SubstituteNamed { .. } => ActKind::ArrangeClearance,
            Self::SentToClearance { .. } => ActKind::SendToClearance,
            Self::SectionSigned { .. } => ActKind::Clear,
            Self::SectionReturned { .. } => ActKind::Return,
            Self::SectionsRecalled { .. } => ActKind::Recall,
            Self::Commented { .. } => ActKind::CommentAnswer,
            Self::ThreadResolved { .. } => ActKind::ResolveThread,
            Self::DraftVisibilitySet { .. } => ActKind::SetDraftVisibility,
            Self::VisibilitySet { .. } => ActKind::SetVisibility,
            Self::Filed { .. } => ActKind::FileSubmission,
            Self::AmendmentBegun { .. } => ActKind::Amend,
            Self::HomeKeyRegistered { .. } => ActKind::RegisterHomeKey,
            Self::HomeKeyRevoked { .. } => ActKind::RevokeHomeKey,
            Self::PackageHandedIn { .. } => ActKind::HandInPackage,
            Self::PackageTaken { .. } => ActKind::TakePackage,
            Self::Withdrawn { .. } => ActKind::Withdraw,
            Self::EvidenceDescribed { filed: true, .. }
            | Self::EvidenceShared { filed: true, .. }
            | Self::EvidenceRemoved { filed: true, .. } => ActKind::ChangeFiledEvidence,
            Self::EvidenceShared { .. } => ActKind::ShareEvidence,
            Self::EvidenceKept { .. } | Self::EvidenceDescribed { .. } | Self::EvidenceRemoved { .. } => {
                ActKind::KeepEvidence
            }
            Self::FourEyesSwitched { .. } => ActKind::SwitchFourEyes,
            Self::NoticeKept {
                by: Party::Organisation(_),
                ..
            } => ActKind::KeepOrganisationOffers,
            Self::NoticeKept { act, .. } => act.of_state(),
            Self::ContactsStated { .. } => ActKind::StateContacts,
            Self::ProposalKept { act, .. } => act.kind(),
            Self::Cosponsored { .. } => ActKind::CosponsorProposal,
            Self::ProposalCommented { .. } => ActKind::CommentProposal,
            Self::ReviewKept { act, .. } => *act,
            Self::EditionDraftKept { act, .. } => act.kind(),
        }
    }

    /// The State that the entry belongs to; none where it belongs to the secretariat.
    pub const fn state(&self) -> Option<&StateCode> {
        match self {
            Self::RoundOpened { .. }
            | Self::StatesInvited { .. }
            | Self::RoundRevised { .. }
            | Self::RoundExtended { .. }
            | Self::RoundClosed { .. }
            | Self::RoundArchived { .. }
            | Self::RoundCancelled { .. }
            | Self::LettersAsked { .. }
            | Self::EditionDraftKept { .. }
            | Self::NoticeKept {
                by: Party::Organisation(_),
                ..
            } => None,
            Self::ReviewKept { state, .. } => state.as_ref(),
            Self::NoticeKept {
                by: Party::State(state),
                ..
            }
            | Self::FourEyesSwitched { state, .. }
            | Self::ContactsStated { state, .. }
            | Self::ProposalKept { state, .. }
            | Self::Cosponsored { state, .. }
            | Self::ProposalCommented { state, .. }
            | Self::HomeKeyRegistered { state, .. }
            | Self::HomeKeyRevoked { state, .. }
            | Self::PackageHandedIn { state, .. }
            | Self::EvidenceKept { state, .. }
            | Self::EvidenceDescribed { state, .. }
            | Self::EvidenceShared { state, .. }
            | Self::EvidenceRemoved { state, .. } => Some(state),
            Self::SubmissionOpened { of, .. }
            | Self::FieldsSet { of }
            | Self::Assigned { of, .. }
            | Self::AnswersSaved { of, .. }
            | Self::AnswerMerged { of, .. }
            | Self::AnswersConfirmed { of, .. }
            | Self::ClearanceArranged { of, .. }
            | Self::SubstituteNamed { of, .. }
            | Self::SentToClearance { of, .. }
            | Self::SectionSigned { of, .. }
            | Self::SectionReturned { of, .. }
            | Self::SectionsRecalled { of, .. }
            | Self::Commented { of, .. }
            | Self::ThreadResolved { of, .. }
            | Self::DraftVisibilitySet { of, .. }
            | Self::VisibilitySet { of, .. }
            | Self::Filed { of, .. }
            | Self::PackageTaken { of, .. }
            | Self::AmendmentBegun { of, .. }
            | Self::Withdrawn { of, .. } => Some(&of.state),
        }
    }
}
