//! What the checks look at: the project's text files and what cargo knows of its packages; read once, shared by all.

use super::source;
use crate::{Outcome, repo, run};
use serde_json::Value;
use std::fs;

/// The working tree, as far as it is text.
pub(super) struct Tree {
    files: Vec<File>,
    /// `cargo metadata`: every package of the lock file, for all platforms.
    pub(super) metadata: Value,
}

/// One text file.
pub(super) struct File {
    /// Relative to the top, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    /// For Rust: the text with comments, literals and test-only items blanked, line for line; else empty.
    pub(super) code: String,
}

impl Tree {
    /// Reads everything that is committed or would be. Files that are not UTF-8 are no text and are passed over.
    pub(super) fn read() -> Outcome<Self> {
        let mut files = Vec::new();
        for path in repo::files()? {
            let bytes = fs::read(repo::root().join(&path)).map_err(|error| format!("{path}: {error}"))?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(File::new(path, text));
            }
        }
        let json = run::capture(repo::cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
        let metadata = serde_json::from_str(&json).map_err(|error| format!("cargo metadata: {error}"))?;
        Ok(Self { files, metadata })
    }

    /// Every text file.
    pub(super) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The Rust files.
    pub(super) fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|it| it.path.ends_with(".rs"))
    }

    /// The packages of `cargo metadata`: ours, or those of others. What stands in `patches/` is in the place of somebody
    /// else's package, under its name, and is used like it.
    pub(super) fn packages(&self, ours: bool) -> impl Iterator<Item = &Value> {
        let packages = self.metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
        let stands_in = |it: &Value| it["manifest_path"].as_str().is_some_and(|it| it.contains("/patches/"));
        // Packages of the working tree come from no registry.
        packages.iter().filter(move |it| (it["source"].is_null() && !stands_in(it)) == ours)
    }

    /// A tree of these files and packages, for the checks' own tests.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)], packages: Value) -> Self {
        let files =
            files.iter().map(|(path, text)| File::new((*path).to_owned(), (*text).to_owned())).collect();
        Self { files, metadata: serde_json::json!({ "packages": packages }) }
    }
}

impl File {
    fn new(path: String, text: String) -> Self {
        let code = if path.ends_with(".rs") { source::code(&text) } else { String::new() };
        Self { path, text, code }
    }

    /// Where a pattern stands in the code, as `path:line`, each line once.
    pub(super) fn lines_with(&self, pattern: impl Fn(&str) -> bool) -> impl Iterator<Item = String> {
        let lines = self.code.lines().enumerate().filter(move |(_, line)| pattern(line));
        lines.map(|(idx, _)| format!("{}:{}", self.path, idx + 1))
    }
}
