//! Authenticates a request: its application, its time, its signature, its nonce.

use crate::query::{self, Field, single};
use crate::refusal::{Refusal, Stage, quoted};
use crate::signature::{self, Parts, Wrong};
use md5::{Digest, Md5};
use std::collections::{BTreeMap, VecDeque};
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
    timestamp: i64,
    /// What is signed, as it was written.
    parts: Parts<'a>,
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
            let mend = drift(names, signed.timestamp, now);
            let message = format!(
                "{} is {}, the server's clock {now}; they may be at most {window} s apart. {mend}",
                names.timestamp, signed.timestamp
            );
            return Err(Refusal::new(refusals.signature_expired, message).at(Stage::Window).mend(mend));
        }
        if signed.parts.signature() != signed.signature {
            let others = self.apps.iter().filter(|(app_id, _)| **app_id != signed.app_id);
            let others = others.map(|(app_id, secret)| (*app_id, secret.as_str()));
            let Wrong { message, mend } = signature::wrong(names, &signed.parts, signed.signature, others);
            let refusal = Refusal::new(refusals.signature_wrong, message).at(Stage::Signature);
            return Err(mend.into_iter().fold(refusal, Refusal::mend));
        }
        // A request can be replayed until its timestamp leaves the window, which may lie ahead.
        let until = now.max(signed.timestamp).saturating_add(window.into());
        if !self.nonces.take(signed.app_id, signed.parts.nonce, now, until) {
            let nonce = quoted(signed.parts.nonce);
            let message = format!("{} {nonce} was used before; every request needs a fresh one", names.nonce);
            return Err(Refusal::new(refusals.signature_wrong, message).at(Stage::Nonce));
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

    /// The common parameters of a request of `app_id`, in the order in which they are written, with a signature; `None`
    /// if there is no such application.
    pub(crate) fn sign(
        &self,
        service: &Service,
        app_id: u32,
        action: &str,
        nonce: &str,
        now: i64,
    ) -> Option<[(String, String); 6]> {
        let names = &service.common;
        let secret = self.apps.get(&app_id)?;
        let (app_id, timestamp) = (app_id.to_string(), now.div_euclid(1000).to_string());
        let signature = Parts { app_id: &app_id, nonce, secret, timestamp: &timestamp }.signature();
        let version = service.signing.version.clone();
        let values = [action.to_owned(), app_id, nonce.to_owned(), timestamp, version, signature];
        let names =
            [&names.action, &names.app_id, &names.nonce, &names.timestamp, &names.signature_version, &names.signature];
        let mut values = values.into_iter();
        Some(names.map(|name| (name.clone(), values.next().unwrap_or_default())))
    }

    /// `text` with every server secret replaced, should a client have sent one where it does not belong.
    pub(crate) fn redact(&self, text: String) -> String {
        self.apps.values().fold(text, |text, secret| hide(text, secret))
    }
}

/// So many bytes of a secret are not told: what is shortened for a message may end in the start of one. What is
/// shorter, such as a test's `secret`, is none: hiding it would garble ordinary words.
const TELLING: usize = 8;

