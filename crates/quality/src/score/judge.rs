//! Which incident an episode found. It must not add anything up.

use super::Firing;
use crate::incident::{Incident, Kind};

/// The incidents that count and the range in which a rule is judged.
#[derive(Clone, Debug)]
pub struct Judge {
    /// The incidents that count, in order of their starts.
    pub incidents: Vec<Incident>,
    /// The first evaluation, in milliseconds since the Unix epoch.
    pub start: i64,
    /// One step past the last evaluation.
    pub end: i64,
    /// The distance of two evaluations, in milliseconds.
    pub step: i64,
    /// How far from its incident an episode may begin, in milliseconds.
    pub grace: i64,
    /// The time that incidents cover, as stretches that do not touch.
    covered: Vec<(i64, i64)>,
    /// The same with what is graced on either side: what lies outside has to do with no incident.
    near: Vec<(i64, i64)>,
}

/// What an episode was good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It began in this incident, by its place, or in several of which this is the first.
    Caught(usize),
    /// It fired before this incident began and into it: it found nothing, yet it was not silent.
    Already(usize),
    /// No incident was near.
    False,
}

/// What became of an incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Episodes that began in it.
    pub episodes: u32,
    /// Episodes that were firing already when it began.
    pub already: u32,
    /// From its start to the first evaluation that fired, in milliseconds; none where nothing did.
    pub detection: Option<i64>,
    /// From its end to the end of its last episode, in milliseconds; none where none outlasted it, or where that
    /// end lies outside the range.
    pub reset: Option<i64>,
    /// The end of the last episode so far, and whether it is cut off.
    last: (i64, bool),
}

impl Judge {
    /// [`Judge::new`] with another `grace`.
    pub fn with_grace(incidents: &[Incident], start: i64, end: i64, step: i64, grace: i64) -> Self {
        let mut counting: Vec<_> = incidents.iter().filter(|it| it.kind == Kind::Incident).cloned().collect();
        series::sort_by(&mut counting, &|a, b| (a.from, a.to).cmp(&(b.from, b.to)));
        let clipped = counting.iter().map(|it| (it.from.max(start), it.to.min(end)));
        let covered = merged(&mut clipped.filter(|it| it.0 < it.1));
        let near = merged(&mut counting.iter().map(|it| (it.from - grace, it.to + grace)));
        Self { incidents: counting, start, end, step: step.max(1), grace, covered, near }
    }

    /// The time of `[from, to)` that lies inside incidents, in milliseconds.
    pub fn inside(&self, from: i64, to: i64) -> i64 {
        let first = self.covered.partition_point(|it| it.1 <= from);
        let near = self.covered[first..].iter().take_while(|it| it.0 < to);
        near.map(|it| it.1.min(to) - it.0.max(from)).sum()
    }

    /// Whether `firing` may have to do with an incident: nearly all of a rule that fires at noise has not.
    pub(super) fn is_near(&self, firing: Firing) -> bool {
        let first = self.near.partition_point(|it| it.1 < firing.from);
        self.near.get(first).is_some_and(|it| it.0 <= firing.from.max(firing.to))
    }

    /// What `firing` was good for, written into `found`, which has an entry an incident.
    pub fn judge(&self, firing: Firing, found: &mut [Found]) -> Verdict {
        let mut verdict = Verdict::False;
        // Incidents that begin too late for it are at the end of the list.
        let near = self.incidents.partition_point(|it| it.from - self.grace <= firing.from.max(firing.to));
        for (idx, (incident, found)) in self.incidents[..near].iter().zip(found).enumerate() {
            let begins_in =
                firing.from >= incident.from - self.grace && firing.from <= incident.to + self.grace;
            if begins_in {
                found.take(firing, incident);
                if !matches!(verdict, Verdict::Caught(_)) {
                    verdict = Verdict::Caught(idx);
                }
            } else if firing.from < incident.from && firing.to > incident.from {
                found.already += 1;
                if verdict == Verdict::False {
                    verdict = Verdict::Already(idx);
                }
            }
        }
        verdict
    }
}

/// The stretches, which come in order of their starts, as stretches that do not touch.
fn merged(stretches: &mut dyn Iterator<Item = (i64, i64)>) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = Vec::new();
    for (from, to) in stretches {
        match all.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => all.push((from, to)),
        }
    }
    all
}

impl Found {
    fn take(&mut self, firing: Firing, incident: &Incident) {
        self.episodes += 1;
        let delay = (firing.from - incident.from).max(0);
        self.detection = Some(self.detection.map_or(delay, |known| known.min(delay)));
        self.last = self.last.max((firing.to, firing.open));
        let (to, open) = self.last;
        self.reset = (to > incident.to && !open).then_some(to - incident.to);
    }

    /// Whether its last episode fires at the end of the range: how long it goes on is not known.
    pub fn is_open(&self) -> bool {
        self.last.1
    }

    /// Whether an episode began in it.
    pub fn is_found(&self) -> bool {
        self.episodes > 0
    }
}
