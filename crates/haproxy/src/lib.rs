//! Synthetic HAProxy traffic: a scenario and a seed in, the samples of an exporter's scrapes out. It must not know
//! PromQL, alerts or the clock.
//!
//! ```text
//! Scenario -> Model (load, health checks, balancing, retries, faults -> integer counters) -> exporters -> series::Store
//! ```

mod curve;
mod exporters;
mod impact;
mod model;
mod random;
mod scenario;
mod simulation;
mod stat;

pub use curve::load_curve;
pub use exporters::metrics;
pub use impact::{Ended, Impact};
pub use scenario::{
    Admin, Backend, Balance, Check, CheckKind, Exporter, Fault, FaultKind, Frontend, Load, Mix, Mode,
    Observe, OnError, Place, Point, RetryOn, Reuse, Route, Scenario, ScenarioError, Scrape, Server, Service,
    Shape, Target, Version,
};
pub use simulation::Simulation;
