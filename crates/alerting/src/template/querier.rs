//! Who answers the template function `query`, and the answer from a store. It must not know templates.

use promql::{Options, Value};
use series::{Labels, Store};
use std::fmt;

/// What evaluates the expressions that templates ask for.
pub trait Querier {
    /// The samples that the expression `text` has at `time` (ms since the Unix epoch); a scalar is one sample without
    /// labels.
    ///
    /// # Errors
    /// Prometheus' message, which the template's failure ends with.
    fn query(&self, text: &str, time: i64) -> Result<Vec<(Labels, f64)>, String>;
}

impl fmt::Debug for dyn Querier + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Querier")
    }
}

/// Answers from the samples of a store, as an instant query does.
#[derive(Debug)]
pub struct StoreQuerier<'s> {
    /// The samples.
    pub store: &'s Store,
    /// How expressions are parsed and evaluated.
    pub options: Options,
}

impl Querier for StoreQuerier<'_> {
    fn query(&self, text: &str, time: i64) -> Result<Vec<(Labels, f64)>, String> {
        let query = promql::parse(text, self.options.semantics).map_err(|err| err.to_string())?;
        let answer =
            promql::instant(&query, self.store, time, &self.options).map_err(|err| err.to_string())?;
        match answer.value {
            Value::Vector(samples) => Ok(samples),
            Value::Scalar(value) => Ok(vec![(Labels::default(), value)]),
            _ => Err("rule result is not a vector or scalar".to_owned()),
        }
    }
}
