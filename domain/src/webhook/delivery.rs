//! When a message is sent, and what an answer means (Standard Webhooks 1.0, "Deliverability and reliability").

use chrono::{DateTime, TimeDelta, Utc};

use crate::pauses;

/// The longest that a receiver may ask to be left alone.
const LONGEST_REST: TimeDelta = TimeDelta::hours(24);

/// Why an attempt came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// It was answered, with another status than 2xx.
    Status,
    /// The address leads inside: nothing was sent.
    Inside,
    /// Nobody answers there, or TLS was refused.
    Unreachable,
    /// The answer took too long.
    TooSlow,
}

impl Failure {
    /// Every failure.
    pub const ALL: [Self; 4] = [Self::Status, Self::Inside, Self::Unreachable, Self::TooSlow];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Inside => "inside",
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too_slow",
        }
    }

    /// The failure of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.code() == code)
    }
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The receiver answered.
    Status {
        /// The status.
        status: u16,
        /// How long it wants to be left alone, where it said so.
        rest: Option<TimeDelta>,
    },
    /// It did not.
    None(Failure),
}

impl Answer {
    /// Whether the receiver has the message.
    pub const fn is_taken(self) -> bool {
        matches!(self, Self::Status { status: 200..=299, .. })
    }

    /// Why it came to nothing; none where it did not.
    pub const fn failure(self) -> Option<Failure> {
        match self {
            Self::None(failure) => Some(failure),
            Self::Status { .. } if self.is_taken() => None,
            Self::Status { .. } => Some(Failure::Status),
        }
    }

    /// The status, where it was answered.
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(status),
            Self::None(_) => None,
        }
    }
}

/// How a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has the message.
    Delivered,
    /// It was tried as often as it is tried, or the receiver is gone.
    Failed,
}

impl Outcome {
    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// The outcome of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Delivered, Self::Failed]
            .into_iter()
            .find(|outcome| outcome.code() == code)
    }
}

/// What follows from an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The receiver has it.
    Delivered,
    /// It is tried again then.
    Again(DateTime<Utc>),
    /// That was the last attempt: the webhook is paused.
    Exhausted,
    /// The receiver wants nothing any more: the webhook ends.
    Gone,
}

/// What follows from the answer to attempt number `attempt`, counted from 1. 2xx takes it; 410 ends the webhook; 429 and 503
/// may ask for a rest of up to a day; everything else, redirects among it, is tried again until the last attempt.
pub fn judge(attempt: u32, answer: Answer, now: DateTime<Utc>) -> Verdict {
    if answer.is_taken() {
        return Verdict::Delivered;
    }
    let rest = match answer {
        Answer::Status { status: 410, .. } => return Verdict::Gone,
        Answer::Status {
            status: 429 | 503,
            rest: Some(rest),
        } => rest.clamp(TimeDelta::zero(), LONGEST_REST),
        Answer::Status { .. } | Answer::None(_) => TimeDelta::zero(),
    };
    pauses::after(attempt).map_or(Verdict::Exhausted, |pause| Verdict::Again(now + rest.max(pause)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn status(status: u16) -> Answer {
        Answer::Status { status, rest: None }
    }

    #[test]
    fn what_fails_is_tried_ten_times_within_three_days_and_a_half() {
        let mut at = now();
        let mut waits = Vec::new();
        for attempt in 1.. {
            match judge(attempt, Answer::None(Failure::Unreachable), at) {
                Verdict::Again(next) => {
                    waits.push((next - at).num_seconds());
                    at = next;
                }
                Verdict::Exhausted => {
                    assert_eq!(attempt, 10);
                    break;
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(waits, [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
    }

    #[test]
    fn an_answer_means_this() {
        for taken in [200, 201, 204, 299] {
            assert_eq!(judge(1, status(taken), now()), Verdict::Delivered);
        }
        assert_eq!(judge(1, status(410), now()), Verdict::Gone);
        let soon = Verdict::Again(now() + TimeDelta::seconds(5));
        for other in [199, 301, 302, 307, 400, 401, 404, 429, 500, 503] {
            assert_eq!(judge(1, status(other), now()), soon, "{other}");
            assert_eq!(judge(10, status(other), now()), Verdict::Exhausted, "{other}");
        }
    }

    #[test]
    fn a_receiver_may_ask_for_a_rest_of_a_day_and_no_longer() {
        let asking = |status, seconds| Answer::Status {
            status,
            rest: Some(TimeDelta::seconds(seconds)),
        };
        let again = |seconds| Verdict::Again(now() + TimeDelta::seconds(seconds));
        assert_eq!(judge(1, asking(429, 120), now()), again(120));
        assert_eq!(judge(1, asking(503, 120), now()), again(120));
        assert_eq!(
            judge(2, asking(503, 120), now()),
            again(300),
            "never sooner than it would be"
        );
        assert_eq!(judge(1, asking(503, 9_999_999), now()), again(86_400));
        assert_eq!(judge(1, asking(503, -5), now()), again(5));
        assert_eq!(judge(1, asking(500, 120), now()), again(5));
    }
}
