//! Which of our crates may depend on which: the table of docs/architecture.md, held against what cargo knows.

use super::tree::Tree;
use crate::Outcome;
use serde_json::Value;

/// A crate and everything of ours that it may depend on, tests included.
const ARROWS: [(&str, &[&str]); 14] = [
    ("series", &[]),
    ("promql", &["series"]),
    ("alerting", &["series", "promql"]),
    ("lint", &["series", "promql", "alerting"]),
    ("quality", &["series", "promql", "alerting"]),
    ("haproxy", &["series"]),
    ("catalogue", &[]),
    ("plot", &[]),
    ("playground", &["series", "promql", "alerting", "lint", "quality", "haproxy", "catalogue", "plot"]),
    ("cli", EDGE),
    ("web", EDGE),
    (
        "tests",
        &[
            "series",
            "promql",
            "alerting",
            "lint",
            "quality",
            "haproxy",
            "catalogue",
            "plot",
            "playground",
            "cli",
            "probe",
        ],
    ),
    ("probe", &["series", "promql", "haproxy", "alerting", "quality"]),
    ("xtask", &[]),
];

/// What the two front ends may use; scenarios and the catalogue reach them through playground.
const EDGE: &[&str] = &["series", "promql", "alerting", "lint", "quality", "plot", "playground"];

/// Tells every dependency between our crates that the table lacks, and every crate that it does not know.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    let ours: Vec<&str> = tree.packages(true).filter_map(|it| it["name"].as_str()).collect();
    if ours.is_empty() {
        return Err("cargo metadata names no crate of ours".to_owned());
    }
    for package in tree.packages(true) {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ARROWS.iter().find(|(it, _)| *it == name) else {
            problems.push(format!("{name}: a crate without a line in xtask/src/tidy/arrows.rs"));
            continue;
        };
        for dependency in dependencies(package) {
            let to = dependency["name"].as_str().unwrap_or_default();
            if ours.contains(&to) && !allowed.contains(&to) {
                problems.push(format!("{name} must not depend on {to}"));
            }
            if name == "playground" && to == "plot" && has_feature(dependency, "draw") {
                problems.push("playground must use plot without its feature `draw`".to_owned());
            }
        }
        if name == "plot" && package["features"]["default"].to_string().contains("\"draw\"") {
            problems.push("plot must not have `draw` among its default features".to_owned());
        }
    }
    Ok(problems)
}

/// The dependencies of a package, of every kind.
pub(super) fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

fn has_feature(dependency: &Value, feature: &str) -> bool {
    dependency["features"].as_array().is_some_and(|it| it.iter().any(|it| it == feature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, dependencies: &Value) -> Value {
        json!({ "name": name, "source": null, "dependencies": dependencies, "features": {} })
    }

    fn problems(packages: &Value) -> Vec<String> {
        check(&Tree::of(&[], packages.clone())).unwrap()
    }

    #[test]
    fn an_arrow_against_the_order_is_told() {
        let promql = package("promql", &json!([{ "name": "series", "features": [] }]));
        assert!(problems(&json!([package("series", &json!([])), promql])).is_empty());
        let series = package("series", &json!([{ "name": "promql", "kind": "dev", "features": [] }]));
        assert_eq!(problems(&json!([series, promql])), ["series must not depend on promql"]);
    }

    #[test]
    fn a_sibling_and_an_unknown_crate_are_told() {
        let promql = package("promql", &json!([]));
        let haproxy = package("haproxy", &json!([{ "name": "promql", "features": [] }]));
        assert_eq!(problems(&json!([promql, haproxy])), ["haproxy must not depend on promql"]);
        let found = problems(&json!([promql, package("novel", &json!([]))]));
        assert!(found.len() == 1 && found[0].starts_with("novel"), "{found:?}");
    }

    #[test]
    fn a_patch_is_used_like_the_package_it_stands_in_for() {
        let mut regex = package("regex", &json!([]));
        regex["manifest_path"] = json!("/x/patches/regex/Cargo.toml");
        let series = package("series", &json!([{ "name": "regex", "features": [] }]));
        assert!(problems(&json!([regex, series])).is_empty());
    }

    #[test]
    fn drawing_stays_out_of_the_playground() {
        let plot = package("plot", &json!([]));
        let playground = package("playground", &json!([{ "name": "plot", "features": ["draw"] }]));
        assert_eq!(problems(&json!([plot, playground])).len(), 1);
    }
}
