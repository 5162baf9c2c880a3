//! The checks of one field each, with their messages. It must not know which fields there are.

use crate::ScenarioError;
use std::collections::BTreeSet;

/// A whole number from `low` to `high`.
pub(super) fn integer(what: &str, value: i64, low: i64, high: i64) -> Result<(), ScenarioError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(ScenarioError::new(what, format!("is {value}; it must be from {low} to {high}")))
}

/// A time span from `low` to `high`, in milliseconds.
pub(super) fn duration(what: &str, value: i64, low: i64, high: i64) -> Result<(), ScenarioError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(ScenarioError::new(what, format!("is {value} ms; it must be from {low} ms to {high} ms")))
}

/// A number from 0 to `high`.
pub(super) fn finite(what: &str, value: f64, high: f64) -> Result<(), ScenarioError> {
    if (0.0..=high).contains(&value) {
        return Ok(());
    }
    Err(ScenarioError::new(what, format!("is {value}; it must be from 0 to {high}")))
}

/// A number from `low` to `high`.
pub(super) fn between(what: &str, value: f64, low: f64, high: f64) -> Result<(), ScenarioError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(ScenarioError::new(what, format!("is {value}; it must be from {low} to {high}")))
}

/// Numbers whose sum can be divided by.
pub(super) fn shares(what: &str, values: &[f64]) -> Result<(), ScenarioError> {
    for value in values {
        finite(what, *value, 1e6)?;
    }
    // A sum that is not tiny keeps each share's quotient exact enough.
    if values.iter().sum::<f64>() < 1e-9 {
        return Err(ScenarioError::new(what, "the shares add up to 0"));
    }
    Ok(())
}

/// A list that is not too long.
pub(super) fn count(what: &str, len: usize, most: usize) -> Result<(), ScenarioError> {
    if len <= most {
        return Ok(());
    }
    Err(ScenarioError::new(what, format!("{len} of them; at most {most} are simulated")))
}

/// Names that are there and differ.
pub(super) fn unique<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), ScenarioError> {
    let mut seen = BTreeSet::new();
    for (idx, name) in names.enumerate() {
        let field = format!("{what}[{idx}].name");
        super::named(&field, name)?;
        if !seen.insert(name) {
            return Err(ScenarioError::new(field, format!("{name:?} is there twice")));
        }
    }
    Ok(())
}
