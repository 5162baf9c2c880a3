//! Values that are no numbers. It must not guess: samples show them.

use crate::reach::values;
use crate::{Check, Context, Example, Shown, Finding, Severity, names, necessary, share};
use series::format_clock;

pub(super) const CHECK: Check = Check {
    id: "infinite",
    gravest: Severity::Warning,
    needs_samples: true,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Division by 0 gives +Inf, which is above every threshold, and 0/0 gives NaN, which is above none: the rule \
          fires on the first and is silent on the second, whatever the threshold.",
    bad: Example {
        rule: "{alert: A, expr: 'sum by (server) (rate(failures_total[1m])) / sum by (server) (rate(good_total[1m])) > 5'}",
        because: "while all requests fail, nothing is good",
    },
    good: Example {
        rule: "{alert: A, expr: 'sum by (server, instance) (rate(failures_total[1m])) / (sum by (server, instance) (rate(failures_total[1m])) \
                + sum by (server, instance) (rate(good_total[1m]))) > 0.05 and \
               sum by (server, instance) (rate(failures_total[1m])) > 1'}",
        because: "the sum is 0 only without requests",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let Some(side) = context.side else { return Vec::new() };
    if side.iter().all(|column| column.values.iter().all(|it| it.is_finite())) {
        return Vec::new();
    }
    let span = context.comparison().map(|it| it.side.span);
    let first = |wanted: fn(f64) -> bool| {
        values(side, context.steps).filter(|it| wanted(it.value)).min_by_key(|it| it.time)
    };
    let mut findings = Vec::new();
    if let Some(it) = first(f64::is_infinite) {
        let value = if it.value > 0.0 { "+Inf" } else { "-Inf" };
        let title = format!("Divides by 0: the value becomes {value}.");
        let detail =
            "Infinity passes every threshold. Put a denominator that is 0 only without traffic.".to_owned();
        let evidence = format!("{value} at {}{}.", format_clock(it.time), names::behind_comma(it.labels));
        let mut finding = Finding::new(CHECK.id, Severity::Warning, title, detail).shown(evidence, it.time).of(it.labels);
        finding.repair =
            super::divides_by_good::first(context).and_then(|it| super::divides_by_good::repair(it, context));
        findings.push(Finding { span, ..finding });
    }
    // A rule that asks for traffic, or for a limit, means to be silent without.
    let guarded = necessary::necessary(context.query).len() > 1;
    if let Some(it) = first(f64::is_nan).filter(|_| !guarded && divides(context)) {
        let title = "No value without traffic: 0/0 is NaN, and no comparison with NaN is true.".to_owned();
        let detail = "The rule is silent then, also when the traffic should not have stopped.".to_owned();
        let evidence = format!("NaN at {}{}.", format_clock(it.time), names::behind_comma(it.labels));
        let finding = Finding::new(CHECK.id, Severity::Info, title, detail).shown(evidence, it.time).of(it.labels);
        findings.push(Finding { span, ..finding });
    }
    findings
}

/// Whether rates are divided: another NaN is the exporter's own.
fn divides(context: &Context<'_>) -> bool {
    !share::of(context).is_empty() || super::divides_by_good::first(context).is_some()
}
