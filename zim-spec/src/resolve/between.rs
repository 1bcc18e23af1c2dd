//! What a parameter or field says of those beside it: selectors of unions, conditions, keys of lists.

use super::at::At;
use super::names::Names;
use super::selector::selector;
use super::siblings::Siblings;
use super::{condition, lists};
use crate::diagnostic::Diagnostics;
use crate::document::{self, Ordered};
use crate::model::{LimitKind, Param, ReplyField};

/// Completes parameters, or the fields of a struct, which stand at `at`.
pub(super) fn params(
    params: &mut [Param],
    at: &At<'_>,
    written: Option<&Ordered<document::Param>>,
    siblings: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) {
    for param in params {
        let at = at.key(&param.name);
        let document = written.and_then(|written| written.get(&param.name));
        let selecting = document.and_then(|document| document.selector.as_deref());
        param.selector = selector(&param.name, &param.schema, selecting, &at, siblings, names, report);
        lists::check(&param.schema, &at, names, report);
        for limit in &param.schema.limits {
            if let LimitKind::Base64(when) = &limit.kind {
                condition::check(when, &at.key("base64_when"), &param.name, siblings, report);
            }
        }
    }
}

/// Completes the fields of a reply or callback, which stand at `at`.
pub(super) fn fields(
    fields: &mut [ReplyField],
    at: &At<'_>,
    written: &Ordered<document::ReplyField>,
    siblings: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) {
    for field in fields {
        let selecting = written.get(&field.name).and_then(|document| document.selector.as_deref());
        let at = at.key(&field.name);
        field.selector = selector(&field.name, &field.schema, selecting, &at, siblings, names, report);
    }
}
