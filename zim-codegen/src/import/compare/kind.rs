//! The kinds of fact that are counted apart.

/// A kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// The action's name.
    Action,
    /// GET or POST, where the parameters travel, and another host.
    Method,
    /// A parameter of the action.
    Parameter,
    /// A field below a parameter.
    Nesting,
    /// The type of a parameter or field.
    Type,
    /// Whether a parameter must be there.
    Required,
    /// A limit that a schema states.
    SchemaLimit,
    /// A limit, or what is said of one, that a text states; also a unit of time.
    ProseLimit,
    /// A value of an enumeration.
    Enum,
    /// What the server takes in place of a parameter that is absent.
    Default,
    /// The characters of a text.
    Charset,
    /// A limit on how often the action is called.
    Rate,
    /// A field of the reply, at any depth.
    ReplyField,
    /// A return code.
    Code,
}

impl Kind {
    /// All of them, in their order.
    pub const ALL: [Self; 14] = [
        Self::Action,
        Self::Method,
        Self::Parameter,
        Self::Nesting,
        Self::Type,
        Self::Required,
        Self::SchemaLimit,
        Self::ProseLimit,
        Self::Enum,
        Self::Default,
        Self::Charset,
        Self::Rate,
        Self::ReplyField,
        Self::Code,
    ];

    /// Its name, as in a table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Method => "method",
            Self::Parameter => "parameter",
            Self::Nesting => "nesting",
            Self::Type => "type",
            Self::Required => "required",
            Self::SchemaLimit => "limit (schema)",
            Self::ProseLimit => "limit (prose)",
            Self::Enum => "enum",
            Self::Default => "default",
            Self::Charset => "charset",
            Self::Rate => "rate",
            Self::ReplyField => "reply field",
            Self::Code => "code",
        }
    }
}
