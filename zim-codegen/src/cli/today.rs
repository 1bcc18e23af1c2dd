//! Which day it is. Nothing else reads a clock.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_A_DAY: u64 = 24 * 60 * 60;

/// Today in UTC, `YYYY-MM-DD`; the day of `SOURCE_DATE_EPOCH`, if that is set, so that what depends on the day can be
/// had again.
pub(super) fn today() -> String {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    let seconds =
        fixed.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()));
    day(seconds)
}

/// The day of a Unix time in seconds.
fn day(seconds: u64) -> String {
    // Whole days since the epoch, counted off year by year and month by month: a few dozen steps.
    let mut days = seconds / SECONDS_A_DAY;
    let mut year = 1970;
    while days >= length_of_year(year) && year < 9999 {
        days -= length_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days >= length_of_month(month, year) {
        days -= length_of_month(month, year);
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days.min(30) + 1)
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn length_of_year(year: u64) -> u64 {
    365 + u64::from(is_leap(year))
}

fn length_of_month(month: u64, year: u64) -> u64 {
    match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn seconds_are_days() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_735_689_599, "2024-12-31"),
            (1_795_564_800, "2026-11-25"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(day(seconds), expected, "{seconds}");
        }
    }
}
