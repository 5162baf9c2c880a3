//! A metric that counts a part of what the rule is about. It must not know which: that is data on the metric.

use crate::advice::{self, Hit};
use crate::uses::Role;
use crate::{Check, Context, Example, Finding, Severity, names};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "counts-only-part",
    doc: "Some counters miss what others count: a rule that reads one of them is blind to the rest, often when it matters most.",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: [Example; 2] = [
    Example { rule: "{alert: A, expr: 'sum by (proxy, instance) (rate(answers_total[1m])) > 5'}", because: "the proxy's own answers are not in it" },
    Example { rule: "{alert: A, expr: 'sum by (proxy, instance) (rate(proxy_answers_total[1m])) > 5'}", because: "all answers" },
];

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Part, &[Role::Value]);
    hits.iter().filter_map(|it| finding(it, context)).collect()
}

/// Where the other metric cannot take its place, for want of a label that the rule keeps, it is only worth knowing; and a
/// rule that tells all objects apart is about what this one counts.
fn finding(hit: &Hit<'_>, context: &Context<'_>) -> Option<Finding> {
    let repair = hit.instead(context);
    let mut finding = hit.finding(CHECK.id);
    if repair.is_none() && !hit.advice.instead.is_empty() {
        let own = hit.used.info(context)?.labels.iter().filter(|it| it.values.is_empty());
        let kept = names::of(context.query.root(), context)?;
        if own.map(|it| it.name).chain(["instance"]).all(|it| kept.contains(it)) {
            return None;
        }
        finding.severity = Severity::Info;
    }
    Some(finding.repaired(repair))
}
