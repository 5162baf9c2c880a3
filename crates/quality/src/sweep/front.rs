//! The Pareto front: the points that no other point beats. It must not know thresholds.

use super::Cell;
use crate::measure::{Better, Measure};

/// The places of the cells that no other cell beats in `first` and `second` together, by `first` from its best to
/// its worst. Cells without a number for either take no part; of equal ones the first stands.
pub fn front(cells: &[Cell], first: Measure, second: Measure) -> Vec<usize> {
    let cost = |cell: &Cell, measure: Measure| {
        let value = cell.get(measure).filter(|it| !it.is_nan())?;
        Some(if measure.better() == Better::Higher { -value } else { value })
    };
    let mut points: Vec<(f64, f64, usize)> = cells
        .iter()
        .enumerate()
        .filter_map(|(idx, cell)| Some((cost(cell, first)?, cost(cell, second)?, idx)))
        .collect();
    series::sort_by(&mut points, &|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut least = f64::INFINITY;
    points.retain(|it| {
        let better = it.1 < least;
        least = least.min(it.1);
        better
    });
    points.into_iter().map(|it| it.2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(recall: Option<f64>, false_pages: f64) -> Cell {
        let mut cell = Cell::default();
        cell.values[Measure::Recall as usize] = recall;
        cell.values[Measure::FalsePages as usize] = Some(false_pages);
        cell
    }

    #[test]
    fn nothing_on_the_front_is_beaten() {
        let cells = [
            cell(Some(1.0), 4.0),
            cell(Some(0.5), 1.0),
            cell(Some(0.5), 2.0),
            cell(None, 0.0),
            cell(Some(1.0), 4.0),
            cell(Some(0.4), 1.0),
        ];
        assert_eq!(front(&cells, Measure::Recall, Measure::FalsePages), [0, 1]);
    }
}
