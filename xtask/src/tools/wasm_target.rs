//! The standard library for wasm32 and its sources, through rustup; nothing else about the toolchain.

use crate::{Outcome, repo, run};
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target unless the pinned toolchain has it already (rust-toolchain.toml lists it, so that it mostly has).
pub(crate) fn ensure() -> Outcome<()> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(repo::root()).args(["--print", "target-libdir", "--target", TARGET]);
    if !run::capture(&mut rustc).is_ok_and(|it| Path::new(it.trim()).is_dir()) {
        println!("Adding the target {TARGET} to the toolchain; usually a few seconds.");
        run::run(Command::new("rustup").current_dir(repo::root()).args(["target", "add", TARGET]))?;
    }
    sources()
}

/// Adds the sources of the standard library, which the published page is built with (docs/adr/014-no-places.md).
fn sources() -> Outcome<()> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(repo::root()).args(["--print", "sysroot"]);
    let sysroot = run::capture(&mut rustc)?;
    if Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    println!("Adding the sources of the standard library to the toolchain; usually a few seconds.");
    run::run(Command::new("rustup").current_dir(repo::root()).args(["component", "add", "rust-src"]))
}
