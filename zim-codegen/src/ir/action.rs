//! One action.

use super::Ident;
use super::{Field, Kind, Reading, Received, Rule};
use zim_spec::model;

#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) module: Ident,
    pub(crate) request: Ident,
    pub(crate) reply: Ident,
    pub(crate) error: Ident,
    /// The action's name on the wire.
    pub(crate) wire_name: String,
    /// First sentence, for the module and the list of modules.
    pub(crate) summary: String,
    pub(crate) docs: Vec<String>,
    pub(crate) method: model::Method,
    /// Whether its parameters travel in a body although its method suggests the query.
    pub(crate) in_body: bool,
    pub(crate) host: Option<String>,
    /// The envelope of its replies, where it is not the service's.
    pub(crate) envelope: Option<model::Envelope>,
    pub(crate) rate_limits: Vec<model::RateLimit>,
    /// Whether sending it twice leaves what sending it once does.
    pub(crate) repeatable: bool,
    pub(crate) page: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) rules: Vec<Rule>,
    /// `a` or `an`, before the request's name.
    pub(crate) article: &'static str,
    /// Envelope and fields; `None` if there is nothing but the service's envelope.
    pub(crate) reply_fields: Option<Vec<Received>>,
    pub(crate) reply_docs: Vec<String>,
    pub(crate) items: Option<Items>,
    pub(crate) paging: Option<Paging>,
    pub(crate) refusals: Vec<Refusal>,
    /// Codes whose text or class differs for this action.
    pub(crate) overrides: Vec<Override>,
    /// The same for the codes of its items, where that differs once more.
    pub(crate) item_overrides: Vec<Override>,
    /// The spec file it stems from.
    pub(crate) file: String,
    /// Fingerprint of the part of the spec that it stems from.
    pub(crate) fingerprint: u64,
}

/// A variant of an action's error enum.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) name: Ident,
    pub(crate) constant: Ident,
    /// Its number and what it means.
    pub(crate) docs: Vec<String>,
    /// The same with what to do about it, as an item of a list.
    pub(crate) listed: String,
}

/// What differs for one action about a code.
#[derive(Debug)]
pub(crate) struct Override {
    pub(crate) constant: Ident,
    pub(crate) info: model::ReturnCode,
}

/// How a batch tells which of its items failed.
#[derive(Debug)]
pub(crate) struct Items {
    pub(crate) failed: FailedList,
    pub(crate) keep: Vec<KeepFailed>,
    /// The lists of the request that can be split; as many as can fail, or none.
    pub(crate) split: Vec<SplitList>,
}

/// A list of the request that may be longer than one request takes.
#[derive(Debug)]
pub(crate) struct SplitList {
    pub(crate) list: Ident,
    /// Its name on the wire.
    pub(crate) wire: String,
    pub(crate) most: u64,
    pub(crate) raisable: bool,
    /// The fields that are the key of an item; empty if the item is its own key.
    pub(crate) keys: Vec<Reading>,
}

/// A list of failed items; fields are those of the list's struct.
#[derive(Debug)]
pub(crate) struct FailedList {
    pub(crate) list: Ident,
    pub(crate) keys: Vec<Ident>,
    /// The field with the code, and whether it may be absent.
    pub(crate) code: Option<(Ident, bool)>,
    pub(crate) message: Option<Ident>,
    pub(crate) nested: Option<Box<FailedList>>,
}

/// How a request is cut down to what failed.
#[derive(Debug)]
pub(crate) struct KeepFailed {
    pub(crate) list: Ident,
    /// The fields that are the key of an item; empty if the item is its own key.
    pub(crate) keys: Vec<Reading>,
    /// The maps inside an item whose keys are those of failed parts.
    pub(crate) parts: Vec<Ident>,
}

/// How the request for the next page is made.
#[derive(Debug)]
pub(crate) struct Paging {
    pub(crate) cursor: Ident,
    pub(crate) cursor_is_optional: bool,
    pub(crate) next: Ident,
    pub(crate) next_is_optional: bool,
    pub(crate) is_text: bool,
    pub(crate) last: LastPage,
    /// The items of a page: the field, and what each is.
    pub(crate) list: Ident,
    pub(crate) item: Kind,
}

/// How the last page is recognised.
#[derive(Debug)]
pub(crate) enum LastPage {
    /// The next cursor is one of these.
    Texts(Vec<String>),
    /// The next cursor is one of these.
    Numbers(Vec<i64>),
    /// This field is true.
    Field { name: Ident, is_number: bool },
}
