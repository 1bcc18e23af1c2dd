//! What the readers of one description share: the field, its limits so far, and where a sentence stands.

use super::super::rules::CONFLICT;
use super::super::{Field, FieldType, Found, Limit};
use super::text::Sentence;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, Place, quoted};
use zim_spec::model::LimitKind;

/// A piece of a file within which a sentence is looked for, at most.
const SEARCHED: usize = 64 * 1024;

/// Warnings about one description, at most: with more it is no description.
const LOUDEST: usize = 30;

/// One description being read.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) base: Place,
    pub(super) ty: Option<FieldType>,
    pub(super) field: &'a mut Field,
    pub(super) findings: &'a mut Diagnostics,
    /// Which limit was stated last: what is said of *the limit* is about it.
    pub(super) last: Option<usize>,
    /// Whether the description says that the value can be the current time: then it is a time, not a span.
    pub(super) may_be_now: bool,
    /// How many warnings there were.
    pub(super) warned: usize,
}

impl Reader<'_> {
    /// Where a sentence stands, as exactly as can be told.
    pub(super) fn place(&self, sentence: &Sentence) -> Place {
        let file = self.findings.file(self.base.file);
        let within = file.and_then(|file| file.text.get(self.base.span.clone()));
        let start = self.base.span.start;
        let Some(within) = within.filter(|within| within.len() <= SEARCHED) else { return self.base.clone() };
        let at = |offset: usize, length: usize| Place {
            file: self.base.file,
            span: start + offset..start + offset + length,
        };
        if within == self.text {
            return at(sentence.span.start, sentence.span.len());
        }
        let words = self.text.get(sentence.span.clone()).map(|words| words.lines().next().unwrap_or_default().trim());
        match words.filter(|words| !words.is_empty()).and_then(|words| within.find(words).map(|offset| (offset, words)))
        {
            Some((offset, words)) => at(offset, words.len()),
            None => self.base.clone(),
        }
    }

    /// A warning at a sentence.
    pub(super) fn warn(&mut self, rule: &'static str, sentence: &Sentence, what: impl Into<String>, help: &str) {
        self.warned += 1;
        if self.warned > LOUDEST {
            return;
        }
        let place = self.place(sentence);
        self.findings.push(Diagnostic::warning(rule, what).at(place).help(help));
    }

    /// Adds a limit, or says that another says otherwise.
    pub(super) fn add(&mut self, kind: LimitKind, sentence: &Sentence) {
        let same = self.field.limits.iter().position(|limit| side(&limit.value.kind) == side(&kind));
        let Some(at) = same else {
            let place = self.place(sentence);
            self.last = Some(self.field.limits.len());
            self.field.limits.push(Found::new(Limit::new(kind, true), place));
            return;
        };
        let Some(limit) = self.field.limits.get_mut(at) else { return };
        self.last = Some(at);
        if is_same(&limit.value.kind, &kind) {
            return;
        }
        if let (true, Some(old), Some(new)) = (limit.value.raisable, number(&limit.value.kind), number(&kind))
            && new > old
        {
            limit.value.ceiling = Some(new);
            return;
        }
        let (stated, name) = (shown(&limit.value.kind), quoted(&self.field.name.value));
        let what = format!("{} of {name} contradicts {stated}, which was stated before", shown(&kind));
        self.warn(CONFLICT, sentence, what, "find out which is right, and write the other under `disputed`");
    }

    /// Whether the field is a number, as far as is known.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.ty, Some(FieldType::Number | FieldType::Int32 | FieldType::Int64))
    }

    /// Whether the field is a list.
    pub(super) fn is_list(&self) -> bool {
        matches!(
            self.ty,
            Some(FieldType::List | FieldType::ListOfText | FieldType::ListOfNumber | FieldType::ListOfObject)
        )
    }

    /// Whether what is said of texts can be said of the field, or of its items.
    pub(super) fn has_text(&self) -> bool {
        matches!(self.ty, None | Some(FieldType::Text | FieldType::ListOfText | FieldType::List))
    }
}

/// Limits of which a field has one: both kinds of lower end are one side.
fn side(kind: &LimitKind) -> &'static str {
    match kind {
        LimitKind::Above(_) => "min",
        LimitKind::Below(_) => "max",
        LimitKind::MaxChars(_) => "max_bytes",
        LimitKind::MinChars(_) => "min_bytes",
        other => other.key(),
    }
}

/// Whether two limits allow the same.
pub(crate) fn is_same(a: &LimitKind, b: &LimitKind) -> bool {
    let plain = |kind: &LimitKind| match kind {
        LimitKind::Above(n) => n.checked_add(1).map_or_else(|| kind.clone(), LimitKind::Min),
        LimitKind::Below(n) => n.checked_sub(1).map_or_else(|| kind.clone(), LimitKind::Max),
        other => other.clone(),
    };
    plain(a) == plain(b)
}

/// The number of an upper limit.
fn number(kind: &LimitKind) -> Option<i64> {
    match kind {
        LimitKind::MaxBytes(n) | LimitKind::MaxChars(n) | LimitKind::MaxItems(n) | LimitKind::MaxTotalBytes(n) => {
            i64::try_from(*n).ok()
        }
        LimitKind::Max(n) => Some(*n),
        _ => None,
    }
}

/// A limit as the spec writes it.
pub(crate) fn shown(kind: &LimitKind) -> String {
    let key = kind.key();
    if let Some(number) = kind.number() {
        return format!("`{key}: {number}`");
    }
    match kind {
        LimitKind::Flags(n) => format!("`{key}: {n}`"),
        LimitKind::Prefix(text) | LimitKind::ForbiddenPrefix(text) => format!("{key} {}", quoted(text)),
        _ => format!("`{key}`"),
    }
}
