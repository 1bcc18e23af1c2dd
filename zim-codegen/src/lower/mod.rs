//! The spec as decisions about Rust: identifiers, kinds, sentences. The last stage that can fail.
//!
//! A spec that [`zim_spec::load`] accepted passes; what is refused here concerns the shape of the output
//! alone, such as a group named like a file that the generator writes beside it.

mod action;
mod field;
mod identifiers;
mod limits;
mod markdown;
mod sentences;
mod types;

use crate::ir;
use identifiers::Identifiers;
use std::collections::BTreeMap;
use zim_spec::diagnostic::{Diagnostic, Diagnostics};
use zim_spec::model::{Action, ReturnCode, Spec};
use zim_spec::naming::{pascal_case, screaming_snake_case, snake_case};

/// Modules that stand beside the groups, in the generated code or around it.
const ROOT_MODULES: [&str; 6] = ["codes", "generated", "mod", "runtime", "service", "types"];

/// Decides everything about the output.
pub(crate) fn lower(spec: &Spec, runtime: &str) -> Result<ir::Tree, Diagnostics> {
    let mut names = Identifiers::default();
    let runtime = names.path(runtime);
    let codes = codes(spec, &mut names);
    let used = limits::Used::of(spec);
    let tree = ir::Tree {
        runtime,
        service: service(spec, &mut names),
        charsets: limits::charsets(spec, &used, &mut names),
        checks: limits::named_checks(spec, &used, &mut names),
        enums: types::enums(spec, &used, &mut names),
        structs: types::structs(spec, &used, &mut names),
        codes,
        groups: groups(spec, &mut names),
    };
    names.finish().map(|()| tree)
}

fn codes(spec: &Spec, names: &mut Identifiers) -> Vec<ir::Code> {
    let codes = spec.codes.values().map(|info| ir::Code {
        constant: names.ident(&screaming_snake_case(&info.name), &format!("return code {}", info.code)),
        docs: code_docs(info),
        info: info.clone(),
    });
    codes.collect()
}

fn code_docs(info: &ReturnCode) -> Vec<String> {
    vec![format!("{} Recovery: `{}`.", sentences::return_code(info), info.recovery.name())]
}

fn service(spec: &Spec, names: &mut Identifiers) -> ir::Service {
    let service = &spec.service;
    let regions = service.hosts.iter().map(|host| ir::Region {
        variant: names.ident(&pascal_case(&host.region), &format!("region {}", host.region)),
        host: host.host.clone(),
        docs: vec![format!("{} Host: {}.", markdown::sentence(&host.doc), markdown::code(&host.host))],
    });
    ir::Service {
        name: service.name.clone(),
        regions: regions.collect(),
        docs: vec![
            markdown::sentence(&service.doc),
            format!(
                "Source: {}, read {}.",
                markdown::code(&service.source.page),
                markdown::escape(&service.source.checked)
            ),
        ],
        common: service.common.clone(),
        signature_version: service.signing.version.clone(),
        window_seconds: service.signing.window_seconds,
        envelope: service.envelope.clone(),
    }
}

fn groups(spec: &Spec, names: &mut Identifiers) -> Vec<ir::Group> {
    let mut by_group: BTreeMap<&str, Vec<&Action>> = BTreeMap::new();
    for action in &spec.actions {
        by_group.entry(&action.group).or_default().push(action);
    }
    let mut groups = Vec::with_capacity(by_group.len());
    for (group, mut actions) in by_group {
        if ROOT_MODULES.contains(&group) {
            names.refuse(
                Diagnostic::error("reserved-name", format!("a group cannot be called `{group}`"))
                    .help("the generator writes a file of that name beside the groups: rename the folder"),
            );
        }
        actions.sort_by(|a, b| a.name.cmp(&b.name));
        groups.push(ir::Group {
            module: names.ident(group, &format!("group {group}")),
            docs: vec![format!("Actions of the group {}.", markdown::code(group))],
            actions: actions.into_iter().map(|action| action::lower(spec, action, names)).collect(),
        });
    }
    groups
}

/// The name that a part of an action has in Rust: the pinned one, or the wire name in snake case.
fn rust_name(pinned: Option<&str>, wire: &str) -> String {
    pinned.map_or_else(|| snake_case(wire), str::to_owned)
}

fn code_ref(spec: &Spec, code: i64, names: &mut Identifiers) -> ir::CodeRef {
    match spec.codes.get(&code) {
        Some(info) => {
            ir::CodeRef::Constant(names.ident(&screaming_snake_case(&info.name), &format!("return code {code}")))
        }
        None => ir::CodeRef::Number(code),
    }
}
