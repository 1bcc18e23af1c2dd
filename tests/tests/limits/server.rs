//! A Redis of the tests' own, on loopback.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// Set where a test that needs Redis must not be skipped.
const REQUIRED: &str = "ZIM_REDIS_REQUIRED";

/// A running server. It stops when this is dropped, and leaves nothing behind.
pub(crate) struct Redis {
    child: Child,
    folder: PathBuf,
    pub(crate) port: u16,
}

impl Redis {
    /// Starts a server on a free port; `None`, with a word about it, where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        if Command::new("redis-server").arg("--version").stdout(Stdio::null()).status().is_err() {
            assert!(env::var_os(REQUIRED).is_none(), "redis-server is not installed, and {REQUIRED} is set");
            eprintln!("skipped: redis-server is not installed");
            return None;
        }
        // Somebody else may take the port in between.
        let started = (0..10).find_map(|_| Self::start_on(free_port()));
        Some(started.unwrap_or_else(|| panic!("redis-server does not start; run `redis-server --port 0` to see why")))
    }

    /// Starts a server there; `None` if it ends at once.
    pub(crate) fn start_on(port: u16) -> Option<Self> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let name = format!("zim-redis-{}-{}", process::id(), STARTED.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let child = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"])
            .arg("--dir")
            .arg(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { child, folder, port };
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            if server.child.try_wait().unwrap().is_some() {
                return None;
            }
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(server);
            }
            assert!(Instant::now() < patience, "redis-server does not listen on port {port}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
