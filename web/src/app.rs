//! The root of the page: holds the parts, hands them to the panes, sends what people do to the engine. It must not
//! know how a part is shown.

mod acts;
mod around;
mod frame;
mod hand;
mod keeping;
mod listen;
mod turns;

use crate::bridge::{Bridge, Heard};
use crate::browser::clipboard::SAY_COPIED;
use crate::browser::file::Read;
use crate::browser::later::later;
use crate::browser::storage;
use crate::browser::worker::Report;
use crate::browser::{code, first, focus, location, offline, select, study, theme};
use crate::components::dock::Tab;
use crate::components::{rule_pane, scenario_pane, top};
use crate::markup::page;
use crate::panes::{Panes, Side};
use crate::parts::{Parts, Ptr};
use crate::ui::{Act, Dialog, Ui};
use crate::work::{Kept, Slot, Work};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use playground::event::Event;
use playground::view::{Answer, Grade, Notice};
use plot::draw::Palette;
use yew::{Callback, Component, Context, Html};

const THEME: &str = "alertplay.theme";
const PANES: &str = "alertplay.panes";
const KEYS: &str = "alertplay.keys";
/// How long a result must stand before it is read out, in milliseconds.
const READ_OUT_AFTER: u32 = 400;
/// After so long without an edit, in milliseconds, the next one is a step of its own to undo.
const REST_AFTER: u32 = 1000;

/// Shows the page in the frame that came with the document, in a task of its own: in this one the program has just been made.
pub fn show() {
    later(0, Callback::from(|()| mount())).forget();
}

fn mount() {
    first::keep();
    // What yew mounts a program in it empties first: the frame stays as it is, and the page is put into it.
    if let Ok(root) = gloo::utils::document().create_element("div") {
        yew::Renderer::<App>::with_root(root).render();
    }
}

/// What happens to the page.
pub(crate) enum Msg {
    /// A person did something that the engine has to know.
    Send(Event),
    /// A person did something with the page alone.
    Act(Act),
    /// The worker reported.
    Heard(Report),
    /// The system changed its colours.
    Colours,
    /// Whether the link could be copied, and the link.
    Copied(bool, String),
    /// The study said something; nothing where it cannot be had.
    Study(Option<String>),
    /// The button need not say any longer that the link was copied.
    Forget,
    /// The settled result is to be read out.
    ReadOut,
    /// A pointer was lifted, a field was left: a gesture may have ended.
    Ended,
    /// A file was opened, or could not be read.
    Read(Read),
    /// Another tab has kept something under this key.
    Stored(String),
    /// More of the first picture is to be made.
    Turn,
    /// Nothing was edited for a while, or a gesture has ended.
    Rest,
    /// The hand on a handle rests.
    Pause,
    /// The code editor came, or will not.
    Code(bool),
    /// What became of keeping the page for use without a network.
    Offline(String),
}

