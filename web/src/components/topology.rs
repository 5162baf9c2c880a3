//! The topology as a tree: frontends, backends, servers; the form of the open one below its line. It must not know how they are
//! simulated.

use super::field::field;
use super::icon::{PLUS, button, flag, word};
use crate::markup::{all, page};
use crate::parts::Ptr;
use playground::event::{Event, Field, Node, NodeField};
use playground::view::{Form, NodeRow, Traffic};
use yew::{Callback, Html};

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
    button("Add backend", PLUS, send.reform(|_| Event::AddNode(Node::Backend(0))))
}

/// The tree.
pub(super) fn view(form: &Ptr<Form>, traffic: &Traffic, send: &Callback<Event>) -> Html {
    page!("<ul class=tree>$</ul>", all(traffic.nodes.iter().map(|row| node(form, row, send))))
}

fn node(form: &Ptr<Form>, row: &NodeRow, send: &Callback<Event>) -> Html {
    let (it, open) = (row.node, row.open);
    let class = match (it, open) {
        (Node::Server(..), true) => "leaf open",
        (Node::Server(..), false) => "leaf",
        (_, true) => "open",
        (_, false) => "",
    };
    page!(
        "<li class=$><button type=button class=row aria-expanded=$ $><span class=nm><b>$</b></span><span class=tm>$</span></button>$</li>",
        class,
        flag(open),
        send.reform(move |_| Event::PickNode((!open).then_some(it))),
        &row.name,
        &row.note,
        if open { fields(form, it, send) } else { Html::default() }
    )
}

fn fields(form: &Ptr<Form>, it: Node, send: &Callback<Event>) -> Html {
    let (list, remove): (&[NodeField], _) = match it {
        Node::Frontend(_) => (&FRONTEND, "Remove frontend"),
        Node::Backend(_) => (&BACKEND, "Remove backend"),
        Node::Server(..) => (&SERVER, "Remove server"),
    };
    let button =
        |name: &'static str, event: Event| word("btn small line", name, send.reform(move |_| event.clone()));
    let add = match it {
        Node::Frontend(_) => button("Add frontend", Event::AddNode(it)),
        Node::Backend(idx) => button("Add server", Event::AddNode(Node::Server(idx, 0))),
        Node::Server(..) => Html::default(),
    };
    page!(
        "<div class=form><div class=grid2>$</div><div class=acts>$$</div></div>",
        all(list.iter().map(|property| field(form, send, Field::Node(it, *property), property.label(), ""))),
        add,
        button(remove, Event::RemoveNode(it))
    )
}
