//! Dates as fine as they are known.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use thiserror::Error;

use crate::questionnaire::Precision;

/// A date as fine as it is known (ISO 8601 reduced precision: `2026`, `2026-11`, `2026-11-20`), in the proleptic
/// Gregorian calendar, years 1 to 9999. A coarser date sorts before the finer ones that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::struct_field_names, reason = "the day of a date is called its day")]
pub struct Day {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// A text that is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotADay {
    /// Not of the form `2026`, `2026-11` or `2026-11-20`.
    #[error("not a date of the form 2026, 2026-11 or 2026-11-20")]
    Malformed,
    /// Of that form, but no such day exists (`2026-02-30`).
    #[error("no such day in the calendar")]
    Impossible,
}

impl Day {
    /// Makes a date; refuses a day that the calendar does not have, and a day without a month.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Result<Self, NotADay> {
        if month.is_none() && day.is_some() {
            return Err(NotADay::Malformed);
        }
        let exists = (1..=9999).contains(&year)
            && NaiveDate::from_ymd_opt(
                i32::from(year),
                u32::from(month.unwrap_or(1)),
                u32::from(day.unwrap_or(1)),
            )
            .is_some();
        if exists {
            Ok(Self { year, month, day })
        } else {
            Err(NotADay::Impossible)
        }
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, if it is known.
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, if it is known; then the month is too.
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// How fine this date is.
    pub const fn precision(self) -> Precision {
        match (self.month, self.day) {
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, _) => Precision::Year,
        }
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        fn part<N: FromStr>(text: &str, width: usize) -> Result<N, NotADay> {
            if text.len() == width && text.bytes().all(|b| b.is_ascii_digit()) {
                text.parse().map_err(|_| NotADay::Malformed)
            } else {
                Err(NotADay::Malformed)
            }
        }
        let mut parts = text.splitn(3, '-');
        let year = part(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|month| part(month, 2)).transpose()?;
        let day = parts.next().map(|day| part(day, 2)).transpose()?;
        Self::new(year, month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_it_is_read() {
        for (text, precision) in [
            ("2026", Precision::Year),
            ("0001", Precision::Year),
            ("2026-11", Precision::Month),
            ("2024-02-29", Precision::Day),
            ("2000-02-29", Precision::Day),
            ("9999-12-31", Precision::Day),
        ] {
            let day: Day = text.parse().unwrap();
            assert_eq!((day.to_string().as_str(), day.precision()), (text, precision));
        }
    }

    #[test]
    fn an_impossible_date_is_told_from_a_malformed_one() {
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-13",
            "2026-00",
            "2026-01-00",
            "0000",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay::Impossible), "{text}");
        }
        for text in [
            "",
            "26",
            "20260",
            "2026-1",
            "2026-1-1",
            "2026-11-",
            "-2026",
            "+026",
            "2026/11",
            "2026-11-20T00",
            "٢٠٢٦",
            "2026-11-20-1",
            " 2026",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay::Malformed), "{text}");
        }
        assert_eq!(Day::new(2026, None, Some(1)), Err(NotADay::Malformed));
        assert_eq!(Day::new(10_000, None, None), Err(NotADay::Impossible));
    }
}
