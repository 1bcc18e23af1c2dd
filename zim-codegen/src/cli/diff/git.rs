//! The `git` program: asked without a shell, in the folder where we stand, and what is wrong when it does not answer.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use zim_spec::diagnostic::{quoted, visible};

/// Why no spec could be read out of git. `Display` says what to do about it.
#[derive(Debug, thiserror::Error)]
pub(super) enum GitError {
    #[error("the program `git` cannot be run: install it, or name a folder instead of a revision")]
    NoProgram(#[source] io::Error),
    #[error("no git repository here that can be read: go into one, or name a folder instead of a revision")]
    NoRepository(#[source] Said),
    #[error("{} names no git revision: write it as `main:`, `v0.1.0:` or `HEAD~1:zim-spec/spec`", quoted(revision))]
    NotARevision { revision: String },
    #[error("no git revision {}{}", quoted(revision), suggestion(near.as_deref()))]
    NoRevision { revision: String, near: Option<String> },
    #[error(
        "no folder {} in git revision {}: name the one that holds the spec files",
        quoted(folder),
        quoted(revision)
    )]
    NoFolder { revision: String, folder: String },
    #[error("the path {} leads out of the repository: name a folder inside it", shown(path))]
    Outside { path: String },
    #[error("{} is a {kind}: put the file itself there", shown(path))]
    NotAFile { path: String, kind: &'static str },
    #[error("git did not tell {asked}: does `git fsck` find the repository sound?")]
    Answer { asked: &'static str, source: Option<Said> },
    #[error("cannot talk to git")]
    Io(#[from] io::Error),
}

/// What git said when it refused.
#[derive(Debug, thiserror::Error)]
#[error("git says {}", shown(.0))]
pub(super) struct Said(String);

/// A path or a sentence, which is of no use cut short.
fn shown(text: &str) -> String {
    format!("`{}`", visible(text))
}

fn suggestion(near: Option<&str>) -> String {
    match near {
        Some(near) => format!(": did you mean {}?", quoted(near)),
        None => ": `git branch --all` and `git tag` list what there is; others must be fetched first".to_owned(),
    }
}

/// What git prints for `arguments`, or what it says when it refuses. Bytes that are not UTF-8 become U+FFFD.
pub(super) fn ask(arguments: &[&str]) -> Result<Result<String, Said>, GitError> {
    let output = command().args(arguments).stdin(Stdio::null()).output().map_err(GitError::NoProgram)?;
    if output.status.success() {
        return Ok(Ok(String::from_utf8_lossy(&output.stdout).into_owned()));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Err(Said(said.lines().next().unwrap_or("nothing").to_owned())))
}

/// The hash that git prints for `arguments`; `None` if it refuses.
pub(super) fn hash(arguments: &[&str]) -> Result<Option<String>, GitError> {
    let hash = ask(arguments)?.ok().map(|text| text.trim_end().to_owned());
    Ok(hash.filter(|hash| is_hash(hash)))
}

/// The texts of the files with these hashes. One git answers for all, one after the other.
pub(super) fn texts(hashes: impl IntoIterator<Item = String>) -> Result<Vec<String>, GitError> {
    let strange = || GitError::Answer { asked: "what a file of the revision says", source: None };
    let mut child = command()
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(GitError::NoProgram)?;
    let mut questions = child.stdin.take().ok_or_else(strange)?;
    let mut answers = BufReader::new(child.stdout.take().ok_or_else(strange)?);
    let mut texts = Vec::new();
    for hash in hashes {
        questions.write_all(format!("{hash}\n").as_bytes())?;
        questions.flush()?;
        // `<hash> blob <size>`, the bytes, a line break.
        let mut head = String::new();
        answers.read_line(&mut head)?;
        let mut head = head.split_ascii_whitespace().skip(1);
        let (Some("blob"), Some(size)) = (head.next(), head.next().and_then(|size| size.parse::<u64>().ok())) else {
            return Err(strange());
        };
        let mut bytes = Vec::new();
        answers.by_ref().take(size.saturating_add(1)).read_to_end(&mut bytes)?;
        bytes.pop();
        texts.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    drop(questions);
    child.wait()?;
    Ok(texts)
}

/// Whether `text` is a hash as git writes it.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Git as programs want it: in one language, and never asking for a password.
fn command() -> Command {
    let mut command = Command::new("git");
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0");
    command
}
