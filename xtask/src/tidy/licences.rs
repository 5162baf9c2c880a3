//! The licences of everything that we build with, read from what each package declares; no database, no network.

use super::tree::Tree;
use crate::Outcome;

/// Licences that let us give the result to everybody under ours. Exceptions are named with their licence.
const ACCEPTED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Packages accepted under a licence that asks more than the others, each by name.
const BY_NAME: [(&str, &str); 0] = [];

/// Tells every package that offers no licence that we accept.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for package in tree.packages(false).chain(tree.packages(true)) {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        let by_name = BY_NAME.contains(&(name, licence));
        if !by_name && !is_accepted(licence) {
            problems.push(format!(
                "{name} {}: licence {licence:?}",
                package["version"].as_str().unwrap_or_default()
            ));
        }
    }
    Ok(problems)
}

/// Whether an SPDX expression can be met with accepted licences. The old `A/B` means `A OR B`.
fn is_accepted(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let ok = any(&words, &mut at);
    ok && at == words.len()
}

/// Alternatives: `a OR b`. Every part is read, so that the place after the whole is known.
fn any(words: &[&str], at: &mut usize) -> bool {
    let mut ok = all(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        ok |= all(words, at);
    }
    ok
}

/// Conditions: `a AND b`, which bind tighter than OR.
fn all(words: &[&str], at: &mut usize) -> bool {
    let mut ok = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        ok &= one(words, at);
    }
    ok
}

/// A licence, with its exception if it has one, or an expression in parentheses.
fn one(words: &[&str], at: &mut usize) -> bool {
    let word = words.get(*at);
    // Also past the end: an expression that is cut off then does not end where its words do.
    *at += 1;
    let Some(word) = word else { return false };
    if *word == "(" {
        let ok = any(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return ok && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return ACCEPTED.contains(&format!("{word} WITH {exception}").as_str()) || ACCEPTED.contains(word);
    }
    ACCEPTED.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn expressions_are_understood() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "Apache-2.0/MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR MIT",
        ] {
            assert!(is_accepted(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "MIT OR",
            "(MIT",
            "MIT)",
            "MIT MIT",
            "MIT AND (AGPL-3.0 OR SSPL-1.0)",
        ] {
            assert!(!is_accepted(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_without_an_accepted_licence_is_told() {
        let package =
            |licence: &str| json!([{ "name": "x", "version": "1.0.0", "source": "s", "license": licence }]);
        assert!(check(&Tree::of(&[], package("MIT"))).unwrap().is_empty());
        assert_eq!(check(&Tree::of(&[], package("AGPL-3.0"))).unwrap(), ["x 1.0.0: licence \"AGPL-3.0\""]);
        let none = json!([{ "name": "x", "version": "1.0.0", "source": "s", "license": null }]);
        assert_eq!(check(&Tree::of(&[], none)).unwrap().len(), 1);
    }
}
