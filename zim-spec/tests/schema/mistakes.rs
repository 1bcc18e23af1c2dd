//! The cases of `mistakes/`: what the loader says of the form of a file, the schema says too; and what the loader
//! has nothing against, the schema accepts.

use super::validator::{Fault, Validator, json, kind_of};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use zim_spec::diagnostic::{Diagnostic, Diagnostics, SourceFile};
use zim_spec::load::{Layer, Loaded, load, read_folder};

/// The rules that are about the form of a file.
const FORM: [&str; 4] = ["unknown-key", "missing-key", "wrong-type", "bad-value"];

/// Findings of these rules that a schema cannot have: the case, or `*` for any, part of the message, and why.
const LEFT_TO_THE_LOADER: &[(&str, &str, &str)] = &[
    ("*", "not one value to count by", "the type of the parameter stands elsewhere"),
    ("*", "which has no items", "the type of the parameter stands elsewhere"),
    ("*", "is neither text nor a number", "the type of the field stands elsewhere"),
    ("*", "a second rate for the same time and scope", "that two notations mean the same is more than a pattern says"),
    ("*", "`callbacks` is missing", "it is needed only where there is a file of a callback"),
    ("*", "may be at most 9223372036854775807", "editors have no whole numbers of 64 bits"),
    ("one-mistake-one-finding", "`code` is not a whole number", "nothing is known of the value of `cod`"),
    ("misspelt-keys", "a code is a whole number", "nothing is known of the value of `Code`"),
    ("misspelt-sections", "", "below a misspelt key, nothing is known; the loader takes the key for what was meant"),
];

#[test]
fn what_the_loader_says_of_the_form_the_schema_says_too() {
    let validator = Validator::new();
    let (mut count, mut left, mut wrong) = (0, BTreeSet::new(), Vec::new());
    for Case { name: case, loaded, .. } in cases() {
        let diagnostics = loaded.diagnostics;
        for finding in diagnostics.iter().filter(|finding| FORM.contains(&finding.rule)) {
            let Some((name, file, slice)) = place(finding, &diagnostics) else { continue };
            let (Some(kind), Some(value)) = (kind_of(name), json(&file.text)) else { continue };
            count += 1;
            let faults = validator.kind(kind, &value);
            if faults.iter().any(|fault| says(fault, finding, slice, &value)) {
                continue;
            }
            let is_left =
                |(of, part, _): &&(&str, &str, &str)| (*of == "*" || *of == case) && finding.message.contains(part);
            if let Some(exception) = LEFT_TO_THE_LOADER.iter().find(is_left) {
                left.insert(exception);
            } else {
                wrong.push(format!(
                    "{case}: {}: {}: {} ({slice:?})\n  {faults:?}",
                    file.name, finding.rule, finding.message
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} findings are none of the schema:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 80, "only {count} findings were compared");
    let unused: Vec<_> = LEFT_TO_THE_LOADER.iter().filter(|exception| !left.contains(exception)).collect();
    assert!(unused.is_empty(), "no case has these findings any more, remove them: {unused:?}");
}

#[test]
fn the_schema_accepts_what_the_loader_has_nothing_against() {
    let validator = Validator::new();
    let mut count = 0;
    for Case { name: case, files, loaded } in cases() {
        let diagnostics = loaded.diagnostics;
        for file in &files {
            let is_about = |finding| place(finding, &diagnostics).is_some_and(|(name, ..)| name == file.name);
            let is_wrong = diagnostics.iter().any(is_about);
            let (false, Some(kind), Some(value)) = (is_wrong, kind_of(&file.name), json(&file.text)) else {
                continue;
            };
            count += 1;
            for faults in [validator.kind(kind, &value), validator.combined(&value)] {
                assert!(faults.is_empty(), "the loader has nothing against {} of {case}: {faults:#?}", file.name);
            }
        }
    }
    assert!(count > 80, "only {count} files were compared");
}

/// Whether `fault` is about what `finding` found in `slice` of the file, which is `value`.
fn says(fault: &Fault, finding: &Diagnostic, slice: &str, value: &Value) -> bool {
    let bare = slice.trim_matches(['"', '\'']);
    match finding.rule {
        "unknown-key" => fault.message.contains(bare),
        "missing-key" => {
            let mut names = finding.message.split('`').skip(1).step_by(2).filter(|name| *name != "refusals");
            names.all(|name| fault.message.contains(name))
        }
        _ => {
            let found = json(slice);
            fault.message.contains(bare)
                || fault.at.rsplit('/').next() == Some(bare)
                || found.is_some() && found.as_ref() == value.pointer(&fault.at)
        }
    }
}

/// The file that `finding` is about, below the folder of its case, and the text there.
fn place<'d>(finding: &Diagnostic, diagnostics: &'d Diagnostics) -> Option<(&'d str, &'d SourceFile, &'d str)> {
    let place = finding.place.as_ref()?;
    let file = diagnostics.file(place.file)?;
    let name = FOLDERS.iter().find_map(|folder| file.name.strip_prefix(folder))?;
    Some((name, file, file.text.get(place.span.clone())?))
}

/// The folders of cases, and of the examples of rules.
const FOLDERS: [&str; 2] = ["case/", "spec/"];

/// Files, and what the loader says of them.
struct Case {
    name: String,
    files: Vec<SourceFile>,
    loaded: Loaded,
}

/// The cases of the folder, each with the files of its first folder; and the examples of rules.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let base = read_folder(&folder.join("base")).unwrap();
    let paths = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|name| name == "yaml")).collect();
    paths.sort();
    assert!(paths.len() > 20);
    let written = paths.iter().map(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let files = files(&std::fs::read_to_string(path).unwrap(), &base);
        Case { name, loaded: load(&[Layer::from_files("case", files.clone())]), files }
    });
    let examples = zim_spec::lints().iter().filter_map(|rule| Some((rule.id, rule.example()?)));
    // Over the base, which is read in no time, rather than over the shipped spec.
    let examples = examples.map(|(rule, example)| {
        let mut layers = vec![Layer::from_files("spec", example.files.clone())];
        if !example.is_whole {
            layers.push(Layer::from_files("base", base.clone()));
        }
        Case { name: format!("the example of {rule}"), loaded: load(&layers), files: example.files }
    });
    written.chain(examples).collect()
}

/// The files of a case beside those of the base.
fn files(case: &str, base: &[SourceFile]) -> Vec<SourceFile> {
    let mut files = base.to_vec();
    for section in case.split("=== ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap();
        let name = heading.strip_prefix("without ").unwrap_or(heading);
        files.retain(|there| there.name != name);
        if name == heading && !name.contains(": ") {
            files.push(SourceFile::new(name, text));
        }
    }
    files
}
