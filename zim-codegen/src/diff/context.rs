//! What every part of the comparison works with: both specs, who uses what of them, what is found.

use super::fields;
use super::references::FieldRenames;
use super::uses::{Use, Uses};
use super::{Behaviour, Change, Rule, Rust, Wire};
use crate::emit::{self, Facts, Of, Part, Surface};
use crate::lower;
use std::collections::BTreeSet;
use zim_spec::diagnostic::quoted;
use zim_spec::load::{Entry, Home};
use zim_spec::model::Spec;

/// Both specs, and what is found. Types and charsets that were renamed have their new names in the old spec too.
pub(super) struct Context<'a> {
    pub(super) old: &'a Spec,
    pub(super) new: &'a Spec,
    old_surface: Surface,
    new_surface: Surface,
    old_uses: Uses,
    new_uses: Uses,
    /// The fields of structs that are called otherwise in the new spec.
    pub(super) field_renames: FieldRenames,
    /// The parts whose difference in Rust is told.
    told: BTreeSet<Part>,
    /// The codes whose new name is told, and with it those of variants of errors.
    pub(super) renamed_codes: BTreeSet<i64>,
    pub(super) changes: Vec<Change>,
}

/// Where something is, in both specs.
#[derive(Clone)]
pub(super) struct Spot {
    pub(super) subject: String,
    pub(super) old: Option<Entry>,
    pub(super) new: Option<Entry>,
}

impl Spot {
    /// An entry of both.
    pub(super) fn of(subject: impl Into<String>, home: &Home) -> Self {
        let entry = Some(Entry::of(home.clone()));
        Self { subject: subject.into(), old: entry.clone(), new: entry }
    }

    /// What `key` holds there.
    pub(super) fn key(&self, key: &str) -> Self {
        self.keys(key, key)
    }

    /// What these keys hold there, in the old spec and in the new.
    pub(super) fn keys(&self, old: &str, new: &str) -> Self {
        Self {
            subject: self.subject.clone(),
            old: self.old.clone().map(|entry| entry.key(old)),
            new: self.new.clone().map(|entry| entry.key(new)),
        }
    }

    /// Of the list there, the item at these positions.
    pub(super) fn items(&self, old: usize, new: usize) -> Self {
        self.keys(&old.to_string(), &new.to_string())
    }

    /// The same as something inside, called `what`.
    pub(super) fn about(mut self, what: &str) -> Self {
        self.subject = format!("{}: {what}", self.subject);
        self
    }

    /// The same in the new spec alone.
    pub(super) fn added(mut self) -> Self {
        self.old = None;
        self
    }

    /// The same in the old spec alone.
    pub(super) fn removed(mut self) -> Self {
        self.new = None;
        self
    }
}

/// How a change is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) wire: Wire,
    pub(super) rust: Rust,
    pub(super) behaviour: Behaviour,
}

impl Verdict {
    /// Only words differ.
    pub(super) const WORDS: Self = Self::new(Wire::Same, Behaviour::Same);

    pub(super) const fn new(wire: Wire, behaviour: Behaviour) -> Self {
        Self { wire, rust: Rust::Same, behaviour }
    }

    pub(super) const fn rust(mut self, rust: Rust) -> Self {
        self.rust = rust;
        self
    }

