//! The page's editor: web/editor/ and what it takes from npm, bundled by esbuild into files that are loaded on demand. It
//! must not know what the editor does.

use crate::{Outcome, repo, run, tools};
use std::path::Path;

/// Puts `editor.js`, and the files that it names, into the folder that trunk left.
pub(super) fn editor(folder: &Path) -> Outcome<()> {
    let mut node = tools::node()?;
    node.env("ALERTPLAY_NODE_MODULES", tools::node_modules()?);
    node.args(["--input-type=module", "--eval", include_str!("bundle.mjs")]);
    run::run(node.arg(repo::root().join("web/editor")).arg(folder))
}
