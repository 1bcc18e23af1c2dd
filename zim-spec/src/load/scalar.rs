//! What a scalar written without quotes is, by YAML's core schema.

/// A scalar's value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    /// A whole number too large for 64 bits with a sign.
    Large(u64),
    /// A whole number that 64 bits do not hold.
    TooLarge,
    Float(f64),
    Text,
}

/// What `text`, written without quotes, is.
pub(super) fn resolve(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Scalar::Float(f64::NEG_INFINITY),
        _ => number(text),
    }
}

fn number(text: &str) -> Scalar {
    if let Some(digits) = text.strip_prefix("0x").filter(|digits| all(digits, |byte| byte.is_ascii_hexdigit())) {
        return whole(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o").filter(|digits| all(digits, |byte| matches!(byte, b'0'..=b'7'))) {
        return whole(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if all(unsigned, |byte| byte.is_ascii_digit()) {
        return whole(text, 10);
    }
    // Rust reads more than YAML does, such as `inf`: only what is made of these characters and has a digit.
    let fits = all(unsigned, |byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'-' | b'+'));
    let starts = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    match text.parse() {
        Ok(float) if fits && starts => Scalar::Float(float),
        _ => Scalar::Text,
    }
}

fn all(text: &str, accepts: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(accepts)
}

fn whole(digits: &str, radix: u32) -> Scalar {
    match (i64::from_str_radix(digits, radix), u64::from_str_radix(digits, radix)) {
        (Ok(int), _) => Scalar::Int(int),
        (_, Ok(large)) => Scalar::Large(large),
        _ => Scalar::TooLarge,
    }
}

#[cfg(test)]
mod tests {
    use super::{Scalar, resolve};

    #[track_caller]
    fn check(text: &str, expected: Scalar) {
        assert_eq!(resolve(text), expected, "{text}");
    }

    #[test]
    fn follows_the_core_schema() {
        check("", Scalar::Null);
        check("~", Scalar::Null);
        check("nUll", Scalar::Text);
        check("True", Scalar::Bool(true));
        check("yes", Scalar::Text);
        check("007", Scalar::Int(7));
        check("-9223372036854775808", Scalar::Int(i64::MIN));
        check("9223372036854775808", Scalar::Large(1 << 63));
        check("18446744073709551616", Scalar::TooLarge);
        check("-9223372036854775809", Scalar::TooLarge);
        check("0x1F", Scalar::Int(31));
        check("0o17", Scalar::Int(15));
        check("0o8", Scalar::Text);
        check("0x", Scalar::Text);
        check("2.0", Scalar::Float(2.0));
        check("+1e3", Scalar::Float(1000.0));
        check(".5", Scalar::Float(0.5));
        check(".", Scalar::Text);
        check("-", Scalar::Text);
        check("inf", Scalar::Text);
        check("e5", Scalar::Text);
        check("1_000", Scalar::Text);
        check("2026-11-22", Scalar::Text);
        check("20/s", Scalar::Text);
        check("600s", Scalar::Text);
    }
}
