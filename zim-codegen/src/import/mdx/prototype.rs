//! The prototype: method, address and rates.

use super::super::rules::{CONFLICT, DOUBT, UNREAD};
use super::super::{Found, Rate, prose};
use super::block::Block;
use super::example::{Address, address};
use super::inline::clean;
use super::node::{to_page, within};
use super::piece::{Piece, place};
use super::words;
use std::ops::Range;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, quoted};
use zim_spec::model::Method;

/// Actions that one page can be about.
const MOST: usize = 16;

/// What the prototype says.
#[derive(Clone, Debug, Default)]
pub(super) struct Prototype {
    pub(super) method: Option<Found<Method>>,
    /// The actions that it calls, each once, and what the page calls each.
    pub(super) actions: Vec<Call>,
    pub(super) host: Option<Found<String>>,
    pub(super) rates: Vec<Found<Rate>>,
}

/// An address of the prototype.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) action: Found<String>,
    /// What stands before the address.
    pub(super) label: String,
}

/// What the lines among `blocks` say.
pub(super) fn read(text: &str, blocks: &[&Block], findings: &mut Diagnostics) -> Prototype {
    let mut prototype = Prototype::default();
    // Under `Rate:` and nothing else come the rates, each a bullet that is set in further.
    let mut rate_indent: Option<usize> = None;
    let mut others = Vec::new();
    for block in blocks {
        let (raw, indent) = match block {
            Block::Line { raw, indent, .. } => (raw, *indent),
            Block::Code { raw } => (raw, 0),
            Block::Heading { .. } | Block::Table(_) => continue,
        };
        let piece = clean(text, raw.clone());
        let (label, value) = label(piece.text());
        // Other addresses than that of the action are links of the text.
        let address = address(text, raw.clone());
        if let Some(address) = address.filter(|address| address.action().is_some() || words::is_address(label)) {
            prototype.take(text, raw, &address, findings);
            continue;
        }
        let is_inner = rate_indent.is_some_and(|outer| indent > outer);
        if !is_inner {
            rate_indent = None;
        }
        if words::is_rate(label) || is_inner {
            prototype.rates.extend(rates(&piece));
            if let Some(at) = aside(piece.text()) {
                let message = "what holds in a test environment is left out".to_owned();
                findings.push(Diagnostic::warning(UNREAD, message).at(piece.at(at)));
            }
            if value.is_empty() && !is_inner {
                rate_indent = Some(indent);
            }
        } else if words::is_method(label) {
            prototype.take_method(&piece, findings);
        } else {
            others.push(piece);
        }
    }
    if prototype.method.is_none()
        && let Some(piece) = others.iter().find(|piece| method(piece.text()).is_some())
    {
        prototype.take_method(piece, findings);
    }
    prototype.actions.truncate(MOST);
    if prototype.rates.is_empty() {
        prototype.rates = others.iter().flat_map(rates).collect();
    }
    prototype
}

impl Prototype {
    fn take(&mut self, text: &str, raw: &Range<usize>, address: &Address, findings: &mut Diagnostics) {
        let before = clean(text, raw.start..address.raw.start);
        if self.method.is_none() && method(before.text()).is_some() {
            self.take_method(&before, findings);
        }
        let at = place(address.raw.clone());
        if !["", "/"].contains(&address.path.as_str()) {
            let message = format!("the address has the path {}, which the draft leaves out", quoted(&address.path));
            findings.push(Diagnostic::warning(UNREAD, message).at(at.clone()));
        }
        self.host.get_or_insert_with(|| Found::new(address.host.clone(), at));
        if let Some((action, span)) = address.action()
            && self.actions.len() <= MOST
            && !self.actions.iter().any(|call| call.action.value == action)
        {
            if self.actions.len() == MOST {
                let message = format!("the page names more than {MOST} actions: the rest is left out");
                findings.push(Diagnostic::warning(UNREAD, message).at(place(span.clone())));
            }
            let label = label(before.text()).0.trim_matches(['*', ' ']).to_owned();
            self.actions.push(Call { action: Found::new(action.to_owned(), place(span)), label });
        }
    }

    fn take_method(&mut self, piece: &Piece, findings: &mut Diagnostics) {
        match method(piece.text()) {
            Some(Named::One(method)) if self.method.as_ref().is_none_or(|known| known.value == method) => {
                self.method.get_or_insert_with(|| Found::new(method, piece.place()));
            }
            Some(Named::One(method)) => {
                let message = format!("a second method, {}: the first is taken", method.as_str());
                findings.push(Diagnostic::warning(CONFLICT, message).at(piece.place()));
            }
            Some(Named::Several) => {
                let message = "several methods are named: the examples tell which is taken";
                findings.push(Diagnostic::warning(DOUBT, message).at(piece.place()));
            }
            None if has_word(piece.text(), &["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]) => {
                let message = format!("the method in {} is neither GET nor POST", quoted(piece.text()));
                findings.push(Diagnostic::warning(UNREAD, message).at(piece.place()));
            }
            None => {}
        }
    }
}

enum Named {
    One(Method),
    Several,
}

/// The method that is named in `text`, in capitals.
fn method(text: &str) -> Option<Named> {
    match (has_word(text, &["GET", "Get"]), has_word(text, &["POST", "Post"])) {
        (true, true) => Some(Named::Several),
        (true, false) => Some(Named::One(Method::Get)),
        (false, true) => Some(Named::One(Method::Post)),
        (false, false) => None,
    }
}

fn has_word(text: &str, any: &[&str]) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| any.contains(&word))
}

/// What stands before the first colon, and what after it.
fn label(text: &str) -> (&str, &str) {
    let (label, value) = text.split_once(['：', ':']).unwrap_or(("", text));
    (label.trim(), value.trim())
}

/// The rates that `piece` states; those in brackets about a test environment are not for everybody.
fn rates(piece: &Piece) -> Vec<Found<Rate>> {
    let mut text = piece.text().to_owned();
    while let Some(at) = aside(&text) {
        text.replace_range(at, "");
    }
    let mut rates = prose::rate(&text, within(piece));
    rates.iter_mut().for_each(|rate| to_page(&mut rate.place, piece));
    rates
}

/// The first brackets that are about tests.
fn aside(text: &str) -> Option<Range<usize>> {
    let inner = text.split(['(', '（']).skip(1).filter_map(|after| after.split([')', '）']).next());
    let inner = inner.into_iter().find(|inner| inner.contains("测试") || inner.to_lowercase().contains("test"))?;
    let start = text.find(inner)?;
    Some(start..start + inner.len())
}
