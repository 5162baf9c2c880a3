//! The five expressions over 6 h at 15 s: in Prometheus, natively, and in the browser. It must not know rules.

use super::timing::Times;
use super::{agree, browser, query};
use promql::{Options, Query, Semantics, Steps};
use series::Store;
use tests::peer::Folder;
use tests::server::{self, Server};

/// All the probe's instants, in minutes.
const MINUTES: i64 = 360;
/// A part of them, to see how time grows.
const FEWER: i64 = MINUTES / 4;

/// The figures of one expression over so many series.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) title: &'static str,
    pub(crate) series: usize,
    /// Points that both sides had.
    pub(crate) points: usize,
    /// Prometheus' own `evalTotalTime`.
    pub(crate) evaluation: Times,
    /// Ours, with the semantics of 2.42.
    pub(crate) v2: Times,
    /// Ours, with the semantics of 3.
    pub(crate) v3: Times,
    /// Ours over a quarter of the instants, with the semantics of 3.
    pub(crate) fewer: Times,
    /// Ours in the browser, with the semantics of 2.42 and of 3; nothing without a browser.
    pub(crate) browser: Option<[Times; 2]>,
}

/// Measures all expressions `rounds` times, after one round that checks that both agree and warms both up.
pub(crate) fn measure(series: usize, rounds: usize) -> Result<Vec<Row>, String> {
    let store = probe::store(series);
    let folder = Folder::new(&format!("bench-queries-{series}"));
    folder.write("samples.txt", &series::openmetrics::write(&store, &[]));
    server::load(folder.path(), "samples.txt")?;
    let server = Server::start(folder.path())?;
    let mut rows = Vec::new();
    for idx in 0..probe::EXPRESSIONS.len() {
        rows.push(row(idx, &store, &server, rounds)?);
    }
    // The machine belongs to the browser alone.
    drop(server);
    for (row, it) in rows.iter_mut().zip(browser::measure(series, rounds)?.into_iter().flatten()) {
        if it.points != [row.points; 2] {
            return Err(format!("{}: {} points, in the browser {:?}", row.title, row.points, it.points));
        }
        row.browser = Some([it.v2, it.v3]);
    }
    Ok(rows)
}

fn row(idx: usize, store: &Store, server: &Server, rounds: usize) -> Result<Row, String> {
    let text = probe::expression(idx);
    let parsed = |semantics| promql::parse(&text, semantics).map_err(|err| err.to_string());
    let (v2, v3) = (parsed(Semantics::V2)?, parsed(Semantics::V3)?);
    let steps = probe::steps(MINUTES);
    let ours = |query: &Query, semantics, steps: Steps| {
        let options = Options { semantics, ..Options::default() };
        promql::range(query.root(), store, steps, &options).map_err(|err| err.to_string())
    };
    let columns = ours(&v2, Semantics::V2, steps)?.columns;
    let points = agree::points(&query::query(server, &text, steps)?.result, &columns, steps);
    let points = points.map_err(|err| format!("{text}: {err}"))?;
    let mut row = Row { title: probe::EXPRESSIONS[idx].0, series: store.len(), points, ..Row::default() };
    for _ in 0..rounds {
        row.evaluation.add(query::query(server, &text, steps)?.evaluation);
        row.v2.run(|| ours(&v2, Semantics::V2, steps))?;
        row.v3.run(|| ours(&v3, Semantics::V3, steps))?;
        row.fewer.run(|| ours(&v3, Semantics::V3, probe::steps(FEWER)))?;
    }
    Ok(row)
}
