//! The page in a browser. Without `chromedriver` these say that they were skipped.

use crate::common::{self, CALL, NOW, SECRET, md5_hex, query, signed};
use crate::driver::{Browser, console};
use crate::sandbox;

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// A request whose signature has two parts in the wrong order, and hostile text in a parameter.
fn send_refused(sandbox: &zim_sandbox::Sandbox) {
    let nonce = common::nonce();
    let mut pairs = signed("CallReject", NOW);
    pairs.retain(|(name, _)| name != "SignatureNonce" && name != "Signature");
    let signature = md5_hex(&format!("{}{SECRET}{nonce}{NOW}", common::APP_ID));
    let hostile = "<img src=x onerror=\"document.title='broken'\">".to_owned();
    pairs.extend([("SignatureNonce".to_owned(), nonce), ("Signature".to_owned(), signature)]);
    pairs.push(("FromUserId".to_owned(), hostile));
    common::send(sandbox, "GET", &query(&pairs), "");
}

#[test]
fn requests_show_as_they_come() {
    let Some(browser) = Browser::start() else { return };
    let sandbox = sandbox();
    console(&browser, &sandbox, "");
    let command = browser.text("#first-request");
    assert!(command.contains(&sandbox.addr().to_string()) && command.contains("$ZIM_SECRET"), "{command}");

    send_refused(&sandbox);
    common::get(&sandbox, "CallReject", &[("FromUserId", "user0"), ("CallId", CALL)]);
    browser.until("document.querySelectorAll('.row').length === 2");
    // The newest comes first; the one before is the refused one.
    browser.press("jj");
    let why = browser.text("#why");
    assert!(why.contains("Refused by the rule “signature”"), "{why}");
    assert!(why.contains("in the order AppId + server secret + SignatureNonce + Timestamp"), "{why}");
    assert!(why.to_lowercase().contains("how to mend it") && why.contains("<ServerSecret>"), "{why}");
    assert_eq!(browser.run("return location.hash"), "#requests/1");
    assert!(browser.text("#params").contains("<img src=x onerror="));
    assert_eq!(browser.run("return document.images.length + document.title"), "0ZIM sandbox");
    assert!(browser.text("#curl").contains("$ZIM_SECRET"));

    // Enter opens, Esc closes; / filters, x hides what was carried out.
    browser.press(ENTER);
    assert_eq!(browser.run("return document.activeElement.id"), "detail");
    browser.press(ESCAPE);
    assert_eq!(browser.run("return location.hash"), "#requests");
    browser.press("x");
    browser.until("document.querySelectorAll('.row').length === 1");
    browser.press("x/");
    browser.fill("#filter", "660900004");
    browser.until("document.querySelectorAll('.row').length === 0");
    common::get(&sandbox, "CallReject", &[("FromUserId", "user0"), ("CallId", "none")]);
    browser.until("document.querySelectorAll('.row').length === 1");
    browser.press(ESCAPE);
    browser.press("?");
    browser.until("document.getElementById('help').open");

    assert!(!browser.run("return document.documentElement.outerHTML").as_str().unwrap().contains(SECRET));
    check_fetched(&browser, &sandbox);
}

#[test]
fn the_form_sends_and_the_state_shows() {
    let Some(browser) = Browser::start() else { return };
    let sandbox = sandbox();
    console(&browser, &sandbox, "#try/CallReject");
    browser.fill("#param-FromUserId", "user0");
    browser.fill("#param-CallId", CALL);
    browser.click("#send");
    let answer = browser.text("#form-answer");
    assert!(answer.contains("\"Code\": 0"), "{answer}");
    assert_eq!(sandbox.received("CallReject"), 1);
    // It is among the requests, and opens in the form again.
    browser.click("#sent a");
    assert!(browser.text("#detail").contains("from this console"));
    browser.click("#again");
    browser.until("document.getElementById('param-FromUserId')?.value === 'user0'");

    // A struct starts with its example, and what breaks a limit says so.
    browser.run("location.hash = '#try/SendPeerMessage'");
    browser.until("document.getElementById('param-MessageBody')?.value.includes('hello world')");
    browser.click("#fill");
    browser.run("document.getElementById('param-Priority').value = '1'");
    browser.fill("#param-FromUserId", &"x".repeat(40));
    browser.click("#send");
    let why = browser.text("#sent");
    assert!(why.contains("FromUserId: at most 32 bytes; it has 45."), "{why}");

    browser.press(ESCAPE);
    browser.run("location.hash = '#state'");
    // Tables, or a word that there are none.
    browser.until("document.querySelector('#tables a, #no-state')");
    browser.click("[data-advance='60000']");
    browser.until(&format!("document.getElementById('clock-note').textContent.includes('{}')", NOW * 1000 + 60_000));
    assert_eq!(sandbox.clock().now(), NOW * 1000 + 60_000);

    assert!(!browser.run("return document.documentElement.outerHTML").as_str().unwrap().contains(SECRET));
    check_fetched(&browser, &sandbox);
}

/// Nothing was fetched but from the sandbox, and the policy had nothing to refuse.
#[track_caller]
fn check_fetched(browser: &Browser, sandbox: &zim_sandbox::Sandbox) {
    let own = format!("{}/_sandbox", sandbox.url());
    let fetched = browser.fetched();
    assert!(fetched.iter().any(|url| url.ends_with("/_sandbox/spec")), "{fetched:?}");
    let foreign = |url: &String| !url.starts_with(&own) && !url.starts_with("data:");
    let foreign: Vec<_> = fetched.iter().filter(|url| foreign(url)).collect();
    assert!(foreign.is_empty(), "fetched from outside: {foreign:?}");
    let complaints = browser.complaints();
    let expected = |text: &String| text.contains("/_sandbox/state");
    assert!(complaints.iter().all(expected), "{complaints:?}");
}
