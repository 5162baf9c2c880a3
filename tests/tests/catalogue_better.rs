//! What the catalogue says of its rules is what they do: a published rule fires in its scenario and is wrong where it is
//! said to be; a better one fires in the same scenario and is right in the other. It must not know any one of them.
#![expect(clippy::unwrap_used, reason = "a test file")]

use catalogue::{Alert, Wrong};
use playground::bundled;
use playground::document::Document;
use tests::scenario::Run;

/// The alert's rule, as published or the better one, in a scenario.
fn document(alert: &Alert, better: bool, scenario: &str) -> Document {
    let mut document = bundled::document(alert.id, scenario).unwrap();
    if better {
        *document.rule_mut().unwrap() = bundled::better_rule(alert.id).unwrap();
    }
    document
}

fn fires(document: &Document) -> bool {
    !Run::of(document).picture().states.episodes.is_empty()
}

/// All that is wrong, so that one run tells everything.
fn assert_none(wrongs: &[String]) {
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn published_rules_fire_where_they_should() {
    let wrongs = catalogue::alerts().iter().filter_map(|it| {
        let found = fires(&document(it, false, it.scenario));
        (found == it.never)
            .then(|| format!("{} in {}: fires {found}, never {}", it.id, it.scenario, it.never))
    });
    assert_none(&wrongs.collect::<Vec<_>>());
}

#[test]
fn published_rules_are_wrong_where_they_are_said_to_be() {
    let wrongs = catalogue::alerts().iter().filter_map(|it| {
        let Wrong { scenario, fires: wrongly } = it.wrong?;
        let found = fires(&document(it, false, scenario));
        (found != wrongly).then(|| format!("{} in {scenario}: fires {found}, said {wrongly}", it.id))
    });
    assert_none(&wrongs.collect::<Vec<_>>());
}

#[test]
fn better_rules_are_right_in_both_scenarios() {
    let mut wrongs = Vec::new();
    for it in catalogue::alerts().iter().filter(|it| it.better().is_some()) {
        if !fires(&document(it, true, it.scenario)) {
            wrongs.push(format!("{}: the better rule is silent in {}", it.id, it.scenario));
        }
        let Some(wrong) = it.wrong else { continue };
        if fires(&document(it, true, wrong.scenario)) == wrong.fires {
            wrongs.push(format!("{}: the better rule is as wrong in {}", it.id, wrong.scenario));
        }
    }
    assert_none(&wrongs);
}

#[test]
fn lint_says_nothing_about_a_better_rule() {
    let mut wrongs = Vec::new();
    for it in catalogue::alerts().iter().filter(|it| it.better().is_some()) {
        for finding in Run::of(&document(it, true, it.scenario)).app.findings() {
            wrongs.push(format!("{}: {}: {} {}", it.id, finding.id, finding.title, finding.detail));
        }
    }
    assert_none(&wrongs);
}

/// An alert takes any scenario to its own exporter: nothing else of the scenario changes.
#[test]
fn a_scenario_takes_the_exporter_of_the_alert() {
    for it in catalogue::alerts() {
        for scenario in catalogue::scenarios() {
            let mut shown = bundled::document(it.id, scenario.name).unwrap().scenario;
            assert_eq!(shown.exporter, it.exporter);
            let own = bundled::scenario(scenario.name).unwrap();
            shown.exporter.clone_from(&own.exporter);
            assert_eq!(shown, own);
        }
    }
}
