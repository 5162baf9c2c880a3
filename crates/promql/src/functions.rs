//! THE table of functions: one entry holds name, types, doc, example and body. It must not know how a query is parsed.

mod later;
mod math;
mod over_time;
mod rate;
mod special;

use crate::Error;
use crate::eval::{Evaluator, Output, Window};
use crate::plan::{Call, Type};
pub use later::LATER;

/// What a function takes and yields, as Prometheus' own table has it (promql/parser/functions.go).
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its name.
    pub name: &'static str,
    /// The types of its arguments.
    pub args: &'static [Type],
    /// How many more arguments of the last type there may be than one less than `args`: 0 means exactly `args`,
    /// -1 any number.
    pub variadic: i8,
    /// The type of its value.
    pub returns: Type,
}

impl Signature {
    /// The least number of arguments.
    pub fn least(&self) -> usize {
        if self.variadic == 0 { self.args.len() } else { self.args.len().saturating_sub(1) }
    }

    /// The greatest number of arguments, if there is one.
    pub fn most(&self) -> Option<usize> {
        usize::try_from(self.variadic).ok().map(|more| self.least() + more)
    }

    /// The type of argument `idx`; superfluous arguments of a function without variable ones have none.
    pub fn argument(&self, idx: usize) -> Option<Type> {
        self.args.get(idx).or_else(|| self.args.last().filter(|_| self.variadic != 0)).copied()
    }
}

/// A function that is evaluated.
#[derive(Debug)]
pub struct Function {
    /// Its name and types.
    pub signature: Signature,
    /// What it yields.
    pub doc: &'static str,
    /// An expression that uses it.
    pub example: &'static str,
    /// Whether its result keeps the metric's name.
    pub keeps_name: bool,
    pub(crate) body: Body,
}

