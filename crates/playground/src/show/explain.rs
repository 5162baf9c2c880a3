//! What stands behind the value of the selected instance at the instant that is read out: the tree of the expression, the
//! window's samples and rate's working, the comparison, the state. It must not know the chart.

use crate::scene::{Scene, short_names};
use crate::view::{Branch, Explain, WindowView};
use crate::words::{figure, span};
use alerting::State;
use promql::{Column, Explained, Is, Samples, Working};
use series::{Labels, METRIC_NAME, format_clock};

/// The most series of a node, windows, and samples of a window that are shown.
const SERIES: usize = 4;
const WINDOWS: usize = 3;
const SAMPLES: usize = 60;

pub(super) fn explain(scene: &Scene<'_>) -> Explain {
    let (picture, time) = (scene.picture, scene.instant());
    let plan = &picture.plan;
    let slot = scene.selected();
    let labels = scene.columns.get(slot).map(|it| it.labels.clone()).unwrap_or_default();
    let all = promql::explain(&plan.query, &picture.store, time, &plan.options());
    let text = plan.query.text();
    let own = all.iter().flat_map(|it| if let Is::Windows(all) = &it.is { all.as_slice() } else { &[] });
    let windows = own.filter(|it| agree(&it.labels, &labels)).take(WINDOWS).map(window).collect();
    Explain {
        clock: format_clock(time),
        name: scene.names.get(slot).cloned().unwrap_or_default(),
        slot: slot as u32,
        facts: facts(scene, slot, time),
        tree: all.iter().map(|it| branch(it, text, &labels)).collect(),
        windows,
        annotations: crate::alert::annotations_of(scene, slot, time),
    }
}

/// Whether two label sets can be of the same instance: no label of both differs.
fn agree(it: &Labels, other: &Labels) -> bool {
    it.iter().all(|(name, value)| name == METRIC_NAME || other.value(name).is_none_or(|of| of == value))
}

fn branch(it: &Explained, text: &str, instance: &Labels) -> Branch {
    let (value, series) = match &it.is {
        Is::Values(columns) => values(columns, instance),
        Is::Windows(all) => {
            let own: Vec<_> = all.iter().filter(|it| agree(&it.labels, instance)).collect();
            let samples: usize = own.iter().map(|it| it.samples.len()).sum();
            let of = if own.len() > 1 { format!(" of {} series", own.len()) } else { String::new() };
            (crate::words::count(samples, "sample") + &of, Vec::new())
        }
        Is::Nothing => (String::new(), Vec::new()),
        Is::Error(error) => (error.clone(), Vec::new()),
    };
    Branch { depth: it.depth, text: headline(it, text), value, series }
}

/// The value of the one series of the instance; several, each with its name.
fn values(columns: &[Column], instance: &Labels) -> (String, Vec<(String, String)>) {
    let own: Vec<&Column> = columns.iter().filter(|it| agree(&it.labels, instance)).collect();
    let value = |it: &Column| it.values.first().map(|it| figure(*it)).unwrap_or_default();
    match &own[..] {
        [] if columns.is_empty() => ("nothing".to_owned(), Vec::new()),
        [] => ("nothing of it".to_owned(), Vec::new()),
        [one] => (value(one), Vec::new()),
        all => {
            let labels: Vec<&Labels> = all.iter().map(|it| &it.labels).collect();
            let names = short_names(&labels);
            let rows = names.into_iter().zip(all.iter().map(|it| value(it))).take(SERIES).collect();
            (format!("{} series", all.len()), rows)
        }
    }
}

