//! The left pane: traffic, faults, topology. It must not know how a scenario is simulated.

use super::fault_list;
use super::pane::Props;
use super::pane_menu;
use super::section::{Head, section};
use super::{top, topology, traffic};
use crate::panes::Side;
use crate::parts::Parts;
use yew::{Html, html};

pub(crate) fn same(it: &Parts, other: &Parts) -> bool {
    it.form == other.form && it.traffic == other.traffic && it.head == other.head
}

pub(crate) fn view(props: &Props) -> Html {
    let Props { parts, ui, send, act, .. } = props;
    let Parts { head, form, traffic, .. } = parts;
    let rows = html! {
        <>
            { topology::view(form, traffic, send) }
            <div class="sec-b"><p class="note">{ &traffic.exporter }</p>
            <p class="note">{ &head.scenario_title }</p></div>
        </>
    };
    html! {
        <aside class="pane left" aria-label="Scenario" role="region">
            // On a phone the top bar has room for the rule only.
            <div class="pick-small">{ top::scenarios(head, send) }</div>
            { pane_menu::unfold(Side::Left, *ui, act) }
            { section(Head { name: "Traffic", note: &traffic.frontend, actions: pane_menu::actions(Side::Left, *ui, act), ..Head::default() }, traffic::view(form, traffic, send)) }
            { fault_list::view(form, traffic, send) }
            { section(Head { name: "Topology", note: &traffic.topology, actions: topology::actions(send), ..Head::default() }, rows) }
        </aside>
    }
}
