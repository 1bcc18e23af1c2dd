//! Generated code and its callers, compiled by rustc as two crates, for errors only.
//!
//! Cargo builds what generated code stands on, once; after that a case costs a rustc for its code and one for its
//! callers, which is quick.

use crate::case::folder;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use zim_tests::scratch::Scratch;

/// What is needed to compile generated code and its callers.
pub(crate) struct Compiler {
    rustc: PathBuf,
    /// The compiled runtime.
    runtime: PathBuf,
    /// Where the results go.
    out: PathBuf,
    callers: Callers,
}

/// Files of callers by name.
pub(crate) type Callers = BTreeMap<String, PathBuf>;

/// Generated code that has been compiled.
pub(crate) struct Api {
    folder: PathBuf,
}

impl Compiler {
    pub(crate) fn new() -> Self {
        let features = ", default-features = false, features = [\"callbacks\"]";
        let scratch = Scratch::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "diff-proof", features);
        let scratch = scratch.unwrap_or_else(|error| panic!("{error}"));
        scratch.put("src/lib.rs", "//! Only its dependencies are wanted.\n").unwrap();
        let messages = scratch.cargo(&["check", "--message-format=json"]).unwrap_or_else(|error| panic!("{error}"));
        let out = scratch.folder().join("out");
        let _ = fs::remove_dir_all(&out);
        let callers = fs::read_dir(folder("callers")).unwrap().map(|entry| entry.unwrap().path());
        let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
        let callers = callers.map(|path| (name(&path), path)).collect();
        Self { rustc: rustc(), runtime: metadata(&messages, "zim_generated"), out, callers }
    }

    /// The callers in their folder.
    pub(crate) fn callers(&self) -> &Callers {
        &self.callers
    }

    /// One more caller: the file that holds `text` now.
    pub(crate) fn caller(&self, name: &str, text: &str) -> PathBuf {
        let path = self.out.join(format!("{name}.rs"));
        fs::create_dir_all(&self.out).and_then(|()| fs::write(&path, text)).unwrap();
        path
    }

    /// Compiles generated code, as the crate that its callers call `desk_api`.
    pub(crate) fn api(&self, name: &str, text: &str) -> Result<Api, String> {
        let api = Api { folder: self.out.join(name) };
        fs::create_dir_all(&api.folder).unwrap();
        let root = api.folder.join("lib.rs");
        fs::write(&root, text).unwrap();
        self.run(&api, "desk_api", &root, &[])?;
        Ok(api)
    }

    /// Compiles `callers` as one crate that uses `api`; the error is what rustc says.
    pub(crate) fn check(&self, api: &Api, callers: &Callers) -> Result<(), String> {
        let text: String =
            callers.iter().map(|(name, path)| format!("#[path = {path:?}]\npub mod {name};\n")).collect();
        let root = api.folder.join("callers.rs");
        fs::write(&root, text).unwrap();
        let extern_api = format!("desk_api={}", api.folder.join("libdesk_api.rmeta").display());
        self.run(api, "callers", &root, &["--extern", &extern_api])
    }

    fn run(&self, api: &Api, name: &str, root: &Path, arguments: &[&str]) -> Result<(), String> {
        let dependencies = self.runtime.parent().unwrap();
        let output = Command::new(&self.rustc)
            .args([
                "--edition=2024",
                "--crate-type=lib",
                "--emit=metadata",
                "--cap-lints=allow",
                "--error-format=short",
            ])
            .args(["--crate-name", name])
            .arg("--extern")
            .arg(format!("zim_generated={}", self.runtime.display()))
            .arg(format!("-Ldependency={}", dependencies.display()))
            .args(arguments)
            .arg("--out-dir")
            .arg(&api.folder)
            .arg(root)
            .output()
            .unwrap_or_else(|error| panic!("{} cannot be run: {error}", self.rustc.display()));
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }
}

/// The compiler that belongs to the cargo that runs the tests.
fn rustc() -> PathBuf {
    let beside = Path::new(env!("CARGO")).with_file_name(format!("rustc{}", env::consts::EXE_SUFFIX));
    match env::var_os("RUSTC") {
        Some(rustc) => rustc.into(),
        None if beside.is_file() => beside,
        None => "rustc".into(),
    }
}

/// The metadata of a crate, out of cargo's messages.
fn metadata(messages: &str, name: &str) -> PathBuf {
    let artifact =
        messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()).find(|message| {
            message.get("reason").is_some_and(|reason| reason == "compiler-artifact")
                && message.pointer("/target/name").is_some_and(|target| target == name)
        });
    let artifact = artifact.unwrap_or_else(|| panic!("cargo built no {name}:\n{messages}"));
    let files = artifact.get("filenames").and_then(|files| files.as_array()).cloned().unwrap_or_default();
    let mut files = files.iter().filter_map(|file| file.as_str());
    files.find(|file| file.ends_with(".rmeta")).map(PathBuf::from).unwrap_or_else(|| panic!("{name} has no metadata"))
}
