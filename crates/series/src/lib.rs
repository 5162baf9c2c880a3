//! The vocabulary that every other crate speaks: labels, matchers, samples, a column store, windows,
//! durations, number formats and exposition text. It must not know PromQL, alerts or HAProxy.

mod clock;
pub mod csv;
mod duration;
mod float;
mod labels;
mod matcher;
pub mod meta;
pub mod notation;
pub mod openmetrics;
pub mod re2;
mod sort;
mod stale;
mod store;
pub mod window;

pub use clock::{date, format_clock, format_instant, parse_clock, parse_instant};
pub use duration::{DurationError, format_duration, parse_duration};
pub use float::{format_float, format_general};
pub use labels::{ALERT_NAME, Labels, METRIC_NAME};
pub use matcher::{MatchOp, Matcher, RegexDialect, anchored};
pub use re2::regex_mistake;
pub use sort::{all_differ, map_of, set_of, sort_by};
pub use stale::{STALE, is_stale};
pub use store::{Series, SeriesId, Store};
