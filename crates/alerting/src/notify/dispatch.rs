//! The dispatcher: alerts arrive, groups are flushed when their time has come, and messages go out. It must not know
//! where alerts come from.

use super::config::Alertmanager;
use super::group::{Activity, Group, by_place};
use super::log::{Entry, needs_message};
use super::message::{CRITICAL, Message, Notifications, NotifiedAlert};
use super::route;
use super::sent::SentAlert;
use series::Labels;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The most messages.
const MESSAGES: usize = 20_000;
/// The most alerts that are looked at: each once a flush, once a route, once an inhibition rule and once a source that
/// might mute it.
const WORK: usize = 20_000_000;

/// Why there are no messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotifyError {
    /// More than 20,000 messages.
    TooManyMessages,
    /// More than 20 million alerts looked at: intervals too short for so many alerts.
    TooMuchWork,
}

impl fmt::Display for NotifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyMessages => write!(f, "more than {MESSAGES} notifications"),
            Self::TooMuchWork => f.write_str("intervals too short for so many alerts"),
        }
    }
}

impl std::error::Error for NotifyError {}

/// The messages for alerts in the order of their arrival, up to `end` without it (ms since the Unix epoch).
///
/// # Errors
/// When there would be more messages or more work than anybody looks at.
pub fn deliver(config: &Alertmanager, sent: &[SentAlert], end: i64) -> Result<Notifications, NotifyError> {
    let mut dispatcher = Dispatcher::new(config);
    for alert in sent.iter().take_while(|it| it.time < end) {
        dispatcher.flush_before(alert.time)?;
        dispatcher.arrive(alert)?;
    }
    dispatcher.flush_before(end)?;
    Ok(dispatcher.out)
}

/// A group's place: its route, then its labels.
type Place = (usize, Labels);
/// What the log of messages is kept by: receiver, the route's key, the group's labels.
type LogKey = (String, usize, Labels);

struct Dispatcher<'c> {
    config: &'c Alertmanager,
    /// All alerts that ever arrived, in the order of their first arrival, with their routes.
    alerts: Vec<Alert>,
    by_labels: BTreeMap<Labels, usize>,
    /// Of each inhibition rule, the alerts that can mute others.
    sources: Vec<Vec<usize>>,
    groups: BTreeMap<Place, Group>,
    queue: BTreeSet<(i64, Place)>,
    log: BTreeMap<LogKey, Entry>,
    work: usize,
    out: Notifications,
}

struct Alert {
    labels: Labels,
    activity: Activity,
    routes: Vec<usize>,
}

impl<'c> Dispatcher<'c> {
    fn new(config: &'c Alertmanager) -> Self {
        Self {
            config,
            alerts: Vec::new(),
            by_labels: BTreeMap::new(),
            sources: vec![Vec::new(); config.inhibit_rules.len()],
            groups: BTreeMap::new(),
            queue: BTreeSet::new(),
            log: BTreeMap::new(),
            work: 0,
            out: Notifications::default(),
        }
    }

    fn charge(&mut self, cost: usize) -> Result<(), NotifyError> {
        self.work = self.work.saturating_add(cost);
        if self.work > WORK { Err(NotifyError::TooMuchWork) } else { Ok(()) }
    }

    /// Takes an alert into the groups of its routes.
    fn arrive(&mut self, sent: &SentAlert) -> Result<(), NotifyError> {
        let newer = Activity { starts_at: sent.starts_at, ends_at: sent.ends_at };
        let idx = self.known(sent, newer)?;
        let activity = self.alerts[idx].activity;
        self.charge(1 + self.alerts[idx].routes.len())?;
        for route_idx in self.alerts[idx].routes.clone() {
            let route = &self.config.routes[route_idx];
            let place = (route_idx, route.group_by.labels(&sent.labels));
            let queue = &mut self.queue;
            let group = self.groups.entry(place).or_insert_with_key(|place| {
                let due = sent.time.saturating_add(route.group_wait);
                // An alert that has waited long enough already is told at once.
                let is_old = activity.starts_at.saturating_add(route.group_wait) < sent.time;
                let next = if is_old { sent.time } else { due };
                queue.insert((next, place.clone()));
                Group { next, ..Group::default() }
            });
            group.alerts.insert(idx, activity);
        }
        Ok(())
    }

