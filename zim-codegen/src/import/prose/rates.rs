//! How often an action may be called: `20 次/秒`, *1 time/s, group-level limit*, *100 times within 24 hours*.

use super::super::rules::RATE;
use super::super::{Field, FieldType, Found, Rate};
use super::number::{Number, numbers};
use super::text::sentences;
use super::words::{find, has, head, tail};
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place, quoted};

/// Rates of one text, at most.
const MOST: usize = 16;

/// What is counted when calls are.
const CALLS: &[&str] = &[
    "api calls",
    "api requests",
    "次",
    "times",
    "time",
    "calls",
    "call",
    "requests",
    "request",
    "queries",
    "query",
    "qps",
    "invocations",
    "tps",
    "times per",
];

/// What is counted when items are.
const ITEMS: &[&str] = &["条", "个", "名", "messages", "message", "users", "user", "items", "item", "records", "人"];

/// Windows and their seconds, longest first where one begins like another.
const WINDOWS: &[(&str, u32)] = &[
    ("秒钟", 1),
    ("秒", 1),
    ("seconds", 1),
    ("second", 1),
    ("secs", 1),
    ("sec", 1),
    ("s", 1),
    ("分钟", 60),
    ("分", 60),
    ("minutes", 60),
    ("minute", 60),
    ("mins", 60),
    ("min", 60),
    ("m", 60),
    ("小时", 3600),
    ("个小时", 3600),
    ("hours", 3600),
    ("hour", 3600),
    ("h", 3600),
    ("天", 86400),
    ("日", 86400),
    ("days", 86400),
    ("day", 86400),
    ("d", 86400),
    ("周", 604_800),
    ("weeks", 604_800),
    ("week", 604_800),
];

/// Words between a count and its window.
const PER: &[&str] = &["/", "per", "a", "an", "every", "each", "within", "in"];

/// Whose rate it is, and the parameter that is called after it.
const SCOPES: &[(&[&str], &str)] = &[
    (
        &[
            "群级别",
            "群组级别",
            "单个群",
            "每个群",
            "同一群",
            "同一个群",
            "group-level",
            "per group",
            "each group",
            "a single group",
            "group level",
            "same group",
        ],
        "Group",
    ),
    (
        &[
            "房间级别",
            "单个房间",
            "每个房间",
            "同一房间",
            "同一个房间",
            "room-level",
            "per room",
            "each room",
            "a single room",
            "room level",
            "same room",
        ],
        "Room",
    ),
    (
        &[
            "用户级别",
            "单个用户",
            "每个用户",
            "同一用户",
            "user-level",
            "per user",
            "each user",
            "a single user",
            "user level",
            "same user",
        ],
        "User",
    ),
    (
        &[
            "会话级别",
            "单个会话",
            "每个会话",
            "同一会话",
            "conversation-level",
            "per conversation",
            "each conversation",
        ],
        "Conv",
    ),
    (&["流级别", "单条流", "每条流", "stream-level", "per stream", "each stream"], "Stream"),
];

/// The rates of a text; those that it denies are left out.
pub(super) fn read(text: &str, place: &Place) -> Vec<Found<Rate>> {
    let mut found: Vec<Found<Rate>> = Vec::new();
    for sentence in sentences(text) {
        let lower = sentence.lower.as_str();
        let all = numbers(lower);
        let known = SCOPES.iter().find(|(words, _)| has(lower, words)).map(|(_, name)| (*name).to_owned());
        let per = named_scope(&sentence.text).or(known);
        let mut taken: Vec<usize> = Vec::new();
        for (at, number) in all.iter().enumerate() {
            if taken.contains(&number.start) || is_denied(lower, number) {
                continue;
            }
            let Some((window, of)) = window(lower, number, all.get(at.wrapping_sub(1)), all.get(at + 1), &mut taken)
            else {
                continue;
            };
            let Ok(count) = u32::try_from(number.value) else { continue };
            if count == 0 {
                continue;
            }
            let rate = Rate { count, window_seconds: window, per: per.clone(), of };
            if found.len() < MOST && found.iter().all(|known| known.value != rate) {
                found.push(Found::new(rate, place.clone()));
            }
        }
    }
    found
}

/// The parameter that a scope names itself: `单个 RoomId`, *per RoomId*, `次/秒/RoomId`; the application is no scope.
fn named_scope(text: &str) -> Option<String> {
    const EACH: &[&str] = &[
        "单个",
        "每个",
        "同一个",
        "同一",
        "per ",
        "each ",
        "a single ",
        "the same ",
        "one ",
        "秒/",
        "秒钟/",
        "分钟/",
        "second/",
        "s/",
    ];
    let names = EACH.iter().flat_map(|word| text.match_indices(word).map(|(at, _)| at + word.len()));
    let name = names.filter_map(|at| {
        let rest = text.get(at..)?.trim_start();
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let is_name = name.len() > 2
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.to_ascii_lowercase().ends_with("id");
        (is_name && !name.eq_ignore_ascii_case("appid")).then(|| name.to_owned())
    });
    name.min_by_key(String::len)
}

/// Whether the words before a number deny it: *not 20 times*.
fn is_denied(lower: &str, number: &Number) -> bool {
    let before = tail(lower.get(..number.start).unwrap_or_default(), 6);
    has(before, &["not", "而非", "不是", "而不是"])
}

