//! Words of a POSIX shell, for commands that people paste.

/// `text` as one word, whatever it holds.
pub(crate) fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._/:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn words() {
        for (text, expected) in [
            ("12345", "12345"),
            ("", "''"),
            ("it's $HOME", r"'it'\''s $HOME'"),
            ("$(rm -rf ~)`x`", "'$(rm -rf ~)`x`'"),
            ("a\nb", "'a\nb'"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
