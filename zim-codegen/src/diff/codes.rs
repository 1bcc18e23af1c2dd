//! Return codes, and the codes that an action lists.

use super::align::{Pair, align, is_in_order};
use super::context::{Context, Spot, Verdict, plain};
use super::rules::*;
use super::{Behaviour, Rust, Wire};
use crate::emit::Of;
use std::collections::BTreeSet;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::{Action, ActionCode, CodeLevel, Layer, Recovery, ReturnCode, Spec};
use zim_spec::naming::{pascal_case, screaming_snake_case};

/// Reports what differs between the codes of both specs.
pub(super) fn codes(cx: &mut Context<'_>) {
    let (old, new) = (cx.old, cx.new);
    // A code that changes its number keeps its constant, which is called after its name.
    let constants = |spec: &Spec| spec.codes.values().map(|code| screaming_snake_case(&code.name)).collect();
    let (before, after): (BTreeSet<String>, BTreeSet<String>) = (constants(old), constants(new));
    let stays =
        |name: &str| before.contains(&screaming_snake_case(name)) && after.contains(&screaming_snake_case(name));
    let numbers: BTreeSet<i64> = old.codes.keys().chain(new.codes.keys()).copied().collect();
    for number in numbers {
        let (before, after) = (old.codes.get(&number), new.codes.get(&number));
        let Some(shown) = after.or(before) else { continue };
        let home = Home::Code(number);
        let spot = Spot::of(format!("code {number} {}", plain(&shown.name)), &home);
        let kept = |rust: Rust| if stays(&shown.name) { Rust::Same } else { rust };
        match (before, after) {
            (Some(old), Some(new)) => code(cx, &spot, old, new),
            (None, _) => {
                let verdict = Verdict::new(Wire::Compatible, Behaviour::Same).rust(kept(cx.rust(&home, Of::Itself)));
                cx.report(CODE_ADDED, &spot.added(), "code added", verdict);
            }
            (_, None) => {
                let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed).rust(kept(cx.rust(&home, Of::Itself)));
                cx.report(CODE_REMOVED, &spot.removed(), "code removed", verdict);
            }
        }
    }
}

fn code(cx: &mut Context<'_>, spot: &Spot, old: &ReturnCode, new: &ReturnCode) {
    if old.name != new.name {
        let mut rust = cx.rust(&Home::Code(new.code), Of::Itself);
        if (pascal_case(&old.name), screaming_snake_case(&old.name))
            != (pascal_case(&new.name), screaming_snake_case(&new.name))
        {
            rust = Rust::Breaking;
        }
        // The variants of the actions that list it are renamed with it.
        cx.renamed_codes.insert(new.code);
        let message = format!("renamed from {} to {}", quoted(&old.name), quoted(&new.name));
        // Its name is in every message about it.
        let verdict = Verdict::new(Wire::Same, Behaviour::Changed).rust(rust);
        cx.report(CODE_RENAMED, &spot.key("name"), message, verdict);
    }
    if old.recovery != new.recovery {
        let message = format!("recovery changed from `{}` to `{}`", old.recovery.name(), new.recovery.name());
        let verdict = Verdict::new(Wire::Same, Behaviour::Changed);
        cx.report(CODE_RECOVERY_CHANGED, &spot.key("recovery"), message, verdict);
    }
    if old.layer != new.layer {
        let message = format!("layer changed from `{}` to `{}`", layer(old.layer), layer(new.layer));
        cx.report(CODE_LAYER_CHANGED, &spot.key("layer"), message, Verdict::new(Wire::Same, Behaviour::Changed));
    }
    for (key, what, differs) in [
        ("meaning", "meaning", old.meaning != new.meaning),
        ("meaning_zh", "Chinese meaning", old.meaning_zh != new.meaning_zh),
        ("advice", "advice", old.advice != new.advice),
    ] {
        if differs {
            cx.report(CODE_TEXT_CHANGED, &spot.key(key), format!("{what} changed"), Verdict::WORDS);
        }
    }
}

fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Gateway => "gateway",
        Layer::Public => "public",
        Layer::Business => "business",
        _ => "another",
    }
}

