//! Two rules with one name. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity};

pub(super) const CHECK: Check = Check {
    id: "duplicate-name",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Routes, silences and runbooks go by the alert's name. Two rules of one name and different expressions cannot be \
          told apart there, and a silence for one is a silence for both. Two with the same labels, such as a warning \
          and a page at another threshold, are usual.",
    bad: Example { rule: "{alert: Twin, expr: queue > 5, for: 1m}", because: "another rule has this name, and other metrics" },
    good: Example { rule: "{alert: Single, expr: queue > 5, for: 1m}", because: "a name of its own" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let own = metrics(context.query.root());
    let other = context.beside.iter().filter(|it| !it.recording && it.name == context.rule.alert).find(|it| {
        let parsed = promql::parse(it.expr, context.semantics);
        parsed.is_ok_and(|query| metrics(query.root()) != own)
    });
    let finding = |it: &crate::Beside<'_>| {
        let title = format!("Another rule is called `{}`, too, and reads other metrics.", it.name);
        let detail = "Routes, silences and runbooks go by the name: they cannot tell the two apart.";
        Finding::new(CHECK.id, Severity::Warning, title, detail).within(Place::Name, None)
    };
    other.map(finding).into_iter().collect()
}

/// The metrics with the labels that are grouped by: what a rule is about, whatever its threshold.
fn metrics(node: &promql::Node) -> std::collections::BTreeSet<String> {
    let mut names = std::collections::BTreeSet::new();
    promql::walk(node, &mut |node| match &node.kind {
        promql::Kind::Selector(it) => names.extend(it.name.clone()),
        promql::Kind::Range(it) => names.extend(it.selector.name.clone()),
        promql::Kind::Aggregate(it) => names.extend(it.grouping.labels.iter().cloned()),
        _ => {}
    });
    names
}
