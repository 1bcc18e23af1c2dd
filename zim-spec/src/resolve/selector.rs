//! Which field beside a union tells what it holds.

use super::at::At;
use super::names::Names;
use super::schema::lone_union;
use super::siblings::Siblings;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::model::{Schema, Type};

/// The selector of the field called `name`, of `schema`, which stands at `at` and writes `written`: `None` if it is
/// no union, or none could be found, which has been reported.
pub(super) fn selector(
    name: &str,
    schema: &Schema,
    written: Option<&str>,
    at: &At<'_>,
    siblings: &Siblings<'_>,
    names: &Names<'_>,
    report: &mut Diagnostics,
) -> Option<String> {
    let key = at.key("selector");
    let Some(union) = lone_union(schema) else {
        if written.is_some() {
            let message = format!("{} is no union", quoted(name));
            report.push(
                Diagnostic::error("bad-union", message)
                    .at(key.name())
                    .help("remove `selector`: only a union, or a list of such, has one"),
            );
        }
        return None;
    };
    // What is wrong with its definition has been reported.
    let by = &names.types.get(union)?.item.as_ref()?.union.as_ref()?.by;
    let fits = |schema: &Schema| matches!(schema.ty, Type::Int(_)) && schema.enumeration.as_ref() == Some(by);
    if let Some(written) = written {
        if !fits(siblings.find(written, key.value(), report)?) {
            let message =
                format!("{} is no {}, which union {} is selected by", quoted(written), quoted(by), quoted(union));
            let help = format!("name a {} of type {}", siblings.noun, quoted(by));
            report.push(Diagnostic::error("bad-union", message).at(key.value()).help(help));
            return None;
        }
        return Some(written.to_owned());
    }
    if key.is_there() {
        return None;
    }
    let mut fitting = siblings.iter().filter(|(_, schema)| fits(schema)).map(|(name, _)| name);
    let (first, second) = (fitting.next(), fitting.next());
    let (message, help) = match (first, second) {
        (Some(only), None) => return Some(only.to_owned()),
        (Some(first), Some(second)) => {
            let message =
                format!("both {} and {} could select what {} holds", quoted(first), quoted(second), quoted(name));
            (message, format!("say which: `selector: {first}`"))
        }
        _ => {
            let message = format!("nothing tells which variant of {} {} is", quoted(union), quoted(name));
            (message, format!("add a {} of type {}, or name it: `selector: …`", siblings.noun, quoted(by)))
        }
    };
    report.push(Diagnostic::error("bad-union", message).at(at.key("type").value()).help(help));
    None
}
