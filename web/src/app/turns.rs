//! The first picture in turns, each a task of its own, so that making it does not hold the page: its parts are read, then the chart
//! is made, then the rest. It must not know what is made in which turn.

use super::{App, Msg};
use crate::browser::later::later;
use gloo::timers::callback::Timeout;
use yew::Context;

/// How many turns there are after the one in which its parts are read.
const ALL: u8 = 6;

/// How many of them have been made, and the wait for the next one.
#[derive(Default)]
pub(super) struct Turns(u8, Option<Timeout>);

impl Turns {
    /// Whether a turn has come.
    pub(super) fn has(&self, turn: u8) -> bool {
        self.0 >= turn
    }

    /// The next turn has come; none, where there is the chart only.
    pub(super) fn take(&mut self, ready: bool) {
        self.0 += u8::from(ready);
    }
}

impl App {
    /// Waits for the next turn, once there is something to show and while a turn is left.
    pub(super) fn next_turn(&mut self, ctx: &Context<Self>) {
        let due = self.parts.ready && !self.turns.has(ALL);
        self.turns.1 = due.then(|| later(0, ctx.link().callback(|()| Msg::Turn)));
    }

    /// Whether what has been read is shown in a task of its own, which is asked for: the first chart, and the first turn.
    pub(super) fn waits(&mut self, ctx: &Context<Self>) -> bool {
        let waits = !self.turns.has(1) && (self.parts.ready || self.parts.chart.frame.is_some());
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
