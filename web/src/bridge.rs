//! The page's side of the engine: one event under way, others waiting, and a new worker when one has stopped. It
//! must not know what events and parts mean.

use crate::browser::later::later;
use crate::browser::worker::{Engine, Report};
use crate::queue::Queue;
use crate::wire;
use gloo::timers::callback::Timeout;
use playground::event::Event;
use playground::view::Answer;
use yew::Callback;

/// After so many stops without a result in between, no further worker is started.
const MOST_STOPS: u32 = 3;

/// An engine that has been told to cancel and says nothing for so many milliseconds is ended: it hears nothing while it
/// computes a single instant of an expression.
const PATIENCE: u32 = 2000;
/// Why it was ended.
const SILENT: &str = "it did not answer";

/// The engine as the page sees it.
pub(crate) struct Bridge {
    report: Callback<Report>,
    engine: Option<Engine>,
    ready: bool,
    /// How many events this engine was sent, and how many of them it had heard when it answered last: an answer that
    /// nobody asked for, since a piece of the catalogue came, does not mean that a newer event was heard.
    sent: u32,
    heard: u32,
    queue: Queue,
    /// The last document that the engine sent, or that the browser kept: what a new worker opens.
    document: String,
    /// The last one whose picture was whole, and whether that is the newest.
    good: String,
    whole: bool,
    /// Runs out when the engine does not hear that it is to cancel.
    patience: Option<Timeout>,
    /// The plot's width, which a new worker has to be told.
    width: Option<Event>,
    stops: u32,
}

/// What a report comes to.
pub(crate) enum Heard {
    /// Nothing to show.
    Nothing,
    /// An answer.
    Answer(Answer),
    /// The engine stopped: what to tell people.
    Stopped(String),
}

impl Bridge {
    /// Starts an engine and opens the fragment and the kept document with it.
    pub(crate) fn open(report: Callback<Report>, fragment: String, saved: String) -> Self {
        let mut bridge = Self {
            report,
            engine: None,
            ready: false,
            sent: 0,
            heard: 0,
            queue: Queue::default(),
            document: saved.clone(),
            good: String::new(),
            whole: false,
            patience: None,
            width: None,
            stops: 0,
        };
        bridge.queue.push(Event::Open { fragment, saved });
        bridge.start();
        bridge
    }

    /// Keeps a document for the case that the engine stops.
    pub(crate) fn keep(&mut self, document: String) {
        if self.whole {
            self.good.clone_from(&document);
        }
        self.document = document;
    }

    /// The newest document that the engine sent.
    pub(crate) fn document(&self) -> &str {
        &self.document
    }

    /// Sends an event, as soon as the engine has answered the one before.
    pub(crate) fn send(&mut self, event: Event) {
        if let Event::Width(_) = event {
            self.width = Some(event.clone());
        }
        if event == Event::Cancel && self.ready {
            let report = self.report.reform(|()| Report::Stopped(SILENT.to_owned()));
            self.patience = Some(later(PATIENCE, report));
        }
        self.queue.push(event);
        self.pump();
    }

    /// Takes what came from the worker.
    pub(crate) fn hear(&mut self, report: Report) -> Heard {
        match report {
            Report::Ready => {
                self.ready = true;
                self.pump();
                Heard::Nothing
            }
            Report::Answer(bytes) => {
                self.patience = None;
                let Some((heard, mut answer)) = wire::read_answer(&bytes) else {
                    // It answers one event at a time, and this was the answer.
                    self.heard = self.sent;
                    self.pump();
                    return Heard::Nothing;
                };
                // Whether settled or not: an answer means that newer events are listened to.
                self.heard = heard;
                self.whole = answer.settled;
                if answer.settled {
                    self.stops = 0;
                    self.good.clone_from(&self.document);
                }
                self.pump();
                // With another event under way, what has settled is older than what was asked.
                answer.settled &= !self.under_way();
                Heard::Answer(answer)
            }
            Report::Stopped(words) => {
                if words == SILENT {
                    self.document.clone_from(&self.good);
                }
                Heard::Stopped(self.restart(&words))
            }
        }
    }

    fn start(&mut self) {
        let report = self.report.clone();
        self.ready = false;
        (self.sent, self.heard) = (0, 0);
        match Engine::start(move |heard| report.emit(heard)) {
            Ok(engine) => self.engine = Some(engine),
            Err(words) => self.report.emit(Report::Stopped(words)),
        }
    }

    fn under_way(&self) -> bool {
        self.heard < self.sent
    }

    fn pump(&mut self) {
        if !self.ready || self.under_way() {
            return;
        }
        if let (Some(engine), Some(event)) = (&self.engine, self.queue.pop()) {
            engine.send(&wire::write_event(&event));
            self.sent += 1;
        }
    }

    /// A new worker from the last document; the second time without it, in case that it is the cause.
    fn restart(&mut self, words: &str) -> String {
        self.stops += 1;
        self.engine = None;
        self.patience = None;
        let words = if words.is_empty() { "no reason given" } else { words };
        if self.stops >= MOST_STOPS {
            self.queue.clear();
            return format!(
                "The engine has stopped {} times ({words}). Reload the page to try again.",
                self.stops
            );
        }
        let saved = if self.stops == 1 { self.document.clone() } else { String::new() };
        if let Some(width) = self.width.clone() {
            self.queue.push_first(width);
        }
        self.queue.push_first(Event::Open { fragment: String::new(), saved });
        self.start();
        let from = if self.stops == 1 { "your last document" } else { "the first scenario" };
        format!("The engine stopped ({words}) and was started again from {from}. The last edit is not in it.")
    }
}
