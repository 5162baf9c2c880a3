//! When would a person be paged? What Prometheus sends to Alertmanager, and the messages that Alertmanager makes of
//! it: routes, groups, waits, repetitions, inhibition. It must not evaluate rules or read a clock.
//!
//! It follows Alertmanager 0.25 (dispatch/dispatch.go, notify/notify.go, inhibit/inhibit.go) and the current one where
//! they agree; where they differ, in when an emptied group goes away, it follows the current one: at once, while 0.25
//! takes up to 30 seconds. Silences, time intervals, clusters and failing receivers do not exist here. At one instant
//! alerts arrive before groups are flushed.

mod config;
mod dispatch;
mod group;
mod inhibit;
mod log;
mod matchers;
mod message;
mod read;
mod route;
mod sent;

pub use config::Alertmanager;
pub use dispatch::{NotifyError, deliver};
pub use message::{Message, Notifications, NotifiedAlert};
pub use read::parse_alertmanager;
pub use sent::{SentAlert, sent_alerts};

use crate::Timeline;
use promql::Steps;

/// The messages for the alerts of `rules`, each with the evaluations that its timeline was made at.
///
/// # Errors
/// When there would be more messages or more work than anybody looks at.
pub fn notifications(
    config: &Alertmanager,
    rules: &[(&Timeline, Steps)],
) -> Result<Notifications, NotifyError> {
    let mut sent: Vec<_> = rules.iter().flat_map(|(timeline, steps)| sent_alerts(timeline, *steps)).collect();
    sent.sort_by_key(|it| it.time);
    let end = rules.iter().map(|(_, steps)| steps.time(steps.len())).max().unwrap_or(0);
    deliver(config, &sent, end)
}

#[cfg(test)]
mod tests;
