//! The crates below the edges compute transcendental functions through the crate libm: those of the platform differ in the last bit.

use super::purity::is_pure;
use super::tree::Tree;
use crate::Outcome;

/// The methods of `f64` that are not exactly rounded everywhere. `sqrt`, `floor`, `abs`, `mul_add` and the like are.
const METHODS: [&str; 28] = [
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "hypot", "sin",
    "cos", "tan", "asin", "acos", "atan", "atan2", "sin_cos", "sinh", "cosh", "tanh", "asinh", "acosh",
    "atanh", "gamma", "ln_gamma",
];

/// Tells every call of one of them, as a method or by its path.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for file in tree.rust().filter(|it| is_pure(it)) {
        for method in METHODS {
            let forms = [format!(".{method}("), format!("f64::{method}"), format!("f32::{method}")];
            let lines = file.lines_with(|line| forms.iter().any(|it| is_whole(line, it)));
            problems.extend(lines.map(|at| format!("{at}: {method} of the platform: use libm::{method}")));
        }
    }
    Ok(problems)
}

/// Whether the form stands in the line and its word ends there.
fn is_whole(line: &str, form: &str) -> bool {
    let word = |it: char| it.is_ascii_alphanumeric() || it == '_';
    line.match_indices(form).any(|(at, _)| form.ends_with('(') || !line[at + form.len()..].starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn calls_are_told_and_libm_is_not() {
        let told =
            |text: &str| check(&Tree::of(&[("crates/haproxy/src/a.rs", text)], json!([]))).unwrap().len();
        for method in METHODS {
            assert_eq!(told(&format!("x.{method}(y)")), 1, "{method}");
            assert_eq!(told(&format!("map(f64::{method})")), 1, "{method}");
            assert_eq!(told(&format!("libm::{method}(x)")), 0, "{method}");
        }
        assert_eq!(told("x.sqrt().floor().exponent() + f64::exponent"), 0);
    }
}
