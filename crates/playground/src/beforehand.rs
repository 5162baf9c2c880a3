//! Series that are made of the simulated ones before the rule is evaluated: what recording rules would have written. It
//! must not know rules: the command brings them, the page has none.

use crate::plan::Plan;
use series::Store;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Makes the series of a whole run of its samples.
pub type Write = dyn Fn(&Plan, Store) -> Store;

/// Who makes them, and of what.
#[derive(Clone)]
pub struct Beforehand {
    /// The metrics that are looked at, which are simulated too.
    pub reads: BTreeSet<String>,
    /// Adds the series of a whole run to its samples.
    pub write: Rc<Write>,
}
