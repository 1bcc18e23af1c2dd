//! A page of documentation read into facts, and a draft of a spec entry made of them. Behind the feature `import`.
//!
//! ```text
//! page.mdx ──┐                      ┌─ draft   → YAML for a person to complete
//!            ├─ facts, with places ─┤
//! file.yaml ─┘                      └─ compare → what differs from the entry
//! ```

pub mod compare;
pub mod draft;
mod error;
mod facts;
mod mdx;
mod moments;
mod openapi;
mod page;
mod prose;
mod rules;

pub use error::{ImportError, LARGEST, text};
pub use facts::{Code, Facts, Field, FieldType, Found, Limit, Rate, Required, Value};
pub use mdx::mdx;
pub use openapi::openapi;
pub use page::{PageFormat, format, read};
pub use rules::{Rule, rules};
