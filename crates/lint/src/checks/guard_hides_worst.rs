//! A guard against division by 0 that leaves out the worst case. It must not know which metrics these are.

use crate::{Check, Context, Example, Shown, Finding, Severity, necessary, uses};

pub(super) const CHECK: Check = Check {
    id: "guard-hides-worst",
    gravest: Severity::Error,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Where failed requests are in no class of the responses, `and rate(responses) > 0` takes out the division by 0, \
          and with it the case that all requests fail: the one outage that the rule never reports.",
    bad: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (server, instance) (rate(failures_total[1m])) / sum by (server, instance) \
               (rate(responses_total[1m])) > 0.05 and sum by (server, instance) (rate(responses_total[1m])) > 0'}",
        because: "with no response at all the guard is false",
    },
    good: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (server, instance) (rate(failures_total[1m])) / (sum by (server, instance) \
               (rate(failures_total[1m])) + sum by (server, instance) (rate(responses_total[1m]))) > 0.05 and sum by \
               (server, instance) (rate(failures_total[1m])) > 1'}",
        because: "the guard asks for failures",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let Some(division) = super::divides_by_good::first(context) else { return Vec::new() };
    let good = uses::of(&division.right);
    let guards = necessary::necessary(context.query).into_iter().filter(|it| {
        let read = uses::of(it.side);
        let apart = it.side.span.start > division.right.span.end || it.side.span.end < division.left.span.start;
        apart && read.len() == 1 && read.iter().all(|it| good.iter().any(|other| other.name == it.name))
    });
    guards
        .map(|it| {
            let title = "The guard leaves out the worst case: when all requests fail, it is false.";
            let detail = "Failed requests are in no class of this metric. Divide by the sum of both, and ask for a \
                          least number of requests instead.";
            Finding::new(CHECK.id, Severity::Error, title, detail).at_span(it.node.span)
        })
        .collect()
}
