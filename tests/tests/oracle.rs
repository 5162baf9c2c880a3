//! Thousands of generated expressions over generated samples, as the real Prometheus 2.42 answers them over its API and
//! as we do: in 2.x semantics, and in those of 3 where no sample lies on the edge of a window. It must not know how
//! either evaluates.
//!
//! The seed is printed; `ALERTPLAY_ORACLE_SEED` sets another one, `ALERTPLAY_ORACLE_CASES` another number of expressions.
#![expect(clippy::panic, reason = "a proof that cannot read its peer has failed")]

use promql::Semantics;
use tests::oracle::{self, Grammar, Report, Shape};
use tests::peer::{self, Folder};
use tests::server::{self, Server};

const SEED: u64 = 0x0a1e_2742;
/// For each semantics.
const CASES: u64 = 8_000;

#[test]
fn in_2x_semantics_we_answer_what_prometheus_answers() {
    prove("2.x", Semantics::V2, Shape::OnGrid);
}

#[test]
fn off_the_grid_3_answers_what_2_answers() {
    prove("3, off the grid", Semantics::V3, Shape::OffGrid);
}

fn prove(name: &str, semantics: Semantics, shape: Shape) {
    let here = ["prometheus", "promtool"].iter().all(|it| peer::is_here(it, "PromQL against Prometheus"));
    if !here {
        return;
    }
    let seed = set("ALERTPLAY_ORACLE_SEED", SEED);
    let count = usize::try_from(set("ALERTPLAY_ORACLE_CASES", CASES)).unwrap_or(usize::MAX);
    let store = oracle::store(seed, shape);
    let folder = Folder::new(&format!("oracle-{shape:?}"));
    folder.write("samples.txt", &series::openmetrics::write(&store, &[]));
    server::load(folder.path(), "samples.txt").unwrap_or_else(|err| panic!("{err}"));
    let server = Server::start(folder.path()).unwrap_or_else(|err| panic!("{err}"));
    let grammar = Grammar::new(&store, shape);
    let report = oracle::run(&server, &store, &grammar, semantics, (seed, count));
    let report = report.unwrap_or_else(|err| panic!("{err}"));
    println!("oracle, semantics {name}: {report} (seed {seed})");
    judge(&report);
}

fn judge(report: &Report) {
    for (reason, count) in &report.known {
        println!("  known, {count} times: {reason}");
    }
    for (message, count) in &report.skipped {
        println!("  skipped, {count} times: {message}");
    }
    let told = report.differences.join("\n");
    assert_eq!(report.different, 0, "{} differences, the first of them:\n{told}", report.different);
    // What is excused must stay rare, and there must be something to compare.
    assert!(report.undecided * 100 <= report.expressions, "{report}");
    assert!(report.points >= report.expressions * 10, "{report}");
    assert!(report.errors * 3 <= report.expressions, "{report}");
}

/// The number in an environment variable, decimal.
fn set(variable: &str, default: u64) -> u64 {
    let text = std::env::var(variable).unwrap_or_default();
    if text.is_empty() {
        return default;
    }
    text.parse().unwrap_or_else(|err| panic!("{variable}: {text}: {err}"))
}
