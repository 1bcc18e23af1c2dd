//! Preconditions: what must be true of the state, for the request or for each of its items.

use super::compare::Test;
use super::eval::{Eval, Scope};
use super::key::number;
use super::loops::Turn;
use super::run::Refused;
use super::store::{Key, Row};
use crate::refusal::Refusal;
use serde_json::Value;
use std::collections::BTreeMap;
use zim_spec::model::{Check, CheckKind, Guard, Precondition};

impl Eval<'_> {
    /// Looks whether a precondition holds. Items for which it does not are added to those that failed.
    pub(super) fn verify(&mut self, precondition: &Precondition, scope: &mut Scope) -> Result<(), Refused> {
        let Some(each) = &precondition.each else {
            if !self.applies(precondition, scope) {
                return Ok(());
            }
            let found = self.holds(&precondition.check, scope, 0);
            let Some(found) = found else {
                let reason = self.reason(precondition, scope);
                return Err(Refusal::new(precondition.otherwise, reason).into());
            };
            if let (Some(name), Some((_, row))) = (&precondition.name, found.into_iter().next()) {
                scope.bind(name, Value::Object(row));
            }
            return Ok(());
        };
        // How many items passed already, of those that count the same rows.
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let (mut left, mut reason) = (0, None);
        for turn in self.turns(each, scope) {
            match self.turn(precondition, &turn, &mut taken) {
                Ok(()) => left += 1,
                Err(refusal) => match self.keys(&turn) {
                    Some(keys) => {
                        self.failed.add(&turn.steps, keys, refusal.code);
                        reason = Some(refusal.message);
                    }
                    None => return Err(refusal.into()),
                },
            }
        }
        match (precondition.none_left, reason) {
            (Some(code), Some(reason)) if left == 0 => {
                let failing = std::mem::take(&mut self.failed.found);
                Err(Refused { refusal: Refusal::new(code, reason), failing })
            }
            _ => Ok(()),
        }
    }

    /// Looks whether it holds for one item.
    fn turn(
        &mut self,
        precondition: &Precondition,
        turn: &Turn,
        taken: &mut BTreeMap<String, usize>,
    ) -> Result<(), Refusal> {
        if !self.applies(precondition, &turn.scope) {
            return Ok(());
        }
        let counted = self.counted(&precondition.check, &turn.scope);
        let taken = taken.entry(counted).or_default();
        let scope = &turn.scope;
        if self.holds(&precondition.check, scope, taken.saturating_add(1)).is_none() {
            return Err(Refusal::new(precondition.otherwise, self.reason(precondition, scope)));
        }
        *taken = taken.saturating_add(1);
        Ok(())
    }

    /// Whether it is looked at at all: it is not where a value of its key is absent.
    pub(super) fn applies(&mut self, precondition: &Precondition, scope: &Scope) -> bool {
        self.key(&precondition.check.rows.key, scope).is_some() && self.passes(&precondition.guard, scope)
    }

    /// Whether everything in a guard holds.
    pub(super) fn passes(&mut self, guard: &Guard, scope: &Scope) -> bool {
        guard.when.iter().all(|(value, test)| {
            let value = self.value(value, scope);
            self.test(test, scope).holds(value.as_ref())
        }) && guard.checks.iter().all(|check| self.holds(check, scope, 0).is_some())
    }

    /// The rows that were found, if there are as many as there must be once `more` were added.
    fn holds(&mut self, check: &Check, scope: &Scope, more: usize) -> Option<Vec<(Key, Row)>> {
        let found = self.rows(&check.rows, scope);
        let holds = match &check.kind {
            CheckKind::Has => !found.is_empty(),
            CheckKind::Lacks => found.is_empty(),
            CheckKind::AtMost(max) => {
                let count = i128::try_from(found.len().saturating_add(more)).unwrap_or(i128::MAX);
                let max = self.value(max, scope).as_ref().and_then(number);
                // Without a number there is no limit.
                max.is_none_or(|max| count <= max)
            }
            _ => false,
        };
        holds.then_some(found)
    }

    /// Which rows are counted, told from other such rows.
    fn counted(&mut self, check: &Check, scope: &Scope) -> String {
        if !matches!(check.kind, CheckKind::AtMost(_)) {
            return String::new();
        }
        let key = self.key(&check.rows.key, scope);
        let mut tests = Vec::new();
        for (column, test) in &check.rows.tests {
            if let Test::Is(values) = self.test(test, scope) {
                tests.push((column, values));
            }
        }
        format!("{key:?} {tests:?}")
    }
}