/// The window of a count and what is counted; `None` if the number counts nothing in a time.
fn window(
    lower: &str,
    number: &Number,
    before: Option<&Number>,
    after: Option<&Number>,
    taken: &mut Vec<usize>,
) -> Option<(u32, Option<String>)> {
    let rest = lower.get(number.end..)?;
    let (of, behind) = counted(rest);
    let of = of?;
    if let Some(seconds) = window_behind(lower, behind, after, taken) {
        return Some((seconds, of));
    }
    // `每秒 20 次`, `每 24 小时 100 次`, `24 小时内最多 100 次`, *every 24 hours: 100 calls*.
    let lead = lower.get(..number.start)?;
    if let Some((seconds, gap)) = window_before(lead, before)
        && gap.chars().count() <= 16
    {
        if let Some(before) = before {
            taken.push(before.start);
        }
        return Some((seconds, of));
    }
    // `QPS: 20`
    let is_qps = find(tail(lead, 24), "qps").is_some() || lower.get(number.end..)?.trim_start().starts_with("qps");
    is_qps.then_some((1, of))
}

/// The window in the words behind a count: `/秒`, *per second*, *within 24 hours*, whose number is `after`.
fn window_behind(lower: &str, behind: &str, after: Option<&Number>, taken: &mut Vec<usize>) -> Option<u32> {
    let trimmed = behind.trim_start_matches([' ', '(']);
    let rest = PER.iter().find_map(|per| starts_with_word(trimmed, per))?;
    let rest = rest.trim_start_matches("the ").trim_start_matches([' ', '/']);
    let rest = ["a", "every"].iter().find_map(|word| starts_with_word(rest, word)).unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix('每').unwrap_or(rest);
    match after.filter(|next| lower.get(next.start..) == Some(rest)) {
        Some(next) => {
            let (seconds, _) = unit(lower.get(next.end..)?)?;
            taken.push(next.start);
            u32::try_from(next.value).ok()?.checked_mul(seconds)
        }
        None => unit(rest).map(|(seconds, _)| seconds),
    }
}

/// The window in the words before a count, and what stands between.
fn window_before<'t>(lead: &'t str, before: Option<&Number>) -> Option<(u32, &'t str)> {
    if let Some(before) = before.filter(|before| before.end <= lead.len()) {
        let (seconds, gap) = unit(lead.get(before.end..)?)?;
        let opening = tail(lead.get(..before.start)?, 8);
        let is_window = has(opening, &["每", "every", "within", "per", "in", "each"])
            || gap.starts_with(['内', '最'])
            || has(head(gap, 4), &["内", "limit"]);
        return is_window.then_some((u32::try_from(before.value).ok()?.checked_mul(seconds)?, gap));
    }
    let at =
        ["每", "per ", "every ", "each "].iter().filter_map(|word| lead.rfind(word).map(|at| at + word.len())).max()?;
    let (seconds, gap) = unit(lead.get(at..)?)?;
    Some((seconds, gap))
}

/// What is counted, as the rate says it (`None` inside: calls), and what follows.
fn counted(rest: &str) -> (Option<Option<String>>, &str) {
    let trimmed = rest.trim_start();
    for word in CALLS {
        if let Some(behind) = starts_with_word(trimmed, word) {
            let behind = behind.strip_prefix("(s)").unwrap_or(behind);
            let behind = ["api calls", "calls", "requests", "调用", "请求"]
                .iter()
                .find_map(|more| behind.trim_start().strip_prefix(more))
                .unwrap_or(behind);
            return (Some(None), behind);
        }
    }
    for word in ITEMS.iter().copied() {
        if let Some(behind) = starts_with_word(trimmed, word) {
            let behind = ["消息", "用户"].iter().find_map(|more| behind.strip_prefix(more)).unwrap_or(behind);
            return (Some(Some(word.to_owned())), behind);
        }
    }
    // `20/s`, and `QPS: 20` with nothing behind.
    if trimmed.starts_with('/') || trimmed.is_empty() || trimmed.starts_with([',', ')']) {
        (Some(None), trimmed)
    } else {
        (None, trimmed)
    }
}

/// A unit of time at the start, and what follows it.
fn unit(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    WINDOWS.iter().find_map(|(word, seconds)| starts_with_word(text, word).map(|rest| (*seconds, rest)))
}

/// What follows `word` at the start, if that is a whole word.
fn starts_with_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    let goes_on =
        word.ends_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!goes_on).then_some(rest)
}

/// Finds the parameters that rates are for or of, in place of the words for them.
pub(super) fn settle(rates: &mut [Found<Rate>], params: &[Field], findings: &mut Diagnostics) {
    for rate in rates {
        if let Some(word) = rate.value.per.take() {
            let is_it = |field: &&Field| {
                let name = field.name.value.to_ascii_lowercase();
                let word = word.to_ascii_lowercase();
                name == word || name.strip_suffix("id").unwrap_or(&name) == word
            };
            rate.value.per = params.iter().find(is_it).map(|field| field.name.value.clone());
            if rate.value.per.is_none() {
                let what = format!("the rate is one for each {}, and no parameter is called so", quoted(&word));
                warn(findings, &rate.place, what, "write `per` with the parameter that it is for");
            }
        }
        if let Some(word) = rate.value.of.take() {
            let is_list = |ty: FieldType| {
                matches!(
                    ty,
                    FieldType::List | FieldType::ListOfText | FieldType::ListOfNumber | FieldType::ListOfObject
                )
            };
            let mut lists = params.iter().filter(|field| field.ty.as_ref().is_some_and(|ty| is_list(ty.value)));
            match (lists.next(), lists.next()) {
                (Some(list), None) => rate.value.of = Some(list.name.value.clone()),
                _ => warn(
                    findings,
                    &rate.place,
                    format!("the rate counts {}, and it is not clear of which list", quoted(&word)),
                    "write `of` with the list whose items are counted",
                ),
            }
        }
    }
}

fn warn(findings: &mut Diagnostics, place: &Place, what: String, help: &str) {
    findings.push(Diagnostic::warning(RATE, what).at(place.clone()).help(help));
}
