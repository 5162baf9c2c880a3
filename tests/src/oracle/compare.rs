//! Whether two outcomes are the same. It must not evaluate.

use super::outcome::Outcome;
use series::Store;

/// Values may differ by this, relative to the greater.
const TOLERANCE: f64 = 1e-9;
/// A sample is nudged by at most this, relative to its value, to learn what its last digits decide.
const NUDGE: f64 = 1e-11;

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
/// difference, when samples are nudged (`nudged` are outcomes of ours over such samples).
pub(crate) fn is_undecided(ours: &Outcome, theirs: &Outcome, nudged: &[Outcome]) -> bool {
    let (our, their) = (ours.points(), theirs.points());
    let nudged: Vec<_> = nudged.iter().map(Outcome::points).collect();
    let undecided = |key| {
        let (a, b): (Option<&f64>, Option<&f64>) = (our.get(key), their.get(key));
        nudged.iter().map(|it| it.get(key)).any(|other| match (a, b, other) {
            (Some(a), Some(b), Some(other)) => {
                (a - other).abs() >= (a - b).abs() || a.is_finite() != other.is_finite()
            }
            (a, _, other) => a.is_some() != other.is_some(),
        })
    };
    let agree = |key| our.get(key).zip(their.get(key)).is_some_and(|(a, b)| same(*a, *b, false));
    our.keys().chain(their.keys()).all(|key| agree(key) || undecided(key))
}

/// The samples with their last digits changed: equal values stay equal, and their order stays.
pub(crate) fn nudged(store: &Store, salt: u64) -> Store {
    let mut other = Store::new();
    for series in store.iter() {
        let id = other.series_id(&series.labels);
        for (time, value) in series.times.iter().zip(&series.values) {
            let random = crate::random::Random(salt ^ value.to_bits()).unit();
            other.push(id, *time, value * (1.0 + NUDGE * (2.0 * random - 1.0)));
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
        assert!(is_undecided(&ours, &theirs, &[vector(&[1.0, 1e-11])]));
        assert!(!is_undecided(&ours, &theirs, &[vector(&[1.1, 1e-13])]));
        assert!(!is_undecided(&ours, &vector(&[1.0]), std::slice::from_ref(&ours)));
        assert!(is_undecided(&ours, &vector(&[1.0]), &[vector(&[1.0])]));
    }
}
