//! Where the eye goes: cursor, window, selection. It must not change what a person made.

use super::since_start;
use crate::model::Model;
use crate::scene::{Scene, follow};

/// Another instance, by its slot.
pub(super) fn pick_instance(model: &mut Model, slot: u32) {
    let Some(picture) = model.picture.clone() else { return };
    let scene = Scene::new(model, &picture);
    if let Some(labels) = scene.columns.get(slot as usize).map(|it| it.labels.to_string()) {
        model.document.view.instance = labels;
    }
}

/// An episode: its instance is selected, the cursor goes to its first firing instant.
pub(super) fn pick_episode(model: &mut Model, idx: u32) {
    let Some(picture) = model.picture.clone() else { return };
    let Some(episode) = picture.states.episodes.get(idx as usize) else { return };
    let slot = Scene::new(model, &picture).slot_of(&episode.labels);
    look(model, (episode.from, episode.to), slot.map(|it| it as u32));
}

/// The cursor goes to the start of a stretch; the window follows when that is not in it.
pub(super) fn look(model: &mut Model, (from, to): (i64, i64), slot: Option<u32>) {
    let Some(picture) = model.picture.clone() else { return };
    let scene = Scene::new(model, &picture);
    let (window, range) = (scene.window(), scene.range());
    let from = from.clamp(range.from, range.to);
    let moved = follow(window, range, from, to.clamp(from, range.to));
    if let Some(slot) = slot {
        pick_instance(model, slot);
    }
    model.document.view.cursor = Some(since_start(model, from));
    if moved != window {
        model.document.view.window = Some((since_start(model, moved.from), since_start(model, moved.to)));
    }
}
