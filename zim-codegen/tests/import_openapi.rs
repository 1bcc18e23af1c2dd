//! OpenAPI files with what they hold and should not, and what is read of them; all files of the documentation, where
//! they are at hand, against the shipped spec; and damaged ones.
//!
//! The documentation is somebody else's and no part of this repository: without it, one test says so and passes.
#![cfg(feature = "import")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "bench/documents.rs"]
mod documents;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use zim_codegen::import::compare::{Compared, Kind, compare};
use zim_codegen::import::{Facts, Field, ImportError, Required, openapi};

const NOTHING: &dyn Fn(&str) -> Option<String> = &|_| None;

/// One action that is called with POST; `schemas` are those of its body `Body` and its reply `Reply`.
fn post(description: &str, schemas: &str) -> String {
    let lines = |text: &str, indent: usize| {
        let blank = " ".repeat(indent);
        text.lines().map(|line| format!("{blank}{line}\n")).collect::<String>()
    };
    format!(
        "openapi: 3.0.0\nservers:\n  $ref: '../shared.yaml#/servers'\npaths:\n  /:\n    post:\n      description: |\n{}      \
         parameters:\n        - name: Action\n          in: query\n          description: https://api.example.com/?Action=Greet\n          \
         schema: {{type: string, enum: [Greet]}}\n        - $ref: '../shared.yaml#/components/parameters/AppId'\n      \
         requestBody:\n        content:\n          application/json:\n            schema: {{$ref: '#/components/schemas/Body'}}\n      \
         responses:\n        '200':\n          content:\n            application/json:\n              \
         schema: {{$ref: '#/components/schemas/Reply'}}\ncomponents:\n  schemas:\n{}",
        lines(description, 8),
        lines(schemas, 4)
    )
}

#[track_caller]
fn one(text: &str) -> Facts {
    let mut all = openapi("greet.yaml", text, NOTHING).unwrap();
    assert_eq!(all.len(), 1, "actions");
    all.remove(0)
}

/// A field on one line: its type, what is said of it, and what is in it.
fn shown(field: &Field) -> String {
    let mut words = vec![field.name.value.clone()];
    words.extend(field.ty.iter().map(|ty| format!("{:?}", ty.value)));
    words.extend(field.required.iter().filter(|found| found.value == Required::Yes).map(|_| "required".to_owned()));
    words.extend(field.nullable.then(|| "nullable".to_owned()));
    words.extend(field.limits.iter().map(|limit| format!("{:?}", limit.value.kind)));
    words.extend(field.default.iter().map(|default| format!("default={}", default.value)));
    words.extend(field.sentinels.iter().map(|sentinel| format!("sentinel={}", sentinel.value.0)));
    words.extend(field.values.iter().map(|value| format!("={}", value.value.value)));
    words.extend(field.example.iter().map(|example| format!("e.g.={}", example.value)));
    if !field.fields.is_empty() {
        words.push(format!("{{{}}}", field.fields.iter().map(shown).collect::<Vec<_>>().join("; ")));
    }
    words.join(" ")
}

/// The findings as `line rule`.
fn findings(facts: &Facts) -> Vec<String> {
    let line = |place| facts.findings.position(place).0;
    facts.findings.iter().map(|finding| format!("{} {}", line(finding.place.as_ref().unwrap()), finding.rule)).collect()
}

#[track_caller]
fn check_body(schemas: &str, expected: &str, rules: &[&str]) {
    let text = post("Greets.", &format!("{schemas}\nReply: {{type: object}}"));
    let facts = one(&text);
    assert_eq!(facts.params.iter().map(shown).collect::<Vec<_>>().join("; "), expected, "{schemas}");
    let found: Vec<&str> = facts.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(found, rules, "{schemas}\n{}", facts.findings);
}

