//! The runbook with the firing instance's labels and value filled in, and the steps that the evidence supports.
//! It must not know how text is marked up.

use crate::alert::{self, Instance};
use crate::document::Rule;
use crate::scene::Scene;
use crate::view::Runbook;
use crate::words;
use alerting::State;
use catalogue::fill::{self, Placeholder};
use catalogue::markup::{Block, Inline, Section};
use series::format_clock;

pub(crate) fn runbook(scene: &Scene<'_>) -> Runbook {
    let rule = scene.model.document.rule();
    let from = rule.map(|it| it.from.clone()).unwrap_or_default();
    let state = scene.state(scene.selected(), scene.cursor());
    let instance = alert::instance(scene);
    let sections = scene.model.pieces.alert(&from).map(|it| it.runbook.as_slice()).unwrap_or_default();
    let mut sections = filled(scene, sections, instance.as_ref());
    sections.extend(rule.filter(|_| from.is_empty()).map(elsewhere));
    Runbook {
        status: status(scene, state, instance.as_ref()),
        severity: rule.and_then(|it| it.labels.get("severity").cloned()).unwrap_or_default(),
        firing: matches!(state, State::Firing | State::Kept),
        supported: supported(scene, &sections),
        sections,
        ticked: scene.model.document.view.ticked.clone(),
    }
}

/// What can be said of a rule that is not the catalogue's: where its own words are.
fn elsewhere(rule: &Rule) -> Section {
    let mut text =
        "This rule is not of the catalogue, which has the runbooks. What its annotations say at the cursor \
                    stands in the tab beside this one."
            .to_owned();
    if let Some(address) = ["runbook_url", "runbook"].iter().find_map(|it| rule.annotations.get(*it)) {
        text += &format!(" It names a runbook: {address}");
    }
    Section { title: "No runbook".to_owned(), blocks: vec![Block::Paragraph(vec![Inline::Text(text)])] }
}

/// "web2 firing since 14:13:30, value 13.35".
fn status(scene: &Scene<'_>, state: State, instance: Option<&Instance>) -> String {
    let Some(name) = scene.names.get(scene.selected()) else { return "No instance at all".to_owned() };
    let (cursor, word) = (scene.cursor(), super::readout::word(state));
    let mut spans = scene.instances(scene.selected()).flat_map(|it| &it.spans);
    let since = spans.find(|it| it.state == state && it.from <= cursor && cursor < it.to).map(|it| it.from);
    let value = instance.map(|it| words::figure(it.value)).unwrap_or_default();
    match since {
        Some(since) if state != State::Inactive => {
            format!("{name} {word} since {}, value {value}", format_clock(since))
        }
        _ => format!("{name} is inactive at {}", format_clock(cursor)),
    }
}

/// The runbook's sections with the instance's labels and value in their places.
fn filled(scene: &Scene<'_>, sections: &[Section], instance: Option<&Instance>) -> Vec<Section> {
    let backend = backend(scene, instance);
    fill::fill(sections, &mut |placeholder| match placeholder {
        Placeholder::Label(name) => instance?.result.value(name).map(str::to_owned),
        Placeholder::Value => instance.map(|it| words::figure(it.value)),
        Placeholder::Backend => backend.clone(),
    })
}

/// The backend that the instance's labels lead to: its own label, else the backend that has such a server, where
/// only one has.
fn backend(scene: &Scene<'_>, instance: Option<&Instance>) -> Option<String> {
    let labels = &instance?.result;
    let own = labels.value("backend").or_else(|| labels.value("proxy"));
    let server = labels.value("server");
    let backends = &scene.picture.plan.scenario.backends;
    let mut with_server =
        backends.iter().filter(|it| it.servers.iter().any(|it| Some(it.name.as_str()) == server));
    let only = with_server.next().filter(|_| with_server.next().is_none()).map(|it| it.name.clone());
    own.map(str::to_owned).or(only)
}

/// The steps whose query returns a series at the cursor, with what it returned.
fn supported(scene: &Scene<'_>, sections: &[Section]) -> Vec<(u32, String)> {
    let plan = &scene.picture.plan;
    let mut found = Vec::new();
    for it in fill::queries(sections).iter().filter(|it| it.evidence.is_some()) {
        let (Some(step), Ok(query)) = (it.step, promql::parse(&it.text, plan.semantics)) else { continue };
        let answer = promql::instant(&query, &scene.picture.store, scene.cursor(), &plan.options());
        let Ok(promql::Value::Vector(vector)) = answer.map(|it| it.value) else { continue };
        if !vector.is_empty() {
            found.push((step, told(&vector)));
        }
    }
    found
}

/// A few elements of a result in words: "web1 0.5, web2 13.35".
fn told(vector: &[(series::Labels, f64)]) -> String {
    let name = |labels: &series::Labels| {
        let first = |names: &[&str]| names.iter().find_map(|it| labels.value(it));
        let object = first(&["server", "backend", "proxy", "frontend", "instance"]);
        let parts: Vec<_> = object.into_iter().chain(first(&["state", "code"])).collect();
        parts.join(" ")
    };
    let told: Vec<_> = vector
        .iter()
        .take(4)
        .map(|(labels, value)| format!("{} {}", name(labels), words::figure(*value)))
        .collect();
    let more = if vector.len() > 4 { format!(", and {} more", vector.len() - 4) } else { String::new() };
    format!("{}{more}", told.join(", ").trim_start())
}
