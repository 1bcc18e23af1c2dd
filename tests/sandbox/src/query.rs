//! Decodes a query as web servers do.
//!
//! `%XX` is a byte and `+` is a space, also in names; pairs are separated by `&` alone. Unlike lenient
//! servers this refuses a `%` without two hex digits and bytes that are no UTF-8, because both are mistakes
//! of the client that would otherwise show up as a wrong value.

/// One pair of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name; as it was written if it could not be decoded.
    pub(crate) name: String,
    /// Its value, or what is wrong with the pair, fit to follow the name in a sentence.
    pub(crate) value: Result<String, String>,
}

/// The pairs of `query`, in their order. A pair without `=` has an empty value; an empty pair is dropped.
pub(crate) fn decode(query: &str) -> Vec<Field> {
    query.split('&').filter(|pair| !pair.is_empty()).map(decode_pair).collect()
}

/// The one value of `name`, `None` if it is absent or empty, or what is wrong with it.
pub(crate) fn single<'a>(fields: &'a [Field], name: &str) -> Result<Option<&'a str>, String> {
    let mut named = fields.iter().filter(|field| field.name == name);
    let first = named.next();
    if named.next().is_some() {
        return Err(format!("{name} is given twice"));
    }
    match first.map(|field| &field.value) {
        None => Ok(None),
        Some(Ok(value)) => Ok(Some(value.as_str()).filter(|value| !value.is_empty())),
        Some(Err(reason)) => Err(format!("{name} {reason}")),
    }
}

/// `text` for a query: everything but letters, digits and `-._~` as `%XX`.
pub(crate) fn encode(text: &str) -> String {
    let one = |byte: u8| match char::from(byte) {
        c if c.is_ascii_alphanumeric() || "-._~".contains(c) => c.to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

fn decode_pair(pair: &str) -> Field {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    match decode_text(name) {
        Ok(name) => Field { name, value: decode_text(value) },
        Err(reason) => Field { name: name.to_owned(), value: Err(reason) },
    }
}

fn decode_text(text: &str) -> Result<String, String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = hex_pair(&mut bytes);
                pair.ok_or("holds a `%` that is not followed by two hex digits; send `%` itself as `%25`")?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).map_err(|_| "is not UTF-8".to_owned())
}

/// Reads two hex digits off the front.
fn hex_pair(bytes: &mut std::str::Bytes<'_>) -> Option<u8> {
    let (high, low) = (bytes.next()?, bytes.next()?);
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{decode, single};

    /// Pairs as `name=value`, or `name!` where the pair cannot be decoded.
    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let show = |field: super::Field| match field.value {
            Ok(value) => format!("{}={value}", field.name),
            Err(_) => format!("{}!", field.name),
        };
        assert_eq!(decode(query).into_iter().map(show).collect::<Vec<_>>(), expected, "{query}");
    }

    #[test]
    fn pairs() {
        check("", &[]);
        check("a=b&&c=d&", &["a=b", "c=d"]);
        check("a&b=&=c", &["a=", "b=", "=c"]);
        check("a=b=c;d", &["a=b=c;d"]);
        check("UserIds[]=1&UserIds%5B%5d=2", &["UserIds[]=1", "UserIds[]=2"]);
        check("a=b+c%20d%2B", &["a=b c d+"]);
        check("x=%E4%B8%AD", &["x=\u{4e2d}"]);
        check("x=%E4%B8&y=1", &["x!", "y=1"]);
        check("x=%&y=%4&z=%zz&%=1&w=%+1", &["x!", "y!", "z!", "%!", "w!"]);
        check("x=%00", &["x=\0"]);
    }

    #[test]
    fn single_values() {
        let fields = decode("a=1&b=1&b=1&c=&d=%");
        assert_eq!(single(&fields, "a"), Ok(Some("1")));
        assert_eq!(single(&fields, "b"), Err("b is given twice".to_owned()));
        assert_eq!(single(&fields, "c"), Ok(None));
        assert_eq!(single(&fields, "e"), Ok(None));
        assert!(single(&fields, "d").is_err());
    }
}
