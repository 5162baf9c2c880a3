//! What holds for every alert and scenario of the catalogue. It must not know the numbers of any one of them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use catalogue::fill::{Placeholder, fill, queries};
use catalogue::markup::{Block, Inline, Section};
use std::collections::BTreeSet;

/// The labels of a server's series, by exporter.
const LABELS: [(&str, &[&str]); 2] = [
    ("embedded", &["proxy", "server", "instance", "job"]),
    ("haproxy_exporter", &["backend", "server", "instance", "job"]),
];

#[test]
fn every_folder_is_complete() {
    let of = |exporter: &str| catalogue::alerts().iter().filter(|it| it.exporter == exporter).count();
    // Both published groups, whole.
    assert_eq!((of("embedded"), of("haproxy_exporter")), (14, 16));
    for alert in catalogue::alerts() {
        assert_eq!(alert.id, format!("{}/{}", alert.exporter, alert.slug));
        assert_eq!(alert.slug, kebab(alert.title), "{}", alert.id);
        assert!(LABELS.iter().any(|(exporter, _)| *exporter == alert.exporter), "{}", alert.id);
        assert!(catalogue::scenario(alert.scenario).is_some(), "{}", alert.id);
        assert!(!alert.summary.is_empty() && !alert.summary.ends_with('.'), "{}", alert.id);
        for key in ["expr:", "for:", "labels:", "    severity:", "annotations:", "    runbook:"] {
            assert!(alert.rule_yaml().lines().any(|it| it.starts_with(key)), "{}: no {key}", alert.id);
        }
        assert!(alert.test_yaml().contains("rule_files: [rules.yml]"), "{}", alert.id);
        assert!(alert.test_yaml().contains(&format!("alertname: {}", alert.title)), "{}", alert.id);
        let titles: Vec<_> = alert.runbook().into_iter().map(|it| it.title).collect();
        assert!(titles.starts_with(&["Meaning", "Impact", "Diagnosis", "Mitigation"].map(str::to_owned)));
        assert_eq!(catalogue::alert(alert.id).map(|it| it.title), Some(alert.title));
    }
}

#[test]
fn every_scenario_has_its_exporter_and_says_what_it_teaches() {
    assert!(catalogue::scenarios().len() >= 6);
    for it in catalogue::scenarios() {
        assert!(it.yaml().contains(&format!("\nname: {}\n", it.name)), "{}", it.name);
        assert!(it.yaml().contains("# Teaches: ") && it.yaml().contains("\nabout: "), "{}", it.name);
        assert!(LABELS.iter().any(|(exporter, _)| it.yaml().contains(&format!("\nexporter: {exporter}\n"))));
    }
    for it in catalogue::scenarios() {
        let alert = catalogue::alert(it.alert).unwrap();
        assert!(it.yaml().contains(&format!("\nexporter: {}\n", alert.exporter)), "{}", it.name);
    }
}

#[test]
fn every_published_rule_has_what_is_wrong_with_it_and_what_is_better() {
    for alert in catalogue::alerts() {
        let wrong =
            alert.wrong.unwrap_or_else(|| panic!("{}: nothing is said to be wrong with it", alert.id));
        assert!(catalogue::scenario(wrong.scenario).is_some(), "{}", alert.id);
        assert!(wrong.scenario != alert.scenario || alert.never, "{}: right and wrong at once", alert.id);
        let better = alert.better().unwrap_or_else(|| panic!("{}: nothing better is offered", alert.id));
        assert!(better.rule.lines().any(|it| it == format!("alert: {}", alert.title)), "{}", alert.id);
        assert!(better.reason.len() >= 80, "{}: the reason says too little", alert.id);
        assert!(alert.better_test_yaml().contains("rule_files: [rules.yml]"), "{}", alert.id);
        assert_ne!(better.rule, alert.rule_yaml(), "{}", alert.id);
    }
}

