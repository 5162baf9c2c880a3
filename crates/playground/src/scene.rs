//! A picture with what is selected and in view: what all parts of the view ask. It must not know how parts look.

mod names;

pub(crate) use names::short as short_names;

use crate::model::Model;
use crate::picture::Picture;
use alerting::State;
use plot::Span;
use promql::Column;
use series::{Labels, is_stale};
use std::cell::OnceCell;
use std::rc::Rc;

/// A picture as a person looks at it.
pub(crate) struct Scene<'a> {
    /// The model.
    pub model: &'a Model,
    /// The picture, which may be of an older document while a newer one is computed.
    pub picture: &'a Picture,
    /// The short names of the instances by slot.
    pub names: Rc<Vec<String>>,
    /// The values of the instances by slot: the left side's, then those of alerts that come from elsewhere in the
    /// expression (`a > 1 or b > 2`).
    pub columns: Vec<&'a Column>,
    /// The slot of each instance of the timeline, where it has one.
    slots: Vec<Option<usize>>,
    /// The selected slot, once it was asked for.
    selected: OnceCell<usize>,
    /// The ends of the y axis, likewise.
    domain: OnceCell<(f64, f64)>,
}

impl<'a> Scene<'a> {
    /// The scene of `model` with `picture`.
    pub(crate) fn new(model: &'a Model, picture: &'a Picture) -> Self {
        let mut columns: Vec<&Column> = picture.columns.side.iter().collect();
        let mut slots = Vec::new();
        // Columns and instances stand in the same order, but for what has none.
        let mut next = 0;
        for instance in &picture.states.timeline.instances {
            let series = &instance.series;
            let ahead = columns.iter().enumerate().skip(next).chain(columns.iter().enumerate().take(next));
            let exact = ahead.into_iter().find(|(_, it)| it.labels == *series).map(|(slot, _)| slot);
            next = exact.map_or(next, |it| it + 1);
            let bare = || columns.iter().position(|it| it.labels.without_metric() == series.without_metric());
            let mut slot = exact.or_else(bare).or_else(|| only_within(&columns, series));
            if slot.is_none()
                && let Some(other) = picture.columns.whole.iter().find(|it| it.labels == *series)
            {
                slot = Some(columns.len());
                columns.push(other);
            }
            slots.push(slot);
        }
        let labels: Vec<&Labels> = columns.iter().map(|column| &column.labels).collect();
        let find = || Rc::new(names::short(&labels));
        let own = labels.len() == picture.columns.side.len();
        let names = if own { Rc::clone(picture.columns.names.get_or_init(find)) } else { find() };
        Self { model, picture, names, columns, slots, selected: OnceCell::new(), domain: OnceCell::new() }
    }

    /// The whole scenario.
    pub(crate) fn range(&self) -> Span {
        let steps = self.picture.plan.steps;
        Span { from: steps.start, to: steps.end }
    }

    /// The window in view: the document's, else the first view.
    pub(crate) fn window(&self) -> Span {
        let start = self.range().from;
        let at = |seconds: f64| start.saturating_add((seconds * 1000.0) as i64);
        let chosen = self.model.document.view.window.map(|(from, to)| Span { from: at(from), to: at(to) });
        chosen.and_then(|span| clamped(span, self.range(), self.step())).unwrap_or_else(|| self.first_view())
    }

    /// The first view: four times max(`for`, 10 min) around the first instant that matters.
    fn first_view(&self) -> Span {
        let length = 4 * self.picture.plan.rule.hold.max(600_000);
        let from = self.first_instant() - length * 2 / 5;
        let range = self.range();
        let from = from.min(range.to - length).max(range.from);
        Span { from, to: (from + length).min(range.to) }
    }

    /// The first firing instant; else the first pending one; else where the threshold came closest; else the first
    /// fault's start; else the middle.
    pub(crate) fn first_instant(&self) -> i64 {
        let firing = self.picture.states.episodes.iter().map(|it| it.from).min();
        let active = || {
            let spans = self.picture.states.timeline.instances.iter().flat_map(|it| &it.spans);
            spans.filter(|span| span.state != State::Inactive).map(|span| span.from).min()
        };
        let start = self.range().from;
        let fault = || self.picture.plan.scenario.events.iter().map(|it| start + it.from).min();
        let middle = start + (self.range().to - start) / 2;
        let closest = || self.closest_of_all().map(|(_, it)| it.time);
        self.snapped(firing.or_else(active).or_else(closest).or_else(fault).unwrap_or(middle))
    }

