//! Markup inside a text: tags, entities, links, code, emphasis and comments, taken out.

use super::piece::Piece;
use std::ops::Range;

/// The longest entity that is known, in bytes.
const LONGEST_ENTITY: usize = 10;

/// Tags that stand in the middle of a line. All others end it.
const IN_LINE: [&str; 19] = [
    "a", "abbr", "b", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "small", "span", "strong", "sub",
    "sup", "tt", "u",
];

/// What stands at `span` of `source`, as it reads: each list item on its own line after `- `, and never two blanks.
pub(super) fn clean(source: &str, span: Range<usize>) -> Piece {
    let mut piece = Piece::new(trimmed(source, span.clone()));
    let text = source.get(span.clone()).unwrap_or_default();
    let ticks = text.split('`').skip(1).zip(text.split('`')).filter(|(_, before)| !before.is_empty()).count();
    let ticks = ticks + usize::from(text.starts_with('`'));
    let mut cleaner =
        Cleaner { text, start: span.start, piece: &mut piece, at: 0, in_code: false, ticks, missing: Vec::new() };
    while cleaner.step() {}
    piece.trim_end();
    piece
}

/// `span` without the blanks around what it holds.
pub(super) fn trimmed(source: &str, span: Range<usize>) -> Range<usize> {
    let text = source.get(span.clone()).unwrap_or_default();
    let start = span.start + (text.len() - text.trim_start().len());
    start..(start + text.trim().len())
}

/// What links in `text` lead to, as anchors of the same page without their `#`.
pub(super) fn anchors(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for mark in ["](#", "href=\"#", "href='#", "href={\"#"] {
        for after in text.split(mark).skip(1) {
            let end = after.find([')', '"', '\'', '\n', ' ']).unwrap_or(after.len());
            found.extend(after.get(..end).filter(|anchor| !anchor.is_empty()).map(decoded));
        }
    }
    found
}

/// The anchors that tags in `text` set.
pub(super) fn ids(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for mark in [" id=", " name="] {
        for after in text.split(mark).skip(1) {
            let after = after.trim_start_matches(['{', '"', '\'']);
            let end = after.find(['"', '\'', '>', '}', ' ', '/']).unwrap_or(after.len());
            found.extend(after.get(..end).filter(|id| !id.is_empty()).map(decoded));
        }
    }
    found
}

/// `%20` and its like are rare in anchors; only blanks are looked for.
fn decoded(anchor: &str) -> String {
    anchor.replace("%20", "-")
}

/// The name of the tag that starts at `text`, in lower case, and how long the whole tag is.
///
/// A tag that is never closed, or holds another `<`, is none: then the `<` is a character like any other.
pub(super) fn tag(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let name_at = inner.strip_prefix('/').unwrap_or(inner);
    let length = name_at.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(name_at.len());
    let name = name_at.get(..length)?;
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let ends_well = name_at.get(length..)?.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/');
    let end = inner.find(['>', '<'])?;
    let closes = inner.get(end..)?.starts_with('>');
    (starts_well && ends_well && closes).then(|| (name.to_ascii_lowercase(), end + 2))
}

/// The value of the attribute `name` in the tag that starts at `text`.
pub(super) fn attribute<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let tag = text.get(..text.find('>')?)?;
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest.get(..at)?.chars().next_back();
        rest = rest.get(at + name.len()..)?;
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = rest.trim_start().strip_prefix('=')
        {
            let value = value.trim_start().trim_start_matches('{');
            return match value.chars().next()? {
                quote @ ('"' | '\'') => value.get(1..)?.split(quote).next(),
                _ => value.split([' ', '}', '/', '\n', '\t']).next(),
            };
        }
    }
    None
}

struct Cleaner<'a> {
    text: &'a str,
    /// Where the text starts on the page.
    start: usize,
    piece: &'a mut Piece,
    at: usize,
    in_code: bool,
    /// How many runs of back ticks are to come; the last of an odd number opens nothing.
    ticks: usize,
    /// Ends of comments that do not come any more.
    missing: Vec<&'static str>,
}

