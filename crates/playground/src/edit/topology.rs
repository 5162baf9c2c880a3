//! Frontends, backends and servers: their fields, and adding, removing and renaming them. Whatever speaks of one by its name
//! (routes, faults) follows. It must not judge what the traffic model judges.

use super::number::{duration, whole};
use crate::document::{Backend, Fault, Frontend, Scenario, Server, usual_server};
use crate::draft::Wrong;
use crate::event::{Node, NodeField};

/// Servers of a scenario that the page adds up to.
pub(crate) const MOST_SERVERS: usize = 100;
/// Bytes of a name.
const NAME_BYTES: usize = 60;
const HOUR: i64 = 3_600_000;

/// The balances, as HAProxy names them.
pub(crate) const BALANCES: [(&str, &str); 3] =
    [("roundrobin", "roundrobin"), ("leastconn", "leastconn"), ("source", "source")];

/// Puts `text` into property `property` of `node`.
pub(super) fn apply(
    scenario: &mut Scenario,
    node: Node,
    property: NodeField,
    text: &str,
) -> Result<(), Wrong> {
    if property == NodeField::Name {
        return rename(scenario, node, text);
    }
    let (what, number) =
        (property.label(), |most| whole(property.label(), text, 0..=most).map(|it| it as u32));
    let gone = || Wrong::from("this part of the topology is gone");
    match node {
        Node::Frontend(idx) => {
            let frontend = scenario.frontends.get_mut(idx as usize).ok_or_else(gone)?;
            frontend.maxconn = whole(what, text, 1..=1_000_000)? as u32;
        }
        Node::Server(backend, idx) => {
            let servers = scenario.backends.get_mut(backend as usize).map(|it| &mut it.servers);
            let server = servers.and_then(|it| it.get_mut(idx as usize)).ok_or_else(gone)?;
            match property {
                NodeField::Weight => server.weight = number(256)?,
                _ => server.maxconn = number(1_000_000)?,
            }
        }
        Node::Backend(idx) => {
            let backend = scenario.backends.get_mut(idx as usize).ok_or_else(gone)?;
            match property {
                NodeField::Balance => {
                    let known = BALANCES.iter().find(|(id, _)| *id == text);
                    known.ok_or("Balance: pick one of the list.")?.0.clone_into(&mut backend.balance);
                }
                NodeField::Retries => backend.retries = number(20)?,
                NodeField::Redispatch => backend.redispatch = text == "on",
                NodeField::Inter => backend.check.inter = duration(what, text, 1, HOUR)?,
                NodeField::Fall => backend.check.fall = whole(what, text, 1..=100)? as u32,
                _ => backend.check.rise = whole(what, text, 1..=100)? as u32,
            }
        }
    }
    Ok(())
}

/// The text of property `property` of `node`, if there is such a node with such a property.
pub(super) fn text_of(scenario: &Scenario, node: Node, property: NodeField) -> Option<String> {
    Some(match (node, property) {
        (_, NodeField::Name) => name(scenario, node)?.to_owned(),
        (Node::Frontend(idx), NodeField::Maxconn) => {
            scenario.frontends.get(idx as usize)?.maxconn.to_string()
        }
        (Node::Server(backend, idx), _) => {
            let server = scenario.backends.get(backend as usize)?.servers.get(idx as usize)?;
            match property {
                NodeField::Weight => server.weight.to_string(),
                NodeField::Maxconn => server.maxconn.to_string(),
                _ => return None,
            }
        }
        (Node::Backend(idx), _) => {
            let backend = scenario.backends.get(idx as usize)?;
            match property {
                NodeField::Balance => backend.balance.clone(),
                NodeField::Retries => backend.retries.to_string(),
                NodeField::Redispatch => if backend.redispatch { "on" } else { "off" }.to_owned(),
                NodeField::Inter => backend.check.inter.clone(),
                NodeField::Fall => backend.check.fall.to_string(),
                NodeField::Rise => backend.check.rise.to_string(),
                _ => return None,
            }
        }
        _ => return None,
    })
}

