//! A page of documentation read into facts, and a draft of a spec entry made of them. Behind the feature `import`.
//!
//! ```text
//! page.mdx ──┐                      ┌─ draft   → YAML for a person to complete
//!            ├─ facts, with places ─┤
//! file.yaml ─┘                      └─ compare → what differs from the entry
//! ```

mod facts;

pub use facts::{Code, Facts, Field, FieldType, Found, Limit, Rate, Required, Value};
