//! Each usual mistake is recognised; what is none is not.

use super::writings::{from_hex, hex};
use super::{Parts, Wrong, hmac, md5, wrong};
use zim_spec::model::CommonParams;

const PARTS: Parts<'_> = Parts {
    app_id: "12345",
    nonce: "4fd24687296dd9f3",
    secret: "9193cc662a4c0ec135ec71fb57194b38",
    timestamp: "1615186943",
};
const RIGHT: &str = "43e5cfcca828314675f91b001390566a";
const WANTED: &str = "the md5, in lower-case hex, of `123454fd24687296dd9f3<ServerSecret>1615186943` (AppId + SignatureNonce + server secret + Timestamp)";

fn names() -> CommonParams {
    zim_spec::shipped().unwrap().service.common
}

/// A signature, and what is said of it.
#[track_caller]
fn check_of(names: &CommonParams, parts: &Parts<'_>, signature: &str, expected: &str) {
    let others = [(54321, "aaaabbbbccccdddd")];
    let Wrong { message: said, mend } = wrong(names, parts, signature, others.into_iter());
    assert!(mend.iter().all(|mend| !mend.contains(parts.secret) && !mend.contains("No usual mistake")), "{mend:?}");
    assert!(said.starts_with(&format!("Signature {expected}; send the md5, in lower-case hex, of ")), "{said}");
    assert!(!said.contains(parts.secret), "{said}");
}

fn digest(text: &str) -> String {
    hex(&md5(text.as_bytes()))
}

#[test]
fn documented_vector() {
    assert_eq!(PARTS.signature(), RIGHT);
}

