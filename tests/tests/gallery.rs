//! The gallery: its cards say what the scenarios do, and opening one loses nothing. It must not look at pixels.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::event::{Event, Field};
use playground::view::{Card, Part, Verdict};
use playground::{App, bundled};
use std::collections::BTreeSet;
use tests::scenario::Run;

fn cards() -> Vec<Card> {
    let mut app = App::new();
    app.handle(Event::Gallery);
    app.settle();
    let cards = |app: &mut App| {
        app.answer().parts.into_iter().find_map(|it| if let Part::Gallery(it) = it { Some(it) } else { None })
    };
    let all = cards(&mut app).unwrap();
    assert!(cards(&mut app).is_none(), "they are sent once");
    all
}

#[test]
fn every_scenario_has_a_card_with_a_lesson_of_its_own() {
    let cards = cards();
    let names: Vec<_> = cards.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, bundled::scenario_names().collect::<Vec<_>>());
    assert!(cards.len() >= 16);
    let lessons: BTreeSet<_> = cards.iter().map(|it| it.teaches.as_str()).collect();
    assert_eq!(lessons.len(), cards.len());
    for it in &cards {
        assert!(it.teaches.ends_with('.') && it.teaches.len() <= 120, "{}: {}", it.name, it.teaches);
        assert!(it.about.len() > 80 && it.about.ends_with('.'), "{}: {}", it.name, it.about);
        assert!(it.alert.starts_with("Haproxy"), "{}", it.name);
    }
}

#[test]
fn what_a_card_says_of_its_alert_is_what_the_alert_does() {
    for card in cards() {
        let mut app = App::new();
        app.handle(Event::OpenScenario(card.name.clone()));
        app.settle();
        let model = app.model();
        assert_eq!(model.document.rule().unwrap().alert, card.alert);
        assert_eq!(model.document.scenario.exporter, card.exporter, "{}", card.name);
        let fires = !model.picture.as_ref().unwrap().states.episodes.is_empty();
        assert_eq!(fires, card.verdict != Verdict::SilentWrongly, "{}", card.name);
        let alert = catalogue::alert(&model.document.rule().unwrap().from).unwrap();
        let wrong = alert.wrong.filter(|it| it.scenario == card.name);
        let right = alert.scenario == card.name;
        let known = match wrong {
            Some(it) if it.fires => Some(Verdict::FiresWrongly),
            Some(_) => Some(Verdict::SilentWrongly),
            None if right && alert.never => Some(Verdict::SilentWrongly),
            None => right.then_some(Verdict::Fires),
        };
        assert!(known.is_none_or(|it| it == card.verdict), "{}: {known:?}", card.name);
    }
}

#[test]
fn opening_a_scenario_is_one_step_and_undo_brings_the_work_back() {
    let mut run = Run::of_link("");
    run.event(Event::PickAlert("haproxy_exporter/haproxy-server-connection-errors".to_owned()));
    run.event(Event::Edit { field: Field::For, text: "7m".to_owned() });
    run.event(Event::AddFault);
    let before = run.app.model().document.clone();
    run.event(Event::OpenScenario("windows-2-and-3".to_owned()));
    let opened = run.app.model().document.clone();
    assert_eq!(opened.scenario.name, "windows-2-and-3");
    assert_eq!(opened.rule().unwrap().alert, "HaproxyServerHealthcheckFailure");
    let undo =
        run.answer.parts.iter().find_map(|it| if let Part::Steps(it) = it { Some(&it.undo) } else { None });
    assert_eq!(undo.unwrap(), &format!("scenario {}", opened.scenario.title));
    run.event(Event::Undo);
    let after = run.app.model().document.clone();
    assert_eq!((&after.scenario, &after.rules), (&before.scenario, &before.rules));
    run.event(Event::Redo);
    assert_eq!(run.app.model().document.scenario, opened.scenario);
}

#[test]
fn a_scenario_that_is_not_bundled_changes_nothing() {
    let mut run = Run::of_link("");
    let before = run.app.model().document.clone();
    run.event(Event::OpenScenario("no-such".to_owned()));
    assert_eq!(run.app.model().document.scenario, before.scenario);
    assert_eq!(run.app.model().notices.len(), 1);
}
