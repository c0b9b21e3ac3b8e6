//! What the audit trail says was done.

use crate::access::ActKind;

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident($code:literal);)+) => {
        /// What an entry of the audit trail says was done. Reading leaves no trace in it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb {
            $($(#[$doc])* $name,)+
        }

        impl Verb {
            /// Every verb.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code that the trail keeps.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

verbs! {
    /// A round was opened.
    OpenRound("open_round");
    /// Further States were invited to a round.
    InviteStates("invite_states");
    /// A planned round was revised.
    ReviseRound("revise_round");
    /// A round was given a later last day.
    ExtendRound("extend_round");
    /// The last day of a round was brought forward.
    CloseRound("close_round");
    /// It was said when a round becomes read only.
    ArchiveRound("archive_round");
    /// A planned round was called off.
    CancelRound("cancel_round");
    /// Letters were asked for that invite States to a round.
    SendInvitations("send_invitations");
    /// Letters were asked for that remind States of a round.
    Remind("remind");
    /// A compilation of a round was asked for.
    CompileRound("compile_round");
    /// A working file was opened.
    OpenSubmission("open_submission");
    /// What belongs to a working file as a whole was set.
    SetSubmissionFields("set_submission_fields");
    /// A section was given to a ministry or a person, or taken back.
    Assign("assign");
    /// Answers were saved.
    SaveAnswers("save_answers");
    /// Texts that awaited merging went into one answer.
    MergeAnswer("merge_answer");
    /// Carried answers were said to hold still.
    ConfirmAnswers("confirm_answers");
    /// It was set who is to read answers once they are filed.
    SetDraftVisibility("set_draft_visibility");
    /// It was laid down which ministries sign a section off, or who may sign in the place of one.
    ArrangeClearance("arrange_clearance");
    /// Sections were sent to those who sign them off.
    SendToClearance("send_to_clearance");
    /// A ministry signed a section.
    Clear("clear");
    /// A ministry returned a section.
    Return("return");
    /// Sections were taken back from clearance.
    Recall("recall");
    /// Somebody commented on an answer.
    CommentAnswer("comment_answer");
    /// A thread of comments was settled, or opened again.
    ResolveThread("resolve_thread");
    /// Evidence was kept, described anew, or removed.
    KeepEvidence("keep_evidence");
    /// It was set who reads evidence.
    ShareEvidence("share_evidence");
    /// Evidence that a filing cites was described anew, shared otherwise, or removed.
    ChangeFiledEvidence("change_filed_evidence");
    /// A working file, or its amendment, was filed.
    FileSubmission("file_submission");
    /// The draft of an amendment was begun.
    Amend("amend");
    /// What was filed was withdrawn.
    Withdraw("withdraw");
    /// It was narrowed or widened who reads what was filed.
    SetVisibility("set_visibility");
    /// A package of the State's own instance was handed in.
    HandInPackage("hand_in_package");
    /// A package took the place of the draft.
    TakePackage("take_package");
    /// The key of the State's own instance was registered.
    RegisterHomeKey("register_home_key");
    /// The key of the State's own instance was revoked.
    RevokeHomeKey("revoke_home_key");
    /// Four eyes were switched on or off.
    SwitchFourEyes("switch_four_eyes");
    /// A ministry was named.
    KeepMinistries("keep_ministries");
    /// A person was invited to a role.
    InviteMember("invite_member");
    /// An invitation was taken up.
    AcceptInvitation("accept_invitation");
    /// An invitation was taken back.
    RevokeInvitation("revoke_invitation");
    /// A membership began.
    BeginMembership("begin_membership");
    /// A membership was ended.
    EndMembership("end_membership");
    /// An account was opened.
    OpenAccount("open_account");
    /// An account was suspended.
    SuspendAccount("suspend_account");
    /// A suspension was lifted.
    ReinstateAccount("reinstate_account");
    /// A person signed in.
    SignIn("sign_in");
    /// A person signed out.
    SignOut("sign_out");
    /// A refresh token was shown a second time, which ended its session.
    RefuseReusedToken("refuse_reused_token");
    /// A session was ended from another one, or because its account was suspended or its second factor changed.
    EndSession("end_session");
    /// An account became known by what an identity provider calls its person.
    LinkIdentity("link_identity");
    /// A secret for a second factor was shown; it counts once a first code has confirmed it.
    BeginFactor("begin_factor");
    /// A second factor was confirmed.
    ConfirmFactor("confirm_factor");
    /// A person ended their second factor.
    EndFactor("end_factor");
    /// The second factor of a person who could not show it any more was removed.
    ResetFactor("reset_factor");
    /// Recovery codes were made, in the place of any before.
    MakeRecoveryCodes("make_recovery_codes");
    /// A recovery code was used.
    UseRecoveryCode("use_recovery_code");
    /// After a right password, a wrong code was shown.
    RefuseCode("refuse_code");
    /// A passkey was registered.
    AddPasskey("add_passkey");
    /// A passkey was given another name.
    RenamePasskey("rename_passkey");
    /// A person removed a passkey of theirs.
    RemovePasskey("remove_passkey");
    /// A passkey was shown and refused: its signature was false, nobody was verified, or its counter went back.
    RefusePasskey("refuse_passkey");
    /// A program of an integrator was made.
    MakeProgram("make_program");
    /// A program was given a further secret.
    RenewProgram("renew_program");
    /// A secret of a program was ended.
    EndProgramSecret("end_program_secret");
    /// A program was ended.
    EndProgram("end_program");
    /// A webhook was made.
    CreateWebhook("create_webhook");
    /// A webhook was given another address or other kinds, was paused, or goes on.
    UpdateWebhook("update_webhook");
    /// A webhook was ended.
    EndWebhook("end_webhook");
    /// A webhook was given another secret.
    RotateWebhookSecret("rotate_webhook_secret");
    /// What happened before was sent to a webhook again.
    ReplayWebhook("replay_webhook");
    /// A need or an offer of a State was drafted or revised.
    DraftNotice("draft_notice");
    /// A need or an offer of a State was released.
    ReleaseNotice("release_notice");
    /// A need of a State was met, or an offer of it closed.
    CloseNotice("close_notice");
    /// A need or an offer of a State was taken back.
    WithdrawNotice("withdraw_notice");
    /// An offer of an organisation was drafted, revised, released, closed or taken back.
    KeepOrganisationOffers("keep_organisation_offers");
    /// It was said where points of contact of a State are notified.
    StateContacts("state_contacts");
    /// A proposal of a State was drafted or revised.
    DraftProposal("draft_proposal");
    /// A version of a proposal of a State was released.
    ReleaseProposal("release_proposal");
    /// A proposal of a State was closed.
    CloseProposal("close_proposal");
    /// A proposal of a State was taken back.
    WithdrawProposal("withdraw_proposal");
    /// A State put its name under a proposal of another one, or took it away.
    CosponsorProposal("cosponsor_proposal");
    /// A State commented on a proposal.
    CommentProposal("comment_proposal");
    /// Somebody was invited to review filed answers of a State.
    InviteReview("invite_review");
    /// A review of a State's answers was given a later end.
    ExtendReview("extend_review");
    /// A review of a State's answers was ended.
    EndReview("end_review");
    /// The reply of a State to a review was drafted or revised.
    DraftReviewReply("draft_review_reply");
    /// The reply of a State to a review was sent.
    SendReviewReply("send_review_reply");
    /// A State took up the invitation to a review.
    AcceptReview("accept_review");
    /// A State turned down the invitation to a review.
    DeclineReview("decline_review");
    /// The text of a review was drafted or revised.
    DraftReview("draft_review");
    /// The text of a review was delivered.
    DeliverReview("deliver_review");
    /// A State agreed that the texts of a review are published, or took that back.
    AgreeToReview("agree_to_review");
    /// A reviewer of an organisation took up or turned down a review, drafted or delivered it, or agreed to its publication.
    ReviewForOrganisation("review_for_organisation");
    /// A person who was invited took up or turned down a review, drafted or delivered it, or agreed to its publication.
    ReviewInPerson("review_in_person");
    /// The draft of an edition was begun or changed.
    DraftEdition("draft_edition");
    /// The draft of an edition was discarded.
    DiscardEditionDraft("discard_edition_draft");
    /// The draft of an edition was published.
    PublishEdition("publish_edition");
    /// It was set whether a role needs a second factor.
    RequireFactor("require_factor");
    /// A signing key was made.
    MakeKey("make_key");
    /// A signing key was retired.
    RetireKey("retire_key");
}

impl Verb {
    /// The verb of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|verb| verb.code() == code)
    }

    /// What the trail says where this act was done; none for reading, and for what is recorded under other words or not at
    /// all.
    pub const fn of(act: ActKind) -> Option<Self> {
        match act {
            ActKind::OpenRound => Some(Self::OpenRound),
            ActKind::InviteStates => Some(Self::InviteStates),
            ActKind::ReviseRound => Some(Self::ReviseRound),
            ActKind::ExtendRound => Some(Self::ExtendRound),
            ActKind::CloseRound => Some(Self::CloseRound),
            ActKind::ArchiveRound => Some(Self::ArchiveRound),
            ActKind::CancelRound => Some(Self::CancelRound),
            ActKind::SendInvitations => Some(Self::SendInvitations),
            ActKind::Remind => Some(Self::Remind),
            ActKind::CompileRound => Some(Self::CompileRound),
            ActKind::OpenSubmission => Some(Self::OpenSubmission),
            ActKind::SetSubmissionFields => Some(Self::SetSubmissionFields),
            ActKind::Assign => Some(Self::Assign),
            ActKind::SaveAnswers => Some(Self::SaveAnswers),
            ActKind::MergeAnswer => Some(Self::MergeAnswer),
            ActKind::ConfirmAnswers => Some(Self::ConfirmAnswers),
            ActKind::SetDraftVisibility => Some(Self::SetDraftVisibility),
            ActKind::ArrangeClearance => Some(Self::ArrangeClearance),
            ActKind::SendToClearance => Some(Self::SendToClearance),
            ActKind::CommentAnswer => Some(Self::CommentAnswer),
            ActKind::ResolveThread => Some(Self::ResolveThread),
            ActKind::Clear => Some(Self::Clear),
            ActKind::Return => Some(Self::Return),
            ActKind::Recall => Some(Self::Recall),
            ActKind::KeepEvidence => Some(Self::KeepEvidence),
            ActKind::ShareEvidence => Some(Self::ShareEvidence),
            ActKind::ChangeFiledEvidence => Some(Self::ChangeFiledEvidence),
            ActKind::FileSubmission => Some(Self::FileSubmission),
            ActKind::Amend => Some(Self::Amend),
            ActKind::Withdraw => Some(Self::Withdraw),
            ActKind::SetVisibility => Some(Self::SetVisibility),
            ActKind::HandInPackage => Some(Self::HandInPackage),
            ActKind::TakePackage => Some(Self::TakePackage),
            ActKind::RegisterHomeKey => Some(Self::RegisterHomeKey),
            ActKind::RevokeHomeKey => Some(Self::RevokeHomeKey),
            ActKind::SwitchFourEyes => Some(Self::SwitchFourEyes),
            ActKind::KeepMinistries => Some(Self::KeepMinistries),
            ActKind::InviteMember => Some(Self::InviteMember),
            ActKind::EndMembership => Some(Self::EndMembership),
            ActKind::SuspendAccount => Some(Self::SuspendAccount),
            ActKind::RequireFactor => Some(Self::RequireFactor),
            ActKind::ResetFactor => Some(Self::ResetFactor),
            ActKind::DraftNotice => Some(Self::DraftNotice),
            ActKind::ReleaseNotice => Some(Self::ReleaseNotice),
            ActKind::CloseNotice => Some(Self::CloseNotice),
            ActKind::WithdrawNotice => Some(Self::WithdrawNotice),
            ActKind::KeepOrganisationOffers => Some(Self::KeepOrganisationOffers),
            ActKind::StateContacts => Some(Self::StateContacts),
            ActKind::DraftProposal => Some(Self::DraftProposal),
            ActKind::ReleaseProposal => Some(Self::ReleaseProposal),
            ActKind::CloseProposal => Some(Self::CloseProposal),
            ActKind::WithdrawProposal => Some(Self::WithdrawProposal),
            ActKind::CosponsorProposal => Some(Self::CosponsorProposal),
            ActKind::CommentProposal => Some(Self::CommentProposal),
            ActKind::InviteReview => Some(Self::InviteReview),
            ActKind::ExtendReview => Some(Self::ExtendReview),
            ActKind::EndReview => Some(Self::EndReview),
            ActKind::DraftReviewReply => Some(Self::DraftReviewReply),
            ActKind::SendReviewReply => Some(Self::SendReviewReply),
            ActKind::AcceptReview => Some(Self::AcceptReview),
            ActKind::DeclineReview => Some(Self::DeclineReview),
            ActKind::DraftReview => Some(Self::DraftReview),
            ActKind::DeliverReview => Some(Self::DeliverReview),
            ActKind::AgreeToReview => Some(Self::AgreeToReview),
            ActKind::ReviewForOrganisation => Some(Self::ReviewForOrganisation),
            ActKind::ReviewInPerson => Some(Self::ReviewInPerson),
            ActKind::DraftEdition => Some(Self::DraftEdition),
            ActKind::DiscardEditionDraft => Some(Self::DiscardEditionDraft),
            ActKind::PublishEdition => Some(Self::PublishEdition),
            ActKind::ReadCatalogue
            | ActKind::ReadRound
            | ActKind::ReadParticipation
            | ActKind::ReadSubmission
            | ActKind::ReadDraft
            | ActKind::ReadForClearance
            | ActKind::ReadEvidence
            | ActKind::ReadNotices
            | ActKind::ReadProposals
            | ActKind::ReadReviews
            | ActKind::ReadFiling
            | ActKind::ReadEditionDrafts
            | ActKind::ReadAggregate
            | ActKind::ReadHiddenAggregate
            | ActKind::ReadRegister
            | ActKind::ReadAudit
            | ActKind::ReadStateSettings
            | ActKind::ReadMembers
            | ActKind::ReadInvitations
            | ActKind::ReadOwnAccount
            | ActKind::KeepInstruments
            | ActKind::Translate
            | ActKind::ChangeOwnAccount
            | ActKind::KeepWebhooks
            | ActKind::KeepCentralWebhooks
            | ActKind::RotateKeys => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_and_what_the_trail_says_of_it_have_one_code() {
        for act in ActKind::ALL {
            if let Some(verb) = Verb::of(*act) {
                assert_eq!(verb.code(), act.code());
                assert!(act.is_writing(), "{}", act.code());
            }
        }
        for verb in Verb::ALL {
            assert_eq!(Verb::from_code(verb.code()), Some(*verb));
        }
        assert_eq!(Verb::from_code("read_catalogue"), None);
    }
}