#[test]
fn what_is_no_usual_mistake_is_told_what_to_sign() {
    for signature in ["0", "", "é", "00", &digest("something else"), &"f".repeat(100), "=", "====", "0x"] {
        let said = wrong(&names(), &PARTS, signature, std::iter::empty());
        assert_eq!(said.message, format!("Signature is not {WANTED}"), "{signature}");
        let [secret, shell] = said.mend;
        assert!(secret.starts_with("No usual mistake explains it"), "{secret}");
        assert!(shell.ends_with(r#"`printf %s 12345 4fd24687296dd9f3 "$ZIM_SECRET" 1615186943 | md5sum`"#), "{shell}");
    }
    let empty = Parts { app_id: "", nonce: "", secret: "", timestamp: "" };
    wrong(&names(), &empty, RIGHT, std::iter::empty());
}

#[test]
fn digests_written_wrongly() {
    let names = names();
    for (signature, expected) in [
        ("43E5CFCCA828314675F91B001390566A", "is in upper case"),
        ("43e5CFCCA828314675F91B001390566a", "is in upper case"),
        ("43-E5-CF-CC-A8-28-31-46-75-F9-1B-00-13-90-56-6A", "has signs between the bytes of its hex"),
        ("43:e5:cf:cc:a8:28:31:46:75:f9:1b:00:13:90:56:6a", "has signs between the bytes of its hex"),
        ("0x43e5cfcca828314675f91b001390566a", "begins with 0x"),
        ("43e5cfcca828314675f91b001390566a  -", "holds more than the hex of the digest"),
        ("43e5cfcca828314675f91b001390566a\n", "holds more than the hex of the digest"),
        ("\"43e5cfcca828314675f91b001390566a\"", "holds more than the hex of the digest"),
        ("Q+XPzKgoMUZ1+RsAE5BWag==", "is base64 of the digest"),
        ("Q XPzKgoMUZ1 RsAE5BWag==", "is base64 of the digest"),
        ("Q-XPzKgoMUZ1-RsAE5BWag", "is base64 of the digest"),
        ("NDNlNWNmY2NhODI4MzE0Njc1ZjkxYjAwMTM5MDU2NmE=", "is base64 of the hex"),
        ("43e5cfcca828314675f91b01390566a", "lacks the zeros with which bytes of its hex begin"),
        ("a828314675f91b00", "is the middle of the digest alone"),
        ("43e5cfcca8283146", "is the start of the digest alone"),
        ("da39a3ee5e6b4b0d3255bfef95601890afd80709", "is as long as the hex of SHA-1, with which callbacks are signed"),
    ] {
        check_of(&names, &PARTS, signature, expected);
    }
    check_of(&names, &PARTS, &"0a".repeat(32), "is as long as the hex of SHA-256");
    check_of(&names, &PARTS, &"0a".repeat(64), "is as long as the hex of SHA-384 or SHA-512");
    // A digest that begins with a zero, written as a number.
    let nonce =
        (0..).map(|nonce| nonce.to_string()).find(|nonce| Parts { nonce, ..PARTS }.signature().starts_with("01"));
    let parts = Parts { nonce: &nonce.unwrap(), ..PARTS };
    check_of(&names, &parts, parts.signature().strip_prefix('0').unwrap(), "lacks the zeros with which its hex begins");
}

#[test]
fn digests_of_something_else() {
    let names = names();
    let Parts { app_id: a, nonce: n, secret: s, timestamp: t } = PARTS;
    let bytes = from_hex(s).unwrap();
    let of_bytes = hex(&md5(&[a.as_bytes(), n.as_bytes(), &bytes, t.as_bytes()].concat()));
    let utf16: Vec<u8> = format!("{a}{n}{s}{t}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (signature, expected) in [
        (
            digest(&format!("{a}{n}{s}{t}\n")),
            "was made with a line end after the parts (`echo` adds one, `printf %s` does not)",
        ),
        (
            digest(&format!("{a}{s}{n}{t}")),
            "was made of the parts in the order AppId + server secret + SignatureNonce + Timestamp",
        ),
        (
            digest(&format!("{t}{s}{n}{a}")),
            "was made of the parts in the order Timestamp + server secret + SignatureNonce + AppId",
        ),
        (digest(&format!("{a}{n}{t}")), "was made without server secret, of AppId + SignatureNonce + Timestamp"),
        (digest(&format!("{a}{s}{t}")), "was made without SignatureNonce, of AppId + server secret + Timestamp"),
        (digest(&format!("{s}{t}")), "was made without AppId and SignatureNonce, of server secret + Timestamp"),
        (digest(&format!("{a}&{n}&{s}&{t}")), "was made with `&` between the parts"),
        (digest(&format!("{a}\n{n}\n{s}\n{t}")), "was made with `\\n` between the parts"),
        (
            digest(&format!("AppId={a}&SignatureNonce={n}&ServerSecret={s}&Timestamp={t}")),
            "was made with the names of the parts, where their values alone are signed",
        ),
        (digest(&format!("{a}{n}{s}{t}000")), "was made with the time in milliseconds, which Timestamp has in seconds"),
        (digest(&format!("{a}{n}{s}{t}789")), "was made with the time in milliseconds, which Timestamp has in seconds"),
        (
            digest(&format!("{a}{n}{s}1615186944")),
            "was made with a time 1 s later than Timestamp: take it once, for both",
        ),
        (
            digest(&format!("{a}{n}{s}1615186941")),
            "was made with a time 2 s earlier than Timestamp: take it once, for both",
        ),
        (digest(&format!("{a}{n}aaaabbbbccccdddd{t}")), "was made with the server secret of application 54321"),
        (digest(&format!("{a}{n}{s}\n{t}")), "was made with a line end after the server secret"),
        (digest(&format!("{a}{n}\"{s}\"{t}")), "was made with the server secret between quotes"),
        (digest(&format!("{a}{n}{}{t}", s.to_uppercase())), "was made with the server secret in upper case"),
        (
            digest(&format!("{a}{n}{}{t}", s.get(..31).unwrap())),
            "was made with a server secret that lacks characters at one end",
        ),
        (digest(&format!("{a}{n}ServerSecret{t}")), "was made with a placeholder in place of the server secret"),
        (of_bytes, "was made with the bytes that the server secret is hex of"),
        (digest(&format!("{a}{n}{}{t}", digest(s))), "was made with the md5 of the server secret"),
        (digest(&format!("{a}{}{s}{t}", n.to_uppercase())), "was made with SignatureNonce in upper case"),
        (hex(&md5(&utf16)), "was made of UTF-16, not of UTF-8"),
        (hex(&hmac(s.as_bytes(), format!("{a}{n}{t}").as_bytes())), "is HMAC-MD5, where plain md5 is wanted"),
        (digest(RIGHT), "was digested twice"),
        (
            digest(&format!("{a}{n}{s}{t}000")).to_uppercase(),
            "is in upper case, and was made with the time in milliseconds, which Timestamp has in seconds",
        ),
    ] {
        check_of(&names, &PARTS, &signature, expected);
    }
}

#[test]
fn nonces_that_change_on_the_way() {
    let names = names();
    let parts = Parts { nonce: "a+b/c d-e=", ..PARTS };
    let of = |nonce: &str| Parts { nonce, ..parts }.signature();
    for (nonce, expected) in [
        ("a%2Bb%2Fc%20d-e%3D", "percent-encoded"),
        ("a%2Bb%2Fc+d-e%3D", "percent-encoded"),
        ("a+b/c+d-e=", "before `+` was decoded as a space: percent-encode it in the query"),
        ("a+b/c de=", "without its hyphens"),
    ] {
        check_of(&names, &parts, &of(nonce), &format!("was made with SignatureNonce {expected}"));
    }
}

/// The vectors of RFC 2202.
#[test]
fn keyed_digests() {
    assert_eq!(hex(&hmac(b"Jefe", b"what do ya want for nothing?")), "750c783e6ab0b503eaa86e310a5db738");
    let long = b"Test Using Larger Than Block-Size Key - Hash Key First";
    assert_eq!(hex(&hmac(&[0xaa; 80], long)), "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd");
}
