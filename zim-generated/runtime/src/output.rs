//! Where a request is written: on the stack while it is short, so that what is kept of it is allocated once and to
//! size.

use std::io;

/// What most requests have room in, in bytes.
const ROOM: usize = 512;

/// Bytes that are written one after the other.
pub(super) struct Output {
    short: [u8; ROOM],
    /// How many bytes of `short` are written.
    len: usize,
    /// All of them, once they are too many for `short`; empty until then.
    long: Vec<u8>,
}

impl Output {
    pub(super) const fn new() -> Self {
        Self { short: [0; ROOM], len: 0, long: Vec::new() }
    }

    /// Appends `bytes`.
    #[inline]
    pub(super) fn put(&mut self, bytes: &[u8]) {
        // `long` alone has what does not fit: `len` stays beyond any room then.
        let end = self.len.saturating_add(bytes.len());
        match self.short.get_mut(self.len..end) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.len = end;
            }
            None => self.long(bytes.len()).extend_from_slice(bytes),
        }
    }

    /// Appends one byte.
    #[inline]
    pub(super) fn put_byte(&mut self, byte: u8) {
        match self.short.get_mut(self.len) {
            Some(place) => {
                *place = byte;
                self.len += 1;
            }
            None => self.long(1).push(byte),
        }
    }

    /// Where everything goes from now on, with room for `more` bytes at least.
    #[inline]
    fn long(&mut self, more: usize) -> &mut Vec<u8> {
        if self.len <= ROOM {
            self.move_over(more);
        }
        &mut self.long
    }

    #[cold]
    #[inline(never)]
    fn move_over(&mut self, more: usize) {
        self.long.reserve(4 * ROOM + more);
        self.long.extend_from_slice(self.short.get(..self.len).unwrap_or_default());
        self.len = usize::MAX;
    }

    /// What was written.
    #[inline]
    pub(super) fn as_slice(&self) -> &[u8] {
        self.short.get(..self.len).unwrap_or(&self.long)
    }

    /// The last byte.
    #[inline]
    pub(super) fn last(&self) -> Option<u8> {
        self.as_slice().last().copied()
    }

    /// What was written, as a vector.
    pub(super) fn into_vec(self) -> Vec<u8> {
        match self.short.get(..self.len) {
            Some(short) => short.to_vec(),
            None => self.long,
        }
    }
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It holds what people wrote.
        f.debug_struct("Output").field("bytes", &self.as_slice().len()).finish()
    }
}

impl io::Write for Output {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.put(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lengths: &[usize]) {
        let mut output = Output::new();
        let mut expected = Vec::new();
        for (index, length) in lengths.iter().enumerate() {
            let bytes = vec![b'a' + u8::try_from(index % 26).unwrap(); *length];
            if let [byte] = *bytes {
                output.put_byte(byte);
            } else {
                output.put(&bytes);
            }
            expected.extend_from_slice(&bytes);
            assert_eq!(output.as_slice(), expected, "{lengths:?}");
            assert_eq!(output.last(), expected.last().copied(), "{lengths:?}");
        }
        assert_eq!(output.into_vec(), expected, "{lengths:?}");
    }

    #[test]
    fn what_is_written_is_there() {
        check(&[]);
        check(&[0, 3, 0, 1]);
        check(&[ROOM]);
        check(&[ROOM, 0]);
        check(&[ROOM, 1, 1, 2]);
        check(&[ROOM - 1, 1, 1]);
        check(&[ROOM - 1, 2, 0, 1]);
        check(&[ROOM + 1, 5]);
        check(&[1, 10 * ROOM, 1]);
    }

    #[test]
    fn what_writes_is_told_how_much_was() {
        let mut output = Output::new();
        assert_eq!(io::Write::write(&mut output, b"secret").unwrap(), 6);
        assert_eq!(output.as_slice(), b"secret");
        assert_eq!(format!("{output:?}"), "Output { bytes: 6 }");
    }

    #[test]
    fn a_short_one_is_allocated_to_size() {
        let mut output = Output::new();
        output.put(b"short");
        assert_eq!(output.into_vec().capacity(), 5);
    }
}
