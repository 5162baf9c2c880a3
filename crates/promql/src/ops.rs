//! The arithmetic of two values. It must not know vectors or labels.

use crate::plan::BinaryOp;

/// What an operator does with two numbers; a comparison yields 0 or 1 (`scalarBinop`, promql/engine.go). Set
/// operators do nothing with numbers.
pub(crate) fn of_numbers(op: BinaryOp) -> Option<fn(f64, f64) -> f64> {
    use crate::plan::CompareOp::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let function: fn(f64, f64) -> f64 = match op {
        BinaryOp::Add => |a, b| a + b,
        BinaryOp::Subtract => |a, b| a - b,
        BinaryOp::Multiply => |a, b| a * b,
        BinaryOp::Divide => |a, b| a / b,
        BinaryOp::Modulo => libm::fmod,
        BinaryOp::Power => libm::pow,
        BinaryOp::Atan2 => libm::atan2,
        BinaryOp::Compare(Equal) => |a, b| f64::from(a == b),
        BinaryOp::Compare(NotEqual) => |a, b| f64::from(a != b),
        BinaryOp::Compare(Greater) => |a, b| f64::from(a > b),
        BinaryOp::Compare(Less) => |a, b| f64::from(a < b),
        BinaryOp::Compare(GreaterOrEqual) => |a, b| f64::from(a >= b),
        BinaryOp::Compare(LessOrEqual) => |a, b| f64::from(a <= b),
        BinaryOp::And | BinaryOp::Or | BinaryOp::Unless => return None,
    };
    Some(function)
}

/// What an operator makes of a pair: the value, or [`series::STALE`] where a comparison without `bool` filters.
#[derive(Clone, Copy)]
pub(crate) enum Pairing {
    /// A new value from both.
    Compute(fn(f64, f64) -> f64),
    /// One of the two where the comparison holds.
    Filter(crate::plan::CompareOp),
}

impl Pairing {
    /// The way of `op`; `None` for set operators.
    pub(crate) fn of(op: BinaryOp, bool_modifier: bool) -> Option<Self> {
        match op {
            BinaryOp::Compare(compare) if !bool_modifier => Some(Self::Filter(compare)),
            _ => of_numbers(op).map(Self::Compute),
        }
    }

    /// The value for `left op right`, of which a filter keeps `kept`; `None` where it is filtered.
    #[inline]
    pub(crate) fn apply(self, left: f64, right: f64, kept: f64) -> Option<f64> {
        match self {
            Self::Compute(function) => Some(function(left, right)),
            Self::Filter(compare) => compare.holds(left, right).then_some(kept),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::CompareOp;

    #[test]
    fn modulo_and_power_are_those_of_go() {
        let apply = |op, a, b| of_numbers(op).map(|it| it(a, b));
        assert_eq!(apply(BinaryOp::Modulo, -5.0, 3.0), Some(-2.0));
        assert_eq!(apply(BinaryOp::Power, -1.0, f64::INFINITY), Some(1.0));
        assert_eq!(apply(BinaryOp::Compare(CompareOp::NotEqual), f64::NAN, f64::NAN), Some(1.0));
        assert_eq!(apply(BinaryOp::And, 1.0, 1.0), None);
    }
}
