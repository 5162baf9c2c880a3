//! What the document names for later: `<meta name="..." content="./file">`. It must not know what is in the files.

use gloo::utils::document;

/// The address under a name; empty for none.
pub(crate) fn content(name: &str) -> String {
    let meta = document().query_selector(&format!("meta[name={name}]")).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}
