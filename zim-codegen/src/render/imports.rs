//! Leaves out the imports that a file does not need: they would say of it what is not so.

/// What a file of an action, a callback or types begins with.
const BEGINNING: &str = "use super::super::{";

/// `text` with only those of its imports that it uses.
pub(super) fn pruned(text: String) -> String {
    let stands_alone = |(before, _): &(&str, &str)| before.is_empty() || before.ends_with('\n');
    let Some((before, rest)) = text.split_once(BEGINNING).filter(stands_alone) else { return text };
    let Some((modules, after)) = rest.split_once("};\n") else { return text };
    let used: Vec<&str> = modules.split(", ").filter(|module| uses(after, module)).collect();
    let import = match used.as_slice() {
        [] => String::new(),
        [module] => format!("use super::super::{module};\n"),
        modules => format!("use super::super::{{{}}};\n", modules.join(", ")),
    };
    format!("{before}{import}{after}")
}

/// Whether `code` has a path that begins with `module`, or hands that module to a macro, as `refusals!` takes `codes`.
fn uses(code: &str, module: &str) -> bool {
    code.match_indices(module).any(|(at, _)| {
        let (before, after) = code.split_at(at);
        let after = after.strip_prefix(module).unwrap_or_default();
        let begins = !before.ends_with(|char: char| char.is_alphanumeric() || char == '_' || char == ':');
        let handed_over = before.ends_with(", ") && after.starts_with([':', ',']);
        let line = before.rsplit('\n').next().unwrap_or_default();
        begins && (after.starts_with("::") || handed_over) && !line.trim_start().starts_with("//")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, import: &str) {
        for before in ["", "//! Docs.\n\n"] {
            let all = "use super::super::{codes, service, types};\n";
            assert_eq!(pruned(format!("{before}{all}{code}")), format!("{before}{import}{code}"));
            if !import.contains("types") {
                let all = "use super::super::{codes, service};\n";
                assert_eq!(pruned(format!("{before}{all}{code}")), format!("{before}{import}{code}"));
            }
        }
    }

    #[test]
    fn what_is_used_is_imported() {
        check("fn a() {}\n", "");
        check("fn a(b: types::B) {}\n", "use super::super::types;\n");
        check("type A = service::Ack;\nrefusals! { E, codes: A = A }\n", "use super::super::{codes, service};\n");
        check("refusals! { E, codes, reply OTHERS: A = A }\n", "use super::super::codes;\n");
    }

    #[test]
    fn what_is_said_or_lies_elsewhere_is_not() {
        for code in ["    /// A types::B.\n", "use other::types::B;\n", "fn my_types::b() {}\n", "let types = 1;\n"] {
            check(code, "");
        }
    }

    #[test]
    fn other_files_stay() {
        assert_eq!(pruned("use super::codes;\n".to_owned()), "use super::codes;\n");
    }
}
