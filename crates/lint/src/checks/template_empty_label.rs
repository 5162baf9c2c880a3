//! A label that a template prints and the expression does not leave. It must not look at samples.

use crate::{Check, Context, Example, Shown, Finding, Place, Repair, Severity, names, rewrite};
use alerting::template;
use promql::{Kind, Span};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECK: Check = Check {
    id: "template-empty-label",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "A label that the result does not have expands to nothing, without an error: `(instance )`. Aggregations drop \
          every label that they do not group by.",
    bad: Example {
        rule: "{alert: A, expr: 'sum by (server) (rate(failures_total[1m])) > 5', annotations: {summary: 'on {{ \
               $labels.instance }}'}}",
        because: "`sum by (server)` drops instance",
    },
    good: Example {
        rule: "{alert: A, expr: 'sum by (server, instance) (rate(failures_total[1m])) > 5', annotations: {summary: 'on {{ \
               $labels.instance }}'}}",
        because: "instance is kept",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let Some(left) = names::of(context.query.root(), context) else { return Vec::new() };
    let missing = read(context).into_iter().filter(|(label, _)| !names::may_have(&left, label, context));
    missing.map(|(label, places)| finding(&label, &places, &left, context)).collect()
}

/// The labels that templates name, with the annotations and labels that do.
fn read(context: &Context<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let mut read = BTreeMap::<String, BTreeSet<String>>::new();
    for (place, text) in context.rule.annotations.iter().chain(&context.rule.labels) {
        let Ok(template) = template::parse(&template::name_of(&context.rule.alert), text) else { continue };
        for label in template.reads().labels {
            read.entry(label).or_default().insert(place.clone());
        }
    }
    read
}

fn finding(
    label: &str,
    places: &BTreeSet<String>,
    left: &BTreeSet<String>,
    context: &Context<'_>,
) -> Finding {
    let (place, span) = first(label, places, context);
    let places: Vec<_> = places.iter().map(String::as_str).collect();
    let title = format!("`$labels.{label}` is always empty in {}.", places.join(", "));
    let kept = names::listed(left);
    let kept = if kept.is_empty() { "no label".to_owned() } else { kept };
    let dropped = is_dropped(label, context);
    let reason = if dropped { "The aggregation drops it" } else { "No metric of this rule has it" };
    let detail = format!("{reason}. The alert has {kept}.");
    let repair = if dropped { keep(label, context) } else { None };
    Finding::new(CHECK.id, Severity::Warning, title, detail)
        .within(place, span)
        .repaired(repair)
}

/// The first template that names the label, and where.
fn first(label: &str, places: &BTreeSet<String>, context: &Context<'_>) -> (Place, Option<Span>) {
    let name = places.first().cloned().unwrap_or_default();
    let annotation = context.rule.annotations.contains_key(&name);
    let place = if annotation { Place::Annotation(name) } else { Place::Label(name) };
    let text = place.text(context.rule);
    let written = [format!("$labels.{label}"), format!(".Labels.{label}"), format!("{label:?}")];
    let found = written.iter().find_map(|it| Some((text.find(it.as_str())?, it.len())));
    let cut = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    (place, found.map(|(start, length)| Span { start: cut(start), end: cut(start + length) }))
}

/// Whether a metric of the rule has the label.
fn is_dropped(label: &str, context: &Context<'_>) -> bool {
    let mut found = false;
    promql::walk(context.query.root(), &mut |node| {
        if let Kind::Selector(_) | Kind::Range(_) = node.kind {
            found |= names::of(node, context).is_some_and(|names| names.contains(label));
        }
    });
    found
}

/// Every grouping with the label added, if that brings it to the result.
fn keep(label: &str, context: &Context<'_>) -> Option<Repair> {
    let text = context.query.text();
    let mut edits = Vec::new();
    promql::walk(context.query.root(), &mut |node| edits.extend(rewrite::add_to_grouping(node, label, text)));
    let repair = rewrite::edited(context, format!("Keep {label}: group by it too"), &edits)?;
    let query = promql::parse(&repair.rule.expr, context.semantics).ok()?;
    let brings = names::of(query.root(), context)?.contains(label);
    brings.then_some(repair)
}
