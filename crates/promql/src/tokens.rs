//! The words of a query, for highlighting and as the parser's guide. It must not know the grammar, and never fails.

mod escape;
mod number;
mod scan;
mod word;

use crate::Span;
pub(crate) use scan::{Fault, scan};
use word::GROUPING_WORDS;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `# to the end of the line`
    Comment,
    /// A quoted text.
    String,
    /// A number: decimal, hexadecimal, `Inf` or `NaN`.
    Number,
    /// A duration such as `1h30m`.
    Duration,
    /// A metric's name, or a word that is not known otherwise.
    Identifier,
    /// A label's name.
    Label,
    /// A function's name.
    Function,
    /// `sum`, `avg`, ...
    Aggregation,
    /// `by`, `on`, `offset`, `bool`, ...
    Keyword,
    /// An operator, words such as `and` and the signs of matchers among them.
    Operator,
    /// A bracket, comma, colon or `@`.
    Punctuation,
    /// Text that is no token.
    Other,
}

/// A word of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of `text` in order; what lies between them is white space. Any text has tokens: where Prometheus would
/// stop, there is an [`TokenKind::Other`] and reading goes on behind it.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = scan(text).tokens;
    name_identifiers(text, &mut tokens);
    tokens
}

/// Tells label and function names from other identifiers by what stands around them.
fn name_identifiers(text: &str, tokens: &mut [Token]) {
    let (mut in_braces, mut in_labels, mut labels_follow) = (false, false, false);
    for idx in 0..tokens.len() {
        let word = tokens[idx].span.of(text);
        let next = tokens.get(idx + 1).map_or("", |it| it.span.of(text));
        match (tokens[idx].kind, word) {
            (TokenKind::Punctuation, "{") => in_braces = true,
            (TokenKind::Punctuation, "}") => in_braces = false,
            (TokenKind::Punctuation, "(") => in_labels = labels_follow,
            (TokenKind::Punctuation, ")") => in_labels = false,
            (TokenKind::Keyword, _) if GROUPING_WORDS.contains(&word.to_ascii_lowercase().as_str()) => {
                labels_follow = true;
                continue;
            }
            (TokenKind::Identifier | TokenKind::Aggregation | TokenKind::Keyword, _) if in_labels => {
                tokens[idx].kind = TokenKind::Label;
            }
            (TokenKind::Identifier, _) if in_braces => tokens[idx].kind = TokenKind::Label,
            (TokenKind::Identifier, _) if next == "(" => tokens[idx].kind = TokenKind::Function,
            _ => {}
        }
        labels_follow = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::*;

    fn kinds(text: &str) -> Vec<(&str, TokenKind)> {
        tokens(text).into_iter().map(|it| (it.span.of(text), it.kind)).collect()
    }

    #[test]
    fn words_of_an_alert() {
        assert_eq!(
            kinds(r#"sum by (proxy) (rate(a:b_total{code=~"5.."}[1m])) >= bool -0x1F # much"#),
            [
                ("sum", Aggregation),
                ("by", Keyword),
                ("(", Punctuation),
                ("proxy", Label),
                (")", Punctuation),
                ("(", Punctuation),
                ("rate", Function),
                ("(", Punctuation),
                ("a:b_total", Identifier),
                ("{", Punctuation),
                ("code", Label),
                ("=~", Operator),
                ("\"5..\"", String),
                ("}", Punctuation),
                ("[", Punctuation),
                ("1m", Duration),
                ("]", Punctuation),
                (")", Punctuation),
                (")", Punctuation),
                (">=", Operator),
                ("bool", Keyword),
                ("-", Operator),
                ("0x1F", Number),
                ("# much", Comment),
            ]
        );
    }

    #[test]
    fn numbers_durations_and_words_that_look_like_them() {
        for (text, kind) in [
            ("1", Number),
            (".5", Number),
            ("1e-3", Number),
            ("1_000", Number),
            ("+1".trim_start_matches('+'), Number),
            ("iNf", Number),
            ("NaN", Number),
            ("1h30m", Duration),
            ("100ms", Duration),
            ("nano", Identifier),
            ("a:b", Identifier),
            ("ATAN2", Operator),
            ("`a\\b`", String),
            ("'it\\'s'", String),
        ] {
            assert_eq!(kinds(text), [(text, kind)], "{text}");
        }
    }

    #[test]
    fn what_is_no_token_does_not_end_the_reading() {
        assert_eq!(kinds("a ; b"), [("a", Identifier), (";", Other), ("b", Identifier)]);
        assert_eq!(kinds("1x + \"open"), [("1x", Other), ("+", Operator), ("\"open", Other)]);
        assert_eq!(kinds("é"), [("é", Other)]);
    }
}
