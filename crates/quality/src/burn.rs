//! Burn rates by hand: the formulas of the SRE workbook's chapter 5, for rules over one window. They must not know
//! rules or series.

/// A rule that fires when the error ratio over `window` is at least `factor` times the ratio that just spends the
/// budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BurnRate {
    /// The objective, 0.999 for three nines.
    pub target: f64,
    /// The window, in seconds.
    pub window: f64,
    /// How many times faster than allowed.
    pub factor: f64,
}

impl BurnRate {
    /// The error ratio that the rule compares with.
    pub fn threshold(&self) -> f64 {
        self.factor * (1.0 - self.target)
    }
}

/// Seconds from the start of errors at the constant ratio `errors` until the rule is true: the window has to hold
/// enough of them. None when it never holds.
pub fn time_to_fire(rule: BurnRate, errors: f64) -> Option<f64> {
    (errors > 0.0 && errors >= rule.threshold()).then(|| rule.threshold() / errors * rule.window)
}

/// The share of the budget of `period` seconds that is spent when the rule becomes true: the same for every ratio.
pub fn budget_spent(rule: BurnRate, period: f64) -> f64 {
    rule.factor * rule.window / period
}

/// Seconds from the end of those errors until the rule is false again: until so few of them are left in the window.
pub fn time_to_reset(rule: BurnRate, errors: f64) -> Option<f64> {
    time_to_fire(rule, errors).map(|it| rule.window - it)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: f64 = 86_400.0;
    const PERIOD: f64 = 30.0 * DAY;

    fn rule(window: f64, factor: f64) -> BurnRate {
        BurnRate { target: 0.999, window, factor }
    }

    fn near(found: Option<f64>, wanted: f64) {
        assert!(found.is_some_and(|it| (it - wanted).abs() < 1e-9), "{found:?}, wanted {wanted}");
    }

    /// The worked cases of the workbook.
    #[test]
    fn the_workbooks_cases() {
        // 0.1 % over ten minutes: 0.6 s for a total outage, 0.02 % of the budget, up to 144 alerts a day.
        near(time_to_fire(rule(600.0, 1.0), 1.0), 0.6);
        near(Some(budget_spent(rule(600.0, 1.0), PERIOD)), 0.000_231_481_481_5);
        near(Some(DAY / 600.0), 144.0);
        // 36 hours: an outage is found in 2 min 10 s.
        near(time_to_fire(rule(36.0 * 3600.0, 1.0), 1.0), 129.6);
        // One hour at 36 times: a 35-fold burn never fires.
        assert_eq!(time_to_fire(rule(3600.0, 36.0), 0.035), None);
        near(time_to_fire(rule(3600.0, 36.0), 1.0), 129.6);
        // ... and is true for 58 minutes after a total outage.
        near(time_to_reset(rule(3600.0, 36.0), 1.0).map(|it| (it / 60.0).round()), 58.0);
        // The recommended starting values: 2 %, 5 % and 10 % of the budget.
        near(Some(budget_spent(rule(3600.0, 14.4), PERIOD)), 0.02);
        near(Some(budget_spent(rule(6.0 * 3600.0, 6.0), PERIOD)), 0.05);
        near(Some(budget_spent(rule(3.0 * DAY, 1.0), PERIOD)), 0.1);
    }
}
