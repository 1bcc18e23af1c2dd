//! Text from a spec is data: no description, name or value becomes code, a doctest, a broken link or a
//! warning. A crate of hostile spec entries is generated, compiled, documented and doc-tested for real.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use zim_codegen::{Options, generate_bundle, generate_with};
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;
use zim_tests::hostile::TEXTS;
use zim_tests::scratch::Scratch;
use zim_tests::transport::BoxError;

#[test]
fn hostile_text_is_only_text() {
    // Below the workspace's target folder, so that its dependencies are built once.
    let scratch = Scratch::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "hostile", "");
    let scratch = scratch.unwrap_or_else(|error| panic!("{error}"));
    write(&scratch, &hostile_spec()).unwrap_or_else(|error| panic!("{error}"));
    cargo(&scratch, &["check"]);
    cargo(&scratch, &["clippy"]);
    cargo(&scratch, &["doc", "--no-deps"]);
    let doctests = cargo(&scratch, &["test", "--doc"]);
    assert!(doctests.contains("running 0 tests"), "spec text became a doctest:\n{doctests}");
    cargo(&scratch, &["test"]);
}

/// One action, one callback and a type of each kind per hostile text, in every place that holds text; an action with
/// every kind of parameter; and the lab, which has the rest of the language.
fn hostile_spec() -> Spec {
    let mut files = Vec::new();
    let mut codes = String::new();
    let mut types = TYPES.to_owned();
    for (at, text) in TEXTS.iter().enumerate() {
        let quoted = serde_json::to_string(text).unwrap_or_else(|error| panic!("{error}"));
        // What is listed or compared is a line.
        let line = serde_json::to_string(&text.replace('\n', " ")).unwrap_or_else(|error| panic!("{error}"));
        let code = 990_000_000 + at;
        codes.push_str(&format!(
            "{code}: {{name: Hostile{at}, layer: business, recovery: retry, meaning: {quoted}, meaning_zh: {quoted}, advice: {quoted}}}\n"
        ));
        types.push_str(&type_of_each_kind(at, &quoted, &line));
        files.push((format!("actions/hostile/speak{at}.yaml"), action(at, &quoted, &line, code)));
        files.push((format!("callbacks/hostile/spoke{at}.yaml"), callback(at, &quoted)));
    }
    files.push(("codes.yaml".to_owned(), codes));
    files.push(("types.yaml".to_owned(), types));
    files.push(("actions/every/every_sort.yaml".to_owned(), EVERY_SORT.to_owned()));
    files.push(("actions/every/nothing.yaml".to_owned(), NOTHING.to_owned()));
    files.push(("callbacks/every/keywords.yaml".to_owned(), KEYWORD_CALLBACK.to_owned()));
    let files = files.into_iter().map(|(name, text)| SourceFile { name, text }).collect();
    let lab = Layer::folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/lab")));
    let lab = lab.unwrap_or_else(|error| panic!("{error}"));
    let loaded = load(&[Layer::shipped(), lab, Layer::from_files("hostile", files)]);
    let diagnostics = loaded.diagnostics.to_string();
    let mut spec = loaded.spec.unwrap_or_else(|| panic!("hostile text is still text, and lints:\n{diagnostics}"));
    let shipped = zim_spec::shipped().unwrap_or_else(|error| panic!("{error}"));
    spec.actions.retain(|action| shipped.action(&action.name).is_none());
    spec.callbacks.retain(|callback| shipped.callbacks.iter().all(|known| known.name != callback.name));
    spec
}

