//! Joins what prettyplease broke at its own, narrower width, as rustfmt prints this workspace.
//!
//! Only lists in brackets and chains of calls are joined. Lines with comments or attributes never are, and no
//! literal spans lines: line breaks in them are escaped.

use super::WIDTH;
use std::borrow::Cow;

type Lines<'a> = Vec<Cow<'a, str>>;

/// `lines`, with all that fits on one line joined.
pub(super) fn joined(lines: &str) -> String {
    let mut out: Lines<'_> = Vec::new();
    for line in lines.lines() {
        out.push(Cow::Borrowed(line));
        join_list(&mut out);
        fill_features(&mut out);
    }
    out = chains(out);
    let mut text = out.join("\n");
    text.push('\n');
    text
}

/// If the last line closes a list whose parts have a line each, all of it becomes one line.
fn join_list(lines: &mut Lines<'_>) {
    let Some(last) = lines.last() else { return };
    let (indent, close) = split(last);
    let Some(open) = close.chars().next().and_then(opening) else { return };
    // The line that opens it is the next above that is no deeper.
    let above = lines.len() - 1;
    let at = lines.iter().take(above).rposition(|line| split(line).0 <= indent && !line.is_empty());
    let Some(at) = at else { return };
    let (Some(first), Some(parts)) = (lines.get(at), lines.get(at + 1..above)) else { return };
    if !first.ends_with(open) || parts.is_empty() || !is_list(first, open, parts) {
        return;
    }
    let inside = parts.iter().map(|part| split(part).1).collect::<Vec<_>>().join(" ");
    let inside = inside.strip_suffix(',').unwrap_or(&inside);
    let space = if open == '{' { " " } else { "" };
    let line = format!("{first}{space}{inside}{space}{close}");
    let joined = if fits(&line) { Some(vec![Cow::Owned(line)]) } else { after_equals(&line) };
    if let Some(joined) = joined {
        lines.truncate(at);
        lines.extend(joined);
    }
}

/// If the last line closes the features that an item depends on, and those do not fit on a line, they fill several.
fn fill_features(lines: &mut Lines<'_>) {
    let closes = lines.last().is_some_and(|last| last == ")]");
    let Some(at) = lines.iter().rposition(|line| line == "#[cfg(").filter(|_| closes) else { return };
    let parts = lines.iter().skip(at).map(|line| split(line).1).collect::<Vec<_>>().join(" ");
    let inside = parts.strip_prefix("#[cfg( any(").and_then(|rest| rest.strip_suffix(") )]"));
    let Some(inside) = inside.map(|inside| inside.trim().trim_end_matches(',')) else { return };
    lines.truncate(at);
    lines.push(Cow::Borrowed("#[cfg(any("));
    let mut line = String::from("   ");
    for feature in inside.split_inclusive(", ").map(str::trim) {
        if line.len() + 1 + feature.len() > WIDTH {
            lines.push(Cow::Owned(std::mem::replace(&mut line, String::from("   "))));
        }
        line.push(' ');
        line.push_str(feature);
    }
    lines.push(Cow::Owned(line));
    lines.push(Cow::Borrowed("))]"));
}

/// A value that fits only below the name it is given to.
fn after_equals(line: &str) -> Option<Lines<'static>> {
    let (indent, _) = split(line);
    let (name, value) = line.split_once(" = ").filter(|(name, _)| !name.contains(['"', '(']))?;
    let value = format!("{:1$}{value}", "", indent + 4);
    fits(&value).then(|| vec![Cow::Owned(format!("{name} =")), Cow::Owned(value)])
}

fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

/// Whether all that stands between the brackets may share a line.
fn is_list(first: &str, open: char, parts: &[Cow<'_, str>]) -> bool {
    let depth = parts.first().map_or(0, |part| split(part).0);
    let simple = parts.iter().all(|part| {
        let (indent, part) = split(part);
        indent == depth && !part.starts_with("//") && !part.starts_with("#[") && !part.ends_with(['{', '(', '[', ';'])
    });
    // Fields that are given, not declared; and no body.
    let braces = (first.ends_with("Self {") || first.ends_with("Keys {")) && !first.contains("->");
    simple && (open != '{' || braces)
}

/// Chains of calls that fit become one line.
fn chains(lines: Lines<'_>) -> Lines<'_> {
    let mut out = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(first) = lines.next() {
        let mut chain = vec![first];
        while let Some(call) = lines.next_if(|line| split(line).1.starts_with('.') && !split(line).1.starts_with(".."))
        {
            chain.push(call);
        }
        out.extend(chained(chain));
    }
    out
}

fn chained(chain: Lines<'_>) -> Lines<'_> {
    let mut chain = chain;
    // What `after_equals` put below a name has its calls one level too high.
    let depth = chain.first().map_or(0, |first| split(first).0);
    for call in chain.iter_mut().skip(1).filter(|call| split(call).0 == depth) {
        call.to_mut().insert_str(0, "    ");
    }
    let breaks = chain.iter().any(|line| line.ends_with(['{', '(', '[', '=']));
    let line: String = chain.iter().enumerate().map(|(at, line)| if at == 0 { line } else { split(line).1 }).collect();
    if chain.len() > 1 && !breaks && fits(&line) { vec![Cow::Owned(line)] } else { chain }
}

/// How far a line is indented, and what it says.
fn split(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches(' ');
    (line.len() - text.len(), text)
}

fn opening(close: char) -> Option<char> {
    match close {
        ')' => Some('('),
        ']' => Some('['),
        '}' => Some('{'),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], expected: &[&str]) {
        assert_eq!(joined(&lines.join("\n")), format!("{}\n", expected.join("\n")));
    }

    #[test]
    fn lists_and_chains_that_fit_are_joined() {
        check(&["    call(", "        a,", "        b,", "    );"], &["    call(a, b);"]);
        check(&["Self {", "    a,", "    b: c(", "        d,", "    ),", "}"], &["Self { a, b: c(d) }"]);
        check(&["x", "    .y()", "    .z()"], &["x.y().z()"]);
        check(&["#[cfg(", "    any(", "        a,", "        b,", "    )", ")]"], &["#[cfg(any(a, b))]"]);
    }

    #[test]
    fn features_that_do_not_fit_fill_lines() {
        let features: Vec<String> = (0..9).map(|at| format!("feature = \"{}{at}\"", "x".repeat(9))).collect();
        let lines = ["#[cfg(", "    any(", &format!("        {},", features.join(", ")), "    )", ")]"];
        let (first, rest) = (features[..4].join(", "), features[4..8].join(", "));
        check(
            &lines,
            &["#[cfg(any(", &format!("    {first},"), &format!("    {rest},"), &format!("    {}", features[8]), "))]"],
        );
    }

    #[test]
    fn what_is_no_list_or_does_not_fit_stays() {
        for lines in [
            &["fn new() -> Self {", "    Self { a }", "}"][..],
            &["pub struct A {", "    a: u8,", "}"],
            &["call(|x| {", "    x.y();", "})"],
            &["call(", "    // why", "    a,", ")"],
            &["match x {", "    1 => a,", "}"],
        ] {
            check(lines, lines);
        }
        let long = format!("    {},", "x".repeat(WIDTH));
        check(&["call(", &long, ")"], &["call(", &long, ")"]);
    }
}
