//! Drafts of facts made by hand.

use super::super::facts::{Code, Facts, Field, FieldType, Found, Limit, Rate, Required, Value};
use super::{Draft, Source, draft, settle};
use std::path::Path;
use std::sync::LazyLock;
use zim_spec::diagnostic::{FileId, Place};
use zim_spec::load::Layer;
use zim_spec::model::{LimitKind, Method, Scalar, Spec, Unit};

fn at<T>(value: T) -> Found<T> {
    Found::new(value, Place { file: FileId(0), span: 0..0 })
}

fn field(name: &str, ty: FieldType, required: bool) -> Field {
    let mut field = Field::new(at(name.to_owned()));
    field.ty = Some(at(ty));
    field.required = Some(at(if required { Required::Yes } else { Required::No }));
    field
}

fn limited(mut field: Field, kinds: &[LimitKind]) -> Field {
    field.limits.extend(kinds.iter().map(|kind| at(Limit::new(kind.clone(), true))));
    field
}

fn valued(mut field: Field, values: &[i64]) -> Field {
    field.values.extend(values.iter().map(|n| at(Value { value: Scalar::Int(*n), text: format!("what {n} is") })));
    field
}

fn code(number: i64, in_items: bool) -> Found<Code> {
    at(Code { number, in_items, text: String::new(), advice: String::new() })
}

fn page(action: &str, method: Method) -> Facts {
    Facts { action: Some(at(action.to_owned())), method: Some(at(method)), ..Facts::default() }
}

fn shipped() -> &'static Spec {
    static SHIPPED: LazyLock<Spec> =
        LazyLock::new(|| zim_spec::shipped().unwrap_or_else(|findings| panic!("{findings}")));
    &SHIPPED
}

fn drafted(pages: Vec<Facts>, path: &str) -> Draft {
    let spec = shipped();
    let source = Source::new(Path::new(path), None, "2026-11-25", spec);
    let pages: Vec<_> = pages.into_iter().map(|facts| (facts, source.clone())).collect();
    let settled = settle(draft(&pages, spec), &[Layer::shipped()]);
    let files: String = settled.draft.files.iter().map(|file| format!("==== {}\n{}", file.path, file.text())).collect();
    assert!(settled.spec.is_some(), "{}\n{files}", settled.findings);
    settled.draft
}

/// The drafted files, each after its path, are `expected`.
#[track_caller]
fn check(facts: Facts, expected: &str) {
    let draft = drafted(vec![facts], "zim-server/call-invitation/hold-a-call.mdx");
    let files: String = draft.files.iter().map(|file| format!("==== {}\n{}", file.path, file.text())).collect();
    assert_eq!(files, expected, "\n{files}");
}

