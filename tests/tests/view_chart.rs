//! What the chart is given: inputs, the other side of a comparison, several thresholds, messages, faults by pointing. It
//! must not look at pixels.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::event::{Event, Field};
use playground::view::{Explain, Part, Rule};
use plot::{FaultBar, Frame, Lines, NoticeKind, States};
use tests::scenario::{Run, bundled};

fn open(name: &str) -> Run {
    Run::of(&bundled().into_iter().find(|(it, _)| it == name).unwrap().1)
}

/// The newest of the parts that an answer has.
fn part<T>(run: &Run, pick: impl Fn(&Part) -> Option<T>) -> T {
    run.answer.parts.iter().find_map(pick).unwrap()
}

fn lines(run: &Run) -> Lines {
    part(run, |part| if let Part::Lines(it) = part { Some(it.clone()) } else { None })
}

fn states(run: &Run) -> States {
    part(run, |part| if let Part::States(it) = part { Some(it.clone()) } else { None })
}

fn frame(run: &Run) -> Frame {
    part(run, |part| if let Part::Frame(it) = part { Some(it.clone()) } else { None })
}

fn with(name: &str, expr: &str) -> Run {
    let mut run = open(name);
    run.event(Event::Edit { field: Field::Expr, text: expr.to_owned() });
    run
}

/// Numerator and denominator: at every instant their quotient is the line, on the same slots.
#[test]
fn the_inputs_of_a_ratio_make_its_line() {
    let lines = lines(&open("embedded-haproxy-server-response-errors"));
    let captions: Vec<_> = lines.inputs.iter().map(|it| it.caption.as_str()).collect();
    assert_eq!(captions, ["server response errors per second", "server http responses per second"]);
    let value = |panel: usize, slot: u32, time: i64| {
        let trace = lines.inputs[panel].traces.iter().find(|it| it.slot == slot)?;
        trace.runs.iter().flatten().find(|it| it.time == time).map(|it| it.value)
    };
    let mut compared = 0;
    for line in &lines.lines {
        for point in line.runs.iter().flatten() {
            let (Some(errors), Some(good)) =
                (value(0, line.slot, point.time), value(1, line.slot, point.time))
            else {
                continue;
            };
            assert!(
                (errors / good * 100.0 - point.value).abs() <= 1e-9 * point.value.abs(),
                "{} {point:?}",
                line.name
            );
            compared += 1;
        }
    }
    assert!(compared > 500, "{compared}");
    for panel in &lines.inputs {
        let values = panel.traces.iter().flat_map(|it| it.runs.iter().flatten()).map(|it| it.value);
        assert!(panel.low <= 0.0 && values.fold(0.0, f64::max) <= panel.high, "{}", panel.caption);
    }
}

/// A raw counter's height says nothing: its rate is the input. A gauge has none.
#[test]
fn a_raw_counter_is_shown_as_a_rate() {
    let raw = lines(&with("haproxy_exporter-haproxy-server-down", "haproxy_server_bytes_in_total > 1e9"));
    assert_eq!(raw.inputs.len(), 1);
    assert_eq!(raw.inputs[0].caption, "server bytes in per second");
    assert_eq!(raw.inputs[0].traces.len(), 6);
    assert!(lines(&open("haproxy_exporter-haproxy-server-down")).inputs.is_empty());
}

/// Vector against vector: the right side is a line an instance, on the instance's own slot, and there is no handle.
#[test]
fn the_right_side_is_drawn_where_there_is_no_number() {
    let run = with(
        "haproxy_exporter-haproxy-server-down",
        "haproxy_server_current_sessions > on (backend, server) haproxy_server_up",
    );
    let (lines, states) = (lines(&run), states(&run));
    assert!(states.threshold.is_none());
    let mut slots: Vec<u32> = lines.others.iter().map(|it| it.slot).collect();
    slots.sort_unstable();
    assert_eq!(slots, [0, 1, 2, 3, 4, 5]);
    let values = lines.others.iter().flat_map(|it| it.runs.iter().flatten());
    assert!(values.map(|it| it.value).all(|it| it == 0.0 || it == 1.0));
}

