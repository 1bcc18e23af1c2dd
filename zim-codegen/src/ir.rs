//! What the output will say, decided in full: every identifier made, every sentence written.
//!
//! [`crate::lower`] makes it, and is the last stage that can fail; the emitters in [`crate::emit`] turn it
//! into tokens and cannot. Documentation here is Markdown already: text of a spec has been escaped.

use proc_macro2::Ident;
use zim_spec::model;

/// A whole generated tree.
pub(crate) struct Tree {
    /// Path of the runtime that the code uses.
    pub(crate) runtime: syn::Path,
    pub(crate) service: Service,
    pub(crate) charsets: Vec<Charset>,
    pub(crate) checks: Vec<NamedCheck>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) codes: Vec<Code>,
    pub(crate) groups: Vec<Group>,
}

impl Tree {
    /// Whether the runtime lies in the crate that the code is generated for.
    pub(crate) fn runtime_is_ours(&self) -> bool {
        self.runtime.segments.first().is_some_and(|first| first.ident == "crate")
    }
}

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    pub(crate) regions: Vec<Region>,
    pub(crate) common: model::CommonParams,
    pub(crate) signature_version: String,
    pub(crate) window_seconds: u32,
    pub(crate) envelope: model::Envelope,
}

#[derive(Debug)]
pub(crate) struct Region {
    pub(crate) variant: Ident,
    pub(crate) host: String,
    pub(crate) docs: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Charset {
    pub(crate) constant: Ident,
    pub(crate) name: String,
    pub(crate) chars: String,
    pub(crate) docs: Vec<String>,
}

/// The checks of a named type, emitted once.
#[derive(Debug)]
pub(crate) struct NamedCheck {
    pub(crate) function: Ident,
    pub(crate) subject: Subject,
    pub(crate) limits: Vec<Limit>,
    pub(crate) docs: Vec<String>,
}

/// What a named check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Text,
    Int,
}

/// A limit as a call on the runtime's checks.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) call: LimitCall,
    pub(crate) raisable: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum LimitCall {
    /// `.non_empty()`
    Flag(Ident),
    /// `.max_bytes(32)`
    Number(Ident, i128),
    /// `.one_of(&[0, 2])`
    Numbers(Ident, Vec<i64>),
    /// `.prefix("@RBT#")`
    Text(Ident, String),
    /// `.charset(&types::ID_CHARACTERS)`
    Charset(Ident),
    /// A list's items, which the list itself is asked for.
    Unique,
}

#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) constant: Ident,
    pub(crate) info: model::ReturnCode,
    pub(crate) docs: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) module: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) actions: Vec<Action>,
}

#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) module: Ident,
    pub(crate) request: Ident,
    pub(crate) builder: Ident,
    pub(crate) reply: Ident,
    pub(crate) error: Ident,
    /// The action's name on the wire.
    pub(crate) wire_name: String,
    /// First sentence, for the module and the list of modules.
    pub(crate) summary: String,
    pub(crate) docs: Vec<String>,
    pub(crate) method: model::Method,
    pub(crate) rate_limits: Vec<model::RateLimit>,
    /// The constant of the code for a broken limit.
    pub(crate) parameter_code: CodeRef,
    pub(crate) page: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) reply_code: String,
    pub(crate) reply_fields: Vec<ReplyField>,
    pub(crate) variants: Vec<Variant>,
    /// Codes whose text or class differs for this action.
    pub(crate) overrides: Vec<Override>,
    /// The spec file it stems from.
    pub(crate) file: String,
    /// Fingerprint of the part of the spec that it stems from.
    pub(crate) fingerprint: u64,
}

impl Action {
    pub(crate) fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.required)
    }

    pub(crate) fn optional(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.required)
    }
}

/// A code that generated code refers to.
#[derive(Clone, Debug)]
pub(crate) enum CodeRef {
    /// A constant of the `codes` module.
    Constant(Ident),
    /// A number that the spec gives no name.
    Number(i64),
}

/// A parameter of a request.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Ident,
    pub(crate) wire: String,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) sensitive: bool,
    /// The code for a broken limit, where it is not the action's.
    pub(crate) code: Option<CodeRef>,
    /// Checks of the value; of the list itself, for a list.
    pub(crate) check: Checks,
    /// Checks of each item of a list.
    pub(crate) item_check: Checks,
    pub(crate) docs: Vec<String>,
}

/// The checks of one value.
#[derive(Clone, Debug)]
pub(crate) enum Checks {
    /// Nothing to check.
    None,
    /// A function of the `types` module.
    Named(Ident),
    /// Calls in place.
    Inline(Vec<Limit>),
}

impl Checks {
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// An integer whose values have names.
#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) name: Ident,
    pub(crate) width: model::Int,
    pub(crate) values: Vec<EnumValue>,
    pub(crate) docs: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) variant: Ident,
    pub(crate) number: i64,
    pub(crate) docs: Vec<String>,
}

/// A named type with fields.
#[derive(Debug)]
pub(crate) struct Struct {
    pub(crate) name: Ident,
    pub(crate) fields: Vec<Field>,
    /// Whether requests have it: then it is built, checked and written.
    pub(crate) sent: bool,
    /// Whether replies have it: then it is decoded.
    pub(crate) received: bool,
    pub(crate) docs: Vec<String>,
}

/// What Rust makes of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    One(Item),
    Many(Item),
}

impl Kind {
    /// Whether a value of it is passed around as a copy.
    pub(crate) fn is_copy(&self) -> bool {
        matches!(self, Self::One(Item::Bool | Item::Int(_) | Item::Enum(_)))
    }

    pub(crate) fn item(&self) -> &Item {
        match self {
            Self::One(item) | Self::Many(item) => item,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Text,
    Bool,
    Int(model::Int),
    /// An enum of the `types` module.
    Enum(Ident),
    /// A struct of the `types` module.
    Struct(Ident),
}

#[derive(Debug)]
pub(crate) struct ReplyField {
    pub(crate) name: Ident,
    pub(crate) wire: String,
    pub(crate) kind: Kind,
    pub(crate) optional: bool,
    pub(crate) docs: Vec<String>,
}

/// A variant of an action's error enum.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) name: Ident,
    pub(crate) constant: Ident,
    pub(crate) docs: Vec<String>,
}

/// What differs for one action about a code.
#[derive(Debug)]
pub(crate) struct Override {
    pub(crate) constant: Ident,
    pub(crate) info: model::ReturnCode,
}
