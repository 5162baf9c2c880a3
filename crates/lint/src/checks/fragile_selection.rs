//! A choice of series that changes from evaluation to evaluation. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity};
use promql::plan::Aggregation;
use promql::{Kind, Node};

pub(super) const CHECK: Check = Check {
    id: "fragile-selection",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "`topk` and its like pick other series at each evaluation. An alert that drops out of the first five and comes \
          back is resolved and fires anew, and `for` starts over.",
    bad: Example { rule: "{alert: A, expr: 'topk(1, queue) > 5', for: 1m}", because: "the longest is now this, now that" },
    good: Example { rule: "{alert: A, expr: queue > 5, for: 1m}", because: "each for itself" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut waiting = vec![context.query.root()];
    // Inside of an aggregation the choice is not an alert's identity.
    while let Some(node) = waiting.pop() {
        match &node.kind {
            Kind::Aggregate(it) if it.op.selects() => findings.push(finding(node, it.op)),
            Kind::Aggregate(_) => {}
            _ => waiting.extend(node.children()),
        }
    }
    findings
}

fn finding(node: &Node, op: Aggregation) -> Finding {
    let title = format!("`{}` picks other series at each evaluation: the alert comes and goes.", op.name());
    let detail = "`for` starts over each time. Compare all series with the threshold.";
    Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(node.span)
}
