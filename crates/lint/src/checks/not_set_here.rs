//! Series that have no number because something is not configured. It must not judge the rule alone: samples show it.

use crate::uses::Role;
use crate::{Check, Context, Example, Shown, Finding, Severity, advice, names};
use series::is_stale;
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "not-set-here",
    gravest: Severity::Info,
    needs_samples: true,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A metric of something that is not configured is NaN or absent, and no comparison with NaN is true: the rule is \
          blind for such objects and says nothing of it.",
    bad: Example { rule: "{alert: A, expr: queue / unset_limit > 0.8, for: 1m}", because: "web1 has no limit" },
    good: Example { rule: "{alert: A, expr: queue / limit > 0.8, for: 1m}", because: "all have one" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let Some(store) = context.store else { return Vec::new() };
    let hits = advice::hits(context, About::Unset, &[Role::Value, Role::Below, Role::Guard]);
    let mut findings = Vec::new();
    for hit in hits {
        let series = store.select(&hit.used.selector.matchers);
        let unset = |it: &&series::Series| {
            let mut values = it.values.iter().filter(|value| !is_stale(**value)).peekable();
            values.peek().is_some() && values.all(|it| it.is_nan())
        };
        let mut blind = series.filter(unset).peekable();
        if let Some(first) = blind.peek() {
            let name = names::instance(&first.labels);
            let others = match blind.count() {
                1 => String::new(),
                count => format!(" and {} more", count - 1),
            };
            let mut finding = hit.finding(CHECK.id);
            finding.severity = Severity::Info;
            finding.evidence = format!("NaN all the time here: {name}{others}.");
            findings.push(finding);
        }
    }
    findings
}
