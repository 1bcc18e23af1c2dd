//! The limits of one item as its file states them, and how they join those of its type.

use super::at::At;
use super::notation::{UNITS, word};
use super::{condition, either};
use crate::diagnostic::{Diagnostic, nearest, quoted};
use crate::document::{Clamps, NamedType, Ordered, Param, ReplyField};
use crate::model::{Limit, LimitKind, Sentinel, Unit};
use serde_yaml::Value;

/// The limits that stand at one item of a file, and what else is said of its numbers.
#[derive(Debug, Default)]
pub(crate) struct Written<'a> {
    /// Limits that hold, in the order of [`LimitKind`].
    pub(crate) stated: Vec<LimitKind>,
    /// Keys of limits that are switched off: `non_empty: false`.
    pub(crate) lifted: Vec<&'static str>,
    /// Limits that ZEGO raises on request.
    pub(crate) raisable: Vec<Raised<'a>>,
    /// Limits, `min` or `max`, that the server corrects, and what it takes instead.
    pub(crate) clamps: Vec<(&'static str, i64)>,
    /// Limits with a code of their own.
    pub(crate) codes: Vec<(&'a str, i64)>,
    /// Numbers with a meaning of their own, ascending.
    pub(crate) sentinels: Vec<Sentinel>,
    /// What an integer counts.
    pub(crate) unit: Option<Unit>,
    /// Whether a time may not lie ahead.
    pub(crate) not_in_future: bool,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
}

/// A limit that ZEGO raises on request.
#[derive(Debug)]
pub(crate) struct Raised<'a> {
    /// Its key, as written.
    pub(crate) key: &'a str,
    /// How far it is raised, if that is known.
    pub(crate) ceiling: Option<i64>,
    /// Where it stands in the list; `None` in a mapping.
    position: Option<usize>,
}

impl Raised<'_> {
    /// Where it stands in `raisable`.
    pub(crate) fn at<'f>(&self, raisable: &At<'f>) -> At<'f> {
        match self.position {
            Some(position) => raisable.item(position),
            None => raisable.key(self.key),
        }
    }
}

/// Something that is not in the notation of its key.
#[derive(Debug)]
pub(super) struct Problem {
    rule: &'static str,
    key: &'static str,
    inside: Inside,
    message: String,
    help: String,
}

/// Where under a key something stands.
#[derive(Debug)]
enum Inside {
    /// It is the value itself.
    Value,
    Key(String),
    Item(usize),
}

impl Problem {
    /// The finding about it, in the item at `at`.
    pub(super) fn diagnostic(&self, at: &At<'_>) -> Diagnostic {
        let key = at.key(self.key);
        let place = match &self.inside {
            Inside::Value => key.value(),
            Inside::Key(inside) => key.key(inside).name(),
            Inside::Item(position) => key.item(*position).value(),
        };
        Diagnostic::error(self.rule, self.message.as_str()).at(place).help(self.help.as_str())
    }
}

/// The key that states a limit of this kind in a file.
pub(crate) fn written_key(limit: &LimitKind) -> &'static str {
    match limit {
        LimitKind::OneOf(_) => "only",
        LimitKind::Base64(_) => "base64_when",
        limit => limit.key(),
    }
}

/// An item of a file that may state limits.
pub(crate) trait Limited {
    /// The limits that it states.
    fn written(&self) -> Written<'_>;
}

/// Reads the keys of limits that a struct of [`crate::document`] has.
macro_rules! limited {
    ($document:ty, $base64_when:expr) => {
        impl Limited for $document {
            fn written(&self) -> Written<'_> {
                let text = |text: &Option<String>, kind: fn(String) -> LimitKind| text.clone().map(kind);
                let base64_when: fn(&Self) -> Option<&Value> = $base64_when;
                let mut written = Written::default();
                let stated = [
                    self.non_empty.filter(|&on| on).map(|_| LimitKind::NonEmpty),
                    base64_when(self).and_then(|when| written.base64_when(when)),
                    self.min_bytes.map(LimitKind::MinBytes),
                    self.max_bytes.map(LimitKind::MaxBytes),
                    self.min_chars.map(LimitKind::MinChars),
                    self.max_chars.map(LimitKind::MaxChars),
                    text(&self.charset, LimitKind::Charset),
                    text(&self.prefix, LimitKind::Prefix),
                    text(&self.forbidden_prefix, LimitKind::ForbiddenPrefix),
                    self.min.map(LimitKind::Min),
                    self.above.map(LimitKind::Above),
                    self.max.map(LimitKind::Max),
                    self.below.map(LimitKind::Below),
                    self.only.as_deref().and_then(|numbers| written.only(numbers)),
                    self.min_items.map(LimitKind::MinItems),
                    self.max_items.map(LimitKind::MaxItems),
                    self.unique_items.filter(|&on| on).map(|_| LimitKind::UniqueItems),
                    text(&self.unique_by, LimitKind::UniqueBy),
                    self.max_total_bytes.map(LimitKind::MaxTotalBytes),
                ];
                let lifted = [("non_empty", self.non_empty), ("unique_items", self.unique_items)];
                written.stated = stated.into_iter().flatten().collect();
                written.lifted = lifted.into_iter().filter(|(_, on)| *on == Some(false)).map(|(key, _)| key).collect();
                written.raisable(self.raisable.as_ref());
                written.clamps(self.clamps.as_ref());
                written.codes = self.limit_codes.iter().map(|(key, code)| (key, *code)).collect();
                written.sentinels(&self.sentinels);
                written.unit(self.unit.as_deref());
                written.not_in_future = self.not_in_future;
                written
            }
        }
    };
}

