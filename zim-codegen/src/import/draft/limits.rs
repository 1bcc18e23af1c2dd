//! Limits of a page as keys of the spec, less what a type says already, and what must be said where they disagree.

use super::super::compare::limits::class;
use super::super::facts::{Field, Limit};
use super::PLACEHOLDER;
use super::yaml::{Entry, Node};
use std::collections::BTreeSet;
use zim_spec::model::{LimitKind, Sentinel, Spec};

/// The limits of one value, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The keys that state them, and what is said of them.
    pub(super) keys: Vec<(String, Node)>,
    /// Where the page says two things.
    pub(super) disputed: Vec<Entry>,
    /// What could not be written.
    pub(super) comments: Vec<String>,
}

/// Whether a limit is one of a list or map itself rather than of what it holds.
pub(in crate::import) fn is_of_list(kind: &LimitKind) -> bool {
    matches!(
        kind,
        LimitKind::MinItems(_)
            | LimitKind::MaxItems(_)
            | LimitKind::UniqueItems
            | LimitKind::UniqueBy(_)
            | LimitKind::MaxTotalBytes(_)
    )
}

/// The limits of `field` that `is_wanted`, where the type that it has states `inherited`.
pub(super) fn write(
    field: &Field,
    is_wanted: impl Fn(&LimitKind) -> bool,
    inherited: &[zim_spec::model::Limit],
    sentinels: &[Sentinel],
) -> Written {
    let mut written = Written::default();
    let mut stated: Vec<&Limit> = Vec::new();
    for limit in field.limits.iter().map(|found| &found.value).filter(|limit| is_wanted(&limit.kind)) {
        match stated.iter().find(|other| bounds_the_same(&other.kind, &limit.kind)) {
            Some(other) if other.kind == limit.kind => {}
            Some(other) => written.disputed.push(dispute(other, limit)),
            None => stated.push(limit),
        }
    }
    stated.sort_by(|a, b| a.kind.cmp(&b.kind));
    for limit in &stated {
        let is_known = inherited.iter().any(|known| known.kind == limit.kind);
        if is_known {
            continue;
        }
        match key(&limit.kind) {
            Some((key, value)) => written.keys.push((key.to_owned(), value)),
            None => written.comments.push(format!("page: a limit that no key states here, {}", shown(&limit.kind))),
        }
    }
    raisable(&stated, inherited, &mut written);
    clamps(&stated, inherited, &mut written);
    let said: Vec<i64> = field.sentinels.iter().map(|found| found.value.0).collect();
    let distinct: BTreeSet<i64> =
        said.into_iter().filter(|n| !sentinels.iter().any(|known| known.value == *n)).collect();
    if !distinct.is_empty() {
        let pairs = distinct.iter().map(|n| (n.to_string(), Node::text(PLACEHOLDER))).collect();
        written.keys.push(("sentinels".to_owned(), Node::Inline(pairs)));
    }
    written
}

fn raisable(stated: &[&Limit], inherited: &[zim_spec::model::Limit], written: &mut Written) {
    let is_known = |limit: &&&Limit| {
        inherited.iter().any(|known| known.kind == limit.kind && known.raisable && known.ceiling == limit.ceiling)
    };
    let raised: Vec<&&Limit> = stated.iter().filter(|limit| limit.raisable && !is_known(limit)).collect();
    if raised.is_empty() {
        return;
    }
    let ceilings: Option<Vec<(String, Node)>> =
        raised.iter().map(|limit| Some((limit.kind.key().to_owned(), Node::word(limit.ceiling?)))).collect();
    let node = match ceilings {
        Some(pairs) => Node::Inline(pairs),
        None => Node::InlineList(raised.iter().map(|limit| Node::text(limit.kind.key())).collect()),
    };
    written.keys.push(("raisable".to_owned(), node));
}

