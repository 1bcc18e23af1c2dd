//! Authenticates a request: its application, its time, its signature, its nonce.

use crate::query::{Field, single};
use crate::refusal::{Refusal, quoted};
use md5::{Digest, Md5};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use zim_spec::model::{CommonParams, Service};

/// So many nonces are remembered; of more, the oldest is forgotten, and could be replayed.
const MOST_NONCES: usize = 1 << 16;

/// The applications and the nonces that they used.
pub(crate) struct Auth {
    apps: Apps,
    nonces: Nonces,
}

/// Number of the application to its server secret.
type Apps = BTreeMap<u32, String>;

/// The common parameters, all present and well-formed, and the secret of the application that they name.
struct Signed<'a> {
    app_id: u32,
    /// As it was written, since that is what is signed.
    app_id_text: &'a str,
    secret: &'a str,
    timestamp: i64,
    timestamp_text: &'a str,
    nonce: &'a str,
    signature: &'a str,
}

impl Auth {
    pub(crate) fn new(apps: Apps) -> Self {
        Self { apps, nonces: Nonces::default() }
    }

    /// The application that sent `fields` at `now` (milliseconds of Unix time).
    pub(crate) fn authenticate(&mut self, service: &Service, fields: &[Field], now: i64) -> Result<u32, Refusal> {
        let (names, refusals) = (&service.common, &service.refusals);
        let signed = read(&self.apps, service, fields)?;
        let now = now.div_euclid(1000);
        let window = service.signing.window_seconds;
        let apart = i128::from(now) - i128::from(signed.timestamp);
        if apart.unsigned_abs() > u128::from(window) {
            let message = format!(
                "{} is {}, the server's clock {now}; they may be at most {window} s apart",
                names.timestamp, signed.timestamp
            );
            return Err(Refusal::new(refusals.signature_expired, message));
        }
        let expected = md5_hex(&[signed.app_id_text, signed.nonce, signed.secret, signed.timestamp_text]);
        if expected != signed.signature {
            return Err(Refusal::new(refusals.signature_wrong, wrong_signature(names, &signed, &expected)));
        }
        // A request can be replayed until its timestamp leaves the window, which may lie ahead.
        let until = now.max(signed.timestamp).saturating_add(window.into());
        if !self.nonces.take(signed.app_id, signed.nonce, now, until) {
            let nonce = quoted(signed.nonce);
            let message = format!("{} {nonce} was used before; every request needs a fresh one", names.nonce);
            return Err(Refusal::new(refusals.signature_wrong, message));
        }
        Ok(signed.app_id)
    }

    /// The numbers of the applications.
    pub(crate) fn apps(&self) -> Vec<u32> {
        self.apps.keys().copied().collect()
    }

    /// Lets every nonce be used again.
    pub(crate) fn forget_nonces(&mut self) {
        self.nonces = Nonces::default();
    }

    /// `text` with every server secret replaced, should a client have sent one where it does not belong.
    pub(crate) fn redact(&self, text: String) -> String {
        self.apps.values().fold(text, |text, secret| hide(text, secret))
    }
}

/// So many bytes of a secret are not told: what is shortened for a message may end in the start of one. What is
/// shorter, such as a test's `secret`, is none: hiding it would garble ordinary words.
const TELLING: usize = 8;

/// `text` without `secret` or the start of it, as it is or escaped.
fn hide(mut text: String, secret: &str) -> String {
    for secret in [secret, &secret.escape_debug().to_string()] {
        let starts = (TELLING..=secret.len()).rev().filter_map(|end| secret.get(..end));
        for start in starts {
            if text.contains(start) {
                text = text.replace(start, "<ServerSecret>");
            }
        }
    }
    text
}

/// The nonces that may not be used again, but for the oldest if there are too many.
#[derive(Default)]
struct Nonces {
    /// To the last second in which it may not be used again.
    used: BTreeMap<Nonce, i64>,
    /// The same, in the order in which they came.
    order: VecDeque<Nonce>,
}

/// An application, and a digest of what it sent: as long for a long nonce as for a short one.
type Nonce = (u32, [u8; 16]);

impl Nonces {
    /// Uses a nonce, until `until` for the only time. False if it may not be used at `now`. Both are seconds
    /// of Unix time.
    fn take(&mut self, app_id: u32, nonce: &str, now: i64, until: i64) -> bool {
        let key = (app_id, Md5::digest(nonce).into());
        if self.used.get(&key).is_some_and(|until| now <= *until) {
            return false;
        }
        if self.used.insert(key, until).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > MOST_NONCES {
            let oldest = self.order.pop_front();
            oldest.map(|oldest| self.used.remove(&oldest));
        }
        true
    }
}

