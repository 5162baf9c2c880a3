//! The document's text: what is written is what a serializer of YAML would write, it reads back equal, and what is wrong is
//! told with its place.

use super::*;
use proptest::prelude::*;
use serde_yaml_ng::Value;

/// The same text by way of another reader and writer.
fn again(text: &str) -> String {
    let value: Value = serde_yaml_ng::from_str(text).unwrap_or_else(|err| panic!("{err} in {text}"));
    serde_yaml_ng::to_string(&value).unwrap()
}

#[test]
fn bundled_documents_are_written_as_elsewhere() {
    for alert in catalogue::alerts() {
        let document = crate::bundled::alert_document(alert.id).unwrap();
        let text = write(&document);
        assert_eq!(again(&text), text, "{}", alert.id);
        assert_eq!(read(&text), Ok(document));
    }
}

/// Texts that a careless writer gets wrong.
fn words() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("a"),
        Just(" "),
        Just("\n"),
        Just("\t"),
        Just("\r"),
        Just(": "),
        Just(" #"),
        Just("#"),
        Just("-"),
        Just("- "),
        Just("---"),
        Just("..."),
        Just("?"),
        Just("'"),
        Just("\""),
        Just("\\"),
        Just("{"),
        Just("[]"),
        Just("&x"),
        Just("*"),
        Just("!"),
        Just("|"),
        Just(">"),
        Just("%"),
        Just("@"),
        Just("`"),
        Just("~"),
        Just("null"),
        Just("True"),
        Just("no"),
        Just("0x1F"),
        Just("-0b1"),
        Just("0o7"),
        Just("007"),
        Just("1"),
        Just("1e3"),
        Just("."),
        Just(".inf"),
        Just("+"),
        Just("é"),
        Just("\u{1F600}"),
        Just("\u{0}"),
        Just("\u{85}"),
        Just("\u{a0}"),
        Just("\u{feff}"),
        Just("\u{7f}"),
        Just("x: y"),
        Just("=="),
        Just("<<"),
    ];
    prop_oneof![
        4 => proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
        1 => ("[a ]{120,140}").prop_map(|it| it),
    ]
}

fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -1000.0..1000.0, Just(0.0), Just(0.00002), Just(1e15), Just(1e16), Just(100.0)]
        .prop_filter("a number", |it| !it.is_nan())
}

fn documents() -> impl Strategy<Value = Document> {
    let base = crate::bundled::default_document();
    let texts = proptest::collection::vec(words(), 8);
    let all = proptest::collection::vec(numbers(), 8);
    (texts, all, any::<u64>(), any::<i32>(), any::<u32>(), 0..3_usize).prop_map(
        move |(texts, all, seed, signed, count, few)| {
            let mut document = base.clone();
            let [title, about, name, target, key, text, label, expr] = texts.try_into().unwrap();
            let scenario = &mut document.scenario;
            (scenario.title, scenario.about, scenario.seed) = (title, about, seed);
            scenario.more_instances = vec![name.clone(); few];
            scenario.frontends[0].curve = vec![Point { at: text.clone(), percent: all[0] }; few];
            scenario.frontends[0].routes.insert(key.clone(), all[1]);
            scenario.frontends[0].bytes.request = all[2];
            (scenario.frontends[0].requests, scenario.frontends[0].aborts) = (all[3], all[4]);
            scenario.backends[0].name = name;
            scenario.backends[0].redispatch_interval = signed;
            scenario.backends[0].servers.truncate(few);
            if let Some(server) = scenario.backends[0].servers.first_mut() {
                server.check = Some(Check { fall: count, agent: true, ..Check::default() });
                server.maxconn = count;
            }
            if let Some(fault) = scenario.events.first_mut() {
                (fault.target, fault.strength, fault.amount) = (target, all[5], Some(all[6]));
            }
            scenario.events.truncate(few);
            let rule = &mut document.rules[0];
            rule.labels.insert(key, text);
            (rule.annotations, rule.expr) = ([(label.clone(), label)].into(), expr);
            document.view.window = (few > 0).then_some((all[6], all[7]));
            document.view.ticked = vec![count; few];
            document.view.cursor = (few > 1).then_some(all[5]);
            document.view.instance = document.scenario.about.clone();
            document
        },
    )
}

