//! Every PromQL block of every runbook parses and finds something in its alert's scenario. It must not know what a
//! query asks.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use catalogue::fill::{self, Placeholder, Query};
use playground::event::Event;
use playground::picture::Picture;
use playground::{App, bundled, share};
use series::{Labels, is_stale};

/// The scenario of an alert, run to its end with the metrics that rule and runbook look at.
fn picture(id: &str) -> Picture {
    let mut app = App::new();
    app.handle(Event::Follow(share::encode(&bundled::alert_document(id).unwrap())));
    app.settle();
    app.model().picture.clone().unwrap_or_else(|| panic!("{id}: {:?}", app.model().notices))
}

/// The labels of the instance that fills the runbook: the first that fires, else the first that has a value.
fn instance(picture: &Picture) -> Labels {
    let firing = picture.states.episodes.first().map(|it| it.labels.clone());
    firing.unwrap_or_else(|| picture.columns.side[0].labels.clone())
}

fn queries(alert: &catalogue::Alert, labels: &Labels) -> Vec<Query> {
    let filled = fill::fill(&alert.runbook(), &mut |it| match it {
        Placeholder::Label(name) => Some(labels.value(name).unwrap_or_default().to_owned()),
        Placeholder::Value => Some("1".to_owned()),
        Placeholder::Backend => Some("be_web".to_owned()),
    });
    fill::queries(&filled)
}

#[test]
fn every_query_yields_data_in_its_scenario() {
    for alert in catalogue::alerts() {
        let picture = picture(alert.id);
        let options = picture.plan.options();
        for it in queries(alert, &instance(&picture)) {
            let query = promql::parse(&it.text, picture.plan.semantics)
                .unwrap_or_else(|error| panic!("{}: {}\n{error}", alert.id, it.text));
            let found = promql::range(query.root(), &picture.store, picture.plan.steps, &options)
                .unwrap_or_else(|error| panic!("{}: {}\n{error}", alert.id, it.text));
            let values = found.columns.iter().flat_map(|it| &it.values).filter(|it| !is_stale(**it)).count();
            assert!(values > 0, "{}: no data for\n{}", alert.id, it.text);
        }
    }
}

/// A step that is marked at every instant would teach nothing.
#[test]
fn evidence_comes_and_goes() {
    let mut changing = 0;
    for alert in catalogue::alerts() {
        let picture = picture(alert.id);
        for it in queries(alert, &instance(&picture)).iter().filter(|it| it.evidence.is_some()) {
            let query = promql::parse(&it.text, picture.plan.semantics).unwrap();
            let steps = picture.plan.steps;
            let found = promql::range(query.root(), &picture.store, steps, &picture.plan.options()).unwrap();
            let shown = (0..steps.len())
                .filter(|idx| found.columns.iter().any(|it| !is_stale(it.values[*idx])))
                .count();
            println!("{} {:?}: {shown} of {}", alert.id, it.evidence, steps.len());
            changing += usize::from(shown < steps.len() * 9 / 10);
        }
    }
    assert!(changing >= 10, "{changing}");
}

/// When the alert fires, the runbook points at something.
#[test]
fn evidence_supports_steps_when_the_alert_fires() {
    for alert in catalogue::alerts() {
        let picture = picture(alert.id);
        let Some(first) = picture.states.episodes.first() else { continue };
        let supported = queries(alert, &first.labels)
            .into_iter()
            .filter(|it| it.evidence.is_some())
            .filter(|it| {
                let query = promql::parse(&it.text, picture.plan.semantics).unwrap();
                let options = picture.plan.options();
                let value = promql::instant(&query, &picture.store, first.from, &options).unwrap().value;
                matches!(value, promql::Value::Vector(it) if !it.is_empty())
            })
            .count();
        assert!(supported >= 2, "{}: {supported} steps supported", alert.id);
    }
}
