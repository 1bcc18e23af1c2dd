//! What the system says of a process.

use std::{fs, io};

/// How much of the machine a process holds.
pub(crate) struct Memory {
    /// Resident memory, now and at most, in KiB.
    resident: u64,
    peak: u64,
    /// Open files, connections among them.
    files: usize,
}

impl Memory {
    /// Of the process with this id, from `/proc`.
    pub(crate) fn of(process: u32) -> io::Result<Self> {
        let status = fs::read_to_string(format!("/proc/{process}/status"))?;
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
        };
        let files = fs::read_dir(format!("/proc/{process}/fd"))?.count();
        Ok(Self { resident: number("VmRSS:"), peak: number("VmHWM:"), files })
    }

    pub(crate) fn print(&self, when: &str) {
        let mebibytes = |kibibytes: u64| kibibytes as f64 / 1024.0;
        let (resident, peak) = (mebibytes(self.resident), mebibytes(self.peak));
        println!("{when:>14}  resident {resident:7.1} MiB, peak {peak:7.1} MiB, {:4} files open", self.files);
    }
}
