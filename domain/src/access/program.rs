//! Programs: accounts of integrators' software. A program acts by a role, as people do, and never further than the scopes of
//! its token; it neither signs nor administers.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{EndMembership, InviteMember, Membership, Misplaced, Name, Permit, Place, Role};
use crate::id::{AccountId, MembershipId, SecretId};

/// What a token of a program may be asked for. The set is closed; [`super::for_programs`] says which act needs which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenScope {
    /// Reads what the role reads.
    Read,
    /// Saves, merges and confirms answers, and comments.
    Draft,
    /// Keeps evidence.
    Evidence,
}

impl TokenScope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Draft, Self::Evidence];

    /// The code in tokens, requests and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Draft => "draft",
            Self::Evidence => "evidence",
        }
    }

    /// Reads [`TokenScope::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// A set of scopes. Reading is always among them: whoever edits is told what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenScopes {
    draft: bool,
    evidence: bool,
}

/// A text names no scope that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not a list of scopes")]
pub struct UnknownScope;

impl TokenScopes {
    /// Reading alone.
    pub const READ: Self = Self {
        draft: false,
        evidence: false,
    };

    /// The set of these.
    pub fn of(scopes: impl IntoIterator<Item = TokenScope>) -> Self {
        scopes.into_iter().fold(Self::READ, |set, scope| match scope {
            TokenScope::Read => set,
            TokenScope::Draft => Self { draft: true, ..set },
            TokenScope::Evidence => Self { evidence: true, ..set },
        })
    }

    /// Reads scopes with single spaces between them (RFC 6749, 3.3).
    pub fn parse(text: &str) -> Result<Self, UnknownScope> {
        let scopes = text
            .split(' ')
            .map(|code| TokenScope::from_code(code).ok_or(UnknownScope));
        Ok(Self::of(scopes.collect::<Result<Vec<_>, _>>()?))
    }

    /// Whether a scope is among them.
    pub const fn has(self, scope: TokenScope) -> bool {
        match scope {
            TokenScope::Read => true,
            TokenScope::Draft => self.draft,
            TokenScope::Evidence => self.evidence,
        }
    }

    /// Whether any of them lets a program change something.
    pub const fn writes(self) -> bool {
        self.draft || self.evidence
    }

    /// What both sets have.
    #[must_use]
    pub const fn narrowed(self, to: Self) -> Self {
        Self {
            draft: self.draft && to.draft,
            evidence: self.evidence && to.evidence,
        }
    }

    /// Whether all of them are in another set.
    pub fn is_within(self, other: Self) -> bool {
        self.narrowed(other) == self
    }

    /// Those that are in it.
    pub fn iter(self) -> impl Iterator<Item = TokenScope> {
        TokenScope::ALL.into_iter().filter(move |scope| self.has(*scope))
    }
}

impl fmt::Display for TokenScopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<_> = self.iter().map(TokenScope::code).collect();
        f.write_str(&codes.join(" "))
    }
}

impl Role {
    /// Whether a program may hold the role. None that signs (a clearer signs for a ministry, a publishing authority files, a
    /// catalogue editor publishes, a focal point arranges who signs), none that administers (a focal point and an administrator
    /// invite and end, an officer opens rounds and invites States), and not the auditor, who watches what people and programs
    /// do.
    pub const fn is_for_programs(self) -> bool {
        match self {
            Self::Contributor | Self::Reader | Self::Analyst | Self::AccreditedReader => true,
            Self::Clearer
            | Self::FocalPoint
            | Self::PublishingAuthority
            | Self::SecretariatOfficer
            | Self::CatalogueEditor
            | Self::Auditor
            | Self::Administrator => false,
        }
    }
}

/// A secret of a program: shown once, known by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramSecret {
    /// Its id, which stands in tokens.
    pub id: SecretId,
    /// Who was shown it.
    pub issued_by: AccountId,
    /// When.
    pub issued_at: DateTime<Utc>,
    /// From when on it is worth nothing.
    pub expires_at: DateTime<Utc>,
    /// When it was last exchanged for a token, if it was.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was ended, if it was.
    pub ended_at: Option<DateTime<Utc>>,
}

