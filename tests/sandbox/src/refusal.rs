//! A refused request: its code, the reason, which rule refused it and how to mend it.

use std::fmt;

/// Why a request is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The return code.
    pub(crate) code: i64,
    /// What was wrong, for `Message`.
    pub(crate) message: String,
    /// The rule that refused it; `None` until whoever asked has said which it was.
    pub(crate) stage: Option<Stage>,
    /// What to do, in sentences; what the stage says if there are none.
    pub(crate) mend: Vec<String>,
}

/// The rules that refuse requests, in the order in which they are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Path,
    Host,
    Action,
    Method,
    Application,
    Timestamp,
    Nonce,
    Version,
    Window,
    Signature,
    Scenario,
    Body,
    Rate,
    Parameter,
    Precondition,
}

impl Stage {
    /// All of them, with their names and how to mend what they refuse.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 15] = [
        (Self::Path, "path", "Send requests to `/`: the query names the action."),
        (Self::Host, "host", "Send the request to the sandbox's own address, or to a host that the spec names."),
        (Self::Action, "action", "Name one action in the query, spelled as in the spec: `?Action=CallReject`."),
        (Self::Method, "method", "Send the request with the method that the action has."),
        (Self::Application, "application", "Send the number of an application that the sandbox was started with."),
        (Self::Timestamp, "timestamp", "Send the time once, as whole seconds of Unix time."),
        (Self::Nonce, "nonce", "Send a fresh random nonce with every request, also with one that is sent again."),
        (Self::Version, "version", "Send the version of the signature that is supported."),
        (
            Self::Window,
            "timestamp window",
            "Take the time when the request is sent, and check the clock of the client.",
        ),
        (
            Self::Signature,
            "signature",
            "Sign with lower-case hex of the md5 of the parts in their order, with nothing between.",
        ),
        (Self::Scenario, "scenario", "Somebody ordered this answer for a test: nothing is wrong with the request."),
        (Self::Body, "body", "Send one JSON object as the body."),
        (Self::Rate, "rate", "Wait until there is room again, or advance the sandbox's clock."),
        (Self::Parameter, "parameter limit", "Send parameters within the limits of the spec."),
        (
            Self::Precondition,
            "precondition",
            "Bring about what the action needs first; the tables of the state show what there is.",
        ),
    ];

    fn entry(self) -> Option<&'static (Self, &'static str, &'static str)> {
        Self::ALL.iter().find(|(stage, _, _)| *stage == self)
    }

    /// How to mend what it refuses, if nothing more exact is known.
    pub(crate) fn mend(self) -> &'static str {
        self.entry().map_or("", |(_, _, mend)| mend)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entry().map_or("", |(_, name, _)| name))
    }
}

impl Refusal {
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), stage: None, mend: Vec::new() }
    }

    /// Says which rule refused it, unless that is known more exactly already.
    pub(crate) fn at(mut self, stage: Stage) -> Self {
        self.stage.get_or_insert(stage);
        self
    }

    /// Says what to do.
    pub(crate) fn mend(mut self, sentence: impl Into<String>) -> Self {
        self.mend.push(sentence.into());
        self
    }
}

/// `text` fit for a message: in backticks, escaped, at most 60 characters.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::{Refusal, Stage};

    #[test]
    fn each_stage_has_a_name_and_a_way_out() {
        for (stage, name, mend) in Stage::ALL {
            assert_eq!((stage.to_string().as_str(), stage.mend()), (name, mend));
            assert!(mend.ends_with('.') && !name.is_empty(), "{name}");
        }
    }

    #[test]
    fn the_first_to_name_the_stage_knows_best() {
        assert_eq!(Refusal::new(1, "").at(Stage::Nonce).at(Stage::Signature).stage, Some(Stage::Nonce));
    }
}
