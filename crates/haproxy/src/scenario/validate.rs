//! Which scenarios can be simulated: ranges, names, targets. It must not know what a valid one leads to.

mod events;
mod range;

use super::{Backend, Balance, Frontend, Scenario, ScenarioError, Server};
use range::{count, duration, finite, integer, unique};

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
    named("instance", &scenario.instance)?;
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
        backend(&format!("backends[{idx}]"), it)?;
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
    finite(&format!("{what}.load.rate"), load.rate, 100_000.0)?;
    finite(&format!("{what}.load.swing"), load.swing, 1.0)?;
    finite(&format!("{what}.load.noise"), load.noise, 1.0)?;
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

fn backend(what: &str, backend: &Backend) -> Result<(), ScenarioError> {
    if backend.balance == Balance::LeastConn {
        return Err(ScenarioError::new(format!("{what}.balance"), "leastconn is not simulated yet"));
    }
    integer(&format!("{what}.retries"), backend.retries.into(), 0, 50)?;
    duration(&format!("{what}.timeout_connect"), backend.timeout_connect, 1, 10 * MINUTE)?;
    duration(&format!("{what}.timeout_server"), backend.timeout_server, 1, 10 * MINUTE)?;
    duration(&format!("{what}.timeout_queue"), backend.timeout_queue, 1, 10 * MINUTE)?;
    duration(&format!("{what}.check.inter"), backend.check.inter, 500, 60 * MINUTE)?;
    integer(&format!("{what}.check.fall"), backend.check.fall.into(), 1, 100)?;
    integer(&format!("{what}.check.rise"), backend.check.rise.into(), 1, 100)?;
    unique(&format!("{what}.servers"), backend.servers.iter().map(|it| it.name.as_str()))?;
    for (idx, it) in backend.servers.iter().enumerate() {
        server(&format!("{what}.servers[{idx}]"), it)?;
    }
    Ok(())
}

fn server(what: &str, server: &Server) -> Result<(), ScenarioError> {
    integer(&format!("{what}.weight"), server.weight.into(), 0, 256)?;
    match server.maxconn {
        Some(it) => integer(&format!("{what}.maxconn"), it.into(), 1, 1_000_000),
        None => Ok(()),
    }
}
