//! The one table of who may do what.

use std::fmt::Write as _;

use crate::access::{ActKind, Role, TokenScope, TokenScopes};

/// How far a role reaches with an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Not at all.
    Never,
    /// The sections given to the person, or to the ministry that the membership is in.
    Assigned,
    /// The sections given to the ministry that the membership is in.
    Ministry,
    /// What belongs to the State of the membership; of accounts, the own one.
    Own,
    /// What a State has let this reader see, by visibility, audience and embargo.
    Granted,
    /// Everything.
    All,
}

impl Reach {
    /// Every reach.
    pub const ALL: [Self; 6] = [
        Self::Never,
        Self::Assigned,
        Self::Ministry,
        Self::Own,
        Self::Granted,
        Self::All,
    ];

    /// The word in the printed table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Assigned => "assigned",
            Self::Ministry => "ministry",
            Self::Own => "own",
            Self::Granted => "granted",
            Self::All => "all",
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Anybody at all, without signing in.
    Anyone,
    /// Anybody with an account, whatever the memberships.
    SignedIn,
    /// Who holds a role.
    Member(Role),
}

/// How many columns the table has: two, and one for each role.
const PARTIES: usize = 2 + Role::ALL.len();

impl Party {
    /// Every party, in the order of the columns.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Anyone, Self::SignedIn]
            .into_iter()
            .chain(Role::ALL.into_iter().map(Self::Member))
    }

    /// The heading in the printed table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::SignedIn => "signed_in",
            Self::Member(role) => role.code(),
        }
    }

    const fn column(self) -> usize {
        match self {
            Self::Anyone => 0,
            Self::SignedIn => 1,
            Self::Member(role) => 2 + role as usize,
        }
    }
}

/// How far a party reaches with an act.
pub const fn reach(party: Party, act: ActKind) -> Reach {
    row(act)[party.column()]
}

/// What an act asks of the token of a program, beside the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForPrograms {
    /// Any token is good enough.
    Always,
    /// The token has to have this scope.
    With(TokenScope),
    /// It is for people, whatever the role.
    Never,
}

impl ForPrograms {
    /// The cell of the printed table.
    const fn code(self) -> &'static str {
        match self {
            Self::Always => "any",
            Self::With(scope) => scope.code(),
            Self::Never => "-",
        }
    }

    /// Whether a token with these scopes is good for it.
    pub const fn admits(self, scopes: TokenScopes) -> bool {
        match self {
            Self::Always => true,
            Self::With(scope) => scopes.has(scope),
            Self::Never => false,
        }
    }
}

/// What an act asks of the token of a program. A scope only takes away: the role has to reach as well.
pub const fn for_programs(act: ActKind) -> ForPrograms {
    match act {
        ActKind::ReadOwnAccount => ForPrograms::Always,
        ActKind::ReadCatalogue
        | ActKind::ReadRound
        | ActKind::ReadParticipation
        | ActKind::ReadSubmission
        | ActKind::ReadDraft
        | ActKind::ReadFiling
        | ActKind::ReadEvidence
        | ActKind::ReadNotices
        | ActKind::ReadProposals
        | ActKind::ReadReviews
        | ActKind::ReadAggregate
        | ActKind::ReadHiddenAggregate
        | ActKind::ReadRegister
        | ActKind::ReadStateSettings => ForPrograms::With(TokenScope::Read),
        ActKind::SaveAnswers
        | ActKind::MergeAnswer
        | ActKind::ConfirmAnswers
        | ActKind::CommentAnswer
        | ActKind::ResolveThread
        | ActKind::DraftNotice
        | ActKind::DraftProposal => ForPrograms::With(TokenScope::Draft),
        ActKind::KeepEvidence => ForPrograms::With(TokenScope::Evidence),
        // Signing, administering, deciding who reads, and what only concerns people.
        ActKind::ReadForClearance
        | ActKind::ReadAudit
        | ActKind::ReadMembers
        | ActKind::ReadInvitations
        | ActKind::OpenSubmission
        | ActKind::SetSubmissionFields
        | ActKind::Assign
        | ActKind::ShareEvidence
        | ActKind::ChangeFiledEvidence
        | ActKind::SetDraftVisibility
        | ActKind::ArrangeClearance
        | ActKind::SendToClearance
        | ActKind::Clear
        | ActKind::Return
        | ActKind::Recall
        | ActKind::FileSubmission
        | ActKind::Amend
        | ActKind::Withdraw
        | ActKind::SetVisibility
        | ActKind::HandInPackage
        | ActKind::TakePackage
        | ActKind::RegisterHomeKey
        | ActKind::RevokeHomeKey
        | ActKind::SwitchFourEyes
        | ActKind::KeepMinistries
        | ActKind::OpenRound
        | ActKind::InviteStates
        | ActKind::ReviseRound
        | ActKind::ExtendRound
        | ActKind::CloseRound
        | ActKind::ArchiveRound
        | ActKind::CancelRound
        | ActKind::CompileRound
        | ActKind::SendInvitations
        | ActKind::Remind
        | ActKind::KeepInstruments
        | ActKind::ReadEditionDrafts
        | ActKind::DraftEdition
        | ActKind::DiscardEditionDraft
        | ActKind::PublishEdition
        | ActKind::Translate
        | ActKind::InviteMember
        | ActKind::EndMembership
        | ActKind::SuspendAccount
        | ActKind::RequireFactor
        | ActKind::ResetFactor
        | ActKind::ChangeOwnAccount
        | ActKind::KeepWebhooks
        | ActKind::KeepCentralWebhooks
        | ActKind::ReleaseNotice
        | ActKind::CloseNotice
        | ActKind::WithdrawNotice
        | ActKind::KeepOrganisationOffers
        | ActKind::StateContacts
        | ActKind::ReleaseProposal
        | ActKind::CloseProposal
        | ActKind::WithdrawProposal
        | ActKind::CosponsorProposal
        | ActKind::CommentProposal
        | ActKind::InviteReview
        | ActKind::ExtendReview
        | ActKind::EndReview
        | ActKind::DraftReviewReply
        | ActKind::SendReviewReply
        | ActKind::AcceptReview
        | ActKind::DeclineReview
        | ActKind::DraftReview
        | ActKind::DeliverReview
        | ActKind::AgreeToReview
        | ActKind::ReviewForOrganisation
        | ActKind::ReviewInPerson
        | ActKind::RotateKeys => ForPrograms::Never,
    }
}