    /// The alert's place among all, with what is known of it now.
    fn known(&mut self, sent: &SentAlert, newer: Activity) -> Result<usize, NotifyError> {
        let found = self.by_labels.get(&sent.labels).copied();
        let begins = newer.ends_at > sent.time
            && found.is_none_or(|idx| self.alerts[idx].activity.starts_at < newer.starts_at);
        if begins && sent.labels.value("severity") == Some(CRITICAL) {
            self.out.critical_alerts += 1;
        }
        if let Some(idx) = found {
            let alert = &mut self.alerts[idx];
            alert.activity = alert.activity.merged(newer, sent.time);
            return Ok(idx);
        }
        self.charge(self.config.routes.len() + self.config.inhibit_rules.len())?;
        let idx = self.alerts.len();
        let routes = route::taken(&self.config.routes, &sent.labels);
        self.alerts.push(Alert { labels: sent.labels.clone(), activity: newer, routes });
        self.by_labels.insert(sent.labels.clone(), idx);
        for (rule, sources) in self.config.inhibit_rules.iter().zip(&mut self.sources) {
            if rule.is_source(&sent.labels) {
                sources.push(idx);
            }
        }
        Ok(idx)
    }

    /// Flushes the groups whose time comes before `time`.
    fn flush_before(&mut self, time: i64) -> Result<(), NotifyError> {
        while self.queue.first().is_some_and(|(next, _)| *next < time) {
            let Some((now, place)) = self.queue.pop_first() else { break };
            self.flush(now, place)?;
        }
        Ok(())
    }

    fn flush(&mut self, now: i64, place: Place) -> Result<(), NotifyError> {
        let Some(mut group) = self.groups.remove(&place) else { return Ok(()) };
        let alerts: Vec<_> = group.alerts.iter().map(|(idx, activity)| (*idx, *activity)).collect();
        self.charge(1 + alerts.len())?;
        let mut shown = Vec::new();
        for alert in alerts {
            if !self.is_muted(alert.0, now)? {
                shown.push(alert);
            }
        }
        self.tell(now, &place, &shown)?;
        // What is over has been told, and a group with nothing left is gone.
        group.alerts.retain(|_, activity| !activity.is_resolved(now));
        if !group.alerts.is_empty() {
            group.next = now.saturating_add(self.config.routes[place.0].group_interval.max(1));
            self.queue.insert((group.next, place.clone()));
            self.groups.insert(place, group);
        }
        Ok(())
    }

    fn is_muted(&mut self, idx: usize, now: i64) -> Result<bool, NotifyError> {
        let config = self.config;
        self.charge(config.inhibit_rules.len())?;
        for (rule_idx, rule) in config.inhibit_rules.iter().enumerate() {
            if !rule.is_target(&self.alerts[idx].labels) {
                continue;
            }
            self.charge(self.sources[rule_idx].len())?;
            let target = &self.alerts[idx].labels;
            let mut sources = self.sources[rule_idx].iter().map(|source| &self.alerts[*source]);
            if sources.any(|it| !it.activity.is_resolved(now) && rule.mutes(&it.labels, target)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Sends a message, if one is due.
    fn tell(&mut self, now: i64, place: &Place, shown: &[(usize, Activity)]) -> Result<(), NotifyError> {
        if shown.is_empty() {
            return Ok(());
        }
        let (resolved, firing): (Vec<_>, Vec<_>) = shown.iter().partition(|(_, it)| it.is_resolved(now));
        let places = |alerts: Vec<&(usize, Activity)>| alerts.iter().map(|it| it.0).collect::<BTreeSet<_>>();
        let (firing, resolved) = (places(firing), places(resolved));
        let route = &self.config.routes[place.0];
        let key = (route.receiver.to_string(), route.key, place.1.clone());
        let last = self.log.get(&key);
        if !needs_message(last, &firing, &resolved, now, route.repeat_interval) {
            return Ok(());
        }
        let paged = last.is_some_and(|last| last.firing.iter().any(|idx| self.is_critical(*idx)));
        let message = self.message(now, &key, shown, paged);
        self.out.pages += usize::from(message.is_page);
        self.out.messages.push(message);
        self.log.insert(key, Entry { time: now, firing, resolved });
        if self.out.messages.len() > MESSAGES { Err(NotifyError::TooManyMessages) } else { Ok(()) }
    }

    fn is_critical(&self, idx: usize) -> bool {
        self.alerts[idx].labels.value("severity") == Some(CRITICAL)
    }

    fn message(&self, now: i64, key: &LogKey, shown: &[(usize, Activity)], paged: bool) -> Message {
        let notified = shown.iter().map(|(idx, activity)| NotifiedAlert {
            labels: self.alerts[*idx].labels.clone(),
            starts_at: activity.starts_at,
            ends_at: activity.is_resolved(now).then_some(activity.ends_at),
        });
        let mut alerts: Vec<_> = notified.collect();
        alerts.sort_unstable_by(by_place);
        let is_page = !paged && alerts.iter().any(NotifiedAlert::pages);
        Message { time: now, receiver: key.0.clone(), group: key.2.clone(), alerts, is_page }
    }
}
