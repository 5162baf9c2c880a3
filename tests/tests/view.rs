//! The view as a person gets it: what is selected, what is said where nothing fires, what a repair does. It must not look
//! at pixels.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::event::{Event, Field};
use playground::view::{Episodes, Findings, Head, Part, Runbook};
use tests::scenario::{Run, bundled};

fn open(name: &str) -> Run {
    Run::of(&bundled().into_iter().find(|(it, _)| it == name).unwrap().1)
}

/// One part of a first answer.
fn part<T>(run: &Run, pick: impl Fn(&Part) -> Option<T>) -> T {
    run.answer.parts.iter().find_map(pick).unwrap()
}

fn findings(run: &Run) -> Findings {
    part(run, |part| if let Part::Findings(it) = part { Some(it.clone()) } else { None })
}

fn episodes(run: &Run) -> Episodes {
    part(run, |part| if let Part::Episodes(it) = part { Some(it.clone()) } else { None })
}

#[test]
fn the_default_document_shows_web1_firing_at_the_cursor() {
    let run = Run::of_link("");
    let model = run.app.model();
    assert_eq!(model.document, {
        let mut first = playground::bundled::default_document();
        first.view = model.document.view.clone();
        first
    });
    let runbook: Runbook =
        part(&run, |part| if let Part::Runbook(it) = part { Some(it.clone()) } else { None });
    assert!(runbook.firing);
    assert_eq!(runbook.status, "web1 firing since 15:00:15, value 0");
    assert_eq!(episodes(&run).rows.len(), 1);
    let head: Head = part(&run, |part| if let Part::Head(it) = part { Some(it.clone()) } else { None });
    assert_eq!(head.summary, "1 episode. web1 fires from 15:00:15.");
    assert_eq!(head.work, "1,441 evaluations of 6 instances");
}

#[test]
fn what_was_pending_and_did_not_fire_is_told_alike_everywhere() {
    let mut run = Run::of_link("");
    let mut hold = |text: &str| {
        run.event(Event::Edit { field: Field::For, text: text.to_owned() });
        let title =
            findings(&run).rows.iter().map(|it| it.title.clone()).find(|it| it.starts_with("Pending"));
        (episodes(&run).empty, title.unwrap_or_default())
    };
    // True at 40 evaluations, 15 s apart.
    let (sentence, title) = hold("10m");
    assert_eq!(sentence, "Pending for 9m 45s at most, then false again. for is 10m.");
    assert_eq!(title, "Pending for 9m45s, then false again. `for` is 10m.");
    assert_eq!(hold("585s").0, "");
    run.event(Event::Edit { field: Field::For, text: "9h".to_owned() });
    run.event(Event::Edit { field: Field::Expr, text: "haproxy_server_up == 1".to_owned() });
    assert!(episodes(&run).empty.starts_with("Pending for "), "{}", episodes(&run).empty);
    run.event(Event::Edit { field: Field::Expr, text: "haproxy_server_up{server=\"api1\"} == 1".to_owned() });
    assert_eq!(episodes(&run).empty, "Still pending at the end, for 5h 59m 45s. for is 9h.");
}

#[test]
fn the_4xx_rule_can_never_fire_and_one_event_repairs_it() {
    let mut run = open("haproxy_exporter-haproxy-high-http4xx-error-rate-backend");
    assert!(episodes(&run).rows.is_empty());
    assert!(episodes(&run).empty.starts_with("Never true here. Closest: "), "{}", episodes(&run).empty);
    let found = findings(&run);
    let idx = found.rows.iter().position(|it| !it.repair.is_empty()).unwrap();
    let row = &found.rows[idx];
    assert!(row.title.to_lowercase().contains("can never fire"), "{row:?}");
    run.event(Event::Repair(idx as u32));
    assert!(run.app.model().document.rules[0].expr.contains("* 100 > 5"));
    assert!(!run.picture().states.episodes.is_empty());
    run.event(Event::ResetRule);
    assert!(run.picture().states.episodes.is_empty());
}

