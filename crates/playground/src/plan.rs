//! A document judged and made ready to run: the one place where text becomes durations, queries and a scenario.
//! It must not know what has been computed already.

mod before;
mod input;
mod inputs;
mod reads;
mod route;
mod scenario;

pub(crate) use before::{Before, written};
pub(crate) use input::Input;
pub(crate) use reads::Reads;
pub(crate) use route::Route;
pub(crate) use scenario::kind as fault_kind;

use crate::document::Document;
use crate::limits::{EVALUATIONS, FAULTS, RULES, TEXT_BYTES};
use alerting::CompiledRule;
use catalogue::markup::Section;
use promql::{Comparison, Instants, Query, Semantics, Steps, TokenKind};
use series::meta::{About, MetricInfo};
use series::{METRIC_NAME, format_duration, parse_duration};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that a run needs, checked.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What happens.
    pub scenario: haproxy::Scenario,
    /// The metrics that the rule's expression and templates look at.
    pub read: BTreeSet<String>,
    /// Those, and what else is looked at: by its runbook, by rules that are evaluated before.
    pub wanted: BTreeSet<String>,
    /// The samples that stand in the place of the simulated ones, if the document brings any.
    pub(crate) input: Option<Input>,
    /// The selected rule as a rule file holds it.
    pub rule: alerting::Rule,
    /// The same, with its expression and templates parsed.
    pub compiled: Arc<CompiledRule>,
    /// The rules that are evaluated before it.
    pub(crate) before: Before,
    /// Its expression.
    pub query: Query,
    /// The place of the comparison that is looked at, where the document says it.
    pub active: Option<u32>,
    /// What the side that is compared is made of.
    pub inputs: Vec<Query>,
    /// When it is evaluated.
    pub steps: Steps,
    /// How Alertmanager groups what fires.
    pub(crate) route: Route,
    /// Whose semantics.
    pub semantics: Semantics,
}

impl Plan {
    /// The plan of `document`.
    ///
    /// # Errors
    /// The first thing that is wrong, in words, with its place in the document.
    pub fn new(document: &Document) -> Result<Self, String> {
        bounded(document)?;
        let semantics = document.semantics();
        let scenario = scenario::translate(&document.scenario)?;
        let input = document.input.as_ref().map(|it| Input::new(it, scenario.start)).transpose()?;
        let written = document.rule().ok_or("the document has no rule")?;
        let query = promql::parse(&written.expr, semantics).map_err(|err| err.to_string())?;
        let rule = rule(written)?;
        let compiled = CompiledRule::with_semantics(&rule, semantics).map_err(|err| err.to_string())?;
        let compiled = Arc::new(compiled);
        let known = known(&scenario);
        let known = known.as_slice();
        let before = Before::new(document, &query, semantics)?;
        let mut read = read(&query, &compiled, known);
        let mut wanted = with_advised(read.clone(), known);
        // What the rules before it write is not simulated, what they look at is.
        before.add_reads(known, &mut read);
        wanted.extend(read.iter().cloned());
        crate::score::check(document, scenario.length)?;
        crate::exercise::bounded(document)?;
        let step = duration("evaluation", &document.scenario.evaluation, 1000, 3_600_000)?;
        let steps = Steps { start: scenario.start, end: scenario.start + scenario.length, step };
        if steps.len() > EVALUATIONS {
            return Err(format!(
                "{} evaluations are more than {EVALUATIONS}: evaluate less often",
                steps.len()
            ));
        }
        // The traffic model has the last word on its scenario.
        haproxy::Simulation::check(&scenario).map_err(|err| err.to_string())?;
        let active = document.view.threshold;
        let route = Route::new(&document.route)?;
        let compared = compared(&query, active);
        let interval = scenario.scrape.interval;
        let inputs = inputs::inputs(&query, compared.as_ref(), known, interval, semantics);
        Ok(Self {
            scenario,
            read,
            wanted,
            input,
            rule,
            compiled,
            before,
            query,
            active,
            inputs,
            steps,
            semantics,
            route,
        })
    }

    /// The comparison that is looked at; none where the expression has none.
    pub fn compared(&self) -> Option<Comparison<'_>> {
        compared(&self.query, self.active)
    }

    /// Whether a comparison of the expression compares the side that is looked at.
    pub(crate) fn compares_the_same(&self, it: &Comparison<'_>) -> bool {
        let text = |it: &Comparison<'_>| it.side.span.of(self.query.text()).to_owned();
        self.compared().is_some_and(|active| text(&active) == text(it))
    }

    /// Wants what the queries of a runbook look at, too.
    pub(crate) fn add_evidence(&mut self, runbook: &[Section]) {
        let known = haproxy::metrics(self.scenario.exporter, self.scenario.version);
        let queries = catalogue::fill::queries(runbook);
        let parsed = queries.iter().filter_map(|it| promql::parse(&it.text, self.semantics).ok());
        self.wanted.extend(parsed.flat_map(|query| metrics(&query, known)));
    }

    /// How the expression is evaluated: each step is an evaluation of its own, as rules are, and a subquery without
    /// a step has the evaluation interval's.
    pub fn options(&self) -> promql::Options {
        promql::Options {
            semantics: self.semantics,
            instants: Instants::Each,
            subquery_step: self.steps.step,
            ..promql::Options::default()
        }
    }
}

