//! `secret-in-text`: a secret, or a path of somebody's machine, in a file.

use super::Lint;
use super::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Place};
use std::ops::Range;

pub(super) const LINT: Lint = Lint::new(
    "secret-in-text",
    "what looks like a secret, or a path of somebody's machine",
    "Everything in a spec is published: texts and examples become documentation, comments stay in the repository. Server secrets, signatures, tokens and keys have no place there, nor has what one machine's folders are called. Whoever reads a finding sees the place, not the secret. A secret that was committed is known: replace it at ZEGO. What only looks like one can be allowed with a reason.",
    check,
)
.allowable();

/// How many findings of this kind a file gets before the rest goes without saying.
const MOST: usize = 50;

/// Words after which, behind `=` or `:`, a secret stands.
const NAMES: [&str; 9] =
    ["secret", "password", "passwd", "token", "signature", "apikey", "api_key", "accesskey", "access_key"];

/// What paths of a machine start with, on the systems that people write specs on. None of them is a path of ours: this is
/// what the lint looks for.
const ROOTS: [&str; 7] = ["/home/", "/Users/", "/root/", "/tmp/", "/var/folders/", "/private/", "file://"];

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    let files = report.files().iter().enumerate();
    let found: Vec<(FileId, Vec<Piece>)> = files.map(|(file, source)| (FileId(file), look(&source.text))).collect();
    for (file, pieces) in found {
        let is_read = context.documents.allowances().any(|(read, ..)| read == file);
        for (position, (what, span)) in pieces.into_iter().enumerate() {
            let place = Place { file, span };
            let (message, help) = match what {
                What::Secret => {
                    report.hide(place.clone());
                    (
                        "this looks like a secret",
                        "remove it, and replace it at ZEGO if it was one; `…` will do in an example",
                    )
                }
                What::Path => {
                    ("this looks like a path of somebody's machine", "remove it, or write a path below the project")
                }
            };
            // What a file that could not be read allows is not known.
            if position < MOST && is_read {
                report.push(Diagnostic::error(LINT.id, message).at(place).help(help));
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    Secret,
    Path,
}

/// What is wrong with a piece of a text.
type Piece = (What, Range<usize>);

/// Every secret and path of a text.
fn look(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    // A key in several lines ends where it says so.
    let mut hidden_to = 0;
    for span in words(text) {
        let Some(word) = text.get(span.clone()) else { continue };
        if span.start < hidden_to || is_prose(word) {
            continue;
        }
        if word.starts_with("-----BEGIN") {
            let end = text.get(span.end..).and_then(|rest| rest.find("-----END").map(|at| span.end + at));
            hidden_to = end.unwrap_or(span.end);
            found.push((What::Secret, span.start..hidden_to));
        } else if ROOTS.iter().any(|root| word.starts_with(root) && word.len() > root.len()) || is_drive(word) {
            found.push((What::Path, span));
        } else {
            secrets(text, word, span.start, &mut found);
        }
    }
    found
}

/// Whether a word has nothing that any secret or path has, which most have not.
fn is_prose(word: &str) -> bool {
    word.len() < 40 && !word.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'=' | b':' | b'/' | b'-'))
}

/// The pieces of a text between blanks, quotes and brackets.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |char: char| {
        !char.is_ascii_alphanumeric()
            && (char.is_whitespace()
                || matches!(char, '"' | '\'' | '`' | ',' | '{' | '}' | '[' | ']' | '(' | ')' | '<' | '>'))
    };
    let mut start = 0;
    text.split(is_end).filter_map(move |word| {
        let span = start..start + word.len();
        // Every character that ends a word is followed by the next.
        start = span.end + text.get(span.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (word.len() >= 6).then_some(span)
    })
}

