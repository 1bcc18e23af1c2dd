//! Any text as files of a spec: findings are shown, and what loads is generated.
#![no_main]

mod files;

use libfuzzer_sys::fuzz_target;
use zim_spec::load::load;

fuzz_target!(|text: &str| {
    let loaded = load(&files::layers(text));
    assert_eq!(loaded.spec.is_none(), loaded.diagnostics.has_errors(), "a spec if and only if nothing is an error");
    let shown = loaded.diagnostics.render(false);
    assert_eq!(shown.is_empty(), loaded.diagnostics.is_empty());
    if let Some(spec) = loaded.spec {
        let _ = zim_codegen::generate(&spec);
    }
});