fn action(at: usize, quoted: &str, line: &str, code: usize) -> String {
    format!(
        "action: Speak{at}
summary: {quoted}
doc: {quoted}
method: POST
rate_limit: 20/s
source: {{page: {quoted}, checked: 2026-11-22}}
notifies: somethingHappened
params:
  Text: {{type: string, required: true, doc: {quoted}, forbidden_prefix: {quoted}, example: fine}}
  Optional: {{type: string, doc: {quoted}, default: {quoted}}}
  Hidden: {{type: string, doc: {quoted}, sensitive: true}}
  Wait: {{type: i32, doc: {quoted}, min: 5, sentinels: {{0: {line}}}, unit: s}}
  Page: {{type: i32, doc: {quoted}, min: 5, clamps: {{min: 5}}}}
  Mood: {{type: Mood{at}, doc: {quoted}}}
  Bits: {{type: Bits{at}, doc: {quoted}}}
  Body: {{type: Body{at}, required: true, doc: {quoted}}}
  BodyKind: {{type: BodyKind{at}, required: true, doc: {quoted}}}
  Map: {{type: \"map<Mood{at}, Piece{at}>\", doc: {quoted}}}
  Json: {{type: json<Piece{at}>, doc: {quoted}}}
rules:
  - {{required: Optional, when: {{Text: {line}}}}}
  - {{allowed: Hidden, when: {{Text: [{line}, fine]}}}}
reply:
  Answer: {{type: string, doc: {quoted}, optional: true, example: {quoted}}}
  Failed: {{type: list<Failed{at}>, doc: {quoted}, optional: true}}
items:
  failed: {{list: Failed, key: Key, code: SubCode}}
codes:
  - {{code: {code}, meaning: {quoted}, advice: {quoted}, recovery: contact_support, about: Text, in: reply}}
  - {{code: {code}, meaning: {quoted}, advice: {quoted}, recovery: retry, in: item}}
disputed:
  - {{about: {quoted}, readings: [{quoted}, {line}], taken: {quoted}}}
"
    )
}

fn type_of_each_kind(at: usize, quoted: &str, line: &str) -> String {
    format!(
        "  Mood{at}: {{type: string, doc: {quoted}, values: {{{line}: {{name: Hostile, doc: {quoted}}}, fine: {{name: Fine, doc: {quoted}}}}}}}
  Bits{at}: {{type: u32, doc: {quoted}, flags: {{1: {{name: One, doc: {quoted}}}, 2: {{name: Two, doc: {quoted}}}}}}}
  BodyKind{at}: {{type: i32, doc: {quoted}, values: {{1: {{name: Text, doc: {quoted}}}, 2: {{name: Piece, doc: {quoted}}}}}}}
  Body{at}: {{doc: {quoted}, by: BodyKind{at}, variants: {{Text: string, Piece: json<Piece{at}>}}}}
  Piece{at}: {{doc: {quoted}, fields: {{A: {{type: string, doc: {quoted}}}, B: {{type: string, doc: {quoted}}}}}, rules: [{{exactly_one: [A, B]}}]}}
  Failed{at}: {{doc: {quoted}, fields: {{Key: {{type: string, required: true, doc: {quoted}}}, SubCode: {{type: i64, doc: {quoted}}}}}}}
  Heard{at}: {{doc: {quoted}, by: BodyKind{at}, variants: {{Text: string, Piece: url_json<Failed{at}>}}}}
"
    )
}

fn callback(at: usize, quoted: &str) -> String {
    format!(
        "callback: spoke{at}
summary: {quoted}
doc: {quoted}
source: {{page: {quoted}, checked: 2026-11-25}}
fields:
  kind: {{type: BodyKind{at}, doc: {quoted}}}
  body: {{type: Heard{at}, doc: {quoted}, selector: kind, sensitive: true}}
  text: {{type: string, doc: {quoted}, example: {quoted}, optional: true}}
reply:
  result: {{type: i32, required: true, doc: {quoted}}}
  text: {{type: string, doc: {quoted}, default: {quoted}}}
retries: [2500ms]
disputed:
  - {{about: {quoted}, readings: [{quoted}, word], taken: {quoted}}}
"
    )
}

/// Names that Rust nearly keeps for itself, in a callback.
const KEYWORD_CALLBACK: &str = "
callback: keywords
summary: A keyword.
source: {page: nowhere, checked: 2026-11-25}
fields:
  type: {type: string, doc: A keyword., rust_name: kind}
  self_: {type: string, doc: Nearly a keyword., optional: true, rust_name: own}
  Option: {type: string, doc: A name of the prelude., optional: true}
  event_: {type: \"map<string, string>\", doc: Nearly a common field., optional: true, rust_name: events}
  match: {type: list<Failed0>, doc: A keyword., rust_name: matched}
  body: {type: url_json<Failed1>, doc: A.}
";

const TYPES: &str = "
charsets:
  Marks: {doc: every sign there is, chars: \" !\\\"#$%&'()*+,-./:;<=>?@[\\\\]^_`{|}~a\"}
types:
  Marked: {type: string, doc: A text of signs., charset: Marks, max_chars: 9}
  Moments: {type: i64, doc: A span of time., min: -1, max: 2592000}
  Unlimited: {type: string, doc: Anything.}
  Closed: {type: i32, doc: Some., values: {0: {name: None, doc: Nothing.}, -5: {name: Some, doc: \"*/ [x]\"}}}
  Open: {type: u64, doc: Any., open: true, values: {1: {name: Ok, doc: Fine.}, 2: {name: Err, doc: Not.}}}
  Texts: {type: string, doc: Any., open: true, values: {self: {name: Own, doc: A keyword.}, '': {name: Empty, doc: Nothing.}, \"\\\"#\": {name: None, doc: Signs.}}}
  Flags: {type: i64, doc: Any., open: true, flags: {1: {name: Const, doc: A keyword.}, 4611686018427387904: {name: Last, doc: The last.}}}
  Choice: {doc: \"[x]: y\", by: Closed, variants: {None: Piece, Some: list<Texts>}}
  Piece:
    doc: \"*/ [Part]: <b>\"
    fields:
      Type: {type: Open, required: true, rust_name: kind, doc: \"[x]: y\"}
      Secret: {type: string, sensitive: true, doc: A., prefix: \"{}\"}
      Secrets: {type: list<Closed>, sensitive: true, doc: A., unique_items: true}
      Hidden: {type: Open, sensitive: true, doc: A.}
  Whole:
    doc: Parts.
    fields:
      Part: {type: Piece, sensitive: true, doc: A.}
      Parts: {type: list<Piece>, doc: A., max_items: 3}
      Code: {type: i32, doc: A., max: 3, code: 660300005}
      Wholes: {type: list<Bare>, doc: A.}
  Bare: {doc: Nothing required., fields: {A: {type: bool, doc: A.}}}
";

/// Every type in every position, every limit, names that Rust nearly keeps for itself.
const EVERY_SORT: &str = "
action: EverySort
summary: Has a parameter of every kind.
method: POST
rate_limit: [1/s per A, 5/s of G, 100/24h]
source: {page: nowhere, checked: 2026-11-22}
params:
  A: {type: string, required: true, doc: A., min_bytes: 1, max_bytes: 9, min_chars: 1, max_chars: 9, charset: Marks, raisable: [max_bytes]}
  B: {type: bool, required: true, doc: B.}
  C: {type: i32, required: true, doc: C., min: -2147483648, max: 2147483647}
  D: {type: u32, required: true, doc: D., min: 0}
  E: {type: i64, required: true, doc: E., min: -9223372036854775808, max: 9223372036854775807}
  F: {type: u64, required: true, doc: F.}
  G: {type: list<string>, required: true, doc: G., min_items: 1, max_items: 9, unique_items: true, raisable: [max_items]}
  H: {type: list<bool>, required: true, doc: H.}
  I: {type: list<u64>, required: true, doc: I., max_items: 3}
  J: {type: list<Moments>, doc: J., unique_items: true}
  K: {type: list<Marked>, doc: K.}
  L: {type: Moments, doc: L., default: -1}
  M: {type: Moments, doc: M., max: 5}
  N: {type: Marked, doc: N., sensitive: true}
  O: {type: Unlimited, doc: O.}
  Pp: {type: u64, doc: P.}
  Q: {type: bool, doc: Q., default: true}
  R: {type: list<i32>, doc: R., sensitive: true}
  S: {type: i32, doc: S., code: 660300005, max: 7}
  Type: {type: string, doc: A keyword., rust_name: kind}
  Option: {type: string, doc: A name of the prelude.}
  String: {type: string, doc: A name of the prelude.}
  Value: {type: string, doc: A name that generated code uses.}
  Item: {type: list<string>, doc: A name that generated code uses.}
  Items: {type: list<Marked>, doc: A name that generated code uses.}
  Wire: {type: string, doc: A name that generated code uses., max_bytes: 3}
  F32: {type: bool, doc: A name of a primitive.}
  Union: {type: bool, doc: A weak keyword.}
  userID: {type: UserId, doc: Another way to write it.}
  Closed: {type: Closed, required: true, doc: A.}
  Open: {type: Open, doc: A.}
  Opens: {type: list<Open>, required: true, doc: A.}
  Part: {type: Piece, required: true, doc: A.}
  Parts: {type: list<Piece>, doc: A., max_items: 2}
  Whole: {type: Whole, sensitive: true, doc: A.}
  Texts: {type: Texts, required: true, sensitive: true, doc: A.}
  ListOfTexts: {type: list<Texts>, required: true, doc: A.}
  Flags: {type: Flags, required: true, doc: A.}
  Choice: {type: Choice, selector: Closed, required: true, doc: A.}
  Move: {type: \"map<string, Piece>\", doc: A keyword., rust_name: move_}
  Params: {type: \"map<Texts, list<Flags>>\", sensitive: true, doc: A name of the runtime.}
  Fmt: {type: json<Whole>, required: true, doc: A name that generated code uses., max_bytes: 99, rust_name: fmt_}
  Building: {type: json<Bare>, doc: A name of a method.}
  Build: {type: bool, doc: A name of a method., rust_name: build_it}
  P: {type: \"map<string, bool>\", doc: A name that generated code uses.}
  Given: {type: \"map<string, Flags>\", doc: A name that generated code uses.}
  Bytes: {type: list<Whole>, unique_by: Code, doc: A name that generated code uses.}
rules:
  - {required: String, when: {Flags: {has: 1}}}
  - {allowed: Move, when: {Texts: self}}
  - {at_least_one: [Type, Option, Part]}
  - {exactly_one: [Value, Wire]}
  - {differ: [A, Type]}
  - {value: A, not_among: Item}
  - {value: Option, among: [A, String]}
  - {all_equal: Bytes.Code}
reply:
  A: {type: string, doc: A.}
  B: {type: bool, doc: B.}
  C: {type: i64, doc: C., optional: true}
  D: {type: list<u64>, doc: D.}
  E: {type: list<string>, doc: E., optional: true}
  F: {type: list<bool>, doc: F.}
  G: {type: u32, doc: G.}
  Kind: {type: string, doc: H., optional: true}
  Closed: {type: Closed, doc: I.}
  Opens: {type: list<Open>, doc: J., optional: true}
  Whole: {type: Whole, doc: K., optional: true}
  Wholes: {type: list<Whole>, doc: L.}
  Texts: {type: list<Texts>, doc: M.}
  Flags: {type: Flags, doc: N., optional: true}
  Map: {type: \"map<string, Whole>\", doc: O., optional: true}
  Type: {type: json<Bare>, doc: P., rust_name: kind_of}
codes: [660000002, 660300005]
";

const NOTHING: &str = "
action: Nothing
summary: Needs nothing and answers nothing.
method: GET
source: {page: nowhere, checked: 2026-11-22}
";

/// Writes the same spec twice: as one text for `include!`, and as files.
fn write(scratch: &Scratch, spec: &Spec) -> Result<(), BoxError> {
    let options = Options::default().with_runtime("::zim_generated::runtime");
    scratch.put("src/bundle.rs", &generate_bundle(spec, &options)?)?;
    for file in generate_with(spec, &options)? {
        scratch.put(&format!("src/files/{}", file.path), &file.text)?;
    }
    let lib = "//! Generated code under the strictest lints.\n#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms)]\n#![forbid(unsafe_code)]\n\n/// As one text.\npub mod bundle {\n    include!(\"bundle.rs\");\n}\npub mod files;\n";
    scratch.put("src/lib.rs", lib)
}

/// Runs cargo in the crate; everything that it warns of is an error.
#[track_caller]
fn cargo(scratch: &Scratch, arguments: &[&str]) -> String {
    scratch.cargo(arguments).unwrap_or_else(|error| panic!("on generated code: {error}"))
}
