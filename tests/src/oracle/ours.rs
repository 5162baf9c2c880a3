//! What promql answers. It must not know what Prometheus answers.

use super::outcome::Outcome;
use promql::{Error, Kind, Node, Options, Query, Semantics, Steps, Value};
use series::{Store, is_stale};

/// An expression that has been read, or why not.
pub(crate) struct Ours<'a> {
    query: Result<Query, Error>,
    store: &'a Store,
    options: Options,
}

impl<'a> Ours<'a> {
    pub(crate) fn new(text: &str, store: &'a Store, semantics: Semantics) -> Self {
        let options = Options { semantics, ..Options::default() };
        Self { query: promql::parse(text, semantics), store, options }
    }

    pub(crate) fn instant(&self, at: i64) -> Outcome {
        let instant = self.query.clone().and_then(|it| promql::instant(&it, self.store, at, &self.options));
        match instant.map(|it| it.value) {
            Ok(Value::Scalar(value)) => Outcome::Scalar(value),
            Ok(Value::Vector(elements)) => Outcome::Vector(elements),
            Ok(Value::Matrix(series)) => Outcome::Matrix(series),
            Ok(Value::String(text)) => Outcome::Text(text),
            Err(err) => refused(&err),
        }
    }

    pub(crate) fn range(&self, steps: Steps) -> Outcome {
        let query = match &self.query {
            Ok(query) => query,
            Err(err) => return refused(err),
        };
        match promql::range(query.root(), self.store, steps, &self.options) {
            Ok(range) => {
                let points = |values: &[f64]| {
                    let all = values.iter().enumerate().filter(|(_, it)| !is_stale(**it));
                    all.map(|(idx, it)| (steps.time(idx), *it)).collect::<Vec<_>>()
                };
                let columns = range.columns.into_iter();
                Outcome::Matrix(columns.map(|it| (it.labels, points(&it.values))).collect())
            }
            Err(err) => refused(&err),
        }
    }

    /// Whether values must be equal to the bit: selectors, comparisons and set operators only pass them on.
    pub(crate) fn is_exact(&self) -> bool {
        let mut all = true;
        let Ok(query) = &self.query else { return true };
        promql::walk(query.root(), &mut |node: &Node| {
            all &= match &node.kind {
                Kind::Binary(it) => it.op.is_comparison() || it.op.is_set(),
                Kind::Selector(_) | Kind::Range(_) | Kind::Number(_) | Kind::Paren(_) => true,
                _ => false,
            }
        });
        all
    }

    /// Whether the outermost expression orders its elements by value.
    pub(crate) fn is_sorted(&self) -> bool {
        let root = self.query.as_ref().ok().map(|it| &it.root().unwrapped().kind);
        matches!(root, Some(Kind::Call(it)) if it.function.signature.name.starts_with("sort"))
    }
}

fn refused(err: &Error) -> Outcome {
    let later = err.message.ends_with("is not enabled");
    if later { Outcome::Unsupported(err.message.clone()) } else { Outcome::Refused(err.to_string()) }
}
