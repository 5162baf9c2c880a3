//! The lists above the map: what is shown, and what is swept. It must not know what follows from a choice.

use super::sweep::Msg;
use crate::browser::input;
use crate::markup::all;
use playground::learn::{Measure, SweepAsk, Swept};
use yew::{Callback, Event, Html, html};

/// Values of `keep_firing_for` and of the window to try.
const SPANS: [&str; 9] = ["0s", "30s", "1m", "2m", "5m", "10m", "15m", "30m", "1h"];

/// What is chosen.
pub(super) struct Controls<'a> {
    pub(super) ask: &'a SweepAsk,
    pub(super) swept: Option<&'a Swept>,
    pub(super) measure: Measure,
    pub(super) outline: f64,
}

/// What can be chosen: the value, and what people read.
pub(super) type Choices = Vec<(String, String)>;

impl Controls<'_> {
    /// The lists.
    pub(super) fn view(&self, send: &Callback<Msg>) -> Html {
        let shown = [self.measures(send), self.outlines(send)];
        let spans = [self.keeps(send), self.windows(send)];
        let seeds = [self.train(send), self.judge(send), self.grid(send)];
        all(shown.into_iter().chain(spans).chain(seeds))
    }

    fn measures(&self, send: &Callback<Msg>) -> Html {
        let choices = Measure::all().map(|it| (it.name().to_owned(), it.title().to_owned())).collect();
        let chosen = |text: String| Msg::Measure(Measure::by_name(&text).unwrap_or(Measure::FalsePages));
        list("Colour shows", choices, self.measure.name(), send.reform(chosen))
    }

    fn outlines(&self, send: &Callback<Msg>) -> Html {
        let shares = [0.5, 0.7, 0.8, 0.9, 1.0];
        let choices = shares.map(|it: f64| (it.to_string(), format!("Recall {}%", it * 100.0)));
        let chosen = |text: String| Msg::Outline(text.parse().unwrap_or(1.0));
        list("Outline at", choices.into(), &self.outline.to_string(), send.reform(chosen))
    }

    fn keeps(&self, send: &Callback<Msg>) -> Html {
        let own = self.swept.map(|it| it.keep.as_str()).filter(|_| self.ask.keep.is_empty());
        let chosen = self.asking(send, |ask, text| ask.keep = text);
        list("keep_firing_for", spans(own, 0), &self.ask.keep, chosen)
    }

    /// A window of nothing is no window.
    fn windows(&self, send: &Callback<Msg>) -> Html {
        let own = self.swept.map(|it| it.window.as_str()).filter(|_| self.ask.window.is_empty());
        let chosen = self.asking(send, |ask, text| ask.window = text);
        list("Window", spans(own, 1), &self.ask.window, chosen)
    }

    fn train(&self, send: &Callback<Msg>) -> Html {
        let title = |it: u32| if it == 1 { "this one".to_owned() } else { format!("{it}, this one first") };
        let choices = [1, 5, 10, 20].map(|it| (it.to_string(), title(it)));
        let chosen = self.asking(send, |ask, text| ask.train = text.parse().unwrap_or(1));
        list("Seeds", choices.into(), &self.ask.train.to_string(), chosen)
    }

    fn judge(&self, send: &Callback<Msg>) -> Html {
        let title = |it: u32| if it == 0 { "no others".to_owned() } else { format!("{it} others") };
        let choices = [0, 5, 10, 20].map(|it| (it.to_string(), title(it)));
        let chosen = self.asking(send, |ask, text| ask.judge = text.parse().unwrap_or(0));
        list("Judge on", choices.into(), &self.ask.judge.to_string(), chosen)
    }

    fn grid(&self, send: &Callback<Msg>) -> Html {
        let id = |[columns, rows]: [u32; 2]| format!("{columns} x {rows}");
        let sizes = [[16, 16], [64, 32]];
        let choices = sizes.map(|it| (id(it), id(it)));
        let choices = std::iter::once((String::new(), "round steps".to_owned())).chain(choices).collect();
        let chosen = self.asking(send, |ask, text| {
            let numbers: Vec<u32> = text.split(" x ").filter_map(|it| it.parse().ok()).collect();
            ask.grid = numbers.try_into().ok();
        });
        list("Grid", choices, &self.ask.grid.map(id).unwrap_or_default(), chosen)
    }

    /// Asks for another sweep.
    fn asking(&self, send: &Callback<Msg>, change: fn(&mut SweepAsk, String)) -> Callback<String> {
        let ask = self.ask.clone();
        send.reform(move |text| {
            let mut ask = ask.clone();
            change(&mut ask, text);
            Msg::Ask(ask)
        })
    }
}

/// The rule's `own` value, then others.
fn spans(own: Option<&str>, skip: usize) -> Choices {
    let own = own.filter(|it| !it.is_empty());
    let own = own.map_or("as in the rule".to_owned(), |it| format!("{it}, as in the rule"));
    let others = SPANS.into_iter().skip(skip).map(|it| (it.to_owned(), it.to_owned()));
    std::iter::once((String::new(), own)).chain(others).collect()
}

pub(super) fn list(label: &'static str, choices: Choices, value: &str, chosen: Callback<String>) -> Html {
    let options = choices.into_iter().map(|(id, title)| {
        let selected = id == value;
        html! { <option value={id} {selected}>{ title }</option> }
    });
    let change = chosen.reform(|event: Event| input::text(&event));
    html! {
        <label class="sweep-s"><span>{ label }</span><select onchange={change}>{ for options }</select></label>
    }
}