    /// Both at once.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            wire: self.wire.max(other.wire),
            rust: self.rust.max(other.rust),
            behaviour: self.behaviour.and(other.behaviour),
        }
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(old: &'a Spec, new: &'a Spec) -> Self {
        Self {
            old,
            new,
            old_surface: emit::surface(old, &lower::sketch(old)),
            new_surface: emit::surface(new, &lower::sketch(new)),
            old_uses: Uses::of(old),
            new_uses: Uses::of(new),
            field_renames: field_renames(old, new),
            told: BTreeSet::new(),
            renamed_codes: BTreeSet::new(),
            changes: Vec::new(),
        }
    }

    pub(super) fn report(&mut self, rule: &'static Rule, spot: &Spot, message: impl Into<String>, verdict: Verdict) {
        self.changes.push(Change {
            rule,
            subject: spot.subject.clone(),
            message: message.into(),
            old: spot.old.clone(),
            new: spot.new.clone(),
            wire: verdict.wire,
            rust: verdict.rust,
            behaviour: verdict.behaviour,
        });
    }

    /// How a type is used: in the old spec, and in the new where that has more.
    pub(super) fn use_of(&self, name: &str) -> Use {
        self.old_uses.of_type(name).or(self.new_uses.of_type(name))
    }

    pub(super) fn use_of_charset(&self, name: &str) -> Use {
        self.old_uses.of_charset(name).or(self.new_uses.of_charset(name))
    }

    /// How the use of a type differs; `None` if it does not.
    pub(super) fn use_change(&self, name: &str) -> Option<&'static str> {
        let (old, new) = (self.old_uses.of_type(name), self.new_uses.of_type(name));
        match ((old.sent, new.sent), (old.received, new.received)) {
            ((false, true), _) => Some("is sent as well now"),
            ((true, false), _) => Some("is no longer sent"),
            (_, (false, true)) => Some("comes back as well now"),
            (_, (true, false)) => Some("no longer comes back"),
            _ => None,
        }
    }

    /// `; used by CallAccept, CallReject and 3 more`
    pub(super) fn users(&self, name: &str) -> String {
        let users = self.new_uses.users(name).or_else(|| self.old_uses.users(name));
        users.map_or_else(|| "; used nowhere".to_owned(), |users| format!("; used by {users}"))
    }

    /// What became of a part in Rust. Whoever asks tells it.
    pub(super) fn rust(&mut self, home: &Home, of: Of) -> Rust {
        self.rust_of(home, of.clone(), of)
    }

    /// The same of a part that is called otherwise in the new spec.
    pub(super) fn rust_of(&mut self, home: &Home, old: Of, new: Of) -> Rust {
        let verdict = self.looks(home, &old, &new);
        self.told.extend([old, new].map(|of| Part { home: home.clone(), of }));
        verdict
    }

    /// The same, where it is not clear yet whether it is told.
    pub(super) fn looks(&self, home: &Home, old: &Of, new: &Of) -> Rust {
        let part = |of: &Of| Part { home: home.clone(), of: of.clone() };
        self.compare(&part(old), &part(new))
    }

    /// Takes all parts of an entry as told.
    pub(super) fn tell_all(&mut self, home: &Home) {
        self.tell(home, |_| true);
    }

    /// Takes those parts of an entry as told that `is_told` accepts.
    pub(super) fn tell(&mut self, home: &Home, is_told: impl Fn(&Of) -> bool) {
        let parts = self.old_surface.parts_of(home).chain(self.new_surface.parts_of(home));
        let parts: Vec<Part> = parts.filter(|part| is_told(&part.of)).cloned().collect();
        self.told.extend(parts);
    }

    /// Every part that differs in Rust and of which nobody told.
    pub(super) fn untold(&self) -> Vec<(Part, Rust)> {
        let parts: BTreeSet<&Part> = self.old_surface.parts().chain(self.new_surface.parts()).collect();
        let is_renamed = |part: &Part| matches!(&part.of, Of::Code(code) if self.renamed_codes.contains(code));
        let untold = parts.into_iter().filter(|part| !self.told.contains(part) && !is_renamed(part));
        let compared = untold.map(|part| (part.clone(), self.compare(part, part)));
        compared.filter(|(_, rust)| *rust != Rust::Same).collect()
    }

    /// Whether there is an entry in Rust, before or after.
    pub(super) fn is_in_rust(&self, home: &Home) -> bool {
        let part = Part { home: home.clone(), of: Of::Itself };
        self.old_surface.facts(&part).or(self.new_surface.facts(&part)).is_some()
    }

    /// Whether a parameter is an argument of the constructor.
    pub(super) fn is_argument(&self, home: &Home, name: &str) -> bool {
        let part = Part { home: home.clone(), of: Of::Param(name.to_owned()) };
        let is_argument = |surface: &Surface| surface.facts(&part).is_some_and(|facts| !facts.fixed.is_empty());
        is_argument(&self.new_surface)
    }

    /// What Rust has of a part, as text.
    pub(super) fn shown(&self, part: &Part) -> (String, String) {
        let shown = |surface: &Surface| {
            let facts = surface.facts(part).cloned().unwrap_or_default();
            let facts: Vec<String> = facts.items.into_iter().chain(facts.fixed).collect();
            if facts.is_empty() { "nothing".to_owned() } else { quoted(&facts.join(", ")) }
        };
        (shown(&self.old_surface), shown(&self.new_surface))
    }

    fn compare(&self, old: &Part, new: &Part) -> Rust {
        let nothing = Facts::default();
        let is_new = self.old_surface.facts(old).is_none();
        let before = self.old_surface.facts(old).unwrap_or(&nothing);
        let after = self.new_surface.facts(new).unwrap_or(&nothing);
        if before == after {
            Rust::Same
        } else if before.items.is_subset(&after.items)
            && (before.fixed == after.fixed || (is_new && !self.could_be_made(&old.home)))
        {
            Rust::Compatible
        } else {
            Rust::Breaking
        }
    }

    /// Whether callers could make a value of the entry before, so that one more argument is one too few.
    fn could_be_made(&self, home: &Home) -> bool {
        let facts = |of: Of| self.old_surface.facts(&Part { home: home.clone(), of });
        match home {
            Home::Type(_) => facts(Of::Itself).is_some_and(|facts| facts.items.contains("new")),
            _ => facts(Of::Itself).is_some(),
        }
    }
}

fn field_renames(old: &Spec, new: &Spec) -> FieldRenames {
    let mut renames = FieldRenames::new();
    for (name, old) in &old.types {
        let Some(new) = new.types.get(name) else { continue };
        let renamed = fields::renamed(&old.fields, &new.fields);
        if !renamed.is_empty() {
            let renamed = renamed.into_iter().map(|(old, new)| (old.to_owned(), new.to_owned()));
            renames.insert(name.clone(), renamed.collect());
        }
    }
    renames
}

/// Spec text without its backticks, for a subject.
pub(super) fn plain(text: &str) -> String {
    quoted(text).trim_matches('`').to_owned()
}
