//! A metric that the exporter does not write. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity};
use promql::{Kind, Span};
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check {
    id: "unknown-metric",
    gravest: Severity::Error,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A selector without series is no error in Prometheus: the rule loads, is healthy and never fires.",
    bad: Example { rule: "{alert: A, expr: server_up == 0}", because: "another exporter writes it" },
    good: Example { rule: "{alert: A, expr: up == 0}", because: "Prometheus writes it at every scrape" },
};

/// What Prometheus writes itself.
const OWN: [&str; 2] = ["ALERTS", "ALERTS_FOR_STATE"];

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut missing: BTreeMap<&str, Span> = BTreeMap::new();
    promql::walk(context.query.root(), &mut |node| {
        let selector = match &node.kind {
            Kind::Selector(it) => it,
            Kind::Range(it) => &it.selector,
            _ => return,
        };
        if let Some(name) = selector.name.as_deref().filter(|name| !is_known(name, context)) {
            missing.entry(name).or_insert(node.span);
        }
    });
    missing.into_iter().map(|(name, span)| finding(name, span, context)).collect()
}

/// What a recording rule writes is known by the rule, or by its samples.
fn is_known(name: &str, context: &Context<'_>) -> bool {
    let stored = context.store.is_some_and(|store| store.metrics().any(|it| it == name));
    if stored {
        return true;
    }
    !context.exposed.complete || context.beside.iter().any(|it| it.recording && it.name == name) || OWN.contains(&name) || context.metric(name).is_some()
}

fn finding(name: &str, span: Span, context: &Context<'_>) -> Finding {
    let title = format!("No value, ever: {} does not write `{name}`.", context.exposed.exporter);
    let has = |it: &&crate::Exposed<'_>| it.metrics.iter().any(|metric| metric.name == name);
    let detail = match context.others.iter().find(has) {
        Some(other) => {
            format!("It belongs to {}; a rule for one does not work with the other.", other.exporter)
        }
        None => "A selector without series is no error: the rule loads and stays silent.".to_owned(),
    };
    Finding::new(CHECK.id, Severity::Error, title, detail).at_span(span)
}
