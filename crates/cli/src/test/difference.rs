//! What differs between expected and got, for a person: one line a difference. It must not decide whether a test fails.

use super::show;
use alerting::unit_test::{Alert, Sample};
use std::collections::BTreeMap;

/// The most alerts of either side whose differences are listed.
const MOST: usize = 20;

/// The differences of two lists of alerts: those of one side only, label by label where both sides have a like one.
pub(super) fn alerts(expected: &[Alert], got: &[Alert]) -> Vec<String> {
    let (mut missing, mut surplus) = (without(expected, got), without(got, expected));
    let mut lines = Vec::new();
    let more = missing.len().saturating_sub(MOST) + surplus.len().saturating_sub(MOST);
    missing.truncate(MOST);
    surplus.truncate(MOST);
    for alert in missing {
        // The one that has most in common is what was meant.
        let nearest = (0..surplus.len()).max_by_key(|idx| likeness(alert, surplus[*idx]));
        match nearest.map(|idx| surplus.remove(idx)) {
            Some(other) => {
                lines.push(format!("{}:", show::pairs(&other.labels)));
                pairs(&mut lines, "label", &alert.labels, &other.labels);
                pairs(&mut lines, "annotation", &alert.annotations, &other.annotations);
            }
            None => lines.push(format!("does not fire: {}", show::pairs(&alert.labels))),
        }
    }
    lines.extend(surplus.iter().map(|it| format!("fires, but should not: {}", show::pairs(&it.labels))));
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

/// The alerts of `these` that `those` does not have, each as often as it is too many.
fn without<'a>(these: &'a [Alert], those: &[Alert]) -> Vec<&'a Alert> {
    let mut left: BTreeMap<&Alert, usize> = BTreeMap::new();
    for alert in those {
        *left.entry(alert).or_default() += 1;
    }
    let mut surplus = Vec::new();
    for alert in these {
        match left.get_mut(alert) {
            Some(count) if *count > 0 => *count -= 1,
            _ => surplus.push(alert),
        }
    }
    surplus
}

/// How many labels and annotations both have.
fn likeness(left: &Alert, right: &Alert) -> usize {
    let common = |left: &BTreeMap<String, String>, right: &BTreeMap<String, String>| {
        left.iter().filter(|(name, value)| right.get(*name) == Some(value)).count()
    };
    2 * common(&left.labels, &right.labels) + common(&left.annotations, &right.annotations)
}

fn pairs(
    lines: &mut Vec<String>,
    what: &str,
    expected: &BTreeMap<String, String>,
    got: &BTreeMap<String, String>,
) {
    let shown = |value: Option<&String>| value.map_or("nothing".to_owned(), |it| show::quoted(it));
    let mut names: Vec<_> = expected.keys().chain(got.keys()).collect();
    names.sort();
    names.dedup();
    for name in names.into_iter().filter(|name| expected.get(*name) != got.get(*name)) {
        let (expected, got) = (shown(expected.get(name)), shown(got.get(name)));
        lines.push(format!("  {what} {name}: expected {expected}, got {got}"));
    }
}

/// The differences of two lists of samples.
pub(super) fn samples(expected: &[Sample], got: &[Sample]) -> Vec<String> {
    let value = |it: f64| series::format_float(it);
    let by_labels = |samples: &[Sample]| -> BTreeMap<series::Labels, f64> {
        samples.iter().map(|it| (it.labels.clone(), it.value)).collect()
    };
    let (wanted, given) = (by_labels(expected), by_labels(got));
    let mut lines = Vec::new();
    for sample in expected {
        match given.get(&sample.labels) {
            None => lines.push(format!("missing: {} {}", show::labels(sample), value(sample.value))),
            Some(it) if *it != sample.value => {
                let expected = value(sample.value);
                lines.push(format!("{}: expected {expected}, got {}", show::labels(sample), value(*it)));
            }
            Some(_) => {}
        }
    }
    let surplus = got.iter().filter(|it| !wanted.contains_key(&it.labels));
    lines.extend(surplus.map(|it| format!("not expected: {} {}", show::labels(it), value(it.value))));
    lines
}
