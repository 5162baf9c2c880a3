//! What an evaluation may use, counted. It must not know a clock.

use crate::{Error, limits};

/// Samples held as Prometheus counts them, values held in memory, and samples read.
pub(super) struct Budget {
    max_samples: u64,
    held: u64,
    cells: u64,
    /// How many samples were come across.
    pub(super) worked: u64,
    /// Bytes that functions have written into labels.
    pub(super) written: usize,
    /// How many stored samples were looked at.
    pub(super) read: u64,
}

/// A number of things as the budget counts them.
pub(super) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

impl Budget {
    pub(super) fn new(max_samples: u64) -> Self {
        Self { max_samples, held: 0, cells: 0, worked: 0, written: 0, read: 0 }
    }

    /// Holds `samples` more; the error is Prometheus' when that is too many.
    pub(super) fn hold(&mut self, samples: u64) -> Result<(), Error> {
        self.held = self.held.saturating_add(samples);
        if self.held > self.max_samples { Err(Error::too_many_samples()) } else { Ok(()) }
    }

    /// Whether `samples` more could be held for a moment.
    pub(super) fn would_hold(&self, samples: u64) -> Result<(), Error> {
        let total = self.held.saturating_add(samples);
        if total > self.max_samples { Err(Error::too_many_samples()) } else { Ok(()) }
    }

    pub(super) fn release(&mut self, samples: u64) {
        self.held = self.held.saturating_sub(samples);
    }

    /// Takes room for `columns` of `len` values.
    pub(super) fn allocate(&mut self, columns: usize, len: usize) -> Result<(), Error> {
        self.cells = self.cells.saturating_add(count(columns).saturating_mul(count(len)));
        if self.cells <= limits::CELLS {
            return Ok(());
        }
        let message = format!("the evaluation would hold more than {} values at once", limits::CELLS);
        Err(Error::execution(message))
    }

    /// Has looked at `samples` more.
    pub(super) fn work(&mut self, samples: u64) -> Result<(), Error> {
        self.worked = self.worked.saturating_add(samples);
        if self.worked <= limits::VISITS {
            return Ok(());
        }
        Err(Error::execution(format!("the evaluation would look at more than {} samples", limits::VISITS)))
    }

    /// Has written `bytes` more into labels.
    pub(super) fn write(&mut self, bytes: usize) -> Result<(), Error> {
        self.written = self.written.saturating_add(bytes);
        if self.written <= limits::LABEL_TEXT {
            return Ok(());
        }
        let most = limits::LABEL_TEXT;
        Err(Error::execution(format!("the evaluation would write more than {most} bytes into labels")))
    }

    pub(super) fn free(&mut self, columns: usize, len: usize) {
        self.cells = self.cells.saturating_sub(count(columns).saturating_mul(count(len)));
    }
}
