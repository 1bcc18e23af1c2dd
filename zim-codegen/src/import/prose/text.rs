//! A description as sentences: markup off, Chinese punctuation folded, and where each stood.

use std::ops::Range;

/// So much of a description is read, in bytes: the longest of real ones have a tenth of it.
pub(super) const LONGEST: usize = 64 * 1024;

/// A sentence is cut where it gets longer, in bytes: so no sentence takes long to read.
const SENTENCE: usize = 1000;

/// A tag or the target of a link ends within so many bytes, or is none.
const MARKUP: usize = 400;

/// Tags that end a line.
const BLOCKS: &[&str] =
    &["li", "p", "br", "ul", "ol", "div", "td", "th", "tr", "note", "warning", "tip", "caution", "table", "blockquote"];

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &["e.g", "i.e", "etc", "vs", "no", "approx", "max", "min"];

/// A sentence, or a part that stands for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its words, with ASCII punctuation.
    pub(super) text: String,
    /// `text` in lower case, where ASCII: every character at the same place.
    pub(super) lower: String,
    /// Where it stood, in bytes of the description.
    pub(super) span: Range<usize>,
    /// Whether it begins an item of a list.
    pub(super) is_item: bool,
    /// Whether it begins a line.
    pub(super) starts_line: bool,
}

/// The sentences of `text`, without those beyond [`LONGEST`].
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut splitter = Splitter::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty() && at < LONGEST) {
        at += splitter.take(rest, at).max(1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    splitter.end(at.min(text.len()), true);
    splitter.sentences
}

#[derive(Default)]
struct Splitter {
    sentences: Vec<Sentence>,
    current: String,
    start: usize,
    is_item: bool,
    /// Whether something of the line is an earlier sentence already.
    within_line: bool,
}

impl Splitter {
    /// Takes what `rest` begins with, and says how long it is.
    fn take(&mut self, rest: &str, at: usize) -> usize {
        if self.current.is_empty()
            && !self.within_line
            && let Some(length) = marker(rest)
        {
            self.start = at + length;
            self.is_item |= !rest.starts_with('>');
            return length;
        }
        if let Some((sign, length)) = sign(rest) {
            for character in std::iter::once('\'').chain(sign.chars()).chain(['\'']) {
                self.push(character, at);
            }
            return length;
        }
        if let Some((name, length)) = tag(rest) {
            if BLOCKS.contains(&name.as_str()) {
                self.end(at, true);
                self.is_item = name == "li" && !rest.starts_with("</");
                self.start = at + length;
            }
            return length;
        }
        if let Some((character, length)) = entity(rest) {
            self.push(character, at);
            return length;
        }
        if let Some(length) = target(rest) {
            return length;
        }
        if rest.starts_with("**") {
            return 2;
        }
        let mut characters = rest.chars();
        let Some(character) = characters.next() else { return 1 };
        let next = characters.next();
        match character {
            '\n' | '\r' => self.end(at, true),
            '。' | ';' | '；' | '！' | '？' => self.end(at, false),
            '.' if next.is_none_or(|next| next.is_whitespace() || next == '<') && !self.abbreviates() => {
                self.end(at, false);
            }
            '\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => {
                self.push(next.unwrap_or(' '), at);
                return 2;
            }
            other => self.push(fold(other), at),
        }
        character.len_utf8()
    }

    fn push(&mut self, character: char, at: usize) {
        if self.current.is_empty() {
            if character.is_whitespace() {
                return;
            }
            self.start = at;
        }
        self.current.push(character);
        if self.current.len() > SENTENCE && matches!(character, ' ' | ',') || self.current.len() > 2 * SENTENCE {
            self.end(at, false);
        }
    }

    fn end(&mut self, at: usize, line: bool) {
        let text = self.current.trim_end();
        if !text.is_empty() {
            self.sentences.push(Sentence {
                lower: text.to_ascii_lowercase(),
                text: text.to_owned(),
                span: self.start..at,
                is_item: self.is_item,
                starts_line: !self.within_line,
            });
            self.within_line = true;
            self.is_item = false;
        }
        self.current.clear();
        if line {
            self.within_line = false;
            self.is_item = false;
        }
    }

    /// Whether the sentence so far ends with a word that is shortened, or with a number in front of an item.
    fn abbreviates(&self) -> bool {
        let word = self.current.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
    }
}

