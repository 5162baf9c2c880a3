//! Cuts the engine's module in two, so that a first visit waits only for what its start needs. It must not know what that is: the
//! module is run to find out.

use super::folder::Files;
use crate::{Outcome, hash, repo, run, tools};
use std::fs;
use std::path::Path;

/// The module, its script, and the rest of it (`web/engine-boot.js` asks for that).
const MODULE: &str = "engine_bg.wasm";
const SCRIPT: &str = "engine.js";
pub(super) const REST: &str = "engine_rest.wasm";
/// What cuts. Kept by content, as what wasm-opt makes is: of the same module it makes the same halves.
const SPLIT: &str = include_str!("split.mjs");

/// Replaces the engine's module by its first half, and puts the rest beside it.
pub(super) fn engine(files: &mut Files) -> Outcome<()> {
    let messages = rehearsal()?;
    let part = |name: &str| files.get(name).ok_or_else(|| format!("trunk left no {name}"));
    let (module, script) = (part(MODULE)?, part(SCRIPT)?);
    let key = hash::hex(&[module, script, SPLIT.as_bytes(), messages.as_bytes()].concat());
    let folder = repo::target().join("wasm-split").join(key);
    if !folder.join(REST).is_file() {
        split(&folder, module, script, &messages)?;
    }
    for name in [MODULE, REST] {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        files.insert(name.to_owned(), bytes);
    }
    Ok(())
}

/// The messages that the engine answers to show what a start needs: a line each.
fn rehearsal() -> Outcome<String> {
    run::capture(repo::cargo().args(["run", "--quiet", "--package", "playground", "--example", "rehearsal"]))
}

fn split(folder: &Path, module: &[u8], script: &[u8], messages: &str) -> Outcome<()> {
    let named = |name: &str| folder.join(name);
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(named("whole.wasm"), module))
        // As a module of JavaScript, wherever the folder is.
        .and_then(|()| fs::write(named("engine.mjs"), script));
    written.map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut node = tools::node()?;
    node.args(["--input-type=module", "--eval", SPLIT, "--"]).arg(tools::node_modules()?.join("binaryen"));
    node.args(["whole.wasm", "engine.mjs", MODULE, "rest.part"].map(named)).args(messages.split_whitespace());
    run::run(&mut node)?;
    // Moved when both are there, so that an interrupted run leaves nothing that looks finished.
    fs::rename(named("rest.part"), named(REST)).map_err(|error| format!("{}: {error}", folder.display()))
}
