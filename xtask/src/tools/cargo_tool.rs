//! A tool that cargo builds from its published source, at one version; it knows nothing of what the tool does.

use super::cache;
use crate::{Outcome, repo, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program of a published package.
pub(super) struct CargoTool {
    /// The program's name.
    pub(super) name: &'static str,
    /// The package that holds it.
    pub(super) package: &'static str,
    /// The exact version.
    pub(super) version: &'static str,
    /// Further arguments of `cargo install`.
    pub(super) args: &'static [&'static str],
    /// How long the build usually takes, for the person who waits.
    pub(super) usually: &'static str,
}

impl CargoTool {
    /// The path of the program, built now if it is not there.
    pub(super) fn ensure(&self) -> Outcome<PathBuf> {
        let entry = format!("{}-{}", self.name, self.version);
        let root = cache::folder()?.join(&entry);
        let program = root.join("bin").join(self.name);
        if !self.answers(&program) {
            let _held = cache::lock(&entry)?;
            if !self.answers(&program) {
                self.install(&root)?;
            }
        }
        if self.answers(&program) {
            return Ok(program);
        }
        Err(format!("{} does not answer as {} {}", program.display(), self.name, self.version))
    }

    /// Cargo moves a program to its place only when it is whole, so its own answer is the mark of a finished install.
    fn answers(&self, program: &Path) -> bool {
        let output = Command::new(program).arg("--version").env_remove("NO_COLOR").output();
        output.is_ok_and(|it| {
            let said = String::from_utf8_lossy(&it.stdout).into_owned();
            it.status.success() && said.split_whitespace().any(|word| word == self.version)
        })
    }

    fn install(&self, root: &Path) -> Outcome<()> {
        println!("Building {} {}, once for this machine; usually {}.", self.name, self.version, self.usually);
        // A build folder of its own that stays after an interruption: the next run goes on where this one stopped.
        let work = root.with_extension("build");
        let mut cargo = repo::cargo();
        cargo
            .args(["install", self.package, "--version", self.version])
            .args(self.args)
            .arg("--root")
            .arg(root);
        cargo.env("CARGO_TARGET_DIR", &work);
        // Built for a short build: these tools run for seconds, and their own profiles cost minutes of link time.
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        run::run(&mut cargo)?;
        fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))
    }
}
