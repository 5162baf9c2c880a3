//! A generated value that becomes smaller as long as it fails. It must not know what the value is.

use proptest::strategy::ValueTree;
use std::fmt::Debug;

/// The way from a value that fails to a smaller one that fails too.
#[derive(Debug)]
pub struct Shrinking<T> {
    fails: T,
    /// What may be tried instead, the next at the end.
    smaller: Vec<T>,
    current: T,
    make_smaller: fn(&T) -> Vec<T>,
}

impl<T: Clone> Shrinking<T> {
    /// Begins with `first`; `make_smaller` yields what may be tried instead of a value, the next at the end.
    pub fn new(first: T, make_smaller: fn(&T) -> Vec<T>) -> Self {
        Self { fails: first.clone(), smaller: Vec::new(), current: first, make_smaller }
    }

    /// The smallest that failed.
    pub fn smallest(&self) -> &T {
        &self.fails
    }
}

impl<T: Clone + Debug> ValueTree for Shrinking<T> {
    type Value = T;

    fn current(&self) -> T {
        self.current.clone()
    }

    fn simplify(&mut self) -> bool {
        self.fails = self.current.clone();
        self.smaller = (self.make_smaller)(&self.fails);
        self.complicate()
    }

    fn complicate(&mut self) -> bool {
        let next = self.smaller.pop();
        let is_one = next.is_some();
        self.current = next.unwrap_or_else(|| self.fails.clone());
        is_one
    }
}
