//! The file, those that it refers to, and what a `$ref` stands for.

use super::super::error::LARGEST;
use super::yaml::{self, Node};
use std::collections::BTreeMap;
use std::ops::Range;
use zim_spec::diagnostic::{Diagnostics, FileId, Place, SourceFile};

/// References behind each other, at most.
const LONGEST: usize = 16;

/// Files that are read for one, at most.
const MOST: usize = 16;

/// All files, by their path from the first.
#[derive(Debug)]
pub(super) struct Files {
    trees: Vec<Node>,
    by_path: BTreeMap<String, usize>,
    paths: Vec<String>,
}

/// A value and the file that it is in.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'f> {
    pub(super) node: &'f Node,
    pub(super) file: FileId,
}

impl<'f> At<'f> {
    /// The value of `key`.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| Self { node, ..self })
    }

    /// The items of a list.
    pub(super) fn items(self) -> impl Iterator<Item = Self> {
        self.node.items().iter().map(move |node| Self { node, ..self })
    }

    /// The entries of a mapping: key, where it stands, value.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'f str, Place, Self)> {
        let place = move |span: &Range<usize>| Place { file: self.file, span: span.clone() };
        self.node.entries().iter().map(move |(key, span, node)| (key.as_str(), place(span), Self { node, ..self }))
    }

    /// The text of `key`.
    pub(super) fn text(self, key: &str) -> Option<&'f str> {
        self.node.get(key).and_then(Node::text)
    }

    /// Where it stands.
    pub(super) fn place(self) -> Place {
        Place { file: self.file, span: self.node.span.clone() }
    }
}

impl Files {
    /// `root`, which is file 0 of `findings`, and what it refers to as far as `resolve` has it.
    pub(super) fn read(root: Node, resolve: &dyn Fn(&str) -> Option<String>, findings: &mut Diagnostics) -> Self {
        let by_path = BTreeMap::from([(String::new(), 0)]);
        let mut files = Self { trees: vec![root], by_path, paths: vec![String::new()] };
        let mut next = 0;
        while let Some(tree) = files.trees.get(next) {
            let from = files.paths.get(next).cloned().unwrap_or_default();
            let mut wanted = Vec::new();
            collect(tree, &mut wanted);
            let wanted = wanted.into_iter().filter_map(|reference| beside(&from, reference)).collect::<Vec<_>>();
            for path in wanted {
                if files.by_path.contains_key(&path) || files.trees.len() >= MOST {
                    continue;
                }
                let fits = |text: &String| u64::try_from(text.len()).is_ok_and(|length| length <= LARGEST);
                let Some(text) = resolve(&path).filter(fits) else { continue };
                let Ok(tree) = yaml::tree(&text) else { continue };
                findings.add_file(SourceFile::new(path.clone(), text));
                files.by_path.insert(path.clone(), files.trees.len());
                files.paths.push(path);
                files.trees.push(tree);
            }
            next += 1;
        }
        files
    }

    /// The whole of the file that was asked for.
    pub(super) fn root(&self) -> Option<At<'_>> {
        self.trees.first().map(|node| At { node, file: FileId(0) })
    }

    /// What `at` stands for: references followed, as far as they lead; what was passed on the way comes first.
    ///
    /// What stands beside a `$ref` is allowed by newer versions only, and written in all: it goes before what is there.
    pub(super) fn follow<'f>(&'f self, at: At<'f>) -> Followed<'f> {
        let mut followed = Followed { steps: vec![at], is_broken: false };
        let mut at = at;
        for _ in 0..LONGEST {
            let Some(reference) = at.text("$ref") else { return followed };
            match self.target(at.file, reference) {
                Some(target) => {
                    at = target;
                    followed.steps.push(target);
                }
                None => break,
            }
        }
        followed.is_broken = at.text("$ref").is_some();
        followed
    }

    /// What a reference in `file` names.
    fn target(&self, file: FileId, reference: &str) -> Option<At<'_>> {
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let index =
            if path.is_empty() { file.0 } else { *self.by_path.get(&beside(self.paths.get(file.0)?, path)?)? };
        let mut node = self.trees.get(index)?;
        for step in pointer.split('/').filter(|step| !step.is_empty()) {
            let key = step.replace("%20", " ").replace("~1", "/").replace("~0", "~");
            node = match node.get(&key) {
                Some(node) => node,
                None => node.items().get(key.parse::<usize>().ok()?)?,
            };
        }
        Some(At { node, file: FileId(index) })
    }
}

/// A value with the references that led to it.
#[derive(Debug)]
pub(super) struct Followed<'f> {
    /// The first is where it began, the last where it led.
    steps: Vec<At<'f>>,
    /// Whether the last reference leads nowhere.
    pub(super) is_broken: bool,
}

impl<'f> Followed<'f> {
    /// The first value of `key` on the way.
    pub(super) fn get(&self, key: &str) -> Option<At<'f>> {
        self.steps.iter().find_map(|step| step.get(key))
    }

    /// Where `key` stands first on the way.
    pub(super) fn key(&self, key: &str) -> Option<Place> {
        let found = |step: &At<'f>| step.node.entry(key).map(|(span, _)| Place { file: step.file, span: span.clone() });
        self.steps.iter().find_map(found)
    }

    /// The text of `key`.
    pub(super) fn text(&self, key: &str) -> Option<&'f str> {
        self.get(key).and_then(|at| at.node.text())
    }

    /// Where it led.
    pub(super) fn end(&self) -> Option<At<'f>> {
        self.steps.last().copied()
    }
}

/// The file part of every reference in a tree.
fn collect<'n>(node: &'n Node, found: &mut Vec<&'n str>) {
    for (key, _, value) in node.entries() {
        match value.text() {
            Some(reference) if key == "$ref" => {
                found.extend(reference.split('#').next().filter(|path| !path.is_empty()))
            }
            _ => collect(value, found),
        }
    }
    for item in node.items() {
        collect(item, found);
    }
}

/// The path of `reference`, which stands in the file at `from`, from the first file's folder. `None` for addresses.
fn beside(from: &str, reference: &str) -> Option<String> {
    let path = reference.split('#').next().unwrap_or_default();
    if path.contains("://") || path.starts_with('/') || path.len() > 512 {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(path.split('/')) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_beside_each_other() {
        assert_eq!(beside("", "../a.yaml").as_deref(), Some("../a.yaml"));
        assert_eq!(beside("../a.yaml", "b.yaml").as_deref(), Some("../b.yaml"));
        assert_eq!(beside("x/y.yaml", "../../b.yaml").as_deref(), Some("../b.yaml"));
        assert_eq!(beside("", "https://example.com/a.yaml"), None);
    }

    #[test]
    fn references_are_followed_and_cycles_end() {
        let files = BTreeMap::from([("b.yaml", "y:\n  $ref: 'a.yaml#/z'\n")]);
        let resolve = |path: &str| files.get(path).map(|text| (*text).to_owned());
        let root =
            yaml::tree("x: {$ref: 'b.yaml#/y', description: own}\nl: {$ref: '#/l'}\nn: {$ref: '#/none'}\n").unwrap();
        let mut findings = Diagnostics::new(vec![SourceFile::new("r", "")]);
        let files = Files::read(root, &resolve, &mut findings);
        let follow = |key: &str| files.follow(files.root().unwrap().get(key).unwrap());
        assert_eq!(follow("x").text("description"), Some("own"));
        for key in ["x", "l", "n"] {
            assert!(follow(key).is_broken, "{key}");
        }
    }
}
