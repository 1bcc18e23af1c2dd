//! The small notations inside YAML values: types, rates, durations, dates and fixed words.

use crate::model::{
    CallbackSigning, Carrier, CodeLevel, Int, Layer, Method, QueryLists, RateLimit, RateScope, RateUnit, Recovery,
    SigningAlgorithm, Unit,
};

/// A type as written, its names not looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TypeName<'a> {
    Text,
    Bool,
    Int(Int),
    List(Box<TypeName<'a>>),
    Map(Box<TypeName<'a>>, Box<TypeName<'a>>),
    /// Whether it is percent-encoded too.
    Json(Box<TypeName<'a>>, bool),
    Named(&'a str),
    /// Not in the notation at all, such as `list<`.
    Malformed,
}

/// Reads `string`, `i64`, `UserId`, `list<UserId>`, `map<UserId, string>`, `json<Picture>`, `url_json<Picture>`.
pub(super) fn type_name(text: &str) -> TypeName<'_> {
    // Far more than any sensible type: keeps the recursion shallow whatever is written.
    let text = text.trim();
    if text.len() > 200 {
        return TypeName::Malformed;
    }
    read_type(text).unwrap_or(TypeName::Malformed)
}

fn read_type(text: &str) -> Option<TypeName<'_>> {
    let text = text.trim();
    let inside = |name: &str| text.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>');
    Some(match text {
        "string" => TypeName::Text,
        "bool" => TypeName::Bool,
        "i32" => TypeName::Int(Int::I32),
        "u32" => TypeName::Int(Int::U32),
        "i64" => TypeName::Int(Int::I64),
        "u64" => TypeName::Int(Int::U64),
        _ => {
            if let Some(item) = inside("list") {
                TypeName::List(Box::new(read_type(item)?))
            } else if let Some((key, value)) = inside("map").and_then(|inside| inside.split_once(',')) {
                TypeName::Map(Box::new(read_type(key)?), Box::new(read_type(value)?))
            } else if let Some(value) = inside("json") {
                TypeName::Json(Box::new(read_type(value)?), false)
            } else if let Some(value) = inside("url_json") {
                TypeName::Json(Box::new(read_type(value)?), true)
            } else if crate::naming::is_identifier(text) {
                TypeName::Named(text)
            } else {
                return None;
            }
        }
    })
}

/// Reads `20/s`, `1/s per GroupId`, `20/s of MsgSeqList`, `100/24h`; the names are not looked up yet.
pub(super) fn rate(text: &str) -> Option<RateLimit> {
    let mut words = text.split_whitespace();
    let (count, window) = words.next()?.split_once('/')?;
    let window_seconds =
        if window.starts_with(|first: char| first.is_ascii_digit()) { duration(window)? } else { seconds(window)? };
    let count = number(count).filter(|&count| count > 0)?;
    let (mut scope, mut counts) = (None, None);
    while let Some(word) = words.next() {
        let name = words.next()?;
        match word {
            "per" if scope.is_none() && name == "app" => scope = Some(RateScope::App),
            "per" if scope.is_none() => scope = Some(RateScope::Param(name.to_owned())),
            "of" if counts.is_none() => counts = Some(RateUnit::Items(name.to_owned())),
            _ => return None,
        }
    }
    let (scope, counts) = (scope.unwrap_or(RateScope::App), counts.unwrap_or(RateUnit::Calls));
    Some(RateLimit { count, window_seconds, scope, counts, code: None })
}

/// Reads `3s`, `2500ms`, `1m` as milliseconds; a duration of nothing is none.
pub(super) fn milliseconds(text: &str) -> Option<u32> {
    match text.strip_suffix("ms") {
        Some(digits) if !digits.is_empty() => number(digits).filter(|&milliseconds| milliseconds > 0),
        _ => duration(text)?.checked_mul(1000),
    }
}

/// Reads `600s`, `10m`, `24h`, `1d` as seconds; a duration of nothing is none.
pub(super) fn duration(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(|char: char| !char.is_ascii_digit());
    let unit = seconds(text.strip_prefix(digits)?)?;
    number(digits)?.checked_mul(unit).filter(|&seconds| seconds > 0)
}

/// Whether `text` is a day of the calendar as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |width: usize| parts.next().filter(|part| part.len() == width).and_then(number);
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day) && parts.next().is_none()
}

