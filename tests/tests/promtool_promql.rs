//! PromQL as the real promtool 2.42 evaluates it, beside ours in 2.x semantics. It must not know how we evaluate.
#![expect(clippy::panic, reason = "a proof that cannot read its peer has failed")]

use promql::{Kind, Node, Options, Query, Semantics, Value};
use series::{Labels, Store, notation};
use std::fmt::Write;
use tests::peer;

const SERIES: &str = include_str!("../promql/peer_series.txt");
const EXPRESSIONS: &str = include_str!("../promql/peer_expressions.txt");

/// The instants, in seconds: on and off the scrapes, at the start, in gaps, behind the last sample.
const TIMES: [i64; 8] = [0, 40, 300, 435, 600, 1125, 1200, 1460];
/// The distance of two samples of the file, in seconds.
const INTERVAL: i64 = 15;

/// What an expression yields: its elements by labels, or an error.
type Outcome = Result<Vec<(Labels, f64)>, String>;

#[test]
fn our_values_and_errors_are_promtools() {
    if !peer::is_here("promtool", "PromQL against promtool") {
        return;
    }
    let expressions: Vec<_> = lines(EXPRESSIONS).collect();
    assert!(expressions.len() >= 150, "only {} expressions", expressions.len());
    let store = store();
    let (mut points, mut differences) = (0, Vec::new());
    for time in TIMES {
        let theirs = promtool(&expressions, time);
        assert_eq!(theirs.len(), expressions.len(), "at {time} s");
        for (expression, theirs) in expressions.iter().zip(theirs) {
            let (ours, exact) = ours(expression, &store, time);
            points += ours.as_ref().map_or(1, Vec::len);
            if !agree(&ours, &theirs, exact) {
                differences
                    .push(format!("{expression} at {time} s:\n  ours   {ours:?}\n  theirs {theirs:?}"));
            }
        }
    }
    println!(
        "{} expressions, {points} points, {} differences",
        expressions.len() * TIMES.len(),
        differences.len()
    );
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

/// A comparison that finds no difference between different series would prove nothing.
#[test]
fn a_difference_is_found() {
    let labels = || Labels::new([("a", "b")]);
    let ours: Outcome = Ok(vec![(labels(), 1.0)]);
    assert!(agree(&ours, &Ok(vec![(labels(), 1.0 + 1e-12)]), false));
    assert!(!agree(&ours, &Ok(vec![(labels(), 1.0 + 1e-12)]), true));
    assert!(!agree(&ours, &Ok(vec![(labels(), 1.0 + 1e-8)]), false));
    assert!(!agree(&ours, &Ok(vec![(Labels::empty(), 1.0)]), false));
    assert!(!agree(&ours, &Ok(Vec::new()), false));
    assert!(!agree(&ours, &Err("no".to_owned()), false));
}

/// The lines that are neither empty nor comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'))
}

fn store() -> Store {
    let mut store = Store::new();
    for line in lines(SERIES).skip(1) {
        let (labels, values) = notation::parse_line(line).unwrap_or_else(|err| panic!("{line}: {err}"));
        for (idx, value) in values.into_iter().enumerate() {
            if let (Some(value), Ok(idx)) = (value, i64::try_from(idx)) {
                store.append(&labels, idx * INTERVAL * 1000, value);
            }
        }
    }
    store
}

/// Our outcome, and whether it must be theirs to the bit: selectors, comparisons and set operators only pass values on.
fn ours(expression: &str, store: &Store, time: i64) -> (Outcome, bool) {
    let query = match promql::parse(expression, Semantics::V2) {
        Ok(query) => query,
        Err(err) => return (Err(err.to_string()), true),
    };
    let options = Options { semantics: Semantics::V2, ..Options::default() };
    let value = match promql::instant(&query, store, time * 1000, &options) {
        Ok(instant) => instant.value,
        Err(err) => return (Err(err.to_string()), true),
    };
    let mut elements = match value {
        Value::Scalar(value) => vec![(Labels::empty(), value)],
        Value::Vector(elements) => elements,
        Value::Matrix(_) | Value::String(_) => {
            return (Err("rule result is not a vector or scalar".to_owned()), true);
        }
    };
    elements.sort_by(|a, b| a.0.cmp(&b.0));
    (Ok(elements), passes_on(&query))
}

