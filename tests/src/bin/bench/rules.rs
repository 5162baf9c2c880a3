//! One rule over one set of samples, natively and in Prometheus, by turns. It must not know which rules there are.

use super::case::Case;
use super::timing::Times;
use super::{agree, cpu, data, query};
use alerting::CompiledRule;
use promql::{Column, Options, Semantics, Steps};
use series::Store;
use tests::peer::Folder;
use tests::server::{self, Server};

/// Between two evaluations, in milliseconds.
const STEP: i64 = 15_000;
/// Between two instants at which the compared side is checked: it has a value at each, and 1000 series have many.
const CHECK_STEP: i64 = 300_000;

/// The figures of one rule over so many series.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) title: &'static str,
    pub(crate) series: usize,
    /// Points of the result that both had.
    pub(crate) points: usize,
    /// Prometheus' own `evalTotalTime`.
    pub(crate) evaluation: Times,
    /// Processor time of Prometheus over all requests, in seconds.
    pub(crate) their_cpu: Option<f64>,
    /// Processor time of ours over all evaluations with the semantics of 2.42, in seconds.
    pub(crate) our_cpu: Option<f64>,
    /// The whole request to Prometheus.
    pub(crate) request: Times,
    /// Ours, with the semantics of 2.42.
    pub(crate) v2: Times,
    /// Ours, with the semantics of 3.
    pub(crate) v3: Times,
    /// The state machine over our result.
    pub(crate) replay: Times,
}

/// Measures `rounds` times, after one round that only checks that both agree and warms both up.
pub(crate) fn measure(case: &Case, series: usize, rounds: usize) -> Result<Row, String> {
    let store = data::store(&case.metrics, series);
    let folder = Folder::new(&format!("bench-{series}"));
    let server = started(&folder, &store, case)?;
    let expr = case.v2.query().text();
    let steps = data::steps(STEP);
    check_side(case, &store, &server)?;
    let columns = ours(&case.v2, &store, steps, Semantics::V2)?;
    let points = agree::points(&query::query(&server, expr, steps)?.result, &columns, steps);
    let points = points.map_err(|err| format!("{expr}: {err}"))?;
    let mut row = Row { title: case.title, series, points, ..Row::default() };
    (row.their_cpu, row.our_cpu) = (Some(0.0), Some(0.0));
    for _ in 0..rounds {
        let answer = query::query(&server, expr, steps)?;
        row.evaluation.add(answer.evaluation);
        row.request.add(answer.request);
        cpu::add(&mut row.their_cpu, Some(0.0), answer.cpu);
        let used = cpu::own();
        row.v2.run(|| ours(&case.v2, &store, steps, Semantics::V2))?;
        cpu::add(&mut row.our_cpu, used, cpu::own());
        row.v3.run(|| ours(&case.v3, &store, steps, Semantics::V3))?;
        let replay = || alerting::replay(&case.v2, &columns, steps).map_err(|err| err.to_string());
        row.replay.run(replay)?;
    }
    Ok(row)
}

/// A Prometheus that has the samples of `store`.
fn started(folder: &Folder, store: &Store, case: &Case) -> Result<Server, String> {
    let infos: Vec<_> = case.metrics.iter().map(|it| **it).collect();
    folder.write("samples.txt", &series::openmetrics::write(store, &infos));
    server::load(folder.path(), "samples.txt")?;
    // 700 MB for 1000 series, not needed any more.
    std::fs::remove_file(folder.path().join("samples.txt")).map_err(|err| err.to_string())?;
    Server::start(folder.path())
}

fn ours(
    rule: &CompiledRule,
    store: &Store,
    steps: Steps,
    semantics: Semantics,
) -> Result<Vec<Column>, String> {
    let options = Options { semantics, ..Options::default() };
    let range = promql::range(rule.query().root(), store, steps, &options);
    range.map(|it| it.columns).map_err(|err| err.to_string())
}

/// A rule that never fires agrees with anything that is empty, so the side that it compares must agree as well.
fn check_side(case: &Case, store: &Store, server: &Server) -> Result<(), String> {
    let query = case.v2.query();
    let comparisons = promql::comparisons(query);
    let side = comparisons.first().ok_or("a rule without a comparison")?.side;
    let (start, end) = (side.span.start as usize, side.span.end as usize);
    let text = query.text().get(start..end).ok_or("a span outside of its text")?;
    let options = Options { semantics: Semantics::V2, ..Options::default() };
    let steps = data::steps(CHECK_STEP);
    let range = promql::range(side, store, steps, &options).map_err(|err| err.to_string())?;
    match agree::points(&query::query(server, text, steps)?.result, &range.columns, steps) {
        Ok(0) => Err(format!("{text}: no point to compare")),
        Ok(_) => Ok(()),
        Err(err) => Err(format!("{text}: {err}")),
    }
}
