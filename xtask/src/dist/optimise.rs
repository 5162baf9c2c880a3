//! Makes the wasm modules smaller with binaryen's wasm-opt; results are kept by content, since each takes many seconds.

use super::folder::Files;
use crate::{Outcome, hash, repo, run, tools};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

/// Optimise, and drop names and producers, which nobody reads in a published module. `-O2` leaves more bytes than `-Oz` and
/// faster code, and what brotli makes of it is smaller: 1.1 kB of the page's module, 1.7 kB of the engine's. What has one caller
/// only is inlined up to 150 instructions: large functions that stay apart compress better, by 1.1 and 2.4 kB. In the order of their
/// names functions stand beside those that are like them: 0.8 and 3.2 kB, and an edit elsewhere no longer moves all of them.
const ARGS: [&str; 9] = [
    "-O2",
    "-s",
    "2",
    "-ocimfs",
    "150",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Optimises every module, all at once.
pub(super) fn wasm(files: &mut Files) -> Outcome<()> {
    let program = tools::node_modules()?.join("binaryen/bin/wasm-opt");
    let modules = files.iter_mut().filter(|(name, _)| name.ends_with(".wasm"));
    let outcomes: Vec<Outcome<()>> = thread::scope(|scope| {
        let jobs: Vec<_> = modules
            .map(|(_, bytes)| {
                let node = tools::node().map(|mut node| {
                    node.arg(&program);
                    node
                });
                scope.spawn(move || {
                    *bytes = optimise(node?, bytes)?;
                    Ok(())
                })
            })
            .collect();
        let stopped = || Err("a helper thread stopped".to_owned());
        jobs.into_iter().map(|it| it.join().unwrap_or_else(|_| stopped())).collect()
    });
    outcomes.into_iter().collect()
}

fn optimise(mut wasm_opt: Command, bytes: &[u8]) -> Outcome<Vec<u8>> {
    let folder = repo::target().join("wasm-opt");
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(told)?;
    let mut key = bytes.to_vec();
    key.extend(ARGS.iter().flat_map(|it| it.bytes()));
    let from: PathBuf = folder.join(format!("{}.in.wasm", hash::hex(&key)));
    let to = from.with_extension("").with_extension("wasm");
    if !to.is_file() {
        fs::write(&from, bytes).map_err(told)?;
        // Written beside and moved, so that an interrupted run leaves nothing that looks finished.
        let part = to.with_extension("part");
        run::run(wasm_opt.args(ARGS).arg("-o").arg(&part).arg(&from))?;
        fs::rename(&part, &to).map_err(told)?;
        fs::remove_file(&from).map_err(told)?;
    }
    fs::read(&to).map_err(told)
}
