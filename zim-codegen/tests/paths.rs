//! No name in a spec, and no name of a file of one, leads out of the folder that code is written to.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use zim_codegen::{generate, over_shipped};
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load};

/// Names that would be a way out, or a file of their own, on one system or another.
const WAYS_OUT: [&str; 9] =
    ["..", "../../evil", "/etc/evil", "..\\evil", "C:\\evil", "C:evil", "a/../../evil", "evil\0", "con"];

/// A file called `name` with this action, over the shipped spec, is refused with a place in it; or, where a name of the
/// kind is allowed, all code stays in the folder: true then.
#[track_caller]
fn stays(name: &str, action: &str, rust_name: &str) -> bool {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let text = format!(
        "action: {}\nsummary: Do a thing.\nmethod: POST\nrate_limit: 20/s\nrepeatable: false\n\
         source: {{page: do, checked: 2026-11-22}}\nparams:\n  \
         UserId: {{type: UserId, required: true, rust_name: {}, doc: Who.}}\ncodes: [660000002]\n",
        quoted(action),
        quoted(rust_name)
    );
    let loaded = load(&over_shipped(vec![Layer::from_files("spec", vec![SourceFile::new(name, text)])]));
    match loaded.spec {
        None => {
            let lines: Vec<String> = loaded.diagnostics.lines().collect();
            assert!(lines.iter().any(|line| line.contains("error[") && line.contains("spec/")), "{name}: {lines:#?}");
            false
        }
        Some(spec) => {
            for path in generate(&spec).unwrap().into_iter().map(|file| file.path) {
                let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
                assert!(path.split('/').all(|part| plain(part) && !part.starts_with('.')), "{name} makes {path}");
            }
            true
        }
    }
}

/// The control: what is asked for here is generated when its names are plain.
#[test]
fn a_plain_name_is_generated() {
    assert!(stays("actions/call/do_a_thing.yaml", "DoAThing", "who"), "nothing is wrong with it");
}

#[test]
fn no_name_is_a_way_out() {
    for way in WAYS_OUT {
        stays(&format!("actions/{way}/do_a_thing.yaml"), "DoAThing", "who");
        stays(&format!("actions/call/{way}.yaml"), way, "who");
        stays("actions/call/do_a_thing.yaml", way, "who");
        stays("actions/call/do_a_thing.yaml", "DoAThing", way);
        stays(way, "DoAThing", "who");
    }
}
