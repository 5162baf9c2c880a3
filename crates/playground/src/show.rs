//! The view as a function of the model (invariant 6). It must not change anything.

pub(crate) mod change;
mod chart;
pub(crate) mod episodes;
mod explain;
mod form;
mod head;
mod readout;
mod rule;
mod rules;
pub(crate) mod runbook;
mod score;
mod states;
mod traffic;
pub(crate) mod vocabulary;

use crate::model::Model;
use crate::scene::Scene;
use crate::score::Scored;
use crate::view::{Findings, Part};

/// All parts of the view; those that need a picture are absent before there is one. `fragment` is the link, or empty
/// while it is not known.
pub(crate) fn parts(model: &Model, fragment: &str) -> Vec<Part> {
    let scored = crate::score::score(model);
    let [head, form] = about(model, fragment);
    let mut parts = vec![
        head,
        form,
        Part::Traffic(traffic::traffic(model, scored.as_ref())),
        Part::Document(crate::document::write(&model.document)),
    ];
    let (Some(picture), Some(scored)) = (&model.picture, &scored) else { return parts };
    let scene = Scene::new(model, picture);
    let findings = crate::findings::find(model);
    parts.extend(glance(&scene, scored));
    parts.extend(drawn(&scene));
    parts.extend([
        Part::Explain(explain::explain(&scene)),
        Part::Episodes(episodes::episodes(&scene, scored)),
        score(&scene, scored),
        Part::Published(score::published(&scene, scored)),
        Part::Rules(rules::rules(model, &scene)),
        Part::Rule(rule::rule(&scene, &findings)),
        Part::Findings(Findings {
            summary: crate::findings::summary(&findings),
            rows: findings.iter().map(|it| crate::findings::row(it, &scene)).collect(),
        }),
        Part::Runbook(runbook::runbook(&scene)),
    ]);
    parts
}

/// What is there before any picture, but for what is long to tell.
pub(crate) fn about(model: &Model, fragment: &str) -> [Part; 2] {
    [Part::Head(head::head(model, fragment)), Part::Form(form::form(model))]
}

/// What a moving handle changes at once.
pub(crate) fn glance(scene: &Scene<'_>, scored: &Scored) -> [Part; 3] {
    [
        Part::Frame(chart::frame(scene)),
        Part::Faults(chart::faults(scene, scored)),
        Part::States(states::states(scene)),
    ]
}

/// What the selected rule is worth.
pub(crate) fn score(scene: &Scene<'_>, scored: &Scored) -> Part {
    Part::Score(score::score(scene, scored))
}

/// What stays while samples, window and selection do.
pub(crate) fn drawn(scene: &Scene<'_>) -> [Part; 2] {
    [Part::Lines(chart::lines(scene)), Part::Readout(Some(readout::readout(scene)))]
}
