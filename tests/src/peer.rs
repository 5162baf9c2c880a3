//! The real promtool and where it works. It must not know what it is asked.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Set (to 1) where a proof may not be skipped.
const REQUIRED: &str = "ALERTPLAY_REQUIRE_PEERS";

/// Whether `program` is here. Where it is not, `proof` is named as skipped.
///
/// # Panics
/// When the program is missing and no proof may be skipped.
pub fn is_here(program: &str, proof: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok() || is_skipped(program, proof)
}

/// Names `proof` as skipped for want of `program`; always false, as the answer to whether it is here.
///
/// # Panics
/// When no proof may be skipped.
pub fn is_skipped(program: &str, proof: &str) -> bool {
    assert!(std::env::var(REQUIRED).as_deref() != Ok("1"), "{program} is not here, and {proof} needs it");
    println!("SKIPPED: {proof}, {program} is not here");
    false
}

/// Runs promtool in `folder`; says whether it was content, and what it said.
///
/// # Panics
/// When it cannot be started.
pub fn promtool(folder: &Path, args: &[&str]) -> (bool, String) {
    let output = Command::new("promtool").args(args).current_dir(folder).output();
    let output = output.unwrap_or_else(|err| panic!("promtool cannot be started: {err}"));
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said.into_owned())
}

/// A folder of one test, removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder whose name holds `name`.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("alertplay-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into it.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, file: &str, text: &str) {
        std::fs::write(self.0.join(file), text).unwrap_or_else(|err| panic!("{file}: {err}"));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
