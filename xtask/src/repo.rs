//! Where things are in the working tree, and which files are the project's; it reads, it never writes.

use crate::{Outcome, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The top folder of the project. Cargo names the package's folder when it runs us; this file's package is one below the top.
pub(crate) fn root() -> PathBuf {
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    package.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder, which a person may have moved.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(it) => root().join(it),
        None => root().join("target"),
    }
}

/// A cargo of the project's own toolchain, started in the top folder.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut it = Command::new(program);
    it.current_dir(root());
    it
}

/// Every file that is committed or would be (ignored ones left out), relative to the top, sorted.
pub(crate) fn files() -> Outcome<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(root()).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let text = run::capture(&mut git)?;
    let mut files: Vec<String> = text.split('\0').filter(|it| !it.is_empty()).map(str::to_owned).collect();
    // A file that is deleted but not yet committed as such is still listed.
    files.retain(|it| root().join(it).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}

/// The text of a file of the project; an error names it.
pub(crate) fn read(path: &str) -> Outcome<String> {
    std::fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}
