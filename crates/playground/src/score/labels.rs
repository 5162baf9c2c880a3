//! Which stretches of time are incidents: of the faults and of a person's own labels, and which of them count for a
//! rule. It must not know episodes.

use super::harm::{Harm, Hurt};
use crate::document::{Document, FAULTS, Fault, KINDS, Label};
use crate::pieces::Pieces;
use haproxy::{Scenario, Target};
use quality::{Incident, Kind};
use series::parse_duration;

/// What is done on purpose, and no incident.
const PLANNED: [&str; 7] =
    ["maintenance", "drain", "zero_weight", "weight", "checks_disabled", "agent_drain", "reload"];

/// Where a label comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// From a fault, by its place.
    Fault(usize),
    /// From a person, by its place among the document's.
    Own(usize),
}

/// A labelled stretch of time, as one rule is judged by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// When, on what, how bad; what it is for anybody.
    pub incident: Incident,
    /// Whether it counts for this rule.
    pub counts: bool,
    /// "web1 is killed".
    pub title: String,
    /// Where it comes from.
    pub source: Source,
}

/// Every label of `document`, faults first: what `harm` says of each, and whether it counts for the selected
/// rule, which `pieces` may know.
pub(crate) fn labels(
    document: &Document,
    scenario: &Scenario,
    harm: &Harm,
    pieces: &Pieces,
) -> Vec<Labelled> {
    let rule = document.rule().map(|it| it.from.as_str()).unwrap_or_default();
    let finds = pieces.alert(rule).map(|it| &it.finds);
    let meant = |kind: &str, hurts: bool| {
        finds.map_or(hurts, |[always, harm]| {
            let among = |list: &str| list.split(' ').any(|it| it == kind);
            among(always) || (hurts && among(harm))
        })
    };
    let mut all: Vec<Labelled> = Vec::new();
    for (idx, fault) in document.scenario.events.iter().enumerate() {
        let hurt = harm.faults.get(idx).copied().unwrap_or_default();
        let planned = PLANNED.contains(&fault.kind.as_str());
        let meant = fault.incident.unwrap_or(!planned && meant(&fault.kind, hurt.hurts));
        let kind = match fault.incident {
            Some(true) => Kind::Incident,
            _ if planned => Kind::Planned,
            Some(false) => Kind::Noise,
            None if hurt.hurts || meant => Kind::Incident,
            None => Kind::Noise,
        };
        let from = scenario.start + millis(&fault.from);
        let times = (from, from + millis(&fault.length));
        all.push(labelled(times, &fault.target, (hurt, kind, meant), title(fault), Source::Fault(idx)));
    }
    for (idx, label) in document.incidents.iter().enumerate() {
        let from = scenario.start + millis(&label.from);
        let times = (from, from + millis(&label.length));
        let hurt = harm.of(scenario, &target(scenario, &label.on), times.0, times.1);
        let kind = match label.kind.as_str() {
            "planned" => Kind::Planned,
            "noise" => Kind::Noise,
            _ => Kind::Incident,
        };
        let title = KINDS.iter().find(|it| it.0 == label.kind).map_or("", |it| it.1);
        let on = if label.on.is_empty() { "all" } else { label.on.as_str() };
        let hurt = Hurt { longer: 0, ..hurt };
        let said = (hurt, kind, kind == Kind::Incident);
        all.push(labelled(times, &label.on, said, format!("{on}: {title}"), Source::Own(idx)));
    }
    all
}

fn labelled(
    (from, to): (i64, i64),
    target: &str,
    (hurt, kind, counts): (Hurt, Kind, bool),
    title: String,
    source: Source,
) -> Labelled {
    let objects = vec![target.to_owned()];
    let incident = Incident { from, to: to + hurt.longer, objects, severity: hurt.severity, kind };
    Labelled { incident, counts, title, source }
}

/// "web1 is killed": what a fault is called.
pub(crate) fn title(fault: &Fault) -> String {
    let what = FAULTS.iter().find(|(id, _)| *id == fault.kind).map_or("", |(_, what)| what);
    let target = fault.target.rsplit('/').next().unwrap_or_default();
    if fault.kind == "reload" || target.is_empty() { what.to_owned() } else { format!("{target} {what}") }
}

/// A duration of a document that was judged already.
fn millis(text: &str) -> i64 {
    parse_duration(text).unwrap_or_default()
}

/// What a label is on: a server, backend or frontend by its name, else everything.
fn target(scenario: &Scenario, on: &str) -> Target {
    let name = on.split('/').next().unwrap_or_default();
    if scenario.backends.iter().any(|it| it.name == name) {
        Target::Backend(name.to_owned())
    } else if scenario.frontends.iter().any(|it| it.name == on) {
        Target::Frontend(on.to_owned())
    } else {
        Target::Instance(String::new())
    }
}

/// Whether the labels and the objective of a document mean anything.
///
/// # Errors
/// The first that does not, in words.
pub(crate) fn check(document: &Document, length: i64) -> Result<(), String> {
    for (idx, it) in document.incidents.iter().enumerate() {
        check_label(it, length).map_err(|why| format!("incident {}: {why}", idx + 1))?;
    }
    if document.slo > 0.0 && document.slo < 100.0 {
        return Ok(());
    }
    Err(format!("slo: {} percent is not between 0 and 100", document.slo))
}

fn check_label(it: &Label, length: i64) -> Result<(), String> {
    let [from, span] = [&it.from, &it.length].map(|it| parse_duration(it).map_err(|err| err.to_string()));
    if from?.checked_add(span?).is_none_or(|end| end > length) {
        return Err("it ends after the scenario".to_owned());
    }
    if KINDS.iter().any(|(id, _)| *id == it.kind) {
        return Ok(());
    }
    Err(format!("{:?} is none of incident, planned, noise", it.kind.chars().take(40).collect::<String>()))
}
