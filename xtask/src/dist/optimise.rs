//! Makes the wasm modules smaller with binaryen's wasm-opt; results are kept by content, since each takes many seconds.

use super::folder::Files;
use crate::{Outcome, hash, repo, run, tools};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

/// Optimise, and drop names and producers, which nobody reads in a published module. `-O2` leaves more bytes than `-Oz` and
/// faster code, and what brotli makes of it is smaller: 1.1 kB of the page's module, 1.7 kB of the engine's. What has one caller
/// only is inlined up to 150 instructions: large functions that stay apart compress better, by 1.1 and 2.4 kB.
const ARGS: [&str; 8] =
    ["-O2", "-s", "2", "-ocimfs", "150", "--strip-debug", "--strip-producers", "--strip-target-features"];

/// Functions in the order of how often they are called: 2 kB less of the page's module. The engine's is larger for it.
const PAGE: (&str, &str) = ("page_bg.wasm", "--reorder-functions");

/// Optimises every module, all at once.
pub(super) fn wasm(files: &mut Files) -> Outcome<()> {
    let program = tools::node_modules()?.join("binaryen/bin/wasm-opt");
    let modules = files.iter_mut().filter(|(name, _)| name.ends_with(".wasm"));
    let outcomes: Vec<Outcome<()>> = thread::scope(|scope| {
        let jobs: Vec<_> = modules
            .map(|(name, bytes)| {
                let more = (name == PAGE.0).then_some(PAGE.1);
                let node = tools::node().map(|mut node| {
                    node.arg(&program);
                    node
                });
                scope.spawn(move || {
                    *bytes = optimise(node?, more, bytes)?;
                    Ok(())
                })
            })
            .collect();
        let stopped = || Err("a helper thread stopped".to_owned());
        jobs.into_iter().map(|it| it.join().unwrap_or_else(|_| stopped())).collect()
    });
    outcomes.into_iter().collect()
}

fn optimise(mut wasm_opt: Command, more: Option<&str>, bytes: &[u8]) -> Outcome<Vec<u8>> {
    let folder = repo::target().join("wasm-opt");
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(told)?;
    let mut key = bytes.to_vec();
    key.extend(ARGS.iter().copied().chain(more).flat_map(str::bytes));
    let from: PathBuf = folder.join(format!("{}.in.wasm", hash::hex(&key)));
    let to = from.with_extension("").with_extension("wasm");
    if !to.is_file() {
        fs::write(&from, bytes).map_err(told)?;
        // Written beside and moved, so that an interrupted run leaves nothing that looks finished.
        let part = to.with_extension("part");
        run::run(wasm_opt.args(ARGS).args(more).arg("-o").arg(&part).arg(&from))?;
        fs::rename(&part, &to).map_err(told)?;
        fs::remove_file(&from).map_err(told)?;
    }
    fs::read(&to).map_err(told)
}