/// Several thresholds: one is active and written back, those of the same side lie on the same axis.
#[test]
fn one_of_several_thresholds_is_active() {
    let expr = "haproxy_server_up < 0.5 or haproxy_server_up > 1.5 or haproxy_server_current_sessions > 70";
    let mut run = with("haproxy_exporter-haproxy-server-down", expr);
    let first = states(&run);
    assert_eq!(first.threshold.unwrap().text, "0.5");
    assert_eq!(first.others.iter().map(|(idx, it)| (*idx, it.value)).collect::<Vec<_>>(), [(1, 1.5)]);
    assert!(frame(&run).high > 1.5);
    run.event(Event::PickThreshold(2));
    assert_eq!(states(&run).threshold.unwrap().text, "70");
    assert!(states(&run).others.is_empty());
    assert!(frame(&run).unit.contains("current_sessions"), "{}", frame(&run).unit);
    run.event(Event::Edit { field: Field::Threshold, text: "80".to_owned() });
    assert_eq!(run.app.model().document.rules[0].expr, expr.replace("70", "80"));
    let rule: Rule = part(&run, |part| if let Part::Rule(it) = part { Some(it.clone()) } else { None });
    assert_eq!(rule.comparisons.iter().map(|it| it.1).collect::<Vec<_>>(), [false, false, true]);
    // A place that the expression does not have is as good as none.
    run.event(Event::PickThreshold(99));
    assert_eq!(states(&run).threshold.unwrap().text, "0.5");
}

/// The message comes after group_wait, 30 seconds after the alert fires; at severity critical it is a page.
#[test]
fn a_page_follows_the_alert() {
    let run = open("haproxy_exporter-haproxy-server-down");
    let fired = run.picture().states.episodes[0].from;
    let notes = states(&run).notes;
    assert_eq!((notes[0].time, notes[0].kind), (fired + 30_000, NoticeKind::Page));
    assert!(notes.iter().any(|it| it.kind == NoticeKind::Resolved));
    let mut run = run;
    run.event(Event::Edit { field: Field::Severity, text: "warning".to_owned() });
    assert_eq!(states(&run).notes[0].kind, NoticeKind::Firing);
}

/// A fault where it was pointed at: whole seconds, inside the scenario, open for edits.
#[test]
fn a_fault_is_added_where_it_is_pointed_at() {
    let mut run = open("haproxy_exporter-haproxy-server-down");
    let start = run.picture().plan.scenario.start;
    run.event(Event::AddFaultAt { from: start + 600_400, to: start + 900_000 });
    let faults: Vec<FaultBar> =
        part(&run, |part| if let Part::Faults(it) = part { Some(it.clone()) } else { None });
    let added = faults.last().unwrap();
    assert!(added.selected && added.counts);
    assert_eq!((added.span.from, added.span.to), (start + 600_000, start + 900_000));
    for (from, to) in [(i64::MIN, i64::MAX), (start + 10_000, start), (i64::MAX, i64::MIN)] {
        run.event(Event::AddFaultAt { from, to });
    }
    assert_eq!(run.app.model().document.scenario.events.len(), 5);
}

/// A logarithmic axis begins at the least value above nought.
#[test]
fn the_floor_is_above_nought() {
    assert!((frame(&open("haproxy_exporter-haproxy-server-down")).floor - 1.0).abs() < 1e-12);
    let nothing = with("haproxy_exporter-haproxy-server-down", "haproxy_server_up * 0 > 0");
    assert!(frame(&nothing).floor.abs() < 1e-12);
}

fn explained(run: &Run) -> Explain {
    part(run, |part| if let Part::Explain(it) = part { Some(it.clone()) } else { None })
}

/// Time travel: every node's value, the window's samples, rate's arithmetic, and what the state machine makes of it.
#[test]
fn an_instant_is_explained() {
    let mut run = open("embedded-haproxy-server-response-errors");
    let episode = run.picture().states.episodes[0].clone();
    let (fired, step) = (episode.from, run.picture().plan.steps.step);
    let it = explained(&run);
    let texts: Vec<_> = it.tree.iter().map(|it| (it.depth, it.text.as_str())).collect();
    assert_eq!(texts[0], (0, "… > 5"));
    assert_eq!(texts[1], (1, "… * 100"));
    assert_eq!(texts[2], (2, "… / …"));
    assert_eq!(it.tree[0].value, it.tree[1].value, "the comparison holds");
    // Numerator over denominator is what the division says, to the digits that are shown.
    let value = |idx: usize| it.tree[idx].value.parse::<f64>().unwrap();
    let sums: Vec<usize> =
        (0..it.tree.len()).filter(|idx| it.tree[*idx].text.starts_with("sum by")).collect();
    assert!((value(sums[0]) / value(sums[1]) * 100.0 - value(1)).abs() < 1.0, "{:?}", it.tree);
    // The first window's samples and arithmetic come to the rate.
    let window = &it.windows[0];
    assert_eq!(window.samples.len(), 4);
    let (name, rate) = window.steps.last().unwrap();
    assert_eq!(name, "Rate");
    let result: f64 = rate.rsplit(' ').next().unwrap().parse().unwrap();
    assert!((result - value(sums[0])).abs() < 0.02, "{rate}");
    let fact = |it: &Explain, name: &str| {
        it.facts.iter().find(|it| it.0 == name).map(|it| it.1.clone()).unwrap_or_default()
    };
    assert!(fact(&it, "Comparison").ends_with("> 5 is true"));
    assert_eq!(fact(&it, "State"), "firing");
    assert!(fact(&it, "for").starts_with("1m, over since"), "{:?}", it.facts);
    assert!(it.annotations.iter().any(|(name, _)| name == "summary"));
    // An evaluation earlier it was pending, with 15 seconds left; before that, inactive.
    run.event(Event::Cursor(Some(fired - step)));
    let it = explained(&run);
    assert_eq!((fact(&it, "State"), fact(&it, "for")), ("pending".to_owned(), "15s of 1m left".to_owned()));
    run.event(Event::Cursor(Some(fired - 20 * step)));
    let it = explained(&run);
    assert_eq!(fact(&it, "State"), "inactive");
    assert!(fact(&it, "Comparison").ends_with("is false") && it.tree[0].value == "nothing", "{it:?}");
}

