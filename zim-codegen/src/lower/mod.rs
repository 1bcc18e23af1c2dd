//! The spec as decisions about Rust: identifiers, kinds, sentences. The last stage that can fail.
//!
//! A spec that [`zim_spec::load`] accepted passes; what is refused here concerns the shape of the output
//! alone, such as a group named like a file that the generator writes beside it.

mod action;
mod batches;
mod callbacks;
mod context;
mod fields;
mod identifiers;
mod limits;
pub(crate) mod markdown;
mod refusals;
mod replies;
mod rules;
pub(crate) mod sentences;
mod types;
mod usage;
mod values;

use crate::{Options, ir};
use context::Context;
use std::collections::BTreeMap;
use usage::Usage;
use zim_spec::diagnostic::{Diagnostic, Diagnostics};
use zim_spec::model::{Action, Spec};
use zim_spec::naming::{pascal_case, screaming_snake_case};

/// Modules that stand beside the groups, in the generated code or around it.
const ROOT_MODULES: [&str; 8] = ["callbacks", "codes", "generated", "mod", "runtime", "service", "shared", "types"];

/// Decides everything about the output.
pub(crate) fn lower(spec: &Spec, options: &Options) -> Result<ir::Tree, Diagnostics> {
    let usage = Usage::of(spec, options.features);
    let mut cx = Context::new(spec, &usage);
    let tree = tree(&mut cx, options);
    cx.names.finish().map(|()| tree)
}

/// What [`lower`] decides, also where it refuses some of it: not to be emitted, but to be compared.
pub(crate) fn sketch(spec: &Spec) -> ir::Tree {
    let options = Options::default();
    let usage = Usage::of(spec, options.features);
    let mut cx = Context::new(spec, &usage);
    tree(&mut cx, &options)
}

fn tree(cx: &mut Context<'_>, options: &Options) -> ir::Tree {
    ir::Tree {
        runtime: cx.names.path(&options.runtime),
        service: service(cx),
        codes: codes(cx),
        types: types::files(cx),
        groups: groups(cx),
        callbacks: callbacks::service(cx),
    }
}

fn codes(cx: &mut Context<'_>) -> Vec<ir::Code> {
    let mut codes = Vec::with_capacity(cx.spec.codes.len());
    for info in cx.spec.codes.values() {
        codes.push(ir::Code {
            constant: cx.ident(&screaming_snake_case(&info.name), &format!("return code {}", info.code)),
            docs: vec![format!("{}: {}", info.code, sentences::meaning(info))],
            info: info.clone(),
        });
    }
    codes
}

fn service(cx: &mut Context<'_>) -> ir::Service {
    let service = &cx.spec.service;
    let mut regions = Vec::with_capacity(service.hosts.len());
    for host in &service.hosts {
        regions.push(ir::Region {
            variant: cx.ident(&pascal_case(&host.region), &format!("region {}", host.region)),
            host: host.host.clone(),
            docs: vec![format!("{} Host: {}.", markdown::sentence(&host.doc), markdown::code(&host.host))],
        });
    }
    ir::Service {
        name: service.name.clone(),
        regions,
        docs: vec![markdown::sentence(&service.doc), sentences::source(&service.source)],
        common: service.common.clone(),
        signature_version: service.signing.version.clone(),
        window_seconds: service.signing.window_seconds,
        envelope: service.envelope.clone(),
        parameter_code: cx.code_ref(service.refusals.parameter),
        ack: replies::envelope(cx, &service.envelope),
    }
}

fn groups(cx: &mut Context<'_>) -> Vec<ir::Group> {
    let mut by_group: BTreeMap<&str, Vec<&Action>> = BTreeMap::new();
    for action in &cx.spec.actions {
        by_group.entry(&action.group).or_default().push(action);
    }
    by_group.values_mut().for_each(|actions| actions.sort_by(|a, b| a.name.cmp(&b.name)));
    let actions: Vec<&Action> = by_group.values().flatten().copied().collect();
    let mut lowered = cx.each(&actions, |cx, action| action::lower(cx, action)).into_iter();
    let mut groups = Vec::with_capacity(by_group.len());
    for (group, actions) in by_group {
        if ROOT_MODULES.contains(&group) {
            cx.names.refuse(
                Diagnostic::error("reserved-name", format!("a group cannot be called `{group}`"))
                    .help("the generator writes a file of that name beside the groups: rename the folder"),
            );
        }
        groups.push(ir::Group {
            module: cx.home(group),
            features: cx.usage.group_features(group),
            docs: vec![format!("Actions of the group {}.", markdown::code(group))],
            actions: lowered.by_ref().take(actions.len()).collect(),
        });
    }
    groups
}
