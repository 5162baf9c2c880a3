//! Alertmanager's route made ready: durations in milliseconds, labels to group by. It must not know alerts.

use super::duration;
use crate::document;
use series::Labels;

/// How alerts are grouped and how often a group is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    by: Vec<String>,
    /// How long a new group waits, in milliseconds.
    pub(crate) wait: i64,
    /// Between two looks at a group, in milliseconds.
    pub(crate) interval: i64,
    /// After how long an unchanged group is told again, in milliseconds.
    pub(crate) repeat: i64,
}

const WEEK: i64 = 7 * 86_400_000;
/// Labels to group by.
const MOST: usize = 20;

impl Route {
    /// The route of a document.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn new(written: &document::Route) -> Result<Self, String> {
        let by = written.group_by.clone();
        let all = by.iter().any(|it| it == "...");
        let long = by.iter().any(|it| it.len() > 200);
        if long || by.len() > MOST || (all && by.len() > 1) || !(all || by.iter().any(|it| it == "alertname"))
        {
            return Err(format!(
                "group_by: alertname and up to {} labels more, or ... alone: rules are looked at one by one here",
                MOST - 1
            ));
        }
        Ok(Self {
            by,
            wait: duration("group_wait", &written.group_wait, 0, WEEK)?,
            interval: duration("group_interval", &written.group_interval, 1000, WEEK)?,
            repeat: duration("repeat_interval", &written.repeat_interval, 1000, 52 * WEEK)?,
        })
    }

    /// What alerts of one group have in common.
    pub(crate) fn group(&self, labels: &Labels) -> Vec<String> {
        if self.by.iter().any(|it| it == "...") {
            return vec![labels.to_string()];
        }
        self.by.iter().map(|name| labels.value(name).unwrap_or_default().to_owned()).collect()
    }
}
