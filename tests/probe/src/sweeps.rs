//! Sweeps over made-up columns that the benchmark times, natively and in the browser: how they grow with days, instances and
//! cells. It must not measure.

use promql::Column;
use quality::{Grid, Incident, Judge, Kind, Op, Side, Sweep, SweepJob};
use series::Labels;

/// One sweep.
#[derive(Clone, Copy, Debug)]
pub struct Sweeping {
    /// Days at 15 s.
    pub days: i64,
    /// Columns of the left side.
    pub instances: usize,
    /// Thresholds, and values of `for`.
    pub grid: (usize, usize),
}

/// All that are measured: the grid on its traffic last.
pub const SWEEPS: [Sweeping; 5] = [
    Sweeping { days: 1, instances: 6, grid: (64, 32) },
    Sweeping { days: 7, instances: 6, grid: (64, 32) },
    Sweeping { days: 1, instances: 60, grid: (64, 32) },
    Sweeping { days: 7, instances: 60, grid: (16, 16) },
    Sweeping { days: 7, instances: 60, grid: (64, 32) },
];

const STEP: i64 = 15_000;
const STEPS_A_DAY: i64 = 5760;
/// Evaluations from incident to incident, and how long one lasts.
const APART: i64 = 1440;
const LENGTH: i64 = 80;
/// What quiet values reach, and those of an incident.
const QUIET: f64 = 4.0;
const LOUD: f64 = 30.0;

impl Sweeping {
    /// What it is called in the table.
    pub fn name(&self) -> String {
        let (columns, rows) = self.grid;
        format!("sweep of {columns} x {rows}, {} d, {} instances", self.days, self.instances)
    }

    /// The left side: noise, and every sixth hour twenty minutes in which every third instance is loud.
    pub fn side(&self) -> Vec<Column> {
        let column = |instance: usize| {
            let mut random = instance as u64;
            let mut next = || {
                random =
                    random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (random >> 40) as f64 / (1u64 << 24) as f64
            };
            let value = |step: i64| {
                let is_loud = step % APART < LENGTH && step >= APART && instance.is_multiple_of(3);
                next() * if is_loud { LOUD } else { QUIET }
            };
            let labels = Labels::new([("server", format!("srv{instance}"))]);
            Column { labels, values: (0..self.days * STEPS_A_DAY).map(value).collect() }
        };
        (0..self.instances).map(column).collect()
    }

    /// Sweeps `side`, as the study does once it is evaluated.
    ///
    /// # Errors
    /// A grid that is too large.
    pub fn run(&self, side: &[Column]) -> Result<Sweep, String> {
        let end = self.days * STEPS_A_DAY * STEP;
        let incident = |it: i64| Incident {
            from: it * APART * STEP,
            to: (it * APART + LENGTH) * STEP,
            objects: Vec::new(),
            severity: 1.0,
            kind: Kind::Incident,
        };
        let incidents: Vec<_> = (1..self.days * STEPS_A_DAY / APART).map(incident).collect();
        let grid = Grid {
            thresholds: (0..self.grid.0).map(|it| it as f64 * LOUD / self.grid.0 as f64).collect(),
            holds: (0..self.grid.1).map(|it| it as i64 * STEP).collect(),
            keep_firing_for: 0,
        };
        let judge = Judge::new(&incidents, 0, end, STEP);
        let job = SweepJob::new(Side::new(side, Op::Greater), judge, None, grid);
        let mut job = job.map_err(|err| err.to_string())?;
        while job.run(&mut 400_000) {}
        Ok(job.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quality::Measure;

    #[test]
    fn some_cells_find_all_and_some_nothing() {
        let it = Sweeping { days: 1, instances: 6, grid: (16, 8) };
        let found = it.run(&it.side()).unwrap();
        let recalls: Vec<_> = found.cells.iter().filter_map(|it| it.get(Measure::Recall)).collect();
        assert_eq!(recalls.len(), 128);
        assert!(recalls.contains(&1.0) && recalls.contains(&0.0));
    }
}
