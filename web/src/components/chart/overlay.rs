//! What lies over the canvases: handles that can be focused and read out, the tooltip, the chart in words. Places are
//! SVG attributes: the page's policy forbids style attributes. It must not know how a drag works.

use super::drag::Drag;
use super::{Chart, Msg, Shown};
use crate::components::readout;
use playground::view::Readout;
use plot::{FaultBar, Frame, Hold, Part, Target, Threshold, between, clock};
use yew::{Context, Html, KeyboardEvent, html};

/// The tooltip's width in CSS pixels.
const TIP: f64 = 236.0;

/// The pointer's shape, for the sheet.
pub(super) fn shape(over: Option<Target>, drag: Option<&Drag>) -> &'static str {
    match (drag, over) {
        (Some(Drag::Threshold(_)), _) | (None, Some(Target::Threshold)) => "up-down",
        (Some(Drag::Span(..)), _) | (None, Some(Target::Hold | Target::Keep)) => "sideways",
        (None, Some(Target::Fault(_, Part::Whole) | Target::Window(Part::Whole))) => "grab",
        (Some(Drag::Fault(_, Part::Whole, ..) | Drag::Window(Part::Whole, ..)), _) => "grabbed",
        (Some(Drag::Fault(..) | Drag::Window(..)), _) => "sideways",
        (None, Some(Target::Fault(..) | Target::Window(_))) => "sideways",
        _ => "instant",
    }
}

pub(super) fn view(chart: &Chart, ctx: &Context<Chart>) -> Html {
    let shown = &chart.shown;
    let (width, height) = (text(shown.layout.width), text(shown.layout.height.max(420.0)));
    let Some(frame) = &shown.frame else {
        return html! { <svg class="over" {width} {height} aria-hidden="true"></svg> };
    };
    let height = text(shown.layout.height);
    html! {
        <>
            <svg class="over" {width} {height}>
                { cursor(chart, ctx, frame) }
                { for shown.faults.iter().filter_map(|bar| fault(shown, ctx, frame, bar)) }
                if let Some(it) = shown.states.threshold.as_ref().filter(|it| it.draggable) { { threshold(shown, ctx, frame, it) } }
                if let Some(it) = &shown.states.hold { { span(shown, ctx, frame, it, Target::Hold) } }
                if let Some(it) = &shown.states.keep { { span(shown, ctx, frame, it, Target::Keep) } }
                { band(chart) }
            </svg>
            { tooltip(chart, ctx) }
            { words(chart, ctx) }
        </>
    }
}

/// The cursor, as a slider over the plot and its lanes.
fn cursor(chart: &Chart, ctx: &Context<Chart>, frame: &Frame) -> Html {
    let layout = &chart.shown.layout;
    let now = chart.cursor(ctx.props()).unwrap_or(frame.window.from);
    let seconds = |time: i64| ((time - frame.range.from) / 1000).to_string();
    html! {
        <rect class="cursor" role="slider" tabindex="0" aria-label="Cursor" aria-describedby="chart-words" aria-valuemin="0"
            aria-valuemax={seconds(frame.range.to)} aria-valuenow={seconds(now)} aria-valuetext={readout::words(&ctx.props().chart.readout)}
            x={text(layout.left)} y={text(layout.plot.top)} width={text(layout.right - layout.left)} height={text(layout.axis - layout.plot.top)} />
    }
}

fn fault(shown: &Shown, ctx: &Context<Chart>, frame: &Frame, bar: &FaultBar) -> Option<Html> {
    let layout = &shown.layout;
    let (from, to) = layout.times(frame).clip(bar.span)?;
    let idx = bar.idx;
    let label =
        format!("Fault: {}, {} to {}", bar.label, clock::seconds(bar.span.from), clock::seconds(bar.span.to));
    let onkeydown = ctx.link().callback(move |event: KeyboardEvent| Msg::FaultKey(idx, event));
    Some(html! {
        <rect key={format!("fault-{idx}")} class="hold" role="button" tabindex="0" aria-pressed={if bar.selected { "true" } else { "false" }} aria-label={label} {onkeydown}
            x={text(from)} y={text(layout.faults.top - 2.0)} width={text((to - from).max(8.0))} height="24" rx="3" />
    })
}

