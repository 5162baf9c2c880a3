//! The catalogue's rules and unit tests under the real promtool, one check a file; our own engine has no say here.

use super::World;
use crate::report::{Report, Tally};
use crate::{Outcome, repo, run};
use std::process::Command;

/// Checks every `rule.yml` and runs every `test.yml` below the catalogue's alerts.
pub(super) fn add_to(report: &mut Report, world: &World) {
    let outcome = run::step("promtool", || {
        let mut tally = Tally::default();
        for file in repo::files()?.iter().filter(|it| it.starts_with("crates/catalogue/alerts/")) {
            if let Some(args) = arguments(file) {
                tally.add(one(world, args, file));
            }
        }
        Ok(tally)
    });
    if let Some(tally) = report.note("promtool", outcome) {
        report.add("promtool", tally);
    }
}

fn one(world: &World, args: [&str; 2], file: &str) -> Tally {
    if world.peers.missing.iter().any(|it| it == "prometheus") {
        println!("SKIPPED promtool {} {file}", args.join(" "));
        return world.without_peer();
    }
    let mut promtool = Command::new("promtool");
    promtool.current_dir(repo::root()).args(args).arg(file);
    let outcome: Outcome<()> = run::run(world.prepare(&mut promtool));
    if let Err(message) = &outcome {
        println!("{message}");
    }
    Tally::one(outcome.is_ok())
}

/// What promtool does with a file of the catalogue, if anything.
fn arguments(file: &str) -> Option<[&'static str; 2]> {
    match file.rsplit('/').next()? {
        "rule.yml" => Some(["check", "rules"]),
        "test.yml" => Some(["test", "rules"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::arguments;

    #[test]
    fn each_kind_of_file_has_its_command() {
        assert_eq!(arguments("crates/catalogue/alerts/a/b/rule.yml"), Some(["check", "rules"]));
        assert_eq!(arguments("crates/catalogue/alerts/a/b/test.yml"), Some(["test", "rules"]));
        assert_eq!(arguments("crates/catalogue/alerts/a/b/runbook.md"), None);
    }
}
