//! The figures as the page docs/benchmarks.md. It must not measure.

use super::machine::Machine;
use super::others::Other;
use super::rules::Row;
use super::timing::{Times, format};
use std::fmt::Write;

/// The whole page.
pub(crate) fn page(rows: &[Row], others: &[Other], machine: &Machine, rounds: usize) -> String {
    let method = include_str!("method.md").replace("{rounds}", &rounds.to_string());
    format!("{method}\n{}\n{}", measured_on(machine), tables(rows, others))
}

fn measured_on(machine: &Machine) -> String {
    let mut text = "## This run\n\n".to_owned();
    let (before, after) = &machine.load;
    for (name, value) in [
        ("Day", machine.day.as_str()),
        ("Processor", &format!("{}, {} cores", machine.processor, machine.cores)),
        ("Memory", &machine.memory),
        ("Load average (1 min)", &format!("{before} before, {after} at the end")),
        ("Peer", &machine.prometheus),
        ("Compiler", &format!("{}, profile release", machine.rustc)),
    ] {
        let _ = writeln!(text, "- {name}: {value}");
    }
    text += "\nA load above the number of cores means that other work took time from both sides, and not evenly. The best runs\n";
    text += "suffered less from it than the medians, and the CPU ratio least of all.\n";
    text
}

/// The tables alone.
pub(crate) fn tables(rows: &[Row], others: &[Other]) -> String {
    let mut text = "## The five rules, 24 h at 15 s\n\n".to_owned();
    text += "| Rule | Series | Points | Prometheus 2.42 | Ours, 2.x windows | Ratio | CPU ratio | Ours, 3 | Request | Replay |\n";
    text += "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for row in rows {
        let times = [&row.v3, &row.request, &row.replay].map(cell).join(" | ");
        let (title, series, points) = (row.title, row.series, row.points);
        let (theirs, ours) = (cell(&row.evaluation), cell(&row.v2));
        let elapsed = ratio(Some(row.evaluation.median()), Some(row.v2.median()));
        let cpu = ratio(row.their_cpu, row.our_cpu);
        let _ = writeln!(
            text,
            "| {title} | {series} | {points} | {theirs} | {ours} | {elapsed} | {cpu} | {times} |"
        );
    }
    text += "\n## What has no counterpart in Prometheus\n\n| What | Time | Size |\n|---|--:|--:|\n";
    for other in others {
        let _ = writeln!(text, "| {} | {} | {} |", other.what, cell(&other.times), other.yields);
    }
    text
}

/// Best and median.
fn cell(times: &Times) -> String {
    format!("{} / {}", format(times.best()), format(times.median()))
}

/// How many times as much the first is.
fn ratio(theirs: Option<f64>, ours: Option<f64>) -> String {
    let ratio = theirs.zip(ours).map(|(theirs, ours)| theirs / ours).filter(|it| it.is_finite());
    ratio.map_or_else(|| "unknown".to_owned(), |it| format!("{it:.1}"))
}
