//! What the page shows of every bundled alert and scenario is what the real promtool finds: the same alerts with the
//! same labels and annotations on both sides of every transition. It must not know how we evaluate.

use playground::document;
use playground::export;
use tests::peer::{self, Folder};
use tests::scenario::{Run, bundled};

#[test]
fn promtool_agrees_on_both_sides_of_every_transition() {
    if !peer::is_here("promtool", "bundled scenarios against promtool") {
        return;
    }
    let mut transitions = 0;
    for (name, mut document) in bundled() {
        let newest = Run::of(&document);
        // Debian's promtool is 2.42: sums lose last digits there, and windows keep a sample on their old edge. Only the
        // scenario that is aligned to show just that has samples on edges; in all others the states are the same.
        document.semantics = 2;
        let run = Run::of(&document);
        if document.scenario.scrape.offset != "0s" {
            assert_eq!(run.picture().states.timeline, newest.picture().states.timeline, "{name}");
        }
        transitions += agreed(&name, &run);
    }
    println!("promtool agreed at {transitions} instants");
    assert!(transitions > 50, "only {transitions} instants were compared");
}

/// Rules of a page that look further than one instant: windows of windows, other instants, names by pattern, queries in
/// templates. Each fires in the default scenario, so that an empty answer is no agreement.
#[test]
fn promtool_agrees_where_rules_look_around() {
    if !peer::is_here("promtool", "rules that look around against promtool") {
        return;
    }
    for (idx, expr) in [
        "{__name__=~\"haproxy_server_u.\", server=~\"web.+\"} == 0",
        "haproxy_server_up @ end() == 0 and haproxy_server_up @ start() offset 1m == 0",
        "max_over_time(haproxy_server_up[5m:]) == 0",
        "min_over_time((sum by (backend) (haproxy_server_up))[10m:1m] offset 2m) < 3",
        "label_replace(haproxy_server_up == 0, \"host\", \"$1\", \"server\", \"([a-z]+).*\")",
        "bottomk(1, haproxy_server_up) == 0",
    ]
    .into_iter()
    .enumerate()
    {
        let mut document = playground::bundled::default_document();
        document.semantics = 2;
        document.rules[0].expr = expr.to_owned();
        let others = "{{ range query \"haproxy_server_up\" | sortByLabel \"server\" }}{{ .Value }} {{ end }}";
        document.rules[0].annotations.insert("others".to_owned(), others.to_owned());
        let run = Run::of(&document);
        assert!(!run.picture().states.episodes.is_empty(), "{expr} never fires");
        assert!(agreed(&format!("around-{idx}"), &run) > 1);
    }
}

/// What recording rules write and what other alerts do is evaluated by promtool too, out of the same samples.
#[test]
fn promtool_agrees_where_rules_read_rules() {
    if !peer::is_here("promtool", "rules that read rules against promtool") {
        return;
    }
    let recording = |record: &str, expr: &str| document::Recording {
        record: record.to_owned(),
        expr: expr.to_owned(),
        labels: Default::default(),
    };
    let mut document = playground::bundled::default_document();
    document.semantics = 2;
    document.recordings = vec![
        recording("server:down", "haproxy_server_up == bool 0"),
        recording("backend:down", "sum by (backend) (server:down)"),
    ];
    let first = document.rules[0].clone();
    document.rules[0].expr = "backend:down > 0".to_owned();
    document.rules[0].hold = "1m".to_owned();
    let expr = format!("count(ALERTS{{alertname=\"{}\", alertstate=\"firing\"}}) > 0", first.alert);
    document.rules.push(document::Rule { alert: "Paged".to_owned(), expr, hold: "2m".to_owned(), ..first });
    for rule in [0, 1] {
        document.view.rule = rule;
        let run = Run::of(&document);
        assert!(!run.picture().states.episodes.is_empty(), "{rule} never fires");
        assert!(agreed(&format!("rules-{rule}"), &run) > 3);
    }
}

