//! What an exercise asks for: a measure, a comparison and a number. A closed list, never code. It must not run
//! anything.

use crate::measure::{Measure, Unit};
use std::fmt;

/// How a measure has to stand to its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
}

/// One thing that has to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// What is measured.
    pub measure: Measure,
    /// How it has to stand.
    pub relation: Relation,
    /// To what, in the measure's unit.
    pub value: f64,
}

/// Whether a goal is reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// With this number.
    Reached(f64),
    /// It is this number.
    Missed(f64),
    /// There is no number: nothing fired, or nothing was found.
    Undefined,
}

/// Why a text is no goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalError {
    /// It has not three words.
    Shape,
    /// The first is no measure.
    Measure(String),
    /// The second is neither `>=` nor `<=`.
    Relation(String),
    /// The third is no finite number.
    Value(String),
}

impl fmt::Display for GoalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str("a goal is a measure, >= or <=, and a number: `recall >= 1`"),
            Self::Measure(name) => {
                write!(f, "{name:?} is no measure; there are")?;
                for (idx, it) in Measure::all().enumerate() {
                    write!(f, "{} {}", if idx == 0 { "" } else { "," }, it.name())?;
                }
                Ok(())
            }
            Self::Relation(text) => write!(f, "{text:?} is neither >= nor <="),
            Self::Value(text) => write!(f, "{text:?} is no number of this measure"),
        }
    }
}

impl std::error::Error for GoalError {}

impl Goal {
    /// A goal as an exercise writes it: `false_pages_per_day <= 1/week`. Shares are 0 to 1 or end in `%`, times are in seconds
    /// or durations, and what happens so many times a day may be told `/day` or `/week`.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, GoalError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [measure, relation, value] = words.as_slice() else { return Err(GoalError::Shape) };
        let measure = Measure::by_name(measure).ok_or_else(|| GoalError::Measure((*measure).to_owned()))?;
        let relation = match *relation {
            ">=" => Relation::AtLeast,
            "<=" => Relation::AtMost,
            other => return Err(GoalError::Relation(other.to_owned())),
        };
        let value = number(measure.unit(), value).ok_or_else(|| GoalError::Value((*value).to_owned()))?;
        Ok(Self { measure, relation, value })
    }

    /// Whether `found` reaches it.
    pub fn judge(&self, found: Option<f64>) -> Outcome {
        let Some(found) = found else { return Outcome::Undefined };
        let reached = match self.relation {
            Relation::AtLeast => found >= self.value,
            Relation::AtMost => found <= self.value,
        };
        if reached { Outcome::Reached(found) } else { Outcome::Missed(found) }
    }
}

/// A number in the way of its unit.
fn number(unit: Unit, text: &str) -> Option<f64> {
    let plain = |it: &str| it.parse().ok().filter(|it: &f64| it.is_finite());
    let told = |end: &str, by: f64| text.strip_suffix(end).and_then(plain).map(|it| it / by);
    plain(text).or_else(|| match unit {
        Unit::Share => told("%", 100.0),
        Unit::Seconds => series::parse_duration(text).ok().map(|it| it as f64 / 1000.0),
        Unit::PerDay => told("/day", 1.0).or_else(|| told("/week", 7.0)),
        Unit::Count => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_read_and_judged() {
        let goal = Goal::parse("recall >= 1").unwrap();
        assert_eq!(goal.judge(Some(1.0)), Outcome::Reached(1.0));
        assert_eq!(goal.judge(Some(0.75)), Outcome::Missed(0.75));
        assert_eq!(goal.judge(None), Outcome::Undefined);
        let goal = Goal::parse("detection_worst <= 300").unwrap();
        assert_eq!(goal.judge(Some(300.0)), Outcome::Reached(300.0));
        assert_eq!(goal.judge(Some(300.5)), Outcome::Missed(300.5));
    }

    #[test]
    fn numbers_are_told_in_their_units() {
        for (text, value) in [
            ("recall >= 90%", 0.9),
            ("reset_worst <= 2m30s", 150.0),
            ("false_pages_per_day <= 7/week", 1.0),
            ("pages_per_day <= 2/day", 2.0),
            ("fragmentation <= 1", 1.0),
        ] {
            assert_eq!(Goal::parse(text).map(|it| it.value), Ok(value), "{text}");
        }
        for text in ["recall >= 5m", "reset <= 5%", "flapping <= 1/week", "reset <= -5m", "recall >= inf%"] {
            assert!(matches!(Goal::parse(text), Err(GoalError::Value(_))), "{text}");
        }
    }

    #[test]
    fn wrong_goals_say_what_is_wrong() {
        assert_eq!(Goal::parse("recall >="), Err(GoalError::Shape));
        assert_eq!(Goal::parse("luck >= 1"), Err(GoalError::Measure("luck".into())));
        assert_eq!(Goal::parse("recall > 1"), Err(GoalError::Relation(">".into())));
        assert_eq!(Goal::parse("recall >= NaN"), Err(GoalError::Value("NaN".into())));
        assert!(GoalError::Measure("luck".into()).to_string().contains("precision, recall"));
    }
}
