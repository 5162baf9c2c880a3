//! A quotient inside an aggregation. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity, uses};
use promql::plan::{Aggregation, BinaryOp};
use promql::{Kind, Node};

pub(super) const CHECK: Check = Check {
    id: "nan-in-aggregation",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "0/0 is NaN, and a sum or average with one NaN in it is NaN as a whole: one object without traffic hides all \
          others. Divide the sums, rather than adding up quotients.",
    bad: Example {
        rule: "{alert: A, for: 1m, expr: 'sum without (server) (rate(failures_total[1m]) / rate(good_total[1m])) > 0.5'}",
        because: "one idle server hides the others",
    },
    good: Example {
        rule: "{alert: A, for: 1m, expr: 'sum without (server) (rate(failures_total[1m])) / sum without (server) \
               (rate(good_total[1m])) > 0.5'}",
        because: "the sums are divided",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    promql::walk(context.query.root(), &mut |node| {
        if let Kind::Aggregate(it) = &node.kind
            && matches!(it.op, Aggregation::Sum | Aggregation::Avg | Aggregation::Stddev | Aggregation::Stdvar)
            && is_quotient(&it.of)
        {
            let title = format!("`{}` of quotients: one object without traffic makes the whole NaN.", it.op.name());
            let detail = "Divide sums instead, or leave out what has no traffic.";
            findings.push(Finding::new(CHECK.id, Severity::Warning, title, detail).at_span(node.span));
        }
    });
    findings
}

/// Whether rates are divided, with nothing that leaves out 0.
fn is_quotient(node: &Node) -> bool {
    match &node.unwrapped().kind {
        Kind::Binary(it) => match it.op {
            BinaryOp::Divide => {
                let rates = ["rate", "irate", "increase"].iter().any(|name| uses::calls(&it.right, name));
                let mut filtered = false;
                promql::walk(&it.right, &mut |node| {
                    filtered |= matches!(&node.kind, Kind::Binary(it) if it.op.is_comparison());
                });
                rates && !filtered && !uses::calls(&it.right, "clamp")
            }
            BinaryOp::Multiply | BinaryOp::Add | BinaryOp::Subtract => is_quotient(&it.left) || is_quotient(&it.right),
            _ => false,
        },
        _ => false,
    }
}
