//! Remarks that accompany a result, in Prometheus' words (util/annotations). They must not change the result.

use crate::{Span, limits};
use series::{format_general, format_instant};
use std::fmt;

/// How grave a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// `infos` of the API.
    Info,
    /// `warnings` of the API.
    Warning,
}

/// A remark on a part of the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// How grave it is.
    pub kind: NoteKind,
    /// Prometheus' message, without the place.
    pub message: String,
    /// The part of the query.
    pub span: Span,
    /// What stands between message and place, for histograms that had to be repaired.
    pub repairs: Option<Repairs>,
}

/// How often and where counts of a classic histogram fell (`histogramQuantileForcedMonotonicityErr`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repairs {
    /// The least and the greatest bound of a bucket with a count that was raised.
    pub buckets: (f64, f64),
    /// By how much a count was raised at most.
    pub most: f64,
    /// How many histograms were repaired.
    pub histograms: u64,
    /// The first and the last of their instants, in milliseconds.
    pub times: (i64, i64),
}

impl Repairs {
    fn merged(self, other: Self) -> Self {
        let (a, b) = (self, other);
        Self {
            buckets: (a.buckets.0.min(b.buckets.0), a.buckets.1.max(b.buckets.1)),
            most: a.most.max(b.most),
            histograms: a.histograms.saturating_add(b.histograms),
            times: (a.times.0.min(b.times.0), a.times.1.max(b.times.1)),
        }
    }
}

impl fmt::Display for Repairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (least, greatest) = (format_general(self.buckets.0), format_general(self.buckets.1));
        let most = format_rounded(self.most, 2);
        write!(f, ", from buckets {least} to {greatest}, with a max diff of {most}, ")?;
        let instant = |millis: i64| format_instant(millis / 1000 * 1000);
        let (from, to) = (instant(self.times.0), instant(self.times.1));
        write!(f, "over {} samples from {from} to {to}", self.histograms)
    }
}

impl Note {
    /// A warning, or else an info.
    fn new(kind: NoteKind, message: impl fmt::Display, span: Span) -> Self {
        let prefix = match kind {
            NoteKind::Info => "info",
            NoteKind::Warning => "warning",
        };
        Self { kind, message: format!("PromQL {prefix}: {message}"), span, repairs: None }
    }

    /// The message with line and column in `text`, as Prometheus prints it.
    pub fn placed(&self, text: &str) -> String {
        let (line, column) = self.span.position(text);
        let repairs = self.repairs.map(|it| it.to_string()).unwrap_or_default();
        format!("{}{repairs} ({line}:{column})", self.message)
    }

    /// This remark, which `earlier` made before.
    pub(crate) fn merged(mut self, earlier: &Self) -> Self {
        self.repairs = match (self.repairs, earlier.repairs) {
            (Some(own), Some(other)) => Some(own.merged(other)),
            (own, other) => own.or(other),
        };
        self
    }

    /// Adds it to the others of a query: once whatever the place, since Prometheus keeps that of the last one; further ones
    /// than [`limits::NOTES`] are left out.
    pub fn add_to(self, notes: &mut Vec<Self>) {
        let has_room = notes.len() < limits::NOTES;
        match notes.iter_mut().find(|it| it.message == self.message) {
            Some(earlier) => *earlier = self.merged(earlier),
            None if has_room => notes.push(self),
            None => {}
        }
    }

    /// Puts them into the order of their places.
    pub fn sort(notes: &mut Vec<Self>) {
        series::sort_by(notes, &|a, b| a.span.cmp(&b.span).then_with(|| a.message.cmp(&b.message)));
    }

    /// `NewPossibleNonCounterInfo`.
    pub(crate) fn not_a_counter(metric: &str, span: Span) -> Self {
        let message = "metric might not be a counter, name does not end in _total/_sum/_count/_bucket:";
        Self::new(NoteKind::Info, format_args!("{message} {metric:?}"), span)
    }

    /// `NewInvalidQuantileWarning`.
    pub(crate) fn invalid_quantile(quantile: f64, span: Span) -> Self {
        let got = format_general(quantile);
        let message = format_args!("quantile value should be between 0 and 1, got {got}");
        Self::new(NoteKind::Warning, message, span)
    }

    /// `NewInvalidRatioWarning`.
    pub(crate) fn invalid_ratio(ratio: f64, capped: f64, span: Span) -> Self {
        let (got, capped) = (format_general(ratio), format_general(capped));
        let message = format_args!("ratio value should be between -1 and 1, got {got}, capping to {capped}");
        Self::new(NoteKind::Warning, message, span)
    }

    /// `NewBadBucketLabelWarning`.
    pub(crate) fn bad_bucket(metric: &str, bound: &str, span: Span) -> Self {
        let of = of_metric(metric);
        let message =
            format_args!("bucket label \"le\" is missing or has a malformed value of {bound:?}{of}");
        Self::new(NoteKind::Warning, message, span)
    }

    /// `NewHistogramQuantileForcedMonotonicityInfo`.
    pub(crate) fn forced_monotonic(metric: &str, span: Span, repairs: Repairs) -> Self {
        let of = of_metric(metric);
        let message = format_args!(
            "input to histogram_quantile needed to be fixed for monotonicity (see \
             https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile){of}"
        );
        Self { repairs: Some(repairs), ..Self::new(NoteKind::Info, message, span) }
    }

    /// `NewSortInRangeQueryWarning`.
    pub(crate) fn sort_in_range(span: Span) -> Self {
        let message = "sort is ineffective for range queries since results are always ordered by labels";
        Self::new(NoteKind::Warning, message, span)
    }
}

/// `maybeAddMetricName`
fn of_metric(metric: &str) -> String {
    if metric.is_empty() { String::new() } else { format!(" for metric name {metric:?}") }
}

/// `%.2g` of Go: so many significant digits, without trailing zeros.
fn format_rounded(value: f64, digits: usize) -> String {
    let text = format!("{value:.*e}", digits.saturating_sub(1));
    let rounded = text.parse().unwrap_or(value);
    // Below the threshold of the shortest form, Go has an exponent from 10^digits on.
    let size = f64::abs(rounded);
    let large = size >= libm::pow(10.0, digits as f64) && size < 1e6;
    if !large {
        return format_general(rounded);
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
    format!("{mantissa}e+{exponent:0>2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs_are_told_as_prometheus_tells_them() {
        let one = |bucket, most, time| Repairs {
            buckets: (bucket, bucket),
            most,
            histograms: 1,
            times: (time, time),
        };
        let span = Span { start: 0, end: 1 };
        let note = |repairs| Note::forced_monotonic("", span, repairs);
        let merged =
            note(one(2.5, 7.5, 1_703_462_400_999)).merged(&note(one(100.0, 10.0, 1_735_084_800_000)));
        assert_eq!(
            merged.placed("x"),
            "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see \
             https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile), from buckets 2.5 \
             to 100, with a max diff of 10, over 2 samples from 2023-12-25T00:00:00Z to 2024-12-25T00:00:00Z (1:1)"
        );
    }

    #[test]
    fn two_digits_as_go_rounds_them() {
        for (value, text) in [
            (0.123, "0.12"),
            (1.0, "1"),
            (99.4, "99"),
            (99.6, "1e+02"),
            (1234.0, "1.2e+03"),
            (1.5e7, "1.5e+07"),
        ] {
            assert_eq!(format_rounded(value, 2), text);
        }
        assert_eq!(
            (format_rounded(1e-5, 2), format_rounded(f64::INFINITY, 2)),
            ("1e-05".into(), "+Inf".into())
        );
    }
}
