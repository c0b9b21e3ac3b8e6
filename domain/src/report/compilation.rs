//! The secretariat's compilation of a round: which replies are in it as of a position of the register, and in what follows it.

use std::ops::Range;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{CompileRound, Permit};
use crate::id::{AccountId, CompilationId, RoundId};
use crate::language::Language;
use crate::submission::{AsOf, Position, RegisterEntry, state_at};

/// Whom a compilation is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompilationReaders {
    /// Everybody: it holds what is public.
    Public,
    /// The secretariat: it holds what is shared with the secretariat and wider.
    Secretariat,
}

impl CompilationReaders {
    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Secretariat => "secretariat",
        }
    }

    /// The readers of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Public, Self::Secretariat]
            .into_iter()
            .find(|readers| readers.code() == code)
    }
}

/// What a compilation is to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompilationKind {
    /// Every reply that stands.
    Whole,
    /// The replies that have come since the compilation it follows.
    Addendum,
    /// The replies that were amended or withdrawn since.
    Corrigendum,
}

impl CompilationKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Addendum, Self::Corrigendum];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Addendum => "addendum",
            Self::Corrigendum => "corrigendum",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Why there will be no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompilationFailure {
    /// What makes PDF documents is missing, or could not set it.
    Press,
    /// Its fonts are missing.
    Fonts,
    /// It would be too large.
    TooLarge,
    /// Process after process has ended over it.
    Stuck,
}

impl CompilationFailure {
    /// Every failure.
    pub const ALL: [Self; 4] = [Self::Press, Self::Fonts, Self::TooLarge, Self::Stuck];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Fonts => "fonts",
            Self::TooLarge => "too_large",
            Self::Stuck => "stuck",
        }
    }

    /// The failure of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.code() == code)
    }
}

/// What a compilation says of one working file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The filing at this position.
    Reply(Position),
    /// The filing at a position now stands in the place of an earlier one.
    Replaced {
        /// What stood in the compilation that is followed.
        before: Position,
        /// What stands.
        now: Position,
    },
    /// The filing at a position was withdrawn.
    Withdrawn {
        /// What stood in the compilation that is followed.
        before: Position,
        /// The withdrawal.
        by: Position,
    },
}

/// What stood of a working file at a position, seen from there: a later withdrawal takes nothing back of it.
fn standing(acts: &[RegisterEntry], at: Position) -> Option<Position> {
    let until = acts.partition_point(|act| act.position <= at);
    match state_at(&acts[..until], at) {
        AsOf::Standing(entry) => Some(entry.position),
        AsOf::NotFiled | AsOf::Tombstone(_) => None,
    }
}

/// What a compilation says of a working file, from all its acts in the order of the register; nothing where it says nothing.
/// `since` is the position of what is followed.
pub fn item(acts: &[RegisterEntry], kind: CompilationKind, since: Position, as_of: Position) -> Option<Item> {
    let now = standing(acts, as_of);
    let before = standing(acts, since);
    match (kind, before, now) {
        (CompilationKind::Whole, _, Some(now)) | (CompilationKind::Addendum, None, Some(now)) => Some(Item::Reply(now)),
        (CompilationKind::Corrigendum, Some(before), Some(now)) if before != now => {
            Some(Item::Replaced { before, now })
        }
        (CompilationKind::Corrigendum, Some(before), None) => {
            let last = acts.iter().rev().find(|act| act.position <= as_of)?;
            Some(Item::Withdrawn {
                before,
                by: last.position,
            })
        }
        (CompilationKind::Whole | CompilationKind::Corrigendum, _, None)
        | (CompilationKind::Addendum, _, _)
        | (CompilationKind::Corrigendum, _, Some(_)) => None,
    }
}

/// The most questions in one volume: what a press sets in a few minutes.
pub const MOST_IN_A_VOLUME: u32 = 6_000;

/// Which replies go into which volume, in order, from how many questions each has. A reply is never divided, and there is always
/// one volume.
pub fn volumes(questions: &[u32], most: u32) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let (mut first, mut sum) = (0, 0_u32);
    for (place, count) in questions.iter().enumerate() {
        if place > first && sum.saturating_add(*count) > most {
            all.push(first..place);
            (first, sum) = (place, 0);
        }
        sum = sum.saturating_add(*count);
    }
    all.push(first..questions.len());
    all
}

