//! Mutations.

use serde_json::{Value, json};

use super::{Row, input, none, row};
use crate::access::stage::{ADDRESS, PASSWORD};

/// What a need or an offer is to say.
fn said() -> Value {
    json!({"kind": "law", "wordings": [{"language": "EN", "title": "Anew"}]})
}

/// What a proposal says.
fn proposed() -> Value {
    json!({
        "kind": "FURTHER_NORM", "wordings": [{"language": "EN", "status": "OFFICIAL", "title": "A norm"}],
        "paragraphs": [{"number": "1", "texts": [{"language": "EN", "content": "States should."}]}],
    })
}

pub(crate) const MUTATIONS: &[Row] = &[
    row(
        "acceptInvitation",
        "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { tokens { accessTokenExpiresAt } } }",
        |stage| input(json!({"token": stage.secret, "name": "New", "password": PASSWORD, "language": "EN"})),
    ),
    row(
        "addEvidenceLink",
        "mutation ($input: AddEvidenceLinkInput!) { addEvidenceLink(input: $input) { evidence { revision } } }",
        |_| input(json!({"state": "QMA", "url": "https://example.org/strategy"})),
    ),
    row(
        "describeEvidence",
        "mutation ($input: DescribeEvidenceInput!) { describeEvidence(input: $input) { evidence { revision title } } }",
        |stage| input(json!({"evidence": stage.evidence, "revision": 1, "title": "Act", "language": "EN"})),
    ),
    row(
        "removeEvidence",
        "mutation ($input: RemoveEvidenceInput!) { removeEvidence(input: $input) { evidence { isRemoved } } }",
        |stage| input(json!({"evidence": stage.evidence, "revision": 1})),
    ),
    row(
        "setEvidenceVisibility",
        "mutation ($input: SetEvidenceVisibilityInput!) { setEvidenceVisibility(input: $input) {
            evidence { sharing { visibility } } } }",
        |stage| input(json!({"evidence": stage.evidence, "revision": 1, "sharing": {"visibility": "PUBLIC"}})),
    ),
    row(
        "signIn",
        "mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessTokenExpiresAt } } }",
        |_| input(json!({"email": ADDRESS, "password": PASSWORD})),
    ),
    row(
        "completeSignIn",
        "mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) { tokens { accessTokenExpiresAt } } }",
        |stage| input(json!({"challenge": stage.factors.challenge, "proof": {"code": stage.factors.code}})),
    ),
    row(
        "enrolSecondFactor",
        "mutation ($input: EnrolSecondFactorInput!) { enrolSecondFactor(input: $input) { expiresAt } }",
        |_| input(json!({"password": PASSWORD})),
    ),
    row(
        "confirmSecondFactor",
        "mutation ($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) { secondFactor { recoveryCodesLeft } } }",
        |stage| input(json!({"code": stage.factors.first_code})),
    ),
    row(
        "beginPasskeyRegistration",
        "mutation ($input: BeginPasskeyRegistrationInput!) { beginPasskeyRegistration(input: $input) { expiresAt } }",
        |stage| input(json!({"password": PASSWORD, "proof": {"code": stage.factors.code}})),
    ),
    row(
        "finishPasskeyRegistration",
        "mutation ($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) { passkey { name } } }",
        |stage| input(json!({"credential": stage.factors.made, "name": "Key on the ring"})),
    ),
    row(
        "beginPasskeySignIn",
        "mutation { beginPasskeySignIn { expiresAt } }",
        none,
    ),
    row(
        "finishPasskeySignIn",
        "mutation ($input: FinishPasskeySignInInput!) { finishPasskeySignIn(input: $input) { tokens { accessTokenExpiresAt } } }",
        |stage| input(json!({"credential": stage.factors.entering})),
    ),
    row(
        "beginPasskeyProof",
        "mutation { beginPasskeyProof { expiresAt } }",
        none,
    ),
    row(
        "renamePasskey",
        "mutation ($input: RenamePasskeyInput!) { renamePasskey(input: $input) { passkey { name } } }",
        |stage| input(json!({"id": stage.factors.passkey, "name": "Drawer"})),
    ),
    row(
        "removePasskey",
        "mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) { secondFactor { recoveryCodesLeft } } }",
        |stage| {
            let proof = json!({"passkey": stage.factors.proof});
            input(json!({"id": stage.factors.passkey, "password": PASSWORD, "proof": proof}))
        },
    ),
    row(
        "draftNeed",
        "mutation ($input: DraftNeedInput!) { draftNeed(input: $input) { need { stage } } }",
        |_| input(json!({"state": "QMA", "content": said()})),
    ),
    row(
        "draftOffer",
        "mutation ($input: DraftOfferInput!) { draftOffer(input: $input) { offer { stage } } }",
        |_| input(json!({"state": "QMA", "content": said()})),
    ),
    row(
        "draftOffer",
        "mutation ($input: DraftOfferInput!) { draftOffer(input: $input) { offer { stage } } }",
        |_| input(json!({"organisation": "au", "content": said()})),
    ),
    row(
        "reviseNeed",
        "mutation ($input: ReviseNeedInput!) { reviseNeed(input: $input) { need { revision } } }",
        |stage| input(json!({"id": stage.notices.released, "revision": 1, "content": said()})),
    ),
    row(
        "reviseOffer",
        "mutation ($input: ReviseOfferInput!) { reviseOffer(input: $input) { offer { revision } } }",
        |stage| input(json!({"id": stage.notices.offer, "revision": 1, "content": said()})),
    ),
    row(
        "releaseNotice",
        "mutation ($input: ReleaseNoticeInput!) { releaseNotice(input: $input) { need { stage } } }",
        |stage| input(json!({"id": stage.notices.released, "revision": 1, "visibility": "SECRETARIAT"})),
    ),
    row(
        "releaseNotice",
        "mutation ($input: ReleaseNoticeInput!) { releaseNotice(input: $input) { need { stage } } }",
        |stage| input(json!({"id": stage.notices.need, "revision": 1, "visibility": "PUBLIC"})),
    ),
    row(
        "closeNotice",
        "mutation ($input: CloseNoticeInput!) { closeNotice(input: $input) { need { stage } } }",
        |stage| input(json!({"id": stage.notices.released})),
    ),
    row(
        "withdrawNotice",
        "mutation ($input: WithdrawNoticeInput!) { withdrawNotice(input: $input) { need { stage } } }",
        |stage| input(json!({"id": stage.notices.released})),
    ),
    row(
        "draftProposal",
        "mutation ($input: DraftProposalInput!) { draftProposal(input: $input) { proposal { stage } } }",
        |_| input(json!({"state": "QMA", "content": proposed()})),
    ),
    row(
        "reviseProposal",
        "mutation ($input: ReviseProposalInput!) { reviseProposal(input: $input) { proposal { revision } } }",
        |stage| input(json!({"id": stage.proposals.released, "revision": 1, "content": proposed()})),
    ),
    row(
        "releaseProposal",
        "mutation ($input: ReleaseProposalInput!) { releaseProposal(input: $input) { proposal { version } } }",
        |stage| input(json!({"id": stage.proposals.drafted, "revision": 1, "visibility": "PUBLIC"})),
    ),
    row(
        "releaseProposal",
        "mutation ($input: ReleaseProposalInput!) { releaseProposal(input: $input) { proposal { version } } }",
        |stage| {
            input(json!({
                "id": stage.proposals.released, "revision": 1, "visibility": "MEMBER_STATES",
                "changes": [{"language": "EN", "content": "Narrower."}],
            }))
        },
    ),
    row(
        "closeProposal",
        "mutation ($input: CloseProposalInput!) { closeProposal(input: $input) { proposal { stage } } }",
        |stage| input(json!({"id": stage.proposals.released})),
    ),
    row(
        "withdrawProposal",
        "mutation ($input: WithdrawProposalInput!) { withdrawProposal(input: $input) { proposal { stage } } }",
        |stage| input(json!({"id": stage.proposals.released})),
    ),
    row(
        "cosponsorProposal",
        "mutation ($input: CosponsorProposalInput!) { cosponsorProposal(input: $input) { proposal { cosponsors { version } } } }",
        |stage| input(json!({"id": stage.proposals.of_another, "state": "QMA", "version": 1})),
    ),
    row(
        "leaveProposal",
        "mutation ($input: LeaveProposalInput!) { leaveProposal(input: $input) { proposal { cosponsors { version } } } }",
        |stage| input(json!({"id": stage.proposals.joined, "state": "QMA"})),
    ),
    row(
        "commentProposal",
        "mutation ($input: CommentProposalInput!) { commentProposal(input: $input) { comment { content version } } }",
        |stage| {
            input(json!({
                "id": stage.proposals.of_another, "state": "QMA", "version": 1, "paragraph": "1", "language": "EN",
                "content": "Words of QMA",
            }))
        },
    ),
    row(
        "draftEdition",
        "mutation ($input: DraftEditionInput!) { draftEdition(input: $input) { draft { code stage revision } } }",
        |_| input(json!({"questionnaire": "national-implementation"})),
    ),
    row(
        "changeEditionDraft",
        "mutation ($input: ChangeEditionDraftInput!) { changeEditionDraft(input: $input) { draft { revision } } }",
        |stage| {
            input(json!({
                "id": stage.edition_draft, "revision": 2, "changes": [{"putModule": {"code": "general"}}],
            }))
        },
    ),
    row(
        "takeOverEditionDraft",
        "mutation ($input: TakeOverEditionDraftInput!) { takeOverEditionDraft(input: $input) { draft { revision } } }",
        |stage| input(json!({"id": stage.draft_behind, "revision": 1, "edition": "further-provisions/1"})),
    ),
    row(
        "discardEditionDraft",
        "mutation ($input: DiscardEditionDraftInput!) { discardEditionDraft(input: $input) { draft { stage } } }",
        |stage| input(json!({"id": stage.edition_draft, "revision": 2})),
    ),
    row(
        "publishEditionDraft",
        "mutation ($input: PublishEditionDraftInput!) { publishEditionDraft(input: $input) { edition { code } faults { code } } }",
        |stage| input(json!({"id": stage.edition_draft, "revision": 2})),
    ),
    row(
        "stateContacts",
        "mutation ($input: StateContactsInput!) { stateContacts(input: $input) { statement { isNotified } } }",
        |_| input(json!({"state": "QMA", "directory": "global", "kinds": ["technical"], "visibility": "PUBLIC"})),
    ),
    row(
        "createWebhook",
        "mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { state { code } status } } }",
        |_| input(json!({"state": "QMA", "address": "https://example.org/other", "kinds": ["FILING_RECORDED"]})),
    ),
    row(
        "createWebhook",
        "mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { state { code } status } } }",
        |_| input(json!({"address": "https://example.org/central", "kinds": ["FILING_RECORDED"]})),
    ),
    row(
        "updateWebhook",
        "mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { status } } }",
        |stage| input(json!({"id": stage.hook, "isPaused": true})),
    ),
    row(
        "endWebhook",
        "mutation ($input: EndWebhookInput!) { endWebhook(input: $input) { webhook { status } } }",
        |stage| input(json!({"id": stage.hook})),
    ),
    row(
        "rotateWebhookSecret",
        "mutation ($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) { webhook { status } } }",
        |stage| input(json!({"id": stage.hook})),
    ),
    row(
        "replayWebhook",
        "mutation ($input: ReplayWebhookInput!) { replayWebhook(input: $input) { webhook { status } } }",
        |stage| input(json!({"id": stage.hook, "position": 1})),
    ),
    row(
        "testWebhook",
        "mutation ($input: TestWebhookInput!) { testWebhook(input: $input) { webhook { status } } }",
        |stage| input(json!({"id": stage.hook})),
    ),
    row(
        "makeProgram",
        "mutation ($input: MakeProgramInput!) { makeProgram(input: $input) { program { name scopes } } }",
        |_| {
            input(
                json!({"name": "Another", "role": "READER", "place": {"state": "QMA"}, "scopes": [],
                "expiresAt": "2027-06-01T00:00:00Z"}),
            )
        },
    ),
    row(
        "makeProgram",
        "mutation ($input: MakeProgramInput!) { makeProgram(input: $input) { program { name scopes } } }",
        |_| {
            input(json!({"name": "Another", "role": "ANALYST", "place": {}, "scopes": [],
                "expiresAt": "2027-06-01T00:00:00Z"}))
        },
    ),
    row(
        "renewProgram",
        "mutation ($input: RenewProgramInput!) { renewProgram(input: $input) { program { secrets { isValid } } } }",
        |stage| input(json!({"id": stage.ledger.id, "expiresAt": "2027-06-01T00:00:00Z"})),
    ),
    row(
        "endProgramSecret",
        "mutation ($input: EndProgramSecretInput!) { endProgramSecret(input: $input) { program { secrets { isValid } } } }",
        |stage| input(json!({"id": stage.ledger.id, "secret": stage.ledger.secret})),
    ),
    row(
        "endProgram",
        "mutation ($input: EndProgramInput!) { endProgram(input: $input) { program { name } } }",
        |stage| input(json!({"id": stage.ledger.id})),
    ),
    row(
        "renewRecoveryCodes",
        "mutation ($input: ProveSecondFactorInput!) { renewRecoveryCodes(input: $input) { secondFactor { recoveryCodesLeft } } }",
        |stage| input(json!({"password": PASSWORD, "proof": {"code": stage.factors.code}})),
    ),
    row(
        "endSecondFactor",
        "mutation ($input: ProveSecondFactorInput!) { endSecondFactor(input: $input) { secondFactor { recoveryCodesLeft } } }",
        |stage| input(json!({"password": PASSWORD, "proof": {"code": stage.factors.code}})),
    ),
    row(
        "resetSecondFactor",
        "mutation ($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { account { name } } }",
        |stage| input(json!({"account": stage.factors.account, "reason": "Lost"})),
    ),
    row(
        "setSecondFactorRule",
        "mutation ($input: SetSecondFactorRuleInput!) { setSecondFactorRule(input: $input) { roles } }",
        |_| input(json!({"role": "CLEARER", "isNeeded": true})),
    ),
    row(
        "endSession",
        "mutation ($input: EndSessionInput!) { endSession(input: $input) { session { isCurrent } } }",
        |stage| input(json!({"id": stage.factors.session})),
    ),
    row(
        "linkIdentity",
        "mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { address } }",
        |_| input(json!({"provider": "none", "password": PASSWORD})),
    ),
    row("endOtherSessions", "mutation { endOtherSessions { count } }", none),
    row("signOutEverywhere", "mutation { signOutEverywhere { count } }", none),
    row(
        "refresh",
        "mutation ($input: RefreshInput!) { refresh(input: $input) { tokens { accessTokenExpiresAt } } }",
        |stage| input(json!({"refreshToken": stage.refresh_token})),
    ),
    row(
        "signOut",
        "mutation ($input: SignOutInput!) { signOut(input: $input) { isSignedOut } }",
        |stage| input(json!({"refreshToken": stage.refresh_token})),
    ),
    row(
        "inviteMember",
        "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { status } } }",
        |_| input(json!({"email": "new@example.int", "role": "READER", "place": {"state": "QMA"}})),
    ),
    row(
        "inviteMember",
        "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { status } } }",
        |_| input(json!({"email": "new@example.int", "role": "ACCREDITED_READER", "place": {"state": "QMA"}})),
    ),
    row(
        "inviteMember",
        "mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { status } } }",
        |_| input(json!({"email": "new@example.int", "role": "ADMINISTRATOR", "place": {}})),
    ),
    row(
        "revokeInvitation",
        "mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { status } } }",
        |stage| input(json!({"id": stage.invitation})),
    ),
    row(
        "resendInvitationLetter",
        "mutation ($input: ResendInvitationLetterInput!) { resendInvitationLetter(input: $input) { isMailed
            invitation { status } } }",
        |stage| input(json!({"id": stage.invitation})),
    ),
    row(
        "endMembership",
        "mutation ($input: EndMembershipInput!) { endMembership(input: $input) { membership { isValid } } }",
        |stage| input(json!({"id": stage.membership})),
    ),
    row(
        "suspendAccount",
        "mutation ($input: SuspendAccountInput!) { suspendAccount(input: $input) { account { suspendedAt } } }",
        |stage| input(json!({"id": stage.account})),
    ),
    row(
        "reinstateAccount",
        "mutation ($input: SuspendAccountInput!) { reinstateAccount(input: $input) { account { suspendedAt } } }",
        |stage| input(json!({"id": stage.account})),
    ),
    row(
        "nameMinistry",
        "mutation ($input: NameMinistryInput!) { nameMinistry(input: $input) { ministry { name } } }",
        |_| input(json!({"state": "QMA", "name": "Interior"})),
    ),
    row(
        "compileRound",
        "mutation ($input: CompileRoundInput!) { compileRound(input: $input) { compilation { kind status asOf } } }",
        |_| input(json!({"round": "views-2027", "language": "EN", "format": "DOCX", "readers": "PUBLIC"})),
    ),
    row(
        "openRound",
        "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { stage invitedCount } } }",
        |_| {
            input(json!({
                "key": "views-2030", "title": [], "edition": "views-and-assessments/1", "invited": ["QMA"],
                "mandate": {"provision": "A-RES-69-28/3"}, "closesOn": "2027-06-30",
            }))
        },
    ),
    row(
        "inviteStates",
        "mutation ($input: InviteStatesInput!) { inviteStates(input: $input) { round { invitedCount revision } } }",
        |stage| input(json!({"round": stage.planned, "revision": 1, "invited": ["QMC"]})),
    ),
    row(
        "reviseRound",
        "mutation ($input: ReviseRoundInput!) { reviseRound(input: $input) { round { closesOn revision } } }",
        |stage| input(json!({"round": stage.planned, "revision": 1, "closesOn": "2028-07-31"})),
    ),
    row(
        "extendRound",
        "mutation ($input: ExtendRoundInput!) { extendRound(input: $input) { round { closesOn revision } } }",
        |stage| input(json!({"round": stage.round_2029, "revision": 1, "closesOn": "2027-07-31"})),
    ),
    row(
        "closeRound",
        "mutation ($input: CloseRoundInput!) { closeRound(input: $input) { round { closesOn revision } } }",
        |stage| input(json!({"round": stage.round_2029, "revision": 1})),
    ),
    row(
        "archiveRound",
        "mutation ($input: ArchiveRoundInput!) { archiveRound(input: $input) { round { archivesAt revision } } }",
        |stage| input(json!({"round": stage.round_2029, "revision": 1, "archivesAt": "2027-09-01T00:00:00Z"})),
    ),
    row(
        "cancelRound",
        "mutation ($input: CancelRoundInput!) { cancelRound(input: $input) { key } }",
        |stage| input(json!({"round": stage.planned, "revision": 1})),
    ),
    row(
        "sendInvitations",
        "mutation ($input: AskLettersInput!) { sendInvitations(input: $input) { letterCount } }",
        |stage| input(json!({"round": stage.round_2029, "key": "first"})),
    ),
    row(
        "remindStates",
        "mutation ($input: AskLettersInput!) { remindStates(input: $input) { letterCount } }",
        |stage| input(json!({"round": stage.round_2029, "key": "first"})),
    ),
    row(
        "openSubmission",
        "mutation ($input: OpenSubmissionInput!) { openSubmission(input: $input) { submission { stage } } }",
        |stage| input(json!({"round": stage.round_2029, "state": "QMA"})),
    ),
    row(
        "setSubmissionFields",
        "mutation ($input: SetSubmissionFieldsInput!) { setSubmissionFields(input: $input) { submission { language } } }",
        |stage| input(json!({"submission": stage.draft, "revision": stage.draft_revision, "language": "FR"})),
    ),
    row(
        "assignSection",
        "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { assignment { __typename } } }",
        |stage| input(json!({"submission": stage.draft, "section": "VX", "ministry": stage.ministry})),
    ),
    row(
        "saveAnswers",
        "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { question outcome } } }",
        |stage| {
            input(json!({"submission": stage.draft, "answers": [
                {"question": "VA.authority", "basedOn": 2, "answer": {"shortText": "Another"}},
                {"question": "VT.topic_a", "basedOn": 2, "answer": {"longText": "another"}},
            ]}))
        },
    ),
    row(
        "mergeAnswer",
        "mutation ($input: MergeAnswerInput!) { mergeAnswer(input: $input) { result { outcome revision } merged } }",
        |stage| {
            input(json!({
                "submission": stage.draft, "question": "VT.topic_a", "basedOn": 2, "unmerged": [stage.unmerged],
                "take": {"theirs": stage.unmerged},
            }))
        },
    ),
    row(
        "applyPack",
        "mutation ($input: ApplyPackInput!) { applyPack(input: $input) { results { question outcome } } }",
        |stage| {
            input(json!({"submission": stage.draft, "pack": stage.pack, "answers": ["VA.authority", "VT.topic_a"]}))
        },
    ),
    row(
        "takeUpReply",
        "mutation ($input: TakeUpReplyInput!) { takeUpReply(input: $input) { stored offered } }",
        |stage| input(json!({"submission": stage.draft})),
    ),
    row(
        "arrangeClearance",
        "mutation ($input: ArrangeClearanceInput!) { arrangeClearance(input: $input) { submission { stage } } }",
        |stage| {
            input(json!({"submission": stage.clearing, "section": "VT", "steps": [{"ministries": [stage.ministry]}]}))
        },
    ),
    row(
        "nameSubstitute",
        "mutation ($input: NameSubstituteInput!) { nameSubstitute(input: $input) { submission { stage } } }",
        |stage| {
            input(
                json!({"submission": stage.clearing, "section": "VA", "ministry": stage.ministry, "account": stage.clearer}),
            )
        },
    ),
    row(
        "sendToClearance",
        "mutation ($input: SendToClearanceInput!) { sendToClearance(input: $input) { submission { stage } } }",
        |stage| input(json!({"submission": stage.clearing, "sections": ["VX"]})),
    ),
    row(
        "clearSection",
        "mutation ($input: ClearSectionInput!) { clearSection(input: $input) { submission { stage } } }",
        |stage| input(json!({"submission": stage.clearing, "section": "VA", "ministry": stage.ministry, "turn": 1})),
    ),
    row(
        "returnSection",
        "mutation ($input: ReturnSectionInput!) { returnSection(input: $input) { submission { stage } } }",
        |stage| {
            input(json!({
                "submission": stage.clearing, "section": "VA", "ministry": stage.ministry, "turn": 1, "reason": "too short",
            }))
        },
    ),
    row(
        "recallSections",
        "mutation ($input: RecallSectionsInput!) { recallSections(input: $input) { submission { stage } } }",
        |stage| input(json!({"submission": stage.clearing, "sections": ["VA"]})),
    ),
    row(
        "commentAnswer",
        "mutation ($input: CommentAnswerInput!) { commentAnswer(input: $input) { thread { comments { content } } } }",
        |stage| {
            input(json!({
                "submission": stage.clearing, "question": "VA.authority", "content": "I agree", "thread": stage.thread,
            }))
        },
    ),
    row(
        "resolveThread",
        "mutation ($input: ResolveThreadInput!) { resolveThread(input: $input) { thread { isResolved } } }",
        |stage| input(json!({"thread": stage.thread, "isResolved": true})),
    ),
    row(
        "confirmSection",
        "mutation ($input: ConfirmSectionInput!) { confirmSection(input: $input) { confirmed } }",
        |stage| input(json!({"submission": stage.draft, "section": "VT"})),
    ),
    row(
        "confirmAnswer",
        "mutation ($input: ConfirmAnswerInput!) { confirmAnswer(input: $input) { confirmed } }",
        |stage| input(json!({"submission": stage.draft, "question": "VT.topic_b"})),
    ),
    row(
        "setDraftVisibility",
        "mutation ($input: SetDraftVisibilityInput!) { setDraftVisibility(input: $input) {
            submission { sharing { visibility } } } }",
        |stage| {
            input(json!({
                "submission": stage.draft, "revision": stage.draft_revision, "default": {"visibility": "SECRETARIAT"},
            }))
        },
    ),
    row(
        "switchFourEyes",
        "mutation ($input: SwitchFourEyesInput!) { switchFourEyes(input: $input) { isOn } }",
        |_| input(json!({"state": "QMA", "isOn": false})),
    ),
    row(
        "fileSubmission",
        "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { filing { position } } }",
        |stage| input(json!({"submission": stage.draft, "root": stage.root, "seen": stage.seen})),
    ),
    row(
        "registerHomeKey",
        "mutation ($input: RegisterHomeKeyInput!) { registerHomeKey(input: $input) { key { kid } } }",
        |stage| input(json!({"state": "QMA", "kid": "another", "publicKey": stage.package.public_key})),
    ),
    row(
        "revokeHomeKey",
        "mutation ($input: RevokeHomeKeyInput!) { revokeHomeKey(input: $input) { key { kid } } }",
        |stage| input(json!({"key": stage.package.key})),
    ),
    row(
        "filePackage",
        "mutation ($input: FilePackageInput!) { filePackage(input: $input) { filing { position kind } } }",
        |stage| {
            let package = &stage.package;
            input(json!({"package": package.id, "root": package.root, "seen": package.seen}))
        },
    ),
    row(
        "amendSubmission",
        "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { stage } } }",
        |stage| input(json!({"submission": stage.filed, "revision": stage.filed_revision})),
    ),
    row(
        "withdrawSubmission",
        "mutation ($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { submission { stage } } }",
        |stage| input(json!({"submission": stage.filed, "revision": stage.filed_revision})),
    ),
    row(
        "setVisibility",
        "mutation ($input: SetVisibilityInput!) { setVisibility(input: $input) { filing { answers { questionCode } } } }",
        |stage| {
            input(
                json!({"submission": stage.filed, "revision": stage.filed_revision, "answers": [
                    {"question": "VA.authority", "sharing": {"visibility": "SECRETARIAT"}},
                ]}),
            )
        },
    ),
];
