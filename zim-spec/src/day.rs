//! Days of the calendar, for the age of facts. Nothing here reads a clock.

use crate::resolve::is_date;
use std::fmt;

/// A day of the calendar. Ordered as days are; shown as `2026-11-22`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(String);

impl Day {
    /// The day written `YYYY-MM-DD`; `None` for any other text.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        is_date(text).then(|| Self(text.to_owned()))
    }

    /// The day after.
    #[must_use]
    pub fn tomorrow(&self) -> Self {
        let mut parts = self.0.split('-').map(|part| part.parse::<u32>().unwrap_or_default());
        let mut part = || parts.next().unwrap_or_default();
        let (year, month, day) = (part(), part(), part());
        let next = [(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)];
        let next = next.iter().find_map(|(year, month, day)| Self::new(&format!("{year:04}-{month:02}-{day:02}")));
        next.unwrap_or_else(|| self.clone())
    }

    /// The same day of the year before; the last day of February for a 29th that it lacks.
    #[must_use]
    pub fn a_year_earlier(&self) -> Self {
        let (year, rest) = self.0.split_at_checked(4).unwrap_or(("0000", "-01-01"));
        let before = year.parse::<u32>().unwrap_or_default().saturating_sub(1);
        Self::new(&format!("{before:04}{rest}")).unwrap_or_else(|| Self(format!("{before:04}-02-28")))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[track_caller]
    fn check(day: &str, earlier: &str) {
        assert_eq!(Day::new(day).unwrap().a_year_earlier().to_string(), earlier);
    }

    #[test]
    fn tomorrow_is_a_day() {
        for (day, next) in [
            ("2026-11-25", "2026-11-26"),
            ("2026-11-30", "2026-12-01"),
            ("2026-12-31", "2027-01-01"),
            ("2024-02-28", "2024-02-29"),
            ("2025-02-28", "2025-03-01"),
            ("9999-12-31", "9999-12-31"),
        ] {
            assert_eq!(Day::new(day).unwrap().tomorrow().to_string(), next);
        }
    }

    #[test]
    fn a_year_earlier_is_a_day() {
        check("2026-11-25", "2025-11-25");
        check("2024-02-29", "2023-02-28");
        check("2000-01-01", "1999-01-01");
        check("0000-01-01", "0000-01-01");
        assert!(Day::new("2026-9-1") < Day::new("2026-09-01"));
        assert!(Day::new("2025-12-31") < Day::new("2026-01-01"));
    }
}
