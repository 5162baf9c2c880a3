//! The left pane: load, faults, topology. It must not know the rule.

use crate::document::{FAULTS, Frontend, Input, Point, Scenario};
use crate::event::Node;
use crate::limits::ROWS;
use crate::model::Model;
use crate::score::Scored;
use crate::view::{FaultRow, NodeRow, Traffic};
use crate::words;
use series::{format_clock, parse_duration, parse_instant};

/// How many points the drawing of the load has.
const LOAD_POINTS: usize = 120;
/// So many characters of a series' values are shown.
const VALUES: usize = 200;

pub(super) fn traffic(model: &Model, scored: Option<&Scored>) -> Traffic {
    let scenario = &model.document.scenario;
    let start = parse_instant(&scenario.start).unwrap_or_default();
    let length = parse_duration(&scenario.length).unwrap_or_default();
    let frontend = scenario.frontends.first();
    let share = |class: &str| frontend.and_then(|it| it.answers.get(class).copied()).unwrap_or(0.0);
    let (redirect, client, server) = (share("3xx"), share("4xx"), share("5xx"));
    let (input, input_note) = model.document.input.as_ref().map(input).unwrap_or_default();
    let servers = scenario.backends.iter().map(|it| it.servers.len()).sum();
    Traffic {
        frontend: frontend.map(|it| it.name.clone()).unwrap_or_default(),
        load: load(model),
        knots: knots(frontend),
        length,
        mean: frontend.map_or(0.0, |it| it.requests),
        ends: (clock(start), clock(start + length)),
        shares: [tidy((100.0 - redirect - client - server).max(0.0)), redirect, client, server],
        faults: faults(scenario, model.document.view.fault, scored),
        nodes: nodes(scenario, model.node),
        topology: format!(
            "{}, {}",
            words::count(scenario.frontends.len(), "frontend"),
            words::count(servers, "server")
        ),
        exporter: format!("HAProxy {}, {}", scenario.haproxy, exporter(&scenario.exporter)),
        input,
        input_note,
    }
}

/// The samples by hand, and how many there are.
fn input(it: &Input) -> (Vec<(String, String)>, String) {
    let short = |text: &str| match text.char_indices().nth(VALUES) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let rows = it.series.iter().take(ROWS).map(|it| (short(&it.series), short(&it.values)));
    (rows.collect(), format!("{} series, {} apart", it.series.len(), it.interval))
}

/// Hours and minutes.
fn clock(millis: i64) -> String {
    format_clock(millis).chars().take(5).collect()
}

/// Without the dust of subtracting decimal fractions.
fn tidy(percent: f64) -> f64 {
    (percent * 1e6).round() / 1e6
}

/// The exporter in words.
fn exporter(name: &str) -> &str {
    match name {
        "embedded" => "its own exporter",
        other => other,
    }
}

/// The load over the scenario, noise included, as the traffic model takes it.
fn load(model: &Model) -> Vec<f32> {
    let Some(picture) = &model.picture else { return Vec::new() };
    #[expect(clippy::cast_possible_truncation, reason = "for a drawing 60 pixels high")]
    haproxy::load_curve(&picture.plan.scenario, 0, LOAD_POINTS).into_iter().map(|it| it as f32).collect()
}

/// The points of a load by hand.
fn knots(frontend: Option<&Frontend>) -> Vec<(i64, f64)> {
    let Some(it) = frontend.filter(|it| it.shape == "curve") else { return Vec::new() };
    let knot =
        |point: &Point| (parse_duration(&point.at).unwrap_or_default(), point.percent / 100.0 * it.requests);
    it.curve.iter().map(knot).collect()
}

fn faults(scenario: &Scenario, open: Option<u32>, scored: Option<&Scored>) -> Vec<FaultRow> {
    let row = |(idx, fault): (usize, &crate::document::Fault)| {
        let what = FAULTS.iter().find(|(id, _)| *id == fault.kind).map_or("", |(_, what)| what);
        let target = fault.target.rsplit('/').next().unwrap_or_default();
        FaultRow {
            target: if fault.kind == "reload" { String::new() } else { target.to_owned() },
            what: what.to_owned(),
            from: crate::update::fault_clock(scenario, fault).chars().take(5).collect(),
            counts: scored.is_some_and(|it| it.counts(idx)),
            open: open == Some(idx as u32),
        }
    };
    scenario.events.iter().enumerate().map(row).collect()
}

/// Frontends and backends; the servers of the backend that is open, or whose server is.
fn nodes(scenario: &Scenario, open: Option<Node>) -> Vec<NodeRow> {
    let row = |node: Node, name: &str, note: String| NodeRow {
        node,
        name: name.to_owned(),
        note,
        open: open == Some(node),
    };
    let mut rows = Vec::new();
    for (idx, it) in scenario.frontends.iter().enumerate() {
        rows.push(row(Node::Frontend(idx as u32), &it.name, format!("frontend, maxconn {}", it.maxconn)));
    }
    for (idx, it) in scenario.backends.iter().enumerate() {
        let idx = idx as u32;
        let note = format!("{}, {}", words::count(it.servers.len(), "server"), it.balance);
        rows.push(row(Node::Backend(idx), &it.name, note));
        let within = match open {
            Some(Node::Backend(open) | Node::Server(open, _)) => open == idx,
            _ => false,
        };
        for (place, server) in it.servers.iter().enumerate().filter(|_| within) {
            let limit =
                if server.maxconn > 0 { format!(", maxconn {}", server.maxconn) } else { String::new() };
            let note = format!("weight {}{limit}", server.weight);
            rows.push(row(Node::Server(idx, place as u32), &server.name, note));
        }
    }
    rows
}
