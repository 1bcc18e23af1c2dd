//! Text from a spec is data: no description, name or value becomes code, a doctest, a broken link or a
//! warning. A crate of hostile spec entries is generated, compiled, documented and doc-tested for real.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use zim_codegen::{Options, generate_bundle, generate_with};
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load};
use zim_spec::model::Spec;

/// Everything that Markdown, rustdoc or a Rust lexer could stumble over; one per line of a YAML list.
const HOSTILE: &[&str] = &[
    "*/ fn main() {} /*",
    "\"] #[deny(warnings)] #[doc = \"",
    "\\\" \\\\ \\n \\u{41} \\",
    "    let indented = \"code\"; panic!();",
    "```rust\npanic!(\"a doctest\")\n```",
    "~~~\npanic!()\n~~~",
    "[links] and [CallReject](nowhere) and [x][y] and ![image](x)",
    "[ref]: http://example.org",
    "<script>alert(1)</script> <b> </i> <Option<T>> &amp; &nbsp;",
    "{} {0} {name} {{}} {:?}",
    "a ` tick, `` two, ```three",
    "# Panics\n# Safety\n\n===\n---",
    "- a\n- b\n1. c\n2) d\n+ e\n> quote",
    "| a | b |\n|---|---|\n| c | d |",
    "https://example.org/?a=b&c=[d] http://x www.example.org",
    "line one\nline two\n\n\n\nline three",
    "r#\"raw\"# b'x' 'lifetime //! inner /// outer // @generated",
    "`code` `[Option]` `a*b` `` ` ``",
    "::std::process::exit(1); #![allow(warnings)] macro_rules! x { () => {} }",
    "$x$ $$y$$ @user #123 :smile:",
    "word",
    "r#\"raw\"#'",
];

#[test]
fn hostile_text_is_only_text() {
    let crate_folder = Scratch::new("hostile");
    crate_folder.write(&hostile_spec());
    crate_folder.cargo(&["check"]);
    crate_folder.cargo(&["clippy"]);
    crate_folder.cargo(&["doc", "--no-deps"]);
    let doctests = crate_folder.cargo(&["test", "--doc"]);
    assert!(doctests.contains("running 0 tests"), "spec text became a doctest:\n{doctests}");
    crate_folder.cargo(&["test"]);
}

/// One action per hostile text, in every place that holds text; and one with every kind of parameter.
fn hostile_spec() -> Spec {
    let mut files = Vec::new();
    let mut codes = String::new();
    for (at, text) in HOSTILE.iter().enumerate() {
        let quoted = serde_json::to_string(text).unwrap_or_else(|error| panic!("{error}"));
        let code = 990_000_000 + at;
        codes.push_str(&format!(
            "{code}: {{name: Hostile{at}, layer: business, recovery: retry, meaning: {quoted}, meaning_zh: {quoted}, advice: {quoted}}}\n"
        ));
        files.push((format!("actions/hostile/speak{at}.yaml"), action(at, &quoted, code)));
    }
    files.push(("codes.yaml".to_owned(), codes));
    files.push(("types.yaml".to_owned(), TYPES.to_owned()));
    files.push(("actions/every/every_kind.yaml".to_owned(), EVERY_KIND.to_owned()));
    files.push(("actions/every/nothing.yaml".to_owned(), NOTHING.to_owned()));
    let files = files.into_iter().map(|(name, text)| SourceFile { name, text }).collect();
    let loaded = load(&[Layer::shipped(), Layer::from_files("hostile", files)]);
    let diagnostics = loaded.diagnostics.to_string();
    loaded.spec.unwrap_or_else(|| panic!("hostile text is still text, and lints:\n{diagnostics}"))
}

fn action(at: usize, quoted: &str, code: usize) -> String {
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
reply:
  Answer: {{type: string, doc: {quoted}, optional: true, example: {quoted}}}
codes:
  - {{code: {code}, meaning: {quoted}, advice: {quoted}, recovery: contact_support, about: Text}}
"
    )
}

