//! Fewer points for the same picture: first, least, greatest and last of every pixel column. It must not know what
//! the lines mean.

use crate::chart::{Point, Span};

/// The points of `runs` inside `window` (both ends included), at most four a column and run: the first, the
/// least, the greatest and the last, in order of time. Runs stay apart, so gaps stay gaps; runs without a point
/// in the window are dropped. Nothing is left out while there are fewer points than that anyway.
pub fn decimate(runs: &[Vec<Point>], window: Span, columns: u32) -> Vec<Vec<Point>> {
    let inside = |point: &&Point| window.from <= point.time && point.time <= window.to;
    let count: usize = runs.iter().map(|run| run.iter().filter(inside).count()).sum();
    let columns = u64::from(columns.max(1));
    let dense = count as u64 > columns.saturating_mul(4);
    runs.iter()
        .map(|run| {
            let points = run.iter().filter(inside).copied();
            let mut kept = Vec::new();
            if dense {
                thin(points, window, columns, &mut kept);
            } else {
                kept.reserve(run.len());
                kept.extend(points);
            }
            kept
        })
        .filter(|run: &Vec<Point>| !run.is_empty())
        .collect()
}

/// Adds one run, thinned.
fn thin(points: impl Iterator<Item = Point>, window: Span, columns: u64, kept: &mut Vec<Point>) {
    let length = (i128::from(window.to) - i128::from(window.from)).max(1);
    let column_of = |time: i64| (i128::from(time) - i128::from(window.from)) * i128::from(columns) / length;
    let mut open: Option<(i128, Column)> = None;
    for point in points {
        let column = column_of(point.time);
        match &mut open {
            Some((it, current)) if *it == column => current.add(point),
            _ => {
                if let Some((_, done)) = open.replace((column, Column::of(point))) {
                    done.close(kept);
                }
            }
        }
    }
    if let Some((_, done)) = open {
        done.close(kept);
    }
}

/// What is kept of one column.
struct Column {
    first: Point,
    least: Point,
    greatest: Point,
    last: Point,
}

impl Column {
    fn of(point: Point) -> Self {
        Self { first: point, least: point, greatest: point, last: point }
    }

    fn add(&mut self, point: Point) {
        if point.value < self.least.value {
            self.least = point;
        }
        if point.value > self.greatest.value {
            self.greatest = point;
        }
        self.last = point;
    }

    /// Adds the kept points in order of time, each once.
    fn close(self, kept: &mut Vec<Point>) {
        let (early, late) = if self.least.time <= self.greatest.time {
            (self.least, self.greatest)
        } else {
            (self.greatest, self.least)
        };
        for point in [self.first, early, late, self.last] {
            if kept.last().is_none_or(|last| last.time < point.time) {
                kept.push(point);
            }
        }
    }
}
