//! The bounds of what a document may ask for: one table, so that help can show it. The evaluator's own bounds
//! stand in promql, the traffic model's in haproxy.

/// Bytes of a document's text, and of a link when inflated.
pub const DOCUMENT_BYTES: usize = 1 << 20;
/// Characters of a link's fragment.
pub const FRAGMENT_CHARS: usize = 1 << 20;
/// Characters that a link should have to pass through every chat (Discord's limit of a message).
pub const FRAGMENT_GOOD: u32 = 2000;
/// Evaluations of one rule over one scenario: 14 days at 15 s.
pub const EVALUATIONS: usize = 100_000;
/// Values of all columns together: instances times evaluations.
pub const VALUES: usize = 20_000_000;
/// Faults of a scenario.
pub const FAULTS: usize = 100;
/// Rules of a document.
pub const RULES: usize = 100;
/// Rows of a list that the page shows.
pub const ROWS: usize = 200;
/// Bytes of an expression, of a label or of an annotation.
pub const TEXT_BYTES: usize = 64 << 10;
