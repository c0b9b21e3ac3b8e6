use chrono::TimeDelta;
use uuid::Uuid;

use super::*;
use crate::access::{
    Clear, EndMembership, FileSubmission, InviteMember, OpenRound, Place, ReadDraft, ReadFiling, ReadMembers,
    ReadOwnAccount, Role, SaveAnswers, SuspendAccount,
};
use crate::id::{MembershipId, MinistryId, OrganisationId, RoundId, SectionCode, StateCode, SubmissionId};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(super) fn me() -> AccountId {
    AccountId(id(1))
}

pub(super) fn state(code: &str) -> StateCode {
    StateCode::new(code).unwrap()
}

pub(super) fn ministry(number: u128) -> MinistryId {
    MinistryId(id(number))
}

pub(super) fn member(role: Role, place: Place) -> Membership {
    Membership::new(MembershipId(id(9)), me(), role, place, NOW, None).unwrap()
}

fn actor(role: Role, place: Place) -> Actor {
    Actor::person(me(), None, &[member(role, place)], NOW).unwrap()
}

fn in_ministry(role: Role) -> Actor {
    actor(role, Place::ministry(state("QMA"), ministry(1)))
}

fn save(code: &str, assigned: Option<Assignee>) -> SaveAnswers {
    SaveAnswers {
        state: state(code),
        submission: SubmissionId(id(5)),
        section: SectionCode::new("N13A").unwrap(),
        assigned,
    }
}

#[test]
fn contributors_write_what_is_assigned_to_their_ministry_or_to_them() {
    let contributor = in_ministry(Role::Contributor);
    let cases = [
        ("the own ministry", "QMA", Some(Assignee::Ministry(ministry(1))), true),
        ("the person", "QMA", Some(Assignee::Account(me())), true),
        ("another ministry", "QMA", Some(Assignee::Ministry(ministry(2))), false),
        (
            "another person",
            "QMA",
            Some(Assignee::Account(AccountId(id(2)))),
            false,
        ),
        ("nobody", "QMA", None, false),
        (
            "the person, in another State",
            "QMB",
            Some(Assignee::Account(me())),
            false,
        ),
        (
            "a ministry, in another State",
            "QMB",
            Some(Assignee::Ministry(ministry(1))),
            false,
        ),
    ];
    for (name, code, assigned, allowed) in cases {
        assert_eq!(
            contributor.permit(save(code, assigned)).is_ok(),
            allowed,
            "saving what is given to {name}"
        );
        let read = ReadDraft {
            state: state(code),
            section: SectionCode::new("N13A").unwrap(),
            assigned,
        };
        assert_eq!(
            contributor.may(&read).is_ok(),
            allowed,
            "reading what is given to {name}"
        );
    }
    let without_ministry = actor(Role::Contributor, Place::state(state("QMA")));
    assert!(without_ministry.permit(save("QMA", None)).is_err());
    assert!(
        without_ministry
            .permit(save("QMA", Some(Assignee::Account(me()))))
            .is_ok()
    );
}

#[test]
fn clearers_clear_for_their_ministry_and_as_substitutes() {
    let clear = |assigned| Clear {
        state: state("QMA"),
        submission: SubmissionId(id(5)),
        section: SectionCode::new("N13A").unwrap(),
        assigned,
    };
    let clearer = in_ministry(Role::Clearer);
    assert!(clearer.permit(clear(Some(Assignee::Ministry(ministry(1))))).is_ok());
    assert!(clearer.permit(clear(Some(Assignee::Ministry(ministry(2))))).is_err());
    assert!(clearer.permit(clear(Some(Assignee::Account(me())))).is_ok());
    assert!(
        clearer
            .permit(clear(Some(Assignee::Account(AccountId(id(2))))))
            .is_err()
    );
    assert!(clearer.permit(clear(None)).is_err());
    assert!(
        clearer
            .permit(save("QMA", Some(Assignee::Ministry(ministry(1)))))
            .is_err()
    );
}

#[test]
fn a_permit_names_who_and_what() {
    let act = FileSubmission {
        state: state("QMA"),
        submission: SubmissionId(id(5)),
    };
    let authority = actor(Role::PublishingAuthority, Place::state(state("QMA")));
    let permit = authority.permit(act.clone()).unwrap();
    assert_eq!((permit.act(), permit.account()), (&act, me()));
    assert_eq!(permit.spend(), (act.clone(), me()));
    assert_eq!(
        Actor::Anonymous.permit(act.clone()),
        Err(Refused::SignInFirst(ActKind::FileSubmission))
    );
    assert_eq!(
        actor(Role::PublishingAuthority, Place::state(state("QMB"))).permit(act.clone()),
        Err(Refused::OutOfReach(ActKind::FileSubmission))
    );
    assert_eq!(
        actor(Role::FocalPoint, Place::state(state("QMA"))).permit(act),
        Err(Refused::OutOfReach(ActKind::FileSubmission))
    );
}

