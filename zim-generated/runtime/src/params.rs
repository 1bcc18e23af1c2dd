//! One statement of a parameter, four uses: its limits are checked, it is written, shown by `Debug`, or looked up.

use super::list::{Bools, Ints, ListCheck, Objects, Texts, Unions};
use super::search::Found;
use super::stated::{Entries, Items, JsonText, Object, Stated, Variant, WriteItem};
use super::subject::{Findings, Index, Inside, Subject};
use super::value::{FlagValue, IntValue, JsonValue, ListValue, MapValue, PartValue, TextValue, UnionValue, WireValue};
use super::{Code, IntCheck, JsonCheck, MapCheck, Part, Redacted, TextCheck, Union, Wire};
use std::fmt::{self, Debug};

/// What [`Action::visit`](super::Action::visit) states its parameters to, and a [`Part`] its fields.
///
/// Generated code names each parameter once, with its value and its limits:
/// `p.text("CallId", &self.call_id).non_empty().max_bytes(32)`. What comes of it depends on what is asked
/// for: a check of the limits, the parameters on the wire, their `Debug`, or the value of one of them. A parameter that is absent is not
/// written, not shown, and breaks no limit.
#[derive(Debug)]
pub struct Params<'a> {
    sink: Sink<'a>,
    /// The struct that the parameters are fields of.
    inside: Option<&'a Inside<'a>>,
    /// The item or entry that the next parameter is.
    index: Option<&'a Index<'a>>,
    /// What the server answers to the next parameter or rule, if it has a code of its own.
    code: Option<Code>,
    /// Whether the next parameter may hold what people wrote.
    sensitive: bool,
}

/// What is done with the parameters.
enum Sink<'a> {
    Check(&'a mut Findings),
    Write(Wire<'a>),
    Show(&'a mut (dyn Show + 'a)),
    Find(&'a str, &'a mut Found),
}

impl Debug for Sink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Check(findings) => findings.fmt(f),
            Self::Write(_) => f.write_str("Write"),
            Self::Show(_) => f.write_str("Show"),
            Self::Find(..) => f.write_str("Find"),
        }
    }
}

/// Where parameters are shown: a [`fmt::DebugStruct`], whose lifetimes need not be told apart.
pub(super) trait Show {
    fn field(&mut self, name: &str, value: &dyn Debug);
}

impl Show for fmt::DebugStruct<'_, '_> {
    fn field(&mut self, name: &str, value: &dyn Debug) {
        fmt::DebugStruct::field(self, name, value);
    }
}

impl<'a> Params<'a> {
    fn new(sink: Sink<'a>) -> Self {
        Self { sink, inside: None, index: None, code: None, sensitive: false }
    }

    pub(super) fn checking(findings: &'a mut Findings) -> Self {
        Self::new(Sink::Check(findings))
    }

    pub(super) fn writing(wire: Wire<'a>) -> Self {
        Self::new(Sink::Write(wire))
    }