#[test]
fn what_an_action_is_called_with() {
    let text = post(
        "Greets users.\n\n<Note title=\"QPS\">3 times/s, group-level limit</Note>\n\n<Note>\nGroupId only supports digits, letters, and '-', ' '.\n</Note>\n\n\
         | iOS | Web |\n|--|--|\n| [greeted](https://example.com/a) | [onGreeted](https://example.com/b) |",
        "Body: {type: object, required: [GroupId], properties: {GroupId: {type: string, maxLength: 8, description: At most 8 bytes.}}}\n\
         Reply: {type: object, properties: {Code: {type: number}, Message: {type: string}, RequestId: {type: string}, Count: {type: int32}}}",
    );
    let facts = one(&text);
    assert_eq!(facts.action.as_ref().unwrap().value, "Greet");
    assert_eq!(facts.method.as_ref().unwrap().value.as_str(), "POST");
    assert_eq!(facts.host.as_ref().unwrap().value, "api.example.com");
    assert!(facts.in_body.as_ref().unwrap().value);
    assert_eq!(facts.summary.as_ref().unwrap().value, "Greets users.");
    assert_eq!(facts.notifies.iter().map(|event| event.value.as_str()).collect::<Vec<_>>(), ["greeted"]);
    let rate = &facts.rates[0].value;
    assert_eq!((rate.count, rate.window_seconds, rate.per.as_deref()), (3, 1, Some("GroupId")));
    assert_eq!(facts.findings.position(&facts.rates[0].place).0, 10, "the line of the rate");
    assert_eq!(facts.params[0].limits.len(), 2, "{:?}", facts.params[0].limits);
    assert_eq!(facts.reply.iter().map(shown).collect::<Vec<_>>(), ["Count Int32"]);
    assert_eq!(facts.envelope.len(), 3);
    assert!(facts.findings.is_empty(), "{}", facts.findings);
}

#[test]
fn types_as_they_are_written() {
    check_body(
        "Body:\n  properties:\n    A: {type: int32}\n    B: {type: Int64}\n    C: {type: number, format: int32}\n    D: {type: integer, format: int64}\n    \
         E: {format: number}\n    F: {type: [string, 'null']}\n    G: {items: {type: string}}\n    H: {properties: {X: {type: boolean, nullable: true}}}\n    \
         I: {type: array, items: {type: object, properties: {Y: {type: string}}}}\n    J: {type: array, items: {type: integer}}\n    K: {type: object, additionalProperties: {type: string}}",
        "A Int32; B Int64; C Int32; D Int64; E Number; F Text; G ListOfText; H Object {X Bool nullable}; \
         I ListOfObject {Y Text}; J ListOfNumber; K Map",
        &[],
    );
    check_body("Body: {properties: {A: {type: null}, B: {type: colour}, C: {}}}", "A; B; C", &["import-unread"; 3]);
}

#[test]
fn limits_as_they_are_written() {
    check_body(
        "Body:\n  properties:\n    A: {type: string, maxLength: 5, description: A name of at most 5 characters.}\n    \
         B: {type: array, maxItems: 3, minItems: 1, uniqueItems: true, items: {type: string, maxLength: 4, description: Up to 4 bytes.}}\n    \
         C: {type: integer, minimum: 1, maximum: 9, default: 2, example: 3}\n    D: {type: integer, minimum: 0, exclusiveMinimum: true, exclusiveMaximum: 7}\n    \
         E: {type: string, minLength: 1, enum: [x, y]}\n    F: {type: integer, enum: [0, 1], description: '0: off; 1: on.'}",
        "A Text MaxChars(5); B ListOfText MaxItems(3) MinItems(1) UniqueItems MaxBytes(4); C Number Min(1) Max(9) default=2 e.g.=3; \
         D Number Above(0) Below(7); E Text NonEmpty =x =y; F Number =0 =1",
        &[],
    );
    // A length without a unit is bytes, and that is said.
    check_body("Body: {properties: {A: {type: string, maxLength: 5}}}", "A Text MaxBytes(5)", &["import-unit"]);
    // Words and schema disagree: the words are taken.
    check_body(
        "Body: {properties: {A: {type: integer, maximum: 9, description: At most 5.}}}",
        "A Number Max(5)",
        &["import-conflict"],
    );
    // What the schema must let through because it means something of its own is no limit.
    check_body(
        "Body: {properties: {A: {type: integer, minimum: -1, maximum: 60, description: \"In seconds.\\n- -1: for ever\\n- Greater than 0: seconds, at most 60 seconds\"}}}",
        "A Number Above(0) Max(60) sentinel=-1",
        &[],
    );
    check_body("Body: {properties: {A: {type: string, maxLength: many}}}", "A Text", &["import-unread"]);
}

