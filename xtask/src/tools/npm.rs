//! What comes from npm, exactly as package-lock.json pins it: development tools, and the libraries of the page's editor,
//! which is bundled into a file of its own.

use super::cache;
use crate::{Outcome, hash, repo, run};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The folder `node_modules` of the cache that belongs to the present package-lock.json, installed now if it is not there.
pub(crate) fn node_modules() -> Outcome<PathBuf> {
    installed("")
}

/// The same of what only `bench --page` needs, which is five times as much.
pub(crate) fn bench_modules() -> Outcome<PathBuf> {
    installed("tests/bench/")
}

/// What the package-lock.json of `place` pins.
fn installed(place: &str) -> Outcome<PathBuf> {
    let lock = repo::read(&format!("{place}package-lock.json"))?;
    let name = format!("npm-{}", hash::hex(lock.as_bytes()));
    let folder = cache::entry(&name, |folder| {
        println!("Installing the tools of {place}package-lock.json with npm; usually less than a minute.");
        for file in ["package.json", "package-lock.json"] {
            let to = folder.join(file);
            fs::copy(repo::root().join(place).join(file), &to)
                .map_err(|error| format!("{}: {error}", to.display()))?;
        }
        let mut npm = Command::new("npm");
        npm.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        run::run(&mut npm)
    })?;
    Ok(folder.join("node_modules"))
}
