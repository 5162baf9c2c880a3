//! Text that must not be committed: paths of one machine and addresses of one registry, which mean nothing elsewhere.

use super::tree::Tree;
use crate::Outcome;

/// What must not stand anywhere. Each is written in two parts, so that this file passes its own check.
const FORBIDDEN: [&str; 4] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("../sha", "red"),
    // A lock file that names where its packages came from.
    concat!("\"resol", "ved\": \"http"),
];

/// Tells every line with such text. A path counts where it begins, not inside a longer one such as `frame` + path.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for file in tree.files() {
        for (idx, line) in file.text.lines().enumerate() {
            for text in FORBIDDEN {
                let inside = |at: usize| {
                    text.starts_with('/')
                        && line[..at].ends_with(|it: char| it.is_alphanumeric() || "._-~".contains(it))
                };
                if line.match_indices(text).any(|(at, _)| !inside(at)) {
                    problems.push(format!("{}:{}: {text}", file.path, idx + 1));
                }
            }
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_of_a_machine_is_told() {
        let told = |text: &str| check(&Tree::of(&[("README.md", text)], json!([]))).unwrap().len();
        for text in FORBIDDEN {
            assert_eq!(told(&format!("see {text} there")), 1, "{text}");
        }
        assert_eq!(told("frame/wo rk/x and net/work/2"), 0);
        assert_eq!(told(&format!("frame{}", FORBIDDEN[0])), 0);
    }
}
