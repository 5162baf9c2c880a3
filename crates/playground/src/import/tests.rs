//! A promtool test file: its series become the samples. It must not know how samples are made otherwise.

use super::Found;
use super::verdict::verdict;
use crate::document::{Document, Input, InputSeries, Scenario, Scrape, ViewState};
use crate::words;
use alerting::unit_test::{TestFile, TestGroup, parse_tests};
use series::{format_duration, format_instant};

/// The series of the first test in `text` in the place of the simulation.
///
/// # Errors
/// What is wrong with the file.
pub(super) fn read(present: &Document, name: &str, text: &str) -> Result<Found, String> {
    let file = parse_tests(text).map_err(|all| all.first().map(ToString::to_string).unwrap_or_default())?;
    let test = file.tests.first().ok_or("there is no test in it")?;
    let document = document(present, name, &file, test);
    let others = match file.tests.len() {
        1 => String::new(),
        count => format!(" Shown is the first of {count} tests."),
    };
    let series = format!("{} series", words::grouped(test.input_series.len() as i64));
    let (grade, verdict) = verdict(present, &file);
    let said = format!("{name}: {series} in the place of the simulation.{others}{verdict}");
    Ok(Found { document, said: (grade, said) })
}

/// The scenario keeps its frontends and backends for later and loses its faults: nothing of them can be seen.
fn document(present: &Document, name: &str, file: &TestFile, test: &TestGroup) -> Document {
    let title = if test.name.is_empty() { name } else { test.name.as_str() };
    let input = Input {
        interval: format_duration(test.interval),
        series: test.input_series.iter().map(input).collect(),
    };
    let scrape = Scrape { interval: input.interval.clone(), offset: "0s".to_owned(), ..Scrape::default() };
    let scenario = Scenario {
        name: String::new(),
        title: title.chars().take(200).collect(),
        about: String::new(),
        start: format_instant(test.start),
        length: format_duration(length(file, test)),
        scrape,
        evaluation: format_duration(file.evaluation_interval),
        events: Vec::new(),
        ..present.scenario.clone()
    };
    let view = ViewState { rule: present.view.rule, ..ViewState::default() };
    Document { scenario, input: Some(input), incidents: Vec::new(), view, ..present.clone() }
}

fn input((series, values): &(String, String)) -> InputSeries {
    InputSeries { series: series.clone(), values: values.clone() }
}

/// To the last sample, and to the last instant at which something is expected.
fn length(file: &TestFile, test: &TestGroup) -> i64 {
    let values =
        test.input_series.iter().filter_map(|(_, values)| series::notation::parse_values(values).ok());
    let samples = values.map(|it| it.len()).max().unwrap_or(0);
    let last = test.interval.saturating_mul(i64::try_from(samples).unwrap_or(i64::MAX));
    let asked =
        test.alerts.iter().map(|it| it.eval_time).chain(test.expressions.iter().map(|it| it.eval_time));
    last.max(asked.max().unwrap_or(0)).max(file.evaluation_interval).max(60_000)
}
