//! The first picture in turns, each a task of its own and a frame after the last, so that making it does not hold the page: what needs
//! nothing of the engine before that is there, then the chart, then the rest. It must not know what is made in which turn.

use super::{App, Msg};
use crate::browser::later::{A_FRAME, later};
use crate::browser::{first, theme};
use crate::components::pane::WHOLE;
use crate::parts::Ptr;
use gloo::timers::callback::Timeout;
use yew::Context;

// A part of the document stays until the turn that it names (`data-until`, web/index.html).

/// The middle of the page, with the chart that came with the document.
pub(super) const MIDDLE: u8 = 1;
/// What lies over the page and at its edges, its colours, and what it hears of the browser: the last turn that needs no answer.
pub(super) const EDGES: u8 = 2;
/// The top bar; in the turn before, the chart itself is made.
pub(super) const TOP: u8 = 4;
/// What stands above the chart, and right below it.
pub(super) const AROUND: u8 = 5;
/// What stands further below, and the foot.
pub(super) const BELOW: u8 = 6;
/// The left pane, the rest of which comes in the next turn.
pub(super) const LEFT: u8 = 7;
/// The right pane, the rest of which comes in the next two.
pub(super) const RIGHT: u8 = 9;
/// The last one.
const ALL: u8 = RIGHT + WHOLE;

/// How many of them have been made, and the wait for the next one.
#[derive(Default)]
pub(super) struct Turns(u8, Option<Timeout>);

impl Turns {
    /// Whether a turn has come.
    pub(super) fn has(&self, turn: u8) -> bool {
        self.0 >= turn
    }

    /// How many have come since then.
    pub(super) fn since(&self, turn: u8) -> u8 {
        self.0.saturating_sub(turn)
    }
}

impl App {
    /// The next turn has come; none, where there is the chart only.
    pub(super) fn take_turn(&mut self, ctx: &Context<Self>) {
        if self.turns.has(EDGES) && !self.parts.ready {
            return;
        }
        self.turns.0 += 1;
        if self.turns.0 == EDGES {
            self.listeners = Self::listeners(ctx, &self.read);
            self.palette = Ptr::new(theme::palette());
        }
    }

    /// Takes out of the document what is shown live now, and waits for the next turn, once there is something to show and while a turn
    /// is left.
    pub(super) fn next_turn(&mut self, ctx: &Context<Self>) {
        let due = !self.turns.has(if self.parts.ready { ALL } else { EDGES });
        self.turns.1 = due.then(|| later(A_FRAME, ctx.link().callback(|()| Msg::Turn)));
        first::give_way(self.turns.0);
    }

    /// Whether what has been read is shown in a task of its own, which is asked for: the first chart, and the first turn.
    pub(super) fn waits(&mut self, ctx: &Context<Self>) -> bool {
        let waits = !self.turns.has(EDGES + 1) && (self.parts.ready || self.parts.chart.frame.is_some());
        if waits {
            self.turns.1 = Some(later(0, ctx.link().callback(|()| Msg::Turn)));
        }
        waits
    }

    /// Whether everything that was asked is computed and shown.
    pub(super) fn is_whole(&self) -> bool {
        self.settled && self.turns.has(ALL)
    }
}
