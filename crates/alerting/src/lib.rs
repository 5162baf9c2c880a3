//! Alert rules: files, templates, the state machine and its replay. It must not know HAProxy, lint or the page.

mod active;
mod alerts_series;
mod compiled;
mod episodes;
mod evaluation;
mod file;
mod group;
pub mod notify;
mod phase;
mod replay;
mod rule;
mod state;
pub mod template;
mod timeline;
pub mod unit_test;
pub mod yaml;

pub use active::{Active, Instance, step};
pub use alerts_series::alerts_series;
pub use compiled::{CompiledRule, External, RuleError};
pub use episodes::{Episode, Peak, episodes};
pub use evaluation::{Evaluated, Evaluation, Firing, RuleOutcome, write_recording};
pub use file::{
    Complaint, FileError, Strictness, check_bounds, check_rules, has_more_documents, parse_rule, parse_rules,
    write_rule, write_rules,
};
pub use group::{CompiledRecording, LoadedGroup, LoadedRule};
pub use replay::{ReplayError, ReplayJob, replay};
pub use rule::{AnyRule, Group, RecordingRule, Rule, RuleFile};
pub use state::{EvalError, State};
pub use timeline::{InstanceTimeline, StateSpan, Timeline};
