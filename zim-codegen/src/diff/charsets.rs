//! Named sets of characters.

use super::context::{Context, Spot, Verdict, plain};
use super::renames::Renames;
use super::rules::*;
use super::{Behaviour, Wire, disputes, limits};
use std::collections::BTreeSet;
use zim_spec::diagnostic::quoted;
use zim_spec::load::Home;
use zim_spec::model::Charset;

/// Reports what differs between the charsets of both specs.
pub(super) fn charsets(cx: &mut Context<'_>, renames: &Renames) {
    let (old, new) = (cx.old, cx.new);
    let names: BTreeSet<&String> = old.charsets.keys().chain(new.charsets.keys()).collect();
    for name in names {
        let spot = Spot::of(format!("charset {}", plain(name)), &Home::Charset(name.clone()));
        match (old.charsets.get(name), new.charsets.get(name)) {
            (Some(old), Some(new)) => {
                if let Some(before) = renames.old_charset(name) {
                    let message = format!("renamed from {} to {}", quoted(before), quoted(name));
                    cx.report(CHARSET_RENAMED, &spot, message, Verdict::WORDS);
                }
                charset(cx, &spot, old, new);
            }
            (None, _) => cx.report(CHARSET_ADDED, &spot.added(), "charset added", Verdict::WORDS),
            (_, None) => cx.report(CHARSET_REMOVED, &spot.removed(), "charset removed", Verdict::WORDS),
        }
    }
}

fn charset(cx: &mut Context<'_>, spot: &Spot, old: &Charset, new: &Charset) {
    let how = cx.use_of_charset(&new.name);
    let (before, after): (Vec<char>, Vec<char>) = (old.chars.chars().collect(), new.chars.chars().collect());
    let difference =
        |one: &[char], other: &[char]| quoted(&one.iter().filter(|&char| !other.contains(char)).collect::<String>());
    let (gone, come) = (difference(&before, &after), difference(&after, &before));
    let behaviour = limits::sets(&before, &after);
    let (rule, message, wire) = match behaviour {
        Behaviour::Relaxed => (CHARSET_WIDENED, format!("takes {come} as well"), Wire::Compatible),
        Behaviour::Tightened => (CHARSET_NARROWED, format!("no longer takes {gone}"), Wire::Breaking),
        _ => (CHARSET_CHANGED, format!("takes {come}, and no longer {gone}"), Wire::Breaking),
    };
    if behaviour != Behaviour::Same {
        let verdict = match (how.sent, how.received) {
            (true, _) => Verdict::new(wire, behaviour),
            (false, true) => Verdict::new(Wire::Compatible, Behaviour::Same),
            (false, false) => Verdict::WORDS,
        };
        cx.report(rule, &spot.key("chars"), message, verdict);
    }
    if old.doc != new.doc {
        cx.report(DESCRIPTION_CHANGED, &spot.key("doc"), "description changed", Verdict::WORDS);
    }
    disputes(cx, spot, &old.disputed, &new.disputed);
}
