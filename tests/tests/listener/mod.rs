//! Hears everything that is traced, by whatever crate, and lets no secret pass.
//!
//! [`watch`] puts it in place for a whole test program. With `ZIM_TEST_TRACING` set it writes down what it hears, for
//! whoever wants to search the output of a whole run: `.ci/run` does.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, reason = "each program uses some of it")]

use std::error::Error;
use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use zim_tests::transport::{SECRET, WRITTEN};

/// Writes down everything that it hears, of every level.
#[derive(Clone, Default)]
pub struct Listener {
    heard: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Listener {
    /// What it heard so far.
    pub fn told(&self) -> String {
        self.heard.lock().unwrap().clone()
    }
}

/// Somebody who is told line by line.
trait Hear: 'static {
    fn hear(&self, line: &str);
    fn next_span(&self) -> u64;
}

impl Hear for Listener {
    fn hear(&self, line: &str) {
        writeln!(self.heard.lock().unwrap(), "{line}").unwrap();
    }

    fn next_span(&self) -> u64 {
        self.spans.fetch_add(1, Ordering::SeqCst) + 1
    }
}

/// Lets no secret pass.
struct Watch;

impl Hear for Watch {
    fn hear(&self, line: &str) {
        check(line);
    }

    fn next_span(&self) -> u64 {
        1
    }
}

/// What tracing calls on.
struct Ear<H>(H);

impl<H: Hear> Ear<H> {
    fn line(&self, what: &str, record: impl FnOnce(&mut Line<'_>)) {
        let mut line = what.to_owned();
        record(&mut Line(&mut line));
        self.0.hear(&line);
    }
}

impl<H: Hear> Subscriber for Ear<H> {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata().name(), |line| span.record(line));
        Id::from_u64(self.0.next_span())
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.line("record", |line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        self.line("event", |line| event.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Runs `call` with a listener of its own.
pub fn listening<T>(call: impl FnOnce() -> T) -> (T, String)
where
    Listener: Send + Sync,
{
    let listener = Listener::default();
    let result = tracing::subscriber::with_default(Ear(listener.clone()), call);
    (result, listener.told())
}

/// From here on nothing secret may be traced in this program.
pub fn watch() {
    static WATCHING: OnceLock<()> = OnceLock::new();
    WATCHING.get_or_init(|| tracing::subscriber::set_global_default(Ear(Watch)).unwrap());
}

/// What came of a call, in every way in which it can be shown: nothing of that may be secret.
pub fn show<T: Debug, E: Error>(result: &Result<T, E>) {
    check(&format!("{result:?} {result:#?}"));
    let mut cause = result.as_ref().err().map(|error| error as &dyn Error);
    while let Some(error) = cause {
        check(&format!("{error} {error:?}"));
        cause = error.source();
    }
}

/// Ends the program if the line tells a secret: a panic would end no more than the thread that told it.
fn check(line: &str) {
    if [SECRET, WRITTEN].iter().any(|secret| line.contains(secret)) {
        eprintln!("a secret is told: keep it out of `Debug`, errors and tracing\n{line}");
        std::process::abort();
    }
    if std::env::var_os("ZIM_TEST_TRACING").is_some() {
        println!("{line}");
    }
}
