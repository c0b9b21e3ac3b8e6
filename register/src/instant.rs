//! The instant of a filing, in the one form that is hashed.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use thiserror::Error;

/// A text or a number that is not an instant in our form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected an instant in UTC with microseconds, as 2026-03-31T14:05:09.000001Z")]
pub struct BadInstant;

/// When the register took a filing: UTC with exactly six digits of a second, `2026-03-31T14:05:09.000001Z`
/// (a profile of RFC 3339; years 0001 to 9999, no leap seconds). Sorting the text sorts the instants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiledAt(String);

const DAY: i64 = 86_400;
const MILLION: i64 = 1_000_000;

impl FiledAt {
    /// From microseconds since 1970-01-01T00:00:00Z; refuses instants outside the years 0001 to 9999.
    pub fn from_unix_micros(micros: i64) -> Result<Self, BadInstant> {
        let (seconds, fraction) = (micros.div_euclid(MILLION), micros.rem_euclid(MILLION));
        let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        if !(1..=9999).contains(&year) {
            return Err(BadInstant);
        }
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        Ok(Self(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:06}Z"
        )))
    }

    /// The instant as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The Gregorian date of a day counted from 1970-01-01: the 400-year cycle has 146,097 days, and years are counted from
/// March so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (cycle, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (cycle * 400 + year + i64::from(month <= 2), month, day)
}

fn month_length(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for FiledAt {
    type Err = BadInstant;

    fn from_str(text: &str) -> Result<Self, BadInstant> {
        const PATTERN: &[u8] = b"0000-00-00T00:00:00.000000Z";
        let shaped = text.len() == PATTERN.len()
            && text.bytes().zip(PATTERN).all(|(byte, &pattern)| {
                if pattern == b'0' {
                    byte.is_ascii_digit()
                } else {
                    byte == pattern
                }
            });
        if !shaped {
            return Err(BadInstant);
        }
        let number = |from: usize, to: usize| text[from..to].parse::<u32>().map_err(|_| BadInstant);
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let real = year >= 1
            && (1..=12).contains(&month)
            && (1..=month_length(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if real {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadInstant)
        }
    }
}

impl fmt::Display for FiledAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for FiledAt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_instants_have_their_text() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00.000000Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (951_782_400_000_001, "2000-02-29T00:00:00.000001Z"),
            (1_774_965_909_000_001, "2026-03-31T14:05:09.000001Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
        ] {
            let instant = FiledAt::from_unix_micros(micros).unwrap();
            assert_eq!(instant.as_str(), text);
            assert_eq!(text.parse(), Ok(instant));
        }
        assert_eq!(FiledAt::from_unix_micros(253_402_300_800_000_000), Err(BadInstant));
        assert_eq!(FiledAt::from_unix_micros(-62_135_596_800_000_001), Err(BadInstant));
    }

    #[test]
    fn other_forms_and_impossible_dates_are_refused() {
        for text in [
            "",
            "2026-03-31T14:05:09Z",
            "2026-03-31T14:05:09.000001+00:00",
            "2026-03-31t14:05:09.000001z",
            "2026-03-31 14:05:09.000001Z",
            "2026-02-29T00:00:00.000000Z",
            "1900-02-29T00:00:00.000000Z",
            "2026-04-31T00:00:00.000000Z",
            "2026-13-01T00:00:00.000000Z",
            "2026-00-01T00:00:00.000000Z",
            "2026-01-00T00:00:00.000000Z",
            "2026-01-01T24:00:00.000000Z",
            "2026-01-01T00:60:00.000000Z",
            "2016-12-31T23:59:60.000000Z",
            "0000-01-01T00:00:00.000000Z",
            "+026-01-01T00:00:00.000000Z",
        ] {
            assert_eq!(text.parse::<FiledAt>(), Err(BadInstant), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_and_number_agree_and_sort_alike(a in any::<i64>(), b in any::<i64>()) {
            match (FiledAt::from_unix_micros(a), FiledAt::from_unix_micros(b)) {
                (Ok(first), Ok(second)) => {
                    prop_assert_eq!(a.cmp(&b), first.cmp(&second));
                    prop_assert_eq!(first.as_str().parse::<FiledAt>(), Ok(first));
                }
                (Err(BadInstant), _) | (_, Err(BadInstant)) => {}
            }
        }
    }
}
