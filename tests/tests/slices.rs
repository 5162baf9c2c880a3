//! Work in slices, and what becomes of work that is cancelled, without a page. It must not read a clock: work is counted.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::App;
use playground::document::Document;
use playground::event::{Event, Field};
use playground::fingerprint::samples;
use playground::limits::SLICE;
use playground::share;
use series::Store;
use tests::scenario::Run;

fn default() -> Document {
    Run::of_link("").app.model().document.clone()
}

/// The default document with so many servers in its first backend.
fn servers(number: usize, length: &str) -> Document {
    let mut document = default();
    length.clone_into(&mut document.scenario.length);
    let list = &mut document.scenario.backends[0].servers;
    let model = list[0].clone();
    list.extend((list.len()..number).map(|idx| {
        let mut server = model.clone();
        server.name = format!("other{idx}");
        server
    }));
    document
}

fn with_expr(mut document: Document, expr: &str) -> Document {
    expr.clone_into(&mut document.rules[0].expr);
    document
}

fn open(document: &Document) -> App {
    let mut app = App::new();
    app.handle(Event::Open { fragment: share::encode(document), saved: String::new() });
    app
}

/// The counted work of each slice of a whole run.
fn slices(app: &mut App) -> Vec<u64> {
    let (mut before, mut all) = (0, Vec::new());
    while app.work() {
        // What follows the selected rule counts from nought again: the rule as it was published.
        let spent = app.spent();
        all.push(spent.checked_sub(before).unwrap_or(spent));
        before = spent;
    }
    all
}

/// A run, slice by slice: none does much more than a slice may, and what comes of it is what comes of all steps at once.
fn check(document: &Document, most: u64) {
    let mut app = open(document);
    let slices = slices(&mut app);
    let expr = &document.rules[0].expr;
    assert!(slices.len() >= 3, "{expr}: {slices:?}");
    assert!(slices.iter().all(|it| *it <= most), "{expr}: {slices:?}");
    let picture = app.model().picture.as_ref().unwrap();
    assert_eq!(picture.columns.error, "", "{expr}");
    let plan = &picture.plan;
    let mut simulation = haproxy::Simulation::new(&plan.scenario, Some(&plan.wanted)).unwrap();
    let mut store = Store::new();
    while simulation.step(&mut store) {}
    assert_eq!(samples(&store), samples(&picture.store), "{expr}");
    let whole = promql::range(plan.query.root(), &store, plan.steps, &plan.options()).unwrap();
    assert_eq!(whole.columns.len(), picture.columns.whole.len(), "{expr}");
    for (it, other) in whole.columns.iter().zip(picture.columns.whole.iter()) {
        assert_eq!(it.labels, other.labels, "{expr}");
        let same = it.values.iter().zip(&other.values).all(|(a, b)| a.to_bits() == b.to_bits());
        assert!(same && it.values.len() == other.values.len(), "{expr} {}", it.labels);
    }
    let notes = |all: &[promql::Note]| all.iter().map(|it| it.message.clone()).collect::<Vec<_>>();
    assert_eq!(notes(&whole.notes), notes(&picture.columns.notes), "{expr}");
}

#[test]
fn a_slice_is_bounded_and_slices_give_what_one_piece_gives() {
    check(&default(), 2 * SLICE);
    check(&servers(100, "2h"), 2 * SLICE);
    let windows = "max_over_time(haproxy_server_up[1h]) - min_over_time(haproxy_server_up[1h]) > 0";
    check(&with_expr(servers(20, "3h"), windows), 2 * SLICE);
    check(&with_expr(default(), "sum by (server) (rate(haproxy_server_sessions_total[5m])) > 1"), 2 * SLICE);
}

#[test]
fn what_looks_at_as_much_for_one_step_as_for_many_is_still_cut() {
    let expr = "max_over_time(rate(haproxy_server_sessions_total[5m])[2h:1s]) > 1";
    check(&with_expr(servers(20, "3h"), expr), 10 * SLICE);
}

