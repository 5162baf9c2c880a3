//! What an editor can complete: the exporter's metrics and the values of their labels in this scenario. It must not
//! know where the cursor stands.

use crate::document::Scenario;
use crate::view::{MetricWord, Vocabulary};
use haproxy::{Exporter, Version};
use series::meta::{Kind, MetricInfo};
use std::collections::{BTreeMap, BTreeSet};

/// The values of labels that a scenario decides: names of proxies, servers, targets.
pub(crate) type Names = BTreeMap<&'static str, BTreeSet<String>>;

/// The names of `scenario` by the labels that hold them.
pub(crate) fn names(scenario: &Scenario) -> Names {
    let mut names = Names::new();
    let mut add = |label: &'static str, value: &str| {
        names.entry(label).or_default().insert(value.to_owned());
    };
    add("job", "haproxy");
    add("instance", &scenario.instance);
    for frontend in &scenario.frontends {
        add("frontend", &frontend.name);
        add("proxy", &frontend.name);
    }
    for backend in &scenario.backends {
        add("backend", &backend.name);
        add("proxy", &backend.name);
        backend.servers.iter().for_each(|it| add("server", &it.name));
    }
    names
}

/// The words of `exporter` for HAProxy `version` and a scenario's `names`.
pub(crate) fn vocabulary(exporter: Exporter, version: Version, names: &Names) -> Vocabulary {
    let known = haproxy::metrics(exporter, version);
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for label in known.iter().flat_map(|it| it.labels) {
        let of_label = values.entry(label.name).or_default();
        of_label.extend(label.values);
        of_label.extend(names.get(label.name).into_iter().flatten().map(String::as_str));
    }
    for label in ["instance", "job"] {
        values.entry(label).or_default().extend(names.get(label).into_iter().flatten().map(String::as_str));
    }
    let owned = |it: BTreeSet<&str>| it.into_iter().map(str::to_owned).collect();
    Vocabulary {
        metrics: known.iter().map(word).collect(),
        values: values.into_iter().map(|(label, values)| (label.to_owned(), owned(values))).collect(),
    }
}

fn word(it: &MetricInfo) -> MetricWord {
    let kind = match it.kind {
        Kind::Counter => "counter",
        Kind::Gauge => "gauge",
    };
    MetricWord {
        name: it.name.to_owned(),
        kind: kind.to_owned(),
        help: it.help.to_owned(),
        labels: it.labels.iter().map(|it| it.name.to_owned()).collect(),
    }
}
