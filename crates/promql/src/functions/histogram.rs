//! Functions of classic histograms: series of a group, told apart by `le` (promql/functions.go). They must not know how
//! a rank becomes a value.

mod bucket;

use crate::eval::{Column, Evaluator, Output, Scalar, Vector};
use crate::plan::{Call, Kind, Node};
use crate::{Error, Note, Repairs, Semantics};
use bucket::{Bucket, Repair};
use series::{Labels, STALE, format_general, is_stale};
use std::collections::BTreeMap;

const BOUND: &str = "le";

fn argument(call: &Call, idx: usize) -> Result<&Node, Error> {
    call.args.get(idx).map(Node::unwrapped).ok_or_else(|| Error::bad_data("expected an argument"))
}

/// One histogram: its labels and its buckets, each the place of a column, by bound.
struct Histogram {
    labels: Labels,
    nameless: bool,
    buckets: Vec<(f64, usize)>,
}

/// The histograms among `columns`, in the order in which they come up. Series without a bound are remarked upon, at
/// `node`.
fn histograms(evaluator: &mut Evaluator<'_>, columns: &[Column], node: &Node) -> Vec<Histogram> {
    let mut places = BTreeMap::new();
    let mut found: Vec<Histogram> = Vec::new();
    for (idx, column) in columns.iter().enumerate() {
        let text = column.labels.value(BOUND).unwrap_or_default();
        let Some(bound) = bound(text) else {
            let metric = column.labels.metric().unwrap_or_default();
            evaluator.note(Note::bad_bucket(metric, text, node.span));
            continue;
        };
        let labels = column.labels.filter(|it| it != BOUND);
        let place = *places.entry(labels.clone()).or_insert(found.len());
        if place == found.len() {
            found.push(Histogram { labels, nameless: column.nameless, buckets: Vec::new() });
        }
        found[place].buckets.push((bound, idx));
    }
    for histogram in &mut found {
        series::sort_by(&mut histogram.buckets, &|a, b| a.0.total_cmp(&b.0));
    }
    found
}

/// `strconv.ParseFloat`: a number that is too large is none.
fn bound(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    let named = text.trim_start_matches(['+', '-']).starts_with(['i', 'I']);
    (value.is_finite() || value.is_nan() || named).then_some(value)
}

impl Histogram {
    /// The buckets at one step, into `room`.
    fn at(&self, columns: &[Column], idx: usize, room: &mut Vec<Bucket>) {
        room.clear();
        let all = self.buckets.iter().map(|(bound, place)| (*bound, columns[*place].values[idx]));
        room.extend(all.filter(|it| !is_stale(it.1)).map(|(bound, count)| Bucket { bound, count }));
    }
}

/// A column of what `value` makes of the buckets at each step.
fn column_of(
    histogram: &Histogram,
    columns: &[Column],
    len: usize,
    mut value: impl FnMut(usize, &mut Vec<Bucket>) -> f64,
) -> Vec<f64> {
    let mut room = Vec::new();
    let mut at = |idx| {
        histogram.at(columns, idx, &mut room);
        if room.is_empty() { STALE } else { value(idx, &mut room) }
    };
    (0..len).map(&mut at).collect()
}

/// Notes the quantiles that are none, each once.
fn note_quantiles(evaluator: &mut Evaluator<'_>, quantiles: &Scalar, node: &Node) {
    let mut last = 0.0;
    for idx in 0..evaluator.len() {
        let value = quantiles.at(idx);
        if !(0.0..=1.0).contains(&value) && value.to_bits() != f64::to_bits(last) {
            evaluator.note(Note::invalid_quantile(value, node.span));
            last = value;
        }
    }
}

/// The columns of one quantile of all histograms.
fn quantiles(
    evaluator: &mut Evaluator<'_>,
    (histograms, columns): (&[Histogram], &[Column]),
    quantile: &Scalar,
    node: &Node,
) -> Vec<Column> {
    let (len, steps, semantics) = (evaluator.len(), evaluator.steps(), evaluator.semantics());
    let mut results = Vec::with_capacity(histograms.len());
    for histogram in histograms {
        let name = histogram.labels.metric().filter(|_| evaluator.delays_names()).unwrap_or_default();
        let mut note: Option<Note> = None;
        let values = column_of(histogram, columns, len, |idx, buckets| {
            let (value, repair) = bucket::quantile(quantile.at(idx), buckets, semantics);
            if let Some(Repair { least, greatest, most }) = repair {
                let (buckets, times) = ((least, greatest), (steps.time(idx), steps.time(idx)));
                let repairs = Repairs { buckets, most, histograms: 1, times };
                let more = Note::forced_monotonic(name, node.span, repairs);
                note = Some(note.as_ref().map_or_else(|| more.clone(), |it| more.clone().merged(it)));
            }
            value
        });
        note.into_iter().for_each(|it| evaluator.note(it));
        let mut column = Column { labels: histogram.labels.clone(), values, nameless: histogram.nameless };
        evaluator.drop_name(&mut column);
        results.push(column);
    }
    results
}

