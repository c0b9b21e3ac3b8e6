//! The audit trail: every act, by whom, on what, in the order in which it was done.

use async_graphql::Enum;
use domain::access::Verb;

/// What was done. Reading leaves no trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "AuditVerb", remote = "Verb")]
pub enum VerbCode {
    /// A round was opened.
    OpenRound,
    /// Further States were invited to a round.
    InviteStates,
    /// A working file was opened.
    OpenSubmission,
    /// What belongs to a working file as a whole was set.
    SetSubmissionFields,
    /// A section was given to a ministry or a person, or taken back.
    Assign,
    /// Answers were saved.
    SaveAnswers,
    /// Texts that awaited merging went into one answer.
    MergeAnswer,
    /// Carried answers were said to hold still.
    ConfirmAnswers,
    /// It was set who is to read answers once they are filed.
    SetDraftVisibility,
    /// It was laid down which ministries sign a section off, or who may sign in the place of one.
    ArrangeClearance,
    /// Sections were sent to those who sign them off.
    SendToClearance,
    /// A ministry signed a section.
    Clear,
    /// A ministry returned a section.
    Return,
    /// Sections were taken back from clearance.
    Recall,
    /// Somebody commented on an answer.
    CommentAnswer,
    /// A thread of comments was settled, or opened again.
    ResolveThread,
    /// Evidence was kept, described anew, or removed.
    KeepEvidence,
    /// It was set who reads evidence.
    ShareEvidence,
    /// Evidence that a filing cites was described anew, shared otherwise, or removed.
    ChangeFiledEvidence,
    /// A working file, or its amendment, was filed.
    FileSubmission,
    /// The draft of an amendment was begun.
    Amend,
    /// What was filed was withdrawn.
    Withdraw,
    /// It was narrowed or widened who reads what was filed.
    SetVisibility,
    /// Four eyes were switched on or off.
    SwitchFourEyes,
    /// A ministry was named.
    KeepMinistries,
    /// A person was invited to a role.
    InviteMember,
    /// An invitation was taken up.
    AcceptInvitation,
    /// An invitation was taken back.
    RevokeInvitation,
    /// A membership began.
    BeginMembership,
    /// A membership was ended.
    EndMembership,
    /// An account was opened.
    OpenAccount,
    /// An account was suspended.
    SuspendAccount,
    /// A suspension was lifted.
    ReinstateAccount,
    /// A person signed in.
    SignIn,
    /// A person signed out.
    SignOut,
    /// A refresh token was shown a second time, which ended its session.
    RefuseReusedToken,
    /// A session was ended because its account was suspended.
    EndSession,
    /// A signing key was made.
    MakeKey,
    /// A signing key was retired.
    RetireKey,
}
