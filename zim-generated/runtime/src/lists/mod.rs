//! Long lists: replies over many pages, and requests with more items than one may have. Without I/O.
//!
//! [`Pages`] gives the request for one page after the other, and is told each reply. [`Chunks`] gives the requests that
//! a long list is split into, is told what came of each, and ends as [`Merged`]: which items succeeded, which failed
//! and why, and which were never sent. Both can be driven by hand, or with a function that sends one request:
//! [`Pages::each`] and [`Chunks::send`] where that waits, [`Pages::stream`] and [`Chunks::send_async`] where it gives a
//! future.
//!
//! ```
//! use zim_generated::group::QueryGroupMemberList;
//! use zim_generated::http::Response;
//! use zim_generated::runtime::decode;
//! use zim_generated::runtime::lists::Pages;
//!
//! // Stands for whatever sends a request.
//! let send = |request: &QueryGroupMemberList| {
//!     let body = match request.next {
//!         None => r#"{"Code":0,"Next":7,"MemberList":[{"UserId":"ann"},{"UserId":"bob"}]}"#,
//!         Some(_) => r#"{"Code":0,"Next":0,"MemberList":[{"UserId":"cat"}]}"#,
//!     };
//!     decode::<QueryGroupMemberList>(&Response::new(body))
//! };
//! let mut members = Vec::new();
//! for member in Pages::new(QueryGroupMemberList::builder("group")).each(send).items() {
//!     match member {
//!         Ok(member) => members.push(member.user_id),
//!         // What came before it is there.
//!         Err(error) => println!("{error}"),
//!     }
//! }
//! assert_eq!(members.len(), 3);
//! ```

mod chunks;
mod each;
mod merged;
mod pages;
mod run;
mod stream;

pub use chunks::{AfterError, Chunk, Chunks, MaybePartial, SplitError, Splitting};
pub use each::{EachItem, EachPage};
pub use merged::{BrokenChunk, FailedItem, Item, Merged};
pub use pages::{Looping, PageError, Pages};
pub use stream::{ItemStream, PageStream};
