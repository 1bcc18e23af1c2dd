//! Goes through the values that an action has, for whoever changes what they refer to.

use super::{Action, Assignment, Check, CheckKind, Compare, Each, Expr, Guard, Over, Piece, Rows, Template};

/// Told of each value, the outer before the inner.
type Visitor<'v> = dyn FnMut(&mut Expr) + 'v;

impl Action {
    /// Calls `visit` for each value of its preconditions, effects, answers and notifications.
    pub fn visit_values(&mut self, visit: &mut Visitor<'_>) {
        for precondition in &mut self.preconditions {
            check(&mut precondition.check, visit);
            precondition.each.iter_mut().for_each(|it| each(it, visit));
            guard(&mut precondition.guard, visit);
            precondition.says.iter_mut().for_each(|it| template(it, visit));
        }
        for effect in &mut self.effects {
            rows(&mut effect.rows, visit);
            assignments(&mut effect.set, visit);
            effect.each.iter_mut().for_each(|it| each(it, visit));
            guard(&mut effect.guard, visit);
        }
        assignments(&mut self.answers, visit);
        for notification in &mut self.notifications {
            assignments(&mut notification.fields, visit);
            notification.each.iter_mut().for_each(|it| each(it, visit));
            guard(&mut notification.guard, visit);
        }
    }
}

fn expr(value: &mut Expr, visit: &mut Visitor<'_>) {
    visit(value);
    match value {
        Expr::Literal(_)
        | Expr::Param { .. }
        | Expr::Bound { .. }
        | Expr::Now
        | Expr::FreshText(_)
        | Expr::FreshNumber => {}
        Expr::Next { per: values, .. }
        | Expr::First(values)
        | Expr::Sum(values)
        | Expr::List(values)
        | Expr::Column { key: values, .. } => exprs(values, visit),
        Expr::Seconds(of) | Expr::Milliseconds(of) | Expr::Size(of) => expr(of, visit),
        Expr::Switch { of, cases, otherwise } => {
            expr(of, visit);
            cases.iter_mut().for_each(|(_, case)| expr(case, visit));
            otherwise.iter_mut().for_each(|otherwise| expr(otherwise, visit));
        }
        Expr::Pair(both) => {
            expr(&mut both.0, visit);
            expr(&mut both.1, visit);
        }
        Expr::Count(selected) => rows(selected, visit),
        Expr::Object(fields) => assignments(fields, visit),
        Expr::ForEach(both) => {
            each(&mut both.0, visit);
            expr(&mut both.1, visit);
        }
        Expr::ForRows(both) => {
            rows(&mut both.0, visit);
            expr(&mut both.1, visit);
        }
    }
}

fn exprs(values: &mut [Expr], visit: &mut Visitor<'_>) {
    values.iter_mut().for_each(|value| expr(value, visit));
}

fn assignments(all: &mut [Assignment], visit: &mut Visitor<'_>) {
    all.iter_mut().for_each(|one| expr(&mut one.value, visit));
}

fn rows(rows: &mut Rows, visit: &mut Visitor<'_>) {
    exprs(&mut rows.key, visit);
    rows.tests.iter_mut().for_each(|(_, test)| compare(test, visit));
}

fn compare(test: &mut Compare, visit: &mut Visitor<'_>) {
    match test {
        Compare::Is(values) | Compare::Not(values) => exprs(values, visit),
        Compare::Above(value)
        | Compare::Below(value)
        | Compare::Min(value)
        | Compare::Max(value)
        | Compare::Among(value)
        | Compare::IfGiven(value) => expr(value, visit),
        Compare::Given | Compare::Absent => {}
    }
}

fn check(check: &mut Check, visit: &mut Visitor<'_>) {
    rows(&mut check.rows, visit);
    if let CheckKind::AtMost(max) = &mut check.kind {
        expr(max, visit);
    }
}

fn guard(guard: &mut Guard, visit: &mut Visitor<'_>) {
    for (value, test) in &mut guard.when {
        expr(value, visit);
        compare(test, visit);
    }
    guard.checks.iter_mut().for_each(|it| check(it, visit));
}

fn each(each: &mut Each, visit: &mut Visitor<'_>) {
    for one in &mut each.loops {
        match &mut one.over {
            Over::Items(items) => expr(items, visit),
            Over::Rows(selected) => rows(selected, visit),
        }
    }
}

fn template(template: &mut Template, visit: &mut Visitor<'_>) {
    for piece in &mut template.pieces {
        if let Piece::Value(value) = piece {
            expr(value, visit);
        }
    }
}