/// Whether two texts are the same but for numbers in the middle between two shortest texts, which are written as either of them.
fn are_same(ours: &str, theirs: &str) -> bool {
    fn number(line: &str) -> Option<(&str, f64)> {
        let (key, number) = line.rsplit_once(' ')?;
        Some((key, number.parse().ok()?))
    }
    let same = |(a, b): (&str, &str)| a == b || number(a).is_some_and(|it| number(b) == Some(it));
    ours.lines().count() == theirs.lines().count() && ours.lines().zip(theirs.lines()).all(same)
}

#[test]
fn texts_differ_by_no_more_than_a_choice_between_equals() {
    assert!(are_same("a: 933961040150149.2\nb: x", "a: 933961040150149.3\nb: x"));
    assert!(!are_same("a: 93396104015014.2", "a: 93396104015014.3"));
    assert!(!are_same("a: 933961040150149.2", "b: 933961040150149.3"));
    assert!(!are_same("a: x", "a: 'x'") && !are_same("a: 1", "a: 1\nb: 2"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Characters that end a line elsewhere alone are escaped here.
    #[test]
    fn any_document_is_written_as_elsewhere_and_read_back(document in documents()) {
        let text = write(&document);
        if !text.contains("\\L") && !text.contains("\\P") {
            let theirs = again(&text);
            prop_assert!(are_same(&text, &theirs), "{text}\n{theirs}");
        }
        prop_assert_eq!(read(&text), Ok(document), "{}", text);
    }
}

#[test]
fn every_way_to_write_a_value_is_read() {
    let text = write(&crate::bundled::default_document());
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        read(&text.replacen(from, to, 1)).unwrap_or_else(|err| panic!("{to}: {err}"))
    };
    assert_eq!(with("version: 1", "version: 0x1").version, 1);
    assert_eq!(with("  seed: 7", "  seed: +0b11").scenario.seed, 3);
    assert_eq!(with("view: {}", "view:").view, ViewState::default());
    assert_eq!(
        with("view: {}", "view: {cursor: 1e2, fault: ~, window: [0, .5]}").view.window,
        Some((0.0, 0.5))
    );
    assert_eq!(with("evaluation: 15s", "evaluation: ~").scenario.evaluation, "~");
    assert_eq!(with("evaluation: 15s", "evaluation:").scenario.evaluation, "");
    assert_eq!(with("evaluation: 15s", "evaluation: 015").scenario.evaluation, "015");
    assert_eq!(
        with("evaluation: 15s", "evaluation: &a 15s\n  other_exporter: *a").scenario.other_exporter,
        "15s"
    );
    assert_eq!(with("haproxy: '2.6'", "haproxy: 2.6").scenario.haproxy, "2.6");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let text = write(&crate::bundled::default_document());
    for (from, to, told) in [
        (
            "  seed: 7",
            "  seed: -1",
            "scenario.seed: expected a whole number from 0 on that is not too large, found -1 at line 13 column 9",
        ),
        ("  seed: 7", "  sead: 49", "scenario: unknown field `sead`, expected one of `name`, "),
        ("  seed: 7\n", "", "scenario: missing field `seed` at line 4 column 3"),
        ("  seed: 7", "  seed: 7\n  seed: 7", "scenario: duplicate field `seed` at line 14 column 3"),
        (
            "    offset: 7s",
            "    offset: [7s]",
            "scenario.scrape.offset: expected a text, found a list at line 11 column 13",
        ),
        (
            "view: {}",
            "view: {ticked: [1, x]}",
            "view.ticked[1]: expected a whole number from 0 on that is not too large, found \"x\" at line ",
        ),
        ("view: {}", "view: {window: [1]}", "view.window: expected two numbers, found a list at line "),
        ("view: {}", "view: {", "did not find expected node content at line "),
        ("view: {}", "view: {}\n---\nview: {}", "it holds more than one YAML document"),
        (
            "version: 1",
            "version: 2",
            "it is of version 2, and this page knows versions up to 1: open it with a newer one",
        ),
        (
            "version: 1",
            "version: x",
            "version: expected a whole number from 0 on that is not too large, found \"x\" at line 1 column 10",
        ),
    ] {
        assert!(text.contains(from), "{from} in {text}");
        let err = read(&text.replacen(from, to, 1)).unwrap_err();
        assert!(err.starts_with(told), "{to}: {err}");
    }
}
