//! What must hold between parameters, or between the fields of a struct.

use super::subject::{At, Inside, Subject, counted};
use super::{Actual, Limit, Params, Rule};

/// Rules, stated after the parameters that they are about. Each takes the names as violations show them, and
/// says nothing unless limits are being checked.
impl Params<'_> {
    /// `param` is given where the `condition`, which reads `when`, holds.
    pub fn required_if(&mut self, param: &'static str, given: bool, condition: bool, when: &'static str) {
        self.rule(given || !condition, param, Rule::RequiredIf, when);
    }

    /// `param` is given only where the `condition`, which reads `when`, holds.
    pub fn allowed_if(&mut self, param: &'static str, given: bool, condition: bool, when: &'static str) {
        self.rule(condition || !given, param, Rule::AllowedIf, when);
    }

    /// The union `param` is, where it is given, the variant that the field `selector` names.
    pub fn variant(&mut self, param: &'static str, selector: &'static str, fits: bool) {
        self.rule(fits, param, Rule::Variant, selector);
    }

    /// At least one of `names`, the first of which is `first`, is given.
    pub fn at_least_one(&mut self, first: &'static str, names: &'static str, given: &[bool]) {
        self.rule(given.contains(&true), first, Rule::AtLeastOne, names);
    }

    /// Exactly one of `names`, the first of which is `first`, is given.
    pub fn exactly_one(&mut self, first: &'static str, names: &'static str, given: &[bool]) {
        let count = given.iter().filter(|given| **given).count();
        if let Some(mut subject) = self.subject(first) {
            subject.hold(count == 1, Rule::ExactlyOne, Limit::Text(names), counted(count));
        }
    }

    /// `first` differs from `second`: they are not the `same`.
    pub fn differ(&mut self, first: &'static str, second: &'static str, same: bool) {
        self.rule(!same, first, Rule::Differ, second);
    }

    /// `param` is not among the texts of `list`: it was not `found` there.
    pub fn not_among(&mut self, param: &'static str, list: &'static str, found: bool) {
        self.rule(!found, param, Rule::NotAmong, list);
    }

    /// `param` is the same as one of `others`: it was `found` among them.
    pub fn among(&mut self, param: &'static str, others: &'static str, found: bool) {
        self.rule(found, param, Rule::Among, others);
    }

    /// All items of `list` have the same in `field`, which is empty if the items themselves are meant; the item
    /// at `different` is the first that has not.
    pub fn all_equal(&mut self, list: &'static str, field: &'static str, different: Option<usize>) {
        let (Some(mut subject), Some(index)) = (self.subject(list), different) else { return };
        let place = subject.place(At::Item(index));
        let mut item = subject.at(&place);
        if field.is_empty() {
            item.hold(false, Rule::AllEqual, Limit::None, Actual::None);
        } else {
            let above = Inside { above: item.inside, name: list, index: item.index };
            let mut field_of_it = Subject { inside: Some(&above), name: field, index: None, ..item.borrow() };
            field_of_it.hold(false, Rule::AllEqual, Limit::Text(field), Actual::None);
        }
    }

    fn rule(&mut self, holds: bool, param: &'static str, rule: Rule, limit: &'static str) {
        if let Some(mut subject) = self.subject(param) {
            subject.hold(holds, rule, Limit::Text(limit), Actual::None);
        }
    }
}
