//! A sweep's points as they are shown: cells, axes in words, marks. It must not know how they are drawn.

use super::scale;
use playground::learn::{Cell, Marks, Measure, Point, SweepAsk, Swept};

/// A sweep as it is shown: its cells, and the place that is picked.
pub(super) struct Points {
    pub(super) swept: Swept,
    cells: Vec<Cell>,
    pub(super) picked: Option<(usize, usize)>,
}

impl Points {
    pub(super) fn new(swept: Swept) -> Self {
        Self { cells: swept.cells(&swept.train), swept, picked: None }
    }

    pub(super) fn size(&self) -> (usize, usize) {
        (self.swept.columns(), self.swept.holds.len())
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(super) fn cell(&self, column: usize, row: usize) -> Option<&Cell> {
        self.cells.get(row * self.swept.columns() + column)
    }

    /// Whether a cell finds as much as is wanted; where nothing can be found there is nothing to miss.
    pub(super) fn recalls(&self, column: usize, row: usize, wanted: f64) -> bool {
        let recall = self.cell(column, row).and_then(|it| it.get(Measure::Recall));
        recall.is_none_or(|it| it >= wanted - 1e-6)
    }

    pub(super) fn threshold(&self, column: usize) -> String {
        self.swept.thresholds.get(column).map_or("as written".to_owned(), ToString::to_string)
    }

    pub(super) fn hold(&self, row: usize) -> String {
        self.swept.holds.get(row).map(|it| scale::span(*it as f64 / 1000.0)).unwrap_or_default()
    }

    /// What the axis below says.
    pub(super) fn axis(&self) -> String {
        let op = &self.swept.op;
        if op.is_empty() {
            "the rule has no threshold to sweep".to_owned()
        } else {
            format!("threshold, {op}")
        }
    }

    /// The marks: class, name, place. What is picked lies above.
    pub(super) fn marks(&self) -> Vec<(&'static str, &'static str, (usize, usize))> {
        let Marks { now, published } = self.swept.marks;
        let place = |it: (u32, u32)| (it.0 as usize, it.1 as usize);
        let mut all = Vec::new();
        all.extend(published.filter(|_| published != now).map(|it| ("published", "published", place(it))));
        all.extend(now.map(|it| ("now", "now", place(it))));
        all.extend(self.picked.filter(|it| Some(*it) != now.map(place)).map(|it| ("picked", "picked", it)));
        all
    }

    /// A place as the engine takes it.
    pub(super) fn point(&self, (column, row): (usize, usize), ask: &SweepAsk) -> Option<Point> {
        Some(Point {
            threshold: self.swept.thresholds.get(column).copied(),
            hold: *self.swept.holds.get(row)?,
            keep: ask.keep.clone(),
            window: ask.window.clone(),
        })
    }
}
