//! Hostile rule files, templates, documents and lines of samples: reading and using them neither panics nor runs away, on
//! the stack that wasm has. It must not know what they mean.

use alerting::CompiledRule;
use alerting::template::{self, Data};
use alerting::unit_test::TestOptions;
use series::Labels;
use tests::hostile::{Hostile, peak_memory, survive};

/// For each language.
const CASES: usize = 2_000;

fn rules() -> Vec<String> {
    catalogue::alerts().iter().map(|it| it.rule_yaml().to_owned()).collect()
}

const TEMPLATE_WORDS: &str = "{{ }} {{- -}} $value $labels . .Labels | ( ) range end if else with template define block break continue \"a\" \
    `a` 'a' 1 1.5 := = , printf humanize humanizeDuration index len eq lt and or not query first value sortByLabel \
    safeHtml reReplaceAll \"%9999999999d\" \"%[2]*.[1]*f\" args tmpl slice html js urlquery call nil true toTime \
    parseDuration stripPort pathPrefix title match";
const TEMPLATE_NESTING: &[(&str, &str)] = &[
    ("{{ if true }}", "{{ end }}"),
    ("{{ range .Labels }}", "{{ end }}"),
    ("{{ with 1 }}", "{{ end }}"),
    ("{{ (", ") }}"),
    ("{{ ", " }}"),
    ("(", ")"),
    ("{{ if true }}{{ else if true }}", "{{ end }}"),
    ("{{ define \"x\" }}", "{{ end }}"),
];
const TEMPLATE_LINKS: &[&str] = &[
    "{{ $value }}",
    " | len",
    "{{ template \"x\" . }}",
    ".a",
    "{{ $x := 1 }}",
    " a",
    "{{/* */}}",
    "{{ printf \"%99999d\" 1 }}",
];

