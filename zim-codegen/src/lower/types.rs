//! Named types that become Rust types of their own: enumerations and structs.

use super::identifiers::Identifiers;
use super::limits::Used;
use super::{field, markdown};
use crate::ir;
use zim_spec::model::{NamedType, Spec, Type};
use zim_spec::naming::pascal_case;

/// The enumerations that are used.
pub(super) fn enums(spec: &Spec, used: &Used, names: &mut Identifiers) -> Vec<ir::Enum> {
    let mut enums = Vec::new();
    for named in spec.types.values().filter(|named| used.has_enumeration(&named.name)) {
        let (Some(values), Type::Int(width)) = (&named.values, &named.schema.ty) else { continue };
        let values = values.values.iter().map(|value| ir::EnumValue {
            variant: names.ident(&pascal_case(&value.name), &format!("value {} of {}", value.name, named.name)),
            number: value.number,
            docs: vec![format!("{}: {}", value.number, markdown::sentence(&value.doc))],
        });
        enums.push(ir::Enum {
            values: values.collect(),
            name: ident(named, names),
            width: *width,
            docs: vec![markdown::sentence(&named.doc)],
        });
    }
    enums
}

/// The structs that are used.
pub(super) fn structs(spec: &Spec, used: &Used, names: &mut Identifiers) -> Vec<ir::Struct> {
    let mut structs = Vec::new();
    for named in spec.types.values() {
        let (sent, received) = (used.is_sent(&named.name), used.is_received(&named.name));
        if !(sent || received) {
            continue;
        }
        let fields = named.fields.iter().map(|param| {
            let what = format!("field {} of {}", param.name, named.name);
            field::field(spec, &what, param, names)
        });
        structs.push(ir::Struct {
            fields: fields.collect(),
            name: ident(named, names),
            sent,
            received,
            docs: vec![markdown::sentence(&named.doc)],
        });
    }
    structs
}

fn ident(named: &NamedType, names: &mut Identifiers) -> proc_macro2::Ident {
    names.ident(&pascal_case(&named.name), &format!("type {}", named.name))
}
