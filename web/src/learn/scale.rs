//! Numbers of measures as people read them, and the six steps in which a map shows them. It must not know where they stand.

use playground::learn::{Better, Measure, Unit};

/// The upper ends of the first steps; what is above the last is the step behind them.
pub(super) struct Scale {
    ends: [f64; 5],
    unit: Unit,
}

/// How many steps there are.
pub(super) const STEPS: usize = 6;

impl Scale {
    /// The scale of a measure whose greatest number is `most`: fifths of a share, else halves of halves, so that few is told from
    /// nothing.
    pub(super) fn new(measure: Measure, most: f64) -> Self {
        let unit = measure.unit();
        let most = if most.is_finite() && most > 0.0 { most } else { 1.0 };
        let ends = match unit {
            Unit::Share => [0.2, 0.4, 0.6, 0.8, 0.999],
            _ => [0.0, most / 16.0, most / 8.0, most / 4.0, most / 2.0],
        };
        Self { ends, unit }
    }

    /// The step of a number.
    pub(super) fn step(&self, value: f64) -> usize {
        self.ends.iter().take_while(|it| value > **it).count()
    }

    /// What a step holds: `to 25%`.
    pub(super) fn name(&self, step: usize) -> String {
        match (self.ends.get(step), step, self.unit) {
            (None, _, Unit::Share) => "all".to_owned(),
            (None, ..) => "more".to_owned(),
            (Some(_), 0, unit) if unit != Unit::Share => "0".to_owned(),
            (Some(end), ..) => format!("to {}", figure(self.unit, *end)),
        }
    }
}

/// A number in its unit; nothing where it is undefined.
pub(super) fn figure(unit: Unit, value: f64) -> String {
    if value.is_nan() {
        return "n/a".to_owned();
    }
    match unit {
        Unit::Share => format!("{}%", short(value * 100.0)),
        Unit::Seconds => span(value),
        Unit::Count | Unit::PerDay => short(value),
    }
}

/// Two digits behind the point below 1, one below 20, none from there on; no noughts at the end.
fn short(value: f64) -> String {
    let size = value.abs();
    let digits = if size < 0.995 { 2 } else { usize::from(size < 19.95) };
    let text = format!("{value:.digits$}");
    if digits == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// Seconds in the two largest units: `2m 45s`.
pub(super) fn span(seconds: f64) -> String {
    let mut rest = seconds.abs().round() as u64;
    let mut words = Vec::new();
    for (name, length) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] {
        if (rest >= length || (length == 1 && words.is_empty())) && words.len() < 2 {
            words.push(format!("{}{name}", rest / length));
        }
        rest %= length;
    }
    words.retain(|it| !it.starts_with('0') || it == "0s");
    if words.len() > 1 {
        words.retain(|it| it != "0s");
    }
    words.join(" ")
}

/// Which way is better, as the note says it.
pub(super) fn better(measure: Measure) -> &'static str {
    match measure.better() {
        Better::Higher => "More is better",
        Better::Lower => "Less is better",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_two_units() {
        let all = [0.0, 45.0, 165.0, 3600.0, 3700.0, 90_000.0].map(span);
        assert_eq!(all, ["0s", "45s", "2m 45s", "1h", "1h 1m", "1d 1h"]);
    }

    #[test]
    fn figures_are_short() {
        assert_eq!(figure(Unit::Share, 0.75), "75%");
        assert_eq!(figure(Unit::PerDay, 0.25), "0.25");
        assert_eq!(figure(Unit::PerDay, 0.0), "0");
        assert_eq!(figure(Unit::Share, 0.05), "5%");
        assert_eq!(figure(Unit::PerDay, 4.44), "4.4");
        assert_eq!(figure(Unit::PerDay, f64::NAN), "n/a");
    }

    #[test]
    fn steps_tell_few_from_nothing() {
        let scale = Scale::new(Measure::FalsePages, 16.0);
        assert_eq!([0.0, 0.5, 1.5, 3.0, 5.0, 9.0].map(|it| scale.step(it)), [0, 1, 2, 3, 4, 5]);
        assert_eq!((scale.name(0), scale.name(3), scale.name(5)), ("0".into(), "to 4".into(), "more".into()));
        let shares = Scale::new(Measure::Recall, 1.0);
        assert_eq!([0.0, 0.5, 1.0].map(|it| shares.step(it)), [0, 2, 5]);
    }
}
