//! The audit trail: every act, by whom, on what, in the order in which it was done.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::{ReadAudit, Verb};
use domain::id::{AccountId, StateCode};
use store::{AuditEntry, AuditFilter};

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::listing::{Cursor, Page, reckoned};
use crate::graphql::live::ChangedAnswer;
use crate::graphql::node::{self, Sort};
use crate::graphql::record::client_position;
use crate::graphql::state::State;
use crate::graphql::viewer::RoleCode;

/// What was done. Reading leaves no trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "AuditVerb", remote = "Verb")]
pub enum VerbCode {
    /// A round was opened.
    OpenRound,
    /// Further States were invited to a round.
    InviteStates,
    /// A planned round was revised.
    ReviseRound,
    /// A round was given a later last day.
    ExtendRound,
    /// The last day of a round was brought forward.
    CloseRound,
    /// It was said when a round becomes read only.
    ArchiveRound,
    /// A planned round was called off.
    CancelRound,
    /// Letters were asked for that invite States to a round.
    SendInvitations,
    /// Letters were asked for that remind States of a round.
    Remind,
    /// A compilation of a round was asked for.
    CompileRound,
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
    /// A package of the State's own instance was handed in.
    HandInPackage,
    /// A package took the place of the draft.
    TakePackage,
    /// The key of the State's own instance was registered.
    RegisterHomeKey,
    /// The key of the State's own instance was revoked.
    RevokeHomeKey,
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
    /// A session was ended from another one, or because its account was suspended or its second factor changed.
    EndSession,
    /// An account became known by what an identity provider calls its person.
    LinkIdentity,
    /// A secret for a second factor was shown; it counts once a first code has confirmed it.
    BeginFactor,
    /// A second factor was confirmed.
    ConfirmFactor,
    /// A person ended their second factor.
    EndFactor,
    /// The second factor of a person who could not show it any more was removed.
    ResetFactor,
    /// Recovery codes were made, in the place of any before.
    MakeRecoveryCodes,
    /// A recovery code was used.
    UseRecoveryCode,
    /// After a right password, a wrong code was shown.
    RefuseCode,
    /// A passkey was registered.
    AddPasskey,
    /// A passkey was given another name.
    RenamePasskey,
    /// A person removed a passkey of theirs.
    RemovePasskey,
    /// A passkey was shown and refused: its signature was false, nobody was verified, or its counter went back.
    RefusePasskey,
    /// A program of an integrator was made.
    MakeProgram,
    /// A program was given a further secret.
    RenewProgram,
    /// A secret of a program was ended.
    EndProgramSecret,
    /// A program was ended.
    EndProgram,
    /// A webhook was made.
    CreateWebhook,
    /// A webhook was given another address or other kinds, was paused, or goes on.
    UpdateWebhook,
    /// A webhook was ended.
    EndWebhook,
    /// A webhook was given another secret.
    RotateWebhookSecret,
    /// What happened before was sent to a webhook again.
    ReplayWebhook,
    /// A need or an offer of a State was drafted or revised.
    DraftNotice,
    /// A need or an offer of a State was released.
    ReleaseNotice,
    /// A need of a State was met, or an offer of it closed.
    CloseNotice,
    /// A need or an offer of a State was taken back.
    WithdrawNotice,
    /// An offer of an organisation was drafted, revised, released, closed or taken back.
    KeepOrganisationOffers,
    /// It was said where points of contact of a State are notified.
    StateContacts,
    /// A proposal of a State was drafted or revised.
    DraftProposal,
    /// A version of a proposal of a State was released.
    ReleaseProposal,
    /// A proposal of a State was closed.
    CloseProposal,
    /// A proposal of a State was taken back.
    WithdrawProposal,
    /// A State put its name under a proposal of another one, or took it away.
    CosponsorProposal,
    /// A State commented on a proposal.
    CommentProposal,
    /// Somebody was invited to review filed answers of a State.
    InviteReview,
    /// A review of a State's answers was given a later end.
    ExtendReview,
    /// A review of a State's answers was ended.
    EndReview,
    /// The reply of a State to a review was drafted or revised.
    DraftReviewReply,
    /// The reply of a State to a review was sent.
    SendReviewReply,
    /// A State took up the invitation to a review.
    AcceptReview,
    /// A State turned down the invitation to a review.
    DeclineReview,
    /// The text of a review was drafted or revised.
    DraftReview,
    /// The text of a review was delivered.
    DeliverReview,
    /// A State agreed that the texts of a review are published, or took that back.
    AgreeToReview,
    /// A reviewer of an organisation took up or turned down a review, drafted or delivered it, or agreed to its publication.
    ReviewForOrganisation,
    /// A person who was invited took up or turned down a review, drafted or delivered it, or agreed to its publication.
    ReviewInPerson,
    /// The draft of an edition was begun or changed.
    DraftEdition,
    /// The draft of an edition was discarded.
    DiscardEditionDraft,
    /// The draft of an edition was published.
    PublishEdition,
    /// It was set whether a role needs a second factor.
    RequireFactor,
    /// A signing key was made.
    MakeKey,
    /// A signing key was retired.
    RetireKey,
}

