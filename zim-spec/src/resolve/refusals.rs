//! `refusals` in `service.yaml`: the code for each reason to refuse a request before its action is reached.

use super::at::At;
use super::names::Names;
use super::{codes, either, mended};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::Refusals;
use std::collections::BTreeMap;

/// Names each reason once: the keys of the file are the fields of [`Refusals`].
macro_rules! reasons {
    ($($reason:ident)*) => {
        pub(crate) const REASONS: &[&str] = &[$(stringify!($reason)),*];

        /// `code` for each reason; `None` if one has none.
        fn all(mut code: impl FnMut(&'static str) -> Option<i64>) -> Option<Refusals> {
            $(let $reason = code(stringify!($reason));)*
            Some(Refusals { $($reason: $reason?),* })
        }
    };
}

reasons! {
    host app_id_format app_id_unknown timestamp_missing timestamp_format signature_expired signature_wrong
    action_missing action_unsupported nonce_missing signature_missing signature_version_missing
    signature_version_unsupported body_unreadable parameter rate_app rate_scoped
}

/// The codes under `at`; `None` if one is missing or not defined.
pub(super) fn refusals(
    written: &BTreeMap<String, i64>,
    at: &At<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Refusals> {
    // A whole that is no mapping was reported, and says nothing of its parts.
    let unread = written.is_empty() && at.is_there() && !at.is_empty();
    let known = |key: &str| written.contains_key(key) || at.has(key);
    // A misspelt reason is read as what it most likely stands for, so that it is not called missing too.
    let misspelt = |key: &str| nearest(key, REASONS.iter().copied()).filter(|meant| !known(meant));
    let mut meant: BTreeMap<&str, &str> = BTreeMap::new();
    for key in written.keys().filter(|key| !REASONS.contains(&key.as_str())) {
        if let Some(reason) = misspelt(key) {
            meant.entry(reason).or_insert(key);
        }
        let place = at.key(key).name();
        report.push(mended(unknown(key).at(place.clone()), place, key, misspelt(key)));
    }
    let mut absent = Vec::new();
    let code = |reason: &'static str| {
        let key = meant.get(reason).copied().unwrap_or(reason);
        let Some(code) = written.get(key) else {
            absent.push(reason);
            return None;
        };
        codes::check_defined(*code, &at.key(key), names, report).then_some(*code)
    };
    let refusals = all(code);
    // What is there but could not be read was reported.
    absent.retain(|reason| !at.has(reason));
    if let Some(first) = absent.first().filter(|_| !unread) {
        let message = format!("`refusals` lacks {}", either(absent.iter().copied()));
        let help = format!("write a code for each, such as `{first}: 660000002`");
        report.push(Diagnostic::error("missing-key", message).at(at.name()).help(help));
    }
    refusals
}

fn unknown(key: &str) -> Diagnostic {
    let help = match nearest(key, REASONS.iter().copied()) {
        Some(meant) => format!("did you mean {}?", quoted(meant)),
        None => format!("write one of {}", either(REASONS.iter().copied())),
    };
    Diagnostic::error("unknown-key", format!("{} is not a reason to refuse a request", quoted(key))).help(help)
}