    pub(super) fn showing(show: &'a mut (dyn Show + 'a)) -> Self {
        Self::new(Sink::Show(show))
    }

    pub(super) fn finding(name: &'a str, found: &'a mut Found) -> Self {
        Self::new(Sink::Find(name, found))
    }

    /// The fields of a struct that is checked.
    pub(super) fn inside(findings: &'a mut Findings, inside: &'a Inside<'a>) -> Self {
        Self { inside: Some(inside), ..Self::checking(findings) }
    }

    /// The same parameter, item or entry once more.
    pub(super) fn again(subject: Subject<'a>) -> Self {
        let Subject { findings, inside, index, code, .. } = subject;
        Self { sink: Sink::Check(findings), inside, index, code: Some(code), sensitive: false }
    }

    /// Whether limits are being checked: rules between parameters are not worth computing otherwise.
    #[must_use]
    pub fn is_checking(&self) -> bool {
        matches!(self.sink, Sink::Check(_))
    }

    /// Marks the next parameter, and only that, as one that may hold what people wrote: `Debug` shows how much
    /// of it there is, and not what.
    pub fn sensitive(&mut self) -> &mut Self {
        self.sensitive = true;
        self
    }

    /// What the server answers when the next parameter breaks a limit, or the next rule is broken. The fields
    /// of a struct have their own.
    pub fn with_code(&mut self, code: Code) -> &mut Self {
        self.code = Some(code);
        self
    }

    /// A text, or none.
    pub fn text<'p, V: TextValue + ?Sized>(&'p mut self, name: &'static str, value: &'p V) -> TextCheck<'p> {
        self.text_value(name, value.text_value())
    }

    fn text_value<'p>(&'p mut self, name: &'static str, value: Option<&'p str>) -> TextCheck<'p> {
        let text = value.unwrap_or_default();
        let subject = self.scalar(name, value, |wire, text| wire.name(name).text(text), Redacted::new);
        TextCheck::new(subject, text)
    }

    /// An integer, or none.
    pub fn int<V: IntValue>(&mut self, name: &'static str, value: V) -> IntCheck<'_> {
        self.int_value(name, value.int_value())
    }

    fn int_value(&mut self, name: &'static str, value: Option<i128>) -> IntCheck<'_> {
        let subject = self.scalar(name, value, |wire, number| wire.name(name).int(number), |_| Redacted::hidden());
        IntCheck::new(subject, value.unwrap_or_default())
    }

    /// A truth value, or none.
    pub fn bool<V: FlagValue>(&mut self, name: &'static str, value: V) {
        self.flag_value(name, value.flag_value());
    }

    fn flag_value(&mut self, name: &'static str, value: Option<bool>) {
        self.scalar(name, value, |wire, flag| wire.name(name).bool(flag), |_| Redacted::hidden());
    }

    /// A list of texts, or none.
    pub fn texts<'p, L>(&'p mut self, name: &'static str, list: &'p L) -> ListCheck<'p, L::Item, Texts>
    where
        L: ListValue<Item: TextValue + Debug> + ?Sized,
    {
        self.list(name, list.items(), |wire, name, item| wire.name(name).text(item.text_value().unwrap_or_default()))
    }

    /// A list of integers, or none.
    pub fn ints<'p, L>(&'p mut self, name: &'static str, list: &'p L) -> ListCheck<'p, L::Item, Ints>
    where
        L: ListValue<Item: IntValue + Debug> + ?Sized,
    {
        self.list(name, list.items(), |wire, name, item| wire.name(name).int(item.int_value().unwrap_or_default()))
    }

    /// A list of truth values, or none.
    pub fn bools<'p, L>(&'p mut self, name: &'static str, list: &'p L) -> ListCheck<'p, L::Item, Bools>
    where
        L: ListValue<Item: FlagValue + Debug> + ?Sized,
    {
        self.list(name, list.items(), |wire, name, item| wire.name(name).bool(item.flag_value().unwrap_or_default()))
    }

    /// A list of structs, or none. The limits inside them are checked by [`ListCheck::each`].
    pub fn objects<'p, L>(&'p mut self, name: &'static str, list: &'p L) -> ListCheck<'p, L::Item, Objects>
    where
        L: ListValue<Item: Part> + ?Sized,
    {
        self.list(name, list.items(), |wire, name, item| wire.name(name).object(item))
    }

    /// A list of unions, or none. The limits inside them are checked by [`ListCheck::each`].
    pub fn unions<'p, L>(&'p mut self, name: &'static str, list: &'p L) -> ListCheck<'p, L::Item, Unions>
    where
        L: ListValue<Item: Union> + ?Sized,
    {
        // An item writes its name itself.
        self.list(name, list.items(), |wire, name, item| item.visit(name, &mut Params::writing(wire.borrow())))
    }

    /// A map from keys of one's own, or none. Limits inside it are checked by the terminals of [`MapCheck`].
    pub fn map<'p, M>(&'p mut self, name: &'static str, map: &'p M) -> MapCheck<'p, M::Value>
    where
        M: MapValue<Value: WireValue> + ?Sized,
    {
        let entries = map.entries();
        let subject = self.state(name, entries.map(Entries).as_ref().map(|entries| entries as &dyn Stated));
        MapCheck::new(subject, entries)
    }

    /// A struct, or none.
    pub fn object<V: PartValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        self.part(name, value.part());
    }

    fn part(&mut self, name: &'static str, part: Option<&dyn Part>) {
        let Some(part) = part else { return self.unmark() };
        if let Some(mut subject) = self.state(name, Some(&Object(part))) {
            subject.enter(part);
        }
    }

    /// A union, or none.
    pub fn union<V: UnionValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        match (value.union(), &self.sink) {
            // What it is, is stated by itself, with the marks that were made for it.
            (Some(union), Sink::Check(_) | Sink::Write(_)) => union.visit(name, self),
            (Some(union), Sink::Show(_) | Sink::Find(..)) => {
                self.state(name, Some(&Variant(union)));
            }
            (None, _) => self.unmark(),
        }
    }

    /// A value as JSON in a text, or none. Its limits are those of the text; those inside are checked by
    /// [`JsonCheck::inside`].
    pub fn json<'p, V: JsonValue + ?Sized>(&'p mut self, name: &'static str, value: &'p V) -> JsonCheck<'p, V::Inner> {
        let value = value.inner();
        // `Debug` shows the value, not the text.
        let text = match &self.sink {
            Sink::Check(_) | Sink::Write(_) => value.map(|value| Wire::json(&mut |wire| value.write(wire))),
            Sink::Show(_) | Sink::Find(..) => None,
        };
        let stated = value.map(|value| JsonText { value, text: text.as_deref().unwrap_or_default() });
        let subject = self.state(name, stated.as_ref().map(|stated| stated as &dyn Stated));
        JsonCheck::new(subject, text.unwrap_or_default(), value)
    }

    fn list<'p, T: Debug, K>(
        &'p mut self,
        name: &'static str,
        items: Option<&'p [T]>,
        write: WriteItem<T>,
    ) -> ListCheck<'p, T, K> {
        let stated = items.map(|items| Items { items, write });
        let subject = self.state(name, stated.as_ref().map(|stated| stated as &dyn Stated));
        ListCheck::new(subject, items.unwrap_or_default())
    }

    /// A value of any kind: it is written or shown, or is to be checked. Compiled once.
    fn state<'p>(&'p mut self, name: &'static str, value: Option<&dyn Stated>) -> Option<Subject<'p>> {
        self.scalar(name, value, |wire, value| value.write(name, wire), |value| value.redacted())
    }

    /// What all parameters have in common. Inlined into the few that call it.
    #[inline]
    fn scalar<'p, T: Debug + Copy>(
        &'p mut self,
        name: &'static str,
        value: Option<T>,
        write: impl FnOnce(&mut Wire<'_>, T),
        redact: impl FnOnce(T) -> Redacted,
    ) -> Option<Subject<'p>> {
        let (code, sensitive) = (self.code, self.sensitive);
        self.unmark();
        let value = value?;
        match &mut self.sink {
            Sink::Check(findings) => {
                let code = code.unwrap_or(findings.code());
                let (inside, index) = (self.inside, self.index);
                Some(Subject { findings, inside, name, index, code, own_code: None, raisable: false })
            }
            Sink::Write(wire) => {
                write(wire, value);
                None
            }
            Sink::Show(show) if sensitive => {
                show.field(name, &redact(value));
                None
            }
            Sink::Show(show) => {
                show.field(name, &value);
                None
            }
            Sink::Find(wanted, found) => {
                if *wanted == name {
                    found.keep(redact(value), |wire| write(wire, value));
                }
                None
            }
        }
    }

    #[inline]
    fn unmark(&mut self) {
        self.code = None;
        self.sensitive = false;
    }

    /// The subject `name`, for a rule between parameters; `None` unless limits are being checked.
    pub(super) fn subject(&mut self, name: &'static str) -> Option<Subject<'_>> {
        let code = self.code.take();
        let Sink::Check(findings) = &mut self.sink else { return None };
        let code = code.unwrap_or(findings.code());
        Some(Subject { findings, inside: self.inside, name, index: None, code, own_code: None, raisable: false })
    }
}