/// A compilation that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compilation {
    /// Its id.
    pub id: CompilationId,
    /// The round.
    pub round: RoundId,
    /// What it is to the one before it.
    pub kind: CompilationKind,
    /// The symbol that the officer gave, which what follows it carries with a suffix.
    pub symbol: Option<String>,
    /// Which addendum or corrigendum it is, counted from 1; 0 of a whole one.
    pub number: u32,
    /// The one that it follows.
    pub follows: Option<CompilationId>,
    /// The position of that one; 0 of a whole one.
    pub since: Position,
    /// The position of the register as of which replies stand.
    pub as_of: Position,
    /// The language of what is not a State's own words.
    pub language: Language,
    /// Whether it becomes a PDF; else it is a Word file.
    pub pdf: bool,
    /// Whom it is made for.
    pub readers: CompilationReaders,
    /// Who asked for it.
    pub asked_by: AccountId,
    /// When: what was open to its readers then is in it.
    pub asked_at: DateTime<Utc>,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asking {
    /// What it is to be.
    pub kind: CompilationKind,
    /// The symbol of a whole one.
    pub symbol: Option<String>,
    /// The position; the end of the register where there is none.
    pub as_of: Option<Position>,
    /// Its language.
    pub language: Language,
    /// Whether it becomes a PDF.
    pub pdf: bool,
    /// Whom it is for.
    pub readers: CompilationReaders,
}

/// Why nothing is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CompilationRefused {
    /// An addendum or a corrigendum follows a compilation of the same round and for the same readers; a whole one none.
    #[error("it does not follow what it would have to")]
    Follows,
    /// A symbol is up to 60 letters, digits and marks; what follows another one takes its symbol.
    #[error("the symbol is none")]
    Symbol,
    /// The register does not reach so far, or what is followed is as of a later position.
    #[error("the position is not one that it can be as of")]
    AsOf,
    /// The permit is for another round.
    #[error("the permit is for something else")]
    AnotherPermit,
}

impl Compilation {
    /// The longest symbol.
    const LONGEST_SYMBOL: usize = 60;

    /// Asks for one. `before` are the compilations of the round, `end` is the last position of the register.
    pub fn asked(
        permit: Permit<CompileRound>,
        (id, round): (CompilationId, RoundId),
        asking: Asking,
        follows: Option<&Self>,
        before: &[Self],
        (end, now): (Position, DateTime<Utc>),
    ) -> Result<Self, CompilationRefused> {
        let (act, asked_by) = permit.spend();
        if act.round != round {
            return Err(CompilationRefused::AnotherPermit);
        }
        let fits = match (asking.kind, follows) {
            (CompilationKind::Whole, follows) => follows.is_none(),
            (CompilationKind::Addendum | CompilationKind::Corrigendum, Some(other)) => {
                other.round == round && other.readers == asking.readers
            }
            (CompilationKind::Addendum | CompilationKind::Corrigendum, None) => false,
        };
        if !fits {
            return Err(CompilationRefused::Follows);
        }
        let symbol = match (follows, asking.symbol) {
            (Some(_), Some(_)) => return Err(CompilationRefused::Symbol),
            (Some(other), None) => other.symbol.clone(),
            (None, symbol) => symbol,
        };
        if symbol.as_deref().is_some_and(|symbol| !is_symbol(symbol)) {
            return Err(CompilationRefused::Symbol);
        }
        let as_of = asking.as_of.unwrap_or(end);
        let since = follows.map_or(Position(0), |other| other.as_of);
        if as_of > end || as_of < since {
            return Err(CompilationRefused::AsOf);
        }
        let mut asked = Self {
            id,
            round,
            kind: asking.kind,
            symbol,
            number: 0,
            follows: follows.map(|other| other.id),
            since,
            as_of,
            language: asking.language,
            pdf: asking.pdf,
            readers: asking.readers,
            asked_by,
            asked_at: now,
        };
        asked.number = asked.numbered(before);
        Ok(asked)
    }

    /// The same addendum in another language or form has the same number; the next one the next.
    fn numbered(&self, before: &[Self]) -> u32 {
        if self.kind == CompilationKind::Whole {
            return 0;
        }
        let series = before
            .iter()
            .filter(|other| (other.kind, other.readers, &other.symbol) == (self.kind, self.readers, &self.symbol));
        let same = series
            .clone()
            .find(|other| (other.since, other.as_of) == (self.since, self.as_of));
        match same {
            Some(same) => same.number,
            None => series.map(|other| other.number).max().unwrap_or(0) + 1,
        }
    }

