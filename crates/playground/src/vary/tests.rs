//! Whatever the seed, a varied scenario is a scenario, and what was in order is in order. It must not know single draws.

use super::*;
use crate::bundled;
use crate::document::Label;
use crate::plan::Plan;

fn millis(text: &str) -> i64 {
    parse_duration(text).unwrap_or(-1)
}

#[test]
fn its_own_seed_leaves_a_scenario_as_it_is() {
    for name in bundled::scenario_names() {
        let document = bundled::scenario_document(name).unwrap();
        assert_eq!(vary(&document, document.scenario.seed), document, "{name}");
    }
}

#[test]
fn varied_scenarios_run_and_keep_their_order() {
    let mut moved = 0;
    for name in bundled::scenario_names() {
        let document = bundled::scenario_document(name).unwrap();
        for seed in (0..40).filter(|it| *it != document.scenario.seed) {
            let varied = vary(&document, seed);
            assert_eq!(varied, vary(&document, seed), "{name} {seed}");
            assert_eq!(Plan::new(&varied).err(), None, "{name} {seed}");
            let pairs = document.scenario.events.iter().zip(&varied.scenario.events);
            for (idx, (old, new)) in pairs.enumerate() {
                let by = millis(&new.from) - millis(&old.from);
                moved += i64::from(by != 0);
                assert!(by.abs() <= FURTHEST, "{name} {seed}: {idx} moved by {by}");
                assert_eq!(old.length, new.length);
                let ratio = new.strength / old.strength;
                assert!((0.79..=1.21).contains(&ratio), "{name} {seed}: {idx} strength {}", new.strength);
                for (other, later) in document.scenario.events.iter().zip(&varied.scenario.events) {
                    let before = millis(&old.from) + millis(&old.length) <= millis(&other.from);
                    assert!(
                        !before || millis(&new.from) + millis(&new.length) <= millis(&later.from),
                        "{name} {seed}"
                    );
                }
            }
        }
    }
    assert!(moved > 500, "only {moved} faults were moved");
}

// A label of one's own that says what a fault was goes where the fault goes.
#[test]
fn a_label_on_a_fault_moves_with_it() {
    let mut document = bundled::default_document();
    let fault = document.scenario.events[0].clone();
    document.incidents =
        vec![Label { from: fault.from, length: fault.length, kind: "noise".into(), ..Label::default() }];
    let all: Vec<_> = (1..7).map(|seed| vary(&document, seed)).collect();
    assert!(all.iter().all(|it| it.incidents[0].from == it.scenario.events[0].from));
    assert!(all.iter().any(|it| it.incidents[0].from != document.incidents[0].from));
}
