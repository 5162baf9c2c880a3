//! What checks look at: the rule, the metrics that are exposed, and, with a scenario, its samples. It must not judge.

use alerting::{Rule, Timeline};
use promql::{Column, Comparison, Query, Semantics, Steps};
use series::meta::{Kind, MetricInfo};

/// The metrics of one exporter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exposed<'a> {
    /// The exporter's name, as messages say it.
    pub exporter: &'a str,
    /// Its metrics; none means that they are not known, and checks of names stay silent.
    pub metrics: &'a [MetricInfo],
}

/// Everything that checks may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Its expression, parsed.
    pub query: &'a Query,
    /// Which of its comparisons the person works on, counted in the order of the text.
    pub selected: usize,
    /// Whose semantics it is evaluated with.
    pub semantics: Semantics,
    /// The metrics of the exporter at hand.
    pub exposed: Exposed<'a>,
    /// Other exporters, to say where a missing metric comes from.
    pub others: &'a [Exposed<'a>],
    /// The time between two scrapes in milliseconds; 0 where it is not known.
    pub scrape_interval: i64,
    /// The evaluations.
    pub steps: Steps,
    /// The left side of the selected comparison (the side that is not the threshold) over the scenario.
    pub side: Option<&'a [Column]>,
    /// What the rule did in the scenario.
    pub timeline: Option<&'a Timeline>,
}

impl<'a> Context<'a> {
    /// A context without metrics and samples.
    pub fn new(rule: &'a Rule, query: &'a Query) -> Self {
        Self {
            rule,
            query,
            selected: 0,
            semantics: Semantics::default(),
            exposed: Exposed::default(),
            others: &[],
            scrape_interval: 0,
            steps: Steps { start: 0, end: -1, step: 1 },
            side: None,
            timeline: None,
        }
    }

    /// The selected comparison.
    pub(crate) fn comparison(&self) -> Option<Comparison<'a>> {
        promql::comparisons(self.query).into_iter().nth(self.selected)
    }

    /// What is known of the metric `name` of the exporter at hand.
    pub(crate) fn metric(&self, name: &str) -> Option<&'a MetricInfo> {
        self.exposed.metrics.iter().find(|it| it.name == name)
    }

    /// Whether the metric `name` is known to be a counter: by its type, else by the end of its name.
    pub(crate) fn is_counter(&self, name: &str) -> bool {
        match self.metric(name) {
            Some(info) => info.kind == Kind::Counter,
            None => ["_total", "_sum", "_count", "_bucket"].iter().any(|end| name.ends_with(end)),
        }
    }
}