/// `text` without `secret` or the start of it, as it is, escaped or percent-encoded.
fn hide(mut text: String, secret: &str) -> String {
    for secret in [secret, &secret.escape_debug().to_string(), &query::encode(secret)] {
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

    let at = Stage::Application;
    let app_id_text = present(fields, &names.app_id, refusals.app_id_format, refusals.app_id_format, at)?;
    let app_id = decimal(app_id_text).and_then(|number| u32::try_from(number).ok()).ok_or_else(|| {
        let message = format!("{} {} is not an unsigned 32-bit number", names.app_id, quoted(app_id_text));
        Refusal::new(refusals.app_id_format, message).at(at)
    })?;
    let secret = apps.get(&app_id).ok_or_else(|| {
        let known: Vec<String> = apps.keys().map(u32::to_string).collect();
        let message = format!("{} {app_id} is not known here", names.app_id);
        let mend = format!("Send {}, or start the sandbox with this application too.", known.join(" or "));
        Refusal::new(refusals.app_id_unknown, message).at(at).mend(mend)
    })?;

    let (missing, malformed, at) = (refusals.timestamp_missing, refusals.timestamp_format, Stage::Timestamp);
    let timestamp_text = present(fields, &names.timestamp, missing, malformed, at)?;
    let timestamp = decimal(timestamp_text).ok_or_else(|| {
        let message = format!("{} {} is not a number of seconds", names.timestamp, quoted(timestamp_text));
        Refusal::new(malformed, message).at(at)
    })?;

    // There is no code for a malformed nonce.
    let nonce = present(fields, &names.nonce, refusals.nonce_missing, refusals.nonce_missing, Stage::Nonce)?;

    let (missing, unsupported) = (refusals.signature_version_missing, refusals.signature_version_unsupported);
    let version = present(fields, &names.signature_version, missing, unsupported, Stage::Version)?;
    let supported = &service.signing.version;
    if version != supported {
        let message = format!("{} {} is not supported; send {supported}", names.signature_version, quoted(version));
        return Err(Refusal::new(unsupported, message).at(Stage::Version));
    }

    let (missing, wrong) = (refusals.signature_missing, refusals.signature_wrong);
    let signature = present(fields, &names.signature, missing, wrong, Stage::Signature)?;
    let parts = Parts { app_id: app_id_text, nonce, secret, timestamp: timestamp_text };
    Ok(Signed { app_id, timestamp, parts, signature })
}

/// The application that a request names, whether it is known or not.
pub(crate) fn named_app(service: &Service, fields: &[Field]) -> Option<u32> {
    let text = single(fields, &service.common.app_id).ok().flatten()?;
    decimal(text).and_then(|number| u32::try_from(number).ok())
}

/// The value of a common parameter that must be there once.
fn present<'a>(
    fields: &'a [Field],
    name: &str,
    missing: i64,
    malformed: i64,
    stage: Stage,
) -> Result<&'a str, Refusal> {
    single(fields, name)
        .map_err(|reason| Refusal::new(malformed, reason).at(stage))?
        .ok_or_else(|| Refusal::new(missing, format!("{name} is missing")).at(stage))
}

/// What makes a time that far wrong, both in seconds.
fn drift(names: &CommonParams, timestamp: i64, now: i64) -> String {
    let name = &names.timestamp;
    for (unit, per_second) in [("milliseconds", 1_000), ("microseconds", 1_000_000), ("nanoseconds", 1_000_000_000)] {
        if (timestamp / per_second).abs_diff(now) < 366 * 86_400 {
            return format!(
                "{name} is in {unit}: divide it by {per_second} and drop the fraction, also in what is signed."
            );
        }
    }
    let apart = timestamp.abs_diff(now);
    let (hours, rest) = (apart.saturating_add(60) / 3600, apart.saturating_add(60) % 3600);
    let way = if timestamp > now { "ahead of" } else { "behind" };
    if (1..=14).contains(&hours) && rest <= 120 {
        return format!("The client is {hours} h {way} the sandbox: Unix time has no time zone, so send that of UTC.");
    }
    format!(
        "The client is {apart} s {way} the sandbox's clock: take the time when the request is sent, or set that clock."
    )
}

/// `-?[0-9]+` within 64 bits.
fn decimal(text: &str) -> Option<i64> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::{MOST_NONCES, Nonces, drift, hide};

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
            ("?a=%22012%2B3456", "\"012+3456", "?a=<ServerSecret>"),
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
    fn a_time_that_is_far_off_is_explained() {
        let names = zim_spec::shipped().unwrap().service.common;
        let now = 1_615_186_943;
        for (timestamp, expected) in [
            (now * 1000 + 5, "Timestamp is in milliseconds: divide it by 1000 "),
            (now * 1_000_000, "Timestamp is in microseconds: "),
            (now * 1_000_000_000, "Timestamp is in nanoseconds: "),
            (now + 8 * 3600 - 7, "The client is 8 h ahead of the sandbox: Unix time has no time zone"),
            (now - 5 * 3600 + 7, "The client is 5 h behind the sandbox: "),
            (now - 700, "The client is 700 s behind the sandbox's clock: "),
            (0, "The client is 1615186943 s behind "),
            (i64::MIN, "The client is 9223372038469962751 s behind "),
            (i64::MAX, "The client is "),
        ] {
            let said = drift(&names, timestamp, now);
            assert!(said.starts_with(expected), "{timestamp}: {said}");
        }
    }
}
