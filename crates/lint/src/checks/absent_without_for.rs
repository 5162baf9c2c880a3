//! An absence that a restart makes. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Severity, rewrite, uses};
use promql::{Kind, Node};

pub(super) const CHECK: Check = Check {
    id: "absent-without-for",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "After a start of Prometheus nothing is there before the first scrape, and a lost scrape leaves a hole: absent() \
          without a `for` of two scrape intervals or more reports either.",
    bad: Example { rule: "{alert: A, expr: absent(up)}", because: "absent at every start" },
    good: Example { rule: "{alert: A, expr: absent(up), for: 5m}", because: "it must last" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let root = context.query.root();
    let least = (2 * context.scrape_interval).max(1);
    if context.rule.hold >= least || !is_result(root) || uses::longest_window(root) >= 120_000 {
        return Vec::new();
    }
    let title = "absent() without a `for`: every start and every lost scrape is an alert.";
    let detail = "Let it last for at least two scrape intervals.";
    let repair = rewrite::changed(context, "Wait 5m", |rule| rule.hold = 300_000);
    let finding = Finding::new(CHECK.id, Severity::Warning, title, detail).within(Place::For, None);
    vec![finding.repaired(repair)]
}

/// Whether what absent() returns is an alert of the rule.
fn is_result(node: &Node) -> bool {
    match &node.kind {
        Kind::Paren(inner) => is_result(inner),
        Kind::Call(it) => it.function.signature.name == "absent",
        Kind::Binary(it) if it.op == promql::plan::BinaryOp::Or => is_result(&it.left) || is_result(&it.right),
        Kind::Binary(it) if it.op.is_comparison() || it.op == promql::plan::BinaryOp::And => is_result(&it.left),
        _ => false,
    }
}
