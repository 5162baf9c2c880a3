//! Advice on one rule, with evidence from simulated series. It must not know HAProxy: what is particular to an
//! exporter is data on its metrics.

mod advice;
pub mod bounds;
mod check;
mod checks;
mod context;
mod finding;
mod names;
mod necessary;
mod reach;
mod rewrite;
mod shape;
mod share;
mod uses;

pub use check::{Check, Example, Shown};
pub use checks::{CHECKS, SHOWN};
pub use context::{Beside, Context, Exposed};
pub use finding::{Finding, Place, Repair, Severity};

/// All findings about the rule of `context`, worst first, then in the order of the checks.
pub fn run(context: &Context<'_>) -> Vec<Finding> {
    let checks = CHECKS.iter().filter(|it| it.recording || !context.recording);
    let mut findings: Vec<_> = checks.flat_map(|check| (check.run)(context)).collect();
    series::sort_by(&mut findings, &|a, b| a.severity.cmp(&b.severity));
    findings
}

/// How many checks found nothing, when all together found `findings`.
pub fn passed(findings: &[Finding]) -> usize {
    CHECKS.iter().filter(|check| findings.iter().all(|it| it.id != check.id)).count()
}

#[cfg(test)]
mod tests;
