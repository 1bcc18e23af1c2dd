//! `unpronounceable`: a name that people cannot say to each other.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quoted};
use crate::naming::{is_identifier, is_pascal_case, snake_case};
use crate::resolve::At;

pub(super) const LINT: Lint = Lint::new(
    "unpronounceable",
    "a name in Rust with a word that nobody can say",
    "Names on the wire become names in Rust, which people read aloud, search for and remember. A word of four letters or more without a vowel is usually cut down to its consonants, or misspelt. Well-known abbreviations such as `http` are let through. A parameter or field can have a better name in Rust by `rust_name`.",
    check,
)
.warns();

/// Words without a vowel that everybody in this field can say.
const KNOWN: [&str; 10] = ["html", "http", "https", "mqtt", "rtcp", "rtmp", "rtsp", "smtp", "srtp", "xhtml"];

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    for doc in &context.documents.actions {
        let top = At::top(&doc.index);
        if let Some(name) = doc.content.action.as_ref().filter(|name| is_pascal_case(name)) {
            name_of("action", name, None, top.key("action").value(), report);
        }
        for (name, param) in doc.content.params.iter() {
            member("parameter", name, param.rust_name.as_deref(), &top.key("params").key(name), report);
        }
        for (name, field) in doc.content.reply.iter() {
            member("reply field", name, field.rust_name.as_deref(), &top.key("reply").key(name), report);
        }
    }
    for doc in &context.documents.callbacks {
        let top = At::top(&doc.index);
        if let Some(name) = &doc.content.callback {
            name_of("callback", name, None, top.key("callback").value(), report);
        }
        for (name, field) in doc.content.fields.iter() {
            member("field", name, field.rust_name.as_deref(), &top.key("fields").key(name), report);
        }
        for (name, param) in doc.content.reply.iter() {
            member("parameter", name, param.rust_name.as_deref(), &top.key("reply").key(name), report);
        }
    }
    for doc in &context.documents.types {
        for (name, ty) in doc.content.types.iter() {
            let at = At::top(&doc.index).key("types").key(name);
            name_of("type", name, None, at.name(), report);
            for (key, values) in [("values", &ty.values), ("flags", &ty.flags)] {
                for (number, value) in values.iter().flat_map(|values| values.iter()) {
                    let Some(name) = &value.name else { continue };
                    name_of("value", name, None, at.key(key).key(number).key("name").value(), report);
                }
            }
            for (name, field) in ty.fields.iter().flat_map(|fields| fields.iter()) {
                member("field", name, field.rust_name.as_deref(), &at.key("fields").key(name), report);
            }
        }
    }
    for definition in context.names.codes.values() {
        if let Some(code) = &definition.item {
            name_of("code", &code.name, None, definition.at.key("name").value(), report);
        }
    }
}

fn member(what: &str, name: &str, pinned: Option<&str>, at: &At<'_>, report: &mut Diagnostics) {
    let place = if pinned.is_some() { at.key("rust_name").value() } else { at.name() };
    name_of(what, pinned.unwrap_or(name), Some("pin a name that people can say: `rust_name: …`"), place, report);
}

fn name_of(what: &str, name: &str, help: Option<&str>, place: Place, report: &mut Diagnostics) {
    // What is no name at all is reported as such.
    if !is_identifier(name) {
        return;
    }
    let snake = snake_case(name);
    let Some(word) = snake.split('_').find(|word| is_unpronounceable(word)) else { return };
    let message = format!("{what} {} has a word without a vowel, {}", quoted(name), quoted(word));
    let help = help.map_or_else(|| format!("give the {what} a name that people can say"), str::to_owned);
    report.push(Diagnostic::warning(LINT.id, message).at(place).help(help));
}

fn is_unpronounceable(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|char| !char.is_ascii_digit()).collect();
    letters.len() >= 4
        && letters.iter().all(|char| char.is_ascii_alphabetic() && !matches!(char, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
        && !KNOWN.contains(&word)
}
