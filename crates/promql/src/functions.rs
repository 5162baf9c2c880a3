//! THE table of functions: one entry holds name, types, doc, example and body. It must not know how a query is parsed.

mod date;
mod histogram;
mod label;
mod math;
mod over_time;
mod rate;
mod regression;
mod sort;
mod special;

use crate::eval::{Evaluator, Given, Output, Window};
use crate::plan::{Call, Type};
use crate::{Error, Semantics};
pub(crate) use rate::{Slope, Slopes};

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
    /// Which Prometheus has it.
    pub since: Since,
    pub(crate) body: Body,
}

/// Which Prometheus has a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// 2.42 and 3.
    Always,
    /// 3 alone.
    V3,
    /// 3 alone, and there only with `--enable-feature=promql-experimental-functions`.
    Experimental,
    /// 2.42 alone.
    Gone,
}

/// How a function computes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Body {
    /// From each value of a vector; without an argument, from the instant in seconds.
    Value(fn(f64) -> f64),
    /// From each value of a vector and the scalars behind it; `None` leaves the whole step out.
    ValueWith(fn(f64, &[f64]) -> Option<f64>),
    /// From the samples in a window, of which there is at least one, and what else it is given.
    Window(fn(&Window<'_>, &mut Given) -> Option<f64>),
    /// From the ends of all windows of a series.
    Rate(Slope),
    /// From its arguments as expressions.
    Whole(fn(&mut Evaluator<'_>, &Call) -> Result<Output, Error>),
}

/// The function called `name`; the case counts.
pub fn by_name(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|it| it.signature.name == name)
}

/// What Prometheus has and we have not: `info` joins series by rules of its own, and is refused as one that is not
/// enabled.
pub(crate) const REFUSED: [&str; 1] = ["info"];

/// The signature of a function that Prometheus has under these semantics.
pub(crate) fn signature(name: &str, semantics: Semantics) -> Option<&'static Signature> {
    let is_there = |since| match semantics {
        Semantics::V3 => since != Since::Gone,
        Semantics::V2 => matches!(since, Since::Always | Since::Gone),
    };
    by_name(name).filter(|it| is_there(it.since)).map(|it| &it.signature)
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
    // The page shows neither: they are not in its download.
    let (doc, example) = if cfg!(target_family = "wasm") { ("", "") } else { (doc, example) };
    Function { signature, doc, example, keeps_name: false, since: Since::Always, body }
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

    const fn since(mut self, since: Since) -> Self {
        self.since = since;
        self
    }

    const fn keeping_name(mut self) -> Self {
        self.keeps_name = true;
        self
    }
}

const VECTOR: &[Type] = &[Type::Vector];
const MATRIX: &[Type] = &[Type::Matrix];
const SMOOTHING: &[Type] = &[Type::Matrix, Type::Scalar, Type::Scalar];

use Body::{Rate, Value, ValueWith, Whole, Window as OverWindow};
use Since::{Experimental, Gone, V3};
use Type::{Matrix, Scalar, String, Vector};

/// The functions, in the order of their names.
#[rustfmt::skip]
pub static FUNCTIONS: &[Function] = &[
    entry("abs", VECTOR, Value(f64::abs), "The absolute values.", "abs(up - 2)"),
    entry("absent", VECTOR, Whole(special::absent),
        "1 with the labels of the equality matchers where the vector is empty.", "absent(nothing{job=\"a\"})"),
    entry("absent_over_time", MATRIX, Whole(special::absent_over_time),
        "1 with the labels of the equality matchers where the window holds no sample.", "absent_over_time(nothing{job=\"a\"}[5m])"),
    entry("acos", VECTOR, Value(libm::acos), "The arccosine of the values, in radians.", "acos(up / 10)"),
    entry("acosh", VECTOR, Value(libm::acosh), "The inverse hyperbolic cosine of the values.", "acosh(up + 1)"),
    entry("asin", VECTOR, Value(libm::asin), "The arcsine of the values, in radians.", "asin(up / 10)"),
    entry("asinh", VECTOR, Value(libm::asinh), "The inverse hyperbolic sine of the values.", "asinh(up)"),
    entry("atan", VECTOR, Value(libm::atan), "The arctangent of the values, in radians.", "atan(up)"),
    entry("atanh", VECTOR, Value(libm::atanh), "The inverse hyperbolic tangent of the values.", "atanh(up / 10)"),
    entry("avg_over_time", MATRIX, OverWindow(over_time::avg), "The mean of the window's values.", "avg_over_time(up[5m])"),
    entry("ceil", VECTOR, Value(f64::ceil), "The values rounded up.", "ceil(up / 3)"),
    entry("changes", MATRIX, OverWindow(over_time::changes), "How often the value changed in the window.", "changes(up[5m])"),
    entry("clamp", &[Vector, Scalar, Scalar], ValueWith(math::clamp),
        "The values, at least the first and at most the second scalar.", "clamp(up, 0, 1)"),
    entry("clamp_max", &[Vector, Scalar], ValueWith(math::clamp_max), "The values, at most the scalar.", "clamp_max(up, 1)"),
    entry("clamp_min", &[Vector, Scalar], ValueWith(math::clamp_min), "The values, at least the scalar.", "clamp_min(up, 0)"),
    entry("cos", VECTOR, Value(libm::cos), "The cosine of the values in radians.", "cos(up)"),
    entry("cosh", VECTOR, Value(libm::cosh), "The hyperbolic cosine of the values.", "cosh(up)"),
    entry("count_over_time", MATRIX, OverWindow(over_time::count), "How many samples the window holds.", "count_over_time(up[5m])"),
    entry("day_of_month", VECTOR, Value(date::day_of_month),
        "The day of the month, 1 to 31, in UTC, of the instant or of the values as Unix times.", "day_of_month()").variadic(1),
    entry("day_of_week", VECTOR, Value(date::day_of_week),
        "The day of the week, 0 to 6 from Sunday on, in UTC, of the instant or of the values as Unix times.", "day_of_week()").variadic(1),
    entry("day_of_year", VECTOR, Value(date::day_of_year),
        "The day of the year, from 1 on, in UTC, of the instant or of the values as Unix times.", "day_of_year()").variadic(1),
    entry("days_in_month", VECTOR, Value(date::days_in_month),
        "The length in days of the month, in UTC, of the instant or of the values as Unix times.", "days_in_month()").variadic(1),
    entry("deg", VECTOR, Value(math::deg), "The values in radians as degrees.", "deg(up)"),
    entry("delta", MATRIX, Rate(Slope { is_counter: false, per_second: false }), "The difference of a gauge over the window, extrapolated to its ends.", "delta(up[5m])"),
    entry("deriv", MATRIX, OverWindow(regression::deriv), "The slope per second of the regression line through the window.", "deriv(up[5m])"),
    entry("double_exponential_smoothing", SMOOTHING, OverWindow(regression::smoothing),
        "The window's values smoothed with a smoothing and a trend factor.", "double_exponential_smoothing(up[5m], 0.5, 0.5)").since(Experimental),
    entry("end", &[], Whole(special::end), "The last instant of the query in seconds since the epoch.", "end()").scalar().since(Experimental),
    entry("exp", VECTOR, Value(libm::exp), "e to the power of the values.", "exp(up)"),
    entry("first_over_time", MATRIX, OverWindow(over_time::first), "The oldest value of the window.", "first_over_time(up[5m])").keeping_name().since(V3),
    entry("floor", VECTOR, Value(f64::floor), "The values rounded down.", "floor(up / 3)"),
    entry("histogram_avg", VECTOR, Whole(histogram::nothing), "The mean of native histograms, which there are none of.", "histogram_avg(up)").since(V3),
    entry("histogram_count", VECTOR, Whole(histogram::nothing), "The observations of native histograms, which there are none of.", "histogram_count(up)"),
    entry("histogram_fraction", &[Scalar, Scalar, Vector], Whole(histogram::fraction),
        "The share of observations between two values in a classic histogram.", "histogram_fraction(0, 1, requests_bucket)"),
    entry("histogram_quantile", &[Scalar, Vector], Whole(histogram::quantile),
        "The quantile of a classic histogram, linear inside a bucket.", "histogram_quantile(0.9, requests_bucket)"),
    entry("histogram_quantiles", &[Vector, String, Scalar, Scalar], Whole(histogram::several),
        "Several quantiles of a classic histogram, each with its value as the label.", "histogram_quantiles(requests_bucket, \"q\", 0.5, 0.9)").variadic(9).since(Experimental),
    entry("histogram_stddev", VECTOR, Whole(histogram::nothing), "The standard deviation of native histograms, which there are none of.", "histogram_stddev(up)").since(V3),
    entry("histogram_stdvar", VECTOR, Whole(histogram::nothing), "The variance of native histograms, which there are none of.", "histogram_stdvar(up)").since(V3),
    entry("histogram_sum", VECTOR, Whole(histogram::nothing), "The sum of native histograms, which there are none of.", "histogram_sum(up)"),
    entry("holt_winters", SMOOTHING, OverWindow(regression::smoothing),
        "The window's values smoothed with a smoothing and a trend factor.", "holt_winters(up[5m], 0.5, 0.5)").since(Gone),
    entry("hour", VECTOR, Value(date::hour), "The hour, 0 to 23, in UTC, of the instant or of the values as Unix times.", "hour()").variadic(1),
    entry("idelta", MATRIX, OverWindow(rate::idelta), "The difference of the last two samples.", "idelta(up[5m])"),
    entry("increase", MATRIX, Rate(Slope { is_counter: true, per_second: false }), "The increase of a counter over the window, extrapolated to its ends.", "increase(requests_total[5m])"),
    entry("irate", MATRIX, OverWindow(rate::irate), "The increase per second between the last two samples.", "irate(requests_total[5m])"),
    entry("label_join", &[Vector, String, String, String], Whole(label::join),
        "The vector with the values of labels, joined by the second text, as the label that the first names.",
        "label_join(up, \"both\", \"/\", \"job\", \"instance\")").variadic(-1).keeping_name(),
    entry("label_replace", &[Vector, String, String, String, String], Whole(label::replace),
        "The vector with the first label set to the second text where the third label matches the pattern.",
        "label_replace(up, \"letter\", \"$1\", \"job\", \"(.).*\")").keeping_name(),
    entry("last_over_time", MATRIX, OverWindow(over_time::last), "The newest value of the window.", "last_over_time(up[5m])").keeping_name(),
    entry("ln", VECTOR, Value(libm::log), "The natural logarithm of the values.", "ln(up)"),
    entry("log10", VECTOR, Value(math::log10), "The decimal logarithm of the values.", "log10(up)"),
    entry("log2", VECTOR, Value(math::log2), "The binary logarithm of the values.", "log2(up)"),
    entry("mad_over_time", MATRIX, OverWindow(over_time::mad),
        "The median of the distances of the window's values from their median.", "mad_over_time(up[5m])").since(Experimental),
    entry("max_of", &[Scalar, Scalar], Whole(special::max_of), "The greater of two scalars.", "max_of(1, time())").scalar().since(Experimental),
    entry("max_over_time", MATRIX, OverWindow(over_time::max), "The greatest value of the window.", "max_over_time(up[5m])"),
    entry("min_of", &[Scalar, Scalar], Whole(special::min_of), "The lesser of two scalars.", "min_of(1, time())").scalar().since(Experimental),
    entry("min_over_time", MATRIX, OverWindow(over_time::min), "The least value of the window.", "min_over_time(up[5m])"),
    entry("minute", VECTOR, Value(date::minute), "The minute, 0 to 59, in UTC, of the instant or of the values as Unix times.", "minute()").variadic(1),
    entry("month", VECTOR, Value(date::month), "The month, 1 to 12, in UTC, of the instant or of the values as Unix times.", "month()").variadic(1),
    entry("pi", &[], Whole(special::pi), "The ratio of a circle's circumference to its diameter.", "pi()").scalar(),
    entry("predict_linear", &[Matrix, Scalar], OverWindow(regression::predict_linear),
        "The value so many seconds from now on the regression line through the window.", "predict_linear(up[5m], 3600)"),
    entry("present_over_time", MATRIX, OverWindow(over_time::present), "1 where the window holds a sample.", "present_over_time(up[5m])"),
    entry("quantile_over_time", &[Scalar, Matrix], OverWindow(over_time::quantile),
        "The quantile of the window's values.", "quantile_over_time(0.9, up[5m])"),
    entry("rad", VECTOR, Value(math::rad), "The values in degrees as radians.", "rad(up)"),
    entry("range", &[], Whole(special::range), "The length of the query's range in seconds, 0 for an instant.", "range()").scalar().since(Experimental),
    entry("rate", MATRIX, Rate(Slope { is_counter: true, per_second: true }), "The increase of a counter per second, extrapolated to the window's ends.", "rate(requests_total[5m])"),
    entry("resets", MATRIX, OverWindow(over_time::resets), "How often a counter fell in the window.", "resets(requests_total[5m])"),
    entry("round", &[Vector, Scalar], ValueWith(math::round),
        "The values rounded to a multiple of the scalar, or of 1; ties are rounded up.", "round(up / 3, 0.1)").variadic(1),
    entry("scalar", VECTOR, Whole(special::scalar), "The value of a vector's only element, else NaN.", "scalar(up{job=\"a\"})").scalar(),
    entry("sgn", VECTOR, Value(math::sgn), "The sign of the values: -1, 0 or 1.", "sgn(up)"),
    entry("sin", VECTOR, Value(libm::sin), "The sine of the values in radians.", "sin(up)"),
    entry("sinh", VECTOR, Value(libm::sinh), "The hyperbolic sine of the values.", "sinh(up)"),
    entry("sort", VECTOR, Whole(sort::sort), "The vector of an instant from the least value to the greatest.", "sort(up)").keeping_name(),
    entry("sort_by_label", &[Vector, String], Whole(sort::sort_by_label),
        "The vector of an instant in the natural order of labels.", "sort_by_label(up, \"job\")").variadic(-1).keeping_name().since(Experimental),
    entry("sort_by_label_desc", &[Vector, String], Whole(sort::sort_by_label_desc),
        "The vector of an instant against the natural order of labels.", "sort_by_label_desc(up, \"job\")").variadic(-1).keeping_name().since(Experimental),
    entry("sort_desc", VECTOR, Whole(sort::sort_desc), "The vector of an instant from the greatest value to the least.", "sort_desc(up)").keeping_name(),
    entry("sqrt", VECTOR, Value(f64::sqrt), "The square root of the values.", "sqrt(up)"),
    entry("start", &[], Whole(special::start), "The first instant of the query in seconds since the epoch.", "start()").scalar().since(Experimental),
    entry("stddev_over_time", MATRIX, OverWindow(over_time::stddev), "The standard deviation of the window's values.", "stddev_over_time(up[5m])"),
    entry("stdvar_over_time", MATRIX, OverWindow(over_time::stdvar), "The variance of the window's values.", "stdvar_over_time(up[5m])"),
    entry("step", &[], Whole(special::step), "The distance of the query's instants in seconds, 0 for a single one.", "step()").scalar().since(Experimental),
    entry("sum_over_time", MATRIX, OverWindow(over_time::sum), "The sum of the window's values.", "sum_over_time(up[5m])"),
    entry("tan", VECTOR, Value(libm::tan), "The tangent of the values in radians.", "tan(up)"),
    entry("tanh", VECTOR, Value(libm::tanh), "The hyperbolic tangent of the values.", "tanh(up)"),
    entry("time", &[], Whole(special::time), "The instant of evaluation in seconds since the epoch.", "time()").scalar(),
    entry("timestamp", VECTOR, Whole(special::timestamp), "When each value was sampled, in seconds since the epoch.", "timestamp(up)"),
    entry("ts_of_first_over_time", MATRIX, OverWindow(over_time::time_of_first), "When the window's oldest value was sampled.", "ts_of_first_over_time(up[5m])").since(Experimental),
    entry("ts_of_last_over_time", MATRIX, OverWindow(over_time::time_of_last), "When the window's newest value was sampled.", "ts_of_last_over_time(up[5m])").since(Experimental),
    entry("ts_of_max_over_time", MATRIX, OverWindow(over_time::time_of_max), "When the window's greatest value was last sampled.", "ts_of_max_over_time(up[5m])").since(Experimental),
    entry("ts_of_min_over_time", MATRIX, OverWindow(over_time::time_of_min), "When the window's least value was last sampled.", "ts_of_min_over_time(up[5m])").since(Experimental),
    entry("vector", &[Scalar], Whole(special::vector), "The scalar as a vector without labels.", "vector(1)"),
    entry("year", VECTOR, Value(date::year), "The year, in UTC, of the instant or of the values as Unix times.", "year()").variadic(1),
];

#[cfg(test)]
mod tests;
