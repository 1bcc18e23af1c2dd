//! Parameters as they travel: in a percent-encoded query, or in a JSON object.

use super::RequestPart;
use std::io::Write as _;

/// Where [`Request::write`](super::Request::write) writes its parameters.
///
/// In a query, everything but RFC 3986's unreserved characters is percent-encoded (a space as `%20`),
/// and a list is its name with `[]` once for each item; an empty list is not written. In a body, each
/// parameter is a member of one JSON object.
#[derive(Debug)]
pub struct Wire<'a> {
    output: &'a mut Vec<u8>,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Query,
    Body,
}

impl<'a> Wire<'a> {
    /// Appends to a query that already has a parameter, or to the `?` before the first.
    pub(super) fn query(output: &'a mut Vec<u8>) -> Self {
        Self { output, form: Form::Query }
    }

    /// Starts a JSON object in an empty `output`; [`end`](Self::end) ends it.
    pub(super) fn body(output: &'a mut Vec<u8>) -> Self {
        output.push(b'{');
        Self { output, form: Form::Body }
    }

    /// Ends what was begun.
    pub(super) fn end(self) {
        if self.form == Form::Body {
            self.output.push(b'}');
        }
    }

    /// A text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name, Kind::One);
        self.text_value(value);
    }

    /// An integer of at most 64 bits.
    pub fn int(&mut self, name: &str, value: i128) {
        self.name(name, Kind::One);
        self.int_value(value);
    }

    /// A truth value, as `true` or `false`.
    pub fn bool(&mut self, name: &str, value: bool) {
        self.name(name, Kind::One);
        self.bool_value(value);
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str, values: &[String]) {
        self.list(name, values, |wire, value| wire.text_value(value));
    }

    /// A list of integers of at most 64 bits.
    pub fn ints(&mut self, name: &str, values: impl IntoIterator<Item = i128>) {
        self.list(name, values, Self::int_value);
    }

    /// A list of truth values.
    pub fn bools(&mut self, name: &str, values: &[bool]) {
        self.list(name, values.iter().copied(), Self::bool_value);
    }

    /// A struct. There is none in a query, where it is written as the JSON that a body would hold.
    pub fn object(&mut self, name: &str, part: &dyn RequestPart) {
        self.name(name, Kind::One);
        self.object_value(part);
    }

    /// A list of structs.
    pub fn objects<P: RequestPart>(&mut self, name: &str, parts: &[P]) {
        self.list(name, parts, |wire, part| wire.object_value(part));
    }

    fn list<T>(&mut self, name: &str, values: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        match self.form {
            Form::Query => {
                for value in values {
                    self.name(name, Kind::Item);
                    write(self, value);
                }
            }
            Form::Body => {
                self.name(name, Kind::One);
                let mut before = b'[';
                for value in values {
                    self.output.push(before);
                    write(self, value);
                    before = b',';
                }
                if before == b'[' {
                    self.output.push(b'[');
                }
                self.output.push(b']');
            }
        }
    }

    fn name(&mut self, name: &str, kind: Kind) {
        match self.form {
            Form::Query => {
                if self.output.last() != Some(&b'?') {
                    self.output.push(b'&');
                }
                percent_encode(self.output, name);
                self.output.extend_from_slice(match kind {
                    Kind::One => b"=",
                    Kind::Item => b"[]=",
                });
            }
            Form::Body => {
                if self.output.last() != Some(&b'{') {
                    self.output.push(b',');
                }
                json_text(self.output, name);
                self.output.push(b':');
            }
        }
    }

    fn text_value(&mut self, value: &str) {
        match self.form {
            Form::Query => percent_encode(self.output, value),
            Form::Body => json_text(self.output, value),
        }
    }

    fn int_value(&mut self, value: i128) {
        // Writing into memory does not fail.
        let _ = match i64::try_from(value) {
            Ok(value) => write!(self.output, "{value}"),
            Err(_) => write!(self.output, "{value}"),
        };
    }

    fn object_value(&mut self, part: &dyn RequestPart) {
        match self.form {
            Form::Body => {
                self.output.push(b'{');
                part.write(self);
                self.output.push(b'}');
            }
            Form::Query => {
                let mut json = Vec::new();
                let mut body = Wire::body(&mut json);
                part.write(&mut body);
                body.end();
                percent_encode(self.output, &String::from_utf8_lossy(&json));
            }
        }
    }

    fn bool_value(&mut self, value: bool) {
        self.output.extend_from_slice(if value { b"true" } else { b"false" });
    }
}