    /// The cursor: an evaluation.
    pub(crate) fn cursor(&self) -> i64 {
        let start = self.range().from;
        let chosen = self.model.document.view.cursor;
        chosen.map_or_else(
            || self.first_instant(),
            |it| self.snapped(start.saturating_add((it * 1000.0) as i64)),
        )
    }

    /// The instant to read out: under the pointer, else the cursor.
    pub(crate) fn instant(&self) -> i64 {
        self.model.hover.map_or_else(|| self.cursor(), |time| self.snapped(time))
    }

    /// Milliseconds between two evaluations.
    pub(crate) fn step(&self) -> i64 {
        self.picture.plan.steps.step
    }

    /// The evaluation at or before `time`, inside the scenario.
    pub(crate) fn snapped(&self, time: i64) -> i64 {
        let range = self.range();
        let time = time.clamp(range.from, range.to);
        range.from + (time - range.from) / self.step() * self.step()
    }

    /// The place of the evaluation at `time` among all.
    pub(crate) fn idx(&self, time: i64) -> usize {
        ((self.snapped(time) - self.range().from) / self.step()) as usize
    }

    /// The value of the left side of instance `slot` at `time`; nothing where there is none.
    pub(crate) fn value(&self, slot: usize, time: i64) -> Option<f64> {
        let column = self.columns.get(slot)?;
        column.values.get(self.idx(time)).copied().filter(|value| !is_stale(*value) && !value.is_nan())
    }

    /// The selected slot: the document's instance, else the one that stays for a moving handle, else the first that
    /// fires, else the first that is active, else the one that came closest.
    pub(crate) fn selected(&self) -> usize {
        *self.selected.get_or_init(|| self.find_selected())
    }

    fn find_selected(&self) -> usize {
        let wanted = &self.model.document.view.instance;
        let is_wanted = |column: &&Column| !wanted.is_empty() && column.labels.to_string() == *wanted;
        let chosen = self.columns.iter().position(is_wanted);
        let held = || {
            let held = self.model.held.as_ref()?;
            self.columns.iter().position(|it| it.labels == *held)
        };
        let fires = || {
            let first = self.picture.states.episodes.iter().min_by_key(|it| it.from)?;
            self.slot_of(&first.labels)
        };
        let active = || self.slots.iter().flatten().next().copied();
        let closest = || self.closest_of_all().map(|(slot, _)| slot);
        chosen.or_else(held).or_else(fires).or_else(active).or_else(closest).unwrap_or(0)
    }

    /// The slot of the alert instance with `labels`.
    pub(crate) fn slot_of(&self, labels: &Labels) -> Option<usize> {
        let instances = &self.picture.states.timeline.instances;
        // A timeline is ordered by labels.
        let idx = instances.binary_search_by(|it| it.labels.cmp(labels)).ok()?;
        self.slots.get(idx).copied().flatten()
    }

    /// The alert instances of slot `slot`: more than one where a label's template follows the value.
    pub(crate) fn instances(&self, slot: usize) -> impl Iterator<Item = &alerting::InstanceTimeline> {
        let pairs = self.picture.states.timeline.instances.iter().zip(&self.slots);
        pairs.filter(move |(_, it)| **it == Some(slot)).map(|(instance, _)| instance)
    }

    /// The state of slot `slot` at `time`.
    pub(crate) fn state(&self, slot: usize, time: i64) -> State {
        let mut states = self.instances(slot).filter_map(|it| {
            it.spans.iter().find(|span| span.from <= time && time < span.to).map(|span| span.state)
        });
        states.find(|state| *state != State::Inactive).unwrap_or(State::Inactive)
    }
}

/// The one column whose labels hold all of `series`: what `on (...)` or an aggregation left of it. None where several do.
fn only_within(columns: &[&Column], series: &Labels) -> Option<usize> {
    let holds =
        |column: &&Column| series.iter().all(|(name, value)| column.labels.value(name) == Some(value));
    let mut found = columns.iter().enumerate().filter(|(_, column)| holds(column)).map(|(slot, _)| slot);
    found.next().filter(|_| found.next().is_none())
}

/// `span` inside `range`, at least four evaluations long; nothing when it lies outside.
fn clamped(span: Span, range: Span, step: i64) -> Option<Span> {
    let least = (4 * step).min(range.to - range.from);
    let from = span.from.clamp(range.from, range.to - least);
    let to = span.to.clamp(from + least, range.to.max(from + least));
    (span.to > range.from && span.from < range.to).then_some(Span { from, to })
}

