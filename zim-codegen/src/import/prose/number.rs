//! Whole numbers in a sentence. What is part of a name, a version, a decimal or an address is none.

/// A number and where it stands, in bytes of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: i64,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A sentence with more numbers states no limits.
const MOST: usize = 40;

/// The numbers of a sentence, in order; `10,000` is one. None if there are too many for a limit to be among them.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !byte.is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = end_of(bytes, at);
        if let Some(number) = number(text, at, end) {
            found.push(number);
        }
        if found.len() > MOST {
            return Vec::new();
        }
        at = end;
    }
    found
}

/// Where the digits from `at` on end, with the commas that part thousands.
fn end_of(bytes: &[u8], at: usize) -> usize {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let lead = digits(at);
    let mut end = at + lead;
    if lead > 3 || is_after_bracket(bytes, at) {
        return end;
    }
    while bytes.get(end) == Some(&b',') && digits(end + 1) == 3 {
        end += 4;
    }
    // `[1,100]`: the end of a range.
    if end > at + lead && matches!(bytes.get(end), Some(b']')) { at + lead } else { end }
}

fn is_after_bracket(bytes: &[u8], at: usize) -> bool {
    let before = bytes.iter().take(at).rev().find(|byte| **byte != b' ');
    before == Some(&b'[')
}

fn number(text: &str, start: usize, end: usize) -> Option<Number> {
    let digits: String = text.get(start..end)?.chars().filter(char::is_ascii_digit).collect();
    let value: i64 = digits.parse().ok()?;
    let mut back = text.get(..start)?.chars().rev();
    let before = back.next();
    let mut ahead = text.get(end..)?.chars();
    let (after, next) = (ahead.next(), ahead.next());
    let in_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '#' | '@'));
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '#' | '@')) {
        return None;
    }
    if before == Some('/') && in_word(back.next()) {
        return None;
    }
    let is_decimal = after == Some('.') && next.is_some_and(|c| c.is_ascii_alphanumeric());
    if is_decimal || after == Some('%') || after == Some('_') || is_name(text.get(end..)?) {
        return None;
    }
    let is_negative = before == Some('-') && !text.get(..start - 1)?.ends_with(|c: char| c.is_alphanumeric());
    let start = if is_negative { start - 1 } else { start };
    Some(Number { value: if is_negative { -value } else { value }, start, end })
}

/// Whether letters follow at once that make a name of the digits, such as `1v1`: `32bytes` and `2KB` are none.
fn is_name(after: &str) -> bool {
    let word: String = after.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    let word = word.to_ascii_lowercase();
    let units = ["byte", "bytes", "kb", "mb", "k", "m", "b", "char", "chars", "characters", "s", "ms", "h", "d", "x"];
    !word.is_empty() && !units.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[i64]) {
        let found: Vec<i64> = numbers(text).iter().map(|number| number.value).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_numbers_only() {
        check("up to 10,000 or 2,592,000 of them", &[10_000, 2_592_000]);
        check("[1,100] and (0, 600] and [0,200]", &[1, 100, 0, 600, 0, 200]);
        check("-1: never, 5-10, a-1", &[-1, 5, 10, 1]);
        check("k0 md5 1v1 2.10.0 1.5 50% v2 #7 @3 a/5 x_1 3_a", &[]);
        check("2KB 32bytes 64-byte 1, 11, 12", &[2, 32, 64, 1, 11, 12]);
        check("99999999999999999999999", &[]);
        check("长度为32字节", &[32]);
    }
}