/// Reports what differs between the codes that an action lists.
pub(super) fn listed(cx: &mut Context<'_>, spot: &Spot, home: &Home, old: &Action, new: &Action) {
    // A code that is listed once is the same at whichever level it comes.
    let counts = |code: &ActionCode, action: &Action| action.codes.iter().filter(|it| it.code == code.code).count();
    let twice = |code: &ActionCode| counts(code, old) > 1 || counts(code, new) > 1;
    let name = |code: &ActionCode| {
        let level = if twice(code) { level(code.level) } else { "" };
        format!("{} {level}", code.code)
    };
    let pairs = align(&old.codes, &new.codes, name, |_, _| false);
    let list = spot.key("codes");
    // Likewise the variants.
    let variant = |spec: &Spec, code: &ActionCode| Some(pascal_case(&spec.codes.get(&code.code)?.name));
    let before: BTreeSet<String> = old.codes.iter().filter_map(|code| variant(cx.old, code)).collect();
    let after: BTreeSet<String> = new.codes.iter().filter_map(|code| variant(cx.new, code)).collect();
    let kept = |name: Option<String>, rust: Rust| {
        if name.is_some_and(|name| before.contains(&name) && after.contains(&name)) { Rust::Same } else { rust }
    };
    if !is_in_order(&pairs, |_, _| true) {
        cx.report(ORDER_CHANGED, &list, "order of the codes changed", Verdict::WORDS);
    }
    for pair in pairs {
        match pair {
            Pair::Both(before, after) => {
                if let (Some(old), Some(new)) = (old.codes.get(before), new.codes.get(after)) {
                    let spot = list.items(before, after).about(&named(cx, new));
                    listing(cx, &spot, old, new);
                }
            }
            Pair::Added(at) => {
                let Some(code) = new.codes.get(at) else { continue };
                let spot = list.items(at, at).about(&named(cx, code)).added();
                let rust = kept(variant(cx.new, code), cx.rust(home, Of::Code(code.code)));
                let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed).rust(rust);
                cx.report(ACTION_CODE_ADDED, &spot, format!("code added{}", at_level(code.level)), verdict);
            }
            Pair::Removed(at) => {
                let Some(code) = old.codes.get(at) else { continue };
                let spot = list.items(at, at).about(&named(cx, code)).removed();
                let rust = kept(variant(cx.old, code), cx.rust(home, Of::Code(code.code)));
                let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed).rust(rust);
                cx.report(ACTION_CODE_REMOVED, &spot, format!("code removed{}", at_level(code.level)), verdict);
            }
        }
    }
}

fn listing(cx: &mut Context<'_>, spot: &Spot, old: &ActionCode, new: &ActionCode) {
    if old.level != new.level {
        let message = format!("comes as code of {}, no longer of {}", level(new.level), level(old.level));
        let verdict = Verdict::new(Wire::Compatible, Behaviour::Changed);
        cx.report(ACTION_CODE_LEVEL_CHANGED, &spot.key("in"), message, verdict);
    }
    if old.recovery != new.recovery {
        let shown = |recovery: Option<Recovery>| match recovery {
            Some(recovery) => format!("`{}`", recovery.name()),
            None => "the code's own".to_owned(),
        };
        let message = format!("recovery here changed from {} to {}", shown(old.recovery), shown(new.recovery));
        let verdict = Verdict::new(Wire::Same, Behaviour::Changed);
        cx.report(ACTION_CODE_RECOVERY_CHANGED, &spot.key("recovery"), message, verdict);
    }
    for (key, what, differs) in [
        ("meaning", "meaning here", old.meaning != new.meaning),
        ("meaning_zh", "Chinese meaning here", old.meaning_zh != new.meaning_zh),
        ("advice", "advice here", old.advice != new.advice),
        ("about", "parameter that it is about", old.about != new.about),
    ] {
        if differs {
            cx.report(ACTION_CODE_TEXT_CHANGED, &spot.key(key), format!("{what} changed"), Verdict::WORDS);
        }
    }
}

/// `code 660900005 CallEnded`
fn named(cx: &Context<'_>, code: &ActionCode) -> String {
    let info = cx.new.codes.get(&code.code).or_else(|| cx.old.codes.get(&code.code));
    match info {
        Some(info) => format!("code {} {}", code.code, plain(&info.name)),
        None => format!("code {}", code.code),
    }
}

fn level(level: CodeLevel) -> &'static str {
    match level {
        CodeLevel::Reply => "the reply",
        CodeLevel::Item => "an item",
        _ => "the reply or an item",
    }
}

fn at_level(of: CodeLevel) -> String {
    match of {
        CodeLevel::Both => String::new(),
        of => format!(", as that of {}", level(of)),
    }
}
