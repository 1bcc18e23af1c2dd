//! What a word means: a number is a code, a name whatever is called so, and any other word is one that is misspelt.

use super::action::Action;
use super::callback::Callback;
use super::charset::Charset;
use super::code::Code;
use super::named_type::NamedType;
use super::{Answer, rule};
use zim_spec::diagnostic::{nearest, quoted};
use zim_spec::model::Spec;

/// Whatever of `spec` is called `word`, letter by letter or else but for case.
pub(super) fn entries(spec: &Spec, word: &str) -> Vec<Answer> {
    let exact = called(spec, &|name| name == word);
    if exact.is_empty() { called(spec, &|name| name.eq_ignore_ascii_case(word)) } else { exact }
}

fn called(spec: &Spec, is_it: &dyn Fn(&str) -> bool) -> Vec<Answer> {
    let codes = spec.codes.values().filter(|code| is_it(&code.name) || is_it(&code.code.to_string()));
    let actions = spec.actions.iter().filter(|action| is_it(&action.name));
    let callbacks = spec.callbacks.iter().filter(|callback| is_it(&callback.name));
    let types = spec.types.values().filter(|named| is_it(&named.name));
    let charsets = spec.charsets.values().filter(|charset| is_it(&charset.name));
    let mut answers: Vec<Answer> = codes.map(|code| Answer::Code(Code::of(spec, code))).collect();
    answers.extend(actions.map(|action| Answer::Action(Box::new(Action::of(spec, action)))));
    answers.extend(callbacks.map(|callback| Answer::Callback(Callback::of(spec, callback))));
    answers.extend(types.map(|named| Answer::Type(Box::new(NamedType::of(spec, named)))));
    answers.extend(charsets.map(|charset| Answer::Charset(Charset::of(charset))));
    answers
}

/// Nothing is called like that.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unknown {
    #[error("no return code {} is known{}", quoted(word), did_you_mean(meant.as_ref()))]
    Code { word: String, meant: Option<String> },
    #[error("nothing is called {}{}", quoted(word), did_you_mean(Some(meant)))]
    Misspelt { word: String, meant: String },
    #[error(
        "nothing is called {}: write a return code or its name, a rule such as `length-unit`, an action, a callback or a type",
        quoted(word)
    )]
    Word { word: String },
}

fn did_you_mean(meant: Option<&String>) -> String {
    meant.map(|meant| format!(": did you mean {meant}?")).unwrap_or_default()
}

/// What to say of a word that means nothing, with what was probably meant: of the sort that is written like it, or
/// else of any.
pub(super) fn unknown(spec: &Spec, word: &str) -> Unknown {
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let owned = word.to_owned();
    if is_number {
        return Unknown::Code { word: owned, meant: number(spec, word) };
    }
    match name(spec, word) {
        Some((name, sort)) => Unknown::Misspelt { word: owned, meant: format!("the {sort} {}", quoted(name)) },
        None => Unknown::Word { word: owned },
    }
}

/// The code that a number was probably meant to be.
fn number(spec: &Spec, word: &str) -> Option<String> {
    let numbers: Vec<String> = spec.codes.keys().map(ToString::to_string).collect();
    // Short numbers are all alike.
    let near = nearest(word, numbers.iter().map(String::as_str)).filter(|_| word.len() > 2)?;
    spec.codes.get(&near.parse().ok()?).map(|code| format!("{} ({})", code.code, code.name))
}

/// The name that a word was probably meant to be, and what is called so.
fn name<'s>(spec: &'s Spec, word: &str) -> Option<Named<'s>> {
    let rules = || rule::ids().map(|name| (name, "rule"));
    let callbacks = || spec.callbacks.iter().map(|callback| (callback.name.as_str(), "callback"));
    let capitals = || {
        let actions = spec.actions.iter().map(|action| (action.name.as_str(), "action"));
        let codes = spec.codes.values().map(|code| (code.name.as_str(), "return code"));
        let types = spec.types.keys().map(|name| (name.as_str(), "type"));
        let charsets = spec.charsets.keys().map(|name| (name.as_str(), "charset"));
        actions.chain(codes).chain(types).chain(charsets)
    };
    let alike = match word.chars().next() {
        Some(first) if first.is_uppercase() => likely(word, capitals()),
        _ if word.contains('_') => likely(word, callbacks()),
        _ if word.contains('-') => likely(word, rules()),
        _ => None,
    };
    alike.or_else(|| likely(word, capitals().chain(callbacks()).chain(rules())))
}

/// A name, and what is called so.
type Named<'a> = (&'a str, &'static str);

/// The one of `candidates` that was probably meant.
fn likely<'a>(word: &str, candidates: impl Iterator<Item = Named<'a>>) -> Option<Named<'a>> {
    let candidates: Vec<_> = candidates.collect();
    let name = nearest(word, candidates.iter().map(|(name, _)| *name))?;
    candidates.into_iter().find(|(candidate, _)| *candidate == name)
}