#[test]
fn steps_are_numbered_through_each_runbook() {
    for alert in catalogue::alerts() {
        let sections = alert.runbook();
        let steps: Vec<u32> = sections.iter().flat_map(|it| &it.blocks).filter_map(step).collect();
        assert_eq!(steps, (0..).take(steps.len()).collect::<Vec<u32>>(), "{}", alert.id);
        assert!(steps.len() >= 8, "{}", alert.id);
    }
}

fn step(block: &Block) -> Option<u32> {
    match block {
        Block::Step { idx, .. } => Some(*idx),
        _ => None,
    }
}

/// A placeholder that the alert's instance cannot fill would stand empty at three in the morning.
#[test]
fn placeholders_name_only_labels_that_the_instance_has() {
    for alert in catalogue::alerts() {
        let had = labels(alert);
        let mut asked = 0;
        fill(&alert.runbook(), &mut |it| {
            asked += 1;
            if let Placeholder::Label(name) = it {
                assert!(had.contains(name), "{}: the instance has no label {name}", alert.id);
            }
            if it == Placeholder::Backend {
                assert!(!had.contains("backend"), "{}: write $labels.backend", alert.id);
            }
            Some("x".to_owned())
        });
        assert!(asked > 0, "{}: nothing is filled in", alert.id);
    }
}

/// The labels that aggregation leaves to the alert's instance.
fn labels(alert: &catalogue::Alert) -> BTreeSet<String> {
    let expr = alert.rule_yaml().lines().find(|it| it.starts_with("expr:")).unwrap();
    let all = LABELS.iter().find(|(exporter, _)| *exporter == alert.exporter).unwrap().1;
    match expr.split_once(" by (") {
        Some((_, rest)) => {
            rest.split_once(')').unwrap().0.split(',').map(|it| it.trim().to_owned()).collect()
        }
        None => all.iter().map(|it| (*it).to_owned()).collect(),
    }
}

#[test]
fn queries_are_found_with_their_steps() {
    for alert in catalogue::alerts() {
        let evidence = queries(&alert.runbook()).into_iter().filter(|it| it.evidence.is_some());
        let steps: BTreeSet<_> = evidence.map(|it| it.step.unwrap()).collect();
        assert!(steps.len() >= 3, "{}: evidence for {steps:?} only", alert.id);
    }
}

fn code(language: &str) -> Vec<Section> {
    let value = "{{ $labels.server }}".to_owned();
    let text = vec![Inline::Text("a ".to_owned()), Inline::Filled { value, from: "label server".to_owned() }];
    let block = Block::Code { language: language.to_owned(), evidence: None, text };
    vec![Section { title: "Diagnosis".to_owned(), blocks: vec![block] }]
}

fn filled(language: &str, value: Option<&str>) -> String {
    let sections = fill(&code(language), &mut |_| value.map(str::to_owned));
    let Block::Code { text, .. } = &sections[0].blocks[0] else { panic!("no code") };
    catalogue::fill::plain(text)
}

#[test]
fn a_value_is_data_and_never_becomes_a_command_or_a_query() {
    assert_eq!(filled("sh", Some("web1")), "a web1");
    assert_eq!(filled("sh", Some("$(reboot)")), "a <server>");
    assert_eq!(filled("sh", Some("web1; reboot")), "a <server>");
    assert_eq!(filled("sh", Some("")), "a <server>");
    assert_eq!(filled("promql", Some("x\"} or vector(1) #\\")), "a x\\\"} or vector(1) #\\\\");
    assert_eq!(filled("log", None), "a <server>");
}

/// `HaproxyHighHttp4xx` is `haproxy-high-http4xx`; what no file name may hold parts words: `Session>80%` is `session-80`.
fn kebab(name: &str) -> String {
    let mut slug = String::new();
    for it in name.chars() {
        if (it.is_ascii_uppercase() || !it.is_ascii_alphanumeric()) && !slug.is_empty() {
            slug.push('-');
        }
        if it.is_ascii_alphanumeric() {
            slug.push(it.to_ascii_lowercase());
        }
    }
    slug.trim_end_matches('-').to_owned()
}
