//! Any two texts as specs: what differs is told, both ways, and of a spec and itself nothing.
#![no_main]

mod files;

use libfuzzer_sys::fuzz_target;
use zim_codegen::diff::diff;
use zim_spec::load::load_past;

/// What parts the two in an input.
const BETWEEN: &str = "\n=======\n";

fuzz_target!(|text: &str| {
    let (old, new) = text.split_once(BETWEEN).unwrap_or((text, ""));
    let [old, new] = [old, new].map(|text| {
        // An empty text is the small spec alone.
        if text.is_empty() { load_past(&[files::base()]) } else { load_past(&files::layers(text)) }
    });
    let (Some(old), Some(new)) = (old.spec, new.spec) else { return };
    assert_eq!(diff(&new, &new.clone()), [], "nothing differs from itself");
    let (there, back) = (diff(&old, &new), diff(&new, &old));
    assert_eq!(there.is_empty(), back.is_empty(), "what differs does so from both sides");
});
