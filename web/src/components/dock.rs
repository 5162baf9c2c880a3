//! The bar of the narrow page: five panes, one of them below the chart. It must not know what they hold.

use super::icon::{BOOK, CHART, FLASK, SLIDERS, WARN, icon};
use crate::markup::{all, page};
use crate::ui::Act;
use yew::{Callback, Html};

/// A pane of the narrow page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The chart alone, with its episodes.
    Chart,
    /// The rule.
    Rule,
    /// Findings.
    Findings,
    /// Runbook and readout.
    Runbook,
    /// Traffic, faults, topology.
    Scenario,
}

impl Tab {
    /// What the page's root bears and the sheets select by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chart => "chart",
            Self::Rule => "rule",
            Self::Findings => "findings",
            Self::Runbook => "runbook",
            Self::Scenario => "scenario",
        }
    }
}

/// The bar, with `tab` open.
pub(crate) fn view(tab: Tab, act: &Callback<Act>) -> Html {
    let tabs = [
        (Tab::Chart, "Chart", CHART),
        (Tab::Rule, "Rule", SLIDERS),
        (Tab::Findings, "Findings", WARN),
        (Tab::Runbook, "Runbook", BOOK),
        (Tab::Scenario, "Scenario", FLASK),
    ];
    let button = |(it, word, path): (Tab, &'static str, &'static str)| {
        let (current, click) = ((it == tab).then_some("true"), act.reform(move |_| Act::Tab(it)));
        page!("<button type=button aria-current=$ $>$$</button>", current, click, icon(path), word)
    };
    page!("<nav class=dock aria-label=Panes>$</nav>", all(tabs.into_iter().map(button)))
}
