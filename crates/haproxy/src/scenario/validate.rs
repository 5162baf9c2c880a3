//! Which scenarios can be simulated: ranges, names, targets. It must not know what a valid one leads to.

mod backend;
mod events;
mod range;

use super::{Frontend, Scenario, ScenarioError};
use crate::Shape;
use range::{between, count, duration, finite, integer, unique};

const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;
/// Start of the year 10,000: far from where sums of milliseconds overflow.
const LAST_START: i64 = 253_402_300_800_000;

/// Nothing if `scenario` can be simulated, else its first error in the order of its fields.
pub(crate) fn validate(scenario: &Scenario) -> Result<(), ScenarioError> {
    integer("start", scenario.start, 0, LAST_START)?;
    duration("length", scenario.length, 1000, 14 * DAY)?;
    duration("scrape.interval", scenario.scrape.interval, 1000, 10 * MINUTE)?;
    duration("scrape.offset", scenario.scrape.offset, 0, scenario.scrape.interval - 1)?;
    let scrapes = scenario.length / scenario.scrape.interval;
    if scrapes > 200_000 {
        let message = format!("{scrapes} scrapes; at most 200000 are simulated");
        return Err(ScenarioError::new("scrape.interval", message));
    }
    duration("scrape.jitter", scenario.scrape.jitter, 0, scenario.scrape.interval / 2)?;
    finite("scrape.loss", scenario.scrape.loss, 1.0)?;
    named("instance", &scenario.instance)?;
    count("more_instances", scenario.more_instances.len(), 7)?;
    let beside = scenario.other_exporter.iter().map(String::as_str);
    unique("instances", scenario.instances().chain(beside))?;
    named("job", &scenario.job)?;
    count("frontends", scenario.frontends.len(), 8)?;
    count("backends", scenario.backends.len(), 32)?;
    count("events", scenario.events.len(), 500)?;
    let servers: usize = scenario.backends.iter().map(|it| it.servers.len()).sum();
    if servers > 200 {
        return Err(ScenarioError::new("backends", format!("{servers} servers; at most 200 are simulated")));
    }
    unique("frontends", scenario.frontends.iter().map(|it| it.name.as_str()))?;
    unique("backends", scenario.backends.iter().map(|it| it.name.as_str()))?;
    for (idx, it) in scenario.backends.iter().enumerate() {
        backend::validate(&format!("backends[{idx}]"), it)?;
    }
    for (idx, it) in scenario.frontends.iter().enumerate() {
        frontend(&format!("frontends[{idx}]"), it, scenario)?;
    }
    events::validate(scenario)
}

/// A label's value that is there.
fn named(what: &str, name: &str) -> Result<(), ScenarioError> {
    match name {
        "" => Err(ScenarioError::new(what, "is empty")),
        it if it.len() > 200 => Err(ScenarioError::new(what, "is longer than 200 bytes")),
        _ => Ok(()),
    }
}

fn frontend(what: &str, frontend: &Frontend, scenario: &Scenario) -> Result<(), ScenarioError> {
    let load = &frontend.load;
    integer(&format!("{what}.maxconn"), frontend.maxconn.into(), 1, 1_000_000)?;
    finite(&format!("{what}.load.rate"), load.rate, 100_000.0)?;
    for (field, value) in
        [("swing", load.swing), ("noise", load.noise), ("aborts", load.aborts), ("denied", load.denied)]
    {
        finite(&format!("{what}.load.{field}"), value, 1.0)?;
    }
    between(&format!("{what}.load.request_bytes"), load.request_bytes, 1.0, 1e9)?;
    between(&format!("{what}.load.response_bytes"), load.response_bytes, 1.0, 1e9)?;
    curve(&format!("{what}.load.shape"), &load.shape, scenario.length)?;
    let mix = [load.mix.ok, load.mix.redirect, load.mix.client_error, load.mix.server_error];
    range::shares(&format!("{what}.load.mix"), &mix)?;
    count(&format!("{what}.routes"), frontend.routes.len(), 32)?;
    let shares: Vec<_> = frontend.routes.iter().map(|it| it.share).collect();
    range::shares(&format!("{what}.routes"), &shares)?;
    for (idx, route) in frontend.routes.iter().enumerate() {
        if !scenario.backends.iter().any(|it| it.name == route.backend) {
            let message = format!("there is no backend {:?}", route.backend);
            return Err(ScenarioError::new(format!("{what}.routes[{idx}].backend"), message));
        }
    }
    Ok(())
}

/// A curve has points, in the order of time.
fn curve(what: &str, shape: &Shape, length: i64) -> Result<(), ScenarioError> {
    let Shape::Curve(points) = shape else { return Ok(()) };
    count(what, points.len(), 200)?;
    if points.is_empty() {
        return Err(ScenarioError::new(what, "has no points"));
    }
    let mut last = -1;
    for (idx, it) in points.iter().enumerate() {
        duration(&format!("{what}[{idx}].time"), it.time, last + 1, length)?;
        finite(&format!("{what}[{idx}].factor"), it.factor, 1000.0)?;
        last = it.time;
    }
    Ok(())
}
