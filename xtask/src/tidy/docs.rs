//! Every Rust file begins by saying what it is, and is short enough to be read in one go.

use super::tree::Tree;
use crate::Outcome;

/// The longest a Rust file may be.
const MAX_LINES: usize = 400;

/// Tells files without a first `//!` line, and those that are too long.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for file in tree.rust() {
        let first = file.text.lines().next().unwrap_or_default();
        if first.strip_prefix("//! ").is_none_or(|it| it.trim().len() <= 10) {
            problems.push(format!("{}:1: begin with `//! what it is; what it must not know.`", file.path));
        }
        let lines = file.text.lines().count();
        if lines > MAX_LINES {
            problems.push(format!("{}: {lines} lines, the limit is {MAX_LINES}", file.path));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_silent_or_long_file_is_told() {
        let long = format!("//! What this is.\n{}", "\n".repeat(MAX_LINES));
        let files =
            [("a.rs", "//! What this is.\n"), ("b.rs", "use x;\n"), ("c.rs", "//! \n"), ("d.rs", &long)];
        let problems = check(&Tree::of(&files, json!([]))).unwrap();
        let named: Vec<&str> = problems.iter().map(|it| &it[..1]).collect();
        assert_eq!(named, ["b", "c", "d"]);
    }
}
