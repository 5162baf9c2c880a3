//! The lock files: both there, and the pinned tools the same in every place that names them.

use super::tree::Tree;
use crate::Outcome;
use crate::tools;

/// Tells a lock file that is missing, and a wasm-bindgen crate of another version than the tool. (`cargo metadata --locked`
/// has already refused a stale Cargo.lock.)
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for name in ["Cargo.lock", "package-lock.json", "tests/bench/package-lock.json"] {
        if !tree.files().any(|it| it.path == name) {
            problems.push(format!("{name} is missing"));
        }
    }
    for package in tree.packages(false).filter(|it| it["name"] == "wasm-bindgen") {
        if package["version"] != tools::WASM_BINDGEN_VERSION {
            problems.push(format!(
                "wasm-bindgen {} beside the tool {}",
                package["version"],
                tools::WASM_BINDGEN_VERSION
            ));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missing_lock_and_another_version_are_told() {
        let files = [("Cargo.lock", ""), ("tests/bench/package-lock.json", ""), ("package-lock.json", "")];
        let package = |version: &str| json!([{ "name": "wasm-bindgen", "source": "s", "version": version }]);
        assert!(check(&Tree::of(&files, package(tools::WASM_BINDGEN_VERSION))).unwrap().is_empty());
        assert_eq!(check(&Tree::of(&files[..2], package("0.2.1"))).unwrap().len(), 2);
    }
}
