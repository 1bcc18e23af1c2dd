//! What each part of the spec language becomes in the model.

// Clippy's leave for tests does not reach their helper functions.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::LazyLock;
use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load, read_folder};
use zim_spec::model::{
    Action, Carrier, CodeLevel, FieldPath, Int, Limit, LimitKind, PageEnd, RateScope, RateUnit, RuleKind, Scalar,
    Schema, Spec, Type, Unit,
};

const TYPES: &str = r##"
types:
  Kind: {type: i32, doc: A kind., values: {1: {name: Text, doc: Text.}, 2: {name: Picture, doc: A picture.}, 5: {name: Parts, doc: Parts.}}}
  Sort: {type: Kind, doc: Another name of it.}
  Bits: {type: i32, doc: Flags., flags: {1: {name: One, doc: One.}, 4: {name: Four, doc: Four.}}}
  OpenBits: {type: u64, open: true, doc: Open flags., flags: {8: {name: Eight, doc: Eight.}}}
  Word: {type: string, doc: A word., values: {k0: {name: K0, doc: The first.}, "a b": {name: Ab, doc: The second.}}, limit_codes: {one_of: 660900005}}
  Role: {type: i32, open: true, doc: A role., values: {1: {name: Owner, doc: The owner.}}}
  Body: {doc: A union., by: Sort, variants: {Text: string, Picture: json<Picture>, Parts: Parts}}
  Picture: {doc: A picture., fields: {Size: {type: "map<Word, list<u32>>", max_items: 2, doc: Sizes.}}}
  Parts: {doc: Parts., fields: {A: {type: string, doc: A.}, B: {type: string, doc: B.}}, rules: [{at_least_one: [A, B]}, {required: A, when: {B: {given: true}}, code: 660900005}]}
  Item: {doc: An item., fields: {UserId: {type: string, doc: Who.}, Kind: {type: i32, doc: What.}, Marks: {type: "map<string, bool>", doc: Marks.}}}
  Failure: {doc: A failure., fields: {UserId: {type: string, doc: Who.}, SubCode: {type: i64, doc: Why.}, Text: {type: string, doc: Why.}, Inner: {type: list<Inner>, doc: Its parts.}}}
  Inner: {doc: A part., fields: {Id: {type: string, doc: Which.}}}
  Text: {type: string, non_empty: true, max_bytes: 32, raisable: {max_bytes: 64}, doc: A text.}
  Period: {type: i64, unit: s, min: 5, sentinels: {0: the default, -1: for ever}, doc: A while.}
"##;

const SEND: &str = r##"
action: Deliver
summary: Send something.
method: GET
in: body
allow: {get-with-body: To see that it can be said.}
host: auth-api.zego.im
envelope: {code: code, message: msg}
rate_limit: [20/s of Items, 1/s per GroupId, 5/10s of Names per GroupId]
source: {page: send, checked: 2026-11-25}
params:
  GroupId: {type: string, doc: A group.}
  Kind: {type: Kind, required: true, only: [5, 1], doc: The kind.}
  Body: {type: Body, required: true, doc: What is sent.}
  Bodies: {type: list<Body>, selector: Kind, doc: More of it.}
  Bits: {type: Bits, doc: Flags.}
  Open: {type: OpenBits, doc: Open flags.}
  Word: {type: Word, doc: A word.}
  Role: {type: Role, min: 2, doc: A role.}
  Encoded: {type: Text, base64_when: {IsBase64: 1}, limit_codes: {base64: 660900005, max_bytes: 660300005}, doc: Text or base64.}
  IsBase64: {type: i32, default: 0, doc: Whether it is.}
  Limit: {type: i32, min: 1, max: 100, clamps: {min: 10, max: 100}, default: 10, doc: How many.}
  Between: {type: i32, above: 0, below: 9, doc: Between.}
  Period: {type: Period, sentinels: {9: nine}, doc: A while.}
  When: {type: i64, unit: unix_ms, not_in_future: true, doc: When.}
  Items: {type: list<Item>, unique_by: UserId, max_total_bytes: 9, doc: Items.}
  Names: {type: list<string>, doc: Names.}
  Next: {type: string, doc: Where to go on.}
