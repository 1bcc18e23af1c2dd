//! Enumerations: those that the spec has, and new ones.

use super::super::facts::{Field, Value};
use super::PLACEHOLDER;
use super::chosen::{Chosen, Kind};
use super::fields::Fields;
use super::made::value_name;
use super::names::{shares_a_word, singular};
use super::scalar::quotation;
use super::yaml::{Entry, Node};
use std::collections::BTreeSet;
use zim_spec::model::{NamedType, Scalar};

impl<'s> Fields<'_, 's> {
    /// An enumeration with the values of the page: the spec's, if it has one of that name, or a new one.
    pub(super) fn values(&mut self, field: &Field, notation: &str, kind: Kind, owner: &str) -> Chosen<'s> {
        let values: Vec<&Value> = field.values.iter().map(|found| &found.value).collect();
        let same = self
            .known
            .spec
            .types
            .values()
            .find(|named| shares_a_word(&named.name, &field.name.value) && has_the_values(named, &values, kind));
        if let Some(named) = same {
            let guess = format!("{}, which has the same values", named.name);
            return Chosen::of_kind(named.name.clone(), kind).guessed(guess);
        }
        let is_of_kind = |value: &&Value| {
            matches!((&value.value, kind), (Scalar::Int(_), Kind::Int(_)) | (Scalar::Text(_), Kind::Text))
        };
        let mut seen = BTreeSet::new();
        let values: Vec<&Value> =
            values.into_iter().filter(is_of_kind).filter(|value| seen.insert(value.value.clone())).collect();
        if values.is_empty() {
            return Chosen::of_kind(notation, kind);
        }
        let bits = are_bits(&values, field.example.as_ref().map(|example| &example.value));
        let key = if bits { "flags" } else { "values" };
        let mut taken = BTreeSet::new();
        let lines = values.iter().map(|value| {
            let pairs = vec![
                ("name".to_owned(), Node::text(value_name(&value.value, &mut taken))),
                ("doc".to_owned(), Node::text(PLACEHOLDER)),
            ];
            let words = Some(&value.text).filter(|text| !text.trim().is_empty());
            let comments = words.map(|text| format!("page: {}", quotation(text))).into_iter().collect();
            Entry::new(value.value.to_string(), Node::Inline(pairs)).comments(comments)
        });
        let lines = Node::Block(lines.collect());
        let name = self.made.name(&[owner, &singular(&field.name.value)]);
        let body = vec![
            Entry::new("type", Node::text(notation)),
            Entry::new("doc", Node::text(PLACEHOLDER)),
            Entry::new(key, lines),
        ];
        self.made.add(self.group, usize::MAX, Entry::new(&name, Node::Block(body)).apart());
        let chosen = Chosen::of_kind(name, kind);
        if bits { chosen.guessed("flags, since each value is a bit") } else { chosen }
    }
}

/// The values of an enumeration that the page allows, if these are not all.
pub(super) fn only(field: &Field, named: Option<&NamedType>) -> Vec<i64> {
    let Some(values) = named.and_then(|named| named.values.as_ref()).filter(|values| !values.open) else {
        return Vec::new();
    };
    let mut listed: Vec<i64> = field
        .values
        .iter()
        .filter_map(|found| match found.value.value {
            Scalar::Int(n) => Some(n),
            _ => None,
        })
        .collect();
    listed.sort_unstable();
    listed.dedup();
    if values.flags || listed.len() >= values.values.len() { Vec::new() } else { listed }
}

fn has_the_values(named: &NamedType, values: &[&Value], kind: Kind) -> bool {
    let listed: BTreeSet<String> = values.iter().map(|value| value.value.to_string()).collect();
    let known: BTreeSet<String> = match (kind, &named.values, &named.texts) {
        (Kind::Int(_), Some(values), _) => values.values.iter().map(|value| value.number.to_string()).collect(),
        (Kind::Text, _, Some(texts)) => texts.values.iter().map(|value| value.text.clone()).collect(),
        _ => return false,
    };
    known == listed
}

/// Whether numbers look like bits to be added up: each is one, and the example is a sum of them, or there are many.
fn are_bits(values: &[&Value], example: Option<&Scalar>) -> bool {
    let numbers: Option<Vec<i64>> = values
        .iter()
        .map(|value| match value.value {
            Scalar::Int(n) if n > 0 && n.count_ones() == 1 => Some(n),
            _ => None,
        })
        .collect();
    let Some(numbers) = numbers else { return false };
    let all = numbers.iter().fold(0, |all, n| all | n);
    let is_sum = matches!(example, Some(Scalar::Int(n)) if n.count_ones() > 1 && n & !all == 0);
    is_sum || (numbers.len() > 3 && numbers.contains(&4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_told_from_values() {
        for (numbers, example, expected) in [
            (&[1, 2, 4][..], None, false),
            (&[1, 2, 4], Some(3), true),
            (&[1, 2, 4], Some(4), false),
            (&[1, 2, 4], Some(24), false),
            (&[1, 2, 4, 8, 16], None, true),
            (&[0, 1, 2, 4, 8], None, false),
            (&[], Some(3), false),
        ] {
            let values: Vec<Value> =
                numbers.iter().map(|n| Value { value: Scalar::Int(*n), text: String::new() }).collect();
            let values: Vec<&Value> = values.iter().collect();
            assert_eq!(are_bits(&values, example.map(Scalar::Int).as_ref()), expected, "{numbers:?} {example:?}");
        }
    }
}
