//! Actions, rates, rules and codes as English. What is said of single values is in [`value`].

mod value;

pub(crate) use value::{default, limits, received, value};

use super::markdown::{code, escape, sentence};
use value::{condition, count};
use zim_spec::model::{
    Action, Carrier, FailedItems, Items, Method, PageEnd, Paging, RateLimit, RateScope, RateUnit, ReturnCode, Rule,
    RuleKind, Source,
};

/// How a request travels and how often: `A GET request, at most 20 calls a second for the application.`
pub(crate) fn traffic(action: &Action) -> String {
    let body = match (action.method, action.carrier) {
        (Method::Get, Carrier::Body) => " with a JSON body",
        _ => "",
    };
    let rates: Vec<String> = action.rate_limits.iter().map(rate).collect();
    let rates = match rates.as_slice() {
        [] => "; its rate limit is not documented".to_owned(),
        rates => format!(", at most {}", rates.join(" and at most ")),
    };
    let mut text = format!("A {} request{body}{rates}.", action.method.as_str());
    if let Some(host) = &action.host {
        text.push_str(&format!(" All regions send it to {}.", code(host)));
    }
    text.push_str(if action.repeatable {
        " To send it again changes nothing."
    } else {
        " To send it again may do something else or do it twice."
    });
    if let Some(event) = &action.notifies {
        text.push_str(&format!(" Clients hear of it through {}.", code(event)));
    }
    text
}

/// `20 calls a second for the application`
pub(crate) fn rate(rate: &RateLimit) -> String {
    let window = match rate.window_seconds {
        1 => "a second".to_owned(),
        60 => "a minute".to_owned(),
        3600 => "an hour".to_owned(),
        86_400 => "in 24 hours".to_owned(),
        seconds => format!("in {seconds} seconds"),
    };
    let counted = match &rate.counts {
        RateUnit::Items(list) => format!("{} of {}", count(rate.count.into(), "item"), code(list)),
        _ => count(rate.count.into(), "call"),
    };
    let scope = match &rate.scope {
        RateScope::Param(param) => format!("each {}", code(param)),
        _ => "the application".to_owned(),
    };
    format!("{counted} {window} for {scope}")
}

/// `a` or `an`, as the name begins.
pub(super) fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" }
}

/// What a code means and what to do: `The call has ended. Nothing to do.`
pub(super) fn meaning(info: &ReturnCode) -> String {
    format!("{} {}", sentence(&info.meaning), sentence(&info.advice))
}

/// How a batch tells of items that failed, and what can be done.
pub(crate) fn items(items: &Items) -> String {
    let again = match items.request.is_empty() {
        false => "`Partial::retry` makes the request for just those.",
        true => "To send those again would do something else: there is no request for just them.",
    };
    format!("Its items can fail one by one, which is an error too: {}. {again}", failed(&items.failed))
}

fn failed(items: &FailedItems) -> String {
    let keys: Vec<String> = items.keys.iter().map(|key| code(key)).collect();
    let mut text = format!("{} of the reply tells which by {}", code(&items.list), keys.join(" and "));
    if let Some(name) = &items.code {
        text.push_str(&format!(", and why by {}", code(name)));
    }
    if let Some(nested) = &items.nested {
        let keys: Vec<String> = nested.keys.iter().map(|key| code(key)).collect();
        text.push_str(&format!(
            "; its {} tells by {} which parts of an item failed",
            code(&nested.list),
            keys.join(" and ")
        ));
    }
    text
}

/// How a long reply goes on.
pub(crate) fn paging(paging: &Paging) -> String {
    let mut text = "The reply comes page by page".to_owned();
    if let Some(limit) = &paging.limit {
        text.push_str(&format!(", each of at most {} items", code(limit)));
    }
    let end = match &paging.end {
        PageEnd::Field(field) => format!("until {} is true", code(field)),
        PageEnd::Next(values) => {
            let values: Vec<String> = values.iter().map(value::scalar).collect();
            format!("until it is {}", values.join(" or "))
        }
        _ => "until the last page".to_owned(),
    };
    let (next, cursor) = (code(&paging.next), code(&paging.cursor));
    text.push_str(&format!(": {next} of a reply goes into {cursor}, {end}. [`next_page`](Self::next_page) does that."));
    if let Some(total) = &paging.total {
        text.push_str(&format!(" {} counts all items.", code(total)));
    }
    text
}

/// What must hold between fields, as the list `# Rules`. Empty if nothing need.
pub(super) fn rules(rules: &[Rule]) -> Vec<String> {
    let lines = rules.iter().map(|rule| format!("- {}", self::rule(&rule.kind)));
    let heading = (!rules.is_empty()).then(|| "# Rules".to_owned());
    heading.into_iter().chain(lines).collect()
}

/// What must hold between fields, as a sentence.
pub(crate) fn rule(kind: &RuleKind) -> String {
    match kind {
        RuleKind::RequiredIf { param, when } => format!("{} is required where {}.", code(param), condition(when)),
        RuleKind::AllowedIf { param, when } => format!("{} is allowed only where {}.", code(param), condition(when)),
        RuleKind::AtLeastOne(names) => format!("At least one of {} is given.", list(names)),
        RuleKind::ExactlyOne(names) => format!("Exactly one of {} is given.", list(names)),
        RuleKind::Differ(first, second) => format!("{} and {} differ.", code(first), code(second)),
        RuleKind::NotAmong { value, list } => format!("{} is not among {}.", code(value), code(&list.to_string())),
        RuleKind::Among { value, others } => format!("{} is the same as one of {}.", code(value), list(others)),
        RuleKind::AllEqual(path) => match &path.field {
            Some(field) => format!("All items of {} have the same {}.", code(&path.list), code(field)),
            None => format!("All items of {} are the same.", code(&path.list)),
        },
        other => format!("{}.", code(other.key())),
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

/// When an unanswered callback is sent again.
pub(crate) fn retries(service: &str, retries_ms: &[u32]) -> String {
    let seconds = |ms: &u32| match (ms / 1000, ms % 1000) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
    };
    let service = escape(service);
    match retries_ms {
        [] => format!("{service} sends it once, answered or not."),
        retries => {
            let times: Vec<String> = retries.iter().map(seconds).collect();
            let unit = if times == ["1"] { "second" } else { "seconds" };
            format!("Without an answer {service} sends it again, each time after {} {unit}.", times.join(", "))
        }
    }
}

/// `Source: …, read 2026-11-22.`
pub(super) fn source(source: &Source) -> String {
    format!("Source: {}, read {}.", code(&source.page), escape(&source.checked))
}
