//! How long is waited before something that has to reach others is tried again: webhooks and letters.

use chrono::TimeDelta;

/// Before each attempt, from the end of the one before.
const PAUSES: [TimeDelta; 10] = [
    TimeDelta::zero(),
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];

/// How long is waited after attempt number `attempt`, counted from 1; none after the last.
pub(crate) fn after(attempt: u32) -> Option<TimeDelta> {
    usize::try_from(attempt).ok().and_then(|done| PAUSES.get(done)).copied()
}
