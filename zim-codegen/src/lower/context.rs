//! What every part of the stage works with: the spec, who uses what of it, and the maker of identifiers.

use super::identifiers::Identifiers;
use super::usage::Usage;
use crate::ir;
use crate::ir::Ident;
use zim_spec::diagnostic::{Diagnostic, quoted};
use zim_spec::model::{NamedType, Param, Spec};
use zim_spec::naming::{pascal_case, screaming_snake_case, snake_case};
use zim_spec::parallel;

pub(super) struct Context<'a> {
    pub(super) spec: &'a Spec,
    pub(super) usage: &'a Usage,
    pub(super) names: Identifiers,
}

impl<'a> Context<'a> {
    pub(super) fn new(spec: &'a Spec, usage: &'a Usage) -> Self {
        Self { spec, usage, names: Identifiers::default() }
    }

    /// Decides about each of `items`, which have nothing to do with each other, several at a time.
    pub(super) fn each<T: Sync, R: Send>(&mut self, items: &[T], lower: impl Fn(&mut Self, &T) -> R + Sync) -> Vec<R> {
        let (spec, usage) = (self.spec, self.usage);
        let lowered = parallel::map(items, |item| {
            let mut cx = Self::new(spec, usage);
            let result = lower(&mut cx, item);
            (result, cx.names)
        });
        let taken = lowered.into_iter().map(|(result, names)| {
            self.names.append(names);
            result
        });
        taken.collect()
    }

    pub(super) fn ident(&mut self, name: &str, what: &str) -> Ident {
        self.names.ident(name, what)
    }

    /// The name that a part of an action has in Rust: the pinned one, or the wire name in snake case.
    pub(super) fn member(&mut self, pinned: Option<&str>, wire: &str, what: &str) -> Ident {
        self.names.ident(&pinned.map_or_else(|| snake_case(wire), str::to_owned), what)
    }

    /// The Rust type of a named type.
    pub(super) fn type_ref(&mut self, name: &str) -> ir::Shared {
        let what = format!("type {name}");
        ir::Shared { name: self.names.ident(&pascal_case(name), &what), home: self.home(&self.usage.type_home(name)) }
    }

    /// The function that checks a named type.
    pub(super) fn check_ref(&mut self, name: &str) -> ir::Shared {
        let what = format!("type {name}");
        ir::Shared { name: self.names.ident(&snake_case(name), &what), home: self.home(&self.usage.check_home(name)) }
    }

    pub(super) fn charset_ref(&mut self, name: &str) -> ir::Shared {
        let constant = self.names.ident(&screaming_snake_case(name), &format!("charset {name}"));
        ir::Shared { name: constant, home: self.home(&self.usage.charset_home(name)) }
    }

    pub(super) fn home(&mut self, home: &str) -> Ident {
        self.names.ident(home, &format!("group {home}"))
    }

    pub(super) fn code_ref(&mut self, code: i64) -> ir::CodeRef {
        match self.spec.codes.get(&code) {
            Some(info) => {
                let what = format!("return code {code}");
                ir::CodeRef::Constant(self.names.ident(&screaming_snake_case(&info.name), &what))
            }
            None => ir::CodeRef::Number(code),
        }
    }

    /// `code`, where it is not the one that an action answers anyway.
    pub(super) fn own_code(&mut self, code: i64) -> Option<ir::CodeRef> {
        (code != self.spec.service.refusals.parameter).then(|| self.code_ref(code))
    }

    pub(super) fn named(&self, name: &str) -> Option<&'a NamedType> {
        self.spec.types.get(name)
    }

    /// The fields of the struct `name`.
    pub(super) fn fields(&self, name: &str) -> &'a [Param] {
        self.named(name).map(|named| named.fields.as_slice()).unwrap_or_default()
    }

    /// Reports a type that generated code has no form for.
    pub(super) fn unsupported(&mut self, what: &str, form: &str) {
        let message = format!("{what} has a type that cannot be generated: {}", quoted(form));
        self.names.refuse(
            Diagnostic::error("unsupported-type", message)
                .help("write it as a struct with a field for it, or as a text with its own format"),
        );
    }
}
