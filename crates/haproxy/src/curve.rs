//! The load as a curve, for drawing. It must not draw chance that a simulation would draw.

use crate::Scenario;
use crate::model::rate::Rate;

/// The expected requests per second of frontend `frontend` in each of `slices` equal parts of the scenario, shape and
/// noise together; nothing for a frontend that is not there.
pub fn load_curve(scenario: &Scenario, frontend: usize, slices: usize) -> Vec<f64> {
    if frontend >= scenario.frontends.len() || slices == 0 {
        return Vec::new();
    }
    let rate = Rate::whole(scenario, frontend);
    let edge = |idx: usize| (scenario.length as f64 * idx as f64 / slices as f64) as i64;
    let mean = |idx: usize| {
        let (from, to) = (edge(idx), edge(idx + 1).max(edge(idx) + 1));
        rate.expected(from, to) / (to - from) as f64 * 1000.0
    };
    (0..slices).map(mean).collect()
}