/// The secrets in a word that starts at byte `start`: `Name=value&Name=value` as in an address, the value of a key such
/// as `secret: value`, a password before a host.
fn secrets(text: &str, word: &str, mut start: usize, found: &mut Vec<Piece>) {
    if let Some((scheme, rest)) = word.split_once("://")
        && let Some((user, _)) = rest.split_once('@').filter(|(user, _)| user.contains(':') && !user.contains('/'))
    {
        let at = start + scheme.len() + "://".len();
        found.push((What::Secret, at..at + user.len()));
        return;
    }
    for piece in word.split(['&', '?', ';']) {
        let name = piece.find(['=', ':']).map_or(0, |at| at + 1);
        let value = piece.get(name..).unwrap_or_default().trim_end_matches(['.', ':', '!', '?', '=']);
        let at = start + name;
        if is_secret(value) || (is_named_secret(text, at) && is_random(value, 12)) {
            found.push((What::Secret, at..at + value.len()));
        }
        start += piece.len() + 1;
    }
}

/// Whether what stands before byte `at` names a secret: `ServerSecret=`, `token: `.
fn is_named_secret(text: &str, at: usize) -> bool {
    let start = at.saturating_sub(24);
    let Some(before) = (start..=at).find_map(|start| text.get(start..at)) else { return false };
    let before = before.trim_end_matches([' ', '"', '\'']);
    let Some(name) = before.strip_suffix(['=', ':']) else { return false };
    let name = name.trim_end_matches(['"', '\'']).to_ascii_lowercase();
    NAMES.iter().any(|word| name.ends_with(word))
}

/// Whether a word is the likes of a digest or a token by its looks alone.
fn is_secret(word: &str) -> bool {
    let is_hex = word.len() >= 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_token = word.starts_with("eyJ") && word.len() >= 40 && word.contains('.');
    let is_key = |prefix: &str, rest: usize| word.strip_prefix(prefix).is_some_and(|key| is_random(key, rest));
    (is_hex && is_random(word, 32)) || is_token || is_key("AKIA", 16) || is_key("sk_live_", 8)
}

/// Whether a word of at least so many characters has both digits and letters, and nothing that a sentence has.
fn is_random(word: &str, least: usize) -> bool {
    word.len() >= least
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=_-.".contains(&byte))
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether a word starts with the likes of `C:\`.
fn is_drive(word: &str) -> bool {
    matches!(word.as_bytes(), [drive, b':', b'\\', _, ..] if drive.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(What, &str)]) {
        let found = look(text).into_iter().map(|(what, span)| (what, text.get(span).unwrap()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn secrets_and_paths_are_seen() {
        let digest = "9193cc662a4c0ec135ec71fb57194b38";
        let other = "0193cc662a4c0ec135ec71fb57194b30";
        check(&format!("doc: \"é {digest}\""), &[(What::Secret, digest)]);
        check(&format!("doc: The secret is {digest}."), &[(What::Secret, digest)]);
        check(
            &format!("# https://x/?A=1&Signature={digest}&ServerSecret={other}"),
            &[(What::Secret, digest), (What::Secret, other)],
        );
        check("ServerSecret=abc123def456", &[(What::Secret, "abc123def456")]);
        check("{token: abc-123-def-456}", &[(What::Secret, "abc-123-def-456")]);
        check("\"secret\": \"abc123def456\"", &[(What::Secret, "abc123def456")]);
        check("https://ann:pass1@host/x", &[(What::Secret, "ann:pass1")]);
        check(
            "AKIAIOSFODNN7EXAMPL3 sk_live_4eC39HqLy",
            &[(What::Secret, "AKIAIOSFODNN7EXAMPL3"), (What::Secret, "sk_live_4eC39HqLy")],
        );
        let key = "-----BEGIN KEY-----\n  MIIabc\n  ";
        check(&format!("{key}-----END KEY-----"), &[(What::Secret, key)]);
        check("see /home/ann/spec and C:\\work\\x", &[(What::Path, "/home/ann/spec"), (What::Path, "C:\\work\\x")]);
    }

    #[test]
    fn ordinary_texts_are_let_through() {
        for text in [
            "example: \"12261423186766631832\"",
            "signature: Signature",
            "signature_version: SignatureVersion",
            "page: zim-server/call-invitation/reject-a-call-invitation",
            "chars: \"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\"",
            "md5(AppId + SignatureNonce + ServerSecret + Timestamp)",
            "https://zim-api.zego.im/?Action=CallReject",
            "token: required",
            "token: v2.0-beta",
            "https://host/x@y:z",
        ] {
            check(text, &[]);
        }
    }
}
