//! One test: rules evaluated over its series, then compared with what it expects. It must not read files.

use super::compare::{Alert, Failure, Sample, are_same};
use super::{AlertTest, ExprTest, TestFile, TestGroup, load};
use crate::{Evaluated, Evaluation, External, LoadedGroup, LoadedRule, RuleFile};
use promql::{Options, Semantics, Steps, Value};
use series::{ALERT_NAME, Labels, notation};
use std::collections::{BTreeMap, BTreeSet};

/// promtool's limit on the samples of one query (`NewLazyLoader`, promql/promqltest).
const MAX_SAMPLES: u64 = 10_000;
/// The most samples that the series of one test may stand for.
const MAX_INPUT: usize = 10_000_000;
/// The most evaluations of one test.
const MAX_EVALUATIONS: usize = 100_000;

/// How tests are run.
#[derive(Clone, Copy, Debug)]
pub struct TestOptions {
    /// Whose language.
    pub semantics: Semantics,
    /// The most series that all evaluations of all rules of one test may come across.
    pub most_visits: usize,
}

impl Default for TestOptions {
    fn default() -> Self {
        Self { semantics: Semantics::default(), most_visits: 200_000_000 }
    }
}

/// A rule file, or what is wrong with it.
pub type RuleSource = Result<RuleFile, Vec<String>>;

impl TestFile {
    /// Runs the test number `idx` with the rules of `sources`, in the order in which they were found.
    ///
    /// What is wrong, in promtool's order; nothing when all is as expected.
    pub fn run(&self, idx: usize, sources: &[RuleSource], options: TestOptions) -> Vec<Failure> {
        let Some(test) = self.tests.get(idx) else { return Vec::new() };
        match self.prepared(test, sources, options) {
            Ok(run) => run.failures(),
            Err(failures) => failures,
        }
    }

    /// promtool's settings of the engine.
    fn query_options(&self, options: TestOptions) -> Options {
        Options {
            semantics: options.semantics,
            max_samples: MAX_SAMPLES,
            subquery_step: self.evaluation_interval,
            ..Options::default()
        }
    }

    fn prepared<'t>(
        &'t self,
        test: &'t TestGroup,
        sources: &[RuleSource],
        options: TestOptions,
    ) -> Result<Run<'t>, Vec<Failure>> {
        let message = |message: String| vec![Failure::Message(message)];
        let input = load::load(&test.input_series, test.start, test.interval, MAX_INPUT).map_err(message)?;
        let wrong: Vec<_> = sources.iter().filter_map(|it| it.as_ref().err()).flatten().collect();
        if !wrong.is_empty() {
            return Err(wrong.into_iter().map(|it| Failure::Message(it.clone())).collect());
        }
        let (labels, url) = (test.external_labels.clone(), test.external_url.clone());
        let external = External { labels, url, no_server: true };
        let files = sources.iter().flatten();
        let groups =
            files.flat_map(|file| &file.groups).map(|it| LoadedGroup::new(it, options.semantics, &external));
        let mut groups: Vec<_> = groups.collect::<Result<_, _>>().map_err(|err| message(err.to_string()))?;
        groups
            .sort_by_key(|group| self.group_eval_order.iter().position(|it| *it == group.name).unwrap_or(0));
        if let Some(nameless) = test.alerts.iter().find(|it| it.alertname.is_empty()) {
            return Err(message(missing_name(test, nameless)));
        }
        let times =
            test.alerts.iter().map(|it| it.eval_time).chain(test.expressions.iter().map(|it| it.eval_time));
        let last = test.start.saturating_add(times.max().unwrap_or(0));
        let steps = Steps { start: test.start, end: last, step: self.evaluation_interval };
        if steps.len() > MAX_EVALUATIONS {
            return Err(message(format!("the test has more than {MAX_EVALUATIONS} evaluations")));
        }
        let rules: usize = groups.iter().map(|group| group.rules.len()).sum();
        if steps.len().saturating_mul(rules).saturating_mul(input.len() + 1) > options.most_visits {
            let most = options.most_visits;
            return Err(message(format!("the rules of the test come across more than {most} series")));
        }
        Ok(Run { file: self, test, groups, input, steps, options: self.query_options(options) })
    }
}

fn missing_name(test: &TestGroup, alert: &AlertTest) -> String {
    let time = series::format_duration(alert.eval_time);
    let place = if test.name.is_empty() { String::new() } else { format!(" (in TestGroup {})", test.name) };
    format!("an item under alert_rule_test misses required attribute alertname at eval_time {time}{place}")
}

/// A test that can be run.
struct Run<'t> {
    file: &'t TestFile,
    test: &'t TestGroup,
    groups: Vec<LoadedGroup>,
    input: series::Store,
    steps: Steps,
    options: Options,
}