#[test]
fn references_and_choices() {
    check_body(
        "Body: {properties: {A: {$ref: '#/components/schemas/Name', description: At most 7 bytes.}}}\nName: {type: string, maxLength: 7}",
        "A Text MaxBytes(7)",
        &[],
    );
    check_body(
        "Body: {allOf: [{$ref: '#/components/schemas/One'}, {properties: {B: {type: string}}}]}\nOne: {properties: {A: {type: string}}}",
        "A Text; B Text",
        &[],
    );
    check_body(
        "Body: {properties: {A: {oneOf: [{properties: {X: {type: string}}, required: [X]}, {properties: {Y: {type: string}}}]}}}",
        "A Object {X Text; Y Text}",
        &["import-union"],
    );
    check_body(
        "Body: {properties: {A: {$ref: '#/components/schemas/None'}}}",
        "A",
        &["import-reference", "import-unread"],
    );
    check_body("Body: {required: [B], properties: {A: {type: string}}}", "A Text", &["import-unread"]);
}

#[test]
fn references_to_other_files() {
    let text = post("Greets.", "Body: {$ref: 'bodies.yaml#/Body'}\nReply: {type: object}");
    let resolve = |path: &str| match path {
        "bodies.yaml" => Some("Body: {properties: {A: {$ref: 'deeper/names.yaml#/Name'}}}".to_owned()),
        "deeper/names.yaml" => Some("Name: {type: string, maxLength: 3}".to_owned()),
        _ => None,
    };
    let all = openapi("greet.yaml", &text, &resolve).unwrap();
    assert_eq!(all[0].params.iter().map(shown).collect::<Vec<_>>(), ["A Text MaxBytes(3)"]);
    let place = all[0].findings.iter().next().unwrap().place.clone().unwrap();
    assert_eq!(all[0].findings.file(place.file).unwrap().name, "deeper/names.yaml");
}

#[test]
fn codes_of_replies_and_items() {
    let table = "<table><tr><th>返回码</th><th>说明</th><th>处理建议</th></tr>\n<tr><td>71</td><td>坏</td><td>修</td></tr>\n<tr><td>oops</td><td>坏</td></tr></table>";
    let schemas = format!(
        "Body: {{type: object}}\nReply:\n  properties:\n    Code:\n      type: number\n      description: |\n        Code.\n{}    Failed:\n      type: array\n      \
         items:\n        properties:\n          SubCode:\n            type: number\n            description: |\n{}",
        table.lines().map(|line| format!("        {line}\n")).collect::<String>(),
        "              | Code | Meaning |\n              |--|--|\n              | 72 | Worse |"
    );
    let facts = one(&post("Greets.", &schemas));
    let codes: Vec<_> =
        facts.codes.iter().map(|code| (code.value.number, code.value.in_items, code.value.text.as_str())).collect();
    assert_eq!(codes, [(71, false, "坏"), (72, true, "Worse")]);
    assert_eq!(findings(&facts), ["35 import-unread"], "{}", facts.findings);
}

