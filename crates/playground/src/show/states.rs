//! Threshold, crossings and lanes: what a drag of the threshold changes. It must not know lines.

use crate::scene::Scene;
use crate::words;
use alerting::State;
use plot::{Crossing, Hold, Lane, LaneState, Side, Span, States, Threshold};
use promql::CompareOp;
use series::is_stale;

/// The most crossings and lanes that are shown.
const CROSSINGS: usize = 200;
const LANES: usize = 60;

pub(super) fn states(scene: &Scene<'_>) -> States {
    let selected = scene.selected();
    let active =
        |slot: usize| scene.instances(slot).any(|it| it.spans.iter().any(|it| it.state != State::Inactive));
    let count = scene.names.len();
    let shown: Vec<usize> =
        (0..count).filter(|slot| *slot == selected || active(*slot)).take(LANES).collect();
    let run = selected_run(scene, selected);
    States {
        threshold: threshold(scene),
        crossings: crossings(scene),
        filled: true_spans(scene, selected).into_iter().filter_map(|it| cut(it, scene.window())).collect(),
        lanes: shown.iter().map(|slot| lane(scene, *slot, *slot == selected)).collect(),
        quiet: quiet(scene, &shown),
        hold: run.as_ref().and_then(|run| run.hold(scene)),
        keep: run.as_ref().and_then(|run| run.keep(scene)),
        overview: scene.picture.states.episodes.iter().map(|it| Span { from: it.from, to: it.to }).collect(),
    }
}

/// The threshold of the first comparison with a number.
fn threshold(scene: &Scene<'_>) -> Option<Threshold> {
    let plan = &scene.picture.plan;
    let compared = promql::comparisons(&plan.query);
    let (it, literal) = compared.iter().find_map(|it| it.literal.map(|literal| (it, literal)))?;
    let side = side(crate::job::facing(it));
    let (low, high) = scene.domain();
    Some(Threshold {
        value: literal.value,
        text: literal.span.of(plan.query.text()).trim().to_owned(),
        side,
        draggable: matches!(side, Side::Above | Side::Below),
        resolution: crate::scene::resolution(high - low),
    })
}

fn side(op: CompareOp) -> Side {
    match op {
        CompareOp::Greater | CompareOp::GreaterOrEqual => Side::Above,
        CompareOp::Less | CompareOp::LessOrEqual => Side::Below,
        CompareOp::Equal => Side::On,
        CompareOp::NotEqual => Side::Off,
    }
}

/// Where the comparison holds for slot `slot`, over the whole scenario.
fn true_spans(scene: &Scene<'_>, slot: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for instance in scene.instances(slot) {
        let held = instance.spans.iter().filter(|it| matches!(it.state, State::Pending | State::Firing));
        for it in held {
            match spans.last_mut() {
                Some(last) if last.to == it.from => last.to = it.to,
                _ => spans.push(Span { from: it.from, to: it.to }),
            }
        }
    }
    series::sort_by(&mut spans, &|a, b| a.from.cmp(&b.from));
    spans
}

/// The instants in view at which a comparison changes, for all slots.
fn crossings(scene: &Scene<'_>) -> Vec<Crossing> {
    let window = scene.window();
    let within = |time: i64| window.from <= time && time <= window.to;
    let mut found = Vec::new();
    for slot in 0..scene.names.len() {
        for span in true_spans(scene, slot) {
            for (time, begins) in [(span.from, true), (span.to, false)] {
                if within(time) && found.len() < CROSSINGS && time < scene.range().to {
                    found.push(Crossing { slot: slot as u32, time, begins });
                }
            }
        }
    }
    found
}

/// The lane of one slot in view.
fn lane(scene: &Scene<'_>, slot: usize, selected: bool) -> Lane {
    let window = scene.window();
    let mut bars: Vec<(LaneState, Span)> = Vec::new();
    for span in scene.instances(slot).flat_map(|it| &it.spans) {
        let state = match span.state {
            State::Inactive => continue,
            State::Pending => LaneState::Pending,
            State::Firing => LaneState::Firing,
            State::Kept => LaneState::Kept,
        };
        bars.extend(cut(Span { from: span.from, to: span.to }, window).map(|span| (state, span)));
    }
    bars.extend(no_value(scene, slot).into_iter().map(|span| (LaneState::NoValue, span)));
    series::sort_by(&mut bars, &|a, b| a.1.from.cmp(&b.1.from));
    Lane { name: scene.names[slot].clone(), slot: slot as u32, selected, bars }
}