rules:
  - {required: Word, when: {Kind: 5}}
  - {allowed: Bits, when: {Open: {has: 8}}, code: 660900005}
  - {exactly_one: [Word, GroupId]}
  - {differ: [Word, GroupId]}
  - {value: GroupId, not_among: Items.UserId}
  - {value: GroupId, among: [Word, Next]}
  - {all_equal: Items.Kind}
reply:
  Failed: {type: list<Failure>, optional: true, doc: The failed.}
  Next: {type: string, sensitive: true, disputed: [{about: it, readings: [a, b], taken: a}], doc: Where to go on.}
  Time: {type: i64, unit: unix_s, doc: When.}
  Kind: {type: Kind, doc: The kind.}
  Body: {type: Body, doc: What came.}
  Done: {type: list<string>, doc: The others.}
  Total: {type: i32, doc: How many.}
items:
  failed: {list: Failed, key: UserId, code: SubCode, message: Text, nested: {list: Inner, key: Id}}
  request: [{list: Items, keys: [UserId], parts: [Marks]}, Names]
  succeeded: Done
paging: {cursor: Next, next: Next, done: ["", "0"], limit: Limit, total: Total, list: Failed.UserId}
codes: [660000002, {code: 660300005, in: reply}, {code: 660300005, in: item, meaning_zh: 太快}, {code: 660900005, in: item}]
"##;

const HEARD: &str = r##"
callback: heard
summary: Something was heard.
source: {page: heard, checked: 2026-11-25}
fields:
  kind: {type: Kind, doc: The kind.}
  body: {type: Body, optional: true, doc: What was heard.}
reply:
  verdict: {type: Word, required: true, doc: What becomes of it.}
  result: {type: i32, doc: What becomes of it.}
  instead: {type: string, doc: What replaces it.}
verdict: {by: result, refuse: {3: 660900005, -1: 660000002}, unanswered: 660300005, reason: instead, replace: {kind: instead}}
retries: [3s, 2500ms]
"##;

const CALLBACKS: &str = r##"
callbacks:
  common: {app_id: appid, event: event, nonce: nonce, timestamp: timestamp, signature: signature}
  signing: sha1_sorted_hex
  retries: [2s, 4s]
  source: {page: callbacks, checked: 2026-11-25}
"##;

#[test]
fn kinds_of_types() {
    let spec = &*SPEC;
    let kinds = |name: &str| spec.types[name].schema.limits.iter().map(|limit| limit.kind.clone()).collect::<Vec<_>>();
    assert_eq!(kinds("Bits"), [LimitKind::Flags(5)]);
    assert_eq!(kinds("OpenBits"), []);
    assert!(spec.types["OpenBits"].values.as_ref().is_some_and(|values| values.flags && values.open));
    assert_eq!(kinds("Word"), [LimitKind::OneOfTexts(vec!["k0".to_owned(), "a b".to_owned()])]);
    assert_eq!(spec.types["Word"].schema.limits[0].code, Some(660_900_005));
    assert_eq!(spec.types["Word"].texts.as_ref().unwrap().values[1].name, "Ab");
    let union = spec.types["Body"].union.as_ref().unwrap();
    let variants = union.variants.iter().map(|variant| (variant.selector, variant.name.as_str()));
    assert_eq!(
        (union.by.as_str(), variants.collect::<Vec<_>>()),
        ("Kind", vec![(1, "Text"), (2, "Picture"), (5, "Parts")])
    );
    let Type::Json { value, url_encoded: false } = &union.variants[1].schema.ty else { panic!("no JSON") };
    assert_eq!(value.named.as_deref(), Some("Picture"));
    let Type::Map { key, value } = &spec.types["Picture"].fields[0].schema.ty else { panic!("no map") };
    assert_eq!(key.enumeration.as_deref(), Some("Word"));
    assert_eq!(value.ty, Type::List(Box::new(Schema::plain(Type::Int(Int::U32)))));
    let rules = spec.types["Parts"].rules.iter().map(|rule| (rule.kind.key(), rule.kind.limit(), rule.code));
    let expected = [("at_least_one", "A, B", 660_000_002), ("required_if", "B is given", 660_900_005)];
    assert_eq!(rules.collect::<Vec<_>>(), expected.map(|(key, limit, code)| (key, limit.to_owned(), code)));
}

