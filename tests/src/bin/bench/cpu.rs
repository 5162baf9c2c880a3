//! The processor time that a process has had so far, which other work on the machine hardly changes. It must not know
//! what the process does.

use std::fs::{read_dir, read_to_string};

/// The seconds that all threads of this process have run; none where the kernel does not tell.
pub(crate) fn own() -> Option<f64> {
    // The kernel brings a running thread's figure up to date when it gives way.
    std::thread::yield_now();
    seconds(std::process::id())
}

/// The seconds that all threads of a process have run; none where the kernel does not tell.
pub(crate) fn seconds(pid: u32) -> Option<f64> {
    let mut nanoseconds = 0;
    for thread in read_dir(format!("/proc/{pid}/task")).ok()? {
        let text = read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += text.split(' ').next()?.parse::<u64>().ok()?;
    }
    Some(nanoseconds as f64 / 1e9)
}

/// The difference of two such figures, added to what was counted before.
pub(crate) fn add(total: &mut Option<f64>, before: Option<f64>, after: Option<f64>) {
    *total = total.and_then(|total| Some(total + (after? - before?)));
}
