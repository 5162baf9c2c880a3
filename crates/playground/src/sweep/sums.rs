//! The cells of several seeds, added up. It must not know what they are cells of.

use crate::learn::Sums;
use quality::{Cell, Measure};

/// What was added so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Adding {
    sums: Sums,
    counts: Vec<u32>,
}

impl Adding {
    /// Adds the cells of one seed; those of a further seed are as many.
    pub(crate) fn add(&mut self, cells: &[Cell]) {
        let len = cells.len() * Measure::COUNT;
        self.counts.resize(len, 0);
        let Sums { mean, least, greatest } = &mut self.sums;
        for list in [&mut *mean, &mut *least, &mut *greatest] {
            list.resize(len, f32::NAN);
        }
        for measure in Measure::all() {
            for (idx, cell) in cells.iter().enumerate() {
                let at = measure as usize * cells.len() + idx;
                let Some(value) = cell.get(measure).filter(|it| !it.is_nan()) else { continue };
                #[expect(clippy::cast_possible_truncation, reason = "figures for people")]
                let value = value as f32;
                self.counts[at] += 1;
                let before = if mean[at].is_nan() { 0.0 } else { mean[at] };
                mean[at] = before + (value - before) / self.counts[at] as f32;
                least[at] = least[at].min(value);
                greatest[at] = greatest[at].max(value);
            }
        }
    }

    /// What they came to.
    pub(crate) fn finish(self) -> Sums {
        self.sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_undefined_takes_no_part() {
        let cell = |recall| {
            let mut cell = Cell::default();
            cell.values[Measure::Recall as usize] = recall;
            cell
        };
        let mut adding = Adding::default();
        adding.add(&[cell(Some(0.5)), cell(None)]);
        adding.add(&[cell(None), cell(None)]);
        adding.add(&[cell(Some(1.0)), cell(None)]);
        let sums = adding.finish();
        let at = Measure::Recall as usize * 2;
        assert_eq!((sums.mean[at], sums.least[at], sums.greatest[at]), (0.75, 0.5, 1.0));
        assert!(sums.mean[at + 1].is_nan() && sums.least[at + 1].is_nan());
    }
}
