//! What became of a callback, for tests, the control endpoint and the log.

use serde_json::{Value, json};
use std::fmt;

/// A callback and what became of it so far. `Display` is one line for a log.
///
/// Neither that nor `Debug` shows what it carries.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// Its number: 1 for the first callback of this server, and so on.
    pub id: u64,
    /// The application that it is about.
    pub app_id: u32,
    /// The event.
    pub event: String,
    /// Where it goes.
    pub url: String,
    /// Its body, as it is sent. Every try sends the same.
    pub body: String,
    /// The tries, in their order.
    pub attempts: Vec<Attempt>,
    /// Where it stands.
    pub outcome: Outcome,
    /// Of a callback that waits for more than a status: the body of the answer that it was delivered with.
    pub answer: Option<String>,
}

/// One try to deliver a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// When it began, in milliseconds of Unix time by the server's clock.
    pub at: i64,
    /// The HTTP status that was answered, or why there was none.
    pub result: Result<u16, String>,
}

/// Where a callback stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It is sent, again after the first time, as soon as the server's clock shows `due`, or is on its way.
    Waiting {
        /// In milliseconds of Unix time.
        due: i64,
    },
    /// It was answered with a status from 200 to 299.
    Delivered,
    /// The last try failed.
    GivenUp,
    /// It was never sent, since too many others were waiting.
    Dropped,
}

impl Attempt {
    /// Whether it was answered with a status from 200 to 299.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.result.as_ref().is_ok_and(|status| (200..300).contains(status))
    }
}

impl Outcome {
    /// Whether nothing more is sent.
    #[must_use]
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Waiting { .. })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Delivered => "delivered",
            Self::GivenUp => "given_up",
            Self::Dropped => "dropped",
        }
    }
}

impl Delivery {
    /// For the control endpoint.
    pub(crate) fn to_json(&self) -> Value {
        let attempt = |attempt: &Attempt| match &attempt.result {
            Ok(status) => json!({ "at": attempt.at, "status": status }),
            Err(reason) => json!({ "at": attempt.at, "error": reason }),
        };
        let mut delivery = json!({
            "id": self.id,
            "app_id": self.app_id,
            "event": self.event,
            "url": self.url,
            "body": self.body,
            "attempts": self.attempts.iter().map(attempt).collect::<Vec<_>>(),
            "outcome": self.outcome.name(),
        });
        if let Some(fields) = delivery.as_object_mut() {
            if let Outcome::Waiting { due } = self.outcome {
                fields.insert("due".to_owned(), Value::from(due));
            }
            fields.extend(self.answer.as_deref().map(|answer| ("answer".to_owned(), Value::from(answer))));
        }
        delivery
    }

    /// The URL without what may follow a `?`, which may be a secret.
    fn shown_url(&self) -> &str {
        self.url.split_once('?').map_or(self.url.as_str(), |(url, _)| url)
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "callback {} app={} to={} id={}", self.event, self.app_id, self.shown_url(), self.id)?;
        if let Some(attempt) = self.attempts.last() {
            write!(f, " try={}", self.attempts.len())?;
            match &attempt.result {
                Ok(status) => write!(f, " status={status}")?,
                Err(reason) => write!(f, " error=\"{reason}\"")?,
            }
        }
        write!(f, " {}", self.outcome.name())
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("id", &self.id)
            .field("app_id", &self.app_id)
            .field("event", &self.event)
            .field("url", &self.shown_url())
            .field("attempts", &self.attempts)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}
