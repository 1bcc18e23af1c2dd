//! Conditions on a field beside another: `{MessageType: 200}`, `{Flags: {has: 4}}`, `{Name: {given: true}}`.

use super::at::At;
use super::either;
use super::siblings::Siblings;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{Condition, LimitKind, Scalar, Schema, Test, Type};
use serde_yaml::Value;

/// How a condition is written, to follow `write`.
pub(super) const NOTATION: &str =
    "one field and what it must be: `{Kind: 1}`, `{Kind: [1, 2]}`, `{Flags: {has: 4}}` or `{Name: {given: true}}`";

/// The condition that `value` states; `None` if it is none.
pub(crate) fn read(value: &Value) -> Option<Condition> {
    let mapping = value.as_mapping().filter(|mapping| mapping.len() == 1)?;
    let (param, test) = mapping.iter().next()?;
    let test = match test {
        Value::Sequence(list) if !list.is_empty() => {
            Test::Is(list.iter().map(super::param::scalar).collect::<Option<Vec<_>>>()?)
        }
        Value::Mapping(test) if test.len() == 1 => match test.iter().next()? {
            (key, Value::Bool(true)) if key == "given" => Test::Given,
            (key, Value::Bool(false)) if key == "given" => Test::Absent,
            (key, bits) if key == "has" => Test::Has(bits.as_i64().filter(|&bits| bits > 0)?),
            _ => return None,
        },
        value => Test::Is(vec![super::param::scalar(value)?]),
    };
    Some(Condition::new(param.as_str()?, test))
}

/// Reports what is wrong with the condition at `at`, which is stated for `subject`; says whether it can be used.
pub(super) fn check(
    condition: &Condition,
    at: &At<'_>,
    subject: &str,
    siblings: &Siblings<'_>,
    report: &mut Diagnostics,
) -> bool {
    let name = &condition.param;
    let at = at.key(name);
    let Some(schema) = siblings.find(name, at.name(), report) else {
        return false;
    };
    if name == subject {
        let message = format!("{} depends on itself", quoted(subject));
        let help = format!("name another {}", siblings.noun);
        report.push(Diagnostic::error("bad-rule", message).at(at.name()).help(help));
        return false;
    }
    let found = match &condition.test {
        Test::Given | Test::Absent => Vec::new(),
        Test::Has(bits) => bits_problem(name, *bits, schema).into_iter().map(|problem| (0, problem)).collect(),
        Test::Is(values) => {
            let problems = values.iter().enumerate();
            problems.filter_map(|(position, value)| Some((position, value_problem(name, value, schema)?))).collect()
        }
    };
    for (position, (message, help)) in &found {
        let place = [at.item(*position), at.key("has")].into_iter().find(At::is_there).unwrap_or(at);
        report.push(Diagnostic::error("bad-rule", message.as_str()).at(place.value()).help(help.as_str()));
    }
    found.is_empty()
}

/// What is wrong, and what to write.
type Problem = (String, String);

fn bits_problem(name: &str, bits: i64, schema: &Schema) -> Option<Problem> {
    if !matches!(schema.ty, Type::Int(_)) {
        let message = format!("{} is {}, which has no bits", quoted(name), describe(schema));
        return Some((message, "write a value, or `{given: true}`".to_owned()));
    }
    schema.limits.iter().find_map(|limit| match limit.kind {
        LimitKind::Flags(mask) if bits & !mask != 0 => {
            let message = format!("{} never has {}", quoted(name), bits & !mask);
            Some((message, "write the sum of some of its bits".to_owned()))
        }
        _ => None,
    })
}

fn value_problem(name: &str, value: &Scalar, schema: &Schema) -> Option<Problem> {
    let is_right = match (value, &schema.ty) {
        (Scalar::Text(_), Type::Text) | (Scalar::Bool(_), Type::Bool) => true,
        (Scalar::Int(number), Type::Int(width)) => {
            let (low, high) = width.range();
            (low..=high).contains(&i128::from(*number))
        }
        _ => false,
    };
    if !is_right {
        let message = format!("{} is {} and never {}", quoted(name), describe(schema), quoted(&value.to_string()));
        let help = match schema.ty {
            Type::Text => "write a text, in quotes where it looks like something else",
            Type::Int(_) => "write a number that its type holds",
            Type::Bool => "write `true` or `false`",
            _ => "write `{given: true}` or `{given: false}`",
        };
        return Some((message, help.to_owned()));
    }
    let among = |allowed: Vec<String>| {
        let value = value.to_string();
        (!allowed.contains(&value)).then(|| {
            let help = format!("write one of {}", either(allowed.iter().map(String::as_str)));
            (format!("{} is never {}", quoted(name), quoted(&value)), help)
        })
    };
    schema.limits.iter().find_map(|limit| match &limit.kind {
        LimitKind::OneOf(numbers) => among(numbers.iter().map(ToString::to_string).collect()),
        LimitKind::OneOfTexts(texts) => among(texts.clone()),
        _ => None,
    })
}

/// What values of this schema are, to follow `is`.
pub(super) fn describe(schema: &Schema) -> &'static str {
    match &schema.ty {
        Type::Text => "text",
        Type::Bool => "true or false",
        Type::Int(_) => "a number",
        Type::List(_) => "a list",
        Type::Map { .. } => "a map",
        Type::Struct(_) => "an object",
        Type::Union(_) => "a union",
        Type::Json { .. } => "JSON in a text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Test>) {
        let value = serde_yaml::from_str(text).unwrap();
        assert_eq!(read(&value), expected.map(|test| Condition::new("A", test)), "{text}");
    }

    #[test]
    fn conditions_are_read() {
        check("{A: 200}", Some(Test::Is(vec![Scalar::Int(200)])));
        check("{A: [1, x, true]}", Some(Test::Is(vec![Scalar::Int(1), Scalar::Text("x".into()), Scalar::Bool(true)])));
        check("{A: false}", Some(Test::Is(vec![Scalar::Bool(false)])));
        check("{A: {has: 12}}", Some(Test::Has(12)));
        check("{A: {given: true}}", Some(Test::Given));
        check("{A: {given: false}}", Some(Test::Absent));
        for wrong in [
            "{}",
            "A",
            "[A]",
            "{A: 1, B: 2}",
            "{A: []}",
            "{A: [[1]]}",
            "{A: {}}",
            "{A: {has: 0}}",
            "{A: {has: -1}}",
            "{A: {has: x}}",
            "{A: {given: 1}}",
            "{A: {is: 1}}",
            "{A: 1.5}",
        ] {
            check(wrong, None);
        }
    }
}
