//! Whether two outcomes are the same. It must not evaluate.

use super::outcome::{Outcome, Points};
use crate::random::Random;
use series::Store;

/// Values may differ by this, relative to the greater.
const TOLERANCE: f64 = 1e-9;
/// A sample is nudged by at most this, relative to its value, to learn what its last digits decide.
const NUDGE: f64 = 1e-11;
/// What a difference may be of what nudging moves a value by: of three nudges none may be the worst.
const CHANCE: f64 = 100.0;
/// What is as small beside the greatest value of an answer is what cancellation leaves of it.
const NOISE: f64 = 1e-14;

/// In what way two outcomes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Only one of them is an error.
    Error,
    /// Two errors in different words.
    Message,
    /// Another type, other series, or points of them.
    Shape,
    /// Other values.
    Value,
    /// The same elements in another order.
    Order,
}

/// How they differ, if they do. `exact` values must be equal to the bit.
pub(crate) fn difference(ours: &Outcome, theirs: &Outcome, exact: bool, sorted: bool) -> Option<Difference> {
    use Outcome::{Matrix, Refused, Scalar, Text, Vector};
    let comparable = match (ours, theirs) {
        (Refused(ours), Refused(theirs)) => {
            return (without_culprits(ours) != without_culprits(theirs)).then_some(Difference::Message);
        }
        (Refused(_), _) | (_, Refused(_)) => return Some(Difference::Error),
        (Text(ours), Text(theirs)) => ours == theirs,
        (Scalar(_), Scalar(_)) | (Vector(_), Vector(_)) | (Matrix(_), Matrix(_)) => true,
        _ => false,
    };
    let (our, their) = (ours.points(), theirs.points());
    let twice = ours.count() != our.len() && !matches!(ours, Text(_));
    if !comparable || twice || !our.keys().eq(their.keys()) {
        return Some(Difference::Shape);
    }
    if our.values().zip(their.values()).any(|(our, their)| !same(*our, *their, exact)) {
        return Some(Difference::Value);
    }
    match (ours, theirs) {
        (Vector(our), Vector(their)) if sorted => {
            let ordered = our.iter().zip(their).all(|(our, their)| same(our.1, their.1, exact));
            (!ordered).then_some(Difference::Order)
        }
        _ => None,
    }
}

fn same(a: f64, b: f64, exact: bool) -> bool {
    let near = || (a - b).abs() <= TOLERANCE * a.abs().max(b.abs());
    a == b || (a.is_nan() && b.is_nan()) || (!exact && near())
}

/// Of several groups of which each has several series, Prometheus names any, and any two of its series.
fn without_culprits(err: &str) -> String {
    let (begin, rest) = err.split_once("match group {").unwrap_or((err, ""));
    let side = rest.rsplit_once("} on the ").map_or("", |(_, rest)| rest);
    let (side, after) = side.split_once(" [").unwrap_or((side, ""));
    format!("{begin}{side}{}", after.rsplit_once("];").map_or(after, |(_, after)| after))
}

/// Whether the last digits of the samples decide all that differs: a point that comes and goes, or moves as far as the
/// difference, when samples are nudged (`nudged` are outcomes of ours over such samples). Which of equal elements
/// `topk` takes is decided by them as well, or by the order of a map of Go's, which changes from run to run.
pub(crate) fn is_undecided(ours: &Outcome, theirs: &Outcome, nudged: &[Outcome], text: &str) -> bool {
    let (our, their) = (ours.points(), theirs.points());
    let nudged: Vec<_> = nudged.iter().map(Outcome::points).collect();
    let tied = text.contains("topk") || text.contains("bottomk");
    if tied && (values(&our) == values(&their) || nudged.iter().any(|it| !it.keys().eq(our.keys()))) {
        return true;
    }
    // Seconds since the epoch have few digits left behind the point.
    let least = if text.contains("time") { 1.8e9 } else { 0.0 };
    let finite = our.values().chain(their.values()).filter(|it| it.is_finite());
    let noise = NOISE * finite.fold(least, |max: f64, it| it.abs().max(max));
    let undecided = |key| {
        let (a, b) = (our.get(key).copied(), their.get(key).copied());
        let is_noise = a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= noise);
        is_noise || nudged.iter().any(|it| moves(a, b, it.get(key).copied()))
    };
    let agree = |key| our.get(key).zip(their.get(key)).is_some_and(|(a, b)| same(*a, *b, false));
    our.keys().chain(their.keys()).all(|key| agree(key) || undecided(key))
}

