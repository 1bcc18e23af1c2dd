//! What a value is and which limits it has: the type looked up, its limits joined with those written here.

use super::at::At;
use super::limits::{Written, merge, merge_sentinels};
use super::mended_name;
use super::names::Names;
use super::notation::{TypeName, type_name};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest, quoted};
use crate::model::{Limit, LimitKind, Schema, Type};

/// The types that every spec has.
pub(crate) const BUILTIN_TYPES: &[&str] = &["string", "bool", "i32", "u32", "i64", "u64"];

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
    report.extend(written.problems.iter().map(|problem| problem.diagnostic(at)));
    written.stated.retain(|limit| charset_is_known(at, limit, names, report));
    for (key, code) in &written.codes {
        super::codes::check_defined(*code, &at.key("limit_codes").key(key), names, report);
    }
    let Some(ty) = ty else {
        super::missing(at, "type", "type: string", report);
        return None;
    };
    let base = type_schema(ty, &at.key("type"), names, known, report)?;
    check_only(at, &base.limits, &written, report);
    let limits = merge(&base.limits, &written);
    let sentinels = merge_sentinels(base.sentinels.clone(), &written);
    let adjusted = base.named.is_some() && (limits != base.limits || sentinels != base.sentinels);
    let unit = written.unit.or(base.unit);
    let not_in_future = written.not_in_future || base.not_in_future;
    Some(Schema { limits, sentinels, adjusted, unit, not_in_future, ..base })
}

/// What `ty`, which stands at `at`, means by itself; `None` if it means nothing, which has been reported.
pub(super) fn type_schema(
    ty: &str,
    at: &At<'_>,
    names: &Names<'_>,
    known: &mut dyn FnMut(&str, &mut Diagnostics) -> Known,
    report: &mut Diagnostics,
) -> Option<Schema> {
    match base(&type_name(ty), known, report) {
        Ok(base) => Some(base),
        Err(problem) => {
            report.extend(explain(at, ty, problem, names));
            None
        }
    }
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
    MapKey,
    /// A union where nothing stands beside it.
    LoneUnion(String),
}

fn base(
    ty: &TypeName<'_>,
    known: &mut dyn FnMut(&str, &mut Diagnostics) -> Known,
    report: &mut Diagnostics,
) -> Result<Schema, Problem> {
    let builtin = |ty| Ok(Schema::plain(ty));
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
        TypeName::Map(key, value) => {
            let (key, value) = (base(key, known, report)?, base(value, known, report)?);
            if key.ty != Type::Text {
                return Err(Problem::MapKey);
            }
            builtin(Type::Map { key: Box::new(key), value: Box::new(beside_nothing(value)?) })
        }
        TypeName::Json(value, url_encoded) => {
            let value = Box::new(beside_nothing(base(value, known, report)?)?);
            builtin(Type::Json { value, url_encoded: *url_encoded })
        }
    }
}

/// The union that a value is, or that the items of a list are.
pub(super) fn lone_union(schema: &Schema) -> Option<&str> {
    match &schema.ty {
        Type::Union(name) => Some(name),
        Type::List(item) => lone_union(item),
        _ => None,
    }
}

/// Refuses unions where no field beside them can select what they hold.
fn beside_nothing(schema: Schema) -> Result<Schema, Problem> {
    match lone_union(&schema) {
        Some(union) => Err(Problem::LoneUnion(union.to_owned())),
        None => Ok(schema),
    }
}

fn explain(at: &At<'_>, ty: &str, problem: Problem, names: &Names<'_>) -> Option<Diagnostic> {
    let diagnostic = match problem {
        Problem::Reported => return None,
        // A name with a blank is no type, but may be that of one whose name was refused.
        Problem::Malformed if names.may_have_type(item_of(ty)) => return None,
        Problem::Malformed => Diagnostic::error("bad-value", format!("{} is not a type", quoted(ty))).help(format!(
            "write one of {}, the name of a type in types.yaml, or `list<…>`, `map<string, …>`, `json<…>` of one of these",
            builtins()
        )),
        Problem::Unknown(name) => {
            if names.may_have_type(&name) {
                return None;
            }
            let defined = names.types.keys().copied();
            let otherwise = format!("write one of {}, `list<…>`, `map<string, …>`, `json<…>`, or define it in types.yaml", builtins());
            let meant = nearest(&name, defined.chain(BUILTIN_TYPES.iter().copied()));
            let help = match meant {
                Some(meant) => format!("did you mean {}? otherwise {otherwise}", quoted(meant)),
                None => otherwise,
            };
            let finding = Diagnostic::error("unknown-type", format!("no type is called {}", quoted(&name))).help(help);
            mended_name(finding, at.value(), &name, meant)
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
        Problem::MapKey => {
            Diagnostic::error("unsupported-type", format!("the keys of {} are no text", quoted(ty)))
                .help("the keys of a JSON object are text: write `map<string, …>`, or a named type of text for the keys")
        }
        Problem::LoneUnion(name) => {
            let message = format!("nothing stands beside {} here that could tell its variant", quoted(&name));
            Diagnostic::error("bad-union", message)
                .help("put it into a struct, with the field that selects, and use that")
        }
    };
    Some(diagnostic.at(at.value()))
}

/// What a type is a list, map or JSON of; itself if it is none.
fn item_of(ty: &str) -> &str {
    let ty = ty.trim();
    let inside = ["list<", "json<", "url_json<"].iter().find_map(|name| ty.strip_prefix(name)?.strip_suffix('>'));
    let value = || Some(ty.strip_prefix("map<")?.strip_suffix('>')?.split_once(',')?.1.trim());
    inside.or_else(value).unwrap_or(ty)
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
    let meant = nearest(name, names.charsets.keys().copied());
    let help = match meant {
        Some(meant) => format!("did you mean {}?", quoted(meant)),
        None => "define it under `charsets` in types.yaml".to_owned(),
    };
    let message = format!("no charset is called {}", quoted(name));
    let place = at.key("charset").value();
    let finding = Diagnostic::error("unknown-charset", message).at(place.clone()).help(help);
    report.push(mended_name(finding, place, name, meant));
    false
}

/// `only` takes some of the values that the type has.
fn check_only(at: &At<'_>, inherited: &[Limit], written: &Written<'_>, report: &mut Diagnostics) {
    let at = at.key("only");
    if at.is_empty() {
        let help = "name the values that are allowed here, or remove it";
        report.push(Diagnostic::error("bad-value", "`only` names no value").at(at.name()).help(help));
    }
    let stated = written.stated.iter().find_map(|limit| match limit {
        LimitKind::OneOf(numbers) => Some(numbers),
        _ => None,
    });
    let allowed = inherited.iter().find_map(|limit| match &limit.kind {
        LimitKind::OneOf(numbers) => Some(numbers),
        _ => None,
    });
    let (Some(stated), Some(allowed)) = (stated, allowed) else { return };
    for number in stated.iter().filter(|number| !allowed.contains(number)) {
        let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
        let help = format!("its values are {}", super::either(allowed.iter().map(String::as_str)));
        let message = format!("the type has no value `{number}`");
        report.push(Diagnostic::error("bad-enum", message).at(at.value()).help(help));
    }
}