/// What YAML files have in common.
fn yaml(good: Vec<String>, words: &[&'static str]) -> Hostile {
    let common = [
        "- ",
        ": ",
        "\n",
        "\n  ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!str ",
        "? ",
        "|\n",
        ">-\n",
        "---\n",
        "...\n",
        "# x\n",
        "<<: *a",
        "\"",
        "'",
        "~",
        "null",
        "true",
        "1e3",
        "0x10",
        "\t",
        "%YAML 1.2\n",
        "{{",
        "}}",
    ];
    Hostile {
        good,
        words: words.iter().copied().chain(common).collect(),
        nesting: vec![
            ("[", "]"),
            ("{a: ", "}"),
            ("- ", ""),
            ("? ", ""),
            ("a:\n ", ""),
            ("!!a ", ""),
            ("(", ")"),
        ],
        links: vec![
            "\n- a",
            "\na: b",
            ", ",
            "\n---\n",
            "\n- &a [*a, *a]",
            " ",
            "\n\n",
            "9",
            "\n  - alert: A\n    expr: up",
        ],
    }
}

fn told(what: &str) {
    let peak = peak_memory();
    println!("hostile {what}: {CASES} survived, {peak} MiB at most");
    assert!(peak < 1_500, "{peak} MiB");
}

#[test]
fn hostile_rule_files_are_survived() {
    let files = catalogue::alerts().iter().map(catalogue::Alert::rule_file);
    let words = [
        "groups:",
        "name: a",
        "interval: ",
        "query_offset: ",
        "limit: ",
        "rules:",
        "alert: A",
        "record: a:b",
        "expr: ",
        "for: ",
        "keep_firing_for: ",
        "labels:",
        "annotations:",
        "summary: ",
        "1m",
        "-1m",
        "99999999999y",
        "up == 0",
        "{{ $value }}",
        "{{ range }}",
    ];
    survive(&yaml(files.collect(), &words), (1, CASES), |text| {
        let Ok(file) = alerting::parse_rules(text) else { return };
        let again = alerting::write_rules(&file);
        assert!(alerting::parse_rules(&again).is_ok(), "what was written cannot be read: {again}");
    });
    told("rule files");
}

#[test]
fn hostile_rules_are_survived() {
    survive(&yaml(rules(), &["alert: A", "expr: up", "for: 1m", "labels: {a: b}"]), (2, CASES), |text| {
        let Ok(rule) = alerting::parse_rule(text) else { return };
        let Ok(rule) = CompiledRule::new(&rule) else { return };
        let _ = rule.alert_labels(&Labels::new([("server", "s")]), f64::NAN, 0);
        let _ = rule.annotations(&Labels::empty(), f64::INFINITY, i64::MAX);
    });
    told("rules");
}

#[test]
fn hostile_templates_are_survived() {
    let templates = Hostile {
        good: include_str!("../templates.txt").lines().map(str::to_owned).collect(),
        words: TEMPLATE_WORDS.split(' ').collect(),
        nesting: TEMPLATE_NESTING.to_vec(),
        links: TEMPLATE_LINKS.to_vec(),
    };
    survive(&templates, (3, CASES), |text| {
        let Ok(parsed) = template::parse("__alert_A", text) else { return };
        let data = Data::new(Labels::new([("server", "s"), ("job", "j")]), 1.5, 0);
        let _ = parsed.reads();
        assert!(template::expand(&parsed, &data).map_or(0, |it| it.len()) < 10_000_000);
    });
    told("templates");
}

#[test]
fn hostile_documents_are_survived() {
    let document = playground::bundled::default_document();
    let link = playground::share::encode(&document);
    let document = playground::document::write(&document);
    let scenarios = catalogue::scenarios().iter().map(|it| it.yaml().to_owned());
    let good = scenarios.chain([document]).collect();
    survive(
        &yaml(good, &["version: 1", "scenario:", "rules:", "seed: 1", "length: 6h"]),
        (4, CASES),
        |text| {
            let _ = playground::document::read(text);
        },
    );
    let links = Hostile {
        good: vec![link],
        words: vec!["1.", "A", "-", "_", "="],
        nesting: vec![("A", "")],
        links: vec!["A"],
    };
    survive(&links, (5, CASES), |text| drop(playground::share::decode(text)));
    told("documents and links");
}

// What is read is begun too, and works for a few slices.
#[test]
fn hostile_exercises_are_survived() {
    use playground::{bundled, exercise};
    let good = catalogue::exercises().iter().filter_map(|it| bundled::exercise(it));
    let good = good.map(|it| exercise::write(&it)).collect();
    let words = "version: title: level: teaches: story: start: scenario: traffic: alert: rule: exporter: hints: goals: want: seeds: \
        take: solution: wrong: rules: fails: why: recall >= 100% 1..64 0..18446744073709551615 mean 9e999 <= 1/week";
    let words: Vec<_> = words.split(' ').collect();
    survive(&yaml(good, &words), (9, CASES / 4), |text| {
        let Ok(it) = exercise::read(text) else { return };
        assert_eq!(
            exercise::read(&exercise::write(&it)).as_ref(),
            Ok(&it),
            "what was written reads as another"
        );
        if let Ok(mut check) = bundled::exercise_check(&it, &it.solution.rules) {
            let _ = check.step(3);
        }
    });
    told("exercises");
}

#[test]
fn hostile_samples_are_survived() {
    let good = include_str!("../promql/peer_series.txt").lines().map(str::to_owned);
    let lines = Hostile {
        good: good.collect(),
        words: vec![
            "up",
            "{",
            "}",
            "a=\"b\"",
            "_",
            "_x9",
            "1x3",
            "1+2x3",
            "-1-2x99999999999",
            "stale",
            "{{count:1}}",
            "NaN",
            "x",
            "\"",
        ],
        nesting: vec![("{", "}"), ("{{", "}}"), ("\"", "\"")],
        links: vec![" 1x999999", " _x999999", " 1", ",a=\"b\"", "x9"],
    };
    survive(&lines, (6, CASES), |text| drop(series::notation::parse_line(text)));
    told("samples");
}

#[test]
fn hostile_unit_tests_are_survived() {
    let good = catalogue::alerts().iter().map(|it| it.test_yaml().to_owned()).collect();
    let words = "rule_files: evaluation_interval: tests: interval: input_series: series: values: alert_rule_test: eval_time: \
        alertname: exp_alerts: exp_labels: exp_annotations: promql_expr_test: expr: exp_samples: labels: value: 1m 99999y 0 \
        group_eval_order: fuzzy_compare: start_timestamp: external_url: 1x999999999 _x9 stale 1+1x100";
    let words: Vec<_> = words.split(' ').collect();
    // Each may evaluate for long: a few are enough.
    survive(&yaml(good, &words), (7, CASES / 4), |text| {
        let Ok(file) = alerting::unit_test::parse_tests(text) else { return };
        let rules = catalogue::alerts().first().map(catalogue::Alert::rule_file).unwrap_or_default();
        let rules = alerting::parse_rules(&rules).map_err(|err| vec![err.to_string()]);
        let sources = [rules];
        for idx in 0..file.tests.len().min(20) {
            let _ = file.run(idx, &sources, TestOptions::default());
        }
    });
    told("unit tests");
}

#[test]
fn hostile_alertmanager_files_are_survived() {
    let good = "route:\n  receiver: a\n  group_by: [alertname, job]\n  group_wait: 30s\n  routes:\n  - matchers: ['a=\"b\"']\n    \
        receiver: b\n    continue: true\nreceivers:\n- name: a\n- name: b\ninhibit_rules:\n- source_matchers: [severity=critical]\n  \
        target_matchers: ['severity=~\"warning|info\"']\n  equal: [instance]\n";
    let words = "route: receiver: group_by: group_wait: group_interval: repeat_interval: routes: matchers: match: match_re: continue: \
        receivers: inhibit_rules: source_matchers: target_matchers: equal: 'a=\"b\"' 'a=~\"(a+)+\"' ... 0s 99999999y -1s";
    let words: Vec<_> = words.split(' ').collect();
    survive(&yaml(vec![good.to_owned()], &words), (8, CASES), |text| {
        let Ok(config) = alerting::notify::parse_alertmanager(text) else { return };
        let _ = alerting::notify::notifications(&config, &[]);
    });
    told("alertmanager files");
}
