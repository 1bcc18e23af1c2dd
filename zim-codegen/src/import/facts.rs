//! What a page of documentation says, whatever format it came in.
//!
//! Readers of formats make these facts, the draft and the comparison are made of them: neither knows the other. A
//! fact has its place, so that every doubt about it can be shown where it stands.

use zim_spec::diagnostic::{Diagnostics, Place};
use zim_spec::model::{LimitKind, Method, Scalar, Unit};

/// What one page says about one action.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Facts {
    /// The action's name on the wire.
    pub action: Option<Found<String>>,
    /// GET or POST.
    pub method: Option<Found<Method>>,
    /// The host in its address.
    pub host: Option<Found<String>>,
    /// Whether the parameters travel in a JSON body, where the page shows that.
    pub in_body: Option<Found<bool>>,
    /// What the page says the action does, in its own words: to be quoted, never shipped.
    pub summary: Option<Found<String>>,
    /// Client-side events that the page says it causes.
    pub notifies: Vec<Found<String>>,
    /// How often it may be called; all hold.
    pub rates: Vec<Found<Rate>>,
    /// Its parameters, without the common ones.
    pub params: Vec<Field>,
    /// The fields of its reply, without the envelope.
    pub reply: Vec<Field>,
    /// The names of the envelope's fields that the page shows.
    pub envelope: Vec<Found<String>>,
    /// The return codes of its table.
    pub codes: Vec<Found<Code>>,
    /// What could not be read, or is not believed, with the files that it is about.
    pub findings: Diagnostics,
}

/// A fact and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found<T> {
    /// The fact.
    pub value: T,
    /// Where the page says it.
    pub place: Place,
}

impl<T> Found<T> {
    /// `value`, said at `place`.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

/// A limit on how often an action may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rate {
    /// So many calls, or items …
    pub count: u32,
    /// … in so many seconds …
    pub window_seconds: u32,
    /// … for each value of this parameter; for the application if `None`.
    pub per: Option<String>,
    /// The list whose items are counted; calls if `None`.
    pub of: Option<String>,
}

/// A parameter, or a field of a reply or of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// Its name, without `[]` and marks of nesting.
    pub name: Found<String>,
    /// What it is; `None` if the page does not say, or nobody understood it.
    pub ty: Option<Found<FieldType>>,
    /// Whether it must be there.
    pub required: Option<Found<Required>>,
    /// What is inside it, if it is an object or a list of objects.
    pub fields: Vec<Field>,
    /// Its limits, in the order of the page.
    pub limits: Vec<Found<Limit>>,
    /// The values that it can have, with what the page says of each.
    pub values: Vec<Found<Value>>,
    /// Whether the page allows further values than those it lists.
    pub is_open: bool,
    /// Whether the values are bits that are added up.
    pub is_flags: bool,
    /// Numbers that mean something of their own.
    pub sentinels: Vec<Found<(i64, String)>>,
    /// What the server takes when it is absent.
    pub default: Option<Found<Scalar>>,
    /// A value that the page shows.
    pub example: Option<Found<Scalar>>,
    /// What a number counts.
    pub unit: Option<Found<Unit>>,
    /// Whether the field may be `null`.
    pub nullable: bool,
    /// What the page says about it, in its own words: to be quoted, never shipped.
    pub text: Option<Found<String>>,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldType {
    /// Text.
    Text,
    /// True or false.
    Bool,
    /// A number of which the page does not say how wide it is.
    Number,
    /// A number of at most 32 bits.
    Int32,
    /// A number of at most 64 bits.
    Int64,
    /// An object.
    Object,
    /// An object whose keys are not fields but names of one's own.
    Map,
    /// A list of texts.
    ListOfText,
    /// A list of numbers.
    ListOfNumber,
    /// A list of objects.
    ListOfObject,
    /// A list of which the page does not say of what.
    List,
}

/// Whether a field must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Required {
    /// It must.
    Yes,
    /// It need not.
    No,
    /// It depends: the page's words, which somebody has to make a rule of.
    Depends(String),
}

/// A limit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limit {
    /// What it limits; its unit is never guessed without a finding.
    pub kind: LimitKind,
    /// Whether it comes from prose rather than from a schema.
    pub is_prose: bool,
    /// Whether ZEGO raises it on request, and how far if the page says so.
    pub raisable: bool,
    /// How far ZEGO raises it.
    pub ceiling: Option<i64>,
    /// What the server takes in place of a number beyond it.
    pub clamped_to: Option<i64>,
}

impl Limit {
    /// A limit that holds as it stands.
    #[must_use]
    pub fn new(kind: LimitKind, is_prose: bool) -> Self {
        Self { kind, is_prose, raisable: false, ceiling: None, clamped_to: None }
    }
}

/// One of the values that a field can have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Value {
    /// What travels.
    pub value: Scalar,
    /// What the page says of it, in its own words; may be empty.
    pub text: String,
}

/// A return code of the page's table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// The number.
    pub number: i64,
    /// Whether the page lists it for single items.
    pub in_items: bool,
    /// What the page says it means, in its own words; may be empty.
    pub text: String,
    /// What the page says to do, in its own words; may be empty.
    pub advice: String,
}

impl Field {
    /// A field of which only the name is known.
    #[must_use]
    pub fn new(name: Found<String>) -> Self {
        Self {
            name,
            ty: None,
            required: None,
            fields: Vec::new(),
            limits: Vec::new(),
            values: Vec::new(),
            is_open: false,
            is_flags: false,
            sentinels: Vec::new(),
            default: None,
            example: None,
            unit: None,
            nullable: false,
            text: None,
        }
    }
}
