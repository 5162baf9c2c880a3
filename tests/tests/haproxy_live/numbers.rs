//! Totals of counters, gauges while nothing changes, and when servers turn. It must not know which series there are.

use super::known::{Class, class, is_one_sided};
use super::simulated::Simulated;
use super::table::Table;
use haproxy::{FaultKind, Scenario, Target};
use series::meta::Kind;
use series::{Labels, METRIC_NAME};
use tests::haproxy::{EXPORTER, Recording};

/// A statement on the model's runs.
struct Spread {
    mean: f64,
    deviation: f64,
    lowest: f64,
    highest: f64,
    number: f64,
}

impl Spread {
    fn of(values: &[f64]) -> Self {
        let number = values.len() as f64;
        let mean = values.iter().sum::<f64>() / number;
        let square = values.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / number;
        let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { mean, deviation: square.sqrt(), lowest, highest, number }
    }

    /// From where to where HAProxy's number may be, `late` seconds behind.
    fn allowed(&self, class: Class, late: f64) -> (f64, f64) {
        let around = |more: f64| (self.mean - more, self.mean + more);
        let beside = |more: f64| (self.lowest - more, self.highest + more);
        let chance = 4.0 * self.deviation + 0.02 * self.mean;
        match class {
            // What never happens in the model does not happen.
            Class::Chance | Class::Bytes if self.highest == 0.0 => (0.0, 0.0),
            Class::Load => around(4.0 * self.deviation / self.number.sqrt()),
            Class::Chance => around(chance + 2.0),
            Class::Bytes => around(chance + 0.05 * self.mean),
            Class::Seconds => beside(2.0 + late),
            Class::State | Class::Code => beside(0.0),
            Class::Kept if self.highest == 0.0 => (0.0, 0.0),
            Class::Kept => (0.0, 20.0),
            Class::Level => beside((0.1 * self.highest.abs()).max(10.0 + 60.0 * late)),
            Class::Time => (self.lowest - 0.003, 3.0 * self.highest + 0.25),
            Class::Sign(_) if self.highest == 0.0 => (0.0, 0.0),
            Class::Sign(_) => (f64::MIN_POSITIVE, f64::INFINITY),
            Class::Apart(_) => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}

/// Compares one number.
fn compare(what: String, real: f64, values: &[f64], (class, late): (Class, f64), table: &mut Table) {
    let spread = Spread::of(values);
    let (low, high) = spread.allowed(class, late);
    if real == 0.0 && spread.lowest == 0.0 && spread.highest == 0.0 {
        table.equal += 1;
        return;
    }
    let model = format!("{} ({}..{})", short(spread.mean), short(low), short(high));
    let good = (low..=high).contains(&real) || (class == Class::Code && real == 0.0);
    table.add(what, short(real), model, good);
}

fn short(value: f64) -> String {
    let places = if value.abs() >= 100.0 || value.fract() == 0.0 { 0 } else { 3 };
    format!("{value:.places$}")
}

/// Compares the counters after the last request.
pub(crate) fn totals(recording: &Recording, simulated: &Simulated, table: &mut Table) {
    let (_, last) = recording.scrapes.last().unwrap();
    let late = recording.late(recording.scrapes.len() - 1);
    for (labels, real) in &last.samples {
        let name = labels.metric().unwrap();
        if !is_counter(name) || is_left_out(labels, *real) || matches!(class(name), Class::Apart(_)) {
            continue;
        }
        // Scrapes are requests of the process, and in the model its connections only.
        let scrapes = Labels::new([(METRIC_NAME, "haproxy_frontend_sessions_total"), ("proxy", EXPORTER)]);
        let others = if name == "haproxy_process_requests_total" { last.samples[&scrapes] } else { 0.0 };
        let values = simulated.totals(labels, matches!(class(name), Class::Chance | Class::Bytes), last);
        compare(labels.to_string(), real - others, &values, (class(name), late), table);
    }
}

/// Compares the gauges at `time`, where nothing changes from the scrape before to the one after; of these three the middle one,
/// so that a moment's hiccup of the machine is not seen.
pub(crate) fn plateau(recording: &Recording, simulated: &Simulated, time: i64, table: &mut Table) {
    let idx = recording.nearest(time);
    let late = recording.late(idx);
    for (labels, real) in &recording.scrapes[idx].1.samples {
        let name = labels.metric().unwrap();
        if is_counter(name) || is_left_out(labels, *real) || matches!(class(name), Class::Apart(_)) {
            continue;
        }
        let near = recording.scrapes.iter().take(idx + 2).skip(idx.saturating_sub(1));
        let mut near: Vec<f64> = near.filter_map(|it| it.1.samples.get(labels)).copied().collect();
        near.sort_unstable_by(f64::total_cmp);
        let values: Vec<f64> = simulated.values(labels, time);
        if !values.is_empty() {
            let what = format!("at {} s: {labels}", time / 1000);
            compare(what, near[near.len() / 2], &values, (class(name), late), table);
        }
    }
}

/// Compares when servers turn DOWN, and UP again: within one check interval and one scrape of the model's mean.
pub(crate) fn turns(scenario: &Scenario, recording: &Recording, simulated: &Simulated, table: &mut Table) {
    for (event, times) in scenario.events.iter().zip(&recording.events) {
        let Target::Server { backend, server } = &event.target else { continue };
        let check = scenario.backends.iter().find(|it| it.name == *backend).unwrap().check;
        let state = match event.kind {
            FaultKind::ServerDown => "DOWN",
            FaultKind::Maintenance => "MAINT",
            _ => continue,
        };
        for (state, since, really) in
            [(state, event.from, times.0), ("UP", event.from + event.length, times.1)]
        {
            let name = "haproxy_server_status";
            let labels = [(METRIC_NAME, name), ("proxy", backend), ("server", server), ("state", state)];
            let labels = Labels::new(labels);
            let theirs = recording.scrapes.iter().find(|it| it.0 >= really && it.1.samples[&labels] == 1.0);
            let theirs = theirs.map_or(f64::NAN, |it| (it.0 - really) as f64 / 1000.0);
            let ours: Vec<f64> =
                simulated.first(&labels, 1.0, since).iter().map(|it| *it as f64 / 1000.0).collect();
            let mean = Spread::of(&ours).mean;
            let allowed = (check.inter + scenario.scrape.interval) as f64 / 1000.0;
            let what = format!("{backend}/{server} is {state} so many seconds after the event");
            let good = (theirs - mean).abs() <= allowed;
            table.add(what, short(theirs), format!("{} (+-{allowed})", short(mean)), good);
        }
    }
}

fn is_counter(name: &str) -> bool {
    let infos = haproxy::metrics(haproxy::Exporter::Embedded, haproxy::Version::V2_6);
    infos.iter().any(|it| it.name == name && it.kind == Kind::Counter)
}

/// What [`super::shapes`] looks at: who hands out the metrics, and what is not set.
fn is_left_out(labels: &Labels, real: f64) -> bool {
    is_one_sided(labels) || labels.value("version").is_some() || real.is_nan()
}
