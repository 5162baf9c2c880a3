//! The command palette: what a person types finds commands, scenarios and rules. It must not know how they are carried out.

use super::dialog::Dialog;
use super::icon::flag;
use crate::browser::{dialog, input};
use crate::commands::{COMMANDS, Do};
use crate::markup::{all, page};
use crate::parts::Ptr;
use crate::ui::{self, Act};
use playground::event::Event;
use playground::view::Head;
use yew::{Callback, Component, Context, Html, InputEvent, KeyboardEvent, NodeRef, Properties, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) head: Ptr<Head>,
    pub(crate) send: Callback<Event>,
    pub(crate) act: Callback<Act>,
}

pub(crate) enum Msg {
    Typed(String),
    Key(KeyboardEvent),
    Run(usize),
}

#[derive(Default)]
pub(crate) struct Palette {
    typed: String,
    /// The place of the marked entry among those that fit.
    marked: usize,
    /// The marked entry's element.
    element: NodeRef,
}

/// What can be picked.
#[derive(Clone)]
enum Pick {
    Command(Do),
    Scenario(String),
    Alert(String),
}

struct Entry {
    text: String,
    keys: &'static str,
    pick: Pick,
}

impl Component for Palette {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let count = fitting(&ctx.props().head, &self.typed).len();
        match msg {
            Msg::Typed(text) => {
                self.typed = text;
                self.marked = 0;
            }
            Msg::Run(place) => self.run(ctx, place),
            Msg::Key(event) => {
                let step = match event.key().as_str() {
                    "ArrowDown" => 1,
                    "ArrowUp" => count.saturating_sub(1),
                    "Enter" => {
                        event.prevent_default();
                        self.run(ctx, self.marked);
                        return false;
                    }
                    _ => return false,
                };
                event.prevent_default();
                self.marked = (self.marked + step) % count.max(1);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { head, act, .. } = ctx.props();
        let link = ctx.link();
        let entries = fitting(head, &self.typed);
        let shown = entries.iter().enumerate().map(|(place, entry)| self.entry(ctx, place, entry));
        let none = entries.is_empty().then(|| page!("<p class=none>Nothing fits.</p>"));
        let rest = page!(
            "<ul id=palette-list role=listbox aria-label=\"What fits\">$</ul>$",
            all(shown),
            none.unwrap_or_default()
        );
        html! {
            <Dialog kind={ui::Dialog::Palette} name="Command palette" class="palette" act={act.clone()} {rest}>
                <input type="text" class="search" role="combobox" aria-label="Command, scenario or rule" placeholder="Command, scenario or rule"
                    aria-expanded="true" aria-controls="palette-list" aria-activedescendant={format!("palette-{}", self.marked)}
                    autocomplete="off" spellcheck="false" value={self.typed.clone()}
                    oninput={link.callback(|event: InputEvent| Msg::Typed(input::text(&event)))} onkeydown={link.callback(Msg::Key)} />
            </Dialog>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        dialog::reveal(&self.element);
    }
}

impl Palette {
    fn entry(&self, ctx: &Context<Self>, place: usize, entry: &Entry) -> Html {
        let marked = place == self.marked;
        let element = if marked { self.element.clone() } else { NodeRef::default() };
        let keys = entry.keys.split(' ').next().filter(|it| !it.is_empty());
        let keys = keys.map(|it| page!("<kbd>$</kbd>", it)).unwrap_or_default();
        let words = page!("<span>$</span>$", &entry.text, keys);
        html! {
            <li ref={element} id={format!("palette-{place}")} role="option" aria-selected={flag(marked)}
                onclick={ctx.link().callback(move |_| Msg::Run(place))}>{ words }</li>
        }
    }

    /// The palette closes first, so that the focus is back where it was.
    fn run(&self, ctx: &Context<Self>, place: usize) {
        let Props { head, send, act } = ctx.props();
        let Some(entry) = fitting(head, &self.typed).into_iter().nth(place) else { return };
        dialog::close_open();
        match entry.pick {
            Pick::Command(Do::Send(event)) => send.emit(event()),
            Pick::Command(Do::Act(it)) => act.emit(it),
            Pick::Scenario(name) => send.emit(Event::PickScenario(name)),
            Pick::Alert(id) => send.emit(Event::PickAlert(id)),
        }
    }
}

/// Everything that fits what was typed: each of its words is somewhere in the entry.
fn fitting(head: &Head, typed: &str) -> Vec<Entry> {
    let words = typed.to_lowercase();
    let fits = |text: &str| {
        let text = text.to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    let commands = COMMANDS.iter().map(|it| Entry {
        text: it.name.to_owned(),
        keys: it.keys,
        pick: Pick::Command(it.run),
    });
    let scenarios = head.scenarios.iter().map(|it| Entry {
        text: format!("Scenario: {}", it.title),
        keys: "",
        pick: Pick::Scenario(it.id.clone()),
    });
    let alerts = head.alerts.iter().map(|it| Entry {
        text: format!("Rule: {}, {}", it.title, it.exporter),
        keys: "",
        pick: Pick::Alert(it.id.clone()),
    });
    commands.chain(scenarios).chain(alerts).filter(|it| fits(&it.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_fit() {
        let head = Head::default();
        let names = |typed: &str| fitting(&head, typed).into_iter().map(|it| it.text).collect::<Vec<_>>();
        assert_eq!(names("DARK th"), ["Theme: dark"]);
        assert_eq!(names("").len(), COMMANDS.len());
        assert!(names("dark light").is_empty());
    }
}