/// How a function computes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Body {
    /// From each value of a vector.
    Value(fn(f64) -> f64),
    /// From each value of a vector and the scalars behind it; `None` leaves the whole step out.
    ValueWith(fn(f64, &[f64]) -> Option<f64>),
    /// From the samples in a window, of which there is at least one, and the other arguments.
    Window(fn(&Window<'_>, &[f64]) -> Option<f64>),
    /// From its arguments as expressions.
    Whole(fn(&mut Evaluator<'_>, &Call) -> Result<Output, Error>),
}

/// The function called `name`; the case counts.
pub fn by_name(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|it| it.signature.name == name)
}

/// The signature of a function of Prometheus, evaluated here or not.
pub(crate) fn signature(name: &str) -> Option<&'static Signature> {
    let later = || LATER.iter().find(|it| it.name == name);
    by_name(name).map(|it| &it.signature).or_else(later)
}

/// An entry whose arguments are all needed and whose result loses the metric's name.
const fn entry(
    name: &'static str,
    args: &'static [Type],
    body: Body,
    doc: &'static str,
    example: &'static str,
) -> Function {
    let signature = Signature { name, args, variadic: 0, returns: Type::Vector };
    Function { signature, doc, example, keeps_name: false, body }
}

impl Function {
    const fn variadic(mut self, more: i8) -> Self {
        self.signature.variadic = more;
        self
    }

    const fn scalar(mut self) -> Self {
        self.signature.returns = Type::Scalar;
        self
    }

    const fn keeping_name(mut self) -> Self {
        self.keeps_name = true;
        self
    }
}

const VECTOR: &[Type] = &[Type::Vector];
const MATRIX: &[Type] = &[Type::Matrix];

use Body::{Value, ValueWith, Whole, Window as OverWindow};

/// The functions that are evaluated, in the order of their names.
#[rustfmt::skip]
pub static FUNCTIONS: &[Function] = &[
    entry("abs", VECTOR, Value(f64::abs), "The absolute values.", "abs(up - 2)"),
    entry("absent", VECTOR, Whole(special::absent),
        "1 with the labels of the equality matchers where the vector is empty.", "absent(nothing{job=\"a\"})"),
    entry("absent_over_time", MATRIX, Whole(special::absent_over_time),
        "1 with the labels of the equality matchers where the window holds no sample.", "absent_over_time(nothing{job=\"a\"}[5m])"),
    entry("avg_over_time", MATRIX, OverWindow(over_time::avg), "The mean of the window's values.", "avg_over_time(up[5m])"),
    entry("ceil", VECTOR, Value(f64::ceil), "The values rounded up.", "ceil(up / 3)"),
    entry("changes", MATRIX, OverWindow(over_time::changes), "How often the value changed in the window.", "changes(up[5m])"),
    entry("clamp", &[Type::Vector, Type::Scalar, Type::Scalar], ValueWith(math::clamp),
        "The values, at least the first and at most the second scalar.", "clamp(up, 0, 1)"),
    entry("clamp_max", &[Type::Vector, Type::Scalar], ValueWith(math::clamp_max), "The values, at most the scalar.", "clamp_max(up, 1)"),
    entry("clamp_min", &[Type::Vector, Type::Scalar], ValueWith(math::clamp_min), "The values, at least the scalar.", "clamp_min(up, 0)"),
    entry("count_over_time", MATRIX, OverWindow(over_time::count), "How many samples the window holds.", "count_over_time(up[5m])"),
    entry("delta", MATRIX, OverWindow(rate::delta), "The difference of a gauge over the window, extrapolated to its ends.", "delta(up[5m])"),
    entry("exp", VECTOR, Value(libm::exp), "e to the power of the values.", "exp(up)"),
    entry("first_over_time", MATRIX, OverWindow(over_time::first), "The oldest value of the window.", "first_over_time(up[5m])").keeping_name(),
    entry("floor", VECTOR, Value(f64::floor), "The values rounded down.", "floor(up / 3)"),
    entry("idelta", MATRIX, OverWindow(rate::idelta), "The difference of the last two samples.", "idelta(up[5m])"),
    entry("increase", MATRIX, OverWindow(rate::increase), "The increase of a counter over the window, extrapolated to its ends.", "increase(requests_total[5m])"),
    entry("irate", MATRIX, OverWindow(rate::irate), "The increase per second between the last two samples.", "irate(requests_total[5m])"),
    entry("last_over_time", MATRIX, OverWindow(over_time::last), "The newest value of the window.", "last_over_time(up[5m])").keeping_name(),
    entry("ln", VECTOR, Value(libm::log), "The natural logarithm of the values.", "ln(up)"),
    entry("log10", VECTOR, Value(libm::log10), "The decimal logarithm of the values.", "log10(up)"),
    entry("log2", VECTOR, Value(libm::log2), "The binary logarithm of the values.", "log2(up)"),
    entry("max_over_time", MATRIX, OverWindow(over_time::max), "The greatest value of the window.", "max_over_time(up[5m])"),
    entry("min_over_time", MATRIX, OverWindow(over_time::min), "The least value of the window.", "min_over_time(up[5m])"),
    entry("present_over_time", MATRIX, OverWindow(over_time::present), "1 where the window holds a sample.", "present_over_time(up[5m])"),
    entry("quantile_over_time", &[Type::Scalar, Type::Matrix], OverWindow(over_time::quantile),
        "The quantile of the window's values.", "quantile_over_time(0.9, up[5m])"),
    entry("rate", MATRIX, OverWindow(rate::rate), "The increase of a counter per second, extrapolated to the window's ends.", "rate(requests_total[5m])"),
    entry("resets", MATRIX, OverWindow(over_time::resets), "How often a counter fell in the window.", "resets(requests_total[5m])"),
    entry("round", &[Type::Vector, Type::Scalar], ValueWith(math::round),
        "The values rounded to a multiple of the scalar, or of 1; ties are rounded up.", "round(up / 3, 0.1)").variadic(1),
    entry("scalar", VECTOR, Whole(special::scalar), "The value of a vector's only element, else NaN.", "scalar(up{job=\"a\"})").scalar(),
    entry("sgn", VECTOR, Value(math::sgn), "The sign of the values: -1, 0 or 1.", "sgn(up)"),
    entry("sqrt", VECTOR, Value(f64::sqrt), "The square root of the values.", "sqrt(up)"),
    entry("stddev_over_time", MATRIX, OverWindow(over_time::stddev), "The standard deviation of the window's values.", "stddev_over_time(up[5m])"),
    entry("stdvar_over_time", MATRIX, OverWindow(over_time::stdvar), "The variance of the window's values.", "stdvar_over_time(up[5m])"),
    entry("sum_over_time", MATRIX, OverWindow(over_time::sum), "The sum of the window's values.", "sum_over_time(up[5m])"),
    entry("time", &[], Whole(special::time), "The instant of evaluation in seconds since the epoch.", "time()").scalar(),
    entry("timestamp", VECTOR, Whole(special::timestamp), "When each value was sampled, in seconds since the epoch.", "timestamp(up)"),
    entry("vector", &[Type::Scalar], Whole(special::vector), "The scalar as a vector without labels.", "vector(1)"),
];

#[cfg(test)]
mod tests;
