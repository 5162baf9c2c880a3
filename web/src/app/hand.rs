//! The hand on a handle of the chart: while it moves, the engine is asked for what the chart shows alone, and for all else
//! when it rests. It must not know which handle it is.

use super::{App, Msg};
use crate::browser::later::later;
use gloo::timers::callback::Timeout;
use playground::event::Event;
use yew::Context;

/// After so long without a move, in milliseconds, the hand rests.
const REST_AFTER: u32 = 200;

/// What the hand does.
#[derive(Default)]
pub(super) enum Hand {
    /// It holds nothing.
    #[default]
    Free,
    /// It holds a handle and rests.
    Rests,
    /// It moves, until nothing is heard of it for a moment.
    Moves { _rest: Timeout },
}

impl App {
    /// A handle was taken, or let go, or has rested for a moment.
    pub(super) fn hold(&mut self, held: bool) {
        let hand = if held { Hand::Rests } else { Hand::Free };
        if let Hand::Moves { .. } = std::mem::replace(&mut self.hand, hand) {
            self.bridge.send(Event::Held(false));
        }
    }

    /// Whether `event` is a move of the handle that is held: the engine then hears that it is, before the first one.
    pub(super) fn moves(&mut self, ctx: &Context<Self>, event: &Event) -> bool {
        match self.hand {
            _ if !matches!(event, Event::Edit { .. } | Event::MoveFault { .. } | Event::Zoom(Some(_))) => {
                return false;
            }
            Hand::Free => return false,
            Hand::Rests => self.bridge.send(Event::Held(true)),
            Hand::Moves { .. } => {}
        }
        self.hand = Hand::Moves { _rest: later(REST_AFTER, ctx.link().callback(|()| Msg::Pause)) };
        true
    }
}