/// Somebody in the audit trail.
#[derive(Clone, Debug, SimpleObject)]
pub struct AuditPerson {
    /// The account.
    id: ID,
    /// The name, for the State's own people where it is one of theirs.
    name: Option<String>,
}

/// An entry of the audit trail.
pub struct Entry {
    entry: AuditEntry,
    names: Arc<HashMap<AccountId, String>>,
}

impl Entry {
    fn person_of(&self, account: AccountId) -> AuditPerson {
        AuditPerson {
            id: node::id(Sort::Account, account.to_string()),
            name: self.names.get(&account).cloned(),
        }
    }
}

/// An entry of the audit trail: written with what was done, and never changed. It holds ids and codes, never what an answer
/// or a comment says.
#[Object(name = "AuditEntry")]
impl Entry {
    /// Its place in the trail. Places rise, and some are left out: what was taken back had one.
    async fn position(&self) -> i32 {
        i32::try_from(self.entry.position).unwrap_or(i32::MAX)
    }

    /// When it was done.
    async fn at(&self) -> DateTime<Utc> {
        self.entry.at
    }

    /// By whom; nobody for what was done on the command line.
    async fn person(&self) -> Option<AuditPerson> {
        self.entry.person.map(|account| self.person_of(account))
    }

    /// What was done.
    async fn verb(&self) -> VerbCode {
        self.entry.verb.into()
    }

    /// The State that it belongs to; none where it belongs to the secretariat or to the house.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), self.entry.state.as_ref()?)
    }

    /// What it was done to.
    async fn subject(&self) -> Option<ID> {
        let subject = self.entry.subject.as_ref()?;
        Some(node::id(sort(self.entry.verb), subject))
    }

    /// The codes of the sections that it was done to, where it was done to whole sections.
    async fn sections(&self) -> &[String] {
        &self.entry.trace.sections
    }

    /// The answers that it was done to.
    async fn answers(&self) -> Vec<ChangedAnswer> {
        match &self.entry.subject {
            Some(submission) => ChangedAnswer::all(submission, &self.entry.trace.questions),
            None => Vec::new(),
        }
    }

    /// The ministries that it is about.
    async fn ministries(&self) -> Vec<ID> {
        let ministries = self.entry.trace.ministries.iter();
        ministries.map(|id| node::id(Sort::Ministry, id.to_string())).collect()
    }

    /// The people that it is about: who a section is given to, who stands in, who is mentioned.
    async fn people(&self) -> Vec<AuditPerson> {
        let people = self.entry.trace.people.iter();
        people.map(|account| self.person_of(*account)).collect()
    }

    /// The position of the register that came of it, or that it is about.
    async fn register_position(&self) -> Option<i32> {
        self.entry.trace.position.map(client_position)
    }

    /// The role that it is about, where it is about one.
    async fn role(&self) -> Option<RoleCode> {
        self.entry.trace.role.map(RoleCode::from)
    }

    /// Why it was done, where that had to be said.
    async fn reason(&self) -> Option<&str> {
        self.entry.trace.reason.as_deref()
    }
}

/// What the subject of a verb is the id of.
const fn sort(verb: Verb) -> Sort {
    match verb {
        Verb::OpenRound
        | Verb::InviteStates
        | Verb::ReviseRound
        | Verb::ExtendRound
        | Verb::CloseRound
        | Verb::ArchiveRound
        | Verb::CancelRound
        | Verb::SendInvitations
        | Verb::Remind => Sort::Round,
        Verb::OpenSubmission
        | Verb::SetSubmissionFields
        | Verb::Assign
        | Verb::SaveAnswers
        | Verb::MergeAnswer
        | Verb::ConfirmAnswers
        | Verb::SetDraftVisibility
        | Verb::ArrangeClearance
        | Verb::SendToClearance
        | Verb::Clear
        | Verb::Return
        | Verb::Recall
        | Verb::CommentAnswer
        | Verb::ResolveThread
        | Verb::FileSubmission
        | Verb::Amend
        | Verb::Withdraw
        | Verb::TakePackage
        | Verb::SetVisibility => Sort::Submission,
        Verb::HandInPackage => Sort::Package,
        Verb::RegisterHomeKey | Verb::RevokeHomeKey => Sort::HomeKey,
        Verb::KeepEvidence | Verb::ShareEvidence | Verb::ChangeFiledEvidence => Sort::Evidence,
        Verb::DraftProposal
        | Verb::ReleaseProposal
        | Verb::CloseProposal
        | Verb::WithdrawProposal
        | Verb::CosponsorProposal
        | Verb::CommentProposal => Sort::Proposal,
        Verb::InviteReview
        | Verb::ExtendReview
        | Verb::EndReview
        | Verb::DraftReviewReply
        | Verb::SendReviewReply
        | Verb::AcceptReview
        | Verb::DeclineReview
        | Verb::DraftReview
        | Verb::DeliverReview
        | Verb::AgreeToReview
        | Verb::ReviewForOrganisation
        | Verb::ReviewInPerson => Sort::Review,
        Verb::DraftEdition | Verb::DiscardEditionDraft | Verb::PublishEdition => Sort::EditionDraft,
        Verb::DraftNotice
        | Verb::ReleaseNotice
        | Verb::CloseNotice
        | Verb::WithdrawNotice
        | Verb::KeepOrganisationOffers => Sort::Notice,
        Verb::SwitchFourEyes | Verb::StateContacts => Sort::State,
        Verb::KeepMinistries => Sort::Ministry,
        Verb::InviteMember | Verb::AcceptInvitation | Verb::RevokeInvitation => Sort::Invitation,
        Verb::BeginMembership | Verb::EndMembership => Sort::Membership,
        Verb::OpenAccount
        | Verb::SuspendAccount
        | Verb::ReinstateAccount
        | Verb::LinkIdentity
        | Verb::BeginFactor
        | Verb::ConfirmFactor
        | Verb::EndFactor
        | Verb::ResetFactor
        | Verb::MakeRecoveryCodes
        | Verb::UseRecoveryCode
        | Verb::RefuseCode
        | Verb::MakeProgram
        | Verb::RenewProgram
        | Verb::EndProgramSecret
        | Verb::EndProgram => Sort::Account,
        Verb::AddPasskey | Verb::RenamePasskey | Verb::RemovePasskey | Verb::RefusePasskey => Sort::Passkey,
        Verb::CreateWebhook
        | Verb::UpdateWebhook
        | Verb::EndWebhook
        | Verb::RotateWebhookSecret
        | Verb::ReplayWebhook => Sort::Webhook,
        Verb::CompileRound => Sort::Compilation,
        Verb::RequireFactor => Sort::FactorRule,
        Verb::SignIn | Verb::SignOut | Verb::RefuseReusedToken | Verb::EndSession => Sort::Session,
        Verb::MakeKey | Verb::RetireKey => Sort::Key,
    }
}

