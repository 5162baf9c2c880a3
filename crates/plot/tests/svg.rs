//! The picture of a chart, kept as a file: what a change of the drawing does is seen in its diff. It must not know
//! the page. `BLESS=1 cargo test -p plot --features draw` writes the file anew.

#![cfg(feature = "draw")]

use plot::Layout;
use plot::draw::{Palette, Scene};
use plot::{
    Crossing, FaultBar, Frame, Gap, Hold, Lane, LaneState, Line, Lines, Notice, NoticeKind, Panel, Point,
    Side, Span, States, Threshold, Trace,
};
use std::fs;
use std::path::Path;

/// The chart, `width` CSS pixels wide, on paper.
fn svg(
    frame: &Frame,
    lines: &Lines,
    states: &States,
    faults: &[FaultBar],
    cursor: Option<i64>,
    width: u32,
) -> Result<String, String> {
    let layout = Layout::new(f64::from(width), states, lines.inputs.len());
    plot::svg(Scene { cursor, ..Scene::new(&layout, frame, lines, states, faults, &Palette::light()) }, false)
}

/// 2026-03-02T14:06:00Z.
const START: i64 = 1_772_460_360_000;

fn span(from: i64, to: i64) -> Span {
    Span { from: START + from * 1000, to: START + to * 1000 }
}

fn frame() -> Frame {
    Frame {
        window: span(0, 1920),
        range: span(-7560, 14_040),
        step: 15_000,
        first: START - 7_560_000,
        low: 0.0,
        high: 16.5,
        unit: "errors per 100 good responses".to_owned(),
        floor: 0.03,
        ..Frame::default()
    }
}

/// A line that rises to `top` between two instants, in seconds after the start.
fn line(slot: u32, top: f64, from: i64, to: i64) -> Line {
    let value = |second: i64| {
        let noise = f64::from((second * 7919 % 13) as i32) / 13.0;
        if (from..to).contains(&second) { top - noise } else { noise * 0.4 }
    };
    let run: Vec<Point> =
        (0..=128).map(|idx| Point { time: START + idx * 15_000, value: value(idx * 15) }).collect();
    let peak = run.iter().copied().max_by(|a, b| a.value.total_cmp(&b.value));
    let name = format!("web{}", slot + 1);
    let labels = format!("{{server=\"{name}\"}}");
    Line { labels, name, slot, selected: slot == 1, runs: vec![run], peak }
}

fn lines() -> Lines {
    let mut quiet = line(2, 0.3, 0, 0);
    quiet.runs[0].truncate(87);
    let gaps = vec![Gap { slot: 2, span: span(1060, 1380), why: "web3: no value, 0/0".to_owned() }];
    let overview = (0..120).map(|idx| if (60..65).contains(&idx) { 14.0 } else { 0.4 }).collect();
    Lines {
        lines: vec![line(0, 9.0, 1600, 1650), line(1, 14.0, 330, 800), quiet],
        gaps,
        overview,
        ..Lines::default()
    }
}

fn states() -> States {
    let lane = |name: &str, slot, bars| Lane { name: name.to_owned(), slot, selected: slot == 1, bars };
    let threshold =
        Threshold { value: 5.0, text: "5".to_owned(), side: Side::Above, draggable: true, resolution: 0.1 };
    let crossing = |slot, second: i64, begins| Crossing { slot, time: START + second * 1000, begins };
    States {
        threshold: Some(threshold),
        crossings: vec![crossing(1, 330, true), crossing(1, 810, false), crossing(0, 1605, true)],
        filled: vec![span(330, 810)],
        lanes: vec![
            lane("web1", 0, vec![(LaneState::Pending, span(1605, 1650))]),
            lane(
                "web2",
                1,
                vec![
                    (LaneState::Pending, span(330, 450)),
                    (LaneState::Firing, span(450, 810)),
                    (LaneState::Kept, span(810, 990)),
                ],
            ),
            lane("web3", 2, vec![(LaneState::NoValue, span(1060, 1380))]),
        ],
        quiet: "+3 quiet: api1, api2, api3. Never true, closest 0.30\u{d7} of the threshold".to_owned(),
        hold: Some(Hold { label: "for 2m".to_owned(), span: span(330, 450) }),
        keep: Some(Hold { label: "keep_firing_for 3m".to_owned(), span: span(810, 990) }),
        overview: vec![span(450, 990), span(5000, 5300)],
        ..States::default()
    }
}

