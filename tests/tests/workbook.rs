//! The SRE workbook's worked cases (chapter 5), from counters through PromQL, states and scorecard: what its prose says of a rule
//! the whole machine says too. It must not know HAProxy.
#![expect(clippy::unwrap_used, reason = "a test file")]

use alerting::{CompiledRule, Rule, replay};
use promql::{Instants, Options, Semantics, Steps};
use quality::{Impact, Incident, Judge, Kind, Measure, Scorecard, Slo, score};
use series::{Labels, METRIC_NAME, Store};
use std::collections::BTreeMap;

const STEP: i64 = 10_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Ten requests a second, all day long; of those within `bad` this share fails.
struct Traffic {
    length: i64,
    bad: Vec<(i64, i64, f64)>,
}

impl Traffic {
    fn errors(&self, time: i64) -> f64 {
        self.bad.iter().find(|it| (it.0..it.1).contains(&time)).map_or(0.0, |it| it.2)
    }

    /// Counters, a sample every ten seconds; the same requests as the workbook's impact.
    fn store(&self) -> Store {
        let mut store = Store::new();
        let labels = ["requests_total", "errors_total"].map(|it| Labels::new([(METRIC_NAME, it)]));
        let mut counts = [0.0, 0.0];
        for idx in 0..=self.length / STEP {
            for (labels, count) in labels.iter().zip(counts) {
                assert!(store.append(labels, idx * STEP, count));
            }
            counts[0] += 100.0;
            counts[1] += 100.0 * self.errors(idx * STEP);
        }
        store
    }

    /// The scorecard of a rule that compares the share of errors over `window`.
    fn card(&self, window: &str, threshold: f64, hold: i64) -> Scorecard {
        let rule = CompiledRule::new(&Rule {
            alert: "Burn".into(),
            expr: format!("rate(errors_total[{window}]) / rate(requests_total[{window}]) > {threshold}"),
            hold,
            keep_firing_for: 0,
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
        });
        let rule = rule.unwrap();
        let steps = Steps { start: 0, end: self.length, step: STEP };
        let options = Options { semantics: Semantics::V3, instants: Instants::Each, ..Options::default() };
        let columns = promql::range(rule.query().root(), &self.store(), steps, &options).unwrap().columns;
        let timeline = replay(&rule, &columns, steps).unwrap();
        let incident = |it: &(i64, i64, f64)| Incident {
            from: it.0,
            to: it.1,
            objects: Vec::new(),
            severity: it.2,
            kind: Kind::Incident,
        };
        let incidents: Vec<_> = self.bad.iter().map(incident).collect();
        let judge = Judge::new(&incidents, 0, self.length + STEP, STEP);
        let bad = (0..=self.length / STEP).map(|idx| 100.0 * self.errors(idx * STEP)).collect::<Vec<_>>();
        let impact = Impact { start: 0, step: STEP, all: vec![100.0; bad.len()], bad };
        score(&judge, &timeline, Some((&impact, Slo::default())))
    }
}

/// Within one evaluation and one sample of what the workbook says, in seconds.
fn about(found: Option<f64>, wanted: f64) {
    let slack = 2.0 * (STEP / 1000) as f64;
    assert!(found.is_some_and(|it| (it - wanted).abs() <= slack), "{found:?}, wanted about {wanted}");
}

fn outage(start: i64, minutes: i64, length: i64) -> Traffic {
    Traffic { length, bad: vec![(start, start + minutes * MINUTE, 1.0)] }
}

// 1: 0.1 % of errors over ten minutes. A total outage is found at once, when 0.02 % of the month's budget is spent. The alert goes on while
// the window still holds it, ten minutes.
#[test]
fn a_short_window_finds_an_outage_at_once() {
    let it = outage(2 * HOUR, 30, 6 * HOUR).card("10m", 0.001, 0);
    about(it.get(Measure::Detection), 0.6);
    about(it.get(Measure::Reset), 600.0);
    let spent = it.get(Measure::BudgetSpent).unwrap();
    // Ten seconds of an outage are what the next evaluation costs.
    assert!((0.6 / 2592.0 - 1e-9..=20.0 / 2592.0 + 1e-9).contains(&spent), "{spent}");
}

