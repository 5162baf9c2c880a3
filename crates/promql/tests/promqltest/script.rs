//! The lines of a test file: loads, evaluations and what they expect. It must not compare results.

use crate::expect::Expectation;
use promql::{Error, Options, Semantics, Steps, Value};
use series::{Labels, Store, notation, parse_duration};
use std::collections::BTreeMap;

/// How many cases ran, and `line: what` of each that failed.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) cases: usize,
    pub(crate) failures: Vec<String>,
}

/// What an evaluation yields, instant or range.
pub(crate) enum Result {
    Instant(Value),
    Range(Vec<(Labels, Vec<f64>)>),
}

pub(crate) fn run(text: &str) -> Outcome {
    let mut runner = Runner { lines: text.lines().collect(), ..Runner::default() };
    while runner.at < runner.lines.len() {
        let line = runner.at + 1;
        if let Err(message) = runner.command() {
            runner.outcome.failures.push(format!("{line}: {message}"));
        }
    }
    runner.outcome
}

#[derive(Default)]
struct Runner<'a> {
    lines: Vec<&'a str>,
    at: usize,
    store: Store,
    semantics: Semantics,
    delayed: bool,
    outcome: Outcome,
}

impl<'a> Runner<'a> {
    /// The next line; one that is a comment counts as empty.
    fn line(&mut self) -> Option<&'a str> {
        let line = self.lines.get(self.at)?.trim();
        self.at += 1;
        Some(if line.starts_with('#') { "" } else { line })
    }

    /// The lines up to the next empty one.
    fn block(&mut self) -> Vec<&'a str> {
        std::iter::from_fn(|| self.line().filter(|it| !it.is_empty())).collect()
    }

    fn command(&mut self) -> std::result::Result<(), String> {
        let line = self.line().unwrap_or_default();
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "" => Ok(()),
            "clear" => {
                self.store = Store::new();
                Ok(())
            }
            // Not of Prometheus' grammar: cases of 2.x behind cases of 3.
            "semantics" => {
                self.semantics = if rest == "2" { Semantics::V2 } else { Semantics::V3 };
                Ok(())
            }
            // Nor this one: whether names are dropped at the end of an evaluation.
            "names" => {
                self.delayed = rest == "delayed";
                Ok(())
            }
            "load" => self.load(rest),
            "eval" => {
                self.outcome.cases += 1;
                let expectation = self.block().into_iter().map(str::to_owned).collect::<Vec<_>>();
                self.eval(rest, &Expectation::read(&expectation)?)
            }
            other => Err(format!("no such command: {other}")),
        }
    }

    fn load(&mut self, interval: &str) -> std::result::Result<(), String> {
        let interval = parse_duration(interval).map_err(|err| err.to_string())?;
        let mut loaded = BTreeMap::new();
        for line in self.block() {
            let (labels, values) = notation::parse_line(line).map_err(|err| format!("{line}: {err}"))?;
            loaded.insert(labels, values);
        }
        for (labels, values) in loaded {
            for (value, idx) in values.into_iter().zip(0..) {
                value.map(|value| self.store.append(&labels, interval * idx, value));
            }
        }
        Ok(())
    }

    fn eval(&self, rest: &str, expectation: &Expectation) -> std::result::Result<(), String> {
        let wrong = || format!("not an evaluation: {rest}");
        let time = |text: &str| parse_duration(text).map_err(|err| err.to_string());
        if let Some(rest) = rest.strip_prefix("instant at ") {
            let (at, text) = rest.split_once(' ').ok_or_else(wrong)?;
            let at = time(at)?;
            return expectation.check(text, self.instant(text, at));
        }
        let words: Vec<_> = rest.splitn(8, ' ').collect();
        let &["range", "from", from, "to", to, "step", step, text] = words.as_slice() else {
            return Err(wrong());
        };
        let steps = Steps { start: time(from)?, end: time(to)?, step: time(step)? };
        expectation.check(text, self.range(text, steps))
    }

    fn options(&self) -> Options {
        let delayed_name_removal = self.delayed;
        Options { semantics: self.semantics, delayed_name_removal, ..Options::default() }
    }

    fn instant(&self, text: &str, time: i64) -> std::result::Result<(Result, Vec<promql::Note>), Error> {
        let query = promql::parse(text, self.semantics)?;
        let instant = promql::instant(&query, &self.store, time, &self.options())?;
        Ok((Result::Instant(instant.value), instant.notes))
    }

    fn range(&self, text: &str, steps: Steps) -> std::result::Result<(Result, Vec<promql::Note>), Error> {
        let query = promql::parse(text, self.semantics)?;
        let range = promql::range(query.root(), &self.store, steps, &self.options())?;
        let columns = range.columns.into_iter().map(|it| (it.labels, it.values)).collect();
        Ok((Result::Range(columns), range.notes))
    }
}
