//! `few-readings`: a dispute with only one side.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Dispute;
use crate::resolve::At;

pub(super) const LINT: Lint = Lint::new(
    "few-readings",
    "`disputed` with fewer than two readings",
    "A dispute is a fact on which the documents disagree: it takes at least two readings, each saying which document says what. With one reading, it is a comment.",
    check,
);

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    let mut check = |disputed: &[Dispute], at: &At<'_>| {
        for (position, dispute) in disputed.iter().enumerate() {
            let at = at.key("disputed").item(position);
            for (key, text) in [("about", &dispute.about), ("taken", &dispute.taken)] {
                if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
                    let help =
                        "write what is in dispute under `about`, and which reading is taken and why under `taken`";
                    let finding = Diagnostic::error(LINT.id, format!("`{key}` of a dispute is empty"));
                    report.push(finding.at(at.key(key).value()).help(help));
                }
            }
            let readings = at.key("readings");
            for (position, _) in dispute.readings.iter().enumerate().filter(|(_, text)| text.trim().is_empty()) {
                let finding = Diagnostic::error(LINT.id, "a reading is empty").at(readings.item(position).value());
                report.push(finding.help("write which document says what"));
            }
            // What could not be read was reported, and may be readings.
            let is_unread = readings.is_there() && !readings.is_empty() && readings.count() != dispute.readings.len();
            let count = dispute.readings.len();
            if count < 2 && !is_unread && !(readings.is_there() && count == 0 && !readings.is_empty()) {
                let message = if count == 0 { "a dispute without readings" } else { "a dispute with one reading" };
                report.push(
                    Diagnostic::error(LINT.id, message)
                        .at(at.key("readings").name())
                        .help("write what each document says under `readings`, or make it a comment"),
                );
            }
        }
    };
    for doc in &context.documents.service {
        if let Some(callbacks) = &doc.content.callbacks {
            check(&callbacks.disputed, &At::top(&doc.index).key("callbacks"));
        }
    }
    for doc in &context.documents.types {
        let top = At::top(&doc.index);
        for (name, charset) in doc.content.charsets.iter() {
            check(&charset.disputed, &top.key("charsets").key(name));
        }
        for (name, ty) in doc.content.types.iter() {
            let at = top.key("types").key(name);
            check(&ty.disputed, &at);
            for (name, field) in ty.fields.iter().flat_map(|fields| fields.iter()) {
                check(&field.disputed, &at.key("fields").key(name));
            }
        }
    }
    for doc in &context.documents.actions {
        let top = At::top(&doc.index);
        check(&doc.content.disputed, &top);
        for (name, param) in doc.content.params.iter() {
            check(&param.disputed, &top.key("params").key(name));
        }
        for (name, field) in doc.content.reply.iter() {
            check(&field.disputed, &top.key("reply").key(name));
        }
    }
    for doc in &context.documents.callbacks {
        let top = At::top(&doc.index);
        check(&doc.content.disputed, &top);
        for (name, field) in doc.content.fields.iter() {
            check(&field.disputed, &top.key("fields").key(name));
        }
        for (name, param) in doc.content.reply.iter() {
            check(&param.disputed, &top.key("reply").key(name));
        }
    }
}
