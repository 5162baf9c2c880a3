//! The project's own command, which draws what the page shows before its engine is there. It must not know what is drawn.

use crate::{Outcome, repo, run};
use std::process::Command;

/// The command, built.
pub(super) struct Alertplay(());

impl Alertplay {
    /// Builds it.
    pub(super) fn build() -> Outcome<Self> {
        run::run(repo::cargo().args(["build", "--quiet", "--bin", "alertplay"]))?;
        Ok(Self(()))
    }

    /// The chart of a scenario as an SVG; `how` are further options of `alertplay export`.
    pub(super) fn chart(&self, scenario: &str, how: &[&str]) -> Outcome<String> {
        let mut command = Command::new(repo::target().join("debug").join("alertplay"));
        command.args(["export", "--format", "svg"]).args(how).arg(scenario);
        Ok(run::capture(&mut command)?.trim_end().to_owned())
    }
}
