//! Rules of one file that write the same series: promtool's lint `duplicate-rules`. It must not judge anything else.

use alerting::{AnyRule, RuleFile};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A rule's name and its labels, those of its group included.
type Identity = (String, BTreeMap<String, String>);

/// promtool's message about the rules that are there more than once, if there are any.
pub(super) fn lint(file: &RuleFile) -> Option<String> {
    let mut counts: BTreeMap<Identity, usize> = BTreeMap::new();
    for group in &file.groups {
        for rule in &group.rules {
            let (name, own) = match rule {
                AnyRule::Alerting(rule) => (&rule.alert, &rule.labels),
                AnyRule::Recording(rule) => (&rule.record, &rule.labels),
            };
            let mut labels = group.labels.clone();
            labels.extend(own.clone());
            labels.retain(|_, value| !value.is_empty());
            *counts.entry((name.clone(), labels)).or_default() += 1;
        }
    }
    let duplicates: Vec<_> = counts.iter().filter(|(_, count)| **count > 1).map(|(it, _)| it).collect();
    if duplicates.is_empty() {
        return None;
    }
    let mut message = format!("lint error {} duplicate rule(s) found.\n", duplicates.len());
    for (name, labels) in duplicates {
        let _ = writeln!(message, "Metric: {name}\nLabel(s):");
        for (name, value) in labels {
            let _ = writeln!(message, "\t{name}: {value}");
        }
    }
    message.push_str("Might cause inconsistency while recording expressions");
    Some(message)
}
