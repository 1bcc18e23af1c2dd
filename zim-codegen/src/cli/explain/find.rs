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
#[error("no {sort} {}{help}", quoted(word))]
pub(super) struct Unknown {
    word: String,
    /// What it would have been.
    sort: &'static str,
    help: String,
}

/// What to say of a word that means nothing, with what was probably meant: of the sort that is written like it, or
/// else of any.
pub(super) fn unknown(spec: &Spec, word: &str) -> Unknown {
    let numbers: Vec<String> = spec.codes.keys().map(ToString::to_string).collect();
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        // Short numbers are all alike.
        let near = nearest(word, numbers.iter().map(String::as_str)).filter(|_| word.len() > 2);
        let help = match near.and_then(|number| spec.codes.get(&number.parse().ok()?)) {
            Some(code) => format!(" is known: did you mean {} ({})?", code.code, code.name),
            None => " is known".to_owned(),
        };
        return Unknown { word: word.to_owned(), sort: "return code", help };
    }
    let rules = || rule::ids().map(|name| (name, "the rule"));
    let callbacks = || spec.callbacks.iter().map(|callback| (callback.name.as_str(), "the callback"));
    let capitals = || {
        let actions = spec.actions.iter().map(|action| (action.name.as_str(), "the action"));
        let codes = spec.codes.values().map(|code| (code.name.as_str(), "the return code"));
        let types = spec.types.keys().map(|name| (name.as_str(), "the type"));
        let charsets = spec.charsets.keys().map(|name| (name.as_str(), "the charset"));
        actions.chain(codes).chain(types).chain(charsets)
    };
    let alike = match word.chars().next() {
        Some(first) if first.is_uppercase() => likely(word, capitals()),
        _ if word.contains('_') => likely(word, callbacks()),
        _ if word.contains('-') => likely(word, rules()),
        _ => None,
    };
    let meant = alike.or_else(|| likely(word, capitals().chain(callbacks()).chain(rules())));
    let help = match meant {
        Some((name, sort)) => format!(" is known: did you mean {sort} {}?", quoted(name)),
        None => {
            " is known: write a return code or its name, a rule such as `length-unit`, an action, a callback or a type"
                .to_owned()
        }
    };
    Unknown { word: word.to_owned(), sort: "such thing as", help }
}

/// The one of `candidates`, names and what they are, that was probably meant.
fn likely<'a>(
    word: &str,
    candidates: impl Iterator<Item = (&'a str, &'static str)>,
) -> Option<(&'a str, &'static str)> {
    let candidates: Vec<_> = candidates.collect();
    let name = nearest(word, candidates.iter().map(|(name, _)| *name))?;
    candidates.into_iter().find(|(candidate, _)| *candidate == name)
}