impl ProgramSecret {
    /// The longest that a secret lasts.
    pub const LONGEST: TimeDelta = TimeDelta::days(366);

    /// Whether it gives tokens at `now`.
    pub fn is_valid(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }

    fn issued(
        (id, by): (SecretId, AccountId),
        expires_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Self, ProgramRefused> {
        if expires_at <= now || expires_at > now + Self::LONGEST {
            return Err(ProgramRefused::Expiry);
        }
        Ok(Self {
            id,
            issued_by: by,
            issued_at: now,
            expires_at,
            used_at: None,
            ended_at: None,
        })
    }
}

/// A program of an integrator, with the one role that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its account, which is also its client id.
    pub account: AccountId,
    /// What it is called: edits are attributed to it by this name.
    pub name: Name,
    /// What it may do, and where.
    pub membership: Membership,
    /// The most that a token of it may be asked for.
    pub scopes: TokenScopes,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// When it ended, if it has.
    pub ended_at: Option<DateTime<Utc>>,
    /// Its secrets, the oldest first, those of the past as well.
    pub secrets: Vec<ProgramSecret>,
}

/// Why a program is not made, renewed or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProgramRefused {
    /// The role signs or administers.
    #[error("a program does not hold the role {0}")]
    Role(Role),
    /// The place cannot hold the role.
    #[error(transparent)]
    Misplaced(#[from] Misplaced),
    /// The secret would have ended already, or last too long.
    #[error("a secret ends within {} days", ProgramSecret::LONGEST.num_days())]
    Expiry,
    /// There are as many valid secrets as may be at a time.
    #[error("a program has at most {} valid secrets", Program::SECRETS)]
    TooMany,
    /// There is no such secret, or it has ended.
    #[error("the program has no such secret")]
    NoSecret,
    /// The program has ended.
    #[error("the program has ended")]
    Over,
    /// The permit is for another role, place or membership.
    #[error("the permit is for something else")]
    AnotherPermit,
}

impl Program {
    /// How many secrets are valid at a time: one, and its successor while it is put in place.
    pub const SECRETS: usize = 2;

