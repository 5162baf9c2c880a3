//! The alert instance at the cursor: its labels, value and rendered texts. It must not know how they are shown.

use crate::picture::Picture;
use crate::scene::Scene;
use alerting::template::StoreQuerier;
use series::{Labels, is_stale};

/// What a template of the rule sees for the selected instance at the cursor.
pub(crate) struct Instance {
    /// The result's labels, the metric's name among them.
    pub result: Labels,
    /// The value of the newest evaluation up to the cursor at which the comparison held.
    pub value: f64,
}

/// The selected instance at the cursor: nothing where the left side has no instance at all.
pub(crate) fn instance(scene: &Scene<'_>) -> Option<Instance> {
    instance_at(scene, scene.selected(), scene.cursor())
}

fn instance_at(scene: &Scene<'_>, slot: usize, cursor: i64) -> Option<Instance> {
    let active = scene.instances(slot).find(|it| {
        let at = it.spans.iter().find(|span| span.from <= cursor && cursor < span.to);
        at.is_some_and(|span| span.state != alerting::State::Inactive)
    });
    let side = scene.columns.get(slot)?;
    let result = active.map_or_else(|| side.labels.clone(), |it| it.series.clone());
    let value =
        held(scene.picture, &result, cursor).or_else(|| scene.value(slot, cursor)).unwrap_or(f64::NAN);
    Some(Instance { result, value })
}

/// The newest value up to `time` at which the expression returned the series `result`: what an alert's value and
/// annotations are made of.
fn held(picture: &Picture, result: &Labels, time: i64) -> Option<f64> {
    let steps = picture.plan.steps;
    let upto = ((time - steps.start) / steps.step).max(0) as usize;
    let column = picture.columns.whole.iter().find(|it| it.labels == *result)?;
    let upto = upto.min(column.values.len().checked_sub(1)?);
    column.values[..=upto].iter().rev().find(|value| !is_stale(**value)).copied()
}

/// The rule's annotations as Prometheus has them at `time` for the alert made of the series `result`.
pub(crate) fn annotations_at(picture: &Picture, result: &Labels, time: i64) -> Vec<(String, String)> {
    let value = held(picture, result, time).unwrap_or(f64::NAN);
    filled(picture, result, value, time)
}

/// The rule's annotations as rendered for the selected instance at the cursor.
pub(crate) fn annotations(scene: &Scene<'_>) -> Vec<(String, String)> {
    annotations_of(scene, scene.selected(), scene.cursor())
}

/// The rule's annotations as rendered for the instance in `slot` at `time`.
pub(crate) fn annotations_of(scene: &Scene<'_>, slot: usize, time: i64) -> Vec<(String, String)> {
    let Some(instance) = instance_at(scene, slot, time) else { return Vec::new() };
    filled(scene.picture, &instance.result, instance.value, time)
}

/// The annotations filled, the samples of the picture answering the template function `query`.
fn filled(picture: &Picture, result: &Labels, value: f64, time: i64) -> Vec<(String, String)> {
    let querier = StoreQuerier { store: &picture.store, options: picture.plan.options() };
    let texts = picture.plan.compiled.annotations_from(result, value, time, Some(&querier));
    texts.into_iter().collect()
}
