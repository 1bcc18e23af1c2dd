//! Bodies of answers: whole, or broken off in the middle.

use http_body_util::{Either, Full};
use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What is sent.
pub(crate) type Content = Either<Full<Bytes>, BrokenOff>;

/// A body that announces its whole length and breaks off after half of it; as an error, that it did.
#[derive(Debug, Default)]
pub(crate) struct BrokenOff {
    announced: u64,
    half: Option<Bytes>,
    paused: bool,
}

impl BrokenOff {
    pub(crate) fn in_middle_of(text: &str) -> Self {
        let half = text.as_bytes().get(..text.len() / 2).unwrap_or_default();
        Self { announced: text.len() as u64, half: Some(Bytes::copy_from_slice(half)), paused: false }
    }
}

impl Body for BrokenOff {
    type Data = Bytes;
    type Error = Self;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(half) = self.half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        // What is there is sent before the error is seen.
        if !std::mem::replace(&mut self.paused, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(Self::default())))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

impl fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a test ordered the connection to break")
    }
}

impl Error for BrokenOff {}
