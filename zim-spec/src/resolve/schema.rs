//! What a value is and which limits it has: the type looked up, its limits joined with those written here.

use super::at::At;
use super::limits::{Written, merge};
use super::names::Names;
use super::notation::{TypeName, type_name};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::{LimitKind, Schema, Type};

/// The types that every spec has.
const BUILTIN_TYPES: &[&str] = &["string", "bool", "i32", "u32", "i64", "u64"];

/// How many types may stand for each other in a row: more is no spec, and recursion has to end.
pub(super) const DEEPEST: usize = 32;

/// What is known of a type's name.
pub(super) enum Known {
    /// It is defined.
    As(Schema),
    /// It is defined, but its definition is wrong; that has been reported.
    Broken,
    /// It is being resolved at this moment: it contains itself.
    Open,
    /// Too many types stand for each other before it.
    Deep,
    /// Nobody defines it.
    Not,
}

/// The schema of the item at `at`, which says `type: {ty}` and `written`.
///
/// `None` if it has none; the reason has been reported.
pub(super) fn schema(
    at: &At<'_>,
    ty: Option<&str>,
    mut written: Written<'_>,
    names: &Names<'_>,
    known: &mut dyn FnMut(&str, &mut Diagnostics) -> Known,
    report: &mut Diagnostics,
) -> Option<Schema> {
    written.stated.retain(|limit| charset_is_known(at, limit, names, report));
    let Some(ty) = ty else {
        super::missing(at, "type", "type: string", report);
        return None;
    };
    let base = match base(&type_name(ty), known, report) {
        Ok(base) => base,
        Err(problem) => {
            report.extend(explain(at, ty, problem, names));
            return None;
        }
    };
    let limits = merge(&base.limits, &written);
    let adjusted = base.named.is_some() && limits != base.limits;
    Some(Schema { limits, adjusted, ..base })
}

/// Why a type could not be resolved.
enum Problem {
    /// Reported where the type is defined.
    Reported,
    Malformed,
    Unknown(String),
    Recursive(String),
    Deep(String),
    NestedList,
}

fn base(
    ty: &TypeName<'_>,
    known: &mut dyn FnMut(&str, &mut Diagnostics) -> Known,
    report: &mut Diagnostics,
) -> Result<Schema, Problem> {
    let builtin = |ty| Ok(Schema { named: None, adjusted: false, ty, enumeration: None, limits: Vec::new() });
    match ty {
        TypeName::Malformed => Err(Problem::Malformed),
        TypeName::Text => builtin(Type::Text),
        TypeName::Bool => builtin(Type::Bool),
        TypeName::Int(width) => builtin(Type::Int(*width)),
        TypeName::Named(name) => match known(name, report) {
            Known::As(schema) => Ok(Schema { named: Some((*name).to_owned()), adjusted: false, ..schema }),
            Known::Broken => Err(Problem::Reported),
            Known::Open => Err(Problem::Recursive((*name).to_owned())),
            Known::Deep => Err(Problem::Deep((*name).to_owned())),
            Known::Not => Err(Problem::Unknown((*name).to_owned())),
        },
        TypeName::List(item) => {
            if matches!(**item, TypeName::List(_)) {
                return Err(Problem::NestedList);
            }
            let item = base(item, known, report)?;
            if matches!(item.ty, Type::List(_)) {
                return Err(Problem::NestedList);
            }
            builtin(Type::List(Box::new(item)))
        }
    }
}

fn explain(at: &At<'_>, ty: &str, problem: Problem, names: &Names<'_>) -> Option<Diagnostic> {
    let place = at.key("type").value();
    let diagnostic = match problem {
        Problem::Reported => return None,
        // A name with a blank is no type, but may be that of one whose name was refused.
        Problem::Malformed if names.may_have_type(item_of(ty)) => return None,
        Problem::Malformed => Diagnostic::error("bad-value", format!("{} is not a type", quoted(ty))).help(format!(
            "write one of {}, `list<…>` of one of these, or the name of a type in types.yaml",
            builtins()
        )),
        Problem::Unknown(name) => {
            if names.may_have_type(&name) {
                return None;
            }
            let defined = names.types.keys().copied();
            let otherwise = format!("write one of {}, `list<…>`, or define it in types.yaml", builtins());
            let help = match nearest(&name, defined.chain(BUILTIN_TYPES.iter().copied())) {
                Some(meant) => format!("did you mean {}? otherwise {otherwise}", quoted(meant)),
                None => otherwise,
            };
            Diagnostic::error("unknown-type", format!("no type is called {}", quoted(&name))).help(help)
        }
        Problem::Recursive(name) => {
            Diagnostic::error("recursive-type", format!("type {} contains itself", quoted(&name)))
                .help(format!("give it a type of its own: {}, or `list<…>` of one", builtins()))
        }
        Problem::Deep(name) => {
            Diagnostic::error("recursive-type", format!("too many types in a row lead to {}", quoted(&name)))
                .help(format!("at most {DEEPEST} may stand for each other: give it a type of its own"))
        }
        Problem::NestedList => Diagnostic::error("unsupported-type", format!("{} is a list of lists", quoted(ty)))
            .help("ZIM has no list of lists: write `list<…>` of a type that is not a list"),
    };
    Some(diagnostic.at(place))
}

/// What a type is a list of; itself if it is no list.
fn item_of(ty: &str) -> &str {
    let ty = ty.trim();
    ty.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(ty)
}

fn builtins() -> String {
    super::either(BUILTIN_TYPES.iter().copied())
}

fn charset_is_known(at: &At<'_>, limit: &LimitKind, names: &Names<'_>, report: &mut Diagnostics) -> bool {
    let LimitKind::Charset(name) = limit else {
        return true;
    };
    if let Some(charset) = names.charsets.get(name.as_str()) {
        return charset.item.is_some();
    }
    if names.may_have_charset(name) {
        return false;
    }
    let help = match nearest(name, names.charsets.keys().copied()) {
        Some(meant) => format!("did you mean {}?", quoted(meant)),
        None => "define it under `charsets` in types.yaml".to_owned(),
    };
    let message = format!("no charset is called {}", quoted(name));
    report.push(Diagnostic::error("unknown-charset", message).at(at.key("charset").value()).help(help));
    false
}
