//! Builds a request out of what is required.
use desk_api::desk::OpenTicket;
use desk_api::types::{Body, TextBody};

pub fn open(owner: &str) -> OpenTicket {
    OpenTicket::builder(owner, 2, Body::Text(TextBody::new("It does not work.")))
}
