//! Numbers as a person writes them: `660_900_005`, without a suffix.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A whole number, grouped from five digits on.
pub(super) fn int(value: impl Into<i128>) -> TokenStream {
    let value = value.into();
    let digits = value.unsigned_abs().to_string();
    let text = if digits.len() < 5 { digits } else { grouped(&digits) };
    // Digits and underscores are always a literal; zero is never reached.
    let literal: Literal = text.parse().unwrap_or_else(|_| Literal::u8_unsuffixed(0));
    if value < 0 { quote!(-#literal) } else { quote!(#literal) }
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_from_five_digits_on() {
        let cases: [(i128, &str); 6] = [
            (0, "0"),
            (2048, "2048"),
            (10_000, "10_000"),
            (660_900_005, "660_900_005"),
            (-1, "- 1"),
            (i64::MIN.into(), "- 9_223_372_036_854_775_808"),
        ];
        for (value, expected) in cases {
            assert_eq!(int(value).to_string(), expected, "int({value})");
        }
    }
}
