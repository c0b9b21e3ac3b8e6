//! Who is in which section: of this process from its subscriptions, of others from what they announce.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use domain::id::{AccountId, SectionCode, SubmissionId};
use uuid::Uuid;

/// How long another process is believed without a word: three of its beats.
pub(super) const BELIEVED: Duration = Duration::from_secs(9);

/// The most people of one process in one working file that are told: they fit into one announcement.
const MOST: usize = 100;

/// Somebody in a section.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Present {
    /// The section.
    pub section: SectionCode,
    /// The person.
    pub account: AccountId,
}

/// Another process, as far as it was heard.
struct Other {
    heard_at: Instant,
    files: HashMap<SubmissionId, BTreeSet<Present>>,
}

/// Who is where.
#[derive(Default)]
pub(super) struct Presence {
    /// How often each is there: a person can have two windows.
    own: HashMap<SubmissionId, BTreeMap<Present, usize>>,
    others: HashMap<Uuid, Other>,
}

impl Presence {
    pub(super) fn enter(&mut self, submission: SubmissionId, who: Present) {
        *self.own.entry(submission).or_default().entry(who).or_default() += 1;
    }

    pub(super) fn leave(&mut self, submission: SubmissionId, who: &Present) {
        let Some(file) = self.own.get_mut(&submission) else {
            return;
        };
        if let Some(count) = file.get_mut(who) {
            *count -= 1;
            if *count == 0 {
                file.remove(who);
            }
        }
        if file.is_empty() {
            self.own.remove(&submission);
        }
    }

    /// Who is in a working file, each person once for each section.
    pub(super) fn of(&self, submission: SubmissionId) -> Vec<Present> {
        let own = self.own.get(&submission).into_iter().flat_map(BTreeMap::keys);
        let others = self.others.values().filter_map(|other| other.files.get(&submission));
        let all: BTreeSet<&Present> = own.chain(others.flatten()).collect();
        all.into_iter().cloned().collect()
    }

    /// Who of this process is in a working file.
    pub(super) fn own_in(&self, submission: SubmissionId) -> Vec<Present> {
        let own = self.own.get(&submission).into_iter().flat_map(BTreeMap::keys);
        own.take(MOST).cloned().collect()
    }

    /// The working files in which somebody of this process is.
    pub(super) fn own_files(&self) -> Vec<SubmissionId> {
        self.own.keys().copied().collect()
    }

    /// Takes in what another process says of one working file; whether that is news.
    pub(super) fn hear(&mut self, process: Uuid, submission: SubmissionId, who: Vec<Present>, now: Instant) -> bool {
        let other = self.others.entry(process).or_insert_with(|| Other {
            heard_at: now,
            files: HashMap::new(),
        });
        other.heard_at = now;
        let before = other.files.remove(&submission).unwrap_or_default();
        let after: BTreeSet<Present> = who.into_iter().collect();
        let news = before != after;
        if !after.is_empty() {
            other.files.insert(submission, after);
        }
        news
    }

    /// Forgets what a process said; the working files that its people were in.
    pub(super) fn forget_process(&mut self, process: Uuid) -> Vec<SubmissionId> {
        let other = self.others.remove(&process);
        other.map_or_else(Vec::new, |other| other.files.into_keys().collect())
    }

    /// Forgets processes that were not heard for too long; the working files that their people were in.
    pub(super) fn forget(&mut self, now: Instant) -> BTreeSet<SubmissionId> {
        let mut left = BTreeSet::new();
        self.others.retain(|_, other| {
            let stays = now.duration_since(other.heard_at) <= BELIEVED;
            if !stays {
                left.extend(other.files.keys().copied());
            }
            stays
        });
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: SubmissionId = SubmissionId(Uuid::from_u128(1));
    const OTHER: Uuid = Uuid::from_u128(9);

    fn present(section: &str, account: u128) -> Present {
        Present {
            section: SectionCode::new(section).unwrap(),
            account: AccountId(Uuid::from_u128(account)),
        }
    }

    #[test]
    fn a_person_with_two_windows_is_there_until_both_are_closed() {
        let mut presence = Presence::default();
        presence.enter(FILE, present("VA", 1));
        presence.enter(FILE, present("VA", 1));
        presence.leave(FILE, &present("VA", 1));
        assert_eq!(presence.of(FILE), [present("VA", 1)]);
        presence.leave(FILE, &present("VA", 1));
        assert!(presence.of(FILE).is_empty());
        assert!(presence.own_files().is_empty());
    }

    #[test]
    fn a_process_that_is_silent_takes_its_people_with_it() {
        let mut presence = Presence::default();
        let start = Instant::now();
        presence.enter(FILE, present("VA", 1));
        assert!(presence.hear(OTHER, FILE, vec![present("VA", 1), present("VT", 2)], start));
        assert!(
            !presence.hear(OTHER, FILE, vec![present("VA", 1), present("VT", 2)], start),
            "no news"
        );
        assert_eq!(presence.of(FILE), [present("VA", 1), present("VT", 2)]);
        assert!(presence.forget(start + BELIEVED).is_empty());
        let gone = presence.forget(start + BELIEVED + Duration::from_millis(1));
        assert!(gone.contains(&FILE));
        assert_eq!(presence.of(FILE), [present("VA", 1)]);
    }

    #[test]
    fn who_left_another_process_is_gone() {
        let mut presence = Presence::default();
        let now = Instant::now();
        presence.hear(OTHER, FILE, vec![present("VT", 2)], now);
        assert!(presence.hear(OTHER, FILE, Vec::new(), now));
        assert!(presence.of(FILE).is_empty());
    }
}
