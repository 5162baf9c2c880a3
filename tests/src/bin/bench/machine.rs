//! Where and with what was measured. It must not measure.

use std::fs::read_to_string;
use std::process::Command;

/// What a reader must know of the machine.
pub(crate) struct Machine {
    pub(crate) processor: String,
    pub(crate) cores: usize,
    pub(crate) memory: String,
    /// The load averages of a minute before and after.
    pub(crate) load: (String, String),
    pub(crate) prometheus: String,
    pub(crate) rustc: String,
    /// The day, UTC.
    pub(crate) day: String,
}

/// Reads it; what cannot be read is "unknown". `before` is the load before the run.
pub(crate) fn read(before: String) -> Machine {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = field("/proc/meminfo", "MemTotal").and_then(|it| it.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.map_or_else(unknown, |kib| format!("{:.1} GiB", kib as f64 / 1024.0 / 1024.0));
    Machine {
        processor: field("/proc/cpuinfo", "model name").unwrap_or_else(unknown),
        cores,
        memory,
        load: (before, load()),
        prometheus: first_line("prometheus", &["--version"]),
        rustc: first_line("rustc", &["--version"]),
        day: first_line("date", &["-u", "+%Y-%m-%d"]),
    }
}

/// The load average of the last minute.
pub(crate) fn load() -> String {
    let text = read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().filter(|it| !it.is_empty()).map_or_else(unknown, str::to_owned)
}

/// The value of the first line `name: value`.
fn field(path: &str, name: &str) -> Option<String> {
    let text = read_to_string(path).ok()?;
    let line = text.lines().find(|it| it.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn first_line(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let text = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    text.lines().next().map_or_else(unknown, str::to_owned)
}

fn unknown() -> String {
    "unknown".to_owned()
}
