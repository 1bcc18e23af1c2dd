//! What the service tells of its own accord.

use super::context::Context;
use super::usage::CALLBACKS;
use super::{fields, markdown, replies, sentences};
use crate::{fingerprint, ir};
use zim_spec::diagnostic::{Diagnostic, quoted};
use zim_spec::model::{Callback, CallbackService};
use zim_spec::naming::pascal_case;

/// Names that the module of callbacks needs for itself.
const RESERVED: [&str; 3] = ["Event", "Unknown", "Self"];

/// `None` if the spec has no callbacks.
pub(super) fn service(cx: &mut Context<'_>) -> Option<ir::CallbackService> {
    let spec = cx.spec;
    let service: &CallbackService = spec.service.callbacks.as_ref().filter(|_| !spec.callbacks.is_empty())?;
    let mut callbacks: Vec<&Callback> = spec.callbacks.iter().collect();
    callbacks.sort_by(|a, b| a.name.cmp(&b.name));
    let name = markdown::escape(&spec.service.name);
    Some(ir::CallbackService {
        features: cx.usage.group_features(CALLBACKS),
        docs: vec![
            format!("What {name} tells a backend of its own accord: a struct for each event, and [`Event`] for all."),
            format!(
                "A body is opened with `Notice::open(&CALLBACKS, body)`, verified with the callback secret, and read with [`Event::read`]. {}",
                sentences::retries(&spec.service.name, &service.retries_ms)
            ),
            sentences::source(&service.source),
        ],
        fields: service.common.clone(),
        retries_ms: service.retries_ms.clone(),
        fingerprint: fingerprint::callbacks(spec),
        callbacks: cx.each(&callbacks, |cx, callback| lower(cx, callback)),
    })
}

fn lower(cx: &mut Context<'_>, callback: &Callback) -> ir::Callback {
    let what = format!("callback {}", callback.name);
    let type_name = pascal_case(&callback.name);
    if RESERVED.contains(&type_name.as_str()) {
        cx.names.refuse(
            Diagnostic::error("reserved-name", format!("{what} would be called {} in Rust", quoted(&type_name)))
                .help("the module of callbacks has an item of that name"),
        );
    }
    let mut docs = vec![markdown::sentence(&callback.summary)];
    docs.extend(callback.doc.as_deref().map(markdown::sentence));
    if let Some(retries) = &callback.retries_ms {
        docs.push(sentences::retries(&cx.spec.service.name, retries));
    }
    docs.push(sentences::source(&callback.source));
    let answer = (!callback.reply.is_empty()).then(|| ir::Answer {
        name: cx.ident(&format!("{type_name}Answer"), &what),
        docs: vec![format!("What a backend answers to [`{type_name}`].")],
        fields: fields::fields(cx, &callback.name, &callback.reply),
    });
    ir::Callback {
        module: cx.ident(&callback.name, &what),
        name: cx.ident(&type_name, &what),
        event: callback.name.clone(),
        summary: markdown::sentence(&callback.summary),
        docs,
        fields: replies::fields(cx, &callback.name, &callback.fields),
        answer,
        retries_ms: callback.retries_ms.clone(),
        file: callback.file.clone(),
        fingerprint: fingerprint::callback(cx.spec, callback),
    }
}