#[test]
fn queries_of_other_products() {
    let text = "openapi: 3.0.1\nservers: [{url: 'https://other-api.example.com/'}]\npaths:\n  /?Action=MergeMedia:\n    get:\n      description: 每秒 2 次\n      \
        parameters:\n        - {name: AppId, in: query, schema: {type: integer}}\n        \
        - {name: Token, in: query, description: 公共参数。签名, schema: {type: string}}\n        \
        - {name: 'Media[N].FileId', in: query, required: true, schema: {type: string}}\n        \
        - {name: 'Media[N].Sizes[M]', in: query, schema: {type: Int64}}\n        \
        - {name: 'Kinds[]', in: query, schema: {type: array, items: {type: integer}, maxItems: 4}, style: form, explode: true}\n      \
        responses: {'200': {content: {application/json: {schema: {properties: {Code: {type: integer}, Data: {type: object, properties: {TaskId: {type: string}}}}}}}}}\n";
    let facts = one(text);
    assert_eq!(facts.action.as_ref().unwrap().value, "MergeMedia");
    assert_eq!(facts.host.as_ref().unwrap().value, "other-api.example.com");
    assert!(!facts.in_body.as_ref().unwrap().value);
    assert_eq!(facts.rates[0].value.count, 2);
    assert_eq!(
        facts.params.iter().map(shown).collect::<Vec<_>>(),
        ["Media ListOfObject required {FileId Text required; Sizes ListOfNumber}", "Kinds ListOfNumber MaxItems(4)"]
    );
    assert_eq!(facts.reply.iter().map(shown).collect::<Vec<_>>(), ["Data Object {TaskId Text}"]);
}

#[test]
fn a_file_of_two_actions_gives_both() {
    let text =
        post("Greets.", "Body: {properties: {A: {type: string}}}").replace("enum: [Greet]", "enum: [Greet, Wave]");
    let all = openapi("greet.yaml", &text, NOTHING).unwrap();
    let names: Vec<&str> = all.iter().map(|facts| facts.action.as_ref().unwrap().value.as_str()).collect();
    assert_eq!(names, ["Greet", "Wave"]);
    assert!(
        all.iter().all(|facts| facts.findings.iter().any(|finding| finding.rule == "import-doubt")),
        "both are told"
    );
}

#[test]
fn what_is_no_file_of_an_action() {
    #[track_caller]
    fn check(text: &str, says: &str) {
        let error = openapi("a.yaml", text, NOTHING).map(|all| all.len()).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    check("", "empty");
    check("a: b: c", "no OpenAPI file: line 1");
    check("# Page\n\ntext", "no OpenAPI file");
    check("openapi: 3.0.0\ncomponents: {}", "describes no action");
    check("openapi: 3.0.0\npaths: {}", "describes no action");
    check("openapi: 3.0.0\npaths: {/: {put: {}}}", "describes no action");
    check(&format!("paths: {}", "[".repeat(5000)), "too deep");
    assert!(matches!(openapi("a", &"a:\n ".repeat(9), NOTHING), Err(ImportError::NotOpenApi(_))));
}

#[test]
fn references_that_multiply_end() {
    let mut schemas = String::from("Body: {properties: {A: {$ref: '#/components/schemas/S0'}}}\n");
    for level in 0..40 {
        let fields: String =
            (0..8).map(|at| format!("F{at}: {{$ref: '#/components/schemas/S{}'}}, ", level + 1)).collect();
        schemas.push_str(&format!("S{level}: {{properties: {{{fields}}}}}\n"));
    }
    schemas.push_str("S40: {properties: {A: {$ref: '#/components/schemas/S0'}}}\n");
    let facts = one(&post("Greets.", &schemas));
    assert!(facts.findings.iter().any(|finding| finding.message.contains("left out")), "{}", facts.findings);
}

/// Kinds of fact that a file states outright.
const KINDS: [Kind; 12] = [
    Kind::Action,
    Kind::Method,
    Kind::Parameter,
    Kind::Nesting,
    Kind::Type,
    Kind::Required,
    Kind::SchemaLimit,
    Kind::ProseLimit,
    Kind::Enum,
    Kind::Charset,
    Kind::Rate,
    Kind::Code,
];

/// Where a file says what the spec does not, and why: the start of the fact.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("InviteUsersIntoGroup params.UserIds: required", "both lists are marked, and the words say that either will do"),
    ("InviteUsersIntoGroup params.GroupMemberInfos: required", "both lists are marked, and either will do"),
    ("EditGroupMsgBody params.SenderId: required", "the file is about two actions, and the words part them"),
    ("CreateGroup params.GroupOwner: limit (prose)", "nobody else says that the length of an ID is raised"),
    ("CreateGroup params.UserId: limit (prose)", "nobody else says that the length of an ID is raised"),
];

