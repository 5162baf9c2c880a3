//! A rule without a condition. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Severity, rewrite};
use promql::plan::BinaryOp;
use promql::{Kind, Node, Span, tokens};

pub(super) const CHECK: Check = Check {
    id: "always-returns",
    gravest: Severity::Error,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Every element that the expression returns is an alert, whatever its value. Without a comparison, or with \
          `bool`, which returns 0 or 1, the alert is always on.",
    bad: Example { rule: "{alert: A, expr: queue > bool 5}", because: "0 is an alert too" },
    good: Example { rule: "{alert: A, expr: queue > 5}", because: "the comparison filters" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let Some((node, uses_bool)) = unconditional(context.query.root()) else { return Vec::new() };
    let (title, detail, repair) = if uses_bool {
        let repair = bool_span(node, context)
            .and_then(|span| rewrite::edited(context, "Remove bool", &[(span, String::new())]));
        (
            "Always on: `bool` returns 0 or 1, and either is an alert.",
            "Without `bool` the comparison filters.",
            repair,
        )
    } else {
        let detail = "Every value that the expression returns is an alert. Compare it with a threshold.";
        ("Always on while there is a value: nothing is compared.", detail, None)
    };
    let finding = Finding::new(CHECK.id, Severity::Error, title.to_owned(), detail.to_owned());
    vec![finding.at_span(node.span).repaired(repair)]
}

/// The part that returns something whatever the samples' values, and whether that is for `bool`.
fn unconditional(node: &Node) -> Option<(&Node, bool)> {
    match &node.kind {
        Kind::Paren(inner) => unconditional(inner),
        Kind::Binary(it) => match it.op {
            BinaryOp::Compare(_) => {
                if it.bool_modifier {
                    Some((node, true))
                } else {
                    None
                }
            }
            // One side with a condition is enough; `unless` is one itself.
            BinaryOp::And => unconditional(&it.left).and(unconditional(&it.right)),
            BinaryOp::Unless => None,
            BinaryOp::Or => unconditional(&it.left).or_else(|| unconditional(&it.right)),
            // Arithmetic passes on what a filter inside leaves.
            _ => unconditional(&it.left).and(unconditional(&it.right)).map(|_| (node, false)),
        },
        Kind::Call(it) if it.function.signature.name.starts_with("absent") => None,
        // A heartbeat is on by intent: its absence is the news.
        Kind::Call(it) if it.function.signature.name == "vector" => None,
        Kind::Call(it) => {
            let all = it.args.iter().all(|arg| unconditional(arg).is_some());
            all.then_some((node, false))
        }
        Kind::Aggregate(it) => unconditional(&it.of).map(|_| (node, false)),
        Kind::Subquery(it) => unconditional(&it.of).map(|_| (node, false)),
        Kind::Negate(inner) => unconditional(inner).map(|_| (node, false)),
        Kind::Number(_) | Kind::String(_) | Kind::Range(_) => Some((node, false)),
        // Series that exist only while an alert does are a condition.
        Kind::Selector(it) => (it.name.as_deref() != Some("ALERTS")).then_some((node, false)),
    }
}

/// The word `bool` of the outermost comparison with the space before it.
fn bool_span(node: &Node, context: &Context<'_>) -> Option<Span> {
    let Kind::Binary(binary) = &node.kind else { return None };
    let text = context.query.text();
    let between = |span: Span| span.start >= binary.left.span.end && span.end <= binary.right.span.start;
    let found = tokens(text)
        .into_iter()
        .find(|token| between(token.span) && token.span.of(text).eq_ignore_ascii_case("bool"))?;
    let start = found.span.start.checked_sub(1)?;
    let with_space = Span { start, end: found.span.end };
    Some(if with_space.of(text).starts_with(' ') { with_space } else { found.span })
}
