//! `cargo xtask check`: formatting, lints for host and wasm32, and tidy; what must hold before any test is worth running.

use crate::report::{Report, Tally};
use crate::{Outcome, repo, run, tidy, tools};

/// The name of a check and the arguments that cargo makes it with.
const CHECKS: [(&str, &[&str]); 3] = [
    ("formatting", &["fmt", "--all", "--check"]),
    ("lints, host", &["clippy", "--all-targets", "--", "-D", "warnings"]),
    (
        "lints, wasm32",
        &[
            "clippy",
            "--package",
            "web",
            "--package",
            "probe",
            "--target",
            "wasm32-unknown-unknown",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
];

/// Runs every check and fails if one does.
pub(crate) fn check() -> Outcome<()> {
    let mut report = Report::default();
    add_to(&mut report);
    report.finish()
}

/// Runs every check, each also when an earlier one failed.
pub(crate) fn add_to(report: &mut Report) {
    for (name, args) in CHECKS {
        let outcome = run::step(name, || {
            tools::ensure_wasm_target()?;
            run::run(repo::cargo().args(args))
        });
        report.add("checks", Tally::one(outcome.is_ok()));
        report.note(name, outcome);
    }
    tidy::add_to(report);
}