fn documents() -> Vec<(PathBuf, String)> {
    let mut found = documents::documents("openapi-en");
    found.retain(|(path, _)| !path.to_string_lossy().contains("shared-components"));
    found
}

#[test]
fn every_file_says_what_the_spec_says() {
    let documents = documents();
    if documents.is_empty() {
        println!("skipped: the files of the documentation are not at hand");
        return;
    }
    let spec = zim_spec::load::shipped().unwrap();
    let (mut used, mut wrong, mut right) = (BTreeSet::new(), Vec::new(), 0);
    for (path, text) in &documents {
        let folder = path.parent().unwrap();
        let resolve = |reference: &str| fs::read_to_string(folder.join(reference)).ok();
        for facts in openapi("file.yaml", text, &resolve).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        {
            let action = spec.action(&facts.action.as_ref().unwrap().value).unwrap();
            let compared = compare(&facts, action, &spec);
            right += compared.facts.len() - compared.differences().count();
            // What the spec knows from elsewhere is no business of the reader.
            let said = |fact: &&Compared| fact.page.is_some() && KINDS.contains(&fact.kind);
            for fact in compared.differences().filter(said) {
                match EXCEPTIONS.iter().position(|(start, _)| fact.to_string().starts_with(start)) {
                    Some(at) => drop(used.insert(at)),
                    None => wrong.push(fact.to_string()),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "not as in the spec: mend the reader, or list why\n{}", wrong.join("\n"));
    assert_eq!(used.len(), EXCEPTIONS.len(), "take out the exceptions that are needed no more; used are {used:?}");
    assert!(right > 2900, "only {right} facts are as in the spec: the reader passes over too much");
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    const PIECES: [&str; 24] = [
        "\n",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "'",
        "\"",
        "|\n",
        "$ref: '#/paths'",
        "#/components/schemas/Body",
        "type: array",
        "null",
        "-1",
        "99999999999999999999",
        "最多",
        "至 20 字节",
        "<table><tr><td>",
        "</td>",
        "&x ",
        "*x",
        "\t",
        "\u{feff}",
    ];
    let whole = post(
        "Greets up to 9 users at a time, 3 次/秒。\n\nName only supports digits, letters and '-'.",
        "Body:\n  required: [Name]\n  properties:\n    Name: {type: string, maxLength: 9, description: '长度不超过 9 字节，不能为空。'}\n    \
         Users: {type: array, maxItems: 9, items: {$ref: '#/components/schemas/User'}}\nUser:\n  properties:\n    Kind: {type: integer, enum: [0, 1], description: '0：甲；1：乙'}\n\
         Reply:\n  properties:\n    Code:\n      description: |\n        <table><tr><th>Code</th><th>Text</th></tr><tr><td>71</td><td>Bad</td></tr></table>",
    );
    let mut dice = Dice(0xdead_beef);
    for _ in 0..1000 {
        let mut characters: Vec<char> = whole.chars().collect();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(characters.len());
            let length = dice.roll(30).min(characters.len() - at);
            match dice.roll(3) {
                0 => drop(characters.drain(at..at + length)),
                1 => drop(characters.splice(at..at, PIECES[dice.roll(PIECES.len())].chars())),
                _ => {
                    let copied = characters[at..at + length].to_vec();
                    let to = dice.roll(characters.len());
                    drop(characters.splice(to..to, copied));
                }
            }
        }
        let text: String = characters.into_iter().collect();
        for facts in openapi("damaged.yaml", &text, NOTHING).unwrap_or_default() {
            for finding in &facts.findings {
                let place = finding.place.as_ref().unwrap();
                let within = facts.findings.file(place.file).and_then(|file| file.text.get(place.span.clone()));
                assert!(within.is_some(), "{} has no place in\n{text}", finding.message);
            }
        }
    }
}
