//! The root of the page: holds the parts, hands them to the panes, sends what people do to the engine. It must not
//! know how a part is shown.

use crate::bridge::{Bridge, Heard};
use crate::browser::worker::Report;
use crate::browser::{location, storage, theme};
use crate::components::dock::{self, Tab};
use crate::components::foot;
use crate::components::middle::Middle;
use crate::components::notices;
use crate::components::pane::Pane;
use crate::components::rule_pane::RulePane;
use crate::components::scenario_pane;
use crate::components::top::Top;
use crate::parts::{Parts, Ptr};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use playground::event::Event;
use playground::view::{Answer, Grade, Notice};
use plot::draw::Palette;
use yew::{Callback, Component, Context, Html, html};

const DOCUMENT: &str = "alertplay.document";
const THEME: &str = "alertplay.theme";
/// How long a result must stand before it is read out, in milliseconds.
const READ_OUT_AFTER: u32 = 400;

/// Shows the page in place of the skeleton that came with the document.
pub fn show() {
    if let Some(root) = gloo::utils::document().get_element_by_id("page") {
        yew::Renderer::<App>::with_root(root).render();
    }
}

/// What happens to the page.
pub(crate) enum Msg {
    /// A person did something.
    Send(Event),
    /// The worker reported.
    Heard(Report),
    /// `light`, `dark` or `system` was chosen.
    Theme(&'static str),
    /// The system changed its colours.
    Colours,
    /// Another pane of the narrow page.
    Tab(Tab),
    /// A message for the whole page.
    Notice(Notice),
    /// The page's own messages were read.
    Dismiss,
    /// The settled result is to be read out.
    ReadOut,
}

/// The page.
pub(crate) struct App {
    bridge: Bridge,
    parts: Parts,
    settled: bool,
    progress: f32,
    fingerprint: String,
    tab: Tab,
    theme: &'static str,
    palette: Ptr<Palette>,
    /// Whether the browser keeps the document.
    kept: bool,
    notices: Vec<Notice>,
    read_out: String,
    reading: Option<Timeout>,
    send: Callback<Event>,
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
        Self {
            bridge: Bridge::open(link.callback(Msg::Heard), location::fragment(), storage::read(DOCUMENT)),
            parts: Parts::default(),
            settled: false,
            progress: 0.0,
            fingerprint: String::new(),
            tab: Tab::Chart,
            theme: chosen,
            palette: Ptr::new(theme::palette()),
            kept: true,
            notices: Vec::new(),
            read_out: String::new(),
            reading: None,
            send: link.callback(Msg::Send),
            _listeners: listeners,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Send(event) => {
                self.settled = matches!(event, Event::Hover(_)) && self.settled;
                self.bridge.send(event);
            }
            Msg::Heard(report) => match self.bridge.hear(report) {
                Heard::Nothing => return false,
                Heard::Answer(answer) => self.take(ctx, answer),
                Heard::Stopped(text) => self.notices.insert(0, Notice { grade: Grade::Error, text }),
            },
            Msg::Theme(chosen) => {
                self.theme = chosen;
                storage::write(THEME, chosen);
                theme::set(chosen);
                self.palette = Ptr::new(theme::palette());
            }
            Msg::Colours => self.palette = Ptr::new(theme::palette()),
            Msg::Tab(tab) => self.tab = tab,
            Msg::Notice(notice) => self.notices.insert(0, notice),
            Msg::Dismiss => self.notices.clear(),
            Msg::ReadOut => self.read_out.clone_from(&self.parts.head.summary),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let parts = &self.parts;
        let Parts { head, form, chart, rule, findings, runbook, .. } = parts;
        let link = ctx.link();
        let send = &self.send;
        let progress = (!self.settled).then_some(self.progress);
        html! {
            <div class="app" data-tab={self.tab.name()} data-settled={if self.settled { "true" } else { "false" }}
                data-fingerprint={self.fingerprint.clone()}>
                <Top head={head.clone()} runbook={runbook.clone()} theme={self.theme} send={send.clone()}
                    choose={link.callback(Msg::Theme)} notice={link.callback(Msg::Notice)} />
                <Pane parts={parts.clone()} same={scenario_pane::same as fn(&Parts, &Parts) -> bool}
                    view={scenario_pane::view as fn(&Parts, &Callback<Event>) -> Html} send={send.clone()} />
                <main class="mid">
                    { notices::view(head, &self.notices, link.callback(|_| Msg::Dismiss)) }
                    <Middle parts={parts.clone()} palette={self.palette.clone()} send={send.clone()} />
                </main>
                <RulePane form={form.clone()} rule={rule.clone()} findings={findings.clone()} runbook={runbook.clone()}
                    readout={chart.readout.clone()} send={send.clone()} />
                { foot::view(head, self.kept, progress) }
                { dock::view(self.tab, &link.callback(Msg::Tab)) }
                <div class="vh" role="status" aria-live="polite">{ &self.read_out }</div>
            </div>
        }
    }
}

impl App {
    fn take(&mut self, ctx: &Context<Self>, answer: Answer) {
        self.settled = answer.settled;
        self.progress = answer.progress;
        if answer.settled {
            self.fingerprint.clone_from(&answer.fingerprint);
            let link = ctx.link().clone();
            self.reading = Some(Timeout::new(READ_OUT_AFTER, move || link.send_message(Msg::ReadOut)));
        }
        let title = self.parts.head.clone();
        if let Some(document) = self.parts.take(answer) {
            self.kept = storage::write(DOCUMENT, &document);
            self.bridge.keep(document);
        }
        if title != self.parts.head && !self.parts.head.alert_title.is_empty() {
            gloo::utils::document().set_title(&format!("{}, alertplay", self.parts.head.alert_title));
        }
    }
}