#[test]
fn limits_of_parameters() {
    #[track_caller]
    fn check(param: &str, expected: &str) {
        let limits = send().param(param).unwrap().schema.limits.iter().map(shown);
        assert_eq!(limits.collect::<Vec<_>>().join("; "), expected, "{param}");
    }
    check("Kind", "OneOf([1, 5])");
    check("Role", "Min(2)");
    check("Limit", "Min(1) takes 10; Max(100) takes 100");
    check("Between", "Above(0); Below(9)");
    check("Items", "UniqueBy(\"UserId\"); MaxTotalBytes(9)");
    let encoded = &send().param("Encoded").unwrap().schema.limits;
    let codes: Vec<_> = encoded.iter().map(|limit| (limit.kind.key(), limit.code)).collect();
    let expected = [("non_empty", None), ("base64", Some(660_900_005)), ("max_bytes", Some(660_300_005))];
    assert_eq!(codes, expected);
    assert_eq!((encoded[2].raisable, encoded[2].ceiling), (true, Some(64)));
    let LimitKind::Base64(when) = &encoded[1].kind else { panic!("no base64") };
    assert_eq!(when.to_string(), "IsBase64 = 1");
}

#[test]
fn numbers_with_a_meaning() {
    let period = &send().param("Period").unwrap().schema;
    let sentinels = period.sentinels.iter().map(|sentinel| (sentinel.value, sentinel.doc.as_str()));
    assert_eq!(sentinels.collect::<Vec<_>>(), [(-1, "for ever"), (0, "the default"), (9, "nine")]);
    assert_eq!((period.unit, period.adjusted), (Some(Unit::Seconds), true));
    let when = &send().param("When").unwrap().schema;
    assert_eq!((when.unit, when.not_in_future), (Some(Unit::UnixMilliseconds), true));
    assert_eq!(send().reply[2].schema.unit, Some(Unit::UnixSeconds));
}

#[test]
fn selectors_are_found() {
    let selector = |name: &str| send().param(name).unwrap().selector.as_deref();
    assert_eq!((selector("Body"), selector("Bodies"), selector("Kind")), (Some("Kind"), Some("Kind"), None));
    assert_eq!(send().reply[4].selector.as_deref(), Some("Kind"));
    assert_eq!(SPEC.callbacks[0].fields[1].selector.as_deref(), Some("kind"));
}

#[test]
fn rules_between_parameters() {
    let rules = send().rules.iter().map(|rule| (rule.kind.key(), rule.kind.subject(), rule.kind.limit()));
    let expected = [
        ("required_if", "Word", "Kind = 5"),
        ("allowed_if", "Bits", "Open has 8"),
        ("exactly_one", "Word", "Word, GroupId"),
        ("differ", "Word", "GroupId"),
        ("not_among", "GroupId", "Items.UserId"),
        ("among", "GroupId", "Word, Next"),
        ("all_equal", "Items", "Kind"),
    ];
    assert_eq!(rules.collect::<Vec<_>>(), expected.map(|(key, subject, limit)| (key, subject, limit.to_owned())));
    assert_eq!((send().rules[0].code, send().rules[1].code), (660_000_002, 660_900_005));
    assert_eq!(send().rules[6].kind, RuleKind::AllEqual(FieldPath::new("Items", Some("Kind".to_owned()))));
}

