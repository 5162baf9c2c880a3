//! The option `--semantics`. It must not know what it changes.

use crate::failure::Failure;
use promql::Semantics;

/// Whose rules apply: 2 or 3.
pub(crate) fn read(text: &str) -> Result<Semantics, Failure> {
    match text {
        "2" => Ok(Semantics::V2),
        "3" => Ok(Semantics::V3),
        other => Err(Failure::Usage(format!("--semantics: {other} is neither 2 nor 3"))),
    }
}
