//! How names on the wire become names in Rust: one place, so that lints and generator agree.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;

/// `CallId` → `call_id`: the words of a name in lower case, joined by `_`.
///
/// A word ends where a lower-case letter or a digit is followed by an upper-case letter, before the last
/// capital of a run that a lower-case letter follows (`HTTPServer` → `http_server`), and at every character
/// that is neither letter nor digit. The plural `s` of an acronym stays with it (`UserIDs` → `user_ids`), and
/// digits stay with the word before them (`IsBase64` → `is_base64`, `SetMarkC2c` → `set_mark_c2c`).
///
/// ```
/// assert_eq!(zim_spec::naming::snake_case("FromUserId"), "from_user_id");
/// assert_eq!(zim_spec::naming::snake_case("UserIDs"), "user_ids");
/// ```
#[must_use]
pub fn snake_case(name: &str) -> String {
    plural_acronyms(name).to_snake_case()
}

/// `call_reject` → `CallReject`, `UserIDs` → `UserIds`: the words of [`snake_case`], each with a capital.
#[must_use]
pub fn pascal_case(name: &str) -> String {
    plural_acronyms(name).to_upper_camel_case()
}

/// `CallEnded` → `CALL_ENDED`: the words of [`snake_case`] in capitals.
#[must_use]
pub fn screaming_snake_case(name: &str) -> String {
    plural_acronyms(name).to_shouty_snake_case()
}

/// Whether Rust (edition 2024) keeps `name` for itself, as a keyword or for a later one.
///
/// Weak keywords such as `union`, which may name anything, are not among them.
#[must_use]
pub fn is_rust_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether `name` is written as `[a-z][a-z0-9_]*`: an identifier for a field, method or module.
#[must_use]
pub fn is_snake_case(name: &str) -> bool {
    starts(name, |first| first.is_ascii_lowercase())
        && name.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_')
}

/// Whether `name` is written as `[A-Z][A-Za-z0-9]*`: an identifier for a type or variant.
#[must_use]
pub fn is_pascal_case(name: &str) -> bool {
    starts(name, |first| first.is_ascii_uppercase()) && name.chars().all(|char| char.is_ascii_alphanumeric())
}

/// Whether `name` is written as `[A-Za-z_][A-Za-z0-9_]*`: a name on the wire that Rust can spell somehow.
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    starts(name, |first| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
}

fn starts(name: &str, test: impl Fn(char) -> bool) -> bool {
    name.chars().next().is_some_and(test)
}

/// `UserIDs` → `UserIds`: heck would find the words `user`, `i`, `ds`.
fn plural_acronyms(name: &str) -> Cow<'_, str> {
    let ends = |three: &[u8]| matches!(three, [a, b, b's'] if a.is_ascii_uppercase() && b.is_ascii_uppercase());
    if name.is_ascii() && !name.as_bytes().windows(3).any(ends) {
        return Cow::Borrowed(name);
    }
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len());
    for (index, char) in chars.iter().enumerate() {
        let inside_run = index.checked_sub(1).and_then(|at| chars.get(at)).is_some_and(|before| before.is_uppercase());
        let rest = chars.get(index..).unwrap_or_default();
        if inside_run && ends_in_plural(rest) { out.extend(char.to_lowercase()) } else { out.push(*char) }
    }
    Cow::Owned(out)
}

/// Whether the run of capitals that `chars` starts with is followed by an `s` that ends its word.
fn ends_in_plural(chars: &[char]) -> bool {
    let capitals = chars.iter().take_while(|char| char.is_uppercase()).count();
    let after = chars.get(capitals..).unwrap_or_default();
    capitals > 0 && after.first() == Some(&'s') && !after.get(1).is_some_and(|next| next.is_lowercase())
}

/// Strict and reserved keywords of edition 2024, and `_`.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, snake: &str, pascal: &str) {
        assert_eq!((snake_case(name).as_str(), pascal_case(name).as_str()), (snake, pascal), "{name:?}");
        assert_eq!(snake_case(snake), snake, "{name:?}: a second pass changes nothing");
        assert_eq!(screaming_snake_case(name), snake.to_uppercase());
    }

    #[test]
    fn names_are_split_into_words() {
        for (name, snake, pascal) in [
            ("CallId", "call_id", "CallId"),
            ("FromUserId", "from_user_id", "FromUserId"),
            ("UserIDs", "user_ids", "UserIds"),
            ("UserIDsList", "user_ids_list", "UserIdsList"),
            ("UserID", "user_id", "UserId"),
            ("HTTPServer", "http_server", "HttpServer"),
            ("QPS", "qps", "Qps"),
            ("IsBase64", "is_base64", "IsBase64"),
            ("Base64Data", "base64_data", "Base64Data"),
            ("SetMarkC2c", "set_mark_c2c", "SetMarkC2c"),
            ("MD5Hex", "md5_hex", "Md5Hex"),
            ("CheckIs", "check_is", "CheckIs"),
            ("user_id", "user_id", "UserId"),
            ("_user__id_", "user_id", "UserId"),
            ("MsgBody.Text", "msg_body_text", "MsgBodyText"),
            ("ÄnderungsZeit", "änderungs_zeit", "ÄnderungsZeit"),
            ("A", "a", "A"),
            ("ABc", "a_bc", "ABc"),
            ("", "", ""),
            ("__", "", ""),
        ] {
            check(name, snake, pascal);
        }
    }

    #[test]
    fn shapes_of_identifiers() {
        for (name, snake, pascal, any) in [
            ("call", true, false, true),
            ("call_2", true, false, true),
            ("Call2", false, true, true),
            ("Call_2", false, false, true),
            ("_x", false, false, true),
            ("2call", false, false, false),
            ("", false, false, false),
            ("r#type", false, false, false),
            ("é", false, false, false),
        ] {
            assert_eq!(
                (is_snake_case(name), is_pascal_case(name), is_identifier(name)),
                (snake, pascal, any),
                "{name:?}"
            );
        }
    }

    #[test]
    fn keywords() {
        for (name, keyword) in [
            ("self", true),
            ("gen", true),
            ("yield", true),
            ("Self", true),
            ("union", false),
            ("Type", false),
            ("type_", false),
        ] {
            assert_eq!(is_rust_keyword(name), keyword, "{name:?}");
        }
    }
}
