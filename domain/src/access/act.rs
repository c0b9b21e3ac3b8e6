//! Acts: what can be done, and to what. An act names its subject, so that a permit for one is no permit for another.

use crate::access::{Place, Role};
use crate::id::{
    AccountId, EditionId, EvidenceId, MembershipId, MinistryId, OrganisationId, RoundId, SectionCode, StateCode,
    SubmissionId,
};

/// Who a section is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assignee {
    /// Everybody in a ministry.
    Ministry(MinistryId),
    /// One person.
    Account(AccountId),
}

/// What an act is done to, as far as reach depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// What belongs to no State and no person.
    Central,
    /// What belongs to a State.
    State(&'a StateCode),
    /// A section of a State's working file.
    Section {
        /// The State.
        state: &'a StateCode,
        /// Who the section is given to now, if anybody.
        assigned: Option<Assignee>,
    },
    /// A person's account.
    Account(AccountId),
    /// What belongs to the unit of an organisation.
    Organisation(&'a OrganisationId),
}

/// An act on a subject.
pub trait Act {
    /// Which row of the policy it is.
    const KIND: ActKind;

    /// What it is done to.
    fn subject(&self) -> Subject<'_>;
}

/// An act that changes something, and so needs a [`super::Permit`].
pub trait Writing: Act {}

macro_rules! acts {
    (@writing reading $name:ident) => {};
    (@writing writing $name:ident) => { impl Writing for $name {} };
    ($(
        $(#[$doc:meta])*
        $sort:ident $name:ident($code:literal) { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* } |$act:pat_param| $subject:expr;
    )+) => {
        /// Which act: a row of the policy.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActKind {
            $($(#[$doc])* $name,)+
        }

        impl ActKind {
            /// Every act, reading before writing, in the order of the printed table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code used in tables and messages.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Whether it changes something.
            pub const fn is_writing(self) -> bool {
                match self { $(Self::$name => acts!(@is $sort),)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

            impl Act for $name {
                const KIND: ActKind = ActKind::$name;

                fn subject(&self) -> Subject<'_> {
                    let $act = self;
                    $subject
                }
            }

            acts!(@writing $sort $name);
        )+
    };
    (@is reading) => { false };
    (@is writing) => { true };
}

acts! {
    /// Reads instruments, provisions, crosswalk, editions, States and organisations.
    reading ReadCatalogue("read_catalogue") {} |_| Subject::Central;
    /// Reads a round: its edition, period and mandate.
    reading ReadRound("read_round") {} |_| Subject::Central;
    /// Reads whether a State was invited, has opened and has filed.
    reading ReadParticipation("read_participation") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Reads a working file apart from its answers: stage, sections, assignments, completeness.
    reading ReadSubmission("read_submission") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Reads the answers of a section of a working file.
    reading ReadDraft("read_draft") {
        /// The State.
        state: StateCode,
        /// The section.
        section: SectionCode,
        /// Who it is given to now.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Reads a section that was sent to clearance, for whom a signature of it is.
    reading ReadForClearance("read_for_clearance") {
        /// The State.
        state: StateCode,
        /// The section.
        section: SectionCode,
        /// For whom the signature is: a ministry, or its substitute.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Reads what a State filed, as far as visibility, audience and embargo let this reader.
    reading ReadFiling("read_filing") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Reads evidence: a State's own people all of it, others what its visibility and an answer that cites it let them.
    reading ReadEvidence("read_evidence") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Reads needs, offers, and where points of contact are notified.
    reading ReadNotices("read_notices") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Reads proposals, who co-sponsors them, and what was said about them.
    reading ReadProposals("read_proposals") {
        /// The State that leads it.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Reads reviews that are not published: those of a State's answers, and those that the State was invited to.
    reading ReadReviews("read_reviews") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);

    /// Reads drafts of editions.
    reading ReadEditionDrafts("read_edition_drafts") {} |_| Subject::Central;
    /// Reads released aggregates.
    reading ReadAggregate("read_aggregate") {} |_| Subject::Central;
    /// Reads aggregates with their hidden part, for the world and the published groups.
    reading ReadHiddenAggregate("read_hidden_aggregate") {} |_| Subject::Central;
    /// Reads the register.
    reading ReadRegister("read_register") {} |_| Subject::Central;
    /// Reads the audit trail: of a State, or the whole.
    reading ReadAudit("read_audit") {
        /// The State; none for the whole.
        state: Option<StateCode>,
    } |act| act.state.as_ref().map_or(Subject::Central, Subject::State);
    /// Reads how a State has set itself up: its ministries, four eyes.
    reading ReadStateSettings("read_state_settings") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Reads who holds which role at a place.
    reading ReadMembers("read_members") {
        /// The place.
        place: Place,
    } |act| place_subject(&act.place);
    /// Reads the invitations issued for a place.
    reading ReadInvitations("read_invitations") {
        /// The place.
        place: Place,
    } |act| place_subject(&act.place);
    /// Reads an account: name, language, memberships.
    reading ReadOwnAccount("read_own_account") {
        /// The account.
        account: AccountId,
    } |act| Subject::Account(act.account);

    /// Opens a working file in a round, or at the State's own request.
    writing OpenSubmission("open_submission") {
        /// The State.
        state: StateCode,
        /// The round.
        round: RoundId,
    } |act| Subject::State(&act.state);
    /// Sets what belongs to a working file as a whole: modules, language, default visibility, bound fields.
    writing SetSubmissionFields("set_submission_fields") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Gives a section to a ministry or a person, or takes it back.
    writing Assign("assign") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Saves answers of one section.
    writing SaveAnswers("save_answers") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
        /// The section.
        section: SectionCode,
        /// Who it is given to now.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Makes one answer of texts that were saved at the same time, or that several earlier answers offer.
    writing MergeAnswer("merge_answer") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
        /// The section.
        section: SectionCode,
        /// Who it is given to now.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Says that carried answers of one section still hold.
    writing ConfirmAnswers("confirm_answers") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
        /// The section.
        section: SectionCode,
        /// Who it is given to now.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Keeps a document or a link as evidence, and describes or removes what stands in no filing.
    writing KeepEvidence("keep_evidence") {
        /// The State.
        state: StateCode,
        /// The evidence; none where it is kept first.
        evidence: Option<EvidenceId>,
    } |act| Subject::State(&act.state);
    /// Sets who reads evidence that stands in no filing.
    writing ShareEvidence("share_evidence") {
        /// The State.
        state: StateCode,
        /// The evidence.
        evidence: EvidenceId,
    } |act| Subject::State(&act.state);
    /// Describes, shares or removes evidence that stands in a filing.
    writing ChangeFiledEvidence("change_filed_evidence") {
        /// The State.
        state: StateCode,
        /// The evidence.
        evidence: EvidenceId,
    } |act| Subject::State(&act.state);
    /// Sets who is to read answers once they are filed.
    writing SetDraftVisibility("set_draft_visibility") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Lays down which ministries sign a section off, and who may sign in their place.
    writing ArrangeClearance("arrange_clearance") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Sends a section to those who sign it off.
    writing SendToClearance("send_to_clearance") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
        /// The section.
        section: SectionCode,
        /// Who it is given to now.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Clears a section.
    writing Clear("clear") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
        /// The section.
        section: SectionCode,
        /// For whom the signature is: a ministry, or its substitute.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Returns a section to drafting.
    writing Return("return") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
        /// The section.
        section: SectionCode,
        /// For whom the signature is: a ministry, or its substitute.
        assigned: Option<Assignee>,
    } |act| Subject::Section { state: &act.state, assigned: act.assigned };
    /// Takes a working file back from clearance, until it is filed.
    writing Recall("recall") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Comments on an answer that the person can read.
    writing CommentAnswer("comment_answer") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Settles a thread of comments, or opens it again.
    writing ResolveThread("resolve_thread") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Files a working file, or its amendment.
    writing FileSubmission("file_submission") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Opens the draft of an amendment beside the standing filing.
    writing Amend("amend") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Withdraws what was filed.
    writing Withdraw("withdraw") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Narrows or widens who reads what was filed.
    writing SetVisibility("set_visibility") {
        /// The State.
        state: StateCode,
        /// The working file.
        submission: SubmissionId,
    } |act| Subject::State(&act.state);
    /// Hands in a package that the State's own instance filed, to be looked at.
    writing HandInPackage("hand_in_package") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Lets a package that was handed in take the place of the draft.
    writing TakePackage("take_package") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Registers the key of the State's own instance.
    writing RegisterHomeKey("register_home_key") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Revokes the key of the State's own instance.
    writing RevokeHomeKey("revoke_home_key") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Switches on or off that who files is not who made the last change.
    writing SwitchFourEyes("switch_four_eyes") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Names and renames the ministries of a State.
    writing KeepMinistries("keep_ministries") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Opens a round.
    writing OpenRound("open_round") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Invites States to a round.
    writing InviteStates("invite_states") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Revises a round that has not opened yet.
    writing ReviseRound("revise_round") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Gives a round a later last day.
    writing ExtendRound("extend_round") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Brings the last day of a round forward.
    writing CloseRound("close_round") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Says when a round becomes read only.
    writing ArchiveRound("archive_round") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Calls off a round that has not opened yet.
    writing CancelRound("cancel_round") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Compiles a round: what of it is open to the readers of the compilation, as a document.
    writing CompileRound("compile_round") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Writes to invited States that they are invited.
    writing SendInvitations("send_invitations") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Reminds invited States.
    writing Remind("remind") {
        /// The round.
        round: RoundId,
    } |_| Subject::Central;
    /// Keeps instruments and the crosswalk.
    writing KeepInstruments("keep_instruments") {} |_| Subject::Central;
    /// Begins or changes the draft of an edition.
    writing DraftEdition("draft_edition") {} |_| Subject::Central;
    /// Discards the draft of an edition.
    writing DiscardEditionDraft("discard_edition_draft") {} |_| Subject::Central;
    /// Publishes an edition.
    writing PublishEdition("publish_edition") {
        /// The edition.
        edition: EditionId,
    } |_| Subject::Central;
    /// Revises the translations of an edition.
    writing Translate("translate") {
        /// The edition.
        edition: EditionId,
    } |_| Subject::Central;
    /// Invites a person to take up a role at a place, or takes such an invitation back.
    writing InviteMember("invite_member") {
        /// The role.
        role: Role,
        /// The place.
        place: Place,
    } |act| member_subject(act.role, &act.place);
    /// Ends a membership.
    writing EndMembership("end_membership") {
        /// The membership.
        membership: MembershipId,
        /// Its role.
        role: Role,
        /// Its place.
        place: Place,
    } |act| member_subject(act.role, &act.place);
    /// Suspends an account or lifts the suspension.
    writing SuspendAccount("suspend_account") {
        /// The account.
        account: AccountId,
    } |_| Subject::Central;
    /// Says whether a role needs a second factor.
    writing RequireFactor("require_factor") {
        /// The role.
        role: Role,
    } |_| Subject::Central;
    /// Removes the second factor of somebody who cannot show it any more.
    writing ResetFactor("reset_factor") {
        /// The account.
        account: AccountId,
    } |_| Subject::Central;
    /// Changes the own name, language or password, keeps the own second factor, or ends own sessions.
    writing ChangeOwnAccount("change_own_account") {
        /// The account.
        account: AccountId,
    } |act| Subject::Account(act.account);
    /// Keeps the webhooks of a State: where it is told what happens in the register.
    writing KeepWebhooks("keep_webhooks") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Keeps the webhooks of the secretariat.
    writing KeepCentralWebhooks("keep_central_webhooks") {} |_| Subject::Central;
    /// Drafts or revises a need or an offer of a State.
    writing DraftNotice("draft_notice") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Releases a need or an offer of a State to those who are to read it.
    writing ReleaseNotice("release_notice") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Says that a need of a State is met, or that an offer of it is closed.
    writing CloseNotice("close_notice") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Takes back a need or an offer of a State.
    writing WithdrawNotice("withdraw_notice") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Drafts, releases, closes and takes back the offers of an organisation.
    writing KeepOrganisationOffers("keep_organisation_offers") {
        /// The organisation.
        organisation: OrganisationId,
    } |act| Subject::Organisation(&act.organisation);
    /// Says in which directories points of contact of a State are notified.
    writing StateContacts("state_contacts") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Drafts or revises a proposal of a State.
    writing DraftProposal("draft_proposal") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Releases a version of a proposal of a State to those who are to read it.
    writing ReleaseProposal("release_proposal") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Says that a proposal of a State is no longer put forward for comments and co-sponsors.
    writing CloseProposal("close_proposal") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Takes back a proposal of a State.
    writing WithdrawProposal("withdraw_proposal") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Puts the name of a State under a proposal of another one, or takes it away again.
    writing CosponsorProposal("cosponsor_proposal") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Comments on a version of a proposal in the name of a State.
    writing CommentProposal("comment_proposal") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Invites somebody to review filed answers of a State.
    writing InviteReview("invite_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Gives a review of a State's answers a later end.
    writing ExtendReview("extend_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Ends a review of a State's answers.
    writing EndReview("end_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Drafts the reply of a State to a review of its answers.
    writing DraftReviewReply("draft_review_reply") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Sends the reply of a State to a review of its answers.
    writing SendReviewReply("send_review_reply") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Takes up, in the name of a State, the invitation to a review.
    writing AcceptReview("accept_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Turns down, in the name of a State, the invitation to a review.
    writing DeclineReview("decline_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Drafts, in the name of a State, the text of a review that it was invited to.
    writing DraftReview("draft_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Delivers, in the name of a State, the text of a review that it was invited to.
    writing DeliverReview("deliver_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Agrees, in the name of a State, that the texts of a review are published, or takes that back.
    writing AgreeToReview("agree_to_review") {
        /// The State.
        state: StateCode,
    } |act| Subject::State(&act.state);
    /// Does any of what reviewers do, for the unit of an organisation.
    writing ReviewForOrganisation("review_for_organisation") {
        /// The organisation.
        organisation: OrganisationId,
    } |act| Subject::Organisation(&act.organisation);
    /// Does any of what reviewers do, as the person who was invited.
    writing ReviewInPerson("review_in_person") {
        /// The account.
        account: AccountId,
    } |act| Subject::Account(act.account);
    /// Replaces a signing key.
    writing RotateKeys("rotate_keys") {} |_| Subject::Central;
}

const fn place_subject(place: &Place) -> Subject<'_> {
    match place {
        Place::State { state, .. } => Subject::State(state),
        Place::Organisation(_) | Place::Secretariat => Subject::Central,
    }
}

/// A State decides on its national team; accreditation, of its readers as well, is decided centrally.
const fn member_subject(role: Role, place: &Place) -> Subject<'_> {
    if role.is_national() {
        place_subject(place)
    } else {
        Subject::Central
    }
}
