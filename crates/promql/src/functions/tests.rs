//! The table: every example runs, names are sorted and known to the parser.

use super::*;
use crate::{Options, Semantics, instant, parse};
use series::{Labels, METRIC_NAME, Store};

fn store() -> Store {
    let mut store = Store::new();
    for (metric, job, le) in [
        ("up", "a", ""),
        ("up", "b", ""),
        ("requests_total", "a", ""),
        ("requests_bucket", "a", "1"),
        ("requests_bucket", "a", "+Inf"),
    ] {
        let labels = Labels::new([(METRIC_NAME, metric), ("job", job), ("le", le)]);
        for minute in 0..10 {
            store.append(&labels, minute * 60_000, minute as f64);
        }
    }
    store
}

#[test]
fn every_example_uses_its_function_and_has_a_value() {
    let store = store();
    for function in FUNCTIONS {
        let name = function.signature.name;
        assert!(function.example.contains(&format!("{name}(")), "{name}");
        assert!(function.doc.ends_with('.'), "{name}");
        let semantics = if function.since == Gone { Semantics::V2 } else { Semantics::V3 };
        let query = parse(function.example, semantics).unwrap();
        let value = instant(&query, &store, 540_000, &Options::default()).unwrap().value;
        let native = function.doc.ends_with("which there are none of.");
        match value {
            crate::Value::Vector(elements) => assert_eq!(elements.is_empty(), native, "{name}"),
            crate::Value::Scalar(_) => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn names_are_sorted() {
    assert!(FUNCTIONS.windows(2).all(|pair| pair[0].signature.name < pair[1].signature.name));
    assert!(REFUSED.iter().all(|it| by_name(it).is_none()));
}

/// As few arguments as the function takes.
fn arguments(signature: &Signature) -> std::string::String {
    let args = signature.args[..signature.least()].iter().map(|it| match it {
        Type::Scalar => "1",
        Type::Vector => "up",
        Type::Matrix => "up[5m]",
        Type::String => "\"a\"",
    });
    args.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_parser_knows_the_same_functions_with_the_same_types() {
    for signature in FUNCTIONS.iter().map(|it| &it.signature) {
        let arguments = arguments(signature);
        assert!(crate::parse::parser_accepts(signature.name, &arguments), "{}({arguments})", signature.name);
    }
}

#[test]
fn each_prometheus_has_its_own_functions() {
    for function in FUNCTIONS {
        let call = format!("{}({})", function.signature.name, arguments(&function.signature));
        let (old, new) = (parse(&call, Semantics::V2), parse(&call, Semantics::V3));
        assert_eq!(old.is_ok(), matches!(function.since, Since::Always | Gone), "{call}");
        assert_eq!(new.is_ok(), function.since != Gone, "{call}");
    }
    let message = |text, semantics| parse(text, semantics).unwrap_err().to_string();
    let unknown = "1:1: parse error: unknown function with name";
    assert_eq!(message("holt_winters(up[5m], 1, 1)", Semantics::V3), format!("{unknown} \"holt_winters\""));
    assert_eq!(message("mad_over_time(up[5m])", Semantics::V2), format!("{unknown} \"mad_over_time\""));
    assert_eq!(message("limitk(1, up)", Semantics::V2), format!("{unknown} \"limitk\""));
    assert_eq!(message("info(up)", Semantics::V2), format!("{unknown} \"info\""));
    assert_eq!(message("info(up)", Semantics::V3), "1:1: parse error: function \"info\" is not enabled");
}
