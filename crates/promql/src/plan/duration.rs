//! Durations that are computed (`[5m * 2]`, `offset step()`). It must not know where one stands.

use crate::Steps;

/// An expression that yields a duration (Prometheus 3.14).
#[derive(Clone, Debug, PartialEq)]
pub enum DurationExpr {
    /// Seconds; the flag says that the text has a duration rather than a number.
    Seconds(f64, bool),
    /// `step()`: the distance of the query's instants, 0 for a single one.
    Step,
    /// `range()`: the distance of the query's ends.
    Range,
    /// `-x`
    Negate(Box<DurationExpr>),
    /// `(x)`
    Paren(Box<DurationExpr>),
    /// An operator or function of two.
    Both(DurationOp, Box<(DurationExpr, DurationExpr)>),
}

/// What computes a duration from two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
    /// `min_of(x, y)`
    Least,
    /// `max_of(x, y)`
    Greatest,
}

impl DurationOp {
    /// The sign or word.
    pub fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Power => "^",
            Self::Least => "min_of",
            Self::Greatest => "max_of",
        }
    }
}

impl DurationExpr {
    /// Whether the value depends on the query's instants.
    pub fn varies(&self) -> bool {
        match self {
            Self::Seconds(..) => false,
            Self::Step | Self::Range => true,
            Self::Negate(inner) | Self::Paren(inner) => inner.varies(),
            Self::Both(_, both) => both.0.varies() || both.1.varies(),
        }
    }

    /// The milliseconds for a query at `steps`, cut to whole ones (`calculateDuration`, promql/durations.go). What is
    /// not computed is rounded to nanoseconds before (promql/parser/generated_parser.y): 1.001 seconds are 1001 ms.
    ///
    /// # Errors
    /// Prometheus' message: a division by zero, or a value that is out of range.
    pub fn millis(&self, steps: Steps) -> Result<i64, &'static str> {
        let seconds = self.seconds(steps)?;
        // 64 bits of nanoseconds.
        if seconds.is_nan() || seconds.abs() >= (i64::MAX / 1_000_000_000) as f64 {
            return Err("duration is out of range");
        }
        match self {
            Self::Seconds(..) => Ok(libm::round(seconds * 1e9) as i64 / 1_000_000),
            _ => Ok((seconds * 1000.0) as i64),
        }
    }

    fn seconds(&self, steps: Steps) -> Result<f64, &'static str> {
        Ok(match self {
            Self::Seconds(seconds, _) => *seconds,
            Self::Step if steps.start == steps.end => 0.0,
            Self::Step => steps.step as f64 / 1000.0,
            Self::Range => steps.end.saturating_sub(steps.start) as f64 / 1000.0,
            Self::Negate(inner) => -inner.seconds(steps)?,
            Self::Paren(inner) => inner.seconds(steps)?,
            Self::Both(op, both) => {
                let (left, right) = (both.0.seconds(steps)?, both.1.seconds(steps)?);
                match op {
                    DurationOp::Add => left + right,
                    DurationOp::Subtract => left - right,
                    DurationOp::Multiply => left * right,
                    DurationOp::Divide if right == 0.0 => return Err("division by zero"),
                    DurationOp::Divide => left / right,
                    DurationOp::Modulo if right == 0.0 => return Err("modulo by zero"),
                    DurationOp::Modulo => libm::fmod(left, right),
                    DurationOp::Power => libm::pow(left, right),
                    DurationOp::Least => left.min(right),
                    DurationOp::Greatest => left.max(right),
                }
            }
        })
    }
}
