//! How a drill stands: clock, states, messages, the alert's left side. It must not know anything after the clock.

use crate::alert;
use crate::learn::{Chart, Now, Phase};
use crate::model::Model;
use crate::picture::Picture;
use crate::scene::Scene;
use crate::words;
use alerting::State;
use plot::NoticeKind;
use promql::Column;
use series::{format_clock, is_stale};

/// The chart goes back so far, milliseconds.
const BACK: i64 = 3_600_000;
/// Lines of the chart, rows of active instances.
const LINES: usize = 12;

/// How `model` stands, whose picture ends with the clock.
pub(super) fn now(model: &Model, phase: Phase, call: Option<(String, String)>) -> Now {
    let Some(picture) = &model.picture else { return Now::default() };
    let scene = Scene::new(model, picture);
    let time = picture.plan.steps.end;
    let (active, first) = active(&scene, time);
    let annotations = first.map(|it| alert::annotations_at(picture, it, time)).unwrap_or_default();
    Now {
        phase,
        time,
        clock: format_clock(time),
        call,
        active,
        annotations,
        messages: messages(picture),
        chart: chart(&scene, time),
    }
}

type Rows = Vec<(String, String, String, String)>;

/// The instances that are active, the firing ones first, and the series of the first.
fn active<'a>(scene: &'a Scene<'_>, time: i64) -> (Rows, Option<&'a series::Labels>) {
    let mut found = Vec::new();
    for it in &scene.picture.states.timeline.instances {
        let Some(span) = it.spans.last().filter(|it| it.state != State::Inactive) else { continue };
        let slot = scene.slot_of(&it.labels);
        let name = slot.and_then(|it| scene.names.get(it).cloned()).unwrap_or_default();
        let value = slot.and_then(|it| scene.value(it, time)).map(words::figure).unwrap_or_default();
        let (word, since) = match span.state {
            State::Pending => ("pending", span.from),
            _ => ("firing", span.from),
        };
        found.push((span.state == State::Pending, (name, word, since, value), &it.series));
    }
    series::sort_by(&mut found, &|a, b| (a.0, a.1.2).cmp(&(b.0, b.1.2)));
    let first = found.first().map(|it| it.2);
    let row = |(_, (name, word, since, value), _): &(bool, (String, &str, i64, String), _)| {
        (name.clone(), (*word).to_owned(), format_clock(*since), value.clone())
    };
    (found.iter().take(LINES).map(row).collect(), first)
}

/// What was sent, newest first.
fn messages(picture: &Picture) -> Vec<(String, String)> {
    let rule = &picture.plan.rule.alert;
    let text = |kind| match kind {
        NoticeKind::Page => format!("Page: {rule} fires"),
        NoticeKind::Firing => format!("Message: {rule} fires"),
        NoticeKind::Resolved => format!("Message: {rule} is resolved"),
    };
    let newest = picture.states.notes.iter().rev().take(LINES);
    newest.map(|it| (format_clock(it.time), text(it.kind))).collect()
}

fn chart(scene: &Scene<'_>, time: i64) -> Chart {
    let steps = scene.picture.plan.steps;
    let from = (time - BACK).max(steps.start);
    let (first, last) = (scene.idx(from), scene.idx(time));
    let values = |it: &Column| {
        let window = it.values.get(first..=last).unwrap_or_default();
        let value = |it: &f64| if is_stale(*it) { f32::NAN } else { *it as f32 };
        window.iter().map(value).collect::<Vec<_>>()
    };
    let lines = scene.names.iter().zip(&scene.columns);
    let written = |it: f64| scene.picture.plan.compared().map(|at| (at.op.text(), it));
    Chart {
        from: steps.time(first),
        step: steps.step,
        threshold: scene.threshold().and_then(written).map(|(op, it)| (format!("{op} {it}"), it)),
        series: lines.take(LINES).map(|(name, it)| (name.clone(), values(it))).collect(),
        more: scene.columns.len().saturating_sub(LINES) as u32,
    }
}
