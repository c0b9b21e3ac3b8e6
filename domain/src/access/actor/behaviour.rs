//! What each party can do, said once more in situations instead of reaches, and every cell of the policy changed.
//!
//! The policy says `own` or `assigned`; this says whose section, whose State, whose account, and
//! [`covers`], through which [`Actor::may`] and [`Actor::permit`] decide, has to make the same of both. Then each cell of the
//! policy is changed to each other reach, and the decisions are made again with the changed cell: a **mutant**. One that
//! decides as before in every situation that its act can be in cannot be told from the policy by anything that anybody does:
//! [`why_alike`] has the reasons, and no mutant without one goes unnoticed.
//!
//! What this does not prove: that a resolver asks for the right act on the right subject. The access tables of `tests/it` do,
//! and `tests/it/access/cells.rs` says which cells they show.

use std::collections::BTreeSet;

use super::tests::{me, member, ministry, state};
use super::*;
use crate::access::Place;
use crate::access::policy::Party;
use crate::id::OrganisationId;

/// A situation that an act can be in: what its subject is to the person, who is of the ministry 1 of `QMA`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    /// A section of `QMA` that is given to the person.
    Mine,
    /// One that is given to the person's ministry.
    Ours,
    /// One that is given to another ministry.
    Theirs,
    /// One that is given to nobody.
    Free,
    /// A section of `QMB`, though it were given to the person.
    Foreign,
    /// What belongs to `QMA`.
    Home,
    /// What belongs to `QMB`.
    Abroad,
    /// What belongs to no State.
    Central,
    /// The person's own account.
    Oneself,
    /// Another account.
    Somebody,
    /// What belongs to the unit of an organisation that the person is of.
    Unit,
    /// What belongs to the unit of another organisation, which `QMA` is a member of.
    OtherUnit,
}

use At::{Abroad, Central, Foreign, Free, Home, Mine, Oneself, OtherUnit, Ours, Somebody, Theirs, Unit};

const SECTION: &[At] = &[Mine, Ours, Theirs, Free, Foreign];
const STATE: &[At] = &[Home, Abroad];
/// A place is a State, an organisation or the secretariat, and the trail is a State's or all of it.
const PLACE: &[At] = &[Home, Abroad, Central];
const CENTRE: &[At] = &[Central];
const ACCOUNT: &[At] = &[Oneself, Somebody];
const UNITS: &[At] = &[Unit, OtherUnit];

/// The sections of the own State, whoever has them.
const WHOLE: &[At] = &[Mine, Ours, Theirs, Free];

fn organisation(id: &str) -> OrganisationId {
    OrganisationId::new(id).unwrap()
}

const NATIONAL: [Role; 5] = [
    Role::Contributor,
    Role::Clearer,
    Role::FocalPoint,
    Role::PublishingAuthority,
    Role::Reader,
];
const TALKING: [Role; 4] = [
    Role::Contributor,
    Role::Clearer,
    Role::FocalPoint,
    Role::PublishingAuthority,
];
const BOTH: [Role; 2] = [Role::FocalPoint, Role::PublishingAuthority];

