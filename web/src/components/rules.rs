//! All rules of the document, each with a lane on the chart's time axis; a click opens one. It must not know how a rule is
//! evaluated.

use super::icon::{CLOSE, button, cell, severity, word};
use crate::browser::canvas::{Canvas, Place};
use crate::browser::resize::Watch;
use crate::markup::{all, page};
use crate::parts::Ptr;
use playground::event::Event;
use playground::view::{RuleRow, Rules};
use plot::Frame;
use plot::draw::{Palette, STRIP, strips};
use plotters::drawing::IntoDrawingArea;
use yew::{Callback, Component, Context, Html, NodeRef, Properties, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) rules: Ptr<Rules>,
    pub(crate) frame: Option<Ptr<Frame>>,
    pub(crate) palette: Ptr<Palette>,
    pub(crate) send: Callback<Event>,
}

/// The list, and the one canvas behind it.
#[derive(Default)]
pub(crate) struct List {
    host: NodeRef,
    canvas: NodeRef,
    place: Place,
    watch: Option<Watch>,
    width: f64,
}

impl Component for List {
    type Message = f64;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, _: &Context<Self>, width: f64) -> bool {
        self.width = width;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { rules, send, .. } = ctx.props();
        let action =
            |name: &'static str, event: fn() -> Event| word("btn small", name, send.reform(move |_| event()));
        let several = rules.rows.len() > 1;
        let rows = rules.rows.iter().enumerate().map(|(idx, row)| rule(idx as u32, row, send));
        let list = several.then(|| {
            html! {
                <div class="rules">
                    <canvas ref={self.canvas.clone()} aria-hidden="true"></canvas>
                    { page!("<ul>$</ul>", all(rows)) }
                </div>
            }
        });
        let content = page!(
            "<div class=\"sec-h tight\"><h2>Rules</h2><span class=n>$</span><span class=end>$$$</span></div>$$",
            &rules.summary,
            action("Add rule", || Event::AddRule),
            action("Duplicate", || Event::DoubleRule),
            if several { action("Remove", || Event::RemoveRule) } else { Html::default() },
            list.unwrap_or_default(),
            recordings(&rules.recordings, send)
        );
        html! { <section class="rules-s" aria-label="Rules" ref={self.host.clone()}>{ content }</section> }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let link = ctx.link().clone();
            self.watch = Watch::new(&self.host, move |width| link.send_message(width));
        }
        let Props { rules, frame, palette, .. } = ctx.props();
        let Some(frame) = frame.as_deref().filter(|_| self.width >= 1.0) else { return };
        let rows: Vec<_> = rules.rows.iter().map(|it| it.bars.as_slice()).collect();
        if let Some(canvas) =
            Canvas::new(&self.canvas, &self.place, self.width, (0.0, STRIP * rows.len() as f64))
        {
            // A canvas does not fail.
            let _ = strips(&rows, frame, self.width, palette, &canvas.into_drawing_area());
        }
    }
}

fn rule(idx: u32, row: &RuleRow, send: &Callback<Event>) -> Html {
    let facts = if row.error.is_empty() {
        all(row.facts.iter().map(|it| page!("<span>$</span>", it)))
    } else {
        page!("<span class=wrong>$</span>", &row.error)
    };
    page!(
        "<li><button type=button aria-current=$ $><b>$</b><span>$</span>$</button></li>",
        row.selected.then_some("true"),
        send.reform(move |_| Event::PickRule(idx)),
        &row.name,
        severity(&row.severity),
        facts
    )
}

/// The recording rules, which come before all others.
fn recordings(rows: &[(String, String, String)], send: &Callback<Event>) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    let row = |(idx, (name, expr, trouble)): (usize, &(String, String, String))| {
        let said = if trouble.is_empty() { cell("cause", expr) } else { cell("cause wrong", trouble) };
        let remove = ["Remove ", name].concat();
        let remove = button(&remove, CLOSE, send.reform(move |_| Event::RemoveRecording(idx as u32)));
        page!("<tr>$$<td class=r>$</td></tr>", cell("", name), said, remove)
    };
    page!(
        "<table class=eps aria-label=\"Recording rules\"><thead><tr><th scope=col>Recorded</th><th scope=col>Expression</th>\
         <th scope=col class=r>Remove</th></tr></thead><tbody>$</tbody></table>",
        all(rows.iter().enumerate().map(row))
    )
}
