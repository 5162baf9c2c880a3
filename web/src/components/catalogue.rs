//! The published alerts, by symptom: name, whose metrics it reads, what has happened when it fires. It must not know how
//! an alert is evaluated.

use super::dialog::Dialog;
use super::icon::{PLUS, button, flag, search};
use super::pane::Props;
use crate::browser::dialog;
use crate::markup::{all, page};
use crate::parts::Ptr;
use crate::ui;
use playground::event::Event;
use playground::view::{AlertRow, Choice, Head};
use yew::{Callback, Component, Context, Html, MouseEvent, Properties, html};

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
        let exporters = EXPORTERS.iter().map(|&(id, word)| {
            let click = link.callback(move |_| Msg::Exporter(id));
            page!("<button type=button aria-pressed=$ $>$</button>", flag(self.exporter == id), click, word)
        });
        let none = rows.is_empty().then(|| page!("<p class=none>No published rule fits.</p>"));
        page!(
            "<div class=filters>$<span class=seg role=group aria-label=\"Metrics of\">$</span></div>$$$",
            search("Rule, symptom or summary", &self.typed, link.callback(Msg::Typed)),
            all(exporters),
            rules(ctx.props()),
            all(groups(&rows).into_iter().map(|group| self.group(ctx, group))),
            none.unwrap_or_default()
        )
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
        let rows = all(rows.iter().map(|row| alert(ctx.props(), row)));
        page!("<section class=symptom aria-label=$><h3>$</h3><ul>$</ul></section>", title, title, rows)
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
        page!(
            "<li><button type=button class=alert-row aria-current=$ $><b>$</b><code class=sum>$</code></button></li>",
            (rule.id == head.rule).then_some("true"),
            pick,
            &rule.title,
            &rule.note
        )
    };
    let rows = all(head.rules.iter().enumerate().map(|(idx, rule)| row(idx, rule)));
    page!(
        "<section class=symptom aria-label=\"In this document\"><h3>In this document</h3><ul>$</ul></section>",
        rows
    )
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
    page!(
        "<li class=with-add><button type=button class=alert-row aria-current=$ $><b>$</b><span class=tag>$</span>\
         <span class=sum>$</span></button>$</li>",
        current.then_some("true"),
        pick,
        &row.title,
        &row.exporter,
        &row.summary,
        button(&["Add ", &row.title, " beside"].concat(), PLUS, closing(Event::AddAlert))
    )
}

/// The rows of each symptom, which stand beside each other.
fn groups<'a, 'b>(rows: &'a [&'b AlertRow]) -> Vec<&'a [&'b AlertRow]> {
    rows.chunk_by(|a, b| a.symptom == b.symptom).collect()
}
