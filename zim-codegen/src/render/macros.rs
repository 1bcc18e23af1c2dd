//! Calls of macros, which prettyplease prints without knowing what they say.

use super::WIDTH;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The item with the text of its call, if it is one; what is left of the call has no arguments.
pub(super) fn apart(item: syn::Item) -> (syn::Item, Option<String>) {
    match item {
        syn::Item::Macro(mut item) if item.ident.is_none() => {
            let text = text(&item.mac);
            item.mac.tokens = TokenStream::new();
            (syn::Item::Macro(item), Some(text))
        }
        item => (item, None),
    }
}

/// ```text
/// int_enum!(ConvType(i32): Peer = 0, Group = 2);
///
/// refusals! {
///     CallRejectError, codes: InvalidParameter = INVALID_PARAMETER, CallEnded = CALL_ENDED,
///     CallNotFound = CALL_NOT_FOUND
/// }
/// ```
fn text(call: &syn::Macro) -> String {
    let name: String = call.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let (open, close) = match call.delimiter {
        syn::MacroDelimiter::Brace(_) => (" {", "}"),
        _ => ("(", ");"),
    };
    let inside = tokens(call.tokens.clone());
    let space = if close == "}" { " " } else { "" };
    let short = format!("{name}!{open}{space}{inside}{space}{close}\n");
    if short.chars().count() <= WIDTH + 1 {
        return short;
    }
    let mut text = format!("{name}!{open}\n");
    for line in filled(&inside) {
        text.push_str("    ");
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str(close);
    text.push('\n');
    text
}

/// Arguments in lines, broken after commas alone.
fn filled(inside: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for argument in arguments(inside) {
        let Some(line) = lines.last_mut() else { break };
        let (length, more) = (line.chars().count(), argument.chars().count());
        if length == 0 {
            line.push_str(argument);
        } else if length + 1 + more + 4 <= WIDTH {
            line.push(' ');
            line.push_str(argument);
        } else {
            lines.push(argument.to_owned());
        }
    }
    lines
}

/// What stands between commas outside of literals and brackets, with the comma that follows it.
fn arguments(inside: &str) -> Vec<&str> {
    let (mut arguments, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut in_text, mut escaped) = (false, false);
    for (at, char) in inside.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                arguments.extend(inside.get(start..=at).map(str::trim));
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.extend(inside.get(start..).map(str::trim).filter(|rest| !rest.is_empty()));
    arguments
}

fn tokens(stream: TokenStream) -> String {
    let mut out = String::new();
    // Whether the next token stands close to what is there.
    let mut close = true;
    for tree in stream {
        let piece = match &tree {
            TokenTree::Group(group) => {
                let (open, end) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                close |= group.delimiter() == Delimiter::Parenthesis;
                format!("{open}{}{end}", tokens(group.stream()))
            }
            tree => tree.to_string(),
        };
        let follows = is_one_of(&tree, &[',', ':', '<', '>']);
        if !(close || follows) {
            out.push(' ');
        }
        out.push_str(&piece);
        close = is_one_of(&tree, &['-', '<']) || out.ends_with("::");
    }
    out
}

fn is_one_of(tree: &TokenTree, chars: &[char]) -> bool {
    matches!(tree, TokenTree::Punct(punct) if chars.contains(&punct.as_char()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(item: &str, expected: &str) {
        let (_, text) = apart(syn::parse_str(item).expect("an item"));
        assert_eq!(text.as_deref(), Some(expected));
    }

    #[test]
    fn calls_read_as_if_a_person_wrote_them() {
        check("int_enum!(Kind(i32) : A = 0, B = - 2);", "int_enum!(Kind(i32): A = 0, B = -2);\n");
        check("show!(A : key, value as hidden);", "show!(A: key, value as hidden);\n");
        check("part! { A : b(list types :: B) = \"B\" }", "part! { A: b(list types::B) = \"B\" }\n");
        check("part! { A : b(Map < C, D >) = \"B\" }", "part! { A: b(Map<C, D>) = \"B\" }\n");
        check("refusals! { E, codes : A = A }", "refusals! { E, codes: A = A }\n");
        let long = "SomethingThatIsLongEnough";
        check(
            &format!("text_enum!(A: {long} = \"a, b\", {long} = \"\\\",\", {long} = \"c\", {long} = \"d\");"),
            &format!(
                "text_enum!(\n    A: {long} = \"a, b\", {long} = \"\\\",\", {long} = \"c\",\n    {long} = \"d\"\n);\n"
            ),
        );
    }
}
