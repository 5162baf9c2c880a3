//! The tree of routes: which of them an alert takes, and how each groups (dispatch/route.go). It must not know time.

use series::{Labels, Matcher};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A route with all that it inherits.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// The same for routes with the same matchers from the root to here: with the group's labels, what Alertmanager
    /// knows a group by.
    pub(super) key: usize,
    pub(super) matchers: Vec<Matcher>,
    /// Whether routes beside it are looked at although this one matches.
    pub(super) goes_on: bool,
    /// The places of the routes within.
    pub(super) children: Vec<usize>,
    pub(super) receiver: Arc<str>,
    pub(super) group_by: GroupBy,
    /// In milliseconds, as those that follow.
    pub(super) group_wait: i64,
    pub(super) group_interval: i64,
    pub(super) repeat_interval: i64,
}

/// The labels that make a group.
#[derive(Clone, Debug)]
pub(super) enum GroupBy {
    /// `...`
    All,
    Names(Arc<BTreeSet<String>>),
}

impl GroupBy {
    /// The labels of the group that an alert belongs to.
    pub(super) fn labels(&self, alert: &Labels) -> Labels {
        match self {
            Self::All => alert.clone(),
            Self::Names(names) => alert.filter(|name| names.contains(name)),
        }
    }
}

impl Route {
    /// A route within this one, before it says anything itself.
    pub(super) fn inherited(&self) -> Self {
        let (receiver, group_by) = (self.receiver.clone(), self.group_by.clone());
        Self { matchers: Vec::new(), goes_on: false, children: Vec::new(), receiver, group_by, ..*self }
    }

    /// A root without a receiver, with Alertmanager's defaults (`DefaultRouteOpts`).
    pub(super) fn root() -> Self {
        Self {
            key: 0,
            matchers: Vec::new(),
            goes_on: false,
            children: Vec::new(),
            receiver: "".into(),
            group_by: GroupBy::Names(Arc::default()),
            group_wait: 30_000,
            group_interval: 300_000,
            repeat_interval: 4 * 3_600_000,
        }
    }
}

/// The places of the routes that an alert takes: depth first, from left to right, the innermost that match.
pub(super) fn taken(routes: &[Route], alert: &Labels) -> Vec<usize> {
    let mut found = Vec::new();
    take(routes, 0, alert, &mut found);
    found
}

fn take(routes: &[Route], idx: usize, alert: &Labels, found: &mut Vec<usize>) -> bool {
    let Some(route) = routes.get(idx).filter(|it| it.matchers.iter().all(|it| it.matches(alert))) else {
        return false;
    };
    let before = found.len();
    for child in &route.children {
        if take(routes, *child, alert, found) && !routes[*child].goes_on {
            break;
        }
    }
    if found.len() == before {
        found.push(idx);
    }
    true
}
