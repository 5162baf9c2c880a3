//! Every check against its own examples and the published rules, over a small made-up afternoon. They must not need
//! HAProxy.

mod afternoon;
mod published;

use crate::{CHECKS, Finding, SHOWN, Severity, Shown};
use afternoon::findings;
use std::collections::BTreeSet;

fn of(id: &str, rule: &str) -> Vec<Finding> {
    findings(rule).into_iter().filter(|it| it.id == id).collect()
}

/// Each check objects to its bad example, and its good example is free of errors and warnings of any check.
#[test]
fn examples_are_true() {
    assert_eq!(CHECKS.len(), SHOWN.len());
    let mut wrong = Vec::new();
    for (check, Shown { bad, good, .. }) in CHECKS.iter().zip(SHOWN) {
        if of(check.id, bad.rule).is_empty() {
            wrong.push(format!("{} is silent on {}: {:#?}", check.id, bad.rule, findings(bad.rule)));
        }
        let grave = |it: &Finding| it.severity < Severity::Info || it.id == check.id;
        let found: Vec<_> = findings(good.rule).into_iter().filter(grave).collect();
        if !found.is_empty() {
            wrong.push(format!("{}: {}\n{found:#?}", check.id, good.rule));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let ids: BTreeSet<_> = CHECKS.iter().map(|it| it.id).collect();
    assert_eq!(ids.len(), CHECKS.len(), "identifiers are unique");
}

/// A repair parses, and the finding that offers it does not return.
#[test]
fn repairs_settle_their_findings() {
    let rules: Vec<_> = SHOWN.iter().map(|it| it.bad.rule.to_owned()).chain(published::rules()).collect();
    let mut repairs = 0;
    for text in rules {
        for finding in findings(&text) {
            let Some(repair) = finding.repair else { continue };
            repairs += 1;
            let again = of(finding.id, &alerting::write_rule(&repair.rule));
            assert!(!again.iter().any(|it| it.title == finding.title), "{}: {again:#?}", repair.rule.expr);
        }
    }
    assert!(repairs >= 25, "{repairs}");
}

/// No finding is graver than its check says.
#[test]
fn severities_are_declared() {
    for text in SHOWN.iter().flat_map(|it| [it.bad.rule, it.good.rule]) {
        for it in findings(text) {
            let check = CHECKS.iter().find(|check| check.id == it.id).unwrap();
            assert!(it.severity >= check.gravest, "{}: {:?}", it.id, it.severity);
        }
    }
}

/// What a finding underlines is there.
#[test]
fn spans_lie_in_their_texts() {
    for text in SHOWN.iter().map(|it| it.bad.rule) {
        let rule = alerting::parse_rule(text).unwrap();
        for it in findings(text) {
            let found = it.span.is_none_or(|span| !span.of(it.place.text(&rule)).is_empty());
            assert!(found, "{}: {:?} of {}", it.id, it.span, it.place);
        }
    }
}
