//! Values that requests, replies and structs hold, and how each is checked or read.

use super::Ident;
use super::{CodeRef, Condition, Features, Reading};
use zim_spec::model;

/// Something of the `types` module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) name: Ident,
    /// The file it lies in.
    pub(crate) home: Ident,
}

/// What a value is, and what is checked of it.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) kind: Kind,
    pub(crate) checks: Checks,
}

/// What Rust makes of a value.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Text,
    TextEnum(Shared),
    Bool,
    Int(model::Int),
    /// An enumeration of integers, or flags.
    IntEnum(Shared),
    /// A return code of an item; only received.
    Code,
    Struct(Shared),
    Union(Shared),
    List(Box<Value>),
    /// From keys of one's own, whose checks these are.
    Map {
        key: Checks,
        value: Box<Value>,
    },
    /// JSON in a text.
    Json {
        value: Box<Value>,
        url_encoded: bool,
    },
}

/// The checks of one value.
#[derive(Clone, Debug)]
pub(crate) enum Checks {
    /// Nothing to check.
    None,
    /// A function of the `types` module.
    Named(Shared),
    /// Calls in place.
    Inline(Vec<Limit>),
}

impl Checks {
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// A limit as a call on the runtime's checks.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) call: LimitCall,
    pub(crate) raisable: bool,
    /// Its own code, where it has one.
    pub(crate) code: Option<CodeRef>,
}

#[derive(Clone, Debug)]
pub(crate) enum LimitCall {
    /// `.non_empty()`, `.unique()`
    Flag(Ident),
    /// `.max_bytes(32)`
    Number(Ident, i128),
    /// `.one_of(&[0, 2])`, `.except(&[0])`
    Numbers(Ident, Vec<i64>),
    /// `.one_of(&["a", "b"])`
    Texts(Ident, Vec<String>),
    /// `.prefix("@RBT#")`
    Text(Ident, String),
    /// `.charset(&types::ID_CHARACTERS)`
    Charset(Shared),
    /// `.base64_if(int_of(&self.is_base64) == Some(1), "IsBase64 = 1")`
    Base64 { when: Condition, limit: String },
    /// `.unique_by("UserId", |item| text_of(&item.user_id))`
    UniqueBy { wire: String, field: Reading },
    /// `.max_total_bytes(1024, |item| bytes(&item.key) + bytes(&item.value))`
    TotalBytes { max: u64, fields: Vec<Ident> },
}

/// A named set of characters.
#[derive(Debug)]
pub(crate) struct Charset {
    pub(crate) constant: Ident,
    pub(crate) features: Features,
    pub(crate) name: String,
    pub(crate) chars: String,
    pub(crate) docs: Vec<String>,
}

/// A parameter of a request, or a field of a struct that requests hold.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Ident,
    pub(crate) wire: String,
    pub(crate) value: Value,
    pub(crate) presence: Presence,
    pub(crate) sensitive: bool,
    /// The code for a broken limit, where it is not the action's.
    pub(crate) code: Option<CodeRef>,
    pub(crate) docs: Vec<String>,
}

/// Whether a field is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    Optional,
    /// On the wire only: it tells which variant of the required union `of` there is.
    Selector {
        of: Ident,
    },
}

/// A field of a reply, a callback, or a struct in one.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) name: Ident,
    pub(crate) wire: String,
    pub(crate) kind: Kind,
    pub(crate) optional: bool,
    /// Whether a list or map that may lack is an `Option`: in a struct that is sent as well.
    pub(crate) keeps_absence: bool,
    /// Whether an absent text is an empty one: what the envelope has may be left out.
    pub(crate) is_envelope: bool,
    pub(crate) is_public: bool,
    pub(crate) sensitive: bool,
    /// How what travels as text is read.
    pub(crate) reader: Option<Reader>,
    pub(crate) docs: Vec<String>,
}

/// A method that reads what travels as text.
#[derive(Debug)]
pub(crate) struct Reader {
    /// `read_msg_body`
    pub(crate) method: Ident,
    /// Of a union: the field that tells the variant, where there is one.
    pub(crate) selector: Option<Ident>,
    /// Whether the field is a list of such texts.
    pub(crate) many: bool,
}
