//! What the answer of a mail server means (RFC 5321, 4.2), and when a letter is tried again.

use chrono::{DateTime, Utc};

use crate::pauses;

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// Nobody answers there, the connection broke, or TLS was refused.
    Unreachable,
    /// An answer took too long.
    TooSlow,
    /// The letter cannot be sent as it is: its address is none that this server can be told.
    Unfit,
}

impl Failure {
    /// Every failure.
    pub const ALL: [Self; 3] = [Self::Unreachable, Self::TooSlow, Self::Unfit];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too_slow",
            Self::Unfit => "unfit",
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
    /// The server said this, in three digits.
    Said(u16),
    /// It said nothing.
    None(Failure),
}

/// How a letter ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The server has taken it. Whether it arrives is between servers.
    Accepted,
    /// The server refused it for good.
    Refused,
    /// It was tried as often as it is tried.
    GivenUp,
    /// It was not needed any more when it was to be sent: what it is about has passed, or the person has no such role any more.
    Needless,
}

impl End {
    /// Every end.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Refused, Self::GivenUp, Self::Needless];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
            Self::Needless => "needless",
        }
    }

    /// The end of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.code() == code)
    }
}

/// What follows from an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is over.
    Over(End),
    /// It is tried again then.
    Again(DateTime<Utc>),
}

/// What follows from the answer to attempt number `attempt`, counted from 1. What a server refuses for good is not tried again,
/// unless it refuses us and not the letter: a password that was changed is no reason to lose what was to be sent.
pub fn judge(attempt: u32, answer: Answer, now: DateTime<Utc>) -> Verdict {
    match answer {
        Answer::Said(200..=299) => return Verdict::Over(End::Accepted),
        // 530, 534, 535, 538: sign in, and not so.
        Answer::Said(530 | 534 | 535 | 538) | Answer::None(Failure::Unreachable | Failure::TooSlow) => {}
        Answer::Said(500..=599) | Answer::None(Failure::Unfit) => return Verdict::Over(End::Refused),
        Answer::Said(_) => {}
    }
    pauses::after(attempt).map_or(Verdict::Over(End::GivenUp), |pause| Verdict::Again(now + pause))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn an_answer_of_a_server_means_this() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let soon = Verdict::Again(now + TimeDelta::seconds(5));
        for (answer, first, last) in [
            (
                Answer::Said(250),
                Verdict::Over(End::Accepted),
                Verdict::Over(End::Accepted),
            ),
            (
                Answer::Said(550),
                Verdict::Over(End::Refused),
                Verdict::Over(End::Refused),
            ),
            (
                Answer::None(Failure::Unfit),
                Verdict::Over(End::Refused),
                Verdict::Over(End::Refused),
            ),
            (Answer::Said(421), soon, Verdict::Over(End::GivenUp)),
            (Answer::Said(451), soon, Verdict::Over(End::GivenUp)),
            (Answer::Said(535), soon, Verdict::Over(End::GivenUp)),
            (Answer::None(Failure::Unreachable), soon, Verdict::Over(End::GivenUp)),
            (Answer::None(Failure::TooSlow), soon, Verdict::Over(End::GivenUp)),
        ] {
            assert_eq!(judge(1, answer, now), first, "{answer:?}");
            assert_eq!(judge(10, answer, now), last, "{answer:?}");
        }
    }
}
