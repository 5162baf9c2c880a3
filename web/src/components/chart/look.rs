//! How the chart is looked at: which rows and lines, on which scale, in whose time. It concerns nobody else than the
//! reader. It must not know pixels.

use super::{Chart, Msg, Picture};
use crate::browser::zone;
use crate::components::icon::{MORE, flag, icon, word};
use crate::components::legend;
use crate::markup::{all, page};
use playground::event::Event;
use playground::view::Rule;
use plot::Frame;
use yew::{Callback, Context, Html};

/// What can be switched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Switch {
    /// The inputs of the expression, in rows under the plot.
    Inputs,
    /// What the filter returns.
    Result,
    /// A logarithmic y axis.
    Log,
    /// The reader's own time in place of UTC.
    Local,
    /// The figures as a table below the chart.
    Table,
}

/// The switches, and the lines that are out.
pub(crate) struct Look {
    pub(super) inputs: bool,
    pub(super) result: bool,
    log: bool,
    local: bool,
    pub(super) table: bool,
    /// The slots of the lines that are out.
    pub(super) hidden: Vec<u32>,
}

impl Default for Look {
    fn default() -> Self {
        Self { inputs: true, result: true, log: false, local: false, table: false, hidden: Vec::new() }
    }
}

impl Look {
    /// The axes as the reader wants them.
    pub(super) fn onto(&self, mut frame: Frame) -> Frame {
        frame.log = self.log;
        frame.zone = if self.local { zone::offset(frame.range.from) } else { 0 };
        frame
    }

    /// Turns a switch.
    pub(super) fn turn(&mut self, switch: Switch) {
        let it = match switch {
            Switch::Inputs => &mut self.inputs,
            Switch::Result => &mut self.result,
            Switch::Log => &mut self.log,
            Switch::Local => &mut self.local,
            Switch::Table => &mut self.table,
        };
        *it = !*it;
    }

    /// Puts a line out, or on again.
    pub(super) fn toggle(&mut self, slot: u32) {
        match self.hidden.iter().position(|&it| it == slot) {
            Some(idx) => _ = self.hidden.remove(idx),
            None => self.hidden.push(slot),
        }
    }

    /// Leaves one line alone, or puts all on again where it already is.
    pub(super) fn isolate(&mut self, slot: u32, lines: &plot::Lines) {
        let others: Vec<u32> = lines.lines.iter().map(|it| it.slot).filter(|it| *it != slot).collect();
        let alone = others.iter().all(|it| self.hidden.contains(it)) && !self.hidden.contains(&slot);
        self.hidden = if alone { Vec::new() } else { others };
    }
}

/// The chart's head: legend and switches.
pub(super) fn head(chart: &Chart, ctx: &Context<Chart>) -> Html {
    let (look, props) = (&chart.look, ctx.props());
    let switch = |word: &'static str, switch: Switch, on: bool, title: &'static str| {
        let turn = ctx.link().callback(move |_| Msg::Turn(switch));
        page!(
            "<button type=button class=\"btn small switch\" aria-pressed=$ title=$ $>$</button>",
            flag(on),
            title,
            turn,
            word
        )
    };
    let save = |format: Picture| ctx.link().callback(move |_| Msg::Save(format));
    let lines = &props.chart.lines;
    let inputs = || switch("Inputs", Switch::Inputs, look.inputs, "What the left side is made of");
    page!(
        "<div class=ch-h>$<div class=end>$$$$$<details class=ch-menu><summary class=icon aria-label=\"Chart menu\" title=\"Chart menu\">$</summary>\
         <div class=menu>$$$</div></details></div></div>",
        legend::view(
            lines,
            &look.hidden,
            &ctx.link().callback(Msg::Toggle),
            &ctx.link().callback(Msg::Isolate)
        ),
        if lines.inputs.is_empty() { Html::default() } else { inputs() },
        switch("Result", Switch::Result, look.result, "What the filter returns"),
        switch("Log axis", Switch::Log, look.log, "Logarithmic y axis"),
        switch("Local time", Switch::Local, look.local, "Your time instead of UTC"),
        word("btn small", "Reset zoom", props.send.reform(|_| Event::Zoom(None))),
        icon(MORE),
        switch("Table", Switch::Table, look.table, "The figures of the chart"),
        word("btn small", "Save as SVG", save(Picture::Svg)),
        word("btn small", "Save as PNG", save(Picture::Png))
    )
}

/// The comparisons of an expression that has several: one is looked at and has the handle.
pub(super) fn comparisons(rule: &Rule, send: &Callback<Event>) -> Html {
    if rule.comparisons.is_empty() {
        return Html::default();
    }
    let pick = |(idx, (text, active)): (usize, &(String, bool))| {
        page!(
            "<button type=button class=\"btn small\" aria-pressed=$ $><code>$</code></button>",
            flag(*active),
            send.reform(move |_| Event::PickThreshold(idx as u32)),
            text
        )
    };
    page!(
        "<div class=cmp role=group aria-label=Comparison>$</div>",
        all(rule.comparisons.iter().enumerate().map(pick))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: u32) -> plot::Lines {
        let line = |slot| plot::Line {
            name: String::new(),
            labels: String::new(),
            slot,
            selected: false,
            runs: Vec::new(),
            peak: None,
        };
        plot::Lines { lines: (0..count).map(line).collect(), ..plot::Lines::default() }
    }

    #[test]
    fn one_line_alone_and_back() {
        let mut look = Look::default();
        look.toggle(1);
        assert_eq!(look.hidden, [1]);
        look.isolate(1, &lines(3));
        assert_eq!(look.hidden, [0, 2]);
        look.isolate(1, &lines(3));
        assert!(look.hidden.is_empty());
    }
}
