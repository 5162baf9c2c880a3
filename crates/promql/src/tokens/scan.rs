//! The scanner, with the states and messages of Prometheus' own (promql/parser/lex.go). It must not know the grammar.

use super::{Token, TokenKind, escape, number, word};
use crate::{Span, literal};

/// Why Prometheus' lexer would stop at a token.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The index of the token.
    pub(crate) token: usize,
    /// The byte that Prometheus names as the error's place.
    pub(crate) at: usize,
    /// Prometheus' message.
    pub(crate) message: String,
}

/// The tokens of a text, and the first of its faults.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) tokens: Vec<Token>,
    pub(crate) fault: Option<Fault>,
    /// The message for an end of input that comes too early.
    pub(crate) unclosed: Option<&'static str>,
}

/// Reads all of `text`.
pub(crate) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), ..Scanner::default() };
    while scanner.pos < text.len() {
        scanner.next();
    }
    scanner.out.unclosed = match &scanner {
        it if it.in_braces => Some("unexpected end of input inside braces"),
        it if it.before_duration => Some("unexpected end of input in duration expression"),
        it if it.parens > 0 => Some("unclosed left parenthesis"),
        it if it.in_brackets => Some("unclosed left bracket"),
        _ => None,
    };
    scanner.out
}

#[derive(Default)]
struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    pos: usize,
    parens: usize,
    in_braces: bool,
    in_brackets: bool,
    /// Inside brackets, before the first number: there Prometheus 3 has a state of its own.
    before_duration: bool,
    seen_colon: bool,
    out: Scan,
}

