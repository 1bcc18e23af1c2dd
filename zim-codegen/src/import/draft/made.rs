//! Types, charsets and codes that a draft needs and the spec lacks.

use super::PLACEHOLDER;
use super::known::Known;
use super::yaml::{Entry, Node};
use std::collections::{BTreeMap, BTreeSet};
use zim_spec::model::Scalar;
use zim_spec::naming::{is_pascal_case, pascal_case, snake_case};

/// What is put behind an action's name for the types that are made of it.
const OF_ACTIONS: [&str; 4] = ["", "Builder", "Reply", "Error"];

/// What drafts need beyond the spec.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// By group: its types, in the order in which they came up.
    pub(super) types: BTreeMap<String, Vec<Entry>>,
    /// By group: name and characters.
    pub(super) charsets: BTreeMap<String, Vec<(String, String)>>,
    pub(super) codes: BTreeMap<i64, Entry>,
    /// The names that are taken, as Rust would write them in snake_case.
    taken: BTreeSet<String>,
}

impl Made {
    /// Nothing made yet; the names of `known` and those of `actions` are taken.
    pub(super) fn new<'n>(known: &Known<'n>, actions: impl Iterator<Item = &'n str>) -> Self {
        let spec = known.spec;
        let of_actions = spec.actions.iter().map(|action| action.name.as_str()).chain(actions);
        let of_actions = of_actions.flat_map(|name| OF_ACTIONS.map(|suffix| format!("{name}{suffix}")));
        let names = of_actions.chain(spec.types.keys().cloned()).chain(spec.charsets.keys().cloned());
        let taken = names.map(|name| snake_case(&name)).collect();
        Self { taken, ..Self::default() }
    }

    /// A free name for a type, made of `words`.
    pub(super) fn name(&mut self, words: &[&str]) -> String {
        let joined: String = words.iter().map(|word| pascal_case(word)).collect();
        let mut base: String = joined.chars().filter(char::is_ascii_alphanumeric).take(80).collect();
        if !is_pascal_case(&base) {
            base.insert_str(0, "Type");
        }
        let mut name = base.clone();
        let mut number = 2;
        while !self.taken.insert(snake_case(&name)) {
            name = format!("{base}{number}");
            number += 1;
        }
        name
    }

    /// The charset of these characters, made unless it was.
    pub(super) fn charset(&mut self, group: &str, words: &[&str], chars: &str) -> String {
        let known = self.charsets.get(group).into_iter().flatten().find(|(_, known)| known == chars);
        if let Some((name, _)) = known {
            return name.clone();
        }
        let name = self.name(words);
        self.charsets.entry(group.to_owned()).or_default().push((name.clone(), chars.to_owned()));
        name
    }

    /// Adds a type before those that were made since `at`, which [`Self::count`] told: what it needs follows it.
    pub(super) fn add(&mut self, group: &str, at: usize, ty: Entry) {
        let types = self.types.entry(group.to_owned()).or_default();
        types.insert(at.min(types.len()), ty);
    }

    /// How many types were made for the group.
    pub(super) fn count(&self, group: &str) -> usize {
        self.types.get(group).map_or(0, Vec::len)
    }

    /// A code that the spec does not have.
    pub(super) fn code(&mut self, number: i64, comments: Vec<String>) {
        self.codes.entry(number).or_insert_with(|| {
            let sign = if number < 0 { "Minus" } else { "" };
            let texts = ["meaning", "meaning_zh", "advice"].map(|key| (key.to_owned(), Node::text(PLACEHOLDER)));
            let mut pairs = vec![
                ("name".to_owned(), Node::text(format!("Code{sign}{}", number.unsigned_abs()))),
                ("layer".to_owned(), Node::text("business")),
                ("recovery".to_owned(), Node::text("contact_support")),
            ];
            pairs.extend(texts);
            Entry::new(number.to_string(), Node::Inline(pairs)).comments(comments)
        });
    }
}

/// The name of an enumeration's value.
pub(super) fn value_name(value: &Scalar, taken: &mut BTreeSet<String>) -> String {
    let base = match value {
        Scalar::Int(n) if *n < 0 => format!("Minus{}", n.unsigned_abs()),
        Scalar::Int(n) => format!("Value{n}"),
        Scalar::Bool(flag) => format!("Value{flag}"),
        Scalar::Text(text) => {
            let name: String = pascal_case(text).chars().filter(char::is_ascii_alphanumeric).take(40).collect();
            if is_pascal_case(&name) && !matches!(name.as_str(), "Other" | "Self") {
                name
            } else {
                format!("Value{name}")
            }
        }
    };
    let mut name = base.clone();
    let mut number = 2;
    while !taken.insert(snake_case(&name)) {
        name = format!("{base}{}{number}", if base.ends_with(|c: char| c.is_ascii_digit()) { "No" } else { "" });
        number += 1;
    }
    name
}
