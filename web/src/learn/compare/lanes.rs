//! The lanes of A and B beneath each other, an object a row, on one time axis with the faults; between both a strip shows where
//! one alone fires. It must not know episodes.

use crate::learn::heat::px;
use crate::markup::{all, page};
use playground::learn::{Compared, LaneState, Lanes, Span, Stretch};
use plot::{TimeMap, clock};
use std::fmt::Write;
use yew::Html;

/// The height of a lane, of the strip between two, and of what parts two rows.
const LANE: f64 = 14.0;
const STRIP: f64 = 6.0;
const GAP: f64 = 12.0;
/// A line of text, and a row of faults.
const LINE: f64 = 16.0;
/// Room for names beside the lanes, where there is as much; the letters A and B stand right of them.
const NAMES: f64 = 132.0;
const LETTER: f64 = 18.0;
const RIGHT: f64 = 8.0;
/// From this width on names stand beside the lanes, else above them.
const WIDE: f64 = 600.0;
/// What a letter of 11 pixels takes, at most.
const GLYPH: f64 = 6.4;
/// Rows of faults at most: more lie in the last one.
const FAULTS: usize = 3;
/// Pixels between two figures of the time axis, and the steps in milliseconds that it can have.
const APART: f64 = 72.0;
#[rustfmt::skip]
const STEPS: [i64; 14] = [
    15_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
    172_800_000, 604_800_000, 2_419_200_000,
];
const DAY: i64 = 86_400_000;

/// Where everything lies.
struct Room {
    width: f64,
    map: TimeMap,
    beside: bool,
    /// Where the first row begins.
    top: f64,
    rows: usize,
}

impl Room {
    fn new(it: &Compared, width: f64, faults: usize) -> Self {
        let beside = width >= WIDE;
        let left = LETTER + if beside { NAMES } else { 0.0 };
        let map = TimeMap { window: it.range, left, right: (width - RIGHT).max(left + 40.0) };
        Self { width, map, beside, top: faults as f64 * LINE + 6.0, rows: it.rows.len() }
    }

    fn row(&self) -> f64 {
        2.0 * LANE + STRIP + GAP + if self.beside { 0.0 } else { LINE }
    }

    /// The top of lane A of a row.
    fn lane(&self, row: usize) -> f64 {
        self.top + row as f64 * self.row() + if self.beside { 0.0 } else { LINE }
    }

    fn bottom(&self) -> f64 {
        self.top + self.rows as f64 * self.row()
    }
}

/// The picture.
pub(super) fn view(it: &Compared, width: f64) -> Html {
    if it.rows.is_empty() {
        return page!("<p class=note>There is no lane to show.</p>");
    }
    let places = places(&it.labels);
    let count = places.iter().max().map_or(0, |it| it + 1);
    let room = Room::new(it, width, count);
    let rows = it.rows.iter().enumerate().map(|(idx, lanes)| row(&room, idx, lanes));
    page!(
        "<svg class=cmp-svg width=$ height=$ role=img aria-label=$><defs>\
         <pattern id=cmp-hatch width=5 height=5 patternUnits=userSpaceOnUse patternTransform=\"rotate(45)\"><path class=cmp-hatch d=\"M0 0v5\"/></pattern>\
         <pattern id=cmp-dots width=4 height=4 patternUnits=userSpaceOnUse><path class=cmp-dots d=\"M1 1h1.500v1.500h-1.500z\"/></pattern></defs>\
         $$$</svg>",
        px(room.width),
        px(room.bottom() + 22.0),
        said(it),
        axis(&room),
        faults(&room, &it.labels, &places),
        all(rows)
    )
}

/// The picture for who cannot see it.
fn said(it: &Compared) -> String {
    let differ = it.rows.iter().filter(|it| it.lanes[0] != it.lanes[1]).count();
    format!(
        "Lanes of {} objects under A and B, {} to {} UTC; {differ} differ",
        it.rows.len(),
        clock::minutes(it.range.from),
        clock::minutes(it.range.to)
    )
}

/// What is not shown.
pub(super) fn note(it: &Compared) -> String {
    let more = if it.more > 0 {
        format!(" {} more objects differ less or not at all.", it.more)
    } else {
        String::new()
    };
    format!("Times are UTC. What is inactive under both rules has no lanes.{more}")
}

