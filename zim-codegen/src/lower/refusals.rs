//! The codes that an action's page lists, and what is different about them there.

use super::context::Context;
use super::{markdown, sentences};
use crate::ir;
use zim_spec::model::{Action, ActionCode, CodeLevel, ReturnCode};
use zim_spec::naming::{pascal_case, screaming_snake_case};

/// What the page says of one code.
struct Listed<'a> {
    shared: &'a ReturnCode,
    /// As the code of the reply, or of either.
    reply: Option<Entry<'a>>,
    /// As the code of an item alone.
    item: Option<Entry<'a>>,
}

struct Entry<'a> {
    stated: &'a ActionCode,
    info: ReturnCode,
}

pub(super) struct Refusals {
    pub(super) variants: Vec<ir::Refusal>,
    pub(super) overrides: Vec<ir::Override>,
    pub(super) item_overrides: Vec<ir::Override>,
}

/// Each code once, in the order of the spec; overrides in order of their numbers, for the binary search.
pub(super) fn refusals(cx: &mut Context<'_>, action: &Action) -> Refusals {
    let listed = listed(cx, action);
    let mut refusals = Refusals { variants: Vec::new(), overrides: Vec::new(), item_overrides: Vec::new() };
    for code in &listed {
        let what = format!("return code {}", code.shared.code);
        let constant = cx.ident(&screaming_snake_case(&code.shared.name), &what);
        let name = cx.ident(&pascal_case(&code.shared.name), &what);
        let (docs, text) = texts(code);
        refusals.variants.push(ir::Refusal {
            listed: format!("- {} `{name}`: {text}", code.shared.code),
            docs: vec![format!("{}: {docs}", code.shared.code)],
            name,
            constant: constant.clone(),
        });
        let reply = code.reply.as_ref().map(|entry| &entry.info).filter(|info| *info != code.shared);
        let usual = reply.unwrap_or(code.shared);
        let item = code.item.as_ref().map(|entry| &entry.info).filter(|info| *info != usual);
        let row = |info: &ReturnCode| ir::Override { constant: constant.clone(), info: info.clone() };
        refusals.overrides.extend(reply.map(row));
        refusals.item_overrides.extend(item.map(row));
    }
    refusals.overrides.sort_by_key(|row| row.info.code);
    refusals.item_overrides.sort_by_key(|row| row.info.code);
    refusals
}

fn listed<'a>(cx: &Context<'a>, action: &'a Action) -> Vec<Listed<'a>> {
    let mut listed: Vec<Listed<'a>> = Vec::with_capacity(action.codes.len());
    for stated in &action.codes {
        let Some(shared) = cx.spec.codes.get(&stated.code) else { continue };
        let entry = Entry { stated, info: stated.applied_to(shared) };
        let at = listed.iter().position(|known| known.shared.code == shared.code).unwrap_or_else(|| {
            listed.push(Listed { shared, reply: None, item: None });
            listed.len() - 1
        });
        let Some(code) = listed.get_mut(at) else { continue };
        match stated.level {
            CodeLevel::Item => code.item = Some(entry),
            _ => code.reply = Some(entry),
        }
    }
    listed
}

/// What a code means, and that with what to do about it.
fn texts(code: &Listed<'_>) -> (String, String) {
    let (mut short, mut long) = (Vec::new(), Vec::new());
    let levels = [("", code.reply.as_ref()), ("Of an item: ", code.item.as_ref())];
    for (level, entry) in levels.into_iter().filter_map(|(level, entry)| Some((level, entry?))) {
        short.push(format!("{level}{}", markdown::sentence(&entry.info.meaning)));
        let mut text = format!("{level}{}", sentences::meaning(&entry.info));
        if let Some(param) = &entry.stated.about {
            text.push_str(&format!(" See {}.", markdown::code(param)));
        }
        long.push(text);
    }
    (short.join(" "), long.join(" "))
}
