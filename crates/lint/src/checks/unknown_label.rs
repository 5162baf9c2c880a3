//! A label, or a label's value, that a metric does not have. It must not look at samples.

use crate::names::TARGET;
use crate::{Check, Context, Example, Shown, Finding, Severity, names};
use promql::plan::{Aggregate, Selector};
use promql::{Kind, Node, Span};
use series::meta::MetricInfo;
use series::{METRIC_NAME, Matcher};

pub(super) const CHECK: Check = Check {
    id: "unknown-label",
    gravest: Severity::Error,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A matcher on a label that a metric does not have selects nothing, and grouping by such a label puts all \
          series into one group. Neither is an error in Prometheus.",
    bad: Example {
        rule: "{alert: A, expr: 'rate(responses_total{code=\"4XX\"}[1m]) > 5'}",
        because: "values are 4xx",
    },
    good: Example {
        rule: "{alert: A, expr: 'rate(responses_total{code=\"4xx\"}[1m]) > 5'}",
        because: "as exported",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    promql::walk(context.query.root(), &mut |node| match &node.kind {
        Kind::Selector(it) => findings.extend(of_selector(it, node.span, context)),
        Kind::Range(it) => findings.extend(of_selector(&it.selector, node.span, context)),
        Kind::Aggregate(it) => findings.extend(of_grouping(it, node, context)),
        _ => {}
    });
    findings.dedup_by(|left, right| left.title == right.title);
    findings
}

fn of_selector(selector: &Selector, span: Span, context: &Context<'_>) -> Option<Finding> {
    let info = context.metric(selector.name.as_deref()?)?;
    let (title, detail) = selector.matchers.iter().find_map(|matcher| unmatched(matcher, info, context))?;
    Some(Finding::new(CHECK.id, Severity::Error, title, detail).at_span(span))
}

/// What is wrong with `matcher` on the metric, if no series of it can satisfy it.
fn unmatched(matcher: &Matcher, info: &MetricInfo, context: &Context<'_>) -> Option<(String, String)> {
    let (name, metric) = (matcher.name(), info.name);
    if name == METRIC_NAME || TARGET.contains(&name) {
        return None;
    }
    match info.labels.iter().find(|it| it.name == name) {
        // A label that is not there has the empty value.
        None if matcher.matches_value("") || context.exposed.open && !context.is_foreign(name) => None,
        None => {
            let labels: Vec<_> = info.labels.iter().map(|it| it.name).chain(TARGET).collect();
            let detail = format!("Its labels: {}.", labels.join(", "));
            Some((format!("Selects nothing: `{metric}` has no label `{name}`."), detail))
        }
        Some(label) if label.values.is_empty() || label.values.iter().any(|it| matcher.matches_value(it)) => {
            None
        }
        Some(label) => {
            let value = matcher.value();
            let detail = format!("Its values: {}.", label.values.join(", "));
            Some((format!("Selects nothing: `{name}` of `{metric}` is never {value:?}."), detail))
        }
    }
}

/// A grouping by a label that no series inside has.
fn of_grouping(aggregate: &Aggregate, node: &Node, context: &Context<'_>) -> Option<Finding> {
    let inner = names::of(&aggregate.of, context)?;
    if aggregate.grouping.without {
        return None;
    }
    let missing = aggregate.grouping.labels.iter().find(|label| !names::may_have(&inner, label, context))?;
    let title = format!("Groups by `{missing}`, which the series do not have.");
    let detail = format!("The label is empty in every group. There are: {}.", names::listed(&inner));
    Some(Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(node.span))
}
