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

/// What paths of a machine start with.
const ROOTS: [&str; 7] = ["/home/", "/Users/", "/root/", "/tmp/", "/var/folders/", "/private/", "file://"];

fn check(context: &Context<'_>, report: &mut Diagnostics) {
    let mut found = Vec::new();
    for (file, source) in report.files().iter().enumerate() {
        let words = words(&source.text).filter_map(|span| Some((look(&source.text, span.clone())?, span)));
        found.extend(words.take(MOST).map(|((what, span), _)| (what, Place { file: FileId(file), span })));
    }
    let _ = context;
    for (what, place) in found {
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
        report.push(Diagnostic::error(LINT.id, message).at(place).help(help));
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    Secret,
    Path,
}

/// The pieces of a text between blanks, quotes and brackets.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |char: char| {
        char.is_whitespace() || matches!(char, '"' | '\'' | '`' | ',' | '{' | '}' | '[' | ']' | '(' | ')' | '<' | '>')
    };
    let mut start = 0;
    text.split(is_end).filter_map(move |word| {
        let span = start..start + word.len();
        // Every character that ends a word is followed by the next.
        start = span.end + text.get(span.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (word.len() >= 6).then_some(span)
    })
}

/// What is wrong with the word at `span`, and where in it.
fn look(text: &str, span: Range<usize>) -> Option<(What, Range<usize>)> {
    let word = text.get(span.clone())?;
    if ROOTS.iter().any(|root| word.starts_with(root) && word.len() > root.len()) || is_drive(word) {
        return Some((What::Path, span));
    }
    if word.starts_with("-----BEGIN") {
        return Some((What::Secret, span));
    }
    // `Name=value&Name=value` as in an address; the value of a key such as `secret: value`.
    let mut start = span.start;
    for piece in word.split('&') {
        let value = piece.rsplit_once('=').map_or(piece, |(_, value)| value);
        let at = start + piece.len() - value.len();
        if is_secret(value) || (is_named_secret(text, at) && is_random(value, 8)) {
            return Some((What::Secret, at..at + value.len()));
        }
        start += piece.len() + 1;
    }
    None
}

/// Whether what stands before byte `at` names a secret: `ServerSecret=`, `token: `.
fn is_named_secret(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '"', '\'']);
    let Some(name) = before.strip_suffix(['=', ':']) else { return false };
    let name = name.trim_end_matches(['"', '\'']).to_ascii_lowercase();
    NAMES.iter().any(|word| name.ends_with(word))
}

/// Whether a word is the likes of a digest or a token by its looks alone.
fn is_secret(word: &str) -> bool {
    let is_hex = word.len() >= 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_token = word.starts_with("eyJ") && word.len() >= 40 && word.contains('.');
    (is_hex && is_random(word, 32)) || is_token
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
        let found: Vec<_> = words(text).filter_map(|span| look(text, span)).collect();
        let found: Vec<(What, &str)> = found.into_iter().map(|(what, span)| (what, text.get(span).unwrap())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn secrets_and_paths_are_seen() {
        let digest = "9193cc662a4c0ec135ec71fb57194b38";
        check(&format!("doc: \"é {digest}\""), &[(What::Secret, digest)]);
        check(&format!("# https://x/?A=1&Signature={digest}&B=2"), &[(What::Secret, digest)]);
        check("ServerSecret=abc123def", &[(What::Secret, "abc123def")]);
        check("{token: abc-123-def}", &[(What::Secret, "abc-123-def")]);
        check("\"secret\": \"abc123def\"", &[(What::Secret, "abc123def")]);
        check("-----BEGIN PRIVATE KEY-----", &[(What::Secret, "-----BEGIN")]);
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
        ] {
            check(text, &[]);
        }
    }
}
