//! The same in the browser: samples once, then evaluations that a worker times. It must not know the clock.

use crate::Sweeping;
use promql::{Column, Query, Semantics};
use series::Store;
use wasm_bindgen::prelude::wasm_bindgen;

/// Samples and queries of one size.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Probe {
    store: Store,
    /// Those of 2.x, then those of 3.
    queries: [Vec<Query>; 2],
}

#[wasm_bindgen]
impl Probe {
    /// Makes the samples of so many series.
    #[wasm_bindgen(constructor)]
    pub fn new(series: usize) -> Self {
        let queries = [Semantics::V2, Semantics::V3].map(|semantics| {
            let texts = (0..crate::EXPRESSIONS.len()).map(crate::expression);
            texts.filter_map(|it| promql::parse(&it, semantics).ok()).collect()
        });
        Self { store: crate::store(series), queries }
    }

    /// Evaluates expression `idx` over 6 h, with the semantics of 2.x or of 3; how many points it has, 0 for a failure.
    pub fn evaluate(&self, idx: usize, is_v3: bool) -> usize {
        let semantics = if is_v3 { Semantics::V3 } else { Semantics::V2 };
        let query = self.queries[usize::from(is_v3)].get(idx);
        query.and_then(|it| crate::points(it, &self.store, 360, semantics).ok()).unwrap_or_default()
    }
}

/// Simulates day `idx`; how many samples it has, 0 for a failure.
#[wasm_bindgen]
pub fn simulate(idx: usize) -> usize {
    let store = crate::DAYS.get(idx).and_then(|it| it.simulate().ok());
    store.map(|it| it.iter().map(|series| series.values.len()).sum()).unwrap_or_default()
}

/// A left side to be swept.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sweeper {
    idx: usize,
    side: Vec<Column>,
}

#[wasm_bindgen]
impl Sweeper {
    /// Makes the values of sweep `idx`.
    #[wasm_bindgen(constructor)]
    pub fn new(idx: usize) -> Self {
        Self { idx, side: crate::SWEEPS.get(idx).map(Sweeping::side).unwrap_or_default() }
    }

    /// Sweeps them; how many cells there are, 0 for a failure.
    pub fn run(&self) -> usize {
        let found = crate::SWEEPS.get(self.idx).and_then(|it| it.run(&self.side).ok());
        found.map(|it| it.cells.len()).unwrap_or_default()
    }
}
