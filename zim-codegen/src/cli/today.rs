//! The day on which the command runs: the one place that reads a clock.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

/// Replaces the clock, in seconds of Unix time, for builds and tests that give the same every day.
const SOURCE_DATE_EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Seconds of a day.
const DAY: u64 = 86_400;

/// The last day that has four digits of a year, in days of Unix time.
const LAST: u64 = 2_932_896;

/// Today in UTC, `YYYY-MM-DD`. What is no number in `SOURCE_DATE_EPOCH` is passed over.
pub(super) fn today() -> String {
    let stated = env::var(SOURCE_DATE_EPOCH).ok().and_then(|seconds| seconds.trim().parse().ok());
    // A clock that stands before 1970 is wrong anyway.
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    date(stated.unwrap_or_else(clock))
}

/// The day of a Unix time. The year is counted from March, so that the leap day comes last.
fn date(seconds: u64) -> String {
    let days = (seconds / DAY).min(LAST) + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month < 3);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{DAY, date};

    #[test]
    fn days_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (DAY - 1, "1970-01-01"),
            (DAY, "1970-01-02"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_709_164_800, "2024-02-29"),
            (1_735_603_200, "2024-12-31"),
            (1_735_689_600, "2025-01-01"),
            (1_795_564_800, "2026-11-25"),
            (4_107_542_400, "2100-03-01"),
            (4_107_456_000, "2100-02-28"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(date(seconds), expected, "{seconds}");
        }
    }

    /// Each day comes after the one before, and no month has a day too many.
    #[test]
    fn no_day_is_missing() {
        let mut last = (1969, 12, 31);
        for day in 0..200_000 {
            let text = date(day * DAY);
            let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap());
            let mut next = || parts.next().unwrap();
            let today = (next(), next(), next());
            let (year, month, day) = last;
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let length = match month {
                2 => 28 + u32::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            let expected = match (day < length, month < 12) {
                (true, _) => (year, month, day + 1),
                (false, true) => (year, month + 1, 1),
                (false, false) => (year + 1, 1, 1),
            };
            assert_eq!(today, expected);
            last = today;
        }
    }
}
