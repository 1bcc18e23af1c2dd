//! Callbacks.

use super::Ident;
use super::{Features, Field, Received};
use zim_spec::model;

/// What all callbacks share, and each of them.
#[derive(Debug)]
pub(crate) struct CallbackService {
    pub(crate) features: Features,
    pub(crate) docs: Vec<String>,
    pub(crate) fields: model::CallbackFields,
    pub(crate) retries_ms: Vec<u32>,
    pub(crate) callbacks: Vec<Callback>,
    /// Fingerprint of what they share.
    pub(crate) fingerprint: u64,
}

#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) module: Ident,
    pub(crate) name: Ident,
    /// The event's name on the wire.
    pub(crate) event: String,
    pub(crate) summary: String,
    pub(crate) docs: Vec<String>,
    pub(crate) fields: Vec<Received>,
    pub(crate) answer: Option<Answer>,
    pub(crate) retries_ms: Option<Vec<u32>>,
    pub(crate) file: String,
    pub(crate) fingerprint: u64,
}

/// What a backend answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) name: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) fields: Vec<Field>,
}