#[test]
fn only_memberships_that_hold_now_count() {
    let act = OpenRound { round: RoundId(id(7)) };
    let hour = TimeDelta::hours(1);
    let with = |from, until| {
        let membership = Membership::new(
            MembershipId(id(9)),
            me(),
            Role::SecretariatOfficer,
            Place::Secretariat,
            from,
            until,
        );
        Actor::person(me(), None, &[membership.unwrap()], NOW).unwrap()
    };
    assert!(with(NOW, None).permit(act.clone()).is_ok());
    assert!(with(NOW + hour, None).permit(act.clone()).is_err(), "upcoming");
    assert!(with(NOW - hour, Some(NOW)).permit(act.clone()).is_err(), "ended");
    let foreign = Membership::new(
        MembershipId(id(9)),
        AccountId(id(2)),
        Role::SecretariatOfficer,
        Place::Secretariat,
        NOW,
        None,
    );
    let actor = Actor::person(me(), None, &[foreign.unwrap()], NOW).unwrap();
    assert!(actor.permit(act).is_err(), "another account's");
}

#[test]
fn a_suspended_account_never_acts() {
    let memberships = [member(Role::Administrator, Place::Secretariat)];
    assert_eq!(Actor::person(me(), Some(NOW), &memberships, NOW), Err(Suspended(me())));
    assert!(Actor::person(me(), Some(NOW + TimeDelta::hours(1)), &memberships, NOW).is_ok());
}

#[test]
fn focal_points_keep_their_national_team_and_administrators_accredit() {
    let focal = actor(Role::FocalPoint, Place::state(state("QMA")));
    let administrator = actor(Role::Administrator, Place::Secretariat);
    let cases = [
        (Role::Contributor, Place::ministry(state("QMA"), ministry(1)), true),
        (Role::FocalPoint, Place::state(state("QMA")), true),
        (Role::PublishingAuthority, Place::state(state("QMA")), true),
        (Role::Contributor, Place::state(state("QMB")), false),
        (Role::AccreditedReader, Place::state(state("QMA")), false),
        (
            Role::AccreditedReader,
            Place::Organisation(OrganisationId::new("union").unwrap()),
            false,
        ),
        (Role::Administrator, Place::Secretariat, false),
    ];
    for (role, place, allowed) in cases {
        let invite = InviteMember {
            role,
            place: place.clone(),
        };
        let end = EndMembership {
            membership: MembershipId(id(8)),
            role,
            place: place.clone(),
        };
        assert_eq!(focal.permit(invite.clone()).is_ok(), allowed, "inviting {role}");
        assert_eq!(focal.permit(end.clone()).is_ok(), allowed, "ending {role}");
        assert!(administrator.permit(invite).is_ok());
        assert!(administrator.permit(end).is_ok());
    }
    assert!(
        focal
            .may(&ReadMembers {
                place: Place::Secretariat
            })
            .is_err()
    );
    assert!(
        focal
            .may(&ReadMembers {
                place: Place::state(state("QMA"))
            })
            .is_ok()
    );
}

#[test]
fn everybody_has_their_own_account_and_nobody_elses() {
    let plain = Actor::person(me(), None, &[], NOW).unwrap();
    let other = AccountId(id(2));
    assert!(plain.may(&ReadOwnAccount { account: me() }).is_ok());
    assert!(plain.may(&ReadOwnAccount { account: other }).is_err());
    assert_eq!(
        Actor::Anonymous.may(&ReadOwnAccount { account: me() }),
        Err(Refused::SignInFirst(ActKind::ReadOwnAccount))
    );
    assert!(plain.permit(SuspendAccount { account: me() }).is_err());
}

#[test]
fn anybody_may_ask_for_what_was_filed() {
    assert!(Actor::Anonymous.may(&ReadFiling { state: state("QMA") }).is_ok());
}

#[test]
fn a_role_that_needs_a_second_factor_gives_nothing_without_one() {
    let file = || FileSubmission {
        state: state("QMA"),
        submission: SubmissionId(id(5)),
    };
    let read = || ReadMembers {
        place: Place::state(state("QMA")),
    };
    let held = [
        member(Role::PublishingAuthority, Place::state(state("QMA"))),
        member(Role::Reader, Place::state(state("QMA"))),
    ];
    let whole = Actor::person(me(), None, &held, NOW).unwrap();
    assert!(whole.permit(file()).is_ok());
    let without = whole
        .clone()
        .without_factor(&[Role::PublishingAuthority, Role::Administrator]);
    let needed = |act| Refused::FactorNeeded(act, Role::PublishingAuthority);
    assert_eq!(without.permit(file()).unwrap_err(), needed(ActKind::FileSubmission));
    assert_eq!(without.may(&read()), Err(needed(ActKind::ReadMembers)));
    assert_eq!(without.memberships(), &held[1..], "what another role gives stays");
    assert_eq!(without.withheld(), &held[..1]);
    let elsewhere = FileSubmission {
        state: state("QMB"),
        submission: SubmissionId(id(5)),
    };
    assert_eq!(
        without.permit(elsewhere).unwrap_err(),
        Refused::OutOfReach(ActKind::FileSubmission),
        "which the role would not have reached either"
    );
    let own = crate::access::ChangeOwnAccount { account: me() };
    assert!(without.permit(own).is_ok(), "so that a second factor can be set up");
    assert_eq!(whole.clone().without_factor(&[]), whole);
}
