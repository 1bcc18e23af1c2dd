//! Limits and rules in words, for whoever shows them beside a request: from the very values that are checked.

use super::Breach;
use crate::model::{LimitKind, Spec};

/// What a limit or rule allows, in words that may follow a name and a colon: `at most 32 bytes`.
///
/// `rule` and `limit` are those of a [`Breach`]; of a limit of the spec they are [`LimitKind::key`] and
/// [`LimitKind::limit`], of a rule [`RuleKind::key`](crate::model::RuleKind::key) and
/// [`RuleKind::limit`](crate::model::RuleKind::limit).
#[must_use]
pub fn words(spec: &Spec, rule: &str, limit: &str) -> String {
    match rule {
        "required" => "required".to_owned(),
        "type" => format!("must be {}", article(limit)),
        "json" => "must be a text that holds JSON".to_owned(),
        "non_empty" => "not empty".to_owned(),
        "base64" => format!("base64 where {limit}; bytes are then those that it encodes"),
        "min_bytes" => format!("at least {}", count(limit, "byte")),
        "max_bytes" => format!("at most {}", count(limit, "byte")),
        "min_chars" => format!("at least {}", count(limit, "character")),
        "max_chars" => format!("at most {}", count(limit, "character")),
        "charset" => charset(spec, limit),
        "prefix" => format!("starts with `{limit}`"),
        "forbidden_prefix" => format!("does not start with `{limit}`"),
        "one_of" => format!("one of {limit}"),
        "min" => format!("at least {limit}"),
        "above" => format!("above {limit}"),
        "max" => format!("at most {limit}"),
        "below" => format!("below {limit}"),
        "flags" => format!("no bits but those of {limit}"),
        "min_items" => format!("at least {}", count(limit, "item")),
        "max_items" => format!("at most {}", count(limit, "item")),
        "unique_items" => "no item twice".to_owned(),
        "unique_by" => format!("no two items with the same {limit}"),
        "max_total_bytes" => format!("at most {} in all texts of all items", count(limit, "byte")),
        "required_if" => format!("required where {limit}"),
        "allowed_if" => format!("allowed only where {limit}"),
        "at_least_one" => format!("at least one of {limit} is given"),
        "exactly_one" => format!("exactly one of {limit} is given"),
        "differ" => format!("not the same as {limit}"),
        "not_among" => format!("not among {limit}"),
        "among" => format!("the same as one of {limit}"),
        "all_equal" if limit.is_empty() => "the same in all items".to_owned(),
        "all_equal" => format!("the same {limit} in all items"),
        other if limit.is_empty() => other.to_owned(),
        other => format!("{other} {limit}"),
    }
}

impl LimitKind {
    /// What is allowed, as a [`Breach`] shows it; empty for limits that have no such value.
    #[must_use]
    pub fn limit(&self) -> String {
        match self {
            Self::Base64(condition) => condition.to_string(),
            Self::Flags(bits) => bits.to_string(),
            Self::Charset(text) | Self::Prefix(text) | Self::ForbiddenPrefix(text) | Self::UniqueBy(text) => {
                text.clone()
            }
            Self::OneOfTexts(texts) => texts.join(", "),
            Self::OneOf(numbers) => numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            other => other.number().map_or_else(String::new, |number| number.to_string()),
        }
    }
}

impl Breach {
    /// What is wanted and what was found, as a sentence: `FromUserId: at most 32 bytes; it has 33.`
    #[must_use]
    pub fn sentence(&self, spec: &Spec) -> String {
        let path = if self.path.is_empty() { "the parameters" } else { &self.path };
        let wanted = words(spec, self.rule, &self.limit);
        let found = found(self.rule, &self.actual);
        let raisable = if self.raisable { " ZEGO raises this limit on request." } else { "" };
        format!("{path}: {wanted}{found}.{raisable}")
    }
}

/// What was found, as the end of a sentence; empty if there is nothing to say.
fn found(rule: &str, actual: &str) -> String {
    let (character, position) = actual.rsplit_once('@').unwrap_or((actual, ""));
    match (rule, position.parse::<u64>()) {
        (_, _) if actual.is_empty() => match rule {
            "required" | "required_if" => ", and absent".to_owned(),
            _ => String::new(),
        },
        ("charset", Ok(position)) => format!("; character {} is `{character}`", position.saturating_add(1)),
        ("type", _) => {
            format!(", not {}", if actual.parse::<f64>().is_ok() { actual.to_owned() } else { article(actual) })
        }
        ("min" | "above" | "max" | "below" | "one_of" | "flags", _) => format!("; it is {actual}"),
        ("exactly_one", _) => format!("; {actual} are"),
        _ => format!("; it has {actual}"),
    }
}

/// The charset's own words, and its signs, which words cannot name exactly.
fn charset(spec: &Spec, name: &str) -> String {
    let Some(charset) = spec.charsets.get(name) else { return format!("only {name}") };
    let signs: String = charset.chars.chars().filter(|c| !c.is_ascii_alphanumeric() && *c != ' ').collect();
    let doc = charset.doc.trim_end_matches('.');
    match (doc, signs.as_str()) {
        ("", _) => format!("only `{}`", charset.chars),
        (_, "") => format!("only {doc}"),
        _ => format!("only {doc} ({signs})"),
    }
}

/// A type or kind of value with its article: `a list`, `an i32`.
fn article(name: &str) -> String {
    match name {
        "null" => name.to_owned(),
        _ if name.starts_with(['i', 'o']) => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

fn count(number: &str, unit: &str) -> String {
    if number == "1" { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::shipped;

    #[track_caller]
    fn check(rule: &str, limit: &str, expected: &str) {
        assert_eq!(words(&shipped().unwrap(), rule, limit), expected);
    }

    #[test]
    fn what_is_wanted() {
        check("all_equal", "", "the same in all items");
        check("all_equal", "Row", "the same Row in all items");
        check("later", "", "later");
        check("later", "7", "later 7");
        check("min_items", "1", "at least 1 item");
    }

    #[test]
    fn what_was_found() {
        assert_eq!(found("exactly_one", "2"), "; 2 are");
        assert_eq!(found("required", ""), ", and absent");
        assert_eq!(found("max_bytes", ""), "");
        assert_eq!(found("max_bytes", "33"), "; it has 33");
        assert_eq!(found("max", "33"), "; it is 33");
        assert_eq!(found("charset", "é@3"), "; character 4 is `é`");
        for (actual, expected) in [("null", "null"), ("i32", "an i32"), ("object", "an object"), ("list", "a list")] {
            assert_eq!(found("type", actual), format!(", not {expected}"));
        }
    }

    #[test]
    fn which_characters() {
        let mut spec = shipped().unwrap();
        let charset = spec.charsets.values().next().unwrap().clone();
        let mut named = |name: &str, doc: &str, chars: &str| {
            let mut set = charset.clone();
            (set.name, set.doc, set.chars) = (name.to_owned(), doc.to_owned(), chars.to_owned());
            spec.charsets.insert(name.to_owned(), set);
        };
        named("Signs", "letters and signs.", "ab -_");
        named("Letters", "letters and spaces", "ab ");
        named("Bare", "", "ab-");
        let said = |name| super::charset(&spec, name);
        assert_eq!(said("Signs"), "only letters and signs (-_)");
        assert_eq!(said("Letters"), "only letters and spaces");
        assert_eq!(said("Bare"), "only `ab-`");
        assert_eq!(said("Absent"), "only Absent");
    }
}
