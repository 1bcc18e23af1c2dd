//! What a spec defines for use by name: charsets, types, return codes. Each name is defined once.

use super::at::At;
use super::{definitions, state};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, quoted};
use crate::document::{CodesFile, StateFile, TypesFile};
use crate::load::{Doc, Documents, Index};
use crate::model::{Charset, Counter, NamedType, ReturnCode, Table};
use crate::naming::is_pascal_case;
use std::collections::BTreeMap;

/// Everything that is defined for use by name.
#[derive(Debug, Default)]
pub(crate) struct Names<'a> {
    /// Charsets by name.
    pub(crate) charsets: BTreeMap<&'a str, Definition<'a, Charset>>,
    /// Types by name.
    pub(crate) types: BTreeMap<&'a str, Definition<'a, NamedType>>,
    /// Return codes by number.
    pub(crate) codes: BTreeMap<i64, Definition<'a, ReturnCode>>,
    /// Tables of the sandbox by name.
    pub(crate) tables: BTreeMap<&'a str, Definition<'a, Table>>,
    /// Counters of the sandbox by name.
    pub(crate) counters: BTreeMap<&'a str, Definition<'a, Counter>>,
    /// What could not be read of the charsets, the types, the codes, the tables and the counters.
    unread: [Unread<'a>; 5],
    /// Keys of codes.yaml that are no number, which has been reported.
    pub(super) bad_codes: Vec<&'a str>,
}

/// What may be defined although it is not known, since it could not be read.
#[derive(Debug, Default)]
struct Unread<'a> {
    /// A whole file or everything in it.
    all: bool,
    /// The mappings whose single entries may be unread: a name is looked up in them as a key.
    within: Vec<At<'a>>,
}

/// One definition.
#[derive(Debug)]
pub(crate) struct Definition<'a, T> {
    /// Where it stands.
    pub(crate) at: At<'a>,
    /// What it says; nothing if it is wrong, which has been reported.
    pub(crate) item: Option<T>,
}

impl<'a> Names<'a> {
    /// Collects the definitions of all files.
    pub(crate) fn collect(documents: &'a Documents, report: &mut Diagnostics) -> Self {
        let charsets = |doc: &'a Doc<TypesFile>| (At::top(&doc.index).key("charsets"), doc.content.charsets.is_empty());
        let types = |doc: &'a Doc<TypesFile>| (At::top(&doc.index).key("types"), doc.content.types.is_empty());
        let codes = |doc: &'a Doc<CodesFile>| (At::top(&doc.index), doc.content.is_empty());
        let tables = |doc: &'a Doc<StateFile>| (At::top(&doc.index).key("tables"), doc.content.tables.is_empty());
        let counters = |doc: &'a Doc<StateFile>| (At::top(&doc.index).key("counters"), doc.content.counters.is_empty());
        let no_types = documents.unread.iter().any(|name| name == "types.yaml" || name.starts_with("types/"));
        let no_codes = documents.unread.iter().any(|name| name == "codes.yaml");
        let no_state = documents.unread.iter().any(|name| name == "state.yaml");
        let unread = [
            unread(&documents.types, charsets, no_types, report),
            unread(&documents.types, types, no_types, report),
            unread(&documents.codes, codes, no_codes, report),
            unread(&documents.state, tables, no_state, report),
            unread(&documents.state, counters, no_state, report),
        ];
        let mut names = Self { unread, ..Self::default() };
        definitions::charsets(documents, &mut names, report);
        definitions::codes(documents, &mut names, report);
        definitions::types(documents, &mut names, report);
        state::definitions(documents, &mut names, report);
        names
    }

    /// Whether a charset of this name is defined where it could not be read, or may be.
    pub(super) fn may_have_charset(&self, name: &str) -> bool {
        let [charsets, ..] = &self.unread;
        charsets.may_have(name) || is_misnamed(name, &self.charsets)
    }

    /// Whether a type of this name is defined where it could not be read, or may be.
    pub(super) fn may_have_type(&self, name: &str) -> bool {
        let [_, types, ..] = &self.unread;
        types.may_have(name) || is_misnamed(name, &self.types)
    }

    /// Whether a table of this name is defined where it could not be read, or may be.
    pub(super) fn may_have_table(&self, name: &str) -> bool {
        let [.., tables, _] = &self.unread;
        tables.may_have(name)
    }

    /// Whether a counter of this name is defined where it could not be read, or may be.
    pub(super) fn may_have_counter(&self, name: &str) -> bool {
        let [.., counters] = &self.unread;
        counters.may_have(name)
    }

    /// Whether `code` is defined, or may be where it could not be read.
    pub(crate) fn has_code(&self, code: i64) -> bool {
        let [_, _, codes, ..] = &self.unread;
        self.codes.contains_key(&code) || codes.may_have(&code.to_string()) || self.is_misnumbered(code)
    }

    /// Whether `code` may be what a key that is no number stands for: one with its digits, or with none.
    fn is_misnumbered(&self, code: i64) -> bool {
        let code = code.unsigned_abs().to_string();
        let digits = |key: &str| key.chars().filter(char::is_ascii_digit).collect::<String>();
        self.bad_codes.iter().map(|key| digits(key)).any(|digits| digits.is_empty() || digits == code)
    }
}

impl Unread<'_> {
    fn may_have(&self, name: &str) -> bool {
        self.all || self.within.iter().any(|at| at.has(name))
    }
}

/// Whether one of `defined` is `name` but for case and signs, and cannot be called what it is, which has been
/// reported: where it is used it may be written as it should be.
fn is_misnamed<T>(name: &str, defined: &BTreeMap<&str, Definition<'_, T>>) -> bool {
    let fold = |name: &str| name.to_lowercase().chars().filter(|char| char.is_alphanumeric()).collect::<String>();
    let name = fold(name);
    defined.keys().any(|defined| !is_pascal_case(defined) && fold(defined) == name)
}

/// Reports a second definition of what is already defined at `first`.
pub(super) fn duplicate(what: &str, name: &str, first: &At<'_>, second: &At<'_>) -> Diagnostic {
    Diagnostic::error("duplicate-definition", format!("{what} {} is defined twice", quoted(name)))
        .at(second.name())
        .note("first defined here", first.name())
        .help("remove one, or give it another name; layers add to each other and never replace")
}

/// Whether a file of types or tables has a key beside its own.
fn has_unknown_key(index: &Index) -> bool {
    let top = At::top(index);
    let known = ["charsets", "types", "tables", "counters", "allow"].into_iter().filter(|key| top.has(key)).count();
    top.count() > known
}

/// What `documents` may define beyond what could be read of them; `all` if one could not be read at all.
fn unread<'a, T>(
    documents: &'a [Doc<T>],
    definitions: impl Fn(&'a Doc<T>) -> (At<'a>, bool),
    all: bool,
    report: &Diagnostics,
) -> Unread<'a> {
    let mut unread = Unread { all, within: Vec::new() };
    for doc in documents {
        let (at, is_empty) = definitions(doc);
        let has_error = || {
            report.iter().any(|finding| {
                finding.severity == Severity::Error
                    && finding.place.as_ref().is_some_and(|place| place.file == doc.file)
            })
        };
        // Definitions may be in a part of the file that could not be used, or under a key that nobody knows.
        unread.all |= is_empty && (at.is_there() || has_unknown_key(&doc.index)) && has_error();
        unread.within.push(at);
    }
    unread
}
