//! Puts the catalogue's pieces beside the page: files that the engine fetches when they are needed, and the table that
//! tells it their addresses. It must not know what is in them.
//!
//! The catalogue's build script writes them; cargo tells where. `pieces.json` names each file in quotes, so that the names are
//! rewritten with all others when files are named by their content.

use super::folder::{self, Files};
use crate::{Outcome, repo, run};
use std::path::{Path, PathBuf};

/// The folder of the pieces in the page's.
pub(super) const FOLDER: &str = "pieces/";
/// The table from the name of a piece to its file.
pub(super) const TABLE: &str = "pieces.json";

/// Adds the pieces and their table to the folder of a built page.
pub(super) fn add(page: &Path) -> Outcome<()> {
    let pieces = folder::read(&source()?.join(FOLDER))?;
    if pieces.is_empty() {
        return Err("the catalogue's build script wrote no pieces".to_owned());
    }
    let files = pieces.iter().map(|(name, bytes)| (format!("{FOLDER}{name}"), bytes.clone()));
    let table = (TABLE.to_owned(), table(&pieces).into_bytes());
    folder::add_to(page, &files.chain([table]).collect())
}

/// Where the catalogue's build script has written, once cargo has run it.
fn source() -> Outcome<PathBuf> {
    let mut cargo = repo::cargo();
    cargo.args(["check", "--quiet", "--package", "catalogue", "--message-format", "json"]);
    let printed = run::capture(&mut cargo)?;
    let messages = printed.lines().filter_map(|it| serde_json::from_str::<serde_json::Value>(it).ok());
    let ours = |it: &serde_json::Value| {
        let id = it["package_id"].as_str().unwrap_or_default();
        it["reason"] == "build-script-executed" && id.contains("/catalogue#")
    };
    let found = messages.filter(ours).find_map(|it| it["out_dir"].as_str().map(PathBuf::from));
    found.ok_or_else(|| "cargo does not say where the catalogue's build script has written".to_owned())
}

/// An object with the address of each piece under its name, which is its path without the ending.
fn table(pieces: &Files) -> String {
    let row = |path: &String| {
        let name = path.rsplit_once('.').map_or(path.as_str(), |(name, _)| name);
        format!("{name:?}: \"./{FOLDER}{path}\"")
    };
    format!("{{\n{}\n}}\n", pieces.keys().map(row).collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_file_in_quotes() {
        let files = [("alerts/e/a.bin", ""), ("scenarios/s.yml", "")];
        let files: Files =
            files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        let text = table(&files);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["alerts/e/a"], "./pieces/alerts/e/a.bin");
        assert_eq!(value["scenarios/s"], "./pieces/scenarios/s.yml");
    }
}
