//! The tools that the project needs, installed when first used, each in a folder of the cache that bears its version;
//! it knows how to get them, not what they are used for.

mod cache;
mod cargo_tool;
mod debian;
mod npm;
mod wasm_target;

pub(crate) use debian::{Peers, peers};
pub(crate) use npm::{bench_modules, node_modules};
pub(crate) use wasm_target::ensure as ensure_wasm_target;

use crate::{Outcome, run};
use cargo_tool::CargoTool;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the page. 0.22 wants a newer rustc than the pinned one.
const TRUNK: CargoTool = CargoTool {
    name: "trunk",
    package: "trunk",
    version: "0.21.14",
    args: &["--locked", "--no-default-features"],
    usually: "4 to 8 minutes on two cores",
};

/// The version of the tool wasm-bindgen, and of the crate of that name.
pub(crate) const WASM_BINDGEN_VERSION: &str = "0.2.130";

/// Makes the JavaScript side of a wasm module. Must equal the pinned crate `wasm-bindgen`; its published lock file does not
/// build with the pinned rustc, hence no `--locked`.
const WASM_BINDGEN: CargoTool = CargoTool {
    name: "wasm-bindgen",
    package: "wasm-bindgen-cli",
    version: WASM_BINDGEN_VERSION,
    args: &[],
    usually: "2 to 3 minutes on two cores",
};

/// Trunk with everything it calls on its PATH, so that it downloads nothing itself.
pub(crate) fn trunk() -> Outcome<Command> {
    wasm_target::ensure()?;
    let (bindgen, trunk) = run::both(|| WASM_BINDGEN.ensure(), || TRUNK.ensure())?;
    let mut command = Command::new(trunk);
    command.current_dir(crate::repo::root()).env("PATH", path_with(&[parent(&bindgen)])?);
    // Trunk reads NO_COLOR as a boolean and refuses the customary value 1.
    command.env_remove("NO_COLOR");
    Ok(command)
}

/// wasm-bindgen itself, for a module that trunk does not build.
pub(crate) fn wasm_bindgen() -> Outcome<Command> {
    wasm_target::ensure()?;
    let mut command = Command::new(WASM_BINDGEN.ensure()?);
    command.current_dir(crate::repo::root());
    Ok(command)
}

/// `node`, the only program that must be there beside rustup, git and a C linker.
pub(crate) fn node() -> Outcome<Command> {
    let node = find("node").ok_or("node is not on PATH; install Node.js 20 or later")?;
    let mut command = Command::new(node);
    command.current_dir(crate::repo::root());
    Ok(command)
}

/// Looks for a program on PATH and in the folders of system programs, which a person's PATH often lacks.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from));
    folders.into_iter().map(|it| it.join(name)).find(|it| it.is_file())
}

/// Our PATH with `folders` before it.
pub(crate) fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(folders.iter().cloned().chain(std::env::split_paths(&path)))
        .map_err(|error| format!("the cache's path cannot stand in PATH: {error}"))
}

fn parent(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}
