//! One broken limit: where, which, how far, and what the server would have answered.

use super::Code;
use std::fmt::{self, Write};

/// A documented limit that a request breaks.
///
/// Its [`Display`](fmt::Display) is one line, such as
/// ``FromUserId: 33 bytes, at most 32 allowed (max_bytes; ZIM would answer 660000002)``. Of a text it
/// shows no more than one character: the first that is not allowed. The key of a map is shown whole, in the path.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The parameter on the wire, such as `FromUserId`; an item of a list counts from 0: `UserIds[3]`, an entry
    /// of a map has its key: `Marks[conv1]`, and a field of a struct follows a dot: `UserInfo[3].UserName`.
    pub path: String,
    /// Which kind of limit is broken.
    pub rule: Rule,
    /// The limit.
    pub limit: Limit,
    /// What the request has in its place.
    pub actual: Actual,
    /// The code that the server answers to it.
    pub code: Code,
    /// Whether ZEGO raises the limit on request, so that the server may know a higher one.
    pub raisable: bool,
}

/// The kinds of limit, in the order in which they are checked: those of a parameter, then what must hold between
/// parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// A text may not be empty.
    NonEmpty,
    /// A text must be base64.
    Base64,
    /// The fewest bytes of UTF-8, or encoded in base64, that a text may have.
    MinBytes,
    /// The most bytes of UTF-8, or encoded in base64, that a text may have.
    MaxBytes,
    /// The fewest characters (Unicode scalar values) that a text may have.
    MinChars,
    /// The most characters (Unicode scalar values) that a text may have.
    MaxChars,
    /// The characters that a text may have.
    Charset,
    /// What a text must start with.
    Prefix,
    /// What a text may not start with.
    ForbiddenPrefix,
    /// The smallest value of an integer.
    Min,
    /// What an integer must be more than.
    Above,
    /// The largest value of an integer.
    Max,
    /// What an integer must be less than.
    Below,
    /// The values that an integer or a text may have.
    OneOf,
    /// The bits that an integer may have.
    Flags,
    /// The fewest items that a list or map may have.
    MinItems,
    /// The most items that a list or map may have.
    MaxItems,
    /// A list may not have an item twice.
    UniqueItems,
    /// A list may not have two items with the same in a field.
    UniqueBy,
    /// The most bytes that the texts in a list of structs may have in all.
    MaxTotalBytes,
    /// A parameter must be given under a condition.
    RequiredIf,
    /// A parameter may be given only under a condition.
    AllowedIf,
    /// One or more of several parameters must be given.
    AtLeastOne,
    /// One of several parameters must be given, and not more.
    ExactlyOne,
    /// Two parameters must differ.
    Differ,
    /// A parameter may not be among the items of a list.
    NotAmong,
    /// A parameter must be the same as one of several others.
    Among,
    /// All items of a list must have the same in a field.
    AllEqual,
    /// A union must be the variant that the field beside it names.
    Variant,
}

impl Rule {
    /// Its key in the spec, such as `max_bytes`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NonEmpty => "non_empty",
            Self::Base64 => "base64",
            Self::MinBytes => "min_bytes",
            Self::MaxBytes => "max_bytes",
            Self::MinChars => "min_chars",
            Self::MaxChars => "max_chars",
            Self::Charset => "charset",
            Self::Prefix => "prefix",
            Self::ForbiddenPrefix => "forbidden_prefix",
            Self::Min => "min",
            Self::Above => "above",
            Self::Max => "max",
            Self::Below => "below",
            Self::OneOf => "one_of",
            Self::Flags => "flags",
            Self::MinItems => "min_items",
            Self::MaxItems => "max_items",
            Self::UniqueItems => "unique_items",
            Self::UniqueBy => "unique_by",
            Self::MaxTotalBytes => "max_total_bytes",
            Self::RequiredIf => "required_if",
            Self::AllowedIf => "allowed_if",
            Self::AtLeastOne => "at_least_one",
            Self::ExactlyOne => "exactly_one",
            Self::Differ => "differ",
            Self::NotAmong => "not_among",
            Self::Among => "among",
            Self::AllEqual => "all_equal",
            Self::Variant => "variant",
        }
    }
}

/// Its key in the spec.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a limit allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// The rule says it all (`non_empty`, `unique_items`).
    None,
    /// A number of bytes, characters or items, an integer's bound, or the bits it may have.
    Number(i64),
    /// The values that an integer may have.
    Numbers(&'static [i64]),
    /// A prefix, the name of a field or of other parameters, or a condition (`MessageType = 200`).
    Text(&'static str),
    /// The values that a text may have.
    Texts(&'static [&'static str]),
    /// The name of a charset.
    Charset(&'static str),
}

/// The number, the text, the charset's name, or several with commas between (`0, 2`); nothing for [`Limit::None`].
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Numbers(numbers) => fmt_several(f, numbers),
            Self::Texts(texts) => fmt_several(f, texts),
            Self::Text(text) | Self::Charset(text) => f.write_str(text),
        }
    }
}

