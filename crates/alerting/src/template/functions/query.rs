//! `query` and what is done with its samples (template.go). It must not evaluate.

use super::{Surroundings, text};
use crate::template::value::{Sample, Value};
use std::rc::Rc;

/// What Go says when a nil sample is looked into.
pub(super) const NIL: &str = "runtime error: invalid memory address or nil pointer dereference";

pub(super) fn query(surroundings: &Surroundings<'_>, args: &[Value]) -> Result<Value, String> {
    let querier = surroundings.querier.ok_or("no samples to query here")?;
    let samples = querier.query(text(args, 0), surroundings.time)?;
    let samples = samples.into_iter().map(|(labels, value)| Rc::new(Sample { labels, value }));
    Ok(Value::Samples(samples.collect()))
}

pub(super) fn first(args: &[Value]) -> Result<Value, String> {
    let first = samples(&args[0]).first();
    first.map(|it| Value::Sample(it.clone())).ok_or("first() called on vector with no elements".to_owned())
}

/// By the bytes of one label, samples with the same value staying in their order.
pub(super) fn sort_by_label(args: &[Value]) -> Result<Value, String> {
    let label = text(args, 0);
    let mut sorted = samples(&args[1]).to_vec();
    series::sort_by(&mut sorted, &|left, right| left.labels.value(label).cmp(&right.labels.value(label)));
    Ok(Value::Samples(sorted.into()))
}

pub(super) fn label(args: &[Value]) -> Result<Value, String> {
    let sample = sample(&args[1])?;
    Ok(Value::str(sample.labels.value(text(args, 0)).unwrap_or_default()))
}

pub(super) fn value(args: &[Value]) -> Result<Value, String> {
    sample(&args[0]).map(|sample| Value::Float(sample.value))
}

/// The label that console templates find a `string` query's text in.
pub(super) fn str_value(args: &[Value]) -> Result<Value, String> {
    sample(&args[0]).map(|sample| Value::str(sample.labels.value("__value__").unwrap_or_default()))
}

fn sample(value: &Value) -> Result<&Sample, String> {
    match value {
        Value::Sample(sample) => Ok(sample),
        _ => Err(NIL.to_owned()),
    }
}

fn samples(value: &Value) -> &[Rc<Sample>] {
    match value {
        Value::Samples(samples) => samples,
        _ => &[],
    }
}
