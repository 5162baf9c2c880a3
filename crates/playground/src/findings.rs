//! What lint finds in the present picture, and its repairs. It must not know single checks.

use crate::document::{Document, Rule};
use crate::model::Model;
use crate::picture::Picture;
use crate::scene::Scene;
use crate::view::{Finding as Row, Grade};
use haproxy::{Exporter, Version};
use lint::{Beside, Context, Exposed, Finding, Repair, Severity};
use promql::Semantics;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What was found in a picture, and the names and expressions of the rules that stood beside, and whether they record.
#[derive(Clone, Debug, Default)]
pub struct Found {
    beside: Vec<(String, String, bool)>,
    findings: Rc<Vec<Finding>>,
}

/// The findings on the selected rule, worst first; none before there is a picture of it. They are looked for once a picture:
/// a moved pointer changes nothing.
pub(crate) fn find(model: &Model) -> Rc<Vec<Finding>> {
    let Some(picture) = &model.picture else { return Rc::default() };
    let beside = beside(&model.document, model.document.view.rule as usize);
    if let Some(known) = picture.found.borrow().as_ref().filter(|it| it.beside == beside) {
        return Rc::clone(&known.findings);
    }
    let findings = Rc::new(look(picture, &beside));
    *picture.found.borrow_mut() = Some(Found { beside, findings: Rc::clone(&findings) });
    findings
}

/// How much lint finds in the picture of rule `idx`.
pub(crate) fn count(picture: &Picture, document: &Document, idx: usize) -> usize {
    look(picture, &beside(document, idx)).len()
}

/// The names and expressions of the rules beside rule `idx`, and whether they record.
fn beside(document: &Document, idx: usize) -> Vec<(String, String, bool)> {
    let others = document.rules.iter().enumerate().filter(|(it, _)| *it != idx);
    let others = others.map(|(_, it)| (it.alert.clone(), it.expr.clone(), false));
    let recordings = document.recordings.iter().map(|it| (it.record.clone(), it.expr.clone(), true));
    others.chain(recordings).collect()
}

fn look(picture: &Picture, beside: &[(String, String, bool)]) -> Vec<Finding> {
    let beside = beside.iter().map(|(name, expr, recording)| Beside { name, expr, recording: *recording });
    let beside: Vec<_> = beside.collect();
    let plan = &picture.plan;
    let scenario = &plan.scenario;
    let other = match scenario.exporter {
        Exporter::Embedded => Exporter::V1,
        Exporter::V1 => Exporter::Embedded,
    };
    lint::run(&Context {
        semantics: plan.semantics,
        exposed: exposed(scenario.exporter, scenario.version),
        others: &[exposed(other, scenario.version)],
        scrape_interval: scenario.scrape.interval,
        steps: plan.steps,
        side: Some(&picture.columns.side[..]),
        timeline: Some(&picture.states.timeline),
        store: Some(&picture.store),
        beside: &beside,
        ..Context::new(&plan.rule, &plan.query)
    })
}

fn exposed(exporter: Exporter, version: Version) -> Exposed<'static> {
    Exposed {
        exporter: match exporter {
            Exporter::Embedded => "the embedded exporter",
            Exporter::V1 => "haproxy_exporter",
        },
        metrics: haproxy::metrics(exporter, version),
        complete: true,
        open: false,
    }
}

/// What can be said of a rule without a scenario; of a recording rule, if `recording`, with the metric that it writes as
/// its name. The exporter is the one whose metrics and labels fit best.
pub fn statically(
    rule: &alerting::Rule,
    recording: bool,
    beside: &[Beside<'_>],
    semantics: Semantics,
) -> Vec<Finding> {
    let Ok(query) = promql::parse(&rule.expr, semantics) else { return Vec::new() };
    let known = [
        (Exporter::Embedded, Version::V2_6),
        (Exporter::Embedded, Version::V3_4),
        (Exporter::V1, Version::V2_6),
    ];
    let all = known.map(|(exporter, version)| exposed(exporter, version));
    let plain = Context { semantics, beside, recording, ..Context::new(rule, &query) };
    let context = |idx: usize| {
        let metrics = promql::reads(query.root()).selectors.iter().filter_map(|it| it.name.clone()).collect();
        Context { exposed: fitting(all[idx], &metrics), others: &all, ..plain }
    };
    let strange = |idx: &usize| {
        let findings = lint::run(&context(*idx));
        findings
            .iter()
            .filter(|it| matches!(it.id, "unknown-metric" | "unknown-label" | "template-empty-label"))
            .count()
    };
    (0..all.len()).min_by_key(strange).map_or_else(Vec::new, |idx| lint::run(&context(idx)))
}

/// What `exposed` says of a rule that reads `names`: nothing, if these are another system's; and it is complete only for
/// HAProxy's.
fn fitting(exposed: Exposed<'static>, names: &BTreeSet<String>) -> Exposed<'static> {
    let known = |name: &String| exposed.metrics.iter().any(|it| it.name == name);
    let complete = names.iter().all(|name| known(name) || name.starts_with("haproxy_"));
    Exposed { complete, open: true, ..exposed }
}

/// "3, and 11 checks passed".
pub(crate) fn summary(findings: &[Finding]) -> String {
    let passed = crate::words::count(lint::passed(findings), "check");
    format!("{}, and {passed} passed", findings.len())
}

/// A finding as a row of the page.
pub(crate) fn row(finding: &Finding, scene: &Scene<'_>) -> Row {
    let shown = finding.series.as_ref().and_then(|it| {
        let own = it.without_metric();
        scene.columns.iter().position(|column| column.labels.without_metric() == own)
    });
    Row {
        grade: match finding.severity {
            Severity::Error => Grade::Error,
            Severity::Warning => Grade::Warning,
            Severity::Info => Grade::Note,
        },
        id: finding.id.to_owned(),
        title: finding.title.clone(),
        detail: [finding.detail.as_str(), finding.evidence.as_str()].join(" ").trim().to_owned(),
        evidence: finding.evidence.clone(),
        place: finding.place.to_string(),
        span: finding.span.map(|it| (it.start, it.end)),
        instance: shown.and_then(|it| u32::try_from(it).ok()),
        at: finding.at,
        repair: finding.repair.as_ref().map(|it| it.title.clone()).unwrap_or_default(),
    }
}

/// Puts a repair into the rule; what it leaves as it is keeps its spelling.
pub(crate) fn apply(rule: &mut Rule, repair: &Repair) {
    let wanted = &repair.rule;
    rule.expr.clone_from(&wanted.expr);
    rule.labels.clone_from(&wanted.labels);
    rule.annotations.clone_from(&wanted.annotations);
    for (text, millis) in [(&mut rule.hold, wanted.hold), (&mut rule.keep_firing_for, wanted.keep_firing_for)]
    {
        if series::parse_duration(text) != Ok(millis) {
            *text = series::format_duration(millis);
        }
    }
}
