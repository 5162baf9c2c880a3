//! How good a rule is: its firing episodes against incidents that are known. It must not know HAProxy, lint or the
//! page.
//!
//! ```text
//! incidents + firings ──► Tally ──► Scorecard          one rule under one scenario
//! left side x threshold x for ──► SweepJob ──► Sweep    a scorecard a cell, the left side evaluated once
//! scorecards of several seeds ──► Spread                what is luck and what is the rule
//! ```
//!
//! The measures are those of chapter 5 of Google's SRE workbook (precision, recall, detection time, reset time), and
//! those that a person who is paged asks for.

mod burn;
mod compare;
mod flap;
mod goal;
mod incident;
mod measure;
mod score;
mod spread;
mod sweep;

pub use burn::{BurnRate, budget_spent, time_to_fire, time_to_reset};
pub use compare::{Change, Pair, compare};
pub use goal::{Goal, GoalError, Outcome, Relation};
pub use incident::{Impact, Incident, Kind, Slo};
pub use measure::{Better, Measure, Unit};
pub use score::{Firing, Found, Judge, Scorecard, Tally, Verdict, firings, score, vain};
pub use spread::{Spread, spread};
pub use sweep::{Cell, Grid, Op, Side, Sweep, SweepError, SweepJob, front};
