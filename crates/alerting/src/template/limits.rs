//! The bounds of a template: how long its text, its output and its work may be. They must not depend on a clock.

/// The longest text that is parsed, in bytes.
pub(crate) const MAX_TEXT: usize = 64 * 1024;
/// The longest output, and the longest string on the way to it, in bytes.
pub(crate) const MAX_OUTPUT: usize = 1024 * 1024;
/// The nodes, loop steps and bytes of arguments that one expansion may cost.
pub(crate) const MAX_WORK: usize = 4 * 1024 * 1024;
/// What one query costs of [`MAX_WORK`]: a thousand queries are the most.
pub(crate) const QUERY_WORK: usize = 4 * 1024;

/// The message for too much output.
pub(crate) fn too_long() -> String {
    format!("output longer than {MAX_OUTPUT} bytes")
}
