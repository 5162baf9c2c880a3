//! Numbers, texts, durations, spaces. It must not know expressions.

use super::Writer;
use crate::oracle::tree::Expr;
use promql::plan::Type;

const NUMBERS: [&str; 20] = [
    "0",
    "1",
    "2",
    "3",
    "0.5",
    ".25",
    "10",
    "1e3",
    "0x1F",
    "017",
    "NaN",
    "Inf",
    "+Inf",
    "inf",
    "1.5e-3",
    "42",
    "100",
    "60",
    "9007199254740993",
    "1e308",
];
const TEXTS: [&str; 8] = ["", "a", "x y", "b\u{e9}", "q\"u\\o", "{{ $x }}", "5xx", "line\nbreak"];
/// Of whole seconds.
const DURATIONS: [&str; 12] = ["15s", "30s", "1m", "1m30s", "2m", "5m", "5m", "10m", "1h", "7s", "1m", "45s"];

impl Writer<'_> {
    pub(super) fn number(&mut self) -> Expr {
        Expr::leaf(Type::Scalar, self.random.pick(&NUMBERS))
    }

    pub(super) fn string(&mut self) -> Expr {
        let text = self.random.pick(&TEXTS);
        Expr::leaf(Type::String, self.quoted(text))
    }

    /// A text in any of the three quotes.
    pub(super) fn quoted(&mut self, text: &str) -> String {
        let escaped = text.replace('\\', "\\\\").replace('\n', "\\n");
        match self.random.below(8) {
            0 => format!("'{}'", escaped.replace('\'', "\\'")),
            1 if !text.contains('`') => format!("`{text}`"),
            _ => format!("\"{}\"", escaped.replace('"', "\\\"")),
        }
    }

    pub(super) fn duration(&mut self) -> &'static str {
        if !self.is_off_edges() && self.random.percent(5) {
            return self.random.pick(&["1ms", "1500ms", "15s1ms", "4m59s999ms"]);
        }
        self.random.pick(&DURATIONS)
    }

    /// What may stand between two words.
    pub(super) fn space(&mut self) -> &'static str {
        match self.random.below(40) {
            0 => "\n",
            1 => " # note\n",
            2 => "\t ",
            _ => " ",
        }
    }
}
