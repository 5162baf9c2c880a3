//! `cargo xtask tidy`: the project's own rules, one check a file; each reads the tree and tells what is wrong, none changes it.

mod arrows;
mod catalogue;
mod defects;
mod docs;
mod floats;
mod licences;
mod lock;
mod purity;
mod source;
mod text;
mod third_party;
mod tree;

use crate::report::{Report, Tally};
use crate::{Outcome, run};
use tree::Tree;

/// Tells every breach of one rule, as `file:line: what is wrong` or the like. No breach: an empty list.
type Check = fn(&Tree) -> Outcome<Vec<String>>;

const CHECKS: [(&str, Check); 10] = [
    ("every source file says what it is, and is short", docs::check),
    ("crates depend only along the allowed arrows", arrows::check),
    ("borrowed crates stay in their place", third_party::check),
    ("no clock, IO, threads or hash order below the edges", purity::check),
    ("no float functions of the platform below the edges", floats::check),
    ("every dependency has a licence that we accept", licences::check),
    ("no path of a machine, no host of a registry", text::check),
    ("every alert folder is complete", catalogue::check),
    ("every planted defect finds its place and its test", defects::check),
    ("Cargo.lock and package-lock.json are committed and whole", lock::check),
];

/// Runs all checks and fails if one does.
pub(crate) fn command() -> Outcome<()> {
    let mut report = Report::default();
    add_to(&mut report);
    report.finish()
}

/// Runs all checks, each counted.
pub(crate) fn add_to(report: &mut Report) {
    let outcome = run::step("tidy", || {
        let tree = Tree::read()?;
        for (name, check) in CHECKS {
            // A check that cannot be made has not passed.
            let problems = check(&tree).unwrap_or_else(|message| vec![message]);
            println!("{} {name}", if problems.is_empty() { "ok    " } else { "FAILED" });
            for problem in &problems {
                println!("         {problem}");
            }
            report.add("tidy", Tally::one(problems.is_empty()));
        }
        Ok(())
    });
    report.note("tidy", outcome);
}
