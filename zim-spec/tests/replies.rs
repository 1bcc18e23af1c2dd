//! Replies that are made up keep what the spec says of their fields, whatever that is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use zim_spec::diagnostic::SourceFile;
use zim_spec::interpret::reply;
use zim_spec::load::{Layer, load};

/// What is made up for fields of a reply, with these types beside the shipped ones.
#[track_caller]
fn made(types: &str, fields: &str) -> Value {
    let action = format!(
        "action: LookUp\nsummary: Look.\nmethod: GET\nsource: {{page: demo, checked: 2026-11-22}}\nparams: {{}}\ncodes: []\nreply:\n{fields}"
    );
    let file = |name: &str, text: String| SourceFile { name: name.to_owned(), text };
    let files = vec![file("actions/demo/look_up.yaml", action), file("types/mine.yaml", format!("types:\n{types}"))];
    let loaded = load(&[Layer::shipped(), Layer::from_files("mine", files)]);
    let spec = loaded.spec.unwrap_or_else(|| panic!("{}", loaded.diagnostics));
    reply(&spec, spec.action("LookUp").unwrap(), "7")
}

/// What is made up for one field of the type that is described.
#[track_caller]
fn check(of: &str, expected: Value) {
    let reply = made(&format!("  Mine: {{{of}, doc: Mine.}}\n"), "  F: {type: Mine, doc: A field.}\n");
    assert_eq!(reply["F"], expected, "{of}");
}

#[test]
fn numbers() {
    check("type: i64", json!(1));
    check("type: i64, min: 7", json!(7));
    check("type: i64, above: 5", json!(6));
    check("type: i64, max: -3", json!(-3));
    check("type: i64, below: 0", json!(-1));
    check("type: i64, above: -2, below: 0", json!(-1));
    check("type: i32, unit: s", json!(60));
    check("type: i64, unit: ms", json!(1000));
    check("type: i32, values: {3: {name: A, doc: A.}, 5: {name: B, doc: B.}}", json!(3));
}

#[test]
fn texts() {
    check("type: string, prefix: \"@R\", min_chars: 4", json!("@Raa"));
    check("type: string, forbidden_prefix: a", json!("b"));
    check("type: string, values: {k0: {name: A, doc: A.}}", json!("k0"));
    // Forty different texts would need two letters each.
    let reply = made(
        "  Mine: {type: string, max_chars: 1, doc: Mine.}\n  Many: {type: list<Mine>, min_items: 40, doc: Many.}\n",
        "  F: {type: Many, doc: A field.}\n",
    );
    let texts = reply["F"].as_array().unwrap();
    assert!(texts.len() == 40 && texts.iter().all(|text| text.as_str().unwrap().len() == 1), "{reply}");
}

#[test]
fn one_letter_is_an_alphabet_too() {
    let reply = made(
        "  Mine: {type: string, charset: One, doc: Mine.}\n  Three: {type: list<Mine>, min_items: 3, doc: Three.}\ncharsets:\n  One: {doc: one letter, chars: x}\n",
        "  F: {type: Three, doc: A field.}\n",
    );
    assert_eq!(reply["F"], json!(["x", "x", "x"]));
}

#[test]
fn base64() {
    let reply = made(
        "  Mine: {doc: Mine., fields: {Is: {type: bool, doc: It is.}, Data: {type: string, min_bytes: 7, max_bytes: 9, base64_when: {Is: true}, required: true, doc: Data.}}}\n",
        "  F: {type: Mine, doc: A field.}\n",
    );
    let data = reply["F"]["Data"].as_str().unwrap();
    assert_eq!(data.len(), 12, "{data}: nine bytes");
}

#[test]
fn unions_wherever_they_stand() {
    let types = "  Kind: {type: i32, doc: Which., values: {1: {name: One, doc: One.}, 2: {name: Two, doc: Two.}}}\n  \
                 Either: {doc: Either., by: Kind, variants: {One: i64, Two: string}}\n";
    let reply = made(
        types,
        "  K: {type: Kind, example: 2, doc: Which.}\n  F: {type: Either, selector: K, doc: One.}\n  G: {type: list<Either>, selector: K, doc: Several.}\n",
    );
    assert_eq!((&reply["K"], reply["F"].is_string(), reply["G"][0].is_string()), (&json!(2), true, true), "{reply}");
}

#[test]
fn json_beside_json_is_made_each_time() {
    let fields: String =
        (0..6).map(|at| format!("  F{at}: {{type: \"json<map<string, i64>>\", doc: A field.}}\n")).collect();
    let reply = made("  Mine: {type: i64, doc: Mine.}\n", &fields);
    assert!((0..6).all(|at| reply[format!("F{at}")].as_str().unwrap().starts_with('{')), "{reply}");
}

/// What would be three and a half thousand million texts is not made.
#[test]
fn what_would_be_endless_ends() {
    let types = "  Leaf: {doc: A leaf., fields: {Texts: {type: list<string>, min_items: 60000, doc: Texts., required: true}}}\n  \
                 Tree: {doc: A tree., fields: {Leaves: {type: list<Leaf>, min_items: 60000, doc: Leaves., required: true}}}\n";
    let text = made(types, "  F: {type: Tree, doc: A field.}\n").to_string();
    assert!(text.len() < 16_000_000, "{} bytes", text.len());
}
