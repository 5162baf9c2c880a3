//! A real HAProxy 2.6 and the traffic model go through the same scenario; what they export is compared. It must not know
//! how the model works; it takes a minute of real time.
#![expect(clippy::unwrap_used, reason = "a test file")]

mod haproxy_live {
    pub(crate) mod known;
    pub(crate) mod numbers;
    pub(crate) mod shapes;
    pub(crate) mod simulated;
    pub(crate) mod still;
    pub(crate) mod table;
}

use haproxy::Scenario;
use haproxy_live::simulated::Simulated;
use haproxy_live::table::Table;
use haproxy_live::{numbers, shapes, still};
use playground::document;
use playground::plan::Plan;
use tests::haproxy::{Recording, play};

/// Milliseconds after the start at which nothing changes for a second before and after: all well; two servers killed; answers
/// cut off, a server of mode tcp killed, one in maintenance; answers of 500 and 404; all well again.
const PLATEAUS: [i64; 5] = [4_000, 12_000, 23_000, 31_000, 46_000];

fn scenario() -> Scenario {
    let document = document::read(include_str!("haproxy_live/scenario.yml")).unwrap();
    Plan::new(&document).unwrap().scenario
}

fn compare(scenario: &Scenario, recording: &Recording, simulated: &Simulated) -> Table {
    let mut table = Table::default();
    let (_, last) = recording.scrapes.last().unwrap();
    shapes::families(last, scenario, simulated, &mut table);
    for time in PLATEAUS {
        let at = &recording.scrapes[recording.nearest(time)].1;
        shapes::series(at, simulated, time, &mut table);
    }
    numbers::turns(scenario, recording, simulated, &mut table);
    numbers::totals(recording, simulated, &mut table);
    for time in PLATEAUS {
        numbers::plateau(recording, simulated, time, &mut table);
    }
    table
}

// Once more if something differs: the machine may have been too busy to do things at their times.
#[test]
fn the_model_counts_what_haproxy_counts() {
    if !tests::haproxy::is_here("the traffic model against a running HAProxy") {
        return;
    }
    let scenario = scenario();
    let simulated = Simulated::of(&scenario);
    for again in [false, true] {
        let recording = play(&scenario, &[]);
        let table = compare(&scenario, &recording, &simulated);
        println!("{}\nfor the clients: {:?}\n{}", table.text(), recording.outcomes, table.summary());
        if table.wrong() == 0 {
            return;
        }
        assert!(!again, "{} twice in a row", table.summary());
    }
}

// Every topology of the catalogue, and some that it lacks: the same series, NaN where NaN, and every state and setting.
#[test]
fn every_topology_exports_what_the_model_exports() {
    if !tests::haproxy::is_here("topologies against a running HAProxy") {
        return;
    }
    let (mut wrong, mut equal) = (String::new(), 0);
    let topologies = still::topologies(&scenario());
    for (name, scenario) in &topologies {
        let simulated = Simulated::of(scenario);
        let shown = still::show(scenario);
        let mut table = Table::default();
        shapes::families(&shown.scrapes[0].1, scenario, &simulated, &mut table);
        shapes::series(&shown.scrapes[0].1, &simulated, still::THEN, &mut table);
        numbers::plateau(&shown, &simulated, still::THEN, &mut table);
        equal += table.equal + table.rows.len() - table.wrong();
        table.rows.retain(|it| !it.good);
        if table.wrong() > 0 {
            wrong += &format!("{name}:\n{}", table.text());
        }
    }
    println!("{} topologies, {equal} comparisons that agree\n{wrong}", topologies.len());
    assert!(wrong.is_empty(), "{wrong}");
}
