//! What the page is made of around the chart: panes, what stands below, what divides them. It must not know what happens.

use super::App;
use super::turns::{AROUND, BELOW, EDGES, MIDDLE};
use crate::browser::{first, location};
use crate::components::busy::Busy;
use crate::components::chart::Chart;
use crate::components::pane::{self, Pane};
use crate::components::splitter::Splitter;
use crate::components::{dock, episodes, foot, notices, overlays, rules, scorecard, tour};
use crate::markup::page;
use crate::panes::Side;
use crate::parts::Parts;
use crate::ui::Act;
use yew::{Html, html};

impl App {
    /// A pane that is made in its `turn`, and the rest of it in the next ones.
    pub(super) fn pane_of(
        &self,
        turn: u8,
        same: fn(&pane::Props, &pane::Props) -> bool,
        view: fn(&pane::Props) -> Html,
    ) -> Html {
        if !self.turns.has(turn) {
            return Html::default();
        }
        let (parts, send, act) = (self.parts.clone(), self.send.clone(), self.act.clone());
        let rest = self.turns.since(turn).min(pane::WHOLE);
        html! { <Pane {parts} {rest} ui={self.ui} {send} {act} {same} {view} /> }
    }

    /// The middle: messages, scorecard, chart, and what stands below it; `busy` is what is waited for, in words.
    pub(super) fn middle(&self, busy: Option<&str>) -> Html {
        if !self.turns.has(MIDDLE) {
            return Html::default();
        }
        let Parts { head, form, chart, rule, .. } = self.parts.clone();
        let (send, act) = (&self.send, &self.act);
        let own = notices::report(self.report.is_some(), act);
        let other = notices::other(self.other.as_ref(), act);
        let score = if self.turns.has(AROUND) {
            self.pane_of(AROUND, scorecard::same, scorecard::view)
        } else {
            page!("<section class=score-s></section>")
        };
        let summary = head.summary.clone();
        page!(
            "<main class=mid>$$$$$</main>",
            self.embed_head(),
            notices::view(&head, &self.notices, act.reform(|_| Act::Dismiss), other, own),
            score,
            html! { <Chart {chart} {form} {rule} palette={self.palette.clone()} settled={self.settled} send={send.clone()} {summary} /> },
            self.below_the_chart(busy)
        )
    }

    /// Rules and episodes; before there are any to tell of, what is waited for.
    fn below_the_chart(&self, busy: Option<&str>) -> Html {
        match busy.filter(|_| !self.turns.has(AROUND)) {
            Some(words) => {
                let first = first::words().map(Html::VRef).unwrap_or_default();
                page!("$<p class=none>$</p>", first, words)
            }
            None => page!(
                "$$",
                html! { <rules::List rules={self.parts.rules.clone()} frame={self.parts.chart.frame.clone()} palette={self.palette.clone()} send={self.send.clone()} /> },
                self.pane_of(BELOW, episodes::same, episodes::view)
            ),
        }
    }

    /// The foot.
    pub(super) fn foot(&self, busy: Option<String>) -> Html {
        if !self.turns.has(BELOW) {
            return Html::default();
        }
        foot::view(&self.parts.head, (self.kept, self.offline), busy, &self.act)
    }

    /// What lies over the page and at its edges; `words` say what is waited for.
    pub(super) fn edges(&self, words: &str, percent: Option<u32>) -> Html {
        if !self.turns.has(EDGES) {
            return Html::default();
        }
        let heard = !self.parts.head.alert_title.is_empty();
        page!(
            "$$$$",
            tour::view(self.ui, &self.act),
            html! { <Busy settled={self.settled} asked={self.asked} words={words.to_owned()} {percent} {heard} send={self.send.clone()} /> },
            dock::view(self.ui.tab, &self.act),
            self.pane_of(EDGES, overlays::same, overlays::view)
        )
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
        if !self.turns.has(EDGES) {
            return Html::default();
        }
        html! { <Splitter {side} panes={self.ui.panes} act={self.act.clone()} /> }
    }
}
