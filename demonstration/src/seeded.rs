//! Choices that look arbitrary and are the same for the same seed, on every machine and in every version.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A stream of choices of its own for one subject, so that one more choice about one subject changes nothing elsewhere.
///
/// The generator is `SplitMix64` (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). It is written
/// out here because the demonstration must never change with a library, asks for some hundred thousand short streams, and
/// needs nothing that cannot be guessed.
#[derive(Clone, Debug)]
pub(crate) struct Seeded(u64);

impl Seeded {
    /// The stream of a subject, named by its parts.
    pub(crate) fn of(seed: u64, subject: &[&str]) -> Self {
        // FNV-1a, 64 bits, each part closed by a byte that no part holds.
        let bytes = subject.iter().flat_map(|part| part.bytes().chain([0xff]));
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(Self(seed).next() ^ hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number below `bound`, which is above zero; nearly uniform, and exactly reproducible.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * bound as u128;
        usize::try_from(wide >> 64).expect("the product is below the bound")
    }

    /// Whether a chance of so many in a hundred comes true.
    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of several, which are not none.
    pub(crate) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }

    /// One of several by weight; the weights are not all zero.
    pub(crate) fn weigh<T: Copy>(&mut self, among: &[(usize, T)]) -> T {
        let drawn = self.below(among.iter().map(|(weight, _)| weight).sum());
        let mut end = 0;
        let found = among.iter().find(|(weight, _)| {
            end += weight;
            drawn < end
        });
        found.expect("the number drawn is below the sum of the weights").1
    }

    /// So many different places below `bound`, or all of them, in order.
    pub(crate) fn places(&mut self, count: usize, bound: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..bound).collect();
        let mut places: Vec<usize> = (0..count.min(bound))
            .map(|_| left.swap_remove(self.below(left.len())))
            .collect();
        places.sort_unstable();
        places
    }

    /// 128 bits. They can be foretold from the seed, which is right for a demonstration and for nothing else.
    pub(crate) fn bits(&mut self) -> [u8; 16] {
        let (high, low) = (self.next(), self.next());
        (u128::from(high) << 64 | u128::from(low)).to_be_bytes()
    }

    /// A time-ordered id (RFC 9562, version 7) of this instant.
    pub(crate) fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).expect("the demonstration is set after 1970");
        let [drawn @ .., _, _, _, _, _, _] = self.bits();
        uuid::Builder::from_unix_timestamp_millis(millis, &drawn).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_subject_draws_the_same_and_another_something_else() {
        let draw = |seed, subject: &[&str]| Seeded::of(seed, subject).bits();
        assert_eq!(draw(1, &["QMA", "N13A.status"]), draw(1, &["QMA", "N13A.status"]));
        assert_ne!(draw(1, &["QMA", "N13A.status"]), draw(2, &["QMA", "N13A.status"]));
        assert_ne!(draw(1, &["QMA", "N13A.status"]), draw(1, &["QMAN", "13A.status"]));
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // The first numbers of the reference implementation (https://prng.di.unimi.it/splitmix64.c) for this seed.
        let mut seeded = Seeded(1_234_567);
        let drawn: [u64; 3] = std::array::from_fn(|_| seeded.next());
        assert_eq!(
            drawn,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn streams_never_change() {
        let drawn = Seeded::of(7, &["QMA", "N13A.status"]).bits();
        assert_eq!(
            u128::from_be_bytes(drawn),
            261_503_783_234_154_262_664_975_473_675_261_124_106
        );
    }

    #[test]
    fn draws_stay_in_bounds_and_reach_every_place() {
        let mut seeded = Seeded::of(1, &["bounds"]);
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[seeded.below(5)] = true;
        }
        assert_eq!(seen, [true; 5]);
        assert_eq!(seeded.places(9, 4), [0, 1, 2, 3]);
        assert!(!seeded.percent(0) && seeded.percent(100));
        let weighed: Vec<char> = (0..50).map(|_| seeded.weigh(&[(0, 'a'), (3, 'b'), (1, 'c')])).collect();
        assert!(!weighed.contains(&'a') && weighed.contains(&'b') && weighed.contains(&'c'));
    }
}
