//! What lies over the canvases: handles that can be focused and read out, the tooltip, the chart in words. Places are
//! SVG attributes: the page's policy forbids style attributes. It must not know how a drag works.

use super::drag::Drag;
use super::{Chart, Msg, Shown, tip};
use crate::components::icon::cell;
use crate::components::readout;
use crate::markup::{all, keys, page};
use plot::{FaultBar, Frame, Hold, LaneState, Line, Part, Target, Threshold, between, clock};
use yew::{Callback, Context, Html, KeyboardEvent, html};

/// The pointer's shape, for the sheet.
pub(super) fn shape(over: Option<Target>, drag: Option<&Drag>) -> &'static str {
    match (drag, over) {
        (Some(Drag::Threshold(_)), _) | (None, Some(Target::Threshold)) => "up-down",
        (Some(Drag::Span(..)), _) | (None, Some(Target::Hold | Target::Keep)) => "sideways",
        (None, Some(Target::Fault(_, Part::Whole) | Target::Window(Part::Whole))) => "grab",
        (Some(Drag::Fault(_, Part::Whole, ..) | Drag::Window(Part::Whole, ..)), _) => "grabbed",
        (Some(Drag::Fault(..) | Drag::Window(..)), _) => "sideways",
        (None, Some(Target::Fault(..) | Target::Window(_))) => "sideways",
        (None, Some(Target::FaultRow)) => "add",
        (None, Some(Target::Other(_))) => "pick",
        _ => "instant",
    }
}

pub(super) fn view(chart: &Chart, ctx: &Context<Chart>) -> Html {
    let shown = &chart.shown;
    let over = chart.shapes.clone();
    if let Some(first) = &chart.first {
        return Html::VRef(first.clone());
    }
    let Some(frame) = &shown.frame else {
        return html! { <svg class="over" ref={over} aria-hidden="true"></svg> };
    };
    html! {
        <>
            <svg class="over" ref={over}>
                { cursor(chart, ctx, frame) }
                // A group of their own: one that leaves the view takes the focus of nothing else along.
                <g>{ for shown.faults.iter().filter_map(|bar| fault(shown, ctx, frame, bar)) }</g>
                if let Some(it) = shown.states.threshold.as_ref().filter(|it| it.draggable) { { threshold(shown, ctx, frame, it) } }
                if let Some(it) = &shown.states.hold { { span(shown, ctx, frame, it, Target::Hold) } }
                if let Some(it) = &shown.states.keep { { span(shown, ctx, frame, it, Target::Keep) } }
                { band(chart) }
            </svg>
            { tip::view(chart, ctx) }
            { words(chart, ctx) }
        </>
    }
}

/// A shape that can be focused: what it is called, and what its value is if it is a slider.
struct Handle {
    class: &'static str,
    name: String,
    /// Least, greatest and present value, and the present one in words.
    value: Option<[String; 4]>,
    pressed: Option<&'static str>,
    key: Callback<KeyboardEvent>,
    /// x, y, width, height.
    at: [f64; 4],
}

impl Handle {
    #[inline(never)]
    fn view(self) -> Html {
        let role = if self.value.is_some() { "slider" } else { "button" };
        let [min, max, now, words] = self.value.map_or([None, None, None, None], |value| value.map(Some));
        let [x, y, width, height] = self.at.map(text);
        page!(
            "<rect class=$ role=$ tabindex=0 aria-label=$ aria-valuemin=$ aria-valuemax=$ aria-valuenow=$ aria-valuetext=$ aria-pressed=$ $ x=$ y=$ width=$ height=$ rx=4/>",
            self.class,
            role,
            self.name,
            min.as_deref(),
            max.as_deref(),
            now.as_deref(),
            words.as_deref(),
            self.pressed,
            keys(self.key),
            x,
            y,
            width,
            height
        )
    }
}

/// The cursor, as a slider over the plot and its lanes. Its keys are the whole chart's.
fn cursor(chart: &Chart, ctx: &Context<Chart>, frame: &Frame) -> Html {
    let layout = &chart.shown.layout;
    let now = chart.cursor(ctx.props()).unwrap_or(frame.window.from);
    let seconds = |time: i64| ((time - frame.range.from) / 1000).to_string();
    let words = readout::words(&ctx.props().chart.readout);
    Handle {
        class: "cursor",
        name: "Cursor".to_owned(),
        value: Some(["0".to_owned(), seconds(frame.range.to), seconds(now), words]),
        pressed: None,
        key: Callback::noop(),
        at: [layout.left, layout.plot.top, layout.right - layout.left, layout.axis - layout.plot.top],
    }
    .view()
}

fn fault(shown: &Shown, ctx: &Context<Chart>, frame: &Frame, bar: &FaultBar) -> Option<Html> {
    let layout = &shown.layout;
    let (from, to) = layout.times(frame).clip(bar.span)?;
    let idx = bar.idx;
    let (begin, end) = (clock::seconds(bar.span.from), clock::seconds(bar.span.to));
    let handle = Handle {
        class: "hold",
        name: format!("Fault: {}, {begin} to {end}", bar.label),
        value: None,
        pressed: Some(if bar.selected { "true" } else { "false" }),
        key: ctx.link().callback(move |event: KeyboardEvent| Msg::FaultKey(idx, event)),
        at: [from, layout.faults.top - 2.0, (to - from).max(8.0), 24.0],
    };
    Some(handle.view())
}