/// An alert that comes from the second half of an `or` has no line of the first comparison, and is shown all the same.
#[test]
fn whatever_fires_has_a_lane_and_a_short_name() {
    let mut run = open("haproxy_exporter-haproxy-server-down");
    let expr = "sum by (backend) (haproxy_server_up) < 0 or haproxy_server_up{server=\"web1\"} < 1";
    run.event(Event::Edit { field: Field::Expr, text: expr.to_owned() });
    let episodes = episodes(&run);
    assert_eq!(episodes.rows.len(), 1);
    assert!(
        episodes.rows[0].name.contains("web1") && episodes.rows[0].name.len() < 20,
        "{:?}",
        episodes.rows[0]
    );
    let lanes = part(&run, |part| if let Part::States(it) = part { Some(it.lanes.clone()) } else { None });
    assert!(
        lanes.iter().any(|lane| lane.name == episodes.rows[0].name && !lane.bars.is_empty()),
        "{lanes:?}"
    );
}

/// `on (...)` drops labels of what it compares: each server is still one instance, not a line and a lane apart.
#[test]
fn a_comparison_on_some_labels_has_one_instance_a_server() {
    let mut run = open("haproxy_exporter-haproxy-server-down");
    let expr = "haproxy_server_current_sessions > on (backend, server) haproxy_server_up";
    run.event(Event::Edit { field: Field::Expr, text: expr.to_owned() });
    let lines = part(&run, |part| if let Part::Lines(it) = part { Some(it.lines.len()) } else { None });
    let head: Head = part(&run, |part| if let Part::Head(it) = part { Some(it.clone()) } else { None });
    assert_eq!(lines, 6);
    assert!(head.work.ends_with("of 6 instances"), "{}", head.work);
    let rows =
        part(
            &run,
            |part| if let Part::Readout(it) = part { it.as_ref().map(|it| it.rows.len()) } else { None },
        );
    assert_eq!(rows, 6);
}

#[test]
fn an_episode_takes_cursor_selection_and_window_to_its_place() {
    let mut run = open("embedded-haproxy-server-response-errors");
    let last = run.picture().states.episodes.len() - 1;
    let episode = run.picture().states.episodes[last].clone();
    run.event(Event::PickEpisode(last as u32));
    let view = &run.app.model().document.view;
    let start = run.picture().plan.scenario.start;
    let millis = |seconds: f64| start + (seconds * 1000.0) as i64;
    assert_eq!(view.cursor.map(millis), Some(episode.from));
    let (from, to) = view.window.unwrap();
    assert!(millis(from) <= episode.from && episode.from < millis(to));
    assert!(view.instance.contains(episode.labels.value("server").unwrap()));
}

/// Dragging a threshold moves nothing but what follows from it.
#[test]
fn a_new_threshold_sends_no_lines_and_moves_no_window() {
    let mut run = open("embedded-haproxy-server-response-errors");
    let before = run.app.model().document.view.clone();
    run.event(Event::Edit { field: Field::Threshold, text: "6".to_owned() });
    assert!(run.answer.parts.iter().all(|part| !matches!(part, Part::Lines(_) | Part::Traffic(_))));
    assert!(run.answer.parts.iter().any(|part| matches!(part, Part::States(_))));
    assert_eq!(run.app.model().document.view, before);
}

/// A rule's annotation asks the scenario's samples, also for a metric that its expression does not read.
#[test]
fn annotations_query_the_samples() {
    let mut document = playground::bundled::default_document();
    let text = "{{ with query \"sum(haproxy_up)\" }}{{ . | first | value }} up{{ else }}none{{ end }} of {{ $labels.server }}, \
                {{ with query \"haproxy_server_up{server='web2'}\" }}{{ . | first | label \"server\" }}{{ end }}";
    document.rules[0].annotations = [("summary".to_owned(), text.to_owned())].into();
    let run = Run::of(&document);
    let rule = part(&run, |part| if let Part::Rule(it) = part { Some(it.clone()) } else { None });
    assert_eq!(rule.annotations, [("summary".to_owned(), "1 up of web1, web2".to_owned())]);
}

#[test]
fn a_rule_from_elsewhere_says_where_its_runbook_is() {
    let mut run = Run::of_link("");
    let text = "groups:\n- name: g\n  rules:\n  - alert: Mine\n    expr: haproxy_server_up == 0\n    annotations: { runbook_url: \"https://runbooks.example.org/mine\" }\n";
    run.event(Event::Import { name: "rules.yml".to_owned(), text: text.to_owned() });
    let book: Runbook = part(&run, |part| if let Part::Runbook(it) = part { Some(it.clone()) } else { None });
    let [section] = book.sections.as_slice() else { panic!("{book:?}") };
    assert_eq!(section.title, "No runbook");
    assert!(
        format!("{:?}", section.blocks).contains("It names a runbook: https://runbooks.example.org/mine")
    );
}
