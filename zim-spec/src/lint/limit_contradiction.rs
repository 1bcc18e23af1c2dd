//! `limit-contradiction`: limits that no value, or every value, fulfils.

use super::Lint;
use super::context::{Context, Site, applies};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{LimitKind, Schema, Type};
use crate::resolve::{Names, written_key};

pub(super) const LINT: Lint = Lint::new(
    "limit-contradiction",
    "limits that no value can fulfil together, or the empty value alone",
    "A minimum above its maximum, a prefix that the other limits forbid, a range outside the integer's width: no request could be built. The limits of a named type count too, unless the place of use replaces them.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for site in &context.sites {
        let Some(schema) = &site.schema else { continue };
        // Limits that all come from the type are reported there.
        if site.written.stated.is_empty() {
            continue;
        }
        let limits = Limits::of(schema);
        report.extend(limits.contradictions(&context.names).into_iter().filter_map(|found| found.at(site)));
    }
}

/// The limits of one schema, by what they compare with.
#[derive(Default)]
struct Limits<'a> {
    non_empty: bool,
    bytes: (Option<u64>, Option<u64>),
    chars: (Option<u64>, Option<u64>),
    items: (Option<u64>, Option<u64>),
    range: (Option<i64>, Option<i64>),
    /// As `range`, without the numbers themselves.
    open_range: (Option<i64>, Option<i64>),
    one_of: Option<&'a [i64]>,
    total: Option<u64>,
    width: Option<(i128, i128)>,
    charset: Option<&'a str>,
    prefix: Option<&'a str>,
    forbidden: Option<&'a str>,
    /// How many items can differ from each other, where they have to.
    different: Option<i128>,
}

/// Two limits that contradict each other; the second is empty where one does so alone.
struct Contradiction {
    message: String,
    keys: (&'static str, &'static str),
    help: String,
}

impl<'a> Limits<'a> {
    fn of(schema: &'a Schema) -> Self {
        let mut limits = Self::default();
        if let Type::Int(width) = schema.ty {
            limits.width = Some(width.range());
        }
        // A limit that the type cannot have is reported as misplaced.
        for limit in schema.limits.iter().filter(|limit| applies(&limit.kind, schema)) {
            match &limit.kind {
                LimitKind::NonEmpty => limits.non_empty = true,
                LimitKind::MinBytes(bytes) => limits.bytes.0 = Some(*bytes),
                LimitKind::MaxBytes(bytes) => limits.bytes.1 = Some(*bytes),
                LimitKind::MinChars(chars) => limits.chars.0 = Some(*chars),
                LimitKind::MaxChars(chars) => limits.chars.1 = Some(*chars),
                LimitKind::Charset(name) => limits.charset = Some(name),
                LimitKind::Prefix(prefix) => limits.prefix = Some(prefix),
                LimitKind::ForbiddenPrefix(prefix) => limits.forbidden = Some(prefix),
                LimitKind::Min(min) => limits.range.0 = Some(*min),
                LimitKind::Max(max) => limits.range.1 = Some(*max),
                LimitKind::Above(above) => limits.open_range.0 = Some(*above),
                LimitKind::Below(below) => limits.open_range.1 = Some(*below),
                LimitKind::OneOf(numbers) => limits.one_of = Some(numbers),
                LimitKind::MaxTotalBytes(bytes) => limits.total = Some(*bytes),
                LimitKind::MinItems(items) => limits.items.0 = Some(*items),
                LimitKind::MaxItems(items) => limits.items.1 = Some(*items),
                LimitKind::UniqueItems => limits.different = item_values(schema),
                _ => {}
            }
        }
        limits
    }

    fn contradictions(&self, names: &Names<'_>) -> Vec<Contradiction> {
        let mut found = Vec::new();
        found.extend(order(self.bytes, ("min_bytes", "max_bytes")));
        found.extend(order(self.chars, ("min_chars", "max_chars")));
        found.extend(order(self.items, ("min_items", "max_items")));
        self.ranges(&mut found);
        self.lengths(&mut found);
        self.widths(&mut found);
        self.prefixes(names, &mut found);
        if let (Some(min), Some(different)) = (self.items.0, self.different)
            && i128::from(min) > different
        {
            let message = format!("`min_items: {min}` needs more different items than the {different} there are");
            let help = "lower `min_items` or remove `unique_items`";
            found.push(contradiction(&message, ("min_items", "unique_items"), help));
        }
        // What else is wrong with the limits usually tells which was meant.
        if found.is_empty() {
            self.nothing(&mut found);
        }
        found
    }

