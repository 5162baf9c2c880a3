//! The document as YAML text, read with suspicion. It must not know links or files.

use super::{Document, Scenario, VERSION};
use crate::limits::DOCUMENT_BYTES;
use serde::Deserialize;

/// What every version of the format holds, whatever else it holds.
#[derive(Deserialize)]
struct AnyVersion {
    version: u32,
}

/// The document that `text` holds.
///
/// # Errors
/// What is wrong and where (line and column, where the YAML parser knows them), in words for people.
pub fn read(text: &str) -> Result<Document, String> {
    alerting::check_bounds(text, DOCUMENT_BYTES).map_err(|err| err.to_string())?;
    let head: AnyVersion = serde_yaml_ng::from_str(text).map_err(|err| err.to_string())?;
    if head.version > VERSION {
        let version = head.version;
        return Err(format!(
            "it is of version {version}, and this page knows versions up to {VERSION}: open it with a newer one"
        ));
    }
    if head.version == 0 {
        return Err("version 0 never existed".to_owned());
    }
    serde_yaml_ng::from_str(text).map_err(|err| err.to_string())
}

/// The YAML text of `document`, which [`read`] reads back equal.
pub fn write(document: &Document) -> String {
    serde_yaml_ng::to_string(document).unwrap_or_default()
}

/// The YAML text of a scenario alone, as a file of the catalogue.
pub(crate) fn write_scenario(scenario: &Scenario) -> String {
    serde_yaml_ng::to_string(scenario).unwrap_or_default()
}
