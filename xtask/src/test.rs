//! `cargo xtask test`: what the CI runs, in one order, ending in one line of honest numbers; each part goes on after another's failure.

mod browser;

use crate::report::{Report, Tally};
use crate::tools::Peers;
use crate::{Outcome, check, dist, repo, run, tools};
use std::ffi::OsString;
use std::process::Command;

/// The name of the variable under which a missing peer is a failure instead of a skip. `.ci/run` sets it.
const REQUIRE_PEERS: &str = "ALERTPLAY_REQUIRE_PEERS";

/// Runs everything.
pub(crate) fn test() -> Outcome<()> {
    let mut report = Report::default();
    let peers = run::step("peers", tools::peers);
    let strict = is_strict();
    if let Some(peers) = report.note("peers", peers) {
        let world = World { peers, strict, bless: false };
        world.tell_missing(&mut report);
        check::add_to(&mut report);
        world.rust(&mut report);
        world.page(&mut report);
    }
    report.finish()
}

/// Where tests run: the peers that were found, and what is asked of them.
pub(crate) struct World {
    pub(crate) peers: Peers,
    /// Whether a missing peer is a failure.
    pub(crate) strict: bool,
    /// Whether tests rewrite their committed results instead of comparing.
    pub(crate) bless: bool,
}

impl World {
    /// Tells a command what it needs to know, through its environment.
    pub(crate) fn prepare<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("PATH", &self.peers.path).env("ALERTPLAY_BIN", binary());
        if self.strict {
            command.env(REQUIRE_PEERS, "1");
        }
        if self.bless {
            command.env("BLESS", "1");
        }
        command
    }

    /// What a proof counts as whose peer is missing.
    pub(crate) fn without_peer(&self) -> Tally {
        if self.strict { Tally::one(false) } else { Tally::skip() }
    }

    fn tell_missing(&self, report: &mut Report) {
        for package in &self.peers.missing {
            println!("SKIPPED {package}: not on this machine");
            report.add("peers", self.without_peer());
        }
    }

    /// The workspace's tests. The command itself is built first, since some of them run it.
    pub(crate) fn rust(&self, report: &mut Report) {
        let built = run::step("the command alertplay", || {
            run::run(repo::cargo().args(["build", "--bin", "alertplay"]))
        });
        report.note("the command alertplay", built);
        let outcome = run::step("rust tests", || {
            let mut cargo = repo::cargo();
            // The page's own crate is no default member; what of it is not the browser's is tested here as well.
            cargo.args(["test", "--workspace", "--no-fail-fast", "--", "--show-output"]);
            let (ok, output) = run::tee(self.prepare(&mut cargo))?;
            let mut tally = Tally::from_cargo(&output);
            if !ok && tally.failed == 0 {
                // It did not compile, or a test ended the whole process.
                tally.failed = 1;
            }
            Ok(tally)
        });
        report.add("rust", report_or_failure(&outcome));
        report.note("rust tests", outcome);
        if !self.bless {
            self.bench(report);
        }
    }

    /// The benchmark, shortly and unoptimised: that it runs and both sides agree. Its figures mean nothing here.
    fn bench(&self, report: &mut Report) {
        if self.peers.missing.iter().any(|it| it == "prometheus") {
            return report.add("checks", self.without_peer());
        }
        let outcome = run::step("bench, a short run", || {
            let mut cargo = repo::cargo();
            run::run(self.prepare(cargo.args([
                "run",
                "--package",
                "tests",
                "--bin",
                "bench",
                "--",
                "--smoke",
            ])))
        });
        report.add("checks", Tally::one(outcome.is_ok()));
        report.note("bench", outcome);
    }

    /// The published page: its budget, and the browser's tests of it, which a page that is too big must pass as well.
    pub(crate) fn page(&self, report: &mut Report) {
        let made = run::step("dist", dist::make);
        let Some(dist) = report.note("dist", made) else {
            report.add("checks", Tally::one(false));
            return;
        };
        let budget = dist.within_budget();
        report.add("checks", Tally::one(budget.is_ok()));
        report.note("budget", budget);
        let outcome = run::step("browser tests", || browser::run(self, dist.folder));
        report.add("browser", report_or_failure(&outcome));
        report.note("browser tests", outcome);
    }
}

fn report_or_failure(outcome: &Outcome<Tally>) -> Tally {
    outcome.as_ref().map_or(Tally::one(false), |it| *it)
}

/// The native command, as `cargo build` leaves it.
fn binary() -> OsString {
    repo::target().join("debug").join("alertplay").into()
}

/// Under the CI nothing may be left out silently.
pub(crate) fn is_strict() -> bool {
    [REQUIRE_PEERS, "CI"].iter().any(|it| std::env::var_os(it).is_some_and(|it| !it.is_empty() && it != "0"))
}