/// The page.
pub(crate) struct App {
    bridge: Bridge,
    parts: Parts,
    work: Work,
    /// Newer work of another tab, until it is opened or left.
    other: Option<Slot>,
    ui: Ui,
    settled: bool,
    frame: frame::Frame,
    turns: turns::Turns,
    /// How many edits were sent.
    asked: u32,
    progress: f32,
    /// What is being fetched, in words.
    waiting: String,
    fingerprint: String,
    palette: Ptr<Palette>,
    /// Whether the browser keeps the document.
    kept: Kept,
    /// Whether the page opens without a network.
    offline: bool,
    notices: Vec<Notice>,
    /// What is known of an engine that stopped, to be copied.
    report: Option<String>,
    /// Whether the page is a part of another one.
    embedded: bool,
    read_out: String,
    reading: Option<Timeout>,
    /// Whether the code editor was asked for: once, after the first settled picture.
    code: bool,
    /// How far the code editor is: `waiting`, `ready` or `failed`.
    code_state: &'static str,
    forgetting: Option<Timeout>,
    /// Runs while an edit goes on.
    resting: Option<Timeout>,
    hand: hand::Hand,
    send: Callback<Event>,
    act: Callback<Act>,
    read: Callback<Read>,
    place: focus::Place,
    listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let kept = storage::read(THEME);
        let chosen = ["light", "dark"].into_iter().find(|it| *it == kept).unwrap_or("system");
        theme::set(chosen);
        let read = link.callback(Msg::Read);
        let (work, opening) = Work::open(location::fragment());
        let panes = Panes::read(&storage::read(PANES));
        acts::set_widths(panes);
        Self {
            bridge: Bridge::open(link.callback(Msg::Heard), opening.fragment, opening.saved),
            work,
            other: opening.other,
            parts: Parts::default(),
            ui: Ui {
                theme: chosen,
                tab: Tab::Chart,
                yaml: false,
                code: false,
                at: false,
                copied: false,
                panes,
                dialog: None,
                single_keys: storage::read(KEYS) != "off",
                lesson: None,
                learned: 0,
                cell: None,
                more: false,
                all: false,
            },
            settled: false,
            frame: frame::Frame::find(),
            turns: turns::Turns::default(),
            asked: 0,
            progress: 0.0,
            waiting: String::new(),
            fingerprint: String::new(),
            palette: Ptr::new(Palette::light()),
            kept: Kept::Nothing,
            offline: false,
            notices: Vec::new(),
            report: None,
            embedded: location::is_embedded(),
            read_out: String::new(),
            reading: None,
            code: false,
            code_state: "waiting",
            forgetting: None,
            resting: None,
            hand: hand::Hand::default(),
            send: link.callback(Msg::Send),
            act: link.callback(Msg::Act),
            read,
            place: focus::Place::new(),
            listeners: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Send(event) => return self.sent(ctx, event),
            Msg::Pause => {
                self.hold(true);
                return false;
            }
            // A drag's last edit is still on its way: it is sent before the next task.
            Msg::Ended if self.resting.is_some() => self.rest_after(ctx, 0),
            Msg::Ended => return false,
            Msg::Rest => {
                self.resting = None;
                self.bridge.send(Event::Rest);
                return false;
            }
            Msg::Heard(report) => match self.bridge.hear(report) {
                Heard::Nothing => return false,
                Heard::Answer(answer) => {
                    self.take(ctx, answer);
                    return !self.waits(ctx);
                }
                Heard::Stopped(text) => {
                    self.make_report(&text);
                    self.say(Grade::Error, text);
                }
            },
            Msg::Act(act) => self.act(ctx, act),
            Msg::Study(said) => self.studied(said),
            Msg::Read(Read::Text(name, text)) => self.send.emit(Event::Import { name, text }),
            Msg::Read(Read::Refused(why)) => self.say(Grade::Error, why),
            Msg::Stored(key) => {
                if !self.work.heard(&key) {
                    return false;
                }
                self.keep();
            }
            Msg::Colours => self.palette = Ptr::new(theme::palette()),
            Msg::Copied(true, _) => {
                self.ui.copied = true;
                self.forgetting = Some(later(SAY_COPIED, ctx.link().callback(|()| Msg::Forget)));
            }
            Msg::Copied(false, address) => {
                let text = format!(
                    "The browser does not let the page copy. The address bar holds the link: {address}"
                );
                self.say(Grade::Note, text);
            }
            Msg::Turn => self.take_turn(ctx),
            Msg::Forget => self.ui.copied = false,
            Msg::Code(came) => {
                self.code_state = if came { "ready" } else { "failed" };
                self.ui.code = came;
                if came {
                    self.bridge.send(Event::Vocabulary);
                }
            }
            Msg::Offline(what) => self.heard_offline(&what),
            Msg::ReadOut => self.read_out.clone_from(&self.parts.head.summary),
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        self.mark_frame();
        self.next_turn(ctx);
        if self.is_whole() {
            self.load_code(ctx);
        }
        select::settle(self.is_whole());
        self.place.settle();
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let head = &self.parts.head;
        let (words, percent) = match self.waiting.as_str() {
            "" if head.alert_title.is_empty() => ("Loading the engine", None),
            "" => ("Computing", Some((self.progress * 100.0) as u32)),
            waiting => (waiting, None),
        };
        let busy = (!self.is_whole()).then(|| words.to_owned());
        self.frame.around(page!(
            "$$$$$$$$<div class=vh role=status aria-live=polite>$</div>",
            self.pane_of(turns::TOP, top::same, top::view),
            self.pane_of(turns::LEFT, scenario_pane::same, scenario_pane::view),
            self.splitter(Side::Left),
            self.middle(busy.as_deref()),
            self.splitter(Side::Right),
            self.pane_of(turns::RIGHT, rule_pane::same, rule_pane::view),
            self.foot(busy),
            self.edges(words, percent),
            if self.ui.copied { "Copied" } else { self.read_out.as_str() }
        ))
    }
}