#[test]
fn a_draft_uses_what_the_spec_has() {
    let mut facts = page("CallHold", Method::Get);
    facts.rates.push(at(Rate { count: 20, window_seconds: 1, per: None, of: None }));
    facts.notifies = ["callUserStateChanged", "onCallUserStateChanged"].map(|name| at(name.to_owned())).to_vec();
    facts.summary = Some(at("Holds a call.".to_owned()));
    facts.params = vec![
        field("FromUserId", FieldType::Text, true),
        field("CallId", FieldType::Text, true),
        limited(field("ExtendedData", FieldType::Text, false), &[LimitKind::MaxBytes(2048)]),
    ];
    facts.codes = [660_000_002, 660_500_002].map(|number| code(number, false)).to_vec();
    check(
        facts,
        "==== actions/call/call_hold.yaml
action: CallHold
# page: \"Holds a call.\"
summary: To be written.
method: GET
rate_limit: 20/s
source: {page: zim-server/call-invitation/hold-a-call, checked: 2026-11-25}
notifies: callUserStateChanged

params:
  FromUserId: {type: UserId, required: true, doc: To be written., example: user0}
  CallId: {type: CallId, required: true, doc: To be written., example: \"12261423186766631832\"}
  ExtendedData: {type: string, max_bytes: 2048, sensitive: true, doc: To be written.}

codes:
  - 660000002
  - {code: 660500002, about: FromUserId}
",
    );
}

#[test]
fn what_the_spec_lacks_is_made() {
    let mut facts = page("CallTune", Method::Post);
    let mut tunes = field("Tunes", FieldType::ListOfObject, true);
    tunes.fields = vec![
        limited(field("Melody", FieldType::Text, true), &[LimitKind::MaxChars(9), LimitKind::MaxBytes(7)]),
        valued(field("Loudness", FieldType::Number, false), &[0, 1]),
    ];
    let mut wait = limited(field("Wait", FieldType::Number, false), &[LimitKind::Above(0), LimitKind::Max(600)]);
    wait.unit = Some(at(Unit::Seconds));
    wait.sentinels.push(at((0, "for ever".to_owned())));
    wait.default = Some(at(Scalar::Int(0)));
    wait.required = Some(at(Required::Depends("there are tunes".to_owned())));
    facts.params = vec![limited(tunes, &[LimitKind::MaxItems(5)]), wait];
    let mut failed = field("Failed", FieldType::ListOfObject, false);
    failed.fields = vec![field("Melody", FieldType::Text, false), field("SubCode", FieldType::Number, false)];
    facts.reply = vec![failed];
    facts.codes = vec![code(669_999_999, false), code(660_000_002, true)];
    check(
        facts,
        "==== actions/call/call_tune.yaml
action: CallTune
summary: To be written.
method: POST
source: {page: zim-server/call-invitation/hold-a-call, checked: 2026-11-25}

params:
  Tunes: {type: list<CallTuneTune>, required: true, max_items: 5, doc: To be written.}
  # page: required if \"there are tunes\": write it under `rules:`
  Wait: {type: i32, unit: s, above: 0, max: 600, sentinels: {0: To be written.}, default: 0, doc: To be written.}

reply:
  Failed: {type: list<CallTuneFailed>, optional: true, doc: To be written.}

codes:
  - 669999999
  - {code: 660000002, in: item}
==== types/call.yaml
types:
  CallTuneTune:
    doc: To be written.
    fields:
      Melody:
        type: string
        required: true
        max_chars: 9
        doc: To be written.
        disputed:
          - about: what the limit counts
            readings:
              - The text says max_chars 9.
              - The text says max_bytes 7.
            taken: To be written.
      Loudness: {type: CallTuneTuneLoudness, doc: To be written.}

  CallTuneTuneLoudness:
    type: i32
    doc: To be written.
    values:
      # page: \"what 0 is\"
      0: {name: Value0, doc: To be written.}
      # page: \"what 1 is\"
      1: {name: Value1, doc: To be written.}

  # Only in replies.
  CallTuneFailed:
    doc: To be written.
    fields:
      Melody: {type: string, doc: To be written.}
      SubCode: {type: i64, doc: To be written., example: 660800032}
==== codes.yaml
669999999: {name: Code669999999, layer: business, recovery: contact_support, meaning: To be written., meaning_zh: To be written., advice: To be written.}
",
    );
}

/// Names and values that the language, Rust or YAML would rather not have: the draft lints all the same.
#[test]
fn whatever_a_page_says_the_draft_lints() {
    const NAMES: [&str; 24] = [
        "Type",
        "Build",
        "type",
        "self",
        "AppId",
        "UserID",
        "UserId",
        "user_id",
        "Action",
        "A.B",
        "A[]",
        "",
        "名",
        "x y",
        "\u{202e}",
        "Code",
        "Message",
        "RequestId",
        "Default",
        "true",
        "12",
        "Media",
        "New",
        "Nm\n",
    ];
    const TYPES: [FieldType; 11] = [
        FieldType::Text,
        FieldType::Bool,
        FieldType::Number,
        FieldType::Int32,
        FieldType::Int64,
        FieldType::Object,
        FieldType::Map,
        FieldType::ListOfText,
        FieldType::ListOfNumber,
        FieldType::ListOfObject,
        FieldType::List,
    ];
    let kinds = [
        LimitKind::MaxBytes(0),
        LimitKind::MinBytes(9),
        LimitKind::MaxChars(u64::MAX),
        LimitKind::Min(i64::MIN),
        LimitKind::Max(-5),
        LimitKind::Above(i64::MAX),
        LimitKind::MaxItems(0),
        LimitKind::MinItems(3),
        LimitKind::UniqueBy("Nothing".to_owned()),
        LimitKind::MaxTotalBytes(4),
        LimitKind::Charset("ab".to_owned()),
        LimitKind::Charset("é\u{202e}".to_owned()),
        LimitKind::NonEmpty,
        LimitKind::Prefix("\u{202e}".to_owned()),
        LimitKind::OneOf(vec![1]),
        LimitKind::UniqueItems,
    ];
    let scalars = [
        Scalar::Int(-1),
        Scalar::Int(i64::MAX),
        Scalar::Text("\u{2028}".to_owned()),
        Scalar::Text("a: b".to_owned()),
        Scalar::Bool(true),
        Scalar::Text("5".to_owned()),
        Scalar::Int(0),
        Scalar::Text("A".repeat(5000)),
    ];
    let mut seed: u64 = 7;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % below
    };
    fn any(
        next: &mut impl FnMut(usize) -> usize,
        names: &[&str],
        kinds: &[LimitKind],
        scalars: &[Scalar],
        depth: usize,
    ) -> Field {
        let mut made = field(names[next(names.len())], TYPES[next(TYPES.len())], next(2) == 0);
        for _ in 0..next(4) {
            made = limited(made, &[kinds[next(kinds.len())].clone()]);
        }
        for _ in 0..next(3) {
            made.values
                .push(at(Value { value: scalars[next(scalars.len())].clone(), text: "# *x: &y\u{7}".to_owned() }));
        }
        made.default = (next(3) == 0).then(|| at(scalars[next(scalars.len())].clone()));
        made.example = (next(3) == 0).then(|| at(scalars[next(scalars.len())].clone()));
        made.unit = (next(4) == 0).then(|| at(Unit::UnixSeconds));
        made.text = (next(4) == 0).then(|| at("Says\n\u{202e}secret=0123456789abcdef0123456789abcdef".to_owned()));
        for _ in 0..next(2) {
            made.sentinels.push(at((i64::try_from(next(3)).unwrap_or_default(), "x".to_owned())));
        }
        if depth < 12 {
            for _ in 0..next(3) {
                made.fields.push(any(next, names, kinds, scalars, depth + 1));
            }
        }
        made
    }
    let mut pages = Vec::new();
    for number in 0..30 {
        let mut facts = page(&format!("Demo{number}Run"), if next(2) == 0 { Method::Get } else { Method::Post });
        facts.params = (0..next(6)).map(|_| any(&mut next, &NAMES, &kinds, &scalars, 0)).collect();
        facts.reply = (0..next(6)).map(|_| any(&mut next, &NAMES, &kinds, &scalars, 0)).collect();
        facts.rates.push(at(Rate {
            count: u32::try_from(next(3)).unwrap_or_default(),
            window_seconds: u32::try_from(next(2)).unwrap_or_default(),
            per: (next(2) == 0).then(|| "UserId".to_owned()),
            of: None,
        }));
        facts.codes = (0..next(5)).map(|n| code([0, -7, i64::MAX, 660_000_002, 5][n], next(2) == 0)).collect();
        facts.host = (next(3) == 0).then(|| at("a b/\u{202e}".to_owned()));
        facts.notifies = vec![at("on-x".to_owned())];
        facts.summary = Some(at("\u{0}# x".to_owned()));
        facts.envelope = vec![at("Code".to_owned())];
        pages.push(facts);
    }
    drafted(pages, "some where/Cloud Player/x.mdx");
}
