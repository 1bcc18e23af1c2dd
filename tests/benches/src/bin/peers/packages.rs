//! Where things are, and the packages that are made for the peer.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where things are.
pub(crate) struct Places {
    pub(crate) openapi: PathBuf,
    /// All that is made here.
    pub(crate) work: PathBuf,
    pub(crate) workspace: PathBuf,
}

impl Places {
    pub(crate) fn new(openapi: PathBuf) -> Result<Self, Box<dyn Error>> {
        let program = std::env::current_exe()?;
        let target = program.parent().and_then(Path::parent).ok_or("a program without a folder")?;
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        Ok(Self { openapi, work: target.join("peers"), workspace })
    }

    /// cargo, which builds into a folder of its own for each use.
    pub(crate) fn cargo(&self, folder: &Path, target: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(folder).env("CARGO_TARGET_DIR", self.work.join(target)).env("CARGO_INCREMENTAL", "0");
        cargo
    }
}

/// Writes a package with these dependencies and this code.
pub(crate) fn package(folder: &Path, name: &str, dependencies: &str, file: &str, code: &str) -> std::io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[workspace]\n[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src").join(file), code)
}

/// What progenitor's README says that its output depends on.
pub(crate) const PROGENITOR: &str = r#"bytes = "1"
chrono = { version = "0.4", default-features = false, features = ["serde"] }
futures-core = "0.3"
progenitor-client = "0.15"
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_urlencoded = "0.7"
uuid = { version = "1", features = ["serde", "v4"] }
"#;

/// progenitor's generator as a program: the document, and the file that it writes.
pub(crate) fn progenitor_generator(folder: &Path) -> std::io::Result<()> {
    let dependencies =
        "openapiv3 = \"2\"\nprettyplease = \"0.3\"\nprogenitor-impl = \"0.15\"\nserde_json = \"1\"\nsyn = \"3\"\n";
    let code = r#"fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (from, to) = (arguments.next().ok_or("FROM TO")?, arguments.next().ok_or("FROM TO")?);
    let document: openapiv3::OpenAPI = serde_json::from_str(&std::fs::read_to_string(from)?)?;
    let mut settings = progenitor_impl::GenerationSettings::default();
    settings.with_interface(progenitor_impl::InterfaceStyle::Builder);
    let tokens = progenitor_impl::Generator::new(&settings).generate_tokens(&document)?;
    std::fs::write(to, prettyplease::unparse(&syn::parse2(tokens)?))?;
    Ok(())
}
"#;
    package(folder, "progenitor-generator", dependencies, "main.rs", code)
}
