//! Who may do what: one table, and permits that only it can make.
//!
//! **Invariants.** A [`Permit`] is born in [`Actor::permit`] and nowhere else; a suspended account never becomes an
//! [`Actor`]; a membership counts only while it is valid. Writes ask for a permit, reads for a [`Scope`].
//!
//! **To add an act**, add it in `act.rs`; `policy.rs` no longer compiles until it has a row. **To add a role**, widen
//! [`Role`]; every row is then one column short. Print the table again (`script/bless`) and have it read.

mod account;
mod act;
mod actor;
mod factor;
mod invitation;
mod passkey;
mod permit;
mod policy;
mod program;
mod provider;
mod role;
mod scope;
mod session;
mod verb;

pub use account::{Account, Attempts, BadField, Email, Ministry, Name, Password, Reason, SuspendRefused};
pub use act::{
    AcceptReview, Act, ActKind, AgreeToReview, Amend, ArchiveRound, ArrangeClearance, Assign, Assignee, CancelRound,
    ChangeFiledEvidence, ChangeOwnAccount, Clear, CloseNotice, CloseProposal, CloseRound, CommentAnswer,
    CommentProposal, CompileRound, ConfirmAnswers, CosponsorProposal, DeclineReview, DeliverReview,
    DiscardEditionDraft, DraftEdition, DraftNotice, DraftProposal, DraftReview, DraftReviewReply, EndMembership,
    EndReview, ExtendReview, ExtendRound, FileSubmission, HandInPackage, InviteMember, InviteReview, InviteStates,
    KeepCentralWebhooks, KeepEvidence, KeepInstruments, KeepMinistries, KeepOrganisationOffers, KeepWebhooks,
    MergeAnswer, OpenRound, OpenSubmission, PublishEdition, ReadAggregate, ReadAudit, ReadCatalogue, ReadDraft,
    ReadEditionDrafts, ReadEvidence, ReadFiling, ReadForClearance, ReadHiddenAggregate, ReadInvitations, ReadMembers,
    ReadNotices, ReadOwnAccount, ReadParticipation, ReadProposals, ReadRegister, ReadReviews, ReadRound,
    ReadStateSettings, ReadSubmission, Recall, RegisterHomeKey, ReleaseNotice, ReleaseProposal, Remind, RequireFactor,
    ResetFactor, ResolveThread, Return, ReviewForOrganisation, ReviewInPerson, ReviseRound, RevokeHomeKey, RotateKeys,
    SaveAnswers, SendInvitations, SendReviewReply, SendToClearance, SetDraftVisibility, SetSubmissionFields,
    SetVisibility, ShareEvidence, StateContacts, Subject, SuspendAccount, SwitchFourEyes, TakePackage, Translate,
    Withdraw, WithdrawNotice, WithdrawProposal, Writing,
};
pub use actor::{Actor, Person, Refused, Suspended};
pub use factor::{
    Challenge, ChallengeOver, Device, Factor, FactorRefused, FactorRule, FactorStage, Origin, RecoveryCode,
    RuleUnchanged, Step, Tried,
};
pub use invitation::{
    Acceptance, Invitation, InvitationFields, InvitationRefused, InvitationStage, Issued, has_lost_its_focal_points,
};
pub use passkey::{Asked, Assertion, Attested, Ceremony, Factors, Passkey, PasskeyRefused};
pub use permit::Permit;
pub use policy::{ForPrograms, Party, Reach, for_programs, reach, table};
pub use program::{Program, ProgramRefused, ProgramSecret, TokenScope, TokenScopes, UnknownScope};
pub use provider::{
    FactorClaims, Identity, ProvidedChange, ProviderClaims, ProviderPolicy, ProviderRule, Remit, RulePlace, Spoken,
    provide,
};
pub use role::{EndRefused, Membership, Misplaced, Place, Role};
pub use scope::{Belonging, ReaderClass, Scope};
pub use session::{Client, Keeping, Means, NotOwn, RefreshToken, Rotation, Session, SessionEnd};
pub use verb::Verb;
