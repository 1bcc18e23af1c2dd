//! What each part of the spec language becomes: the smallest entry that shows it, and the code that it gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use zim_codegen::{GeneratedFile, Options, generate_with};
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load};

const HEAD: &str = "\
action: TryLab
summary: Try something.
method: POST
rate_limit: 20/s
source: {page: our-own/lab, checked: 2026-11-25}
";

/// The code for one action with `body`, beside types and callbacks.
#[track_caller]
fn generated(types: &str, body: &str, more: &[(&str, &str)]) -> Vec<GeneratedFile> {
    let head = if body.contains("rate_limit:") { HEAD.replace("rate_limit: 20/s\n", "") } else { HEAD.to_owned() };
    let head = if body.contains("method:") { head.replace("method: POST\n", "") } else { head };
    let missing = |key: &str| !body.lines().any(|line| line.starts_with(key));
    let mut action = format!("{head}{body}");
    for key in ["params:", "reply:"].into_iter().filter(|key| missing(key)) {
        action.push_str(&format!("{key} {{}}\n"));
    }
    if missing("codes:") {
        action.push_str("codes: [660000002]\n");
    }
    let mut files = vec![SourceFile::new("actions/lab/try_lab.yaml", action)];
    if !types.is_empty() {
        files.push(SourceFile::new("types.yaml", format!("types:\n{types}")));
    }
    files.extend(more.iter().map(|(name, text)| SourceFile::new(*name, *text)));
    let loaded = load(&[Layer::shipped(), Layer::from_files("lab", files)]);
    let Some(mut spec) = loaded.spec else { panic!("{}", loaded.diagnostics) };
    spec.actions.retain(|action| action.group == "lab");
    spec.callbacks.retain(|callback| callback.group == "lab");
    generate_with(&spec, &Options::default()).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// `text` however it is broken into lines.
fn flat(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim().trim_start_matches("///").trim());
    lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `expected` stands in `path`.
#[track_caller]
fn contains(files: &[GeneratedFile], path: &str, expected: &[&str]) {
    let file = files.iter().find(|file| file.path == path);
    let Some(file) = file else {
        panic!("no {path}; there are {:?}", files.iter().map(|file| &file.path).collect::<Vec<_>>())
    };
    let text = flat(&file.text);
    for part in expected {
        assert!(text.contains(&flat(part)), "{path} has no\n{part}\n\nbut\n{}", file.text);
    }
}

/// One action with `body` gives a file that says `expected`.
#[track_caller]
fn check(types: &str, body: &str, expected: &[&str]) {
    contains(&generated(types, body, &[]), "lab/try_lab.rs", expected);
}

#[test]
fn numbers_have_sentinels_units_clamps_ceilings_and_codes() {
    check(
        "",
        "\
params:
  Timeout: {type: i64, min: 1, max: 600, sentinels: {0: the default of 90 seconds, -1: for ever}, unit: s, raisable: {max: 900}, limit_codes: {min: 660000011}, doc: How long., example: 5}
  Limit: {type: u32, min: 1, max: 100, clamps: {min: 10, max: 100}, default: 10, doc: How many., example: 10}
  Share: {type: i64, above: 0, below: 100, doc: What share., example: 5}
",
        &[
            "p.int(\"Timeout\", self.timeout).except(&[-1, 0]).with_code(codes::TOO_MANY_USERS).min(1).raisable().max(600);",
            "p.int(\"Limit\", self.limit);",
            "p.int(\"Share\", self.share).above(0).below(100);",
            "at most 600 (ZEGO raises it on request, to at most 900).",
            "below 1 the server takes 10; above 100 the server takes 100.",
            "Limits: above 0; below 100.",
            "In seconds. `-1` stands for for ever; `0` stands for the default of 90 seconds.",
        ],
    );
}

#[test]
fn rules_are_checked_after_all_parameters() {
    check(
        "  Kind: {type: i32, doc: A kind., values: {0: {name: Plain, doc: Plain.}, 1: {name: Rich, doc: Rich.}}}\n  Pair: {doc: A pair., fields: {Name: {type: string, required: true, doc: A name.}, Kind: {type: Kind, required: true, doc: Its kind.}}}\n",
        "\
params:
  Kind: {type: Kind, default: 0, doc: The kind.}
  Note: {type: string, doc: A note.}
  Other: {type: string, doc: Another note.}
  Pairs: {type: list<Pair>, unique_by: Name, max_total_bytes: 9, doc: Pairs.}
rules:
  - {required: Note, when: {Kind: 1}}
  - {allowed: Other, when: {Kind: [0, 1]}}
  - {at_least_one: [Note, Other], code: 660000011}
  - {differ: [Note, Other]}
  - {value: Note, not_among: Pairs.Name}
  - {value: Note, among: [Other]}
  - {all_equal: Pairs.Kind}
",
        &[
            ".unique_by(\"Name\", |item| text_of(&item.name))\n.max_total_bytes(9, |item| bytes(&item.name))\n.each();",
            "if p.is_checking() {",
            "p.required_if(\"Note\", given(&self.note), int_of(&self.kind) == Some(1), \"Kind = 1\");",
            "int_of(&self.kind).is_none_or(|value| [0, 1].contains(&value)),",
            ".at_least_one(\"Note\", \"Note, Other\", &[given(&self.note), given(&self.other)]);",
            "given(&self.note) && text_of(&self.note) == text_of(&self.other));",
            "given(&self.note) && items_of(&self.pairs).iter().any(|item| text_of(&item.name) == text_of(&self.note)),",
            "!given(&self.note) || [text_of(&self.other)].contains(&text_of(&self.note))",
            "first_different(&self.pairs, |item| int_of(&item.kind)));",
            "# Rules - `Note` is required where `Kind` is `1`.",
            "- All items of `Pairs` have the same `Kind`.",
        ],
    );
}

#[test]
fn a_required_union_tells_its_selector() {
    let types = r#"
  Kind: {type: i32, doc: A kind., values: {1: {name: Text, doc: Text.}, 2: {name: Card, doc: A card.}, 3: {name: Cards, doc: Cards.}}}
  Card: {doc: A card., fields: {Title: {type: string, required: true, sensitive: true, doc: A title.}}}
  Body: {doc: A body., by: Kind, variants: {Text: string, Card: Card, Cards: json<Card>}}
"#;
    let files = generated(
        types,
        "params:\n  Kind: {type: Kind, required: true, doc: The kind.}\n  Body: {type: Body, required: true, sensitive: true, doc: The body.}\n",
        &[],
    );
    contains(
        &files,
        "lab/try_lab.rs",
        &[
            "pub fn builder(body: types::Body) -> Self {\nSelf { body }",
            "types::kind(p.int(\"Kind\", self.body.selector()));\np.sensitive().union(\"Body\", &self.body);",
        ],
    );
    contains(
        &files,
        "types/lab.rs",
        &[
            "pub enum Body {\n/// 1: Text.\nText(String),\n/// 2: A card.\nCard(Card),",
            "Self::Text(_) => 1,",
            "Self::Text(value) => {\np.text(name, value);\n}\nSelf::Card(value) => p.object(name, value),",
            "p.json(name, value).inside();",
            "fmt_hidden(\"Body\", f)",
            "part! { Card, hidden }",
        ],
    );
}

#[test]
fn a_received_union_is_read_from_its_text() {
    let types = r#"
  Kind: {type: i32, doc: A kind., values: {1: {name: Text, doc: Text.}, 2: {name: Card, doc: A card.}}}
  Card: {doc: A card., fields: {title: {type: string, required: true, doc: A title.}}}
  Body: {doc: A body., by: Kind, variants: {Text: string, Card: url_json<Card>}}
"#;
    let files = generated(
        types,
        "reply:\n  Kind: {type: Kind, doc: The kind.}\n  Body: {type: Body, doc: The body.}\n  Card: {type: json<Card>, optional: true, doc: A card.}\n",
        &[],
    );
    contains(
        &files,
        "lab/try_lab.rs",
        &[
            "pub body: String,",
            "pub card: Option<String>,",
            "body(raw_text) = \"Body\"",
            "pub fn read_body(&self) -> Result<types::Body, serde_json::Error> {",
            "pub fn read_card(&self) -> Result<Option<types::Card>, serde_json::Error> {\nself.card.as_deref().map(json).transpose()",
        ],
    );
    contains(
        &files,
        "types/lab.rs",
        &["1 => Self::Text(text.to_owned()),\n2 => Self::Card(url_json(text)?),\n_ => Self::Other(text.to_owned()),"],
    );
}

#[test]
fn maps_flags_and_texts_have_forms_of_their_own() {
    let types = r#"
  Bits: {type: i32, doc: Bits., flags: {1: {name: ReadIt, doc: Read.}, 2: {name: WriteIt, doc: Write.}}}
  Level: {type: string, doc: A level., values: {k0: {name: Low, doc: Low.}, k1: {name: High, doc: High.}}}
  Name: {type: string, doc: A name., max_bytes: 9}
"#;
    let files = generated(
        types,
        "params:\n  Bits: {type: Bits, required: true, doc: Bits.}\n  Levels: {type: list<Level>, unique_items: true, doc: Levels.}\n  Marks: {type: 'map<Name, i64>', max_items: 3, doc: Marks.}\n",
        &[],
    );
    contains(
        &files,
        "lab/try_lab.rs",
        &[
            "types::bits(p.int(\"Bits\", self.bits));",
            "p.texts(\"Levels\", &self.levels).unique().each(types::level);",
            "pub marks: Option<BTreeMap<String, i64>>,",
            "p.map(\"Marks\", &self.marks).max_items(3).each_int(types::name, |_| {});",
        ],
    );
    contains(
        &files,
        "types/lab.rs",
        &[
            "int_flags!(Bits(i32));",
            "pub const READ_IT: Self = Self(1);",
            "text_enum!(Level: Low = \"k0\", High = \"k1\");",
            "int.flags(3);",
            "text.one_of(&[\"k0\", \"k1\"]);",
        ],
    );
}

#[test]
fn base64_counts_decoded_bytes() {
    check(
        "",
        "params:\n  Text: {type: string, required: true, max_bytes: 9, base64_when: {IsBase64: true}, doc: A text.}\n  IsBase64: {type: bool, default: false, doc: Whether Text is base64.}\n",
        &["flag_of(&self.is_base64) == Some(true), \"IsBase64 = true\"", "base64 where `IsBase64` is `true`"],
    );
}

#[test]
fn batches_tell_what_failed_and_can_be_cut_down() {
    let types = r#"
  Failure: {doc: A failure., fields: {UserId: {type: string, required: true, doc: The user.}, SubCode: {type: i64, required: true, doc: The code.}, SubMessage: {type: string, doc: Why.}}}
"#;
    let body = "\
params:
  UserIds: {type: list<UserId>, required: true, doc: The users.}
reply:
  ErrorList: {type: list<Failure>, optional: true, doc: Those that failed.}
items:
  failed: {list: ErrorList, key: UserId, code: SubCode, message: SubMessage}
  request: UserIds
codes:
  - {code: 660000002, in: reply}
  - {code: 660000002, in: item, meaning: This user is wrong.}
";
    let files = generated(types, body, &[]);
    contains(
        &files,
        "lab/try_lab.rs",
        &[
            "ItemFailure::new([key(&item.user_id)], Some(item.sub_code), text_of(&item.sub_message))",
            "failed.keep(&mut self.user_ids, |item| Vec::from([key(item)]))",
            "static ITEM_OVERRIDES: &[CodeInfo]",
            "refusals! { TryLabError, codes, item ITEM_OVERRIDES: InvalidParameter = INVALID_PARAMETER }",
            "Of an item: This user is wrong.",
        ],
    );
    contains(&files, "types/lab.rs", &["pub sub_code: Code,"]);
}

#[test]
fn nested_failures_have_two_keys() {
    let types = r#"
  Piece: {doc: A part., fields: {ConvId: {type: string, required: true, doc: The part.}, Code: {type: i64, doc: The code.}}}
  Failure: {doc: A failure., fields: {UserId: {type: string, required: true, doc: The user.}, SubCode: {type: i64, doc: The code.}, FailList: {type: list<Piece>, doc: Parts.}}}
  Marks: {doc: Marks., fields: {UserId: {type: string, required: true, doc: The user.}, SetMark: {type: 'map<string, i32>', doc: Marks.}}}
"#;
    let body = "\
params:
  List: {type: list<Marks>, required: true, doc: The marks.}
reply:
  FailList: {type: list<Failure>, optional: true, doc: Those that failed.}
items:
  failed: {list: FailList, key: UserId, code: SubCode, nested: {list: FailList, key: ConvId, code: Code}}
  request: {list: List, keys: [UserId], parts: [SetMark]}
";
    check(
        types,
        body,
        &[
            "let itself = item.fail_list.is_empty() || item.sub_code.is_some_and(|code| !code.is_success());",
            "[key(&item.user_id), key(&part.conv_id)],",
            "[parts.keep(&mut item.set_mark)].contains(&true)",
        ],
    );
}

#[test]
fn lists_that_can_be_too_long_are_split() {
    let types = r#"
  Failure: {doc: Who failed., fields: {UserId: {type: string, required: true, doc: The user.}, Kind: {type: i64, required: true, doc: The kind.}}}
  Pair: {doc: A user., fields: {UserId: {type: string, required: true, doc: The user.}, Kind: {type: i64, required: true, doc: The kind.}}}
"#;
    let body = |names: &str, key: &str, request: &str| {
        format!(
            "params:\n  Names: {{type: list<string>, required: true, {names}doc: Names.}}\n  Pairs: {{type: list<Pair>, max_items: 1500, raisable: [max_items], doc: Pairs.}}\nreply:\n  Failed: {{type: list<Failure>, optional: true, doc: Who failed.}}\nitems:\n  failed: {{list: Failed, key: {key}}}\n  request: {request}\n"
        )
    };
    check(
        types,
        &body("max_items: 9, ", "UserId", "[Names, Pairs.UserId]"),
        &[
            "batch! { TryLab: names(9) = \"Names\", pairs(1500 raisable, by user_id) = \"Pairs\" }",
            "A list longer than one request takes is split by `runtime::lists::Chunks`.",
        ],
    );
    check(
        types,
        &body("", "[UserId, Kind]", "{list: Pairs, keys: [UserId, Kind]}"),
        &["batch! { TryLab: pairs(1500 raisable, by user_id, kind) = \"Pairs\" }"],
    );
    // One that is never too long.
    let files = generated(types, &body("", "UserId", "[Names, Pairs.UserId]"), &[]);
    assert!(!files.iter().any(|file| file.text.contains("batch!") || file.text.contains("Chunks")));
}

#[test]
fn pages_follow_each_other() {
    let reply = "reply:\n  Next: {type: i64, optional: true, doc: The next.}\n  Names: {type: list<string>, optional: true, doc: Names.}\n";
    check(
        "",
        &format!(
            "params:\n  Next: {{type: i64, doc: Where to go on.}}\n  Limit: {{type: u32, doc: How many., example: 5}}\n{reply}paging: {{cursor: Next, next: Next, done: 0, limit: Limit, list: Names}}\n"
        ),
        &[
            "pub fn next_page(&self, reply: &TryLabReply) -> Option<Self> {",
            "Paged::following(self, reply).filter(|request| request != self)",
            "impl Paged for TryLab {\ntype Item = String;\n",
            "let next = reply.next.filter(|next| *next != 0)?;\nlet mut request = self.clone();\nrequest.next = Some(next);\nSome(request)",
            "fn items(reply: Self::Reply) -> Vec<String> {\nreply.names\n}",
        ],
    );
    check(
        "",
        "params:\n  At: {type: string, doc: Where to go on.}\nreply:\n  Next: {type: string, doc: The next.}\n  Names: {type: list<string>, doc: Names.}\npaging: {cursor: At, next: Next, done: [\"\", \"0\"], list: Names}\n",
        &["text_of(&reply.next).filter(|next| ![\"\", \"0\"].contains(next))?;", "request.at = Some(next.to_owned());"],
    );
}

#[test]
fn the_wire_can_differ() {
    check(
        "",
        "method: GET\nin: body\nhost: other.example.org\nenvelope: {code: Code, message: Message}\nrate_limit: [\"1/s per GroupId\", \"20/s of Seqs\"]\nparams:\n  GroupId: {type: GroupId, required: true, doc: The group.}\n  Seqs: {type: list<i64>, required: true, doc: Numbers.}\n",
        &[
            ".in_body()\n.host(\"other.example.org\")",
            "EnvelopeKeys { code: \"Code\", message: \"Message\", request_id: None }",
            "&[RateLimit::app(1, 1).per(\"GroupId\"), RateLimit::app(20, 1).counting(\"Seqs\")]",
            "A GET request with a JSON body, at most 1 call a second for each `GroupId` and at most 20 items of `Seqs` a second",
        ],
    );
}

#[test]
fn callbacks_are_structs_and_one_enum() {
    let callback = "\
callback: lab_done
summary: Something was done.
source: {page: our-own/lab, checked: 2026-11-25}
fields:
  user_id: {type: UserId, doc: The user.}
  note: {type: string, optional: true, sensitive: true, doc: A note.}
reply:
  result: {type: i32, required: true, doc: What becomes of it.}
retries: [2500ms]
";
    let files = generated("", "params: {}\n", &[("callbacks/lab/lab_done.yaml", callback)]);
    contains(
        &files,
        "callbacks/lab_done.rs",
        &[
            "pub struct LabDone {",
            "show!(LabDone: user_id, note as hidden);",
            "const EVENT: &'static str = \"lab_done\";\n",
            "const RETRIES_MS: Option<&'static [u32]> = Some(&[2500]);",
            "pub struct LabDoneAnswer {",
            "to_json(self)",
            "sends it again, each time after 2.5 seconds.",
        ],
    );
    contains(
        &files,
        "callbacks/mod.rs",
        &["pub use lab_done::{LabDone, LabDoneAnswer};", "LabDone::EVENT => Self::LabDone(notice.read()?),"],
    );
    contains(&files, "mod.rs", &["#[cfg(feature = \"callbacks\")]\npub mod callbacks;"]);
}
