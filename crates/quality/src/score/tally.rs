//! Adds episodes up to a scorecard. It must not know whether they come from a replay or from a sweep: both use this
//! one way of counting.

use super::{Firing, Found, Judge, Scorecard, Verdict};
use crate::flap::Flap;
use crate::incident::{Impact, Slo};
use crate::measure::Measure;
use crate::spread::median;

const DAY: f64 = 86_400_000.0;

/// Counts the episodes of one rule, instance by instance, always with the same judge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    found: Vec<Found>,
    episodes: u32,
    caught: u32,
    already: u32,
    firing: i64,
    outside: i64,
    vain: i64,
    flap: Flap,
}

impl Tally {
    /// Nothing counted yet, for the incidents of `judge`.
    pub fn new(judge: &Judge) -> Self {
        Self { found: vec![Found::default(); judge.incidents.len()], ..Self::default() }
    }

    /// What follows belongs to another instance.
    pub fn next_instance(&mut self) {
        self.flap.next_instance();
    }

    /// An episode of the present instance; they come in order of time. What it was good for.
    pub fn firing(&mut self, judge: &Judge, firing: Firing) -> Verdict {
        let mut verdict = Verdict::False;
        if judge.is_near(firing) {
            verdict = judge.judge(firing, &mut self.found);
            self.outside -= judge.inside(firing.from, firing.to);
        }
        self.episodes += 1;
        match verdict {
            Verdict::Caught(_) => self.caught += 1,
            Verdict::Already(_) => self.already += 1,
            Verdict::False => {}
        }
        self.firing += firing.to - firing.from;
        self.outside += firing.to - firing.from;
        if firing.from > judge.start {
            self.flap.change(firing.from, judge.step);
        }
        if !firing.open {
            self.flap.change(firing.to, judge.step);
        }
        verdict
    }

    /// As many milliseconds of pending that came to nothing.
    pub fn vain(&mut self, millis: i64) {
        self.vain += millis;
    }

    /// The scorecard of what was counted; without `budget` the budget spent has no number.
    pub fn finish(&self, judge: &Judge, budget: Option<(&Impact, Slo)>) -> Scorecard {
        let days = (judge.end - judge.start) as f64 / DAY;
        let a_day = |count: u32| (days > 0.0).then(|| f64::from(count) / days);
        let n_found = self.found.iter().filter(|it| it.is_found()).count();
        let (detection, detection_worst) = seconds(self.found.iter().filter_map(|it| it.detection));
        let (reset, reset_worst) = seconds(self.found.iter().filter_map(|it| it.reset));
        let fragments: u32 = self.found.iter().map(|it| it.episodes).sum();
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        let mut values = [None; Measure::COUNT];
        for (measure, value) in [
            (Measure::Precision, share(f64::from(self.caught), f64::from(self.episodes))),
            (Measure::Recall, share(n_found as f64, self.found.len() as f64)),
            (Measure::Detection, detection),
            (Measure::DetectionWorst, detection_worst),
            (Measure::Reset, reset),
            (Measure::ResetWorst, reset_worst),
            (Measure::Fragmentation, share(f64::from(fragments), n_found as f64)),
            (Measure::Flapping, Some(f64::from(self.flap.count()))),
            (Measure::Pages, a_day(self.episodes)),
            (Measure::FalsePages, a_day(self.episodes - self.caught)),
            (Measure::PendingInVain, Some(self.vain as f64 / 1000.0)),
            (Measure::BudgetSpent, budget.and_then(|(impact, slo)| self.spent(judge, impact, slo))),
            (Measure::FiringOutside, share(self.outside as f64, self.firing as f64)),
        ] {
            values[measure as usize] = value;
        }
        let Self { episodes, caught, already, .. } = *self;
        Scorecard { values, incidents: self.found.clone(), episodes, caught, already }
    }

    /// The largest share of the error budget that was spent from an incident's start until it was found.
    fn spent(&self, judge: &Judge, impact: &Impact, slo: Slo) -> Option<f64> {
        // What one bad request spends: to know it, all intervals are looked at.
        let one = slo.spent(1.0, impact)?;
        let found = judge.incidents.iter().zip(&self.found);
        let spent = found.filter_map(|(incident, found)| {
            let until = incident.from + found.detection?;
            Some(impact.bad_between(incident.from, until) * one)
        });
        spent.max_by(f64::total_cmp)
    }
}

/// The middle and the greatest of times in milliseconds, in seconds.
fn seconds(times: impl Iterator<Item = i64>) -> (Option<f64>, Option<f64>) {
    let mut times: Vec<f64> = times.map(|it| it as f64 / 1000.0).collect();
    let middle = median(&mut times);
    (middle, times.last().copied())
}
