//! The file of budgets: what may be counted at most, one a line.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// How much more than the budget is allowed of lines for LLVM, in percent: other compilers write other ones.
pub const ROOM_LINES: u64 = 3;
/// The same of instructions. A needless copy of a text is more than that for a single request.
pub const ROOM_PERCENT: u64 = 1;
/// How many instructions more are allowed beside that: copying and comparing take some steps more or fewer by where texts
/// happen to lie, which another folder or environment changes. A needless allocation takes more, and is counted itself.
pub const ROOM_INSTRUCTIONS: u64 = 50;

/// What may be counted at most, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budgets(BTreeMap<String, u64>);

/// What is said of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is within its budget.
    Kept,
    /// It is so far below that the budget should be lowered.
    Generous,
    /// It is above.
    Exceeded,
    /// It has no budget.
    Missing,
}

impl Budgets {
    /// What was measured, as budgets.
    #[must_use]
    pub fn of(measured: &[(String, u64)]) -> Self {
        Self(measured.iter().cloned().collect())
    }

    /// Whether `number` is within the budget `name`, and what that is.
    #[must_use]
    pub fn judge(&self, name: &str, number: u64) -> (Verdict, Option<u64>) {
        let Some(budget) = self.0.get(name).copied() else { return (Verdict::Missing, None) };
        let room = match name {
            "lines llvm" => budget * ROOM_LINES / 100,
            _ if name.starts_with("instructions ") => budget * ROOM_PERCENT / 100 + ROOM_INSTRUCTIONS,
            _ => 0,
        };
        let verdict = match number {
            _ if number > budget + room => Verdict::Exceeded,
            _ if number * 100 < budget * 90 => Verdict::Generous,
            _ => Verdict::Kept,
        };
        (verdict, Some(budget))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Kept => "ok",
            Self::Generous => "ok; the budget can be lowered",
            Self::Exceeded => "EXCEEDED",
            Self::Missing => "NO BUDGET",
        })
    }
}

impl fmt::Display for Budgets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# What may be counted at most; `cargo budget` compares, `cargo budget --bless` writes this file."
        )?;
        self.0.iter().try_for_each(|(name, number)| writeln!(f, "{name} = {number}"))
    }
}

impl FromStr for Budgets {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let entry = |line: &str| {
            let (name, number) = line.split_once(" = ").ok_or_else(|| format!("no budget: `{line}`"))?;
            let number = number.parse().map_err(|error| format!("`{line}`: {error}"))?;
            Ok((name.to_owned(), number))
        };
        lines.map(entry).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# a comment\ninstructions a = 1000\nallocations a = 1\nlines llvm = 100\n";

    #[track_caller]
    fn check(name: &str, number: u64, expected: Verdict) {
        assert_eq!(FILE.parse::<Budgets>().unwrap().judge(name, number).0, expected, "{name} {number}");
    }

    #[test]
    fn what_varies_with_compilers_has_room() {
        check("instructions a", 1060, Verdict::Kept);
        check("instructions a", 1061, Verdict::Exceeded);
        check("instructions a", 899, Verdict::Generous);
        check("lines llvm", 103, Verdict::Kept);
        check("lines llvm", 104, Verdict::Exceeded);
    }

    #[test]
    fn what_does_not_has_none() {
        check("allocations a", 1, Verdict::Kept);
        check("allocations a", 2, Verdict::Exceeded);
        check("allocations b", 0, Verdict::Missing);
    }

    #[test]
    fn a_file_is_read_as_it_is_written() {
        let budgets: Budgets = FILE.parse().unwrap();
        assert_eq!(budgets.to_string().parse(), Ok(budgets));
        assert!("instructions a 7".parse::<Budgets>().is_err());
        assert!("instructions a = x".parse::<Budgets>().is_err());
    }
}
