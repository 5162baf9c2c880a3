//! A counter's growth measured without regard to resets. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity};
use promql::plan::{Binary, BinaryOp};
use promql::{Kind, Node, Span};

pub(super) const CHECK: Check = Check {
    id: "counter-without-rate",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A restart or reload sets counters back to 0. `rate` and `increase` make up for that; `delta`, `deriv`, averages \
          over time and `x - x offset 5m` read it as a great fall, or as nothing at all.",
    bad: Example { rule: "{alert: A, expr: 'delta(failures_total[5m]) > 100', for: 1m}", because: "a restart hides them" },
    good: Example { rule: "{alert: A, expr: 'increase(failures_total[5m]) > 100', for: 1m}", because: "resets are made up for" },
};

const BLIND: [&str; 7] =
    ["delta", "idelta", "deriv", "predict_linear", "avg_over_time", "min_over_time", "quantile_over_time"];

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut found: Vec<(String, Span, &str)> = Vec::new();
    promql::walk(context.query.root(), &mut |node| match &node.kind {
        Kind::Call(it) if BLIND.contains(&it.function.signature.name) => {
            let counter = it.args.iter().find_map(|arg| counter(arg, context));
            found.extend(counter.map(|name| (name.to_owned(), node.span, it.function.signature.name)));
        }
        Kind::Binary(it) if it.op == BinaryOp::Subtract => {
            found.extend(since(it, context).map(|name| (name.to_owned(), node.span, "-")));
        }
        _ => {}
    });
    found
        .into_iter()
        .map(|(name, span, how)| {
            let title = format!("`{how}` over the counter `{name}`: a restart reads as a fall.");
            let detail = "`increase` and `rate` make up for resets.";
            Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(span)
        })
        .collect()
}

/// The counter whose samples a function takes.
fn counter<'a>(node: &'a Node, context: &Context<'_>) -> Option<&'a str> {
    match &node.unwrapped().kind {
        Kind::Range(it) => it.selector.name.as_deref().filter(|name| context.is_counter(name)),
        _ => None,
    }
}

/// The counter of `x - x offset 5m`.
fn since<'a>(binary: &'a Binary, context: &Context<'_>) -> Option<&'a str> {
    let (Kind::Selector(left), Kind::Selector(right)) = (&binary.left.unwrapped().kind, &binary.right.unwrapped().kind)
    else {
        return None;
    };
    let same = left.name.is_some() && left.name == right.name && left.offset != right.offset;
    left.name.as_deref().filter(|name| same && context.is_counter(name))
}
