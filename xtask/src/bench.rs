//! `cargo xtask bench`: every figure of time, measured beside the real Prometheus; it starts the package that measures.

mod page;
mod probe;

use crate::{Outcome, repo, run, tools};
use page::Part;

/// Runs the binary `bench` of the package `tests`, which writes docs/benchmarks.md; arguments are passed on. Where there is
/// a Chromium, the same expressions are measured in it.
pub(crate) fn bench(args: &[String]) -> Outcome<()> {
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--page"] => return page::bench(Part::All),
        ["--page", "--smoke"] | ["--smoke", "--page"] => return page::bench(Part::Smoke),
        ["--page", "--sweep"] | ["--sweep", "--page"] => return page::bench(Part::Sweep),
        _ => {}
    }
    let peers = run::step("peers", tools::peers)?;
    if peers.missing.iter().any(|it| it == "prometheus") {
        return Err("nothing to compare with: Prometheus is missing".to_owned());
    }
    let mut cargo = repo::cargo();
    cargo.args(["run", "--release", "--package", "tests", "--bin", "bench", "--"]).args(args);
    cargo.env("PATH", &peers.path);
    match &peers.chromium {
        Some(chromium) => {
            let address = run::step("the probe", probe::serve)?;
            cargo.env("PROBE_URL", address).env("CHROMIUM", chromium);
            cargo.env("ALERTPLAY_NODE_MODULES", tools::node_modules()?);
        }
        None => println!("SKIPPED the browser: there is no Chromium"),
    }
    run::step("the command alertplay", || {
        run::run(repo::cargo().args(["build", "--release", "--bin", "alertplay"]))
    })?;
    cargo.env("ALERTPLAY_BIN", repo::target().join("release").join("alertplay"));
    run::step("bench", || run::run(&mut cargo))
}
