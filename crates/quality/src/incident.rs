//! What truly happened: incidents and what they did to requests. It must not know how anybody found out.

/// Why a stretch of time is labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Users were hurt: an alert ought to find it.
    Incident,
    /// Planned work: nobody ought to be paged.
    Planned,
    /// Harmless noise: nobody ought to be paged.
    Noise,
}

/// A labelled stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// When it began, in milliseconds since the Unix epoch.
    pub from: i64,
    /// When it was over; not before `from`.
    pub to: i64,
    /// What it happened to: `be_web/web1`.
    pub objects: Vec<String>,
    /// How bad it was: the share of requests that failed or were slow meanwhile, 0 to 1.
    pub severity: f64,
    /// Whether it counts.
    pub kind: Kind,
}

/// What happened to requests, a value an interval, from the simulation itself and not from metrics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impact {
    /// The start of the first interval, in milliseconds since the Unix epoch.
    pub start: i64,
    /// The length of an interval in milliseconds; at least 1.
    pub step: i64,
    /// Requests that failed or were slow, an interval.
    pub bad: Vec<f64>,
    /// All requests, an interval.
    pub all: Vec<f64>,
}

impl Impact {
    /// The bad requests from `from` to `to`; an interval that is cut counts by the part that is inside.
    pub fn bad_between(&self, from: i64, to: i64) -> f64 {
        let step = self.step.max(1) as f64;
        let place = |time: i64| ((time - self.start) as f64 / step).clamp(0.0, self.bad.len() as f64);
        let (from, to) = (place(from), place(to));
        let mut sum = 0.0;
        let mut idx = from as usize;
        while (idx as f64) < to {
            let inside = (to.min(idx as f64 + 1.0) - from.max(idx as f64)).max(0.0);
            sum += inside * self.bad.get(idx).copied().unwrap_or_default();
            idx += 1;
        }
        sum
    }

    /// The mean of all requests a millisecond.
    pub fn rate(&self) -> f64 {
        let millis = self.step.max(1) as f64 * self.all.len() as f64;
        if millis > 0.0 { self.all.iter().sum::<f64>() / millis } else { 0.0 }
    }
}

/// A service level objective.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slo {
    /// The share of requests that must be good, above 0 and below 1.
    pub target: f64,
    /// The time it is promised for, in milliseconds.
    pub period: i64,
}

impl Default for Slo {
    /// 99.9 % of 30 days, as the workbook's examples.
    fn default() -> Self {
        Self { target: 0.999, period: 30 * 86_400_000 }
    }
}

impl Slo {
    /// The share of the period's error budget that `bad` requests are, at the mean rate of `impact`; none without
    /// requests.
    pub fn spent(&self, bad: f64, impact: &Impact) -> Option<f64> {
        let budget = (1.0 - self.target) * impact.rate() * self.period as f64;
        (budget > 0.0).then(|| bad / budget)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_interval_counts_by_its_part() {
        let impact = Impact { start: 1000, step: 10, bad: vec![2.0, 4.0, 8.0], all: vec![10.0; 3] };
        assert_eq!(impact.bad_between(1000, 1030), 14.0);
        assert_eq!(impact.bad_between(1005, 1015), 1.0 + 2.0);
        assert_eq!(impact.bad_between(0, 1001), 0.2);
        assert_eq!(impact.bad_between(1031, 9999), 0.0);
        assert_eq!(impact.rate(), 1.0);
    }

    #[test]
    fn ten_minutes_of_a_total_outage_spend_a_quarter_of_a_month_at_three_nines() {
        // 43.2 minutes a month may fail at 99.9 %; ten of them are 23.1 %.
        let impact = Impact { start: 0, step: 60_000, bad: vec![600.0; 10], all: vec![600.0; 10] };
        let spent = Slo::default().spent(impact.bad_between(0, 600_000), &impact).unwrap();
        assert!((spent - 10.0 / 43.2).abs() < 1e-12, "{spent}");
        assert_eq!(Slo::default().spent(1.0, &Impact::default()), None);
    }
}
