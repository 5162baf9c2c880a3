//! The chart's axes, lines and faults. It must not know states.

use crate::scene::{self, Scene};
use crate::score::Scored;
use alerting::Peak;
use plot::{FaultBar, Frame, Gap, Line, Lines, Panel, Point, Span, Trace};
use promql::{Column, Query};
use series::is_stale;

/// Equal slices of the scenario in the overview.
const OVERVIEW: usize = 400;
/// The most gaps that are named.
const GAPS: usize = 24;

pub(super) fn frame(scene: &Scene<'_>) -> Frame {
    let (low, high) = scene.domain();
    Frame {
        window: scene.window(),
        range: scene.range(),
        step: scene.step(),
        first: scene.range().from,
        low,
        high,
        unit: super::rule::unit(&scene.picture.plan),
        floor: scene.floor(),
        log: false,
        zone: 0,
    }
}

pub(super) fn lines(scene: &Scene<'_>) -> Lines {
    let window = scene.window();
    let (mut lines, mut gaps) = (Vec::new(), Vec::new());
    let selected = scene.selected();
    for (slot, column) in scene.columns.iter().enumerate() {
        let runs = runs(scene, &column.values, window);
        for span in holes(&runs, window, scene.step()) {
            if gaps.len() < GAPS {
                let why = format!("{}: no value{}", scene.names[slot], why(scene, slot, span));
                gaps.push(Gap { slot: slot as u32, span, why });
            }
        }
        lines.push(Line {
            name: scene.names[slot].clone(),
            labels: column.labels.to_string(),
            slot: slot as u32,
            selected: slot == selected,
            peak: peak(scene, &runs),
            runs: plot::decimate(&runs, window, scene.model.width),
        });
    }
    let columns = &scene.picture.columns;
    Lines {
        lines,
        gaps,
        overview: overview(scene),
        others: traces(scene, &columns.other),
        inputs: inputs(scene),
    }
}

/// What the left side is made of, a row each.
fn inputs(scene: &Scene<'_>) -> Vec<Panel> {
    let queries = scene.picture.plan.inputs.iter().zip(scene.picture.columns.inputs.iter());
    let panel = |(query, columns): (&Query, &Vec<(usize, Column)>)| {
        let traces = traces(scene, columns);
        let values = traces.iter().flat_map(|it| it.runs.iter().flatten()).map(|it| it.value);
        let finite = values.filter(|it| it.is_finite());
        let (low, high) = finite.fold((0.0f64, 0.0f64), |(low, high), it| (low.min(it), high.max(it)));
        let high = if high > low { scene::rounded_up(high) } else { low + 1.0 };
        Panel { caption: super::rule::caption(query.root()), low: -scene::rounded_up(-low), high, traces }
    };
    queries.map(panel).filter(|it| !it.traces.is_empty()).collect()
}

fn traces(scene: &Scene<'_>, columns: &[(usize, Column)]) -> Vec<Trace> {
    let window = scene.window();
    let trace = |(slot, column): &(usize, Column)| {
        let runs = runs(scene, &column.values, window);
        Trace { slot: *slot as u32, runs: plot::decimate(&runs, window, scene.model.width) }
    };
    columns.iter().map(trace).filter(|it| !it.runs.is_empty()).collect()
}

/// The consecutive points of a column in view, with one step on either side so that lines reach the edges.
fn runs(scene: &Scene<'_>, values: &[f64], window: Span) -> Vec<Vec<Point>> {
    let (first, last) = (scene.idx(window.from - scene.step()), scene.idx(window.to + scene.step()));
    let mut runs = vec![Vec::with_capacity(last.saturating_sub(first) + 1)];
    for idx in first..=last {
        match values.get(idx) {
            Some(value) if !is_stale(*value) && !value.is_nan() => {
                let point = Point { time: scene.picture.plan.steps.time(idx), value: *value };
                if let Some(run) = runs.last_mut() {
                    run.push(point);
                }
            }
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The stretches of the window that `runs` leave out, longer than one step.
fn holes(runs: &[Vec<Point>], window: Span, step: i64) -> Vec<Span> {
    let mut holes = Vec::new();
    let mut from = window.from;
    for run in runs {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            if first.time - from > step {
                holes.push(Span { from, to: first.time });
            }
            from = last.time;
        }
    }
    if window.to - from > step {
        holes.push(Span { from, to: window.to });
    }
    holes
}

/// Why there is no value: a result that is no number, or what it is made of is not there.
fn why(scene: &Scene<'_>, slot: usize, span: Span) -> String {
    let middle = scene.idx(span.from + (span.to - span.from) / 2);
    let at = |column: &Column| column.values.get(middle).copied().filter(|it| !is_stale(*it));
    let value = scene.columns.get(slot).and_then(|it| at(it));
    if value.is_some() {
        return ", 0/0".to_owned();
    }
    let plan = &scene.picture.plan;
    let inputs = plan.inputs.iter().zip(scene.picture.columns.inputs.iter());
    let gone = inputs.filter(|(_, all)| all.iter().all(|(of, it)| *of != slot || at(it).is_none()));
    let gone: Vec<_> = gone.map(|(query, _)| super::rule::caption(query.root())).collect();
    match &gone[..] {
        [one] if plan.inputs.len() > 1 => format!(", without {one}"),
        _ => ", no samples".to_owned(),
    }
}

/// The point that stands out: the highest, or the lowest where low values are asked for.
fn peak(scene: &Scene<'_>, runs: &[Vec<Point>]) -> Option<Point> {
    let points = runs.iter().flatten().copied();
    match crate::job::peak(&scene.picture.plan) {
        Peak::Max => points.reduce(|best, it| if it.value > best.value { it } else { best }),
        Peak::Min => points.reduce(|best, it| if it.value < best.value { it } else { best }),
        Peak::Last => None,
    }
}

/// The highest value of all lines per slice of the scenario.
fn overview(scene: &Scene<'_>) -> Vec<f32> {
    let steps = scene.picture.plan.steps.len();
    let mut slices = vec![f32::NAN; OVERVIEW.min(steps)];
    let count = slices.len();
    for column in &scene.columns {
        for (idx, value) in column.values.iter().enumerate() {
            let slice = &mut slices[idx * count / steps];
            #[expect(clippy::cast_possible_truncation, reason = "for a drawing 30 pixels high")]
            let value = *value as f32;
            if !(value.is_nan() || *slice >= value) {
                *slice = value;
            }
        }
    }
    slices
}

pub(super) fn faults(scene: &Scene<'_>, scored: &Scored) -> Vec<FaultBar> {
    let scenario = &scene.model.document.scenario;
    let start = scene.range().from;
    let millis = |text: &str| series::parse_duration(text).unwrap_or_default();
    let bar = |(idx, fault): (usize, &crate::document::Fault)| {
        let from = start + millis(&fault.from);
        FaultBar {
            idx: idx as u32,
            label: crate::score::title(fault),
            span: Span { from, to: from + millis(&fault.length) },
            selected: scene.model.document.view.fault == Some(idx as u32),
            counts: scored.counts(idx),
        }
    };
    scenario.events.iter().enumerate().map(bar).collect()
}
