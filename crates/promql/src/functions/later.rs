//! The functions of Prometheus that are known and not evaluated yet. It must not hold anything that computes.

use super::Signature;
use crate::plan::Type::{self, Matrix, Scalar, String, Vector};

const fn vector(name: &'static str, args: &'static [Type], variadic: i8) -> Signature {
    Signature { name, args, variadic, returns: Vector }
}

const fn scalar(name: &'static str, args: &'static [Type]) -> Signature {
    Signature { name, args, variadic: 0, returns: Scalar }
}

/// Their signatures (promql/parser/functions.go of Prometheus 3).
pub static LATER: &[Signature] = &[
    vector("acos", &[Vector], 0),
    vector("acosh", &[Vector], 0),
    vector("asin", &[Vector], 0),
    vector("asinh", &[Vector], 0),
    vector("atan", &[Vector], 0),
    vector("atanh", &[Vector], 0),
    vector("cos", &[Vector], 0),
    vector("cosh", &[Vector], 0),
    vector("day_of_month", &[Vector], 1),
    vector("day_of_week", &[Vector], 1),
    vector("day_of_year", &[Vector], 1),
    vector("days_in_month", &[Vector], 1),
    vector("deg", &[Vector], 0),
    vector("deriv", &[Matrix], 0),
    vector("double_exponential_smoothing", &[Matrix, Scalar, Scalar], 0),
    scalar("end", &[]),
    vector("histogram_avg", &[Vector], 0),
    vector("histogram_count", &[Vector], 0),
    vector("histogram_fraction", &[Scalar, Scalar, Vector], 0),
    vector("histogram_quantile", &[Scalar, Vector], 0),
    vector("histogram_quantiles", &[Vector, String, Scalar, Scalar], 9),
    vector("histogram_stddev", &[Vector], 0),
    vector("histogram_stdvar", &[Vector], 0),
    vector("histogram_sum", &[Vector], 0),
    vector("hour", &[Vector], 1),
    vector("info", &[Vector, Vector], 1),
    vector("label_join", &[Vector, String, String, String], -1),
    vector("label_replace", &[Vector, String, String, String, String], 0),
    vector("mad_over_time", &[Matrix], 0),
    scalar("max_of", &[Scalar, Scalar]),
    scalar("min_of", &[Scalar, Scalar]),
    vector("minute", &[Vector], 1),
    vector("month", &[Vector], 1),
    scalar("pi", &[]),
    vector("predict_linear", &[Matrix, Scalar], 0),
    vector("rad", &[Vector], 0),
    scalar("range", &[]),
    vector("sin", &[Vector], 0),
    vector("sinh", &[Vector], 0),
    vector("sort", &[Vector], 0),
    vector("sort_by_label", &[Vector, String], -1),
    vector("sort_by_label_desc", &[Vector, String], -1),
    vector("sort_desc", &[Vector], 0),
    scalar("start", &[]),
    scalar("step", &[]),
    vector("tan", &[Vector], 0),
    vector("tanh", &[Vector], 0),
    vector("ts_of_first_over_time", &[Matrix], 0),
    vector("ts_of_last_over_time", &[Matrix], 0),
    vector("ts_of_max_over_time", &[Matrix], 0),
    vector("ts_of_min_over_time", &[Matrix], 0),
    vector("year", &[Vector], 1),
];
