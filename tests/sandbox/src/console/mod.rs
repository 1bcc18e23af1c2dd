//! The console: a page at `/_sandbox` for people who debug a client, and the routes that it stands on.
//!
//! The page is one document that works offline: its style and its script are parts of it, and its policy
//! (`Content-Security-Policy`) allows those two by their hashes and nothing else, from nowhere else.

mod curl;
pub(crate) mod requests;
mod send;
mod spec;
mod words;

pub(crate) use send::send;
pub(crate) use spec::read as spec;

use crate::control::{Control, Reply, Request};
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const FRAME: &str = include_str!("page/console.html");
const STYLE: &str =
    concat!(include_str!("page/base.css"), include_str!("page/requests.css"), include_str!("page/tools.css"),);
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("page/dom.js"),
    include_str!("page/requests.js"),
    include_str!("page/detail.js"),
    include_str!("page/state.js"),
    include_str!("page/form.js"),
    include_str!("page/main.js"),
);

/// The page and the policy that it is sent with.
struct Page {
    html: String,
    policy: String,
}

static PAGE: LazyLock<Page> = LazyLock::new(|| Page {
    html: FRAME.replace("/*STYLE*/", STYLE).replace("/*SCRIPT*/", SCRIPT),
    policy: format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; connect-src 'self'; img-src data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
        hash(STYLE),
        hash(SCRIPT)
    ),
});

/// `GET`: the page.
pub(crate) fn page(_: &Control, _: &Request<'_>) -> Reply {
    let page = &*PAGE;
    Reply {
        status: 200,
        content_type: "text/html; charset=utf-8",
        headers: vec![
            (CONTENT_SECURITY_POLICY, page.policy.as_str()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (X_FRAME_OPTIONS, "DENY"),
            (REFERRER_POLICY, "no-referrer"),
            (CACHE_CONTROL, "no-store"),
        ],
        body: page.html.clone().into_bytes(),
    }
}

/// How a policy names a part of the page that it allows.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| -> String {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        (0..4)
            .map(|at| match SIGNS.get((bits >> (18 - 6 * at) & 63) as usize) {
                Some(sign) if at <= three.len() => char::from(*sign),
                _ => '=',
            })
            .collect()
    };
    bytes.chunks(3).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::{PAGE, base64, hash};

    #[test]
    fn base64_of_all_lengths() {
        for (bytes, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    /// What stands between two marks.
    fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(inner, _)| inner).unwrap()
    }

    #[test]
    fn the_page_is_all_that_its_policy_allows() {
        for (start, end, directive) in [("<style>", "</style>", "style-src"), ("<script>", "</script>", "script-src")] {
            assert_eq!(PAGE.html.matches(start).count(), 1, "{start}");
            let part = between(&PAGE.html, start, end);
            let allowed = between(&PAGE.policy, &format!("{directive} '"), "'");
            assert_eq!(allowed, hash(part), "{directive}");
        }
        assert!(PAGE.policy.starts_with("default-src 'none';"), "{}", PAGE.policy);
        for unsafe_word in ["unsafe", "http", "*"] {
            assert!(!PAGE.policy.contains(unsafe_word), "{unsafe_word}");
        }
    }

    #[test]
    fn the_page_fetches_nothing_and_makes_no_markup_of_text() {
        for word in [
            "http://",
            "https://",
            "url(",
            "@import",
            "src=",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            " style=",
            " onclick=",
            "cookie",
        ] {
            assert!(!PAGE.html.contains(word), "the page holds `{word}`");
        }
    }
}
