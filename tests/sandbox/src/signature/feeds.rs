//! What a signature is made of: the parts in their order, or what clients take by mistake.

use super::writings::{from_base64, from_hex, hex};
use super::{Parts, hmac, md5};
use std::borrow::Cow;
use zim_spec::model::CommonParams;

/// Something that may have been digested.
pub(super) struct Feed<'a> {
    what: What,
    /// What is wrong with it, fit to follow the signature's name in a sentence; empty if nothing is.
    pub(super) mistake: Cow<'a, str>,
}

/// Bytes, or their digest where that is no md5.
enum What {
    Bytes(Vec<u8>),
    Digest([u8; 16]),
}

impl Feed<'_> {
    pub(super) fn digest(&self) -> [u8; 16] {
        match &self.what {
            What::Bytes(bytes) => md5(bytes),
            What::Digest(digest) => *digest,
        }
    }
}

fn feed<'a>(bytes: impl Into<Vec<u8>>, mistake: impl Into<Cow<'a, str>>) -> Feed<'a> {
    Feed { what: What::Bytes(bytes.into()), mistake: mistake.into() }
}

/// What may have been digested: first what should have been, then the usual mistakes, the likely ones first.
pub(super) fn usual<'a>(
    names: &'a CommonParams,
    parts: &'a Parts<'a>,
    others: impl Iterator<Item = (u32, &'a str)>,
) -> impl Iterator<Item = Feed<'a>> {
    let others = others.map(move |(app_id, secret)| {
        feed(Parts { secret, ..*parts }.joined(), format!("was made with the server secret of application {app_id}"))
    });
    std::iter::once(feed(parts.joined(), ""))
        .chain(endings(parts))
        .chain(orders(names, parts))
        .chain(others)
        .chain(secrets(parts))
        .chain(times(names, parts))
        .chain(nonces(names, parts))
        .chain(separated(names, parts))
        .chain(algorithms(parts))
}

/// Something at the end, or in another encoding.
fn endings<'a>(parts: &Parts<'_>) -> impl Iterator<Item = Feed<'a>> {
    let text = parts.joined();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [
        feed(format!("{text}\n"), "was made with a line end after the parts (`echo` adds one, `printf %s` does not)"),
        feed(format!("{text}\r\n"), "was made with a line end after the parts"),
        feed(format!("{text} "), "was made with a space after the parts"),
        feed(utf16, "was made of UTF-16, not of UTF-8"),
        feed(text.to_lowercase(), "was made of the parts in lower case"),
        feed(text.to_uppercase(), "was made of the parts in upper case"),
    ]
    .into_iter()
}

/// The parts in every order, and some of them alone.
fn orders<'a>(names: &'a CommonParams, parts: &'a Parts<'a>) -> impl Iterator<Item = Feed<'a>> {
    let called = [names.app_id.as_str(), &names.nonce, "server secret", &names.timestamp];
    let all: Vec<(&str, &str)> = called.into_iter().zip(parts.in_order()).collect();
    let subsets = (1u8..16).rev().map(move |mask| {
        all.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, part)| *part).collect::<Vec<_>>()
    });
    subsets.flat_map(move |subset| {
        let left_out: Vec<&str> =
            called.into_iter().filter(|name| !subset.iter().any(|(kept, _)| kept == name)).collect();
        permutations(&subset).into_iter().map(move |order| {
            let (named, texts): (Vec<&str>, Vec<&str>) = order.into_iter().unzip();
            let mistake = match left_out.as_slice() {
                [] => format!("was made of the parts in the order {}", named.join(" + ")),
                missing => format!("was made without {}, of {}", missing.join(" and "), named.join(" + ")),
            };
            feed(texts.concat(), mistake)
        })
    })
}

fn permutations<T: Copy>(items: &[T]) -> Vec<Vec<T>> {
    let Some((first, rest)) = items.split_first() else { return vec![Vec::new()] };
    let insert = |order: Vec<T>| {
        (0..=order.len()).map(move |at| {
            let (before, after) = order.split_at_checked(at).unwrap_or((&order, &[]));
            [before, &[*first], after].concat()
        })
    };
    permutations(rest).into_iter().flat_map(insert).collect()
}

/// A secret that is not quite the right one.
fn secrets<'a>(parts: &'a Parts<'a>) -> impl Iterator<Item = Feed<'a>> {
    let secret = parts.secret;
    let said = |bytes: Vec<u8>, how: &'static str| (bytes, how);
    let mut wrong = vec![
        said(format!("{secret}\n").into(), "with a line end after the server secret"),
        said(format!("{secret}\r\n").into(), "with a line end after the server secret"),
        said(format!("{secret} ").into(), "with a space after the server secret"),
        said(format!(" {secret}").into(), "with a space before the server secret"),
        said(format!("\"{secret}\"").into(), "with the server secret between quotes"),
        said(format!("'{secret}'").into(), "with the server secret between quotes"),
        said(secret.to_uppercase().into(), "with the server secret in upper case"),
        said(secret.to_lowercase().into(), "with the server secret in lower case"),
        said(hex(&md5(secret.as_bytes())).into(), "with the md5 of the server secret"),
    ];
    wrong.extend(from_hex(secret).map(|bytes| said(bytes, "with the bytes that the server secret is hex of")));
    wrong.extend(from_base64(secret).map(|bytes| said(bytes, "with the bytes that the server secret is base64 of")));
    let cut = (1..=4).flat_map(|count| {
        let end = secret.len().checked_sub(count).and_then(|end| secret.get(..end));
        end.into_iter().chain(secret.get(count..)).filter(|rest| !rest.is_empty())
    });
    wrong.extend(cut.map(|rest| said(rest.into(), "with a server secret that lacks characters at one end")));
    let placeholders = [
        "ServerSecret",
        "serverSecret",
        "server_secret",
        "SERVER_SECRET",
        "<ServerSecret>",
        "secret",
        "null",
        "None",
        "undefined",
    ];
    wrong.extend(placeholders.map(|word| said(word.into(), "with a placeholder in place of the server secret")));
    wrong.into_iter().map(move |(secret, how)| {
        let bytes = [parts.app_id.as_bytes(), parts.nonce.as_bytes(), &secret, parts.timestamp.as_bytes()].concat();
        feed(bytes, format!("was made {how}"))
    })
}

