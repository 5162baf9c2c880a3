//! A document of several rules: each evaluated over the same samples, edited and moved by itself. It must not know the page.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::document::{self, Document};
use playground::event::{Event, Field};
use playground::export::Format;
use playground::view::{Part, RuleRow, Rules};
use playground::{App, bundled, share};
use plot::LaneState;
use tests::scenario::Run;

/// All bundled alerts as one rule file.
fn all_alerts() -> String {
    let rules: Vec<String> = catalogue::alerts()
        .iter()
        .map(|it| {
            let document = document::write(&bundled::alert_document(it.id).unwrap());
            let mut tree: serde_json::Value = serde_yaml_ng::from_str(&document).unwrap();
            let text = &mut tree["rules"][0];
            text.as_object_mut().unwrap().remove("from");
            format!("    - {text}\n")
        })
        .collect();
    format!("groups:\n  - name: all\n    rules:\n{}", rules.concat())
}

fn import(run: &mut Run, text: &str) {
    run.event(Event::Import { name: "rules.yml".to_owned(), text: text.to_owned() });
}

/// The list as a page that has just opened would get it.
fn rules(run: &Run) -> Rules {
    let mut other = Run::of(&run.app.model().document);
    parts(&mut other.answer.parts)
}

fn parts(parts: &mut Vec<Part>) -> Rules {
    let found = parts.drain(..).find_map(|it| if let Part::Rules(it) = it { Some(it) } else { None });
    found.unwrap()
}

fn names(run: &Run) -> Vec<String> {
    run.app.model().document.rules.iter().map(|it| it.alert.clone()).collect()
}

fn three() -> Run {
    let mut run = Run::of_link("");
    import(
        &mut run,
        "groups:\n- name: a\n  rules:\n  - {alert: Down, expr: haproxy_server_up == 0, labels: {severity: critical}}\n  \
         - {alert: Never, expr: haproxy_server_up == 7}\n  - {alert: Late, expr: haproxy_server_up == 0, for: 5m}\n",
    );
    run
}

/// What the list says of a rule is what its own view says.
#[test]
fn a_row_says_what_the_rule_itself_says() {
    let mut run = Run::of_link("");
    import(&mut run, &all_alerts());
    let rows = rules(&run).rows;
    assert_eq!(rows.len(), catalogue::alerts().len());
    for (idx, row) in rows.iter().enumerate() {
        run.event(Event::PickRule(idx as u32));
        let (picture, findings) = (run.picture(), run.app.findings());
        assert_eq!(row.error, "", "{}", row.name);
        let episodes = match picture.states.episodes.len() {
            0 => "quiet".to_owned(),
            1 => "1 episode".to_owned(),
            many => format!("{many} episodes"),
        };
        assert_eq!(row.facts[0], episodes, "{}", row.name);
        assert_eq!(row.facts[3].split(' ').next().unwrap(), findings.len().to_string(), "{}", row.name);
        let fires = row.bars.iter().any(|it| it.0 == LaneState::Firing);
        assert!(!fires || !picture.states.episodes.is_empty(), "{}", row.name);
    }
    assert!(rows.iter().any(|it| it.facts[0] != "quiet"));
}

#[test]
fn the_selected_rule_comes_first_and_the_others_follow() {
    let document = three().app.model().document.clone();
    let mut app = App::new();
    app.handle(Event::Follow(share::encode(&document)));
    let mut answers = Vec::new();
    while app.work() {
        if app.has_news() {
            answers.push(app.answer());
        }
    }
    answers.push(app.answer());
    let known = |answer: &mut playground::view::Answer| {
        parts(&mut answer.parts).rows.iter().filter(|it| !it.facts.is_empty()).count()
    };
    let settled: Vec<bool> = answers.iter().map(|it| it.settled).collect();
    assert_eq!(settled, [false, true]);
    assert!(answers[0].parts.iter().any(|it| matches!(it, Part::Lines(_))));
    assert_eq!(known(&mut answers[0]), 1);
    assert_eq!(known(&mut answers[1]), 3);
}

