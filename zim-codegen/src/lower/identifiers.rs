//! The one place where text becomes a Rust identifier.

use crate::Options;
use crate::ir::{Ident, ModulePath};
use quote::{ToTokens, format_ident};
use syn::parse::Parser;
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
        match syn::parse_str::<proc_macro2::Ident>(name) {
            Ok(ident) => ident.into(),
            Err(_) => {
                self.refuse(
                    Diagnostic::error(
                        "reserved-name",
                        format!("{what} would be called {} in Rust, which is not an identifier", quoted(name)),
                    )
                    .help("rename it, or pin another name with `rust_name` where the spec allows it"),
                );
                format_ident!("_refused").into()
            }
        }
    }

    /// `path` as the path of a module, such as `crate::runtime`.
    pub(super) fn path(&mut self, path: &str) -> ModulePath {
        match module_path(path) {
            Some(path) => path,
            None => {
                self.refuse(
                    Diagnostic::error(
                        "runtime-path",
                        format!("the runtime's path {} is not the path of a Rust module", quoted(path)),
                    )
                    .help("write a path such as `zim_generated::runtime`"),
                );
                ModulePath { is_global: false, segments: vec![format_ident!("_refused").into()] }
            }
        }
    }

    /// Reports something else that stops the run.
    pub(super) fn refuse(&mut self, diagnostic: Diagnostic) {
        self.refused.push(diagnostic);
    }

    /// Adds what was collected elsewhere.
    pub(super) fn append(&mut self, others: Self) {
        self.refused.extend(others.refused);
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

impl Options {
    /// Whether [`Options::runtime`] is the path of a module: `crate` or a crate's name, then names, all joined
    /// by `::`. Whether there is such a module shows when the generated code is compiled. `self` and `super`
    /// do not do, since they mean another module in each generated file.
    #[must_use]
    pub fn runtime_is_a_path(&self) -> bool {
        module_path(&self.runtime).is_some()
    }
}

/// `path` as a path that means the same everywhere in the generated code.
fn module_path(path: &str) -> Option<ModulePath> {
    let path = syn::Path::parse_mod_style.parse_str(path).ok()?;
    let is_absolute = path.segments.iter().enumerate().all(|(position, segment)| {
        let may_be_crate = position == 0 && path.leading_colon.is_none();
        (may_be_crate && segment.ident == "crate")
            || syn::parse2::<proc_macro2::Ident>(segment.ident.to_token_stream()).is_ok()
    });
    is_absolute.then(|| ModulePath {
        is_global: path.leading_colon.is_some(),
        segments: path.segments.into_iter().map(|segment| segment.ident.into()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, is_one: bool) {
        assert_eq!(Options::default().with_runtime(path).runtime_is_a_path(), is_one, "{path}");
    }

    #[test]
    fn a_runtime_is_named_from_the_root() {
        for path in ["crate", "crate::runtime", "::zim_runtime", "zim_generated::runtime", "r#type::x"] {
            check(path, true);
        }
        for path in
            ["", "self", "super::runtime", "::crate::runtime", "a::crate", "a::self", "a-b", "a<b>", "a::", "fn"]
        {
            check(path, false);
        }
    }
}
