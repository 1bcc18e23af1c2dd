//! From a scenario as it is written to its rules: what is wrong with it whatever the spec says.

use super::file::{RuleFile, ScenarioFile};
use super::{ANY, Effect, Origin, Rule, Scenario, ScenarioError, WHOLE, fault};
use serde_json::Value;
use std::sync::Arc;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, FileId, quoted};
use zim_spec::load::OwnFile;

/// What is wrong with one rule.
#[derive(Debug)]
pub(super) struct Problem {
    /// The keys that lead to it from the rule.
    pub(super) way: Vec<String>,
    message: String,
    help: String,
}

impl Problem {
    pub(super) fn new(way: &[&str], message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { way: way.iter().map(|key| (*key).to_owned()).collect(), message: message.into(), help: help.into() }
    }

    /// The same, below a key.
    fn below(mut self, key: &str) -> Self {
        self.way.insert(0, key.to_owned());
        self
    }
}

/// Adds what is wrong with a rule, at its place or, where it has none, with the rule's number.
pub(super) fn report(diagnostics: &mut Diagnostics, position: usize, origin: Option<&Origin>, problem: Problem) {
    let Some(origin) = origin else {
        let message = format!("rule {}: {}", position + 1, problem.message);
        diagnostics.push(Diagnostic::error("scenario", message).help(problem.help));
        return;
    };
    let mut way = vec!["rules".to_owned(), origin.position.to_string()];
    way.extend(problem.way);
    let mut place = origin.file.place(&way);
    // Several files may be told about at once.
    if let Some(file) = origin.file.diagnostics.file(place.file) {
        place.file = match diagnostics.files().iter().position(|known| known == file) {
            Some(known) => FileId(known),
            None => diagnostics.add_file(file.clone()),
        };
    }
    diagnostics.push(Diagnostic::error("scenario", problem.message).at(place).help(problem.help));
}

/// The scenario that is written, by `file` if it was read from a text.
pub(super) fn scenario(
    written: ScenarioFile,
    file: Option<&Arc<OwnFile<ScenarioFile>>>,
) -> Result<Scenario, ScenarioError> {
    let mut diagnostics = file.map(|file| file.diagnostics.clone()).unwrap_or_default();
    let mut scenario = Scenario { seed: written.seed, rules: Vec::with_capacity(written.rules.len()) };
    for (position, written) in written.rules.into_iter().enumerate() {
        let origin = file.map(|file| Origin { file: Arc::clone(file), position });
        let mut problems = Vec::new();
        let rule = rule(written, &mut problems);
        for problem in problems {
            report(&mut diagnostics, position, origin.as_ref(), problem);
        }
        scenario.rules.extend(rule.map(|rule| Rule { origin, ..rule }));
    }
    if diagnostics.is_empty() {
        Ok(scenario)
    } else {
        diagnostics.sort();
        Err(ScenarioError(diagnostics))
    }
}

fn rule(written: RuleFile, problems: &mut Vec<Problem>) -> Option<Rule> {
    let effect = effect(&written).map_err(|problem| problems.push(problem)).ok();
    if written.action.is_none() {
        let help = format!("write action: CallReject, or action: \"{ANY}\" for all");
        problems.push(Problem::new(&[], "this rule has no action", help));
    }
    for (key, number) in
        [("from", written.from), ("to", written.to), ("every", written.every), ("times", written.times)]
    {
        if number == Some(0) {
            problems.push(Problem::new(&[key], format!("{key} must be 1 or more"), "the first call is number 1"));
        }
    }
    if let (from, Some(to @ 1..)) = (written.from.unwrap_or(1), written.to)
        && to < from
    {
        let message = format!("no call is from number {from} to number {to}");
        problems.push(Problem::new(&["to"], message, format!("write to: {from} or a higher number")));
    }
    for (name, value) in &written.when {
        if value.is_array() || value.is_object() {
            let help = "write a text, a number, true or false; a field inside is {UserInfo.UserId: ann}";
            problems.push(Problem::new(&["when", name], format!("{} is compared with one value", quoted(name)), help));
        }
    }
    let share = match &written.share {
        None => WHOLE,
        Some(share) => millionths(share).unwrap_or_else(|| {
            let message = "share must be a percentage above 0% and up to 100%";
            problems.push(Problem::new(&["share"], message, "write one such as 30% or 2.5%"));
            WHOLE
        }),
    };
    let RuleFile { action, app, when, from, to, every, times, .. } = written;
    let rule = Rule::new(action?, effect?);
    Some(Rule { app, when, from: from.unwrap_or(1), to, every: every.unwrap_or(1), times, share, ..rule })
}

