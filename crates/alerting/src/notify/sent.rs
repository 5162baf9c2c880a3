//! What Prometheus sends to Alertmanager at each evaluation (rules/alerting.go, `needsSending`; rules/manager.go,
//! `SendAlerts`). It must not know what becomes of it.

use crate::phase::RESOLVED_RETENTION;
use crate::{InstanceTimeline, State, Timeline};
use promql::Steps;
use series::Labels;
use std::collections::BTreeMap;

/// `--rules.alert.resend-delay`, in milliseconds.
const RESEND_DELAY: i64 = 60_000;

/// One alert as it arrives at Alertmanager. Times are milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentAlert {
    /// When it arrives.
    pub time: i64,
    /// Its labels, `alertname` among them.
    pub labels: Labels,
    /// When it began to fire.
    pub starts_at: i64,
    /// When it was resolved; while it fires, until when it counts as firing unless it is sent again.
    pub ends_at: i64,
}

/// All that is sent for the instances of one rule, which is evaluated at `steps`; in no particular order.
pub fn sent_alerts(timeline: &Timeline, steps: Steps) -> Vec<SentAlert> {
    let errors = timeline.errors.iter().map(|(time, message)| (*time, message.as_str())).collect();
    let mut sender = Sender { steps, errors, sent: Vec::new() };
    for instance in &timeline.instances {
        sender.instance(instance);
    }
    sender.sent
}

struct Sender<'t> {
    steps: Steps,
    /// Failed evaluations, which send nothing.
    errors: BTreeMap<i64, &'t str>,
    sent: Vec<SentAlert>,
}

impl Sender<'_> {
    fn instance(&mut self, instance: &InstanceTimeline) {
        // When it began to fire and was sent last, while Prometheus has it in memory.
        let (mut fired_at, mut last) = (None, None);
        for span in &instance.spans {
            match (span.state, fired_at) {
                (State::Firing | State::Kept, _) => {
                    let starts_at = *fired_at.get_or_insert(span.from);
                    let valid = 4 * self.steps.step.max(RESEND_DELAY);
                    let end = |time: i64| time.saturating_add(valid);
                    last = self.repeat(&instance.labels, (span.from, span.to), last, starts_at, &end);
                }
                // A limit that is exceeded clears all alerts, and nobody is told.
                (State::Inactive, Some(_)) if self.cleared(span.from) => (fired_at, last) = (None, None),
                (State::Inactive, Some(starts_at)) => {
                    let kept = span.from.saturating_add(RESOLVED_RETENTION + 1);
                    let range = (span.from, span.to.min(kept));
                    self.repeat(&instance.labels, range, None, starts_at, &|_| span.from);
                    (fired_at, last) = (None, None);
                }
                (State::Inactive | State::Pending, _) => (fired_at, last) = (None, None),
            }
        }
    }

    /// Sends at the evaluations in `[from, to)` that are more than the delay after the last time; returns that.
    fn repeat(
        &mut self,
        labels: &Labels,
        (from, to): (i64, i64),
        mut last: Option<i64>,
        starts_at: i64,
        end: &dyn Fn(i64) -> i64,
    ) -> Option<i64> {
        let step = self.steps.step.max(1);
        let mut time = from;
        while time < to {
            let due = last.map_or(time, |last: i64| last.saturating_add(RESEND_DELAY + 1));
            if due > time {
                time = time.saturating_add((due - time).saturating_add(step - 1) / step * step);
                continue;
            }
            if !self.errors.contains_key(&time) {
                self.sent.push(SentAlert { time, labels: labels.clone(), starts_at, ends_at: end(time) });
                last = Some(time);
            }
            time = time.saturating_add(step);
        }
        last
    }

    fn cleared(&self, time: i64) -> bool {
        self.errors.get(&time).is_some_and(|message| message.starts_with("exceeded limit"))
    }
}
