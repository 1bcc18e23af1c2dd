//! Looking for words: of English whole ones, of Chinese any.

/// Where `phrase` stands in `text`, from `from` on. An end of it that is a letter or digit must be the end of a word.
pub(super) fn find_from(text: &str, phrase: &str, from: usize) -> Option<usize> {
    let mut from = from;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(phrase)).map(|at| at + from) {
        let end = at + phrase.len();
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(end..).and_then(|after| after.chars().next());
        let clear = |edge: Option<char>, beyond: Option<char>| {
            !(edge.is_some_and(|c| c.is_ascii_alphanumeric()) && beyond.is_some_and(|c| c.is_ascii_alphanumeric()))
        };
        if clear(phrase.chars().next(), before) && clear(phrase.chars().next_back(), after) {
            return Some(at);
        }
        from = end;
    }
    None
}

/// Where `phrase` stands first.
pub(super) fn find(text: &str, phrase: &str) -> Option<usize> {
    find_from(text, phrase, 0)
}

/// Where `phrase` stands last.
pub(super) fn find_last(text: &str, phrase: &str) -> Option<usize> {
    let mut found = None;
    let mut from = 0;
    while let Some(at) = find_from(text, phrase, from) {
        found = Some(at);
        from = at + phrase.len();
    }
    found
}

/// Whether any of `phrases` is in `text`.
pub(super) fn has(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| find(text, phrase).is_some())
}

/// Where the first of `phrases` begins and ends in `text`; of those that begin at the same, the longest.
pub(super) fn first<'p>(text: &str, phrases: &[&'p str]) -> Option<(usize, &'p str)> {
    phrases
        .iter()
        .filter_map(|phrase| find(text, phrase).map(|at| (at, *phrase)))
        .min_by_key(|(at, phrase)| (*at, usize::MAX - phrase.len()))
}

/// The last `count` characters of `text`.
pub(super) fn tail(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// The first `count` characters of `text`.
pub(super) fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| text.get(..end).unwrap_or_default())
}

/// The name of a parameter that `text` begins with: back-ticked, or with capitals inside, such as `RoomId`.
pub(super) fn leading_name(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', '(', '"', '>', '-']);
    let (text, ticked) = match text.strip_prefix('`') {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    let name = text.get(..end)?;
    let humps = name.chars().skip(1).filter(char::is_ascii_uppercase).count();
    let lower = name.chars().any(|c| c.is_ascii_lowercase());
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && (ticked || (lower && (humps > 0)));
    is_name.then_some(name)
}

/// Whether two names mean the same parameter: but for case, a plural `s`, and brackets.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.trim_end_matches("[]").trim_end_matches('s').to_ascii_lowercase();
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words() {
        assert_eq!(find("a maximum of", "max"), None);
        assert_eq!(find("max of the max", "max"), Some(0));
        assert_eq!(find_last("max of the max", "max"), Some(11));
        assert_eq!(find("长度上限为", "上限"), Some(6));
        assert_eq!(first("not more than", &["more", "more than"]), Some((4, "more than")));
        assert_eq!(tail("长度上限", 2), "上限");
        assert_eq!(tail("a", 5), "a");
        assert_eq!(head("长度上限", 2), "长度");
    }

    #[test]
    fn names() {
        assert_eq!(leading_name("RoomId has at most"), Some("RoomId"));
        assert_eq!(leading_name(" `key` is"), Some("key"));
        assert_eq!(leading_name("Maximum is"), None);
        assert_eq!(leading_name("URL of"), None);
        assert!(same_name("UserIds[]", "userId"));
    }
}