/// The one thing that a rule does.
fn effect(written: &RuleFile) -> Result<Effect, Problem> {
    let RuleFile { code, item, items, fault, .. } = written;
    match (code, item, items, fault) {
        (Some(code), None, None, None) => Ok(Effect::Code(*code)),
        (Some(code), Some(item), None, None) => match keys(item) {
            Some(keys) => Ok(Effect::Item { keys, code: *code }),
            None => {
                let help = "write item: ann, or item: [ann, 0] if it has several keys";
                Err(Problem::new(&["item"], "an item is told by its key, or a list of its keys", help))
            }
        },
        (None, None, Some(items), None) => Ok(Effect::List(Arc::new(items.clone()))),
        (None, None, None, Some(fault)) => fault::read(fault).map_err(|problem| problem.below("fault")),
        (None, Some(_), None, None) => {
            Err(Problem::new(&["item"], "an item that fails needs a code", "write code: with it"))
        }
        (None, None, None, None) => {
            let help = "write code:, item: with code:, items: or fault:";
            Err(Problem::new(&[], "this rule does nothing", help))
        }
        _ => {
            let message = "a rule does one thing: code, item with code, items or fault";
            Err(Problem::new(&[], message, "write a rule for each"))
        }
    }
}

/// The keys of an item; `None` if there are none, or what can be no key.
fn keys(item: &Value) -> Option<Vec<String>> {
    match item {
        Value::Array(keys) if !keys.is_empty() => keys.iter().map(crate::params::text).collect(),
        one => crate::params::text(one).map(|key| vec![key]),
    }
}

/// `30%` or `2.5%`, with up to four decimals.
fn millionths(share: &Value) -> Option<u32> {
    let (whole, part) = match share.as_str()?.strip_suffix('%')?.split_once('.') {
        Some((whole, part)) => (whole, part),
        None => (share.as_str()?.strip_suffix('%')?, "0"),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || whole.len() > 3 || part.len() > 4 {
        return None;
    }
    let share = whole.parse::<u32>().ok()? * (WHOLE / 100) + format!("{part:0<4}").parse::<u32>().ok()?;
    (1..=WHOLE).contains(&share).then_some(share)
}

/// The same the other way.
pub(super) fn percent(share: u32) -> String {
    let one = WHOLE / 100;
    let part = format!("{:04}", share % one);
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{}%", share / one) } else { format!("{}.{part}%", share / one) }
}

#[cfg(test)]
mod tests {
    use super::{millionths, percent};
    use serde_json::json;

    #[test]
    fn shares() {
        for (text, share) in
            [("30%", 300_000), ("2.5%", 25_000), ("100%", 1_000_000), ("0.0001%", 1), ("12.3456%", 123_456)]
        {
            assert_eq!(millionths(&json!(text)), Some(share), "{text}");
            assert_eq!(percent(share), text);
        }
        for text in ["", "%", "30", "0%", "101%", "100.1%", "-1%", "1.%", ".5%", "1.00001%", "4294967296%", "1e1%"] {
            assert_eq!(millionths(&json!(text)), None, "{text}");
        }
        assert_eq!(millionths(&json!(0.3)), None);
    }
}
