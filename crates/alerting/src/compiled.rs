//! A rule whose expression and templates are parsed once, and what they give for one sample. It must not know
//! states.

use crate::Rule;
use crate::phase::Waits;
use crate::template::{self, Data, Querier, Reads, Template};
use promql::{Query, Semantics};
use series::{ALERT_NAME, Labels, map_of};
use std::collections::BTreeMap;
use std::fmt;

/// What the server adds to templates: the external labels and its own URL.
#[derive(Clone, Debug, Default)]
pub struct External {
    /// `$externalLabels`
    pub labels: Labels,
    /// `$externalURL`
    pub url: String,
    /// Whether there is no server, as in promtool: the functions `externalURL` and `pathPrefix` fail.
    pub no_server: bool,
}

/// A rule ready to be evaluated.
#[derive(Clone, Debug)]
pub struct CompiledRule {
    rule: Rule,
    query: Query,
    labels: Vec<(String, Template)>,
    annotations: Vec<(String, Template)>,
    /// The group's limit; 0 means none.
    pub limit: u64,
    /// What templates see beside the sample.
    pub external: External,
}

/// Why a rule cannot be loaded.
#[derive(Clone, Debug)]
pub enum RuleError {
    /// The rule has no name.
    Name,
    /// The expression does not parse.
    Expr(promql::Error),
    /// A label's name or template is wrong.
    Label {
        /// The label's name.
        name: String,
        /// Prometheus' message.
        message: String,
    },
    /// An annotation's template is wrong.
    Annotation {
        /// The annotation's name.
        name: String,
        /// Prometheus' message.
        message: String,
    },
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str("one of 'record' or 'alert' must be set"),
            Self::Expr(err) => write!(f, "could not parse expression: {err}"),
            Self::Label { name, message } => write!(f, "label {name:?}: {message}"),
            Self::Annotation { name, message } => write!(f, "annotation {name:?}: {message}"),
        }
    }
}

impl std::error::Error for RuleError {}

impl CompiledRule {
    /// Parses the rule as Prometheus 3 does.
    ///
    /// # Errors
    /// The first part that does not parse.
    pub fn new(rule: &Rule) -> Result<Self, RuleError> {
        Self::with_semantics(rule, Semantics::default())
    }

    /// Parses the rule as the Prometheus of `semantics` does.
    ///
    /// # Errors
    /// The first part that does not parse.
    pub fn with_semantics(rule: &Rule, semantics: Semantics) -> Result<Self, RuleError> {
        if rule.alert.is_empty() {
            return Err(RuleError::Name);
        }
        let query = promql::parse(&rule.expr, semantics).map_err(RuleError::Expr)?;
        let wrong = |name: &&String| name.is_empty() || *name == series::METRIC_NAME;
        if let Some(name) = rule.labels.keys().find(wrong) {
            return Err(RuleError::Label {
                name: name.clone(),
                message: format!("invalid label name: {name}"),
            });
        }
        let labels = templates(&rule.alert, &rule.labels)
            .map_err(|(name, message)| RuleError::Label { name, message })?;
        let annotations = templates(&rule.alert, &rule.annotations)
            .map_err(|(name, message)| RuleError::Annotation { name, message })?;
        let external = External::default();
        Ok(Self { rule: rule.clone(), query, labels, annotations, limit: 0, external })
    }

    /// The rule as it was written.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The parsed expression.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What each annotation's template reads.
    pub fn annotation_reads(&self) -> impl Iterator<Item = (&str, Reads)> {
        self.annotations.iter().map(|(name, template)| (name.as_str(), template.reads()))
    }

    /// What each label's template reads.
    pub fn label_reads(&self) -> impl Iterator<Item = (&str, Reads)> {
        self.labels.iter().map(|(name, template)| (name.as_str(), template.reads()))
    }

    /// The labels of the alert that the sample with `sample` labels and `value` becomes at `time` (ms since the
    /// Unix epoch): the sample's without the metric's name, then the rule's, then the alert's name. The template
    /// function `query` fails.
    pub fn alert_labels(&self, sample: &Labels, value: f64, time: i64) -> Labels {
        self.alert_labels_from(sample, value, time, None)
    }

    /// The same, with `querier` answering the template function `query`.
    pub fn alert_labels_from(
        &self,
        sample: &Labels,
        value: f64,
        time: i64,
        querier: Option<&dyn Querier>,
    ) -> Labels {
        let mut labels = sample.without_metric();
        if !self.labels.is_empty() {
            let data = self.data(sample, value, time, querier);
            for (name, template) in &self.labels {
                // An empty expansion removes the label.
                labels = labels.with(name, &expanded(template, &data));
            }
        }
        labels.with(ALERT_NAME, &self.rule.alert)
    }

    /// The annotations of that alert; a template that fails yields Prometheus' message in its place. The template
    /// function `query` fails.
    pub fn annotations(&self, sample: &Labels, value: f64, time: i64) -> BTreeMap<String, String> {
        self.annotations_from(sample, value, time, None)
    }

    /// The same, with `querier` answering the template function `query`.
    pub fn annotations_from(
        &self,
        sample: &Labels,
        value: f64,
        time: i64,
        querier: Option<&dyn Querier>,
    ) -> BTreeMap<String, String> {
        let data = self.data(sample, value, time, querier);
        map_of(self.annotations.iter().map(|(name, it)| (name.clone(), expanded(it, &data))))
    }

    /// Whether the alert's labels depend on nothing but the sample's labels.
    pub(crate) fn has_static_labels(&self) -> bool {
        self.labels.iter().all(|(_, template)| !template.reads().value)
    }

    pub(crate) fn waits(&self) -> Waits {
        Waits { hold: self.rule.hold, keep_firing_for: self.rule.keep_firing_for }
    }

    fn data<'q>(&self, sample: &Labels, value: f64, time: i64, querier: Option<&'q dyn Querier>) -> Data<'q> {
        Data {
            labels: sample.clone(),
            value,
            external_labels: self.external.labels.clone(),
            external_url: self.external.url.clone(),
            time,
            no_server: self.external.no_server,
            querier,
        }
    }
}

fn expanded(template: &Template, data: &Data<'_>) -> String {
    template::expand(template, data)
        .unwrap_or_else(|message| format!("<error expanding template: {message}>"))
}

fn templates(
    alert: &str,
    texts: &BTreeMap<String, String>,
) -> Result<Vec<(String, Template)>, (String, String)> {
    let parsed = |(name, text): (&String, &String)| match template::parse(&template::name_of(alert), text) {
        Ok(template) => Ok((name.clone(), template)),
        Err(message) => Err((name.clone(), message)),
    };
    texts.iter().map(parsed).collect()
}
