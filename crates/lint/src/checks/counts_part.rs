//! A metric that counts a part of what the rule is about. It must not know which: that is data on the metric.

use crate::advice::{self, Hit};
use crate::reach::{facing, short, values};
use crate::uses::Role;
use crate::{Check, Context, Example, Shown, Finding, Repair, Severity, names};
use promql::Steps;
use series::meta::About;
use series::{Labels, format_clock, is_stale};

pub(super) const CHECK: Check = Check {
    id: "counts-only-part",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Some counters miss what others count: a rule that reads one of them is blind to the rest, often when it matters most.",
    bad: Example { rule: "{alert: A, expr: 'sum by (proxy, instance) (rate(answers_total[1m])) > 5'}", because: "the proxy's own answers are not in it" },
    good: Example { rule: "{alert: A, expr: 'sum by (proxy, instance) (rate(proxy_answers_total[1m])) > 5'}", because: "all answers" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let hits = advice::hits(context, About::Part, &[Role::Value]);
    hits.iter().filter_map(|it| finding(it, context)).collect()
}

/// Where the other metric cannot take its place, for want of a label that the rule keeps, it is only worth knowing; and a
/// rule that tells all objects apart is about what this one counts.
fn finding(hit: &Hit<'_>, context: &Context<'_>) -> Option<Finding> {
    let repair = hit.instead(context);
    let mut finding = hit.finding(CHECK.id);
    if repair.is_none() && !hit.advice.instead.is_empty() {
        let own = hit.used.info(context)?.labels.iter().filter(|it| it.values.is_empty());
        let kept = names::of(context.query.root(), context)?;
        if own.map(|it| it.name).chain(["instance"]).all(|it| kept.contains(it)) {
            return None;
        }
        finding.severity = Severity::Info;
    }
    let shown = repair.as_ref().and_then(|repair| more(repair, context));
    let finding = finding.repaired(repair);
    Some(match shown {
        Some((it, own)) => {
            let (at, value) = (format_clock(it.time), short(it.value));
            let name = names::behind_comma(&it.labels);
            let whole = hit.advice.instead.trim_start_matches('+');
            finding.shown(format!("At {at}{name}: {value} with {whole}; the rule reads {own}."), it.time).of(&it.labels)
        }
        None => finding,
    })
}

/// A value that passes the threshold once the repair is made.
struct Missed {
    value: f64,
    time: i64,
    labels: Labels,
}

/// The greatest value that the repaired rule sees and passes while the rule itself passes nothing, and what this reads then;
/// looked for at [`LOOKS`] instants of the scenario.
fn more(repair: &Repair, context: &Context<'_>) -> Option<(Missed, String)> {
    let (store, side, compared) = (context.store?, context.side?, context.comparison()?);
    let (op, threshold) = (facing(compared.op, compared.literal_on_left), compared.literal?.value);
    let query = promql::parse(&repair.rule.expr, context.semantics).ok()?;
    let repaired = promql::comparisons(&query).into_iter().nth(context.selected)?;
    let every = context.steps.len().div_ceil(LOOKS).max(1);
    let steps = Steps { step: context.steps.step.checked_mul(i64::try_from(every).ok()?)?, ..context.steps };
    let options = promql::Options {
        semantics: context.semantics,
        subquery_step: context.steps.step,
        ..promql::Options::default()
    };
    let columns = promql::range(repaired.side, store, steps, &options).ok()?.columns;
    let mut best: Option<(Missed, String)> = None;
    for it in values(&columns, steps).filter(|it| it.value.is_finite() && op.holds(it.value, threshold)) {
        let idx = usize::try_from((it.time - context.steps.start) / context.steps.step).ok()?;
        let own = side.iter().filter_map(|column| column.values.get(idx)).copied().filter(|it| !is_stale(*it));
        let own: Vec<_> = own.filter(|it| !it.is_nan()).collect();
        let greater = best.as_ref().is_none_or(|(best, _)| it.value > best.value);
        if greater && !own.iter().any(|it| op.holds(*it, threshold)) {
            let most = own.into_iter().reduce(f64::max).map_or_else(|| "no value".to_owned(), |it| format!("{} at most", short(it)));
            best = Some((Missed { value: it.value, time: it.time, labels: it.labels.clone() }, most));
        }
    }
    best
}

/// So many instants are enough to meet every fault that lasts for minutes.
const LOOKS: usize = 120;