    /// Makes a program with its first secret.
    pub fn made(
        permit: Permit<InviteMember>,
        (account, membership, secret): (AccountId, MembershipId, SecretId),
        name: Name,
        scopes: TokenScopes,
        expires_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Self, ProgramRefused> {
        let (InviteMember { role, place }, by) = permit.spend();
        if !role.is_for_programs() {
            return Err(ProgramRefused::Role(role));
        }
        let secret = ProgramSecret::issued((secret, by), expires_at, now)?;
        Ok(Self {
            account,
            name,
            membership: Membership::new(membership, account, role, place, now, None)?,
            scopes,
            made_by: by,
            made_at: now,
            ended_at: None,
            secrets: vec![secret],
        })
    }

    /// The act that whoever makes or renews it needs a permit for: who may invite a person to its role may.
    pub fn keeping(&self) -> InviteMember {
        InviteMember {
            role: self.membership.role(),
            place: self.membership.place().clone(),
        }
    }

    /// The act that whoever ends it needs a permit for.
    pub fn ending(&self) -> EndMembership {
        EndMembership {
            membership: self.membership.id(),
            role: self.membership.role(),
            place: self.membership.place().clone(),
        }
    }

    /// Where it acts.
    pub const fn place(&self) -> &Place {
        self.membership.place()
    }

    /// Gives it a further secret; those that are valid stay so.
    pub fn renew(
        mut self,
        permit: Permit<InviteMember>,
        id: SecretId,
        expires_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(Self, ProgramSecret), ProgramRefused> {
        let by = self.kept(permit)?;
        if self.secrets.iter().filter(|secret| secret.is_valid(now)).count() >= Self::SECRETS {
            return Err(ProgramRefused::TooMany);
        }
        let secret = ProgramSecret::issued((id, by), expires_at, now)?;
        self.secrets.push(secret);
        Ok((self, secret))
    }

    /// Ends a secret, with the tokens that it gave.
    pub fn end_secret(
        mut self,
        permit: Permit<InviteMember>,
        id: SecretId,
        now: DateTime<Utc>,
    ) -> Result<Self, ProgramRefused> {
        self.kept(permit)?;
        let mut secrets = self.secrets.iter_mut();
        let found = secrets.find(|secret| secret.id == id && secret.ended_at.is_none());
        found.ok_or(ProgramRefused::NoSecret)?.ended_at = Some(now);
        Ok(self)
    }

    /// Ends it with all its secrets and its role.
    pub fn end(mut self, permit: Permit<EndMembership>, now: DateTime<Utc>) -> Result<Self, ProgramRefused> {
        if self.ended_at.is_some() {
            return Err(ProgramRefused::Over);
        }
        if *permit.act() != self.ending() {
            return Err(ProgramRefused::AnotherPermit);
        }
        // One that was ended by itself before stays as it ended.
        if self.membership.until().is_none_or(|until| until > now) {
            let ended = self.membership.clone().end(permit, now);
            self.membership = ended.map_err(|_| ProgramRefused::AnotherPermit)?;
        }
        for secret in &mut self.secrets {
            secret.ended_at = secret.ended_at.or(Some(now));
        }
        self.ended_at = Some(now);
        Ok(self)
    }

    /// The people whose hand it may be: whoever was ever shown a secret of it. What it changed, they may have changed.
    pub fn keepers(&self) -> BTreeSet<AccountId> {
        self.secrets.iter().map(|secret| secret.issued_by).collect()
    }

    fn kept(&self, permit: Permit<InviteMember>) -> Result<AccountId, ProgramRefused> {
        let (act, by) = permit.spend();
        match (self.ended_at, act == self.keeping()) {
            (_, false) => Err(ProgramRefused::AnotherPermit),
            (Some(_), true) => Err(ProgramRefused::Over),
            (None, true) => Ok(by),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::access::Actor;
    use crate::id::StateCode;

    const FOCAL: AccountId = AccountId(Uuid::from_u128(1));
    const PROGRAM: AccountId = AccountId(Uuid::from_u128(2));
    const HELD: MembershipId = MembershipId(Uuid::from_u128(3));

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn secret(number: u128) -> SecretId {
        SecretId(Uuid::from_u128(number))
    }

    fn place() -> Place {
        Place::state(StateCode::new("QMA").unwrap())
    }

    fn focal(account: AccountId) -> Actor {
        let id = MembershipId(Uuid::from_u128(9));
        let held = Membership::new(id, account, Role::FocalPoint, place(), now(), None).unwrap();
        Actor::person(account, None, &[held], now()).unwrap()
    }

    fn keep(role: Role) -> Permit<InviteMember> {
        focal(FOCAL).permit(InviteMember { role, place: place() }).unwrap()
    }

    fn made(role: Role, expires_at: DateTime<Utc>) -> Result<Program, ProgramRefused> {
        let name = Name::new("Ledger of Justice").unwrap();
        let scopes = TokenScopes::of([TokenScope::Draft]);
        Program::made(keep(role), (PROGRAM, HELD, secret(1)), name, scopes, expires_at, now())
    }

    fn contributor() -> Program {
        made(Role::Contributor, now() + TimeDelta::days(30)).unwrap()
    }

    #[test]
    fn a_program_neither_signs_nor_administers() {
        let allowed: Vec<_> = Role::ALL.into_iter().filter(|role| role.is_for_programs()).collect();
        assert_eq!(
            allowed,
            [Role::Contributor, Role::Reader, Role::Analyst, Role::AccreditedReader]
        );
        let soon = now() + TimeDelta::days(1);
        for role in [Role::FocalPoint, Role::PublishingAuthority, Role::Clearer] {
            assert_eq!(made(role, soon), Err(ProgramRefused::Role(role)));
        }
        assert!(made(Role::Reader, soon).is_ok());
    }

    #[test]
    fn a_secret_ends_within_a_year() {
        let (longest, second) = (now() + ProgramSecret::LONGEST, TimeDelta::seconds(1));
        for (expires_at, is_fine) in [
            (now(), false),
            (now() + second, true),
            (longest, true),
            (longest + second, false),
        ] {
            assert_eq!(made(Role::Reader, expires_at).is_ok(), is_fine, "{expires_at}");
        }
        let program = made(Role::Reader, now() + second).unwrap();
        assert!(program.secrets[0].is_valid(now()));
        assert!(!program.secrets[0].is_valid(now() + second));
    }

    #[test]
    fn two_secrets_overlap_and_no_third() {
        let soon = now() + TimeDelta::days(1);
        let renew = |program: Program, number| {
            program
                .renew(keep(Role::Contributor), secret(number), soon, now())
                .map(|(program, _)| program)
        };
        let two = renew(contributor(), 2).unwrap();
        assert_eq!(renew(two.clone(), 3), Err(ProgramRefused::TooMany));
        let end = |program: Program, number| program.end_secret(keep(Role::Contributor), secret(number), now());
        assert_eq!(end(two.clone(), 3), Err(ProgramRefused::NoSecret));
        let one = end(two, 1).unwrap();
        assert_eq!(end(one.clone(), 1), Err(ProgramRefused::NoSecret));
        assert!(renew(one.clone(), 3).is_ok());
        // A permit for another role is none.
        let another = one.clone().renew(keep(Role::Reader), secret(3), soon, now());
        assert_eq!(another, Err(ProgramRefused::AnotherPermit));
        // One that has lapsed makes room.
        let later = contributor()
            .renew(keep(Role::Contributor), secret(2), soon, now())
            .unwrap()
            .0;
        let later = later.renew(keep(Role::Contributor), secret(3), soon + TimeDelta::days(9), soon);
        assert!(later.is_ok());
    }

    #[test]
    fn a_program_ends_with_its_secrets_and_its_role() {
        let program = contributor();
        let permit = focal(FOCAL).permit(program.ending()).unwrap();
        let ended = program.end(permit, now()).unwrap();
        assert_eq!((ended.ended_at, ended.secrets[0].ended_at), (Some(now()), Some(now())));
        assert!(!ended.membership.is_valid(now()));
        let soon = now() + TimeDelta::days(1);
        let renewed = ended.clone().renew(keep(Role::Contributor), secret(2), soon, now());
        assert_eq!(renewed, Err(ProgramRefused::Over));
        let permit = focal(FOCAL).permit(ended.ending()).unwrap();
        assert_eq!(ended.end(permit, now()), Err(ProgramRefused::Over));
        let other = EndMembership {
            membership: MembershipId(Uuid::nil()),
            ..contributor().ending()
        };
        let permit = focal(FOCAL).permit(other).unwrap();
        assert_eq!(contributor().end(permit, now()), Err(ProgramRefused::AnotherPermit));
    }

    #[test]
    fn whoever_was_shown_a_secret_keeps_the_program() {
        let other = AccountId(Uuid::from_u128(7));
        let act = contributor().keeping();
        let permit = focal(other).permit(act).unwrap();
        let (program, _) = contributor()
            .renew(permit, secret(2), now() + TimeDelta::days(1), now())
            .unwrap();
        assert_eq!(program.keepers(), [FOCAL, other].into());
        let ended = program.end_secret(keep(Role::Contributor), secret(2), now()).unwrap();
        assert_eq!(ended.keepers(), [FOCAL, other].into(), "they had it");
    }

    #[test]
    fn scopes_are_a_closed_list_and_only_take_away() {
        assert_eq!(TokenScopes::parse("read"), Ok(TokenScopes::READ));
        let both = TokenScopes::parse("evidence draft").unwrap();
        assert_eq!(both.to_string(), "read draft evidence");
        for unknown in ["", "write", "read  draft", "READ", " read", "read draft file"] {
            assert_eq!(TokenScopes::parse(unknown), Err(UnknownScope), "{unknown:?}");
        }
        let draft = TokenScopes::of([TokenScope::Draft]);
        assert_eq!(both.narrowed(draft), draft);
        assert_eq!(
            draft.narrowed(TokenScopes::of([TokenScope::Evidence])),
            TokenScopes::READ
        );
        assert!(draft.is_within(both) && !both.is_within(draft));
        assert!(draft.writes() && !TokenScopes::READ.writes());
        for scope in TokenScope::ALL {
            assert_eq!(TokenScope::from_code(scope.code()), Some(scope));
        }
    }
}