/// Who does an act, and where: everybody, everybody who has signed in, or roles.
enum Who {
    Anybody(&'static [At]),
    SignedIn(&'static [At]),
    Roles(Vec<(Role, &'static [At])>),
}

/// In which situations an act can be, and who does it in which of them.
#[expect(clippy::too_many_lines, reason = "a table, with a line for each act")]
fn behaviour(act: ActKind) -> (&'static [At], Who) {
    let roles = |roles: &[Role], at: &'static [At]| Who::Roles(roles.iter().map(|role| (*role, at)).collect());
    let one = |role: Role, at: &'static [At]| roles(&[role], at);
    let drafting = || Who::Roles(vec![(Role::Contributor, &[Mine, Ours]), (Role::FocalPoint, WHOLE)]);
    let keeping = || Who::Roles(vec![(Role::FocalPoint, &[Home]), (Role::Administrator, PLACE)]);
    match act {
        ActKind::ReadCatalogue | ActKind::ReadRound | ActKind::ReadAggregate | ActKind::ReadRegister => {
            (CENTRE, Who::Anybody(CENTRE))
        }
        ActKind::ReadFiling | ActKind::ReadEvidence | ActKind::ReadNotices | ActKind::ReadProposals => {
            (STATE, Who::Anybody(STATE))
        }
        ActKind::ReadParticipation => {
            let mut who: Vec<(Role, &'static [At])> = NATIONAL.map(|role| (role, &[Home][..])).to_vec();
            who.push((Role::SecretariatOfficer, STATE));
            (STATE, Who::Roles(who))
        }
        ActKind::ReadSubmission => (STATE, roles(&NATIONAL, &[Home])),
        ActKind::ReadDraft => (
            SECTION,
            Who::Roles(vec![
                (Role::Contributor, &[Mine, Ours]),
                (Role::Clearer, &[Ours]),
                (Role::FocalPoint, WHOLE),
                (Role::PublishingAuthority, WHOLE),
                (Role::Reader, WHOLE),
            ]),
        ),
        ActKind::ReadForClearance | ActKind::Clear | ActKind::Return => (SECTION, one(Role::Clearer, &[Mine, Ours])),
        ActKind::ReadHiddenAggregate => (CENTRE, one(Role::Analyst, CENTRE)),
        ActKind::ReadAudit => (
            PLACE,
            Who::Roles(vec![
                (Role::FocalPoint, &[Home]),
                (Role::PublishingAuthority, &[Home]),
                (Role::Auditor, PLACE),
            ]),
        ),
        ActKind::ReadReviews => (
            STATE,
            roles(&[Role::FocalPoint, Role::PublishingAuthority, Role::Reader], &[Home]),
        ),
        ActKind::ReadStateSettings => {
            let mut who: Vec<(Role, &'static [At])> = NATIONAL.map(|role| (role, &[Home][..])).to_vec();
            who.push((Role::Auditor, STATE));
            (STATE, Who::Roles(who))
        }
        ActKind::ReadMembers => (
            PLACE,
            Who::Roles(vec![
                (Role::FocalPoint, &[Home]),
                (Role::PublishingAuthority, &[Home]),
                (Role::Administrator, PLACE),
            ]),
        ),
        ActKind::ReadInvitations | ActKind::InviteMember | ActKind::EndMembership => (PLACE, keeping()),
        ActKind::ReadOwnAccount | ActKind::ChangeOwnAccount | ActKind::ReviewInPerson => {
            (ACCOUNT, Who::SignedIn(&[Oneself]))
        }
        ActKind::SaveAnswers | ActKind::MergeAnswer | ActKind::ConfirmAnswers | ActKind::SendToClearance => {
            (SECTION, drafting())
        }
        ActKind::OpenSubmission
        | ActKind::SetSubmissionFields
        | ActKind::Assign
        | ActKind::ArrangeClearance
        | ActKind::Recall
        | ActKind::KeepMinistries
        | ActKind::KeepWebhooks => (STATE, one(Role::FocalPoint, &[Home])),
        ActKind::KeepEvidence | ActKind::DraftNotice | ActKind::DraftProposal => {
            (STATE, roles(&[Role::Contributor, Role::FocalPoint], &[Home]))
        }
        ActKind::ShareEvidence
        | ActKind::SetDraftVisibility
        | ActKind::HandInPackage
        | ActKind::Amend
        | ActKind::CommentProposal
        | ActKind::DraftReview
        | ActKind::DraftReviewReply => (STATE, roles(&BOTH, &[Home])),
        ActKind::ChangeFiledEvidence
        | ActKind::FileSubmission
        | ActKind::Withdraw
        | ActKind::SetVisibility
        | ActKind::TakePackage
        | ActKind::RegisterHomeKey
        | ActKind::RevokeHomeKey
        | ActKind::SwitchFourEyes
        | ActKind::ReleaseNotice
        | ActKind::CloseNotice
        | ActKind::WithdrawNotice
        | ActKind::StateContacts
        | ActKind::ReleaseProposal
        | ActKind::CloseProposal
        | ActKind::WithdrawProposal
        | ActKind::CosponsorProposal
        | ActKind::InviteReview
        | ActKind::ExtendReview
        | ActKind::EndReview
        | ActKind::SendReviewReply
        | ActKind::AcceptReview
        | ActKind::DeclineReview
        | ActKind::DeliverReview
        | ActKind::AgreeToReview => (STATE, one(Role::PublishingAuthority, &[Home])),
        ActKind::KeepOrganisationOffers | ActKind::ReviewForOrganisation => {
            (UNITS, one(Role::AccreditedReader, &[Unit]))
        }
        ActKind::CommentAnswer | ActKind::ResolveThread => (STATE, roles(&TALKING, &[Home])),
        ActKind::OpenRound
        | ActKind::InviteStates
        | ActKind::ReviseRound
        | ActKind::ExtendRound
        | ActKind::CloseRound
        | ActKind::ArchiveRound
        | ActKind::CancelRound
        | ActKind::CompileRound
        | ActKind::SendInvitations
        | ActKind::Remind
        | ActKind::KeepCentralWebhooks => (CENTRE, one(Role::SecretariatOfficer, CENTRE)),
        ActKind::KeepInstruments
        | ActKind::ReadEditionDrafts
        | ActKind::DraftEdition
        | ActKind::DiscardEditionDraft
        | ActKind::PublishEdition
        | ActKind::Translate => (CENTRE, one(Role::CatalogueEditor, CENTRE)),
        ActKind::SuspendAccount | ActKind::RequireFactor | ActKind::ResetFactor | ActKind::RotateKeys => {
            (CENTRE, one(Role::Administrator, CENTRE))
        }
    }
}

/// Whether a party is to do an act in a situation.
fn expected(party: Party, act: ActKind, at: At) -> bool {
    match (behaviour(act).1, party) {
        (Who::Anybody(where_), _) | (Who::SignedIn(where_), Party::SignedIn | Party::Member(_)) => where_.contains(&at),
        (Who::Roles(roles), Party::Member(role)) => {
            let held = roles.iter().find(|(named, _)| *named == role);
            held.is_some_and(|(_, where_)| where_.contains(&at))
        }
        (Who::SignedIn(_), Party::Anyone) | (Who::Roles(_), Party::Anyone | Party::SignedIn) => false,
    }
}

/// The policy, or a copy of it in which one cell is another.
type Table<'a> = dyn Fn(Party, ActKind) -> Reach + 'a;

/// What [`Actor::reaching`] decides for somebody of that party and nothing else, with that table.
fn decided(table: &Table<'_>, party: Party, act: ActKind, at: At) -> bool {
    let (home, abroad) = (state("QMA"), state("QMB"));
    let (unit, other_unit) = (organisation("union"), organisation("league"));
    let section = |assigned| Subject::Section { state: &home, assigned };
    let subject = match at {
        Mine => section(Some(Assignee::Account(me()))),
        Ours => section(Some(Assignee::Ministry(ministry(1)))),
        Theirs => section(Some(Assignee::Ministry(ministry(2)))),
        Free => section(None),
        Foreign => Subject::Section {
            state: &abroad,
            assigned: Some(Assignee::Account(me())),
        },
        Home => Subject::State(&home),
        Abroad => Subject::State(&abroad),
        Central => Subject::Central,
        Oneself => Subject::Account(me()),
        Somebody => Subject::Account(AccountId(super::tests::id(2))),
        Unit => Subject::Organisation(&unit),
        OtherUnit => Subject::Organisation(&other_unit),
    };
    let signed_in = |covered: bool| covered || covers(table(Party::SignedIn, act), subject, Some(me()), None);
    match party {
        Party::Anyone => covers(table(party, act), subject, None, None),
        Party::SignedIn => signed_in(false),
        Party::Member(role) => {
            let place = match role {
                Role::AccreditedReader if UNITS.contains(&at) => Place::Organisation(unit.clone()),
                Role::AccreditedReader => Place::state(home.clone()),
                role if role.is_national() => Place::ministry(home.clone(), ministry(1)),
                _ => Place::Secretariat,
            };
            let membership = member(role, place);
            signed_in(covers(table(party, act), subject, Some(me()), Some(&membership)))
        }
    }
}

fn situations() -> impl Iterator<Item = (Party, ActKind, At)> {
    Party::all().flat_map(|party| {
        let acts = ActKind::ALL.iter();
        acts.flat_map(move |act| behaviour(*act).0.iter().map(move |at| (party, *act, *at)))
    })
}

#[test]
fn in_every_situation_the_policy_decides_as_it_is_said_here() {
    for (party, act, at) in situations() {
        let decided = decided(&reach, party, act, at);
        assert_eq!(
            decided,
            expected(party, act, at),
            "{} {} {at:?}",
            party.code(),
            act.code()
        );
    }
}

/// Real acts, so that the situations are those which their subjects can be in.
#[test]
fn acts_are_in_the_situations_that_are_said_here() {
    use crate::access::{ReadAudit, ReadMembers, SuspendAccount};
    let whole = ReadAudit { state: None };
    let of_state = ReadAudit {
        state: Some(state("QMA")),
    };
    let secretariat = ReadMembers {
        place: Place::Secretariat,
    };
    let account = SuspendAccount { account: me() };
    let home = state("QMA");
    for (subject, expected) in [
        (whole.subject(), Subject::Central),
        (of_state.subject(), Subject::State(&home)),
        (secretariat.subject(), Subject::Central),
        // An account is suspended from the centre, never as one's own.
        (account.subject(), Subject::Central),
    ] {
        assert_eq!(subject, expected);
    }
}

/// Why nobody can tell a mutant from the policy, where nobody can.
fn why_alike(party: Party, act: ActKind, cell: Reach, changed: Reach) -> Option<&'static str> {
    let given = |party| behaviour(act).0.iter().any(|at| expected(party, act, *at));
    if matches!(party, Party::Member(_)) && given(Party::SignedIn) {
        Some("signing in gives what the role is given")
    } else if matches!(
        (cell, changed),
        (Reach::All, Reach::Granted) | (Reach::Granted, Reach::All)
    ) {
        Some("both let everybody ask: which rows are granted, the scope decides")
    } else if !given(party) {
        // Assigned or of a ministry, where the act has no section or the party no ministry; own, where it has no State.
        Some("neither reaches anything")
    } else {
        None
    }
}

#[test]
fn every_cell_changed_is_noticed_or_changes_nothing() {
    for party in Party::all() {
        for act in ActKind::ALL {
            let cell = reach(party, *act);
            let mut is_noticed = BTreeSet::new();
            for changed in Reach::ALL.into_iter().filter(|other| *other != cell) {
                let mutant = |of: Party, what: ActKind| {
                    if (of, what) == (party, *act) {
                        changed
                    } else {
                        reach(of, what)
                    }
                };
                // Others than the party of the cell can be touched as well: signing in gives to every role.
                let mut situations = situations().filter(|(_, what, _)| what == act);
                let name = format!("{} {}: {} as {}", party.code(), act.code(), cell.code(), changed.code());
                if situations.any(|(who, what, at)| decided(&mutant, who, what, at) != expected(who, what, at)) {
                    is_noticed.insert(changed);
                } else {
                    assert!(why_alike(party, *act, cell, changed).is_some(), "nobody notices {name}");
                }
            }
            // No cell could say anything it likes: more than is meant is always noticed, and so is nothing.
            if why_alike(party, *act, cell, cell) != Some("signing in gives what the role is given") {
                let furthest = if cell == Reach::All || cell == Reach::Granted {
                    Reach::Never
                } else {
                    Reach::All
                };
                assert!(is_noticed.contains(&furthest), "{} {}", party.code(), act.code());
                assert!(
                    cell == Reach::Never || is_noticed.contains(&Reach::Never),
                    "{} {}",
                    party.code(),
                    act.code()
                );
            }
        }
    }
}
