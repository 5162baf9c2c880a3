//! Undo and redo over everything that a person does, without a page. It must not look at pixels.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::document::Document;
use playground::event::{Event, FaultField, Field, Node, NodeField};
use playground::view::{Part, Steps};
use tests::random::Random;
use tests::scenario::Run;

fn start() -> Run {
    Run::of_link("")
}

fn edit(field: Field, text: &str) -> Event {
    Event::Edit { field, text: text.to_owned() }
}

/// The names that the buttons bear now.
fn names(run: &Run) -> (String, String) {
    let steps =
        run.answer.parts.iter().find_map(|it| if let Part::Steps(it) = it { Some(it.clone()) } else { None });
    let Steps { undo, redo, .. } = steps.unwrap();
    (undo, redo)
}

fn work(run: &Run) -> Document {
    let mut document = run.app.model().document.clone();
    document.view = playground::document::ViewState::default();
    document
}

#[test]
fn a_drag_is_one_step_and_is_named_by_its_ends() {
    let mut run = start();
    run.event(Event::PickAlert("haproxy_exporter/haproxy-server-connection-errors".to_owned()));
    for text in ["90", "80", "70"] {
        run.event(edit(Field::Threshold, text));
    }
    assert_eq!(names(&run), ("threshold 100 to 70".to_owned(), String::new()));
    run.event(Event::Rest);
    run.event(edit(Field::Threshold, "60"));
    assert_eq!(names(&run).0, "threshold 70 to 60");
    run.event(Event::Undo);
    assert_eq!(names(&run), ("threshold 100 to 70".to_owned(), "threshold 70 to 60".to_owned()));
    assert!(work(&run).rules[0].expr.ends_with("70"), "{}", work(&run).rules[0].expr);
    run.event(Event::Undo);
    assert!(work(&run).rules[0].expr.ends_with("100"));
    assert_eq!(names(&run).0, "rule HaproxyServerConnectionErrors");
}

#[test]
fn a_drag_that_comes_back_is_no_step() {
    let mut run = start();
    run.event(edit(Field::For, "1m"));
    run.event(edit(Field::For, "0s"));
    assert!(!run.answer.parts.iter().any(|it| matches!(it, Part::Steps(it) if !it.undo.is_empty())));
}

#[test]
fn a_new_edit_ends_what_could_be_redone() {
    let mut run = start();
    run.event(edit(Field::For, "1m"));
    run.event(Event::Undo);
    assert_eq!(names(&run), (String::new(), "for 0s to 1m".to_owned()));
    run.event(edit(Field::KeepFiringFor, "1m"));
    assert_eq!(names(&run), ("keep_firing_for 0s to 1m".to_owned(), String::new()));
    let before = work(&run);
    run.event(Event::Redo);
    assert_eq!(work(&run), before);
}

#[test]
fn a_text_that_is_wrong_comes_back_as_it_was_typed() {
    let mut run = start();
    run.event(edit(Field::Requests, "forty"));
    run.event(Event::Rest);
    run.event(edit(Field::Requests, "50"));
    assert_eq!(names(&run).0, "requests forty to 50");
    run.event(Event::Undo);
    let draft = run.app.model().drafts.get(&Field::Requests).map(|it| it.text.clone());
    assert_eq!(draft.as_deref(), Some("forty"));
    run.event(Event::Undo);
    assert!(run.app.model().drafts.is_empty());
}

#[test]
fn undoing_an_edit_does_not_move_the_eye_but_an_older_scenario_brings_its_own_view() {
    let mut run = start();
    let first = run.app.model().document.view.clone();
    run.event(edit(Field::For, "1m"));
    let from = series::parse_instant(&run.app.model().document.scenario.start).unwrap();
    run.event(Event::Zoom(Some((from, from + 600_000))));
    run.event(Event::Undo);
    assert_eq!(run.app.model().document.view.window, Some((0.0, 600.0)));
    run.event(Event::Zoom(None));
    run.event(Event::PickScenario("windows-2-and-3".to_owned()));
    run.event(Event::Undo);
    assert_eq!(run.app.model().document.view.cursor, first.cursor);
}

#[test]
fn a_link_over_kept_work_is_a_step() {
    let mut other = start();
    other.event(edit(Field::For, "2m"));
    let saved = playground::document::write(&other.app.model().document);
    let fragment = playground::share::encode(&start().app.model().document);
    let mut app = playground::App::new();
    app.handle(Event::Open { fragment, saved });
    app.settle();
    let answer = app.answer();
    let mut run = Run { app, answer };
    assert_eq!(names(&run).0, "opening the link");
    assert_eq!(work(&run).rules[0].hold, "0s");
    run.event(Event::Undo);
    assert_eq!(work(&run), work(&other));
}

/// Some part of the topology, perhaps one that is not there.
fn node(random: &mut Random) -> Node {
    let (idx, server) = (random.percent(50).into(), random.below(4) as u32);
    match random.below(4) {
        0 => Node::Frontend(idx),
        1 => Node::Backend(idx),
        _ => Node::Server(idx, server),
    }
}

/// What is edited, and with what.
const FIELDS: [Field; 11] = [
    Field::Requests,
    Field::Noise,
    Field::Share5xx,
    Field::Seed,
    Field::Expr,
    Field::For,
    Field::Threshold,
    Field::Window,
    Field::Severity,
    Field::Fault(0, FaultField::For),
    Field::Fault(1, FaultField::Strength),
];
const TEXTS: [&str; 8] = [
    "1",
    "2",
    "3m",
    "45",
    "",
    "wrong",
    "haproxy_server_up == 1",
    "rate(haproxy_server_response_errors_total[5m]) > 3",
];

/// Something that a person does.
fn deed(random: &mut Random) -> Event {
    match random.below(16) {
        0 => Event::PickAlert("embedded/haproxy-server-response-errors".to_owned()),
        1 => Event::PickScenario("windows-2-and-3".to_owned()),
        2 => Event::AddFault,
        3 => Event::RemoveFault(random.percent(50).into()),
        4 => Event::ResetRule,
        5 => Event::Rest,
        6 => Event::Undo,
        7 => Event::Redo,
        8 => Event::AddNode(node(random)),
        9 => Event::RemoveNode(node(random)),
        10 => edit(Field::Node(node(random), NodeField::Name), ["a", "be_web", "x y"][random.below(3)]),
        _ => edit(FIELDS[random.below(FIELDS.len())], TEXTS[random.below(TEXTS.len())]),
    }
}

/// Whatever was done: all of it undone is the beginning, all of it redone is the end.
#[test]
fn all_undone_is_the_beginning_and_all_redone_the_end() {
    let mut random = Random(20_260_302);
    for _ in 0..5 {
        let mut app = playground::App::new();
        let first = app.model().document.clone();
        for _ in 0..30 {
            app.handle(deed(&mut random));
        }
        (0..40).for_each(|_| app.handle(Event::Redo));
        let last = app.model().clone();
        assert!(playground::plan::Plan::new(&last.document).is_ok(), "what was edited can be simulated");
        (0..40).for_each(|_| app.handle(Event::Undo));
        let begun = app.model();
        assert_eq!((&begun.document.scenario, &begun.document.rules), (&first.scenario, &first.rules));
        assert!(begun.drafts.is_empty());
        (0..40).for_each(|_| app.handle(Event::Redo));
        let ended = app.model();
        assert_eq!(
            (&ended.document.scenario, &ended.document.rules),
            (&last.document.scenario, &last.document.rules)
        );
        assert_eq!(ended.drafts, last.drafts);
    }
}
