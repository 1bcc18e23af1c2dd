//! What an import warns about, each kind with what it means.

pub use crate::rules::Rule;

/// Something on the page makes a rule between parameters.
pub(crate) const RULE: &str = "import-rule";
/// Something on the page was left out of the draft.
pub(crate) const UNREAD: &str = "import-unread";
/// Something was taken as it most likely is meant.
pub(crate) const DOUBT: &str = "import-doubt";
/// Two places of the page say different things.
pub(crate) const CONFLICT: &str = "import-conflict";

/// A number is recommended, not demanded.
pub(crate) const ADVICE: &str = "import-advice";
/// A list of characters looks damaged, or names nobody.
pub(crate) const CHARSET: &str = "import-charset";
/// A limit holds under a condition only.
pub(crate) const CONDITION: &str = "import-condition";
/// A limit stands at one parameter and is about another.
pub(crate) const OTHER: &str = "import-other";
/// It is not clear whom a rate is for, or what it counts.
pub(crate) const RATE: &str = "import-rate";
/// A `$ref` leads nowhere.
pub(crate) const REFERENCE: &str = "import-reference";
/// A schema is one of several objects.
pub(crate) const UNION: &str = "import-union";
/// A number has no unit.
pub(crate) const UNIT: &str = "import-unit";

/// Every kind of finding of an import, ordered by id.
#[must_use]
pub fn rules() -> &'static [Rule] {
    RULES
}

const RULES: &[Rule] = &[
    Rule {
        id: ADVICE,
        summary: "a number is advice, not a limit",
        explanation: "The page recommends a number and does not say that ZEGO refuses others. It is not in the \
            draft: write a limit only if ZEGO refuses what is beyond it.",
    },
    Rule {
        id: CHARSET,
        summary: "a list of characters looks damaged, or names no parameter",
        explanation: "Signs get lost when pages are moved: `-` and the blank first of all, and `|` breaks tables. \
            Compare the list with those of other pages, and write `charset` at the parameters that it \
            is about.",
    },
    Rule {
        id: CONDITION,
        summary: "a limit holds under a condition only",
        explanation: "The spec has no limits with conditions, so the draft lacks it. Say it in the `doc` of the \
            field, or write a rule if it is about what must be there.",
    },
    Rule {
        id: CONFLICT,
        summary: "two places of a page say different things",
        explanation: "A table and an example, or two tables, of one page contradict each other, so one of them is \
            wrong. The message says which the draft follows. Try the action if you can; otherwise say in the entry \
            what each reading is (`disputed`).",
    },
    Rule {
        id: DOUBT,
        summary: "something was taken as it is most likely meant",
        explanation: "The page does not say it outright, or says it in a way that could mean something else. The \
            draft has the likelier meaning: compare it with the page at the place shown.",
    },
    Rule {
        id: OTHER,
        summary: "a limit is about another parameter",
        explanation: "The sentence at this parameter names another one. The draft has it at neither: write it \
            where it belongs.",
    },
    Rule {
        id: RATE,
        summary: "it is not clear whom a rate is for, or what it counts",
        explanation: "The page limits the rate for each group, room or other thing, or counts items, and no \
            parameter fits the word. Write `per` or `of` with the parameter.",
    },
    Rule {
        id: REFERENCE,
        summary: "a reference leads nowhere",
        explanation: "The file refers to something that is not in it or beside it, or that refers back to itself. \
            Import it from the folder that holds all files.",
    },
    Rule {
        id: RULE,
        summary: "words on a page make a rule between parameters",
        explanation: "Whether a parameter must or may be there depends on others, and only people can say on what. \
            Write it under `rules:` of the action or the struct.",
    },
    Rule {
        id: UNION,
        summary: "a value is one of several objects",
        explanation: "Nothing in the file says which of them it is when. The draft has the fields of all, none \
            required: make it a union with `by` if a field beside it tells.",
    },
    Rule {
        id: UNIT,
        summary: "a number has no unit",
        explanation: "A length counts bytes or characters, a time seconds or milliseconds, and the page does not \
            say which. A length in words is left out of the draft; for a length in a schema bytes are \
            taken. Ask, or note it under `disputed`.",
    },
    Rule {
        id: UNREAD,
        summary: "something on a page was not understood",
        explanation: "Nobody could make a fact of it, so the draft lacks it. Read the page at the place shown and \
            write by hand what matters.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(rules().is_sorted_by_key(|rule| rule.id), "order the rules by id");
        for rule in rules() {
            assert!(rule.id.starts_with("import-") && !rule.explanation.is_empty(), "{}", rule.id);
        }
    }

    #[test]
    fn every_id_is_in_the_table() {
        let ids = include_str!("rules.rs").split("= \"import").skip(1).filter_map(|rest| rest.split('"').next());
        let ids: Vec<String> = ids.map(|id| format!("import{id}")).collect();
        assert!(ids.len() > 10, "the ids are the constants above: {ids:?}");
        for id in ids {
            assert!(rules().iter().any(|rule| rule.id == id), "add {id} to the table");
        }
    }
}
