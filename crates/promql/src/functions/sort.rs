//! Functions that order an instant vector (promql/functions.go). They must not change what is in it.

use super::label::texts;
use crate::aggregations::heap::{Entry, Top};
use crate::eval::{Column, Evaluator, Output, Vector};
use crate::plan::Call;
use crate::{Error, Note};
use series::Labels;
use std::cmp::Ordering;

/// Up to so many elements Go sorts by insertion, with which an order that is none has an outcome too.
const FEW: usize = 12;

pub(super) fn sort(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    ordered(evaluator, call, |columns| by_value(columns, Top::Greatest))
}

pub(super) fn sort_desc(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    ordered(evaluator, call, |columns| by_value(columns, Top::Least))
}

pub(super) fn sort_by_label(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    ordered(evaluator, call, |columns| by_label(columns, &texts(call), false))
}

pub(super) fn sort_by_label_desc(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    ordered(evaluator, call, |columns| by_label(columns, &texts(call), true))
}

/// The first argument in another order. Over a range there is none: results are ordered by labels.
fn ordered(
    evaluator: &mut Evaluator<'_>,
    call: &Call,
    order: impl Fn(&mut Vec<Column>),
) -> Result<Output, Error> {
    let argument = call.args.first().ok_or_else(|| Error::bad_data("expected an instant vector"))?;
    let mut vector = evaluator.vector(argument)?;
    if evaluator.steps().start != evaluator.steps().end {
        evaluator.note(Note::sort_in_range(call.span));
    } else {
        order(&mut vector.columns);
    }
    let Vector { columns, points } = vector;
    let inputs = columns.len();
    evaluator.finish(columns, inputs, points).map(Output::Vector)
}

/// By values, NaN last.
fn by_value(columns: &mut Vec<Column>, top: Top) {
    let value = |it: &Column| it.values.first().copied().unwrap_or(f64::NAN);
    let mut order: Vec<Entry> = columns.iter().enumerate().map(|(idx, it)| (value(it), idx)).collect();
    top.sort(&mut order);
    *columns = order.iter().map(|it| columns[it.1].clone()).collect();
}

/// By the values of labels in natural order, then by all labels.
fn by_label(columns: &mut Vec<Column>, names: &[&str], descending: bool) {
    let few = columns.len() <= FEW;
    let compare = |a: &Labels, b: &Labels| {
        let value = |labels: &Labels, name| labels.value(name).unwrap_or_default().to_owned();
        let values = names.iter().map(|name| (value(a, name), value(b, name)));
        let by_name = values.filter(|(a, b)| a != b).map(|(a, b)| natural(&a, &b, few));
        let order = by_name.into_iter().find(|it| *it != Ordering::Equal).unwrap_or_else(|| a.cmp(b));
        if descending { order.reverse() } else { order }
    };
    if !few {
        return series::sort_by(columns, &|a, b| compare(&a.labels, &b.labels));
    }
    for end in 1..columns.len() {
        for at in (1..=end).rev() {
            if compare(&columns[at].labels, &columns[at - 1].labels) != Ordering::Less {
                break;
            }
            columns.swap(at, at - 1);
        }
    }
}

/// Two different texts, numbers in them by their value (facette/natsort). Taken `literally`, what does not come first
/// comes last, whatever it is compared with; else texts that the rule cannot tell apart are equal, and an empty one is
/// the least.
fn natural(a: &str, b: &str, literally: bool) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        if left.is_empty() || right.is_empty() {
            return match (literally, a.is_empty()) {
                (true, true) => Ordering::Greater,
                (true, false) if left.is_empty() => Ordering::Less,
                (true, false) => Ordering::Greater,
                (false, _) => left.len().cmp(&right.len()),
            };
        }
        let ((one, after), (other, after_other)) = (chunk(left), chunk(right));
        let order = match (digits(one), digits(other)) {
            (Some(one), Some(other)) => one.len().cmp(&other.len()).then_with(|| one.cmp(other)),
            _ => one.cmp(other),
        };
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (after, after_other);
    }
}

/// The digits, or what is none, at the start of `text`, and the rest.
fn chunk(text: &str) -> (&str, &str) {
    let is_digit = |it: char| it.is_ascii_digit();
    let number = text.starts_with(is_digit);
    text.split_at(text.find(|it| is_digit(it) != number).unwrap_or(text.len()))
}

/// A number without leading zeros.
fn digits(chunk: &str) -> Option<&str> {
    chunk.starts_with(|it: char| it.is_ascii_digit()).then(|| chunk.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts_count_by_value() {
        for (a, b) in [("web2", "web10"), ("a", "b"), ("1", "a"), ("a1b2", "a1b10"), ("a", "a1"), ("9", "10")]
        {
            assert_eq!((natural(a, b, false), natural(b, a, false)), (Ordering::Less, Ordering::Greater));
            assert_eq!((natural(a, b, true), natural(b, a, true)), (Ordering::Less, Ordering::Greater));
        }
        assert_eq!(natural("", "a", false), Ordering::Less);
        assert_eq!((natural("", "a", true), natural("a", "", true)), (Ordering::Greater, Ordering::Greater));
        assert_eq!((natural("01", "1", false), natural("01", "1", true)), (Ordering::Equal, Ordering::Less));
    }
}