#[test]
fn what_an_action_has_of_its_own() {
    let send = send();
    assert_eq!((send.carrier, send.host.as_deref()), (Carrier::Body, Some("auth-api.zego.im")));
    let envelope = send.envelope.as_ref().unwrap();
    assert_eq!((envelope.code.as_str(), envelope.message.as_str(), &envelope.request_id), ("code", "msg", &None));
    let rates = send.rate_limits.iter().map(|rate| (rate.scope.clone(), rate.counts.clone()));
    let (group, names) = (RateScope::Param("GroupId".to_owned()), RateUnit::Items("Names".to_owned()));
    let items = RateUnit::Items("Items".to_owned());
    let expected = [(RateScope::App, items), (group.clone(), RateUnit::Calls), (group, names)];
    assert_eq!(rates.collect::<Vec<_>>(), expected);
    let levels = send.codes.iter().map(|code| code.level).collect::<Vec<_>>();
    assert_eq!(levels, [CodeLevel::Both, CodeLevel::Reply, CodeLevel::Item, CodeLevel::Item]);
    assert_eq!(send.codes[2].meaning_zh.as_deref(), Some("太快"));
    assert!(send.reply[1].sensitive && send.reply[1].disputed.len() == 1);
}

#[test]
fn failed_items_and_pages() {
    let items = send().items.as_ref().unwrap();
    let nested = items.failed.nested.as_ref().unwrap();
    assert_eq!((items.failed.list.as_str(), items.failed.code.as_deref()), ("Failed", Some("SubCode")));
    assert_eq!((nested.list.as_str(), nested.keys.as_slice()), ("Inner", ["Id".to_owned()].as_slice()));
    let sources = items.request.iter().map(|source| (source.list.as_str(), source.keys.len(), source.parts.len()));
    assert_eq!(sources.collect::<Vec<_>>(), [("Items", 1, 1), ("Names", 0, 0)]);
    let paging = send().paging.as_ref().unwrap();
    assert_eq!(paging.end, PageEnd::Next(["", "0"].map(|text| Scalar::Text(text.to_owned())).to_vec()));
    assert_eq!((paging.limit.as_deref(), paging.list.to_string().as_str()), (Some("Limit"), "Failed.UserId"));
}

#[test]
fn callbacks() {
    let shared = SPEC.service.callbacks.as_ref().unwrap();
    assert_eq!((shared.retries_ms.as_slice(), shared.common.names()[0]), ([2000, 4000].as_slice(), "appid"));
    let heard = &SPEC.callbacks[0];
    assert_eq!((heard.name.as_str(), heard.group.as_str()), ("heard", "call"));
    assert_eq!(heard.retries_ms.as_deref(), Some([3000, 2500].as_slice()));
    let verdict = heard.verdict.as_ref().unwrap();
    assert_eq!((verdict.by.as_str(), verdict.reason.as_deref()), ("result", Some("instead")));
    assert_eq!((&verdict.refuse[&3], &verdict.refuse[&-1]), (&660_900_005, &660_000_002));
    assert_eq!((verdict.unanswered, verdict.replace["kind"].as_str()), (Some(660_300_005), "instead"));
    assert_eq!(heard.reply[0].schema.enumeration.as_deref(), Some("Word"));
    assert_eq!(heard.file, "callbacks/call/heard.yaml");
}

fn shown(limit: &Limit) -> String {
    let taken = limit.clamped_to.map(|taken| format!(" takes {taken}")).unwrap_or_default();
    format!("{:?}{taken}", limit.kind)
}

fn send() -> &'static Action {
    SPEC.action("Deliver").unwrap()
}

/// The base of `mistakes/`, with types and entries that use the whole language.
static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    let base = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes/base");
    let mut files = read_folder(&base).unwrap();
    for file in files.iter_mut().filter(|file| file.name == "service.yaml") {
        file.text.push_str(CALLBACKS);
    }
    let own = [("types/more.yaml", TYPES), ("actions/call/deliver.yaml", SEND), ("callbacks/call/heard.yaml", HEARD)];
    files.extend(own.map(|(name, text)| SourceFile::new(name, text)));
    let loaded = load(&[Layer::from_files("language", files)]);
    assert_eq!(loaded.diagnostics.render(false), "");
    loaded.into_result().unwrap()
});