limited!(NamedType, |_| None);
limited!(Param, |param| param.base64_when.as_ref());

impl Limited for ReplyField {
    fn written(&self) -> Written<'_> {
        let mut written = Written::default();
        written.unit(self.unit.as_deref());
        written
    }
}

impl<'a> Written<'a> {
    fn base64_when(&mut self, value: &Value) -> Option<LimitKind> {
        let condition = condition::read(value);
        if condition.is_none() {
            self.problem(
                "bad-value",
                "base64_when",
                Inside::Value,
                "this is no condition",
                format!("write {}", condition::NOTATION),
            );
        }
        condition.map(LimitKind::Base64)
    }

    fn only(&mut self, numbers: &[i64]) -> Option<LimitKind> {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable();
        if let Some(twice) = sorted.windows(2).find_map(|pair| pair.first().filter(|first| pair.last() == Some(first)))
        {
            self.problem(
                "bad-value",
                "only",
                Inside::Value,
                &format!("`only` lists `{twice}` twice"),
                "remove one of the two".to_owned(),
            );
        }
        sorted.dedup();
        if sorted.is_empty() {
            // A list that has lost its items was reported, and is not empty in the file.
            return None;
        }
        Some(LimitKind::OneOf(sorted))
    }

    fn raisable(&mut self, written: Option<&'a Value>) {
        match written {
            None => {}
            Some(Value::Sequence(list)) => {
                for (position, key) in list.iter().enumerate() {
                    match key.as_str() {
                        Some(key) => self.raisable.push(Raised { key, ceiling: None, position: Some(position) }),
                        None => self.not_raisable(Inside::Item(position)),
                    }
                }
            }
            Some(Value::Mapping(mapping)) => {
                for (key, ceiling) in mapping {
                    let key = key.as_str().unwrap_or_default();
                    match ceiling.as_i64() {
                        Some(ceiling) => self.raisable.push(Raised { key, ceiling: Some(ceiling), position: None }),
                        None => self.not_raisable(Inside::Key(key.to_owned())),
                    }
                }
            }
            Some(_) => self.not_raisable(Inside::Value),
        }
    }

    fn not_raisable(&mut self, inside: Inside) {
        let message = match &inside {
            Inside::Value => "this does not name limits".to_owned(),
            Inside::Key(key) => format!("how far {} is raised is no whole number", quoted(key)),
            Inside::Item(_) => "this does not name a limit".to_owned(),
        };
        let help = "write `raisable: [max_bytes]`, or with how far `raisable: {max_bytes: 32768}`".to_owned();
        self.problem("wrong-type", "raisable", inside, &message, help);
    }

    fn clamps(&mut self, written: Option<&Clamps>) {
        let clamps =
            written.map_or([("min", None), ("max", None)], |clamps| [("min", clamps.min), ("max", clamps.max)]);
        self.clamps = clamps.into_iter().filter_map(|(key, taken)| Some((key, taken?))).collect();
    }

    fn sentinels(&mut self, written: &Ordered<String>) {
        for (number, doc) in written.iter() {
            match number.parse::<i64>().ok().filter(|value| value.to_string() == number) {
                Some(value) => self.sentinels.push(Sentinel { value, doc: doc.trim().to_owned() }),
                None => {
                    let message = format!("{} is no whole number of 64 bits", quoted(number));
                    let help = "write the number and what it means: `sentinels: {0: the default}`".to_owned();
                    self.problem("bad-value", "sentinels", Inside::Key(number.to_owned()), &message, help);
                }
            }
        }
        self.sentinels.sort_by_key(|sentinel| sentinel.value);
    }

    fn unit(&mut self, written: Option<&str>) {
        let Some(unit) = written else { return };
        self.unit = word(unit, UNITS);
        if self.unit.is_none() {
            let words = || UNITS.iter().map(|(word, _)| *word);
            let help = match nearest(unit, words()) {
                Some(meant) => format!("did you mean {}?", quoted(meant)),
                None => format!("write one of {}", either(words())),
            };
            self.problem("bad-value", "unit", Inside::Value, &format!("{} is not a unit", quoted(unit)), help);
        }
    }

    fn problem(&mut self, rule: &'static str, key: &'static str, inside: Inside, message: &str, help: String) {
        self.problems.push(Problem { rule, key, inside, message: message.to_owned(), help });
    }
}

