//! Commands run in turns, and what they took.

use std::error::Error;
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What was measured: rows of numbers, ours and the peer's.
pub(crate) struct Table {
    pub(crate) runs: usize,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    unit: &'static str,
    ours: Vec<f64>,
    peer: Vec<f64>,
}

/// What one run of a command took.
pub(crate) struct Taken {
    pub(crate) seconds: f64,
    /// `None` where GNU time is not installed.
    pub(crate) peak_megabytes: Option<f64>,
}

impl Table {
    pub(crate) fn new(runs: usize) -> Self {
        Self { runs, rows: Vec::new() }
    }

    /// A row; `peer` is empty where there is nothing to compare with.
    pub(crate) fn add(&mut self, name: impl Into<String>, unit: &'static str, ours: Vec<f64>, peer: Vec<f64>) {
        let row = Row { name: name.into(), unit, ours, peer };
        eprintln!("{}", row.to_string().trim_end());
        self.rows.push(row);
    }

    /// Runs both in turns and adds a row of times, and one of memory if `memory`. `before` each run something is done
    /// that is not measured.
    pub(crate) fn race(
        &mut self,
        name: &str,
        memory: bool,
        mut ours: impl FnMut() -> Result<Command, Box<dyn Error>>,
        mut peer: impl FnMut() -> Result<Command, Box<dyn Error>>,
    ) -> Result<(), Box<dyn Error>> {
        let (mut seconds, mut megabytes) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
        for _ in 0..self.runs {
            let taken = run(&mut ours()?)?;
            seconds.0.push(1000.0 * taken.seconds);
            megabytes.0.extend(taken.peak_megabytes);
            let taken = run(&mut peer()?)?;
            seconds.1.push(1000.0 * taken.seconds);
            megabytes.1.extend(taken.peak_megabytes);
        }
        self.add(name, "ms", seconds.0, seconds.1);
        if memory {
            self.add(format!("{name}: peak memory"), "MB", megabytes.0, megabytes.1);
        }
        Ok(())
    }
}

/// Runs `command` to its end, which must be a success.
pub(crate) fn run(command: &mut Command) -> Result<Taken, Box<dyn Error>> {
    let gnu_time = Path::new("/usr/bin/time");
    let report = std::env::temp_dir().join(format!("zim-peers-{}", std::process::id()));
    let mut timed = command_of(command, gnu_time.exists().then_some((gnu_time, report.as_path())));
    let start = Instant::now();
    let output = timed.stdin(Stdio::null()).output()?;
    let seconds = start.elapsed().as_secs_f64();
    if !output.status.success() {
        return Err(format!("{command:?}:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let kilobytes = fs::read_to_string(&report).ok().and_then(|text| text.trim().parse::<f64>().ok());
    drop(fs::remove_file(report));
    Ok(Taken { seconds, peak_megabytes: kilobytes.map(|kilobytes| kilobytes / 1024.0) })
}

/// `command`, with GNU time around it that writes the peak of its memory to a file.
fn command_of(command: &Command, time: Option<(&Path, &Path)>) -> Command {
    let mut timed = match time {
        Some((time, report)) => {
            let mut timed = Command::new(time);
            timed.args(["-f", "%M", "-o"]).arg(report).arg(command.get_program());
            timed
        }
        None => Command::new(command.get_program()),
    };
    timed.args(command.get_args());
    timed.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        timed.current_dir(folder);
    }
    timed
}

fn median(numbers: &[f64]) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

/// A median with the least and the most: `12.3 (11.9–14.0)`.
fn spread(numbers: &[f64]) -> String {
    let Some(median) = median(numbers) else { return "–".to_owned() };
    let digits = if median < 100.0 && median.fract() != 0.0 { 1 } else { 0 };
    let (least, most) = numbers.iter().fold((f64::MAX, f64::MIN), |(l, m), n| (l.min(*n), m.max(*n)));
    match numbers.len() {
        1 => format!("{median:.digits$}"),
        _ => format!("{median:.digits$} ({least:.digits$}–{most:.digits$})"),
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, unit, ours, peer } = self;
        let ratio = match (median(ours), median(peer)) {
            (Some(ours), Some(peer)) => format!("{:.2}", ours / peer),
            _ => String::new(),
        };
        writeln!(f, "| {name} | {unit} | {} | {} | {ratio} |", spread(ours), spread(peer))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Medians of {} runs in turns, with the least and the most.\n", self.runs)?;
        writeln!(f, "| | | here | progenitor | here / progenitor |\n|---|---|---|---|---|")?;
        self.rows.iter().try_for_each(|row| row.fmt(f))
    }
}
