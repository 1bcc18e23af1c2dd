//! `Request::write`: the parameters as they travel. Absent ones are not sent.

use crate::ir;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// wire.text("FromUserId", &self.from_user_id);
/// if let Some(value) = &self.extended_data {
///     wire.text("ExtendedData", value);
/// }
/// ```
pub(super) fn body(fields: &[ir::Field]) -> TokenStream {
    let statements = fields.iter().map(|field| {
        let name = &field.name;
        // Numbers of a list are iterated over, which borrows it.
        let borrows = matches!(&field.kind, ir::Kind::Many(ir::Item::Int(_) | ir::Item::Enum(_))) && field.required;
        let place = if field.kind.is_copy() || borrows { quote!(self.#name) } else { quote!(&self.#name) };
        if field.required {
            write(field, &place)
        } else {
            let write = write(field, &quote!(value));
            quote!(if let Some(value) = #place { #write })
        }
    });
    quote!(#(#statements)*)
}

fn write(field: &ir::Field, value: &TokenStream) -> TokenStream {
    let wire = &field.wire;
    match &field.kind {
        ir::Kind::One(ir::Item::Text) => quote!(wire.text(#wire, #value);),
        ir::Kind::One(ir::Item::Bool) => quote!(wire.bool(#wire, #value);),
        ir::Kind::One(ir::Item::Int(_)) => quote!(wire.int(#wire, i128::from(#value));),
        ir::Kind::One(ir::Item::Enum(_)) => quote!(wire.int(#wire, i128::from(#value.get()));),
        ir::Kind::One(ir::Item::Struct(_)) => quote!(wire.object(#wire, #value);),
        ir::Kind::Many(ir::Item::Text) => quote!(wire.texts(#wire, #value);),
        ir::Kind::Many(ir::Item::Bool) => quote!(wire.bools(#wire, #value);),
        ir::Kind::Many(ir::Item::Int(_)) => quote!(wire.ints(#wire, #value.iter().copied().map(i128::from));),
        ir::Kind::Many(ir::Item::Enum(_)) => {
            quote!(wire.ints(#wire, #value.iter().map(|item| i128::from(item.get())));)
        }
        ir::Kind::Many(ir::Item::Struct(_)) => quote!(wire.objects(#wire, #value);),
    }
}
