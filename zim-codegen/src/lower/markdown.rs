//! Text of a spec as Markdown that says just that text.
//!
//! Whatever a description holds, rustdoc must show it as it stands: no link, no HTML, no heading, no code
//! block that would be compiled as a doctest. Only a pair of backticks around ordinary text keeps its
//! meaning, since authors write field names so.

/// `text` on one line, with everything that Markdown or rustdoc would act on escaped.
pub(super) fn escape(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(flat.len() + 8);
    let mut rest = flat.as_str();
    while let Some(next) = rest.chars().next() {
        if let Some((span, after)) = code_span(rest) {
            out.push_str(span);
            rest = after;
        } else if let Some((url, after)) = url(rest) {
            // A bare URL is a rustdoc warning, a linked one would make spec text act.
            out.push('`');
            out.push_str(url);
            out.push('`');
            rest = after;
        } else {
            push_escaped(&mut out, next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    guard_start(out)
}

/// `name` as a code span, even if it holds backticks.
pub(super) fn code(name: &str) -> String {
    let flat = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = flat.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest == 0 && !flat.is_empty() { format!("`{flat}`") } else { format!("{fence} {flat} {fence}") }
}

/// A sentence: first letter as it is, a full stop at the end unless there is one.
pub(crate) fn sentence(text: &str) -> String {
    let mut text = escape(text.trim());
    if !text.is_empty() && !text.ends_with(['.', '!', '?', '。']) {
        text.push('.');
    }
    text
}

/// Markdown made by this crate as the text that a reader of it sees; names stay between backticks.
pub(crate) fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(next) = rest.chars().next() {
        let after = rest.get(next.len_utf8()..).unwrap_or_default();
        if let Some((span, after)) = fenced(rest) {
            out.push_str(span);
            rest = after;
        } else if let Some((shown, after)) = link(rest) {
            out.push_str(shown);
            rest = after;
        } else if next == '\\' && after.starts_with(|c: char| c.is_ascii_punctuation()) {
            out.extend(after.chars().next());
            rest = after.get(1..).unwrap_or_default();
        } else {
            out.push(next);
            rest = after;
        }
    }
    out
}

/// The code span that `text` starts with, whatever its fence, and what follows it.
fn fenced(text: &str) -> Option<(&str, &str)> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let (fence, inner) = text.split_at_checked(fence).filter(|(fence, _)| !fence.is_empty())?;
    let end = inner.find(fence)? + 2 * fence.len();
    text.split_at_checked(end)
}

/// What is shown of the link that `text` starts with, and what follows it. Text of a spec makes no link: its brackets
/// are escaped.
fn link(text: &str) -> Option<(&str, &str)> {
    let (shown, target) = text.strip_prefix('[')?.split_once("](")?;
    Some((shown, target.split_once(')')?.1))
}

/// The code span that `text` starts with, and what follows it.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`')?;
    let content = inner.get(..end)?;
    let after = inner.get(end + 1..)?;
    // An empty span, or one next to another backtick, is not what an author means by a pair.
    if content.trim().is_empty() || after.starts_with('`') {
        return None;
    }
    Some((text.get(..end + 2)?, after))
}

/// The URL that `text` starts with, and what follows it.
fn url(text: &str) -> Option<(&str, &str)> {
    if !["http://", "https://", "ftp://", "mailto:", "www."].iter().any(|scheme| starts_with_ignore_case(text, scheme))
    {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '`').unwrap_or(text.len());
    Some((text.get(..end)?, text.get(end..)?))
}

fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn push_escaped(out: &mut String, c: char) {
    // `~` would strike through, `$` is math to some renderers, `|` makes tables, `&` starts an entity.
    if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '$' | '{' | '}') {
        out.push('\\');
    }
    out.push(c);
}

/// Escapes what is special only at the start of a line.
fn guard_start(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if text.starts_with(['#', '-', '+', '=', ':', '!']) {
        return format!("\\{text}");
    }
    match text.char_indices().nth(digits) {
        Some((at, '.' | ')')) if digits > 0 => {
            let (number, rest) = text.split_at(at);
            format!("{number}\\{rest}")
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected, "escape({text:?})");
    }

    #[test]
    fn text_that_would_act_is_escaped() {
        check("The call to reject.", "The call to reject.");
        check("see [Option] and [x](y)", "see \\[Option\\] and \\[x\\](y)");
        check("a <b>bold</b> *move*", "a \\<b\\>bold\\</b\\> \\*move\\*");
        check("    let x = 1;\n    panic!()", "let x = 1; panic!()");
        check("```rust\npanic!()\n```", "\\`\\`\\`rust panic!() \\`\\`\\`");
        check("the `CallId` field", "the `CallId` field");
        check("an odd ` tick", "an odd \\` tick");
        check("# heading", "\\# heading");
        check("1. item", "1\\. item");
        check("- item", "\\- item");
        check(".5 or ) so", ".5 or ) so");
        check(") so", ") so");
        check("go to https://x.y/[z] now", "go to `https://x.y/[z]` now");
        check("end */ \"] {} \\", "end \\*/ \"\\] \\{\\} \\\\");
    }

    #[test]
    fn what_was_escaped_is_read_as_it_was() {
        for text in [
            "The call to reject.",
            "see [Option] and [x](y)",
            "a <b>bold</b> *move* ~ | & $ {x} \\ \\n",
            "the `Call\\Id` field",
            "an odd ` tick, and ``two``",
            "# heading",
            "1. item",
            "电话 -",
        ] {
            assert_eq!(plain(&escape(text)), text);
        }
        assert_eq!(plain("a [`next_page`](Self::next_page) does"), "a `next_page` does");
        assert_eq!(plain(&code("a`[b](c)")), "`` a`[b](c) ``");
        assert_eq!(plain("`a`\\*b``c``\\*"), "`a`*b``c``*");
        assert_eq!(plain("`"), "`");
        assert_eq!(plain("\\"), "\\");
    }

    #[test]
    fn names_become_code_spans() {
        assert_eq!(code("CallId"), "`CallId`");
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
