//! The first picture in turns, each a task of its own, so that making it does not hold the page. It must not know what is made
//! in which turn.

use super::{App, Msg};
use crate::browser::later::later;
use gloo::timers::callback::Timeout;
use yew::Context;

/// How many turns there are after the first.
const MORE: u8 = 3;

/// How many of them have been made, and the wait for the next one.
#[derive(Default)]
pub(super) struct Turns(u8, Option<Timeout>);

impl Turns {
    /// Whether a turn has come.
    pub(super) fn has(&self, turn: u8) -> bool {
        self.0 >= turn
    }

    /// The next turn has come.
    pub(super) fn take(&mut self) {
        self.0 += 1;
    }
}

impl App {
    /// Waits for the next turn, once there is something to show and while a turn is left.
    pub(super) fn next_turn(&mut self, ctx: &Context<Self>) {
        let due = self.parts.ready && !self.turns.has(MORE);
        self.turns.1 = due.then(|| later(0, ctx.link().callback(|()| Msg::Turn)));
    }

    /// Whether everything that was asked is computed and shown.
    pub(super) fn is_whole(&self) -> bool {
        self.settled && self.turns.has(MORE)
    }
}