fn clamps(stated: &[&Limit], inherited: &[zim_spec::model::Limit], written: &mut Written) {
    let clamped = stated.iter().filter_map(|limit| {
        let key = match limit.kind {
            LimitKind::Min(_) => "min",
            LimitKind::Max(_) => "max",
            _ => return None,
        };
        let taken = limit.clamped_to?;
        let is_known = inherited.iter().any(|known| known.kind == limit.kind && known.clamped_to == Some(taken));
        (!is_known).then(|| (key.to_owned(), Node::word(taken)))
    });
    let pairs: Vec<(String, Node)> = clamped.collect();
    if !pairs.is_empty() {
        written.keys.push(("clamps".to_owned(), Node::Inline(pairs)));
    }
}

/// Whether two limits are readings of one: the same end of the same measure, or a length in bytes and in characters.
fn bounds_the_same(a: &LimitKind, b: &LimitKind) -> bool {
    class(a) == class(b)
}

fn dispute(taken: &Limit, other: &Limit) -> Entry {
    let source = |limit: &Limit| if limit.is_prose { "The text" } else { "The schema" };
    let reading = |limit: &Limit| Node::text(format!("{} says {}.", source(limit), shown(&limit.kind)));
    let about = if taken.kind.key() == other.kind.key() { "how far the limit goes" } else { "what the limit counts" };
    Entry::new(
        "",
        Node::Block(vec![
            Entry::new("about", Node::text(about)),
            Entry::new("readings", Node::BlockList(vec![reading(taken), reading(other)])),
            Entry::new("taken", Node::text(PLACEHOLDER)),
        ]),
    )
}

/// A limit in few words: its key, and its number if it has one.
pub(in crate::import) fn shown(kind: &LimitKind) -> String {
    if let Some(number) = kind.number() {
        return format!("{} {number}", kind.key());
    }
    match kind {
        LimitKind::Flags(n) => format!("{} {n}", kind.key()),
        LimitKind::Charset(text)
        | LimitKind::Prefix(text)
        | LimitKind::ForbiddenPrefix(text)
        | LimitKind::UniqueBy(text) => format!("{} {text}", kind.key()),
        LimitKind::OneOf(numbers) => {
            format!("one_of {}", numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        LimitKind::OneOfTexts(texts) => format!("one_of {}", texts.join(", ")),
        _ => kind.key().to_owned(),
    }
}

/// The key that states a limit, and its value.
fn key(kind: &LimitKind) -> Option<(&'static str, Node)> {
    if let Some(number) = kind.number() {
        return Some((kind.key(), Node::word(number)));
    }
    let value = match kind {
        LimitKind::NonEmpty | LimitKind::UniqueItems => Node::word(true),
        LimitKind::Charset(text)
        | LimitKind::Prefix(text)
        | LimitKind::ForbiddenPrefix(text)
        | LimitKind::UniqueBy(text) => Node::text(text),
        _ => return None,
    };
    Some((kind.key(), value))
}

/// The limit with the name of the spec's charset in place of its characters: the one with the same characters, or else
/// with nearly the same, which the page's reader has warned of.
pub(in crate::import) fn named_charset(kind: &LimitKind, spec: &Spec) -> LimitKind {
    let LimitKind::Charset(chars) = kind else { return kind.clone() };
    LimitKind::Charset(nearest_charset(chars, spec).unwrap_or_else(|| chars.clone()))
}

/// The spec's charset with these characters, or nearly these.
pub(in crate::import) fn nearest_charset(chars: &str, spec: &Spec) -> Option<String> {
    let page: BTreeSet<char> = chars.chars().collect();
    let nearest = spec.charsets.values().map(|charset| {
        let known: BTreeSet<char> = charset.chars.chars().collect();
        (known.symmetric_difference(&page).count(), &charset.name)
    });
    let (distance, name) = nearest.min()?;
    (distance <= MOST_LOST).then(|| name.clone())
}

/// A page's list of characters may lack or add so many, and still be meant as a charset of the spec.
const MOST_LOST: usize = 8;