/// The window moved just far enough to show `from`..`to`: unchanged when its start is in view already.
pub(crate) fn follow(window: Span, range: Span, from: i64, to: i64) -> Span {
    if window.from <= from && from < window.to {
        return window;
    }
    let length = window.to - window.from;
    let middle = from + (to - from).min(length / 2) / 2;
    let begin = (middle - length / 2).min(range.to - length).max(range.from);
    Span { from: begin, to: begin + length }
}

/// How close the left side came to the threshold.
pub(crate) struct Closest {
    /// Its value as a share of the threshold: 1 is the threshold itself.
    pub share: f64,
    /// When.
    pub time: i64,
}

impl Scene<'_> {
    /// The number that the expression compares with.
    pub(crate) fn threshold(&self) -> Option<f64> {
        self.picture.plan.compared()?.literal.map(|it| it.value)
    }

    /// How close slot `slot` came to a threshold that high values cross; nothing for other comparisons.
    pub(crate) fn closest(&self, slot: usize) -> Option<Closest> {
        let threshold = self.threshold().filter(|it| *it > 0.0)?;
        if crate::job::peak(&self.picture.plan) != alerting::Peak::Max {
            return None;
        }
        let values = self.picture.columns.side.get(slot)?.values.iter().enumerate();
        let finite = values.filter(|(_, value)| value.is_finite());
        let (idx, value) = finite.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        Some(Closest { share: value / threshold, time: self.picture.plan.steps.time(idx) })
    }

    /// The slot that came closest to the threshold, and how close.
    pub(crate) fn closest_of_all(&self) -> Option<(usize, Closest)> {
        let all = (0..self.names.len()).filter_map(|slot| self.closest(slot).map(|it| (slot, it)));
        all.max_by(|(_, a), (_, b)| a.share.total_cmp(&b.share))
    }

    /// The least value in view above nought, the threshold among them; nought where there is none.
    pub(crate) fn floor(&self) -> f64 {
        let window = self.window();
        let (first, last) = (self.idx(window.from), self.idx(window.to));
        let columns = self.columns.iter();
        let values = columns.flat_map(|it| it.values.get(first..=last).unwrap_or_default()).copied();
        let all = values.chain(self.threshold()).filter(|value| *value > 0.0 && value.is_finite());
        all.reduce(f64::min).unwrap_or(0.0)
    }

    /// The ends of the y axis: 0, all finite values in view and the threshold, with a tenth to spare.
    pub(crate) fn domain(&self) -> (f64, f64) {
        *self.domain.get_or_init(|| self.find_domain())
    }

    fn find_domain(&self) -> (f64, f64) {
        let window = self.window();
        let (first, last) = (self.idx(window.from), self.idx(window.to));
        let columns = self.columns.iter();
        let values = columns.flat_map(|it| it.values.get(first..=last).unwrap_or_default()).copied();
        let plan = &self.picture.plan;
        let compared = promql::comparisons(&plan.query).into_iter();
        // Thresholds of the same side share its axis.
        let thresholds =
            compared.filter(|it| plan.compares_the_same(it)).filter_map(|it| it.literal).map(|it| it.value);
        let all = values.chain(thresholds).filter(|value| value.is_finite());
        let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
        let spare = if high > low { (high - low) / 10.0 } else { 1.0 };
        (if low < 0.0 { low - spare } else { low }, high + spare)
    }
}

/// A round number at or above `value`, nought for what is not above it: the upper end of a row's axis.
pub(crate) fn rounded_up(value: f64) -> f64 {
    if value.is_nan() || value <= 0.0 {
        return 0.0;
    }
    let mut power = 1e-9;
    while power * 10.0 <= value && power < 1e18 {
        power *= 10.0;
    }
    let rounds = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0].map(|it| it * power);
    rounds.into_iter().find(|it| *it >= value).unwrap_or(10.0 * power)
}

/// The step of a drag over an axis of length `span`: a power of ten that leaves some hundred steps.
pub(crate) fn resolution(span: f64) -> f64 {
    let mut step = 1e9;
    while step > 1e-6 && span / step < 100.0 {
        step /= 10.0;
    }
    // Ten times a power of ten that was divided down is exact only when taken anew.
    if step >= 1.0 { step.round() } else { 1.0 / (1.0 / step).round() }
}
