//! `service.yaml`: what all actions share.

use super::at::At;
use super::names::{Names, duplicate};
use super::notation::{self, ALGORITHMS, QUERY_LISTS};
use super::{bad_name, callback, facts, keyword, missing, refusals};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::document::{self, ServiceFile};
use crate::load::Documents;
use crate::model::{CommonParams, Envelope, Host, Service, Signing};
use crate::naming::is_pascal_case;
use std::collections::BTreeMap;

/// The service; `None` if it is missing or wrong, which has been reported.
pub(super) fn service(documents: &Documents, names: &Names<'_>, report: &mut Diagnostics) -> Option<Service> {
    let Some(doc) = documents.service.first() else {
        // A file that is there but could not be read has been reported, and so has a folder without any.
        if !documents.is_empty() && !documents.unread.iter().any(|name| name == "service.yaml") {
            report.push(
                Diagnostic::error("missing-file", "there is no `service.yaml`")
                    .help("add one, or use this folder together with the shipped spec, which has one"),
            );
        }
        return None;
    };
    let top = At::top(&doc.index);
    for second in documents.service.iter().skip(1) {
        let second = At::top(&second.index).key("service");
        report.push(duplicate(
            "service",
            doc.content.service.as_deref().unwrap_or_default(),
            &top.key("service"),
            &second,
        ));
    }
    let document = &doc.content;
    if let Some(name) = document.service.as_deref().filter(|name| !is_pascal_case(name)) {
        let allowed = "a capital, then letters and digits: `ZIM`";
        report.push(bad_name("service", name, allowed).at(top.key("service").value()));
    }
    let name = text(document.service.as_ref(), &top, "service", "ZIM", report);
    let hosts = hosts(document, &top, report);
    let common = part(document.common.as_ref(), &top, "common", "{action: Action, …}", report)
        .and_then(|common| self::common(common, &top.key("common"), report));
    let signing = part(document.signing.as_ref(), &top, "signing", "{algorithm: md5_hex, …}", report)
        .and_then(|signing| self::signing(signing, &top.key("signing"), report));
    let query_lists = document.query_lists.as_deref();
    let query_lists = query_lists.and_then(|lists| keyword(&top, "query_lists", Some(lists), QUERY_LISTS, report));
    let envelope = part(document.envelope.as_ref(), &top, "envelope", "{code: Code, …}", report).and_then(|envelope| {
        let at = top.key("envelope");
        part(envelope.request_id.as_ref(), &at, "request_id", "RequestId", report);
        self::envelope(envelope, &at, report)
    });
    let callbacks = document.callbacks.as_ref();
    let callbacks = callbacks.map(|callbacks| callback::shared(callbacks, &top.key("callbacks"), report));
    let refusals = refusals::refusals(&document.refusals, &top.key("refusals"), names, report);
    Some(Service {
        name: name?,
        doc: facts::text(&document.doc),
        hosts,
        common: common?,
        signing: signing?,
        query_lists,
        envelope: envelope?,
        refusals: refusals?,
        callbacks: match callbacks {
            None => None,
            Some(callbacks) => Some(callbacks?),
        },
        source: facts::source(document.source.as_ref()),
    })
}

fn hosts(document: &ServiceFile, top: &At<'_>, report: &mut Diagnostics) -> Vec<Host> {
    let hosts = top.key("hosts");
    if hosts.is_empty() {
        let help = "write at least one: `Unified: {host: zim-api.zego.im, doc: Any region.}`";
        report.push(Diagnostic::error("bad-value", "`hosts` names no host").at(hosts.name()).help(help));
    } else if document.hosts.is_empty() {
        missing(top, "hosts", "hosts: {Unified: {host: zim-api.zego.im, doc: Any region.}}", report);
    }
    let mut regions: BTreeMap<String, String> = BTreeMap::new();
    let host = |(region, document): (&str, &document::Host)| {
        let at = hosts.key(region);
        if !is_pascal_case(region) {
            report.push(bad_name("region", region, "a capital, then letters and digits: `HongKong`").at(at.name()));
        }
        let host = text(document.host.as_ref(), &at, "host", "zim-api.zego.im", report)?;
        check_host(&host, &at.key("host"), report);
        if let Some(first) = regions.get(&host) {
            let message = format!("regions {} and {} have the same host", quoted(first), quoted(region));
            report.push(
                Diagnostic::error("duplicate-definition", message)
                    .at(at.key("host").value())
                    .note("the other is here", hosts.key(first).key("host").value())
                    .help("correct one of the two, or remove it"),
            );
        } else {
            regions.insert(host.clone(), region.to_owned());
        }
        Some(Host { region: region.to_owned(), host, doc: facts::text(&document.doc) })
    };
    document.hosts.iter().filter_map(host).collect()
}

