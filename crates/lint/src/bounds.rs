//! Between which values an expression always lies, whatever the samples: interval arithmetic over the plan. It must
//! not look at samples. NaN and absence are always possible and lie outside of what is said here.

use crate::Context;
use crate::shape;
use promql::plan::{Aggregate, Aggregation, Binary, BinaryOp, Call};
use promql::{CompareOp, Kind, Node};

/// The values from `lo` to `hi`, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least possible value.
    pub lo: f64,
    /// The greatest possible value.
    pub hi: f64,
}

impl Bounds {
    const ANY: Self = Self { lo: f64::NEG_INFINITY, hi: f64::INFINITY };
    const COUNT: Self = Self { lo: 0.0, hi: f64::INFINITY };
    const FLAG: Self = Self { lo: 0.0, hi: 1.0 };
    const ONE: Self = Self { lo: 1.0, hi: 1.0 };

    fn only(value: f64) -> Self {
        if value.is_nan() { Self::ANY } else { Self { lo: value, hi: value } }
    }

    /// Whether `value op threshold` can hold for a value inside.
    pub fn may_hold(self, op: CompareOp, threshold: f64) -> bool {
        match op {
            CompareOp::Greater => self.hi > threshold,
            CompareOp::GreaterOrEqual => self.hi >= threshold,
            CompareOp::Less => self.lo < threshold,
            CompareOp::LessOrEqual => self.lo <= threshold,
            CompareOp::Equal => self.lo <= threshold && threshold <= self.hi,
            // NaN differs from everything.
            CompareOp::NotEqual => true,
        }
    }

    /// Whether `value op threshold` holds for every value inside.
    pub fn always_holds(self, op: CompareOp, threshold: f64) -> bool {
        match op {
            CompareOp::Greater => self.lo > threshold,
            CompareOp::GreaterOrEqual => self.lo >= threshold,
            CompareOp::Less => self.hi < threshold,
            CompareOp::LessOrEqual => self.hi <= threshold,
            CompareOp::Equal => self.lo == threshold && self.hi == threshold,
            CompareOp::NotEqual => threshold < self.lo || threshold > self.hi,
        }
    }