/// A node's own words: what is explained below it is left out, but for a selector.
fn headline(it: &Explained, text: &str) -> String {
    let (mut words, mut upto) = (String::new(), it.span.start as usize);
    for inner in &it.inner {
        let (start, end) = (inner.start as usize, inner.end as usize);
        let own = text.get(start..end).unwrap_or_default();
        words.push_str(text.get(upto..start).unwrap_or_default());
        // A name says more than dots, a whole expression less.
        words.push_str(if own.contains('(') || own.contains(' ') { "…" } else { own });
        upto = end;
    }
    words.push_str(text.get(upto..it.span.end as usize).unwrap_or_default());
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn window(it: &Samples) -> WindowView {
    let falls = it.samples.windows(2).map(|pair| pair[1].1 < pair[0].1);
    let fallen = std::iter::once(false).chain(falls);
    let skipped = it.samples.len().saturating_sub(SAMPLES);
    let rows = it.samples.iter().zip(fallen).skip(skipped);
    WindowView {
        title: it.labels.to_string(),
        bounds: format!("{} to {}", format_clock(it.window.0), format_clock(it.window.1)),
        skipped: skipped as u32,
        samples: rows.map(|((time, value), fell)| (format_clock(*time), figure(*value), fell)).collect(),
        steps: it.working.map(|working| steps(it, &working)).unwrap_or_default(),
    }
}

/// How the samples become a rate, step by step.
fn steps(it: &Samples, working: &Working) -> Vec<(String, String)> {
    let seconds = |it: f64| format!("{}s", figure(it));
    let (first, last) = match (it.samples.first(), it.samples.last()) {
        (Some(first), Some(last)) => (first.1, last.1),
        _ => return Vec::new(),
    };
    let mut rows =
        vec![("Last less first", format!("{} - {} = {}", figure(last), figure(first), figure(last - first)))];
    if working.resets > 0.0 {
        rows.push(("Resets add", format!("{}, so {}", figure(working.resets), figure(working.gain))));
    }
    let nought = if working.from_zero { ", where the counter was 0" } else { "" };
    rows.extend([
        ("First to last sample", seconds(working.sampled)),
        ("Added before", format!("{}{nought}", seconds(working.before))),
        ("Added after", seconds(working.after)),
    ]);
    let whole = working.sampled + working.before + working.after;
    let sampled = seconds(working.sampled);
    let scaled = format!("{} × {} / {sampled}", figure(working.gain), seconds(whole));
    let result = figure(working.value);
    rows.push(if working.divisor == 1.0 {
        ("Increase", format!("{scaled} = {result}"))
    } else {
        ("Rate", format!("{scaled} / {} = {result}", seconds(working.divisor)))
    });
    rows.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// The comparison and the state at `time`.
fn facts(scene: &Scene<'_>, slot: usize, time: i64) -> Vec<(String, String)> {
    let mut rows: Vec<(&str, String)> = Vec::new();
    let plan = &scene.picture.plan;
    if let (Some(compared), Some(value)) = (plan.compared(), scene.value(slot, time))
        && let Some(literal) = compared.literal
    {
        let op = crate::job::facing(&compared);
        let holds = op.holds(value, literal.value);
        rows.push((
            "Comparison",
            format!("{} {} {} is {holds}", figure(value), op.text(), figure(literal.value)),
        ));
    }
    let rule = &plan.rule;
    let run = super::states::run_at(scene, slot, time);
    let state = scene.state(slot, time);
    rows.push(("State", super::readout::word(state).to_owned()));
    if let Some(run) = run.filter(|_| state != State::Inactive) {
        rows.push(("Active since", format!("{}, {}", format_clock(run.active), ago(time - run.active))));
        let left = run.active + rule.hold - time;
        if state == State::Pending {
            rows.push(("for", format!("{} of {} left", span(left), span(rule.hold))));
        } else if rule.hold > 0 {
            rows.push((
                "for",
                format!("{}, over since {}", span(rule.hold), format_clock(run.active + rule.hold)),
            ));
        }
        if let (State::Kept, Some(kept)) = (state, run.kept) {
            let left = kept + rule.keep_firing_for - time;
            rows.push(("keep_firing_for", format!("{} of {} left", span(left), span(rule.keep_firing_for))));
        }
    }
    rows.push(("Next evaluation", format_clock(time + scene.step())));
    rows.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn ago(millis: i64) -> String {
    if millis == 0 { "just now".to_owned() } else { format!("{} ago", span(millis)) }
}
