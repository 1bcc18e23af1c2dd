//! The small notations inside values as patterns. Each accepts what [`crate::resolve`] reads, and hardly anything
//! else: the tests below hold the two to each other.

use crate::resolve::tables::{BUILTIN_TYPES, SPANS};
use serde_json::{Value, json};

/// Letters, digits and `_`, as names on the wire have them.
const IDENTIFIER: &str = "[A-Za-z_][A-Za-z0-9_]*";

/// How deep types can stand inside each other before an editor calls them wrong.
const DEEPEST_TYPE: usize = 6;

/// Any text that is more than blanks.
pub(super) fn sentence() -> Value {
    text(r"\S", "write a sentence", &[])
}

/// One of the words of a table that [`crate::resolve`] reads.
pub(super) fn words<T>(table: &[(&'static str, T)]) -> Value {
    json!({"enum": table.iter().map(|(word, _)| *word).collect::<Vec<_>>()})
}

/// The name of a parameter or field on the wire.
pub(super) fn wire_name() -> Value {
    text(&format!("^{IDENTIFIER}$"), "write a letter, then letters, digits and _", &[])
}

/// The name of a table, a column, a counter or a row.
pub(super) fn snake_case() -> Value {
    text("^[a-z][a-z0-9_]*$", "write a small letter, then small letters, digits and _", &[])
}

/// `UserIds`, `$user.Convs`
pub(super) fn reference() -> Value {
    let message = "write a parameter, or a name with $ before it, and fields after dots";
    text(&format!(r"^\$?{IDENTIFIER}(\.{IDENTIFIER})*$"), message, &[])
}

/// `UserIds`, `$user.Convs`, `=text`
pub(super) fn state_text() -> Value {
    let message = "write a parameter, a name with $ before it, or a text with = before it";
    text(&format!(r"^(=[\s\S]*|\$?{IDENTIFIER}(\.{IDENTIFIER})*)$"), message, &[])
}

/// `List` or `List.Field`.
pub(super) fn path() -> Value {
    let message = "write the name of a list, or List.Field for a field of its structs";
    text(&format!(r"^{IDENTIFIER}(\.{IDENTIFIER})?$"), message, &["UserIds", "Friends.UserId"])
}

/// The name of an action, a type, a charset, a code, a region or a value.
pub(super) fn pascal_case(example: &str) -> Value {
    text("^[A-Z][A-Za-z0-9]*$", "write a capital, then letters and digits", &[example])
}

/// The name of a callback.
pub(super) fn event() -> Value {
    let message = "write a small letter, then small letters, digits and single _ between them";
    text("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", message, &["call_accept"])
}

/// A pinned name in Rust; one that ends with `_` is told from a keyword by that.
pub(super) fn rust_name() -> Value {
    let message = "write a small letter, then small letters, digits and single _";
    text("^[a-z][a-z0-9]*(_[a-z0-9]+)*_?$", message, &["user_id", "type_"])
}

/// The name of a host.
pub(super) fn host() -> Value {
    let label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    let message = "write the name alone, without scheme, port or path";
    let mut host = text(&format!(r"^{label}(\.{label})*$"), message, &["zim-api.zego.im"]);
    if let Some(host) = host.as_object_mut() {
        host.insert("maxLength".to_owned(), json!(253));
    }
    host
}

/// `string`, `UserId`, `list<UserId>`, `map<string, UserId>`, `json<Picture>`, `url_json<Picture>`.
pub(super) fn ty() -> Value {
    let inside = format!(r"((list|json|url_json)< *|map< *{IDENTIFIER} *, *)");
    let ty = (0..DEEPEST_TYPE).fold(IDENTIFIER.to_owned(), |ty, _| format!("({IDENTIFIER}|{inside}{ty} *>)"));
    let message = "write string, bool, i32, u32, i64, u64, the name of a type, or list<…>, map<string, …>, json<…>";
    let built_in = BUILTIN_TYPES.iter().copied();
    let examples: Vec<&str> = built_in.chain(["list<string>", "map<string, i64>"]).collect();
    text(&format!("^ *{ty} *$"), message, &examples)
}

/// `20/s`, `1/s per GroupId`, `20/s of MsgSeqList`, `100/24h`.
pub(super) fn rate() -> Value {
    let (per, of) = (format!("( +per +{IDENTIFIER})"), format!("( +of +{IDENTIFIER})"));
    let count = "0*[1-9][0-9]*";
    let pattern = format!("^ *{count}/({count})?({spans})({per}?{of}?|{of}{per}) *$", spans = spans());
    let message = "write how many calls in which time: 20/s, 100/24h, 1/s per GroupId, 20/s of UserIds";
    text(&pattern, message, &["20/s", "1/s per GroupId", "20/s of UserIds", "100/24h"])
}

/// `600s`, `10m`, `24h`, `1d`.
pub(super) fn duration() -> Value {
    let pattern = format!("^0*[1-9][0-9]*({})$", spans());
    text(&pattern, "write a whole number above 0 and a unit: 600s, 10m, 24h", &["600s"])
}

/// `3s`, `2500ms`, `1m`.
pub(super) fn pause() -> Value {
    let pattern = format!("^0*[1-9][0-9]*(ms|{})$", spans());
    text(&pattern, "write a whole number above 0 and a unit: 3s, 2500ms", &["2s", "2500ms"])
}

/// `YYYY-MM-DD`; that a year is no leap year is left to the loader.
pub(super) fn date() -> Value {
    let month = |months: &str, days: &str| format!("({months})-({days})");
    let days = [
        month("0[13578]|1[02]", "0[1-9]|[12][0-9]|3[01]"),
        month("0[469]|11", "0[1-9]|[12][0-9]|30"),
        month("02", "0[1-9]|[12][0-9]"),
    ];
    let pattern = format!("^[0-9]{{4}}-({})$", days.join("|"));
    text(&pattern, "write year, month and day of the calendar: 2026-11-22", &["2026-11-22"])
}

/// Characters from the space to `~`.
pub(super) fn characters() -> Value {
    text("^[ -~]+$", "list ASCII characters, from the space to ~", &["0123456789abcdef"])
}

/// A whole number as a key. It has no type: to JSON all keys are texts, but to editors of YAML this one is a number.
pub(super) fn number_key() -> Value {
    json!({"pattern": NUMBER_KEY, "patternErrorMessage": "write a whole number"})
}

/// The pattern of [`number_key`].
pub(super) const NUMBER_KEY: &str = "^-?[0-9]+$";

/// Text of `pattern`. Editors show `message` for any other.
fn text(pattern: &str, message: &str, examples: &[&str]) -> Value {
    let mut text = json!({"type": "string", "pattern": pattern, "patternErrorMessage": message});
    if let Some(text) = text.as_object_mut().filter(|_| !examples.is_empty()) {
        text.insert("examples".to_owned(), json!(examples));
    }
    text
}

fn spans() -> String {
    SPANS.iter().map(|(unit, _)| *unit).collect::<Vec<_>>().join("|")
}
