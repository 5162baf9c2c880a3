//! The metrics against the lists of the real exporters, word for word. It must not know their values.
//!
//! The lists come from scrapes of HAProxy 2.6.12 (Debian) and 3.4.0 with the embedded exporter, and of haproxy_exporter
//! 0.14.0; names and HELP texts are HAProxy's and haproxy_exporter's.

use crate::lab::{lab, run};
use haproxy::{Exporter, Version, metrics};
use series::meta::{Kind, MetricInfo};
use std::collections::{BTreeMap, BTreeSet};

const EMBEDDED_2_6: &str = include_str!("../../data/metrics_embedded_2.6.csv");
const EMBEDDED_3_4: &str = include_str!("../../data/metrics_embedded_3.4.csv");
const V1: &str = include_str!("../../data/metrics_v1.csv");

const ALL: [(Exporter, Version, &str); 4] = [
    (Exporter::Embedded, Version::V2_6, EMBEDDED_2_6),
    (Exporter::Embedded, Version::V3_4, EMBEDDED_3_4),
    (Exporter::V1, Version::V2_6, V1),
    (Exporter::V1, Version::V3_4, V1),
];

/// The fields of a line: metric, type, labels, unit, help.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for char in line.chars() {
        match char {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(char),
        }
    }
    fields
}

/// What Prometheus adds is in no exporter's list.
fn is_added(info: &MetricInfo) -> bool {
    info.name == "up" || info.name.starts_with("scrape_")
}

/// Labels as the lists write them, `name` or `name{values}`, where values that only one build has are left out.
fn labels(info: &MetricInfo) -> BTreeSet<String> {
    let written = |it: &series::meta::LabelInfo| {
        let mut values = it.values.to_vec();
        values.sort_unstable();
        if values.len() < 2 { it.name.to_owned() } else { format!("{}{{{}}}", it.name, values.join(",")) }
    };
    info.labels.iter().map(written).collect()
}

#[test]
fn the_metrics_are_the_real_ones() {
    for (exporter, version, list) in ALL {
        let real: BTreeMap<_, _> = list.lines().skip(1).map(fields).map(|it| (it[0].clone(), it)).collect();
        let infos = metrics(exporter, version);
        assert_eq!(
            infos.iter().map(|it| it.name).collect::<BTreeSet<_>>().len(),
            infos.len(),
            "no repetition"
        );
        for info in infos.iter().filter(|it| !is_added(it)) {
            let it = real.get(info.name).unwrap_or_else(|| panic!("{version:?} has no {}", info.name));
            let kind = if info.kind == Kind::Counter { "counter" } else { "gauge" };
            let found = it[2].split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect();
            assert_eq!(kind, it[1], "{}", info.name);
            assert_eq!(labels(info), found, "{}", info.name);
            assert_eq!((info.unit, info.help), (it[3].as_str(), it[4].as_str()), "{}", info.name);
        }
        let names: BTreeSet<_> = infos.iter().map(|it| it.name).collect();
        let missing: Vec<_> = real.keys().filter(|it| !names.contains(it.as_str())).collect();
        // Written only where `description` is configured.
        let absent = match (exporter, version) {
            (Exporter::Embedded, Version::V3_4) => vec!["haproxy_process_description"],
            _ => vec![],
        };
        assert_eq!(missing, absent, "{exporter:?} {version:?}");
    }
}

// What is written is what is announced: names, and labels with their values.
#[test]
fn every_series_belongs_to_a_metric() {
    for (exporter, version, _) in ALL {
        let mut scenario = lab(60, vec![]);
        (scenario.exporter, scenario.version) = (exporter, version);
        // What only some have: an agent, and a stick table.
        scenario.frontends[0].socket_stats = true;
        scenario.backends[0].check.agent = true;
        scenario.backends[1].servers.clear();
        let run = run(&scenario);
        let infos = metrics(exporter, version);
        assert_eq!(run.store.metrics().count(), infos.len(), "all are written");
        for series in run.store.iter() {
            let info = infos.iter().find(|it| Some(it.name) == series.labels.metric()).unwrap();
            let mut names: BTreeSet<_> = info.labels.iter().map(|it| it.name).collect();
            names.extend(["__name__", "job", "instance"]);
            assert_eq!(series.labels.iter().map(|(name, _)| name).collect::<BTreeSet<_>>(), names);
            for label in info.labels.iter().filter(|it| !it.values.is_empty()) {
                assert!(
                    label.values.contains(&series.labels.value(label.name).unwrap()),
                    "{}",
                    series.labels
                );
            }
        }
    }
}