const TYPES: &str = "
charsets:
  Signs: {doc: every sign there is, chars: \" !\\\"#$%&'()*+,-./:;<=>?@[\\\\]^_`{|}~a\"}
types:
  Signed: {type: string, doc: A text of signs., charset: Signs, max_chars: 9}
  Seconds: {type: i64, doc: A span of time., min: -1, max: 2592000}
  Unlimited: {type: string, doc: Anything.}
  Closed: {type: i32, doc: Some., values: {0: {name: None, doc: Nothing.}, -5: {name: Some, doc: \"*/ [x]\"}}}
  Open: {type: u64, doc: Any., open: true, values: {1: {name: Ok, doc: Fine.}, 2: {name: Err, doc: Not.}}}
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
const EVERY_KIND: &str = "
action: EveryKind
summary: Has a parameter of every kind.
method: POST
rate_limit: [1/s per group, 5/s per room, 100/24h]
source: {page: nowhere, checked: 2026-11-22}
params:
  A: {type: string, required: true, doc: A., min_bytes: 1, max_bytes: 9, min_chars: 1, max_chars: 9, charset: Signs, raisable: [max_bytes]}
  B: {type: bool, required: true, doc: B.}
  C: {type: i32, required: true, doc: C., min: -2147483648, max: 2147483647}
  D: {type: u32, required: true, doc: D., min: 0}
  E: {type: i64, required: true, doc: E., min: -9223372036854775808, max: 9223372036854775807}
  F: {type: u64, required: true, doc: F.}
  G: {type: list<string>, required: true, doc: G., min_items: 1, max_items: 9, unique_items: true, raisable: [max_items]}
  H: {type: list<bool>, required: true, doc: H.}
  I: {type: list<u64>, required: true, doc: I., max_items: 3}
  J: {type: list<Seconds>, doc: J., unique_items: true}
  K: {type: list<Signed>, doc: K.}
  L: {type: Seconds, doc: L., default: -1}
  M: {type: Seconds, doc: M., max: 5}
  N: {type: Signed, doc: N., sensitive: true}
  O: {type: Unlimited, doc: O.}
  P: {type: u64, doc: P.}
  Q: {type: bool, doc: Q., default: true}
  R: {type: list<i32>, doc: R., sensitive: true}
  S: {type: i32, doc: S., code: 660300005, max: 7}
  Type: {type: string, doc: A keyword., rust_name: kind}
  Option: {type: string, doc: A name of the prelude.}
  String: {type: string, doc: A name of the prelude.}
  Value: {type: string, doc: A name that generated code uses.}
  Item: {type: list<string>, doc: A name that generated code uses.}
  Items: {type: list<Signed>, doc: A name that generated code uses.}
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
codes: [660000002, 660300005]
";

const NOTHING: &str = "
action: Nothing
summary: Needs nothing and answers nothing.
method: GET
source: {page: nowhere, checked: 2026-11-22}
";

/// A crate around generated code, below the workspace's target folder so that its dependencies are built once.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(folder.join("src"));
        fs::create_dir_all(folder.join("src/files")).unwrap_or_else(|error| panic!("{error}"));
        Self { folder }
    }

    /// The same spec twice: as one text for `include!`, and as files.
    fn write(&self, spec: &Spec) {
        let options = Options::default().with_runtime("::zim_generated::runtime");
        let bundle = generate_bundle(spec, &options).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        let files = generate_with(spec, &options).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        self.put("src/bundle.rs", &bundle);
        for file in files {
            self.put(&format!("src/files/{}", file.path), &file.text);
        }
        let lib = "//! Generated code under the strictest lints.\n#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms)]\n#![forbid(unsafe_code)]\n\n/// As one text.\npub mod bundle {\n    include!(\"bundle.rs\");\n}\npub mod files;\n";
        self.put("src/lib.rs", lib);
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../zim-generated");
        let manifest = format!(
            "[workspace]\n[package]\nname = \"hostile\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\nzim-generated = {{ path = {:?} }}\n",
            runtime.display().to_string()
        );
        self.put("Cargo.toml", &manifest);
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        self.put("Cargo.lock", &fs::read_to_string(lock).unwrap_or_else(|error| panic!("{error}")));
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Runs cargo offline in the crate; everything that it warns of is an error.
    #[track_caller]
    fn cargo(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap_or_else(|error| panic!("cargo {arguments:?}: {error}"));
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "cargo {arguments:?} on generated code:\n{text}");
        text
    }
}
