//! What is kept of an Alertmanager configuration: routes and inhibition. It must not read YAML.

use super::inhibit::InhibitRule;
use super::route::{GroupBy, Route};
use std::collections::BTreeSet;

/// The routes and inhibition rules of an Alertmanager. Its receivers are names: each counts as one integration that is
/// told of resolved alerts too.
#[derive(Clone, Debug)]
pub struct Alertmanager {
    /// The first is the root.
    pub(super) routes: Vec<Route>,
    pub(super) inhibit_rules: Vec<InhibitRule>,
}

impl Default for Alertmanager {
    /// One route to the receiver `default`: grouped by alert, 30 seconds of waiting, 5 minutes between messages, repeated
    /// after 4 hours.
    fn default() -> Self {
        let mut root = Route::root();
        root.receiver = "default".into();
        root.group_by = GroupBy::Names(BTreeSet::from(["alertname".to_owned()]).into());
        Self { routes: vec![root], inhibit_rules: Vec::new() }
    }
}
