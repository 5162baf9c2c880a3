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

/// What recording rules write is there for alerts and for each other, ALERTS for those that stand behind.
#[test]
fn recordings_and_alerts_are_read() {
    let mut run = Run::of_link("");
    import(
        &mut run,
        "groups:\n- name: a\n  labels: {team: web}\n  rules:\n  - {record: 'server:down', expr: haproxy_server_up == bool 0}\n  \
         - {record: 'down:sum', expr: 'sum(server:down)', labels: {kind: all}}\n- name: b\n  rules:\n  \
         - {alert: Down, expr: 'down:sum{kind=\"all\", team=\"web\"} > 0'}\n  \
         - {alert: Also, expr: 'ALERTS{alertname=\"Down\", alertstate=\"firing\"} == 1', for: 1m}\n  \
         - {alert: Early, expr: 'ALERTS{alertname=\"Also\"} == 7'}\n",
    );
    assert!(
        run.app.model().notices.iter().all(|it| it.text.contains("3 alerting rules")),
        "{:?}",
        run.app.model().notices
    );
    let list = rules(&run);
    assert_eq!(
        list.recordings.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(),
        ["server:down", "down:sum"]
    );
    assert!(list.recordings.iter().all(|it| it.2.is_empty()), "{:?}", list.recordings);
    let episodes: Vec<&str> = list.rows.iter().map(|it| it.facts[0].as_str()).collect();
    assert_eq!(episodes, ["1 episode", "1 episode", "quiet"]);
    let first = |idx: usize| list.rows[idx].bars.iter().map(|it| it.1.from).min().unwrap();
    assert_eq!(first(1), first(0), "pending at the evaluation at which the other fires");
    assert!(run.app.findings().iter().all(|it| it.id != "unknown-metric"), "{:?}", run.app.findings());
    run.event(Event::RemoveRecording(1));
    assert_eq!(rules(&run).rows[0].facts[0], "quiet");
    run.event(Event::Undo);
    assert_eq!(rules(&run).rows[0].facts[0], "1 episode");
}

#[test]
fn recordings_that_read_each_other_in_a_circle_are_refused_in_words() {
    let mut run = Run::of_link("");
    let before = run.app.model().document.clone();
    for exprs in [["b:x + 1", "a:x"], ["a:x + 1", "vector(1)"], ["sum(", "vector(1)"]] {
        let file = format!(
            "groups:\n- name: a\n  rules:\n  - {{record: 'a:x', expr: '{}'}}\n  - {{record: 'b:x', expr: '{}'}}\n  \
             - {{alert: A, expr: 'up == 0'}}\n",
            exprs[0], exprs[1]
        );
        import(&mut run, &file);
        let text = &run.app.model().notices[0].text;
        assert!(text.contains("cannot be opened") && text.contains("unchanged"), "{text}");
        assert_eq!(run.app.model().document.rules, before.rules);
    }
}

#[test]
fn a_recording_that_fails_says_why() {
    let mut run = Run::of_link("");
    let twice = "groups:\n- name: a\n  rules:\n  - {record: x, expr: 'vector(1)'}\n  - {record: x, expr: 'vector(2)'}\n  \
                 - {record: y, expr: 'label_replace(haproxy_server_up, \"server\", \"\", \"\", \"\")', labels: {backend: b}}\n  \
                 - {alert: A, expr: x == 1}\n";
    import(&mut run, twice);
    let said: Vec<String> = rules(&run).recordings.into_iter().map(|it| it.2).collect();
    assert_eq!(said[0], "");
    assert!(said[1].contains("writes the same series"), "{said:?}");
    assert!(said[2].contains("same labelset"), "{said:?}");
}

/// By group and by wait: the same messages that `alerting::notify` has of the same alertmanager.yml.
#[test]
fn the_route_of_an_alertmanager_yml_is_followed() {
    let mut run = Run::of_link("");
    run.event(Event::PickAlert("haproxy_exporter/haproxy-server-down".to_owned()));
    run.event(Event::PickScenario("all-servers-killed".to_owned()));
    for route in [
        "group_by: [alertname, server]\n  group_wait: 1m",
        "group_by: [alertname]\n  group_interval: 1m\n  repeat_interval: 3m",
        "group_by: ['...']",
    ] {
        let text = format!("route:\n  receiver: me\n  {route}\nreceivers: [{{name: me}}]\n");
        import(&mut run, &text);
        let picture = run.picture();
        let plan = &picture.plan;
        let config = alerting::notify::parse_alertmanager(&text).unwrap();
        let all =
            alerting::notify::notifications(&config, &[(&picture.states.timeline, plan.steps)]).unwrap();
        let times: Vec<i64> = picture.states.notes.iter().map(|it| it.time).collect();
        let mut wanted: Vec<i64> = all.messages.iter().map(|it| it.time).collect();
        wanted.sort_unstable();
        assert!(!times.is_empty());
        assert_eq!(times, wanted, "{route}");
        let pages = picture.states.notes.iter().filter(|it| it.kind == plot::NoticeKind::Page).count();
        assert_eq!(pages, all.pages, "{route}");
    }
    for wrong in ["group_by: [job]", "group_wait: soon", "routes: []", "group_interval: 0s"] {
        let before = run.app.model().document.clone();
        import(&mut run, &format!("route:\n  receiver: me\n  {wrong}\n"));
        assert_eq!(run.app.model().document, before, "{wrong}");
        assert!(run.app.model().notices[0].text.contains("unchanged"));
    }
    run.event(Event::Edit { field: Field::GroupWait, text: "2m".to_owned() });
    assert_eq!(run.app.model().document.route.group_wait, "2m");
    run.event(Event::Edit { field: Field::GroupBy, text: "server".to_owned() });
    assert!(run.app.model().drafts.contains_key(&Field::GroupBy));
}
