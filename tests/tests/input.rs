//! promtool's test files opened on the page: their series in the place of the simulation. It must not know the page.
#![expect(clippy::unwrap_used, reason = "a test file")]

use alerting::Episode;
use playground::event::Event;
use playground::export;
use playground::view::Grade;
use playground::{bundled, share};
use tests::scenario::Run;

fn import(run: &mut Run, text: &str) -> String {
    run.event(Event::Import { name: "tests.yml".to_owned(), text: text.to_owned() });
    run.app.model().notices.first().map(|it| it.text.clone()).unwrap_or_default()
}

fn episodes(run: &Run) -> Vec<Episode> {
    run.app.model().picture.as_ref().unwrap().states.episodes.clone()
}

const TEST: &str = "rule_files: [alerts.yml]
evaluation_interval: 15s
tests:
  - name: two servers
    interval: 15s
    input_series:
      - {series: 'haproxy_server_up{server=\"a\"}', values: '1x9 0x19 1x10'}
      - {series: 'haproxy_server_up{server=\"b\"}', values: '1x40'}
    alert_rule_test:
      - {eval_time: 2m, alertname: HaproxyServerDown}
";

/// What our own test file says of a scenario is what the page shows once it is opened.
#[test]
fn an_exported_test_comes_back_with_the_same_episodes() {
    for id in ["haproxy_exporter/haproxy-server-down", "embedded/haproxy-server-response-errors"] {
        let original = Run::of(&bundled::alert_document(id).unwrap());
        let file = export::unit_test(original.app.model().picture.as_ref().unwrap(), "rules.yml").unwrap();
        let mut run = Run::of(&bundled::alert_document(id).unwrap());
        let said = import(&mut run, &file);
        assert!(said.contains("With the rules at hand it passes: "), "{said}");
        let shift = run.app.model().picture.as_ref().unwrap().plan.steps.start
            - original.app.model().picture.as_ref().unwrap().plan.steps.start;
        let moved = |it: Episode| (it.labels, it.from + shift, it.to + shift, it.peak.to_bits());
        let here: Vec<_> =
            episodes(&run).into_iter().map(|it| (it.labels, it.from, it.to, it.peak.to_bits())).collect();
        let there: Vec<_> = episodes(&original).into_iter().map(moved).collect();
        assert!(!there.is_empty());
        assert_eq!(here.len(), there.len());
        for (here, there) in here.iter().zip(&there) {
            // The exported samples end with the scenario; so does what is open.
            assert_eq!((&here.0, here.1, here.3), (&there.0, there.1, there.3), "{id}");
        }
    }
}

#[test]
fn nothing_else_exists_until_it_is_simulated_again() {
    let mut run = Run::of_link("");
    let before = run.app.model().document.clone();
    import(&mut run, TEST);
    let document = run.app.model().document.clone();
    assert_eq!(document.input.as_ref().unwrap().series.len(), 2);
    assert_eq!(
        (document.scenario.start.as_str(), document.scenario.length.as_str()),
        ("1970-01-01T00:00:00Z", "10m15s")
    );
    let picture = run.app.model().picture.clone().unwrap();
    assert_eq!(picture.store.len(), 2);
    let fired: Vec<_> = episodes(&run)
        .iter()
        .map(|it| (it.labels.value("server").unwrap_or_default().to_owned(), it.from))
        .collect();
    assert_eq!(fired, [("a".to_owned(), 150_000)]);
    assert_eq!(
        export::openmetrics(&picture).unwrap().lines().filter(|it| !it.starts_with('#')).count(),
        2 * 41
    );
    // A link brings it back.
    assert_eq!(share::decode(&share::encode(&document)).unwrap(), document);
    run.event(Event::Simulate);
    assert_eq!(run.app.model().document.input, None);
    assert!(run.app.model().picture.as_ref().unwrap().store.len() > 2);
    run.event(Event::Undo);
    assert_eq!(run.app.model().document.input, document.input);
    run.event(Event::Undo);
    assert_eq!(run.app.model().document, before);
}

