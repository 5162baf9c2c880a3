//! A rule's label in place of the series' own. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity, names};

pub(super) const CHECK: Check = Check {
    id: "label-overwrites",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A label of the rule replaces the series' label of that name. Where that told the instances apart, they become \
          one and the same alert, and Prometheus refuses the whole evaluation.",
    bad: Example { rule: "{alert: A, expr: queue > 5, for: 1m, labels: {server: any}}", because: "all servers are one" },
    good: Example { rule: "{alert: A, expr: queue > 5, for: 1m, labels: {team: any}}", because: "another label" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let Some(left) = names::of(context.query.root(), context) else { return Vec::new() };
    let plain = context.rule.labels.iter().filter(|(name, text)| left.contains(*name) && !text.contains("{{"));
    plain
        .map(|(name, _)| {
            let title = format!("The label `{name}` replaces that of the series.");
            let detail = "Instances that only this label tells apart become the same alert, and the evaluation fails.";
            let place = Place::Label(name.clone());
            Finding::new(CHECK.id, Severity::Warning, title, detail).within(place, None)
        })
        .collect()
}