/// The name of a node, if it is there.
pub(crate) fn name(scenario: &Scenario, node: Node) -> Option<&str> {
    let backend = |idx: u32| scenario.backends.get(idx as usize);
    match node {
        Node::Frontend(idx) => scenario.frontends.get(idx as usize).map(|it| it.name.as_str()),
        Node::Backend(idx) => backend(idx).map(|it| it.name.as_str()),
        Node::Server(idx, server) => backend(idx)?.servers.get(server as usize).map(|it| it.name.as_str()),
    }
}

/// The names beside which a node's own must be another.
fn siblings(scenario: &Scenario, node: Node) -> Vec<&str> {
    match node {
        // HAProxy lets a frontend and a backend share a name; whoever reads its metrics would not know them apart.
        Node::Frontend(_) | Node::Backend(_) => {
            let frontends = scenario.frontends.iter().map(|it| it.name.as_str());
            frontends.chain(scenario.backends.iter().map(|it| it.name.as_str())).collect()
        }
        Node::Server(idx, _) => {
            let servers = scenario.backends.get(idx as usize).map(|it| it.servers.as_slice());
            servers.unwrap_or_default().iter().map(|it| it.name.as_str()).collect()
        }
    }
}

/// Another name, as HAProxy takes them: letters, digits, `-`, `_`, `.` and `:`.
fn rename(scenario: &mut Scenario, node: Node, text: &str) -> Result<(), Wrong> {
    let old = name(scenario, node).ok_or("this part of the topology is gone")?.to_owned();
    if old == text {
        return Ok(());
    }
    let fits = |it: u8| it.is_ascii_alphanumeric() || b"-_.:".contains(&it);
    if text.is_empty() || text.len() > NAME_BYTES || !text.bytes().all(fits) {
        return Err(
            format!("Name: up to {NAME_BYTES} letters, digits and - _ . : as HAProxy takes them.").into()
        );
    }
    if siblings(scenario, node).contains(&text) {
        return Err(format!("Name: there is a {text} already.").into());
    }
    let before = target(scenario, node);
    set_name(scenario, node, text);
    let after = target(scenario, node);
    for fault in &mut scenario.events {
        if fault.target == before {
            fault.target.clone_from(&after);
        } else if let Some(rest) = fault.target.strip_prefix(&before).filter(|it| it.starts_with('/')) {
            fault.target = format!("{after}{rest}");
        }
    }
    if let Node::Backend(_) = node {
        for frontend in &mut scenario.frontends {
            if let Some(share) = frontend.routes.remove(&old) {
                frontend.routes.insert(text.to_owned(), share);
            }
        }
    }
    Ok(())
}

fn set_name(scenario: &mut Scenario, node: Node, text: &str) {
    let place = match node {
        Node::Frontend(idx) => scenario.frontends.get_mut(idx as usize).map(|it| &mut it.name),
        Node::Backend(idx) => scenario.backends.get_mut(idx as usize).map(|it| &mut it.name),
        Node::Server(idx, server) => {
            let servers = scenario.backends.get_mut(idx as usize).map(|it| &mut it.servers);
            servers.and_then(|it| it.get_mut(server as usize)).map(|it| &mut it.name)
        }
    };
    if let Some(place) = place {
        text.clone_into(place);
    }
}

/// What a fault calls a node: `backend/server` for a server.
fn target(scenario: &Scenario, node: Node) -> String {
    let own = name(scenario, node).unwrap_or_default();
    match node {
        Node::Server(backend, _) => {
            format!("{}/{own}", name(scenario, Node::Backend(backend)).unwrap_or_default())
        }
        _ => own.to_owned(),
    }
}

