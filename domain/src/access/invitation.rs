//! Invitations: one link, used once, to take up one role at one place.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{Account, Actor, Email, InviteMember, Membership, Misplaced, Permit, Place, Reach, Reason, Role};
use crate::id::{AccountId, InvitationId, MembershipId};

/// An invitation to take up a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    id: InvitationId,
    email: Email,
    role: Role,
    place: Place,
    until: Option<DateTime<Utc>>,
    issued_by: Option<AccountId>,
    issued_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    stage: InvitationStage,
}

/// Where an invitation stands. That it has expired follows from the clock and is not a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationStage {
    /// It waits for its answer.
    Open,
    /// It was taken up.
    Accepted {
        /// When.
        at: DateTime<Utc>,
        /// By which account.
        by: AccountId,
    },
    /// It was taken back.
    Revoked {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: AccountId,
    },
}

/// What an invitation is, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationFields {
    /// Its id.
    pub id: InvitationId,
    /// Who is invited; the account will have this address.
    pub email: Email,
    /// To which role.
    pub role: Role,
    /// At which place.
    pub place: Place,
    /// When the membership will end, where that is known beforehand.
    pub until: Option<DateTime<Utc>>,
    /// Who invited; nobody for an administrator invited by the command line.
    pub issued_by: Option<AccountId>,
    /// When.
    pub issued_at: DateTime<Utc>,
    /// From when on it cannot be accepted any more.
    pub expires_at: DateTime<Utc>,
    /// Where it stands.
    pub stage: InvitationStage,
}

/// Why an invitation cannot be issued, accepted or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvitationRefused {
    /// The place cannot hold the role, or the membership would end before it begins.
    #[error(transparent)]
    Misplaced(#[from] Misplaced),
    /// It was accepted already: it works once.
    #[error("the invitation was accepted already")]
    Accepted,
    /// It was taken back.
    #[error("the invitation was taken back")]
    Revoked,
    /// It is too old.
    #[error("the invitation has expired")]
    Expired,
    /// Who issued it could not issue it today.
    #[error("the person who issued the invitation may not invite to this role any more")]
    InviterOutOfReach,
    /// It brings a State back that has lost all its focal points, from outside of it: the trail has to say why.
    #[error("an invitation into a State that has lost its focal points needs a reason")]
    ReasonNeeded,
    /// The letter that brings its link is on its way still.
    #[error("the letter is on its way")]
    LetterWaits,
    /// The permit is for another role or place.
    #[error("the permit is for another invitation")]
    AnotherPermit,
}

/// An invitation as it was issued, and what the trail says of why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The invitation.
    pub invitation: Invitation,
    /// Why, where that was said.
    pub reason: Option<Reason>,
}

/// Whether a State had a focal point and has none now whose account is not suspended: nobody of its own can invite.
pub fn has_lost_its_focal_points<'m>(
    team: impl IntoIterator<Item = (&'m Membership, &'m Account)>,
    now: DateTime<Utc>,
) -> bool {
    let held = team
        .into_iter()
        .filter(|(held, _)| held.role() == Role::FocalPoint && held.from() <= now);
    let acts =
        |(held, account): (&Membership, &Account)| held.is_valid(now) && account.suspended_at.is_none_or(|at| at > now);
    let mut any = false;
    for member in held {
        if acts(member) {
            return false;
        }
        any = true;
    }
    any
}

/// What accepting comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The invitation, spent.
    pub invitation: Invitation,
    /// The membership it gave.
    pub membership: Membership,
}

impl Invitation {
    /// How long an invitation can be accepted.
    pub const LIFETIME: TimeDelta = TimeDelta::days(7);

