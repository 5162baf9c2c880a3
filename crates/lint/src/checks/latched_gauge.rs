//! A gauge that only rises. It must not look at samples.

use crate::{Check, Context, Example, Finding, Severity};
use promql::Kind;

pub(super) const CHECK: Check = Check {
    id: "latched-gauge",
    doc: "A high-water mark keeps its highest value until the process restarts: one slow request keeps the alert on \
          for weeks, and a reload seems to cure it.",
    needs_samples: false,
    bad: Example { rule: "{alert: A, expr: max_queue > 5}", because: "the greatest length ever" },
    good: Example { rule: "{alert: A, expr: queue > 5}", because: "the length now" },
    run,
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    promql::walk(context.query.root(), &mut |node| {
        let selector = match &node.kind {
            Kind::Selector(it) => it,
            Kind::Range(it) => &it.selector,
            _ => return,
        };
        let info = selector.name.as_deref().and_then(|name| context.metric(name));
        if let Some(info) = info.filter(|it| it.facts.latches) {
            let title = format!("`{}` only rises until the process restarts.", info.name);
            let detail = "It is a high-water mark: once above the threshold, the alert stays on.".to_owned();
            if !findings.iter().any(|it| it.title == title) {
                findings.push(Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(node.span));
            }
        }
    });
    findings
}