// 1, its other side: 2 % of errors for a minute an hour are a third of what 99.9 % allows, and each of them pages.
#[test]
fn a_short_window_pages_while_the_objective_is_met() {
    let length = 24 * HOUR;
    let bad = (0..24).map(|hour| (hour * HOUR + 20 * MINUTE, hour * HOUR + 21 * MINUTE, 0.02)).collect();
    let it = Traffic { length, bad }.card("10m", 0.001, 0);
    let days = (length + STEP) as f64 / (24.0 * HOUR as f64);
    assert_eq!(it.get(Measure::Pages).map(|it| (it * days).round()), Some(24.0));
}

// 2: 0.1 % over 36 hours. An outage is found in 2 min 10 s, and the alert goes on for the 36 hours.
#[test]
fn a_long_window_finds_an_outage_and_does_not_let_go() {
    let it = outage(40 * HOUR, 10, 80 * HOUR).card("36h", 0.001, 0);
    about(it.get(Measure::Detection), 129.6);
    about(it.get(Measure::Reset), 36.0 * 3600.0 - 129.6);
}

// 3: a `for` of an hour finds a total outage as late as any, when 140 % of the budget is spent. The workbook counts from the condition on.
#[test]
fn a_wait_of_an_hour_costs_more_than_the_budget() {
    let it = outage(2 * HOUR, 120, 8 * HOUR).card("10m", 0.001, HOUR);
    about(it.get(Measure::Detection), 3600.0);
    let spent = it.get(Measure::BudgetSpent).unwrap();
    assert!((spent - 3600.0 / 2592.0).abs() < 20.0 / 2592.0, "{spent}");
}

// 3: five minutes of all errors every ten minutes, against `for: 10m` over a window of a minute: never a page, and each spike spends about
// 12 % of the budget; three of them 35 %.
#[test]
fn spikes_slip_through_a_wait() {
    let start = 2 * HOUR;
    let bad: Vec<_> =
        (0..3).map(|idx| start + idx * 10 * MINUTE).map(|from| (from, from + 5 * MINUTE, 1.0)).collect();
    let traffic = Traffic { length: 4 * HOUR, bad };
    let it = traffic.card("1m", 0.001, 10 * MINUTE);
    assert_eq!((it.get(Measure::Recall), it.get(Measure::Pages)), (Some(0.0), Some(0.0)));
    // Pending from the first errors in the window to the last, about six minutes a spike.
    let vain = it.get(Measure::PendingInVain).unwrap();
    assert!((vain - 3.0 * 360.0).abs() <= 3.0 * 20.0, "{vain}");
    let spent = Slo::default();
    let all = vec![100.0; 1441];
    let bad: Vec<_> = (0..1441).map(|idx| 100.0 * traffic.errors(idx * STEP)).collect();
    let impact = Impact { start: 0, step: STEP, bad, all };
    let share = |until: i64| spent.spent(impact.bad_between(start, until), &impact).unwrap();
    assert!(
        (share(start + 10 * MINUTE) - 0.1157).abs() < 1e-4 && (share(start + HOUR) - 0.3472).abs() < 1e-4
    );
}

// 4: a burn of 36 times over an hour. A total outage is found in 2 min 10 s and reset after 58 minutes; a burn of 35 times never.
#[test]
fn a_burn_rate_over_an_hour() {
    let it = outage(2 * HOUR, 10, 6 * HOUR).card("1h", 0.036, 0);
    about(it.get(Measure::Detection), 129.6);
    about(it.get(Measure::Reset), 3600.0 - 129.6);
    let slow = Traffic { length: 8 * HOUR, bad: vec![(2 * HOUR, 6 * HOUR, 0.035)] };
    let it = slow.card("1h", 0.036, 0);
    assert_eq!((it.get(Measure::Recall), it.get(Measure::Pages)), (Some(0.0), Some(0.0)));
}