/// Whether a name stands for a value or for one of several.
#[derive(Clone, Copy)]
enum Kind {
    One,
    Item,
}

/// Appends `text` with every byte escaped that is not unreserved in RFC 3986.
fn percent_encode(output: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    // Nearly everything is unreserved, and copied as a whole.
    while let Some(index) = rest.iter().position(|byte| !is_unreserved(*byte)) {
        let (run, reserved) = rest.split_at(index);
        output.extend_from_slice(run);
        let Some((byte, after)) = reserved.split_first() else {
            return;
        };
        output.extend_from_slice(&[b'%', upper_digit(byte >> 4), upper_digit(byte & 0xf)]);
        rest = after;
    }
    output.extend_from_slice(rest);
}

/// A look-up, since every byte of every text passes here.
fn is_unreserved(byte: u8) -> bool {
    UNRESERVED.get(usize::from(byte)).is_some_and(|unreserved| *unreserved)
}

static UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest: &mut [bool] = &mut table;
    let mut byte = 0_u8;
    while let [unreserved, after @ ..] = rest {
        *unreserved = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte = byte.wrapping_add(1);
        rest = after;
    }
    table
};

const fn upper_digit(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }
}

fn json_text(output: &mut Vec<u8>, text: &str) {
    // Writing a text into memory does not fail.
    let _ = serde_json::to_writer(output, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(write: impl Fn(&mut Wire<'_>), query: &str, body: &str) {
        let mut output = b"?".to_vec();
        let mut wire = Wire::query(&mut output);
        write(&mut wire);
        wire.end();
        assert_eq!(String::from_utf8_lossy(&output), format!("?{query}"));

        let mut output = Vec::new();
        let mut wire = Wire::body(&mut output);
        write(&mut wire);
        wire.end();
        assert_eq!(String::from_utf8_lossy(&output), body);
        serde_json::from_slice::<serde_json::Value>(&output).unwrap();
    }

    #[test]
    fn texts_are_escaped() {
        check(|wire| wire.text("A", ""), "A=", r#"{"A":""}"#);
        check(|wire| wire.text("A", "az09-._~"), "A=az09-._~", r#"{"A":"az09-._~"}"#);
        check(|wire| wire.text("A", "a+b&c=d #?%é"), "A=a%2Bb%26c%3Dd%20%23%3F%25%C3%A9", r#"{"A":"a+b&c=d #?%é"}"#);
        check(
            |wire| wire.text("A", "{\"[]\\\n\0中"),
            "A=%7B%22%5B%5D%5C%0A%00%E4%B8%AD",
            r#"{"A":"{\"[]\\\n\u0000中"}"#,
        );
        check(|wire| wire.text("a&b", "{"), "a%26b=%7B", r#"{"a&b":"{"}"#);
        // The last byte of a value is not taken for the start of the object or the query.
        check(
            |wire| {
                wire.text("A", "?");
                wire.text("B", "{");
                wire.bool("C", true);
            },
            "A=%3F&B=%7B&C=true",
            r#"{"A":"?","B":"{","C":true}"#,
        );
    }

    #[test]
    fn numbers_and_truth_values() {
        check(|wire| wire.int("N", 0), "N=0", r#"{"N":0}"#);
        check(
            |wire| {
                wire.int("Min", i64::MIN.into());
                wire.int("Max", u64::MAX.into());
            },
            "Min=-9223372036854775808&Max=18446744073709551615",
            r#"{"Min":-9223372036854775808,"Max":18446744073709551615}"#,
        );
        check(|wire| wire.bool("B", false), "B=false", r#"{"B":false}"#);
    }

    #[test]
    fn lists() {
        let none: [String; 0] = [];
        check(|wire| wire.texts("L", &none), "", r#"{"L":[]}"#);
        check(|wire| wire.texts("L", &["a[]".to_owned(), String::new()]), "L[]=a%5B%5D&L[]=", r#"{"L":["a[]",""]}"#);
        check(|wire| wire.ints("L", [1, -2].map(i128::from)), "L[]=1&L[]=-2", r#"{"L":[1,-2]}"#);
        check(
            |wire| {
                wire.bools("L", &[true, false]);
                wire.text("M", "m");
            },
            "L[]=true&L[]=false&M=m",
            r#"{"L":[true,false],"M":"m"}"#,
        );
    }
}
