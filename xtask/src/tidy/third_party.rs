//! Borrowed crates that only one of ours may use: the browser's, the parser's, the drawing one.

use super::arrows::dependencies;
use super::tree::Tree;
use crate::Outcome;

/// Borrowed crates, by how their names begin, and the only crates of ours that may depend on them. The page draws through a
/// plotters backend of its own, hence `web` beside `plot`.
const OWNERS: [(&str, &[&str]); 9] = [
    ("yew", &["web"]),
    ("gloo", &["web"]),
    ("web-sys", &["web"]),
    ("js-sys", &["web"]),
    ("wasm-bindgen", &["web", "probe"]),
    ("console_", &["web"]),
    ("promql-parser", &["promql"]),
    ("plotters", &["plot", "web"]),
    ("rand", &["haproxy"]),
];

/// The only file that names the parser, so that its types reach nobody else.
const PARSER_FILE: &str = "crates/promql/src/parse.rs";
const PARSER: &str = "promql_parser";

/// Tells every use outside its place.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for package in tree.packages(true) {
        let name = package["name"].as_str().unwrap_or_default();
        for dependency in dependencies(package) {
            let to = dependency["name"].as_str().unwrap_or_default();
            let owners = OWNERS.iter().find(|(start, _)| to.starts_with(start)).map(|(_, owners)| owners);
            if let Some(owners) = owners.filter(|it| !it.contains(&name)) {
                problems.push(format!("{name} must not depend on {to}: only {} may", owners.join(" and ")));
            }
        }
    }
    for file in tree.rust().filter(|it| it.path != PARSER_FILE) {
        let lines = file.lines_with(|line| line.contains(PARSER));
        problems.extend(lines.map(|at| format!("{at}: only {PARSER_FILE} names {PARSER}")));
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_use_out_of_place_is_told() {
        let package =
            |name: &str, to: &str| json!({ "name": name, "source": null, "dependencies": [{ "name": to }] });
        let told = |name: &str, to: &str| check(&Tree::of(&[], json!([package(name, to)]))).unwrap().len();
        assert_eq!(told("web", "yew"), 0);
        assert_eq!(told("plot", "web-sys"), 1);
        assert_eq!(told("lint", "promql-parser"), 1);
    }

    #[test]
    fn the_parser_is_named_in_one_file() {
        let text = "use promql_parser::parser;";
        let told = |path: &str| check(&Tree::of(&[(path, text)], json!([]))).unwrap();
        assert!(told(PARSER_FILE).is_empty());
        assert_eq!(
            told("crates/promql/src/plan.rs"),
            ["crates/promql/src/plan.rs:1: only crates/promql/src/parse.rs names promql_parser"]
        );
    }
}
