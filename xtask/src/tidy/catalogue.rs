//! Every alert of the catalogue has all its files: the rule, the runbook, the unit test.

use super::tree::Tree;
use crate::Outcome;
use std::collections::{BTreeMap, BTreeSet};

const ALERTS: &str = "crates/catalogue/alerts/";
const COMPLETE: [&str; 3] = ["rule.yml", "runbook.md", "test.yml"];
/// A better rule and its unit test: both or none.
const BETTER: [&str; 2] = ["better.yml", "better.test.yml"];

/// Tells folders that lack a file or have an empty one, and files that stand elsewhere than in `<exporter>/<alert>/`.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in tree.files() {
        let Some(path) = file.path.strip_prefix(ALERTS) else {
            continue;
        };
        match path.rsplit_once('/') {
            Some((folder, name)) if folder.split('/').count() == 2 => {
                let names = folders.entry(folder).or_default();
                if !file.text.trim().is_empty() {
                    names.insert(name);
                }
            }
            _ => problems.push(format!("{}: alerts stand in <exporter>/<alert>/", file.path)),
        }
    }
    for (folder, names) in &folders {
        let better = BETTER.iter().filter(|_| BETTER.iter().any(|it| names.contains(it)));
        let lacking = COMPLETE.iter().chain(better).filter(|it| !names.contains(*it));
        problems.extend(lacking.map(|it| format!("{ALERTS}{folder}: {it} is missing or empty")));
    }
    if folders.is_empty() {
        problems.push(format!("{ALERTS}: no alert at all"));
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(names: &[(&str, &str)]) -> Vec<String> {
        let paths: Vec<(String, &str)> =
            names.iter().map(|(it, text)| (format!("{ALERTS}{it}"), *text)).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        check(&Tree::of(&files, json!([]))).unwrap()
    }

    #[test]
    fn an_incomplete_folder_is_told() {
        assert!(told(&[("e/a/rule.yml", "x"), ("e/a/runbook.md", "x"), ("e/a/test.yml", "x")]).is_empty());
        assert_eq!(told(&[("e/a/rule.yml", "x"), ("e/a/runbook.md", " "), ("e/a/test.yml", "x")]).len(), 1);
        assert_eq!(told(&[("e/a/rule.yml", "x")]).len(), 2);
    }

    #[test]
    fn a_better_rule_has_its_unit_test() {
        let folder =
            [("e/a/rule.yml", "x"), ("e/a/runbook.md", "x"), ("e/a/test.yml", "x"), ("e/a/better.yml", "x")];
        assert_eq!(told(&folder), [format!("{ALERTS}e/a: better.test.yml is missing or empty")]);
        assert!(told(&[folder.as_slice(), &[("e/a/better.test.yml", "x")]].concat()).is_empty());
    }

    #[test]
    fn a_stray_file_and_an_empty_catalogue_are_told() {
        assert_eq!(told(&[("rule.yml", "x")]).len(), 2);
        assert_eq!(told(&[]).len(), 1);
    }
}
