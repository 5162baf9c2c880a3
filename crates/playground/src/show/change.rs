//! What a repair has changed: the lanes before it beside those after it, over the whole scenario. It must not know what was
//! repaired.

use super::states::{lane, together, worst_first};
use crate::document::Rule;
use crate::model::Model;
use crate::picture::Picture;
use crate::scene::Scene;
use crate::view::{Change, ChangeSide};
use crate::words;
use alerting::State;
use plot::LaneState;

/// The most lanes of one side.
const LANES: usize = 4;

/// What a repair was applied to.
#[derive(Clone, Debug)]
pub(crate) struct Repaired {
    /// What it did.
    pub(crate) title: String,
    /// What had been computed.
    pub(crate) before: Picture,
    /// The rule that it made.
    pub(crate) rule: Rule,
}

/// The comparison, as long as rule and traffic are those that the repair left.
pub(crate) fn change(model: &Model) -> Option<Change> {
    let (it, picture) = (model.repaired.as_ref()?, model.picture.as_ref()?);
    let (old, new) = (&it.before.plan, &picture.plan);
    let alike = old.scenario == new.scenario && old.semantics == new.semantics && old.rule != new.rule;
    if !alike || model.document.rule() != Some(&it.rule) {
        return None;
    }
    let range = Scene::new(model, picture).range();
    let sides = [&it.before, picture].map(|picture| side(&Scene::new(model, picture)));
    Some(Change { title: it.title.clone(), range, sides })
}

fn side(scene: &Scene<'_>) -> ChangeSide {
    let active =
        |slot: &usize| scene.instances(*slot).any(|it| it.spans.iter().any(|it| it.state != State::Inactive));
    let mut shown: Vec<usize> = (0..scene.names.len()).filter(active).collect();
    let rest = worst_first(scene, &mut shown, LANES, usize::MAX);
    let lane = |slot: &usize| {
        let mut lane = lane(scene, *slot, false, scene.range());
        lane.bars.retain(|it| it.0 != LaneState::NoValue);
        lane
    };
    let mut lanes: Vec<_> = shown.iter().map(lane).collect();
    if !rest.is_empty() {
        lanes.push(together(&rest.iter().map(lane).collect::<Vec<_>>()));
    }
    ChangeSide { words: said(scene), lanes }
}

/// "2 episodes, firing 12m 30s"; else why there is none.
fn said(scene: &Scene<'_>) -> String {
    let episodes = &scene.picture.states.episodes;
    if episodes.is_empty() {
        return super::episodes::why_none(scene);
    }
    let firing: i64 = episodes.iter().map(|it| it.to - it.from).sum();
    format!("{}, firing {}", words::count(episodes.len(), "episode"), words::span(firing))
}
