//! The advice of lint on the alerts of a rule file, as text and as JSON. It must not judge.

use super::args::Lint;
use crate::failure::Failure;
use crate::scenario::{self, Found};
use alerting::{AnyRule, Rule, RuleFile};
use lint::{Beside, Finding, Place, Severity};
use promql::Semantics;
use serde_json::{Value, json};

/// The findings on one rule.
pub(super) struct Advice {
    /// The rule; a recording rule with the metric that it writes as its name.
    rule: Rule,
    findings: Vec<Finding>,
}

/// The findings on each rule of the file. Those on alerts are over the samples of the scenario, if one is named; `others`
/// are the rules of the other files.
pub(super) fn of(
    file: &RuleFile,
    text: &str,
    others: &[(Rule, bool)],
    semantics: Semantics,
    lint: &Lint,
) -> Result<Vec<Advice>, Failure> {
    let own = rules(file);
    let all: Vec<_> = own.iter().chain(others).collect();
    let statically = |(idx, (rule, recording)): (usize, &(Rule, bool))| {
        let beside: Vec<_> =
            all.iter().enumerate().filter(|(other, _)| *other != idx).map(|(_, it)| beside(it)).collect();
        let findings = playground::findings::statically(rule, *recording, &beside, semantics);
        Advice { rule: rule.clone(), findings }
    };
    let mut advice: Vec<_> = own.iter().enumerate().map(statically).collect();
    let Some(name) = lint.scenario.as_ref().filter(|_| file.alerting().next().is_some()) else {
        return Ok(advice);
    };
    let mut document = scenario::find(name, None)?.document;
    document.rules = playground::bundled::rules_of_file(text).map_err(Failure::Input)?;
    let alerts = advice.iter_mut().zip(&own).filter(|(_, (_, recording))| !recording).map(|(it, _)| it);
    for (idx, advice) in (0..).zip(alerts) {
        let mut document = document.clone();
        document.view.rule = idx;
        advice.findings = scenario::run(&Found { document, rules: Some(file.clone()) })?.findings;
    }
    Ok(advice)
}

/// The rules of a file in their order, and whether each is a recording rule.
pub(super) fn rules(file: &RuleFile) -> Vec<(Rule, bool)> {
    let mut alerts = file.alerting();
    let rules = file.groups.iter().flat_map(|group| &group.rules);
    rules
        .filter_map(|rule| match rule {
            AnyRule::Alerting(_) => alerts.next().map(|it| (it, false)),
            AnyRule::Recording(it) => {
                let named = Rule { alert: it.record.clone(), expr: it.expr.clone(), ..Rule::default() };
                Some((named, true))
            }
        })
        .collect()
}

fn beside((rule, recording): &(Rule, bool)) -> Beside<'_> {
    Beside { name: &rule.alert, expr: &rule.expr, recording: *recording }
}

/// Whether any finding is as grave as `least`.
pub(super) fn fails(advice: &[Advice], least: Option<Severity>) -> bool {
    let Some(least) = least else { return false };
    advice.iter().flat_map(|it| &it.findings).any(|it| it.severity <= least)
}

pub(super) fn text(advice: &[Advice]) -> String {
    let mut text = String::new();
    for Advice { rule, findings } in advice {
        for it in findings {
            let place = match position(it, rule) {
                Some((line, column)) if it.place == Place::Expr => format!("{line}:{column}"),
                Some((line, column)) => format!("{} {line}:{column}", it.place),
                None => it.place.to_string(),
            };
            text +=
                &format!("  {}: {}: {} ({place}) [{}]\n", rule.alert, it.severity.name(), it.title, it.id);
            let repair = it.repair.as_ref().map_or_else(String::new, |it| format!("Repair: {}.", it.title));
            for line in [&it.detail, &it.evidence, &repair].into_iter().filter(|it| !it.is_empty()) {
                text += &format!("      {line}\n");
            }
        }
    }
    text
}

pub(super) fn json_of(advice: &[Advice]) -> Value {
    let finding = |it: &Finding, rule: &Rule| {
        let position = position(it, rule);
        json!({
            "alert": rule.alert,
            "id": it.id,
            "severity": it.severity.name(),
            "title": it.title,
            "detail": it.detail,
            "evidence": it.evidence,
            "place": it.place.to_string(),
            "span": it.span.map(|it| [it.start, it.end]),
            "line": position.map(|it| it.0),
            "column": position.map(|it| it.1),
            "at": it.at.map(|it| it as f64 / 1000.0),
            "repair": it.repair.as_ref().map(|it| json!({ "title": it.title, "rule": alerting::write_rule(&it.rule) })),
        })
    };
    let findings = advice.iter().flat_map(|it| it.findings.iter().map(|one| finding(one, &it.rule)));
    Value::Array(findings.collect())
}

/// Line and column in the text of the finding's place.
fn position(finding: &Finding, rule: &Rule) -> Option<(u32, u32)> {
    finding.span.map(|span| span.position(finding.place.text(rule)))
}
