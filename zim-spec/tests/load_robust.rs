//! Whatever text a file holds, the loader answers with findings, and never panics.

use zim_spec::diagnostic::SourceFile;
use zim_spec::load::{Layer, load};

/// A file of any text is answered with findings that can be printed.
#[track_caller]
fn check_survives(name: &str, text: &str) {
    let loaded = load(&[Layer::from_files("spec", vec![SourceFile::new(name, text)])]);
    assert!(loaded.spec.is_none(), "one file alone is no spec");
    let printed = loaded.diagnostics.render(false);
    assert!(printed.chars().all(|c| c == '\n' || !c.is_control()), "{printed:?}");
    assert!(loaded.diagnostics.lines().all(|line| !line.contains(char::is_control)));
}

const REJECT: &str = "actions/call/call_reject.yaml";

#[test]
fn a_file_cut_off_anywhere_is_survived() {
    let shipped = Layer::shipped();
    let reject = shipped.files.iter().find(|file| file.name == REJECT).unwrap();
    for (end, _) in reject.text.char_indices() {
        let (start, _) = reject.text.split_at(end);
        check_survives(REJECT, start);
    }
}

#[test]
fn a_large_file_is_survived() {
    check_survives(REJECT, &"[".repeat(100_000));
    check_survives(REJECT, &"{a: ".repeat(100_000));
    check_survives(REJECT, &"a: ".repeat(349_000));
    check_survives(REJECT, &"a: 1\n".repeat(20_000));
    check_survives(REJECT, &format!("{{{}}}", "a: 1,".repeat(20_000)));
    check_survives(REJECT, &"\0".repeat(1_000_000));
    check_survives(REJECT, &"x".repeat(2_000_000));
}

/// Aliases of aliases would be a billion values: none is followed, and each is reported where it stands.
#[test]
fn a_bomb_of_aliases_does_not_go_off() {
    let mut bomb = "action: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("key{level}: &a{level} [{aliases}]\n"));
    }
    let loaded = load(&[Layer::from_files("spec", vec![SourceFile::new(REJECT, bomb.as_str())])]);
    let lines: Vec<String> = loaded.diagnostics.lines().collect();
    let first = format!("spec/{REJECT}:2:12: error[yaml-alias]: an alias (`*`) is not supported");
    assert!(lines.iter().any(|line| line.starts_with(&first)), "{lines:#?}");
    assert!(lines.len() < 500, "{} findings", lines.len());
    check_survives(REJECT, &bomb);
    check_survives(REJECT, "action: &a [*a]\nsummary: {<<: *a, b: *a}\n");
}

#[test]
fn any_text_is_survived() {
    let names = [REJECT, "types.yaml", "codes.yaml", "service.yaml"];
    // A fixed sequence of characters, mostly those that mean something to YAML.
    let mut state = 1_u64;
    for round in 0..2_000 {
        let text: String = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ALPHABET[(state >> 33) as usize % ALPHABET.len()]
        })
        .take(60)
        .collect();
        check_survives(names[round % names.len()], &text);
    }
}

const ALPHABET: [char; 32] = [
    'a', 'b', '1', ' ', ' ', ' ', '\n', '\n', ':', '-', '{', '}', '[', ']', ',', '#', '&', '*', '!', '|', '>', '%',
    '@', '`', '"', '\'', '\\', '\t', '\r', '\0', '\u{feff}', '\u{202e}',
];
