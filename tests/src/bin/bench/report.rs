//! The figures as the page docs/benchmarks.md. It must not measure.

use super::machine::Machine;
use super::others::Other;
use super::timing::{Times, format};
use super::{queries, rules, unit_tests};
use std::fmt::Write;

/// Everything that was measured.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) queries: Vec<queries::Row>,
    pub(crate) rules: Vec<rules::Row>,
    pub(crate) unit_tests: Vec<unit_tests::Row>,
    pub(crate) others: Vec<Other>,
}

/// The whole page.
pub(crate) fn page(figures: &Figures, machine: &Machine, rounds: usize) -> String {
    let method = include_str!("method.md").replace("{rounds}", &rounds.to_string());
    format!("{method}\n{}\n{}", measured_on(machine), tables(figures))
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
pub(crate) fn tables(figures: &Figures) -> String {
    let mut text = expressions(&figures.queries) + &tests(&figures.unit_tests);
    text += &rules(&figures.rules);
    text +=
        "\n## What has no counterpart in Prometheus\n\n| What | Time | Browser | Size |\n|---|--:|--:|--:|\n";
    for other in &figures.others {
        let (times, browser) = (cell(&other.times), other.browser.as_ref().map_or("-".to_owned(), cell));
        let _ = writeln!(text, "| {} | {times} | {browser} | {} |", other.what, other.yields);
    }
    text
}

fn expressions(rows: &[queries::Row]) -> String {
    let mut text = "## Five expressions, 6 h at 15 s\n\n".to_owned();
    text += "| Expression | Series | Points | Prometheus 2.42 | Ours, 2.x windows | Ratio | Ours, 3 | Browser, 2.x windows | Ratio | Browser, 3 | Growth by steps |\n";
    text += "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for row in rows {
        let theirs = row.evaluation.median();
        let browser = row.browser.as_ref();
        let own = [&row.v2, &row.v3].map(cell);
        let [v2, v3] = [0, 1].map(|it| browser.map_or_else(|| "-".to_owned(), |times| cell(&times[it])));
        let native = ratio(Some(theirs), Some(row.v2.median()));
        let wasm = ratio(Some(theirs), browser.map(|it| it[0].median()));
        let growth = ratio(Some(row.v3.best()), Some(row.fewer.best() * 4.0));
        let (title, series, points, evaluation) = (row.title, row.series, row.points, cell(&row.evaluation));
        let _ = writeln!(
            text,
            "| `{title}` | {series} | {points} | {evaluation} | {} | {native} | {} | {v2} | {wasm} | {v3} | {growth} |",
            own[0], own[1]
        );
    }
    text + &growth_by_series(rows)
}

/// The time for a series, the more of them there are, as a multiple of that for the fewest.
fn growth_by_series(rows: &[queries::Row]) -> String {
    let mut text =
        "\nGrowth by series (time for a series over 6 h, as a multiple of that with the fewest):".to_owned();
    for (title, _) in probe::EXPRESSIONS {
        let of_title: Vec<_> = rows.iter().filter(|it| it.title == title).collect();
        let each = |row: &queries::Row| row.v3.best() / row.series as f64;
        let Some(first) = of_title.first() else { continue };
        let factors: Vec<_> =
            of_title.iter().map(|it| format!("{} {:.2}", it.series, each(it) / each(first))).collect();
        let _ = write!(text, "\n`{title}`: {}.", factors.join(", "));
    }
    text + "\n\n"
}

fn tests(rows: &[unit_tests::Row]) -> String {
    let mut text = "## Unit test of one rule, 6 h at 15 s\n\n".to_owned();
    text += "| Series | promtool test rules | alertplay test | Ratio |\n|--:|--:|--:|--:|\n";
    for row in rows {
        let ratio = ratio(Some(row.promtool.median()), Some(row.ours.median()));
        let _ =
            writeln!(text, "| {} | {} | {} | {ratio} |", row.series, cell(&row.promtool), cell(&row.ours));
    }
    text + "\n"
}

fn rules(rows: &[rules::Row]) -> String {
    let mut text = "## The five rules, 6 h at 15 s\n\n".to_owned();
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
