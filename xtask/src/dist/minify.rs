//! Makes scripts and stylesheets small with esbuild: comments, spaces and long names are for the source.

use super::folder::Files;
use crate::{Outcome, run, tools};
use serde_json::{Map, Value};

/// Shortens every script and stylesheet; what they name and do stays the same.
pub(super) fn texts(files: &mut Files) -> Outcome<()> {
    let mut texts = Map::new();
    for (name, bytes) in files.iter().filter(|(name, _)| is_minified(name)) {
        let text = String::from_utf8(bytes.clone()).map_err(|_| format!("{name} is not UTF-8"))?;
        texts.insert(name.clone(), Value::String(text));
    }
    let mut node = tools::node()?;
    node.env("ALERTPLAY_NODE_MODULES", tools::node_modules()?);
    node.args(["--input-type=module", "--eval", include_str!("minify.mjs")]);
    let printed = run::capture_with_input(&mut node, Value::Object(texts).to_string().as_bytes())?;
    let short: Map<String, Value> =
        serde_json::from_str(&printed).map_err(|error| format!("esbuild: {error}"))?;
    for (name, text) in short {
        let text = text.as_str().ok_or_else(|| format!("esbuild gave no text for {name}"))?;
        files.insert(name, text.as_bytes().to_vec());
    }
    Ok(())
}

fn is_minified(name: &str) -> bool {
    [".js", ".mjs", ".css"].iter().any(|it| name.ends_with(it))
}
