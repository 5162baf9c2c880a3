//! The middle: legend, chart, episodes. It must not know how a chart is drawn.

use super::chart::Chart;
use super::episodes;
use super::field::FieldBox;
use super::icon::word;
use super::legend;
use super::pane::Pane;
use super::readout;
use crate::parts::{Parts, Ptr};
use playground::event::{Event, Field};
use plot::draw::Palette;
use yew::{Callback, Component, Context, Html, Properties, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) parts: Parts,
    pub(crate) palette: Ptr<Palette>,
    pub(crate) send: Callback<Event>,
}

/// Which lines the reader has put out: it concerns nobody else.
pub(crate) struct Middle {
    hidden: Ptr<Vec<u32>>,
}

pub(crate) enum Msg {
    Toggle(u32),
}

impl Component for Middle {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self { hidden: Ptr::default() }
    }

    fn update(&mut self, _: &Context<Self>, Msg::Toggle(slot): Msg) -> bool {
        let mut hidden = (*self.hidden).clone();
        match hidden.iter().position(|&it| it == slot) {
            Some(idx) => _ = hidden.remove(idx),
            None => hidden.push(slot),
        }
        self.hidden = Ptr::new(hidden);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { parts, palette, send } = ctx.props();
        let Parts { chart, form, head, .. } = parts;
        html! {
            <>
                <section class="sticky" aria-label="Chart">
                    <div class="ch-h">
                        { legend::view(&chart.lines, &self.hidden, &ctx.link().callback(Msg::Toggle)) }
                        <div class="end">
                            { word("btn small", "Reset zoom", send.reform(|_| Event::Zoom(None))) }
                        </div>
                    </div>
                    <Chart chart={chart.clone()} palette={palette.clone()} hidden={self.hidden.clone()} send={send.clone()}
                        summary={head.summary.clone()} />
                    { readout::line(&chart.readout) }
                    <div class="quick">
                        <FieldBox form={form.clone()} field={Field::Threshold} label="Threshold" lead=true stepper=true send={send.clone()} name="Threshold, quick" />
                        <FieldBox form={form.clone()} field={Field::For} label="for" lead=true name="for, quick" send={send.clone()} />
                    </div>
                </section>
                <Pane parts={parts.clone()} same={episodes::same as fn(&Parts, &Parts) -> bool} view={episodes::view as fn(&Parts, &Callback<Event>) -> Html} send={send.clone()} />
            </>
        }
    }
}
