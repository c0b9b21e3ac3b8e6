//! Time zones: the only place that knows their rules.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use thiserror::Error;

/// No zone of the IANA database has this name, or the day has no end in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no time zone")]
pub struct NoSuchZone(String);

/// The release of the IANA database whose rules the program was built with.
pub const RULES: &str = chrono_tz::IANA_TZDB_VERSION;

/// Refuses a name that is no zone of the IANA database.
pub fn check(zone: &str) -> Result<(), NoSuchZone> {
    parse(zone).map(|_| ())
}

/// 24:00 of a day in a zone. Where clocks skip that midnight, the first instant after it.
pub fn end_of_day(day: NaiveDate, zone: &str) -> Result<DateTime<Utc>, NoSuchZone> {
    let zone = parse(zone)?;
    let none = || NoSuchZone(zone.name().to_owned());
    let midnight = day
        .checked_add_days(Days::new(1))
        .ok_or_else(none)?
        .and_time(NaiveTime::MIN);
    let skipped = (0..=180).map(|minutes| midnight + chrono::TimeDelta::minutes(minutes));
    let local = skipped
        .into_iter()
        .find_map(|local| zone.from_local_datetime(&local).latest());
    local.map(|local| local.with_timezone(&Utc)).ok_or_else(none)
}

/// The day that it is in a zone.
pub fn day(now: DateTime<Utc>, zone: &str) -> Result<NaiveDate, NoSuchZone> {
    Ok(now.with_timezone(&parse(zone)?).date_naive())
}

fn parse(zone: &str) -> Result<Tz, NoSuchZone> {
    zone.parse().map_err(|_| NoSuchZone(zone.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_where_the_round_is() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let end = |on, zone| end_of_day(on, zone).map(|at| at.to_rfc3339());
        assert_eq!(
            end(day(2026, 11, 30), "America/New_York").as_deref(),
            Ok("2026-12-01T05:00:00+00:00")
        );
        assert_eq!(
            end(day(2026, 6, 30), "America/New_York").as_deref(),
            Ok("2026-07-01T04:00:00+00:00")
        );
        assert_eq!(
            end(day(2026, 6, 30), "Asia/Kolkata").as_deref(),
            Ok("2026-06-30T18:30:00+00:00")
        );
        // Beirut skips the midnight on which summer time begins.
        assert_eq!(
            end(day(2024, 3, 30), "Asia/Beirut").as_deref(),
            Ok("2024-03-30T22:00:00+00:00")
        );
        assert!(end(day(2026, 6, 30), "New York").is_err());
    }
}
