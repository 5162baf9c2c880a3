//! The module of tests/probe, built and made small exactly as the page's modules are, served to a browser; what it measures
//! is the benchmark's.

use crate::serve::Server;
use crate::{Outcome, dist, repo, run, tools};
use std::fs;

/// The worker that times evaluations.
const WORKER: &str = include_str!("worker.js");
/// Isolated from other origins a page gets a clock of 5 µs instead of 100.
const HEADERS: &str =
    "/*\n  Cross-Origin-Opener-Policy: same-origin\n  Cross-Origin-Embedder-Policy: require-corp\n";

/// Builds it and serves it until we end; the address.
pub(super) fn serve() -> Outcome<String> {
    let mut bindgen = tools::wasm_bindgen()?;
    let target = ["--target", "wasm32-unknown-unknown"];
    tools::ensure_wasm_target()?;
    let mut cargo = repo::cargo();
    run::run(dist::slim(&mut cargo).args(["build", "--profile", "page", "--package", "probe"]).args(target))?;
    let module = repo::target().join("wasm32-unknown-unknown/page/probe.wasm");
    let folder = repo::target().join("probe");
    run::run(bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(module))?;
    dist::optimise_folder(&folder)?;
    for (name, text) in [("worker.js", WORKER), ("index.html", "<!doctype html><title>probe</title>")] {
        fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(Server::bind(0, folder, HEADERS)?.start())
}