impl Run<'_> {
    fn failures(mut self) -> Vec<Failure> {
        let input = std::mem::take(&mut self.input);
        let evaluated = self.evaluation().run(input);
        let first_error = evaluated.rules.iter().filter_map(|it| it.errors.first()).map(|it| it.0).min();
        let mut failures = self.alert_failures(&evaluated, first_error);
        match first_error {
            Some(time) => failures.extend(self.rule_failures(&evaluated, time)),
            None => {
                failures.extend(self.test.expressions.iter().filter_map(|it| self.expression(it, &evaluated)))
            }
        }
        failures
    }

    fn evaluation(&self) -> Evaluation<'_> {
        let mut wanted: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for alert in &self.test.alerts {
            wanted.entry(self.evaluated_at(alert)).or_default().insert(alert.alertname.clone());
        }
        Evaluation {
            groups: &self.groups,
            steps: self.steps,
            options: self.options.clone(),
            wanted,
            alerts_series: !self.test.expressions.is_empty(),
            until_error: true,
        }
    }

    /// The last evaluation up to the alert's instant.
    fn evaluated_at(&self, alert: &AlertTest) -> i64 {
        let before = alert.eval_time.rem_euclid(self.steps.step.max(1));
        self.steps.start.saturating_add(alert.eval_time - before)
    }

    fn rules(&self) -> impl Iterator<Item = &LoadedRule> {
        self.groups.iter().flat_map(|group| &group.rules)
    }

    /// Alerts are compared after each evaluation, those of the one that fails no more.
    fn alert_failures(&self, evaluated: &Evaluated, first_error: Option<i64>) -> Vec<Failure> {
        let mut tests: Vec<_> = self.test.alerts.iter().collect();
        tests.sort_by_key(|it| it.eval_time);
        let compared = tests.into_iter().filter(|it| first_error.is_none_or(|at| self.evaluated_at(it) < at));
        compared.filter_map(|it| self.alerts(it, evaluated)).collect()
    }

    fn alerts(&self, test: &AlertTest, evaluated: &Evaluated) -> Option<Failure> {
        let at = self.evaluated_at(test);
        let of_name = self.rules().zip(&evaluated.rules).filter(|(rule, _)| rule.name() == test.alertname);
        let firing = of_name.filter_map(|(_, outcome)| outcome.firing.get(&at)).flatten();
        let mut got: Vec<_> =
            firing.map(|it| Alert { labels: map(&it.labels), annotations: it.annotations.clone() }).collect();
        let expect = |(labels, annotations): &(BTreeMap<_, _>, BTreeMap<_, _>)| {
            let mut labels = labels.clone();
            labels.insert(ALERT_NAME.to_owned(), test.alertname.clone());
            Alert { labels, annotations: annotations.clone() }
        };
        let mut expected: Vec<_> = test.expected.iter().map(expect).collect();
        got.sort();
        expected.sort();
        (got != expected).then(|| Failure::Alerts {
            test: self.test.name.clone(),
            alertname: test.alertname.clone(),
            time: test.eval_time,
            expected,
            got,
        })
    }

    fn rule_failures(&self, evaluated: &Evaluated, time: i64) -> Vec<Failure> {
        let failed = |(rule, outcome): (&LoadedRule, &crate::RuleOutcome)| {
            let (_, message) = outcome.errors.iter().find(|(at, _)| *at == time)?;
            Some(Failure::Rule { name: rule.name().to_owned(), time, message: message.clone() })
        };
        self.rules().zip(&evaluated.rules).filter_map(failed).collect()
    }

    fn expression(&self, test: &ExprTest, evaluated: &Evaluated) -> Option<Failure> {
        let (mut got, mut expected) = match self.samples(test, evaluated) {
            Ok(samples) => samples,
            Err(message) => {
                return Some(Failure::Expression { expr: test.expr.clone(), time: test.eval_time, message });
            }
        };
        got.sort_by(|left, right| left.labels.cmp(&right.labels));
        expected.sort_by(|left, right| left.labels.cmp(&right.labels));
        (!are_same(&expected, &got, self.file.fuzzy_compare)).then(|| Failure::Samples {
            expr: test.expr.clone(),
            time: test.eval_time,
            expected,
            got,
        })
    }

    /// What the expression returns, and what it should.
    fn samples(&self, test: &ExprTest, evaluated: &Evaluated) -> Result<(Vec<Sample>, Vec<Sample>), String> {
        let query = promql::parse(&test.expr, self.options.semantics).map_err(|err| err.to_string())?;
        let time = self.steps.start.saturating_add(test.eval_time);
        let instant =
            promql::instant(&query, &evaluated.store, time, &self.options).map_err(|err| err.to_string())?;
        let got = match instant.value {
            Value::Vector(samples) => {
                samples.into_iter().map(|(labels, value)| Sample { labels, value }).collect()
            }
            Value::Scalar(value) => vec![Sample { labels: Labels::empty(), value }],
            Value::Matrix(_) | Value::String(_) => {
                return Err("rule result is not a vector or scalar".to_owned());
            }
        };
        let expected = test.expected.iter().map(|it| {
            if !it.histogram.is_empty() {
                return Err(format!("labels {:?}: native histograms are not supported", it.labels));
            }
            let labels = if it.labels.trim().is_empty() {
                Ok(Labels::empty())
            } else {
                notation::parse_labels(&it.labels)
            };
            let labels = labels.map_err(|err| format!("labels {:?}: {}", it.labels, load::shown(&err, 1)))?;
            Ok(Sample { labels, value: it.value })
        });
        Ok((got, expected.collect::<Result<_, String>>()?))
    }
}

fn map(labels: &Labels) -> BTreeMap<String, String> {
    labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
