//! The reserved words of PromQL (`key`, promql/parser/lex.go). It must not know where a word stands.

use super::TokenKind;

/// The aggregations, those that are not evaluated here among them.
pub(super) const AGGREGATIONS: [&str; 14] = [
    "sum",
    "avg",
    "count",
    "min",
    "max",
    "group",
    "stddev",
    "stdvar",
    "topk",
    "bottomk",
    "count_values",
    "quantile",
    "limitk",
    "limit_ratio",
];

/// The keywords that a list of labels may follow.
pub(super) const GROUPING_WORDS: [&str; 6] = ["by", "without", "on", "ignoring", "group_left", "group_right"];

/// What `word` is outside of braces; case does not count, except in identifiers.
pub(super) fn kind(word: &str) -> TokenKind {
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "and" | "or" | "unless" | "atan2" => TokenKind::Operator,
        "offset" | "bool" => TokenKind::Keyword,
        "inf" | "nan" => TokenKind::Number,
        it if GROUPING_WORDS.contains(&it) => TokenKind::Keyword,
        it if AGGREGATIONS.contains(&it) => TokenKind::Aggregation,
        _ => TokenKind::Identifier,
    }
}
