//! Names and texts that somebody could write, likely and unlikely ones.

use std::collections::BTreeSet;
use zim_spec::naming::{pascal_case, snake_case};
use zim_tests::hostile::TEXTS;
use zim_tests::random::Dice;

/// What Rust, its prelude, the runtime, the standard library's macros and generated code call something of theirs.
const TAKEN: &[&str] = &[
    "Type",
    "Self",
    "Match",
    "Async",
    "Gen",
    "Union",
    "Option",
    "Some",
    "None",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Result",
    "Error",
    "Code",
    "Params",
    "Part",
    "Valid",
    "Reply",
    "Action",
    "Default",
    "Clone",
    "Debug",
    "Display",
    "Build",
    "Builder",
    "New",
    "Fmt",
    "Visit",
    "Write",
    "Key",
    "Keys",
    "Item",
    "Items",
    "P",
    "F",
    "At",
    "Name",
    "Wire",
    "Text",
    "Value",
    "Given",
    "Bytes",
    "Code",
    "Message",
    "RequestId",
    "Kind",
    "Other",
    "Unlisted",
    "Into",
    "From",
    "Iterator",
    "Copy",
    "Send",
    "Sync",
    "Drop",
    "Eq",
    "Hash",
    "Ord",
    "I32",
    "U64",
    "Str",
    "Usize",
    "Bool",
    "Con",
    "Nul",
    "Aux",
    "Main",
    "Std",
    "Core",
    "Crate",
    "Super",
    "Types",
    "Codes",
    "Service",
    "Callbacks",
    "Region",
    "Ack",
    "Event",
    "Get",
    "Bits",
    "Contains",
    "AsStr",
    "Empty",
    "Place",
    "Field",
    "Shape",
    "Serde",
    "Http",
    "Macro",
    "Box2",
    "R0",
    "_x",
    "X_1",
    "userID",
    "HTTPServer",
    "aB",
    "a1B2c3",
    "IDs",
    "URLs",
    "x",
    "A",
    "Z9",
    "__a",
    "a__b",
    "Unit",
    "Len",
    "Is",
];

const SYLLABLES: &[&str] =
    &["Ka", "Lo", "Mi", "Nu", "Pe", "Ra", "So", "Tu", "Vi", "We", "Xy", "Zo", "ID", "URL", "2", "64"];

/// Texts that are short, for values.
const WORDS: &[&str] =
    &["a", "", "k0", "so so", "\"#", "self", "*/", "{}", "\\", "é", "_", "0", "-1", "true", "🎉", "A"];

/// Names that differ, in Rust too.
#[derive(Default)]
pub(crate) struct Names {
    used: BTreeSet<String>,
}

impl Names {
    /// One for a parameter or a field.
    pub(crate) fn wire(&mut self, dice: &mut Dice) -> String {
        self.name(dice, |name| name, 5)
    }

    /// One for a type, a variant or an action.
    pub(crate) fn pascal(&mut self, dice: &mut Dice) -> String {
        self.name(dice, |name| pascal_case(&name), 1)
    }

    fn name(&mut self, dice: &mut Dice, form: impl Fn(String) -> String, taken: usize) -> String {
        loop {
            let name = if dice.chance(taken) {
                dice.pick(TAKEN).unwrap_or_default().to_owned()
            } else {
                (0..=dice.below(3)).filter_map(|_| dice.pick(SYLLABLES)).collect()
            };
            let name = form(name);
            let starts = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
            if starts && self.used.insert(snake_case(&name)) {
                return name;
            }
        }
    }
}

/// A sentence, or what somebody takes for one.
pub(crate) fn text(dice: &mut Dice) -> String {
    dice.pick(TEXTS).unwrap_or_default().to_owned()
}

/// The same in one line, for what stands in lists.
pub(crate) fn line(dice: &mut Dice) -> String {
    text(dice).replace('\n', " ")
}

/// Words that differ.
pub(crate) fn words(dice: &mut Dice, count: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for _ in 0..count {
        let word = dice.pick(WORDS).unwrap_or_default().to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}