pub(super) fn quantile(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let (rank, node) = (argument(call, 0)?, argument(call, 1)?);
    let quantile = evaluator.scalar(rank)?;
    let Vector { columns, points } = evaluator.vector(node)?;
    note_quantiles(evaluator, &quantile, rank);
    let histograms = histograms(evaluator, &columns, node);
    let results = quantiles(evaluator, (&histograms, &columns), &quantile, node);
    evaluator.finish(results, columns.len(), points).map(Output::Vector)
}

/// Several quantiles at once, each with its value as a label.
pub(super) fn several(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let node = argument(call, 0)?;
    let Kind::String(label) = &argument(call, 1)?.kind else {
        return Err(Error::bad_data("expected a text"));
    };
    let Vector { columns, points } = evaluator.vector(node)?;
    let ranks = call.args.iter().skip(2).map(Node::unwrapped);
    let ranks: Vec<_> =
        ranks.map(|it| evaluator.scalar(it).map(|rank| (it, rank))).collect::<Result<_, _>>()?;
    ranks.iter().for_each(|(it, rank)| note_quantiles(evaluator, rank, it));
    let histograms = histograms(evaluator, &columns, node);
    let mut results = Vec::new();
    for (_, rank) in &ranks {
        for column in quantiles(evaluator, (&histograms, &columns), rank, node) {
            results.extend(labelled(evaluator, column, label, rank)?);
        }
    }
    evaluator.finish(results, columns.len(), points).map(Output::Vector)
}

/// `column` with the quantile as `label`; one column for each that it has at different steps.
fn labelled(
    evaluator: &mut Evaluator<'_>,
    column: Column,
    label: &str,
    rank: &Scalar,
) -> Result<Vec<Column>, Error> {
    let with = |value: f64| column.labels.with(label, &open_metrics(value));
    if let Scalar::Constant(value) = rank {
        return Ok(vec![Column { labels: with(*value), ..column }]);
    }
    let mut places: BTreeMap<Labels, Column> = BTreeMap::new();
    for (idx, value) in column.values.iter().enumerate().filter(|(_, it)| !is_stale(**it)) {
        let labels = with(rank.at(idx));
        if !places.contains_key(&labels) {
            evaluator.reserve(1)?;
        }
        let blank = || vec![STALE; column.values.len()];
        let entry = places.entry(labels.clone());
        let place = entry.or_insert_with(|| Column { labels, values: blank(), nameless: column.nameless });
        place.values[idx] = *value;
    }
    evaluator.unreserve(places.len());
    Ok(places.into_values().collect())
}

/// `labels.FormatOpenMetricsFloat`: always with a point or an exponent.
fn open_metrics(value: f64) -> String {
    let text = format_general(value);
    if value.is_finite() && !text.contains(['.', 'e']) { text + ".0" } else { text }
}

/// The share of observations between two bounds; only native histograms had one before Prometheus 3.
pub(super) fn fraction(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let lower = evaluator.scalar(argument(call, 0)?)?;
    let upper = evaluator.scalar(argument(call, 1)?)?;
    let node = argument(call, 2)?;
    let Vector { columns, points } = evaluator.vector(node)?;
    let mut results = Vec::new();
    if evaluator.semantics() == Semantics::V3 {
        for histogram in histograms(evaluator, &columns, node) {
            let values = column_of(&histogram, &columns, evaluator.len(), |idx, buckets| {
                bucket::fraction(lower.at(idx), upper.at(idx), buckets)
            });
            let mut column = Column { labels: histogram.labels, values, nameless: histogram.nameless };
            evaluator.drop_name(&mut column);
            results.push(column);
        }
    }
    evaluator.finish(results, columns.len(), points).map(Output::Vector)
}

/// What functions of native histograms make of floats: nothing.
pub(super) fn nothing(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let Vector { columns, points } = evaluator.vector(argument(call, 0)?)?;
    evaluator.finish(Vec::new(), columns.len(), points).map(Output::Vector)
}