/// Reports `host`, which stands at `at`, unless it is the name of a host.
pub(super) fn check_host(host: &str, at: &At<'_>, report: &mut Diagnostics) {
    if !is_host_name(host) {
        let message = format!("{} is not the name of a host", quoted(host));
        let help = "write the name alone, without `https://`, port or path: `zim-api.zego.im`";
        report.push(Diagnostic::error("bad-value", message).at(at.value()).help(help));
    }
}

/// Lower-case labels of letters, digits and inner hyphens, joined by dots; at most 253 bytes.
pub(super) fn is_host_name(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

fn common(document: &document::CommonParams, at: &At<'_>, report: &mut Diagnostics) -> Option<CommonParams> {
    let action = wire_name(document.action.as_ref(), at, "action", "Action", report);
    let app_id = wire_name(document.app_id.as_ref(), at, "app_id", "AppId", report);
    let nonce = wire_name(document.nonce.as_ref(), at, "nonce", "SignatureNonce", report);
    let timestamp = wire_name(document.timestamp.as_ref(), at, "timestamp", "Timestamp", report);
    let version = wire_name(document.signature_version.as_ref(), at, "signature_version", "SignatureVersion", report);
    let signature = wire_name(document.signature.as_ref(), at, "signature", "Signature", report);
    Some(CommonParams {
        action: action?,
        app_id: app_id?,
        nonce: nonce?,
        timestamp: timestamp?,
        signature_version: version?,
        signature: signature?,
    })
}

fn signing(document: &document::Signing, at: &At<'_>, report: &mut Diagnostics) -> Option<Signing> {
    let algorithm = keyword(at, "algorithm", document.algorithm.as_deref(), ALGORITHMS, report);
    let version = text(document.version.as_ref(), at, "version", "\"2.0\"", report);
    let window = text(document.window.as_ref(), at, "window", "600s", report);
    let window_seconds = window.as_deref().and_then(notation::duration);
    if let (Some(window), None) = (&window, window_seconds) {
        let message = format!("{} is not a duration", quoted(window));
        let help = "write a whole number above 0 and a unit, such as `600s`, `10m`, `24h`";
        report.push(Diagnostic::error("bad-value", message).at(at.key("window").value()).help(help));
    }
    Some(Signing { algorithm: algorithm?, version: version?, window_seconds: window_seconds? })
}

/// Names of the fields that replies carry; that of the request is optional.
pub(super) fn envelope(document: &document::Envelope, at: &At<'_>, report: &mut Diagnostics) -> Option<Envelope> {
    let code = wire_name(document.code.as_ref(), at, "code", "Code", report);
    let message = wire_name(document.message.as_ref(), at, "message", "Message", report);
    let request_id = document.request_id.as_ref();
    let request_id = request_id.map(|name| wire_name(Some(name), at, "request_id", "RequestId", report));
    let request_id = match request_id {
        None => None,
        Some(request_id) => Some(request_id?),
    };
    Some(Envelope { code: code?, message: message?, request_id })
}

/// A part of the file that must be there.
pub(super) fn part<'d, T>(
    written: Option<&'d T>,
    at: &At<'_>,
    key: &str,
    example: &str,
    report: &mut Diagnostics,
) -> Option<&'d T> {
    if written.is_none() {
        missing(at, key, &format!("{key}: {example}"), report);
    }
    written
}

/// A text that must be there.
fn text(written: Option<&String>, at: &At<'_>, key: &str, example: &str, report: &mut Diagnostics) -> Option<String> {
    part(written, at, key, example, report).cloned()
}

/// The name of a parameter or field on the wire.
pub(super) fn wire_name(
    written: Option<&String>,
    at: &At<'_>,
    key: &str,
    example: &str,
    report: &mut Diagnostics,
) -> Option<String> {
    let name = text(written, at, key, example, report)?;
    if !crate::naming::is_identifier(&name) {
        let allowed = format!("a letter, then letters, digits and `_`: `{example}`");
        report.push(bad_name("parameter", &name, &allowed).at(at.key(key).value()));
    }
    Some(name)
}
