//! A browser, driven through WebDriver: `chromedriver` is started, and spoken to over HTTP.

use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use zim_sandbox::Sandbox;

/// Set where a missing browser is a failure: `.ci/run` does.
const REQUIRED: &str = "ZIM_BROWSER_REQUIRED";

/// A browser with one page.
pub(crate) struct Browser {
    driver: Child,
    /// Kept, for the driver may write to it.
    _lines: Lines<BufReader<ChildStdout>>,
    session: String,
}

impl Browser {
    /// Starts one that reaches nothing but 127.0.0.1. `None`, and a word about it, if there is no `chromedriver`.
    pub(crate) fn start() -> Option<Self> {
        // The driver takes a free port and may lose it again before it listens on all its addresses.
        let launched = (0..10).find_map(|_| launch().transpose());
        let Launched { driver, lines, port } = match launched.unwrap_or(Err(io::ErrorKind::AddrInUse.into())) {
            Ok(launched) => launched,
            Err(error) => {
                assert!(std::env::var_os(REQUIRED).is_none(), "{REQUIRED} is set, but chromedriver: {error}");
                eprintln!("skipped: chromedriver does not start ({error}); install chromium and chromium-driver");
                return None;
            }
        };
        let mut browser = Self { driver, _lines: lines, session: format!("http://127.0.0.1:{port}/session") };
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-first-run",
            "--window-size=1400,900",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ];
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
            "timeouts": {"script": 20_000},
        });
        let session = browser.call("POST", "", &json!({"capabilities": {"alwaysMatch": wanted}}));
        browser.session = format!("{}/{}", browser.session, session["sessionId"].as_str().unwrap());
        Some(browser)
    }

    pub(crate) fn open(&self, url: &str) {
        self.call("POST", "/url", &json!({ "url": url }));
    }

    /// Runs a script that returns something.
    #[track_caller]
    pub(crate) fn run(&self, script: &str) -> Value {
        self.call("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression is true; gives what it is then.
    #[track_caller]
    pub(crate) fn until(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; const look = () => {{ let it; try {{ it = ({expression}); }} catch (e) {{}} \
             if (it) done(it); else setTimeout(look, 20); }}; look();"
        );
        self.call("POST", "/execute/async", &json!({"script": script, "args": []}))
    }

    /// The text that an element shows, once it is there.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        self.until(&format!("document.querySelector({selector:?})?.innerText")).as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.call("POST", &format!("/element/{element}/click"), &json!({}));
    }

    /// Types into an element.
    #[track_caller]
    pub(crate) fn fill(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.call("POST", &format!("/element/{element}/value"), &json!({ "text": text }));
    }

    /// Presses keys, wherever the focus is.
    #[track_caller]
    pub(crate) fn press(&self, keys: &str) {
        let pressed = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})));
        let actions = json!([{"type": "key", "id": "keyboard", "actions": pressed.collect::<Vec<_>>()}]);
        self.call("POST", "/actions", &json!({ "actions": actions }));
    }

    /// What was fetched since the last call, in the order in which it was asked for.
    pub(crate) fn fetched(&self) -> Vec<String> {
        let log = self.call("POST", "/se/log", &json!({"type": "performance"}));
        let events = log.as_array().unwrap().iter().map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            event["message"].clone()
        });
        events
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .map(|event| event["params"]["request"]["url"].as_str().unwrap().to_owned())
            .collect()
    }

    /// What the page complained about since the last call.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.call("POST", "/se/log", &json!({"type": "browser"}));
        log.as_array().unwrap().iter().map(|entry| entry["message"].as_str().unwrap().to_owned()).collect()
    }

    #[track_caller]
    fn element(&self, selector: &str) -> String {
        self.until(&format!("document.querySelector({selector:?})"));
        let found = self.call("POST", "/element", &json!({"using": "css selector", "value": selector}));
        found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.session));
        let mut response = agent.run(request.body(body.clone()).unwrap()).unwrap();
        let answer = response.body_mut().with_config().limit(64 << 20).read_to_string().unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert!(response.status().is_success(), "{method} {path} {body}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends the browser; if there was no session yet, there is none to end.
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = ureq::http::Request::builder().method("DELETE").uri(&self.session);
        let _ = request.body(()).map(|request| agent.run(request));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Opens the console of a sandbox.
pub(crate) fn console(browser: &Browser, sandbox: &Sandbox, view: &str) {
    browser.open(&format!("{}/_sandbox{view}", sandbox.url()));
    browser.until("document.getElementById('live').dataset.state === 'live'");
}

/// A driver that listens.
struct Launched {
    driver: Child,
    lines: Lines<BufReader<ChildStdout>>,
    port: u16,
}

/// Starts the driver; `None` if it lost its port to somebody else.
fn launch() -> io::Result<Option<Launched>> {
    let mut driver =
        Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    let Some(port) = port else {
        driver.wait()?;
        return Ok(None);
    };
    Ok(Some(Launched { driver, lines, port }))
}
