//! Keeps source files out of the published modules: where a panic's place is named, it would be by paths of whoever built, and
//! where nobody can read it, it is bytes for nothing.

use crate::repo;
use std::path::PathBuf;

/// Lets a release of rustc take [`NO_WORDS`] and [`OWN_STD`], which it otherwise leaves to nightlies.
pub(super) const BOOTSTRAP: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");
/// Leaves the places and the words of panics out of the modules: a tenth of the engine's download. The page has no way to show
/// either, a panic reaches it as a trap (docs/adr/014-no-places.md).
const NO_WORDS: [&str; 3] = ["-Zlocation-detail=none", "-Zunstable-options", "-Cpanic=immediate-abort"];
/// Panics are compiled into the standard library, too: it is built with the page.
pub(super) const OWN_STD: [(&str, &str); 2] = [
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// The rustc flags that name sources from their package on, joined as `CARGO_ENCODED_RUSTFLAGS` wants them.
pub(super) fn flags() -> String {
    let mut folders = vec![repo::root().to_owned()];
    if let Some(registry) = cargo_home().map(|it| it.join("registry/src")) {
        // One folder an index below; sorted, because the order of flags is part of what cargo calls the same build.
        let mut indices: Vec<PathBuf> = std::fs::read_dir(&registry)
            .map(|all| all.flatten().map(|it| it.path()).collect())
            .unwrap_or_default();
        indices.sort();
        folders.extend(indices);
    }
    let flag = |folder: &PathBuf| format!("--remap-path-prefix={}/=", folder.display());
    folders.iter().map(flag).chain(NO_WORDS.map(str::to_owned)).collect::<Vec<_>>().join("\u{1f}")
}

/// Where cargo keeps its sources.
fn cargo_home() -> Option<PathBuf> {
    let home = || std::env::home_dir().map(|it| it.join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_top_folder_is_left_out_of_names() {
        let top = crate::repo::root().display().to_string();
        assert!(super::flags().split('\u{1f}').any(|it| it == format!("--remap-path-prefix={top}/=")));
    }
}
