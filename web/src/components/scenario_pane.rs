//! The left pane: traffic, faults, topology. It must not know how a scenario is simulated.

use super::fault_list;
use super::gallery;
use super::input;
use super::pane::Props;
use super::pane_menu;
use super::section::{Head, section};
use super::{top, topology, traffic};
use crate::markup::page;
use crate::panes::Side;
use crate::parts::Parts;
use yew::Html;

pub(crate) fn same(it: &Props, other: &Props) -> bool {
    let (ui, was) = (it.ui, other.ui);
    let (it, other) = (&it.parts, &other.parts);
    ui.panes == was.panes && it.form == other.form && it.traffic == other.traffic && it.head == other.head
}

pub(crate) fn view(props: &Props) -> Html {
    let Props { parts, ui, send, act, .. } = props;
    let Parts { head, form, traffic, .. } = parts;
    let menu = pane_menu::actions(Side::Left, *ui, act);
    if !traffic.input.is_empty() {
        return page!(
            "<aside class=\"pane left\" aria-label=Scenario role=region><div class=pick-small>$$</div>$$</aside>",
            top::scenarios(head, send),
            gallery::open(act),
            pane_menu::unfold(Side::Left, *ui, act),
            input::view(traffic, menu, send)
        );
    }
    let load = Head { name: "Traffic", note: &traffic.frontend, actions: menu, ..Head::default() };
    let below = || {
        let add = topology::actions(send);
        let tree = Head { name: "Topology", note: &traffic.topology, actions: add, ..Head::default() };
        let rows = page!(
            "$<div class=sec-b><p class=note>$</p><p class=note>$</p></div>",
            topology::view(form, traffic, send),
            &traffic.exporter,
            &head.scenario_title
        );
        page!(
            "$$$",
            fault_list::view(form, traffic, send),
            fault_list::labels(form, send),
            section(tree, rows)
        )
    };
    page!(
        "<aside class=\"pane left\" aria-label=Scenario role=region><div class=pick-small>$$</div>$$$</aside>",
        // On a phone the top bar has room for the rule only.
        top::scenarios(head, send),
        gallery::open(act),
        pane_menu::unfold(Side::Left, *ui, act),
        section(load, traffic::view(form, traffic, send)),
        if props.rest > 0 { below() } else { Html::default() }
    )
}
