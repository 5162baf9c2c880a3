//! A share of requests that next to none may raise. It must not judge by samples, only show with them.

use crate::reach::short;
use crate::share::{self, Share};
use crate::{Check, Context, Example, Shown, Finding, Repair, Severity, names, rewrite, uses};
use alerting::State;
use promql::plan::Type;
use promql::{Span, Steps};
use series::{Labels, format_clock, is_stale};

pub(super) const CHECK: Check = Check {
    id: "no-traffic-floor",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "With one request a minute a single bad one is 100 %. A share needs a least amount of traffic beside it. Without \
          any the value is NaN, and the rule is silent; a rule of its own tells of traffic that has stopped.",
    bad: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (server, instance) (rate(responses_total{code=\"4xx\"}[1m])) / sum by (server, \
               instance) (rate(responses_total[1m])) > 0.05'}",
        because: "one request decides",
    },
    good: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (server, instance) (rate(responses_total{code=\"4xx\"}[1m])) / \
               sum by (server, instance) (rate(responses_total[1m])) > 0.5 and \
               sum by (server, instance) (rate(responses_total[1m])) > 1'}",
        because: "one request a second is asked for",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let shares = share::of(context).into_iter().filter(|it| !share::has_floor(context, it));
    shares.map(|it| finding(&it, context)).collect()
}

fn finding(share: &Share<'_>, context: &Context<'_>) -> Finding {
    let title = "A share without a floor for traffic: a single bad request may be 100 %.";
    let detail = "Ask for a least rate beside it. Without requests the value is NaN and the rule silent: let another \
                  rule tell of that.";
    let finding = Finding::new(CHECK.id, Severity::Warning, title, detail)
        .at_span(share.comparison.node.span)
        .repaired(repair(share, context));
    match quietest(share, context) {
        Some((rate, time, series)) => {
            let (at, rate, name) = (format_clock(time), short(rate), names::behind_comma(&series));
            finding.shown(format!("Fires at {at}{name} on {rate} requests per second."), time).of(&series)
        }
        None => finding,
    }
}

/// `and WHOLE > 1`, where the whole is a rate, behind a comparison that no other compares.
fn repair(share: &Share<'_>, context: &Context<'_>) -> Option<Repair> {
    let whole = &share.division.right;
    let span = share.comparison.node.span;
    let inner = |it: &promql::Comparison<'_>| it.side.span.start <= span.start && span.end <= it.side.span.end;
    let rate = uses::calls(whole, "rate") && whole.value_type() == Type::Vector;
    if !rate || promql::comparisons(context.query).iter().any(inner) {
        return None;
    }
    let floor = format!(" and {} > 1", rewrite::operand(whole.unwrapped(), context));
    let end = Span { start: span.end, end: span.end };
    rewrite::edited(context, "Ask for 1 request/s", &[(end, floor)])
}

/// The least traffic, below one a second, with which an alert of the scenario began to fire: rate, instant and series.
fn quietest(share: &Share<'_>, context: &Context<'_>) -> Option<(f64, i64, Labels)> {
    let (store, timeline) = (context.store?, context.timeline?);
    let options = promql::Options { semantics: context.semantics, ..promql::Options::default() };
    let fired = timeline.instances.iter().filter_map(|it| {
        let span = it.spans.iter().find(|span| span.state == State::Firing)?;
        Some((it, span.from))
    });
    let mut least: Option<(f64, i64, Labels)> = None;
    for (instance, time) in fired.take(20) {
        let steps = Steps { start: time, end: time, step: 1 };
        let columns = promql::range(&share.division.right, store, steps, &options).ok()?.columns;
        let own = columns.iter().find(|it| it.labels == instance.series)?;
        let rate = *own.values.first().filter(|it| !is_stale(**it))?;
        if rate < least.as_ref().map_or(1.0, |it| it.0) {
            least = Some((rate, time, instance.series.clone()));
        }
    }
    least
}
