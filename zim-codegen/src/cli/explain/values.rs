//! Values, as the spec writes them.

use zim_spec::model::{Assignment, Compare, Each, Expr, Over, Rows, Scalar};

/// The value in the notation of the spec.
pub(super) fn value(expr: &Expr) -> String {
    match expr {
        Expr::Literal(literal) => scalar(literal),
        Expr::Param { name, path } => reference(name, path),
        Expr::Bound { name, path } => format!("${}", reference(name, path)),
        Expr::Now => "$now".to_owned(),
        Expr::FreshText(prefix) if prefix.is_empty() => "a new ID".to_owned(),
        Expr::FreshText(prefix) => format!("a new ID that begins with {prefix}"),
        Expr::FreshNumber => "a new number".to_owned(),
        Expr::Next { counter, per } if per.is_empty() => format!("the next {counter}"),
        Expr::Next { counter, per } => format!("the next {counter} for {}", list(per)),
        Expr::First(values) => values.iter().map(value).collect::<Vec<_>>().join(" or else "),
        Expr::Sum(terms) => terms.iter().map(value).collect::<Vec<_>>().join(" + "),
        Expr::Seconds(of) => format!("{} in seconds", value(of)),
        Expr::Milliseconds(of) => format!("{} in milliseconds", value(of)),
        Expr::Switch { of, cases, otherwise } => {
            let cases =
                cases.iter().map(|(case, then)| format!("{} if {} is {}", value(then), value(of), scalar(case)));
            let otherwise = otherwise.iter().map(|otherwise| format!("else {}", value(otherwise)));
            format!("({})", cases.chain(otherwise).collect::<Vec<_>>().join(", "))
        }
        Expr::Pair(both) => format!("the pair of {} and {}", value(&both.0), value(&both.1)),
        Expr::Column { table, key, column } => format!("{column} of {} in {table}", list(key)),
        Expr::Count(selected) => format!("the number of {}", rows(selected)),
        Expr::Size(of) => format!("the number of items of {}", value(of)),
        Expr::List(values) => format!("[{}]", list(values)),
        Expr::Object(fields) => format!("{{{}}}", assignments(fields)),
        Expr::ForEach(both) => format!("{} for each {}", value(&both.1), each(&both.0)),
        Expr::ForRows(both) => format!("{} for each of {}", value(&both.1), rows(&both.0)),
        other => format!("{other:?}"),
    }
}

/// Rows: `members of [GroupId, $item] whose role is 2`.
pub(super) fn rows(rows: &Rows) -> String {
    let key = match rows.key.as_slice() {
        [] => String::new(),
        [one] => format!(" of {}", value(one)),
        several => format!(" of [{}]", list(several)),
    };
    let tests: Vec<String> = rows.tests.iter().map(|(column, test)| format!("{column} {}", compare(test))).collect();
    let tests = if tests.is_empty() { String::new() } else { format!(" whose {}", tests.join(" and ")) };
    format!("{}{key}{tests}", rows.table)
}

/// What must hold for a value, to follow it.
pub(super) fn compare(test: &Compare) -> String {
    match test {
        Compare::Is(values) => format!("is {}", either(values)),
        Compare::Not(values) => format!("is not {}", either(values)),
        Compare::Above(bound) => format!("is above {}", value(bound)),
        Compare::Below(bound) => format!("is below {}", value(bound)),
        Compare::Min(bound) => format!("is at least {}", value(bound)),
        Compare::Max(bound) => format!("is at most {}", value(bound)),
        Compare::Among(of) => format!("is among {}", value(of)),
        Compare::IfGiven(wanted) => format!("is {0} if {0} is given", value(wanted)),
        Compare::Given => "is given".to_owned(),
        Compare::Absent => "is absent".to_owned(),
        other => format!("{other:?}"),
    }
}

/// What loops go through: `$item of UserIds`.
pub(super) fn each(each: &Each) -> String {
    let one = |one: &zim_spec::model::Loop| {
        let over = match &one.over {
            Over::Items(items) => value(items),
            Over::Rows(selected) => rows(selected),
            other => format!("{other:?}"),
        };
        format!("${} of {over}", one.name)
    };
    each.loops.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// `state: =rejected, ended: true`
pub(super) fn assignments(all: &[Assignment]) -> String {
    let one = |one: &Assignment| format!("{}: {}", one.name, value(&one.value));
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn reference(name: &str, path: &[String]) -> String {
    std::iter::once(name).chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(".")
}

fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => format!("={text}"),
        other => other.to_string(),
    }
}

fn list(values: &[Expr]) -> String {
    values.iter().map(value).collect::<Vec<_>>().join(", ")
}

fn either(values: &[Expr]) -> String {
    values.iter().map(value).collect::<Vec<_>>().join(" or ")
}