/// At how many instants promtool finds what the picture shows.
///
/// # Panics
/// When it disagrees.
fn agreed(name: &str, run: &Run) -> usize {
    let picture = run.picture();
    let folder = Folder::new(name);
    folder.write("rules.yml", &export::rules(picture));
    let test = export::unit_test(picture, "rules.yml");
    assert!(test.is_ok(), "{name}: {test:?}");
    let test = test.unwrap_or_default();
    folder.write("test.yml", &test);
    let (content, said) = peer::promtool(folder.path(), &["test", "rules", "test.yml"]);
    let differing = if content { Vec::new() } else { disagreements(&said) };
    assert!(differing.is_empty(), "{name}: {}", differing.join("\n"));
    test.matches("eval_time").count()
}

/// A promtool that passes everything would prove nothing: one evaluation later, or with another value in an
/// annotation, it must disagree.
#[test]
fn promtool_disagrees_with_a_changed_expectation() {
    if !peer::is_here("promtool", "changed expectations against promtool") {
        return;
    }
    let (name, document) =
        bundled().into_iter().find(|(name, _)| name == "haproxy_exporter-haproxy-server-down").unwrap();
    let run = Run::of(&document);
    let folder = Folder::new(&format!("{name}-changed"));
    folder.write("rules.yml", &export::rules(run.picture()));
    let good = export::unit_test(run.picture(), "rules.yml").unwrap();
    let first = run.picture().states.episodes[0].from - run.picture().plan.steps.start;
    let eval = |millis: i64| format!("eval_time: {}\n", series::format_duration(millis));
    let shifted = good.replacen(&eval(first), &eval(first - run.picture().plan.steps.step), 1);
    let other_value = good.replacen("VALUE = 0", "VALUE = 1", 1);
    for wrong in [shifted, other_value] {
        assert_ne!(wrong, good);
        folder.write("test.yml", &wrong);
        let (content, said) = peer::promtool(folder.path(), &["test", "rules", "test.yml"]);
        assert!(!content && !disagreements(&said).is_empty(), "promtool passed a wrong expectation");
    }
}

/// The failures that promtool reports and that are more than rounding. promtool 2.42 adds series in the order of a Go
/// map, which differs from run to run, so that the last digits of a sum do too: values in annotations may differ by
/// 1e-9 of themselves, all else must be the same.
fn disagreements(said: &str) -> Vec<String> {
    let blocks: Vec<&str> = said.split("alertname: ").skip(1).collect();
    if blocks.is_empty() {
        return vec![said.to_owned()];
    }
    let differs = |block: &&&str| {
        let (expected, got) = block.split_once("got:[").unwrap_or((block, ""));
        let expected = expected.split_once("exp:[").map_or("", |(_, it)| it);
        let (expected, got) = (without_values(expected), without_values(got));
        let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        expected.0 != got.0 || expected.1.len() != got.1.len() || !expected.1.iter().zip(&got.1).all(close)
    };
    blocks.iter().filter(differs).map(|block| block.chars().take(2000).collect()).collect()
}

/// A list of alerts as promtool prints it, without white space, brackets and values; and the values.
fn without_values(text: &str) -> (String, Vec<f64>) {
    let mut values = Vec::new();
    let mut pieces = text.split("VALUE = ");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (value, after) = piece.split_once("\\n").unwrap_or((piece, ""));
        values.push(value.parse().unwrap_or(f64::NAN));
        rest.push_str(after);
    }
    (rest.chars().filter(|it| !it.is_whitespace() && !"],[".contains(*it)).collect(), values)
}

#[test]
fn rounding_is_no_disagreement_and_anything_else_is() {
    let said = |labels: &str, value: &str| {
        let alert = |labels: &str, value: &str| {
            format!("0: Labels:{labels} Annotations:{{d=\"VALUE = {value}\\n x\"}} ]")
        };
        format!(
            "FAILED:\n alertname: A, time: 1m,\n exp:[ {}, got:[ {}",
            alert("{a=\"1\"}", "12.5"),
            alert(labels, value)
        )
    };
    assert!(disagreements(&said("{a=\"1\"}", "12.499999999999996")).is_empty());
    assert_eq!(disagreements(&said("{a=\"1\"}", "12.4")).len(), 1);
    assert_eq!(disagreements(&said("{a=\"2\"}", "12.5")).len(), 1);
    assert_eq!(disagreements("cannot read").len(), 1);
}
