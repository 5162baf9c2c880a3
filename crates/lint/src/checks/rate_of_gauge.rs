//! `rate` over what is no counter. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity, rewrite};
use promql::{Kind, Node, Span};

pub(super) const CHECK: Check = Check {
    id: "rate-of-gauge",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "`rate`, `irate` and `increase` take every fall for a reset of a counter. Over a gauge a constant load reads \
          0, and a load that wobbles reads as growth.",
    bad: Example {
        rule: "{alert: A, expr: 'rate(queue[1m]) > 0'}",
        because: "a queue of constant length reads 0",
    },
    good: Example { rule: "{alert: A, expr: 'avg_over_time(queue[1m]) > 5'}", because: "the length itself" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    promql::walk(context.query.root(), &mut |node| findings.extend(finding(node, context)));
    findings
}

fn finding(node: &Node, context: &Context<'_>) -> Option<Finding> {
    let Kind::Call(call) = &node.kind else { return None };
    let function = call.function.signature.name;
    let Kind::Range(range) = &call.args.first()?.unwrapped().kind else { return None };
    let name = range.selector.name.as_deref()?;
    context.metric(name)?;
    if context.is_counter(name) || !matches!(function, "rate" | "irate" | "increase") {
        return None;
    }
    let title = format!("`{function}` over a gauge: `{name}` goes up and down.");
    let detail = "A constant value reads 0, and every fall is taken for a reset. Use the value itself, or \
                  avg_over_time."
        .to_owned();
    let length = series::format_duration(range.range);
    let edit = (name_span(node.span, function), "avg_over_time".to_owned());
    let repair = rewrite::edited(context, format!("Use the average over {length}"), &[edit]);
    Some(Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(node.span).repaired(repair))
}

/// Where the function's name stands: at the start of the call.
fn name_span(call: Span, name: &str) -> Span {
    Span { start: call.start, end: call.start + name.len() as u32 }
}
