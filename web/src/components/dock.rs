//! The bar of the narrow page: five panes, one of them below the chart. It must not know what they hold.

use super::icon::{BOOK, CHART, FLASK, SLIDERS, WARN, icon};
use crate::ui::Act;
use yew::{Callback, Html, html};

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
    html! {
        <nav class="dock" aria-label="Panes">
            { for tabs.into_iter().map(|(it, word, path)| {
                html! {
                    <button type="button" aria-current={(it == tab).then_some("true")} onclick={act.reform(move |_| Act::Tab(it))}>
                        { icon(path) }{ word }
                    </button>
                }
            }) }
        </nav>
    }
}
