//! What a correct spec becomes, and that unusual but correct ones have no finding.

// Clippy's leave for tests does not reach their helper functions.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load, read_folder};
use zim_spec::model::{
    Action, Change, CheckKind, Expr, Int, LimitKind, Method, RateScope, Recovery, Scalar, Schema, Spec, Type,
};

const TYPES: &str = r##"
charsets:
  Digits: {chars: "9876543210", doc: digits}
types:
  UserId: {type: string, non_empty: true, max_bytes: 32, charset: Digits, raisable: [max_bytes], doc: A user.}
  Operator: {type: UserId, doc: A user who acts.}
  UserIds: {type: list<UserId>, min_items: 1, max_items: 100, unique_items: true, doc: Users.}
  Kind: {type: i32, doc: A kind., values: {2: {name: Group, doc: In a group.}, -1: {name: Peer, doc: Between two.}}}
  Sort: {type: Kind, doc: Another name of it.}
  Level: {type: u64, open: true, doc: A level., values: {0: {name: Low, doc: Low.}, 0x10: {name: Some, doc: Some.}}}
  User:
    doc: A user.
    fields:
      UserId: {type: UserId, required: true, max_bytes: 8, example: "5", doc: Who.}
      Type: {type: Sort, rust_name: kind, default: -1, code: 660300005, doc: A keyword with a pinned name.}
      Build: {type: list<Friend>, max_items: 20, doc: A name that only builders need.}
      AppId: {type: Level, example: 7, sensitive: true, doc: Not the common one.}
      Best: {type: Companion, doc: One friend.}
  Friend: {doc: A friend., fields: {UserId: {type: UserId, doc: Who., disputed: [{about: it, readings: [a, b], taken: a}]}}}
  Companion: {type: Friend, doc: Another name of it.}
"##;

const STATE: &str = r##"
tables:
  seats:
    doc: A seat beside a leader.
    key: {leader: Who leads., user: Who sits there.}
    columns: {kind: Its kind., taken: Whether it is taken., number: Its number., since: Since when.}
    absent: "{user} has no seat beside {leader}"
counters: {seat: The seats of a leader.}
"##;

const ACTION: &str = r##"
action: Leave
summary: Leave a call.
doc: |
  Ordinary text may hold */ and "] and [links] and {} and `code` and # signs.

      indented code too
method: POST
rate_limit: [20/s, 1/s per Operator, 100/24h]
source: {page: leave, checked: 2026-11-22}
notifies: callLeft
params:
  Operator: {type: Operator, required: true, doc: Who acts.}
  Strict: {type: UserId, max_bytes: 8, min_chars: 2, doc: Shorter than others.}
  Loose: {type: UserId, non_empty: false, doc: May be empty.}
  Raised: {type: UserId, raisable: [charset], doc: With another charset on request.}
  Users: {type: UserIds, max_items: 10, doc: Some users.}
  Seqs: {type: list<i64>, doc: Some numbers.}
  Limit: {type: i32, min: 1, max: 100, default: 100, code: 660300005, doc: How many.}
  Text: {type: string, default: "5", sensitive: true, doc: "5"}
  Flag: {type: bool, default: false, doc: Whether.}
  Type: {type: u32, rust_name: kind, doc: A keyword with a pinned name.}
  UserID: {type: string, doc: One.}
  UserId: {type: string, rust_name: other_user, doc: "Another, told apart."}
  AppId: {type: u64, doc: Not the common one since it stands in the body.}
  Grade: {type: Sort, default: 2, doc: What kind.}
  Kinds: {type: list<Kind>, unique_items: true, doc: What kinds.}
  Guest: {type: User, required: true, doc: A struct.}
  Guests: {type: list<User>, max_items: 3, doc: Structs.}
reply:
  User: {type: User, doc: A struct.}
  Next: {type: i64, optional: true, example: 5, doc: Where to go on.}
codes: [660300005, {code: 660900005, meaning: Too late., recovery: fix_state, about: Operator}]
preconditions:
  - {has: seats, key: [Operator, $item], where: {kind: {if_given: Grade}, taken: {not: true}}, each: Users, otherwise: 660900005}
  - {count: seats, where: {leader: Operator}, max: Limit, when: {Limit: {given: true}}, otherwise: 660900005, says: "{Operator} leads too many"}
  - {lacks: seats, key: [Guest.UserId, =nobody], as: guest, otherwise: 660900005}
effects:
  - {put: seats, key: [Operator, {fresh: text, prefix: "#"}], set: {number: {next: seat, per: Operator}, taken: true}, as: mine}
  - {update: seats, each: {user: Users, other: {rows: seats, where: {leader: $user}}}, key: [$other.leader, $user], set: {since: {sum: [$now, Limit]}}}
  - {remove: seats, where: {leader: Operator, number: [1, $mine.number]}, if: {has: seats, key: [Operator, =x]}}
