//! How far the audit trail was read. Ids are given when an entry is written and seen when its unit commits, so a smaller
//! one can come later.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// An id that is not seen this long, and that no unit in progress can have taken, was taken by one that took everything
/// back. A call ends after half of it.
const PATIENCE: Duration = Duration::from_mins(1);

/// The most ids that are waited for: beyond it the oldest are given up.
const WAITED_FOR: usize = 10_000;

/// A place in the audit trail, and the ids before it that were taken and not seen.
#[derive(Clone, Debug)]
pub struct Trail {
    last: i64,
    missing: BTreeMap<i64, Noticed>,
}

/// When an id was found to be missing: by the clock, and as the first transaction that had not begun yet.
#[derive(Clone, Copy, Debug)]
struct Noticed {
    at: Instant,
    horizon: i64,
}

impl Trail {
    /// At the end of `ids`, which are the last ones in their order.
    pub(super) fn begin(ids: &[i64], horizon: i64, now: Instant) -> Self {
        let first = ids.first().copied().unwrap_or(0);
        let mut trail = Self {
            last: if first > 0 { first - 1 } else { 0 },
            missing: BTreeMap::new(),
        };
        trail.take(ids, (0, horizon), now);
        trail
    }

    /// The greatest id that was read.
    pub(super) fn last(&self) -> i64 {
        self.last
    }

    /// The ids before it that are waited for.
    pub(super) fn missing(&self) -> Vec<i64> {
        self.missing.keys().copied().collect()
    }

    /// Takes in a reading, in order of id. `oldest` is the oldest transaction in progress, `horizon` the first that had
    /// not begun.
    pub(super) fn take(&mut self, ids: &[i64], (oldest, horizon): (i64, i64), now: Instant) {
        for id in ids {
            if *id <= self.last {
                self.missing.remove(id);
                continue;
            }
            for between in self.last + 1..*id {
                self.missing.insert(between, Noticed { at: now, horizon });
            }
            self.last = *id;
        }
        self.missing
            .retain(|_, noticed| now.duration_since(noticed.at) < PATIENCE || oldest < noticed.horizon);
        while self.missing.len() > WAITED_FOR {
            self.missing.pop_first();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_commit_with_a_smaller_id_is_waited_for() {
        let start = Instant::now();
        let mut trail = Trail::begin(&[4, 5, 7], 100, start);
        assert_eq!((trail.last(), trail.missing()), (7, vec![6]));
        trail.take(&[8, 11], (90, 101), start);
        assert_eq!((trail.last(), trail.missing()), (11, vec![6, 9, 10]));
        trail.take(&[6, 10], (90, 102), start);
        assert_eq!((trail.last(), trail.missing()), (11, vec![9]));
        trail.take(&[9, 12], (90, 102), start);
        assert_eq!((trail.last(), trail.missing()), (12, vec![]));
    }

    #[test]
    fn an_id_is_given_up_when_it_is_old_and_nobody_can_have_it() {
        let start = Instant::now();
        let mut trail = Trail::begin(&[], 100, start);
        trail.take(&[2], (100, 101), start);
        assert_eq!(trail.missing(), [1]);
        trail.take(&[], (101, 102), start + PATIENCE / 2);
        assert_eq!(trail.missing(), [1], "it is not old");
        trail.take(&[], (100, 102), start + PATIENCE);
        assert_eq!(
            trail.missing(),
            [1],
            "whoever was at work when it was noticed is at work still"
        );
        trail.take(&[], (101, 102), start + PATIENCE);
        assert!(trail.missing().is_empty());
    }

    #[test]
    fn no_more_ids_are_waited_for_than_can_be_asked_for() {
        let start = Instant::now();
        let mut trail = Trail::begin(&[1], 100, start);
        let far = i64::try_from(WAITED_FOR).unwrap() + 10;
        trail.take(&[far], (100, 101), start);
        assert_eq!(trail.missing().len(), WAITED_FOR);
        assert_eq!(trail.missing().last(), Some(&(far - 1)));
    }
}
