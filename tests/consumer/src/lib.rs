//! A backend with an action that ZIM does not have, generated as ZIM's own are.

/// What the build script generated.
pub mod zim {
    include!(concat!(env!("OUT_DIR"), "/zim.rs"));
}

pub use zim::call::CallReject;
pub use zim::desk::RingDesk;
