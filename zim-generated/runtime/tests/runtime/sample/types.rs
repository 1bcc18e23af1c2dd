//! Named types of every kind.

use zim_runtime::*;

pub(crate) static ID_CHARACTERS: Charset = Charset::new(
    "IdCharacters",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz !#$%&()+-:;<=.>?@[]^_{|}~",
);

pub(crate) fn user_id(text: TextCheck<'_>) {
    text.non_empty().max_bytes(32).charset(&ID_CHARACTERS);
}

#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum ConvType {
    Peer,
    Group,
    Other(i32),
}

int_enum!(ConvType(i32): Peer = 0, Group = 2);

pub(crate) fn conv_type(int: IntCheck<'_>) {
    int.one_of(&[0, 2]);
}

#[derive(Clone, Debug, PartialEq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum AttributeKey {
    K0,
    K1,
    Other(String),
}

text_enum!(AttributeKey: K0 = "k0", K1 = "k1");

pub(crate) fn attribute_key(text: TextCheck<'_>) {
    text.one_of(&["k0", "k1"]);
}

#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Ord, Hash)]
pub(crate) struct EditType(i32);

impl EditType {
    pub(crate) const MESSAGE: Self = Self(1);
    pub(crate) const EXTENDED_DATA: Self = Self(4);
}

int_flags!(EditType(i32));

/// A struct that is sent and received.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub(crate) struct Attribute {
    pub(crate) key: AttributeKey,
    pub(crate) value: String,
    pub(crate) conv_type: Option<ConvType>,
}
received! { Attribute: key = "Key", value = "Value", conv_type = "ConvType" }

impl Attribute {
    pub(crate) fn new(key: impl Into<AttributeKey>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into(), conv_type: None }
    }
}

impl Part for Attribute {
    fn visit(&self, p: &mut Params<'_>) {
        attribute_key(p.text("Key", &self.key));
        p.sensitive().text("Value", &self.value).code(super::codes::TOO_MANY_USERS).max_bytes(8);
        conv_type(p.int("ConvType", self.conv_type));
        if p.is_checking() {
            let is_k1 = text_of(&self.key) == Some("k1");
            p.required_if("ConvType", given(&self.conv_type), is_k1, "Key = k1");
        }
    }
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_part(self, "Attribute", f)
    }
}

/// A struct that is only received.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub(crate) struct Received {
    pub(crate) name: String,
    pub(crate) note: Option<String>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) first: Option<Attribute>,
}
received! { Received: name = "Name", note = "Note", attributes = "Attributes", first = "First" }

show!(Received: name, note as hidden, attributes as hidden, first as hidden);
