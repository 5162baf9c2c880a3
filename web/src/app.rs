//! The root of the page: holds the parts, hands them to the panes, sends what people do to the engine. It must not
//! know how a part is shown.

use crate::bridge::{Bridge, Heard};
use crate::browser::worker::Report;
use crate::browser::{clipboard, code, dialog, keyboard, location, offline, select, storage, theme};
use crate::commands::{self, Do};
use crate::components::chart::Chart;
use crate::components::dock::{self, Tab};
use crate::components::icon::flag;
use crate::components::pane::{self, Pane};
use crate::components::splitter::Splitter;
use crate::components::{episodes, foot, notices, overlays, rule_pane, scenario_pane, top};
use crate::panes::{Panes, Side};
use crate::parts::{Parts, Ptr};
use crate::ui::{Act, Ui};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use playground::event::Event;
use playground::view::{Answer, Grade, Notice};
use plot::draw::Palette;
use yew::{Callback, Component, Context, Html, html};

const DOCUMENT: &str = "alertplay.document";
const THEME: &str = "alertplay.theme";
const PANES: &str = "alertplay.panes";
const KEYS: &str = "alertplay.keys";
/// How long the button says that the link was copied, in milliseconds.
const SAY_COPIED: u32 = 2500;
/// How long a result must stand before it is read out, in milliseconds.
const READ_OUT_AFTER: u32 = 400;
/// After so long without an edit, in milliseconds, the next one is a step of its own to undo.
const REST_AFTER: u32 = 1000;

/// Shows the page in place of the skeleton that came with the document.
pub fn show() {
    if let Some(root) = gloo::utils::document().get_element_by_id("page") {
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
    /// The button need not say any longer that the link was copied.
    Forget,
    /// The settled result is to be read out.
    ReadOut,
    /// A pointer was lifted, a field was left: a gesture may have ended.
    Ended,
    /// Nothing was edited for a while, or a gesture has ended.
    Rest,
    /// The code editor came, or will not.
    Code(bool),
    /// What became of keeping the page for use without a network.
    Offline(String),
}

/// The page.
pub(crate) struct App {
    bridge: Bridge,
    parts: Parts,
    ui: Ui,
    settled: bool,
    progress: f32,
    /// What is being fetched, in words.
    waiting: String,
    fingerprint: String,
    palette: Ptr<Palette>,
    /// Whether the browser keeps the document.
    kept: bool,
    /// Whether the page opens without a network.
    offline: bool,
    notices: Vec<Notice>,
    read_out: String,
    reading: Option<Timeout>,
    /// Whether the code editor was asked for: once, after the first settled picture.
    code: bool,
    /// How far the code editor is: `waiting`, `ready` or `failed`.
    code_state: &'static str,
    forgetting: Option<Timeout>,
    /// Runs while an edit goes on.
    resting: Option<Timeout>,
    send: Callback<Event>,
    act: Callback<Act>,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let chosen = match storage::read(THEME).as_str() {
            "light" => "light",
            "dark" => "dark",
            _ => "system",
        };
        theme::set(chosen);
        let follow = link.callback(|fragment| Msg::Send(Event::Follow(fragment)));
        let colours = link.callback(|()| Msg::Colours);
        let mut listeners = vec![location::listen(move |fragment| follow.emit(fragment))];
        listeners.extend(theme::listen(move || colours.emit(())));
        let ended = link.callback(|()| Msg::Ended);
        listeners.extend(keyboard::listen_for_rest(move || ended.emit(())));
        let single_keys = storage::read(KEYS) != "off";
        listeners.push(Self::listen_to_keys(ctx));
        let panes = Panes::read(&storage::read(PANES));
        set_widths(panes);
        Self {
            bridge: Bridge::open(link.callback(Msg::Heard), location::fragment(), storage::read(DOCUMENT)),
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
                single_keys,
            },
            settled: false,
            progress: 0.0,
            waiting: String::new(),
            fingerprint: String::new(),
            palette: Ptr::new(theme::palette()),
            kept: true,
            offline: false,
            notices: Vec::new(),
            read_out: String::new(),
            reading: None,
            code: false,
            code_state: "waiting",
            forgetting: None,
            resting: None,
            send: link.callback(Msg::Send),
            act: link.callback(Msg::Act),
            _listeners: listeners,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Send(event) => {
                self.settled = matches!(event, Event::Hover(_)) && self.settled;
                if event.is_gesture() {
                    self.rest_after(ctx, REST_AFTER);
                }
                self.bridge.send(event);
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
                Heard::Answer(answer) => self.take(ctx, answer),
                Heard::Stopped(text) => self.notices.insert(0, Notice { grade: Grade::Error, text }),
            },
            Msg::Act(act) => self.act(ctx, act),
            Msg::Colours => self.palette = Ptr::new(theme::palette()),
            Msg::Copied(true, _) => {
                self.ui.copied = true;
                let link = ctx.link().clone();
                self.forgetting = Some(Timeout::new(SAY_COPIED, move || link.send_message(Msg::Forget)));
            }
            Msg::Copied(false, address) => {
                let text = format!(
                    "The browser does not let the page copy. The address bar holds the link: {address}"
                );
                self.notices.insert(0, Notice { grade: Grade::Note, text });
            }
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

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        select::settle(self.settled);
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Parts { head, form, chart, .. } = &self.parts;
        let (send, act) = (&self.send, &self.act);
        let busy = (!self.settled).then(|| match self.waiting.as_str() {
            "" => format!("Computing {}%", (self.progress * 100.0) as u32),
            waiting => waiting.to_owned(),
        });
        html! {
            <div class="app" data-tab={self.ui.tab.name()} data-left={self.shut(Side::Left)} data-right={self.shut(Side::Right)} data-settled={flag(self.settled)} data-fingerprint={self.fingerprint.clone()} data-code={self.code_state}>
                { self.pane(top::same, top::view) }
                { self.pane(scenario_pane::same, scenario_pane::view) }
                { self.splitter(Side::Left) }
                <main class="mid">
                    { notices::view(head, &self.notices, act.reform(|_| Act::Dismiss)) }
                    <Chart chart={chart.clone()} form={form.clone()} rule={self.parts.rule.clone()} palette={self.palette.clone()} settled={self.settled} send={send.clone()} summary={head.summary.clone()} />
                    { self.pane(episodes::same, episodes::view) }
                </main>
                { self.splitter(Side::Right) }
                { self.pane(rule_pane::same, rule_pane::view) }
                { foot::view(head, (self.kept, self.offline), busy) }
                { dock::view(self.ui.tab, act) }
                { self.pane(overlays::same, overlays::view) }
                <div class="vh" role="status" aria-live="polite">{ if self.ui.copied { "Link copied" } else { self.read_out.as_str() } }</div>
            </div>
        }
    }
}

