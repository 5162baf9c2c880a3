//! The real promtool and our command side by side. It must not compare them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether promtool is here. Where it is not, `proof` is named as skipped, unless ALERTPLAY_REQUIRE_PEERS is 1.
pub(crate) fn is_here(proof: &str) -> bool {
    let here = Command::new("promtool").arg("--version").output().is_ok();
    if !here {
        assert!(
            std::env::var("ALERTPLAY_REQUIRE_PEERS").as_deref() != Ok("1"),
            "promtool is not here: {proof}"
        );
        println!("SKIPPED: {proof}, promtool is not here");
    }
    here
}

/// What a program said, and how it ended.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn alertplay(folder: &Path, args: &[&str]) -> Said {
    run(Command::new(env!("CARGO_BIN_EXE_alertplay")).args(args).current_dir(folder))
}

pub(crate) fn promtool(folder: &Path, args: &[&str]) -> Said {
    run(Command::new("promtool").args(args).current_dir(folder))
}

fn run(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A folder of one test, removed at its end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("alertplay-cli-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        std::fs::write(self.0.join(file), text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
