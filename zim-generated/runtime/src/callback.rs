//! Callbacks: what the service sends of its own accord is opened, verified and read.

use super::Part;
use super::received::decoded;
use super::scalar::no_text;
use super::sign::Hex;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use sha1::{Digest, Sha1};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use subtle::ConstantTimeEq;

/// What all callbacks share. Exhaustive on purpose: a generated static is built from its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackService {
    /// Names of the fields that every callback carries.
    pub fields: CallbackFields,
    /// After how many milliseconds each time an unanswered callback is sent again, unless it says otherwise.
    pub retries_ms: &'static [u32],
}

/// Names of the fields that every callback carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackFields {
    /// The application's number.
    pub app_id: &'static str,
    /// The name of the event.
    pub event: &'static str,
    /// The one-time value.
    pub nonce: &'static str,
    /// The time; its very text is signed.
    pub timestamp: &'static str,
    /// The signature.
    pub signature: &'static str,
}

/// What a callback of one event carries.
pub trait Callback: DeserializeOwned {
    /// The name of the event.
    const EVENT: &'static str;

    /// After how many milliseconds each time it is sent again, where that is not the service's.
    const RETRIES_MS: Option<&'static [u32]> = None;
}

/// A callback that the service waits to have answered: no other can be.
pub trait Answered: Callback {
    /// What is answered.
    type Answer: Part;
}

/// The secret that callbacks are signed with. It is wiped from memory when the last copy is dropped, and `Debug`
/// does not show it.
#[derive(Clone, Debug)]
pub struct CallbackSecret(SecretString);

impl CallbackSecret {
    /// The secret that ZEGO's console shows.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(SecretString::from(secret.into()))
    }
}

/// A callback as it came. Anybody can send one: [`verify`](Self::verify) it before acting on it.
///
/// Its `Debug` shows no more than the event, the application and the time.
#[derive(Clone, PartialEq, Eq)]
#[must_use = "verify it, then read it"]
pub struct Notice {
    json: String,
    event: String,
    app_id: String,
    nonce: String,
    timestamp: String,
    signature: String,
}

impl Notice {
    /// Opens the `body` of an HTTP request: JSON, percent-encoded or not, with the fields of `service`.
    ///
    /// # Errors
    /// [`CallbackError::Malformed`] if it is no JSON object, [`CallbackError::FieldMissing`] if it lacks one of the
    /// fields that every callback carries.
    pub fn open(service: &CallbackService, body: &[u8]) -> Result<Self, CallbackError> {
        let malformed = |reason| CallbackError::Malformed { event: None, reason };
        let json = decoded(body).map_err(malformed)?;
        if json.trim_start().starts_with('"') {
            return Err(malformed(no_text(&"a map")));
        }
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(&json).map_err(malformed)?;
        let field = |name| {
            let value = members.get(name).and_then(|value| text_of(value));
            value.ok_or(CallbackError::FieldMissing { name })
        };
        let names = service.fields;
        let (event, app_id, nonce) = (field(names.event)?, field(names.app_id)?, field(names.nonce)?);
        let (timestamp, signature) = (field(names.timestamp)?, field(names.signature)?);
        Ok(Self { json, event, app_id, nonce, timestamp, signature })
    }

    /// The name of its event.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.event
    }

    /// The application's number, as the text that came.
    #[must_use]
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// The one-time value. Whoever remembers those of the last minutes can tell a repetition.
    #[must_use]
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// The time, as the text that came: seconds or milliseconds of Unix time.
    #[must_use]
    pub fn timestamp(&self) -> &str {
        &self.timestamp
    }

    /// Its signature, verified or not.
    #[doc(hidden)]
    #[must_use]
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// All that it carries, as JSON: what this crate does not know is read from there. It holds what people wrote.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Makes sure that it comes from who knows `secret`: the signature is the lower-case hex of the sha1 of secret,
    /// timestamp and nonce, sorted as bytes and joined. Takes as long whatever is wrong with it.
    ///
    /// Only timestamp and nonce are signed, not the rest: take callbacks by HTTPS.
    ///
    /// # Errors
    /// [`CallbackError::SignatureWrong`] if it does not.
    pub fn verify(&self, secret: &CallbackSecret) -> Result<(), CallbackError> {
        let mut parts = [secret.0.expose_secret(), &self.timestamp, &self.nonce];
        parts.sort_unstable();
        let mut sha1 = Sha1::new();
        parts.iter().for_each(|part| sha1.update(part.as_bytes()));
        let digest: [u8; 20] = sha1.finalize().into();
        let digits = Hex::<40>::of(digest);
        if digits.as_str().as_bytes().ct_eq(self.signature.as_bytes()).into() {
            Ok(())
        } else {
            Err(CallbackError::SignatureWrong)
        }
    }

    /// Reads what it carries.
    ///
    /// # Errors
    /// [`CallbackError::OtherEvent`] if it is of another event, [`CallbackError::Malformed`] if it is no callback of
    /// this one.
    pub fn read<C: Callback>(&self) -> Result<C, CallbackError> {
        if self.event != C::EVENT {
            return Err(CallbackError::OtherEvent { expected: C::EVENT, found: self.event.clone() });
        }
        serde_json::from_str(&self.json).map_err(|reason| CallbackError::Malformed { event: Some(C::EVENT), reason })
    }
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { event, app_id, timestamp, .. } = self;
        f.debug_struct("Notice")
            .field("event", event)
            .field("app_id", app_id)
            .field("timestamp", timestamp)
            .finish_non_exhaustive()
    }
}

/// The text of a string or number; `None` of anything else.
fn text_of(value: &RawValue) -> Option<String> {
    match value.get().as_bytes().first()? {
        b'"' => serde_json::from_str(value.get()).ok(),
        b'-' | b'0'..=b'9' => Some(value.get().to_owned()),
        _ => None,
    }
}

/// Why a callback cannot be read or trusted.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallbackError {
    /// It is no JSON object, or not that of its event.
    Malformed {
        /// Its event, if it came to that.
        event: Option<&'static str>,
        /// What is wrong with it.
        reason: serde_json::Error,
    },
    /// It lacks a field that every callback carries, or has no text or number there.
    FieldMissing {
        /// The field.
        name: &'static str,
    },
    /// It was not signed with the secret.
    SignatureWrong,
    /// It is of another event.
    OtherEvent {
        /// The event that was to be read.
        expected: &'static str,
        /// The event that it is of.
        found: String,
    },
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { event: None, .. } => f.write_str("the callback is no JSON object"),
            Self::Malformed { event: Some(event), .. } => write!(f, "the callback is none of the event `{event}`"),
            Self::FieldMissing { name } => write!(f, "the callback has no `{name}`"),
            Self::SignatureWrong => f.write_str("the callback was not signed with the callback secret"),
            Self::OtherEvent { expected, found } => {
                write!(f, "the callback is of the event `{}`, not `{expected}`", found.escape_debug())
            }
        }
    }
}

impl Error for CallbackError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Malformed { reason, .. } => Some(reason),
            _ => None,
        }
    }
}
