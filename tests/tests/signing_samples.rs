//! The signing samples of ZEGO's guide, each in its own language, call the sandbox: as they are they are accepted, and
//! with one thing broken the sandbox says which.
//!
//! The samples belong to somebody else and are read where they lie; drivers of the tests' own call them and send.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;
use zim_sandbox::{Call, Sandbox};
use zim_tests::documents;
use zim_tests::transport::{APP_ID, SECRET};

/// A language that the guide has a sample in.
struct Language {
    name: &'static str,
    /// The title of its code block.
    title: &'static str,
    /// What runs a program, to see whether it is there.
    program: &'static str,
    /// Where the sample ends and what it does by itself begins, which is left out.
    until: &'static str,
    /// Signs with the sample and sends a CallReject to the URL that is its first argument.
    driver: &'static str,
    file: &'static str,
    /// What stands in the sample, and what in its place makes it wrong: in upper case, and with the parts in another order.
    upper: (&'static str, &'static str),
    order: (&'static str, &'static str),
}

const LANGUAGES: [Language; 4] = [
    Language {
        name: "Python",
        title: "Python",
        program: "python3",
        until: "def main():",
        driver: r#"
import sys, urllib.parse, urllib.request
url, app_id, secret, timestamp, nonce = sys.argv[1:6]
signature = GenerateSignature(int(app_id), nonce, secret, int(timestamp))
query = urllib.parse.urlencode({
    "Action": "CallReject", "AppId": app_id, "SignatureNonce": nonce, "Timestamp": timestamp,
    "SignatureVersion": "2.0", "Signature": signature, "FromUserId": "user0", "CallId": "call0"})
print(urllib.request.urlopen(url + "/?" + query).read().decode())
"#,
        file: "sample.py",
        upper: ("hash.hexdigest()", "hash.hexdigest().upper()"),
        order: ("str(appId) + signatureNonce + serverSecret", "str(appId) + serverSecret + signatureNonce"),
    },
    Language {
        name: "Node.js",
        title: "Node.js",
        program: "node",
        until: "var signatureNonce",
        driver: r#"
const [url, appId, secret, timestamp, nonce] = process.argv.slice(2);
const query = new URLSearchParams({
  Action: "CallReject", AppId: appId, SignatureNonce: nonce, Timestamp: timestamp, SignatureVersion: "2.0",
  Signature: GenerateUASignature(appId, nonce, secret, timestamp), FromUserId: "user0", CallId: "call0"});
require("http").get(`${url}/?${query}`, (answer) => answer.pipe(process.stdout));
"#,
        file: "sample.js",
        upper: ("return hash.digest('hex')", "return hash.digest('hex').toUpperCase()"),
        order: ("signatureNonce + serverSecret", "serverSecret + signatureNonce"),
    },
    Language {
        name: "Java",
        title: "Java",
        program: "java",
        until: "    public static void main(",
        driver: r#"
    public static void main(String[] given) throws Exception {
        long appId = Long.parseLong(given[1]), timestamp = Long.parseLong(given[3]);
        String query = "Action=CallReject&AppId=" + appId + "&SignatureNonce=" + given[4] + "&Timestamp=" + timestamp
            + "&SignatureVersion=2.0&Signature=" + GenerateSignature(appId, given[4], given[2], timestamp)
            + "&FromUserId=user0&CallId=call0";
        java.net.http.HttpRequest request =
            java.net.http.HttpRequest.newBuilder(java.net.URI.create(given[0] + "/?" + query)).build();
        System.out.println(java.net.http.HttpClient.newHttpClient()
            .send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).body());
    }
}
"#,
        file: "Md5.java",
        upper: ("return md5str.toString();", "return md5str.toString().toUpperCase();"),
        order: ("signatureNonce + serverSecret", "serverSecret + signatureNonce"),
    },
    Language {
        name: "PHP",
        title: "PHP",
        program: "php",
        until: "$signatureNonce = bin2hex",
        driver: r#"
[, $url, $appId, $secret, $timestamp, $nonce] = $argv;
echo file_get_contents($url . "/?" . http_build_query([
    "Action" => "CallReject", "AppId" => $appId, "SignatureNonce" => $nonce, "Timestamp" => $timestamp,
    "SignatureVersion" => "2.0", "Signature" => GenerateSignature($appId, $nonce, $secret, $timestamp),
    "FromUserId" => "user0", "CallId" => "call0"]));
"#,
        file: "sample.php",
        upper: ("md5($str)", "strtoupper(md5($str))"),
        order: ("$signatureNonce.$serverSecret", "$serverSecret.$signatureNonce"),
    },
];

