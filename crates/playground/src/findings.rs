//! What lint finds in the present picture, and its repairs. It must not know single checks.

use crate::document::Rule;
use crate::model::Model;
use crate::view::{Finding as Row, Grade};
use haproxy::Exporter;
use lint::{Context, Exposed, Finding, Repair, Severity};

/// The findings on the selected rule, worst first; none before there is a picture of it.
pub(crate) fn find(model: &Model) -> Vec<Finding> {
    let Some(picture) = &model.picture else { return Vec::new() };
    let plan = &picture.plan;
    let scenario = &plan.scenario;
    let exposed = |exporter: Exporter| Exposed {
        exporter: match exporter {
            Exporter::Embedded => "the embedded exporter",
            Exporter::V1 => "haproxy_exporter",
        },
        metrics: haproxy::metrics(exporter, scenario.version),
    };
    let other = match scenario.exporter {
        Exporter::Embedded => Exporter::V1,
        Exporter::V1 => Exporter::Embedded,
    };
    lint::run(&Context {
        semantics: plan.semantics,
        exposed: exposed(scenario.exporter),
        others: &[exposed(other)],
        scrape_interval: scenario.scrape.interval,
        steps: plan.steps,
        side: Some(&picture.columns.side),
        timeline: Some(&picture.states.timeline),
        ..Context::new(&plan.rule, &plan.query)
    })
}

/// "3, and 11 checks passed".
pub(crate) fn summary(findings: &[Finding]) -> String {
    let ids: std::collections::BTreeSet<_> = findings.iter().map(|it| it.id).collect();
    let passed = lint::CHECKS.len() - ids.len();
    format!("{}, and {} passed", findings.len(), crate::words::count(passed, "check"))
}

/// A finding as a row of the page.
pub(crate) fn row(finding: &Finding) -> Row {
    Row {
        grade: match finding.severity {
            Severity::Error => Grade::Error,
            Severity::Warning => Grade::Warning,
            Severity::Note => Grade::Note,
        },
        title: finding.title.clone(),
        detail: [finding.detail.as_str(), finding.evidence.as_str()].join(" ").trim().to_owned(),
        at: finding.at,
        repair: finding.repair.as_ref().map(|it| it.title.clone()).unwrap_or_default(),
    }
}

/// Puts a repair into the rule.
pub(crate) fn apply(rule: &mut Rule, repair: &Repair) {
    if let Some(expr) = &repair.expr {
        rule.expr.clone_from(expr);
    }
    if let Some(hold) = repair.hold {
        rule.hold = series::format_duration(hold);
    }
}
