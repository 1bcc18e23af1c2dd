//! What the spec says of a value, in plain sentences.

use zim_spec::interpret::words;
use zim_spec::model::{LimitKind, RateLimit, RateScope, RateUnit, Recovery, Rule, Schema, Spec, Type, Unit};

/// The limits of a value and of what it holds: `at most 32 bytes`, `each item: not empty, at most 32 bytes`.
pub(super) fn limits(spec: &Spec, schema: &Schema) -> Vec<String> {
    let mut limits: Vec<String> = schema
        .limits
        .iter()
        .map(|limit| {
            let text = match (&limit.kind, limit.clamped_to) {
                (LimitKind::Min(least), Some(taken)) => format!("below {least} the server takes {taken}"),
                (LimitKind::Max(most), Some(taken)) => format!("above {most} the server takes {taken}"),
                (kind, _) => words(spec, kind.key(), &kind.limit()),
            };
            match (limit.raisable, limit.ceiling) {
                (true, Some(ceiling)) => format!("{text} (ZEGO raises it on request, to at most {ceiling})"),
                (true, None) => format!("{text} (ZEGO raises it on request)"),
                (false, _) => text,
            }
        })
        .collect();
    let inner: Vec<(&str, &Schema)> = match &schema.ty {
        Type::List(item) => vec![("each item", item)],
        Type::Map { key, value } => vec![("each key", key), ("each value", value)],
        _ => Vec::new(),
    };
    for (what, schema) in inner {
        let inner = self::limits(spec, schema);
        if !inner.is_empty() {
            limits.push(format!("{what}: {}", inner.join(", ")));
        }
    }
    limits.extend(schema.unit.map(|unit| {
        let text = match unit {
            Unit::Seconds => "in seconds",
            Unit::Milliseconds => "in milliseconds",
            Unit::UnixSeconds => "Unix time in seconds",
            Unit::UnixMilliseconds => "Unix time in milliseconds",
            _ => "with a unit",
        };
        text.to_owned()
    }));
    let sentinels = schema.sentinels.iter();
    limits.extend(sentinels.map(|sentinel| format!("{}: {}", sentinel.value, sentinel.doc.trim_end_matches('.'))));
    if schema.not_in_future {
        limits.push("not in the future".to_owned());
    }
    limits
}

/// What must hold between parameters: `SubMsgType: required where MessageType = 200`.
pub(super) fn rule(spec: &Spec, rule: &Rule) -> String {
    format!("{}: {}", rule.kind.subject(), words(spec, rule.kind.key(), &rule.kind.limit()))
}

/// `20 calls in 1 s for the application`
pub(super) fn rate(limit: &RateLimit) -> String {
    let what = match &limit.counts {
        RateUnit::Items(list) => format!("items of {list}"),
        _ => "calls".to_owned(),
    };
    let whom = match &limit.scope {
        RateScope::Param(name) => format!("each {name}"),
        _ => "the application".to_owned(),
    };
    format!("{} {what} in {} s for {whom}", limit.count, limit.window_seconds)
}

/// What a program can do about a code.
pub(super) fn recovery(recovery: Recovery) -> &'static str {
    match recovery {
        Recovery::Success => "it is no failure",
        Recovery::Retry => "send again after a pause",
        Recovery::WaitForRate => "send again once the rate allows",
        Recovery::Resign => "sign again with a fresh nonce and time",
        Recovery::FixRequest => "change the request",
        Recovery::FixState => "change the state first",
        Recovery::QuotaOrPlan => "raise a quota or the plan",
        Recovery::ContactSupport => "ask ZEGO's support",
        Recovery::NothingToDo => "nothing to do",
        Recovery::DoNotSend => "do not send it again",
        Recovery::SeeItems => "read the codes of the items",
        other => other.name(),
    }
}
