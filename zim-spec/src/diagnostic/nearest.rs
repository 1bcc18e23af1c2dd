//! The word that was probably meant: the "did you mean" of the messages.

/// Words longer than this are not compared: nobody misspells them, and the cost grows with the square.
const LONGEST: usize = 64;

/// The one of `candidates` that `word` was probably meant to be, if any is like enough: the same but for case
/// and `_`, or else with at most a third of its characters wrong, missing, added or swapped with a neighbour.
/// Of two that are equally like, the first.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let folded = fold(word);
    let limit = (word.chars().count() / 3).max(1);
    let mut best = None;
    for candidate in candidates {
        let other = fold(candidate);
        if other == folded {
            return Some(candidate);
        }
        // One letter is not like another.
        if folded.len() < 2 || other.len().abs_diff(folded.len()) > limit || other.len() > LONGEST {
            continue;
        }
        let distance = distance(&folded, &other);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether two words are the same but for case, `_` and `-`.
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

/// Whether one character at most is wrong, missing, added or swapped with its neighbour, in words of three or more.
pub(crate) fn is_slip(word: &str, meant: &str) -> bool {
    let (word, meant) = (fold(word), fold(meant));
    word == meant
        || (word.len() >= 3
            && word.len().max(meant.len()) <= LONGEST
            && word.len().abs_diff(meant.len()) <= 1
            && distance(&word, &meant) <= 1)
}

/// The characters that count when words are compared.
fn fold(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).filter(|character| !matches!(character, '_' | '-')).collect()
}

/// How many characters must be replaced, added, removed or swapped with a neighbour to make `b` of `a`.
fn distance(a: &[char], b: &[char]) -> usize {
    // Rows of the usual table: the one before the last, the last, and the one being filled.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut above: Option<char> = None;
    for (row, &x) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut left: Option<char> = None;
        for (column, &y) in b.iter().enumerate() {
            let at = |table: &[usize], position: usize| table.get(position).copied().unwrap_or(usize::MAX);
            let mut least =
                (at(&last, column) + usize::from(x != y)).min(at(&last, column + 1) + 1).min(at(&current, column) + 1);
            if column > 0 && above == Some(y) && left == Some(x) {
                least = least.min(at(&before, column - 1).saturating_add(1));
            }
            current.push(least);
            left = Some(y);
        }
        above = Some(x);
        before = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[track_caller]
    fn check(word: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(word, candidates.iter().copied()), expected, "{word}");
    }

    #[test]
    fn finds_what_was_meant() {
        check("requird", &["default", "required"], Some("required"));
        check("reuqired", &["default", "required"], Some("required"));
        check("maxBytes", &["min_bytes", "max_bytes"], Some("max_bytes"));
        check("DOC", &["dog", "doc"], Some("doc"));
        check("UsreId", &["CallId", "UserId"], Some("UserId"));
        check("tpye", &["doc", "type"], Some("type"));
        check("m", &["s", "ms"], None);
        check("S", &["ms", "s"], Some("s"));
        check("pattern", &["doc", "type", "default"], None);
        check("", &["doc"], None);
        check("x", &[], None);
        check(&"a".repeat(1000), &["a"], None);
        check("a", &[&"a".repeat(1000)], None);
    }
}
