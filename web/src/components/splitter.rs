//! The line between a side pane and the chart: drags, arrow keys and Home change the pane's width, Enter folds it. It
//! must not know what is in the pane.

use crate::browser::pointer;
use crate::panes::{Panes, Side};
use crate::ui::Act;
use yew::{Callback, Component, Context, Html, KeyboardEvent, NodeRef, PointerEvent, Properties, html};

/// How far an arrow key goes, in CSS pixels.
const STEP: i32 = 8;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) side: Side,
    pub(crate) panes: Panes,
    pub(crate) act: Callback<Act>,
}

pub(crate) enum Msg {
    Down(PointerEvent),
    Move(PointerEvent),
    Up,
    Key(KeyboardEvent),
}

#[derive(Default)]
pub(crate) struct Splitter {
    host: NodeRef,
    /// The pointer's place and the pane's width when the drag began.
    held: Option<(i32, i32)>,
}

impl Component for Splitter {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Props { side, panes, act } = ctx.props();
        let width = i32::from(panes.width(*side));
        match msg {
            Msg::Down(event) if event.button() == 0 => {
                pointer::capture(&event, &self.host);
                self.held = Some((event.client_x(), width));
            }
            Msg::Down(_) => {}
            Msg::Move(event) => {
                if let Some((x, width)) = self.held {
                    let moved = outward(*side) * (event.client_x() - x);
                    act.emit(Act::Width(*side, width + moved));
                }
            }
            Msg::Up => self.held = None,
            Msg::Key(event) => {
                let wanted = match event.key().as_str() {
                    "ArrowLeft" => Act::Width(*side, width - outward(*side) * STEP),
                    "ArrowRight" => Act::Width(*side, width + outward(*side) * STEP),
                    "Home" => Act::Width(*side, side.facts().bounds.1.into()),
                    "Enter" => Act::Fold(*side),
                    _ => return false,
                };
                event.prevent_default();
                act.emit(wanted);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { side, panes, .. } = ctx.props();
        let link = ctx.link();
        let facts = side.facts();
        let class = if *side == Side::Left { "split split-left" } else { "split split-right" };
        html! {
            // A landmark of its own: it belongs to the grid, not into the pane that it moves.
            <section class="contents" aria-label={format!("Edge of the {}", facts.noun)}>
            <div ref={self.host.clone()} {class} role="separator" tabindex="0" aria-orientation="vertical"
                aria-label={format!("Width of the {}", facts.noun)} aria-valuenow={panes.width(*side).to_string()}
                aria-valuemin={facts.bounds.0.to_string()} aria-valuemax={facts.bounds.2.to_string()}
                data-held={self.held.is_some().then_some("true")}
                onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)}
                onpointerup={link.callback(|_| Msg::Up)} onpointercancel={link.callback(|_| Msg::Up)}
                onkeydown={link.callback(Msg::Key)}></div>
            </section>
        }
    }
}

/// To the right the left pane grows and the right one shrinks.
fn outward(side: Side) -> i32 {
    if side == Side::Left { 1 } else { -1 }
}