answers:
  Next: {switch: $mine.taken, cases: {"true": {count: seats}, =x: 5}, else: $mine.number}
  User: {fields: {UserId: $mine.leader, Type: {first: [Grade, -1]}}}
disputed:
  - {about: the limit, readings: [one says 10, another 100], taken: "10"}
"##;

#[test]
fn an_unusual_but_correct_spec_has_no_finding() {
    let spec = spec();
    assert_eq!(spec.charsets["Digits"].chars, "0123456789");
    assert_eq!(spec.service.signing.window_seconds, 600);
    assert_eq!(spec.actions.iter().map(|action| action.name.as_str()).collect::<Vec<_>>(), ["LookUp", "Leave"]);
}

#[test]
fn notations_references_and_defaults_are_resolved() {
    let spec = spec();
    let action = leave(&spec);
    assert_eq!(
        (action.method, action.group.as_str(), action.file.as_str()),
        (Method::Post, "call", "actions/call/leave.yaml")
    );
    let rates = action.rate_limits.iter().map(|rate| (rate.count, rate.window_seconds, rate.scope.clone()));
    assert_eq!(
        rates.collect::<Vec<_>>(),
        [(20, 1, RateScope::App), (1, 1, RateScope::Param("Operator".to_owned())), (100, 86_400, RateScope::App)]
    );
    let codes = action.codes.iter().map(|code| (code.code, code.recovery, code.about.as_deref()));
    assert_eq!(
        codes.collect::<Vec<_>>(),
        [(660_300_005, None, None), (660_900_005, Some(Recovery::FixState), Some("Operator"))]
    );
    let checks: Vec<_> = action.preconditions.iter().map(|it| (it.check.rows.table.as_str(), &it.check.kind)).collect();
    let limit = Expr::Param { name: "Limit".to_owned(), path: Vec::new() };
    let expected = [CheckKind::Has, CheckKind::AtMost(limit), CheckKind::Lacks];
    assert_eq!(checks, expected.iter().map(|kind| ("seats", kind)).collect::<Vec<_>>());
    let changes = action.effects.iter().map(|effect| effect.change).collect::<Vec<_>>();
    assert_eq!(changes, [Change::Put, Change::Update, Change::Remove]);
    assert_eq!(action.answers.iter().map(|answer| answer.name.as_str()).collect::<Vec<_>>(), ["Next", "User"]);
    let param = |name: &str| action.param(name).unwrap();
    assert_eq!(param("Limit").default, Some(Scalar::Int(100)));
    assert_eq!(param("Text").default, Some(Scalar::Text("5".to_owned())));
    assert_eq!(param("Flag").default, Some(Scalar::Bool(false)));
    assert_eq!((param("Limit").code, param("Text").code), (660_300_005, 660_000_002));
    assert_eq!((param("Text").sensitive, param("Flag").sensitive), (true, false));
    assert_eq!(action.reply[1].example, Some(Scalar::Int(5)));
    assert_eq!(action.disputed[0].readings.len(), 2);
}

#[test]
fn limits_of_a_type_join_those_at_its_use() {
    let spec = spec();
    #[track_caller]
    fn check(spec: &Spec, param: &str, named: Option<&str>, adjusted: bool, limits: &str) {
        let schema = &leave(spec).param(param).unwrap().schema;
        assert_eq!((schema.named.as_deref(), schema.adjusted), (named, adjusted), "{param}");
        assert_eq!(shown(schema), limits, "{param}");
    }
    check(&spec, "Operator", Some("Operator"), false, "non_empty, max_bytes 32 (raisable), charset Digits");
    check(&spec, "Strict", Some("UserId"), true, "non_empty, max_bytes 8, min_chars 2, charset Digits");
    check(&spec, "Loose", Some("UserId"), true, "max_bytes 32 (raisable), charset Digits");
    check(&spec, "Raised", Some("UserId"), true, "non_empty, max_bytes 32 (raisable), charset Digits (raisable)");
    check(&spec, "Users", Some("UserIds"), true, "min_items 1, max_items 10, unique_items");
    check(&spec, "Limit", None, false, "min 1, max 100");
    check(&spec, "Text", None, false, "");

    let Type::List(item) = &leave(&spec).param("Users").unwrap().schema.ty else { panic!("no list") };
    assert_eq!(item.named.as_deref(), Some("UserId"));
    assert_eq!(shown(item), "non_empty, max_bytes 32 (raisable), charset Digits");
    let Type::List(item) = &leave(&spec).param("Seqs").unwrap().schema.ty else { panic!("no list") };
    assert_eq!(item.ty, Type::Int(Int::I64));
}

