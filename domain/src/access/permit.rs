//! The proof that somebody may do something.

use crate::access::{Act, Reach};
use crate::id::{AccountId, MembershipId};

/// The proof that an account may do this act on the subject that the act names. It can be made by
/// [`super::Actor::permit`] only, is not cloned, and is spent by the transition it allows.
///
/// ```compile_fail
/// let permit = domain::access::Permit { act: domain::access::RotateKeys {}, account: uuid::Uuid::nil().into(), by: None };
/// ```
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit does nothing until a transition spends it"]
pub struct Permit<A> {
    act: A,
    account: AccountId,
    by: Option<(MembershipId, Reach)>,
}

impl<A: Act> Permit<A> {
    pub(in crate::access) const fn new(act: A, account: AccountId, by: Option<(MembershipId, Reach)>) -> Self {
        Self { act, account, by }
    }

    /// The act, with its subject.
    pub const fn act(&self) -> &A {
        &self.act
    }

    /// Who acts.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The membership that permits it and how far that one reaches; none for what everybody may do who has an account.
    /// A statement that writes later checks again that it still holds.
    pub const fn by(&self) -> Option<(MembershipId, Reach)> {
        self.by
    }

    /// Spends the permit.
    pub fn spend(self) -> (A, AccountId) {
        (self.act, self.account)
    }
}
