//! Interim answers in a sum of all answers. It must not judge the rule alone: samples show them.

use crate::uses::{self, Use};
use crate::{Check, Context, Example, Shown, Finding, Severity, names};
use series::is_stale;

pub(super) const CHECK: Check = Check {
    id: "interim-answers",
    gravest: Severity::Info,
    needs_samples: true,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A 1xx answer (100 Continue, 103 Early Hints) comes before the final one, and both are counted: a sum over all \
          classes counts such requests twice, and every share of it is too low. Leave out `1xx`.",
    bad: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (instance, proxy) (rate(uploads_total[1m])) > 500'}",
        because: "1xx are answers, too",
    },
    good: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (instance, proxy) (rate(uploads_total{code!=\"1xx\"}[1m])) > 500'}",
        because: "final answers only",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let all = uses::of(context.query.root());
    let mut findings: Vec<Finding> = all.iter().filter_map(|it| finding(it, context)).collect();
    findings.truncate(1);
    findings
}

fn finding(used: &Use<'_>, context: &Context<'_>) -> Option<Finding> {
    let has_class = used.info(context)?.labels.iter().any(|it| it.name == "code" && it.values.contains(&"1xx"));
    let admits = |value: &str| {
        used.selector.matchers.iter().filter(|it| it.name() == "code").all(|it| it.matches_value(value))
    };
    if !has_class || !admits("1xx") || !admits("2xx") {
        return None;
    }
    let mut series = context.store?.select(&used.selector.matchers);
    let last = |it: &series::Series| it.values.iter().rev().copied().find(|it| !is_stale(*it)).unwrap_or(0.0);
    let found = series.find(|it| it.labels.value("code") == Some("1xx") && last(it) > 0.0)?;
    let title = "Counts interim answers (1xx) besides the final ones.";
    let detail = "Such a request is counted twice, and every share of the sum is too low. Leave out code=\"1xx\".";
    let mut finding = Finding::new(CHECK.id, Severity::Info, title, detail).at_span(used.node.span);
    finding.evidence = format!("{} interim answers here: {}.", last(found), names::instance(&found.labels));
    Some(finding)
}