impl Scanner<'_> {
    fn next(&mut self) {
        let byte = self.bytes[self.pos];
        if self.before_duration && !self.duration_part(byte) {
            self.before_duration = false;
            let message = format!("unexpected character in duration expression: {}", self.quote(0));
            return self.refuse(self.char_length(), message);
        }
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => self.pos += 1,
            b'#' => {
                let length =
                    self.bytes[self.pos..].iter().take_while(|it| !matches!(it, b'\n' | b'\r')).count();
                self.emit(length, TokenKind::Comment);
            }
            b'"' | b'\'' => self.quoted(byte),
            b'`' => self.raw(),
            b'0'..=b'9' if !self.in_braces => self.number(),
            b'.' if !self.in_braces => {
                if self.peek(1).is_some_and(|it| it.is_ascii_digit()) {
                    self.number()
                } else {
                    self.dot()
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' if self.in_brackets => self.duration_word(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
            b':' if self.in_brackets => self.colon(),
            b':' if !self.in_braces => self.word(),
            _ if self.in_braces => self.inside_braces(byte),
            _ => self.statement(byte),
        }
    }

    /// Whether `byte` may stand before the first number of a duration (`lexDurationExpr`, promql/parser/lex.go).
    fn duration_part(&mut self, byte: u8) -> bool {
        match byte {
            b'0'..=b'9' => self.before_duration = false,
            b'.' => {
                self.before_duration = false;
                return self.peek(1).is_some_and(|it| it.is_ascii_digit());
            }
            b']' => self.before_duration = false,
            b's' | b'S' | b'm' | b'M' | b'r' | b'R' => return is_duration_word(self.letters()),
            b' ' | b'\t' | b'\n' | b'\r' | b'(' | b')' | b'+' | b'-' | b'*' | b'/' | b'%' | b'^' | b',' => {}
            b':' => {}
            _ => return false,
        }
        true
    }

    /// The letters and underscores that start here.
    fn letters(&self) -> &str {
        let rest = &self.bytes[self.pos..];
        let length = rest.iter().take_while(|it| it.is_ascii_alphabetic() || **it == b'_').count();
        &self.text[self.pos..self.pos + length]
    }

    /// A word inside brackets; those of durations are the only ones.
    fn duration_word(&mut self) {
        let (length, known) = (self.letters().len(), is_duration_word(self.letters()));
        if known {
            return self.emit(length, TokenKind::Identifier);
        }
        let message = format!("unexpected character: {}, expected ':'", self.quote(0));
        self.refuse(length, message);
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.pos + ahead).copied()
    }

    fn emit(&mut self, length: usize, kind: TokenKind) {
        let span = Span::new(self.pos, self.pos + length);
        self.out.tokens.push(Token { span, kind });
        self.pos += length;
    }

    /// A token that Prometheus refuses with `message`.
    fn refuse(&mut self, length: usize, message: String) {
        let (token, at) = (self.out.tokens.len(), self.pos);
        self.emit(length, TokenKind::Other);
        self.out.fault.get_or_insert(Fault { token, at, message });
    }

    /// The character `ahead` bytes on, as Go's `%q` prints it; U+FFFD stands for the end of the text.
    fn quote(&self, ahead: usize) -> String {
        let char = self.text[self.pos + ahead..].chars().next();
        match char {
            None => "'\u{fffd}'".to_owned(),
            Some('\'') => "'\\''".to_owned(),
            Some('"') => "'\"'".to_owned(),
            Some(other) => literal::quoted(&other.to_string()).replace('"', "'"),
        }
    }

    fn char_length(&self) -> usize {
        self.text[self.pos..].chars().next().map_or(1, char::len_utf8)
    }

    fn statement(&mut self, byte: u8) {
        let next = self.peek(1);
        match (byte, next) {
            (b'=' | b'!' | b'<' | b'>', Some(b'=')) => self.emit(2, TokenKind::Operator),
            (b'=', Some(b'~')) => self.refuse(2, "unexpected character after '=': '~'".to_owned()),
            (b'!', _) => {
                let message = format!("unexpected character after '!': {}", self.quote(1));
                let length = 1 + usize::from(next == Some(b'~'));
                self.refuse(length, message);
            }
            (b'=' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'^', _) => {
                self.emit(1, TokenKind::Operator);
            }
            (b',' | b'@', _) => self.emit(1, TokenKind::Punctuation),
            (b'(' | b')' | b'{' | b'}' | b'[' | b']', _) => self.bracket(byte),
            _ => {
                let message = format!("unexpected character: {}", self.quote(0));
                self.refuse(self.char_length(), message);
            }
        }
    }

    fn bracket(&mut self, byte: u8) {
        let fault = match byte {
            b'(' => {
                self.parens += 1;
                None
            }
            b')' if self.parens == 0 => Some("unexpected right parenthesis ')'"),
            b')' => {
                self.parens -= 1;
                None
            }
            b'{' => {
                self.in_braces = true;
                None
            }
            b'}' => Some("unexpected character: '}'"),
            b'[' if self.in_brackets => Some("unexpected left bracket '['"),
            b'[' => {
                (self.in_brackets, self.before_duration, self.seen_colon) = (true, true, false);
                None
            }
            _ if !self.in_brackets => Some("unexpected right bracket ']'"),
            _ => {
                self.in_brackets = false;
                None
            }
        };
        let Some(message) = fault else { return self.emit(1, TokenKind::Punctuation) };
        // Prometheus has taken the parenthesis before it finds that it is one too many.
        let at = self.pos + usize::from(byte == b')');
        let token = self.out.tokens.len();
        self.emit(1, TokenKind::Other);
        self.out.fault.get_or_insert(Fault { token, at, message: message.to_owned() });
    }

    fn inside_braces(&mut self, byte: u8) {
        match (byte, self.peek(1)) {
            (b'=' | b'!', Some(b'~')) | (b'!', Some(b'=')) => self.emit(2, TokenKind::Operator),
            (b'=', _) => self.emit(1, TokenKind::Operator),
            (b',', _) => self.emit(1, TokenKind::Punctuation),
            (b'}', _) => {
                self.in_braces = false;
                self.emit(1, TokenKind::Punctuation);
            }
            (b'!', _) => {
                let message = format!("unexpected character after '!' inside braces: {}", self.quote(1));
                self.refuse(1, message);
            }
            (b'{', _) => self.refuse(1, "unexpected left brace '{'".to_owned()),
            _ => {
                let message = format!("unexpected character inside braces: {}", self.quote(0));
                self.refuse(self.char_length(), message);
            }
        }
    }

    fn colon(&mut self) {
        if self.seen_colon {
            return self.refuse(1, "unexpected colon ':'".to_owned());
        }
        if std::mem::take(&mut self.before_duration) {
            let message = "unexpected colon before duration in duration expression";
            return self.refuse(1, message.to_owned());
        }
        self.seen_colon = true;
        self.emit(1, TokenKind::Punctuation);
    }

    fn dot(&mut self) {
        let message = format!("unexpected character: {}", self.quote(0));
        self.refuse(1, message);
    }

    fn word(&mut self) {
        let colons = !self.in_braces && !self.in_brackets;
        let belongs = |it: &&u8| it.is_ascii_alphanumeric() || **it == b'_' || (colons && **it == b':');
        let length = self.bytes[self.pos..].iter().take_while(belongs).count();
        let kind = match &self.text[self.pos..self.pos + length] {
            _ if self.in_braces => TokenKind::Identifier,
            it => word::kind(it),
        };
        self.emit(length, kind);
    }

    fn number(&mut self) {
        match number::extent(self.bytes, self.pos) {
            Ok((end, kind)) => self.emit(end - self.pos, kind),
            Err(failed) => {
                let message = format!("bad number or duration syntax: {:?}", &self.text[self.pos..failed]);
                let rest = self.bytes[failed..].iter().take_while(|it| it.is_ascii_alphanumeric()).count();
                self.refuse(failed + rest - self.pos, message);
            }
        }
    }

    fn raw(&mut self) {
        match self.text[self.pos + 1..].find('`') {
            Some(length) => self.emit(length + 2, TokenKind::String),
            None => self.refuse(self.text.len() - self.pos, "unterminated raw string".to_owned()),
        }
    }

    fn quoted(&mut self, quote: u8) {
        let mut at = self.pos + 1;
        let mut wrong_escape = None;
        loop {
            match self.bytes.get(at) {
                Some(b'\\') => {
                    let (length, wrong) = escape::read(&self.text[at + 1..], char::from(quote));
                    wrong_escape = wrong_escape.or(wrong);
                    at += 1 + length;
                }
                Some(it) if *it == quote => break,
                None | Some(b'\n') => {
                    let message = wrong_escape.unwrap_or_else(|| "unterminated quoted string".to_owned());
                    return self.refuse(at - self.pos, message);
                }
                Some(_) => at += 1,
            }
        }
        let length = at + 1 - self.pos;
        match wrong_escape {
            Some(message) => self.refuse(length, message),
            None => self.emit(length, TokenKind::String),
        }
    }
}

/// The words of durations that are computed.
fn is_duration_word(word: &str) -> bool {
    ["step", "range", "min_of", "max_of"].iter().any(|it| it.eq_ignore_ascii_case(word))
}
