//! What is wrong with a file that is not YAML, in words.

use crate::diagnostic::Diagnostic;
use granit_parser::ErrorKind;

/// The finding about a syntax error, still without its place.
pub(super) fn diagnostic(kind: &ErrorKind) -> Diagnostic {
    use ErrorKind::{
        DirectiveDisallowed, ExpectedBlockMappingKey, ExpectedBlockSequenceEntry, ExpectedFlowMappingSeparator,
        ExpectedFlowSequenceSeparator, InvalidFlowScalarIndent, InvalidIndentation, InvalidSimpleKey,
        InvalidTrailingDoubleQuotedScalar, InvalidTrailingSingleQuotedScalar, MappingKeyNotAllowed,
        MappingValueNotAllowed, MismatchedFlowCollectionEnd, MissingAnchorOrAliasName, RecursionLimitExceeded,
        SimpleKeyExpected, UnclosedFlowCollection, UnclosedQuotedScalar, UnexpectedCharacter, UnexpectedEofFlowMapping,
        UnexpectedEofFlowSequence, UnknownQuotedScalarEscape,
    };
    let quotes = "put text that holds `: `, ` #`, brackets or braces in quotes";
    match kind {
        RecursionLimitExceeded => Diagnostic::error("too-deep", "lists and mappings lie too deep in each other")
            .help("no spec file needs more than a few levels: close the brackets that are open"),
        MappingValueNotAllowed | InvalidSimpleKey => syntax("a `:` where no key can end", quotes),
        SimpleKeyExpected => {
            syntax("a key without its `:`", "write `key: value`, all keys of a mapping in the same column")
        }
        MappingKeyNotAllowed => syntax("a key where none can stand", "indent it like the keys around it"),
        ExpectedBlockMappingKey => {
            syntax("this is not a key of the mapping above", "indent it like the keys above, and write `key: value`")
        }
        ExpectedBlockSequenceEntry => {
            syntax("this is not an item of the list above", "indent it like the items above, and start it with `- `")
        }
        InvalidIndentation | InvalidFlowScalarIndent => {
            syntax("the indentation fits nothing above", "indent it like the lines it belongs to")
        }
        ExpectedFlowMappingSeparator => syntax("`,` or `}` is missing before this", quotes),
        ExpectedFlowSequenceSeparator => syntax("`,` or `]` is missing before this", quotes),
        UnexpectedEofFlowMapping => syntax("the file ends inside `{`", "close it with `}`"),
        UnexpectedEofFlowSequence => syntax("the file ends inside `[`", "close it with `]`"),
        UnclosedFlowCollection { open } => syntax(
            format!("`{open}` is never closed"),
            format!("close it with `{}`", if *open == '{' { '}' } else { ']' }),
        ),
        MismatchedFlowCollectionEnd { open, close } => syntax(
            format!("`{open}` is closed by `{close}`"),
            format!("close it with `{}`", if *open == '{' { '}' } else { ']' }),
        ),
        UnclosedQuotedScalar => {
            syntax("a quote is never closed", "close it, or double a quote that belongs to the text (`''`)")
        }
        InvalidTrailingSingleQuotedScalar | InvalidTrailingDoubleQuotedScalar => {
            syntax("text after the closing quote", "put the whole text in quotes, and double a quote inside (`''`)")
        }
        UnknownQuotedScalarEscape => {
            syntax("an escape that YAML does not know", "write `\\\\` for a backslash in double quotes")
        }
        UnexpectedCharacter { character } => {
            syntax(format!("text cannot start with `{}`", character.escape_debug()), "put it in quotes")
        }
        MissingAnchorOrAliasName => syntax("text cannot start with `*` or `&`", "put it in quotes, such as \"*\""),
        DirectiveDisallowed => syntax("a directive (`%`) is not supported", "remove it"),
        _ => syntax(kind.to_string().to_lowercase(), quotes),
    }
}

/// Whether the error is about a tab where only spaces may stand.
pub(super) fn is_about_tab(kind: &ErrorKind) -> bool {
    use ErrorKind::{TabAtBlockScalarStart, TabInBlockIndentation, TabInIndentation, TabInPlainScalar, TabNotAllowed};
    matches!(kind, TabAtBlockScalarStart | TabInBlockIndentation | TabInIndentation | TabInPlainScalar | TabNotAllowed)
}

fn syntax(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error("syntax", message).help(help)
}