/// Adds a node of the kind and beside the place of `like`, made as the last one there is; gives its place.
pub(crate) fn add(scenario: &mut Scenario, like: Node) -> Result<Node, Wrong> {
    let servers: usize = scenario.backends.iter().map(|it| it.servers.len()).sum();
    if servers >= MOST_SERVERS && !matches!(like, Node::Frontend(_)) {
        return Err(format!("there are {servers} servers; the page adds up to {MOST_SERVERS}").into());
    }
    let taken = siblings(scenario, like);
    match like {
        Node::Frontend(_) => {
            let last = scenario.frontends.last().ok_or("there is no frontend to copy")?;
            let made = Frontend { name: next(&last.name, &taken), ..last.clone() };
            scenario.frontends.push(made);
            Ok(Node::Frontend(scenario.frontends.len() as u32 - 1))
        }
        Node::Backend(_) => {
            let last = scenario.backends.last().ok_or("there is no backend to copy")?;
            let name = next(&last.name, &taken);
            let made = Backend { name: name.clone(), servers: vec![usual_server()?], ..last.clone() };
            scenario.backends.push(made);
            // As much as the others get on average, so that it has something to do.
            for frontend in &mut scenario.frontends {
                let (sum, count) = (frontend.routes.values().sum::<f64>(), frontend.routes.len().max(1));
                frontend.routes.insert(name.clone(), (sum / count as f64).max(1.0).round());
            }
            Ok(Node::Backend(scenario.backends.len() as u32 - 1))
        }
        Node::Server(idx, _) => {
            let made = match scenario.backends.get(idx as usize).and_then(|it| it.servers.last()) {
                Some(last) => Server { name: next(&last.name, &taken), ..last.clone() },
                None => usual_server()?,
            };
            let backend = scenario.backends.get_mut(idx as usize).ok_or("this backend is gone")?;
            backend.servers.push(made);
            Ok(Node::Server(idx, backend.servers.len() as u32 - 1))
        }
    }
}

/// `web4` after `web3`; a number is added where the name has none, and raised until nobody has it.
fn next(name: &str, taken: &[&str]) -> String {
    let stem = name.trim_end_matches(|it: char| it.is_ascii_digit());
    let stem: String = stem.chars().take(NAME_BYTES - 8).collect();
    let number =
        name[name.trim_end_matches(|it: char| it.is_ascii_digit()).len()..].parse::<u32>().unwrap_or(1);
    let mut tries = (1..=taken.len() as u32 + 1).map(|it| format!("{stem}{}", number.saturating_add(it)));
    tries.find(|it| !taken.contains(&it.as_str())).unwrap_or_else(|| format!("{stem}0"))
}

/// Removes a node, the routes to it, and the faults that hit it; gives how many faults went with it.
pub(crate) fn remove(scenario: &mut Scenario, node: Node) -> Result<usize, Wrong> {
    let gone = target(scenario, node);
    match node {
        Node::Frontend(_) if scenario.frontends.len() < 2 => return Err("a scenario needs a frontend".into()),
        Node::Backend(_) if scenario.backends.len() < 2 => return Err("a scenario needs a backend".into()),
        Node::Frontend(idx) if (idx as usize) < scenario.frontends.len() => {
            scenario.frontends.remove(idx as usize);
        }
        Node::Backend(idx) if (idx as usize) < scenario.backends.len() => {
            scenario.backends.remove(idx as usize);
            for frontend in &mut scenario.frontends {
                frontend.routes.remove(&gone);
                if frontend.routes.is_empty() {
                    return Err(format!("{} would send its requests nowhere", frontend.name).into());
                }
            }
        }
        Node::Server(backend, idx) => {
            let servers = scenario.backends.get_mut(backend as usize).map(|it| &mut it.servers);
            let servers = servers.filter(|it| (idx as usize) < it.len());
            servers.ok_or("this server is gone")?.remove(idx as usize);
        }
        _ => return Err("this part of the topology is gone".into()),
    }
    let count = scenario.events.len();
    let hits = |fault: &Fault| {
        fault.target.strip_prefix(&gone).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    scenario.events.retain(|fault| !hits(fault));
    Ok(count - scenario.events.len())
}