    fn union(self, other: Self) -> Self {
        Self { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }

    /// The hull of `f` at the four corners; where a corner is no number, nothing is known.
    fn corners(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let corners =
            [f(self.lo, other.lo), f(self.lo, other.hi), f(self.hi, other.lo), f(self.hi, other.hi)];
        if corners.iter().any(|it| it.is_nan()) {
            return Self::ANY;
        }
        corners.into_iter().map(Self::only).fold(Self::only(corners[0]), Self::union)
    }
}

/// The bounds of the values of `node`.
pub fn of(node: &Node, context: &Context<'_>) -> Bounds {
    match &node.kind {
        Kind::Number(value) => Bounds::only(*value),
        Kind::String(_) => Bounds::ANY,
        Kind::Selector(it) => of_metric(it.name.as_deref(), context),
        Kind::Range(it) => of_metric(it.selector.name.as_deref(), context),
        Kind::Subquery(it) => of(&it.of, context),
        Kind::Call(it) => of_call(it, context),
        Kind::Aggregate(it) => of_aggregate(it, context),
        Kind::Binary(it) => of_binary(it, context),
        Kind::Negate(inner) => {
            let inner = of(inner, context);
            Bounds { lo: -inner.hi, hi: -inner.lo }
        }
        Kind::Paren(inner) => of(inner, context),
    }
}

/// Counters are 0 or more; `up` and metrics named after it are 0 or 1.
fn of_metric(name: Option<&str>, context: &Context<'_>) -> Bounds {
    match name {
        Some(name) if context.is_counter(name) => Bounds::COUNT,
        Some(name) if name == "up" || name.ends_with("_up") => Bounds::FLAG,
        Some("ALERTS") => Bounds::ONE,
        _ => Bounds::ANY,
    }
}

fn of_call(call: &Call, context: &Context<'_>) -> Bounds {
    let Some(first) = call.args.iter().find(|arg| !matches!(arg.kind, Kind::Number(_))) else {
        return of_number(call, context);
    };
    let inner = of(first, context);
    let number = |idx: usize| match call.args.get(idx).map(|arg| &arg.unwrapped().kind) {
        Some(Kind::Number(value)) => *value,
        _ => f64::NAN,
    };
    match call.function.signature.name {
        // Over what is never negative a reset is the only fall, and it is made good.
        "rate" | "irate" | "increase" if inner.lo >= 0.0 => Bounds::COUNT,
        "changes" | "resets" | "sqrt" | "exp" | "stddev_over_time" | "stdvar_over_time" => Bounds::COUNT,
        "count_over_time" => Bounds { lo: 1.0, ..Bounds::COUNT },
        "absent" | "absent_over_time" | "present_over_time" => Bounds::ONE,
        "avg_over_time" | "min_over_time" | "max_over_time" | "last_over_time" | "first_over_time" => inner,
        "quantile_over_time" if (0.0..=1.0).contains(&number(0)) => inner,
        "sum_over_time" if inner.lo >= 0.0 => Bounds { hi: f64::INFINITY, ..inner },
        "abs" if inner.lo >= 0.0 => inner,
        "abs" => Bounds::COUNT,
        "ceil" => Bounds { lo: inner.lo.ceil(), hi: inner.hi.ceil() },
        "floor" => Bounds { lo: inner.lo.floor(), hi: inner.hi.floor() },
        "sgn" => Bounds { lo: -1.0, hi: 1.0 },
        "clamp_max" | "clamp_min" if number(1).is_nan() => Bounds::ANY,
        "clamp_max" => Bounds { lo: inner.lo.min(number(1)), hi: inner.hi.min(number(1)) },
        "clamp_min" => Bounds { lo: inner.lo.max(number(1)), hi: inner.hi.max(number(1)) },
        "scalar" | "vector" | "sort" | "sort_desc" | "label_replace" | "label_join" => inner,
        "timestamp" => Bounds::COUNT,
        _ => Bounds::ANY,
    }
}

/// A function of no vector: `time()` and `vector(3)`.
fn of_number(call: &Call, context: &Context<'_>) -> Bounds {
    match (call.function.signature.name, call.args.first()) {
        ("time", _) => Bounds::COUNT,
        ("vector", Some(arg)) => of(arg, context),
        _ => Bounds::ANY,
    }
}

fn of_aggregate(aggregate: &Aggregate, context: &Context<'_>) -> Bounds {
    let inner = of(&aggregate.of, context);
    match aggregate.op {
        Aggregation::Sum if inner.lo >= 0.0 => Bounds { hi: f64::INFINITY, ..inner },
        Aggregation::Sum if inner.hi <= 0.0 => Bounds { lo: f64::NEG_INFINITY, ..inner },
        Aggregation::Sum => Bounds::ANY,
        Aggregation::Avg | Aggregation::Min | Aggregation::Max => inner,
        Aggregation::TopK | Aggregation::BottomK | Aggregation::LimitK | Aggregation::LimitRatio => inner,
        Aggregation::Count | Aggregation::CountValues => Bounds { lo: 1.0, ..Bounds::COUNT },
        Aggregation::Stddev | Aggregation::Stdvar => Bounds::COUNT,
        Aggregation::Quantile => Bounds::ANY,
        Aggregation::Group => Bounds::ONE,
    }
}

fn of_binary(binary: &Binary, context: &Context<'_>) -> Bounds {
    let (left, right) = (of(&binary.left, context), of(&binary.right, context));
    match binary.op {
        BinaryOp::Add => left.corners(right, |left, right| left + right),
        BinaryOp::Subtract => left.corners(right, |left, right| left - right),
        // Nothing times infinity: the infinite side never reaches it, so the product stays 0.
        BinaryOp::Multiply => left.corners(right, |l, r| if l == 0.0 || r == 0.0 { 0.0 } else { l * r }),
        BinaryOp::Divide => of_division(binary, left, right, context),
        BinaryOp::Modulo | BinaryOp::Power | BinaryOp::Atan2 => Bounds::ANY,
        BinaryOp::Compare(_) if binary.bool_modifier => Bounds::FLAG,
        BinaryOp::Compare(_) | BinaryOp::And | BinaryOp::Unless => left,
        BinaryOp::Or => left.union(right),
    }
}

fn of_division(binary: &Binary, left: Bounds, right: Bounds, context: &Context<'_>) -> Bounds {
    if shape::is_plain(&binary.matching)
        && let Some(share) = shape::part_of(&binary.left, &binary.right, context)
    {
        return Bounds { lo: 0.0, hi: share };
    }
    if right.lo > 0.0 || right.hi < 0.0 {
        return left.corners(right, |left, right| left / right);
    }
    // Division by 0 gives infinity, of which the sign is that of the left side.
    if left.lo >= 0.0 && right.lo >= 0.0 { Bounds::COUNT } else { Bounds::ANY }
}

#[cfg(test)]
mod tests;
