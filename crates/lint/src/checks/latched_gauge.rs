//! A gauge that only rises. It must not look at samples.

use crate::uses::{self, Role};
use crate::{Check, Context, Example, Shown, Finding, Severity, advice};
use series::meta::About;

const ALL: &[Role] = &[Role::Value, Role::Below, Role::Guard];

pub(super) const CHECK: Check = Check {
    id: "latched-gauge",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A high-water mark keeps its highest value until the process restarts: one slow request keeps the alert on \
          for weeks, and a reload seems to cure it.",
    bad: Example { rule: "{alert: A, expr: max_queue > 5}", because: "the greatest length ever" },
    good: Example { rule: "{alert: A, expr: queue > 5}", because: "the length now" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for used in uses::of(context.query.root()) {
        let Some(info) = used.info(context).filter(|it| it.facts.latches) else { continue };
        let title = format!("`{}` only rises until the process restarts.", info.name);
        let detail = "It is a high-water mark: once above the threshold, the alert stays on.";
        if !findings.iter().any(|it| it.title == title) {
            let hit = advice::hits(context, About::Latch, ALL).into_iter().find(|it| it.used.name == info.name);
            let repair = hit.and_then(|it| it.instead(context));
            let finding = Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(used.name_span());
            findings.push(finding.repaired(repair));
        }
    }
    findings
}
