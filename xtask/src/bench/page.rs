//! `cargo xtask bench --page`: the published page over a slow line, its drags and its bytes. What is measured, and how, is in
//! tests/bench; it knows no figure.

use crate::dist::Dist;
use crate::{Outcome, dist, repo, run, tools};
use std::fs;
use std::path::Path;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Everything, for docs/benchmarks-page.md.
    All,
    /// A little of everything, to see that it runs.
    Smoke,
    /// The sweeps alone, to be read.
    Sweep,
}

/// Builds the page and measures it; writes docs/benchmarks-page.md, unless it is a part.
pub(super) fn bench(part: Part) -> Outcome<()> {
    let chromium = run::step("peers", tools::peers)?.chromium;
    let chromium = chromium.ok_or("nothing to measure with: there is no Chromium")?;
    let dist = run::step("dist", dist::make)?;
    let target = repo::root().join("docs/benchmarks-page.md");
    run::step("bench", || measure(&dist, &chromium, part, &target))
}

/// Measures a part of a published page; everything goes to `target`.
fn measure(dist: &Dist, chromium: &Path, part: Part, target: &Path) -> Outcome<()> {
    let sizes = repo::target().join("page-sizes.json");
    fs::write(&sizes, dist.sizes.to_string()).map_err(|error| format!("{}: {error}", sizes.display()))?;
    let mut node = tools::node()?;
    node.arg("tests/bench/page.mjs").arg(&dist.folder).arg(&sizes);
    match part {
        Part::All => _ = node.arg(target).env("BENCH_NODE_MODULES", tools::bench_modules()?),
        Part::Smoke => {}
        Part::Sweep => _ = node.arg("--sweep"),
    }
    node.env("CHROMIUM", chromium).env("ALERTPLAY_NODE_MODULES", tools::node_modules()?);
    run::run(&mut node)
}
