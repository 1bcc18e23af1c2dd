//! The one place where text becomes a Rust identifier.

use proc_macro2::Ident;
use quote::format_ident;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};

/// Makes identifiers, and collects what could not become one.
#[derive(Default)]
pub(super) struct Identifiers {
    refused: Vec<Diagnostic>,
}

impl Identifiers {
    /// `name` as an identifier. What is not one is reported, and stands in as `_refused` until the end of
    /// the stage, where the report stops the run.
    pub(super) fn ident(&mut self, name: &str, what: &str) -> Ident {
        match syn::parse_str::<Ident>(name) {
            Ok(ident) => ident,
            Err(_) => {
                self.refuse(
                    Diagnostic::error(
                        "reserved-name",
                        format!("{what} would be called {} in Rust, which is not an identifier", quoted(name)),
                    )
                    .help("rename it, or pin another name with `rust_name` where the spec allows it"),
                );
                format_ident!("_refused")
            }
        }
    }

    /// `path` as a path, such as `crate::runtime`.
    pub(super) fn path(&mut self, path: &str) -> syn::Path {
        match syn::parse_str::<syn::Path>(path) {
            Ok(path) => path,
            Err(_) => {
                self.refuse(
                    Diagnostic::error(
                        "runtime-path",
                        format!("the runtime's path {} is not a Rust path", quoted(path)),
                    )
                    .help("write a path such as `zim_generated::runtime`"),
                );
                syn::Path::from(format_ident!("_refused"))
            }
        }
    }

    /// Reports something else that stops the run.
    pub(super) fn refuse(&mut self, diagnostic: Diagnostic) {
        self.refused.push(diagnostic);
    }

    /// Everything that was reported, if anything was.
    pub(super) fn finish(self) -> Result<(), Diagnostics> {
        if self.refused.is_empty() {
            return Ok(());
        }
        let mut diagnostics = Diagnostics::default();
        diagnostics.extend(self.refused);
        Err(diagnostics)
    }
}