impl Cleaner<'_> {
    /// Goes one token on; whether there was one.
    fn step(&mut self) -> bool {
        let Some(rest) = self.text.get(self.at..) else { return false };
        let Some(character) = rest.chars().next() else { return false };
        let length = match character {
            '`' => self.ticks(rest),
            _ if self.in_code => self.keep(character),
            '<' => self.tag_or_comment(rest),
            '{' if rest.starts_with("{/*") => self.comment(rest, "*/}"),
            '&' => self.entity(rest),
            '\\' => self.escape(rest),
            '*' if rest.starts_with("**") => rest.len() - rest.trim_start_matches('*').len(),
            '!' if rest.starts_with("![") => 1,
            '[' => self.link(rest),
            _ => self.keep(character),
        };
        self.at += length.max(1);
        true
    }

    fn keep(&mut self, character: char) -> usize {
        self.push(character);
        character.len_utf8()
    }

    /// Adds a character, unless it is one blank too many.
    fn push(&mut self, character: char) {
        let at = self.start + self.at;
        let blank = match character {
            '\u{200b}' | '\u{feff}' | '\u{200d}' | '\r' => return,
            '\n' => Some('\n'),
            other if other.is_whitespace() => Some(' '),
            _ => None,
        };
        match blank {
            Some(blank)
                if self.piece.is_empty() || self.piece.text().ends_with('\n') || {
                    blank == ' ' && self.piece.text().ends_with(' ')
                } => {}
            Some('\n') => {
                self.piece.trim_end();
                self.piece.push('\n', at);
            }
            Some(blank) => self.piece.push(blank, at),
            None => self.piece.push(character, at),
        }
    }

    fn ticks(&mut self, rest: &str) -> usize {
        let run = rest.len() - rest.trim_start_matches('`').len();
        let runs = self.ticks;
        self.ticks = self.ticks.saturating_sub(1);
        self.in_code = !self.in_code && runs > 1;
        run
    }

    fn tag_or_comment(&mut self, rest: &str) -> usize {
        if rest.starts_with("<!--") {
            return self.comment(rest, "-->");
        }
        let Some((name, length)) = tag(rest) else { return self.keep('<') };
        if name == "li" && !rest.starts_with("</") {
            self.push('\n');
            self.push('-');
            self.push(' ');
        } else if !IN_LINE.contains(&name.as_str()) {
            self.push('\n');
        }
        length
    }

    fn comment(&mut self, rest: &str, end: &'static str) -> usize {
        let found = if self.missing.contains(&end) { None } else { rest.find(end) };
        match found {
            Some(at) => at + end.len(),
            None => {
                self.missing.push(end);
                rest.chars().next().map_or(1, |character| self.keep(character))
            }
        }
    }

    fn entity(&mut self, rest: &str) -> usize {
        let head = rest.char_indices().take_while(|(at, _)| *at <= LONGEST_ENTITY);
        let Some((end, _)) = head.skip(1).find(|(_, c)| *c == ';') else { return self.keep('&') };
        match rest.get(1..end).and_then(named) {
            Some(character) => {
                self.push(character);
                end + 1
            }
            None => self.keep('&'),
        }
    }

    fn escape(&mut self, rest: &str) -> usize {
        match rest.chars().nth(1) {
            Some(next) if next.is_ascii_punctuation() => {
                self.at += 1;
                self.push(next);
                1
            }
            _ => self.keep('\\'),
        }
    }

    /// Of `[words](target)` the words; a range such as `[0, 9]` stays, whatever follows.
    fn link(&mut self, rest: &str) -> usize {
        let words = rest.get(1..).and_then(|inner| {
            let end = inner.find(['[', ']', '\n'])?;
            inner.get(end..)?.starts_with("](").then(|| (inner.get(..end), inner.get(end + 2..)))
        });
        let Some((Some(words), Some(target))) = words else { return self.keep('[') };
        let is_range = words.chars().all(|c| c.is_ascii_digit() || ", -~.+∞，".contains(c));
        let Some(close) =
            target.find([')', '[', '\n']).filter(|at| target.get(*at..).is_some_and(|t| t.starts_with(')')))
        else {
            return self.keep('[');
        };
        if is_range {
            return self.keep('[');
        }
        self.at += 1;
        let end = self.at + words.len();
        while self.at < end && self.step() {}
        self.at = end;
        2 + close + 1
    }
}

fn named(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number);
    }
    Some(match entity {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "lbrace" | "lcub" => '{',
        "rbrace" | "rcub" => '}',
        "vert" | "verbar" => '|',
        "le" => '≤',
        "ge" => '≥',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let piece = clean(source, 0..source.len());
        assert_eq!(piece.text(), expected, "of {source:?}");
        for (at, character) in piece.text().char_indices() {
            let place = piece.at(at..at + character.len_utf8());
            assert!(source.get(place.span.start..).is_some(), "{at} of {source:?}");
        }
    }

    #[test]
    fn markup_is_taken_out() {
        check("  plain\ttext  ", "plain text");
        check("a<br/>b<br>c<BR />d", "a\nb\nc\nd");
        check("Kinds:<ul><li>1: One.</li><li>2: <b>Two</b>.</li></ul>", "Kinds:\n- 1: One.\n- 2: Two.");
        check("<p>one</p><p>two</p>", "one\ntwo");
        check("at most **20** of `UserIds`", "at most 20 of UserIds");
        check("see [the list](#list) or [0, 9](x) and [1]", "see the list or [0, 9](x) and [1]");
        check("see <a href=\"#x\">the list</a>.", "see the list.");
        check("![icon](a.png) x", "icon x");
        check("a&nbsp;&lt;b&gt; &amp; &#124; &#x7c; &unknown; &", "a <b> & | | &unknown; &");
        check("1 \\| 2 \\< 3 \\n", "1 | 2 < 3 \\n");
        check("`'<b>'` and <b>x</b>", "'<b>' and x");
        check("one ` tick <b>x</b>", "one tick x");
        check("``a`` <b>x</b>", "a x");
        check("a<!-- hidden --> b {/* hidden */} c", "a b c");
        check("'<'，'='，'>'", "'<'，'='，'>'");
        check("&<公共请求参数>", "&<公共请求参数>");
        check("<Note title=\"注意\">\n\n词 <Warning/></Note>", "词");
        check("a < b > c <", "a < b > c <");
        check("", "");
    }

    #[test]
    fn places_are_those_of_the_page() {
        let source = "长度<br/>上限 <b>32</b> 字节";
        let piece = clean(source, 0..source.len());
        let at = piece.text().find("32").unwrap();
        assert_eq!(source.get(piece.at(at..at + 2).span), Some("32"));
    }

    #[test]
    fn anchors_and_attributes() {
        assert_eq!(anchors("Array of [X](#x-struct), <a href=\"#y\">y</a> [z](./z.mdx#z)"), ["x-struct", "y"]);
        assert_eq!(ids("<a id=\"X\"></a> <h4 id='y'>"), ["X", "y"]);
        assert_eq!(attribute("<tr data-row-level=\"4-1\" data-row-child='true'>", "data-row-level"), Some("4-1"));
        assert_eq!(attribute("<td rowspan={2}>", "rowspan"), Some("2"));
        assert_eq!(attribute("<td xrowspan=2>", "rowspan"), None);
        assert_eq!(attribute("<td", "rowspan"), None);
    }
}