fn row(room: &Room, idx: usize, lanes: &Lanes) -> Html {
    let (a, b) = (room.lane(idx), room.lane(idx) + LANE + STRIP);
    let name = if room.beside {
        text("cmp-name", (NAMES, a + LANE + STRIP / 2.0 + 4.0), "end", &fitting(&lanes.name, NAMES - 12.0))
    } else {
        text("cmp-name", (0.0, a - 5.0), "start", &fitting(&lanes.name, room.width))
    };
    let letter = |word, top: f64| text("tick", (room.map.left - 6.0, top + LANE - 3.0), "end", word);
    let [only_a, only_b] = [(0, 1), (1, 0)].map(|(one, other)| alone(&lanes.lanes[one], &lanes.lanes[other]));
    let half = STRIP / 2.0;
    page!(
        "<g><title>$</title>$$$$$<path class=cmp-only d=$/><path class=cmp-only d=$/></g>",
        &lanes.labels,
        name,
        letter("A", a),
        letter("B", b),
        lane(room, &lanes.lanes[0], a),
        lane(room, &lanes.lanes[1], b),
        bars(room, only_a.into_iter(), a + LANE + 0.5, half - 0.5),
        bars(room, only_b.into_iter(), a + LANE + half, half - 0.5)
    )
}

/// A lane: a line where it is inactive, half as high where it is pending.
fn lane(room: &Room, lane: &[(LaneState, Span)], top: f64) -> Html {
    let of = |state, top: f64, height: f64| {
        bars(room, lane.iter().filter(|it| it.0 == state).map(|it| it.1), top, height)
    };
    page!(
        "<path class=cmp-none d=$/><path class=cmp-pending fill=\"url(#cmp-hatch)\" d=$/><path class=cmp-kept fill=\"url(#cmp-dots)\" d=$/><path class=cmp-firing d=$/>",
        format!("M{:.1} {:.1}H{:.1}", room.map.left, top + LANE - 0.5, room.map.right),
        of(LaneState::Pending, top + LANE / 2.0, LANE / 2.0 - 0.5),
        of(LaneState::Kept, top + 0.5, LANE - 1.0),
        of(LaneState::Firing, top, LANE)
    )
}

/// Rectangles over time.
fn bars(room: &Room, spans: impl Iterator<Item = Span>, top: f64, height: f64) -> String {
    let mut out = String::new();
    for (from, to) in spans.filter_map(|it| room.map.clip(it)) {
        let width = (to - from).max(1.5);
        let _ = write!(out, "M{from:.1} {top:.1}h{width:.1}v{height:.1}h-{width:.1}z");
    }
    out
}

/// Where `lane` fires and `other` does not.
fn alone(lane: &[(LaneState, Span)], other: &[(LaneState, Span)]) -> Vec<Span> {
    let (lane, other) = (firing(lane), firing(other));
    let mut found = Vec::new();
    for Span { mut from, to } in lane {
        for it in &other {
            if it.to <= from || it.from >= to {
                continue;
            }
            if from < it.from {
                found.push(Span { from, to: it.from });
            }
            from = it.to;
        }
        if from < to {
            found.push(Span { from, to });
        }
    }
    found
}

