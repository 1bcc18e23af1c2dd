//! One change between two specs, and how it is judged.

use super::Rule;
use std::fmt;
use zim_spec::load::Entry;

/// One change between two specs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The kind of change.
    pub rule: &'static Rule,
    /// Where it is, for people: ``CallReject: parameter `CallId` ``.
    pub subject: String,
    /// What changed, for people: lower case, no full stop, spec text through [`quoted`](zim_spec::diagnostic::quoted).
    pub message: String,
    /// Its place in the old spec; `None` if it was not there.
    pub old: Option<Entry>,
    /// Its place in the new spec; `None` if it is not there any more.
    pub new: Option<Entry>,
    /// What the service sees of it.
    pub wire: Wire,
    /// What the compiler sees of it in callers of the generated code.
    pub rust: Rust,
    /// What callers experience of it at run time.
    pub behaviour: Behaviour,
}

impl Change {
    /// The least that a version has to move for it.
    #[must_use]
    pub fn bump(&self) -> Bump {
        match (self.rust, self.wire, self.behaviour) {
            (Rust::Breaking, ..) | (_, Wire::Breaking, _) => Bump::Major,
            (Rust::Same, Wire::Same, Behaviour::Same) => Bump::Patch,
            _ => Bump::Minor,
        }
    }
}

/// What a request made by the old description is to the new one, and a reply by the new one to an old caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// Nothing about it differs.
    Same,
    /// More is possible; what was still is.
    Compatible,
    /// Some request that was right is wrong, or some reply is not what an old caller reads.
    Breaking,
}

/// What code that was written against the old generated code is to the new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// No item differs.
    Same,
    /// There is more; all that compiled does.
    Compatible,
    /// Some of it does not compile, or, where two arguments of one type changed places, passes them the wrong way.
    Breaking,
}

/// What callers experience at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Behaviour {
    /// Nothing new.
    Same,
    /// What was refused is accepted.
    Relaxed,
    /// What was accepted is refused.
    Tightened,
    /// Something else is different: a recovery class, a unit, a host, a default.
    Changed,
}

/// The part of a version that a change moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// None: nothing changed.
    None,
    /// The last: descriptions alone changed.
    Patch,
    /// The middle: everybody can take it without a change of code or of what is sent.
    Minor,
    /// The first: some callers have to change their code, or what they send.
    Major,
}

impl Bump {
    /// The largest that one of `changes` asks for.
    #[must_use]
    pub fn of(changes: &[Change]) -> Self {
        changes.iter().map(Change::bump).max().unwrap_or(Self::None)
    }
}

impl Behaviour {
    /// Both at once: what is relaxed in one respect and tightened in another has changed.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, one) | (one, Self::Same) => one,
            (one, same) if one == same => one,
            _ => Self::Changed,
        }
    }
}

/// `as_str` and `Display` of an enumeration of words.
macro_rules! words {
    ($name:ident: $($variant:ident = $word:literal),+) => {
        impl $name {
            /// Its name in lower case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
words!(Wire: Same = "same", Compatible = "compatible", Breaking = "breaking");
words!(Rust: Same = "same", Compatible = "compatible", Breaking = "breaking");
words!(Behaviour: Same = "same", Relaxed = "relaxed", Tightened = "tightened", Changed = "changed");
words!(Bump: None = "none", Patch = "patch", Minor = "minor", Major = "major");
