//! The limits of one parameter, and what is said of them.

use super::super::draft::limits::{named_charset, shown};
use super::super::facts::{Field, Limit};
use super::fields::item;
use super::{Found, Kind, Verdict};
use std::collections::BTreeSet;
use zim_spec::diagnostic::Place;
use zim_spec::model::{LimitKind, Schema, Spec};

/// Compares the limits of `field`, of itself and of the items that it holds.
pub(super) fn compare(field: &Field, schema: &Schema, path: &str, spec: &Spec, found: &mut Found<'_>) {
    let known = known(schema);
    let mut used = BTreeSet::new();
    for limit in &field.limits {
        let kind = plain(&named_charset(&limit.value.kind, spec));
        let page = Some((shown(&kind), Some(limit.place.clone())));
        let of = kind_of(&kind, limit.value.is_prose);
        let same = known.iter().position(|known| plain(&known.kind) == kind);
        let reading = same.or_else(|| known.iter().position(|known| class(&known.kind) == class(&kind)));
        match reading {
            Some(at) => {
                used.insert(at);
                let known = known.get(at);
                let says = known.map(|known| shown(&plain(&known.kind)));
                let verdict = if same.is_some() || is_implied(&kind, schema) { Verdict::Right } else { Verdict::Wrong };
                found.judged(of, path, verdict, page, says);
                if let (Some(known), Verdict::Right) = (known, verdict) {
                    notes(&limit.value, &limit.place, known, path, found);
                }
            }
            None if is_implied(&kind, schema) => {
                let says = page.as_ref().map(|(says, _)| says.clone());
                found.judged(of, path, Verdict::Right, page, says);
            }
            None => found.add(of, path, page, None),
        }
    }
    for (at, known) in known.iter().enumerate() {
        let of = kind_of(&known.kind, true);
        if !used.contains(&at) {
            found.add(of, path, None, Some(shown(&plain(&known.kind))));
        }
    }
    meanings(field, schema, path, found);
}

/// What is said of a limit on which both agree.
fn notes(page: &Limit, place: &Place, known: &zim_spec::model::Limit, path: &str, found: &mut Found<'_>) {
    let place = || Some(place.clone());
    let raised = |raisable: bool, ceiling: Option<i64>| {
        let far = ceiling.map(|ceiling| format!(" to {ceiling}")).unwrap_or_default();
        raisable.then(|| format!("raisable {}{far}", known.kind.key()))
    };
    let on_page = raised(page.raisable || page.ceiling.is_some(), page.ceiling).map(|says| (says, place()));
    found.add(Kind::ProseLimit, path, on_page, raised(known.raisable, known.ceiling));
    let clamped = |taken: i64| format!("{} clamped to {taken}", known.kind.key());
    let on_page = page.clamped_to.map(|taken| (clamped(taken), place()));
    found.add(Kind::ProseLimit, path, on_page, known.clamped_to.map(clamped));
}

/// Sentinels, and the unit of time.
fn meanings(field: &Field, schema: &Schema, path: &str, found: &mut Found<'_>) {
    let page: BTreeSet<i64> = field.sentinels.iter().map(|sentinel| sentinel.value.0).collect();
    let spec: BTreeSet<i64> = schema.sentinels.iter().map(|sentinel| sentinel.value).collect();
    let word = |number: &i64| format!("sentinel {number}");
    for number in page.union(&spec) {
        let place =
            field.sentinels.iter().find(|sentinel| sentinel.value.0 == *number).map(|found| found.place.clone());
        let on_page = page.contains(number).then(|| (word(number), place));
        found.add(Kind::ProseLimit, path, on_page, spec.contains(number).then(|| word(number)));
    }
    unit(field, schema, path, found);
}

/// What a number counts.
pub(super) fn unit(field: &Field, schema: &Schema, path: &str, found: &mut Found<'_>) {
    let unit = field.unit.as_ref().map(|unit| (format!("unit {}", unit.value.key()), Some(unit.place.clone())));
    found.add(Kind::ProseLimit, path, unit, schema.unit.map(|unit| format!("unit {}", unit.key())));
}

/// The limits of a value and of the items that it holds, without those that come of an enumeration.
fn known(schema: &Schema) -> Vec<zim_spec::model::Limit> {
    let own = schema.limits.iter();
    let of_items = item(schema).limits.iter().filter(|_| !std::ptr::eq(item(schema), schema));
    let is_stated =
        |kind: &LimitKind| !matches!(kind, LimitKind::OneOf(_) | LimitKind::OneOfTexts(_) | LimitKind::Flags(_));
    own.chain(of_items).filter(|limit| is_stated(&limit.kind)).cloned().collect()
}

fn kind_of(kind: &LimitKind, is_prose: bool) -> Kind {
    match (kind, is_prose) {
        (LimitKind::Charset(_), _) => Kind::Charset,
        (_, true) => Kind::ProseLimit,
        (_, false) => Kind::SchemaLimit,
    }
}

/// One way to say what can be said in two.
fn plain(kind: &LimitKind) -> LimitKind {
    match kind {
        LimitKind::Above(n) => n.checked_add(1).map_or_else(|| kind.clone(), LimitKind::Min),
        LimitKind::Below(n) => n.checked_sub(1).map_or_else(|| kind.clone(), LimitKind::Max),
        LimitKind::MinBytes(1) | LimitKind::MinChars(1) => LimitKind::NonEmpty,
        other => other.clone(),
    }
}

/// What two limits have in common that are readings of one.
pub(in crate::import) fn class(kind: &LimitKind) -> &'static str {
    match kind {
        LimitKind::MaxBytes(_) | LimitKind::MaxChars(_) => "max length",
        LimitKind::MinBytes(_) | LimitKind::MinChars(_) | LimitKind::NonEmpty => "min length",
        LimitKind::Max(_) | LimitKind::Below(_) => "max",
        LimitKind::Min(_) | LimitKind::Above(_) => "min",
        other => other.key(),
    }
}

/// Whether the width of the number, its values or its sentinels say the same.
fn is_implied(kind: &LimitKind, schema: &Schema) -> bool {
    let item = item(schema);
    let (least, most) = match &item.ty {
        zim_spec::model::Type::Int(width) => width.range(),
        _ => return false,
    };
    let is_sentinel = |n: i64| item.sentinels.iter().any(|sentinel| sentinel.value == n);
    match kind {
        LimitKind::Min(n) => i128::from(*n) == least || is_sentinel(*n),
        LimitKind::Max(n) => i128::from(*n) == most || is_sentinel(*n),
        _ => false,
    }
}
