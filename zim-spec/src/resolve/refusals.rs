//! `refusals` in `service.yaml`: the code for each reason to refuse a request before its action is reached.

use super::at::At;
use super::names::Names;
use super::{codes, either};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::Refusals;
use std::collections::BTreeMap;

/// Names each reason once: the keys of the file are the fields of [`Refusals`].
macro_rules! each {
    ($code:ident: $($reason:ident)*) => {{
        $(let $reason = $code(stringify!($reason));)*
        let all = || Some(Refusals { $($reason: $reason?),* });
        (all(), [$(stringify!($reason)),*])
    }};
}

/// The codes under `at`; `None` if one is missing or not defined.
pub(super) fn refusals(
    written: &BTreeMap<String, i64>,
    at: &At<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<Refusals> {
    // A whole that is no mapping was reported, and says nothing of its parts.
    let unread = written.is_empty() && at.is_there();
    let mut absent = Vec::new();
    let mut code = |reason: &'static str| {
        let Some(code) = written.get(reason) else {
            absent.push(reason);
            return None;
        };
        codes::check_defined(*code, &at.key(reason), names, report).then_some(*code)
    };
    let (refusals, reasons) = each!(code:
        host app_id_format app_id_unknown timestamp_missing timestamp_format signature_expired signature_wrong
        action_missing action_unsupported nonce_missing signature_missing signature_version_missing
        signature_version_unsupported body_unreadable parameter rate_app rate_scoped
    );
    // What is there but could not be read was reported.
    absent.retain(|reason| !at.has(reason));
    if let Some(first) = absent.first().filter(|_| !unread) {
        let message = format!("`refusals` lacks {}", either(absent.iter().copied()));
        let help = format!("write a code for each, such as `{first}: 660000002`");
        report.push(Diagnostic::error("missing-key", message).at(at.name()).help(help));
    }
    for reason in written.keys().filter(|reason| !reasons.contains(&reason.as_str())) {
        let help = match nearest(reason, reasons) {
            Some(meant) => format!("did you mean {}?", quoted(meant)),
            None => format!("write one of {}", either(reasons.into_iter())),
        };
        let message = format!("{} is not a reason to refuse a request", quoted(reason));
        report.push(Diagnostic::error("unknown-key", message).at(at.key(reason).name()).help(help));
    }
    refusals
}