/// The audit trail.
#[derive(Default)]
pub struct TrailQuery;

#[Object]
impl TrailQuery {
    /// The audit trail, the newest first: of a State, for its focal points, its publishing authorities and auditors; of
    /// everything, for auditors. Narrowed down to a person, to what it was done to, and to a time (`from` included, `to`
    /// not).
    #[expect(
        clippy::too_many_arguments,
        reason = "one argument for each filter, as GraphQL has them"
    )]
    #[graphql(complexity = "5 + reckoned(first, None) * child_complexity")]
    async fn audit_trail(
        &self,
        ctx: &Context<'_>,
        state: Option<String>,
        person: Option<ID>,
        subject: Option<ID>,
        from: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor, Entry>, Fault> {
        let call = Call::of(ctx);
        let page = Page {
            first,
            after,
            ..Page::default()
        };
        let slice = page.check()?;
        let before = slice.after.map(|text| text.parse::<i64>()).transpose();
        let before = before.map_err(|_| Fault::invalid().at("after"))?;
        let state = state.map(StateCode::new).transpose();
        let state = state.map_err(|_| Fault::invalid().at("state"))?;
        let person = person
            .map(|id| node::key(Sort::Account, &id).map(AccountId))
            .transpose()?;
        let subject = subject
            .map(|id| node::split(&id).ok_or_else(Fault::not_found))
            .transpose()?;
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Err(Fault::invalid().at("to"));
        }
        let mut connection = Connection::new(before.is_some(), false);
        let states = readable(call, state);
        if states.as_ref().is_some_and(Vec::is_empty) {
            return Ok(connection);
        }
        let filter = AuditFilter {
            states,
            person,
            subject: subject.map(|(_, key)| key),
            from,
            to,
        };
        let snapshot = call.snapshot().await?;
        let wanted = u32::try_from(slice.limit).unwrap_or(u32::MAX);
        let mut entries = snapshot.audit_trail(&filter, before, wanted + 1).await?;
        connection.has_next_page = entries.len() > slice.limit;
        entries.truncate(slice.limit);
        let people = entries
            .iter()
            .flat_map(|entry| entry.person.iter().chain(&entry.trace.people));
        let people: BTreeSet<AccountId> = people.copied().collect();
        let known = snapshot.accounts(&people).await?.into_iter();
        let names = known.map(|account| (account.id, account.name.as_str().to_owned()));
        let names = Arc::new(names.collect::<HashMap<_, _>>());
        let edges = entries.into_iter().map(|entry| {
            let cursor = Cursor(entry.position.to_string());
            let names = Arc::clone(&names);
            Edge::new(cursor, Entry { entry, names })
        });
        connection.edges = edges.collect();
        Ok(connection)
    }
}

/// The States whose trail the caller may read, of those that are asked for; nothing stands for all there is.
fn readable(call: &Call, asked: Option<StateCode>) -> Option<Vec<StateCode>> {
    let may = |state: Option<&StateCode>| {
        let state = state.cloned();
        call.actor().may(&ReadAudit { state }).is_ok()
    };
    match asked {
        Some(state) => Some(Some(state).filter(|state| may(Some(state))).into_iter().collect()),
        None if may(None) => None,
        None => {
            let own = call.scope().read_states.iter();
            Some(own.filter(|state| may(Some(state))).cloned().collect())
        }
    }
}