/// The limits of a type and those at the place of its use: the latter replace the former, with all that is said
/// of them there.
pub(super) fn merge(inherited: &[Limit], written: &Written<'_>) -> Vec<Limit> {
    let replaced = |limit: &&Limit| {
        let key = limit.kind.key();
        written.lifted.contains(&key) || written.stated.iter().any(|kind| kind.key() == key)
    };
    let kept = inherited.iter().filter(|limit| !replaced(limit)).cloned();
    let stated = written.stated.iter().map(|kind| Limit::new(kind.clone()));
    let mut limits: Vec<Limit> = kept.chain(stated).collect();
    annotate(&mut limits, written);
    limits.sort_by(|a, b| a.kind.cmp(&b.kind));
    limits
}

/// Adds to `limits` what is said of them besides what they limit.
pub(super) fn annotate(limits: &mut [Limit], written: &Written<'_>) {
    for limit in limits {
        let key = limit.kind.key();
        if let Some(raised) = written.raisable.iter().find(|raised| raised.key == key) {
            limit.raisable = true;
            limit.ceiling = raised.ceiling.or(limit.ceiling);
        }
        if let Some((_, taken)) = written.clamps.iter().find(|(clamped, _)| *clamped == key) {
            limit.clamped_to = Some(*taken);
        }
        if let Some((_, code)) = written.codes.iter().find(|(coded, _)| *coded == key) {
            limit.code = Some(*code);
        }
    }
}

/// The sentinels of a type and those at the place of its use, which replace those of the same number.
pub(super) fn merge_sentinels(inherited: Vec<Sentinel>, written: &Written<'_>) -> Vec<Sentinel> {
    let is_replaced = |sentinel: &Sentinel| written.sentinels.iter().any(|stated| stated.value == sentinel.value);
    let mut sentinels: Vec<Sentinel> = inherited.into_iter().filter(|sentinel| !is_replaced(sentinel)).collect();
    sentinels.extend_from_slice(&written.sentinels);
    sentinels.sort_by_key(|sentinel| sentinel.value);
    sentinels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(kind: LimitKind, raisable: bool) -> Limit {
        Limit { raisable, ..Limit::new(kind) }
    }

    fn raised(key: &str, ceiling: Option<i64>) -> Raised<'_> {
        Raised { key, ceiling, position: None }
    }

    #[track_caller]
    fn check(inherited: &[Limit], written: &Written<'_>, expected: &[Limit]) {
        assert_eq!(merge(inherited, written), expected);
    }

    #[test]
    fn the_place_of_use_replaces_adds_and_lifts() {
        let user_id = [limit(LimitKind::NonEmpty, false), limit(LimitKind::MaxBytes(32), true)];
        check(&user_id, &Written::default(), &user_id);
        check(
            &user_id,
            &Written { stated: vec![LimitKind::MaxBytes(64), LimitKind::MinBytes(2)], ..Written::default() },
            &[
                limit(LimitKind::NonEmpty, false),
                limit(LimitKind::MinBytes(2), false),
                limit(LimitKind::MaxBytes(64), false),
            ],
        );
        check(
            &user_id,
            &Written { lifted: vec!["non_empty"], ..Written::default() },
            &[limit(LimitKind::MaxBytes(32), true)],
        );
        check(
            &user_id,
            &Written { raisable: vec![raised("non_empty", None)], ..Written::default() },
            &[limit(LimitKind::NonEmpty, true), limit(LimitKind::MaxBytes(32), true)],
        );
    }

    #[test]
    fn what_is_said_of_a_limit_stays_with_it() {
        let max = |max| Limit::new(LimitKind::Max(max));
        let known = [Limit { ceiling: Some(9), clamped_to: Some(5), code: Some(7), raisable: true, ..max(5) }];
        check(&known, &Written::default(), &known);
        // Stated anew, it is another limit.
        check(&known, &Written { stated: vec![LimitKind::Max(6)], ..Written::default() }, &[max(6)]);
        check(
            &known,
            &Written { codes: vec![("max", 8), ("min", 9)], clamps: vec![("max", 4)], ..Written::default() },
            &[Limit { ceiling: Some(9), clamped_to: Some(4), code: Some(8), raisable: true, ..max(5) }],
        );
        check(
            &known,
            &Written { raisable: vec![raised("max", None)], stated: vec![LimitKind::Min(1)], ..Written::default() },
            &[Limit::new(LimitKind::Min(1)), known[0].clone()],
        );
    }

    #[test]
    fn sentinels_add_up() {
        let sentinel = |value, doc: &str| Sentinel { value, doc: doc.to_owned() };
        let written = Written { sentinels: vec![sentinel(-1, "c"), sentinel(0, "b")], ..Written::default() };
        let merged = merge_sentinels(vec![sentinel(0, "a"), sentinel(9, "d")], &written);
        assert_eq!(merged, [sentinel(-1, "c"), sentinel(0, "b"), sentinel(9, "d")]);
    }
}