/// Reads the common parameters, in the order in which the gateway complains about them.
fn read<'a>(apps: &'a Apps, service: &Service, fields: &'a [Field]) -> Result<Signed<'a>, Refusal> {
    let (names, refusals) = (&service.common, &service.refusals);

    let app_id_text = present(fields, &names.app_id, refusals.app_id_format, refusals.app_id_format)?;
    let app_id = decimal(app_id_text).and_then(|number| u32::try_from(number).ok()).ok_or_else(|| {
        let message = format!("{} {} is not an unsigned 32-bit number", names.app_id, quoted(app_id_text));
        Refusal::new(refusals.app_id_format, message)
    })?;
    let secret = apps
        .get(&app_id)
        .ok_or_else(|| Refusal::new(refusals.app_id_unknown, format!("{} {app_id} is not known here", names.app_id)))?;

    let timestamp_text = present(fields, &names.timestamp, refusals.timestamp_missing, refusals.timestamp_format)?;
    let timestamp = decimal(timestamp_text).ok_or_else(|| {
        let message = format!("{} {} is not a number of seconds", names.timestamp, quoted(timestamp_text));
        Refusal::new(refusals.timestamp_format, message)
    })?;

    // There is no code for a malformed nonce.
    let nonce = present(fields, &names.nonce, refusals.nonce_missing, refusals.nonce_missing)?;

    let (missing, unsupported) = (refusals.signature_version_missing, refusals.signature_version_unsupported);
    let version = present(fields, &names.signature_version, missing, unsupported)?;
    let supported = &service.signing.version;
    if version != supported {
        let message = format!("{} {} is not supported; send {supported}", names.signature_version, quoted(version));
        return Err(Refusal::new(unsupported, message));
    }

    let signature = present(fields, &names.signature, refusals.signature_missing, refusals.signature_wrong)?;
    Ok(Signed { app_id, app_id_text, secret, timestamp, timestamp_text, nonce, signature })
}

/// The application that a request names, whether it is known or not.
pub(crate) fn named_app(service: &Service, fields: &[Field]) -> Option<u32> {
    let text = single(fields, &service.common.app_id).ok().flatten()?;
    decimal(text).and_then(|number| u32::try_from(number).ok())
}

/// The value of a common parameter that must be there once.
fn present<'a>(fields: &'a [Field], name: &str, missing: i64, malformed: i64) -> Result<&'a str, Refusal> {
    single(fields, name)
        .map_err(|reason| Refusal::new(malformed, reason))?
        .ok_or_else(|| Refusal::new(missing, format!("{name} is missing")))
}

/// `-?[0-9]+` within 64 bits.
fn decimal(text: &str) -> Option<i64> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}

fn md5_hex(parts: &[&str]) -> String {
    let digest = Md5::digest(parts.concat());
    digest.iter().fold(String::with_capacity(32), |mut hex, byte| {
        // Writing to a `String` does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Says which string should have been signed, with the secret left out.
fn wrong_signature(names: &CommonParams, signed: &Signed<'_>, expected: &str) -> String {
    let Signed { app_id_text, nonce, timestamp_text, .. } = signed;
    if expected.eq_ignore_ascii_case(signed.signature) {
        return format!("{} is right but for its upper case; send lower-case hex", names.signature);
    }
    let text = format!("{app_id_text}{}<ServerSecret>{timestamp_text}", nonce.escape_debug());
    format!(
        "{} is not the md5, in lower-case hex, of `{text}` ({} + {} + server secret + {})",
        names.signature, names.app_id, names.nonce, names.timestamp
    )
}

#[cfg(test)]
mod tests {
    use super::{MOST_NONCES, Nonces, hide, md5_hex};

    #[test]
    fn a_secret_is_hidden_whole_cut_and_escaped() {
        for (text, secret, expected) in [
            ("a 0123456789 b", "0123456789", "a <ServerSecret> b"),
            ("a 01234567…", "0123456789", "a <ServerSecret>…"),
            ("a 0123456 b", "0123456789", "a 0123456 b"),
            ("a 01\\\"23456789", "01\"23456789", "a <ServerSecret>"),
            ("the secret is wrong", "secret", "the secret is wrong"),
            ("abc", "", "abc"),
            ("é0123456é", "é0123456é", "<ServerSecret>"),
        ] {
            assert_eq!(hide(text.to_owned(), secret), expected, "{text:?}");
        }
    }

    #[test]
    fn of_too_many_nonces_the_oldest_is_forgotten() {
        let mut nonces = Nonces::default();
        for number in 0..=MOST_NONCES {
            assert!(nonces.take(1, &number.to_string(), 0, 600));
        }
        assert_eq!((nonces.used.len(), nonces.order.len()), (MOST_NONCES, MOST_NONCES));
        assert!(!nonces.take(1, "1", 0, 600));
        assert!(nonces.take(2, "1", 0, 600));
        assert!(nonces.take(1, "0", 0, 600));
        // One that is used again after its time counts once.
        assert!(nonces.take(1, "9", 601, 1201));
        assert_eq!((nonces.used.len(), nonces.order.len()), (MOST_NONCES, MOST_NONCES));
    }

    #[test]
    fn documented_vector() {
        let parts = ["12345", "4fd24687296dd9f3", "9193cc662a4c0ec135ec71fb57194b38", "1615186943"];
        assert_eq!(md5_hex(&parts), "43e5cfcca828314675f91b001390566a");
    }
}
