//! Samples by hand made ready. It must not know what looks at them.

use super::duration;
use crate::document;
use crate::limits::{INPUT_SAMPLES, INPUT_SERIES};
use series::Store;
use std::rc::Rc;

/// The samples of a document that brings its own.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    written: document::Input,
    /// All there is; nothing else is simulated.
    pub(crate) store: Rc<Store>,
}

impl PartialEq for Input {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Input {
    /// The samples of `written` from `start` on (milliseconds since the Unix epoch).
    ///
    /// # Errors
    /// What is wrong with them, in promtool's words.
    pub(super) fn new(written: &document::Input, start: i64) -> Result<Self, String> {
        let interval = duration("interval", &written.interval, 1000, 86_400_000)?;
        let count = written.series.len();
        if count > INPUT_SERIES {
            return Err(format!("{count} input series; {INPUT_SERIES} are the most"));
        }
        let lines: Vec<_> = written.series.iter().map(|it| (it.series.clone(), it.values.clone())).collect();
        let store = alerting::unit_test::load(&lines, start, interval, INPUT_SAMPLES)
            .map_err(|err| format!("input series: {err}"))?;
        Ok(Self { written: written.clone(), store: Rc::new(store) })
    }
}
