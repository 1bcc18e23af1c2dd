//! Texts that a spec may have, and that must stay texts.

/// Everything that Markdown, rustdoc, YAML or a Rust lexer could stumble over.
pub const TEXTS: &[&str] = &[
    "*/ fn main() {} /*",
    "\"] #[deny(warnings)] #[doc = \"",
    "\\\" \\\\ \\n \\u{41} \\",
    "    let indented = \"code\"; panic!();",
    "```rust\npanic!(\"a doctest\")\n```",
    "~~~\npanic!()\n~~~",
    "[links] and [CallReject](nowhere) and [x][y] and ![image](x)",
    "[ref]: http://example.org",
    "<script>alert(1)</script> <b> </i> <Option<T>> &amp; &nbsp;",
    "{} {0} {name} {{}} {:?}",
    "a ` tick, `` two, ```three",
    "# Panics\n# Safety\n\n===\n---",
    "- a\n- b\n1. c\n2) d\n+ e\n> quote",
    "| a | b |\n|---|---|\n| c | d |",
    "https://example.org/?a=b&c=[d] http://x www.example.org",
    "line one\nline two\n\n\n\nline three",
    "r#\"raw\"# b'x' 'lifetime //! inner /// outer // @generated",
    "`code` `[Option]` `a*b` `` ` ``",
    "::std::process::exit(1); #![allow(warnings)] macro_rules! x { () => {} }",
    "$x$ $$y$$ @user #123 :smile:",
    "word",
    "r#\"raw\"#'",
    "中文，与 emoji 🎉, e\u{301}",
    "null",
    "yes: no # comment",
    "a sentence that goes on for so long that it must be broken, at some place that nobody chose, into the lines of a \
     documentation comment, `with code in it that is itself longer than anybody would want it to be in any line at all`",
];
