//! What the loader says of files that cannot be read as they are: exact messages at exact places, all at once.

use zim_spec::diagnostic::{Diagnostics, SourceFile};
use zim_spec::load::{Layer, load};

/// The findings about `files` alone; what the later stages say about files that are not complete is left out.
fn findings(files: &[(&str, &str)]) -> Diagnostics {
    let files = files.iter().map(|&(name, text)| SourceFile::new(name, text)).collect();
    let all = load(&[Layer::shipped(), Layer::from_files("spec", files)]).diagnostics;
    let mut own = Diagnostics::new(all.files().to_vec());
    own.extend(all.iter().filter(|finding| RULES.contains(&finding.rule)).cloned());
    own
}

/// The rules of the loader.
const RULES: [&str; 24] = [
    "duplicate-file",
    "duplicate-key",
    "empty-file",
    "file-too-large",
    "forbidden-character",
    "length-unit",
    "missing-value",
    "no-actions",
    "no-files",
    "not-utf8",
    "number-range",
    "several-documents",
    "syntax",
    "tab-indentation",
    "too-deep",
    "too-many-problems",
    "unknown-file",
    "unknown-key",
    "wrong-key",
    "wrong-type",
    "yaml-alias",
    "yaml-anchor",
    "yaml-merge",
    "yaml-tag",
];

/// An action file with one `line` more is answered with `expected`, one finding a line, without the file's name and
/// the list of the keys that are allowed.
#[track_caller]
fn check(line: &str, expected: &[&str]) {
    let text = format!("action: CallReject\n{line}\n");
    let found: Vec<String> = findings(&[("actions/call/call_reject.yaml", &text)])
        .lines()
        .map(|line| {
            let line = line.trim_start_matches("spec/actions/call/call_reject.yaml:");
            let (line, _) = line.split_once("; the keys allowed here are").unwrap_or((line, ""));
            line.to_owned()
        })
        .collect();
    assert_eq!(found, expected, "{line}");
}

#[test]
fn keys() {
    check(
        "sumary: x",
        &["2:1: error[unknown-key]: unknown key `sumary`, did you mean `summary`?; help: write `summary`"],
    );
    check(
        "summary: x\nsummary: y",
        &["3:1: error[duplicate-key]: duplicate key `summary`; help: remove one of the two, or give it another name"],
    );
    check(
        "params: {CallId: {type: string, max_length: 32}}",
        &[
            "2:33: error[length-unit]: `max_length` does not say what it counts; help: write `max_bytes: 32` or `max_chars: 32`",
        ],
    );
    check(
        "params: {CallId: {type: string, length: \"7\"}}",
        &[
            "2:33: error[length-unit]: `length` does not say what it counts; help: write `max_bytes: 7` or `max_chars: 7`",
        ],
    );
    check(
        "params: {Ids: {type: list<string>, minSize: 1}}",
        &["2:36: error[length-unit]: `minSize` does not say what it counts; help: write `min_items: 1`"],
    );
    check(
        "params: {CallId: {type: string, doc: Here, or there}}",
        &[
            "2:44: error[missing-value]: `or there` has no value; help: if it belongs to the text before the comma, put that whole text in quotes",
        ],
    );
    check(
        "params: {CallId: {type: string, doc: Here, or there: x}}",
        &[
            "2:44: error[unknown-key]: unknown key `or there`; help: if it belongs to the text before the comma, put that whole text in quotes",
        ],
    );
    check(
        "params: {true: {type: string}, \"true\": {type: string}}",
        &["2:10: error[wrong-key]: `true` cannot be a key; help: put it in quotes: \"true\""],
    );
    check(
        "params: {0x10: {type: string}, 16: {type: string}}",
        &["2:32: error[duplicate-key]: duplicate key `16`; help: remove one of the two, or give it another name"],
    );
    check(
        "? [a]\n: b",
        &[
            "2:3: error[wrong-key]: a list or mapping cannot be a key; help: put text that holds brackets or braces in quotes",
        ],
    );
    check(
        "source: {<<: x}",
        &["2:10: error[yaml-merge]: a merge key (`<<`) is not supported; help: write the keys themselves"],
    );
    check(
        "sou\u{202e}rce: {}",
        &["2:1: error[unknown-key]: unknown key `sou\\u{202e}rce`, did you mean `source`?; help: write `source`"],
    );
    check(
        "\"a`, expected `b\": x",
        &[
            "2:1: error[unknown-key]: unknown key `a`, expected `b`; help: the keys allowed here are `action`, `summary`, `doc`, `method`, `in`, `host`, `envelope`, `rate_limit`, `repeatable`, `source`, `notifies`, `params`, `rules`, `reply`, `items`, `paging`, `codes`, `preconditions`, `effects`, `answers`, `disputed`, `allow`",
        ],
    );
}

