//! The messages that one rule comes to by Alertmanager's route, whose groups hold alerts of one name. It must not read
//! configurations: `alerting::notify` does, and is too large for what a chart needs.

use crate::plan::Route;
use alerting::{State, Timeline};
use plot::{Notice, NoticeKind};
use promql::Steps;
use series::set_of;
use std::collections::{BTreeMap, BTreeSet};

/// How often a run may be looked at by a flush: a fortnight of ten thousand that never end.
const VISITS: usize = 50_000_000;

/// One time that an instance fires: from, to (first evaluation that it does not), which instance.
type Run = (i64, i64, usize);

/// The messages in the order of their times.
pub(super) fn notes(timeline: &Timeline, steps: Steps, route: &Route) -> Vec<Notice> {
    let mut groups: BTreeMap<Vec<String>, Vec<Run>> = BTreeMap::new();
    for run in runs(timeline) {
        groups.entry(route.group(&timeline.instances[run.2].labels)).or_default().push(run);
    }
    let (end, mut left) = (steps.time(steps.len()), VISITS);
    let mut all = Vec::new();
    for runs in groups.values() {
        all.extend(of_group(timeline, runs, end, route, &mut left));
    }
    series::sort_by(&mut all, &|a: &Notice, b| a.time.cmp(&b.time));
    all
}

/// The messages of one group, whose runs these are.
fn of_group(timeline: &Timeline, runs: &[Run], end: i64, route: &Route, left: &mut usize) -> Vec<Notice> {
    let critical = |idx: &usize| timeline.instances[*idx].labels.value("severity") == Some("critical");
    let (mut notes, mut last): (Vec<Notice>, Option<Entry>) = (Vec::new(), None);
    let (mut seen, mut paged) = (i64::MIN, false);
    let mut next = runs.first().map(|run| run.0 + route.wait);
    while *left >= runs.len().max(1) {
        *left -= runs.len().max(1);
        let Some(now) = next.filter(|it| *it < end) else { break };
        let known = |run: &&Run| run.0 <= now && run.1 > seen;
        let firing = set_of(runs.iter().filter(known).filter(|run| now < run.1).map(|run| run.2));
        let gone = runs.iter().filter(known).filter(|run| run.1 <= now).map(|run| run.2);
        let resolved = set_of(gone.filter(|it| !firing.contains(it)));
        if is_due(last.as_ref(), &firing, &resolved, now - route.repeat) {
            let pages = firing.iter().any(critical);
            let kind = match (pages && !paged, firing.is_empty()) {
                (true, _) => NoticeKind::Page,
                (false, false) => NoticeKind::Firing,
                (false, true) => NoticeKind::Resolved,
            };
            paged = pages;
            notes.push(Notice { time: now, kind });
            last = Some(Entry { firing: firing.clone(), resolved, time: now });
        }
        seen = now;
        // A group without alerts is gone; the next alert makes it anew, with its wait.
        let later = || runs.iter().find(|run| run.0 > now).map(|run| run.0 + route.wait);
        next = if firing.is_empty() { later() } else { Some(now + route.interval) };
    }
    notes
}

/// What was sent last.
struct Entry {
    firing: BTreeSet<usize>,
    resolved: BTreeSet<usize>,
    time: i64,
}

/// Whether a message is sent (`needsUpdate`, notify/notify.go); one from `before` or earlier is repeated.
fn is_due(last: Option<&Entry>, firing: &BTreeSet<usize>, resolved: &BTreeSet<usize>, before: i64) -> bool {
    let Some(last) = last else { return !firing.is_empty() };
    if !firing.is_subset(&last.firing) {
        return true;
    }
    if firing.is_empty() {
        return !last.firing.is_empty();
    }
    !resolved.is_subset(&last.resolved) || last.time < before
}

/// All runs by their starts.
fn runs(timeline: &Timeline) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (idx, instance) in timeline.instances.iter().enumerate() {
        let first = runs.len();
        for span in instance.spans.iter().filter(|it| matches!(it.state, State::Firing | State::Kept)) {
            match runs.get_mut(first..).and_then(<[Run]>::last_mut) {
                Some(last) if last.1 == span.from => last.1 = span.to,
                _ => runs.push((span.from, span.to, idx)),
            }
        }
    }
    series::sort_by(&mut runs, &|a, b| a.cmp(b));
    runs
}
