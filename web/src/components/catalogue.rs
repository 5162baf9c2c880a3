//! The published alerts, by symptom: name, whose metrics it reads, what has happened when it fires. It must not know how
//! an alert is evaluated.

use super::dialog::Dialog;
use super::icon::{PLUS, button, flag};
use super::pane::Props;
use crate::browser::{dialog, input};
use crate::parts::Ptr;
use crate::ui;
use playground::event::Event;
use playground::view::{AlertRow, Choice, Head};
use yew::{Callback, Component, Context, Html, InputEvent, MouseEvent, Properties, html};

const EXPORTERS: [(&str, &str); 3] =
    [("", "All"), ("embedded", "HAProxy itself"), ("haproxy_exporter", "haproxy_exporter")];

/// The dialog.
pub(crate) fn view(props: &Props) -> Html {
    let Props { parts, send, act, .. } = props;
    html! {
        <Dialog key="catalogue" kind={ui::Dialog::Catalogue} name="Published rules" class="catalogue" act={act.clone()}>
            <List head={parts.head.clone()} send={send.clone()} />
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ListProps {
    head: Ptr<Head>,
    send: Callback<Event>,
}

pub(crate) enum Msg {
    Typed(String),
    Exporter(&'static str),
}

#[derive(Default)]
pub(crate) struct List {
    typed: String,
    exporter: &'static str,
}

impl Component for List {
    type Message = Msg;
    type Properties = ListProps;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Typed(text) => self.typed = text,
            Msg::Exporter(it) => self.exporter = it,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let head = &ctx.props().head;
        let rows: Vec<_> = head.alerts.iter().filter(|it| self.fits(it)).collect();
        html! {
            <>
                <div class="filters">
                    <input type="text" class="search" aria-label="Rule, symptom or summary" placeholder="Rule, symptom or summary" autocomplete="off"
                        spellcheck="false" autofocus=true value={self.typed.clone()}
                        oninput={link.callback(|event: InputEvent| Msg::Typed(input::text(&event)))} />
                    <span class="seg" role="group" aria-label="Metrics of">
                        { for EXPORTERS.iter().map(|&(id, word)| html! {
                            <button type="button" aria-pressed={flag(self.exporter == id)} onclick={link.callback(move |_| Msg::Exporter(id))}>{ word }</button>
                        }) }
                    </span>
                </div>
                { rules(ctx.props()) }
                { for groups(&rows).into_iter().map(|group| self.group(ctx, group)) }
                if rows.is_empty() { <p class="none">{ "No published rule fits." }</p> }
            </>
        }
    }
}

impl List {
    fn fits(&self, row: &AlertRow) -> bool {
        let text = format!("{} {} {}", row.title, row.symptom, row.summary).to_lowercase();
        let words = self.typed.to_lowercase();
        (self.exporter.is_empty() || self.exporter == row.exporter)
            && words.split_whitespace().all(|word| text.contains(word))
    }

    fn group(&self, ctx: &Context<Self>, rows: &[&AlertRow]) -> Html {
        let title = rows.first().map_or("", |it| it.symptom.as_str());
        html! {
            <section class="symptom" aria-label={title.to_owned()}>
                <h3>{ title }</h3>
                <ul>{ for rows.iter().map(|row| alert(ctx.props(), row)) }</ul>
            </section>
        }
    }
}

/// The rules of a document that has several.
fn rules(props: &ListProps) -> Html {
    let head = &props.head;
    if head.rules.is_empty() {
        return Html::default();
    }
    let row = |idx: usize, rule: &Choice| {
        let send = props.send.clone();
        let pick = Callback::from(move |_| {
            dialog::close_open();
            send.emit(Event::PickRule(idx as u32));
        });
        html! {
            <li>
                <button type="button" class="alert-row" aria-current={(rule.id == head.rule).then_some("true")} onclick={pick}>
                    <b>{ &rule.title }</b><code class="sum">{ &rule.note }</code>
                </button>
            </li>
        }
    };
    html! {
        <section class="symptom" aria-label="In this document">
            <h3>{ "In this document" }</h3>
            <ul>{ for head.rules.iter().enumerate().map(|(idx, rule)| row(idx, rule)) }</ul>
        </section>
    }
}

fn alert(props: &ListProps, row: &AlertRow) -> Html {
    let current = props.head.alert == row.id;
    let closing = |event: fn(String) -> Event| {
        let (send, id) = (props.send.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| {
            dialog::close_open();
            send.emit(event(id.clone()));
        })
    };
    let pick = closing(Event::PickAlert);
    html! {
        <li class="with-add">
            <button type="button" class="alert-row" aria-current={current.then_some("true")} onclick={pick}>
                <b>{ &row.title }</b><span class="tag">{ &row.exporter }</span><span class="sum">{ &row.summary }</span>
            </button>
            { button(&["Add ", &row.title, " beside"].concat(), PLUS, closing(Event::AddAlert)) }
        </li>
    }
}

/// The rows of each symptom, which stand beside each other.
fn groups<'a, 'b>(rows: &'a [&'b AlertRow]) -> Vec<&'a [&'b AlertRow]> {
    rows.chunk_by(|a, b| a.symptom == b.symptom).collect()
}
