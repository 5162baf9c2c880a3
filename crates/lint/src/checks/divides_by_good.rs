//! Failures divided by what did not fail. It must not know which metrics these are: their facts say it.

use crate::reach::{Reached, short, values};
use crate::{Check, Context, Example, Shown, Finding, Repair, Severity, names, rewrite, shape};
use promql::plan::{Binary, BinaryOp};
use promql::{Kind, Node};
use series::format_clock;

pub(super) const CHECK: Check = Check {
    id: "divides-by-good-only",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Where failed requests are not among the responses, failures / responses are odds, not a share: half failing \
          reads 100 %, nine of ten 900 %, and when all fail the value is +Inf. A share is failures / (failures + \
          responses). The metric's facts say so with the words `in no class of NAME`.",
    bad: Example {
        rule: "{alert: A, expr: 'sum by (server) (rate(failures_total[1m])) / sum by (server) \
               (rate(responses_total[1m])) * 100 > 5'}",
        because: "failures are in no class of responses_total",
    },
    good: Example {
        rule: "{alert: A, expr: 'sum by (server, instance) (rate(failures_total[1m])) / (sum by (server, instance) (rate(failures_total[1m])) \
                + sum by (server, instance) (rate(responses_total[1m]))) * 100 > 5 and \
               sum by (server, instance) (rate(failures_total[1m])) > 1'}",
        because: "all requests are in the denominator",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    divisions(context).into_iter().map(|(node, binary)| finding(node, binary, context)).collect()
}

/// The divisions of failures by what holds none of them.
fn divisions<'a>(context: &Context<'a>) -> Vec<(&'a Node, &'a Binary)> {
    let mut found = Vec::new();
    promql::walk(context.query.root(), &mut |node| {
        if let Kind::Binary(it) = &node.kind
            && it.op == BinaryOp::Divide
            && shape::is_plain(&it.matching)
            && is_apart(&it.left, &it.right, context)
        {
            found.push((node, &**it));
        }
    });
    found
}

/// Whether the facts of the numerator's metric say that the denominator's does not count it.
fn is_apart(numerator: &Node, denominator: &Node, context: &Context<'_>) -> bool {
    let (above, below) = (metrics(numerator), metrics(denominator));
    let ([above], [below]) = (above.as_slice(), below.as_slice()) else { return false };
    let facts = context.metric(above).map_or("", |info| info.facts.counts_what);
    let Some((_, rest)) = facts.split_once("in no class of ") else { return false };
    let name = rest.split([' ', ',', ';', '.']).next().unwrap_or_default();
    // The facts name the metric without the prefix of the object that both count for.
    let family = |metric: &str| metric.strip_suffix(name).map(str::to_owned);
    family(below).is_some_and(|prefix| !name.is_empty() && above.starts_with(&prefix))
}

fn metrics(node: &Node) -> Vec<&str> {
    let mut names = Vec::new();
    promql::walk(node, &mut |node| match &node.kind {
        Kind::Selector(it) => names.extend(it.name.as_deref()),
        Kind::Range(it) => names.extend(it.selector.name.as_deref()),
        _ => {}
    });
    names.dedup();
    names
}

fn finding(node: &Node, binary: &Binary, context: &Context<'_>) -> Finding {
    let title = "Divides by good responses only.".to_owned();
    let detail =
        "Failed requests are not in the denominator: half failing reads 100 %, all failing +Inf. Divide by \
                  the sum of both."
            .to_owned();
    let finding = Finding::new(CHECK.id, Severity::Warning, title, detail)
        .at_span(node.span)
        .repaired(repair(binary, context));
    match highest(node, context) {
        Some((it, share)) => {
            let (at, name) = (format_clock(it.time), names::instance(it.labels));
            let (share, value) = (short(share * 100.0), short(it.value));
            let evidence =
                format!("At {at} {name} failed {share} % of its requests; the rule reads {value}.");
            finding.shown(evidence, it.time).of(it.labels)
        }
        None => finding,
    }
}

/// The denominator with the numerator added to it; also what settles a division by 0.
pub(super) fn repair(binary: &Binary, context: &Context<'_>) -> Option<Repair> {
    let text = context.query.text();
    let (_, failures) = shape::scaled(&binary.left);
    let below = rewrite::operand(binary.right.unwrapped(), context);
    let sum = format!("({} + {below})", failures.span.of(text));
    rewrite::edited(context, "Divide by all requests", &[(binary.right.span, sum)])
}

/// The division that `context` is warned of, if there is one.
pub(super) fn first<'a>(context: &Context<'a>) -> Option<&'a Binary> {
    divisions(context).first().map(|(_, binary)| *binary)
}

/// The greatest finite value that the rule reads, and the share of failed requests that it stands for.
fn highest<'a>(division: &Node, context: &Context<'a>) -> Option<(Reached<'a>, f64)> {
    let (factor, inner) = shape::scaled(context.comparison()?.side);
    let side = context.side.filter(|_| factor > 0.0 && std::ptr::eq(inner, division))?;
    let finite = values(side, context.steps).filter(|it| it.value.is_finite() && it.value > 0.0);
    let best = finite.reduce(|best, it| if it.value > best.value { it } else { best })?;
    let odds = best.value / factor;
    Some((best, odds / (1.0 + odds)))
}
