//! Whether what a test expects holds with the rules at hand, in words. It must not know how a test is run.

use crate::document::Document;
use crate::export;
use crate::limits::INPUT_SAMPLES;
use crate::view::Grade;
use crate::words;
use alerting::unit_test::{Failure, TestFile, TestGroup, TestOptions, load};
use series::format_duration;

/// The most series that the rules may come across: to open a file may hold the engine for a moment only.
const MOST_VISITS: usize = 200_000;
/// So many characters of an expression are enough to know it by.
const MOST_CHARS: usize = 80;

/// What the first test of `file` says of the rules of `document`.
pub(super) fn verdict(document: &Document, file: &TestFile) -> (Grade, String) {
    let Some(test) = file.tests.first() else { return (Grade::Note, String::new()) };
    let expected = test.alerts.len() + test.expressions.len();
    if expected == 0 {
        return (Grade::Note, " It expects nothing.".to_owned());
    }
    let bounded = || load(&test.input_series, test.start, test.interval, INPUT_SAMPLES).is_ok();
    if visits(document, file, test) > MOST_VISITS || !bounded() {
        let words = " It is too large to be judged here; `alertplay test` judges it.";
        return (Grade::Note, words.to_owned());
    }
    let options = TestOptions { semantics: document.semantics(), most_visits: MOST_VISITS };
    let failures = file.run(0, &[Ok(export::file_of(document))], options);
    let Some(first) = failures.first() else {
        let all = words::count(expected, "expectation");
        return (Grade::Note, format!(" With the rules at hand it passes: {all}."));
    };
    let more = match failures.len() {
        1 => String::new(),
        count => format!(", and {} more", count - 1),
    };
    (Grade::Warning, format!(" With the rules at hand it fails: {}{more}.", words(first)))
}

/// How many series the rules come across: as [`TestFile::run`] counts them.
fn visits(document: &Document, file: &TestFile, test: &TestGroup) -> usize {
    let times =
        test.alerts.iter().map(|it| it.eval_time).chain(test.expressions.iter().map(|it| it.eval_time));
    let steps = times.max().unwrap_or(0) / file.evaluation_interval.max(1) + 1;
    let rules = document.rules.len() + document.recordings.len();
    usize::try_from(steps).unwrap_or(0).saturating_mul(rules).saturating_mul(test.input_series.len() + 1)
}

/// A failure as a part of a sentence.
fn words(failure: &Failure) -> String {
    match failure {
        Failure::Message(message) => message.trim_end_matches('.').to_owned(),
        Failure::Rule { name, time: _, message } => format!("{name} cannot be evaluated ({message})"),
        Failure::Expression { expr, time, message } => {
            format!("`{}` cannot be evaluated at {} ({message})", short(expr), format_duration(*time))
        }
        Failure::Samples { expr, time, .. } => {
            format!("`{}` returns something else at {}", short(expr), format_duration(*time))
        }
        Failure::Alerts { alertname, time, expected, got, .. } => {
            let what = match (expected.len(), got.len()) {
                (_, 0) => "should fire and does not".to_owned(),
                (0, _) => "should not fire and does".to_owned(),
                (expected, got) if expected == got => "fires with other labels or annotations".to_owned(),
                (expected, got) => format!("should fire for {expected} label sets and does for {got}"),
            };
            format!("at {} {alertname} {what}", format_duration(*time))
        }
    }
}

fn short(expr: &str) -> String {
    let mut chars = expr.chars();
    let text: String = chars.by_ref().take(MOST_CHARS).collect();
    if chars.next().is_some() { text + "..." } else { text }
}
