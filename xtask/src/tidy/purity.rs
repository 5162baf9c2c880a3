//! The crates below the edges see no clock, file, network, environment or thread, print nothing, and keep their maps in order.

use super::tree::{File, Tree};
use crate::Outcome;

/// The crates that must give the same result everywhere.
const PURE: [&str; 9] =
    ["series", "promql", "alerting", "lint", "quality", "haproxy", "catalogue", "plot", "playground"];

/// What their code must not name, and why.
const FORBIDDEN: [(&str, &str); 16] = [
    ("HashMap", "its order is chance: use BTreeMap"),
    ("HashSet", "its order is chance: use BTreeSet"),
    ("std::time", "time is an argument"),
    ("SystemTime", "time is an argument"),
    ("Instant::now", "time is an argument"),
    ("std::fs", "the edges do IO"),
    ("std::io", "the edges do IO"),
    ("std::net", "the edges do IO"),
    ("std::process", "the edges do IO"),
    ("std::env", "settings are arguments"),
    ("std::thread", "work is cut into slices, not threads"),
    ("thread_local!", "state is a value that is passed"),
    ("println!", "the edges print"),
    ("eprintln!", "the edges print"),
    ("eprint!", "the edges print"),
    ("dbg!", "the edges print"),
];

/// Whether the file is code of a pure crate; build scripts and tests beside it are not.
pub(super) fn is_pure(file: &File) -> bool {
    let in_src = |name: &str| {
        let below = file.path.strip_prefix("crates/").and_then(|it| it.strip_prefix(name));
        below.is_some_and(|it| it.starts_with("/src/"))
    };
    // A module `tests` in a file of its own is declared under `#[cfg(test)]`.
    PURE.iter().any(|it| in_src(it)) && !file.path.ends_with("/tests.rs") && !file.path.contains("/tests/")
}

/// Tells every forbidden name in the code of a pure crate, tests apart.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for file in tree.rust().filter(|it| is_pure(it)) {
        for (name, why) in FORBIDDEN {
            let lines = file.lines_with(|line| names(line, name));
            problems.extend(lines.map(|at| format!("{at}: {name}: {why}")));
        }
        // `use std::{fs, ...}` says the same in other words.
        let lines = file.lines_with(|line| line.contains("std::{"));
        problems.extend(
            lines.map(|at| format!("{at}: one `use std::...` a line, so that this check can read it")),
        );
    }
    Ok(problems)
}

/// Whether a line has the name as whole words. Addresses (`std::net::IpAddr` and its kin) are data and no IO.
fn names(line: &str, name: &str) -> bool {
    let part = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let line = &line.replace("std::net::Ip", "");
    line.match_indices(name).any(|(at, _)| {
        !line[..at].ends_with(part) && (name.ends_with('!') || !line[at + name.len()..].starts_with(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)], json!([]))).unwrap().len()
    }

    #[test]
    fn every_forbidden_name_is_told_in_a_pure_crate_only() {
        for (name, _) in FORBIDDEN {
            let text = format!("fn f() {{ {name} }}");
            assert_eq!(told("crates/promql/src/a.rs", &text), 1, "{name}");
            assert_eq!(told("crates/cli/src/a.rs", &text), 0, "{name}");
        }
        assert_eq!(told("crates/plot/src/a.rs", "use std::{fs, fmt};"), 1);
    }

    #[test]
    fn words_comments_and_tests_are_no_breach() {
        assert_eq!(told("crates/promql/src/a.rs", "// std::fs\nfn f() { MyHashMap; \"println!\" }"), 0);
        assert_eq!(told("crates/promql/src/a.rs", "#[cfg(test)]\nmod tests { use std::fs; }"), 0);
        assert_eq!(told("crates/promql/src/a.rs", "use std::net::IpAddr;"), 0);
        assert_eq!(told("crates/promql/tests/a.rs", "use std::fs;"), 0);
        assert_eq!(told("crates/catalogue/build.rs", "use std::fs;"), 0);
    }
}
