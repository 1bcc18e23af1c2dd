//! What is told about each request: enough for a log, nothing that is secret.

use std::fmt;

/// A request and how it was answered. `Display` is one line for a log.
///
/// It holds neither the server secret nor any parameter of the action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// The HTTP method.
    pub method: String,
    /// The action, if it is one of the spec's.
    pub action: Option<String>,
    /// The application, once its number was read.
    pub app_id: Option<u32>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The return code of the answer; 0 is success.
    pub code: i64,
    /// The answer's request id.
    pub request_id: String,
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.action.as_deref().unwrap_or("-"))?;
        if let Some(app_id) = self.app_id {
            write!(f, " app={app_id}")?;
        }
        write!(f, " status={} code={} request={}", self.status, self.code, self.request_id)
    }
}