/// What is broken, in the sample or in what it is given.
#[derive(Clone, Copy, Debug)]
enum Broken {
    Nothing,
    UpperCase,
    Order,
    Secret,
    Milliseconds,
    Late,
}

impl Language {
    fn is_here(&self) -> bool {
        let version = if self.program == "java" { "-version" } else { "--version" };
        Command::new(self.program).arg(version).output().is_ok_and(|output| output.status.success())
    }

    /// The sample as far as it is a function, out of the guide.
    fn sample(&self, guide: &str) -> String {
        let start = format!("title=\"{}\"\n", self.title);
        let (_, block) = guide.split_once(&start).unwrap_or_else(|| panic!("no sample in {}", self.name));
        let (sample, _) = block.split_once(self.until).unwrap_or_else(|| panic!("{}: no `{}`", self.name, self.until));
        sample.to_owned()
    }

    /// The code of the sandbox's answer and its message.
    fn call(&self, sample: &str, broken: Broken, sandbox: &Sandbox, folder: &Path) -> (i64, String) {
        let replaced = |(from, to): (&str, &str)| {
            assert_eq!(sample.matches(from).count(), 1, "{}: `{from}` is not there once", self.name);
            sample.replace(from, to)
        };
        let sample = match broken {
            Broken::UpperCase => replaced(self.upper),
            Broken::Order => replaced(self.order),
            _ => sample.to_owned(),
        };
        let now = sandbox.clock().now().div_euclid(1000);
        let timestamp = match broken {
            Broken::Milliseconds => now * 1000,
            Broken::Late => now - 601,
            _ => now,
        };
        let secret = if let Broken::Secret = broken { "00000000000000000000000000000000" } else { SECRET };
        let folder = folder.join(format!("{broken:?}"));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(self.file);
        fs::write(&file, format!("{sample}{}", self.driver)).unwrap();
        let output = Command::new(self.program)
            .arg(&file)
            .args([
                &sandbox.url(),
                &APP_ID.to_string(),
                secret,
                &timestamp.to_string(),
                &format!("{}{broken:?}", self.program),
            ])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| {
            panic!("{} {broken:?}: {error}: {text}\n{}", self.name, String::from_utf8_lossy(&output.stderr))
        });
        let text = |name: &str| answer.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        (answer.get("Code").and_then(serde_json::Value::as_i64).unwrap(), text("Message"))
    }
}

/// The answer to each: its code, and what its message says of the mistake.
const ANSWERS: [(Broken, i64, &str); 6] = [
    (Broken::Nothing, 0, ""),
    (Broken::UpperCase, 100_000_005, "upper case"),
    (Broken::Order, 100_000_005, "order"),
    (Broken::Secret, 100_000_005, "secret"),
    (Broken::Milliseconds, 100_000_004, "milliseconds"),
    (Broken::Late, 100_000_004, "behind the sandbox"),
];

#[test]
fn samples_of_the_guide_are_accepted_and_broken_ones_are_told_why_not() {
    let Some(folder) = documents::folder() else {
        println!("skipped: ../shared/zim-docs is not here");
        return;
    };
    let guide = fs::read_to_string(folder.join("guides-en/signing-the-requests.mdx")).unwrap();
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("signing-samples");
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).start().unwrap();
    sandbox.register_user("user0");
    let (here, away): (Vec<_>, Vec<_>) = LANGUAGES.iter().partition(|language| language.is_here());
    for language in away {
        println!("skipped: {} is not here", language.name);
    }
    for language in here {
        let sample = language.sample(&guide);
        sandbox.add_call(Call::new("call0").invite("user0"));
        for (broken, code, says) in ANSWERS {
            let (answered, message) = language.call(&sample, broken, &sandbox, &scratch.join(language.program));
            assert_eq!(answered, code, "{} {broken:?}: {message}", language.name);
            assert!(message.contains(says), "{} {broken:?}: `{says}` is not in: {message}", language.name);
        }
    }
}
