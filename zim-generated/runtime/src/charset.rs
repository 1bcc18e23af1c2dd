//! A set of ASCII characters as a bit mask, so that checking a text costs one shift per byte.

/// A named set of ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    name: &'static str,
    mask: u128,
}

impl Charset {
    /// The set of all characters in `chars`. Characters beyond ASCII are left out: the spec's loader
    /// refuses them.
    #[must_use]
    pub const fn new(name: &'static str, chars: &'static str) -> Self {
        let mut mask = 0_u128;
        let mut bytes = chars.as_bytes();
        while let [byte, rest @ ..] = bytes {
            if byte.is_ascii() {
                mask |= 1 << *byte;
            }
            bytes = rest;
        }
        Self { name, mask }
    }

    /// Its name, as in the spec.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether `character` belongs to it.
    #[must_use]
    pub const fn contains(&self, character: char) -> bool {
        character.is_ascii() && (self.mask >> (character as u32)) & 1 == 1
    }

    /// Whether it has every character of `text`.
    #[inline]
    pub(super) fn covers(&self, text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii() && (self.mask >> byte) & 1 == 1)
    }

    /// The first character of `text` outside it, and how many characters come before.
    pub(super) fn first_outside(&self, text: &str) -> Option<(usize, char)> {
        text.chars().enumerate().find(|&(_, character)| !self.contains(character))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SET: Charset = Charset::new("Set", "\0az AZ~\u{7f}é");

    #[track_caller]
    fn check(text: &str, first_outside: Option<(usize, char)>) {
        assert_eq!(SET.first_outside(text), first_outside);
        assert_eq!(SET.covers(text), first_outside.is_none());
    }

    #[test]
    fn the_first_character_outside_is_found() {
        check("", None);
        check("az AZ~\0\u{7f}", None);
        check("azb", Some((2, 'b')));
        check("aéz", Some((1, 'é')));
        check("中az", Some((0, '中')));
        check("a\u{80}", Some((1, '\u{80}')));
    }
}
