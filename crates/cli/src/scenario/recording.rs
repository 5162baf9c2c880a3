//! The rules of a file that an alert of the same file needs: evaluated over the simulated samples before it. It must not
//! evaluate anything itself.

use crate::say;
use alerting::{AnyRule, Evaluation, External, Group, LoadedGroup, LoadedRule, RuleFile};
use playground::beforehand::Beforehand;
use playground::document::Document;
use playground::plan::Plan;
use promql::{Options, Semantics};
use series::{Labels, METRIC_NAME, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What the rules before the selected alert add to the samples; nothing where it reads none of it.
///
/// A rule of the alert's own group that stands after it is seen an evaluation late by Prometheus, which is refused
/// here, as the alert is evaluated over samples that are all there.
///
/// # Errors
/// When a rule does not parse, or the alert reads what a rule after it writes.
pub(super) fn beforehand(file: &RuleFile, document: &Document) -> Result<Option<Beforehand>, String> {
    let semantics = document.semantics();
    let Some(expr) = document.rule().map(|it| it.expr.clone()) else { return Ok(None) };
    let (before, after) = split(file, document.view.rule as usize);
    let load = |groups: &[Group]| -> Result<Vec<LoadedGroup>, String> {
        let load = |it| LoadedGroup::new(it, semantics, &External::default()).map_err(|err| err.to_string());
        groups.iter().map(load).collect()
    };
    let (before, after) = (load(&before)?, load(&after)?);
    let own = promql::parse(&expr, semantics).map_err(|err| err.to_string())?;
    let read_by_alert =
        |it: &&LoadedRule| promql::reads(own.root()).selectors.iter().any(|selector| writes(it, selector));
    if let Some(late) = rules(&after).find(read_by_alert) {
        let name = late.name();
        return Err(format!(
            "the alert reads {name:?}, which stands after it in its group: it would come an evaluation late"
        ));
    }
    if rules(&before).find(read_by_alert).is_none() {
        return Ok(None);
    }
    let alerts = promql::reads(own.root())
        .selectors
        .iter()
        .any(|it| selects(it, "ALERTS") || selects(it, "ALERTS_FOR_STATE"));
    let reads = rules(&before).flat_map(|rule| metrics(rule.query())).collect();
    Ok(Some(Beforehand {
        reads,
        write: Rc::new(move |plan, store| write(&before, alerts, semantics, plan, store)),
    }))
}

/// The rules that are evaluated before alert number `chosen` of the file, and those after it in its group.
fn split(file: &RuleFile, chosen: usize) -> (Vec<Group>, Vec<Group>) {
    let (mut before, mut after, mut alerts) = (Vec::new(), Vec::new(), 0);
    for group in &file.groups {
        let is_alert = |rule: &AnyRule| matches!(rule, AnyRule::Alerting(_));
        let own = group.rules.iter().filter(|it| is_alert(it)).count();
        let within = (alerts..alerts + own).contains(&chosen);
        let places = group.rules.iter().enumerate().filter(|(_, it)| is_alert(it)).map(|(place, _)| place);
        let place = places.clone().nth(chosen.saturating_sub(alerts)).filter(|_| within);
        let at = place.unwrap_or(group.rules.len());
        before.push(Group { rules: group.rules[..at].to_vec(), ..group.clone() });
        after.push(Group { rules: group.rules.get(at + 1..).unwrap_or_default().to_vec(), ..group.clone() });
        alerts += own;
    }
    (before, after)
}

fn rules(groups: &[LoadedGroup]) -> impl Iterator<Item = &LoadedRule> {
    groups.iter().flat_map(|group| &group.rules)
}

fn writes(rule: &LoadedRule, selector: &promql::plan::Selector) -> bool {
    // What selects by labels alone reads the simulation; a recorded series has a name that is asked for.
    selector.name.is_some() && rule.writes().iter().any(|name| selects(selector, name))
}

fn selects(selector: &promql::plan::Selector, name: &str) -> bool {
    let labels = Labels::new([(METRIC_NAME, name)]);
    selector.matchers.iter().filter(|it| it.name() == METRIC_NAME).all(|it| it.matches(&labels))
}

/// The names of the metrics that a query selects.
fn metrics(query: &promql::Query) -> BTreeSet<String> {
    promql::reads(query.root()).selectors.iter().filter_map(|it| it.name.clone()).collect()
}

fn write(groups: &[LoadedGroup], alerts: bool, semantics: Semantics, plan: &Plan, store: Store) -> Store {
    let evaluation = Evaluation {
        groups,
        steps: plan.steps,
        options: Options { semantics, subquery_step: plan.steps.step, ..Options::default() },
        wanted: BTreeMap::new(),
        alerts_series: alerts,
        until_error: false,
    };
    let evaluated = evaluation.run(store);
    for (rule, outcome) in rules(groups).zip(&evaluated.rules) {
        if let Some((time, message)) = outcome.errors.first() {
            let (count, first) = (outcome.errors.len(), series::format_instant(*time));
            say::talk(format_args!(
                "alertplay: rule {}: {count} evaluations failed, the first at {first}: {message}",
                rule.name()
            ));
        }
    }
    evaluated.store
}
