//! Named types that become items of the `types` module.

use super::Ident;
use super::{Charset, Features, Field, Limit, Received, Rule, Value};
use std::collections::BTreeSet;
use zim_spec::model;

/// One file of the `types` module: what only one group uses, or what several do.
#[derive(Debug)]
pub(crate) struct TypeFile {
    pub(crate) module: Ident,
    pub(crate) features: Features,
    pub(crate) docs: Vec<String>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) unions: Vec<Union>,
    pub(crate) charsets: Vec<Charset>,
    pub(crate) checks: Vec<NamedCheck>,
    /// Fingerprint of the part of the spec that it stems from.
    pub(crate) fingerprint: u64,
}

impl TypeFile {
    /// Whether callers of the generated code use any of it.
    pub(crate) fn is_public(&self) -> bool {
        !(self.enums.is_empty() && self.structs.is_empty() && self.unions.is_empty())
    }

    /// With any of which there is something in it; none if there always is.
    pub(crate) fn needed_by(&self) -> Features {
        let charsets = self.charsets.iter().map(|it| &it.features);
        let checks = self.checks.iter().map(|it| &it.features);
        any_of(&self.features, self.public_items().chain(charsets).chain(checks))
    }

    /// With any of which callers use something of it; none if they always do.
    pub(crate) fn public_with(&self) -> Features {
        any_of(&self.features, self.public_items())
    }

    fn public_items(&self) -> impl Iterator<Item = &Features> {
        let enums = self.enums.iter().map(|it| &it.features);
        let structs = self.structs.iter().map(|it| &it.features);
        enums.chain(structs).chain(self.unions.iter().map(|it| &it.features))
    }
}

/// All features of a file's items, or those of the file where some of its items are always there.
fn any_of<'a>(file: &Features, items: impl Iterator<Item = &'a Features>) -> Features {
    let items: Vec<&Features> = items.collect();
    if items.iter().any(|features| features.is_empty()) {
        return file.clone();
    }
    let all: BTreeSet<&String> = items.into_iter().flatten().collect();
    all.into_iter().cloned().collect()
}

/// The checks of a named type, emitted once.
#[derive(Debug)]
pub(crate) struct NamedCheck {
    pub(crate) function: Ident,
    pub(crate) features: Features,
    pub(crate) subject: Subject,
    pub(crate) limits: Vec<Limit>,
    pub(crate) docs: Vec<String>,
}

/// What a named check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Text,
    Int,
}

/// A text or integer whose values have names.
#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) name: Ident,
    pub(crate) features: Features,
    pub(crate) docs: Vec<String>,
    pub(crate) kind: EnumKind,
}

#[derive(Debug)]
pub(crate) enum EnumKind {
    Ints { width: model::Int, values: Vec<EnumValue<i64>> },
    Texts { values: Vec<EnumValue<String>> },
    Flags { width: model::Int, bits: Vec<EnumValue<i64>> },
}

/// A value of an enumeration.
#[derive(Debug)]
pub(crate) struct EnumValue<T> {
    /// A variant; of flags, a constant.
    pub(crate) name: Ident,
    pub(crate) value: T,
    pub(crate) docs: Vec<String>,
}

/// A named type with fields.
#[derive(Debug)]
pub(crate) struct Struct {
    pub(crate) name: Ident,
    pub(crate) features: Features,
    /// Its fields, if requests hold it: then it is built, checked and written.
    pub(crate) sent: Option<Vec<Field>>,
    /// What must hold between those.
    pub(crate) rules: Vec<Rule>,
    /// Its fields, if replies hold it: then it is decoded.
    pub(crate) received: Option<Vec<Received>>,
    pub(crate) docs: Vec<String>,
}

/// A value whose type is told by another field beside it. Either sent or received.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) name: Ident,
    pub(crate) features: Features,
    pub(crate) received: bool,
    /// Whether it may hold what people wrote: then `Debug` shows nothing of it.
    pub(crate) sensitive: bool,
    pub(crate) variants: Vec<Variant>,
    pub(crate) docs: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) name: Ident,
    pub(crate) selector: i64,
    pub(crate) value: Value,
    pub(crate) docs: Vec<String>,
}
