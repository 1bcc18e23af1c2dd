//! Rate limits, kept before ZIM refuses: how often an action may be called is known from the spec.
//!
//! [`demands`] tells what a request takes of its action's limits. A keeper, asked for that, takes a place for the
//! request in all the windows concerned, or in none, and says how long to wait until it may be sent. Places are given
//! out in the order in which they are asked for, and each once: who has waited need not ask again. So there is no
//! crowd that wakes at the same moment to fight for one place.
//!
//! ```
//! use std::time::Duration;
//! use zim_generated::client::limit::{LocalKeeper, demands};
//! # #[cfg(feature = "call")]
//! use zim_generated::call::CallReject;
//!
//! # #[cfg(feature = "call")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let keeper = LocalKeeper::new();
//! let request = CallReject::builder("user0", "12261423186766631832").build()?;
//! for sent in 0..21 {
//!     // It would wait for ten seconds, and no longer; with `Duration::ZERO` it is refused at once.
//!     let wait = keeper.reserve(&demands(12345, &request), Duration::from_secs(10))?;
//!     // 20 calls a second: the next has to wait.
//!     assert_eq!(wait.is_zero(), sent < 20);
//!     // std::thread::sleep(wait); then send the request …
//! }
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "call"))]
//! # fn main() {}
//! ```
//!
//! A limit is the application's, not the process's: [`LocalKeeper`] is for an application that one process calls ZIM
//! for. Where several do, they share `RedisKeeper` (feature `redis`), or anything else for which a [`RateKeeper`] is
//! written.
//!
//! # The margin
//!
//! ZIM counts requests when they arrive, and a keeper when they leave. If one takes 80 ms to arrive and the one after
//! it 30 ms, they arrive 50 ms closer together than they left, and a window that was full to the last place here has
//! one too many there. So keepers take every window to be longer by a margin, [`MARGIN`] unless told otherwise: it
//! should be as long as the time from a place to the arrival varies, new connections included. With it, 20 calls a
//! second are 20 calls in 1.05 seconds. What arrives late beyond that may be refused by ZIM as any call may that comes
//! too early, and is sent again then.

mod demand;
mod keeper;
#[cfg(feature = "redis")]
mod redis;
mod windows;

#[cfg(feature = "redis")]
pub use self::redis::{RedisKeeper, WhenAway};
pub use demand::{Demand, Key, demands};
pub use keeper::{BlockingRateKeeper, LocalKeeper, RateKeeper, Reserving};
pub use windows::{Admission, Windows};

use std::time::Duration;

/// By how much keepers take windows to be longer than documented, unless told otherwise.
pub const MARGIN: Duration = Duration::from_millis(50);
