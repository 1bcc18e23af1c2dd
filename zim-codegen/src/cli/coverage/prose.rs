//! Limits, rates and codes in the text of a document.

use regex_lite::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A pattern that is known to be one: `tests::patterns` compiles each.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// Numbers with a unit of length, or behind words that bound.
static BOUNDS: LazyLock<Vec<Regex>> = LazyLock::new(|| BOUND_TEXTS.iter().filter_map(|text| pattern(text)).collect());

const BOUND_TEXTS: [&str; 4] = [
    r"(?i)(\d[\d,]*)\s*(?:-\s*)?(bytes?|KB|characters?)\b",
    r"(?i)\b(?:at most|up to|maximum of|maximum is|max(?:imum)?:?|exceed(?:ing|s)?|more than|limit of|limited to)\s+(\d[\d,]*)\b",
    r"\[\s*(-?\d+)\s*,\s*-?\d+\s*[\])]",
    r"[\[(]\s*-?\d+\s*,\s*(-?\d+)\s*\]",
];

/// The ends that a range leaves out.
static ABOVE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(ABOVE_TEXT));
static BELOW: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(BELOW_TEXT));

const ABOVE_TEXT: &str = r"\(\s*(-?\d+)\s*,\s*-?\d+\s*[\])]";
const BELOW_TEXT: &str = r"[\[(]\s*-?\d+\s*,\s*(-?\d+)\s*\)";

static RATE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(RATE_TEXT));

const RATE_TEXT: &str = r"(?i)(\d+)\s*(?:times|requests?|calls?|messages?)\s*(?:/|per\s+)\s*s(?:econd)?\b";

static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(CODE_TEXT));

const CODE_TEXT: &str = r"<td[^>]*>\s*(\d{5,10})\s*</td>";

/// Every bound in a text about a value; `2 KB` is 2048, `(0, 5]` is 1 and 5. Versions of SDKs and lines about others
/// are left out.
pub(super) fn bounds(text: &str) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    for regex in BOUNDS.iter() {
        for hit in regex.captures_iter(text) {
            let number = hit.get(1).and_then(|digits| digits.as_str().replace(',', "").parse::<i64>().ok());
            // What counts kilobytes was found with its unit.
            let after = hit.get(0).and_then(|whole| text.get(whole.end()..)).unwrap_or_default();
            if hit.get(2).is_none() && after.trim_start().to_ascii_lowercase().starts_with("kb") {
                continue;
            }
            let kilo = hit.get(2).is_some_and(|unit| unit.as_str().eq_ignore_ascii_case("kb"));
            found.extend(number.map(|number| if kilo { number.saturating_mul(1024) } else { number }));
        }
    }
    found.extend(numbers(ABOVE.as_ref(), text).into_iter().map(|end| end.saturating_add(1)));
    found.extend(numbers(BELOW.as_ref(), text).into_iter().map(|end| end.saturating_sub(1)));
    found
}

/// Every rate in the text about an action, as how many in a second.
pub(super) fn rates(text: &str) -> BTreeSet<i64> {
    numbers(RATE.as_ref(), text)
}

/// Every return code in a table.
pub(super) fn codes(text: &str) -> BTreeSet<i64> {
    numbers(CODE.as_ref(), text)
}

fn numbers(regex: Option<&Regex>, text: &str) -> BTreeSet<i64> {
    let hits = regex.into_iter().flat_map(|regex| regex.captures_iter(text));
    hits.filter_map(|hit| hit.get(1)?.as_str().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for text in BOUND_TEXTS.iter().chain([&ABOVE_TEXT, &BELOW_TEXT, &RATE_TEXT, &CODE_TEXT]) {
            assert!(pattern(text).is_some(), "{text}");
        }
    }

    #[test]
    fn numbers_of_a_text() {
        for (text, expected) in [
            ("a length of 32 bytes or 2 KB", vec![32, 2048]),
            ("a maximum of 100 users; no more than 20", vec![20, 100]),
            ("in the range [1, 30]", vec![1, 30]),
            ("in the range (0, 500]", vec![1, 500]),
            ("in the range [0, 500)", vec![0, 499]),
            ("a maximum of 32 KB", vec![32_768]),
            ("up to 1,000 items", vec![1000]),
            ("version 2.8.0 and 660000002", vec![]),
        ] {
            assert_eq!(bounds(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(rates("<Note> 20 times/s</Note> 5 requests per second").len(), 2);
        assert_eq!(codes("<td>660000002</td><td> 910001 </td>").len(), 2);
    }
}