impl App {
    /// A person did something that the engine has to know; says whether it is to be seen at once.
    fn sent(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        if let Event::Held(held) = event {
            self.hold(held);
            return false;
        }
        let seen = !self.moves(ctx, &event) || self.settled;
        self.settled = matches!(event, Event::Hover(_)) && self.settled;
        // What is played with on another page is not this browser's work.
        if !matches!(event, Event::Hover(_) | Event::Width(_) | Event::Gallery) && !self.embedded {
            self.work.touch();
        }
        self.learn(&event);
        self.asked += u32::from(event.is_edit());
        if let Event::Follow(fragment) = &event {
            self.work.opened(fragment);
        }
        if event.is_gesture() {
            self.rest_after(ctx, REST_AFTER);
        }
        self.bridge.send(event);
        seen
    }

    fn rest_after(&mut self, ctx: &Context<Self>, millis: u32) {
        self.resting = Some(later(millis, ctx.link().callback(|()| Msg::Rest)));
    }

    /// A newer version never takes over by itself: somebody may be in the middle of something.
    fn heard_offline(&mut self, what: &str) {
        self.offline |= what == "kept";
        if what == "newer" {
            let text =
                "A newer version of alertplay is there. It opens at the next reload, and your work stays.";
            self.say(Grade::Note, text.to_owned());
        }
    }

    /// Fetches the code editor, once there is something to look at.
    fn load_code(&mut self, ctx: &Context<Self>) {
        if std::mem::replace(&mut self.code, true) {
            return;
        }
        let link = ctx.link().clone();
        code::load(move |came| link.send_message(Msg::Code(came)));
        let link = ctx.link().clone();
        offline::keep(move |what| link.send_message(Msg::Offline(what)));
    }

    fn take(&mut self, ctx: &Context<Self>, mut answer: Answer) {
        self.settled = answer.settled;
        self.progress = answer.progress;
        self.waiting.clone_from(&answer.waiting);
        if answer.settled {
            self.fingerprint.clone_from(&answer.fingerprint);
            self.reading = Some(later(READ_OUT_AFTER, ctx.link().callback(|()| Msg::ReadOut)));
        }
        let (title, words) = (self.parts.head.clone(), self.parts.vocabulary.clone());
        for file in std::mem::take(&mut answer.files) {
            self.hand_over(ctx, file);
        }
        if let Some(document) = self.parts.take(answer) {
            self.bridge.keep(document);
            if self.ui.dialog == Some(Dialog::Study) {
                study::tell(study::DOCUMENT, self.bridge.document());
            }
            self.keep();
        }
        if words != self.parts.vocabulary {
            code::learn(&self.parts.vocabulary);
        }
        if title != self.parts.head && !self.parts.head.alert_title.is_empty() {
            gloo::utils::document().set_title(&format!("{}, alertplay", self.parts.head.alert_title));
        }
    }
}
