//! What every node of a query is at one instant, and how a window's samples become a rate. It must not know how a value is
//! shown.

use crate::eval::range;
use crate::functions::{Body, Slope};
use crate::plan::{At, Kind, Node, Query, RangeSelector};
use crate::value::Column;
use crate::{Options, Semantics, Span, Steps};
use series::{Labels, Series, Store, is_stale};

/// The most nodes that are explained, and the most series of a window.
const NODES: usize = 200;
const SERIES: usize = 1000;

/// A node of a query at an instant. Parentheses, literals and what a subquery evaluates at other instants are left out.
#[derive(Clone, Debug)]
pub struct Explained {
    /// How many of the nodes before it it is inside of.
    pub depth: u32,
    /// Its place in the query's text.
    pub span: Span,
    /// The places of the nodes right below it that are explained by themselves.
    pub inner: Vec<Span>,
    /// What it is.
    pub is: Is,
}

/// What a node is at an instant.
#[derive(Clone, Debug)]
pub enum Is {
    /// Its series, or a number without labels; each column holds one value.
    Values(Vec<Column>),
    /// The samples that its window holds.
    Windows(Vec<Samples>),
    /// It has no value of its own (a subquery).
    Nothing,
    /// Prometheus' message.
    Error(String),
}

/// The samples of one series in a window.
#[derive(Clone, Debug)]
pub struct Samples {
    /// The series.
    pub labels: Labels,
    /// The window's ends, in milliseconds.
    pub window: (i64, i64),
    /// Time in milliseconds, and value.
    pub samples: Vec<(i64, f64)>,
    /// How they become a rate, an increase or a delta, where the window is of one and holds two samples.
    pub working: Option<Working>,
}

/// How the difference of a window's ends is extrapolated (`extrapolatedRate`, promql/functions.go). Lengths are seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Working {
    /// What the resets inside the window add.
    pub resets: f64,
    /// The last value less the first one, and what the resets add.
    pub gain: f64,
    /// From the first sample to the last.
    pub sampled: f64,
    /// What is added before the first sample and after the last.
    pub before: f64,
    /// As `before`, after the last.
    pub after: f64,
    /// Whether `before` ends where the counter would have been nought.
    pub from_zero: bool,
    /// What the extrapolated gain is divided by; 1 for no rate.
    pub divisor: f64,
    /// The result.
    pub value: f64,
}

/// The nodes of `query` at `time` (milliseconds since the epoch) over the samples of `store`, outer before inner, in the
/// order of the text.
pub fn explain(query: &Query, store: &Store, time: i64, options: &Options) -> Vec<Explained> {
    let mut all = Vec::new();
    let mut waiting = vec![(query.root().unwrapped(), 0, None)];
    while let Some((node, depth, slope)) = waiting.pop() {
        if all.len() == NODES {
            break;
        }
        let inner = inner(node);
        let is = match &node.kind {
            Kind::Range(it) => Is::Windows(windows(it, store, time, options.semantics, slope)),
            Kind::Subquery(_) => Is::Nothing,
            _ => match range(node, store, Steps::instant(time), options) {
                Ok(range) => Is::Values(range.columns),
                Err(error) => Is::Error(error.to_string()),
            },
        };
        let slope = match &node.kind {
            Kind::Call(it) => {
                if let Body::Rate(slope) = it.function.body {
                    Some(slope)
                } else {
                    None
                }
            }
            _ => None,
        };
        all.push(Explained { depth, span: node.span, inner: inner.iter().map(|it| it.0).collect(), is });
        waiting.extend(inner.into_iter().rev().map(|it| (it.1, depth + 1, slope)));
    }
    all
}

/// The nodes right below one that are worth a line, each with its place, parentheses included.
fn inner(node: &Node) -> Vec<(Span, &Node)> {
    if matches!(node.kind, Kind::Subquery(_)) {
        return Vec::new();
    }
    let plain = node.children().into_iter().map(|it| (it.span, it.unwrapped()));
    plain.filter(|it| !matches!(it.1.kind, Kind::Number(_) | Kind::String(_))).collect()
}

/// What the window of `selector` holds; nothing where its length or its place is computed.
fn windows(
    selector: &RangeSelector,
    store: &Store,
    time: i64,
    semantics: Semantics,
    slope: Option<Slope>,
) -> Vec<Samples> {
    let offset = &selector.selector.offset;
    if selector.range_expr.is_some() || offset.expr.is_some() {
        return Vec::new();
    }
    let end = match offset.at {
        Some(At::Time(at)) => at,
        _ => time,
    };
    let end = end.saturating_sub(offset.millis);
    let mut series: Vec<&Series> = store.select(&selector.selector.matchers).take(SERIES).collect();
    series::sort_by(&mut series, &|a, b| a.labels.cmp(&b.labels));
    let samples = |it: &&Series| {
        let inside = semantics.bounds().slice(&it.times, end, selector.range);
        let pairs = it.times[inside.clone()].iter().zip(&it.values[inside]);
        let samples: Vec<_> =
            pairs.filter(|(_, value)| !is_stale(**value)).map(|(time, value)| (*time, *value)).collect();
        let window = (end.saturating_sub(selector.range), end);
        let working = slope.and_then(|slope| working(slope, semantics, &samples, window));
        Samples { labels: it.labels.clone(), window, samples, working }
    };
    series.iter().map(samples).filter(|it| !it.samples.is_empty()).collect()
}

fn working(
    slope: Slope,
    semantics: Semantics,
    samples: &[(i64, f64)],
    (start, end): (i64, i64),
) -> Option<Working> {
    let (&[(first_time, first), ..], &[.., (last_time, last)]) = (samples, samples) else { return None };
    let fallen = samples.windows(2).filter(|pair| pair[1].1 < pair[0].1).map(|pair| pair[0].1);
    let resets = if slope.is_counter { fallen.fold(0.0, |sum, it| sum + it) } else { 0.0 };
    let gain = last - first + resets;
    let seconds = |millis: i64| millis as f64 / 1000.0;
    let gaps = [first_time - start, last_time - first_time, end - last_time].map(seconds);
    let of_gain = (slope.is_counter && gain > 0.0 && first >= 0.0).then(|| first / gain);
    if samples.len() < 2 {
        return None;
    }
    let [before, after] = slope.reach(semantics, gaps, samples.len(), of_gain);
    let [plain, _] = slope.reach(semantics, gaps, samples.len(), None);
    let divisor = if slope.per_second { seconds(end - start) } else { 1.0 };
    let value = gain * ((gaps[1] + before + after) / gaps[1] / divisor);
    Some(Working { resets, gain, sampled: gaps[1], before, after, from_zero: before < plain, divisor, value })
}

#[cfg(test)]
mod tests;
