//! What checks look at: the rule, the metrics that are exposed, and, with a scenario, its samples. It must not judge.

use alerting::{Rule, Timeline};
use promql::{Column, Comparison, Query, Semantics, Steps};
use series::Store;
use series::meta::{Kind, MetricInfo};

/// The metrics of one exporter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exposed<'a> {
    /// The exporter's name, as messages say it.
    pub exporter: &'a str,
    /// Its metrics; none means that they are not known, and checks of names stay silent.
    pub metrics: &'a [MetricInfo],
    /// Whether these are all that the rule may read: a metric that is not among them does not exist.
    pub complete: bool,
    /// Whether series may have labels of their targets beside `job` and `instance`, such as `cluster`.
    pub open: bool,
}

/// Another rule that is loaded together with the one at hand.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The alert's name, or the metric that a recording rule writes.
    pub name: &'a str,
    /// Its expression.
    pub expr: &'a str,
    /// Whether it is a recording rule.
    pub recording: bool,
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
    /// The scenario's samples.
    pub store: Option<&'a Store>,
    /// The rules that are loaded with this one.
    pub beside: &'a [Beside<'a>],
    /// Whether the rule is a recording rule, with the metric that it writes as its name.
    pub recording: bool,
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
            store: None,
            beside: &[],
            recording: false,
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

    /// Whether an exporter gives the label `name` to some metric of its own: then it is no target's.
    pub(crate) fn is_foreign(&self, name: &str) -> bool {
        let has = |it: &Exposed<'_>| it.metrics.iter().any(|it| it.labels.iter().any(|it| it.name == name));
        has(&self.exposed) || self.others.iter().any(has)
    }

    /// Whether the metric `name` is known to be a counter: by its type, else by the end of its name.
    pub(crate) fn is_counter(&self, name: &str) -> bool {
        match self.metric(name) {
            Some(info) => info.kind == Kind::Counter,
            None => ["_total", "_sum", "_count", "_bucket"].iter().any(|end| name.ends_with(end)),
        }
    }
}
