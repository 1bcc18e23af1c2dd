//! What was received, and what to answer.

use crate::callbacks::Event;
use crate::runtime::{Answered, Notice, to_json};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

/// A callback that ZIM sent, and just now.
///
/// Its `Debug` hides what people wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "ZIM waits for an answer, and sends it again without one"]
pub struct Delivery<E = Event> {
    /// What happened.
    pub event: E,
    /// The callback as it came: its application, nonce and time, and all of its JSON.
    pub notice: Notice,
}

impl<E> Delivery<E> {
    pub(super) fn new(event: E, notice: Notice) -> Self {
        Self { event, notice }
    }
}

impl Delivery {
    /// Tells ZIM that it arrived: a status of 200 without a body. What ZIM makes of that where it waits for an
    /// [answer](Self::answer), no page says.
    #[must_use]
    pub fn ok() -> Response<Vec<u8>> {
        Response::new(Vec::new())
    }

    /// Answers `event`, which must be one that ZIM waits to have answered: with another this does not compile.
    ///
    /// ```
    /// # use zim_generated::callbacks::{BeforeSendMsg, BeforeSendMsgAnswer};
    /// # use zim_generated::webhooks::Delivery;
    /// # use zim_generated::types::SendVerdict;
    /// fn refuse(message: &BeforeSendMsg) -> http::Response<Vec<u8>> {
    ///     Delivery::answer(message, &BeforeSendMsgAnswer::new(SendVerdict::Reject).reason("spam"))
    /// }
    /// ```
    ///
    /// ```compile_fail,E0277
    /// # use zim_generated::callbacks::{BeforeSendMsgAnswer, SendMsg};
    /// # use zim_generated::webhooks::Delivery;
    /// # use zim_generated::types::SendVerdict;
    /// fn refuse(message: &SendMsg) -> http::Response<Vec<u8>> {
    ///     Delivery::answer(message, &BeforeSendMsgAnswer::new(SendVerdict::Reject).reason("spam"))
    /// }
    /// ```
    #[must_use]
    pub fn answer<C: Answered>(event: &C, answer: &C::Answer) -> Response<Vec<u8>> {
        // The event is there to tell, by its type, that it can be answered.
        let _ = event;
        let mut response = Response::new(to_json(answer).into_bytes());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }

    /// Tells ZIM that it could not be dealt with, so that it is sent again: a status of 500 without a body.
    #[must_use]
    pub fn again() -> Response<Vec<u8>> {
        empty(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// A response that says nothing but its status.
pub(super) fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}
