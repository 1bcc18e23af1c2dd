//! A request as commands of a shell that send it again, signed afresh by the shell.

use crate::clock::Clock;
use crate::journal::Entry;
use crate::{query, shell};
use zim_spec::model::{CommonParams, Spec};

/// How far the sandbox's clock may be from the system's for `date` to serve, in milliseconds.
const NEAR: u64 = 60_000;

/// The request with a fresh nonce, time and signature. The secret is taken from `$ZIM_SECRET`.
pub(super) fn of(spec: &Spec, entry: &Entry, host: &str, clock: &Clock) -> String {
    let names = &spec.service.common;
    let app_id = entry.named_app.as_deref().unwrap_or_default();
    let action = entry.named_action.as_deref().unwrap_or_default();
    let common = names.names();
    let others = entry.query.text.split('&').filter(|pair| {
        let name = query::decode(pair).into_iter().next().map(|field| field.name);
        name.is_some_and(|name| !common.contains(&name.as_str()))
    });
    let others: String = others.map(|pair| format!("&{}", for_double_quotes(pair))).collect();
    let target = Target { path: &entry.path, action, app_id, others: &others };
    let body = (!entry.body.text.is_empty()).then_some(entry.body.text.as_str());
    let mut script = String::new();
    if entry.query.cut || entry.body.cut {
        script.push_str("# The request was too long to be kept whole: this is its start.\n");
    }
    script.push_str(&signed(spec, host, clock, &entry.method, &target, body));
    script
}

/// A first request of `action` with these parameters in the query.
pub(super) fn first(spec: &Spec, host: &str, clock: &Clock, app_id: u32, action: &str, others: &str) -> String {
    let app_id = app_id.to_string();
    let target = Target { path: "/", action, app_id: &app_id, others };
    signed(spec, host, clock, "GET", &target, None)
}

/// Where a request goes, with what does not change in its query.
struct Target<'a> {
    path: &'a str,
    action: &'a str,
    app_id: &'a str,
    /// The other parameters, each after a `&`, fit to stand in double quotes.
    others: &'a str,
}

fn signed(spec: &Spec, host: &str, clock: &Clock, method: &str, target: &Target<'_>, body: Option<&str>) -> String {
    let CommonParams { action, app_id, nonce, timestamp, signature_version, signature, .. } = &spec.service.common;
    let version = &spec.service.signing.version;
    let Target { path, action: name, app_id: number, others } = target;
    let (name, number) = (for_double_quotes(&query::encode(name)), for_double_quotes(&query::encode(number)));
    let path = for_double_quotes(path);
    let now = if clock.now().abs_diff(Clock::system().now()) < NEAR {
        "$(date +%s)".to_owned()
    } else {
        // The sandbox's own time, without its milliseconds.
        format!("$(curl -sS http://{host}/_sandbox/clock | tr -dc 0-9 | sed 's/...$//')")
    };
    let method = match (method, body) {
        ("GET", None) => String::new(),
        (method, _) => format!("-X {} ", shell::word(method)),
    };
    let body = body.map_or(String::new(), |body| {
        format!(" \\\n  -H 'Content-Type: application/json' --data-raw {}", shell::word(body))
    });
    format!(
        ": \"${{ZIM_SECRET:?the server secret}}\"\n\
         nonce=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n'); now={now}\n\
         sign=$(printf %s \"{number}$nonce$ZIM_SECRET$now\" | {{ md5sum 2>/dev/null || md5; }} | cut -c1-32)\n\
         curl -sS {method}\"http://{host}{path}?{action}={name}&{app_id}={number}&{nonce}=$nonce&{timestamp}=$now\
         &{signature_version}={version}&{signature}=$sign{others}\"{body}\n"
    )
}

/// `text` without a meaning of its own between double quotes. Curl's own signs for several addresses are encoded.
fn for_double_quotes(text: &str) -> String {
    let one = |c: char| match c {
        '"' | '$' | '`' | '\\' | '[' | ']' | '{' | '}' | '!' => query::encode(c.encode_utf8(&mut [0; 4])),
        c if c.is_control() || c == ' ' => query::encode(c.encode_utf8(&mut [0; 4])),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::for_double_quotes;

    #[test]
    fn nothing_that_was_sent_is_a_command() {
        assert_eq!(for_double_quotes("a=$(rm -rf ~)`x`\"\\\n[]"), "a=%24(rm%20-rf%20~)%60x%60%22%5C%0A%5B%5D");
    }
}