    /// Ends of a range against each other, and against the only numbers that are allowed.
    fn ranges(&self, found: &mut Vec<Contradiction>) {
        found.extend(order(self.range, ("min", "max")));
        let ((min, max), (above, below)) = (self.range, self.open_range);
        let wide = |number: Option<i64>| number.map(i128::from);
        for (low, high, keys) in [
            (wide(min), wide(below).map(|below| below - 1), ("min", "below")),
            (wide(above).map(|above| above + 1), wide(max), ("above", "max")),
            (wide(above).map(|above| above + 1), wide(below).map(|below| below - 1), ("above", "below")),
        ] {
            if let (Some(low), Some(high)) = (low, high)
                && low > high
            {
                let message = format!("no number lies between `{}` and `{}`", keys.0, keys.1);
                found.push(contradiction(&message, keys, "exchange or correct them"));
            }
        }
        for (closed, open, keys) in [(min, above, ("min", "above")), (max, below, ("max", "below"))] {
            if closed.is_some() && open.is_some() {
                let message = format!("`{}` and `{}` limit the same end", keys.0, keys.1);
                found.push(contradiction(&message, keys, "remove the one that the other contains"));
            }
        }
        let outside = |key: &str, number: i64| match key {
            "min" => min.is_some_and(|min| number < min),
            "above" => above.is_some_and(|above| number <= above),
            "max" => max.is_some_and(|max| number > max),
            _ => below.is_some_and(|below| number >= below),
        };
        for key in ["min", "above", "max", "below"] {
            let none = self.one_of.filter(|numbers| numbers.iter().all(|&number| outside(key, number)));
            if none.is_some_and(|numbers| !numbers.is_empty()) {
                let message = format!("`{key}` allows none of the numbers under `only`");
                found.push(contradiction(&message, (key, "only"), "remove one of the two"));
            }
        }
    }

    /// Bytes against characters: a character takes one to four bytes.
    fn lengths(&self, found: &mut Vec<Contradiction>) {
        for (max, key) in [(self.bytes.1, "max_bytes"), (self.chars.1, "max_chars")] {
            if self.non_empty && max == Some(0) {
                let help = format!("raise `{key}`, or remove `non_empty`");
                found.push(contradiction("no text is both empty and not", (key, "non_empty"), &help));
            }
        }
        if let (Some(chars), Some(bytes)) = (self.chars.0, self.bytes.1)
            && chars > bytes
        {
            let message = format!("{chars} characters take more than {bytes} bytes");
            found.push(contradiction(&message, ("min_chars", "max_bytes"), "lower `min_chars` or raise `max_bytes`"));
        }
        if let (Some(bytes), Some(chars)) = (self.bytes.0, self.chars.1)
            && bytes > chars.saturating_mul(4)
        {
            let message = format!("{chars} characters never take {bytes} bytes");
            found.push(contradiction(&message, ("min_bytes", "max_chars"), "lower `min_bytes` or raise `max_chars`"));
        }
    }

    /// A maximum that leaves nothing but the empty value.
    fn nothing(&self, found: &mut Vec<Contradiction>) {
        for (max, key, what) in [
            (self.bytes.1, "max_bytes", "the empty text"),
            (self.chars.1, "max_chars", "the empty text"),
            (self.items.1, "max_items", "the empty list"),
            (self.total, "max_total_bytes", "texts that are empty"),
        ] {
            if max == Some(0) {
                let message = format!("`{key}: 0` allows only {what}");
                found.push(contradiction(&message, (key, ""), "write how much is allowed, or remove the limit"));
            }
        }
    }

    fn widths(&self, found: &mut Vec<Contradiction>) {
        let Some((low, high)) = self.width else {
            return;
        };
        for (limit, key) in
            [(self.range.0, "min"), (self.open_range.0, "above"), (self.range.1, "max"), (self.open_range.1, "below")]
        {
            if let Some(limit) = limit.filter(|&limit| !(low..=high).contains(&i128::from(limit))) {
                let message = format!("`{key}: {limit}` lies outside the integer, which holds {low} to {high}");
                found.push(contradiction(
                    &message,
                    (key, "type"),
                    "correct the limit, or take a wider type such as `i64`",
                ));
            }
        }
        for (limit, end, key) in [(self.open_range.0, high, "above"), (self.open_range.1, low, "below")] {
            if limit.is_some_and(|limit| i128::from(limit) == end) {
                let message = format!("no integer of its width is {key} {end}");
                found.push(contradiction(&message, (key, "type"), "correct the limit, or take a wider type"));
            }
        }
        if let Some(number) =
            self.one_of.and_then(|all| all.iter().find(|&&one| !(low..=high).contains(&i128::from(one))))
        {
            let message = format!("`{number}` lies outside the integer, which holds {low} to {high}");
            found.push(contradiction(&message, ("only", "type"), "correct the number, or take a wider type"));
        }
    }