/// One row: a reach for every party. A new role makes every row one column short, a new act lacks its row; neither
/// compiles.
#[rustfmt::skip]
#[expect(
    clippy::match_same_arms,
    clippy::too_many_lines,
    reason = "the table has one line for each act"
)]
const fn row(act: ActKind) -> [Reach; PARTIES] {
    use Reach::{All, Granted};
    const NO: Reach = Reach::Never;
    const ASG: Reach = Reach::Assigned;
    const MIN: Reach = Reach::Ministry;
    const OWN: Reach = Reach::Own;
    const GRA: Reach = Granted;
    const ALL: Reach = All;
    match act {
        //                                  any  sig  con  cle  foc  pub  rea  sec  cat  ana  aud  adm  acc
        ActKind::ReadCatalogue          => [ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL],
        ActKind::ReadRound              => [ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL],
        ActKind::ReadParticipation      => [NO,  NO,  OWN, OWN, OWN, OWN, OWN, ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::ReadSubmission         => [NO,  NO,  OWN, OWN, OWN, OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ReadDraft              => [NO,  NO,  ASG, MIN, OWN, OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ReadForClearance       => [NO,  NO,  NO,  ASG, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ReadFiling             => [GRA, GRA, GRA, GRA, GRA, GRA, GRA, GRA, GRA, GRA, GRA, GRA, GRA],
        ActKind::ReadEvidence           => [GRA, GRA, OWN, OWN, OWN, OWN, OWN, GRA, GRA, GRA, GRA, GRA, GRA],
        ActKind::ReadNotices            => [GRA, GRA, OWN, OWN, OWN, OWN, OWN, GRA, GRA, GRA, GRA, GRA, GRA],
        ActKind::ReadProposals          => [GRA, GRA, OWN, OWN, OWN, OWN, OWN, GRA, GRA, GRA, GRA, GRA, GRA],
        ActKind::ReadReviews            => [NO,  NO,  NO,  NO,  OWN, OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ReadEditionDrafts      => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO ],
        ActKind::ReadAggregate          => [ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL],
        ActKind::ReadHiddenAggregate    => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO ],
        ActKind::ReadRegister           => [ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL],
        ActKind::ReadAudit              => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  ALL, NO,  NO ],
        ActKind::ReadStateSettings      => [NO,  NO,  OWN, OWN, OWN, OWN, OWN, NO,  NO,  NO,  ALL, NO,  NO ],
        ActKind::ReadMembers            => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  ALL, NO ],
        ActKind::ReadInvitations        => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO ],
        ActKind::ReadOwnAccount         => [NO,  OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN],
        //                                  any  sig  con  cle  foc  pub  rea  sec  cat  ana  aud  adm  acc
        ActKind::OpenSubmission         => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::SetSubmissionFields    => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::Assign                 => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::SaveAnswers            => [NO,  NO,  ASG, NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::MergeAnswer            => [NO,  NO,  ASG, NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ConfirmAnswers         => [NO,  NO,  ASG, NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::KeepEvidence           => [NO,  NO,  OWN, NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ShareEvidence          => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ChangeFiledEvidence    => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::SetDraftVisibility     => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ArrangeClearance       => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::SendToClearance        => [NO,  NO,  ASG, NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::Clear                  => [NO,  NO,  NO,  ASG, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::Return                 => [NO,  NO,  NO,  ASG, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::Recall                 => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::CommentAnswer          => [NO,  NO,  OWN, OWN, OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ResolveThread          => [NO,  NO,  OWN, OWN, OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::FileSubmission         => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::Amend                  => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::Withdraw               => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::SetVisibility          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::HandInPackage          => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::TakePackage            => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::RegisterHomeKey        => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::RevokeHomeKey          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::SwitchFourEyes         => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::KeepMinistries         => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::OpenRound              => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::InviteStates           => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::ReviseRound            => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::ExtendRound            => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::CloseRound             => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::ArchiveRound           => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::CancelRound            => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::CompileRound           => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::SendInvitations        => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::Remind                 => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::KeepInstruments        => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO ],
        ActKind::DraftEdition           => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO ],
        ActKind::DiscardEditionDraft    => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO ],
        ActKind::PublishEdition         => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO ],
        ActKind::Translate              => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO ],
        ActKind::InviteMember           => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO ],
        ActKind::EndMembership          => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO ],
        ActKind::SuspendAccount         => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO ],
        ActKind::RequireFactor          => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO ],
        ActKind::ResetFactor            => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO ],
        ActKind::ChangeOwnAccount       => [NO,  OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN],
        ActKind::KeepWebhooks           => [NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::KeepCentralWebhooks    => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO,  NO,  NO,  NO,  NO ],
        ActKind::DraftNotice            => [NO,  NO,  OWN, NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ReleaseNotice          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::CloseNotice            => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::WithdrawNotice         => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::KeepOrganisationOffers => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OWN],
        ActKind::StateContacts          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::DraftProposal          => [NO,  NO,  OWN, NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ReleaseProposal        => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::CloseProposal          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::WithdrawProposal       => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::CosponsorProposal      => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::CommentProposal        => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::InviteReview           => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ExtendReview           => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::EndReview              => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::DraftReviewReply       => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::SendReviewReply        => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::AcceptReview           => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::DeclineReview          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::DraftReview            => [NO,  NO,  NO,  NO,  OWN, OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::DeliverReview          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::AgreeToReview          => [NO,  NO,  NO,  NO,  NO,  OWN, NO,  NO,  NO,  NO,  NO,  NO,  NO ],
        ActKind::ReviewForOrganisation  => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OWN],
        ActKind::ReviewInPerson         => [NO,  OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN],
        ActKind::RotateKeys             => [NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  ALL, NO ],
    }
}

