//! The names that generated code needs for itself, by the kind of entry that could take them.

/// What is put behind an action's name for the types made of it.
pub(super) const ACTION_TYPES: [&str; 4] = ["", "Builder", "Reply", "Error"];
/// What is put behind a callback's name for the types made of it.
pub(super) const CALLBACK_TYPES: [&str; 2] = ["", "Answer"];

/// Names of a request's and its builder's own fields and methods, and of the methods of traits in scope,
/// which a getter of that name would hide; and what Clippy, which looks at a method's name and shape alone,
/// takes for a method of a trait, a constructor, or a length that lacks its `is_empty`.
pub(super) const PARAMS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "build",
    "build_with",
    "builder",
    "check",
    "checked",
    "clone",
    "clone_from",
    "clone_into",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "failures",
    "fmt",
    "from",
    "hash",
    "info",
    "into",
    "keep_failed",
    "len",
    "mul",
    "ne",
    "new",
    "next_page",
    "rem",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
    "visit",
    "write",
];

/// Methods of every generated struct, and what Clippy takes for an operator.
pub(super) const FIELDS: &[&str] =
    &["add", "bitand", "bitor", "bitxor", "check", "div", "mul", "new", "rem", "shl", "shr", "sub", "visit", "write"];

/// What the answer to a callback has beside that.
pub(super) const ANSWERS: &[&str] = &["to_json"];

/// Variants beside those of an enumeration's values.
pub(super) const VALUES: &[&str] = &["Other", "Self"];

/// Types of the runtime that generated types are made with, beside [`ACTIONS`].
pub(super) const TYPES: &[&str] = &[
    "Ack",
    "BTreeMap",
    "CommonParams",
    "EnvelopeKeys",
    "FailedKeys",
    "FlagValue",
    "IntCheck",
    "IntValue",
    "ItemFailure",
    "JsonCheck",
    "ListCheck",
    "MapCheck",
    "Params",
    "Part",
    "Partial",
    "ReceivedUnion",
    "RequestPart",
    "Serializer",
    "TextCheck",
    "TextValue",
    "Union",
    "Valid",
];

/// Types and variants that those of callbacks are made with, beside [`ACTIONS`] and [`TYPES`].
pub(super) const CALLBACKS: &[&str] = &[
    "Answered",
    "Callback",
    "CallbackError",
    "CallbackFields",
    "CallbackSecret",
    "CallbackService",
    "Event",
    "Notice",
    "Unknown",
];

/// Fields that every generated reply has.
pub(super) const REPLIES: &[&str] = &["code", "message", "request_id"];

/// Modules that lie beside the groups, and crates that generated code refers to.
pub(super) const GROUPS: &[&str] = &[
    "alloc",
    "callbacks",
    "charsets",
    "codes",
    "core",
    "generated",
    "hosts",
    "http",
    "lib",
    "main",
    "prelude",
    "regions",
    "runtime",
    "serde",
    "service",
    "std",
    "types",
];

/// Variants beside those of the codes.
pub(super) const CODES: &[&str] = &["All", "Self", "Unlisted"];

/// The constant beside those of the codes.
pub(super) const TABLE: &str = "TABLE";

/// Types of the prelude, of the runtime, and whatever else generated code calls by its bare name.
pub(super) const ACTIONS: &[&str] = &[
    "Action",
    "ActionInfo",
    "ApiError",
    "AsMut",
    "AsRef",
    "Box",
    "Charset",
    "Check",
    "Checked",
    "Clone",
    "Code",
    "CodeInfo",
    "Copy",
    "Credentials",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Endpoint",
    "Eq",
    "Err",
    "Error",
    "ErrorKind",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Layer",
    "Method",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Paged",
    "PartialEq",
    "PartialOrd",
    "Policy",
    "RateLimit",
    "RateScope",
    "Recovery",
    "Redacted",
    "Region",
    "Reply",
    "Request",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Service",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "Violation",
    "Violations",
    "Wire",
    "Zim",
];
