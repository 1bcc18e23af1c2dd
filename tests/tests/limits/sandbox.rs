//! Calls all at once, faster than is allowed, against a sandbox that counts for itself: it refuses none of them.

use crate::server::Redis;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, thread};
use zim_generated::client::limit::{LocalKeeper, RedisKeeper};
use zim_generated::client::{Blocking, Builder, ClientError, Failure, RateError, Retries, blocking};
use zim_generated::runtime::{Credentials, Endpoint, Valid};
use zim_generated::user::QueryUserInfos;
use zim_sandbox::{Call, Sandbox};
use zim_tests::transport::{APP_ID, SECRET};

#[allow(dead_code, unreachable_pub, missing_docs, reason = "it is a program of its own")]
#[path = "../../../zim-generated/examples/shared_rates.rs"]
mod shared_rates;

/// Enough for three windows.
const CALLS: usize = 60;
/// A machine that is busy with other tests may take so long from a place to the sandbox.
const MARGIN: Duration = Duration::from_secs(1);

/// A sandbox, and what came of each request there.
struct Bench {
    sandbox: Sandbox,
    answers: Arc<Mutex<Vec<(Instant, i64)>>>,
}

impl Bench {
    fn new() -> Self {
        let answers = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&answers);
        let observe =
            move |exchange: &zim_sandbox::Exchange| seen.lock().unwrap().push((Instant::now(), exchange.code));
        let sandbox = Sandbox::builder().app(APP_ID, SECRET).observe(observe).start().unwrap();
        sandbox.register_user("user0");
        Self { sandbox, answers }
    }

    /// All were let pass, and no second had more than the limit.
    #[track_caller]
    fn check(&self, calls: usize) {
        let answers = self.answers.lock().unwrap();
        let refused = answers.iter().filter(|(_, code)| *code != 0).count();
        assert_eq!((answers.len(), refused), (calls, 0), "requests, and those refused: {answers:?}");
        for (index, (start, _)) in answers.iter().enumerate() {
            let within = answers.iter().skip(index).take_while(|(at, _)| *at - *start < Duration::from_secs(1)).count();
            assert!(within <= 20, "{within} calls within a second");
        }
    }
}

fn client(url: &str) -> Builder<Blocking> {
    let client = blocking::Client::builder(Credentials::new(APP_ID, SECRET), Endpoint::parse(url).unwrap());
    client.retries(Retries::none()).deadline(None).timeout(Duration::from_secs(60))
}

/// What can be done as often as one likes but for the rate.
fn query() -> Valid<QueryUserInfos> {
    QueryUserInfos::builder(["user0"]).build().unwrap()
}

/// Sends so many calls at once, and gives those that failed.
fn fire(client: &blocking::Client, calls: usize) -> Vec<ClientError<QueryUserInfos>> {
    thread::scope(|scope| {
        let threads: Vec<_> = (0..calls).map(|_| scope.spawn(|| client.send(&query()))).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap().err()).collect()
    })
}

#[test]
fn without_a_keeper_calls_are_refused() {
    let bench = Bench::new();
    let failed = fire(&client(&bench.sandbox.url()).without_rates().build(), CALLS);
    assert!(!failed.is_empty(), "the sandbox lets everything pass: these tests show nothing");
}

#[test]
fn a_client_keeps_the_limits_of_its_process() {
    let bench = Bench::new();
    let client = client(&bench.sandbox.url()).rates(Arc::new(LocalKeeper::with_margin(MARGIN))).build();
    let failed = fire(&client, CALLS);
    assert!(failed.is_empty(), "{failed:?}");
    bench.check(CALLS);
}

#[test]
fn who_does_not_want_to_wait_is_refused_before_anything_is_sent() {
    let bench = Bench::new();
    let keeper = Arc::new(LocalKeeper::with_margin(Duration::from_secs(900)));
    let client = client(&bench.sandbox.url()).rates(keeper).longest_wait(Duration::ZERO).build();
    let failed = fire(&client, 30);
    let unsent = |error: &ClientError<QueryUserInfos>| {
        error.attempts == 0 && matches!(error.failure, Failure::Rate(RateError::Refused { .. }))
    };
    assert!(failed.len() == 10 && failed.iter().all(unsent), "{failed:?}");
    bench.check(20);
}

#[test]
fn the_example_rejects_them_all() {
    let Some(redis) = Redis::start() else { return };
    let sandbox = Sandbox::builder().app(APP_ID, SECRET).start().unwrap();
    sandbox.register_user("ann");
    for call in 0..40 {
        sandbox.add_call(Call::new(format!("call{call}")).invite("ann"));
    }
    let endpoint = Endpoint::parse(&sandbox.url()).unwrap();
    let outcomes = shared_rates::reject_all(endpoint, SECRET, &redis.url(), 40).unwrap();
    assert_eq!(outcomes, vec!["rejected"; 40]);
}

const REDIS: &str = "ZIM_TEST_REDIS";
const ZIM: &str = "ZIM_TEST_SANDBOX";

/// The test starts itself twice more, told by the environment where Redis and the sandbox are: those are the processes.
#[test]
fn two_processes_keep_the_limits_together() {
    if let (Ok(redis), Ok(url)) = (env::var(REDIS), env::var(ZIM)) {
        return one_of_two_processes(&redis, &url);
    }
    let Some(redis) = Redis::start() else { return };
    let bench = Bench::new();
    let start = || {
        Command::new(env::current_exe().unwrap())
            .args(["--exact", "sandbox::two_processes_keep_the_limits_together", "--nocapture"])
            .envs([(REDIS, redis.url()), (ZIM, bench.sandbox.url())])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let (one, other) = (start(), start());
    for process in [one, other] {
        let output = process.wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }
    bench.check(CALLS);
}

fn one_of_two_processes(redis: &str, url: &str) {
    let keeper = RedisKeeper::open(redis).unwrap().with_margin(MARGIN).with_timeout(Duration::from_secs(60));
    let failed = fire(&client(url).rates(Arc::new(keeper)).build(), CALLS / 2);
    assert!(failed.is_empty(), "{failed:?}");
}
