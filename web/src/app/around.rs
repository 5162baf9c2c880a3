//! What the page is made of around the chart: panes, what stands below, what divides them. It must not know what happens.

use super::App;
use crate::browser::{first, location};
use crate::components::pane::{self, Pane};
use crate::components::splitter::Splitter;
use crate::components::{episodes, rules};
use crate::markup::page;
use crate::panes::Side;
use yew::{Html, html};

impl App {
    /// A pane that is made in the first turn.
    pub(super) fn pane(
        &self,
        same: fn(&pane::Props, &pane::Props) -> bool,
        view: fn(&pane::Props) -> Html,
    ) -> Html {
        self.pane_of(0, same, view)
    }

    /// A pane that is made in its `turn`, and the rest of it in the next one.
    pub(super) fn pane_of(
        &self,
        turn: u8,
        same: fn(&pane::Props, &pane::Props) -> bool,
        view: fn(&pane::Props) -> Html,
    ) -> Html {
        let (mut parts, send, act) = (self.parts.clone(), self.send.clone(), self.act.clone());
        parts.ready &= self.turns.has(turn);
        let rest = self.turns.has(turn + 1);
        html! { <Pane {parts} {rest} ui={self.ui} {send} {act} {same} {view} /> }
    }

    /// Rules and episodes; before there are any to tell of, what is waited for.
    pub(super) fn below_the_chart(&self, busy: Option<&str>) -> Html {
        match busy.filter(|_| !(self.parts.ready && self.turns.has(2))) {
            Some(words) => {
                let first = first::words().map(Html::VRef).unwrap_or_default();
                page!("$<p class=none>$</p>", first, words)
            }
            None => html! {
                <>
                    <rules::List rules={self.parts.rules.clone()} frame={self.parts.chart.frame.clone()} palette={self.palette.clone()} send={self.send.clone()} />
                    { self.pane(episodes::same, episodes::view) }
                </>
            },
        }
    }

    /// Above an embedded chart: what it shows, and the way to the whole page.
    pub(super) fn embed_head(&self) -> Html {
        if !self.embedded {
            return Html::default();
        }
        let head = &self.parts.head;
        page!(
            "<header class=embed-h><h2>$</h2><a href=$ target=_blank rel=noopener>Open in alertplay</a></header>",
            head.title(),
            location::of(&head.fragment)
        )
    }

    pub(super) fn splitter(&self, side: Side) -> Html {
        html! { <Splitter {side} panes={self.ui.panes} act={self.act.clone()} /> }
    }
}
