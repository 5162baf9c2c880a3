//! The counted budgets of a query, in one table. They must not depend on a clock or on the machine.

/// One limit, as help and documentation show it.
pub struct Limit {
    /// What it bounds.
    pub name: &'static str,
    /// The largest value that is accepted.
    pub max: u64,
    /// What happens beyond it.
    pub effect: &'static str,
}

/// Bytes of a query's text.
pub const TEXT_BYTES: usize = 64 * 1024;
/// Tokens of a query, comments included.
pub const TOKENS: usize = 4_000;
/// Nesting of parentheses, calls, aggregations, unary operators and right-hand sides.
pub const DEPTH: usize = 200;
/// Operators in one chain such as `a + b + c`, which nests to the left.
pub const CHAIN: usize = 500;
/// Steps of one range evaluation.
pub const STEPS: usize = 100_000;
/// Values (columns x steps) that one evaluation holds at once: 8 bytes each.
pub const CELLS: u64 = 64 * 1024 * 1024;
/// Steps of a subquery over all instants of a query.
pub const GRID: usize = 4 * 1024 * 1024;
/// Samples that one evaluation looks at, each as often as a window or an operator comes across it.
pub const VISITS: u64 = 32 * 1024 * 1024 * 1024;
/// Bytes that `label_replace` and `label_join` write into labels in one evaluation.
pub const LABEL_TEXT: usize = 16 * 1024 * 1024;
/// Samples that one evaluation may hold, unless the options say otherwise (`--query.max-samples`).
pub const SAMPLES: u64 = 50_000_000;

/// Remarks on one evaluation.
pub const NOTES: usize = 1_000;

/// All limits of this crate.
pub const TABLE: [Limit; 11] = [
    Limit { name: "bytes of a query", max: TEXT_BYTES as u64, effect: "refused before reading it" },
    Limit { name: "tokens of a query", max: TOKENS as u64, effect: "refused before parsing" },
    Limit { name: "nesting of a query", max: DEPTH as u64, effect: "refused before parsing" },
    Limit { name: "operators in one chain", max: CHAIN as u64, effect: "refused before parsing" },
    Limit { name: "steps of a range", max: STEPS as u64, effect: "refused before evaluating" },
    Limit { name: "steps of a subquery", max: GRID as u64, effect: "evaluation ends with an error" },
    Limit { name: "samples looked at", max: VISITS, effect: "evaluation ends with an error" },
    Limit { name: "values held at once", max: CELLS, effect: "evaluation ends with an error" },
    Limit {
        name: "bytes written into labels",
        max: LABEL_TEXT as u64,
        effect: "evaluation ends with an error",
    },
    Limit { name: "remarks", max: NOTES as u64, effect: "further ones are left out" },
    Limit { name: "samples held at once", max: SAMPLES, effect: "evaluation ends with Prometheus' error" },
];