#[test]
fn lanes_and_figures_are_those_of_the_scenario() {
    let rows = rules(&three()).rows;
    let facts: Vec<Vec<&str>> =
        rows.iter().map(|it| it.facts[..3].iter().map(String::as_str).collect()).collect();
    assert_eq!(facts[0][..2], ["1 episode", "1 page"]);
    assert_eq!(facts[1], ["quiet", "", ""]);
    assert_eq!(facts[2][..2], ["1 episode", "0 pages"]);
    assert!(facts[0][2] < facts[2][2], "{facts:?}");
    let states = |row: &RuleRow| row.bars.iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(states(&rows[0]), [LaneState::Firing]);
    assert_eq!(states(&rows[2]), [LaneState::Pending, LaneState::Firing]);
    assert_eq!(rows[2].bars[1].1.from - rows[2].bars[0].1.from, 300_000);
}

/// An edit of one rule changes no other, and every step can be taken back.
#[test]
fn rules_are_edited_added_doubled_and_removed_one_by_one() {
    let mut run = three();
    let start: Document = run.app.model().document.clone();
    run.event(Event::PickRule(2));
    run.event(Event::Edit { field: Field::For, text: "1m".to_owned() });
    assert_eq!(run.app.model().document.rules[..2], start.rules[..2]);
    run.event(Event::DoubleRule);
    assert_eq!(names(&run), ["Down", "Never", "Late", "Late2"]);
    run.event(Event::Edit { field: Field::Alert, text: "Later".to_owned() });
    run.event(Event::PickRule(0));
    run.event(Event::AddRule);
    run.event(Event::AddAlert("haproxy_exporter/haproxy-down".to_owned()));
    assert_eq!(names(&run), ["Down", "Never", "Late", "Later", "NewAlert", "HaproxyDown"]);
    assert_eq!(run.app.model().document.rule().unwrap().alert, "HaproxyDown");
    run.event(Event::PickRule(1));
    run.event(Event::RemoveRule);
    assert_eq!(names(&run), ["Down", "Late", "Later", "NewAlert", "HaproxyDown"]);
    assert_eq!(run.app.model().document.rule().unwrap().alert, "Late");
    assert_eq!(rules(&run).rows.iter().filter(|it| it.facts.is_empty()).count(), 0);
    for _ in 0..9 {
        run.event(Event::Undo);
    }
    assert_eq!(run.app.model().document.rules, start.rules);
}

#[test]
fn another_rule_is_looked_at_at_the_same_time() {
    let mut run = three();
    let start = run.picture().plan.steps.start;
    run.event(Event::Zoom(Some((start + 3_600_000, start + 7_200_000))));
    run.event(Event::Cursor(Some(start + 4_000_000)));
    run.event(Event::PickRule(2));
    let view = &run.app.model().document.view;
    assert_eq!((view.window, view.cursor), (Some((3600.0, 7200.0)), Some(4000.0)));
}

#[test]
fn a_document_has_between_one_and_a_hundred_rules() {
    let mut run = Run::of_link("");
    run.event(Event::RemoveRule);
    assert_eq!(run.app.model().document.rules.len(), 1);
    for _ in 0..100 {
        run.app.handle(Event::DoubleRule);
    }
    run.app.settle();
    assert_eq!(run.app.model().document.rules.len(), 100);
    assert!(run.app.model().notices[0].text.contains("100 rules are the most"));
}

#[test]
fn a_rule_that_cannot_run_says_why_and_the_others_run() {
    let mut document = three().app.model().document.clone();
    document.rules[1].expr = "sum(".to_owned();
    let mut run = Run::of(&document);
    let rows = parts(&mut run.answer.parts).rows;
    assert!(!rows[1].error.is_empty() && rows[1].facts.is_empty(), "{rows:?}");
    assert_eq!(rows[2].facts[0], "1 episode");
    run.event(Event::PickRule(1));
    assert!(run.app.model().notices[0].text.contains("cannot run"), "{:?}", run.app.model().notices);
    run.event(Event::Edit { field: Field::Expr, text: "haproxy_server_up == 0".to_owned() });
    assert_eq!(rules(&run).rows[1].facts[0], "1 episode");
}

#[test]
fn files_and_links_carry_all_rules() {
    let mut run = three();
    run.event(Event::Export(Format::Rules));
    let file = run.answer.files.pop().unwrap();
    let mut other = Run::of_link("");
    import(&mut other, &file.text);
    assert_eq!(other.app.model().document.rules, run.app.model().document.rules);
    let link = share::encode(&run.app.model().document);
    assert_eq!(share::decode(&link).unwrap().rules, run.app.model().document.rules);
}