fn fmt_several(f: &mut fmt::Formatter<'_>, values: &[impl fmt::Display]) -> fmt::Result {
    let mut separator = "";
    for value in values {
        write!(f, "{separator}{value}")?;
        separator = ", ";
    }
    Ok(())
}

/// What a request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actual {
    /// Nothing that could be told without repeating the value.
    None,
    /// The number of bytes, characters or items, or the integer itself.
    Number(i128),
    /// A character outside the charset.
    Character {
        /// The first such character.
        character: char,
        /// How many characters come before it: 0 for the first, which messages call character 1.
        position: usize,
    },
}

/// The number, or the character as it is with its position (`é@13`); nothing for [`Actual::None`].
///
/// Made to be compared. To show it to people, print the [`Violation`], which escapes the character.
impl fmt::Display for Actual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Character { character, position } => write!(f, "{character}@{position}"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A path can hold a key that somebody chose.
        fmt_escaped(f, &self.path)?;
        f.write_str(": ")?;
        self.fmt_breach(f)?;
        write!(f, " ({}; ZIM would answer {})", self.rule, self.code)
    }
}

impl Violation {
    /// What is wrong: `33 bytes, at most 32 allowed`.
    fn fmt_breach(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit;
        match self.rule {
            Rule::NonEmpty => f.write_str("empty, but must not be"),
            Rule::UniqueItems => f.write_str("the same as an earlier item"),
            Rule::Prefix => {
                f.write_str("does not start with `")?;
                fmt_escaped(f, &limit.to_string())?;
                f.write_char('`')
            }
            Rule::ForbiddenPrefix => {
                f.write_str("starts with `")?;
                fmt_escaped(f, &limit.to_string())?;
                f.write_str("`, which is not allowed")
            }
            Rule::Charset => match self.actual {
                Actual::Character { character, position } => {
                    f.write_char('`')?;
                    fmt_escaped_char(f, character)?;
                    write!(f, "`, character {}, is outside {limit}", position.saturating_add(1))
                }
                _ => write!(f, "outside {limit}"),
            },
            Rule::MinBytes => self.fmt_count(f, "byte", "at least", "required"),
            Rule::MaxBytes => self.fmt_count(f, "byte", "at most", "allowed"),
            Rule::MinChars => self.fmt_count(f, "character", "at least", "required"),
            Rule::MaxChars => self.fmt_count(f, "character", "at most", "allowed"),
            Rule::MinItems => self.fmt_count(f, "item", "at least", "required"),
            Rule::MaxItems => self.fmt_count(f, "item", "at most", "allowed"),
            Rule::Base64 => write!(f, "not base64, which is required where {limit}"),
            Rule::Min => write!(f, "{}, at least {limit} required", self.actual),
            Rule::Above => write!(f, "{}, more than {limit} required", self.actual),
            Rule::Max => write!(f, "{}, at most {limit} allowed", self.actual),
            Rule::Below => write!(f, "{}, less than {limit} required", self.actual),
            Rule::OneOf => match self.actual {
                Actual::None => write!(f, "something else, one of {limit} required"),
                _ => write!(f, "{}, one of {limit} required", self.actual),
            },
            Rule::Flags => write!(f, "{}, no bits but those of {limit} allowed", self.actual),
            Rule::UniqueBy => write!(f, "the same {limit} as an earlier item"),
            Rule::MaxTotalBytes => write!(f, "{} bytes in all, at most {limit} allowed", self.actual),
            Rule::RequiredIf => write!(f, "missing, but required where {limit}"),
            Rule::AllowedIf => write!(f, "given, but allowed only where {limit}"),
            Rule::AtLeastOne => write!(f, "none given, at least one of {limit} required"),
            Rule::ExactlyOne => write!(f, "{} given, exactly one of {limit} required", self.actual),
            Rule::Differ => write!(f, "the same as {limit}, but must differ"),
            Rule::NotAmong => write!(f, "among {limit}, but must not be"),
            Rule::Among => write!(f, "must be the same as one of {limit}"),
            Rule::AllEqual => f.write_str("not the same as that of the first item"),
            Rule::Variant => write!(f, "not what {limit} says it is"),
        }
    }

    fn fmt_count(&self, f: &mut fmt::Formatter<'_>, unit: &str, bound: &str, verb: &str) -> fmt::Result {
        let plural = if self.actual == Actual::Number(1) { "" } else { "s" };
        write!(f, "{} {unit}{plural}, {bound} {} {verb}", self.actual, self.limit)
    }
}

/// Writes `text` with everything escaped that could move a terminal's cursor or reorder its line.
pub(super) fn fmt_escaped(f: &mut impl Write, text: &str) -> fmt::Result {
    text.chars().try_for_each(|character| fmt_escaped_char(f, character))
}

/// Quotes and backslashes are left as they are: they are harmless, and JSON is full of them.
pub(super) fn fmt_escaped_char(f: &mut impl Write, character: char) -> fmt::Result {
    match character {
        '"' | '\'' | '\\' => f.write_char(character),
        _ => write!(f, "{}", character.escape_debug()),
    }
}
