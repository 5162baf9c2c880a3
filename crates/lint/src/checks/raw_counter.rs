//! A counter compared as it stands. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity, necessary};
use promql::plan::{Aggregation, Type};
use promql::{Kind, Node};

pub(super) const CHECK: Check = Check {
    id: "raw-counter",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A counter holds everything since the process started. Compared with a threshold it turns true one day and \
          stays so until a restart.",
    bad: Example { rule: "{alert: A, expr: failures_total > 100}", because: "it never falls" },
    good: Example { rule: "{alert: A, expr: 'increase(failures_total[5m]) > 100'}", because: "what is new" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let with_literal = necessary::necessary(context.query).into_iter().filter(|it| it.literal.is_some());
    with_literal
        .filter_map(|it| {
            let (name, node) = raw(it.side, context)?;
            let title = format!("`{name}` is a counter: it rises until the process restarts.");
            let detail =
                "Once above the threshold, the alert stays on. Compare its rate or increase.".to_owned();
            Some(Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(node.span))
        })
        .collect()
}

/// A counter whose total reaches the comparison; a quotient of two totals is a share of a lifetime.
fn raw<'a>(node: &'a Node, context: &Context<'_>) -> Option<(&'a str, &'a Node)> {
    match &node.kind {
        Kind::Selector(it) => Some((it.name.as_deref()?, node)).filter(|(name, _)| context.is_counter(name)),
        Kind::Paren(inner) | Kind::Negate(inner) => raw(inner, context),
        Kind::Aggregate(it) if !matches!(it.op, Aggregation::Count | Aggregation::CountValues) => {
            raw(&it.of, context)
        }
        Kind::Binary(it) if it.right.value_type() == Type::Scalar => raw(&it.left, context),
        _ => None,
    }
}
