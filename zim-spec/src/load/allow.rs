//! `allow`: the rules that a file may break, each with a reason. A key of every kind of file.
//!
//! ```yaml
//! allow:
//!   get-with-body: The page sends a body with GET.
//!   unused-code:
//!     660500004: Only the general table lists it.
//! ```

use super::findings::Findings;
use super::index::{Index, Path};
use crate::diagnostic::{Diagnostic, quoted};
use serde_yaml::Value;

/// The key.
const KEY: &str = "allow";

/// What a file may break, in the order of the file.
pub(crate) type Allow = Vec<Allowance>;

/// A rule that a file may break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// The rule.
    pub(crate) rule: String,
    /// What may break it, as it stands where that is reported; nothing if the whole file may.
    pub(crate) subject: Option<String>,
    /// The way to the reason.
    pub(crate) path: Path,
}

impl Allowance {
    /// The way to all that the file may break.
    pub(crate) fn top(&self) -> Path {
        Path::root().key(KEY)
    }
}

/// Takes what stands under the key out of `value`; what is wrong with it is reported, and left out.
pub(super) fn take(value: &mut Value, index: &Index, findings: &mut Findings) -> Allow {
    let Some(written) = value.as_mapping_mut().and_then(|mapping| mapping.shift_remove(KEY)) else {
        return Allow::new();
    };
    let top = Path::root().key(KEY);
    let Value::Mapping(rules) = written else {
        findings.push(wrong("`allow` is no mapping of rules to reasons").at(index.value(&top)));
        return Allow::new();
    };
    let mut allowed = Allow::new();
    for (rule, reasons) in &rules {
        let Some(rule) = rule.as_str() else { continue };
        let path = top.key(rule);
        match reasons {
            Value::Mapping(subjects) if !subjects.is_empty() => {
                for (subject, reason) in subjects {
                    let Some(subject) = subject.as_str() else { continue };
                    let path = path.key(subject);
                    if is_reason(reason, subject, &path, index, findings) {
                        allowed.push(Allowance { rule: rule.to_owned(), subject: Some(subject.to_owned()), path });
                    }
                }
            }
            reason => {
                if is_reason(reason, rule, &path, index, findings) {
                    allowed.push(Allowance { rule: rule.to_owned(), subject: None, path });
                }
            }
        }
    }
    allowed
}

fn is_reason(reason: &Value, what: &str, path: &Path, index: &Index, findings: &mut Findings) -> bool {
    let is_reason = reason.as_str().is_some_and(|reason| !reason.trim().is_empty());
    if !is_reason {
        findings.push(wrong(&format!("{} is allowed without a reason", quoted(what))).at(index.value(path)));
    }
    is_reason
}

fn wrong(message: &str) -> Diagnostic {
    Diagnostic::error("bad-allowance", message)
        .help("write the rule and why it may be broken: `allow: {get-with-body: The page says so.}`")
}
