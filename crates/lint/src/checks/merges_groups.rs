//! An aggregation that puts different things with equal names into one. It must not know which labels: their order on
//! the metric says which belongs to which.

use crate::names::TARGET;
use crate::necessary::MOST;
use crate::uses;
use crate::{Check, Context, Example, Shown, Finding, Repair, Severity, names, rewrite};
use promql::plan::{Aggregate, Aggregation};
use promql::{Kind, Node};

pub(super) const CHECK: Check = Check {
    id: "merges-groups",
    gravest: Severity::Warning,
    needs_samples: false,
    recording: true,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "Names are unique within something: web1 of one backend is not web1 of another, and the same backend is in every \
          HAProxy. A sum by the name alone adds them up, so that a part that fails altogether drowns in the healthy \
          rest, and what is scraped twice counts twice. Group by what the name belongs to as well.",
    bad: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (server) (rate(proxy_answers_total[1m])) > 5'}",
        because: "equal names of different proxies become one",
    },
    good: Example {
        rule: "{alert: A, for: 1m, expr: 'sum by (instance, proxy, server) (rate(proxy_answers_total[1m])) > 5'}",
        because: "each server for itself",
    },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut lost: Vec<((String, String), &Node)> = Vec::new();
    promql::walk(context.query.root(), &mut |node| {
        if let Kind::Aggregate(it) = &node.kind
            && lost.len() < MOST
            && let Some(key) = merged(it, context)
            && !lost.iter().any(|(it, _)| *it == key)
        {
            lost.push((key, node));
        }
    });
    lost.into_iter().map(|((kept, lost), node)| finding(&kept, &lost, node, context)).collect()
}

/// The innermost label that is kept, and those that it belongs to and that are dropped.
fn merged(aggregate: &Aggregate, context: &Context<'_>) -> Option<(String, String)> {
    let adds = matches!(aggregate.op, Aggregation::Sum | Aggregation::Avg);
    let inner = names::of(&aggregate.of, context).filter(|_| adds)?;
    let listed = |name: &str| aggregate.grouping.labels.iter().any(|it| it == name);
    let keeps = |name: &str| inner.contains(name) && listed(name) != aggregate.grouping.without;
    let objects = uses::of(&aggregate.of).into_iter().find_map(|it| it.info(context))?.labels;
    // What may have any value names an object; the outer one comes first.
    let objects: Vec<_> = objects.iter().filter(|it| it.values.is_empty()).map(|it| it.name).collect();
    let last = objects.iter().rposition(|name| keeps(name))?;
    let outer = TARGET[..1].iter().chain(&objects[..last]);
    let lost: Vec<_> = outer.copied().filter(|name| inner.contains(*name) && !keeps(name)).collect();
    if lost.is_empty() { None } else { Some((objects[last].to_owned(), lost.join(", "))) }
}

fn finding(kept: &str, lost: &str, node: &Node, context: &Context<'_>) -> Finding {
    let lost: Vec<_> = lost.split(", ").collect();
    let title = format!("Grouped by `{kept}` without {}: equal names become one.", listed(&lost));
    let detail = "One that fails altogether drowns in the others that bear its name. Group by these labels, too.";
    let (shared, examples) = shared(kept, &lost, node, context);
    // A cluster whose nodes are meant as one is a matter of taste; objects of different owners are not.
    let severe = lost != ["instance"] || shared;
    let severity = if severe { Severity::Warning } else { Severity::Info };
    let mut finding = Finding::new(CHECK.id, severity, title, detail).at_span(node.span);
    finding.evidence = examples;
    finding.repaired(repair(&lost, context))
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" and ")
}

/// Whether the scenario has such names, and which.
fn shared(kept: &str, lost: &[&str], node: &Node, context: &Context<'_>) -> (bool, String) {
    let (Some(store), Some(used)) = (context.store, uses::of(node).into_iter().next()) else {
        return (false, String::new());
    };
    let mut owners: Vec<(&str, Vec<String>)> = Vec::new();
    for series in store.select(&used.selector.matchers) {
        let owner: Vec<_> = lost.iter().map(|it| series.labels.value(it).unwrap_or_default()).collect();
        let (name, owner) = (series.labels.value(kept).unwrap_or_default(), owner.join("/"));
        match owners.iter_mut().find(|(it, _)| *it == name) {
            Some((_, known)) if known.contains(&owner) => {}
            Some((_, known)) => known.push(owner),
            None => owners.push((name, vec![owner])),
        }
    }
    let Some((name, owners)) = owners.into_iter().find(|(_, it)| it.len() > 1) else {
        return (false, String::new());
    };
    let some: Vec<_> = owners.iter().take(3).map(String::as_str).collect();
    (true, format!("{name} is in {} of them here: {}.", owners.len(), some.join(", ")))
}

/// Every grouping with the labels added.
fn repair(lost: &[&str], context: &Context<'_>) -> Option<Repair> {
    let mut expr = context.query.text().to_owned();
    for label in lost {
        let query = promql::parse(&expr, context.semantics).ok()?;
        let mut edits = Vec::new();
        promql::walk(query.root(), &mut |node| edits.extend(rewrite::add_to_grouping(node, label, &expr)));
        expr = promql::replace(&expr, &edits);
    }
    let repair = rewrite::changed(context, format!("Group by {} too", lost.join(", ")), |rule| rule.expr = expr)?;
    let query = promql::parse(&repair.rule.expr, context.semantics).ok()?;
    let bare = Context { exposed: context.exposed, ..Context::new(&repair.rule, &query) };
    let brought = names::of(query.root(), &bare)?;
    lost.iter().all(|it| brought.contains(*it)).then_some(repair)
}
