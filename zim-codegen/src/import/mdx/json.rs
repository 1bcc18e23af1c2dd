//! JSON as examples show it: with comments, commas too many or too few, and `...`.

use std::ops::Range;

/// Values inside each other, at most; what is deeper counts as unknown.
const DEEPEST: usize = 32;

/// Values that an example can have.
const MOST: usize = 10_000;

/// A value of an example.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Object(Vec<Member>),
    List(Vec<Json>),
    Text(String),
    /// A number as it is written.
    Number(String),
    Bool(bool),
    Null,
    /// A placeholder, or what nobody can read.
    Unknown,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    pub(super) name: String,
    /// Where the name stands on the page.
    pub(super) span: Range<usize>,
    pub(super) value: Json,
}

impl Json {
    /// What it is, in a word.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Object(_) => "an object",
            Self::List(items) => match items.iter().find(|item| !matches!(item, Self::Unknown)) {
                Some(Self::Object(_)) => "a list of objects",
                Some(Self::Text(_)) => "a list of texts",
                Some(Self::Number(_)) => "a list of numbers",
                _ => "a list",
            },
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Null => "null",
            Self::Unknown => "unknown",
        }
    }

    pub(super) fn member(&self, name: &str) -> Option<&Json> {
        match self {
            Self::Object(members) => members.iter().find(|member| member.name == name).map(|member| &member.value),
            _ => None,
        }
    }
}

/// An example that was read, and where it stops making sense, if it does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) value: Json,
    /// What is not JSON, each with its place on the page.
    pub(super) doubts: Vec<(&'static str, Range<usize>)>,
}

/// The value at `span` of `text`, as far as it can be read.
pub(super) fn read(text: &str, span: Range<usize>) -> Read {
    let source = text.get(span.clone()).unwrap_or_default();
    let mut reader = Reader { text: source, start: span.start, at: 0, count: 0, doubts: Vec::new() };
    let value = reader.value(0);
    reader.blanks();
    let left = source.get(reader.at..).unwrap_or_default();
    if !left.trim().is_empty() {
        reader.doubt("this is no part of the JSON before it");
    }
    Read { value, doubts: reader.doubts }
}