/// The whole table in Markdown, as `docs/access.md` holds it: an act a row, a party a column.
pub fn table() -> String {
    let mut text = String::from(
        "# Who may do what\n\nPrinted from `domain/src/access/policy.rs` by `script/bless`; a test holds it. A dash is *never*. *assigned*: the\n\
         sections given to the person or to the ministry of the membership; *ministry*: the sections given to that ministry;\n\
         *own*: what belongs to the State of the membership, and of accounts the own one; *granted*: what a State has let this\n\
         reader see, by visibility, audience and embargo. A person has the sum of *anyone*, *signed_in* and every role held now.\n\
         *program*: what a program of an integrator may do by its role, the scope that its token has to have; a dash is for\n\
         people alone. What *anyone* may do, any token may.\n\n",
    );
    let mut line = |first: &str, cells: &mut dyn Iterator<Item = &'static str>| {
        let _ = write!(text, "| {first} |");
        for cell in cells {
            let _ = write!(text, " {cell} |");
        }
        text.push('\n');
    };
    line("act", &mut Party::all().map(Party::code).chain(["program"]));
    line("---", &mut Party::all().map(|_| "---").chain(["---"]));
    for act in ActKind::ALL {
        line(
            act.code(),
            &mut Party::all()
                .map(|party| match reach(party, *act) {
                    Reach::Never => "-",
                    reach @ (Reach::Assigned | Reach::Ministry | Reach::Own | Reach::Granted | Reach::All) => {
                        reach.code()
                    }
                })
                .chain([for_programs(*act).code()]),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_table_is_the_policy() {
        let printed = include_str!("../../../docs/access.md");
        assert!(
            printed == table(),
            "docs/access.md differs from the policy: read the change, then run script/bless\n{}",
            table()
        );
    }

    #[test]
    fn columns_stand_in_the_order_of_the_parties() {
        for (index, party) in Party::all().enumerate() {
            assert_eq!(party.column(), index, "{}", party.code());
        }
    }

    #[test]
    fn a_program_reaches_nothing_that_signs_or_administers() {
        use ActKind::{Clear, FileSubmission, InviteMember, Return, SetVisibility, SwitchFourEyes, Withdraw};
        for act in [
            Clear,
            Return,
            FileSubmission,
            Withdraw,
            SetVisibility,
            SwitchFourEyes,
            InviteMember,
        ] {
            assert_eq!(for_programs(act), ForPrograms::Never, "{}", act.code());
        }
        let all = TokenScopes::of(TokenScope::ALL);
        for act in ActKind::ALL {
            // More scopes never take away, and reading alone changes nothing.
            let asks = for_programs(*act);
            assert!(!asks.admits(TokenScopes::READ) || asks.admits(all), "{}", act.code());
            if act.is_writing() {
                assert!(!asks.admits(TokenScopes::READ), "{}", act.code());
            }
        }
    }

    #[test]
    fn signing_in_and_roles_never_take_anything_away() {
        for act in ActKind::ALL {
            for role in Role::ALL {
                for lesser in [Party::Anyone, Party::SignedIn] {
                    if reach(lesser, *act) != Reach::Never {
                        assert_ne!(reach(Party::Member(role), *act), Reach::Never, "{role} {}", act.code());
                    }
                }
            }
        }
    }

    #[test]
    fn nobody_writes_without_signing_in_and_only_reading_is_granted() {
        for act in ActKind::ALL.iter().filter(|act| act.is_writing()) {
            assert_eq!(reach(Party::Anyone, *act), Reach::Never, "{}", act.code());
            for party in Party::all() {
                assert_ne!(reach(party, *act), Reach::Granted, "{} {}", party.code(), act.code());
            }
        }
    }

    #[test]
    fn the_secretariat_never_touches_what_belongs_to_a_state() {
        let of_a_state = [
            ActKind::ReadSubmission,
            ActKind::ReadDraft,
            ActKind::OpenSubmission,
            ActKind::SetSubmissionFields,
            ActKind::Assign,
            ActKind::SaveAnswers,
            ActKind::MergeAnswer,
            ActKind::ConfirmAnswers,
            ActKind::KeepEvidence,
            ActKind::ShareEvidence,
            ActKind::ChangeFiledEvidence,
            ActKind::SetDraftVisibility,
            ActKind::ArrangeClearance,
            ActKind::SendToClearance,
            ActKind::Clear,
            ActKind::Return,
            ActKind::Recall,
            ActKind::CommentAnswer,
            ActKind::ResolveThread,
            ActKind::FileSubmission,
            ActKind::Amend,
            ActKind::Withdraw,
            ActKind::SetVisibility,
            ActKind::HandInPackage,
            ActKind::TakePackage,
            ActKind::RegisterHomeKey,
            ActKind::RevokeHomeKey,
            ActKind::SwitchFourEyes,
        ];
        for act in of_a_state {
            for role in Role::ALL.into_iter().filter(|role| !role.is_national()) {
                assert_eq!(reach(Party::Member(role), act), Reach::Never, "{role} {}", act.code());
            }
        }
    }

    #[test]
    fn only_the_publishing_authority_changes_what_is_filed() {
        for act in [
            ActKind::FileSubmission,
            ActKind::Withdraw,
            ActKind::SetVisibility,
            ActKind::ChangeFiledEvidence,
            ActKind::TakePackage,
            ActKind::RegisterHomeKey,
            ActKind::RevokeHomeKey,
            ActKind::SwitchFourEyes,
        ] {
            for party in Party::all() {
                let expected = if party == Party::Member(Role::PublishingAuthority) {
                    Reach::Own
                } else {
                    Reach::Never
                };
                assert_eq!(reach(party, act), expected, "{} {}", party.code(), act.code());
            }
        }
    }
}
