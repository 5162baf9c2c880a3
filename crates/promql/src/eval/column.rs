//! One series of an intermediate result, and when it loses its metric's name. It must not know which function drops it.

use super::Evaluator;
use super::output::joined;
use crate::{Error, Semantics};
use series::{Labels, METRIC_NAME};

/// One series of an intermediate result over all steps.
#[derive(Clone)]
pub(crate) struct Column {
    pub(crate) labels: Labels,
    /// A value a step; [`series::STALE`] where there is none.
    pub(crate) values: Vec<f64>,
    /// Whether the metric's name is to be dropped at the end (`DropName`, promql/value.go): what a function does
    /// instead of dropping it where name removal is delayed.
    pub(crate) nameless: bool,
}

impl Column {
    /// A column that keeps the name that it has.
    pub(crate) fn new(labels: Labels, values: Vec<f64>) -> Self {
        Self { labels, values, nameless: false }
    }
}

/// The labels without the metric's name, and without its type and unit, which Prometheus 3 drops with it
/// (`IsMetadataLabel`, schema/labels.go).
pub(super) fn unnamed(labels: &Labels, semantics: Semantics) -> Labels {
    let dropped = |name: &str| {
        name == METRIC_NAME || (semantics == Semantics::V3 && matches!(name, "__type__" | "__unit__"))
    };
    labels.filter(|name| !dropped(name))
}

impl Evaluator<'_> {
    /// What a function or an operator does to the name of a metric that its result no longer is.
    pub(crate) fn drop_name(&self, column: &mut Column) {
        if self.options.delayed_name_removal {
            column.nameless = true;
        } else {
            column.labels = unnamed(&column.labels, self.options.semantics);
        }
    }

    /// The columns without the names that were to be dropped at the end (`cleanupMetricLabels`, promql/engine.go).
    ///
    /// # Errors
    /// When two have the same labels and a value at the same step then.
    pub(super) fn named(&self, mut columns: Vec<Column>) -> Result<Vec<Column>, Error> {
        if !columns.iter().any(|it| it.nameless) {
            return Ok(columns);
        }
        for column in columns.iter_mut().filter(|it| it.nameless) {
            column.labels = unnamed(&column.labels, self.options.semantics);
        }
        joined(columns)
    }
}
