//! The examples of a page: addresses with their parameters, and JSON.

use super::json::{self, Json, Member, Read};
use std::ops::Range;

/// Parts of an address that are looked at.
const MOST: usize = 1000;

/// An address that a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) host: String,
    /// What comes after the host, without the query.
    pub(super) path: String,
    /// The names and values of the query, each with the place of the name.
    pub(super) query: Vec<(String, String, Range<usize>)>,
    pub(super) raw: Range<usize>,
}

impl Address {
    /// The action that it calls.
    pub(super) fn action(&self) -> Option<(&str, Range<usize>)> {
        let is_action = |(name, value, _): &&(String, String, Range<usize>)| name == "Action" && is_name(value);
        self.query.iter().find(is_action).map(|(_, value, span)| (value.as_str(), span.clone()))
    }
}

/// What a block of code shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Example {
    pub(super) address: Option<Address>,
    pub(super) json: Option<(Read, Range<usize>)>,
}

/// What the block of code at `raw` shows.
pub(super) fn example(text: &str, raw: Range<usize>) -> Example {
    let code = text.get(raw.clone()).unwrap_or_default();
    // A body may follow its address in the same block.
    let body = code.find(['{', '[']).filter(|at| {
        let line = code.get(..*at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty()
    });
    let end = body.map_or(raw.end, |at| raw.start + at);
    let json = body.map(|at| (json::read(text, raw.start + at..raw.end), raw.start + at..raw.end));
    Example { address: address(text, raw.start..end), json }
}

/// The first address at `span`; its query may go on over several lines.
pub(super) fn address(text: &str, span: Range<usize>) -> Option<Address> {
    let source = text.get(span.clone())?;
    let scheme = source.find("://")?;
    let start = source.get(..scheme)?.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    // The character found may be longer than a byte.
    let start = (start..=scheme).find(|at| source.is_char_boundary(*at))?;
    let after = source.get(scheme + 3..)?;
    let host_length =
        after.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_:${}".contains(c))).unwrap_or(after.len());
    let host = after.get(..host_length)?;
    let rest = after.get(host_length..)?;
    let path = rest.get(..rest.find(|c: char| c == '?' || c == '`' || c.is_whitespace()).unwrap_or(rest.len()))?;
    let at = span.start + scheme + 3 + host_length + path.len();
    let (query, end) = query(text, at..span.end);
    (!host.is_empty() && scheme > 0).then(|| Address {
        host: host.to_owned(),
        path: path.to_owned(),
        query,
        raw: span.start + start..end,
    })
}

/// The parameters after a `?`, and where they end.
fn query(text: &str, span: Range<usize>) -> (Vec<(String, String, Range<usize>)>, usize) {
    let mut found = Vec::new();
    let mut at = span.start;
    let mut end = at;
    let source = text.get(span.clone()).unwrap_or_default();
    let Some(rest) = source.strip_prefix('?') else { return (found, end) };
    at += 1;
    let mut in_placeholder = false;
    for part in rest.split(['&', '\n', '`', ' ']).take(MOST) {
        let stripped = part.trim_start_matches(|c: char| c.is_whitespace() || c == '?');
        let start = at + (part.len() - stripped.len());
        let (name, value) = stripped.split_once('=').unwrap_or((stripped, ""));
        let ends = |c: char| c.is_whitespace() || "`)\\。，,；;）*".contains(c);
        let (name, value) = (name.trim(), value.trim_end_matches(ends).trim());
        in_placeholder |= stripped.starts_with('<');
        if in_placeholder {
            // `<Common parameters>` stands for what every request has.
            in_placeholder = !stripped.trim_end().ends_with('>');
        } else if is_name(name) && stripped.contains('=') {
            found.push((name.to_owned(), value.to_owned(), start..start + name.len()));
            end = start + stripped.trim_end().len();
        } else if !stripped.is_empty() && !stripped.starts_with(['{', '$', '（', '(', '…', '.']) {
            // `&amp;` is written where tags are; whatever else is no query any more.
            let is_entity = stripped.starts_with("amp;");
            let entity = stripped.strip_prefix("amp;").and_then(|rest| rest.split_once('='));
            match entity.filter(|(name, _)| is_name(name)) {
                Some((name, value)) => {
                    found.push((name.to_owned(), value.to_owned(), start + 4..start + 4 + name.len()))
                }
                None if is_entity => {}
                None => break,
            }
        }
        at += part.len() + 1;
    }
    (found, end)
}

/// Whether `text` can be the name of a parameter or an action.
fn is_name(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.[]".contains(c))
}

/// The parameters of `address` as if they stood in a body: `Name[]` is a list.
pub(super) fn as_json(address: &Address, leave_out: impl Fn(&str) -> bool) -> Json {
    let mut members: Vec<Member> = Vec::new();
    for (name, value, span) in &address.query {
        let plain = name.trim_end_matches("[]");
        if leave_out(plain) || plain.is_empty() {
            continue;
        }
        let value = if value.starts_with('<') { Json::Unknown } else { Json::Text(value.clone()) };
        let known = members.iter_mut().find(|member| member.name == plain);
        match known {
            Some(Member { value: Json::List(items), .. }) => items.push(value),
            Some(_) => {}
            None => {
                let value = if plain.len() < name.len() { Json::List(vec![value]) } else { value };
                members.push(Member { name: plain.to_owned(), span: span.clone(), value });
            }
        }
    }
    Json::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, host: &str, path: &str, query: &[&str]) {
        let address = address(text, 0..text.len()).unwrap_or_else(|| panic!("no address in {text}"));
        let names: Vec<&str> = address
            .query
            .iter()
            .map(|(name, _, span)| {
                assert_eq!(text.get(span.clone()), Some(name.as_str()), "{text}");
                name.as_str()
            })
            .collect();
        assert_eq!((address.host.as_str(), address.path.as_str()), (host, path), "{text}");
        assert_eq!(names, query, "{text}");
    }

    #[test]
    fn addresses() {
        check("`https://a.example/?Action=Do`", "a.example", "/", &["Action"]);
        check("地址：https://a.example?Action=Do。", "a.example", "", &["Action"]);
        check(
            "https://a.example?Action=Do\n&B=1\n  &C[]=2&C[]=3 \n&<公共参数>\n",
            "a.example",
            "",
            &["Action", "B", "C[]", "C[]"],
        );
        check("https://a.example/?Action=Do\n<Common parameters>\n&B=1", "a.example", "/", &["Action", "B"]);
        check("https://a.example/v1?Action=Do&amp;B=1", "a.example", "/v1", &["Action", "B"]);
        check("GET https://a.example/", "a.example", "/", &[]);
        for text in ["no address", "://", "https://", "：//x"] {
            assert_eq!(address(text, 0..text.len()), None, "{text}");
        }
    }

    #[test]
    fn code_with_address_and_body() {
        let text = "https://a.example/?Action=Do\n&<x>\n\n{\n \"A\": 1\n}";
        let example = example(text, 0..text.len());
        assert_eq!(example.address.unwrap().action().unwrap().0, "Do");
        assert_eq!(example.json.unwrap().0.value.member("A"), Some(&Json::Number("1".to_owned())));
    }
}