fn threshold(shown: &Shown, ctx: &Context<Chart>, frame: &Frame, it: &Threshold) -> Html {
    let layout = &shown.layout;
    let y = layout.values(frame).y(it.value);
    let onkeydown = ctx.link().callback(Msg::ThresholdKey);
    let of = |value: f64| plot::at_resolution(value, it.resolution);
    html! {
        <rect class="hold" role="slider" tabindex="0" aria-label="Threshold line" aria-orientation="vertical" {onkeydown}
            aria-valuemin={of(frame.low)} aria-valuemax={of(frame.high.max(it.value))} aria-valuenow={it.text.clone()} aria-valuetext={format!("{} {}", it.text, frame.unit)}
            x={text(layout.right + 5.0)} y={text(y - 13.0)} width={text(between(layout.width - layout.right - 14.0, 38.0, 54.0))} height="26" rx="5" />
    }
}

fn span(shown: &Shown, ctx: &Context<Chart>, frame: &Frame, hold: &Hold, target: Target) -> Html {
    let layout = &shown.layout;
    let Some(y) = layout.spans else { return Html::default() };
    let x = layout.times(frame).x(hold.span.to);
    if x < layout.left || x > layout.right {
        return Html::default();
    }
    let name = if target == Target::Keep { "End of keep_firing_for" } else { "End of for" };
    let seconds = (hold.span.to - hold.span.from) / 1000;
    let onkeydown = ctx.link().callback(move |event: KeyboardEvent| Msg::SpanKey(target, event));
    html! {
        <rect class="hold" role="slider" tabindex="0" aria-label={name} {onkeydown} aria-valuemin="0"
            aria-valuemax={((frame.range.to - frame.range.from) / 1000).to_string()} aria-valuenow={seconds.to_string()} aria-valuetext={hold.label.clone()}
            x={text(x - 12.0)} y={text(y - 12.0)} width="24" height="24" rx="4" />
    }
}

/// The stretch that is being marked.
fn band(chart: &Chart) -> Html {
    let Some(Drag::Zoom(from, to)) = chart.drag else { return Html::default() };
    let layout = &chart.shown.layout;
    html! {
        <rect class="band" x={text(from.min(to))} y={text(layout.plot.top)} width={text((to - from).abs())} height={text(layout.axis - layout.plot.top)} />
    }
}

/// The tooltip, unless something is being dragged; [`tooltip_place`] says where.
fn tooltip(chart: &Chart, ctx: &Context<Chart>) -> Html {
    let shown = chart.shown.layout.overview.is_some() && chart.drag.is_none();
    let Some(readout) = ctx.props().chart.readout.as_ref().filter(|_| shown) else { return Html::default() };
    html! { <div class="tip-at" ref={chart.tip.clone()}>{ readout::tooltip(readout) }</div> }
}

/// Right of the cursor or, in the right part, left of it; its foot 9 pixels above the threshold, so that it never
/// covers the line that it is read against. Nothing where the cursor is not in view.
pub(super) fn tooltip_place(shown: &Shown, readout: &Readout) -> Option<(f64, f64)> {
    let (layout, frame) = (&shown.layout, shown.frame.as_ref()?);
    let x = layout.times(frame).x(readout.time);
    if x < layout.left || x > layout.right {
        return None;
    }
    let height = readout::height(readout);
    let flipped = x > layout.left + (layout.right - layout.left) * 0.6;
    let left = if flipped { x - 14.0 - TIP } else { x + 14.0 };
    let line = shown.states.threshold.as_ref().map(|it| layout.values(frame).y(it.value));
    let top = match line {
        Some(y) if y - 9.0 - height >= layout.plot.top - 20.0 => y - 9.0 - height,
        Some(y) => y + 9.0,
        None => layout.plot.top + 8.0,
    };
    Some((left, top))
}

/// The chart for those who do not see it.
fn words(chart: &Chart, ctx: &Context<Chart>) -> Html {
    let lines = &ctx.props().chart.lines;
    html! {
        <figcaption class="vh">
            <p id="chart-words">{ &ctx.props().summary }{ " Arrow keys move the cursor by one evaluation, plus and minus zoom, nought shows all." }</p>
            <table>
                <caption>{ "Lines in view" }</caption>
                <thead><tr><th scope="col">{ "Instance" }</th><th scope="col">{ "Peak" }</th><th scope="col">{ "At" }</th></tr></thead>
                <tbody>
                    { for lines.lines.iter().take(60).map(|line| html! {
                        <tr>
                            <td>{ &line.name }</td>
                            <td>{ line.peak.map(|peak| plot::short(peak.value)).unwrap_or_default() }</td>
                            <td>{ line.peak.map(|peak| clock::seconds(peak.time)).unwrap_or_default() }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            <p>{ &chart.shown.states.quiet }</p>
        </figcaption>
    }
}

/// A coordinate: whole pixels are enough for what is not seen.
fn text(pixels: f64) -> String {
    (pixels as i64).to_string()
}
