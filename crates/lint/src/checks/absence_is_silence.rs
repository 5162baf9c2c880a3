//! A metric that vanishes when things are worst. It must not know which: that is data on the metric.

use crate::advice::{self, Hit};
use crate::uses::{self, Role};
use crate::{Check, Context, Example, Shown, Finding, Severity, Repair, rewrite};
use promql::{Query, Span};
use series::meta::About;

pub(super) const CHECK: Check = Check {
    id: "absence-is-silence",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A comparison without samples returns nothing: a rule on a low value is silent, and resolves, when the source itself is gone. `up == 0` or absent() tells of that, here or in a rule beside it.",
    bad: Example { rule: "{alert: A, expr: 'alive == 0', for: 1m}", because: "gone with the exporter" },
    good: Example { rule: "{alert: A, expr: 'alive == 0 or up == 0', for: 1m}", because: "`up` is always there" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Vanishes, &[Role::Value])
        .into_iter()
        .filter(|it| it.looks_down() && concerns(it, context) && !is_watched(context));
    hits.map(|it| it.finding(CHECK.id).repaired(absent(&it, context))).collect()
}

/// The rule with `or absent(...)`, where the metric stands for the source as a whole.
fn absent(hit: &Hit<'_>, context: &Context<'_>) -> Option<Repair> {
    let text = context.query.text();
    let end = context.query.root().span.end;
    let whole = hit.used.info(context)?.labels.is_empty();
    let selector = hit.used.node.span.of(text);
    let edit = (Span { start: end, end }, format!(" or absent({selector})"));
    if whole { rewrite::edited(context, "Fire when it is gone, too", &[edit]) } else { None }
}

/// Of the source as a whole this rule must tell; of one object it need not, where another rule may: that is known once there
/// are others.
fn concerns(hit: &Hit<'_>, context: &Context<'_>) -> bool {
    let whole = hit.used.info(context).is_some_and(|it| it.labels.is_empty());
    whole || context.beside.iter().any(|it| !it.recording)
}

/// Whether this rule or one beside it fires when samples are missing.
fn is_watched(context: &Context<'_>) -> bool {
    let watches = |query: &Query| uses::reads(query.root(), "up") || uses::calls(query.root(), "absent");
    let parsed = |it: &crate::Beside<'_>| promql::parse(it.expr, context.semantics);
    watches(context.query) || context.beside.iter().any(|it| parsed(it).is_ok_and(|query| watches(&query)))
}
