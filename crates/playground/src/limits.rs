//! The bounds of what a document may ask for: one table, so that help can show it. The evaluator's own bounds
//! stand in promql, the traffic model's in haproxy.

/// The work of one slice, counted in samples that the simulation looks at: about 4 ms of wasm on a small machine, well below
/// the 8 ms that a slice may take.
pub const SLICE: u64 = 100_000;
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
/// Series that a document may bring.
pub const INPUT_SERIES: usize = 1000;
/// Samples of all of them together.
pub const INPUT_SAMPLES: usize = 2_000_000;
/// Rows of a list that the page shows.
pub const ROWS: usize = 200;
/// Bytes of an expression, of a label or of an annotation.
pub const TEXT_BYTES: usize = 64 << 10;
/// Bytes of a text of an exercise.
pub const EXERCISE_BYTES: usize = 8 << 10;
/// Goals of an exercise.
pub const GOALS: usize = 16;
/// Hints of an exercise.
pub const HINTS: usize = 16;
/// Wrong answers of an exercise.
pub const WRONG: usize = 8;
/// Rules that are judged together.
pub const ANSWER_RULES: usize = 8;
/// Seeds that rules are judged on.
pub const SEEDS: usize = 64;
/// Steps that can be undone.
pub const UNDO_STEPS: usize = 200;
/// Bytes that all undone documents may have together.
pub const UNDO_BYTES: usize = 8 << 20;

/// The bounds that a person may meet, as help shows them: what, and how much.
pub const TABLE: [(&str, u64); 22] = [
    ("characters of a link that passes every chat", FRAGMENT_GOOD as u64),
    ("characters of a link", FRAGMENT_CHARS as u64),
    ("bytes of a document", DOCUMENT_BYTES as u64),
    ("rules of a document", RULES as u64),
    ("faults of a scenario", FAULTS as u64),
    ("servers that the page adds up to", crate::edit::MOST_SERVERS as u64),
    ("series that a document brings", INPUT_SERIES as u64),
    ("samples that a document brings", INPUT_SAMPLES as u64),
    ("evaluations of a rule", EVALUATIONS as u64),
    ("values, instances times evaluations", VALUES as u64),
    ("bytes of an expression", TEXT_BYTES as u64),
    ("tokens of an expression", promql::limits::TOKENS as u64),
    ("nesting of an expression", promql::limits::DEPTH as u64),
    ("operators in one chain", promql::limits::CHAIN as u64),
    ("steps of a subquery", promql::limits::GRID as u64),
    ("samples that one query may look at", promql::limits::VISITS),
    ("goals of an exercise", GOALS as u64),
    ("rules that an exercise judges together", ANSWER_RULES as u64),
    ("seeds that rules are judged on", SEEDS as u64),
    ("rows of a list", ROWS as u64),
    ("steps that can be undone", UNDO_STEPS as u64),
    ("bytes of all steps that can be undone", UNDO_BYTES as u64),
];
