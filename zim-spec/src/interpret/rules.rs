//! Holds the parameters of an action, or the fields of a struct, against a rule between them.

use super::breach::Report;
use super::scope::{Scope, is_comparable};
use super::value::Value;
use crate::model::{RuleKind, Spec};

/// Reports whether the rule is broken, under the code that the report has. `prefix` goes before names in paths.
pub(super) fn judge(spec: &Spec, prefix: &str, rule: &RuleKind, scope: &Scope<'_>, report: &mut Report) {
    let given = |names: &[String]| names.iter().filter(|name| scope.given(name)).count();
    // What two parameters can be compared by, where they are there and of their type.
    let comparable = |name: &str| scope.get(name).filter(|value| is_comparable(value));
    let mut path = format!("{prefix}{}", rule.subject());
    let mut actual = String::new();
    let broken = match rule {
        RuleKind::RequiredIf { param, when } => !scope.given(param) && scope.holds(when),
        RuleKind::AllowedIf { param, when } => scope.given(param) && !scope.holds(when),
        RuleKind::AtLeastOne(names) => given(names) == 0,
        RuleKind::ExactlyOne(names) => {
            actual = given(names).to_string();
            given(names) != 1
        }
        RuleKind::Differ(first, second) => comparable(first).is_some_and(|first| comparable(second) == Some(first)),
        RuleKind::NotAmong { value, list } => comparable(value)
            .is_some_and(|value| scope.values_at(spec, list).iter().any(|(_, one)| one.as_ref() == Some(value))),
        RuleKind::Among { value, others } => {
            comparable(value).is_some_and(|value| !others.iter().any(|other| comparable(other) == Some(value)))
        }
        RuleKind::AllEqual(list) => {
            let different = first_different(&scope.values_at(spec, list));
            if let Some(index) = different {
                let field = list.field.as_ref().map(|field| format!(".{field}")).unwrap_or_default();
                path = format!("{path}[{index}]{field}");
            }
            different.is_some()
        }
    };
    if broken {
        report.add(&path, rule.key(), rule.limit(), actual);
    }
}

/// The position of the first value that is not the same as the first of all. Absent is a value of its own here.
fn first_different(values: &[(usize, Option<Value>)]) -> Option<usize> {
    let (_, first) = values.first()?;
    values.iter().find(|(_, value)| value != first).map(|(index, _)| *index)
}
