//! Random specs, each a service of its own: what the language has, wherever it could stand. Not all of them are
//! valid; the loader says which.

use crate::names::{Names, text};
use crate::types::{Home, Type, maybe, scalars};
use serde_json::{Map, Value, json};
use zim_spec::diagnostic::SourceFile;
use zim_spec::naming::{pascal_case, snake_case};
use zim_tests::random::Dice;

pub(crate) type Object = Map<String, Value>;

/// The files of the spec that `seed` stands for.
pub(crate) fn files(seed: u64) -> Vec<SourceFile> {
    let mut wild = Wild {
        dice: Dice::new(seed),
        types: Object::new(),
        known: scalars(),
        unions: Vec::new(),
        charset: None,
        names: Names::default(),
    };
    let charsets = wild.charsets();
    for _ in 0..2 + wild.dice.below(5) {
        wild.declare();
    }
    let mut files = Vec::new();
    let mut codes = codes();
    for _ in 0..wild.dice.below(4) {
        let (number, name) = (700_000_000 + wild.dice.below(1_000_000), wild.names.pascal(&mut wild.dice));
        codes.insert(number.to_string(), wild.code(&name));
    }
    let extra: Vec<i64> = codes.keys().filter_map(|code| code.parse().ok()).collect();
    let mut groups = Names::default();
    for _ in 0..1 + wild.dice.below(3) {
        let name = wild.names.pascal(&mut wild.dice);
        let group = snake_case(&groups.pascal(&mut wild.dice));
        let action = wild.action(&name, &extra);
        files.push(file(format!("actions/{group}/{}.yaml", snake_case(&name)), action));
    }
    for _ in 0..wild.dice.below(3) {
        let name = snake_case(&wild.names.pascal(&mut wild.dice));
        let callback = wild.callback(&name);
        files.push(file(format!("callbacks/{}/{name}.yaml", snake_case(&groups.pascal(&mut wild.dice))), callback));
    }
    files.push(file("service.yaml".to_owned(), wild.service()));
    files.push(file("codes.yaml".to_owned(), codes));
    files.push(file("types.yaml".to_owned(), object([("charsets", charsets), ("types", Value::Object(wild.types))])));
    files
}

fn file(name: String, contents: Object) -> SourceFile {
    SourceFile { name, text: Value::Object(contents).to_string() }
}

pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Object {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

const REASONS: [&str; 17] = [
    "host",
    "app_id_format",
    "app_id_unknown",
    "timestamp_missing",
    "timestamp_format",
    "signature_expired",
    "signature_wrong",
    "action_missing",
    "action_unsupported",
    "nonce_missing",
    "signature_missing",
    "signature_version_missing",
    "signature_version_unsupported",
    "body_unreadable",
    "parameter",
    "rate_app",
    "rate_scoped",
];

/// The codes that a service needs.
fn codes() -> Object {
    let code = |(at, reason): (usize, &&str)| {
        let name = format!("Because{}", pascal_case(reason));
        let layer = if at < 14 { "gateway" } else { "business" };
        let recovery = if at < 15 { "fix_request" } else { "wait_for_rate" };
        let entry = json!({"name": name, "layer": layer, "recovery": recovery, "meaning": "So it is.", "meaning_zh": "如此", "advice": "Mend it."});
        ((100 + at).to_string(), entry)
    };
    REASONS.iter().enumerate().map(code).collect()
}

/// A spec that is being made up.
pub(crate) struct Wild {
    pub(crate) dice: Dice,
    pub(crate) types: Object,
    /// The types that a value can have, but for unions.
    pub(crate) known: Vec<Type>,
    /// Each with the enumeration that tells its variants.
    pub(crate) unions: Vec<[String; 2]>,
    pub(crate) charset: Option<String>,
    /// Of types, actions, callbacks and codes.
    pub(crate) names: Names,
}

impl Wild {
    fn service(&mut self) -> Object {
        let refusals: Object =
            REASONS.iter().enumerate().map(|(at, reason)| ((*reason).to_owned(), json!(100 + at))).collect();
        let source = json!({"page": text(&mut self.dice), "checked": "2026-11-25"});
        let mut regions = Names::default();
        let hosts: Object = (0..1 + self.dice.below(3))
            .map(|at| {
                (
                    regions.pascal(&mut self.dice),
                    json!({"host": format!("h{at}.example.org"), "doc": text(&mut self.dice)}),
                )
            })
            .collect();
        object([
            ("service", json!(["ZIM", "Chat2", "IM"][self.dice.below(3)])),
            ("doc", json!(text(&mut self.dice))),
            ("source", source.clone()),
            ("hosts", Value::Object(hosts)),
            (
                "common",
                json!({"action": "TheAction", "app_id": "TheApp", "nonce": "TheNonce", "timestamp": "TheTime", "signature_version": "TheVersion", "signature": "TheSignature"}),
            ),
            ("signing", json!({"algorithm": "md5_hex", "version": "2.0", "window": "600s"})),
            ("query_lists", json!("brackets")),
            ("envelope", json!({"code": "Code", "message": "Message", "request_id": "RequestId"})),
            ("refusals", Value::Object(refusals)),
            (
                "callbacks",
                json!({"common": {"app_id": "appid", "event": "event", "nonce": "nonce", "timestamp": "timestamp", "signature": "signature"}, "signing": "sha1_sorted_hex", "retries": ["2s", "4s"], "source": source}),
            ),
        ])
    }

    fn code(&mut self, name: &str) -> Value {
        let (layer, recovery) =
            (["public", "gateway", "business"], ["retry", "fix_state", "contact_support", "nothing_to_do"]);
        json!({
            "name": name,
            "layer": layer[self.dice.below(layer.len())],
            "recovery": recovery[self.dice.below(recovery.len())],
            "meaning": text(&mut self.dice),
            "meaning_zh": text(&mut self.dice),
            "advice": text(&mut self.dice),
        })
    }

    fn action(&mut self, name: &str, codes: &[i64]) -> Object {
        let method = ["GET", "POST"][self.dice.below(2)];
        let (mut params, rules) = self.fields(if method == "GET" { Home::Query } else { Home::Body });
        let mut reply = self.received();
        let codes = self.codes_of(codes, &params);
        let mut action = object([
            ("action", json!(name)),
            ("summary", json!(text(&mut self.dice))),
            ("doc", json!(text(&mut self.dice))),
            ("method", json!(method)),
            ("source", json!({"page": text(&mut self.dice), "checked": "2026-11-25"})),
            ("rules", Value::Array(rules)),
            ("codes", codes),
        ]);
        match self.dice.below(5) {
            0 => self.paged(&mut action, &mut params, &mut reply),
            1 => self.batch(&mut action, &mut params, &mut reply),
            _ => {}
        }
        action.insert("params".to_owned(), Value::Object(params));
        action.insert("reply".to_owned(), Value::Object(reply));
        self.rates(&mut action);
        self.disputed(&mut action, 10);
        let dice = &mut self.dice;
        maybe(&mut action, dice, 30, "repeatable", json!(true));
        if method == "GET" {
            maybe(&mut action, dice, 15, "in", json!("body"));
        }
        maybe(&mut action, dice, 10, "host", json!("elsewhere.example.org"));
        maybe(&mut action, dice, 10, "envelope", json!({"code": "ErrCode", "message": "ErrText"}));
        action
    }
}