/// What a misspelt key holds is not taken for keys itself, and is read as what the right key would hold.
#[test]
fn misspelt_keys_of_mappings() {
    check(
        "parms: {CallId: {type: string, max_byte: x}, RoomId: {type: string}}",
        &[
            "2:1: error[unknown-key]: unknown key `parms`, did you mean `params`?; help: write `params`",
            "2:32: error[unknown-key]: unknown key `max_byte`, did you mean `max_bytes`?; help: write `max_bytes`",
            "2:42: error[wrong-type]: `max_bytes` must be a whole number, 0 or more, found the text `x`; help: write digits only, such as `max_bytes: 32`",
        ],
    );
    check(
        "source: {source: {page: x, source: y}, page: x, checked: x}",
        &["2:10: error[unknown-key]: unknown key `source`; help: the keys allowed here are `page`, `checked`"],
    );
    check(
        "elsewhere: {elsewhere: {action: x}, action: x, other: [{other: x}]}",
        &[
            "2:1: error[unknown-key]: unknown key `elsewhere`; help: the keys allowed here are `action`, `summary`, `doc`, `method`, `in`, `host`, `envelope`, `rate_limit`, `repeatable`, `source`, `notifies`, `params`, `rules`, `reply`, `items`, `paging`, `codes`, `preconditions`, `effects`, `answers`, `disputed`, `allow`",
        ],
    );
}

#[test]
fn values() {
    check("method: [GET]", &["2:9: error[wrong-type]: `method` must be text, found a list; help: write `method: GET`"]);
    check(
        "summary: 2.0",
        &[
            "2:10: error[wrong-type]: `summary` must be text, found the number `2.0`; help: put it in quotes: `summary: \"2.0\"`",
        ],
    );
    check(
        "summary: {a: b}",
        &["2:10: error[wrong-type]: `summary` must be text, found a mapping; help: write one text"],
    );
    check(
        "params: {A: {type: string, required: yes, max_bytes: 32 bytes}}",
        &[
            "2:38: error[wrong-type]: `required` must be `true` or `false`, found the text `yes`; help: write `required: true` or `required: false`",
            "2:54: error[wrong-type]: `max_bytes` must be a whole number, 0 or more, found the text `32 bytes`; help: write `max_bytes: 32`",
        ],
    );
    check(
        "params: {A: {type: string, max_bytes: -1, min_bytes: 1.5, max_chars: \"8\"}}",
        &[
            "2:39: error[wrong-type]: `max_bytes` must be a whole number, 0 or more, found the number `-1`; help: write `max_bytes: 0` or more",
            "2:54: error[wrong-type]: `min_bytes` must be a whole number, 0 or more, found the number `1.5`; help: write digits only, such as `min_bytes: 32`",
            "2:70: error[wrong-type]: `max_chars` must be a whole number, 0 or more, found the text `8`; help: write `max_chars: 8`",
        ],
    );
    check(
        "params: {A: {type: string, max_bytes: 99999999999999999999}}",
        &[
            "2:39: error[number-range]: the number `99999999999999999999` does not fit 64 bits; help: if it is text, put it in quotes: \"99999999999999999999\"",
        ],
    );
    check(
        "params: [A]",
        &[
            "2:9: error[wrong-type]: `params` must be a mapping, found a list; help: write `name: value` lines, without `- ` before them",
        ],
    );
    check(
        "params:",
        &["2:1: error[missing-value]: `params` has no value; help: write a value after the colon, or remove the key"],
    );
    check(
        "params: {A: ~, B: string}",
        &[
            "2:10: error[missing-value]: `A` has no value; help: write a value after the colon, or remove the key",
            "2:19: error[wrong-type]: `B` must be a mapping, found the text `string`; help: write `B: {name: value, …}`, or `name: value` lines indented below it",
        ],
    );
    check(
        "codes: 660000002",
        &[
            "2:8: error[wrong-type]: `codes` must be a list, found the number `660000002`; help: write `codes: [660000002]`",
        ],
    );
    check(
        "codes:\n- 5\n-\n- 6",
        &["4:2: error[missing-value]: this item of the list has no value; help: write a value, or remove the item"],
    );
    check(
        "preconditions: [5, {has: [x]}, ~, {haz: y}]",
        &[
            "2:17: error[wrong-type]: item 1 of `preconditions` must be a mapping, found the number `5`; help: write `{name: value, …}`, or `name: value` lines indented below it",
            "2:26: error[wrong-type]: `has` must be text, found a list; help: write `has: x`",
            "2:32: error[missing-value]: this item of the list has no value; help: write a value, or remove the item",
            "2:36: error[unknown-key]: unknown key `haz`, did you mean `has`?; help: write `has`",
        ],
    );
}

