//! The table: every example runs, names are sorted and known to the parser.

use super::*;
use crate::{Options, Semantics, instant, parse};
use series::{Labels, METRIC_NAME, Store};

fn store() -> Store {
    let mut store = Store::new();
    for (metric, job) in [("up", "a"), ("up", "b"), ("requests_total", "a")] {
        let labels = Labels::new([(METRIC_NAME, metric), ("job", job)]);
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
        let query = parse(function.example, Semantics::V3).unwrap();
        let value = instant(&query, &store, 540_000, &Options::default()).unwrap().value;
        match value {
            crate::Value::Vector(elements) => assert!(!elements.is_empty(), "{name}"),
            crate::Value::Scalar(_) => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn names_are_sorted_and_no_function_is_in_both_tables() {
    assert!(FUNCTIONS.windows(2).all(|pair| pair[0].signature.name < pair[1].signature.name));
    assert!(LATER.windows(2).all(|pair| pair[0].name < pair[1].name));
    assert!(LATER.iter().all(|it| by_name(it.name).is_none()));
}

/// A call of the function with as few arguments as it takes.
fn call(signature: &Signature) -> String {
    let args = signature.args[..signature.least()].iter().map(|it| match it {
        Type::Scalar => "1",
        Type::Vector => "up",
        Type::Matrix => "up[5m]",
        Type::String => "\"a\"",
    });
    format!("{}({})", signature.name, args.collect::<Vec<_>>().join(", "))
}

#[test]
fn the_parser_knows_the_same_functions_with_the_same_types() {
    for signature in FUNCTIONS.iter().map(|it| &it.signature).chain(LATER) {
        let known = signature.name == "step" || crate::parse::parser_accepts(&call(signature));
        assert!(known, "{}", call(signature));
    }
}
