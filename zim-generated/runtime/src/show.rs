//! `Debug` of what is generated: what people wrote is not shown.

use super::{Params, Part, Request};
use std::fmt;

/// Writes the parameters of `request` as its `Debug` should, without those that are absent.
///
/// # Errors
/// If writing fails.
pub fn fmt_params(request: &dyn Request, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut fields = f.debug_struct(name);
    request.visit(&mut Params::showing(&mut fields));
    fields.finish()
}

/// Writes the fields of `part` as its `Debug` should, without those that are absent.
///
/// # Errors
/// If writing fails.
pub fn fmt_part(part: &dyn Part, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut fields = f.debug_struct(name);
    part.visit(&mut Params::showing(&mut fields));
    fields.finish()
}

/// Writes `name` and nothing of what is in it.
///
/// # Errors
/// If writing fails.
pub fn fmt_hidden(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name}(<hidden>)")
}

/// `show!(GroupAttribute: key, value as hidden)` implements `Debug` for a struct that is only received: its fields
/// in this order, of the hidden ones no more than how much there is.
#[doc(hidden)]
#[macro_export]
macro_rules! __show {
    ($name:ident: $($field:ident $(as $hidden:ident)?),+ $(,)?) => {
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(::std::stringify!($name))
                    $(.field(::std::stringify!($field), &$crate::__show!(@ self.$field $(as $hidden)?)))+
                    .finish()
            }
        }
    };
    (@ $self:ident.$field:ident) => {
        &$self.$field
    };
    (@ $self:ident.$field:ident as hidden) => {{
        #[allow(unused_imports)]
        use $crate::RedactAnything as _;
        $crate::Redact(&$self.$field).redacted()
    }};
}
