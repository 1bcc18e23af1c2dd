//! What a request costs: the cases and floors of this package, and the same of the peer.

use crate::measure::{Table, run};
use crate::packages::{Places, package};
use std::error::Error;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

/// What the peer's generated code does for a CallReject before it sends it, and for its reply.
const PEER: &str = r##"use progenitor_zim::types;
use std::{hint::black_box, time::Instant};
fn time(name: &str, mut run: impl FnMut()) {
    let mut times = 1_u32;
    loop {
        let start = Instant::now();
        for _ in 0..times { run(); }
        let taken = start.elapsed();
        if taken.as_millis() >= 100 { println!("{name} {}", taken.as_nanos() as f64 / f64::from(times)); return; }
        times *= 2;
    }
}
fn main() {
    let client = reqwest::Client::new();
    let base = String::from("https://zim-api-fra.zego.im");
    time("request/call_reject", || {
        let (user, call, data) = black_box(("user0", "12261423186766631832", Some("busy")));
        let url = format!("{}/CallReject", base);
        let mut headers = reqwest::header::HeaderMap::with_capacity(1);
        headers.append("api-version", reqwest::header::HeaderValue::from_static("1"));
        let request = client.get(url).header(reqwest::header::ACCEPT, "application/json")
            .query(&progenitor_client::QueryParam::new("CallId", &call))
            .query(&progenitor_client::QueryParam::new("ExtendedData", &data))
            .query(&progenitor_client::QueryParam::new("FromUserId", &user))
            .headers(headers).build().unwrap();
        black_box(request);
    });
    time("decode/ack", || {
        let body = black_box(r#"{"Code":0,"Message":"success","RequestId":"8825223157230377926"}"#.as_bytes());
        black_box(serde_json::from_slice::<types::CallRejectResponse>(body).unwrap());
    });
}
"##;

pub(crate) fn measure(places: &Places, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let folder = places.work.join("peer-run-time");
    let dependencies = format!(
        "progenitor-zim = {{ path = {:?} }}\nprogenitor-client = \"0.15\"\n\
         reqwest = {{ version = \"0.13\", default-features = false, features = [\"query\"] }}\nserde_json = \"1\"\n",
        places.work.join("progenitor")
    );
    package(&folder, "peer-run-time", &dependencies, "main.rs", PEER)?;
    run(places.cargo(&folder, "programs").args(["build", "--release", "--quiet"]))?;
    let program = places.work.join("programs/release/peer-run-time");
    let mut ours: Vec<(&str, Vec<f64>)> = zim_benches::all().map(|case| (case.name, Vec::new())).collect();
    let mut peer: Vec<(String, f64)> = Vec::new();
    for _ in 0..table.runs {
        for (case, (_, times)) in zim_benches::all().zip(&mut ours) {
            times.push(time(&mut (case.prepare)()));
        }
        let output = Command::new(&program).output()?;
        let lines = String::from_utf8(output.stdout)?;
        let row = |line: &str| Some((line.split_once(' ')?.0.to_owned(), line.split_once(' ')?.1.parse().ok()?));
        peer.extend(lines.lines().filter_map(row));
    }
    for (name, times) in ours {
        let peer = peer.iter().filter(|(of, _)| of == name).map(|(_, time)| *time).collect();
        table.add(name, "ns", times, peer);
    }
    Ok(())
}

/// Nanoseconds of one run, out of as many as take a while.
fn time(run: &mut dyn FnMut()) -> f64 {
    let mut times = 1_u32;
    loop {
        let start = Instant::now();
        (0..times).for_each(|_| black_box(&mut *run)());
        let taken = start.elapsed();
        if taken.as_millis() >= 100 {
            return taken.as_nanos() as f64 / f64::from(times);
        }
        times *= 2;
    }
}
