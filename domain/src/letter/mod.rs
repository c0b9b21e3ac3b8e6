//! Letters: what they are about, who gets one, and what the answer of a mail server means.
//!
//! A letter that was asked for is a row of the outbox: whom it is for, about what, in which language. It is written when it is
//! sent, so that it says what is so then, and no words and no address of anybody lie about.
//!
//! **To add what a letter is about**, add it to [`Subject`]; the build stops wherever it is written or kept.

mod delivery;
mod subject;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{Permit, Remind, SendInvitations};
use crate::id::{AccountId, LetterId, RoundId, StateCode};
use crate::language::Language;
use crate::submission::{Event, Happening, Mandate, Outcome, Round, RoundStage};

pub use delivery::{Answer, End, Failure, Verdict, judge};
pub use subject::{ProposalNews, ReviewNews, Subject};

/// What a letter about a round says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// A State is invited to a round.
    Invitation,
    /// A round is open, and nothing of the State is on record in it.
    Reminder,
}

impl Matter {
    /// Every matter.
    pub const ALL: [Self; 2] = [Self::Invitation, Self::Reminder];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
        }
    }

    /// The matter of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.code() == code)
    }
}

/// Somebody who gets the letters to a State: a focal point or a publishing authority, once whatever they hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// The State.
    pub state: StateCode,
    /// The person.
    pub account: AccountId,
    /// The language of messages to them.
    pub language: Language,
}

/// What the program of an officer calls one asking, so that a repeat is known as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AskingKey(String);

impl AskingKey {
    /// The most characters of one.
    pub const LONGEST: usize = 100;

    /// A key of 1 to 100 visible ASCII characters.
    pub fn new(text: String) -> Result<Self, BadAskingKey> {
        let fits = (1..=Self::LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then_some(Self(text)).ok_or(BadAskingKey)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Not a key: empty, too long, or with other characters than visible ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a key of 1 to 100 visible characters")]
pub struct BadAskingKey;

/// A letter about a round that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id, by which a repeat of it is known.
    pub id: LetterId,
    /// The round.
    pub round: RoundId,
    /// What it is about.
    pub matter: Matter,
    /// Whom it is for.
    pub to: Recipient,
}

/// The letters of one asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The round.
    pub round: RoundId,
    /// What they are about.
    pub matter: Matter,
    /// The asking.
    pub key: AskingKey,
    /// The letters.
    pub letters: Vec<Letter>,
    /// The States that nobody could be written to of.
    pub without: Vec<StateCode>,
}

/// Whom to write to.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The asking.
    pub key: AskingKey,
    /// These States; none named: every State that is invited, or that is to be reminded.
    pub states: Option<Vec<StateCode>>,
    /// Everybody who could get a letter now.
    pub recipients: Vec<Recipient>,
    /// The States of which a filing stands.
    pub standing: BTreeSet<StateCode>,
}

/// Why no letters are sent.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LettersRefused {
    /// The permit is for another round.
    #[error("the permit is for another round")]
    OtherRound,
    /// At the State's own request nobody is invited.
    #[error("nobody is invited to a round at the State's own request")]
    NobodyIsInvited,
    /// States are invited until the last day, and reminded while the round is open.
    #[error("the round is {}", .0.code())]
    Stage(RoundStage),
    /// Only invited States are written to.
    #[error("{0} is not invited")]
    NotInvited(StateCode),
}

impl Round {
    /// Writes to invited States that they are invited, before the round opens or while it is open.
    pub fn send_invitations(
        &self,
        permit: Permit<SendInvitations>,
        asking: Asking,
        id: impl FnMut() -> LetterId,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Asked>, LettersRefused> {
        let (SendInvitations { round }, by) = permit.spend();
        self.takes(Matter::Invitation, now)?;
        self.ask(round, Matter::Invitation, asking, id, (now, by))
    }

    /// Writes to those invited States of which nothing is on record, while the round is open. Of a State that was named and has
    /// filed nobody is written to: that is no mistake of whoever asked.
    pub fn remind(
        &self,
        permit: Permit<Remind>,
        asking: Asking,
        id: impl FnMut() -> LetterId,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Asked>, LettersRefused> {
        let (Remind { round }, by) = permit.spend();
        self.takes(Matter::Reminder, now)?;
        self.ask(round, Matter::Reminder, asking, id, (now, by))
    }

    /// What can be written about now: nothing where nobody is invited.
    pub fn matters(&self, now: DateTime<Utc>) -> Vec<Matter> {
        if self.mandate == Mandate::OwnRequest {
            return Vec::new();
        }
        let matters = Matter::ALL.into_iter();
        matters.filter(|matter| self.takes(*matter, now).is_ok()).collect()
    }

    /// Whether a letter that was asked for is still needed when it is to be sent.
    pub fn is_written_about(&self, matter: Matter, now: DateTime<Utc>) -> bool {
        self.takes(matter, now).is_ok()
    }

    fn takes(&self, matter: Matter, now: DateTime<Utc>) -> Result<(), LettersRefused> {
        match (self.stage(now), matter) {
            (RoundStage::Planned, Matter::Invitation) | (RoundStage::Open, Matter::Invitation | Matter::Reminder) => {
                Ok(())
            }
            (stage @ RoundStage::Planned, Matter::Reminder)
            | (stage @ (RoundStage::Closed | RoundStage::Archived), Matter::Invitation | Matter::Reminder) => {
                Err(LettersRefused::Stage(stage))
            }
        }
    }

    fn ask(
        &self,
        round: RoundId,
        matter: Matter,
        asking: Asking,
        mut id: impl FnMut() -> LetterId,
        (now, by): (DateTime<Utc>, AccountId),
    ) -> Result<Outcome<Asked>, LettersRefused> {
        if round != self.id {
            return Err(LettersRefused::OtherRound);
        }
        if self.mandate == Mandate::OwnRequest {
            return Err(LettersRefused::NobodyIsInvited);
        }
        let named = asking.states.iter().flatten();
        if let Some(stranger) = named.clone().find(|state| self.invitation(state).is_none()) {
            return Err(LettersRefused::NotInvited(stranger.clone()));
        }
        let mut states: BTreeSet<StateCode> = match &asking.states {
            Some(states) => states.iter().cloned().collect(),
            None => self.invited.iter().map(|invited| invited.state.clone()).collect(),
        };
        match matter {
            Matter::Invitation => {}
            Matter::Reminder => states.retain(|state| !asking.standing.contains(state)),
        }
        let recipients: BTreeSet<Recipient> = asking.recipients.into_iter().collect();
        let letters: Vec<Letter> = recipients
            .into_iter()
            .filter(|to| states.contains(&to.state))
            .map(|to| Letter {
                id: id(),
                round,
                matter,
                to,
            })
            .collect();
        let reached: BTreeSet<&StateCode> = letters.iter().map(|letter| &letter.to.state).collect();
        let without = states
            .iter()
            .filter(|state| !reached.contains(state))
            .cloned()
            .collect();
        let what = Happening::LettersAsked {
            round,
            matter,
            letters: letters.len(),
            states: reached.into_iter().cloned().collect(),
        };
        let asked = Asked {
            round,
            matter,
            key: asking.key,
            letters,
            without,
        };
        Ok(Outcome::new(asked, Event { at: now, by, what }))
    }
}