#[test]
fn structs_have_their_fields_and_enumerations_their_values() {
    let spec = spec();
    let user = &spec.types["User"];
    assert_eq!((&user.schema.ty, user.schema.named.as_deref()), (&Type::Struct("User".to_owned()), Some("User")));
    assert_eq!((user.schema.limits.len(), user.values.is_none()), (0, true));
    let fields = user.fields.iter().map(|field| (field.name.as_str(), field.required, field.code));
    assert_eq!(
        fields.collect::<Vec<_>>(),
        [
            ("UserId", true, 660_000_002),
            ("Type", false, 660_300_005),
            ("Build", false, 660_000_002),
            ("AppId", false, 660_000_002),
            ("Best", false, 660_000_002),
        ]
    );
    let [id, kind, friends, level, best] = user.fields.as_slice() else { panic!("five fields") };
    assert_eq!((id.schema.named.as_deref(), id.schema.adjusted), (Some("UserId"), true));
    assert_eq!(shown(&id.schema), "non_empty, max_bytes 8, charset Digits");
    assert_eq!((kind.default.as_ref(), kind.rust_name.as_deref()), (Some(&Scalar::Int(-1)), Some("kind")));
    assert_eq!((level.example.as_ref(), level.sensitive), (Some(&Scalar::Int(7)), true));
    let Type::List(item) = &friends.schema.ty else { panic!("no list") };
    assert_eq!((&item.ty, item.named.as_deref()), (&Type::Struct("Friend".to_owned()), Some("Friend")));
    // A type that stands for a struct has no fields of its own.
    assert_eq!(best.schema.ty, Type::Struct("Friend".to_owned()));
    assert_eq!((best.schema.named.as_deref(), spec.types["Companion"].fields.len()), (Some("Companion"), 0));
    assert_eq!(spec.types["Friend"].fields[0].disputed.len(), 1);
    assert_eq!(leave(&spec).reply[0].schema.ty, Type::Struct("User".to_owned()));

    let values = |name: &str| {
        let values = spec.types[name].values.as_ref().unwrap();
        (values.open, values.values.iter().map(|value| (value.number, value.name.clone())).collect::<Vec<_>>())
    };
    assert_eq!(values("Kind"), (false, vec![(2, "Group".to_owned()), (-1, "Peer".to_owned())]));
    assert_eq!(values("Level"), (true, vec![(0, "Low".to_owned()), (16, "Some".to_owned())]));
    assert_eq!(spec.types["Kind"].values.as_ref().unwrap().values[0].doc, "In a group.");
    #[track_caller]
    fn check(schema: &Schema, named: Option<&str>, enumeration: Option<&str>, one_of: Option<&[i64]>) {
        assert_eq!((schema.named.as_deref(), schema.enumeration.as_deref()), (named, enumeration));
        let kinds: Vec<_> = schema.limits.iter().map(|limit| limit.kind.clone()).collect();
        assert_eq!(kinds, one_of.map(|numbers| LimitKind::OneOf(numbers.to_vec())).into_iter().collect::<Vec<_>>());
        assert!(!schema.adjusted);
    }
    check(&spec.types["Kind"].schema, None, Some("Kind"), Some(&[-1, 2]));
    check(&spec.types["Sort"].schema, Some("Kind"), Some("Kind"), Some(&[-1, 2]));
    check(&spec.types["Level"].schema, None, Some("Level"), None);
    check(&kind.schema, Some("Sort"), Some("Kind"), Some(&[-1, 2]));
    check(&level.schema, Some("Level"), Some("Level"), None);
    assert!(spec.types["Sort"].values.is_none());
    let kinds = &leave(&spec).param("Kinds").unwrap().schema;
    let Type::List(item) = &kinds.ty else { panic!("no list") };
    assert_eq!((kinds.enumeration.as_deref(), shown(kinds).as_str()), (None, "unique_items"));
    check(item, Some("Kind"), Some("Kind"), Some(&[-1, 2]));
}

fn shown(schema: &Schema) -> String {
    let shown = schema.limits.iter().map(|limit| {
        let value = match &limit.kind {
            LimitKind::MaxBytes(value) | LimitKind::MinChars(value) => format!(" {value}"),
            LimitKind::MinItems(value) | LimitKind::MaxItems(value) => format!(" {value}"),
            LimitKind::Min(value) | LimitKind::Max(value) => format!(" {value}"),
            LimitKind::Charset(name) => format!(" {name}"),
            _ => String::new(),
        };
        format!("{}{value}{}", limit.kind.key(), if limit.raisable { " (raisable)" } else { "" })
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn leave(spec: &Spec) -> &Action {
    spec.action("Leave").unwrap()
}

/// The base of `mistakes/`, and a second folder that uses what it defines.
fn spec() -> Spec {
    let base = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes/base");
    let own = [("types.yaml", TYPES), ("state.yaml", STATE), ("actions/call/leave.yaml", ACTION)];
    let own = own.map(|(name, text)| SourceFile::new(name, text)).to_vec();
    let loaded = load(&[Layer::from_files("base", read_folder(&base).unwrap()), Layer::from_files("own", own)]);
    assert_eq!(loaded.diagnostics.render(false), "");
    loaded.into_result().unwrap()
}
