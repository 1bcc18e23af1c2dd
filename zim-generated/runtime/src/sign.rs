//! ZEGO's request signature, as a pure function of nonce and time.

use md5::{Digest, Md5};
use std::error::Error;
use std::fmt;

/// Signs a request: lower-case hex of `md5(AppId + SignatureNonce + ServerSecret + Timestamp)`, all in
/// decimal or as they are, with nothing between them.
///
/// `timestamp` is Unix time in seconds. Allocates nothing.
#[must_use]
pub fn sign(app_id: u32, nonce: &str, secret: &str, timestamp: i64) -> Signature {
    sign_bytes(app_id, nonce.as_bytes(), secret, timestamp)
}

pub(super) fn sign_bytes(app_id: u32, nonce: &[u8], secret: &str, timestamp: i64) -> Signature {
    let mut digits = itoa::Buffer::new();
    let mut message = Md5::new();
    message.update(digits.format(app_id));
    message.update(nonce);
    message.update(secret);
    message.update(digits.format(timestamp));
    let digest: [u8; 16] = message.finalize().into();
    Signature(Hex::of(digest))
}

/// The signature of one request: 32 lower-case hex digits. It goes into the URL and is no secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(Hex<32>);

impl Signature {
    /// The 32 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(super) const fn as_bytes(&self) -> &[u8] {
        &self.0.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

/// What makes a signed request unique: nonce and time. Both must be fresh for every attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// A value that was not used before.
    pub nonce: Nonce,
    /// Unix time in seconds. ZIM refuses what lies more than ten minutes from its own clock.
    pub timestamp: i64,
}

impl Stamp {
    /// A stamp of `nonce` and `timestamp` (Unix time in seconds).
    #[must_use]
    pub const fn new(nonce: Nonce, timestamp: i64) -> Self {
        Self { nonce, timestamp }
    }
}

/// A one-time value: 16 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nonce(Hex<16>);

impl Nonce {
    /// The nonce that spells out 8 bytes, which should come from a cryptographic random source.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(Hex::of(bytes))
    }

    /// Takes 16 hex digits as they are, in either case.
    ///
    /// # Errors
    /// [`NonceError`] if `text` is anything else.
    pub fn parse(text: &str) -> Result<Self, NonceError> {
        let error = NonceError { bytes: text.len() };
        let digits: [u8; 16] = text.as_bytes().try_into().map_err(|_| error.clone())?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(error);
        }
        Ok(Self(Hex(digits)))
    }

    /// The 16 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(super) const fn as_bytes(&self) -> &[u8] {
        &self.0.0
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nonce({self})")
    }
}

/// A text that is no nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NonceError {
    /// Its length in bytes.
    pub bytes: usize,
}

impl fmt::Display for NonceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bytes {
            16 => f.write_str("a nonce is 16 hex digits; the text has another character among them"),
            bytes => write!(f, "a nonce is 16 hex digits; the text has {bytes} bytes"),
        }
    }
}

impl Error for NonceError {}

/// `N` hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Hex<const N: usize>([u8; N]);

impl<const N: usize> Hex<N> {
    /// Spells out `bytes` in lower case; `N` is twice `BYTES`.
    pub(super) const fn of<const BYTES: usize>(bytes: [u8; BYTES]) -> Self {
        const { assert!(N == 2 * BYTES, "two digits a byte") };
        let mut digits = [0; N];
        let mut source: &[u8] = &bytes;
        let mut target: &mut [u8] = &mut digits;
        while let ([byte, bytes @ ..], [high, low, rest @ ..]) = (source, target) {
            *high = digit(*byte >> 4);
            *low = digit(*byte & 0xf);
            source = bytes;
            target = rest;
        }
        Self(digits)
    }

    pub(super) fn as_str(&self) -> &str {
        // Hex digits are ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

const fn digit(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: &str = "4fd24687296dd9f3";
    const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";

    #[track_caller]
    fn check(app_id: u32, nonce: &str, secret: &str, timestamp: i64, message: &str) {
        let digest: [u8; 16] = Md5::digest(message.as_bytes()).into();
        let expected: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sign(app_id, nonce, secret, timestamp).as_str(), expected);
    }

    #[test]
    fn the_documented_example_is_signed_as_documented() {
        let signature = sign(12_345, NONCE, SECRET, 1_615_186_943);
        assert_eq!(signature.to_string(), "43e5cfcca828314675f91b001390566a");
        assert_eq!(format!("{signature:?}"), "Signature(43e5cfcca828314675f91b001390566a)");
    }

    #[test]
    fn numbers_are_written_in_decimal() {
        check(0, "", "", 0, "00");
        check(u32::MAX, NONCE, SECRET, i64::MAX, &format!("4294967295{NONCE}{SECRET}9223372036854775807"));
        check(1, NONCE, "é中", i64::MIN, &format!("1{NONCE}é中-9223372036854775808"));
        check(1, NONCE, &"long".repeat(1000), -1, &format!("1{NONCE}{}-1", "long".repeat(1000)));
    }

    #[track_caller]
    fn check_nonce(text: &str, expected: Result<&str, &str>) {
        let nonce = Nonce::parse(text);
        let shown = nonce.map(|nonce| nonce.to_string()).map_err(|error| error.to_string());
        assert_eq!(shown, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_nonce_is_16_hex_digits() {
        check_nonce(NONCE, Ok(NONCE));
        check_nonce("ABCDEF0123456789", Ok("ABCDEF0123456789"));
        check_nonce("", Err("a nonce is 16 hex digits; the text has 0 bytes"));
        check_nonce("4fd24687296dd9f", Err("a nonce is 16 hex digits; the text has 15 bytes"));
        check_nonce("4fd24687296dd9f33", Err("a nonce is 16 hex digits; the text has 17 bytes"));
        check_nonce("4fd24687296dd9g3", Err("a nonce is 16 hex digits; the text has another character among them"));
        check_nonce("éééééééé", Err("a nonce is 16 hex digits; the text has another character among them"));
        assert_eq!(Nonce::from_bytes([0x4f, 0xd2, 0x46, 0x87, 0x29, 0x6d, 0xd9, 0xf3]).as_str(), NONCE);
        assert_eq!(Nonce::from_bytes([0, 1, 0x0f, 0x10, 0x9a, 0xaf, 0xfe, 0xff]).as_str(), "00010f109aaffeff");
    }
}
