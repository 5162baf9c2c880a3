//! `show stat` of a real HAProxy 2.6 beside the one that the model prints, field by field, while both go through the same half
//! minute. It must not know how the model comes to its lines.
#![expect(clippy::unwrap_used, reason = "a test file")]

mod haproxy_show_stat {
    pub(crate) mod fields;
    pub(crate) mod judge;
    pub(crate) mod printed;
}

#[path = "haproxy_live/still.rs"]
mod still;

use haproxy::{Scenario, Simulation};
use haproxy_show_stat::fields::Rule;
use haproxy_show_stat::judge;
use haproxy_show_stat::printed::Printed;
use playground::document;
use playground::plan::Plan;

/// Milliseconds after the start at which is looked, soon after a scrape of the model's: all well; dead, in maintenance, drained; on the way back, and warming up;
/// checks with other results, or none; all well again but for what takes its time.
const LOOKS: [i64; 5] = [3_050, 12_050, 17_050, 25_050, 30_050];
/// So many runs of the model show what is chance.
const SEEDS: u64 = 64;

fn scenario() -> Scenario {
    let document = document::read(include_str!("haproxy_show_stat/scenario.yml")).unwrap();
    Plan::new(&document).unwrap().scenario
}

/// What the model prints at `time` under each seed.
fn simulated(scenario: &Scenario, time: i64) -> Vec<Printed> {
    let one = |seed| {
        let mut simulation = Simulation::for_stat(&Scenario { seed, ..scenario.clone() }).unwrap();
        simulation.run_until(time);
        Printed::read(&simulation.show_stat()).unwrap()
    };
    (1..=SEEDS).map(one).collect()
}

// Once more if something differs: the machine may have been too busy to do things at their times.
#[test]
fn show_stat_prints_what_haproxy_prints() {
    if !tests::haproxy::is_here("`show stat` against a running HAProxy") {
        return;
    }
    let scenario = scenario();
    let ours = LOOKS.map(|time| simulated(&scenario, time));
    for again in [false, true] {
        let recording = tests::haproxy::play(&scenario, &LOOKS);
        let (mut wrong, mut compared) = (Vec::new(), 0);
        for ((time, text), ours) in recording.stats.iter().zip(&ours) {
            let theirs = Printed::read(text).unwrap_or_else(|why| panic!("{why}: {text}"));
            let found = judge::differences(&theirs, ours);
            compared += theirs.cells();
            wrong.extend(found.into_iter().map(|it| format!("at {time} ms: {it}")));
        }
        println!("{compared} fields compared, {} differ\n{}", wrong.len(), wrong.join("\n"));
        if wrong.is_empty() {
            assert!(compared > 10_000, "{compared} fields compared");
            return;
        }
        assert!(!again, "twice in a row:\n{}", wrong.join("\n"));
    }
}

// Every topology of the catalogue at rest, and some that it lacks.
#[test]
fn every_topology_is_printed_as_haproxy_prints_it() {
    if !tests::haproxy::is_here("`show stat` of topologies against a running HAProxy") {
        return;
    }
    let base = document::read(include_str!("haproxy_live/scenario.yml")).unwrap();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    let topologies = still::topologies(&Plan::new(&base).unwrap().scenario);
    for (name, scenario) in &topologies {
        let ours = simulated(scenario, still::THEN);
        for (_, text) in still::show(scenario).stats {
            let theirs = Printed::read(&text).unwrap();
            compared += theirs.cells();
            wrong.extend(judge::differences(&theirs, &ours).into_iter().map(|it| format!("{name}: {it}")));
        }
    }
    println!("{} topologies, {compared} fields compared, {} differ", topologies.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 10_000, "{compared} fields compared");
}

// A judge that lets everything pass would prove nothing: every field that is looked at is broken in its turn.
#[test]
fn what_is_wrong_is_told() {
    let ours = simulated(&scenario(), LOOKS[1]);
    let theirs = ours[0].clone();
    assert_eq!(judge::differences(&theirs, &ours), Vec::<String>::new());
    for (line, field) in theirs.places() {
        for other in judge::wrong_values(&theirs, line, field) {
            let said = judge::difference(&theirs.with(line, field, &other), &ours, (line, field));
            assert!(said.is_some(), "{line} {} {other:?}", theirs.fields[field]);
        }
    }
    let sign = Rule::Sign("");
    assert!(judge::fits(sign, 0.0, &[3.0]).is_some() && judge::fits(sign, 2.0, &[0.0]).is_some());
    assert!(judge::fits(Rule::Counted, 1.0, &[0.0]).is_some());
    assert!(judge::differences(&theirs.without_field("status"), &ours)[0].contains("header"));
    assert!(judge::differences(&theirs.without_line(2), &ours)[0].contains("lines"));
}
