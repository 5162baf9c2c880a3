//! `cargo xtask bless`: runs the tests that compare with committed results and lets them rewrite those; a person reads the diff.

use crate::report::Report;
use crate::test::World;
use crate::{Outcome, repo, run, tools};
use std::process::Command;

/// Rewrites fingerprints, snapshots and screenshots, then shows which files changed.
pub(crate) fn bless() -> Outcome<()> {
    let peers = run::step("peers", tools::peers)?;
    let world = World { peers, strict: false, bless: true };
    let mut report = Report::default();
    world.rust(&mut report);
    world.page(&mut report);
    let outcome = report.finish();
    run::run(Command::new("git").current_dir(repo::root()).args(["status", "--short"]))?;
    outcome
}
