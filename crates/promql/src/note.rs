//! Remarks that accompany a result, in Prometheus' words (util/annotations). They must not change the result.

use crate::Span;

/// How grave a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// `infos` of the API.
    Info,
    /// `warnings` of the API.
    Warning,
}

/// A remark on a part of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How grave it is.
    pub kind: NoteKind,
    /// Prometheus' message, without the place.
    pub message: String,
    /// The part of the query.
    pub span: Span,
}

impl Note {
    /// The message with line and column in `text`, as Prometheus prints it.
    pub fn placed(&self, text: &str) -> String {
        let (line, column) = self.span.position(text);
        format!("{} ({line}:{column})", self.message)
    }

    /// `NewPossibleNonCounterInfo`.
    pub(crate) fn not_a_counter(metric: &str, span: Span) -> Self {
        let message = format!(
            "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \
             {metric:?}"
        );
        Self { kind: NoteKind::Info, message, span }
    }

    /// `NewInvalidQuantileWarning`.
    pub(crate) fn invalid_quantile(quantile: f64, span: Span) -> Self {
        let value = series::format_general(quantile);
        let message = format!("PromQL warning: quantile value should be between 0 and 1, got {value}");
        Self { kind: NoteKind::Warning, message, span }
    }

    /// `NewInvalidRatioWarning`.
    pub(crate) fn invalid_ratio(ratio: f64, capped: f64, span: Span) -> Self {
        let (ratio, capped) = (series::format_general(ratio), series::format_general(capped));
        let message = format!(
            "PromQL warning: ratio value should be between -1 and 1, got {ratio}, capping to {capped}"
        );
        Self { kind: NoteKind::Warning, message, span }
    }
}
