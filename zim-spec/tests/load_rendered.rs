//! What people see of files that cannot be read as they are.

use zim_spec::diagnostic::{Diagnostics, SourceFile};
use zim_spec::load::{Layer, load};

/// Files are answered with `expected`, as people see it; what the later stages say of them is left out.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &str) {
    let files = files.iter().map(|&(name, text)| SourceFile::new(name, text)).collect();
    let all = load(&[Layer::shipped(), Layer::from_files("spec", files)]).diagnostics;
    let mut own = Diagnostics::new(all.files().to_vec());
    own.extend(all.iter().filter(|finding| RULES.contains(&finding.rule)).cloned());
    assert_eq!(own.render(false), expected);
}

/// The rules that the files break and that the loader itself knows.
const RULES: [&str; 7] = [
    "duplicate-file",
    "duplicate-key",
    "empty-file",
    "forbidden-character",
    "tab-indentation",
    "unknown-file",
    "unknown-key",
];

#[test]
fn what_people_see() {
    check(
        &[
            ("actions/call/call_accept.yaml", ""),
            (
                "actions/call/call_reject.yaml",
                "action: CallReject\r\nparams:\r\n  通话: {type: string}\r\n  通话: {type: int}\r\nsource: {pge: x}\r\n",
            ),
            ("types.yaml", "types:\n\tUserId: {type: string, doc: a\u{1b}[31m\u{202e}b}\n"),
        ],
        EVERYTHING,
    );
}

const EVERYTHING: &str = r#"error[empty-file]: the file is empty
 --> spec/actions/call/call_accept.yaml:1:1
  |
1 |
  | ^
  |
  = help: start with `action: CallAccept`, or remove the file

error[duplicate-key]: duplicate key `通话`
 --> spec/actions/call/call_reject.yaml:4:3
  |
3 |   通话: {type: string}
  |   ---- first here
4 |   通话: {type: int}
  |   ^^^^
  |
  = help: remove one of the two, or give it another name

error[unknown-key]: unknown key `pge`, did you mean `page`?
 --> spec/actions/call/call_reject.yaml:5:10
  |
5 | source: {pge: x}
  |          ^^^
  |
  = help: write `page`; the keys allowed here are `page`, `checked`

error[tab-indentation]: a tab is used as indentation
 --> spec/types.yaml:2:1
  |
2 |     UserId: {type: string, doc: a�[31m�b}
  | ^^^^
  |
  = help: indent with spaces

error[forbidden-character]: a control character (U+001B)
 --> spec/types.yaml:2:31
  |
2 |     UserId: {type: string, doc: a�[31m�b}
  |                                  ^
  |
  = help: remove it; in a text in double quotes it can be written as an escape such as `\n`
"#;

#[test]
fn file_names() {
    check(
        &[
            ("actions/call_reject.yaml", ""),
            ("actions/call/x.yml", ""),
            ("actions/call/deep/x.yaml", ""),
            ("type.yaml", ""),
            ("types.yaml", "# nothing here\n"),
            ("types.yaml", "types: {}\n"),
        ],
        FILE_NAMES,
    );
}

const FILE_NAMES: &str = r#"error[unknown-file]: `actions/call/deep/x.yaml` is not the name of a spec file
 --> spec/actions/call/deep/x.yaml:1:1
  |
1 |
  | ^
  |
  = help: spec files are `service.yaml`, `types.yaml`, `types/<name>.yaml`, `codes.yaml`, `state.yaml`, `actions/<group>/<action>.yaml` and `callbacks/<group>/<event>.yaml`

error[unknown-file]: `actions/call/x.yml` is not the name of a spec file
 --> spec/actions/call/x.yml:1:1
  |
1 |
  | ^
  |
  = help: rename it to `x.yaml`; spec files are `service.yaml`, `types.yaml`, `types/<name>.yaml`, `codes.yaml`, `state.yaml`, `actions/<group>/<action>.yaml` and `callbacks/<group>/<event>.yaml`

error[unknown-file]: `actions/call_reject.yaml` is not the name of a spec file
 --> spec/actions/call_reject.yaml:1:1
  |
1 |
  | ^
  |
  = help: put it into the folder of its group: `actions/<group>/call_reject.yaml`; spec files are `service.yaml`, `types.yaml`, `types/<name>.yaml`, `codes.yaml`, `state.yaml`, `actions/<group>/<action>.yaml` and `callbacks/<group>/<event>.yaml`

error[unknown-file]: `type.yaml` is not the name of a spec file
 --> spec/type.yaml:1:1
  |
1 |
  | ^
  |
  = help: rename it to `types.yaml`; spec files are `service.yaml`, `types.yaml`, `types/<name>.yaml`, `codes.yaml`, `state.yaml`, `actions/<group>/<action>.yaml` and `callbacks/<group>/<event>.yaml`

error[empty-file]: the file is empty
 --> spec/types.yaml:1:1
  |
1 | # nothing here
  | ^
  |
  = help: start with `types:`, or remove the file

error[duplicate-file]: a second file of this name
 --> spec/types.yaml:1:1
  |
1 | types: {}
  | ^
  |
  = help: give each file a name of its own
"#;

#[test]
fn colour_is_a_choice() {
    let loaded = load(&[Layer::from_files("spec", vec![SourceFile::new("types.yaml", "x: 1")])]);
    assert!(!loaded.diagnostics.to_string().contains('\u{1b}'));
    assert!(loaded.diagnostics.render(true).contains("\u{1b}["));
}