    fn prefixes(&self, names: &Names<'_>, found: &mut Vec<Contradiction>) {
        for (prefix, key) in [(self.prefix, "prefix"), (self.forbidden, "forbidden_prefix")] {
            if prefix == Some("") {
                let message = format!("every text starts with an empty `{key}`");
                found.push(contradiction(&message, (key, ""), "write the prefix, or remove the limit"));
            }
        }
        let Some(prefix) = self.prefix.filter(|prefix| !prefix.is_empty()) else {
            return;
        };
        let lengths = [
            (prefix.len(), self.bytes.1, "max_bytes", "bytes"),
            (prefix.chars().count(), self.chars.1, "max_chars", "characters"),
        ];
        for (length, max, key, unit) in lengths {
            if let Some(max) = max.filter(|&max| length as u64 > max) {
                let message = format!("the prefix {} has {length} {unit}, above `{key}: {max}`", quoted(prefix));
                let help = format!("shorten the prefix or raise `{key}`");
                found.push(contradiction(&message, ("prefix", key), &help));
            }
        }
        if let Some(forbidden) =
            self.forbidden.filter(|forbidden| !forbidden.is_empty() && prefix.starts_with(forbidden))
        {
            let message = format!("the prefix {} starts with the forbidden {}", quoted(prefix), quoted(forbidden));
            found.push(contradiction(&message, ("prefix", "forbidden_prefix"), "remove one of the two"));
        }
        let charset = self.charset.and_then(|name| names.charsets.get(name)).and_then(|charset| charset.item.as_ref());
        if let Some(charset) = charset
            && let Some(outside) = prefix.chars().find(|char| !charset.chars.contains(*char))
        {
            let outside = quoted(&outside.to_string());
            let message = format!("the prefix {} has {outside}, which {} lacks", quoted(prefix), quoted(&charset.name));
            found.push(contradiction(&message, ("prefix", "charset"), "correct the prefix or the charset"));
        }
    }
}

/// How many values an item of a list can have, where they can be counted.
fn item_values(list: &Schema) -> Option<i128> {
    let Type::List(item) = &list.ty else { return None };
    let (mut low, mut high) = match &item.ty {
        Type::Bool => return Some(2),
        Type::Int(width) => width.range(),
        Type::Text => {
            return item.limits.iter().find_map(|limit| match &limit.kind {
                LimitKind::OneOfTexts(texts) => Some(texts.len() as i128),
                _ => None,
            });
        }
        _ => return None,
    };
    for limit in item.limits.iter().filter(|limit| applies(&limit.kind, item)) {
        match &limit.kind {
            LimitKind::OneOf(numbers) => return Some(numbers.len() as i128),
            LimitKind::Above(above) => low = low.max(i128::from(*above) + 1),
            LimitKind::Below(below) => high = high.min(i128::from(*below) - 1),
            LimitKind::Min(min) => low = low.max(i128::from(*min)),
            LimitKind::Max(max) => high = high.min(i128::from(*max)),
            _ => {}
        }
    }
    Some((high - low + 1).max(0))
}

/// A lower bound above its upper bound.
fn order<N: PartialOrd + std::fmt::Display>(
    (low, high): (Option<N>, Option<N>),
    keys: (&'static str, &'static str),
) -> Option<Contradiction> {
    let (low, high) = (low?, high?);
    (low > high).then(|| {
        let message = format!("`{}: {low}` is above `{}: {high}`", keys.0, keys.1);
        contradiction(&message, keys, "exchange or correct them: no value lies between")
    })
}

fn contradiction(message: &str, keys: (&'static str, &'static str), help: &str) -> Contradiction {
    Contradiction { message: message.to_owned(), keys, help: help.to_owned() }
}

impl Contradiction {
    /// The finding at the first of the keys that stands here, with a note at the other; nothing if neither
    /// does, for then it is reported where the type is defined.
    fn at(self, site: &Site<'_>) -> Option<Diagnostic> {
        let (first, second) = self.keys;
        let stands_here = |key: &str| site.written.stated.iter().any(|limit| written_key(limit) == key);
        let (key, other) = match (stands_here(first), stands_here(second)) {
            (true, _) => (first, second),
            (false, true) => (second, first),
            (false, false) => return None,
        };
        let mut diagnostic = Diagnostic::error(LINT.id, self.message).at(site.at.key(key).name()).help(self.help);
        if stands_here(other) || other == "type" {
            diagnostic = diagnostic.note(format!("`{other}` stands here"), site.at.key(other).name());
        }
        Some(diagnostic)
    }
}