/// Whether nudging takes the value `a`, where `b` was wanted, as far away or makes it come and go.
fn moves(a: Option<f64>, b: Option<f64>, nudged: Option<f64>) -> bool {
    match (a, b, nudged) {
        (Some(a), Some(b), Some(nudged)) => {
            (a - nudged).abs() * CHANCE >= (a - b).abs() || a.is_finite() != nudged.is_finite()
        }
        (a, _, nudged) => a.is_some() != nudged.is_some(),
    }
}

/// The values of each instant, whose ever they are.
fn values(points: &Points) -> Vec<(i64, String)> {
    let mut values: Vec<_> =
        points.iter().map(|((_, time), value)| (*time, format!("{value:.9e}"))).collect();
    values.sort();
    values
}

/// The samples with their last digits changed, by their values: equal ones stay equal, and their order stays.
pub(crate) fn nudged(store: &Store, salt: u64) -> Store {
    with(store, |_, value| value * (1.0 + NUDGE * (2.0 * Random(salt ^ value.to_bits()).unit() - 1.0)))
}

/// The samples with those of each series a little greater than those of others: what was equal is so no more.
pub(crate) fn untied(store: &Store) -> Store {
    with(store, |idx, value| value + (value.abs() + 1e-200) * NUDGE * Random(idx as u64).unit())
}

fn with(store: &Store, change: impl Fn(usize, f64) -> f64) -> Store {
    let mut other = Store::new();
    for (idx, series) in store.iter().enumerate() {
        let id = other.series_id(&series.labels);
        for (time, value) in series.times.iter().zip(&series.values) {
            other.push(id, *time, change(idx, *value));
        }
    }
    other
}

#[cfg(test)]
mod tests {
    use super::*;
    use series::Labels;

    fn vector(values: &[f64]) -> Outcome {
        let element = |(idx, value): (usize, &f64)| (Labels::new([("idx", idx.to_string())]), *value);
        Outcome::Vector(values.iter().enumerate().map(element).collect())
    }

    /// A comparison that finds no difference between different outcomes would prove nothing.
    #[test]
    fn differences_are_found() {
        let of = |a: &Outcome, b: &Outcome, exact| difference(a, b, exact, false);
        let one = vector(&[1.0]);
        assert_eq!(of(&one, &vector(&[1.0 + 1e-12]), false), None);
        assert_eq!(of(&one, &vector(&[1.0 + 1e-12]), true), Some(Difference::Value));
        assert_eq!(of(&one, &vector(&[1.0 + 1e-8]), false), Some(Difference::Value));
        assert_eq!(of(&one, &vector(&[f64::NAN]), false), Some(Difference::Value));
        assert_eq!(of(&one, &vector(&[1.0, 2.0]), false), Some(Difference::Shape));
        assert_eq!(of(&one, &Outcome::Scalar(1.0), false), Some(Difference::Shape));
        assert_eq!(of(&one, &Outcome::Refused("no".to_owned()), false), Some(Difference::Error));
        let [a, b] = ["a", "b"].map(|it| Outcome::Refused(it.to_owned()));
        assert_eq!(of(&a, &b, false), Some(Difference::Message));
        let twice = Outcome::Vector(vec![(Labels::empty(), 1.0), (Labels::empty(), 1.0)]);
        assert_eq!(of(&twice, &twice, false), Some(Difference::Shape));
    }

    #[test]
    fn the_order_counts_where_it_is_asked_for() {
        let labels = |it: &str| Labels::new([("a", it)]);
        let [up, down] = [[1.0, 2.0], [2.0, 1.0]].map(|it| {
            let mut elements = vec![(labels(&it[0].to_string()), it[0]), (labels(&it[1].to_string()), it[1])];
            elements.dedup();
            Outcome::Vector(elements)
        });
        assert_eq!(difference(&up, &down, true, false), None);
        assert_eq!(difference(&up, &down, true, true), Some(Difference::Order));
    }

    #[test]
    fn only_what_moves_as_far_is_undecided() {
        let (ours, theirs) = (vector(&[1.0, 0.0]), vector(&[1.0, 1e-12]));
        assert!(is_undecided(&ours, &theirs, &[vector(&[1.0, 1e-11])], "x"));
        assert!(!is_undecided(&ours, &theirs, &[vector(&[1.1, 1e-15])], "x"));
        assert!(!is_undecided(&ours, &vector(&[1.0]), std::slice::from_ref(&ours), "x"));
        assert!(is_undecided(&ours, &vector(&[1.0]), &[vector(&[1.0])], "x"));
        assert!(is_undecided(&ours, &vector(&[2.0]), &[vector(&[3.0])], "topk(1, x)"));
    }
}
