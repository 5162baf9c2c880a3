//! The study's engine as its tabs share it: one of them hears it at a time, and nothing that another one had asked for. It must
//! not know what is asked.

use crate::browser::study::{self, DOCUMENT};
use crate::browser::worker::{Engine, Report};
use crate::wire;
use gloo::events::EventListener;
use playground::learn::{Ask, Told};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::{Callback, Component, Context, Properties};

/// What a tab hears.
pub(super) enum Heard {
    /// It may ask.
    Ready,
    /// It is told something.
    Told(Told),
    /// The engine has stopped, or could not be started, with the browser's words.
    Stopped(String),
}

/// What every tab is given.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) link: Link,
}

/// A tab's place at the engine, and what it listens to while it is there: tabs begin with one.
pub(super) struct Seat {
    link: Link,
    document: Option<EventListener>,
}

impl Seat {
    /// The tab of `ctx` is from now on the one that hears the engine.
    pub(super) fn take<C: Component<Properties = Props>>(
        ctx: &Context<C>,
        heard: fn(Heard) -> C::Message,
    ) -> Self {
        let link = ctx.props().link.clone();
        link.begin(ctx.link().callback(heard));
        Self { link, document: None }
    }

    /// It hears of the page's document, too, whenever that changes or was asked for.
    pub(super) fn with_document<C: Component>(
        mut self,
        ctx: &Context<C>,
        changed: fn(String) -> C::Message,
    ) -> Self {
        self.document = Some(study::hear(DOCUMENT, ctx.link().callback(changed)));
        self
    }

    /// Asks the engine.
    pub(super) fn send(&self, ask: &Ask) {
        self.link.send(ask);
    }
}

/// The way to the engine.
#[derive(Clone)]
pub(super) struct Link(Rc<Shared>);

impl PartialEq for Link {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Shared {
    state: Cell<State>,
    engine: RefCell<Option<Engine>>,
    tab: RefCell<Callback<Heard>>,
    /// How often something was closed and is not yet known to be: what is told before belongs to what was closed.
    closing: Cell<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Stopped,
    Starting,
    Ready,
}

impl Link {
    /// A way to an engine that is started when a tab begins.
    pub(super) fn new() -> Self {
        Self(Rc::new(Shared {
            state: Cell::new(State::Stopped),
            engine: RefCell::default(),
            tab: RefCell::new(Callback::noop()),
            closing: Cell::default(),
        }))
    }

    /// From now on `heard` hears the engine, and no other; what went on is ended.
    pub(super) fn begin(&self, heard: Callback<Heard>) {
        *self.0.tab.borrow_mut() = heard;
        match self.0.state.get() {
            State::Stopped => self.start(),
            State::Starting => {}
            State::Ready => {
                self.send(&Ask::Close);
                self.0.say(Heard::Ready);
            }
        }
    }

    fn start(&self) {
        let shared = Rc::downgrade(&self.0);
        let hear = move |report| {
            if let Some(shared) = shared.upgrade() {
                shared.hear(report);
            }
        };
        self.0.state.set(State::Starting);
        self.0.closing.set(0);
        match Engine::named("study", hear) {
            Ok(engine) => *self.0.engine.borrow_mut() = Some(engine),
            Err(words) => self.0.hear(Report::Stopped(words)),
        }
    }

    /// Asks the engine.
    pub(super) fn send(&self, ask: &Ask) {
        if let Some(engine) = &*self.0.engine.borrow() {
            self.0.closing.set(self.0.closing.get() + u32::from(*ask == Ask::Close));
            engine.send(&ask.write());
        }
    }
}

impl Shared {
    fn hear(&self, report: Report) {
        match report {
            // It says so twice where it was asked in time.
            Report::Ready if self.state.replace(State::Ready) == State::Ready => {}
            Report::Ready => self.say(Heard::Ready),
            Report::Answer(bytes) => wire::read_told(&bytes).into_iter().for_each(|it| self.tell(it)),
            Report::Stopped(words) => {
                self.state.set(State::Stopped);
                self.say(Heard::Stopped(words));
            }
        }
    }

    fn tell(&self, told: Told) {
        let closing = self.closing.get();
        match told {
            Told::Closed => self.closing.set(closing.saturating_sub(1)),
            told if closing == 0 => self.say(Heard::Told(told)),
            _ => {}
        }
    }

    fn say(&self, heard: Heard) {
        let tab = self.tab.borrow().clone();
        tab.emit(heard);
    }
}
