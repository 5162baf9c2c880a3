//! Waits until a file that the page is built from changes; it knows no build. Asking once a second costs a few milliseconds and,
//! unlike a watching program, leaves nothing running when we are ended.

use crate::{Outcome, repo};
use std::fs;
use std::thread;
use std::time::{Duration, SystemTime};

const PAUSE: Duration = Duration::from_secs(1);

/// What the page is built from.
const SOURCES: [&str; 4] = ["web/", "crates/", "Cargo.", "Trunk.toml"];

/// The state that the last build saw.
pub(super) struct Changes {
    seen: Vec<(String, Option<SystemTime>)>,
}

impl Changes {
    /// Looks at the files as they are now, before they are built.
    pub(super) fn new() -> Outcome<Self> {
        Ok(Self { seen: look()? })
    }

    /// Returns when a file was changed, added or removed since the last look, and nothing changed for a moment.
    pub(super) fn wait(&mut self) -> Outcome<()> {
        let before = self.seen.clone();
        loop {
            thread::sleep(PAUSE);
            let now = look()?;
            let settled = now == self.seen;
            self.seen = now;
            if settled && self.seen != before {
                return Ok(());
            }
        }
    }
}

/// Every source with the time of its last change.
fn look() -> Outcome<Vec<(String, Option<SystemTime>)>> {
    let files = repo::files()?.into_iter().filter(|it| SOURCES.iter().any(|start| it.starts_with(start)));
    let changed = |path: &str| fs::metadata(repo::root().join(path)).and_then(|it| it.modified()).ok();
    Ok(files
        .map(|it| {
            let time = changed(&it);
            (it, time)
        })
        .collect())
}
