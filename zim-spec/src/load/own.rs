//! Files of other kinds, such as a tool's settings, read with the same care as those of a spec.

use super::findings::Findings;
use super::{Index, parse, text, tree, value};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place, SourceFile};
use serde::de::DeserializeOwned;

/// A YAML or JSON file that is no part of a spec: what it says, where, and what is wrong with it.
#[derive(Debug)]
pub struct OwnFile<T> {
    /// What it says, without what could not be used; `None` if too little was left.
    pub content: Option<T>,
    /// What is wrong with it. Findings of one's own belong here, too.
    pub diagnostics: Diagnostics,
    index: Option<Index>,
}

impl<T: DeserializeOwned> OwnFile<T> {
    /// Reads a file into plain structs: all problems at once, each at its place. Of an enumeration in `T` places are
    /// lost; take a value that can be written in several ways as one of `serde_json`, and look at it afterwards.
    #[must_use]
    pub fn read(file: SourceFile) -> Self {
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text).to_owned();
        let mut diagnostics = Diagnostics::new(vec![SourceFile::new(file.name, text.as_str())]);
        let mut findings = Findings::new(FileId(0));
        let (content, index) = match read(&text, &mut findings) {
            Some((content, index)) => (content, Some(index)),
            None => (None, None),
        };
        diagnostics.extend(findings.into_diagnostics());
        Self { content, diagnostics, index }
    }
}

impl<T> OwnFile<T> {
    /// Where the value at the end of `way` stands: keys, and positions of items from 0 in decimal digits. Where the file
    /// has no such value, that of the nearest on the way.
    #[must_use]
    pub fn place(&self, way: &[String]) -> Place {
        let whole = Place { file: FileId(0), span: 0..0 };
        self.index.as_ref().map_or(whole, |index| index.value_along(way))
    }
}

fn read<T: DeserializeOwned>(text: &str, findings: &mut Findings) -> Option<(Option<T>, Index)> {
    let readable = text::readable(text, findings)?;
    let repaired = !findings.is_empty();
    let tree = match tree::tree(&readable, repaired, findings) {
        Some(tree) if !tree.is_null() => tree,
        tree => {
            if tree.is_some() || findings.is_empty() {
                findings.push(Diagnostic::error("empty-file", "the file is empty").at(findings.place(0..0)));
            }
            return None;
        }
    };
    let (value, mut index) = value::value(&tree, findings);
    index.allowances = false;
    let content = parse::parse(value, &mut index, text, findings);
    Some((content, index))
}

#[cfg(test)]
mod tests {
    use super::OwnFile;
    use crate::diagnostic::SourceFile;
    use std::collections::BTreeMap;

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        #[serde(default)]
        names: Vec<BTreeMap<String, u32>>,
    }

    /// The first finding as `line:column message`, and how many names were read.
    #[track_caller]
    fn check(text: &str, finding: &str, names: Option<usize>) {
        let file = OwnFile::<Settings>::read(SourceFile::new("own.yaml", text));
        let shown = file.diagnostics.to_string();
        assert!(shown.contains(finding) && shown.is_empty() == finding.is_empty(), "{text}: {shown}");
        assert_eq!(file.content.map(|settings| settings.names.len()), names, "{text}");
    }

    #[test]
    fn own_files_are_read_like_those_of_a_spec() {
        check("names: [{a: 1}, {b: 2}]", "", Some(2));
        check(r#"{"names": [{"a": 1}]}"#, "", Some(1));
        check("nmaes: [{a: 1}]", "unknown key `nmaes`, did you mean `names`?", Some(1));
        check("nmaes: [{a: 1}]", "the keys allowed here are `names`\n", Some(1));
        check("\nnames: [{a: x}]", "own.yaml:2:13", Some(1));
        check("names: [", "own.yaml:1:", None);
        check("", "the file is empty", None);
    }

    #[test]
    fn places() {
        let text = "names:\n  - {a: 1}\n  - {b: 2}\n";
        let file = OwnFile::<Settings>::read(SourceFile::new("own.yaml", text));
        let at = |way: &[&str]| {
            let way: Vec<String> = way.iter().map(|step| (*step).to_owned()).collect();
            text.get(file.place(&way).span).unwrap_or_default().to_owned()
        };
        assert_eq!(at(&["names", "1", "b"]), "2");
        assert_eq!(at(&["names", "1", "c"]), "{b: 2}");
    }
}