/// The length of the mark of a list item or quotation at the start of a line.
fn marker(rest: &str) -> Option<usize> {
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let mark = rest.get(blank..)?;
    if mark.starts_with('>') {
        return Some(blank + 1);
    }
    if ["- ", "* ", "+ ", "• "].iter().any(|bullet| mark.starts_with(bullet)) {
        return Some(blank + mark.chars().next().map_or(1, char::len_utf8) + 1);
    }
    let digits = mark.len() - mark.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..=2).contains(&digits) && mark.get(digits..).is_some_and(|after| after.starts_with(". "));
    numbered.then_some(blank + digits + 2)
}

/// The signs in quotes at the start, such as `';'` or `'\<'`, which end no sentence and open no tag, and the length.
fn sign(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('\'')?;
    if inner.starts_with("\\''") {
        return Some(("\\'", 4));
    }
    // `''` is a sign that got lost: it must not make the next quote an opening one.
    if inner.starts_with('\'') {
        return Some(("", 2));
    }
    let end = inner.char_indices().take(4).find(|(_, c)| *c == '\'').map(|(end, _)| end).filter(|end| *end > 0)?;
    let signs = inner.get(..end)?;
    let plain = signs.strip_prefix('\\').filter(|plain| !plain.is_empty()).unwrap_or(signs);
    plain.chars().all(|c| !c.is_alphanumeric() && !c.is_control()).then_some((plain, end + 2))
}

/// The name and length of a tag at the start.
fn tag(rest: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let end = inner.bytes().take(MARKUP).position(|byte| byte == b'>')?;
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
    Some((name.to_ascii_lowercase(), end + 2))
}

/// The character of an entity at the start, and the entity's length.
fn entity(rest: &str) -> Option<(char, usize)> {
    const KNOWN: &[(&str, char)] = &[
        ("&nbsp;", ' '),
        ("&gt;", '>'),
        ("&lt;", '<'),
        ("&amp;", '&'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&le;", '≤'),
        ("&ge;", '≥'),
    ];
    KNOWN.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, character)| (*character, name.len()))
}

/// The length of a link's target, with the bracket before it.
fn target(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("](")?;
    if !["/", ".", "#", "http", "mailto:"].iter().any(|start| inner.starts_with(start)) {
        return None;
    }
    inner.bytes().take(MARKUP).position(|byte| byte == b')').map(|end| end + 3)
}

/// A character in its plainest form.
fn fold(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(character)
        }
        '\u{a0}' | '\u{3000}' | '\t' => ' ',
        '〜' | '∼' => '~',
        '−' | '–' => '-',
        '“' | '”' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        '【' => '[',
        '】' => ']',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = sentences(text)
            .into_iter()
            .map(|sentence| if sentence.is_item { format!("- {}", sentence.text) } else { sentence.text })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn markup_is_left_out() {
        check("甲，长度 ≤ 3。乙（丙）；丁", &["甲,长度 ≤ 3", "乙(丙)", "丁"]);
        check("A list. Up to 2.5 of them, e.g. two.", &["A list", "Up to 2.5 of them, e.g. two"]);
        check("One:<ul><li>0: no;</li><li>1: yes</li></ul>End", &["One:", "- 0: no", "- 1: yes", "End"]);
        check("One:\n- `0`: no\n  - 1: yes\n2. two", &["One:", "- `0`: no", "- 1: yes", "- two"]);
        check("See [the page](https://example.com/1.html) for 5 &gt; 3", &["See [the page for 5 > 3"]);
        check("in [1, 3](with 2)", &["in [1, 3](with 2)"]);
        check("**Bold** \\{a\\} < 3 <b>x</b>", &["Bold {a} < 3 x"]);
        check(">**Note**\n>\n> - Three", &["Note", "- Three"]);
        check("１０～２０", &["10~20"]);
    }

    #[test]
    fn a_sentence_knows_where_it_stood() {
        let text = "甲。Up to 3.\n- 5";
        let stood: Vec<_> = sentences(text).into_iter().filter_map(|sentence| text.get(sentence.span)).collect();
        assert_eq!(stood, ["甲", "Up to 3", "5"]);
    }
}
