//! The body of an answer while it arrives, up to a bound.

use super::{SendError, SendErrorKind};

/// The longest body that is read. A page of ZIM's lists has far less than a hundredth of it.
const LONGEST: usize = 16 << 20;

/// What has arrived so far.
pub(super) struct Body(Vec<u8>);

impl Body {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// # Errors
    /// If the body is too long.
    pub(super) fn push(&mut self, chunk: &[u8]) -> Result<(), SendError> {
        if self.0.len().saturating_add(chunk.len()) > LONGEST {
            return Err(SendError::new(SendErrorKind::Unreadable));
        }
        self.0.extend_from_slice(chunk);
        Ok(())
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
