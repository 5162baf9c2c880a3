//! `cargo xtask bench --page`: the published page over a slow line, its drags and its bytes. What is measured, and how, is in
//! tests/bench; it knows no figure.

use crate::dist::Dist;
use crate::{Outcome, dist, repo, run, tools};
use std::fs;
use std::path::Path;

/// Builds the page and measures it; writes docs/benchmarks-page.md, unless it is the smoke run.
pub(super) fn bench(smoke: bool) -> Outcome<()> {
    let chromium = run::step("peers", tools::peers)?.chromium;
    let chromium = chromium.ok_or("nothing to measure with: there is no Chromium")?;
    let dist = run::step("dist", dist::make)?;
    let target = repo::root().join("docs/benchmarks-page.md");
    run::step("bench", || measure(&dist, &chromium, (!smoke).then_some(target.as_path())))
}

/// Measures a published page; without a `target` shortly, to see that all still runs.
fn measure(dist: &Dist, chromium: &Path, target: Option<&Path>) -> Outcome<()> {
    let sizes = repo::target().join("page-sizes.json");
    fs::write(&sizes, dist.sizes.to_string()).map_err(|error| format!("{}: {error}", sizes.display()))?;
    let mut node = tools::node()?;
    node.arg("tests/bench/page.mjs").arg(&dist.folder).arg(&sizes).args(target);
    node.env("CHROMIUM", chromium).env("ALERTPLAY_NODE_MODULES", tools::node_modules()?);
    if target.is_some() {
        node.env("BENCH_NODE_MODULES", tools::bench_modules()?);
    }
    run::run(&mut node)
}