fn threshold(shown: &Shown, ctx: &Context<Chart>, frame: &Frame, it: &Threshold) -> Html {
    let layout = &shown.layout;
    let of = |value: f64| plot::at_resolution(value, it.resolution);
    let width = between(layout.width - layout.right - 14.0, 38.0, 54.0);
    Handle {
        class: "hold",
        name: "Threshold line".to_owned(),
        value: Some([
            of(frame.low),
            of(frame.high.max(it.value)),
            it.text.clone(),
            format!("{} {}", it.text, frame.unit),
        ]),
        pressed: None,
        key: ctx.link().callback(Msg::ThresholdKey),
        at: [layout.right + 5.0, layout.values(frame).y(it.value) - 13.0, width, 26.0],
    }
    .view()
}

fn span(shown: &Shown, ctx: &Context<Chart>, frame: &Frame, hold: &Hold, target: Target) -> Html {
    let layout = &shown.layout;
    let Some(y) = layout.spans else { return Html::default() };
    let x = layout.times(frame).x(hold.span.to);
    if x < layout.left || x > layout.right {
        return Html::default();
    }
    let seconds = |millis: i64| (millis / 1000).to_string();
    let (most, now) = (seconds(frame.range.to - frame.range.from), seconds(hold.span.to - hold.span.from));
    Handle {
        class: "hold",
        name: if target == Target::Keep { "End of keep_firing_for" } else { "End of for" }.to_owned(),
        value: Some(["0".to_owned(), most, now, hold.label.clone()]),
        pressed: None,
        key: ctx.link().callback(move |event: KeyboardEvent| Msg::SpanKey(target, event)),
        at: [x - 12.0, y - 12.0, 24.0, 24.0],
    }
    .view()
}

/// The stretch that is being marked.
fn band(chart: &Chart) -> Html {
    let layout = &chart.shown.layout;
    let (from, to, top, bottom) = match chart.drag {
        Some(Drag::Zoom(from, to)) => (from, to, layout.plot.top, layout.axis),
        Some(Drag::Add(from, to)) => (from, to, layout.faults.top, layout.faults.bottom),
        _ => return Html::default(),
    };
    let [x, y, width, height] = [from.min(to), top, (to - from).abs(), bottom - top].map(text);
    page!("<rect class=band x=$ y=$ width=$ height=$/>", x, y, width, height)
}

/// The chart for those who do not see it, and for those who want its figures.
fn words(chart: &Chart, ctx: &Context<Chart>) -> Html {
    let lines = &ctx.props().chart.lines;
    let zone = chart.shown.frame.as_ref().map_or(0, |it| it.zone);
    page!(
        "<figcaption class=$><p id=chart-words class=vh>$ Arrow keys move the cursor by one evaluation, plus and minus zoom, nought shows all. Enter keeps the tooltip, Escape takes it away.</p>\
         <table class=eps><caption class=vh>Lines in view</caption><thead><tr>$</tr></thead><tbody>$</tbody></table><p>$</p></figcaption>",
        if chart.look.table { "figures" } else { "vh" },
        ctx.props().summary.as_str(),
        all(HEADS.iter().map(|it| page!("<th scope=col>$</th>", *it))),
        all(lines.lines.iter().take(60).map(|line| figures(&chart.shown, line, zone))),
        &chart.shown.states.quiet
    )
}

const HEADS: [&str; 6] = ["Instance", "Lowest", "Highest", "Peak at", "Pending", "Firing"];

/// A line in figures: its ends, its peak, and when it was pending and firing.
fn figures(shown: &Shown, line: &Line, zone: i64) -> Html {
    let values = line.runs.iter().flatten().map(|it| it.value);
    let ends = values.fold(None, |ends: Option<(f64, f64)>, it| {
        Some(ends.map_or((it, it), |(low, high)| (low.min(it), high.max(it))))
    });
    let clock = |time: i64| clock::seconds(time.saturating_add(zone));
    let spans = |states: &[LaneState]| {
        let lane = shown.states.lanes.iter().find(|it| it.slot == line.slot);
        let bars = lane.into_iter().flat_map(|it| &it.bars).filter(|(state, _)| states.contains(state));
        let texts: Vec<_> =
            bars.map(|(_, span)| format!("{} to {}", clock(span.from), clock(span.to))).collect();
        texts.join(", ")
    };
    let [low, high] = match ends {
        Some((low, high)) => [low, high].map(plot::short),
        None => ["no value".to_owned(), String::new()],
    };
    let peak = line.peak.map(|it| clock(it.time)).unwrap_or_default();
    let cells = [low, high, peak, spans(&[LaneState::Pending]), spans(&[LaneState::Firing, LaneState::Kept])];
    page!("<tr><th scope=row>$</th>$</tr>", &line.name, all(cells.iter().map(|it| cell("num", it))))
}

/// A coordinate: whole pixels are enough for what is not seen.
fn text(pixels: f64) -> String {
    (pixels as i64).to_string()
}
