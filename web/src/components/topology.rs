//! The topology as a tree: frontends, backends, servers; the form of the open one below its line. It must not know how they are
//! simulated.

use super::field::field;
use super::icon::{PLUS, button, flag};
use crate::parts::Ptr;
use playground::event::{Event, Field, Node, NodeField};
use playground::view::{Form, NodeRow, Traffic};
use yew::{Callback, Html, html};

const FRONTEND: [NodeField; 2] = [NodeField::Name, NodeField::Maxconn];
const BACKEND: [NodeField; 7] = [
    NodeField::Name,
    NodeField::Balance,
    NodeField::Retries,
    NodeField::Redispatch,
    NodeField::Inter,
    NodeField::Fall,
    NodeField::Rise,
];
const SERVER: [NodeField; 3] = [NodeField::Name, NodeField::Weight, NodeField::Maxconn];

/// What adds to the tree, for the section's head.
pub(super) fn actions(send: &Callback<Event>) -> Html {
    let add = |name: &'static str, node: Node| button(name, PLUS, send.reform(move |_| Event::AddNode(node)));
    html! { { add("Add backend", Node::Backend(0)) } }
}

/// The tree.
pub(super) fn view(form: &Ptr<Form>, traffic: &Traffic, send: &Callback<Event>) -> Html {
    html! { <ul class="tree">{ for traffic.nodes.iter().map(|row| node(form, row, send)) }</ul> }
}

fn node(form: &Ptr<Form>, row: &NodeRow, send: &Callback<Event>) -> Html {
    let (it, open) = (row.node, row.open);
    let pick = send.reform(move |_| Event::PickNode((!open).then_some(it)));
    let class = match it {
        Node::Server(..) => "leaf",
        _ => "",
    };
    html! {
        <li class={yew::classes!(class, open.then_some("open"))}>
            <button type="button" class="row" aria-expanded={flag(open)} onclick={pick}>
                <span class="nm"><b>{ &row.name }</b></span><span class="tm">{ &row.note }</span>
            </button>
            if open { { fields(form, row, send) } }
        </li>
    }
}

fn fields(form: &Ptr<Form>, row: &NodeRow, send: &Callback<Event>) -> Html {
    let it = row.node;
    let (list, what): (&[NodeField], _) = match it {
        Node::Frontend(_) => (&FRONTEND, "frontend"),
        Node::Backend(_) => (&BACKEND, "backend"),
        Node::Server(..) => (&SERVER, "server"),
    };
    let add = |name: String, like: Node| {
        html! { <button type="button" class="btn small line" onclick={send.reform(move |_| Event::AddNode(like))}>{ name }</button> }
    };
    html! {
        <div class="form">
            <div class="grid2">{ for list.iter().map(|property| field(form, send, Field::Node(it, *property), property.label(), "")) }</div>
            <div class="acts">
                if let Node::Backend(idx) = it { { add("Add server".to_owned(), Node::Server(idx, 0)) } }
                if let Node::Frontend(_) = it { { add("Add frontend".to_owned(), it) } }
                <button type="button" class="btn small line" onclick={send.reform(move |_| Event::RemoveNode(it))}>{ format!("Remove {what}") }</button>
            </div>
        </div>
    }
}