    /// The symbol with what it is to the one that it follows: `A/80/1/Add.2`; nothing where there is neither.
    pub fn full_symbol(&self) -> Option<String> {
        let suffix = match self.kind {
            CompilationKind::Whole => return self.symbol.clone(),
            CompilationKind::Addendum => format!("Add.{}", self.number),
            CompilationKind::Corrigendum => format!("Corr.{}", self.number),
        };
        Some(match &self.symbol {
            Some(symbol) => format!("{symbol}/{suffix}"),
            None => suffix,
        })
    }
}

fn is_symbol(text: &str) -> bool {
    let is_mark = |c: char| c.is_alphanumeric() || "/.-–()[] ".contains(c);
    let begins = text.chars().next().is_some_and(char::is_alphanumeric);
    begins && !text.ends_with(' ') && text.chars().count() <= Compilation::LONGEST_SYMBOL && text.chars().all(is_mark)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::access::{Actor, Membership, Place, Role};
    use crate::id::MembershipId;
    use crate::submission::{EntryKind, Root};

    const F: EntryKind = EntryKind::Filing;
    const A: EntryKind = EntryKind::Amendment;
    const W: EntryKind = EntryKind::Withdrawal;

    fn acts(of: &[(u64, EntryKind)]) -> Vec<RegisterEntry> {
        let act = |(number, (position, kind)): (u32, &(u64, EntryKind))| RegisterEntry {
            position: Position(*position),
            kind: *kind,
            root: Root([0; 32]),
            state: None,
            round: "views-2027".parse().unwrap(),
            filed_at: DateTime::UNIX_EPOCH,
            number,
        };
        (1..).zip(of).map(act).collect()
    }

    #[test]
    fn what_is_in_a_compilation_and_in_what_follows_it() {
        let reply = |now| Some(Item::Reply(Position(now)));
        let replaced = |before, now| {
            let (before, now) = (Position(before), Position(now));
            Some(Item::Replaced { before, now })
        };
        let withdrawn = |before, by| {
            let (before, by) = (Position(before), Position(by));
            Some(Item::Withdrawn { before, by })
        };
        // The acts of a working file, what follows is as of 10 and of 20: the whole at 20, its addendum, its corrigendum.
        let cases: [(&[(u64, EntryKind)], _, _, _); 9] = [
            (&[], None, None, None),
            (&[(3, F)], reply(3), None, None),
            (&[(13, F)], reply(13), reply(13), None),
            (&[(3, F), (13, A)], reply(13), None, replaced(3, 13)),
            (&[(3, F), (13, W)], None, None, withdrawn(3, 13)),
            (&[(3, F), (13, W), (15, F)], reply(15), None, replaced(3, 15)),
            (&[(3, F), (5, W), (15, F)], reply(15), reply(15), None),
            (&[(13, F), (15, W)], None, None, None),
            // What comes after the position is not told of.
            (&[(3, F), (23, W)], reply(3), None, None),
        ];
        for (of, whole, addendum, corrigendum) in cases {
            let acts = acts(of);
            let found = CompilationKind::ALL.map(|kind| {
                let since = if kind == CompilationKind::Whole { 0 } else { 10 };
                item(&acts, kind, Position(since), Position(20))
            });
            assert_eq!(found, [whole, addendum, corrigendum], "{of:?}");
        }
    }

    fn officer() -> Actor {
        let account = AccountId(Uuid::from_u128(1));
        let role = Role::SecretariatOfficer;
        let held = Membership::new(
            MembershipId(Uuid::nil()),
            account,
            role,
            Place::Secretariat,
            DateTime::UNIX_EPOCH,
            None,
        );
        Actor::person(account, None, &[held.unwrap()], DateTime::UNIX_EPOCH).unwrap()
    }

    fn asking(kind: CompilationKind, as_of: Option<u64>, symbol: Option<&str>) -> Asking {
        Asking {
            kind,
            symbol: symbol.map(str::to_owned),
            as_of: as_of.map(Position),
            language: Language::English,
            pdf: true,
            readers: CompilationReaders::Public,
        }
    }

    fn ask(
        asking: Asking,
        follows: Option<&Compilation>,
        before: &[Compilation],
    ) -> Result<Compilation, CompilationRefused> {
        let round = RoundId(Uuid::from_u128(7));
        let permit = officer().permit(CompileRound { round }).unwrap();
        let id = CompilationId(Uuid::from_u128(before.len() as u128));
        Compilation::asked(
            permit,
            (id, round),
            asking,
            follows,
            before,
            (Position(20), DateTime::UNIX_EPOCH),
        )
    }

    #[test]
    fn what_follows_carries_the_symbol_and_a_number_that_languages_share() {
        let whole = ask(asking(CompilationKind::Whole, Some(5), Some("A/80/1")), None, &[]).unwrap();
        assert_eq!(whole.full_symbol().as_deref(), Some("A/80/1"));
        let mut all = vec![whole.clone()];
        for (kind, as_of, language, symbol) in [
            (CompilationKind::Addendum, 10, Language::English, "A/80/1/Add.1"),
            (CompilationKind::Addendum, 10, Language::Arabic, "A/80/1/Add.1"),
            (CompilationKind::Corrigendum, 10, Language::English, "A/80/1/Corr.1"),
            (CompilationKind::Addendum, 12, Language::English, "A/80/1/Add.2"),
        ] {
            let asking = Asking {
                language,
                ..asking(kind, Some(as_of), None)
            };
            let asked = ask(asking, Some(&whole), &all).unwrap();
            assert_eq!(asked.full_symbol().as_deref(), Some(symbol));
            assert_eq!((asked.since, asked.as_of), (Position(5), Position(as_of)));
            all.push(asked);
        }
        let bare = ask(asking(CompilationKind::Whole, None, None), None, &[]).unwrap();
        assert_eq!((bare.full_symbol(), bare.as_of), (None, Position(20)));
        let next = ask(asking(CompilationKind::Addendum, None, None), Some(&bare), &[]).unwrap();
        assert_eq!(next.full_symbol().as_deref(), Some("Add.1"));
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let whole = ask(asking(CompilationKind::Whole, Some(5), None), None, &[]).unwrap();
        let another = Compilation {
            readers: CompilationReaders::Secretariat,
            ..whole.clone()
        };
        let elsewhere = Compilation {
            round: RoundId(Uuid::from_u128(8)),
            ..whole.clone()
        };
        let addendum = |as_of, symbol| asking(CompilationKind::Addendum, as_of, symbol);
        let long = "A".repeat(61);
        for (asking, follows, refused) in [
            (addendum(None, None), None, CompilationRefused::Follows),
            (addendum(None, None), Some(&another), CompilationRefused::Follows),
            (addendum(None, None), Some(&elsewhere), CompilationRefused::Follows),
            (
                asking(CompilationKind::Whole, None, None),
                Some(&whole),
                CompilationRefused::Follows,
            ),
            (addendum(None, Some("A/1")), Some(&whole), CompilationRefused::Symbol),
            (
                asking(CompilationKind::Whole, None, Some("")),
                None,
                CompilationRefused::Symbol,
            ),
            (
                asking(CompilationKind::Whole, None, Some("<w:p>")),
                None,
                CompilationRefused::Symbol,
            ),
            (
                asking(CompilationKind::Whole, None, Some(&long)),
                None,
                CompilationRefused::Symbol,
            ),
            (
                asking(CompilationKind::Whole, Some(21), None),
                None,
                CompilationRefused::AsOf,
            ),
            (addendum(Some(4), None), Some(&whole), CompilationRefused::AsOf),
        ] {
            assert_eq!(ask(asking, follows, &[]), Err(refused));
        }
        let permit = officer().permit(CompileRound { round: elsewhere.round }).unwrap();
        let wrong = Compilation::asked(
            permit,
            (whole.id, whole.round),
            asking(CompilationKind::Whole, None, None),
            None,
            &[],
            (Position(20), DateTime::UNIX_EPOCH),
        );
        assert_eq!(wrong, Err(CompilationRefused::AnotherPermit));
    }

    proptest! {
        #[test]
        fn volumes_hold_every_reply_once_in_order(questions in prop::collection::vec(0_u32..50, 0..40), most in 1_u32..60) {
            let volumes = volumes(&questions, most);
            let all: Vec<usize> = volumes.iter().cloned().flatten().collect();
            prop_assert_eq!(all, (0..questions.len()).collect::<Vec<_>>());
            for volume in &volumes {
                let sum: u32 = questions[volume.clone()].iter().sum();
                prop_assert!(sum <= most || volume.len() == 1, "{:?} has {}", volume, sum);
            }
            prop_assert!(!volumes.is_empty());
        }
    }
}
