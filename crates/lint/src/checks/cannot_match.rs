//! Two sides that never meet. It must not look at samples.

use crate::names::{self, TARGET};
use crate::necessary::MOST;
use crate::uses;
use crate::{Check, Context, Example, Shown, Finding, Severity};
use promql::plan::{Binary, BinaryOp, Type};
use promql::{Kind, Node};
use series::{METRIC_NAME, MatchOp, set_of};
use std::collections::BTreeSet;

pub(super) const CHECK: Check = Check {
    id: "cannot-match",
    gravest: Severity::Error,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "An operator between two vectors pairs series with equal labels. Where one side has a label that the other has \
          not, or another value of it, there are no pairs and no result, without an error.",
    bad: Example {
        rule: "{alert: A, for: 1m, expr: 'responses_total{code=\"4xx\"} / responses_total{code=\"2xx\"} > 0.1 and queue > 1'}",
        because: "`code` differs",
    },
    good: Example {
        rule: "{alert: A, for: 1m, expr: 'rate(responses_total{code=\"4xx\"}[1m]) / ignoring (code) rate(responses_total{code=\"2xx\"}[1m]) > \
               0.5 and rate(good_total[1m]) > 1'}",
        because: "`code` is left out",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let (mut findings, mut seen) = (Vec::new(), 0);
    promql::walk(context.query.root(), &mut |node| {
        if let Kind::Binary(it) = &node.kind
            && seen < MOST
            && it.op != BinaryOp::Or
            && [&it.left, &it.right].iter().all(|side| side.value_type() == Type::Vector)
        {
            seen += 1;
            findings.extend(unlike(it, context).map(|why| finding(it, node, &why)));
        }
    });
    findings
}

fn finding(binary: &Binary, node: &Node, why: &str) -> Finding {
    let (title, severity) = match binary.op {
        BinaryOp::Unless => ("`unless` takes nothing away: no series has equal labels.", Severity::Warning),
        _ => ("No result, ever: no series of the two sides have equal labels.", Severity::Error),
    };
    let detail = format!("{why} Name the labels to match with `on` or `ignoring`.");
    Finding::new(CHECK.id, severity, title, detail).at_span(node.span)
}

/// Why no series of one side has the labels of one of the other.
fn unlike(binary: &Binary, context: &Context<'_>) -> Option<String> {
    let matching = &binary.matching;
    let left = names::of(&binary.left, context)?;
    let right = names::of(&binary.right, context)?;
    let counts = |name: &&String| name.as_str() != METRIC_NAME && matching.labels.contains(name) == matching.on;
    let pick = |names: &BTreeSet<String>| set_of(names.iter().filter(counts).cloned());
    let (left, right) = (pick(&left), pick(&right));
    // Results of label functions, and targets' labels that relabelling may remove, are not sure to be there.
    let sure = |node: &Node| !uses::calls(node, "label_") && !uses::of(node).is_empty();
    if !sure(&binary.left) || !sure(&binary.right) {
        return None;
    }
    let lacks = |name: &&String| {
        let other = if left.contains(*name) { &right } else { &left };
        name.as_str() != names::OTHERS && !names::may_have(other, name, context)
    };
    if let Some(name) = left.symmetric_difference(&right).find(lacks) {
        let (has, lacks) = if left.contains(name) { ("left", "right") } else { ("right", "left") };
        return Some(format!("The {has} side has `{name}`, the {lacks} one has not."));
    }
    let fixed = |node: &Node, name: &str| {
        let used = uses::of(node);
        let [only] = used.as_slice() else { return None };
        let equal = only.selector.matchers.iter().find(|it| it.name() == name && it.op() == MatchOp::Equal)?;
        Some(equal.value().to_owned())
    };
    let differs = left.iter().find_map(|name| {
        let (one, other) = (fixed(&binary.left, name)?, fixed(&binary.right, name)?);
        (one != other && !TARGET.contains(&name.as_str())).then_some((name, one, other))
    });
    differs.map(|(name, one, other)| format!("`{name}` is {one:?} on the left and {other:?} on the right."))
}