/// A time that is not the one that was sent.
fn times<'a>(names: &'a CommonParams, parts: &'a Parts<'a>) -> impl Iterator<Item = Feed<'a>> {
    let timestamp = &names.timestamp;
    let sent = parts.timestamp.parse::<i64>().ok();
    let at = |time: i64| Parts { timestamp: &time.to_string(), ..*parts }.joined();
    let near = (1..=10).flat_map(|by| [by, -by]).filter_map(move |by| sent?.checked_add(by).map(|time| (time, by)));
    let near = near.map(move |(time, by)| {
        let how = if by > 0 { "later" } else { "earlier" };
        let by = by.unsigned_abs();
        feed(at(time), format!("was made with a time {by} s {how} than {timestamp}: take it once, for both"))
    });
    let milliseconds = (0..1000).filter_map(move |ms| sent?.checked_mul(1000)?.checked_add(ms));
    let milliseconds = milliseconds.map(move |time| {
        feed(at(time), format!("was made with the time in milliseconds, which {timestamp} has in seconds"))
    });
    near.chain(milliseconds)
}

/// The nonce as it is not sent.
fn nonces<'a>(names: &'a CommonParams, parts: &'a Parts<'a>) -> impl Iterator<Item = Feed<'a>> {
    let encoded = |kept: &'static str| -> String {
        let one = |byte: u8| match char::from(byte) {
            c if c.is_ascii_alphanumeric() || kept.contains(c) => c.to_string(),
            _ => format!("%{byte:02X}"),
        };
        parts.nonce.bytes().map(one).collect()
    };
    let wrong = [
        (encoded("-._~"), "percent-encoded"),
        (encoded("-._*").replace("%20", "+"), "percent-encoded"),
        (parts.nonce.replace(' ', "+"), "before `+` was decoded as a space: percent-encode it in the query"),
        (parts.nonce.to_uppercase(), "in upper case"),
        (parts.nonce.to_lowercase(), "in lower case"),
        (parts.nonce.replace('-', ""), "without its hyphens"),
    ];
    wrong.into_iter().map(move |(nonce, how)| {
        feed(Parts { nonce: &nonce, ..*parts }.joined(), format!("was made with {} {how}", names.nonce))
    })
}

/// Something between the parts.
fn separated<'a>(names: &'a CommonParams, parts: &'a Parts<'a>) -> impl Iterator<Item = Feed<'a>> {
    let signs = ["&", ",", ":", "-", "_", "+", "|", ".", ";", "/", " ", "\n"];
    let orders = permutations(&parts.in_order());
    let between = signs.into_iter().flat_map(move |sign| {
        let joined: Vec<String> = orders.iter().map(|order| order.join(sign)).collect();
        let mistake = format!("was made with `{}` between the parts", sign.escape_debug());
        joined.into_iter().map(move |text| feed(text, mistake.clone()))
    });
    let secret_names = ["ServerSecret", "Secret", "serverSecret", "server_secret", "key"];
    let named = secret_names.into_iter().flat_map(move |secret| {
        let called = [names.app_id.as_str(), &names.nonce, secret, &names.timestamp];
        let pairs: Vec<(&str, &str)> = called.into_iter().zip(parts.in_order()).collect();
        permutations(&pairs).into_iter().flat_map(|order| {
            let text = |equals: &str, between: &str| {
                let pairs: Vec<String> = order.iter().map(|(name, part)| format!("{name}{equals}{part}")).collect();
                pairs.join(between)
            };
            [text("=", "&"), text("=", ""), text("", "")]
        })
    });
    between.chain(
        named.map(|text| feed(text, "was made with the names of the parts, where their values alone are signed")),
    )
}

/// Another way of signing.
fn algorithms<'a>(parts: &'a Parts<'a>) -> impl Iterator<Item = Feed<'a>> {
    let Parts { app_id, nonce, secret, timestamp } = *parts;
    let texts = permutations(&[app_id, nonce, timestamp]).into_iter().map(|order| order.concat());
    let keyed = texts.chain([parts.joined()]).map(move |text| Feed {
        what: What::Digest(hmac(secret.as_bytes(), text.as_bytes())),
        mistake: "is HMAC-MD5, where plain md5 is wanted".into(),
    });
    let twice = [md5(parts.joined().as_bytes()).to_vec(), parts.signature().into_bytes()];
    keyed.chain(twice.map(|bytes| feed(bytes, "was digested twice")))
}
