//! Parameters as they travel: in a percent-encoded query, or in a JSON object.

use super::byte_set::{ByteSet, byte_set};
use super::output::Output;
use super::{Params, Part, WireValue, percent};
use std::collections::BTreeMap;

/// Where parameters are written.
///
/// In a query, everything but RFC 3986's unreserved characters is percent-encoded (a space as `%20`), and a list
/// is its name with `[]` once for each item; an empty list is not written. Structs and maps have no form of
/// their own there and are written as the JSON that a body would hold. In a body, each parameter is a member of
/// one JSON object.
#[derive(Debug)]
pub struct Wire<'a> {
    output: &'a mut Output,
    form: Form,
    /// What the next name is: that of a value, or of one of several.
    next: Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Query,
    Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Value,
    Item,
}

impl<'a> Wire<'a> {
    /// Appends to a query that already has a parameter, or to the `?` before the first.
    pub(super) fn query(output: &'a mut Output) -> Self {
        Self { output, form: Form::Query, next: Next::Value }
    }

    /// Writes JSON to the end of `output`.
    pub(super) fn body(output: &'a mut Output) -> Self {
        Self { output, form: Form::Body, next: Next::Value }
    }

    /// The JSON that `write` writes.
    pub(super) fn json(write: &mut dyn FnMut(&mut Wire<'_>)) -> String {
        let mut json = Output::new();
        write(&mut Wire::body(&mut json));
        // What is written are texts and punctuation, all UTF-8.
        String::from_utf8(json.into_vec()).unwrap_or_default()
    }

    /// The same, for as long as `self` is left alone.
    pub(super) fn borrow(&mut self) -> Wire<'_> {
        Wire { output: self.output, form: self.form, next: self.next }
    }

    /// A name, after which its value must be written.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        match (self.form, self.next) {
            (Form::Query, next) => {
                if self.output.last() != Some(b'?') {
                    self.output.put_byte(b'&');
                }
                percent::encode(self.output, name);
                self.output.put(if next == Next::Item { b"[]=" } else { b"=" });
            }
            // Items of a JSON array have no names.
            (Form::Body, Next::Item) => {}
            (Form::Body, Next::Value) => {
                if self.output.last() != Some(b'{') {
                    self.output.put_byte(b',');
                }
                json_text(self.output, name);
                self.output.put_byte(b':');
            }
        }
        self
    }

    /// The value of a name: a text.
    pub fn text(&mut self, text: &str) {
        match self.form {
            Form::Query => percent::encode(self.output, text),
            Form::Body => json_text(self.output, text),
        }
    }

    /// The value of a name: what needs no escaping in either form.
    pub(super) fn plain(&mut self, text: &[u8]) {
        self.output.put(text);
    }

    /// The value of a name: an integer of at most 64 bits.
    pub fn int(&mut self, number: i128) {
        // Nearly all numbers are of 64 bits, which are written faster.
        let mut digits = itoa::Buffer::new();
        let digits = match i64::try_from(number) {
            Ok(number) => digits.format(number),
            Err(_) => digits.format(number),
        };
        self.output.put(digits.as_bytes());
    }

    /// The value of a name: `true` or `false`.
    pub fn bool(&mut self, flag: bool) {
        self.output.put(if flag { b"true" } else { b"false" });
    }

    /// The value of a name: a struct.
    pub fn object(&mut self, part: &dyn Part) {
        self.as_json(&mut |wire| {
            wire.output.put_byte(b'{');
            part.visit(&mut Params::writing(Wire { next: Next::Value, ..wire.borrow() }));
            wire.output.put_byte(b'}');
        });
    }

    /// The value of a name: the entries of a map.
    pub fn entries<V: WireValue>(&mut self, entries: &BTreeMap<String, V>) {
        self.members(&mut entries.iter().map(|(key, value)| (key.as_str(), value as &dyn WireValue)));
    }

    fn members<'v>(&mut self, members: &mut dyn Iterator<Item = (&'v str, &'v dyn WireValue)>) {
        self.as_json(&mut |wire| {
            wire.output.put_byte(b'{');
            let mut object = Wire { next: Next::Value, ..wire.borrow() };
            for (key, value) in &mut *members {
                value.write(object.name(key));
            }
            wire.output.put_byte(b'}');
        });
    }

    /// The value of a name: a list that is no parameter of its own.
    pub fn array<V: WireValue>(&mut self, values: &[V]) {
        self.as_json(&mut |wire| {
            wire.brackets(values.len(), &|wire, index| {
                if let Some(value) = values.get(index) {
                    value.write(wire);
                }
            });
        });
    }

    /// A list of `len` items, each of which `write` writes with the list's name.
    pub(super) fn list(&mut self, name: &str, len: usize, write: &dyn Fn(&mut Wire<'_>, usize)) {
        match self.form {
            Form::Query => {
                let mut items = Wire { next: Next::Item, ..self.borrow() };
                (0..len).for_each(|index| write(&mut items, index));
            }
            Form::Body => self.name(name).brackets(len, write),
        }
    }

    fn brackets(&mut self, len: usize, write: &dyn Fn(&mut Wire<'_>, usize)) {
        self.output.put_byte(b'[');
        let mut items = Wire { next: Next::Item, ..self.borrow() };
        for index in 0..len {
            if index > 0 {
                items.output.put_byte(b',');
            }
            write(&mut items, index);
        }
        self.output.put_byte(b']');
    }

    /// Has `write` write JSON, which is one text in a query.
    fn as_json(&mut self, write: &mut dyn FnMut(&mut Wire<'_>)) {
        match self.form {
            Form::Body => write(self),
            Form::Query => {
                let mut json = Output::new();
                write(&mut Wire::body(&mut json));
                percent::encode_bytes(self.output, json.as_slice());
            }
        }
    }
}

fn json_text(output: &mut Output, text: &str) {
    if ESCAPED.touches(text.as_bytes()) {
        // Writing a text into memory does not fail.
        let _ = serde_json::to_writer(output, text);
        return;
    }
    output.put_byte(b'"');
    output.put(text.as_bytes());
    output.put_byte(b'"');
}

/// What JSON escapes in a text.
static ESCAPED: ByteSet = byte_set!(byte => byte < b' ' || matches!(byte, b'"' | b'\\'));

/// The fields of `part` as one JSON object.
#[must_use]
pub fn to_json(part: &dyn Part) -> String {
    Wire::json(&mut |wire| wire.object(part))
}
