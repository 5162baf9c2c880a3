//! The messages that receivers get, and how many of them page somebody. It must not know how they came about.

use series::Labels;

/// The value of the label `severity` that pages a person.
pub(super) const CRITICAL: &str = "critical";

/// One message to one receiver. Times are milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// When it is sent.
    pub time: i64,
    /// The receiver's name.
    pub receiver: String,
    /// The labels of the group.
    pub group: Labels,
    /// Its alerts that are not muted, ordered by job, instance and labels.
    pub alerts: Vec<NotifiedAlert>,
    /// Whether it pages a person: it is the group's first with a firing alert of severity critical, since the group's
    /// last without one.
    pub is_page: bool,
}

impl Message {
    /// Whether its status is firing: any of its alerts fires. Else it is resolved.
    pub fn is_firing(&self) -> bool {
        self.alerts.iter().any(|it| it.ends_at.is_none())
    }
}

/// An alert in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifiedAlert {
    /// Its labels.
    pub labels: Labels,
    /// When it began to fire.
    pub starts_at: i64,
    /// When it was resolved; none while it fires.
    pub ends_at: Option<i64>,
}

impl NotifiedAlert {
    /// Whether it fires at severity critical.
    pub(super) fn pages(&self) -> bool {
        self.ends_at.is_none() && self.labels.value("severity") == Some(CRITICAL)
    }
}

/// All messages over a range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notifications {
    /// In the order of their times.
    pub messages: Vec<Message>,
    /// How often alerts of severity critical began to fire: the pages there would be without grouping.
    pub critical_alerts: usize,
    /// How many messages page somebody.
    pub pages: usize,
}