/// The stretches in view in which the left side has no value.
fn no_value(scene: &Scene<'_>, slot: usize) -> Vec<Span> {
    let Some(column) = scene.columns.get(slot) else { return Vec::new() };
    let window = scene.window();
    let mut spans: Vec<Span> = Vec::new();
    for idx in scene.idx(window.from)..=scene.idx(window.to) {
        let missing = column.values.get(idx).is_none_or(|value| is_stale(*value) || value.is_nan());
        let time = scene.picture.plan.steps.time(idx);
        match spans.last_mut() {
            _ if !missing => {}
            Some(last) if last.to == time => last.to += scene.step(),
            _ => spans.push(Span { from: time, to: time + scene.step() }),
        }
    }
    spans.into_iter().filter_map(|span| cut(span, window)).collect()
}

/// The part of `span` inside `window`.
fn cut(span: Span, window: Span) -> Option<Span> {
    let (from, to) = (span.from.max(window.from), span.to.min(window.to));
    (from < to).then_some(Span { from, to })
}

/// What the instances without a lane have in common.
fn quiet(scene: &Scene<'_>, shown: &[usize]) -> String {
    let rest: Vec<usize> = (0..scene.names.len()).filter(|slot| !shown.contains(slot)).collect();
    if rest.is_empty() {
        return String::new();
    }
    let mut names: Vec<&str> = rest.iter().take(6).map(|slot| scene.names[*slot].as_str()).collect();
    if rest.len() > names.len() {
        names.push("…");
    }
    let closest =
        rest.iter().filter_map(|slot| scene.closest(*slot)).max_by(|a, b| a.share.total_cmp(&b.share));
    let closest = closest.map(|it| format!(", closest {}× of the threshold", words::figure(it.share)));
    format!("+{} quiet: {}. Never true{}", rest.len(), names.join(", "), closest.unwrap_or_default())
}

/// The run of the selected instance that the spans of `for` and `keep_firing_for` hang on: the one at the cursor,
/// else the last before it, else the first.
struct Run {
    active: i64,
    kept: Option<i64>,
}

fn selected_run(scene: &Scene<'_>, slot: usize) -> Option<Run> {
    let cursor = scene.cursor();
    let mut runs: Vec<Run> = Vec::new();
    let mut end = None;
    for span in scene.instances(slot).flat_map(|it| &it.spans) {
        match span.state {
            State::Inactive => {}
            State::Kept => {
                if let Some(run) = runs.last_mut() {
                    run.kept = Some(span.from);
                }
            }
            State::Pending | State::Firing if end != Some(span.from) => {
                runs.push(Run { active: span.from, kept: None });
            }
            State::Pending | State::Firing => {}
        }
        end = (span.state != State::Inactive).then_some(span.to);
    }
    let at = runs.partition_point(|run| run.active <= cursor).max(1) - 1;
    runs.into_iter().nth(at)
}

impl Run {
    /// `for` from the instant at which the run began.
    fn hold(&self, scene: &Scene<'_>) -> Option<Hold> {
        let hold = scene.picture.plan.rule.hold;
        let span = Span { from: self.active, to: self.active + hold };
        (hold > 0).then(|| Hold { label: format!("for {}", words::span(hold)), span })
    }

    /// `keep_firing_for` from the first instant at which the comparison no longer held.
    fn keep(&self, scene: &Scene<'_>) -> Option<Hold> {
        let keep = scene.picture.plan.rule.keep_firing_for;
        let from = self.kept?;
        let span = Span { from, to: from + keep };
        (keep > 0).then(|| Hold { label: format!("keep_firing_for {}", words::span(keep)), span })
    }
}
