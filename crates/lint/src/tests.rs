//! Every check against its own examples and the published rules, over a small made-up afternoon. They must not need
//! HAProxy.

mod afternoon;
mod published;

use crate::{CHECKS, Finding, Severity};
use afternoon::findings;
use std::collections::BTreeSet;

fn of(id: &str, rule: &str) -> Vec<Finding> {
    findings(rule).into_iter().filter(|it| it.id == id).collect()
}

/// Each check objects to its bad example, and its good example is free of errors and warnings of any check.
#[test]
fn examples_are_true() {
    for check in CHECKS {
        assert!(!of(check.id, check.bad.rule).is_empty(), "{} is silent on {}", check.id, check.bad.rule);
        let grave: Vec<_> =
            findings(check.good.rule).into_iter().filter(|it| it.severity < Severity::Note).collect();
        assert!(grave.is_empty(), "{}: {}\n{grave:#?}", check.id, check.good.rule);
        assert!(of(check.id, check.good.rule).is_empty(), "{}: {}", check.id, check.good.rule);
    }
    let ids: BTreeSet<_> = CHECKS.iter().map(|it| it.id).collect();
    assert_eq!(ids.len(), CHECKS.len(), "identifiers are unique");
}

/// A repair parses, and the finding that offers it does not return.
#[test]
fn repairs_settle_their_findings() {
    let rules: Vec<_> = CHECKS.iter().map(|it| it.bad.rule.to_owned()).chain(published::rules()).collect();
    let mut repairs = 0;
    for text in rules {
        let rule = alerting::parse_rule(&text).unwrap();
        for finding in findings(&text) {
            let Some(repair) = finding.repair else { continue };
            repairs += 1;
            let mut repaired = rule.clone();
            repaired.expr = repair.expr.unwrap_or(repaired.expr);
            repaired.hold = repair.hold.unwrap_or(repaired.hold);
            let again = of(finding.id, &alerting::write_rule(&repaired));
            assert!(!again.iter().any(|it| it.title == finding.title), "{}: {again:#?}", repaired.expr);
        }
    }
    assert!(repairs >= 10, "{repairs}");
}
