//! The advice of lint on the alerts of a rule file, as text and as JSON. It must not judge.

use super::args::Lint;
use crate::failure::Failure;
use crate::scenario::{self, Found};
use alerting::{Rule, RuleFile};
use lint::{Context, Finding, Severity};
use serde_json::{Value, json};

/// The findings on one alert.
pub(super) struct Advice {
    rule: Rule,
    findings: Vec<Finding>,
}

/// The findings on each alert of the file: over the samples of the scenario, if one is named, else the static ones.
pub(super) fn of(file: &RuleFile, text: &str, lint: &Lint) -> Result<Vec<Advice>, Failure> {
    let Some(name) = lint.scenario.as_ref().filter(|_| file.alerting().next().is_some()) else {
        return Ok(file.alerting().map(statically).collect());
    };
    let mut document = scenario::find(name, None)?.document;
    document.rules = playground::bundled::rules_of_file(text).map_err(Failure::Input)?;
    let advice = |(idx, rule): (u32, Rule)| {
        let mut document = document.clone();
        document.view.rule = idx;
        let outcome = scenario::run(&Found { document, rules: Some(file.clone()) })?;
        Ok(Advice { rule, findings: outcome.findings })
    };
    (0..).zip(file.alerting()).map(advice).collect()
}

fn statically(rule: Rule) -> Advice {
    let query = promql::parse(&rule.expr, promql::Semantics::default());
    let findings = query.map_or_else(|_| Vec::new(), |query| lint::run(&Context::new(&rule, &query)));
    Advice { rule, findings }
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
            let place =
                place(it, rule).map_or_else(String::new, |(line, column)| format!(" ({line}:{column})"));
            text += &format!("  {}: {}: {}{place} [{}]\n", rule.alert, word(it.severity), it.title, it.id);
            for line in [&it.detail, &it.evidence].into_iter().filter(|it| !it.is_empty()) {
                text += &format!("      {line}\n");
            }
        }
    }
    text
}

pub(super) fn json_of(advice: &[Advice]) -> Value {
    let finding = |it: &Finding, rule: &Rule| {
        let place = place(it, rule);
        json!({
            "alert": rule.alert,
            "id": it.id,
            "severity": word(it.severity),
            "title": it.title,
            "detail": it.detail,
            "evidence": it.evidence,
            "line": place.map(|it| it.0),
            "column": place.map(|it| it.1),
            "at": it.at.map(|it| it as f64 / 1000.0),
        })
    };
    let findings = advice.iter().flat_map(|it| it.findings.iter().map(|one| finding(one, &it.rule)));
    Value::Array(findings.collect())
}

/// Line and column in the expression.
fn place(finding: &Finding, rule: &Rule) -> Option<(u32, u32)> {
    finding.span.map(|span| span.position(&rule.expr))
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
