//! `cargo xtask bench`: every figure of time, measured beside the real Prometheus; it starts the package that measures.

use crate::{Outcome, repo, run, tools};

/// Runs the binary `bench` of the package `tests`, which writes docs/benchmarks.md; arguments are passed on.
pub(crate) fn bench(args: &[String]) -> Outcome<()> {
    let peers = run::step("peers", tools::peers)?;
    if peers.missing.iter().any(|it| it == "prometheus") {
        return Err("nothing to compare with: Prometheus is missing".to_owned());
    }
    let mut cargo = repo::cargo();
    cargo.args(["run", "--release", "--package", "tests", "--bin", "bench", "--"]).args(args);
    run::step("bench", || run::run(cargo.env("PATH", &peers.path)))
}
