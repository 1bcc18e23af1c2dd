//! Sets of bytes as tables: what has to be escaped in a text is looked for in all texts of all requests.

/// A set of bytes.
pub(super) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The bytes of which `has` holds, which is a list of all of them in order.
    pub(super) const fn new(has: [bool; 256]) -> Self {
        Self(has)
    }

    #[inline]
    pub(super) fn contains(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).is_some_and(|has| *has)
    }

    /// Whether `text` has a byte of the set. Looks at all of it before it decides: nearly always there is none.
    #[inline]
    pub(super) fn touches(&self, text: &[u8]) -> bool {
        text.iter().fold(false, |any, byte| any | self.contains(*byte))
    }
}

/// The set of the bytes for which an expression holds: `byte_set!(byte => byte == b'"')`.
macro_rules! byte_set {
    ($byte:ident => $has:expr) => {
        $crate::byte_set::ByteSet::new({
            let mut table = [false; 256];
            let mut rest: &mut [bool] = &mut table;
            let mut $byte = 0_u8;
            while let [has, after @ ..] = rest {
                *has = $has;
                $byte = $byte.wrapping_add(1);
                rest = after;
            }
            table
        })
    };
}
pub(super) use byte_set;

#[cfg(test)]
mod tests {
    use super::*;

    static VOWELS: ByteSet = byte_set!(byte => matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | 0 | 255));

    #[test]
    fn it_has_what_it_was_made_of() {
        let has: Vec<u8> = (0..=255).filter(|byte| VOWELS.contains(*byte)).collect();
        assert_eq!(has, [0, b'a', b'e', b'i', b'o', b'u', 255]);
    }

    #[test]
    fn one_byte_is_found_wherever_it_stands() {
        for length in 0..30 {
            let mut text = vec![b'x'; length];
            assert!(!VOWELS.touches(&text), "{length}");
            for at in 0..length {
                text[at] = 255;
                assert!(VOWELS.touches(&text), "{at} of {length}");
                text[at] = b'x';
            }
        }
    }
}
