//! Windows that slide over samples, those of a series or those that a subquery makes. They must not know which function
//! looks through them.
//!
//! A function of windows calls [`Evaluator::over_windows`] with the [`Source`] of its argument and never learns whether
//! that is a range selector or a subquery: a subquery's expression is evaluated once, at all its steps that any of the
//! windows can see, and its columns are then looked through like series.

mod frames;
mod subquery;
mod track;

use super::budget::count;
use super::{Column, Evaluator, Vector, selector};
use crate::plan::{At, Kind, Node, Offset, RangeSelector, Selector, Subquery};
use crate::{Error, Semantics};
pub(crate) use frames::Frames;
use series::{Labels, is_stale};
use track::Buffers;
pub(crate) use track::Track;

/// The samples of one series in one window; at least one.
pub(crate) struct Window<'a> {
    /// Their times in milliseconds, rising.
    pub(crate) times: &'a [i64],
    /// Their values.
    pub(crate) values: &'a [f64],
    /// The values before each fall of a counter inside the window, in order.
    pub(crate) before_resets: &'a [f64],
    /// Whose rules apply.
    pub(crate) semantics: Semantics,
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

/// How a function looks through the windows of one series.
pub(crate) enum Look<'b> {
    /// Window by window: what it makes of one at a step, counted from 0.
    Windows(&'b mut dyn FnMut(usize, &Window<'_>) -> Option<f64>),
    /// All at once: it appends a value for each step to the column.
    Series(&'b mut dyn FnMut(&Frames, &Track<'_>, &mut Vec<f64>)),
}

impl Evaluator<'_> {
    /// A column for each series of `source`: what `look` makes of the window at each step, where there is one with a
    /// sample. The result loses the metric's name unless it `keeps_name`.
    ///
    /// # Errors
    /// Too many samples, or what the expression of a subquery yields.
    pub(crate) fn over_windows(
        &mut self,
        source: Source<'_>,
        keeps_name: bool,
        mut look: Look<'_>,
    ) -> Result<Vector, Error> {
        let frames = self.frames(source.offset(), source.range());
        let mut slide = Slide { frames, keeps_name, buffers: Buffers::default(), vector: Vector::default() };
        match source {
            Source::Selector(it) => {
                for series in selector::select(self.store, &it.selector) {
                    let samples = slide.frames.seen(series);
                    self.budget.read += count(samples.0.len());
                    self.slide(&mut slide, &series.labels, false, samples, &mut look)?;
                }
            }
            Source::Subquery(it) => {
                let (times, inner) = self.subquery(it)?;
                for column in &inner.columns {
                    self.slide(
                        &mut slide,
                        &column.labels,
                        column.nameless,
                        (&times, &column.values),
                        &mut look,
                    )?;
                }
                self.give_back(inner, times.len());
            }
        }
        Ok(slide.vector)
    }

    /// The windows of `range` milliseconds that `offset` makes the steps look at.
    pub(super) fn frames(&self, offset: &Offset, range: i64) -> Frames {
        Frames::new(self.ends(offset), range, self.options.semantics, self.len)
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
        look: &mut Look<'_>,
    ) -> Result<(), Error> {
        let track = slide.buffers.load(times, values);
        let frames = &mut slide.frames;
        frames.fit(track.times);
        let mut column = Vec::with_capacity(self.len);
        match look {
            Look::Windows(body) => frames.windows(&track, body, &mut column),
            Look::Series(whole) => whole(frames, &track, &mut column),
        }
        let present = self.charge(count(column.iter().filter(|it| !is_stale(**it)).count()));
        self.budget.work(frames.samples.saturating_add(count(self.len)))?;
        self.budget.would_hold(present.saturating_add(frames.widest))?;
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
}

/// What stays the same from series to series, and the result so far.
struct Slide {
    frames: Frames,
    keeps_name: bool,
    buffers: Buffers,
    vector: Vector,
}