/// Another instance has its own values; the pointer's instant goes before the cursor's.
#[test]
fn explanations_are_of_the_selected_instance_and_the_pointer() {
    let mut run = open("haproxy_exporter-haproxy-server-down");
    let first = explained(&run);
    assert_eq!((first.name.as_str(), first.tree[0].value.as_str()), ("web1", "0"));
    run.event(Event::PickInstance(0));
    let second = explained(&run);
    assert_eq!((second.name.as_str(), second.tree[0].value.as_str()), ("api1", "nothing of it"));
    assert_eq!(second.tree[1].value, "1");
    let start = run.picture().plan.scenario.start;
    run.event(Event::Hover(Some(start + 60_000)));
    assert_eq!(explained(&run).clock, "12:01:00");
}

/// A dragged threshold is not evaluated anew: what the filter leaves of the known side is what an evaluation gives, NaN,
/// gaps, both directions and states included.
#[test]
fn a_dragged_threshold_is_what_an_evaluation_gives() {
    let exprs = [
        "(sum by (server) (rate(haproxy_server_response_errors_total[1m])) / sum by (server) (rate(haproxy_server_http_responses_total[1m]))) * 100 > 5",
        "(0.5 <= sum by (server) (rate(haproxy_server_response_errors_total[2m])))",
        "haproxy_server_current_sessions != 0",
        "haproxy_server_up{server=~\"web.\"} == 1",
    ];
    for expr in exprs {
        let mut dragged = with("embedded-haproxy-server-response-errors", expr);
        for text in ["1", "0", "-2", "0.25", "1e6"] {
            dragged.event(Event::Edit { field: Field::Threshold, text: text.to_owned() });
            let fresh = Run::of(&dragged.app.model().document);
            let bits = |run: &Run| {
                let columns = run.picture().columns.whole.iter();
                columns
                    .map(|it| {
                        (it.labels.to_string(), it.values.iter().map(|it| it.to_bits()).collect::<Vec<_>>())
                    })
                    .collect::<Vec<_>>()
            };
            assert!(bits(&dragged) == bits(&fresh), "{expr} at {text}");
            assert_eq!(
                dragged.picture().states.episodes,
                fresh.picture().states.episodes,
                "{expr} at {text}"
            );
        }
    }
}

/// The messages of a rule alone are those that the whole Alertmanager sends by its default route, in every bundled scenario.
#[test]
fn messages_are_alertmanagers() {
    let mut messages = 0;
    for (name, document) in bundled() {
        let run = Run::of(&document);
        let picture = run.picture();
        let timeline = &picture.states.timeline;
        let config = alerting::notify::Alertmanager::default();
        let all = alerting::notify::notifications(&config, &[(timeline, picture.plan.steps)]).unwrap();
        let kind = |it: &alerting::notify::Message| match (it.is_page, it.is_firing()) {
            (true, _) => NoticeKind::Page,
            (false, true) => NoticeKind::Firing,
            (false, false) => NoticeKind::Resolved,
        };
        let theirs: Vec<_> = all.messages.iter().map(|it| (it.time, kind(it))).collect();
        let ours: Vec<_> = picture.states.notes.iter().map(|it| (it.time, it.kind)).collect();
        assert_eq!(ours, theirs, "{name}");
        messages += ours.len();
    }
    assert!(messages > 20, "{messages}");
}