fn faults() -> Vec<FaultBar> {
    let bar = |idx, label: &str, span, selected| FaultBar {
        idx,
        label: label.to_owned(),
        span,
        selected,
        counts: selected,
    };
    vec![
        bar(0, "web2 closes before headers", span(300, 780), true),
        bar(1, "web3 refuses connections", span(1060, 1380), false),
    ]
}

#[test]
fn the_picture_is_the_kept_one() {
    let text = svg(&frame(), &lines(), &states(), &faults(), Some(START + 495_000), 776).expect("drawn");
    kept("tests/chart.svg", &text);
}

/// Compares a picture with the kept one.
fn kept(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).expect("written");
    }
    let kept = fs::read_to_string(&path).expect("the kept picture");
    assert!(kept == text, "the chart is drawn differently: look at it, then BLESS=1");
}

/// Inputs, messages, a second threshold, a logarithmic axis in another zone: what the plain picture has not.
#[test]
fn the_full_picture_is_the_kept_one() {
    let mut frame = frame();
    (frame.log, frame.zone) = (true, 7_200_000);
    let mut lines = lines();
    let runs = |slot: usize| lines.lines[slot].runs.clone();
    let traces: Vec<Trace> = (0..3).map(|slot| Trace { slot, runs: runs(slot as usize) }).collect();
    lines.inputs = vec![
        Panel { caption: "errors per second".to_owned(), low: 0.0, high: 20.0, traces: traces.clone() },
        Panel { caption: "responses per second".to_owned(), low: 0.0, high: 15.0, traces },
    ];
    let mut states = states();
    let second = Threshold { value: 1.0, text: "1".to_owned(), ..states.threshold.clone().expect("one") };
    states.others = vec![(1, second)];
    let note = |second: i64, kind| Notice { time: START + second * 1000, kind };
    states.notes =
        vec![note(480, NoticeKind::Page), note(900, NoticeKind::Firing), note(1200, NoticeKind::Resolved)];
    let text = svg(&frame, &lines, &states, &faults(), Some(START + 495_000), 776).expect("drawn");
    kept("tests/chart-full.svg", &text);
}

// An empty chart, a chart without width and one without a finite value are drawn, not refused.
#[test]
fn nothing_breaks_the_drawing() {
    let mut frame = frame();
    for width in [0, 1, 60, 360] {
        assert!(svg(&frame, &Lines::default(), &States::default(), &[], None, width).is_ok());
        assert!(svg(&frame, &lines(), &states(), &faults(), Some(i64::MAX), width).is_ok());
    }
    for (low, high) in [(0.0, 0.0), (f64::NAN, f64::NAN), (f64::NEG_INFINITY, f64::INFINITY), (5.0, -5.0)] {
        (frame.low, frame.high) = (low, high);
        assert!(svg(&frame, &lines(), &states(), &faults(), None, 776).is_ok());
    }
    frame.window = Span { from: 0, to: 0 };
    assert!(svg(&frame, &lines(), &states(), &faults(), Some(0), 776).is_ok());
}

/// Within a page every colour is a token, and light and dark are the same text.
#[test]
fn within_a_page_colours_are_tokens() {
    let (frame, lines, states, faults) = (frame(), lines(), states(), faults());
    let layout = Layout::new(776.0, &states, 0);
    let palette = Palette::light();
    let scene = Scene::new(&layout, &frame, &lines, &states, &faults, &palette);
    let text = plot::svg(scene, true).expect("drawn");
    assert!(!text.contains("\"#") && !text.contains("style") && !text.contains("font-family"), "{text}");
    for token in ["var(--firing)", "var(--series-2)", "var(--shade-alpha)", "var(--surface)"] {
        assert!(text.contains(token), "{token}");
    }
}

/// Names come from labels, and labels hold anything.
#[test]
fn names_do_not_become_markup() {
    let mut lines = lines();
    lines.lines[1].name = "<script>&\"".to_owned();
    let text = svg(&frame(), &lines, &states(), &faults(), None, 776).expect("drawn");
    assert!(!text.contains("<script") && text.contains("&lt;script>&amp;"));
}