/// The comparison that is looked at: the chosen one, else the first one with a number, else the first one.
pub(crate) fn compared(query: &Query, chosen: Option<u32>) -> Option<Comparison<'_>> {
    let mut all = promql::comparisons(query);
    let chosen = chosen.map(|it| it as usize).filter(|it| *it < all.len());
    let idx = chosen.or_else(|| all.iter().position(|it| it.literal.is_some())).unwrap_or(0);
    (idx < all.len()).then(|| all.swap_remove(idx))
}

/// The rule as a rule file holds it.
pub(crate) fn rule(written: &crate::document::Rule) -> Result<alerting::Rule, String> {
    let week = 7 * 86_400_000;
    Ok(alerting::Rule {
        alert: written.alert.clone(),
        expr: written.expr.clone(),
        hold: duration("for", &written.hold, 0, week)?,
        keep_firing_for: duration("keep_firing_for", &written.keep_firing_for, 0, week)?,
        labels: written.labels.clone(),
        annotations: written.annotations.clone(),
    })
}

/// A duration of the document within its bounds, in milliseconds.
fn duration(what: &str, text: &str, least: i64, most: i64) -> Result<i64, String> {
    let millis = parse_duration(text).map_err(|err| format!("{what}: {err}"))?;
    if (least..=most).contains(&millis) {
        return Ok(millis);
    }
    let (least, most) = (format_duration(least), format_duration(most));
    Err(format!("{what}: {text} is not from {least} to {most}"))
}

/// The metrics that are scraped.
fn known(scenario: &haproxy::Scenario) -> Vec<MetricInfo> {
    let mut known = haproxy::metrics(scenario.exporter, scenario.version).to_vec();
    if scenario.other_exporter.is_some() {
        known.extend(haproxy::metrics(scenario.exporter.other(), scenario.version));
    }
    known
}

/// The metrics that a rule's expression and templates look at.
fn read(query: &Query, compiled: &CompiledRule, known: &[MetricInfo]) -> BTreeSet<String> {
    let mut read = metrics(query, known);
    read.extend(template_words(compiled));
    read
}

/// The names with those that an advice on them says to read instead.
fn with_advised(mut names: BTreeSet<String>, known: &[MetricInfo]) -> BTreeSet<String> {
    names.extend(advised(&names, known));
    names
}

/// The names of the metrics that `query` selects: those that it names, and those of `known` that its conditions on
/// the name admit.
fn metrics(query: &Query, known: &[MetricInfo]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for selector in promql::reads(query.root()).selectors {
        if let Some(name) = &selector.name {
            names.insert(name.clone());
            continue;
        }
        let conditions = || selector.matchers.iter().filter(|it| it.name() == METRIC_NAME);
        let admitted = known.iter().filter(|info| conditions().all(|it| it.matches_value(info.name)));
        names.extend(admitted.map(|info| info.name.to_owned()));
    }
    names
}

/// The words of what the rule's templates query; those that are no metrics do no harm.
fn template_words(rule: &CompiledRule) -> BTreeSet<String> {
    let reads = rule.annotation_reads().chain(rule.label_reads()).map(|(_, reads)| reads);
    let texts = reads.filter(|reads| reads.queries).flat_map(|reads| reads.texts);
    let mut words = BTreeSet::new();
    for text in texts {
        let names = promql::tokens(&text).into_iter().filter(|it| it.kind == TokenKind::Identifier);
        words.extend(names.map(|it| it.span.of(&text).to_owned()));
    }
    words
}

/// The metrics that an advice on those of `names` says to read instead: what lint shows that a rule misses.
fn advised(names: &BTreeSet<String>, known: &[MetricInfo]) -> Vec<String> {
    let read = known.iter().filter(|info| names.contains(info.name));
    let other = read
        .flat_map(|info| info.facts.advice)
        .filter(|it| it.about == About::Part && !it.instead.is_empty());
    other.map(|it| it.instead.trim_start_matches('+').to_owned()).collect()
}

/// The bounds that no other part checks.
fn bounded(document: &Document) -> Result<(), String> {
    if document.rules.len() > RULES {
        return Err(format!("{} rules are more than {RULES}", document.rules.len()));
    }
    if document.recordings.len() > RULES {
        return Err(format!("{} recording rules are more than {RULES}", document.recordings.len()));
    }
    if document.scenario.events.len() > FAULTS {
        return Err(format!("{} faults are more than {FAULTS}", document.scenario.events.len()));
    }
    if document.incidents.len() > FAULTS {
        return Err(format!("{} labels are more than {FAULTS}", document.incidents.len()));
    }
    let texts = document.rules.iter().flat_map(|rule| {
        let pairs = rule.labels.iter().chain(&rule.annotations);
        pairs.flat_map(|(name, value)| [name, value]).chain([&rule.expr, &rule.alert])
    });
    let recorded = document.recordings.iter().flat_map(|it| {
        it.labels.iter().flat_map(|(name, value)| [name, value]).chain([&it.expr, &it.record])
    });
    match texts.chain(recorded).map(String::len).max() {
        Some(bytes) if bytes > TEXT_BYTES => {
            Err(format!("a rule holds a text of {bytes} bytes; {TEXT_BYTES} are the most"))
        }
        _ => Ok(()),
    }
}