impl App {
    fn pane(&self, same: fn(&Parts, &Parts) -> bool, view: fn(&pane::Props) -> Html) -> Html {
        let (parts, send, act) = (self.parts.clone(), self.send.clone(), self.act.clone());
        html! { <Pane {parts} ui={self.ui} {send} {act} {same} {view} /> }
    }

    fn splitter(&self, side: Side) -> Html {
        html! { <Splitter {side} panes={self.ui.panes} act={self.act.clone()} /> }
    }

    fn shut(&self, side: Side) -> Option<&'static str> {
        self.ui.panes.is_shut(side).then_some("shut")
    }

    fn rest_after(&mut self, ctx: &Context<Self>, millis: u32) {
        let link = ctx.link().clone();
        self.resting = Some(Timeout::new(millis, move || link.send_message(Msg::Rest)));
    }

    /// Keys without Ctrl are commands only where nobody types; one who speaks to the computer may want none of them.
    fn listen_to_keys(ctx: &Context<Self>) -> EventListener {
        let (send, act) = (ctx.link().callback(Msg::Send), ctx.link().callback(Msg::Act));
        keyboard::listen(move |press| {
            let Some(command) = commands::of_chord(&press.chord) else { return false };
            if !press.chord.starts_with("Ctrl+") && (press.typing || storage::read(KEYS) == "off") {
                return false;
            }
            match command.run {
                Do::Send(event) => send.emit(event()),
                Do::Act(it) => act.emit(it),
            }
            true
        })
    }

    fn set_panes(&mut self, change: impl FnOnce(&mut Panes)) {
        change(&mut self.ui.panes);
        set_widths(self.ui.panes);
        storage::write(PANES, &self.ui.panes.write());
    }

    fn act(&mut self, ctx: &Context<Self>, act: Act) {
        match act {
            Act::Theme(chosen) => {
                self.ui.theme = chosen;
                storage::write(THEME, chosen);
                theme::set(chosen);
                self.palette = Ptr::new(theme::palette());
            }
            Act::Tab(tab) => self.ui.tab = tab,
            Act::Yaml(yaml) => self.ui.yaml = yaml,
            Act::At(at) => self.ui.at = at,
            Act::Dismiss => self.notices.clear(),
            Act::Width(side, width) => self.set_panes(|panes| panes.set_width(side, width)),
            Act::Fold(side) => self.set_panes(|panes| panes.set_shut(side, !panes.is_shut(side))),
            Act::Open(dialog) => self.ui.dialog = Some(dialog),
            Act::Close(dialog) if self.ui.dialog == Some(dialog) => self.ui.dialog = None,
            Act::Close(_) => {}
            Act::SingleKeys(on) => {
                self.ui.single_keys = on;
                storage::write(KEYS, if on { "on" } else { "off" });
            }
            Act::Share => {
                let link = ctx.link().clone();
                let address = location::link(&self.parts.head.fragment);
                let shown = address.clone();
                clipboard::copy(&address, move |done| link.send_message(Msg::Copied(done, shown.clone())));
            }
        }
    }

    /// A newer version never takes over by itself: somebody may be in the middle of something.
    fn heard_offline(&mut self, what: &str) {
        self.offline |= what == "kept";
        if what == "newer" {
            let text =
                "A newer version of alertplay is there. It opens at the next reload, and your work stays.";
            self.notices.insert(0, Notice { grade: Grade::Note, text: text.to_owned() });
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

    fn take(&mut self, ctx: &Context<Self>, answer: Answer) {
        self.settled = answer.settled;
        self.progress = answer.progress;
        self.waiting.clone_from(&answer.waiting);
        if answer.settled {
            self.fingerprint.clone_from(&answer.fingerprint);
            let link = ctx.link().clone();
            self.reading = Some(Timeout::new(READ_OUT_AFTER, move || link.send_message(Msg::ReadOut)));
            self.load_code(ctx);
        }
        let (title, words) = (self.parts.head.clone(), self.parts.vocabulary.clone());
        if let Some(document) = self.parts.take(answer) {
            self.kept = storage::write(DOCUMENT, &document);
            self.bridge.keep(document);
        }
        if words != self.parts.vocabulary {
            code::learn(&self.parts.vocabulary);
        }
        if title != self.parts.head && !self.parts.head.alert_title.is_empty() {
            gloo::utils::document().set_title(&format!("{}, alertplay", self.parts.head.alert_title));
        }
    }
}

/// Tells the sheets how wide the panes are.
fn set_widths(panes: Panes) {
    for side in Side::ALL {
        dialog::set_token(side.facts().token, &format!("{}px", panes.width(side)));
    }
}
