//! Windows that slide over samples, those of a series or those that a subquery makes. They must not know which function
//! looks through them.
//!
//! A function of windows calls [`Evaluator::over_windows`] with the [`Source`] of its argument and never learns whether
//! that is a range selector or a subquery: a subquery's expression is evaluated once, at all its steps that any of the
//! windows can see, and its columns are then looked through like series.

mod subquery;
mod track;

use super::budget::count;
use super::{Column, Evaluator, Vector, selector};
use crate::plan::{At, Kind, Node, Offset, RangeSelector, Selector, Subquery};
use crate::{Error, Semantics};
use series::{Labels, STALE};
use std::cell::Cell;
use track::{Buffers, Track};

/// The samples of one series in one window; at least one.
pub(crate) struct Window<'a> {
    /// Their times in milliseconds, rising.
    pub(crate) times: &'a [i64],
    /// Their values.
    pub(crate) values: &'a [f64],
    /// The values before each fall of a counter inside the window, in order.
    pub(crate) before_resets: &'a [f64],
    /// The old end of the window.
    pub(crate) start: i64,
    /// The new end of the window: the instant of evaluation, unless an offset or `@` moves it.
    pub(crate) end: i64,
    /// Whose rules apply.
    pub(crate) semantics: Semantics,
    /// What the function has kept of an earlier window of the same series.
    pub(crate) shape: &'a Cell<Shape>,
}

/// What depends on where the samples of a window stand and not on their values. Regular samples under regular steps
/// stand alike in most windows, and divisions are what takes time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Shape {
    /// The milliseconds before the oldest sample, from it to the newest one, and behind that.
    pub(crate) before: i64,
    pub(crate) sampled: i64,
    pub(crate) behind: i64,
    /// How many samples there are; 0 while nothing is kept.
    pub(crate) count: usize,
    /// What the function makes of it.
    pub(crate) factor: f64,
    /// Up to which value it holds, as the function has it.
    pub(crate) limit: f64,
}

/// What the windows of a function look over.
#[derive(Clone, Copy)]
pub(crate) enum Source<'n> {
    /// The stored samples of series.
    Selector(&'n RangeSelector),
    /// The values of an expression.
    Subquery(&'n Subquery),
}

impl<'n> Source<'n> {
    /// That of an expression of type range vector; nothing for any other.
    pub(crate) fn of(node: &'n Node) -> Option<Self> {
        match &node.unwrapped().kind {
            Kind::Range(it) => Some(Self::Selector(it)),
            Kind::Subquery(it) => Some(Self::Subquery(it)),
            _ => None,
        }
    }

    /// The selector, where there is one.
    pub(crate) fn selector(self) -> Option<&'n Selector> {
        match self {
            Self::Selector(it) => Some(&it.selector),
            Self::Subquery(_) => None,
        }
    }

    /// The length of the windows in milliseconds.
    pub(crate) fn range(self) -> i64 {
        match self {
            Self::Selector(it) => it.range,
            Self::Subquery(it) => it.range,
        }
    }

    fn offset(self) -> &'n Offset {
        match self {
            Self::Selector(it) => &it.selector.offset,
            Self::Subquery(it) => &it.offset,
        }
    }
}

/// The instants at which something looks: the first, and how far the next ones are away. With `@` they all are one.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) first: i64,
    pub(super) step: i64,
}

impl Ends {
    /// The last of `len` instants.
    pub(super) fn last(self, len: usize) -> i64 {
        let steps = i64::try_from(len.saturating_sub(1)).unwrap_or(i64::MAX);
        self.first.saturating_add(self.step.saturating_mul(steps))
    }
}

/// What the body of a function makes of a window at a step, counted from 0.
pub(crate) type Body<'b> = dyn FnMut(usize, &Window<'_>) -> Option<f64> + 'b;