#[test]
fn a_picked_scenario_is_simulated() {
    let mut run = Run::of_link("");
    import(&mut run, TEST);
    run.event(Event::PickScenario("web1-killed".to_owned()));
    assert_eq!(run.app.model().document.input, None);
}

#[test]
fn what_was_opened_is_told() {
    let mut run = Run::of_link("");
    let said = import(&mut run, TEST);
    assert_eq!(
        said,
        "tests.yml: 2 series in the place of the simulation. With the rules at hand it passes: 1 expectation."
    );
    assert_eq!(run.app.model().notices[0].grade, Grade::Note);
    let two = format!("{TEST}  - {{interval: 1m, input_series: [{{series: up, values: '1x3'}}]}}\n");
    let said = import(&mut run, &two);
    assert!(said.contains("Shown is the first of 2 tests."), "{said}");
}

/// What promtool says of the same rules, in words: tests/tests/alerting_promtool.rs holds the judge to it.
#[test]
fn a_test_that_fails_with_the_rules_at_hand_says_where() {
    let late = TEST.replace("eval_time: 2m", "eval_time: 3m");
    let silent = TEST
        .replace(
            "      - {eval_time: 2m, alertname: HaproxyServerDown}",
            "      - eval_time: 2m\n        alertname: HaproxyServerDown",
        )
        .trim_end()
        .to_owned();
    let silent =
        format!("{silent}\n        exp_alerts: [{{exp_labels: {{severity: critical, server: a}}}}]\n");
    let expr = "    promql_expr_test:\n      - {expr: sum(haproxy_server_up), eval_time: 3m, exp_samples: [{value: 2}]}\n";
    for (file, words) in [
        (late.clone(), "at 3m HaproxyServerDown should not fire and does."),
        (silent.clone(), "at 2m HaproxyServerDown should fire and does not."),
        (silent.replace("2m", "3m"), "at 3m HaproxyServerDown fires with other labels or annotations."),
        (format!("{TEST}{expr}"), "`sum(haproxy_server_up)` returns something else at 3m."),
        (format!("{late}{expr}"), "at 3m HaproxyServerDown should not fire and does, and 1 more."),
    ] {
        let mut run = Run::of_link("");
        let said = import(&mut run, &file);
        assert!(said.ends_with(&format!(" With the rules at hand it fails: {words}")), "{said}");
        assert_eq!(run.app.model().notices[0].grade, Grade::Warning);
        assert!(run.app.model().document.input.is_some());
    }
    let nothing = TEST
        .replace("      - {eval_time: 2m, alertname: HaproxyServerDown}\n", "")
        .replace("    alert_rule_test:\n", "");
    assert!(import(&mut Run::of_link(""), &nothing).ends_with(" It expects nothing."));
    let large = late.replace("evaluation_interval: 15s", "evaluation_interval: 1s").replace("3m", "23h");
    let said = import(&mut Run::of_link(""), &large);
    assert!(said.ends_with(" It is too large to be judged here; `alertplay test` judges it."), "{said}");
}

#[test]
fn a_bad_file_costs_no_work() {
    let mut run = Run::of_link("");
    let before = run.app.model().document.clone();
    let huge = format!("1x{}", 900_000_000);
    let many = "      - {series: up, values: '1x999999'}\n".repeat(3);
    for (series, words) in [
        ("      - {series: 'up{', values: '1'}\n".to_owned(), "parse error"),
        ("      - {series: up, values: '1 z'}\n".to_owned(), "parse error"),
        (format!("      - {{series: up, values: '{huge}'}}\n"), "more than"),
        (many, "2000000 samples"),
        ("      - {series: up, value: '1'}\n".to_owned(), "value"),
    ] {
        let said = import(&mut run, &format!("tests:\n  - interval: 1m\n    input_series:\n{series}"));
        assert!(said.contains("cannot be opened") && said.contains(words), "{said}");
        assert_eq!(run.app.model().document, before);
    }
    assert!(import(&mut run, "tests: []\n").contains("there is no test in it"));
}
