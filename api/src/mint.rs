//! The only source of time, ids and randomness. Everything else takes them as arguments.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Makes instants, ids and random bytes: the system's, or fixed and seeded ones that come out the same each time.
pub struct Mint {
    source: Source,
    last: Mutex<LastId>,
}

enum Source {
    System,
    Fixed { clock: Clock, stream: Mutex<Stream> },
}

/// A clock that stands still until it is set. Its copies are one clock.
#[derive(Clone, Debug)]
pub struct Clock(Arc<AtomicI64>);

/// Bytes that follow from a seed: SHA-256 over the seed and a counter.
struct Stream {
    seed: u64,
    drawn: u64,
}

/// The millisecond of the last id and how many came in it, so that ids of one process rise strictly.
#[derive(Default)]
struct LastId {
    millisecond: u64,
    count: u16,
}

/// The 12 bits of `rand_a` (RFC 9562, 5.7) count the ids of one millisecond.
const IDS_IN_A_MILLISECOND: u16 = 1 << 12;

impl Clock {
    /// A clock that shows this instant, to the microsecond.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(AtomicI64::new(instant.timestamp_micros())))
    }

    /// Sets it.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.0.store(instant.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves it on.
    pub fn advance(&self, by: chrono::TimeDelta) {
        self.set(self.now() + by);
    }

    /// What it shows.
    pub fn now(&self) -> DateTime<Utc> {
        instant(self.0.load(Ordering::SeqCst))
    }
}

fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).expect("an instant that a clock showed is an instant")
}

impl Mint {
    /// The system's clock and randomness.
    pub fn system() -> Self {
        Self {
            source: Source::System,
            last: Mutex::default(),
        }
    }

    /// A clock that is set by hand, and ids and bytes that follow from the seed.
    pub fn fixed(clock: Clock, seed: u64) -> Self {
        let stream = Mutex::new(Stream { seed, drawn: 0 });
        Self {
            source: Source::Fixed { clock, stream },
            last: Mutex::default(),
        }
    }

    /// The instant, to the microsecond: as fine as it is stored.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.source {
            Source::System => {
                #[expect(clippy::disallowed_methods, reason = "this is the only source of time")]
                let now = DateTime::<Utc>::from(SystemTime::now());
                instant(now.timestamp_micros())
            }
            Source::Fixed { clock, .. } => clock.now(),
        }
    }

    /// A time-ordered id (UUID version 7). Those of one process rise strictly.
    pub fn id(&self) -> Uuid {
        let now = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        let (millisecond, count) = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            if now > last.millisecond {
                *last = LastId {
                    millisecond: now,
                    count: 0,
                };
            } else if last.count + 1 < IDS_IN_A_MILLISECOND {
                last.count += 1;
            } else {
                *last = LastId {
                    millisecond: last.millisecond + 1,
                    count: 0,
                };
            }
            (last.millisecond, last.count)
        };
        let mut rest = self.bytes::<10>();
        let [high, low] = count.to_be_bytes();
        rest[0] = high;
        rest[1] = low;
        uuid::Builder::from_unix_timestamp_millis(millisecond, &rest).into_uuid()
    }

    /// Bytes that nobody can guess (or, fixed, that everybody can).
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.source {
            Source::System => {
                #[expect(clippy::disallowed_methods, reason = "this is the only source of randomness")]
                getrandom::fill(&mut bytes).expect("the system gives random bytes, or nothing here is safe");
            }
            Source::Fixed { stream, .. } => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in bytes.chunks_mut(32) {
                    stream.drawn += 1;
                    let block = Sha256::new()
                        .chain_update(stream.seed.to_be_bytes())
                        .chain_update(stream.drawn.to_be_bytes())
                        .finalize();
                    chunk.copy_from_slice(&block[..chunk.len()]);
                }
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn ids_rise_strictly_and_are_of_version_seven() {
        let clock = Clock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        for mint in [Mint::system(), Mint::fixed(clock, 1)] {
            let ids: Vec<_> = (0..10_000).map(|_| mint.id()).collect();
            assert!(ids.is_sorted_by(|a, b| a < b));
            assert!(ids.iter().all(|id| id.get_version_num() == 7));
        }
    }

    #[test]
    fn a_fixed_mint_repeats_itself_and_another_seed_does_not() {
        let clock = Clock::at(DateTime::UNIX_EPOCH);
        let draw = |seed| {
            let mint = Mint::fixed(clock.clone(), seed);
            (mint.id(), mint.bytes::<40>(), mint.id(), mint.now())
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1).1, draw(2).1);
        clock.advance(TimeDelta::seconds(1));
        assert_eq!(draw(1).3, DateTime::UNIX_EPOCH + TimeDelta::seconds(1));
    }
}
