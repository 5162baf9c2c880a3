//! A rate of a sum of counters. It must not look at samples.

use crate::{Beside, Check, Context, Example, Shown, Finding, Severity};
use promql::plan::Aggregation;
use promql::{Kind, Node};

pub(super) const CHECK: Check = Check {
    id: "rate-of-sum",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "When one counter of a sum is reset, the sum falls by what that one had, and `rate` takes the fall for a reset \
          of the whole: a spike as high as all that was ever counted. Sum the rates instead.",
    bad: Example { rule: "{alert: A, expr: 'rate(sum(failures_total)[5m:15s]) > 5', for: 1m}", because: "a reset is a spike" },
    good: Example { rule: "{alert: A, expr: 'sum(rate(failures_total[5m])) > 5', for: 1m}", because: "resets are seen one by one" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    promql::walk(context.query.root(), &mut |node| {
        let Kind::Call(call) = &node.kind else { return };
        let name = call.function.signature.name;
        let summed = call.args.first().is_some_and(|arg| is_summed(arg, context));
        if matches!(name, "rate" | "irate" | "increase") && summed {
            let title = format!("`{name}` of a sum of counters: each reset reads as a spike.");
            let detail = "Take the rate of each counter, and sum the rates.";
            findings.push(Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(node.span));
        }
    });
    findings
}

/// Whether the window holds values of a sum of counters: by a subquery, or by a recording rule beside this one.
fn is_summed(node: &Node, context: &Context<'_>) -> bool {
    match &node.unwrapped().kind {
        Kind::Subquery(it) => sums(&it.of, context),
        Kind::Range(it) => {
            let own = |rule: &&Beside<'_>| rule.recording && it.selector.name.as_deref() == Some(rule.name);
            let written = context.beside.iter().find(own);
            written
                .and_then(|it| promql::parse(it.expr, context.semantics).ok())
                .is_some_and(|query| sums(query.root(), context))
        }
        _ => false,
    }
}

fn sums(node: &Node, context: &Context<'_>) -> bool {
    match &node.unwrapped().kind {
        Kind::Aggregate(it) if it.op == Aggregation::Sum => match &it.of.unwrapped().kind {
            Kind::Selector(it) => it.name.as_deref().is_some_and(|name| context.is_counter(name)),
            _ => false,
        },
        _ => false,
    }
}