#[test]
fn yaml() {
    check(
        "summary: &a x",
        &[
            "2:10: error[yaml-anchor]: an anchor (`&`) is not supported; help: remove it, or put text that starts with `&` in quotes",
        ],
    );
    check(
        "summary: *a",
        &[
            "2:10: error[yaml-alias]: an alias (`*`) is not supported; help: write the value itself, or put text that starts with `*` in quotes",
        ],
    );
    check(
        "summary: !!str x",
        &[
            "2:10: error[yaml-tag]: the tag `!!str` is not supported; help: remove it, or put text that starts with `!` in quotes",
        ],
    );
    check(
        "---\naction: B",
        &["2:1: error[several-documents]: a second document in one file; help: write each in a file of its own"],
    );
    check(
        "summary: \"open",
        &[
            "2:10: error[syntax]: a quote is never closed; help: close it, or double a quote that belongs to the text (`''`)",
        ],
    );
    check("params: {A: {type: string}", &["2:9: error[syntax]: `{` is never closed; help: close it with `}`"]);
    check(
        "summary: a: b",
        &[
            "2:11: error[syntax]: a `:` where no key can end; help: put text that holds `: `, ` #`, brackets or braces in quotes",
        ],
    );
    check(
        "params:\n  A: {type: string}\n\tB: {type: string}\n\tC: {type: string}",
        &[
            "4:1: error[tab-indentation]: a tab is used as indentation; help: indent with spaces",
            "5:1: error[tab-indentation]: a tab is used as indentation; help: indent with spaces",
        ],
    );
    check(
        "params:\n  \tA: {type: string}",
        &["3:3: error[tab-indentation]: a tab is used as indentation; help: indent with spaces"],
    );
    check("doc: |\n  text\n  \twith a tab\n\n\t\nsummary: x", &[]);
    check("%YAML 1.1", &["2:1: error[syntax]: a directive (`%`) is not supported; help: remove it"]);
    check(
        &format!("doc: {}", "[".repeat(100_000)),
        &[
            "2:38: error[too-deep]: lists and mappings lie too deep in each other; help: no spec file needs more than a few levels: close the brackets that are open",
        ],
    );
    check(
        "doc: a\u{85}b\u{2028}c\u{0}d\u{1b}e\u{feff}f\rg\u{fffd}h",
        &[
            "2:7: error[forbidden-character]: a next-line character (U+0085); help: remove it; in a text in double quotes it can be written as an escape such as `\\n`",
            "2:9: error[forbidden-character]: a line separator (U+2028); help: remove it; in a text in double quotes it can be written as an escape such as `\\n`",
            "2:11: error[forbidden-character]: a NUL character (U+0000); help: remove it; in a text in double quotes it can be written as an escape such as `\\n`",
            "2:13: error[forbidden-character]: a control character (U+001B); help: remove it; in a text in double quotes it can be written as an escape such as `\\n`",
            "2:15: error[forbidden-character]: a byte order mark (U+FEFF) inside the file; help: remove it",
            "2:17: error[forbidden-character]: a carriage return without a line feed (U+000D); help: save the file with LF or CRLF line ends",
            "2:19: error[not-utf8]: this is not UTF-8 text; help: save the file as UTF-8",
        ],
    );
}

#[test]
fn no_files() {
    let found = load(&[Layer::from_files("my/spec", Vec::new())]).diagnostics;
    let found: Vec<String> = found.lines().filter(|line| line.contains("[no-")).collect();
    assert_eq!(
        found,
        [
            "error[no-files]: no spec file in `my/spec`; help: name the folder that holds `actions/<group>/<action>.yaml`"
        ]
    );
    let types = SourceFile::new("types.yaml", "types: {}");
    let found = load(&[Layer::from_files("my/spec", vec![types])]).diagnostics;
    let found: Vec<String> = found.lines().filter(|line| line.contains("[no-")).collect();
    assert_eq!(
        found,
        [
            "error[no-actions]: no action in `my/spec`; help: write one at `actions/<group>/<action>.yaml` below that folder"
        ]
    );
}

#[test]
fn the_order_of_files_does_not_matter() {
    let texts = [("actions/a/b.yaml", "x: 1"), ("types.yaml", "y: 1"), ("actions/a/a.yaml", "z: 1")];
    let mut turned = texts;
    turned.reverse();
    assert_eq!(findings(&texts), findings(&turned));
}

#[test]
fn a_byte_order_mark_counts_for_nothing() {
    let found = findings(&[("types.yaml", "\u{feff}typs: {}")]);
    let line = found.lines().next().unwrap();
    assert!(line.starts_with("spec/types.yaml:1:1: error[unknown-key]: unknown key `typs`"), "{line}");
}
