//! Parameters of requests and fields of structs, which are stated alike.

use super::identifiers::Identifiers;
use super::{code_ref, limits, markdown, rust_name, sentences};
use crate::ir;
use zim_spec::diagnostic::{Diagnostic, quoted};
use zim_spec::model::{Param, Schema, Spec, Type};
use zim_spec::naming::pascal_case;

/// `what` names the parameter for a report.
pub(super) fn field(spec: &Spec, what: &str, param: &Param, names: &mut Identifiers) -> ir::Field {
    let item_check = match &param.schema.ty {
        Type::List(item) => limits::checks(item, names),
        _ => ir::Checks::None,
    };
    let mut docs = vec![format!("{}: {}", markdown::code(&param.name), markdown::sentence(&param.doc))];
    docs.extend(sentences::limits(spec, &param.schema));
    docs.extend(param.default.as_ref().map(sentences::default));
    ir::Field {
        name: names.ident(&rust_name(param.rust_name.as_deref(), &param.name), what),
        wire: param.name.clone(),
        kind: kind(&param.schema, what, names),
        required: param.required,
        sensitive: param.sensitive,
        code: (param.code != spec.service.refusals.parameter).then(|| code_ref(spec, param.code, names)),
        check: limits::checks(&param.schema, names),
        item_check,
        docs,
    }
}

/// What Rust makes of a value.
pub(super) fn kind(schema: &Schema, what: &str, names: &mut Identifiers) -> ir::Kind {
    match &schema.ty {
        Type::List(item) => ir::Kind::Many(item_kind(item, what, names)),
        _ => ir::Kind::One(item_kind(schema, what, names)),
    }
}

fn item_kind(schema: &Schema, what: &str, names: &mut Identifiers) -> ir::Item {
    match (&schema.ty, &schema.enumeration) {
        (Type::Text, _) => ir::Item::Text,
        (Type::Bool, _) => ir::Item::Bool,
        (Type::Int(_), Some(name)) => ir::Item::Enum(names.ident(&pascal_case(name), what)),
        (Type::Int(int), None) => ir::Item::Int(*int),
        (Type::Struct(name), _) => ir::Item::Struct(names.ident(&pascal_case(name), what)),
        (other, _) => {
            let message = format!("{what} has a type that cannot be generated: {}", quoted(&format!("{other:?}")));
            names.refuse(Diagnostic::error("unsupported-type", message).help("a list holds single values or structs"));
            ir::Item::Text
        }
    }
}
