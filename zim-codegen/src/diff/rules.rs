//! The kinds of change.

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in kebab-case.
    pub id: &'static str,
    /// What changed, in a few words.
    pub summary: &'static str,
    /// What that means to callers, in a few sentences.
    pub explanation: &'static str,
}

/// All kinds of change, ordered by [`Rule::id`].
#[must_use]
pub fn rules() -> &'static [Rule] {
    RULES
}

static RULES: &[Rule] = &[
    Rule {
        id: "action-added",
        summary: "an action is new",
        explanation: "Its request, reply and error types are added.",
    },
    Rule {
        id: "action-removed",
        summary: "an action is gone",
        explanation: "Code that uses its types does not compile, and the service is no longer said to have it.",
    },
];

/// The rule called `id`; a test holds that each that is named is there.
pub(super) fn rule(id: &str) -> &'static Rule {
    static UNNAMED: Rule = Rule { id: "other", summary: "something changed", explanation: "Nothing is known of it." };
    RULES.iter().find(|rule| rule.id == id).unwrap_or(&UNNAMED)
}