/// The value of a fixed word.
pub(super) fn word<T: Copy>(text: &str, table: &[(&'static str, T)]) -> Option<T> {
    table.iter().find(|(word, _)| *word == text).map(|&(_, value)| value)
}

pub(crate) const QUERY_LISTS: &[(&str, QueryLists)] = &[("brackets", QueryLists::Brackets)];
pub(crate) const METHODS: &[(&str, Method)] = &[("GET", Method::Get), ("POST", Method::Post)];

pub(crate) const CARRIERS: &[(&str, Carrier)] = &[("body", Carrier::Body), ("query", Carrier::Query)];

pub(crate) const UNITS: &[(&str, Unit)] = &[
    ("s", Unit::Seconds),
    ("ms", Unit::Milliseconds),
    ("unix_s", Unit::UnixSeconds),
    ("unix_ms", Unit::UnixMilliseconds),
];

pub(crate) const LEVELS: &[(&str, CodeLevel)] = &[("reply", CodeLevel::Reply), ("item", CodeLevel::Item)];

pub(crate) const CALLBACK_SIGNINGS: &[(&str, CallbackSigning)] = &[("sha1_sorted_hex", CallbackSigning::Sha1SortedHex)];

pub(crate) const ALGORITHMS: &[(&str, SigningAlgorithm)] = &[("md5_hex", SigningAlgorithm::Md5Hex)];

pub(crate) const LAYERS: &[(&str, Layer)] =
    &[("gateway", Layer::Gateway), ("public", Layer::Public), ("business", Layer::Business)];

pub(crate) const RECOVERIES: &[(&str, Recovery)] = &[
    ("success", Recovery::Success),
    ("retry", Recovery::Retry),
    ("wait_for_rate", Recovery::WaitForRate),
    ("resign", Recovery::Resign),
    ("fix_request", Recovery::FixRequest),
    ("fix_state", Recovery::FixState),
    ("quota_or_plan", Recovery::QuotaOrPlan),
    ("contact_support", Recovery::ContactSupport),
    ("nothing_to_do", Recovery::NothingToDo),
    ("do_not_send", Recovery::DoNotSend),
    ("see_items", Recovery::SeeItems),
];

/// The units of durations, in seconds.
pub(crate) const SPANS: &[(&str, u32)] = &[("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)];

fn seconds(unit: &str) -> Option<u32> {
    word(unit, SPANS)
}

/// Digits only: `parse` alone would take a sign too.
fn number(digits: &str) -> Option<u32> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates() {
        #[track_caller]
        fn check(text: &str, expected: Option<(u32, u32, RateScope, RateUnit)>) {
            let read = rate(text).map(|rate| (rate.count, rate.window_seconds, rate.scope, rate.counts));
            assert_eq!(read, expected, "{text:?}");
        }
        let per = |name: &str| RateScope::Param(name.to_owned());
        let of = |name: &str| RateUnit::Items(name.to_owned());
        check("20/s", Some((20, 1, RateScope::App, RateUnit::Calls)));
        check("1/s per GroupId", Some((1, 1, per("GroupId"), RateUnit::Calls)));
        check("5/10s per RoomId", Some((5, 10, per("RoomId"), RateUnit::Calls)));
        check("100/24h", Some((100, 86_400, RateScope::App, RateUnit::Calls)));
        check("3/d per app", Some((3, 86_400, RateScope::App, RateUnit::Calls)));
        check("20/s of Seqs", Some((20, 1, RateScope::App, of("Seqs"))));
        check("20/s of Seqs per GroupId", Some((20, 1, per("GroupId"), of("Seqs"))));
        check("20/s per GroupId of Seqs", Some((20, 1, per("GroupId"), of("Seqs"))));
        for wrong in [
            "",
            "/",
            "20",
            "20/",
            "/s",
            "0/s",
            "20/0s",
            "-1/s",
            "+1/s",
            "20/s per",
            "20/s of",
            "20/s of Seqs of Ids",
            "20/s for group",
            "20/s per group per room",
            "20 / s",
            "20/week",
            "4294967296/s",
            "1/99999d",
            "20/é",
            "2é/s",
        ] {
            check(wrong, None);
        }
    }

    #[test]
    fn durations() {
        for (text, expected) in [
            ("600s", Some(600)),
            ("10m", Some(600)),
            ("1d", Some(86_400)),
            ("600", None),
            ("0s", None),
            ("s", None),
            ("1.5h", None),
            ("-1s", None),
            ("1s1s", None),
            ("4294967295h", None),
        ] {
            assert_eq!(duration(text), expected, "{text:?}");
        }
    }

    #[test]
    fn retries() {
        for (text, expected) in [
            ("3s", Some(3000)),
            ("2500ms", Some(2500)),
            ("1m", Some(60_000)),
            ("0ms", None),
            ("ms", None),
            ("2.5s", None),
            ("-1ms", None),
            ("3", None),
            ("4294968s", None),
        ] {
            assert_eq!(milliseconds(text), expected, "{text:?}");
        }
    }

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2026-11-22", true),
            ("2024-02-29", true),
            ("2000-02-29", true),
            ("2026-02-29", false),
            ("1900-02-29", false),
            ("2026-13-01", false),
            ("2026-00-01", false),
            ("2026-04-31", false),
            ("2026-1-1", false),
            ("2026-11-22-", false),
            ("+026-11-22", false),
            ("yesterday", false),
            ("", false),
        ] {
            assert_eq!(is_date(text), expected, "{text:?}");
        }
    }

    #[test]
    fn types() {
        #[track_caller]
        fn check(text: &str, expected: TypeName<'_>) {
            assert_eq!(type_name(text), expected, "{text:?}");
        }
        check("string", TypeName::Text);
        check("u32", TypeName::Int(Int::U32));
        check("UserId", TypeName::Named("UserId"));
        check("list<UserId>", TypeName::List(Box::new(TypeName::Named("UserId"))));
        check("list< i64 >", TypeName::List(Box::new(TypeName::Int(Int::I64))));
        let named = |name| Box::new(TypeName::Named(name));
        check("map<UserId,Mark>", TypeName::Map(named("UserId"), named("Mark")));
        let lists = Box::new(TypeName::List(named("Mark")));
        check(" map< string , list<Mark> >", TypeName::Map(Box::new(TypeName::Text), lists.clone()));
        check("json<list<Mark>>", TypeName::Json(lists, false));
        check("url_json<Mark>", TypeName::Json(named("Mark"), true));
        check("map<json<A>, B>", TypeName::Map(Box::new(TypeName::Json(named("A"), false)), named("B")));
        check("list", TypeName::Named("list"));
        for wrong in [
            "",
            "list<",
            "list<>",
            "map<string>",
            "map<,string>",
            "map<string,>",
            "map<A, B, C>",
            "json",
            "json<>",
            "urljson<A>",
            "string?",
            "é",
            "list<string>>",
            "list <string>",
        ] {
            let expected = if wrong == "json" { TypeName::Named("json") } else { TypeName::Malformed };
            check(wrong, expected);
        }
        check(&"list<".repeat(100_000), TypeName::Malformed);
    }
}
