//! Several files in one input: each begins below a line `=== PATH`, as in the loader's own tests.

use zim_spec::diagnostic::SourceFile;
use zim_spec::load::Layer;

/// A small spec that the files are read with: the shipped one takes too long for many tries.
pub fn base() -> Layer {
    macro_rules! files {
        ($($name:literal),*) => {
            vec![$(SourceFile::new($name, include_str!(concat!("../../../zim-codegen/tests/diff/base/", $name)))),*]
        };
    }
    let files = files!["actions/chat/ping.yaml", "codes.yaml", "service.yaml", "state.yaml", "types.yaml"];
    Layer::from_files("base", files)
}

/// Over the small spec, or alone if there is a service among them.
pub fn layers(text: &str) -> Vec<Layer> {
    let mut files: Vec<SourceFile> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("=== "), files.last_mut()) {
            (Some(path), _) => files.push(SourceFile::new(path.trim_end(), "")),
            (None, Some(file)) => file.text.push_str(line),
            (None, None) => files.push(SourceFile::new("actions/call/fuzzed.yaml", line)),
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files.dedup_by(|one, other| one.name == other.name);
    let alone = files.iter().any(|file| file.name == "service.yaml");
    let fuzzed = Layer::from_files("fuzzed", files);
    if alone { vec![fuzzed] } else { vec![base(), fuzzed] }
}