impl Evaluator<'_> {
    /// A column for each series of `source`: what `body` makes of the window at each step, where there is one with a
    /// sample. The result loses the metric's name unless it `keeps_name`.
    ///
    /// # Errors
    /// Too many samples, or what the expression of a subquery yields.
    pub(crate) fn over_windows(
        &mut self,
        source: Source<'_>,
        keeps_name: bool,
        body: &mut Body<'_>,
    ) -> Result<Vector, Error> {
        let (ends, range) = (self.ends(source.offset()), source.range());
        let mut slide =
            Slide { ends, range, keeps_name, buffers: Buffers::default(), vector: Vector::default() };
        match source {
            Source::Selector(it) => {
                let bounds = self.options.semantics.bounds();
                for series in selector::select(self.store, &it.selector) {
                    let first = bounds.slice(&series.times, ends.first, range).start;
                    let last_end = ends.last(self.len);
                    let last = series.times.partition_point(|time| *time <= last_end).max(first);
                    self.budget.read += count(last - first);
                    let samples = (&series.times[first..last], &series.values[first..last]);
                    self.slide(&mut slide, &series.labels, false, samples, body)?;
                }
            }
            Source::Subquery(it) => {
                let (times, inner) = self.subquery(it)?;
                for column in &inner.columns {
                    self.slide(&mut slide, &column.labels, column.nameless, (&times, &column.values), body)?;
                }
                self.give_back(inner, times.len());
            }
        }
        Ok(slide.vector)
    }

    /// The instants at which `offset` makes the steps look.
    pub(super) fn ends(&self, offset: &Offset) -> Ends {
        let fixed = match offset.at {
            None => {
                return Ends { first: self.steps.start.saturating_sub(offset.millis), step: self.steps.step };
            }
            Some(At::Time(time)) => time,
            Some(At::Start) => self.query.start,
            Some(At::End) => self.query.end,
        };
        Ends { first: fixed.saturating_sub(offset.millis), step: 0 }
    }

    /// Adds the column of one series to the result.
    fn slide(
        &mut self,
        slide: &mut Slide,
        labels: &Labels,
        nameless: bool,
        (times, values): (&[i64], &[f64]),
        body: &mut Body<'_>,
    ) -> Result<(), Error> {
        let track = slide.buffers.load(times, values);
        let mut column = Vec::with_capacity(self.len);
        let visited = self.fill(slide.ends, slide.range, &track, body, &mut column);
        let present = self.charge(visited.present);
        self.budget.work(visited.samples.saturating_add(count(self.len)))?;
        self.budget.would_hold(present.saturating_add(visited.widest))?;
        if present > 0 {
            self.budget.hold(present)?;
            self.budget.allocate(1, self.len)?;
            slide.vector.points += present;
            let mut column = Column { labels: labels.clone(), values: column, nameless };
            if !slide.keeps_name {
                self.drop_name(&mut column);
            }
            slide.vector.columns.push(column);
        }
        Ok(())
    }

    /// Appends what `body` yields at each step.
    fn fill(
        &self,
        ends: Ends,
        range: i64,
        track: &Track<'_>,
        body: &mut Body<'_>,
        into: &mut Vec<f64>,
    ) -> Visited {
        let (bounds, semantics) = (self.options.semantics.bounds(), self.options.semantics);
        let mut end = ends.first;
        let (mut samples, mut resets) = (0..0, 0..0);
        let (mut visited, shape) = (Visited::default(), Cell::default());
        for idx in 0..self.len {
            bounds.advance(track.times, &mut samples, end, range);
            // A reset counts when the sample before it is in the window too.
            while resets.end < track.resets.len() && track.resets[resets.end] < samples.end {
                resets.end += 1;
            }
            while resets.start < resets.end && track.resets[resets.start] <= samples.start {
                resets.start += 1;
            }
            let mut value = None;
            if !samples.is_empty() {
                let window = Window {
                    times: &track.times[samples.clone()],
                    values: &track.values[samples.clone()],
                    before_resets: &track.before[resets.clone()],
                    start: end.saturating_sub(range),
                    end,
                    semantics,
                    shape: &shape,
                };
                value = body(idx, &window);
            }
            let length = count(samples.len());
            visited.widest = visited.widest.max(length);
            visited.samples += length;
            visited.present += u64::from(value.is_some());
            into.push(value.unwrap_or(STALE));
            end = end.saturating_add(ends.step);
        }
        visited
    }
}

/// What stays the same from series to series, and the result so far.
struct Slide {
    ends: Ends,
    range: i64,
    keeps_name: bool,
    buffers: Buffers,
    vector: Vector,
}

/// What sliding over one series took.
#[derive(Default)]
struct Visited {
    /// At how many steps there is a value.
    present: u64,
    /// The most samples of a window.
    widest: u64,
    /// The samples of all windows.
    samples: u64,
}