fn passes_on(query: &Query) -> bool {
    let mut all = true;
    promql::walk(query.root(), &mut |node: &Node| {
        all &= match &node.kind {
            Kind::Binary(it) => it.op.is_comparison() || it.op.is_set(),
            Kind::Selector(_) | Kind::Number(_) | Kind::Paren(_) => true,
            _ => false,
        }
    });
    all
}

fn agree(ours: &Outcome, theirs: &Outcome, exact: bool) -> bool {
    match (ours, theirs) {
        (Err(ours), Err(theirs)) => without_culprits(ours.trim_end()) == without_culprits(theirs),
        (Ok(ours), Ok(theirs)) => {
            let same = |(a, b): (&(Labels, f64), &(Labels, f64))| a.0 == b.0 && close(a.1, b.1, exact);
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
        }
        _ => false,
    }
}

/// Of several series with the same labels of a match, promtool names any two.
fn without_culprits(err: &str) -> (&str, &str) {
    let (before, after) = err.split_once(" hand-side of the operation: [").unwrap_or((err, ""));
    (before, after.rsplit_once("];").map_or(after, |(_, after)| after))
}

fn close(a: f64, b: f64, exact: bool) -> bool {
    let near = || (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    a == b || (a.is_nan() && b.is_nan()) || (!exact && near())
}

/// What promtool finds when it is told to expect something else each time.
fn promtool(expressions: &[&str], time: i64) -> Vec<Outcome> {
    let mut file =
        format!("evaluation_interval: {INTERVAL}s\ntests:\n- interval: {INTERVAL}s\n  input_series:\n");
    for line in lines(SERIES).skip(1) {
        let (series, values) = line.split_once("} ").map_or_else(
            || line.split_once(' ').map(|(series, values)| (series.to_owned(), values)).unwrap_or_default(),
            |(series, values)| (format!("{series}}}"), values),
        );
        let _ = writeln!(file, "  - {{series: {}, values: {}}}", quoted(&series), quoted(values));
    }
    file.push_str("  promql_expr_test:\n");
    let unexpected = "exp_samples: [{labels: nobody_expects_this, value: 1}]";
    for expression in expressions {
        let _ = writeln!(file, "  - {{expr: {}, eval_time: {time}s, {unexpected}}}", quoted(expression));
    }
    // Loads the samples up to the end: a negative offset looks ahead.
    let _ = writeln!(file, "  - {{expr: vector(0), eval_time: 30m, {unexpected}}}");
    let folder = peer::Folder::new("promql");
    folder.write("test.yml", &file);
    let (_, said) = peer::promtool(folder.path(), &["test", "rules", "test.yml"]);
    let mut found: Vec<_> = said.split("\n    expr: ").skip(1).map(outcome).collect();
    assert!(found.pop().is_some(), "{said}");
    found
}

/// A text as YAML writes it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What promtool says of one expression: `...got: {a="b"} 1E+00, {} NaN` or `..., err: ...`.
fn outcome(said: &str) -> Outcome {
    let said = said.trim_end();
    let Some((_, got)) = said.rsplit_once("\n        got: ") else {
        let (_, err) =
            said.split_once("s, err: ").or_else(|| said.split_once(", err: ")).unwrap_or(("", said));
        return Err(err.to_owned());
    };
    let mut elements = Vec::new();
    let mut rest = got.trim();
    while rest != "nil" && !rest.is_empty() {
        let (labels, after) = rest.split_at(end_of_labels(rest));
        let (value, after) = after.trim_start().split_once(", ").unwrap_or((after.trim_start(), ""));
        let labels = notation::parse_labels(labels).unwrap_or_else(|err| panic!("{got}: {err}"));
        elements.push((labels, value.parse().unwrap_or_else(|err| panic!("{got}: {value}: {err}"))));
        rest = after;
    }
    Ok(elements)
}

/// The byte after the brace that closes the labels at the start of `text`.
fn end_of_labels(text: &str) -> usize {
    let (mut in_quotes, mut escaped) = (false, false);
    for (idx, char) in text.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_quotes = !in_quotes,
            '}' if !in_quotes => return idx + 1,
            _ => {}
        }
    }
    text.len()
}
