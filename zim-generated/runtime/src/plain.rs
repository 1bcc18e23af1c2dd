//! JSON as servers usually write it, read without a detour: objects, lists, texts, whole numbers, words.
//!
//! Whatever is unusual, wrong, or not what a place takes, is left to serde_json, which reads the whole again and says
//! what is wrong: what is read here must be what it would read, and nothing here makes an error.

use super::Received;
use super::filling::put;
use super::place::Place;
use super::scalar::Scalar;
use super::seen::{Seen, position};
use std::borrow::Cow;

/// Deeper nesting is left to serde_json, which has a limit of its own.
const DEPTH: usize = 32;

/// Reads all of `text` into `value`, which is as new. False if that is to be done by serde_json, and `value` spoilt.
pub(super) fn fill_plainly(value: &mut dyn Received, text: &str) -> bool {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0 };
    reader.opens(b'{') && reader.structure(value, DEPTH).is_some() && reader.token().is_none()
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

/// All return `None` where serde_json must have a look.
impl<'t> Reader<'t> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The first byte of what comes after white space.
    #[inline]
    fn token(&mut self) -> Option<u8> {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
        None
    }

    /// Passes over `token`, if that comes next.
    #[inline]
    fn opens(&mut self, token: u8) -> bool {
        let opens = self.token() == Some(token);
        self.at += usize::from(opens);
        opens
    }

    /// What comes after a member or item: true if another follows, false if `end` does.
    #[inline]
    fn goes_on(&mut self, end: u8) -> Option<bool> {
        let token = self.token()?;
        self.at += 1;
        match token {
            b',' => Some(true),
            _ => (token == end).then_some(false),
        }
    }

    /// The name of a member, with the colon after it.
    #[inline]
    fn name(&mut self) -> Option<Cow<'t, str>> {
        let name = if self.opens(b'"') { self.string()? } else { return None };
        self.opens(b':').then_some(name)
    }

    /// Passes over `name` and the colon after it, if that comes next as servers usually write it. Names have nothing to
    /// escape.
    #[inline]
    fn opens_with(&mut self, name: &str) -> bool {
        self.token();
        let rest = self.bytes.get(self.at..).and_then(|rest| rest.strip_prefix(b"\""));
        let rest = rest.and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let opens = rest.is_some_and(|rest| rest.starts_with(b"\":"));
        if opens {
            self.at += name.len() + 3;
        }
        opens
    }

    fn structure(&mut self, value: &mut dyn Received, depth: usize) -> Option<()> {
        let names = value.shape().fields;
        let mut seen = Seen::new(names.len());
        let mut likely = 0;
        let mut more = !self.opens(b'}');
        while more {
            let at = match names.get(likely) {
                Some(name) if self.opens_with(name) => Some(likely),
                _ => position(names, &self.name()?, likely),
            };
            match at {
                Some(at) if seen.insert(at) => return None,
                Some(at) => {
                    self.value(value.field(at)?, depth)?;
                    likely = at + 1;
                }
                None => self.skip(depth)?,
            }
            more = self.goes_on(b'}')?;
        }
        seen.first_missing(value).is_none().then_some(())
    }

    fn value(&mut self, place: Place<'_>, depth: usize) -> Option<()> {
        let scalar = match self.token()? {
            b'"' => {
                self.at += 1;
                let text = self.string()?;
                match place {
                    Place::Text(place) | Place::TextOrEmpty(place) | Place::RawText(place) => {
                        *place = text.into_owned()
                    }
                    Place::OptionalRawText(place) => *place = Some(text.into_owned()),
                    place => put(place, Scalar::Text(&text)).ok()?,
                }
                return Some(());
            }
            b'{' | b'[' => return self.collection(place.inner(), depth.checked_sub(1)?),
            b'-' | b'0'..=b'9' => Scalar::Int(self.integer()?.into()),
            b't' => self.word("true", Scalar::Bool(true))?,
            b'f' => self.word("false", Scalar::Bool(false))?,
            b'n' => self.word("null", Scalar::Null)?,
            _ => return None,
        };
        put(place, scalar).ok()
    }

    /// A list or object.
    fn collection(&mut self, place: Place<'_>, depth: usize) -> Option<()> {
        match (self.peek()?, place) {
            (b'{', Place::Struct(value)) => {
                self.at += 1;
                self.structure(value, depth)
            }
            (b'{', Place::Map(entries)) => {
                self.at += 1;
                let mut more = !self.opens(b'}');
                while more {
                    let name = self.name()?.into_owned();
                    self.value(entries.entry(name), depth)?;
                    more = self.goes_on(b'}')?;
                }
                Some(())
            }
            (b'[', Place::List(items)) => {
                self.at += 1;
                let mut more = !self.opens(b']');
                while more {
                    self.value(items.next()?, depth)?;
                    more = self.goes_on(b']')?;
                }
                Some(())
            }
            (_, Place::RawText(place)) => self.raw(depth).map(|raw| *place = raw),
            (_, Place::OptionalRawText(place)) => self.raw(depth).map(|raw| *place = Some(raw)),
            _ => None,
        }
    }

    /// A list or object as its text.
    fn raw(&mut self, depth: usize) -> Option<String> {
        let start = self.at;
        self.skip(depth)?;
        self.text.get(start..self.at).map(str::to_owned)
    }

    /// Passes over a value.
    fn skip(&mut self, depth: usize) -> Option<()> {
        let token = self.token()?;
        match token {
            b'"' => {
                self.at += 1;
                self.string().map(drop)
            }
            b'{' | b'[' => {
                let depth = depth.checked_sub(1)?;
                let end = if token == b'{' { b'}' } else { b']' };
                self.at += 1;
                let mut more = !self.opens(end);
                while more {
                    if token == b'{' {
                        self.name()?;
                    }
                    self.skip(depth)?;
                    more = self.goes_on(end)?;
                }
                Some(())
            }
            b'-' | b'0'..=b'9' => self.integer().map(drop),
            b't' => self.word("true", ()),
            b'f' => self.word("false", ()),
            b'n' => self.word("null", ()),
            _ => None,
        }
    }

    fn word<W>(&mut self, word: &str, means: W) -> Option<W> {
        let is_it = self.bytes.get(self.at..)?.starts_with(word.as_bytes());
        self.at += word.len();
        is_it.then_some(means)
    }

    /// A whole number of at most 18 digits, which an `i64` always holds.
    fn integer(&mut self) -> Option<i64> {
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let start = self.at;
        let mut number = 0_i64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            if self.at - start == 18 {
                return None;
            }
            number = 10 * number + i64::from(digit - b'0');
            self.at += 1;
        }
        let leading_zero = self.bytes.get(start) == Some(&b'0') && (negative || self.at - start > 1);
        let is_float = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        let is_whole = self.at > start && !leading_zero && !is_float;
        is_whole.then_some(if negative { -number } else { number })
    }

    /// The rest of a text whose first quote has been passed over.
    #[inline]
    fn string(&mut self) -> Option<Cow<'t, str>> {
        let run = self.run()?;
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Some(Cow::Borrowed(run));
        }
        self.escaped(run).map(Cow::Owned)
    }

    /// The same where there are escapes: `run` comes before the first.
    #[cold]
    fn escaped(&mut self, run: &str) -> Option<String> {
        let mut text = run.to_owned();
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(text);
                }
                b'\\' => {
                    let escape = self.bytes.get(self.at + 1)?;
                    self.at += 2;
                    text.push(match escape {
                        b'"' | b'\\' | b'/' => char::from(*escape),
                        b'b' => '\u{8}',
                        b'f' => '\u{c}',
                        b'n' => '\n',
                        b'r' => '\r',
                        b't' => '\t',
                        b'u' => self.unicode()?,
                        _ => return None,
                    });
                }
                _ => return None,
            }
            text.push_str(self.run()?);
        }
    }

    /// The character of four hex digits. Halves of a pair are left to serde_json.
    fn unicode(&mut self) -> Option<char> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        self.at += 4;
        let number = digits.iter().try_fold(0, |number, digit| Some(16 * number + char::from(*digit).to_digit(16)?))?;
        char::from_u32(number)
    }

    /// What comes before the next quote, backslash or control character.
    #[inline]
    fn run(&mut self) -> Option<&'t str> {
        let start = self.at;
        let rest = self.bytes.get(start..)?;
        let (steps, _) = rest.as_chunks::<8>();
        for step in steps {
            let ends = ends(u64::from_le_bytes(*step));
            if ends != 0 {
                self.at += usize::try_from(ends.trailing_zeros() / 8).unwrap_or_default();
                return self.text.get(start..self.at);
            }
            self.at += 8;
        }
        while !matches!(self.peek()?, b'"' | b'\\' | 0..0x20) {
            self.at += 1;
        }
        self.text.get(start..self.at)
    }
}

/// The highest bit of each byte that ends a run; of those beyond the first it may be wrong.
#[inline]
const fn ends(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const fn zeros(bytes: u64) -> u64 {
        bytes.wrapping_sub(ONES) & !bytes
    }
    let control = bytes.wrapping_sub(ONES * 0x20) & !bytes;
    let quote = zeros(bytes ^ (ONES * b'"' as u64));
    let backslash = zeros(bytes ^ (ONES * b'\\' as u64));
    (control | quote | backslash) & (ONES * 0x80)
}

#[cfg(test)]
mod tests;