    /// Issues an invitation to the role and place of the permit. `team` is everybody who holds or held a role there. Who
    /// brings back a State that has lost all its focal points, and is none of its own people, says why.
    pub fn issue<'m>(
        permit: Permit<InviteMember>,
        id: InvitationId,
        email: Email,
        until: Option<DateTime<Utc>>,
        team: impl IntoIterator<Item = (&'m Membership, &'m Account)>,
        reason: Option<Reason>,
        now: DateTime<Utc>,
    ) -> Result<Issued, InvitationRefused> {
        let from_outside = permit.by().is_some_and(|(_, reach)| reach == Reach::All);
        let (InviteMember { role, place }, account) = permit.spend();
        let needed = from_outside && role.is_national() && has_lost_its_focal_points(team, now);
        if needed && reason.is_none() {
            return Err(InvitationRefused::ReasonNeeded);
        }
        let invitation = Self::new(id, email, role, place, until, Some(account), now)?;
        Ok(Issued { invitation, reason })
    }

    /// Issues an invitation to an administrator for whoever runs the server's command line: there is nobody yet who
    /// could permit it.
    pub fn administrator(id: InvitationId, email: Email, now: DateTime<Utc>) -> Self {
        Self::new(id, email, Role::Administrator, Place::Secretariat, None, None, now)
            .expect("an administrator is held in the secretariat")
    }

    fn new(
        id: InvitationId,
        email: Email,
        role: Role,
        place: Place,
        until: Option<DateTime<Utc>>,
        issued_by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> Result<Self, InvitationRefused> {
        role.fits(&place)?;
        if until.is_some_and(|until| until <= now) {
            return Err(Misplaced::EndsBeforeItBegins.into());
        }
        Ok(Self {
            id,
            email,
            role,
            place,
            until,
            issued_by,
            issued_at: now,
            expires_at: now + Self::LIFETIME,
            stage: InvitationStage::Open,
        })
    }

    /// Rebuilds a stored invitation; refuses a role that its place cannot hold.
    pub fn restore(fields: InvitationFields) -> Result<Self, Misplaced> {
        fields.role.fits(&fields.place)?;
        let InvitationFields {
            id,
            email,
            role,
            place,
            until,
            issued_by,
            issued_at,
            expires_at,
            stage,
        } = fields;
        Ok(Self {
            id,
            email,
            role,
            place,
            until,
            issued_by,
            issued_at,
            expires_at,
            stage,
        })
    }

    /// Accepts it for an account. `inviter` is who issued it as of `now` (none for the command line): an invitation is
    /// worth no more than the right to issue it, so that a member whose rights have ended leaves no way back in.
    pub fn accept(
        mut self,
        inviter: Option<&Actor>,
        by: AccountId,
        membership: MembershipId,
        now: DateTime<Utc>,
    ) -> Result<Acceptance, InvitationRefused> {
        self.refuse_unless_open(now)?;
        if self.issued_by.is_some() {
            let act = InviteMember {
                role: self.role,
                place: self.place.clone(),
            };
            let may_issue = |actor: &Actor| actor.account() == self.issued_by && actor.may(&act).is_ok();
            if !inviter.is_some_and(may_issue) {
                return Err(InvitationRefused::InviterOutOfReach);
            }
        }
        let membership = Membership::new(membership, by, self.role, self.place.clone(), now, self.until)?;
        self.stage = InvitationStage::Accepted { at: now, by };
        Ok(Acceptance {
            invitation: self,
            membership,
        })
    }

    /// Takes it back.
    pub fn revoke(mut self, permit: Permit<InviteMember>, now: DateTime<Utc>) -> Result<Self, InvitationRefused> {
        let (InviteMember { role, place }, by) = permit.spend();
        if (role, &place) != (self.role, &self.place) {
            return Err(InvitationRefused::AnotherPermit);
        }
        self.refuse_unless_open(now)?;
        self.stage = InvitationStage::Revoked { at: now, by };
        Ok(self)
    }

    /// Takes it back for another to take its place, with a link and a letter of its own: the secret of a link is kept for as long
    /// as its letter waits and no longer, so that no second letter can bring it. One that waits is tried again by itself.
    pub fn replace(
        self,
        permit: Permit<InviteMember>,
        letter_waits: bool,
        now: DateTime<Utc>,
    ) -> Result<Self, InvitationRefused> {
        self.refuse_unless_open(now)?;
        if letter_waits {
            return Err(InvitationRefused::LetterWaits);
        }
        self.revoke(permit, now)
    }

    /// Whether it is too old to be accepted at `now`.
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        now >= self.expires_at
    }

    fn refuse_unless_open(&self, now: DateTime<Utc>) -> Result<(), InvitationRefused> {
        match self.stage {
            InvitationStage::Accepted { .. } => Err(InvitationRefused::Accepted),
            InvitationStage::Revoked { .. } => Err(InvitationRefused::Revoked),
            InvitationStage::Open if self.is_expired(now) => Err(InvitationRefused::Expired),
            InvitationStage::Open => Ok(()),
        }
    }

    /// Its id.
    pub const fn id(&self) -> InvitationId {
        self.id
    }

    /// Who is invited.
    pub const fn email(&self) -> &Email {
        &self.email
    }

    /// To which role.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// At which place.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// When the membership will end, where that is known beforehand.
    pub const fn until(&self) -> Option<DateTime<Utc>> {
        self.until
    }

    /// Who invited.
    pub const fn issued_by(&self) -> Option<AccountId> {
        self.issued_by
    }

    /// When.
    pub const fn issued_at(&self) -> DateTime<Utc> {
        self.issued_at
    }

    /// From when on it cannot be accepted any more.
    pub const fn expires_at(&self) -> DateTime<Utc> {
        self.expires_at
    }

    /// Where it stands.
    pub const fn stage(&self) -> InvitationStage {
        self.stage
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::id::StateCode;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;
    const DAY: TimeDelta = TimeDelta::days(1);

    fn focal(state: &str, until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Actor {
        let account = AccountId(Uuid::from_u128(1));
        let place = Place::state(StateCode::new(state).unwrap());
        let membership = Membership::new(
            MembershipId(Uuid::nil()),
            account,
            Role::FocalPoint,
            place,
            NOW - DAY,
            until,
        );
        Actor::person(account, None, &[membership.unwrap()], now).unwrap()
    }

    fn act(role: Role) -> InviteMember {
        InviteMember {
            role,
            place: Place::state(StateCode::new("QMA").unwrap()),
        }
    }

    fn issued() -> Invitation {
        let permit = focal("QMA", None, NOW).permit(act(Role::Contributor)).unwrap();
        let email = Email::new("new@example.int").unwrap();
        let issued = Invitation::issue(permit, InvitationId(Uuid::from_u128(2)), email, None, [], None, NOW);
        issued.unwrap().invitation
    }

    fn accept(
        invitation: Invitation,
        inviter: Option<&Actor>,
        now: DateTime<Utc>,
    ) -> Result<Acceptance, InvitationRefused> {
        invitation.accept(
            inviter,
            AccountId(Uuid::from_u128(3)),
            MembershipId(Uuid::from_u128(4)),
            now,
        )
    }

    #[test]
    fn accepting_gives_the_membership_once() {
        let later = NOW + DAY;
        let inviter = focal("QMA", None, later);
        let accepted = accept(issued(), Some(&inviter), later).unwrap();
        assert_eq!(accepted.membership.role(), Role::Contributor);
        assert_eq!((accepted.membership.from(), accepted.membership.until()), (later, None));
        assert_eq!(accepted.membership.account(), AccountId(Uuid::from_u128(3)));
        let again = accept(accepted.invitation, Some(&inviter), later);
        assert_eq!(again, Err(InvitationRefused::Accepted));
    }

    #[test]
    fn an_invitation_expires_after_seven_days() {
        let before = NOW + DAY * 7 - TimeDelta::microseconds(1);
        assert!(accept(issued(), Some(&focal("QMA", None, before)), before).is_ok());
        let at = NOW + DAY * 7;
        let late = accept(issued(), Some(&focal("QMA", None, at)), at);
        assert_eq!(late, Err(InvitationRefused::Expired));
    }

    #[test]
    fn an_invitation_is_worth_no_more_than_the_right_to_issue_it() {
        let later = NOW + DAY;
        let ended = focal("QMA", Some(later), later);
        assert_eq!(
            accept(issued(), Some(&ended), later),
            Err(InvitationRefused::InviterOutOfReach)
        );
        let elsewhere = focal("QMB", None, later);
        assert_eq!(
            accept(issued(), Some(&elsewhere), later),
            Err(InvitationRefused::InviterOutOfReach)
        );
        assert_eq!(accept(issued(), None, later), Err(InvitationRefused::InviterOutOfReach));
    }

    #[test]
    fn the_first_administrator_needs_no_inviter() {
        let invitation = Invitation::administrator(
            InvitationId(Uuid::from_u128(2)),
            Email::new("root@localhost").unwrap(),
            NOW,
        );
        let accepted = accept(invitation, None, NOW).unwrap();
        assert_eq!(accepted.membership.role(), Role::Administrator);
    }

    #[test]
    fn taking_back_needs_the_same_permit_and_ends_it() {
        let focal = focal("QMA", None, NOW);
        let other = focal.permit(act(Role::Reader)).unwrap();
        assert_eq!(issued().revoke(other, NOW), Err(InvitationRefused::AnotherPermit));
        let revoked = issued()
            .revoke(focal.permit(act(Role::Contributor)).unwrap(), NOW)
            .unwrap();
        assert_eq!(
            accept(revoked.clone(), Some(&focal), NOW),
            Err(InvitationRefused::Revoked)
        );
        let again = revoked.revoke(focal.permit(act(Role::Contributor)).unwrap(), NOW);
        assert_eq!(again, Err(InvitationRefused::Revoked));
    }

    #[test]
    fn a_role_is_not_offered_where_it_cannot_be_held() {
        let permit = focal("QMA", None, NOW).permit(act(Role::Clearer)).unwrap();
        let email = Email::new("new@example.int").unwrap();
        let refused = Invitation::issue(permit, InvitationId(Uuid::nil()), email.clone(), None, [], None, NOW);
        assert_eq!(
            refused,
            Err(InvitationRefused::Misplaced(Misplaced::NeedsMinistry(Role::Clearer)))
        );
        let permit = focal("QMA", None, NOW).permit(act(Role::Reader)).unwrap();
        let refused = Invitation::issue(permit, InvitationId(Uuid::nil()), email, Some(NOW), [], None, NOW);
        assert_eq!(
            refused,
            Err(InvitationRefused::Misplaced(Misplaced::EndsBeforeItBegins))
        );
    }

    #[test]
    fn whoever_brings_back_a_state_without_focal_points_says_why() {
        let qma = || Place::state(StateCode::new("QMA").unwrap());
        let person = |number| AccountId(Uuid::from_u128(number));
        let member =
            |role, from, until| Membership::new(MembershipId(Uuid::nil()), person(9), role, qma(), from, until);
        let account = |suspended_at| Account {
            id: person(9),
            email: Email::new("old@example.int").unwrap(),
            name: crate::access::Name::new("Old").unwrap(),
            language: crate::language::Language::English,
            suspended_at,
            demonstration: false,
            is_program: false,
        };
        let ended = (
            member(Role::FocalPoint, NOW - DAY * 9, Some(NOW - DAY)).unwrap(),
            account(None),
        );
        let present = (member(Role::FocalPoint, NOW - DAY * 9, None).unwrap(), account(None));
        let suspended = (
            member(Role::FocalPoint, NOW - DAY * 9, None).unwrap(),
            account(Some(NOW - DAY)),
        );
        let coming = (member(Role::FocalPoint, NOW + DAY, None).unwrap(), account(None));
        let reader = (member(Role::Reader, NOW - DAY * 9, None).unwrap(), account(None));

        let administrator = Membership::new(
            MembershipId(Uuid::nil()),
            person(1),
            Role::Administrator,
            Place::Secretariat,
            NOW - DAY,
            None,
        );
        let administrator = Actor::person(person(1), None, &[administrator.unwrap()], NOW).unwrap();
        let issue = |by: &Actor, role, team: &[&(Membership, Account)], reason: Option<&str>| {
            let permit = by.permit(act(role)).unwrap();
            let team = team.iter().map(|(membership, account)| (membership, account));
            let reason = reason.map(|reason| Reason::new(reason).unwrap());
            let email = Email::new("new@example.int").unwrap();
            Invitation::issue(permit, InvitationId(Uuid::nil()), email, None, team, reason, NOW)
                .map(|issued| issued.reason)
        };
        let needed = Err(InvitationRefused::ReasonNeeded);
        for role in [Role::FocalPoint, Role::Reader] {
            assert_eq!(issue(&administrator, role, &[], None), Ok(None), "it never had any");
            assert_eq!(issue(&administrator, role, &[&reader], None), Ok(None));
            assert_eq!(issue(&administrator, role, &[&ended, &present], None), Ok(None));
            assert_eq!(issue(&administrator, role, &[&ended, &reader], None), needed);
            assert_eq!(issue(&administrator, role, &[&ended, &coming], None), needed);
            assert_eq!(issue(&administrator, role, &[&suspended], None), needed);
        }
        assert_eq!(
            issue(&administrator, Role::AccreditedReader, &[&ended], None),
            Ok(None),
            "it is none of the team"
        );
        let reason = issue(
            &administrator,
            Role::FocalPoint,
            &[&ended],
            Some(" The mission asked for it. "),
        );
        assert_eq!(reason.unwrap().unwrap().as_str(), "The mission asked for it.");
        assert_eq!(
            issue(&focal("QMA", None, NOW), Role::Reader, &[&ended], None),
            Ok(None),
            "one of its own"
        );
        for bad in ["", "  ", "\u{0}", &"x".repeat(501)] {
            assert_eq!(Reason::new(bad), Err(crate::access::BadField::Reason));
        }
    }
}