/// A settled app and an edit that needs several slices, one of which is done.
fn under_way() -> (Run, String, Document) {
    let mut run = Run::of_link("");
    let (fingerprint, document) = (run.answer.fingerprint.clone(), run.app.model().document.clone());
    assert!(!fingerprint.is_empty());
    run.app.handle(Event::Edit { field: Field::Seed, text: "77".to_owned() });
    assert!(run.app.work());
    let answer = run.app.answer();
    assert!(!answer.settled && answer.progress > 0.0 && answer.progress < 1.0);
    (run, fingerprint, document)
}

#[test]
fn what_is_cancelled_leaves_document_and_picture_as_they_were_and_can_be_had_after_all() {
    let (mut run, fingerprint, document) = under_way();
    run.app.handle(Event::Cancel);
    assert!(!run.app.work());
    let answer = run.app.answer();
    assert!(answer.settled);
    assert_eq!(run.app.model().document, document);
    assert!(run.app.model().notices[0].text.starts_with("Cancelled"), "{:?}", run.app.model().notices);
    let mut plain = run.app.model().clone();
    plain.notices.clear();
    // The picture is that of the document, and the view is the one before, but for what was said.
    assert_eq!(plain.picture.unwrap().plan.scenario.seed, document.scenario.seed);
    run.event(Event::Undo);
    assert_eq!(run.app.model().document.scenario.seed, 77);
    assert!(run.app.model().notices.is_empty());
    run.event(Event::Undo);
    assert_eq!(run.app.model().document.scenario.seed, document.scenario.seed);
    assert_eq!(run.answer.fingerprint, fingerprint);
}

#[test]
fn hovering_and_scrolling_drop_no_work() {
    let (mut run, _, _) = under_way();
    let spent = run.app.spent();
    run.app.handle(Event::Hover(Some(0)));
    run.app.handle(Event::Width(700));
    run.app.handle(Event::Zoom(None));
    assert_eq!(run.app.spent(), spent);
    run.app.handle(Event::Edit { field: Field::Seed, text: "78".to_owned() });
    assert_eq!(run.app.spent(), 0);
    run.app.handle(Event::Cancel);
    assert_eq!(run.app.model().document, under_way().2, "both edits are gone");
}

#[test]
fn progress_alone_sends_no_parts() {
    let (mut run, _, _) = under_way();
    let before = run.app.answer().progress;
    while run.app.work() {
        let answer = run.app.answer();
        assert!(answer.parts.is_empty() && answer.progress >= before);
    }
    let answer = run.app.answer();
    assert!(answer.settled && !answer.parts.is_empty() && !answer.fingerprint.is_empty());
}

#[test]
fn a_link_that_is_cancelled_before_there_is_a_picture_leaves_the_kept_work() {
    let mut kept = default();
    kept.scenario.seed = 5;
    let saved = playground::document::write(&kept);
    let mut app = App::new();
    app.handle(Event::Open { fragment: share::encode(&servers(100, "24h")), saved });
    assert!(app.work());
    app.handle(Event::Cancel);
    app.settle();
    let model = app.model();
    assert_eq!(model.document.scenario.seed, 5);
    assert_eq!(model.picture.as_ref().unwrap().plan.scenario.seed, 5);
    assert!(model.notices[0].text.contains("Redo"), "{:?}", model.notices);
}

#[test]
fn a_link_without_work_before_it_leaves_the_first_scenario() {
    let mut app = open(&servers(100, "24h"));
    assert!(app.work());
    app.handle(Event::Cancel);
    app.settle();
    assert_eq!(app.model().document.scenario, default().scenario);
    assert!(app.model().picture.is_some());
    app.handle(Event::Undo);
    assert_eq!(app.model().document.scenario.backends[0].servers.len(), 100);
}

#[test]
fn cancelling_nothing_changes_nothing() {
    let mut run = Run::of_link("");
    let (fingerprint, document) = (run.answer.fingerprint.clone(), run.app.model().document.clone());
    run.event(Event::Cancel);
    assert_eq!((&run.answer.fingerprint, &run.app.model().document), (&fingerprint, &document));
    assert!(run.app.model().notices.is_empty());
}