/// The stretches in which a lane fires, kept firing among them, in order of time.
fn firing(lane: &[(LaneState, Span)]) -> Vec<Span> {
    let wanted = |it: &&(LaneState, Span)| matches!(it.0, LaneState::Firing | LaneState::Kept);
    let mut spans: Vec<Span> = lane.iter().filter(wanted).map(|it| it.1).collect();
    spans.sort_unstable_by_key(|it| (it.from, it.to));
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

/// In which row each fault stands, so that none covers another.
fn places(labels: &[Stretch]) -> Vec<usize> {
    let mut ends: Vec<i64> = Vec::new();
    let mut places = Vec::new();
    for it in labels {
        let free = ends.iter().position(|end| *end <= it.span.from).unwrap_or(ends.len()).min(FAULTS - 1);
        if free == ends.len() {
            ends.push(i64::MIN);
        }
        ends[free] = ends[free].max(it.span.to);
        places.push(free);
    }
    places
}

/// The faults as bars, and lines from their ends down through all lanes.
fn faults(room: &Room, labels: &[Stretch], places: &[usize]) -> Html {
    let bar = |(it, place): (&Stretch, &usize)| {
        let Some((from, to)) = room.map.clip(it.span) else { return Html::default() };
        let top = *place as f64 * LINE;
        let title = if it.counts { it.title.clone() } else { format!("{} (does not count)", it.title) };
        let name = fitting(&it.title, to - from - 6.0);
        page!(
            "<g><title>$</title><path class=cmp-edge d=$/><path class=$ d=$/>$</g>",
            title,
            format!(
                "M{from:.1} {:.1}V{:.1}M{to:.1} {:.1}V{:.1}",
                top + 13.0,
                room.bottom(),
                top + 13.0,
                room.bottom()
            ),
            if it.counts { "cmp-fault" } else { "cmp-fault cmp-other" },
            bars(room, std::iter::once(it.span), top + 0.5, 13.0),
            text("cmp-fault-n", (from + 4.0, top + 10.5), "start", &name)
        )
    };
    all(labels.iter().zip(places).map(bar))
}

fn axis(room: &Room) -> Html {
    let step = STEPS.into_iter().find(|it| room.map.millis(APART) <= *it).unwrap_or(STEPS[STEPS.len() - 1]);
    let Span { from, to } = room.map.window;
    let first = from.div_euclid(step) + i64::from(from.rem_euclid(step) > 0);
    let bottom = room.bottom();
    let tick = |idx: i64| {
        let time = idx * step;
        let x = room.map.x(time);
        let words = if time.rem_euclid(DAY) == 0 { clock::day(time) } else { clock::minutes(time) };
        // The last figure would stand out of the picture.
        let anchor = if x + 16.0 > room.width { "end" } else { "middle" };
        page!(
            "<path class=grid d=$/>$",
            format!("M{x:.1} {:.1}V{bottom:.1}", room.top - 4.0),
            text("tick", (x.min(room.width), bottom + 16.0), anchor, &words)
        )
    };
    let last = to.div_euclid(step).min(first + 60);
    all((first..=last).map(tick))
}

fn text(class: &'static str, (x, y): (f64, f64), anchor: &'static str, words: &str) -> Html {
    page!("<text class=$ x=$ y=$ text-anchor=$>$</text>", class, px(x), px(y), anchor, words)
}

/// As much of a text as there is room for.
fn fitting(text: &str, width: f64) -> String {
    let most = (width / GLYPH).max(0.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    if most < 3 { String::new() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// What the bars mean.
pub(super) fn legend() -> Html {
    let sample = |class: &'static str, fill: Option<&'static str>, path: &'static str, word: &'static str| {
        page!(
            "<li><svg width=22 height=14 aria-hidden=true><path class=$ fill=$ d=$/></svg>$</li>",
            class,
            fill,
            path,
            word
        )
    };
    let all = [
        sample("cmp-none", None, "M0 12.500h22", "inactive"),
        sample("cmp-pending", Some("url(#cmp-hatch)"), "M.5 7h21v6.500h-21z", "pending"),
        sample("cmp-firing", None, "M0 0h22v14h-22z", "firing"),
        sample("cmp-kept", Some("url(#cmp-dots)"), "M.5 .5h21v13h-21z", "kept firing"),
        sample("cmp-only", None, "M0 6h22v3h-22z", "one alone fires"),
        sample("cmp-fault", None, "M0 1h22v12h-22z", "incident"),
    ];
    page!("<ul class=heat-l aria-label=Signs>$</ul>", crate::markup::all(all.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(state: LaneState, from: i64, to: i64) -> (LaneState, Span) {
        (state, Span { from, to })
    }

    #[test]
    fn alone_is_what_the_other_does_not_cover() {
        use LaneState::{Firing, Kept, Pending};
        let a = [bar(Pending, 0, 10), bar(Firing, 10, 30), bar(Kept, 30, 40), bar(Firing, 60, 70)];
        let b = [bar(Firing, 20, 25), bar(Firing, 35, 65), bar(Firing, 80, 90)];
        let span = |from, to| Span { from, to };
        assert_eq!(alone(&a, &b), [span(10, 20), span(25, 35), span(65, 70)]);
        assert_eq!(alone(&b, &a), [span(40, 60), span(80, 90)]);
        assert!(alone(&a, &a).is_empty());
    }

    #[test]
    fn faults_at_once_stand_in_rows() {
        let at = |from, to| Stretch { title: String::new(), span: Span { from, to }, counts: true };
        assert_eq!(places(&[at(0, 10), at(5, 15), at(10, 20), at(11, 12), at(11, 12)]), [0, 1, 0, 2, 2]);
        assert!(places(&[]).is_empty());
    }

    #[test]
    fn names_are_cut_to_the_room() {
        assert_eq!(fitting("web1", 100.0), "web1");
        assert_eq!(fitting("web1 is killed", 60.0), "web1 is …");
        assert_eq!(fitting("web1", 10.0), "");
    }
}
