//! What a number counts: the words right behind it.

use super::words::head;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// Bytes, so many to one of it.
    Bytes(i64),
    /// Characters.
    Chars,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Longer spans of time, in which no value of the API counts.
    LongTime,
    /// Something else that is named: users, items, times.
    Things,
    /// Nothing that is named.
    Nothing,
}

/// Units, longest first where one begins like another.
const UNITS: &[(&str, Counts)] = &[
    ("个字节", Counts::Bytes(1)),
    ("字节", Counts::Bytes(1)),
    ("bytes", Counts::Bytes(1)),
    ("byte", Counts::Bytes(1)),
    ("kilobytes", Counts::Bytes(1024)),
    ("kib", Counts::Bytes(1024)),
    ("kbytes", Counts::Bytes(1024)),
    ("kb", Counts::Bytes(1024)),
    ("k", Counts::Bytes(1024)),
    ("megabytes", Counts::Bytes(1024 * 1024)),
    ("mib", Counts::Bytes(1024 * 1024)),
    ("mb", Counts::Bytes(1024 * 1024)),
    ("b", Counts::Bytes(1)),
    ("个英文字符", Counts::Chars),
    ("个中文字符", Counts::Chars),
    ("英文字符", Counts::Chars),
    ("中文字符", Counts::Chars),
    ("个字符", Counts::Chars),
    ("位字符", Counts::Chars),
    ("字符", Counts::Chars),
    ("个汉字", Counts::Chars),
    ("个字", Counts::Chars),
    ("characters", Counts::Chars),
    ("character", Counts::Chars),
    ("chars", Counts::Chars),
    ("char", Counts::Chars),
    ("unicode characters", Counts::Chars),
    ("毫秒", Counts::Milliseconds),
    ("milliseconds", Counts::Milliseconds),
    ("millisecond", Counts::Milliseconds),
    ("ms", Counts::Milliseconds),
    ("秒", Counts::Seconds),
    ("seconds", Counts::Seconds),
    ("second", Counts::Seconds),
    ("secs", Counts::Seconds),
    ("s", Counts::Seconds),
    ("分钟", Counts::LongTime),
    ("minutes", Counts::LongTime),
    ("minute", Counts::LongTime),
    ("个小时", Counts::LongTime),
    ("小时", Counts::LongTime),
    ("hours", Counts::LongTime),
    ("hour", Counts::LongTime),
    ("h", Counts::LongTime),
    ("个自然日", Counts::LongTime),
    ("天", Counts::LongTime),
    ("日", Counts::LongTime),
    ("days", Counts::LongTime),
    ("day", Counts::LongTime),
    ("周", Counts::LongTime),
    ("weeks", Counts::LongTime),
    ("week", Counts::LongTime),
    ("个月", Counts::LongTime),
    ("months", Counts::LongTime),
    ("month", Counts::LongTime),
    ("年", Counts::LongTime),
    ("years", Counts::LongTime),
    ("year", Counts::LongTime),
    ("个", Counts::Things),
    ("名", Counts::Things),
    ("条", Counts::Things),
    ("位", Counts::Things),
    ("项", Counts::Things),
    ("次", Counts::Things),
    ("人", Counts::Things),
    ("组", Counts::Things),
    ("种", Counts::Things),
];

/// Words between a number and its noun that name nothing.
const FILLERS: &[&str] = &[
    "is", "are", "and", "or", "in", "if", "at", "to", "per", "when", "by", "can", "will", "for", "the", "each", "a",
    "which", "as", "each", "with", "of", "then", "on",
];

/// What a number that `after` follows counts, and how long the words are that say so.
pub(super) fn counts(after: &str) -> (Counts, usize) {
    let (counted, length) = plain(after);
    // `32 UTF-8 bytes`
    let adjective =
        ["utf-8", "utf8", "ascii", "unicode", "english", "chinese", "visible"].into_iter().find_map(|known| {
            let trimmed = after.trim_start();
            trimmed.strip_prefix(known).map(|rest| (after.len() - rest.len(), rest))
        });
    match adjective.map(|(skipped, rest)| (skipped, plain(rest))) {
        Some((skipped, (counted @ (Counts::Bytes(_) | Counts::Chars), length))) => (counted, skipped + length),
        _ => (counted, length),
    }
}

fn plain(after: &str) -> (Counts, usize) {
    let trimmed = after.trim_start_matches([' ', '-', '`', '*']);
    let skipped = after.len() - trimmed.len();
    for (word, counts) in UNITS.iter().copied() {
        if let Some(rest) = trimmed.strip_prefix(word) {
            let ascii = word.is_ascii();
            // `字符串` is a text and no unit, and `sorted` begins with no second.
            let goes_on = rest.starts_with(|c: char| if ascii { c.is_ascii_alphanumeric() } else { false });
            if !goes_on && !rest.starts_with(['串', '符']) {
                return (counts, skipped + word.len());
            }
        }
    }
    let word: String = head(trimmed, 24).chars().take_while(|c| c.is_alphabetic()).collect();
    let named = skipped > 0 && word.len() > 1 && word.is_ascii() && !FILLERS.contains(&word.as_str());
    if named { (Counts::Things, skipped + word.len()) } else { (Counts::Nothing, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units() {
        for (after, expected) in [
            (" 字节", Counts::Bytes(1)),
            ("个字节。", Counts::Bytes(1)),
            (" KB".to_lowercase().as_str(), Counts::Bytes(1024)),
            ("kb of text", Counts::Bytes(1024)),
            ("-byte text", Counts::Bytes(1)),
            (" 个字符", Counts::Chars),
            (" 字符串", Counts::Nothing),
            (" 个字符串", Counts::Things),
            (" utf-8 bytes", Counts::Bytes(1)),
            (" users at a time", Counts::Things),
            (" sorted", Counts::Things),
            (" is fine", Counts::Nothing),
            (" 秒", Counts::Seconds),
            (" ms", Counts::Milliseconds),
            (" 天", Counts::LongTime),
            ("]", Counts::Nothing),
        ] {
            assert_eq!(counts(after).0, expected, "{after}");
        }
    }
}
