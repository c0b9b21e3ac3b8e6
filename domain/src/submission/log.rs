//! The register as the domain sees it: one gapless log of acts of filing, and what it says as of a position.

use std::fmt;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use crate::id::{RoundKey, StateCode};

/// A place in the register, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub u64);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The Merkle root over header and commitments of a filed document; computed at the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Root(pub [u8; 32]);

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The end of the register: its last entry's place and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place.
    pub position: Position,
    /// The time, in whole microseconds.
    pub at: DateTime<Utc>,
}

impl Edge {
    /// The place and time of the next entry: the next position, and the clock's time or, where the clock has not moved on,
    /// one microsecond after the entry before. Decided under the register's one lock.
    #[must_use]
    pub fn next(last: Option<Self>, clock: DateTime<Utc>) -> Self {
        let clock = clock.trunc_subsecs(6);
        match last {
            None => Self {
                position: Position(1),
                at: clock,
            },
            Some(last) => Self {
                position: Position(last.position.0 + 1),
                at: clock.max(last.at + TimeDelta::microseconds(1)),
            },
        }
    }
}

/// The kinds of acts that the register records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A first filing, or one after a withdrawal.
    Filing,
    /// A filing that supersedes the standing one.
    Amendment,
    /// The end of the standing filing.
    Withdrawal,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Filing, Self::Amendment, Self::Withdrawal];

    /// The code used in tables, entries and receipts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::Amendment => "amendment",
            Self::Withdrawal => "withdrawal",
        }
    }

    /// Reads [`EntryKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One entry of the register, as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// Its place.
    pub position: Position,
    /// What was done.
    pub kind: EntryKind,
    /// The root of the document that was filed or withdrawn.
    pub root: Root,
    /// The State, if the entry names it; else it says "a State".
    pub state: Option<StateCode>,
    /// The round.
    pub round: RoundKey,
    /// When the register took it.
    pub filed_at: DateTime<Utc>,
    /// Which act of its submission this is, counted from 1 without a gap.
    pub number: u32,
}

/// What a submission amounts to as of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf<'a> {
    /// Nothing was filed by then.
    NotFiled,
    /// This filing stood, and nothing has taken it back since.
    Standing(&'a RegisterEntry),
    /// What stood was withdrawn, then or later, by this act.
    Tombstone(&'a RegisterEntry),
}

/// What the acts of one submission, in the order of the register, amount to as of `position`. A withdrawal takes back
/// everything that was filed before it, so that an as-of read made later gives the same filing or a tombstone.
pub fn state_at(acts: &[RegisterEntry], position: Position) -> AsOf<'_> {
    let Some(last) = acts.iter().rev().find(|act| act.position <= position) else {
        return AsOf::NotFiled;
    };
    let withdrawn = acts
        .iter()
        .find(|act| act.position >= last.position && act.kind == EntryKind::Withdrawal);
    withdrawn.map_or(AsOf::Standing(last), AsOf::Tombstone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn act(position: u64, kind: EntryKind) -> RegisterEntry {
        RegisterEntry {
            position: Position(position),
            kind,
            root: Root([0; 32]),
            state: None,
            round: RoundKey::new("r").unwrap(),
            filed_at: DateTime::UNIX_EPOCH,
            number: 1,
        }
    }

    #[test]
    fn as_of_gives_the_filing_that_stood_or_a_tombstone() {
        use EntryKind::{Amendment, Filing, Withdrawal};
        let read = |acts: &[RegisterEntry], position| match state_at(acts, Position(position)) {
            AsOf::NotFiled => "not filed".to_owned(),
            AsOf::Standing(act) => format!("standing {}", act.position),
            AsOf::Tombstone(act) => format!("tombstone {}", act.position),
        };
        let acts = [act(3, Filing), act(5, Amendment)];
        for (position, said) in [
            (0, "not filed"),
            (2, "not filed"),
            (3, "standing 3"),
            (4, "standing 3"),
            (5, "standing 5"),
            (9, "standing 5"),
        ] {
            assert_eq!(read(&acts, position), said, "as of {position}");
        }
        let acts = [act(3, Filing), act(5, Amendment), act(7, Withdrawal), act(9, Filing)];
        for (position, said) in [
            (2, "not filed"),
            (3, "tombstone 7"),
            (5, "tombstone 7"),
            (8, "tombstone 7"),
            (9, "standing 9"),
        ] {
            assert_eq!(read(&acts, position), said, "as of {position}");
        }
        assert_eq!(read(&[], 4), "not filed");
    }

    #[test]
    fn codes_are_read_as_they_are_written() {
        for kind in EntryKind::ALL {
            assert_eq!(EntryKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Root([0xab; 32]).to_string(), "ab".repeat(32));
    }

    /// The acts of one submission in a random history: it is filed, then amended or withdrawn and filed again.
    fn history(steps: &[(u8, bool)]) -> Vec<RegisterEntry> {
        let (mut position, mut stands) = (0, false);
        let acts = steps.iter().map(|(skip, withdraws)| {
            position += 1 + u64::from(*skip);
            let kind = match (stands, withdraws) {
                (false, _) => EntryKind::Filing,
                (true, false) => EntryKind::Amendment,
                (true, true) => EntryKind::Withdrawal,
            };
            stands = kind != EntryKind::Withdrawal;
            act(position, kind)
        });
        acts.collect()
    }

    proptest! {
        #[test]
        fn an_as_of_read_stays_as_it_is_or_becomes_a_tombstone(
            steps in proptest::collection::vec((0_u8..4, any::<bool>()), 0..12),
            read_at in 0..60_u64,
        ) {
            let acts = history(&steps);
            let position = Position(read_at);
            let mut before: Option<AsOf<'_>> = None;
            // The same position, read after every later act.
            let begun = acts.iter().filter(|act| act.position <= position).count();
            for known in begun..=acts.len() {
                let now = state_at(&acts[..known], position);
                match (before, now) {
                    (None, _) | (Some(AsOf::NotFiled), AsOf::NotFiled) => {}
                    (Some(AsOf::Standing(was)), AsOf::Standing(is)) => prop_assert_eq!(was, is),
                    (Some(AsOf::Standing(_)), AsOf::Tombstone(by)) => {
                        prop_assert!(by.position > position && by.kind == EntryKind::Withdrawal);
                    }
                    (Some(AsOf::Tombstone(was)), AsOf::Tombstone(is)) => prop_assert_eq!(was, is),
                    (Some(was), is) => prop_assert!(false, "{was:?} became {is:?}"),
                }
                before = Some(now);
            }
        }

        #[test]
        fn positions_have_no_gap_and_time_only_moves_forward(
            clocks in proptest::collection::vec(-4_000_000_000_000_000_i64..4_000_000_000_000_000, 1..60),
        ) {
            let mut last: Option<Edge> = None;
            for nanoseconds in clocks {
                let clock = DateTime::from_timestamp_nanos(nanoseconds);
                let next = Edge::next(last, clock);
                prop_assert_eq!(next.position.0, last.map_or(0, |edge| edge.position.0) + 1);
                prop_assert!(last.is_none_or(|edge| edge.at < next.at));
                prop_assert_eq!(next.at, next.at.trunc_subsecs(6));
                prop_assert!(next.at >= clock.trunc_subsecs(6));
                last = Some(next);
            }
        }
    }
}
