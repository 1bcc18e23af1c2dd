//! Rules between parameters, or between the fields of a struct.

use super::context::{Context, Spot, Verdict};
use super::rules::*;
use super::schemas::used;
use super::uses::Use;
use super::{Behaviour, Wire};
use zim_spec::diagnostic::quoted;
use zim_spec::model::{Rule, RuleKind};

/// Reports what differs between two lists of rules. `spot` is where the list stands.
pub(super) fn rules(cx: &mut Context<'_>, spot: &Spot, how: Use, old: &[Rule], new: &[Rule]) {
    // Rules are documentation of what is only received.
    let how = Use { received: false, ..how };
    let mut left: Vec<(usize, &Rule)> = old.iter().enumerate().collect();
    let mut take = |is_it: &dyn Fn(&Rule) -> bool| {
        let at = left.iter().position(|(_, rule)| is_it(rule))?;
        Some(left.remove(at))
    };
    let mut same: Vec<Option<(usize, &Rule)>> = Vec::with_capacity(new.len());
    for rule in new {
        same.push(take(&|old| old.kind == rule.kind));
    }
    for (rule, same) in new.iter().zip(&mut same) {
        let is_alike = |old: &Rule| old.kind.key() == rule.kind.key() && old.kind.subject() == rule.kind.subject();
        if same.is_none() {
            *same = take(&is_alike);
        }
    }
    if !same.iter().flatten().map(|(before, _)| before).is_sorted() {
        cx.report(ORDER_CHANGED, spot, "order of the rules changed", Verdict::WORDS);
    }
    for (at, (rule, same)) in new.iter().zip(same).enumerate() {
        let Some((before, old)) = same else {
            let verdict = used(how, Verdict::new(Wire::Breaking, Behaviour::Tightened));
            cx.report(RULE_ADDED, &spot.items(at, at).added(), format!("rule {} added", told(&rule.kind)), verdict);
            continue;
        };
        let spot = spot.items(before, at);
        if old.kind != rule.kind {
            let message = format!("rule changed from {} to {}", told(&old.kind), told(&rule.kind));
            let verdict = used(how, Verdict::new(Wire::Breaking, Behaviour::Changed));
            cx.report(RULE_CHANGED, &spot, message, verdict);
        }
        // What both services answer to any wrong parameter is told there.
        let usual = super::types::usual_codes(cx.old, cx.new);
        if old.code != rule.code && (old.code, rule.code) != usual {
            let message = format!("code of rule {} changed from {} to {}", told(&rule.kind), old.code, rule.code);
            let verdict = used(how, Verdict::new(Wire::Same, Behaviour::Changed));
            cx.report(RULE_CODE_CHANGED, &spot.key("code"), message, verdict);
        }
    }
    for (at, rule) in left {
        let verdict = used(how, Verdict::new(Wire::Compatible, Behaviour::Relaxed));
        cx.report(RULE_REMOVED, &spot.items(at, at).removed(), format!("rule {} removed", told(&rule.kind)), verdict);
    }
}

/// `` `required_if` `SubMsgType` (`MessageType = 200`) ``
fn told(rule: &RuleKind) -> String {
    format!("`{}` {} ({})", rule.key(), quoted(rule.subject()), quoted(&rule.limit()))
}
