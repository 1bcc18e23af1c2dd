//! One action as decisions about Rust.

use super::context::Context;
use super::{batches, fields, markdown, refusals, replies, rules, sentences};
use crate::ir::Ident;
use crate::{fingerprint, ir};
use zim_spec::model::{Action, Carrier, Method};
use zim_spec::naming::{pascal_case, snake_case};

pub(super) fn lower(cx: &mut Context<'_>, action: &Action) -> ir::Action {
    let spec = cx.spec;
    let type_name = pascal_case(&action.name);
    let what = format!("action {}", action.name);
    let error = cx.ident(&format!("{type_name}Error"), &what);
    let refusals = refusals::refusals(cx, action);
    let (items, paging) = (batches::items(cx, action), batches::paging(cx, action));
    let is_split = items.as_ref().is_some_and(|items| !items.split.is_empty());
    ir::Action {
        module: cx.ident(&snake_case(&action.name), &what),
        request: cx.ident(&type_name, &what),
        reply: cx.ident(&format!("{type_name}Reply"), &what),
        wire_name: action.name.clone(),
        summary: markdown::sentence(&action.summary),
        docs: docs(action, is_split, &error, &spec.service.name, &refusals.variants),
        article: sentences::article(&type_name),
        method: action.method,
        in_body: (action.method, action.carrier) == (Method::Get, Carrier::Body),
        host: action.host.clone(),
        envelope: action.envelope.clone(),
        rate_limits: action.rate_limits.clone(),
        repeatable: action.repeatable,
        page: action.source.page.clone(),
        fields: fields::fields(cx, &action.name, &action.params),
        rules: rules::rules(cx, &action.rules, &action.params),
        reply_fields: reply_fields(cx, action),
        reply_docs: reply_docs(action, &type_name, &spec.service.name),
        items,
        paging,
        refusals: refusals.variants,
        overrides: refusals.overrides,
        item_overrides: refusals.item_overrides,
        error,
        file: action.file.clone(),
        fingerprint: fingerprint::action(spec, action),
    }
}

/// The page of an action: what it does, how often, what holds between parameters, refused with what, read where.
/// What is to be said of each parameter stands there.
fn docs(action: &Action, is_split: bool, error: &Ident, service: &str, refusals: &[ir::Refusal]) -> Vec<String> {
    let mut docs = vec![markdown::sentence(&action.summary)];
    docs.extend(action.doc.as_deref().map(markdown::sentence));
    docs.push(format!("{} {}", sentences::traffic(action), sentences::source(&action.source)));
    docs.extend(action.items.as_ref().map(|items| {
        let told = sentences::items(items);
        if is_split { format!("{told} {}", sentences::split()) } else { told }
    }));
    docs.extend(action.paging.as_ref().map(sentences::paging));
    docs.extend(sentences::rules(&action.rules));
    if refusals.is_empty() {
        docs.push("# Refusals".to_owned());
        docs.push(format!("The page lists no code of its own: {} answers shared ones.", markdown::escape(service)));
    } else {
        docs.push(format!("# Refusals: variants of [`{error}`]"));
    }
    docs.extend(refusals.iter().map(|refusal| refusal.listed.clone()));
    docs
}

/// The envelope and the action's own fields; `None` if the service's plain reply says it all.
fn reply_fields(cx: &mut Context<'_>, action: &Action) -> Option<Vec<ir::Received>> {
    if action.reply.is_empty() && action.envelope.is_none() {
        return None;
    }
    let envelope = action.envelope.as_ref().unwrap_or(&cx.spec.service.envelope);
    let mut fields = replies::envelope(cx, envelope);
    fields.extend(replies::fields(cx, &action.name, &action.reply));
    Some(fields)
}

fn reply_docs(action: &Action, request: &str, service: &str) -> Vec<String> {
    let succeeded = action.items.as_ref().and_then(|items| items.succeeded.as_ref());
    let mut docs = format!(
        "What {} answers to {} [`{request}`] that succeeded.",
        markdown::escape(service),
        sentences::article(request)
    );
    if let Some(list) = succeeded {
        docs.push_str(&format!(" {} holds the items that did.", markdown::code(list)));
    }
    vec![docs]
}