struct Reader<'a> {
    text: &'a str,
    /// Where the text starts on the page.
    start: usize,
    at: usize,
    /// Values read so far.
    count: usize,
    doubts: Vec<(&'static str, Range<usize>)>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn doubt(&mut self, what: &'static str) {
        if self.doubts.len() < 8 {
            let at = self.start + self.at;
            let end = at + self.peek().map_or(0, char::len_utf8);
            self.doubts.push((what, at..end));
        }
    }

    /// Skips blanks, comments and `...`.
    fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let mut length = rest.len() - trimmed.len();
            if trimmed.starts_with("//") || trimmed.starts_with('#') {
                length += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                length += trimmed.find("*/").map_or(trimmed.len(), |end| end + 2);
            } else if trimmed.starts_with("...") {
                length += trimmed.len() - trimmed.trim_start_matches('.').len();
            } else if trimmed.starts_with('…') {
                length += trimmed.len() - trimmed.trim_start_matches('…').len();
            }
            self.at += length;
            if length == 0 {
                return;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Json {
        self.blanks();
        match self.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some('"' | '\'' | '“' | '”') => Json::Text(self.string()),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Json {
        let mut members = Vec::new();
        self.at += 1;
        loop {
            self.blanks();
            match self.peek() {
                None => {
                    self.doubt("the example ends inside an object");
                    break;
                }
                Some('}') => {
                    self.at += 1;
                    break;
                }
                Some(',' | '，') => self.skip(),
                Some(']') => {
                    self.doubt("the example closes a list that is not open");
                    self.skip();
                }
                Some(_) => members.extend(self.member(depth)),
            }
        }
        Json::Object(members)
    }

    fn member(&mut self, depth: usize) -> Option<Member> {
        let start = self.at;
        let name = match self.peek()? {
            '"' | '\'' | '“' | '”' => self.string(),
            _ => match self.word() {
                Json::Text(name) | Json::Number(name) => name,
                _ => String::new(),
            },
        };
        let span = self.start + start..self.start + self.at;
        self.blanks();
        if !matches!(self.peek(), Some(':' | '：')) {
            self.doubt("a name without a value");
            // Something must be taken, or the reading would never end.
            if self.at == start {
                self.skip();
            }
            return None;
        }
        self.skip();
        let value = self.inner(depth);
        (!name.is_empty()).then_some(Member { name, span, value })
    }

    fn list(&mut self, depth: usize) -> Json {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.blanks();
            match self.peek() {
                None => {
                    self.doubt("the example ends inside a list");
                    break;
                }
                Some(']') => {
                    self.at += 1;
                    break;
                }
                Some(',' | '，') => self.skip(),
                // The list was never closed; the object around it goes on.
                Some('}') => {
                    self.doubt("the list is not closed");
                    break;
                }
                Some(_) => {
                    let before = self.at;
                    items.push(self.inner(depth));
                    if self.at == before {
                        self.skip();
                    }
                }
            }
        }
        Json::List(items)
    }

    /// A value inside another, unless that is too deep or one too many: then the rest of the example is given up.
    fn inner(&mut self, depth: usize) -> Json {
        self.count += 1;
        if depth < DEEPEST && self.count < MOST {
            return self.value(depth + 1);
        }
        self.doubt("the example is too deep or too long");
        self.at = self.text.len();
        Json::Unknown
    }

    /// A text in quotes, up to the end of its line if nothing closes it.
    fn string(&mut self) -> String {
        let Some(open) = self.peek() else { return String::new() };
        let close: &[char] = if open == '“' || open == '”' { &['“', '”'] } else { &[open] };
        let mut text = String::new();
        let mut is_escaped = false;
        self.skip();
        while let Some(character) = self.peek() {
            if character == '\n' {
                self.doubt("the text is not closed");
                break;
            }
            self.skip();
            if is_escaped {
                text.push(if character == 'n' { '\n' } else { character });
                is_escaped = false;
            } else if character == '\\' {
                is_escaped = true;
            } else if close.contains(&character) {
                break;
            } else {
                text.push(character);
            }
        }
        text
    }

    /// A number, `true`, `false`, `null`, or a word that is none of them: a name without quotes, or a placeholder.
    fn word(&mut self) -> Json {
        let rest = self.rest();
        let ends = |c: char| c.is_whitespace() || ",:{}[]\"，：".contains(c);
        let word = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default().to_owned();
        self.at += word.len();
        match word.as_str() {
            "true" | "True" => Json::Bool(true),
            "false" | "False" => Json::Bool(false),
            "null" | "None" | "nil" => Json::Null,
            number if number.parse::<f64>().is_ok() => Json::Number(word),
            name if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.is_empty() => Json::Text(word),
            _ => Json::Unknown,
        }
    }

    fn skip(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &Json) -> String {
        let joined = |parts: Vec<String>| parts.join(",");
        match json {
            Json::Object(members) => {
                let parts = members.iter().map(|member| format!("{}:{}", member.name, shown(&member.value)));
                format!("{{{}}}", joined(parts.collect()))
            }
            Json::List(items) => format!("[{}]", joined(items.iter().map(shown).collect())),
            Json::Text(text) => format!("'{text}'"),
            Json::Number(number) => number.clone(),
            Json::Bool(bool) => bool.to_string(),
            Json::Null => "null".to_owned(),
            Json::Unknown => "?".to_owned(),
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str, doubts: usize) {
        let read = read(text, 0..text.len());
        assert_eq!(shown(&read.value), expected, "{text}");
        assert_eq!(read.doubts.len(), doubts, "{text}: {:?}", read.doubts);
    }

    #[test]
    fn json_as_it_should_be() {
        check(r#"{"A": 1, "B": [true, null, "x\"y"], "C": {"D": -1.5}}"#, "{A:1,B:[true,null,'x\"y'],C:{D:-1.5}}", 0);
        check("[]", "[]", 0);
    }

    #[test]
    fn json_as_people_write_it() {
        check("{\"A\": 1, // one, \"B\": 2\n \"C\": 3, /* x */ }", "{A:1,C:3}", 0);
        check("{\"A\": [1, 2, ...], ...}", "{A:[1,2]}", 0);
        check("{\"A\": [{\"B\": 1} {\"B\": 2}] \"C\": 3}", "{A:[{B:1},{B:2}],C:3}", 0);
        check("{“A”： “x”， 'B': 'y', C: 1}", "{A:'x',B:'y',C:1}", 0);
        check("{\"A\": <some value>, \"B\": 1}", "{A:?,B:1}", 1);
        check("{\"A\": [1, 2}", "{A:[1,2]}", 1);
        check("{\"A\": \"x\n\"B\": 1", "{A:'x',B:1}", 2);
        check("{\"A\": 1} and more", "{A:1}", 1);
        check("", "?", 0);
        check("}", "?", 1);
    }

    #[test]
    fn nesting_ends() {
        let read = read(&"[".repeat(100_000), 0..100_000);
        assert!(!read.doubts.is_empty());
    }
}
