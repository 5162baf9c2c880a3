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
    let mut shown: Vec<usize> = (0..count).filter(|slot| *slot == selected || active(*slot)).collect();
    let rest = worst_first(scene, &mut shown, LANES, selected);
    let run = run_at(scene, selected, scene.cursor());
    States {
        threshold: threshold(scene),
        crossings: crossings(scene),
        filled: true_spans(scene, selected).into_iter().filter_map(|it| cut(it, scene.window())).collect(),
        lanes: lanes(scene, &shown, &rest, selected),
        quiet: quiet(scene, &[&shown[..], &rest].concat()),
        hold: run.as_ref().and_then(|run| run.hold(scene)),
        keep: run.as_ref().and_then(|run| run.keep(scene)),
        notes: notes(scene),
        others: others(scene),
        overview: scene.picture.states.episodes.iter().map(|it| Span { from: it.from, to: it.to }).collect(),
    }
}

/// The messages in view.
fn notes(scene: &Scene<'_>) -> Vec<plot::Notice> {
    let window = scene.window();
    let all = scene.picture.states.notes.iter();
    all.filter(|it| window.from <= it.time && it.time < window.to).take(CROSSINGS).copied().collect()
}

/// The threshold of the comparison that is looked at.
fn threshold(scene: &Scene<'_>) -> Option<Threshold> {
    let plan = &scene.picture.plan;
    let it = plan.compared()?;
    let literal = it.literal?;
    let side = side(crate::job::facing(&it));
    let (low, high) = scene.domain();
    Some(Threshold {
        value: literal.value,
        text: literal.span.of(plan.query.text()).trim().to_owned(),
        side,
        draggable: matches!(side, Side::Above | Side::Below),
        resolution: crate::scene::resolution(high - low),
    })
}

/// The other thresholds that the same side is compared with, with their places among all comparisons.
fn others(scene: &Scene<'_>) -> Vec<(u32, Threshold)> {
    let plan = &scene.picture.plan;
    let Some(active) = plan.compared() else { return Vec::new() };
    let text = plan.query.text();
    let all = promql::comparisons(&plan.query).into_iter().enumerate();
    let same = all.filter(|(_, it)| plan.compares_the_same(it) && it.node.span != active.node.span);
    let threshold = |(idx, it): (usize, promql::Comparison<'_>)| {
        let literal = it.literal?;
        let text = literal.span.of(text).trim().to_owned();
        let side = side(crate::job::facing(&it));
        Some((idx as u32, Threshold { value: literal.value, text, side, draggable: false, resolution: 0.0 }))
    };
    same.filter_map(threshold).collect()
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

/// Leaves in `shown` what has a lane of its own, the worst first where not all can have one of `most`, and gives the rest.
pub(super) fn worst_first(
    scene: &Scene<'_>,
    shown: &mut Vec<usize>,
    most: usize,
    selected: usize,
) -> Vec<usize> {
    if shown.len() <= most {
        return Vec::new();
    }
    let fired = |slot: usize| -> i64 {
        let spans = scene.instances(slot).flat_map(|it| &it.spans);
        let weight = |state: State| if state.is_firing() { 2 } else { i64::from(state == State::Pending) };
        spans.map(|it| weight(it.state) * (it.to - it.from)).sum()
    };
    let mut ranked: Vec<(bool, i64, usize)> =
        shown.iter().map(|slot| (*slot != selected, -fired(*slot), *slot)).collect();
    series::sort_by(&mut ranked, &|a, b| a.cmp(b));
    *shown = ranked.into_iter().map(|it| it.2).collect();
    shown.split_off(most - 1)
}

/// The lanes, and one for all that have none of their own.
fn lanes(scene: &Scene<'_>, shown: &[usize], rest: &[usize], selected: usize) -> Vec<Lane> {
    let lane = |slot: &usize, selected: bool| lane(scene, *slot, selected, scene.window());
    let mut lanes: Vec<Lane> = shown.iter().map(|slot| lane(slot, *slot == selected)).collect();
    if !rest.is_empty() {
        let all: Vec<Lane> = rest.iter().map(|slot| lane(slot, false)).collect();
        lanes.push(together(&all));
    }
    lanes
}

/// Several lanes as one: firing where any of them fires, else kept, else pending.
pub(super) fn together(lanes: &[Lane]) -> Lane {
    let bars: Vec<_> = lanes.iter().flat_map(|it| &it.bars).copied().collect();
    let bars = crate::group::joined(&bars);
    Lane { name: format!("+{}", lanes.len()), slot: u32::MAX, selected: false, bars }
}

/// The lane of one slot within `window`.
pub(super) fn lane(scene: &Scene<'_>, slot: usize, selected: bool, window: Span) -> Lane {
    let mut bars: Vec<(LaneState, Span)> = Vec::new();
    for span in scene.instances(slot).flat_map(|it| &it.spans) {
        let Some(state) = crate::group::lane_state(span.state) else { continue };
        bars.extend(cut(Span { from: span.from, to: span.to }, window).map(|span| (state, span)));
    }
    bars.extend(no_value(scene, slot, window).into_iter().map(|span| (LaneState::NoValue, span)));
    series::sort_by(&mut bars, &|a, b| a.1.from.cmp(&b.1.from));
    Lane { name: scene.names[slot].clone(), slot: slot as u32, selected, bars }
}

/// The stretches of `window` in which the left side has no value.
fn no_value(scene: &Scene<'_>, slot: usize, window: Span) -> Vec<Span> {
    let Some(column) = scene.columns.get(slot) else { return Vec::new() };
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
pub(super) fn cut(span: Span, window: Span) -> Option<Span> {
    let (from, to) = (span.from.max(window.from), span.to.min(window.to));
    (from < to).then_some(Span { from, to })
}

/// Characters of names of instances without a lane.
const NAMES: usize = 60;

/// What the instances without a lane have in common.
fn quiet(scene: &Scene<'_>, shown: &[usize]) -> String {
    let rest: Vec<usize> = (0..scene.names.len()).filter(|slot| !shown.contains(slot)).collect();
    if rest.is_empty() {
        return String::new();
    }
    // As many names as leave room for what follows.
    let mut room = NAMES;
    let fits = |name: &&str| {
        let first = room == NAMES;
        room = room.saturating_sub(name.chars().count() + 2);
        first || room > 0
    };
    let names = rest.iter().take(6).map(|slot| scene.names[*slot].as_str());
    let mut names: Vec<&str> = names.take_while(fits).collect();
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
pub(super) struct Run {
    /// When it began.
    pub(super) active: i64,
    /// From when on it was kept firing.
    pub(super) kept: Option<i64>,
}

/// The run of slot `slot` at `cursor`, else the last before it, else the first.
pub(super) fn run_at(scene: &Scene<'_>, slot: usize, cursor: i64) -> Option<Run> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_together_show_the_worst() {
        let span = |from, to| Span { from, to };
        let lane = |bars| Lane { name: String::new(), slot: 0, selected: false, bars };
        let all = [
            lane(vec![(LaneState::Pending, span(0, 10)), (LaneState::Firing, span(10, 20))]),
            lane(vec![(LaneState::Pending, span(5, 30)), (LaneState::NoValue, span(30, 40))]),
            lane(vec![(LaneState::Firing, span(20, 25)), (LaneState::Firing, span(50, 60))]),
        ];
        let one = together(&all);
        assert_eq!(one.name, "+3");
        let firing = (LaneState::Firing, span(10, 25));
        assert_eq!(one.bars, [(LaneState::Pending, span(0, 30)), firing, (LaneState::Firing, span(50, 60))]);
    }
}
