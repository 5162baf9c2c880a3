//! The browser's tests of the published page, served on loopback; the tests themselves are in tests/e2e.

use super::World;
use crate::report::Tally;
use crate::serve::Server;
use crate::{Outcome, run, tools};
use std::fs;
use std::path::PathBuf;

/// How run.mjs begins its line of numbers.
const COUNTS: &str = "browser: ";

/// Serves `folder` and runs every test of tests/e2e against it.
pub(super) fn run(world: &World, folder: PathBuf) -> Outcome<Tally> {
    let Some(chromium) = &world.peers.chromium else {
        println!("SKIPPED the browser tests: there is no Chromium");
        return Ok(world.without_peer());
    };
    let headers =
        fs::read_to_string(folder.join("_headers")).map_err(|error| format!("dist/_headers: {error}"))?;
    let address = Server::bind(0, folder, &headers)?.start();
    let mut node = tools::node()?;
    node.arg("tests/e2e/run.mjs").env("BASE_URL", address).env("CHROMIUM", chromium);
    node.env("ALERTPLAY_NODE_MODULES", tools::node_modules()?);
    let (ok, output) = run::tee(world.prepare(&mut node))?;
    let tally = Tally::from_line(&output, COUNTS).ok_or("the browser tests ended without their numbers")?;
    if !ok && tally.failed == 0 {
        return Err("the browser tests failed".to_owned());
    }
    Ok(tally)
}
